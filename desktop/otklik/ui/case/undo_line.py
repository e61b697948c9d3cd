"""A quiet line that says what was done last in a case and takes it back, as long as nothing rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from otklik.ui.widgets import LinkButton
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from otklik.casework.views import CaseView
    from otklik.system.clock import Clock


class UndoLine(QWidget):
    """Shown for what was done today; older acts are undone from the menu.

    Signals:
        undo_wanted: take it back.

    Args:
        clock: tells today.
        parent: owner.
    """

    undo_wanted = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._what = ElidedLabel("", "caption")
        self._what.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        keys = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
        self.button = LinkButton(self.tr("Undo ({keys})").format(keys=keys))
        self.button.clicked.connect(self.undo_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._what)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()

    def show_view(self, view: CaseView) -> None:
        """Show what was done last, where that was today and can be undone."""
        last = view.undoable
        if last is None or last.at.date() != self._clock.today():
            self.hide()
            return
        self._what.set_text(last.sentence)
        self.button.setAccessibleName(self.tr("Undo: {what}").format(what=last.sentence))
        self.show()
