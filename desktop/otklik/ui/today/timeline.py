"""The working days ahead on one line, with a dot where something is due; a day off is there only if something is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from otklik.casework.views import Urgency
from otklik.ui import dates, theme

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QPaintEvent

HEIGHT = 84
LINE_Y, DOT_Y, NUMBER_Y, MONTH_Y = 32.0, 19.0, 38.0, 60.0
ROOMY = 22.0
"""Pixels a day needs so that every date can be written; else only the due ones and some between are."""

_OFF_WIDTH = 26.0
"""Greatest width of the ground under a day off, in pixels."""

_DOTS = {Urgency.OVERDUE: "overdue", Urgency.SOON: "soon"}


class Timeline(QWidget):
    """Paints the days; what is due is also in its accessible description.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[date, ...] = ()
        self._off: frozenset[date] = frozenset()
        self._due: dict[date, Urgency] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Dates of the next working days"))

    def show_days(self, days: tuple[date, ...], due: dict[date, Urgency]) -> None:
        """Show other days.

        Args:
            days: the working days, in order.
            due: how urgent what is due on a day is; what falls on a day off before the last of them gets its own place.
        """
        self._off = frozenset(day for day in due if days and day <= days[-1]).difference(days)
        self._days, self._due = tuple(sorted(self._off.union(days))), due
        named = ", ".join(self._name(day) for day in self._days if day in due)
        self.setAccessibleDescription(named or self.tr("Nothing is due on these days"))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a comfortable width."""
        return QSize(760, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Need room for the dots at least."""
        return QSize(240, HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Name the day under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._days:
            index = min(int(event.pos().x() / self._pitch()), len(self._days) - 1)
            day = self._days[index]
            QToolTip.showText(event.globalPos(), f"{dates.weekday(day)}, {self._name(day)}", self)
            return True
        return super().event(event)

    def _name(self, day: date) -> str:
        """Return the day as it is said, and that it is a day off where it is one."""
        said = dates.day_month(day)
        return self.tr("{date} (a day off)").format(date=said) if day in self._off else said

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, the dots, the dates and the months."""
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(0, LINE_Y), QPointF(self.width(), LINE_Y))
        pitch = self._pitch()
        for index, day in enumerate(self._days):
            middle = (index + 0.5) * pitch
            if (urgency := self._due.get(day)) is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(_DOTS.get(urgency, "accent")))
                painter.drawEllipse(QPointF(middle, DOT_Y), 5, 5)
            if day in self._off:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("sunk"))
                width = min(pitch - 2, _OFF_WIDTH)
                painter.drawRoundedRect(QRectF(middle - width / 2, NUMBER_Y, width, 20), 5, 5)
            if self._is_written(index, pitch):
                self._write(painter, str(day.day), middle, firm=day in self._due)
        self._write_months(painter, pitch)

    def _pitch(self) -> float:
        return self.width() / len(self._days)

    def _is_written(self, index: int, pitch: float) -> bool:
        """Return whether the date is written; where it is tight, the due ones come first."""
        if pitch >= ROOMY or self._days[index] in self._due:
            return True
        near_due = any(
            self._days[other] in self._due for other in range(max(0, index - 1), min(len(self._days), index + 2))
        )
        return index % 5 == 0 and not near_due

    def _write(self, painter: QPainter, text: str, middle: float, *, firm: bool) -> None:
        painter.setFont(theme.font(12, 600 if firm else 400))
        painter.setPen(theme.color("text" if firm else "dim"))
        painter.drawText(QRectF(middle - 16, NUMBER_Y, 32, 20), Qt.AlignmentFlag.AlignCenter, text)

    def _write_months(self, painter: QPainter, pitch: float) -> None:
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("dim"))
        month = 0
        for index, day in enumerate(self._days):
            if day.month == month:
                continue
            month = day.month
            name = dates.month_name(day)
            width = painter.fontMetrics().horizontalAdvance(name)
            left = min(index * pitch + pitch / 2 - 7, self.width() - width)
            painter.drawText(QRectF(max(0.0, left), MONTH_Y, width + 2, 18), Qt.AlignmentFlag.AlignLeft, name)
