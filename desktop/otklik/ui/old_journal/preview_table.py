"""The first rows of the file as they stand in it, with what each column is taken for over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from otklik.intake.old_journal.cells import text_of
from otklik.intake.old_journal.columns import Column
from otklik.ui import theme
from otklik.ui.old_journal.column_header import ColumnHeader
from otklik.ui.widgets.table import RowDelegate, Table, paint_text

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent

    from otklik.intake.old_journal.columns import Mapping
    from otklik.intake.old_journal.sheets import Sheet

ROWS = 20
"""How many rows are shown."""

_LEAST, _CELLS, _HEAD = 132, 220, 320
"""Widths of a column at first, in pixels: the least, and how much its cells and its head are given at most."""

_Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """The first rows of a table as text."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._titles: tuple[str, ...] = ()
        self._ignored: frozenset[int] = frozenset()

    def show_rows(self, sheet: Sheet) -> None:
        """Show another table."""
        self.beginResetModel()
        self._titles = sheet.titles
        self._rows = tuple(tuple(" ".join(text_of(cell).split()) for cell in row.cells) for row in sheet.rows[:ROWS])
        self.endResetModel()

    def show_ignored(self, places: tuple[int, ...]) -> None:
        """Take these columns for not needed."""
        self._ignored = frozenset(places)

    def width_of(self, place: int, metrics: QFontMetrics) -> int:
        """Return how wide the longest cell of a column is, in pixels."""
        return max((metrics.horizontalAdvance(row[place]) for row in self._rows), default=0)

    def is_ignored(self, place: int) -> bool:
        """Tell whether a column is not needed."""
        return place in self._ignored

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows are shown."""
        return len(self._rows)

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns the table has."""
        return len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell; whole as a tooltip, for it may be cut short."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the file's own title, for screen readers; the head paints it itself."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None


class _Cells(RowDelegate):
    """Paints the cells; those of a column that is not needed are dim."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: _Index) -> None:
        """Paint what stands in a cell."""
        model = index.model()
        dim = isinstance(model, PreviewModel) and model.is_ignored(index.column())
        paint_text(painter, area, str(index.data()), "faint" if dim else "text", left=10)


class PreviewTable(Table):
    """The preview.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._cells = PreviewModel()
        super().__init__(self._cells, _Cells(theme.px(32)), parent)
        self._cells.setParent(self)
        self.head = ColumnHeader(self)
        self.setHorizontalHeader(self.head)
        self.setMinimumHeight(self.head.sizeHint().height() + 2 * theme.px(32))
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.head.reached.connect(self._on_reached)
        self.setAccessibleName(self.tr("First rows of the file"))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setCornerWidget(QWidget())  # else the style draws a mark where the two bars meet
        self.horizontalScrollBar().valueChanged.connect(self.head.place_boxes)

    def show_table(self, sheet: Sheet, mapping: Mapping) -> None:
        """Show another table."""
        self._cells.show_rows(sheet)
        self.show_mapping(mapping)
        self._share_width()
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)

    def show_mapping(self, mapping: Mapping) -> None:
        """Show what its columns are taken for."""
        self._cells.show_ignored(mapping.places(Column.IGNORE))
        self.head.show_columns(mapping)
        for place in range(len(mapping.proposals)):  # a longer meaning makes its column wider, a shorter one leaves it
            self.head.resizeSection(place, max(self.head.sectionSize(place), self._needed(place)))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width()

    def _share_width(self) -> None:
        """Give each column its least width, or more where there is room for all."""
        widths = [self._needed(place) for place in range(len(self.head.boxes))]
        if widths:
            each, rest = divmod(max(0, self.viewport().width() - sum(widths)), len(widths))
            for place, width in enumerate(widths):
                self.head.resizeSection(place, width + each + (place < rest))

    def _needed(self, place: int) -> int:
        """Return the width of a column in which its head and its first rows can be read, within bounds."""
        cells = self._cells.width_of(place, self.fontMetrics()) + 24
        return max(_LEAST, min(_CELLS, cells), min(_HEAD, self.head.width_of(place)))

    def _on_reached(self, place: int) -> None:
        """Scroll to the column the keyboard came to."""
        left = self.head.sectionPosition(place)
        right, bar = left + self.head.sectionSize(place), self.horizontalScrollBar()
        bar.setValue(min(left, max(bar.value(), right - self.viewport().width())))
