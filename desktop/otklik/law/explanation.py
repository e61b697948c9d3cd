"""Why that day: a term day by day, what is counted and what is skipped and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from otklik.law.counting import due_after, ground_off, raw_end, runs_in_days, together
from otklik.law.kinds import Regime
from otklik.law.terms import Term, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otklik.law.calendar import WorkCalendar

_START = {Regime.RUSSIAN: "ГК ст. 191", Regime.GDPR: "Регламент 1182/71 ст. 3(1)"}
_SHIFT = {Regime.RUSSIAN: "ГК ст. 193", Regime.GDPR: "Регламент 1182/71 ст. 3(4)"}
_WITHOUT_DAYS = {Unit.AT_ONCE: "немедленно", Unit.HOURS: "круглосуточно", Unit.NAMED_DAY: "назван в письме"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a term.

    Attributes:
        day: the date.
        number: its number in the count, from 1, in an extension from 1 again; `None` where it is not counted.
        ground: in Russian, why it is not counted: «Сб», «ТК ст. 112», «ПП от …»; «ГК ст. 191» of the day of the event;
            «ГК ст. 193» of the working day the end moved to; «немедленно», «круглосуточно» of a term that days off do
            not touch. Empty if counted.
        extension: whether it belongs to the extension the norm allows.
        remark: in Russian, the decree that called a counted day «нерабочий» in 2020–2021; else empty.
    """

    day: date
    number: int | None
    ground: str
    extension: bool = False
    remark: str = ""


def explain(
    trigger_on: date,
    term: Term,
    calendar: WorkCalendar,
    extension: Term | None = None,
    regime: Regime = Regime.RUSSIAN,
) -> tuple[CountedDay, ...]:
    """Return every day of a term, from the day of the event to the last day, then those of the extension.

    The last day without `extension` is `latest` of the deadline, the last of all is its `extended_latest`.

    Args:
        trigger_on: the day of the event the term runs from.
        term: the term.
        calendar: the working calendar.
        extension: by how much the norm lets it be extended, in the unit of the term.
        regime: by which law the days are counted.

    Raises:
        UserError: the days lie outside the calendar.
    """
    if not runs_in_days(term):
        ends = raw_end(term, trigger_on, calendar)
        return tuple(CountedDay(day, None, _WITHOUT_DAYS[term.unit]) for day in _days(trigger_on, ends, first=True))
    deadline = due_after(term, trigger_on, calendar, extension, regime)
    raw = raw_end(term, trigger_on, calendar)
    rows = [CountedDay(trigger_on, None, _START[regime])]
    rows += _count(_days(trigger_on, raw), 1, term.unit, calendar)
    rows += _shift(raw, deadline.latest, calendar, regime)
    if extension is not None and deadline.extended_latest is not None:
        raw_extended = raw_end(together(term, extension), trigger_on, calendar)
        counted = _count(_days(raw, raw_extended), 1, term.unit, calendar, extension=True)
        rows += [row for row in counted if row.day > deadline.latest]
        raw_extended = max(raw_extended, deadline.latest)
        rows += _shift(raw_extended, deadline.extended_latest, calendar, regime, extension=True)
    return tuple(rows)


def _days(after: date, last: date, *, first: bool = False) -> Iterator[date]:
    day = after if first else after + _DAY
    while day <= last:
        yield day
        day += _DAY


def _count(
    days: Iterator[date], number: int, unit: Unit, calendar: WorkCalendar, *, extension: bool = False
) -> Iterator[CountedDay]:
    """Number the days: all of them, or the working ones where the term is in working days."""
    for day in days:
        ground = calendar.ground(day) if unit is Unit.WORKING_DAYS else ""
        if ground:
            yield CountedDay(day, None, ground, extension)
        else:
            yield CountedDay(day, number, "", extension, calendar.remark(day))
            number += 1


def _shift(
    raw: date, latest: date, calendar: WorkCalendar, regime: Regime, *, extension: bool = False
) -> Iterator[CountedDay]:
    """Name the days between an end on a day off and the working day it moves to."""
    for day in _days(raw, latest):
        yield CountedDay(day, None, ground_off(day, calendar, regime) or _SHIFT[regime], extension)
