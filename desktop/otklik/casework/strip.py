"""The «Лента срока»: the days of a term as the panel shows them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from otklik.casework.views import DayKind, StripDay
from otklik.law.explanation import CountedDay, explain
from otklik.law.kinds import Regime
from otklik.law.rules import RuleSet

if TYPE_CHECKING:
    from otklik.law.calendar import WorkCalendar
    from otklik.register.records import DutyRecord


def strip_of(record: DutyRecord, regime: Regime, today: date, calendar: WorkCalendar) -> tuple[StripDay, ...]:
    """Return the days of a duty's term from the trigger to the last day, then those an extension may still add.

    Args:
        record: the duty.
        regime: under which law the case stands.
        today: marked in the strip.
        calendar: the working calendar.
    """
    if record.term is None:
        return ()
    rule = RuleSet.load().find(record.kind, record.duty, record.term, regime)
    may_extend = record.extended_on is not None or (record.done_on is None and today <= record.latest)
    extension = rule.extension if rule and record.extended_latest and may_extend else None
    days = explain(record.trigger_on, record.term, calendar, extension, rule.counting if rule else Regime.RUSSIAN)
    if record.extended_on is not None:
        days = tuple(day for day in days if day.day <= record.latest)
    return tuple(
        StripDay(
            day=day.day,
            kind=_kind(day, record),
            number=day.number,
            ground=day.ground,
            is_today=day.day == today,
            is_last=day.day == record.latest,
        )
        for day in days
    )


def _kind(day: CountedDay, record: DutyRecord) -> DayKind:
    if day.day == record.trigger_on and day.number is None:
        return DayKind.START
    if day.number is None and day.day != record.latest:
        return DayKind.SKIPPED
    return DayKind.EXTENSION if day.extension else DayKind.COUNTED
