"""Where pictures are taken: a window over the demonstration, brought to rest before each picture."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from otklik.register.records import CaseStatus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from otklik.casework.desk import Desk
    from otklik.casework.views import CaseRow
    from otklik.law.kinds import Kind
    from otklik.register.records import Letter
    from otklik.system.clock import Clock
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

SIZE = (1440, 900)
PATIENCE = 20.0
"""Seconds a page may take to come to rest."""

QUIET = 30
"""Hundredths of a second in which nothing is under way before a page counts as at rest."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What a scene plays on.

    Attributes:
        window: the window of the demonstration.
        tasks: its threads.
        clock: its clock.
        demo: folder of the demonstration (`demo.otklik`, `demo.key`).
    """

    window: MainWindow
    tasks: Tasks
    clock: Clock
    demo: Path

    def rest(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Let the window work until nothing is under way any more, previews included."""
        rest(self.tasks, wanted)


def case_with_a_near_date(tasks: Tasks) -> int:
    """Return an open case that is due soon."""
    from otklik.casework import lists  # noqa: PLC0415 - read on the register's thread

    found: list[int] = []
    tasks.run(lambda desk: lists.today_view(desk).next_cases, lambda rows: found.append(rows[min(3, len(rows) - 1)].id))
    rest(tasks, lambda: bool(found))
    return found[0]


def letter(tasks: Tasks, wanted: Callable[[Letter], bool]) -> int:
    """Return the first letter of the list that is wanted, else the first one."""
    from otklik.casework import lists  # noqa: PLC0415 - read on the register's thread

    found: list[int] = []

    def keep(rows: tuple[lists.LetterRow, ...]) -> None:
        fitting = [row.letter.id for row in rows if wanted(row.letter)]
        found.append((fitting or [rows[0].letter.id])[0])

    tasks.run(lists.letter_rows, keep)
    rest(tasks, lambda: bool(found))
    return found[0]


def case_with_a_void_act(tasks: Tasks) -> int | None:
    """Return a case with an act that was annulled, if there is one."""
    from otklik.casework import destroying  # noqa: PLC0415 - read on the register's thread

    found: list[int | None] = []

    def work(desk: Desk) -> int | None:
        acts = [act for one in desk.register.operators.all() for act in destroying.acts_of_operator(desk, one.id)]
        return next((act.case_id for act in acts if act.void_on), None)

    tasks.run(work, found.append)
    rest(tasks, lambda: bool(found))
    return found[0]


def open_case_of(tasks: Tasks, kind: Kind) -> int | None:
    """Return the open case of a kind that is nearest, if the register has one."""
    from otklik.casework import lists  # noqa: PLC0415 - read on the register's thread
    from otklik.register.case_query import CaseQuery  # noqa: PLC0415 - the same

    found: list[int | None] = []

    def keep(rows: tuple[CaseRow, ...]) -> None:
        found.append(next((row.id for row in rows if kind in row.kinds), None))

    tasks.run(lambda desk: lists.case_rows(desk, CaseQuery(status=CaseStatus.OPEN, limit=200)), keep)
    rest(tasks, lambda: bool(found))
    return found[0]


def rest(tasks: Tasks, wanted: Callable[[], bool] = lambda: True) -> None:
    """Let the window work until nothing is under way any more, previews included."""
    until = time.monotonic() + PATIENCE
    quiet = 0
    while time.monotonic() < until and (quiet < QUIET or not wanted()):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        quiet = quiet + 1 if tasks.pending == 0 else 0
        time.sleep(0.01)
