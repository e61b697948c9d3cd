"""Reminds while the window is open: the calendar file follows every act, a notice tells how a day begins.

Made when the first page stands, so that starting does not wait for it.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from otklik.casework import reminding
from otklik.ui.tray import TrayNotice

if TYPE_CHECKING:
    from otklik.casework.desk import Changes, Desk
    from otklik.casework.reminders import Written
    from otklik.casework.reminding import Choices, Counts
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

LONGEST_WAIT = timedelta(hours=1)
"""A timer sleeps with the computer: one that waited for midnight alone would come hours late."""


class Reminding(QObject):
    """Keeps the calendar file up to date and tells how each day begins.

    Signals:
        today_wanted: the notice was clicked.
        failed: the calendar file could not be written; carries the sentence. Said once until it works again.

    Args:
        tasks: where all work is done.
        clock: tells when a day begins.
        parent: owner.
    """

    today_wanted = Signal()
    failed = Signal(str)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._waiting = False
        self._has_complained = False
        self._tray = TrayNotice(self)
        self._tray.clicked.connect(self.today_wanted)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        tasks.changed.connect(self._on_changed)
        self._begin_day()

    def _begin_day(self) -> None:
        self._today = self._clock.today()
        self._tasks.run(_notice, self._tell)
        self._follow()
        self._wait()

    def _wait(self) -> None:
        now = self._clock.now()
        midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
        self._timer.start(min(midnight - now, LONGEST_WAIT) // timedelta(milliseconds=1))

    def _on_time(self) -> None:
        if self._clock.today() == self._today:
            self._wait()
        else:
            self._begin_day()

    def _tell(self, counts: Counts | None) -> None:
        if counts is not None:
            self._tray.tell(counts)

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases or changes.operators or changes.settings:
            self._follow()
        if changes.settings:
            self._tasks.run(reminding.choices, self._on_choices)

    def _on_choices(self, choices: Choices) -> None:
        if not choices.notice:
            self._tray.hide()

    def _follow(self) -> None:
        """Bring the file up to date, in one piece of work that is finished even if the window is closed meanwhile."""
        if not self._waiting:
            self._waiting = True
            self._tasks.run(self._write, self._on_followed, self._on_failed)

    def _write(self, desk: Desk) -> Written | None:
        self._waiting = False  # what changes from here on asks for another piece of work
        return reminding.follow(desk)

    def _on_followed(self, written: Written | None) -> None:
        if written is not None:
            self._has_complained = False

    def _on_failed(self, error: Exception) -> None:
        if not self._has_complained:
            self._has_complained = True
            self.failed.emit(str(error))


def _notice(desk: Desk) -> Counts | None:
    """Return what the notice tells; `None` where none is wanted."""
    return reminding.counts(desk) if reminding.choices(desk).notice else None
