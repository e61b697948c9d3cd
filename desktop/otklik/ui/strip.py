"""The «Лента срока»: the days of a term, one box a day; counted, skipped, today, the last one, the extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from otklik.casework.views import DayKind, StripDay
from otklik.ui import dates, theme
from otklik.ui.phrases import firm

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

PITCH_MIN, PITCH_MAX = 25.0, 32.0
"""Width of a day with its gap, in pixels; more days than fit go into further lines."""
WEEKDAY_HEIGHT, BOX_HEIGHT, LINE_GAP = 18, 40, 8

_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -100_000,
    Qt.Key.Key_End: 100_000,
}


class DayStrip(QWidget):
    """Paints the days of a term. Left and Right walk through them; each says what it is.

    Signals:
        pointed: the day under the cursor changed; carries its sentence, empty when none is pointed at.

    Args:
        parent: owner.
    """

    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[StripDay, ...] = ()
        self._urgency = "accent"
        self._cursor = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Days of the term"))

    def show_days(self, days: tuple[StripDay, ...], urgency: str) -> None:
        """Show the days of another term.

        Args:
            days: the days, in order.
            urgency: token of the theme for the last day: `overdue`, `soon` or `accent`.
        """
        self._days, self._urgency, self._cursor = days, urgency, -1
        self.setAccessibleDescription(summary(self, days))
        self.updateGeometry()
        self.update()

    def sentence(self, index: int) -> str:
        """Return what the day is, e.g. «пятница, 13 ноября: день 1»."""
        day = self._days[index]
        head = f"{dates.weekday(day.day)}, {dates.day_month(day.day)}"
        match day.kind:
            case DayKind.START:
                what = self.tr("the term starts, this day is not counted")
            case DayKind.SKIPPED:
                what = self.tr("not counted ({ground})").format(ground=_spoken(day))
            case DayKind.EXTENSION:
                what = firm(self.tr("day {number} of the possible extension").format(number=day.number))
            case _:
                what = firm(self.tr("day {number}").format(number=day.number))
        if day.is_last:
            what = self.tr("{what}, the last day").format(what=what)
        if day.is_today:
            what = self.tr("{what}, today").format(what=what)
        return f"{head}: {what}"

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height all lines take."""
        lines = -(-len(self._days) // self._columns(width)) if self._days else 0
        return max(0, lines * (WEEKDAY_HEIGHT + BOX_HEIGHT + LINE_GAP) - LINE_GAP + 2)

    def sizeHint(self) -> QSize:
        """Ask for two working weeks at least."""
        return QSize(480, self.heightForWidth(self.width() or 480))

    def minimumSizeHint(self) -> QSize:
        """Need room for one working week."""
        return QSize(int(PITCH_MIN * 7), WEEKDAY_HEIGHT + BOX_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the days."""
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None or not self._days:
            super().keyPressEvent(event)
            return
        start = self._cursor if self._cursor >= 0 else self._today_index()
        self._point_at(min(max(start + (step if self._cursor >= 0 or abs(step) > 1 else 0), 0), len(self._days) - 1))

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
        for index, day in enumerate(self._days):
            self._paint_day(painter, day, self._box(index), pointed=index == self._cursor and self.hasFocus())

    def _paint_day(self, painter: QPainter, day: StripDay, box: QRectF, *, pointed: bool) -> None:
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("text" if day.is_today else "dim"))
        above = QRectF(box.x() - 4, box.y() - WEEKDAY_HEIGHT, box.width() + 8, WEEKDAY_HEIGHT - 4)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, dates.weekday_short(day.day))
        ground, edge, ink = _colours(day, self._urgency)
        painter.setBrush(theme.color(ground))
        painter.setPen(QPen(theme.color(edge), 2 if day.is_today or day.is_last else 1))
        painter.drawRoundedRect(box, 6, 6)
        if pointed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 8, 8)
        painter.setPen(theme.color(ink))
        painter.setFont(theme.font(13, 600 if day.number else 500))
        if day.number is None:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day.day))
            return
        painter.drawText(box.adjusted(0, 3, 0, -15), Qt.AlignmentFlag.AlignCenter, str(day.day.day))
        painter.setFont(theme.font(10))
        painter.setPen(theme.color(ink if ink in {"soon", "overdue"} else "dim"))
        below = f"+{day.number}" if day.kind is DayKind.EXTENSION else str(day.number)
        painter.drawText(box.adjusted(0, 20, 0, -3), Qt.AlignmentFlag.AlignCenter, below)

    def _columns(self, width: int) -> int:
        """Return how many days go into a line: all where they fit, else as many as fit comfortably."""
        if len(self._days) * PITCH_MIN <= width:
            return max(1, len(self._days))
        return max(7, int(width // (PITCH_MIN + 3)))

    def _pitch(self) -> float:
        return min(PITCH_MAX, max(self.width() / self._columns(self.width()), PITCH_MIN - 3))

    def _box(self, index: int) -> QRectF:
        line, column = divmod(index, self._columns(self.width()))
        pitch = self._pitch()
        top = line * (WEEKDAY_HEIGHT + BOX_HEIGHT + LINE_GAP) + WEEKDAY_HEIGHT
        return QRectF(column * pitch + 1.5, top, pitch - 4.5, BOX_HEIGHT)

    def _index_at(self, point: QPoint) -> int:
        for index in range(len(self._days)):
            if self._box(index).contains(point):
                return index
        return -1

    def _today_index(self) -> int:
        return next((index for index, day in enumerate(self._days) if day.is_today), 0)

    def _point_at(self, index: int) -> None:
        self._cursor = index
        sentence = self.sentence(index) if index >= 0 else ""
        self.setAccessibleDescription(sentence or summary(self, self._days))
        self.pointed.emit(sentence)
        self.update()


def _colours(day: StripDay, urgency: str) -> tuple[str, str, str]:
    """Return the tokens of a day's ground, edge and ink."""
    if day.is_last:
        return ("sheet", urgency, urgency if urgency in {"soon", "overdue"} else "text")
    ground = {DayKind.COUNTED: "accent_on", DayKind.SKIPPED: "sunk"}.get(day.kind, "sheet")
    ink = "dim" if day.kind is DayKind.SKIPPED else "text"
    if day.is_today:
        return (ground, "accent", ink)
    return (ground, "accent_on" if day.kind is DayKind.COUNTED else "line", ink)


def summary(widget: QWidget, days: tuple[StripDay, ...]) -> str:
    """Return the sentence under the strip: what was left out and why.

    Args:
        widget: whose `tr` to use.
        days: the days of the term.
    """
    end = next((index for index, day in enumerate(days) if day.is_last), len(days) - 1)
    skipped = [day for day in days[: end + 1] if day.kind is DayKind.SKIPPED]
    if not days:
        return ""
    if not skipped:
        return widget.tr("Every day counts.")
    grounds = ", ".join(dict.fromkeys(_spoken(day) for day in skipped))
    return firm(widget.tr("%n day(s) left out: {grounds}.", "", len(skipped))).format(grounds=grounds)


def _spoken(day: StripDay) -> str:
    """Return why a day is left out, as it stands inside a sentence: «сб», but «ТК ст. 112»."""
    return dates.weekday_short(day.day).lower() if len(day.ground) == 2 else day.ground
