"""A chip that can be pressed: says what is the matter and leads to where it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from otklik.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

_ACROSS, _DOWN = 10, 5


class ChipButton(QAbstractButton):
    """A coloured chip that is pressed like a button; long words end in «…» and stand whole in the tooltip.

    Args:
        text: the words.
        role: `accent`, `overdue`, `soon` or `done`.
        parent: owner.
    """

    def __init__(self, text: str = "", role: str = "overdue", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(96))
        self.say(text)

    def say(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for all words."""
        metrics = QFontMetrics(theme.font(theme.CAPTION))
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * _ACROSS + 2, metrics.height() + 2 * _DOWN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip, its words and the ring of keyboard focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(theme.color(f"{self._role}_on"))
        painter.setPen(theme.color(self._role) if self.hasFocus() or self.underMouse() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 6, 6)
        font = theme.font(theme.CAPTION)
        room = self.width() - 2 * _ACROSS
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.color(self._role))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
