"""The working calendar of Russia: which days are off, on what ground, and counting in working days.

Source of law: ТК ст. 111–112 and the decrees of the Government in `resources/law/calendar.toml`. The calendar audits
itself: a year whose sum of working days is not the published one is refused. It tells where it ends: past the last
decree it is provisional, past its last year it refuses.
"""

from __future__ import annotations

import tomllib
import zlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from otklik.law.daysoff import SATURDAY, CalendarData, Decree, parse, special_days
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import read_file
from otklik.system.paths import resource

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.law.kinds import Kind
    from otklik.law.rules import Owed, PromiseRule
    from otklik.law.terms import Duty, Unit

_WEEKEND = {SATURDAY: "Сб", SATURDAY + 1: "Вс"}


@dataclass(frozen=True, slots=True)
class YearSummary:
    """One year of the calendar.

    Attributes:
        year: the year.
        working_days: how many days of it are working days.
        non_working_weekdays: days from Monday to Friday that are off.
        working_weekends: Saturdays and Sundays that are working days.
        official: whether the Government's decree on that year is in the calendar.
    """

    year: int
    working_days: int
    non_working_weekdays: tuple[date, ...]
    working_weekends: tuple[date, ...]
    official: bool


class WorkCalendar:
    """Counts in working days. Every question about one date is a look-up in a table made at the start.

    A calendar never changes: another decree makes another calendar. So it may remember what was counted by it.

    Attributes:
        data: what it is made of.
        first, last: its range, both included.
        counted: duties of the law counted by it already, by what is owed and the day it runs from.
        promised: policy terms counted by it already, by wording, demand, clause, number, unit and day of receipt.

    Args:
        data: what it is made of.

    Raises:
        EnvironmentProblem: a year's sum of working days is not the published one.
    """

    def __init__(self, data: CalendarData) -> None:
        self.data = data
        self.counted: dict[tuple[Owed, date], Duty] = {}
        self.promised: dict[tuple[PromiseRule, Kind, str, int, Unit, date], Duty] = {}
        self.first = date(data.first_year, 1, 1)
        self.last = date(data.last_year, 12, 31)
        self._presidential = data.presidential
        self._base = self.first.toordinal()
        self._grounds: dict[date, str] = {}
        self._works = self._table(data)
        self._audit(data)
        self._close_regional(data)
        # Working days up to and including each day, and the working days themselves: the n-th one after a day is the
        # one at that count plus n.
        self._counts = list(accumulate(self._works))
        self._working = [date.fromordinal(self._base + index) for index, works in enumerate(self._works) if works]

    @cached_property
    def federal(self) -> WorkCalendar:
        """The calendar without days off of a region: itself where it has none."""
        return WorkCalendar(replace(self.data, regional={})) if self.data.regional else self

    @cached_property
    def fingerprint(self) -> str:
        """What tells one calendar from another: changes whenever a day may be counted otherwise."""
        works, surely = self._works, self.federal._works  # noqa: SLF001 - another of its own kind
        return f"{zlib.crc32(works):08x}-{zlib.crc32(surely):08x}-{self.data.last_official}"

    @classmethod
    def load(cls) -> WorkCalendar:
        """Return the shipped calendar; the same object each time.

        Raises:
            EnvironmentProblem: its file is missing or damaged.
        """
        return _shipped()

    @classmethod
    def read(cls, path: Path) -> WorkCalendar:
        """Return the calendar of a file.

        Raises:
            EnvironmentProblem: the file is missing or damaged.
        """
        try:
            return cls(parse(tomllib.loads(read_file(path).decode())))
        except (KeyError, TypeError, ValueError) as error:
            raise EnvironmentProblem(
                "The working calendar {file} is damaged. Install the program again.", file=path.name
            ) from error

    def _table(self, data: CalendarData) -> bytearray:
        days = self.last.toordinal() - self._base + 1
        start = self.first.weekday()
        works = bytearray((start + index) % 7 < SATURDAY for index in range(days))
        for year in range(data.first_year, data.last_year + 1):
            special = special_days(data, year)
            for day in special.off:
                works[day.toordinal() - self._base] = False
            for day in special.worked:
                works[day.toordinal() - self._base] = True
            self._grounds |= special.off
        return works

    def _close_regional(self, data: CalendarData) -> None:
        """Take the days off of the region out; days that are off anyway keep their ground."""
        for day, ground in data.regional.items():
            if self.first <= day <= self.last and self._works[day.toordinal() - self._base]:
                self._works[day.toordinal() - self._base] = False
                self._grounds[day] = ground

    def _audit(self, data: CalendarData) -> None:
        for year, decree in data.decrees.items():
            found = self._count_of_year(year)
            if decree.working_days is not None and found != decree.working_days:
                raise EnvironmentProblem(
                    "The working calendar is damaged: {year} has {found} working days in it instead of {expected}. "
                    "Install the program again.",
                    year=year,
                    found=found,
                    expected=decree.working_days,
                )

    def _count_of_year(self, year: int) -> int:
        return sum(self._works[self._position(date(year, 1, 1)) : self._position(date(year, 12, 31)) + 1])

    def _position(self, day: date) -> int:
        position = day.toordinal() - self._base
        if not 0 <= position < len(self._works):
            raise UserError(
                "The day {day} lies outside the working calendar, which runs from {first} to {last}. Check the date.",
                day=f"{day:%d.%m.%Y}",
                first=f"{self.first:%d.%m.%Y}",
                last=f"{self.last:%d.%m.%Y}",
            )
        return position

    def is_working(self, day: date) -> bool:
        """Return whether it is a working day of the five-day week.

        Raises:
            UserError: the day lies outside the calendar.
        """
        return bool(self._works[self._position(day)])

    def is_official(self, year: int) -> bool:
        """Return whether the Government's decree on that year is known; without it the year is provisional."""
        return year in self.data.decrees

    def is_known(self, first: int, last: int) -> bool:
        """Return whether the decrees on all years from the first to the last (both included) are known."""
        return all(year in self.data.decrees for year in range(first, last + 1))

    def decree(self, year: int) -> Decree | None:
        """Return the Government's decree on that year, `None` where it is not known."""
        return self.data.decrees.get(year)

    def ground(self, day: date) -> str:
        """Return why a day is off, in Russian («Сб», «Вс», «ТК ст. 112», «ПП от 24.09.2025 № 1466»); "" if it is not.

        Raises:
            UserError: the day lies outside the calendar.
        """
        if self._works[self._position(day)]:
            return ""
        return self._grounds.get(day) or _WEEKEND[day.weekday()]

    def presidential(self, year: int) -> dict[date, str]:
        """Return the days of a year a decree called «нерабочий» in 2020–2021, with that decree; they are counted."""
        return {day: decree for day, decree in self._presidential.items() if day.year == year and self.is_working(day)}

    def remark(self, day: date) -> str:
        """Return the decree that called a working day «нерабочий» in 2020–2021, in Russian; "" for any other day.

        Such days are counted: they are no days off of the Labour Code and move no term.
        """
        return self._presidential.get(day, "") if self.is_working(day) else ""

    def add_working_days(self, start: date, n: int) -> date:
        """Return the n-th working day after a day, counted from the next day (ГК ст. 191).

        Args:
            start: the day of the event; it is not counted itself, whether it is a working day or not.
            n: how many working days, at least 1.

        Raises:
            UserError: the start or the result lies outside the calendar.
        """
        if n < 1:
            raise ValueError(n)
        index = self._counts[self._position(start)] + n - 1
        if index >= len(self._working):
            raise UserError(
                "The term from {day} runs past {last}, the last day of the working calendar. "
                "Check the date and the term.",
                day=f"{start:%d.%m.%Y}",
                last=f"{self.last:%d.%m.%Y}",
            )
        return self._working[index]

    def next_working(self, day: date) -> date:
        """Return the day itself if it is a working day, else the next one that is (ГК ст. 193).

        Raises:
            UserError: the day lies outside the calendar, or no working day follows in it.
        """
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def previous_working(self, day: date) -> date:
        """Return the day itself if it is a working day, else the last one before it that is.

        Raises:
            UserError: the day lies outside the calendar, or no working day precedes it there.
        """
        index = self._counts[self._position(day)] - 1
        if index < 0:
            self._position(date.fromordinal(self._base - 1))
        return self._working[index]

    def working_days_between(self, a: date, b: date) -> int:
        """Return how many working days lie after `a` up to and including `b`; negative when `b` is before `a`.

        Raises:
            UserError: a day lies outside the calendar.
        """
        return self._counts[self._position(b)] - self._counts[self._position(a)]

    def year(self, year: int) -> YearSummary:
        """Return the summary of a year.

        Raises:
            UserError: the year lies outside the calendar.
        """
        if not self.first.year <= year <= self.last.year:
            raise UserError(
                "The year {year} lies outside the working calendar, which runs from {first} to {last}.",
                year=year,
                first=self.first.year,
                last=self.last.year,
            )
        start = date(year, 1, 1).toordinal()
        days = [date.fromordinal(number) for number in range(start, date(year, 12, 31).toordinal() + 1)]
        return YearSummary(
            year=year,
            working_days=self._count_of_year(year),
            non_working_weekdays=tuple(d for d in days if d.weekday() < SATURDAY and not self.is_working(d)),
            working_weekends=tuple(d for d in days if d.weekday() >= SATURDAY and self.is_working(d)),
            official=self.is_official(year),
        )


@cache
def _shipped() -> WorkCalendar:
    return WorkCalendar.read(resource("law/calendar.toml"))
