"""What is to be known of a register once its window stands: that it was restored, or that it is damaged.

Looked at when the first page is shown, so that opening does not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from otklik.casework.copies import damage, restoring

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Changes
    from otklik.ui.notice_place import NoticePlace
    from otklik.ui.tasks import Tasks


class AfterOpening(QObject):
    """Says that a register was restored until somebody has looked, and that it is damaged; checks after an unclean end.

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
        tasks.damage_found.connect(self._on_damage)
        if tasks.damaged:
            self._on_damage()
        tasks.run(damage.check_after_unclean, self._check)

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

    def _on_damage(self) -> None:
        self._say_damaged(
            self.tr(
                "The register is damaged: part of it cannot be read any more. No more copies are made of it, "
                "and what you enter now may be lost."
            )
        )

    def _say_damaged(self, sentence: str) -> None:
        self._notices.set_damaged(sentence, (self.tr("What to do"), self._on_what_to_do))

    def _on_what_to_do(self) -> None:
        self._tasks.run(lambda desk: desk.register.key, self.damage_found.emit, owner=self)

    def _check(self, check: Callable[[], bool] | None) -> None:
        """Check beside the desk; only damage is told."""
        if check is None:
            return

        def told(whole: bool) -> None:
            if not whole:
                self._tasks.note_damage()
                self._say_damaged(
                    self.tr("The program was not closed properly last time, and the register is damaged.")
                )

        self._tasks.run_aside(check, told, owner=self)
