"""The number and the date an office or a firm gives its letter: «исх. № 212 от 05.11.2026», «13.11.2026 № 07/99»."""

from __future__ import annotations

import re
from datetime import date

_LINES = 16
"""Lines of a letterhead."""

_DATE = r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"
_NUMBER = r"(?:№|N)[ \xa0]{0,2}(?P<number>[^\s,;]{1,40})"
_FORMS = (
    re.compile(rf"\bисх\w{{0,8}}\.?[ \xa0]{{0,2}}{_NUMBER}(?:[ \xa0]{{1,2}}от[ \xa0]{{1,2}}{_DATE})?", re.IGNORECASE),
    re.compile(rf"^[ \t]{{0,80}}(?:от[ \xa0]{{1,2}})?{_DATE}(?:[ \xa0]?г\.)?[ \xa0\t]{{1,10}}{_NUMBER}", re.IGNORECASE),
    re.compile(rf"^[ \t]{{0,80}}{_NUMBER}[ \xa0\t]{{1,10}}от[ \xa0]{{1,2}}{_DATE}", re.IGNORECASE),
)


def find_reference(text: str) -> tuple[str, date | None]:
    """Return the writer's own number and date of a letter, an empty text and `None` where it bears none.

    Args:
        text: its text.
    """
    for line in text.split("\n", _LINES)[:_LINES]:
        for form in _FORMS:
            found = form.search(line[:300])
            if found and found["number"].strip("_.") and found["number"].lower() != "б/н":
                return found["number"].rstrip(".,"), _day(found)
    return "", None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found["y"] else None
    except ValueError:
        return None
