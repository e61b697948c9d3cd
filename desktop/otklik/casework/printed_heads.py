"""Compare the head of the journal as it is printed on a paper with the journal.

Paper cannot be rewritten: a head that does not occur in the journal shows that the journal was made anew since, or that
the paper is of another register.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.register.store import Register

FEWEST = 8
"""Digits that are needed; paper shows 16. Of a million lines not two are likely to share eight."""

_LONGEST = 64
_LOOK_ALIKE = str.maketrans("абсдефоАБСДЕФО", "abcdef0abcdef0")
_NOT_A_DIGIT = re.compile(r"[\s\u2009\u202f.,:;·-]+")

_BROKEN = (
    "The journal itself is not whole: something was changed or removed at line {line} outside of the program. Restore "
    "the last whole backup."
)
_FOUND = "The journal has this head: line {line} of {lines}, {day}. Nothing before it was changed since."
_EMPTY = "This is the head of a journal without any line."
_FORMER = (
    "This was the head at line {line} of {lines}, {day}, before the register was rebuilt from a damaged file. The line "
    "tells what was lost then."
)
_MISSING = (
    "The journal does not have this head. Look whether it is typed as printed and the paper is of this register; if "
    "so, the journal was made anew after the paper was printed."
)


@dataclass(frozen=True, slots=True)
class HeadFound:
    """What the journal says to a printed head.

    Attributes:
        digits: as they were compared.
        line: the line whose head it is; `None` where there is none.
        sentence: the finding, for the user.
        former: whether it was so only before the register was rebuilt from a damaged file.
        whole: whether the chain of the journal holds; a head vouches for the lines before it only where it does.
    """

    digits: str
    line: int | None
    sentence: str
    former: bool = False
    whole: bool = True

    @property
    def known(self) -> bool:
        """Whether the journal has it, or had it before it was rebuilt, and is whole."""
        return self.line is not None and self.whole


def find(register: Register, typed: str) -> HeadFound:
    """Look for a head as it is printed on letters and sheets; the chain is checked as well, which may take a while.

    Args:
        register: a register or a copy, open for reading at least.
        typed: its digits with or without spaces, and with the word before them; Cyrillic letters that look the same
            are taken for what they look like.

    Raises:
        UserError: these are no digits of a head, or too few.
    """
    digits = digits_of(typed)
    place = register.journal.place_of(digits)
    if place is None:
        return HeadFound(digits, None, say(_MISSING))
    chain = register.journal.verify()
    if not chain.whole:
        return HeadFound(digits, place.line, say(_BROKEN, line=chain.broken_at), whole=False)
    if place.at is None:
        return HeadFound(digits, 0, say(_EMPTY))
    text = say(
        _FORMER if place.former else _FOUND, line=place.line, lines=place.lines, day=f"{place.at:%d.%m.%Y %H:%M}"
    )
    return HeadFound(digits, place.line, text, place.former)


def digits_of(typed: str) -> str:
    """Return the digits of a head as somebody typed them from paper.

    Raises:
        UserError: these are no digits of a head, or too few.
    """
    text = re.sub(r"^\s*(журнал|journal)", "", typed.strip(), flags=re.IGNORECASE)
    digits = _NOT_A_DIGIT.sub("", text.translate(_LOOK_ALIKE)).lower()
    if not FEWEST <= len(digits) <= _LONGEST or not re.fullmatch(r"[0-9a-f]+", digits):
        raise UserError(
            "Type the head as it is printed: at least {count} digits 0–9, a–f, in groups of four.", count=FEWEST
        )
    return digits
