"""The card of the settings that says when the window is locked by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from otklik.system.preferences import LOCK_AFTER
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.widgets import Caption, Heading, Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class LockCard(Sheet):
    """After how many minutes without typing the window is locked.

    Signals:
        chosen: carries the minutes, 0 for never; to be remembered.

    Args:
        parent: owner.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(24, 10, parent=parent)
        words = {minutes: self.tr("after %n minute(s)", "", minutes) for minutes in LOCK_AFTER if minutes}
        self._minutes = ChoiceChips(((0, self.tr("never")), *words.items()), needed=True)
        self._minutes.setAccessibleName(self.tr("Lock the window by itself"))
        self._minutes.changed.connect(lambda: self.chosen.emit(self._minutes.chosen()))
        self.body.addWidget(Heading(self.tr("Lock the window by itself")))
        self.body.addWidget(self._minutes)
        self.body.addWidget(
            Caption(
                self.tr(
                    "When nobody types, where a password is set. Ctrl+L locks at once, and so do the lock of the "
                    "screen and sleep, where the system tells of them."
                )
            )
        )

    def show_minutes(self, minutes: int) -> None:
        """Show what is chosen."""
        self._minutes.choose(minutes)
