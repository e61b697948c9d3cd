"""From a term and a day to the last day: ГК ст. 190–194 for Russian law, Regulation 1182/71 for the GDPR.

A term starts the next day. Working-day terms end on a working day by themselves. Other terms that end on a day off end
on the next working day; because ГК ст. 193 is applied to 152-ФЗ by analogy only, the *safe* day is the working day
before. Regulation 1182/71 knows the days off of the member states, not ours: there only what is off in all of them
shifts the end.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from otklik.law.kinds import Regime
from otklik.law.terms import Deadline, Term, Unit

if TYPE_CHECKING:
    from otklik.law.calendar import WorkCalendar

_DAY = timedelta(days=1)
_WEEKEND = {5: "Сб", 6: "Вс"}
_EU_HOLIDAYS = {(1, 1): "1 января", (12, 25): "25 декабря"}
"""Holidays of every member state. A shift helps the operator, so in doubt there is none."""


def due_after(
    term: Term,
    trigger_on: date,
    calendar: WorkCalendar,
    extension: Term | None = None,
    regime: Regime = Regime.RUSSIAN,
    at: time | None = None,
) -> Deadline:
    """Return the last day of a term.

    Args:
        term: the term.
        trigger_on: the day of the event it runs from; it is not counted.
        calendar: the working calendar.
        extension: by how much the norm lets it be extended, in the unit of the term; `None` where it does not.
        regime: by which law the days are counted.
        at: time of the event by the clock on the wall, for terms in hours.

    Raises:
        UserError: the trigger or the end lies outside the calendar.
    """
    if term.unit is Unit.HOURS:
        return _after_hours(term.number, trigger_on, at, calendar)
    raw = raw_end(term, trigger_on, calendar)
    if not runs_in_days(term):
        return Deadline(raw, raw)
    latest = shifted(raw, term, calendar, regime)
    extended = None
    if extension is not None:
        whole = together(term, extension)
        extended = shifted(raw_end(whole, trigger_on, calendar), whole, calendar, regime)
    sure = calendar.federal
    surely = raw if sure is calendar else raw_end(term, trigger_on, sure)
    return Deadline(
        safe=min(max(sure.previous_working(surely), trigger_on), latest),
        latest=latest,
        extended_latest=extended,
        provisional=not calendar.is_known(trigger_on.year, (extended or latest).year),
    )


def _after_hours(hours: int, day: date, at: time | None, calendar: WorkCalendar) -> Deadline:
    """Return when a term in hours is over: it runs round the clock and no day off stops it.

    Without the time of the event the safe end is counted from the beginning of its day and the last one from its end.
    """
    calendar.is_working(day)
    if at is None:
        latest = day + _DAY * -(-hours // 24)
        return Deadline(max(latest - _DAY, day), latest)
    end = datetime.combine(day, at) + timedelta(hours=hours)
    return Deadline(end.date(), end.date(), at=end.time())


def runs_in_days(term: Term) -> bool:
    """Return whether days off matter to the term: not to «at once», to hours, and to a day somebody named."""
    return term.unit not in {Unit.AT_ONCE, Unit.HOURS, Unit.NAMED_DAY}


def together(term: Term, extension: Term) -> Term:
    """Return the whole term after its extension: counted as one from the trigger, never from a shifted end."""
    return Term(term.number + extension.number, term.unit)


def raw_end(term: Term, trigger_on: date, calendar: WorkCalendar) -> date:
    """Return the last day of a term before any shift.

    Hours give the day by which they are over at the latest when counted from the beginning of the trigger day.

    Raises:
        UserError: the trigger lies outside the calendar.
    """
    calendar.is_working(trigger_on)
    match term.unit:
        case Unit.WORKING_DAYS:
            return calendar.add_working_days(trigger_on, term.number)
        case Unit.CALENDAR_DAYS:
            return trigger_on + _DAY * term.number
        case Unit.MONTHS:
            return _add_months(trigger_on, term.number)
        case Unit.HOURS:
            return trigger_on + _DAY * -(-term.number // 24)
        case Unit.AT_ONCE | Unit.NAMED_DAY:
            return trigger_on
        case Unit.DAY_OF_NEXT_MONTH:
            return _add_months(trigger_on.replace(day=1), 1).replace(day=term.number)


def _add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or that month's last (ГК ст. 192 п. 3; 1182/71 art. 3(2)(c))."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shifted(raw: date, term: Term, calendar: WorkCalendar, regime: Regime) -> date:
    """Return where a term that ends on that day really ends; one in working days ends on a working day and stays.

    Raises:
        UserError: the day lies outside the calendar.
    """
    if term.unit is Unit.WORKING_DAYS:
        return raw
    if regime is Regime.RUSSIAN:
        return calendar.next_working(raw)
    calendar.is_working(raw)
    while ground_off(raw, calendar, regime):
        raw += _DAY
    return raw


def ground_off(day: date, calendar: WorkCalendar, regime: Regime) -> str:
    """Return why a term cannot end on that day, in Russian; "" if it can.

    Raises:
        UserError: the day lies outside the calendar.
    """
    if regime is Regime.RUSSIAN:
        return calendar.ground(day)
    return _EU_HOLIDAYS.get((day.month, day.day)) or _WEEKEND.get(day.weekday(), "")
