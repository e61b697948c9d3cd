"""The buttons of a case: in one line where they fit, else the longest of the lesser ones in a line of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from otklik.ui.widgets import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

_GAP = 10


class ActRow(QWidget):
    """Buttons side by side that never make their panel wider.

    Args:
        buttons: all of them, in the order they stand where there is room.
        long: the one that gives way where there is not: the short ones then stay beside the first.
        parent: owner.
    """

    def __init__(self, buttons: Sequence[QPushButton], long: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=_GAP)
        self._one_line = tuple(buttons)
        self._two_lines = (*(button for button in buttons if button is not long), long)
        self._order = self._one_line
        for button in buttons:
            self._flow.addWidget(button)

    def arrange(self) -> None:
        """Put the buttons in order anew: a text or what is shown changed."""
        fits = self._flow.sizeHint().width() <= self.width()
        order = self._one_line if fits else self._two_lines
        if order != self._order:
            self._order = order
            for button in order:
                self._flow.removeWidget(button)
                self._flow.addWidget(button)
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether they fit."""
        super().resizeEvent(event)
        self.arrange()
