"""The desk: everything an act needs, handed over in one piece, and what an act hands back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otklik.law.calendar import WorkCalendar
    from otklik.register.store import Register
    from otklik.system.clock import Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """The clerk's desk: one open register with its calendar and clock.

    Attributes:
        register: the open register; used from one thread only.
        calendar: the working calendar.
        clock: tells today.
    """

    register: Register
    calendar: WorkCalendar
    clock: Clock


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
