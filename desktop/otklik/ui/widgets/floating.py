"""A panel that floats over a page, beside what it is about."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QWidget

from otklik.ui import theme
from otklik.ui.widgets.sheet import Sheet

_EDGE = 8
"""Pixels kept free between the panel and the edges, and between it and what it is about."""


class FloatingPanel(Sheet):
    """A sheet over a page, hidden until `float_at`; Esc closes it.

    Signals:
        closed: it is no longer on screen.

    Args:
        parent: the widget it floats over.
        width: its width in pixels.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, width: int) -> None:
        super().__init__(16, 8, parent=parent)
        self._over, self._wanted = parent, width
        self.setFixedWidth(width)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        shadow.setColor(Qt.GlobalColor.black if theme.is_dark() else theme.color("edge"))
        self.setGraphicsEffect(shadow)
        self.hide()

    def float_at(self, place: QRect) -> None:
        """Show it under a place, or over it where there is no room, and never beyond the edges.

        Args:
            place: what it is about, in coordinates of the parent.
        """
        area = self._area()
        self.fit()
        self.body.activate()
        height = self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        height = min(height, area.height())
        self.resize(self.width(), height)
        left = min(max(area.left(), place.left()), max(area.left(), area.right() - self.width()))
        top = place.bottom() + _EDGE
        if top + height > area.bottom():
            top = max(area.top(), place.top() - _EDGE - height)
        self.move(QPoint(left, top))
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Take its width, less where what it floats over is narrower."""
        self.setFixedWidth(min(self._wanted, self._area().width()))

    def stay_inside(self) -> None:
        """Move back between the edges of what it floats over, after that one was resized."""
        area = self._area()
        left = max(area.left(), min(self.x(), area.right() - self.width()))
        self.move(left, max(area.top(), min(self.y(), area.bottom() - self.height())))

    def close_panel(self) -> None:
        """Go away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _area(self) -> QRect:
        return self._over.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
