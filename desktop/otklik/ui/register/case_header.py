"""The headings of the register: a click sorts, an edge is drawn, a heading is dragged elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView

from otklik.ui import theme
from otklik.ui.register.columns import SORTABLE, Column

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

_ARROW = 8
"""Room of the arrow, in pixels at 100 %."""


class CaseHeader(QHeaderView):
    """Headings that sort.

    Signals:
        sort_wanted: order by this column; carries it and whether Shift was held, which asks for the other direction.

    Args:
        parent: owner.
    """

    sort_wanted = Signal(Column, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sorted: Column | None = None
        self._descending = False
        self._over: int = -1
        self.is_held = False
        """Whether a heading or its edge is dragged now: widths change by themselves too."""
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(40))
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Headings of the columns"))
        self.sectionClicked.connect(self._on_clicked)

    def show_sort(self, column: Column | None, *, descending: bool) -> None:
        """Draw the arrow at a column.

        Args:
            column: what the cases are ordered by; `None` draws none.
            descending: whether the greatest stands first.
        """
        self._sorted, self._descending = column, descending
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading, and the arrow where the cases are ordered by it."""
        column = Column(section)
        is_sorted = column is self._sorted
        painter.save()
        painter.fillRect(rect, theme.color("sheet"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font(theme.CAPTION, 500 if is_sorted else 400))
        over = section == self._over and column in SORTABLE
        painter.setPen(theme.color("text" if is_sorted or over else "dim"))
        inner = rect.adjusted(16 if column is Column.NUMBER else 8, 0, -4, 0)
        room = inner.width() - (theme.px(_ARROW) + 6 if is_sorted else 0)
        name = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        begin = inner.x()
        if column is Column.LEFT:  # the chips under it stand in the middle
            begin += max(0, (room - metrics.horizontalAdvance(words)) // 2)
        inner.setLeft(begin)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if is_sorted:
            self._paint_arrow(painter, begin + metrics.horizontalAdvance(words) + 6, rect.center().y())
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note that something is held."""
        self.is_held = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Note that it is let go."""
        super().mouseReleaseEvent(event)
        self.is_held = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Note that something is held: a double click on an edge gives the column our width again."""
        self.is_held = True
        super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Darken the heading under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of it."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, section: int) -> None:
        if section != self._over:
            self._over = section
            self.viewport().update()

    def _paint_arrow(self, painter: QPainter, x: int, middle: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, rise = theme.px(_ARROW), theme.px(_ARROW) * 0.3
        tip = middle + rise if self._descending else middle - rise
        foot = middle - rise if self._descending else middle + rise
        painter.setPen(QPen(theme.color("accent"), 1.6))
        painter.drawPolyline(QPolygonF([QPointF(x, foot), QPointF(x + side / 2, tip), QPointF(x + side, foot)]))

    def _on_clicked(self, section: int) -> None:
        column = Column(section)
        if column in SORTABLE:
            shift = Qt.KeyboardModifier.ShiftModifier
            self.sort_wanted.emit(column, bool(QGuiApplication.keyboardModifiers() & shift))
