"""What lies over the window while something is dragged over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from otklik.ui import theme
from otklik.ui.rooms import OLD_JOURNAL, POLICY

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class DropVeil(QWidget):
    """Lies over the window while a file is held over it, and says what will happen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sentence = ""

    def cover(self, place: int) -> None:
        """Lie over the whole window.

        Args:
            place: the page that takes what is held, as of `dropping.drop_place`.
        """
        self._sentence = {
            POLICY: self.tr("Let go: the policy is read"),
            OLD_JOURNAL: self.tr("Let go: the old journal is read"),
        }.get(place, self.tr("Let go: a new request begins"))
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the veil with its sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.color("accent_on")
        ground.setAlphaF(0.94)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(24, 24, -24, -24), 16, 16)
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font(theme.CASE_TITLE, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._sentence)
