"""A sheet of labels in small: where the first one is printed, by a click or the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from otklik.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_WIDTH, _HEIGHT = 148, 209  # A4 in small
_EDGE, _GAP = 6, 3


class LabelSheet(QWidget):
    """Shows which labels are used up and which is printed on first.

    Signals:
        start_changed: another label is first; carries its number from 1, row by row.

    Args:
        parent: owner.
    """

    start_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._rows, self._start = 1, 1, 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say()

    @property
    def start(self) -> int:
        """The first label that is printed on, from 1."""
        return self._start

    def show_sheet(self, columns: int, rows: int, start: int) -> None:
        """Show a sheet; not told as a change.

        Args:
            columns: labels across.
            rows: labels down.
            start: the first one that is not used up; one the sheet does not have becomes the first.
        """
        self._columns, self._rows = columns, rows
        self._start = start if 1 <= start <= columns * rows else 1
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the sheet in small."""
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet: used labels grey, the first one in the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.color("sheet"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(theme.font(theme.MARK, 600))
        for number in range(1, self._columns * self._rows + 1):
            self._draw_label(painter, number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin at the label that is clicked."""
        at = event.position()
        for number in range(1, self._columns * self._rows + 1):
            if self._place(number).contains(at):
                self._choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the label beside, above or below."""
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._choose(self._start + step)

    def _choose(self, number: int) -> None:
        if number != self._start and 1 <= number <= self._columns * self._rows:
            self._start = number
            self._say()
            self.update()
            self.start_changed.emit(number)

    def _say(self) -> None:
        words = self.tr("First label: {number} of {count}")
        self.setAccessibleName(words.format(number=self._start, count=self._columns * self._rows))

    def _place(self, number: int) -> QRectF:
        row, column = divmod(number - 1, self._columns)
        width = (_WIDTH - 2 * _EDGE + _GAP) / self._columns
        height = (_HEIGHT - 2 * _EDGE + _GAP) / self._rows
        return QRectF(_EDGE + column * width, _EDGE + row * height, width - _GAP, height - _GAP)

    def _draw_label(self, painter: QPainter, number: int) -> None:
        place = self._place(number)
        first = number == self._start
        painter.setPen(theme.color("accent" if first else "line"))
        painter.setBrush(theme.color("accent_on" if first else "sunk" if number < self._start else "sheet"))
        painter.drawRoundedRect(place, 2, 2)
        if first:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))
