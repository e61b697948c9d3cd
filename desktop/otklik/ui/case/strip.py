"""The «Лента срока»: the days of a term, one box a day; counted, skipped, today, the last one, the extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QHelpEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from otklik.casework.views import DayKind, StripDay
from otklik.ui import dates, theme
from otklik.ui.case.strip_layout import Cell, lay_out
from otklik.ui.case.strip_words import day_sentence, is_weekend, short_ground, summary, works_on_day_off

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -100_000,
    Qt.Key.Key_End: 100_000,
}
_COPY = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})

MONTH_SIZE, WEEKDAY_SIZE, DAY_SIZE, SECOND_SIZE = theme.MARK, theme.MARK, theme.SMALL, theme.TINY
"""Pixels of the words on the strip."""


class DayStrip(QWidget):
    """Paints the days of a term. Left and Right walk through them; each says what it is; Enter or a click copies that.

    Long terms go on in further lines, each of whole weeks; those of many months have a line a month.

    Signals:
        pointed: the day under the cursor changed; carries its sentence, empty when none is pointed at.
        copied: the sentence of a day went to the clipboard; carries it.

    Args:
        parent: owner.
    """

    pointed = Signal(str)
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[StripDay, ...] = ()
        self._urgency = "accent"
        self._working = True
        self._safe: date | None = None
        self._cursor = -1
        self._cells: tuple[Cell, ...] = ()
        self._laid_for = (-1, -1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Days of the term"))

    def show_days(
        self, days: tuple[StripDay, ...], urgency: str, *, working: bool = True, safe: date | None = None
    ) -> None:
        """Show the days of another term.

        Args:
            days: the days, in order.
            urgency: token of the theme for the last day: `overdue`, `soon` or `accent`.
            working: whether the term is counted in working days.
            safe: the safe day, where it is not the last one.
        """
        self._safe = safe
        self._days, self._urgency, self._working, self._cursor = days, urgency, working, -1
        self._laid_for = (-1, -1)
        self.setAccessibleDescription(summary(days, working=working))
        self.updateGeometry()
        self.update()

    def sentence(self, index: int) -> str:
        """Return what the day is, e.g. «пятница, 13 ноября: день 1»."""
        day = self._days[index]
        return day_sentence(day, working=self._working, safe=self._is_safe(day))

    def copy_day(self, index: int) -> None:
        """Put the sentence of a day on the clipboard."""
        sentence = self.sentence(index)
        QGuiApplication.clipboard().setText(sentence)
        self.copied.emit(sentence)

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height all lines take."""
        return round(lay_out(self._days, _at_ordinary_size(width)).height * theme.scale())

    def sizeHint(self) -> QSize:
        """Ask for two working weeks at least."""
        return QSize(theme.px(480), self.heightForWidth(self.width() or theme.px(480)))

    def minimumSizeHint(self) -> QSize:
        """Need room for one working week."""
        return QSize(theme.px(190), theme.px(66))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the days; copy the sentence of one."""
        step = _KEYS.get(Qt.Key(event.key()))
        if self._days and (event.key() in _COPY or event.matches(QKeySequence.StandardKey.Copy)):
            self.copy_day(self._cursor if self._cursor >= 0 else self._today_index())
            return
        if step is None or not self._days:
            super().keyPressEvent(event)
            return
        start = self._cursor if self._cursor >= 0 else self._today_index()
        self._point_at(min(max(start + (step if self._cursor >= 0 or abs(step) > 1 else 0), 0), len(self._days) - 1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Copy the sentence of the day that is clicked; the keys go on from there."""
        index = self._index_at(event.position().toPoint())
        if index >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._point_at(index)
            self.copy_day(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Point at today."""
        super().focusInEvent(event)
        if self._days and self._cursor < 0 and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._point_at(self._today_index())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing any more."""
        super().focusOutEvent(event)
        self._point_at(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the day under the mouse is."""
        index = self._index_at(event.position().toPoint())
        self.pointed.emit(self.sentence(index) if index >= 0 else "")

    def leaveEvent(self, event: QEvent) -> None:
        """Go back to the day of the keyboard, if there is one."""
        super().leaveEvent(event)
        self.pointed.emit(self.sentence(self._cursor) if self._cursor >= 0 else "")

    def event(self, event: QEvent) -> bool:
        """Show the sentence of a day as its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = self._index_at(event.pos())
            QToolTip.showText(event.globalPos(), self.sentence(index) if index >= 0 else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(theme.scale(), theme.scale())
        cells = self._laid_out()
        for index, (day, cell) in enumerate(zip(self._days, cells, strict=True)):
            if cell.month_place is not None:
                self._paint_month(painter, cell.month, cell.month_place)
            self._paint_day(painter, day, cell)
            if index == self._cursor and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.drawRoundedRect(cell.box.adjusted(-2.5, -2.5, 2.5, 2.5), 8, 8)

    def _paint_month(self, painter: QPainter, month: str, place: QRectF) -> None:
        painter.setFont(theme.font(MONTH_SIZE, 500, grown=False))
        painter.setPen(theme.color("dim"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(place, flags, month)

    def _paint_day(self, painter: QPainter, day: StripDay, cell: Cell) -> None:
        working_day_off = self._working and works_on_day_off(day)
        ground, edge, ink = _colours(day, self._urgency, safe=self._is_safe(day), has_safe=self._has_safe())
        if not cell.small:
            painter.setFont(theme.font(WEEKDAY_SIZE, 600 if working_day_off else 400, grown=False))
            painter.setPen(theme.color("accent" if working_day_off else "text" if day.is_today else "dim"))
            above = QRectF(cell.box.x() - 4, cell.box.y() - 17, cell.box.width() + 8, 15)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, dates.weekday_short(day.day))
        painter.setBrush(theme.color(ground))
        framed = day.is_today or day.is_last or self._is_safe(day)
        painter.setPen(QPen(theme.color(edge), 2 if framed else 1))
        corner = 3 if cell.small else 6
        painter.drawRoundedRect(cell.box, corner, corner)
        painter.setPen(theme.color(ink))
        if cell.small:
            self._paint_small(painter, day, cell)
            return
        second = self._second(day, cell)
        rows = second.count("\n") + 1 if second else 0
        height = 17 + 12 * rows
        top = cell.box.y() + (cell.box.height() - height) / 2
        painter.setFont(theme.font(DAY_SIZE, 600 if day.number else 500, grown=False))
        number = QRectF(cell.box.x(), top, cell.box.width(), 17)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day.day))
        if second:
            painter.setFont(theme.font(SECOND_SIZE, grown=False))
            painter.setPen(theme.color(ink if ink in {"soon", "overdue"} else "dim"))
            below = QRectF(cell.box.x() - 4, top + 17, cell.box.width() + 8, 12 * rows)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, second)

    def _paint_small(self, painter: QPainter, day: StripDay, cell: Cell) -> None:
        """Paint the number of a day in the line of its month, where there is room for it."""
        painter.setFont(theme.font(SECOND_SIZE, 600 if day.is_last or day.is_today else 400, grown=False))
        room = QFontMetrics(painter.font()).horizontalAdvance("00") + 1
        if cell.box.width() >= room:
            painter.drawText(cell.box.adjusted(-4, 0, 4, 0), Qt.AlignmentFlag.AlignCenter, str(day.day.day))

    def _second(self, day: StripDay, cell: Cell) -> str:
        """Return what stands under the number of a day: its number in the count, or why it is skipped.

        A weekday is no reason to repeat: it stands above.
        """
        if day.number is not None:
            return f"+{day.number}" if day.kind is DayKind.EXTENSION else str(day.number)
        if day.kind is DayKind.START or is_weekend(day):
            return ""
        ground = short_ground(day)
        return ground.replace(" ", "\n") if cell.stacked else ground

    def _is_safe(self, day: StripDay) -> bool:
        return day.day == self._safe and not day.is_last

    def _has_safe(self) -> bool:
        return any(self._is_safe(day) for day in self._days)

    def _laid_out(self) -> tuple[Cell, ...]:
        key = (self.width(), len(self._days))
        if self._laid_for != key:
            self._cells, self._laid_for = lay_out(self._days, _at_ordinary_size(self.width())).cells, key
        return self._cells

    def _index_at(self, point: QPoint) -> int:
        for index, cell in enumerate(self._laid_out()):
            if cell.box.contains(QPointF(point) / theme.scale()):
                return index
        return -1

    def _today_index(self) -> int:
        return next((index for index, day in enumerate(self._days) if day.is_today), 0)

    def _point_at(self, index: int) -> None:
        self._cursor = index
        sentence = self.sentence(index) if index >= 0 else ""
        self.setAccessibleDescription(sentence or summary(self._days, working=self._working))
        self.pointed.emit(sentence)
        self.update()


def _at_ordinary_size(width: int) -> int:
    """Return how many pixels of 100 % a width is."""
    return int(width / theme.scale())


def _colours(day: StripDay, urgency: str, *, safe: bool, has_safe: bool) -> tuple[str, str, str]:
    """Return the tokens of a day's ground, edge and ink; the safe day is the loud one where there is one."""
    if day.is_last and has_safe:
        return ("sheet", "edge", "text")
    if day.is_last or safe:
        return ("sheet", urgency, urgency if urgency in {"soon", "overdue"} else "text")
    ground = {DayKind.COUNTED: "accent_on", DayKind.SKIPPED: "sunk"}.get(day.kind, "sheet")
    ink = "dim" if day.kind is DayKind.SKIPPED else "text"
    if day.is_today:
        return (ground, "accent", ink)
    return (ground, "accent_on" if day.kind is DayKind.COUNTED else "line", ink)
