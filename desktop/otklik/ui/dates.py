"""Dates as people read them, in the language in use: «26 ноября», «12 нояб.», «чт», «четверг»."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QTime

from otklik.system.errors import UserError
from otklik.system.words import language
from otklik.ui.translation import locale, translated

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

NBSP = "\u00a0"


def _format(day: date, pattern: str) -> str:
    return _locale().toString(QDate(day.year, day.month, day.day), pattern).replace(" ", NBSP)


def _locale() -> QLocale:
    return locale(language())


def day_month(day: date) -> str:
    """Return «26 ноября»."""
    return _format(day, "d MMMM")


def day_month_short(day: date) -> str:
    """Return «26 нояб.»."""
    return _format(day, "d MMM")


def day_month_year(day: date) -> str:
    """Return «26 ноября 2026»."""
    return _format(day, "d MMMM yyyy")


def near(day: date, today: date) -> str:
    """Return «26 ноября», with the year where it is not the current one."""
    return day_month(day) if day.year == today.year else day_month_year(day)


def weekday(day: date) -> str:
    """Return «четверг»."""
    return _locale().dayName(day.isoweekday())


def weekday_short(day: date) -> str:
    """Return «чт»."""
    return _locale().dayName(day.isoweekday(), _locale().FormatType.ShortFormat)


def month_name(day: date) -> str:
    """Return «ноябрь», the month standing alone."""
    return _locale().standaloneMonthName(day.month)


def month_short(day: date) -> str:
    """Return «нояб.», the month standing alone and cut short."""
    return _locale().standaloneMonthName(day.month, _locale().FormatType.ShortFormat)


def dotted(day: date) -> str:
    """Return «26.11.2026»."""
    return day.strftime("%d.%m.%Y")


def time_of(moment: datetime) -> str:
    """Return «19:40»."""
    return QTime(moment.hour, moment.minute).toString("HH:mm")


def time_at(moment: time) -> str:
    """Return «17:40», a time of day."""
    return moment.strftime("%H:%M")


def moment_near(moment: datetime, today: date) -> str:
    """Return «вчера, 19:40», «сегодня, 9:05», «21 ноября, 19:40»."""
    return f"{_day_word(moment.date(), today)}, {time_of(moment)}"


def moment_at(moment: datetime, today: date) -> str:
    """Return «вчера в 19:40», «сегодня в 09:05», «21 ноября в 19:40», for the middle of a sentence."""
    return translated("{day} at {time}").format(day=_day_word(moment.date(), today), time=time_of(moment))


def ago(day: date, today: date) -> str:
    """Return «сегодня», «вчера», «12 дней назад»."""
    days = (today - day).days
    return translated("%n day(s) ago", days).replace(" ", NBSP, 1) if days > 1 else _day_word(day, today)


def _day_word(day: date, today: date) -> str:
    days = (today - day).days
    if days in {0, 1}:
        return translated("today") if days == 0 else translated("yesterday")
    return near(day, today)


def read_time(text: str) -> time | None:
    """Return the time of day typed as hh:mm (or with a dot, a space, a hyphen); `None` when nothing is typed.

    Raises:
        UserError: with a sentence that says what is wrong with it.
    """
    typed = text.strip()
    if not typed:
        return None
    match = re.fullmatch(r"(\d{1,2})[:.,\- ](\d{2})", typed)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise UserError("Write the time like 17:40.")
    return time(int(match[1]), int(match[2]))


def read(text: str, today: date | None = None, *, ahead: bool = False) -> date | None:
    """Return the date typed as dd.mm.yyyy (or d.m.yy, or with / - or spaces); `None` when nothing is typed.

    Args:
        text: as typed.
        today: the day from which a date without its year is understood; without it the year has to be typed.
        ahead: whether such a date is the coming one; else it is the latest past one. Today is both.

    Raises:
        UserError: with a sentence that says what is wrong with it.
    """
    typed = text.strip()
    if not typed:
        return None
    match = re.fullmatch(r"(\d{1,2})[.,/\- ](\d{1,2})(?:[.,/\- ](\d{4}|\d{2})?)?", typed)
    if match is None or (match[3] is None and today is None):
        raise UserError("Write the date like 26.11.2026.")
    day, month = int(match[1]), int(match[2])
    if not 1 <= month <= 12:
        raise UserError("There is no month {month}. Write the date like 26.11.2026.", month=month)
    if match[3] is None and today is not None:
        found = _nearest(day, month, today, ahead=ahead)
    else:
        year = int(match[3])
        found = _day_of(day, month, year + 2000 if year < 100 else year)
    if found is None:
        raise UserError("There is no such day: {date}. Check the day and the month.", date=typed)
    return found


_LEAP = 9
"""Years within which there is a 29 February, from any year on."""


def _nearest(day: int, month: int, today: date, *, ahead: bool) -> date | None:
    step = 1 if ahead else -1
    found = (_day_of(day, month, today.year + step * years) for years in range(_LEAP))
    return next((one for one in found if one is not None and (one >= today if ahead else one <= today)), None)


def _day_of(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_span(text: str, today: date) -> tuple[date, date] | None:
    """Return first and last day typed as one: «20–31.12», «28.12-8.01», «20.12.2026 – 8.01.2027».

    Args:
        text: as typed.
        today: the day from which days without their year are understood: the coming ones.

    Returns:
        The two days, the first never behind the last; `None` where the text is none such.
    """
    match = re.fullmatch(
        r"(\d{1,2}(?:[.,/]\d{1,2}(?:[.,/]\d{2,4})?)?) ?[-–—] ?(\d{1,2}[.,/][\d.,/]{1,7})", text.strip()
    )
    if match is None:
        return None
    try:
        last = read(match[2], today, ahead=True)
        first = None if last is None else _first_of(match[1], last)
    except UserError:
        return None
    return None if first is None or last is None or first > last else (first, last)


def _first_of(typed: str, last: date) -> date | None:
    """Return the first day of a span: of the same month where only its number is typed, or of the one before."""
    if not typed.isdecimal():
        return read(typed, last)
    day = int(typed)
    if day <= last.day:
        return _day_of(day, last.month, last.year)
    before = last.replace(day=1) - timedelta(days=1)
    return _day_of(day, before.month, before.year)
