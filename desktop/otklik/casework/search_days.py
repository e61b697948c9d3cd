"""Days as they are typed into the search field: «30.11», «01.12-15.12», «ноябрь», «2026», «до 30.11», «вчера»."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from otklik.casework.search_words import understood
from otklik.register.case_query import Days

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\.?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(?:(\d{1,2})\.)?(\d{4})")
_DASH = re.compile(r"\s*(?:[–—]|\.\.\.?|…)\s*|\s*-\s*")

WEEK, MONTH = timedelta(days=6), timedelta(days=29)
"""A week and a month as they are looked for, the first day not counted."""


@dataclass(frozen=True, slots=True)
class Looking:
    """From where days are looked at.

    Attributes:
        today: the day.
        back: whether days gone by are meant where no year is given (of receipt); else the nearest ones.
    """

    today: date
    back: bool


def days_of(text: str, looking: Looking) -> Days | None:
    """Return the days a text means, `None` where it means none.

    Args:
        text: a day, a month, a year, or two of them with a dash between; «до» and «с» before one leave an end open.
        looking: from where.
    """
    text = text.strip()
    joint, _, rest = text.partition(" ")
    end = understood("joints", joint) if rest and len(joint) < 6 else ()
    if end:
        return _open_ended(end[0], rest.strip(), looking)
    single = _one(text, looking)
    if single is not None:
        return single
    # An ISO date has dashes of its own; two of them are parted by the dash in the middle.
    for found in _DASH.finditer(text):
        span = _span(text[: found.start()], text[found.end() :], looking)
        if span is not None:
            return span
    return None


def _open_ended(end: str, rest: str, looking: Looking) -> Days | None:
    """Return the days of «до 30.11», «с 01.12», «с 01.12 по 15.12»."""
    parts = rest.split()
    if end == "since" and len(parts) == 3 and understood("joints", parts[1]) == ("until",):
        return _span(parts[0], parts[2], looking)
    days = _one(rest, looking)
    if days is None:
        return None
    return Days(None, days.last) if end == "until" else Days(days.first, None)


def _span(first: str, last: str, looking: Looking) -> Days | None:
    """Return the days from one to another; the one without a year is taken next to the other."""
    if looking.back:
        to = _one(last, looking)
        since = _one(first, Looking(to.last, back=True)) if to and to.last else None
    else:
        since = _one(first, looking)
        to = _one(last, looking)
        if since and to and since.first and to.last and to.last < since.first and not _has_year(last):
            to = _one(last, Looking(since.first + timedelta(days=182), back=False))
    if not since or not to or not since.first or not to.last or to.last < since.first:
        return None
    return Days(since.first, to.last)


def _has_year(text: str) -> bool:
    found = _DAY.fullmatch(text.strip())
    return found is None or found[3] is not None


def _one(text: str, looking: Looking) -> Days | None:
    """Return the days of one date, month or year."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), found[3]
        if year is None:
            return _near([_day(one, month, day) for one in _years(looking)], looking)
        return _day(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    if found := _MONTH.fullmatch(text):
        return _month(int(found[2]), int(found[1])) if found[1] else _year(int(found[2]))
    return _named_month(text, looking)


def _named_month(text: str, looking: Looking) -> Days | None:
    """Return the days of «ноябрь», «ноябрь 2026», «30 ноября»."""
    words = text.split()
    if not 1 <= len(words) <= 3:
        return None
    day = int(words.pop(0)) if len(words) > 1 and words[0].isascii() and words[0].isdigit() else None
    months = understood("months", words[0]) if len(words[0]) >= 3 else ()
    year = int(words[1]) if len(words) == 2 and re.fullmatch(r"\d{4}", words[1]) else None
    if len(months) != 1 or (len(words) == 2 and year is None):
        return None
    years = _years(looking) if year is None else [year]
    month = int(months[0])
    return _near([_month(one, month) if day is None else _day(one, month, day) for one in years], looking)


def _years(looking: Looking) -> list[int]:
    """Return the years a day without one may be of; the 29th of February needs several."""
    this = looking.today.year
    return [year for year in range(this - 8, this + (1 if looking.back else 2)) if year >= 1]


def _near(found: list[Days | None], looking: Looking) -> Days | None:
    """Return the one meant: the last that has begun, or the nearest."""
    days = [one for one in found if one is not None and one.first is not None]
    if looking.back and len(found) > 1:
        days = [one for one in days if one.first and one.first <= looking.today]
    return min(days, key=lambda one: abs((one.first or looking.today) - looking.today), default=None)


def _day(year: int, month: int, day: int) -> Days | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Days(found, found)


def _month(year: int, month: int) -> Days | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(year: int) -> Days | None:
    return Days(date(year, 1, 1), date(year, 12, 31)) if 1900 <= year <= 2999 else None
