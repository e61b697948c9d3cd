"""What the reminders do with the window: they bring it to the front, at the right place, unless it is locked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from otklik.ui.reminding import Reminding
from otklik.ui.rooms import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from otklik.system.clock import Clock
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks


class Reminded(QObject):
    """Leads from the reminders into the window; a locked one shows its lock instead.

    Attributes:
        reminding: the reminders.

    Args:
        window: the window; also the owner.
        tasks: where all work is done.
        clock: tells when a day begins.
        told_on: the day on which a notice told last what is due.
    """

    def __init__(self, window: MainWindow, tasks: Tasks, clock: Clock, told_on: date | None = None) -> None:
        super().__init__(window)
        self._window = window
        self.reminding = Reminding(tasks, clock, told_on, self)
        self.reminding.today_wanted.connect(lambda: self._come(partial(window.show_room, TODAY)))
        self.reminding.case_wanted.connect(lambda case_id: self._come(partial(window.open_case, case_id)))
        self.reminding.new_wanted.connect(lambda: self._come(window.new_case))
        self.reminding.quit_wanted.connect(lambda: self._come(window.close))
        self.reminding.day_began.connect(window.read_again)
        self.reminding.failed.connect(self._on_failed)

    def _come(self, act: Callable[[], object]) -> None:
        """Bring the window to the front and do something in it; what is asked before closing is seen then."""
        window = self._window
        if window.isHidden():  # it is locked
            window.lock_wanted.emit()
            return
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.activateWindow()
        act()

    def _on_failed(self, sentence: str) -> None:
        self._window.notify(
            self.tr("The reminders were not brought up to date. {reason}").format(reason=sentence),
            "overdue",
            (self.tr("Reminders"), self._window.show_reminders),
        )
