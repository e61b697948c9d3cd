"""Cases by the numbers of their letters: the outgoing one, «9/П», and the one the Post tracks a letter by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otklik.register.search import fold

if TYPE_CHECKING:
    from otklik.register.database import Database

_OUTGOING = re.compile(r"№?(\d{1,9}/)\S{0,20}")
_TRACKING = re.compile(r"\d{6,14}|[A-Za-z]{2}\d{4,9}[A-Za-z]{0,2}")
_WHOLE_TRACKING = re.compile(r"\d{14}|[A-Za-z]{2}\d{9}[A-Za-z]{2}")
_LAST = chr(0x10FFFF)

_MOST = 2000
"""Letters that are looked at: one number comes once a year for each operator, so there are never so many."""

_BY_NUMBER = "SELECT number, case_id FROM letters WHERE number <> '' AND number >= ? AND number < ? LIMIT ?"
_BY_TRACKING = "SELECT tracking, case_id FROM letters WHERE tracking <> '' AND tracking >= ? AND tracking < ? LIMIT ?"


def words_of(text: str) -> list[str]:
    """Return the words of a search; a tracking number that is parted by spaces, as on the receipt, is one."""
    compact = "".join(text.split())
    return [compact] if _WHOLE_TRACKING.fullmatch(compact) else text.split()


def is_of_a_letter(word: str) -> bool:
    """Tell whether a word may be the number of a letter, or the beginning of one."""
    return _OUTGOING.fullmatch(word) is not None or _TRACKING.fullmatch(word) is not None


def cases_of(database: Database, word: str) -> tuple[int, ...]:
    """Return the row ids of the cases with a letter whose number begins so.

    Args:
        database: where the letters are.
        word: one of `is_of_a_letter`.
    """
    outgoing = _OUTGOING.fullmatch(word)
    typed = fold(word.removeprefix("№"))
    start = outgoing[1] if outgoing else typed.upper()
    rows = database.all(_BY_NUMBER if outgoing else _BY_TRACKING, (start, start + _LAST, _MOST))
    return tuple(sorted({case_id for number, case_id in rows if fold(number).startswith(typed)}))
