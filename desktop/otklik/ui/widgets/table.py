"""Tables of rows: how they are set up, how a row is painted, and how it is opened with the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from otklik.ui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QKeyEvent

CHIP_HEIGHT = 22


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row and the hairline under it; each table says in `paint_cell` what stands in a cell.

    Args:
        height: of every row, in pixels.
        parent: owner.
    """

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.height = height

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("accent_on"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        self.paint_cell(painter, area, index)
        painter.restore()

    def paint_cell(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint what stands in a cell; the ground and the hairline are there already."""
        raise NotImplementedError

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height."""
        return QSize(60, self.height)


def paint_text(painter: QPainter, area: QRectF, text: str, role: str, *, strong: bool = False, left: int = 8) -> None:
    """Paint a text in one line, cut short where it does not fit.

    Args:
        painter: paints.
        area: the cell.
        text: what to write.
        role: colour by its name in the theme.
        strong: whether it is what the row is known by.
        left: space before it, in pixels.
    """
    painter.setFont(theme.font(weight=500 if strong else 400))
    painter.setPen(theme.color(role))
    inner = area.adjusted(left, 0, -8, 0)
    short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)


def paint_chip(painter: QPainter, area: QRectF, word: str, role: str, *, strong: bool = False) -> None:
    """Paint a word on a rounded ground, as wide as the cell allows.

    Args:
        painter: paints.
        area: the cell.
        word: what to write.
        role: «quiet», or a colour of the theme that has a ground of its own (`<role>_on`).
        strong: whether the word is urgent.
    """
    quiet = role == "quiet"
    painter.setFont(theme.font(theme.CAPTION, 500 if strong else 400))
    chip = QRectF(0, 0, area.width() - 16, theme.px(CHIP_HEIGHT))
    chip.moveCenter(area.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("sunk" if quiet else f"{role}_on"))
    painter.drawRoundedRect(chip, 6, 6)
    painter.setPen(theme.color("dim" if quiet else role))
    short = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(chip.width()) - 6)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, short)


def wide_enough(header: QHeaderView, column: int, width: int) -> int:
    """Return the width of a column: what fits its cells at 100 %, at the size of text in use; its heading at least.

    Args:
        header: the headings.
        column: which.
        width: pixels at 100 %.
    """
    heading = str(header.model().headerData(column, Qt.Orientation.Horizontal) or "")
    metrics = QFontMetrics(theme.font(theme.CAPTION))
    return max(theme.px(width), metrics.horizontalAdvance(heading) + 32)


class Table(QTableView):
    """Rows to read and to open: one is chosen at a time, nothing is edited in place, headings do not answer.

    Signals:
        row_entered: Enter was pressed on a row; carries an index of it.

    Args:
        model: the rows.
        delegate: paints them and knows their height.
        parent: owner.
    """

    row_entered = Signal(QModelIndex)

    def __init__(self, model: QAbstractItemModel, delegate: RowDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        delegate.setParent(self)  # a view does not own its delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(delegate.height)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.row_entered.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
