"""The copies that were found, one below the other: when made, how much is in them, where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtWidgets import QHeaderView

from otklik.ui import dates, phrases, theme
from otklik.ui.widgets.table import RowDelegate, Table, paint_text, wide_enough

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from otklik.casework.copies.found import FoundCopy

_WHEN, _CASES, _LAST, _SIZE, _PLACE = range(5)
_WIDTHS = (172, 96, 96, 80)
_ROW_HEIGHT = 38
_SHOWN = 6
"""Rows seen without scrolling."""


class CopyModel(QAbstractTableModel):
    """The rows.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._copies: tuple[FoundCopy, ...] = ()
        self._today: date | None = None
        self._headings = (
            self.tr("Made"),
            self.tr("Requests"),
            self.tr("The last one"),
            self.tr("Size"),
            self.tr("Folder"),
        )

    def show_copies(self, copies: tuple[FoundCopy, ...], today: date) -> None:
        """Show other copies."""
        self.beginResetModel()
        self._copies, self._today = copies, today
        self.endResetModel()

    def copy(self, row: int) -> FoundCopy | None:
        """Return the copy of a row, or `None` where there is no such row."""
        return self._copies[row] if 0 <= row < len(self._copies) else None

    def copies(self) -> tuple[FoundCopy, ...]:
        """Return all of them."""
        return self._copies

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._copies)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a column is called."""
        if orientation is Qt.Orientation.Horizontal and role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        copy = self.copy(index.row())
        if copy is None or self._today is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(copy.path)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        match index.column():
            case 0:
                when = dates.moment_near(copy.made_at, self._today)
                return when[:1].upper() + when[1:]
            case 1:
                return "—" if copy.cases is None else str(copy.cases)
            case 2:
                return phrases.number(copy.last_number) if copy.last_number else "—"
            case 3:
                return phrases.file_size(copy.size)
        return copy.path.parent.name or str(copy.path.parent)


class CopyDelegate(RowDelegate):
    """Paints a row; the moment is what it is known by."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint one cell."""
        role = "text" if index.column() in {_WHEN, _CASES, _LAST} else "dim"
        paint_text(
            painter,
            area,
            str(index.data() or ""),
            role,
            strong=index.column() == _WHEN,
            left=16 if index.column() == _WHEN else 8,
        )


class CopyTable(Table):
    """The copies; the newest is chosen to begin with.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.rows = CopyModel()
        super().__init__(self.rows, CopyDelegate(theme.px(_ROW_HEIGHT)), parent)
        self.rows.setParent(self)
        self.setAccessibleName(self.tr("Copies that were found"))
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, wide_enough(self.horizontalHeader(), column, width))
        self.horizontalHeader().setSectionResizeMode(_PLACE, QHeaderView.ResizeMode.Stretch)

    def show_copies(self, copies: tuple[FoundCopy, ...], today: date) -> None:
        """Show the copies; the one that was chosen stays chosen, where it is still there."""
        before = self.chosen()
        self.rows.show_copies(copies, today)
        row = next((row for row, copy in enumerate(copies) if before and copy.path == before.path), 0)
        if copies:
            self.selectRow(row)
        shown = min(max(len(copies), 1), _SHOWN)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * theme.px(_ROW_HEIGHT) + 2)

    def chosen(self) -> FoundCopy | None:
        """Return the copy that is chosen."""
        return self.rows.copy(self.currentIndex().row())
