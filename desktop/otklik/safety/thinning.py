"""Which copies stay. Pure: it looks at days and orders, and deletes nothing itself.

All copies of today and yesterday stay; of those before, the last good one of each of the 7 newest days that have any;
of those before that, the last good one of each of 4 weeks; then of each of 12 months. Days, weeks and months without a
good copy do not count, so whoever works rarely keeps as many as whoever works daily. Only the order of the copies
decides what goes beyond yesterday: a clock that was set wrong takes nothing away that is newer than what stays.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many days, weeks and months keep a copy each."""

RULE = (
    "All copies of today and yesterday are kept, then one for each of 7 days, 4 weeks and 12 months before. "
    "Older ones are deleted only after a new copy is made and checked, and only for a copy that is good. "
    "A damaged copy is never deleted by itself: it is named, and you decide."
)
"""The rule in words, for the window."""


class Dated(Protocol):
    """A copy, as far as thinning looks at it."""

    @property
    def made_at(self) -> datetime:
        """Local time it was made."""
        ...


C = TypeVar("C", bound=Dated)


def surplus(
    copies: Iterable[C], today: date, is_good: Callable[[C], bool | None] = lambda _copy: True
) -> tuple[C, ...]:
    """Return the copies that may go, oldest first.

    A copy takes the place of others only if it is good. One that is not stays, and stands for no day, week or month.

    Args:
        copies: the copies of one register, in the order they were made where two are of the same second.
        today: the local date.
        is_good: asked of a copy before others go for it; `None` where there is no time to find out: then everything
            older stays.
    """
    rest = sorted(copies, key=lambda copy: copy.made_at)
    older = [copy for copy in reversed(rest) if _day(copy) < today - timedelta(days=1)]
    gone: list[C] = []
    for period, number in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        passed, left = _displaced(older, period, number, is_good)
        gone += passed
        if left is None:
            break
        older = left
    else:
        gone += older
    going = {id(copy) for copy in gone}
    return tuple(copy for copy in rest if id(copy) in going)


def _displaced(
    copies: list[C], period: Callable[[Dated], Hashable], number: int, is_good: Callable[[C], bool | None]
) -> tuple[list[C], list[C] | None]:
    """Return the copies that are older than the newest good one of their period, and those before the last period.

    Args:
        copies: newest first.
        period: what day, week or month a copy is of.
        number: how many periods keep a copy.
        is_good: as of `surplus`.

    Returns:
        `None` in the place of the latter where there is no time to look at them.
    """
    kept: set[Hashable] = set()
    gone = []
    for place, copy in enumerate(copies):
        if period(copy) in kept:
            gone.append(copy)
        elif len(kept) == number:
            return gone, copies[place:]
        else:
            good = is_good(copy)
            if good is None:
                return gone, None
            if good:
                kept.add(period(copy))
    return gone, []


def _day(copy: Dated) -> date:
    return copy.made_at.date()


def _week(copy: Dated) -> tuple[int, int]:
    found = copy.made_at.isocalendar()
    return found.year, found.week


def _month(copy: Dated) -> tuple[int, int]:
    return copy.made_at.year, copy.made_at.month
