"""What becomes of each row of an old journal, one line each; why stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView

from otklik.casework.import_report import state_word
from otklik.casework.importing import RowState
from otklik.ui import dates, phrases, theme
from otklik.ui.widgets.table import RowDelegate, Table, paint_chip, paint_text, wide_enough

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from otklik.casework.importing import ReportLine

LINE_ROLE = Qt.ItemDataRole.UserRole
ROW, STATE, RECEIVED, WHO, ASKED, WHY = range(6)

ROLES = {
    RowState.NEW: "done",
    RowState.DOUBTFUL: "soon",
    RowState.DOUBLE: "quiet",
    RowState.CANNOT: "overdue",
}
"""Colour of a state; its word stands beside it."""

_WIDTHS = {ROW: 76, STATE: 132, RECEIVED: 104, WHO: 210, ASKED: 170}
_TIGHT = {ROW: 66, STATE: 124, RECEIVED: 104, WHO: 150, ASKED: 0}
"""Widths of the columns in a wide and in a tight window; `WHY` takes the rest."""

_NARROW = 900

_Index = QModelIndex | QPersistentModelIndex


class ReportModel(QAbstractTableModel):
    """Lines of a report."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[ReportLine] = ()
        self.left_out: set[int] = set()

    def show_lines(self, lines: Sequence[ReportLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> ReportLine:
        """Return the line at a place of the table."""
        return self._lines[row]

    def redraw(self, row: int) -> None:
        """Tell that a line stands otherwise."""
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many lines are shown."""
        return len(self._lines)

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return len(_WIDTHS) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, or the line itself."""
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = line.row
        return {
            ROW: str(row.number),
            STATE: self.tr("left out") if row.number in self.left_out else state_word(line.state),
            RECEIVED: dates.dotted(row.received_on) if row.received_on else "",
            WHO: row.name,
            ASKED: phrases.kind_words(row.kinds),
            WHY: " ".join(line.sentences),
        }[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.TextAlignmentRole,
        }:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return (
            self.tr("Row"),
            self.tr("What becomes of it"),
            self.tr("Received"),
            self.tr("Who writes"),
            self.tr("What is asked"),
            self.tr("Why"),
        )[section]


class _Lines(RowDelegate):
    """Paints the lines: what becomes of a row as a chip with a word."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: _Index) -> None:
        """Paint what stands in a cell."""
        line: ReportLine = index.data(LINE_ROLE)
        model = index.model()
        left_out = isinstance(model, ReportModel) and line.row.number in model.left_out
        stays_out = left_out or line.state in {RowState.DOUBLE, RowState.CANNOT}
        if index.column() == STATE:
            paint_chip(painter, area, str(index.data()), "quiet" if left_out else ROLES[line.state])
        else:
            dim = stays_out or index.column() in {ROW, RECEIVED}
            role = "text" if index.column() == WHY and not left_out else "dim" if dim else "text"
            paint_text(painter, area, str(index.data()), role, left=16 if index.column() == ROW else 8)


class ReportTable(Table):
    """The report.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.lines = ReportModel()
        super().__init__(self.lines, _Lines(theme.px(36)), parent)
        self.lines.setParent(self)
        self.setAccessibleName(self.tr("What becomes of each row"))
        self.horizontalHeader().setMinimumSectionSize(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        widths = _TIGHT if self.width() < theme.px(_NARROW) else _WIDTHS
        header = self.horizontalHeader()
        for column in range(self.lines.columnCount()):
            width = widths.get(column)
            self.setColumnHidden(column, width == 0)
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if width is None else QHeaderView.ResizeMode.Fixed
            )
            if width:
                header.resizeSection(column, wide_enough(header, column, width))
