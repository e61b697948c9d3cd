"""The clock. Nobody else asks the system for the time, so tests can stand on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells local time. A date is a calendar date where the operator is, never an instant in UTC."""

    def now(self) -> datetime:
        """Return the local time with its zone, to the second."""
        ...

    def today(self) -> date:
        """Return the local date."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the local time with its zone, to the second."""
        return datetime.now().astimezone().replace(microsecond=0)

    def today(self) -> date:
        """Return the local date."""
        return self.now().date()


@dataclass(frozen=True)
class DemonstrationClock:
    """A clock that runs, but on another day: a demonstration register never grows stale.

    Attributes:
        clock: the clock that runs.
        shift: what is added to its day.
    """

    clock: Clock
    shift: timedelta

    def now(self) -> datetime:
        """Return the time of the clock on the shifted day."""
        return self.clock.now() + self.shift

    def today(self) -> date:
        """Return the shifted day."""
        return self.now().date()


@dataclass
class FixedClock:
    """A clock that stands still: for tests, and while a demonstration is built."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    def today(self) -> date:
        """Return the date it stands at."""
        return self.moment.date()
