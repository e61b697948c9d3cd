"""How far somebody is in a few questions: «1 of 3» and as many dashes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from otklik.ui import theme
from otklik.ui.phrases import firm
from otklik.ui.widgets import Caption

_DASH, _GAP, _HIGH = 22, 5, 4


class Steps(QWidget):
    """Tells which of a few steps this is, in words and as dashes.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Caption("", wrap=False)
        self._dashes = _Dashes()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._dashes, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_step(self, number: int, of: int) -> None:
        """Show another step.

        Args:
            number: which, from 1.
            of: how many there are.
        """
        self._words.setText(firm(self.tr("{number} of {count}").format(number=number, count=of)))
        self.setAccessibleName(self.tr("Question {number} of {count}").format(number=number, count=of))
        self._dashes.number, self._dashes.count = number, of
        self._dashes.updateGeometry()
        self._dashes.update()


class _Dashes(QWidget):
    """A dash for each step, those behind and the present one in colour."""

    def __init__(self) -> None:
        super().__init__()
        self.number, self.count = 1, 3
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Take as much room as the dashes need."""
        return QSize(theme.px(self.count * (_DASH + _GAP) - _GAP), theme.px(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(theme.px(100) / 100, theme.px(100) / 100)
        for place in range(self.count):
            painter.setBrush(theme.color("accent" if place < self.number else "line"))
            painter.drawRoundedRect(QRectF(place * (_DASH + _GAP), 0, _DASH, _HIGH), _HIGH / 2, _HIGH / 2)
