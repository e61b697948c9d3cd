"""The desk: everything an act needs, handed over in one piece, and what an act hands back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otklik.casework.moves import CaseMoves
    from otklik.law.calendar import WorkCalendar
    from otklik.register.store import Register
    from otklik.system.clock import Clock


@dataclass(slots=True, eq=False)
class Desk:
    """The clerk's desk: one open register with its calendar and clock.

    All of it is used from the register's thread only, and so the calendar may change under the desk: an act of
    `casework.calendars` puts the new one here as soon as the dates counted by it are stored, and nowhere else is it
    set. Whoever needs the calendar asks the desk for it each time; no one keeps it, nor what was counted by it.

    Attributes:
        register: the open register.
        calendar: the working calendar, the user's own part included.
        clock: tells today.
        moved: what another calendar moved when the register was opened, for the window to tell.
        own_changes: rows changed in this session by what is put down about copies itself: no copy is due for them.
        copied_changes: all other rows the session had changed when its last good copy was taken; `None` before one.
        damaged: whether something that was read or done in this session showed that the register is damaged.
    """

    register: Register
    calendar: WorkCalendar
    clock: Clock
    moved: tuple[CaseMoves, ...] = ()
    own_changes: int = 0
    copied_changes: int | None = None
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What an act changed, so that views refresh from this and nothing else.

    Attributes:
        cases, letters, operators, subjects: ids of the rows that are new or different.
        settings: whether a setting changed.
        backups: whether the set of backups changed.
    """

    cases: frozenset[int] = field(default=frozenset())
    letters: frozenset[int] = field(default=frozenset())
    operators: frozenset[int] = field(default=frozenset())
    subjects: frozenset[int] = field(default=frozenset())
    settings: bool = False
    backups: bool = False
