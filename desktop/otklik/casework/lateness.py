"""Received, noticed, registered: the clock starts at the first, whatever the other two say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otklik.law.calendar import WorkCalendar
    from otklik.register.records import Case

IN_TIME = 1
"""Working days after receipt within which a letter is registered in time: offices register on the day itself or, what
comes after hours or on a day off, on the next working day."""


def days_gone(case: Case, calendar: WorkCalendar) -> int:
    """Return how many working days of the term were over when the case was registered."""
    return max(calendar.working_days_between(case.received_on, case.registered_on), 0)


def registered_late(case: Case, calendar: WorkCalendar) -> bool:
    """Return whether the case was registered later than on the next working day after receipt."""
    return days_gone(case, calendar) > IN_TIME
