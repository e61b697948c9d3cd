"""What the window does about reminders: the file that follows every act, and figures without names for a notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.opening import is_training, name_of
from otklik.casework.views import SOON_DAYS
from otklik.register.records import CaseStatus, Change
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.reminders import Written
    from otklik.casework.views import Remaining

FILE, FOLLOW, NOTICE, ICON = "reminders_file", "reminders_follow", "reminders_notice", "reminders_icon"
"""Settings: the calendar file, whether it follows every act, whether a notice is shown once a day, and whether an icon
stands beside the clock."""

NEAREST = 5
"""Cases the menu of the icon leads to."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose.

    Attributes:
        file: the calendar file; `None` while none was saved.
        follow: whether it is written anew after every act that may move a date.
        notice: whether a notice with counts is shown once a day.
        icon: whether an icon with a count stands beside the clock.
    """

    file: Path | None
    follow: bool
    notice: bool
    icon: bool = True


@dataclass(frozen=True, slots=True)
class Saved:
    """A calendar file that is remembered."""

    changes: Changes
    written: Written


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open cases are near, each counted once.

    Attributes:
        today: the last day is today.
        overdue: the last day has passed.
        soon: the last day is in the next `SOON_DAYS` working days, today left out.
    """

    today: int
    overdue: int
    soon: int

    @property
    def all(self) -> int:
        """How many there are in all."""
        return self.today + self.overdue + self.soon


@dataclass(frozen=True, slots=True)
class Near:
    """An open case that comes first; no name and no word of its letters.

    Attributes:
        case_id: which.
        number: its number.
        day: the day it is due.
        remaining: how far that is.
    """

    case_id: int
    number: int
    day: date
    remaining: Remaining


@dataclass(frozen=True, slots=True)
class Glance:
    """What stands beside the clock.

    Attributes:
        name: what the register is called.
        counts: how many cases are near.
        nearest: the cases that come first, at most `NEAREST`.
        choices: what the user chose.
    """

    name: str
    counts: Counts
    nearest: tuple[Near, ...]
    choices: Choices


def choices(desk: Desk) -> Choices:
    """Return what the user chose: a file that was saved follows and a notice is shown, until he says otherwise.

    A training register reminds of nothing: its people are invented.
    """
    if is_training(desk):
        return Choices(None, follow=False, notice=False, icon=False)
    settings = desk.register.settings
    file = settings.get(FILE)
    return Choices(
        Path(file) if file else None,
        follow=bool(settings.get(FOLLOW, True)),
        notice=bool(settings.get(NOTICE, True)),
        icon=bool(settings.get(ICON, True)),
    )


def save_calendar(desk: Desk, file: Path) -> Saved:
    """Write the calendar file and remember where it lies.

    Raises:
        UserError: a file of that name is there and is none of this register's calendars, or the register is a
            training one.
        EnvironmentProblem: it cannot be read or written.
    """
    if is_training(desk):
        raise UserError("A training register reminds of nothing: its people and dates are invented.")
    from otklik.casework.reminders import write_calendar  # noqa: PLC0415 - the calendar library only where it writes

    written = write_calendar(desk, file)
    return Saved(_choose(desk, FILE, str(file.absolute())), written)


def set_follow(desk: Desk, on: bool) -> Changes:
    """Choose whether the file is written anew after every act that may move a date."""
    return _choose(desk, FOLLOW, on)


def set_notice(desk: Desk, on: bool) -> Changes:
    """Choose whether a notice is shown once a day."""
    return _choose(desk, NOTICE, on)


def set_icon(desk: Desk, on: bool) -> Changes:
    """Choose whether an icon with a count stands beside the clock."""
    return _choose(desk, ICON, on)


def follow(desk: Desk) -> Written | None:
    """Bring the remembered file up to date; `None` where it is not to follow.

    Raises:
        UserError: another file lies in its place.
        EnvironmentProblem: it cannot be read or written.
    """
    chosen = choices(desk)
    if chosen.file is None or not chosen.follow:
        return None
    from otklik.casework.reminders import write_calendar  # noqa: PLC0415 - as above

    return write_calendar(desk, chosen.file)


def counts(desk: Desk) -> Counts:
    """Return how many open cases are near; nothing is changed by looking."""
    cases, now = desk.register.cases, desk.clock.now()
    overdue, ending = cases.count_overdue(now), cases.count_ending(now)
    until = desk.calendar.add_working_days(now.date(), SOON_DAYS)
    return Counts(ending, overdue, cases.count_due(date.min, until) - overdue - ending)


def glance(desk: Desk) -> Glance | None:
    """Return what stands beside the clock; `None` for a training register, which counts for nothing."""
    if is_training(desk):
        return None
    from otklik.casework import lists  # noqa: PLC0415 - loaded where the first page is, not by the command line
    from otklik.register.case_query import CaseQuery  # noqa: PLC0415 - as above

    rows = lists.case_rows(desk, CaseQuery(status=CaseStatus.OPEN, limit=NEAREST))
    nearest = tuple(Near(row.id, row.number, row.due_on, row.remaining) for row in rows if row.due_on)
    return Glance(name_of(desk), counts(desk), nearest, choices(desk))


def _choose(desk: Desk, name: str, value: str | bool) -> Changes:
    settings = desk.register.settings
    old = settings.get(name)
    if old == value:
        return Changes()
    with desk.register.atomic():
        settings.set(name, value)
        journal.write(desk, "setting_changed", changes=(Change(name, journal.as_text(old), journal.as_text(value)),))
    return Changes(settings=True)
