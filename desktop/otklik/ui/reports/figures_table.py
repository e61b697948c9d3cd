"""A table of a report on the screen: words at the left, figures at the right of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QSizePolicy

from otklik.ui import theme
from otklik.ui.widgets.table import RowDelegate, Table

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from otklik.letters.reports.model import ReportPaper
    from otklik.letters.reports.model import Table as Figures

_ROW, _HEAD, _NARROW, _WIDE = 30, 56, 84, 104  # pixels at 100 %
_FIRST = 170  # least width of the first column, in pixels at 100 %
_INSET = 15  # where the names of columns begin, in pixels
_AROUND = 20  # beside the name of a column, in pixels
_FEW = 4  # columns that have room for their names
_Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractTableModel):
    """The cells of a table of a report, as they are read."""

    def __init__(self, paper: ReportPaper, table: Figures) -> None:
        super().__init__()
        self._paper, self._table = paper, table

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._table.head)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._paper.said(self._table.rows[index.row()][index.column()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a column."""
        if orientation is Qt.Orientation.Horizontal and role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            return self._table.head[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        return None


class _Delegate(RowDelegate):
    """Paints words at the left and figures at the right."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: _Index) -> None:
        """Paint one cell."""
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        inner = area.adjusted(_INSET if index.column() == 0 else 4, 0, -8, 0)
        side = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
        said = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, said)


class FiguresTable(Table):
    """A table that is as high as its rows; what does not fit its width is cut and told in a tooltip.

    Args:
        paper: the report, which knows how figures are read.
        table: one of its tables.
        parent: owner.
    """

    def __init__(self, paper: ReportPaper, table: Figures, parent: QWidget | None = None) -> None:
        model = _Model(paper, table)
        super().__init__(model, _Delegate(theme.px(_ROW)), parent)
        model.setParent(self)
        self.setAccessibleName(table.title)
        self.setAccessibleDescription(table.note)
        header = self.horizontalHeader()
        metrics = QFontMetrics(theme.font(theme.CAPTION))
        longest = max(metrics.horizontalAdvance(word) for head in table.head[1:] for word in head.split())
        self._width = max(theme.px(_NARROW if len(table.head) > _FEW else _WIDE), longest + _AROUND)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        header.setFixedHeight(theme.px(_HEAD if len(table.head) > _FEW else _ROW))
        for column in range(1, len(table.head)):
            self.setColumnWidth(column, self._width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(header.height() + len(table.rows) * theme.px(_ROW) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the last columns out where there is no room for them: all of them stand in the files."""
        super().resizeEvent(event)
        room = event.size().width() - theme.px(_FIRST)
        for column in range(1, self.model().columnCount()):
            room -= self._width
            self.setColumnHidden(column, room < 0 and column > 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: all rows are in sight."""
        event.ignore()
