"""The working days ahead on one line, with a dot where something is due: looked at, or walked with the arrow keys.

A day off has a place only where something is due on it, or where it is today; elsewhere a gap stands for days off.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from otklik.casework.views import DueDay, Urgency
from otklik.ui import dates, phrases, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from otklik.casework.absence import Absence

HEIGHT = 88
LINE_Y, DOT_Y, NUMBER_Y, MONTH_Y, NUMBER_HEIGHT = 36.0, 22.0, 42.0, 66.0, 22.0
ROOMY = 20.0
"""Pixels a day needs so that every date can be written; else today, the due ones that fit and some between are."""

GAP = 0.45
"""Width of the gap days off leave, in days."""

RADIUS, COUNTED_RADIUS = 5.0, 8.0
"""Of a dot, and of one with a number in it."""

_DOTS = {Urgency.OVERDUE: "overdue", Urgency.SOON: "soon"}
_ONE_DAY = timedelta(days=1)


class Timeline(QWidget):
    """Paints the days. Arrow keys, Home and End walk them, Enter or a click goes to the cases of the day.

    Signals:
        day_wanted: show the cases that are due on this day; carries a `date`.

    Args:
        parent: owner.
    """

    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[date, ...] = ()
        self._left: tuple[float, ...] = ()
        self._off: frozenset[date] = frozenset()
        self._due: dict[date, DueDay] = {}
        self._away: tuple[Absence, ...] = ()
        self._today = date.min
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Dates of the next working days"))

    def show_days(
        self, days: tuple[date, ...], due: tuple[DueDay, ...], today: date, away: tuple[Absence, ...] = ()
    ) -> None:
        """Show other days.

        Args:
            days: the working days, in order.
            due: where something is due; a day off before the last of the days gets its own place.
            today: the date; it has a place of its own as well.
            away: planned absences.
        """
        stood = self._days[self._current] if self._days else None
        self._due = {one.day: one for one in due}
        last = days[-1] if days else today
        self._off = frozenset(day for day in (*self._due, today) if today <= day <= last).difference(days)
        self._days, self._today, self._away = tuple(sorted(self._off.union(days))), today, away
        self._left = self._places()
        self._current = self._days.index(stood) if stood in self._days else self._nearest_due()
        self.setAccessibleDescription(self._description())
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a comfortable width."""
        return QSize(theme.px(760), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Need room for the dots at least."""
        return QSize(240, theme.px(HEIGHT))

    def event(self, event: QEvent) -> bool:
        """Name the day under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._days:
            QToolTip.showText(event.globalPos(), self.said(self._days[self._at(event.pos().x())]), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the days; Enter goes to what is due."""
        last = len(self._days) - 1
        steps = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in steps and self._days:
            self._go_to(min(max(steps[key], 0), last))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._days:
            self._choose()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the cases of the day that was clicked."""
        super().mouseReleaseEvent(event)
        if (
            self._days
            and event.button() is Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self._current = self._at(event.position().x())
            self.update()
            self._choose()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say the day the walk begins on."""
        super().focusInEvent(event)
        if self._days:
            self._tell()

    def said(self, day: date) -> str:
        """Return a day as the tooltip and a screen reader have it: what it is, and how much is due on it."""
        head = f"{dates.weekday(day)}, {self._name(day)}"
        if day == self._today:
            head = self.tr("today, {day}").format(day=head)
        one = self._due.get(day)
        words = [head, self.tr("%n request(s) due", "", one.cases) if one else self.tr("nothing is due")]
        words += [one.word or self.tr("absence") for one in self._away if one.first <= day <= one.last]
        return phrases.firm(" · ".join(words))

    def _description(self) -> str:
        named = (
            f"{self._name(day)}: {self.tr('%n request(s)', '', self._due[day].cases)}" for day in self._shown_due()
        )
        return ", ".join(named) or self.tr("Nothing is due on these days")

    def _shown_due(self) -> tuple[date, ...]:
        return tuple(day for day in self._days if day in self._due)

    def _nearest_due(self) -> int:
        return next((index for index, day in enumerate(self._days) if day in self._due), 0)

    def _go_to(self, index: int) -> None:
        self._current = index
        self.update()
        self._tell()

    def _tell(self) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.said(self._days[self._current])))

    def _choose(self) -> None:
        day = self._days[self._current]
        if day in self._due:
            self.day_wanted.emit(day)

    def _name(self, day: date) -> str:
        """Return the day as it is said, and that it is a day off where it is one."""
        said = dates.day_month(day)
        return self.tr("{date} (a day off)").format(date=said) if day in self._off else said

    # --- places: in days, then in pixels ---

    def _places(self) -> tuple[float, ...]:
        """Return where each day begins, in days; where days off lie between there is a gap."""
        left, places = 0.0, list[float]()
        for index, day in enumerate(self._days):
            if index:
                left += 1.0 + (GAP if day - self._days[index - 1] > _ONE_DAY else 0.0)
            places.append(left)
        return tuple(places)

    def _pitch(self) -> float:
        return self.width() / (self._left[-1] + 1.0)

    def _at(self, x: float) -> int:
        """Return the day at a place of the widget."""
        return max(0, bisect_right(self._left, x / self._pitch()) - 1)

    def _middle(self, index: int) -> float:
        return (self._left[index] + 0.5) * self._pitch()

    # --- painting ---

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the absences, the line, the dots, the dates and the months."""
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in self._away:
            self._paint_absence(painter, one)
        painter.setPen(QPen(theme.color("line"), 1))
        line = theme.px(LINE_Y)
        painter.drawLine(QPointF(0, line), QPointF(self.width(), line))
        written = self._written()
        for index, day in enumerate(self._days):
            self._paint_day(painter, index, day)
            if day in written:
                self._write(painter, str(day.day), self._middle(index), firm=day in self._due or day == self._today)
        self._write_months(painter)

    def _paint_absence(self, painter: QPainter, absence: Absence) -> None:
        """Shade the days nobody is there, hatched: not by the shade alone."""
        inside = [index for index, day in enumerate(self._days) if absence.first <= day <= absence.last]
        if not inside:
            return
        pitch = self._pitch()
        left, right = self._left[inside[0]] * pitch, (self._left[inside[-1]] + 1) * pitch
        area = QRectF(left, theme.px(4), right - left, theme.px(NUMBER_Y + NUMBER_HEIGHT) - theme.px(4) + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunk"))
        painter.drawRoundedRect(area, 6, 6)
        hatch = theme.color("edge")
        hatch.setAlphaF(0.55)
        painter.setBrush(hatch)
        brush = painter.brush()
        brush.setStyle(Qt.BrushStyle.BDiagPattern)
        painter.setBrush(brush)
        painter.drawRoundedRect(area, 6, 6)

    def _paint_day(self, painter: QPainter, index: int, day: date) -> None:
        middle, pitch = self._middle(index), self._pitch()
        number = QRectF(middle - pitch / 2 + 1, theme.px(NUMBER_Y), pitch - 2, theme.px(NUMBER_HEIGHT))
        number = number if number.width() <= theme.px(28) else _of_width(number, theme.px(28))
        if day == self._today and number.width() < theme.px(20):
            number = _of_width(number, theme.px(20))
            number.moveLeft(max(1.0, number.left()))
        if day in self._off and day != self._today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunk"))
            painter.drawRoundedRect(number, 5, 5)
        if day == self._today:
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(number, 6, 6)
        if index == self._current and self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            whole = QRectF(number.left() - 1, theme.px(8), number.width() + 2, number.bottom() - theme.px(8) + 2)
            painter.drawRoundedRect(whole, 7, 7)
        if (due := self._due.get(day)) is not None:
            self._paint_dot(painter, index, due)

    def _paint_dot(self, painter: QPainter, index: int, due: DueDay) -> None:
        """Paint a dot; where several cases are due, a larger one with their number in it, if it touches no other."""
        middle = self._middle(index)
        many = due.cases > 1 and self._is_apart(index)
        radius = theme.px(COUNTED_RADIUS) if many else min(theme.px(RADIUS), self._pitch() / 2 - 1)
        centre = QPointF(middle, theme.px(DOT_Y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(_DOTS.get(due.urgency, "accent")))
        painter.drawEllipse(centre, radius, radius)
        if many:
            painter.setFont(theme.font(theme.TINY, 600))
            painter.setPen(theme.color("sheet"))
            area = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            text = str(due.cases) if due.cases < 100 else "99"
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _is_apart(self, index: int) -> bool:
        """Return whether a large dot has its room between those of the days before and after."""
        beside = (near for near in (index - 1, index + 1) if 0 <= near < len(self._days))
        room = 2 * theme.px(COUNTED_RADIUS)
        return all(
            abs(self._middle(near) - self._middle(index)) > room for near in beside if self._days[near] in self._due
        )

    def _written(self) -> set[date]:
        """Return the dates that are written: where it is tight today, then due ones, then each fifth, as they fit."""
        if self._pitch() >= theme.px(ROOMY):
            return set(self._days)
        least = QFontMetricsF(theme.font(theme.CAPTION, 600)).horizontalAdvance("28") + theme.px(3)
        asked = sorted(
            (index for index, day in enumerate(self._days) if day in self._due or day == self._today or index % 5 == 0),
            key=lambda index: (self._days[index] != self._today, self._days[index] not in self._due, index),
        )
        places: list[float] = []
        written = set[date]()
        for index in asked:
            middle = self._middle(index)
            if all(abs(middle - place) >= least for place in places):
                places.append(middle)
                written.add(self._days[index])
        return written

    def _write(self, painter: QPainter, text: str, middle: float, *, firm: bool) -> None:
        painter.setFont(theme.font(theme.CAPTION, 600 if firm else 400))
        painter.setPen(theme.color("text" if firm else "dim"))
        half = theme.px(16)
        edge = painter.fontMetrics().horizontalAdvance(text) / 2 + 2
        middle = min(max(middle, edge), self.width() - edge)
        area = QRectF(middle - half, theme.px(NUMBER_Y), 2 * half, theme.px(NUMBER_HEIGHT))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _write_months(self, painter: QPainter) -> None:
        """Write each month under its first day, as far as one does not run into the next."""
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(theme.color("dim"))
        month, free = 0, 0.0
        for index, day in enumerate(self._days):
            if day.month == month:
                continue
            month = day.month
            name = dates.month_name(day)
            width = painter.fontMetrics().horizontalAdvance(name)
            left = max(0.0, min(self._middle(index) - theme.px(7), self.width() - width))
            if left < free:
                continue
            free = left + width + theme.px(8)
            height = painter.fontMetrics().height() + 2
            painter.drawText(QRectF(left, theme.px(MONTH_Y), width + 2, height), Qt.AlignmentFlag.AlignLeft, name)


def _of_width(area: QRectF, width: float) -> QRectF:
    return QRectF(area.center().x() - width / 2, area.top(), width, area.height())
