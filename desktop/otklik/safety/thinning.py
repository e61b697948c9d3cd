"""Which copies stay. Pure: it looks at days and orders, and deletes nothing itself.

All copies of today and yesterday stay; of those before, the last one of each of the 7 newest days that have any; of
those before that, the last one of each of 4 weeks; then of each of 12 months. Days, weeks and months without a copy do
not count, so whoever works rarely keeps as many as whoever works daily. Only the order of the copies decides what goes
beyond yesterday: a clock that was set wrong takes nothing away that is newer than what stays.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many days, weeks and months keep a copy each."""

RULE = (
    "All copies of today and yesterday are kept, then one for each of 7 days, 4 weeks and 12 months before. "
    "Older ones are deleted only after a new copy is made and checked."
)
"""The rule in words, for the window."""


class Dated(Protocol):
    """A copy, as far as thinning looks at it."""

    @property
    def made_at(self) -> datetime:
        """Local time it was made."""
        ...


C = TypeVar("C", bound=Dated)


def surplus(copies: Iterable[C], today: date) -> tuple[C, ...]:
    """Return the copies that may go, oldest first.

    Args:
        copies: the good copies of one register, in the order they were made where two are of the same second. A copy
            that was found bad is not among them: it must not stand in the place of a good one.
        today: the local date.
    """
    rest = sorted(copies, key=lambda copy: copy.made_at)
    kept = {id(copy) for copy in rest if _day(copy) >= today - timedelta(days=1)}
    older = [copy for copy in reversed(rest) if id(copy) not in kept]
    for period, number in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        chosen, older = _newest_of_each(older, period, number)
        kept |= {id(copy) for copy in chosen}
    return tuple(copy for copy in rest if id(copy) not in kept)


def _newest_of_each(copies: list[C], period: Callable[[Dated], Hashable], number: int) -> tuple[list[C], list[C]]:
    """Return the newest copy of each of the newest periods, and the copies before the last of these periods.

    Args:
        copies: newest first.
        period: what day, week or month a copy is of.
        number: how many periods.
    """
    chosen: dict[Hashable, C] = {}
    for place, copy in enumerate(copies):
        if period(copy) in chosen:
            continue
        if len(chosen) == number:
            return list(chosen.values()), copies[place:]
        chosen[period(copy)] = copy
    return list(chosen.values()), []


def _day(copy: Dated) -> date:
    return copy.made_at.date()


def _week(copy: Dated) -> tuple[int, int]:
    found = copy.made_at.isocalendar()
    return found.year, found.week


def _month(copy: Dated) -> tuple[int, int]:
    return copy.made_at.year, copy.made_at.month
