"""Reminds while the window is open: the calendar file follows every act, the icon counts, a notice tells once a day.

Made when the first page stands, so that starting does not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from otklik.casework import reminding
from otklik.ui.tray import TrayNotice

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.desk import Changes, Desk
    from otklik.casework.reminders import Written
    from otklik.casework.reminding import Glance
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

LOOK_EVERY = 60_000
"""Milliseconds between two looks at the clock. A timer sleeps with the computer and knows nothing of a clock that is
put right: one that waited for midnight would come hours late."""


class Reminding(QObject):
    """Keeps the calendar file and the icon up to date, and tells once a day what is due.

    Signals:
        today_wanted: the notice was clicked.
        case_wanted: a case is wanted; carries its id.
        new_wanted: a new request is to be entered.
        quit_wanted: the program is to end.
        day_began: another day began while the window is open.
        told: a notice told what is due; carries the day (`date`).
        failed: the calendar file could not be written; carries the sentence. Said once until it works again.

    Args:
        tasks: where all work is done.
        clock: tells when a day begins.
        told_on: the day on which a notice told last, in this run or one before.
        parent: owner.
    """

    today_wanted = Signal()
    case_wanted = Signal(int)
    new_wanted = Signal()
    quit_wanted = Signal()
    day_began = Signal()
    told = Signal(object)
    failed = Signal(str)

    def __init__(self, tasks: Tasks, clock: Clock, told_on: date | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock, self._told_on = tasks, clock, told_on
        self._waiting = self._looking = False
        self._has_complained = False
        self._tray = TrayNotice(self)
        self._tray.clicked.connect(self.today_wanted)
        self._tray.case_wanted.connect(self.case_wanted)
        self._tray.new_wanted.connect(self.new_wanted)
        self._tray.quit_wanted.connect(self.quit_wanted)
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look_at_clock)
        self._timer.start()
        tasks.changed.connect(self._on_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._on_state)
        self._hour = clock.now().replace(minute=0, second=0, microsecond=0)
        self._look()
        self._follow()

    def look_at_clock(self) -> None:
        """Begin another day where one has begun; count anew with every hour: some terms run by the hour."""
        hour = self._clock.now().replace(minute=0, second=0, microsecond=0)
        if hour == self._hour:
            return
        another_day = hour.date() != self._hour.date()
        self._hour = hour
        if another_day:
            if self._tasks.suspended:
                self._tray.show_unknown()  # it may be long until the register is open again
            self._follow()
            self.day_began.emit()
        self._look()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look_at_clock()

    def _look(self) -> None:
        """Count, in one piece of work however often it is asked for."""
        if not self._looking:
            self._looking = True
            self._tasks.run(self._read, self._show)

    def _read(self, desk: Desk) -> Glance | None:
        self._looking = False  # what changes from here on asks for another piece of work
        return reminding.glance(desk)

    def _show(self, glance: Glance | None) -> None:
        if glance is None or not glance.choices.icon:
            self._tray.hide()
        else:
            self._tray.show_glance(glance)
        today = self._clock.today()
        if glance is not None and glance.choices.notice and self._told_on != today and self._tray.tell(glance.counts):
            self._told_on = today
            self.told.emit(today)

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases or changes.operators or changes.settings:
            self._follow()
            self._look()

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
