"""Days as they are typed into the search field: «30.11», «01.12-15.12», «ноябрь 2026», «2026», «до 30.11».

«До 30.11» holds that day, as a term does; «до ноября» ends before it, «по ноябрь» with it.
"""

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
_YEAR = re.compile(r"\d{4}")
_BARE_DAY = re.compile(r"\d{1,2}")
_COUNT = re.compile(r"(\d{1,3})(?:\s+(\S.*))?")
_DASHES = frozenset("-–—")
_CLOSING = {("before",), ("until",)}
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


def count_of_days(text: str) -> tuple[int, str] | None:
    """Return how many of what «5», «5 рабочих дней», «3 дня», «2 недели» are; a bare number is of working days.

    Args:
        text: as it was typed.

    Returns:
        The number, and `working`, `day` or `week`; `None` where it is no such thing.
    """
    found = _COUNT.fullmatch(text)
    if found is None:
        return None
    if found[2] is None:
        return int(found[1]), "working"
    units = understood("units", found[2])
    return (int(found[1]), units[0]) if len(units) == 1 else None


def may_go_on(words: list[str], more: str) -> bool:
    """Tell whether days that are being typed go on with a word: «до | 30.11», «30 | ноября | 2026 | года», «01.09 | -».

    Args:
        words: what stands there.
        more: the next word.
    """
    last = words[-1]
    if last in _DASHES or understood("joints", last):
        return True
    if more in _DASHES:
        return words[0][0].isdigit()
    if understood("joints", more) in _CLOSING:
        return understood("joints", words[0]) == ("since",)
    if last.isdigit() and len(last) < 3:
        return len(more) > 2 and bool(understood("months", more))
    if _YEAR.fullmatch(more):
        return bool(understood("months", last))
    return bool(_YEAR.fullmatch(last) and understood("units", more) == ("year",))


def _open_ended(end: str, rest: str, looking: Looking) -> Days | None:
    """Return the days of «до 30.11», «по ноябрь», «с 01.12», «с 1 по 15 декабря»."""
    words = rest.split()
    for place, word in enumerate(words):
        closing = understood("joints", word)
        if end == "since" and closing in _CLOSING:
            first, last = " ".join(words[:place]), " ".join(words[place + 1 :])
            return _span(first, last, looking, before=closing == ("before",))
    days = _one(rest, looking)
    if days is None or days.first is None:
        return None
    if end == "since":
        return Days(days.first, None)
    return Days(None, _before(days) if end == "before" else days.last)


def _before(days: Days) -> date | None:
    """Return the last day of «до» some days: that day itself, or the eve of a month or year."""
    return days.last if days.first is None or days.first == days.last else days.first - timedelta(days=1)


def _span(first: str, last: str, looking: Looking, *, before: bool = False) -> Days | None:
    """Return the days from one to another; what the first leaves out, «1-15 сентября», it has from the other.

    Args:
        first: as it was typed.
        last: the same of the other end.
        looking: from where; the one without a year is taken next to the other.
        before: whether a month or year that closes the span stays outside.
    """
    day = _BARE_DAY.match(last)
    if day is not None and _BARE_DAY.fullmatch(first):
        first += last[day.end() :]
    if looking.back:
        to = _one(last, looking)
        since = _one(first, Looking(to.last, back=True)) if to and to.last else None
    else:
        since = _one(first, looking)
        to = _one(last, looking)
        if since and to and since.first and to.last and to.last < since.first and not _has_year(last):
            to = _one(last, Looking(since.first + timedelta(days=182), back=False))
    end = to and (_before(to) if before else to.last)
    if not since or not since.first or not end or end < since.first:
        return None
    return Days(since.first, end)


def _has_year(text: str) -> bool:
    found = _DAY.fullmatch(text.strip())
    return found[3] is not None if found else _YEAR.search(text) is not None


def _one(text: str, looking: Looking) -> Days | None:
    """Return the days of one date, month or year."""
    words = text.split()
    if len(words) > 1 and _YEAR.fullmatch(words[-2]) and understood("units", words[-1]) == ("year",):
        words.pop()
    text = " ".join(words)
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
    if not (1 <= month <= 12 and 1900 <= year <= 2999):
        return None
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(year: int) -> Days | None:
    return Days(date(year, 1, 1), date(year, 12, 31)) if 1900 <= year <= 2999 else None
