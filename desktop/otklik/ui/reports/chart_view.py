"""A chart on the screen: the same drawing that is printed, in the colours of the theme and the size of text in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from otklik.letters.reports.drawing import POINT, Box, Dot, Drawing, Side, Stroke, Tone, Words, Zone
from otklik.ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

_PIXELS = 4.25
"""Pixels of a millimetre at 100 %: letters of eight points come out as high as a caption."""

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ChartView(QWidget):
    """Paints a drawing as wide as there is room. Its parts that lead on are chosen by a click, or by arrows and Enter.

    Signals:
        chosen: a part was chosen; carries its key.

    Args:
        parent: owner.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw: Callable[[float], Drawing] | None = None
        self._drawing = Drawing(1, 1, ())
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(260))

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The parts that can be chosen."""
        return self._drawing.zones

    def show_chart(self, name: str, draw: Callable[[float], Drawing]) -> None:
        """Show another chart.

        Args:
            name: what it is called.
            draw: makes the drawing for a width in mm.
        """
        self._draw, self._at = draw, 0
        self.setAccessibleName(name)
        self._redraw()
        leads_on = bool(self._drawing.zones)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads_on else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(leads_on)

    def _scale(self) -> float:
        return _PIXELS * theme.scale()

    def _redraw(self) -> None:
        if self._draw is None:
            return
        self._drawing = self._draw(max(60.0, self.width() / self._scale()))
        self.setAccessibleDescription(self._drawing.said)
        self.setFixedHeight(round(self._drawing.height * self._scale()) + 2)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._redraw()

    def event(self, event: QEvent) -> bool:
        """Say in words what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = self._zone_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if place is None else self.zones[place].name, self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what leads on."""
        over = self._zone_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse."""
        place = self._zone_at(event.position())
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self._at = place
            self.chosen.emit(self.zones[place].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from part to part with the arrows, choose with Enter."""
        key, last = Qt.Key(event.key()), len(self.zones) - 1
        if not self.zones:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._go_to(min(max(self._at + _STEPS[key], 0), last))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go_to(0 if key == Qt.Key.Key_Home else last)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self.zones[self._at].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which part is the current one."""
        super().focusInEvent(event)
        self._go_to(min(self._at, max(0, len(self.zones) - 1)))

    def _go_to(self, place: int) -> None:
        self._at = place
        self.update()
        if self.zones:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.zones[place].name))

    def _zone_at(self, point: QPointF) -> int | None:
        x, y = point.x() / self._scale(), point.y() / self._scale()
        found = (
            place
            for place, zone in enumerate(self.zones)
            if zone.x <= x < zone.x + zone.width and zone.y <= y < zone.y + zone.height
        )
        return next(found, None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts, and a frame around the current one while the keys are here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part in self._drawing.parts:
            _PAINTED[type(part)](painter, self._scale(), part)
        if self.hasFocus() and self.zones:
            zone, k = self.zones[self._at], self._scale()
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = QRectF(zone.x * k, zone.y * k, zone.width * k, zone.height * k).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, 6, 6)


def _color(tone: Tone) -> QColor:
    return theme.color("dim" if tone is Tone.WAITING else tone.value)


def _box(painter: QPainter, k: float, box: Any) -> None:
    painter.setPen(Qt.PenStyle.NoPen if box.edge is None else QPen(_color(box.edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if box.fill is None else _color(box.fill))
    painter.drawRect(QRectF(box.x * k, box.y * k, box.width * k, box.height * k))


def _stroke(painter: QPainter, k: float, stroke: Any) -> None:
    painter.setPen(QPen(_color(stroke.tone), max(1.0, stroke.width * k)))
    painter.drawLine(QLineF(stroke.x1 * k, stroke.y1 * k, stroke.x2 * k, stroke.y2 * k))


def _dot(painter: QPainter, k: float, dot: Any) -> None:
    painter.setPen(QPen(_color(dot.tone), 1.5))
    painter.setBrush(_color(Tone.GROUND if dot.hollow else dot.tone))
    painter.drawEllipse(QPointF(dot.x * k, dot.y * k), dot.radius * k, dot.radius * k)


def _words(painter: QPainter, k: float, words: Any) -> None:
    painter.setFont(theme.font(round(words.size * _PIXELS * POINT), 600 if words.bold else 400))  # grows by itself
    painter.setPen(_color(words.tone))
    wide = painter.fontMetrics().horizontalAdvance(words.text)
    left = words.x * k - {Side.LEFT: 0.0, Side.MIDDLE: wide / 2, Side.RIGHT: float(wide)}[words.side]
    painter.drawText(QPointF(left, words.y * k), words.text)


_PAINTED: dict[type[Box | Stroke | Dot | Words], Callable[[QPainter, float, Any], None]] = {
    Box: _box,
    Stroke: _stroke,
    Dot: _dot,
    Words: _words,
}
