"""A box to choose one of several from, whose list looks like a menu of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget


_AROUND = 48
"""Pixels of the box beside its words."""


class ChoiceBox(QComboBox):
    """A box with a list. The wheel of the mouse scrolls the page and changes nothing chosen by the way.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self.setMaxVisibleItems(12)
        self.currentTextChanged.connect(self.tell_whole)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own of a box does not follow the stylesheet

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell what is cut short in a tooltip."""
        super().resizeEvent(event)
        self.tell_whole()

    def tell_whole(self) -> None:
        """Keep the chosen words as a tooltip where they are cut short; to be called where signals were blocked."""
        whole = self.currentText()
        if self.fontMetrics().horizontalAdvance(whole) + _AROUND > self.width():
            self.setToolTip(whole)
            self._told = whole
        elif self._told:
            self._told = ""
            self.setToolTip("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
