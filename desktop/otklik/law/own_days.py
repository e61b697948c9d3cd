"""The user's own part of the working calendar: a decree the program does not have yet, days off of his region.

What is typed is checked before it counts, because a wrong transfer moves dates without anybody seeing it: ТК ст. 112
ч. 5 lets the Government move days off within a year, so every transfer takes a day off of that year and gives another.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from otklik.law.calendar import WorkCalendar
from otklik.law.daysoff import SATURDAY, CalendarData, Decree, special_days
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

REGION = "регион: {name}"
"""How a day off of the region is named where it is skipped in a count; a day off is named in Russian everywhere."""

LONGEST_NAME = 80
"""Longest name of a day off and longest number of a decree, in characters."""

EARLIEST = 2
"""So many years before its year a decree may have been signed; the earliest one known was signed in the year before."""


def with_own(data: CalendarData, decrees: Iterable[Decree], regional: Mapping[date, str]) -> CalendarData:
    """Return the data of the calendar with the user's own part in it.

    Of two decrees on one year the one signed later rules, whoever brought it; signed on one day they are one decree.
    The sum of a decree of the user was checked when he entered it, so it is not asked for again: a calendar that is
    shipped later must not shut him out of his register.

    Args:
        data: the shipped calendar.
        decrees: the user's decrees.
        regional: days off of the region with their names.
    """
    ruling = dict(data.decrees)
    for decree in decrees:
        shipped = data.decrees.get(decree.year)
        if shipped is None or decree.signed > shipped.signed:
            ruling[decree.year] = replace(decree, working_days=None)
    named = {day: REGION.format(name=name) for day, name in regional.items()}
    return replace(data, decrees=ruling, regional=named)


def checked_decree(data: CalendarData, decree: Decree) -> Decree:
    """Return a typed decree, tidied up, if it can be meant.

    Args:
        data: the shipped calendar.
        decree: what was typed; without `working_days` the sum is not checked, which is
            allowed only where no decree is known.

    Raises:
        UserError: the year is outside the calendar, number or date cannot be meant, a later decree is shipped, a
            transfer is impossible, or the working days of the year do not sum up to what was typed.
    """
    number = " ".join(decree.number.split()).removeprefix("№").strip()
    _check_year(data, decree.year)
    if not number or len(number) > LONGEST_NAME:
        raise UserError("Enter the number of the decree, as in “№ 1187”.")
    if not decree.year - EARLIEST <= decree.signed.year <= decree.year:
        raise UserError(
            "A decree on {year} cannot have been signed on {day}. Check the date.",
            year=decree.year,
            day=f"{decree.signed:%d.%m.%Y}",
        )
    shipped = data.decrees.get(decree.year)
    if shipped is not None and decree.signed <= shipped.signed:
        raise UserError(
            "The program has the decree on {year} already: № {number} of {day}. Enter only one that was signed later.",
            year=decree.year,
            number=shipped.number,
            day=f"{shipped.signed:%d.%m.%Y}",
        )
    if shipped is not None and decree.working_days is None:
        raise UserError(
            "The decree on {year} is known: № {number} of {day}. To put another in its place, enter the published "
            "number of working days too.",
            year=decree.year,
            number=shipped.number,
            day=f"{shipped.signed:%d.%m.%Y}",
        )
    _check_transfers(data, decree)
    _check_sum(data, decree)
    return replace(decree, number=number)


def checked_day(calendar: WorkCalendar, day: date, name: str) -> str:
    """Return the name of a day off of the region, tidied up, if day and name can be meant.

    Raises:
        UserError: the day is outside the calendar or off anyway, or the name is empty or too long.
    """
    tidy = " ".join(name.split())
    ground = calendar.federal.ground(day)
    if ground:
        raise UserError("{day} is off anyway: {ground}.", day=f"{day:%d.%m.%Y}", ground=ground)
    if not tidy:
        raise UserError("Say what the day off is called, as in “Sagaalgan”.")
    if len(tidy) > LONGEST_NAME:
        raise UserError("The name is too long: at most {limit} characters.", limit=LONGEST_NAME)
    return tidy


def _check_year(data: CalendarData, year: int) -> None:
    if not data.first_year <= year <= data.last_year:
        raise UserError(
            "The year {year} lies outside the working calendar, which runs from {first} to {last}.",
            year=year,
            first=data.first_year,
            last=data.last_year,
        )


def _check_transfers(data: CalendarData, decree: Decree) -> None:
    """See that every transfer takes a day off of the year and gives a working day of it, and none is named twice."""
    if not decree.transfers:
        raise UserError("Enter the transfers of the decree: from which day off to which day.")
    days = [day for transfer in decree.transfers for day in transfer]
    for source, target in decree.transfers:
        if source == target:
            raise UserError(
                "The transfer from {day} leads to the same day. Check the dates.",
                day=f"{source:%d.%m.%Y}",
            )
    for day, times in Counter(days).items():
        if day.year != decree.year:
            raise UserError(
                "The day {day} is not in {year}. Check the transfers.",
                day=f"{day:%d.%m.%Y}",
                year=decree.year,
            )
        if times > 1:
            raise UserError("The day {day} is named twice. Check the transfers.", day=f"{day:%d.%m.%Y}")
    # Days off of a weekday that may be moved: those ТК ст. 112 ч. 2 shifted there. A holiday is no day off.
    holidays = {*data.new_year, *data.shifting}
    without = special_days(replace(data, decrees={}, days_off={}), decree.year)
    movable = {day for day in without.off if (day.month, day.day) not in holidays}
    # A source may cancel such a shift, and its Monday is free to be given then: so look at the year with the sources
    # taken out and nothing given yet.
    taken = replace(decree, transfers=tuple((source, source) for source, _ in decree.transfers))
    off = special_days(replace(data, decrees={decree.year: taken}), decree.year).off
    for source, target in decree.transfers:
        if source.weekday() < SATURDAY and source not in movable:
            raise UserError(
                "On {day} there is no day off to move. Check the transfers.",
                day=f"{source:%d.%m.%Y}",
            )
        if target.weekday() >= SATURDAY or target in off:
            raise UserError("{day} is a day off already. Check the transfers.", day=f"{target:%d.%m.%Y}")


def _check_sum(data: CalendarData, decree: Decree) -> None:
    """Compare the working days of the year, counted with the decree, with the sum that was published."""
    if decree.working_days is None:
        return
    ruling = data.decrees | {decree.year: replace(decree, working_days=None)}
    found = WorkCalendar(replace(data, decrees=ruling, regional={})).year(decree.year).working_days
    if found != decree.working_days:
        raise UserError(
            "By these transfers {year} has {found} working days, but {typed} were entered. "
            "Check the transfers and the sum.",
            year=decree.year,
            found=found,
            typed=decree.working_days,
        )
