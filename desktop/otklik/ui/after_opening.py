"""What is to be known of a register once its window stands: that it was restored, or that it was not closed cleanly.

Looked at when the first page is shown, so that opening does not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from otklik.casework.copies import damage, restoring

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Changes, Desk
    from otklik.ui.notice_place import NoticePlace
    from otklik.ui.tasks import Tasks


class AfterOpening(QObject):
    """Says that a register was restored until somebody has looked, and checks one whose last end was not clean.

    Signals:
        damage_found: the user wants to know what to do about damage; carries the key of the register.

    Args:
        tasks: where all work is done.
        notices: where it is said.
        parent: owner.
    """

    damage_found = Signal(object)

    def __init__(self, tasks: Tasks, notices: NoticePlace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._notices = tasks, notices
        self._paused = False
        tasks.changed.connect(self._on_changed)
        self._look()
        tasks.run(_checks, self._check)

    def _look(self) -> None:
        self._tasks.run(restoring.is_paused, self._show_paused)

    def _on_changed(self, changes: Changes) -> None:
        if changes.settings and self._paused:
            self._look()

    def _show_paused(self, paused: bool) -> None:
        if paused == self._paused:
            return
        self._paused = paused
        if paused:
            self._notices.set_restored(
                self.tr("A restored register: look whether everything is there. No new copies are made until then."),
                (self.tr("Everything is there"), self._on_all_there),
            )
        else:
            self._notices.set_restored("")

    def _on_all_there(self) -> None:
        self._tasks.act(restoring.looked_at)

    def _check(self, found: tuple[bytes, Callable[[], bool]] | None) -> None:
        """Check beside the desk; only damage is told."""
        if found is None:
            return
        key, check = found

        def told(whole: bool) -> None:
            if not whole:
                self._notices.say(
                    self.tr("The program was not closed properly last time, and the register is damaged."),
                    "overdue",
                    (self.tr("What to do"), lambda: self.damage_found.emit(key)),
                )

        self._tasks.run_aside(check, told, owner=self)


def _checks(desk: Desk) -> tuple[bytes, Callable[[], bool]] | None:
    """Return the key and the check of a register whose last end was not clean; on the database's thread."""
    check = damage.check_after_unclean(desk)
    return None if check is None else (desk.register.key, check)
