"""The clock. Nobody else asks the system for the time, so tests can stand on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass
class FixedClock:
    """A clock that stands still: for tests and for the demonstration register."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    def today(self) -> date:
        """Return the date it stands at."""
        return self.moment.date()
