"""The table of the register: its columns, what is selected in it, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from otklik.ui import theme
from otklik.ui.register.case_delegate import CaseDelegate
from otklik.ui.register.case_header import CaseHeader
from otklik.ui.register.case_model import CaseModel, Keep
from otklik.ui.register.cells import Dates
from otklik.ui.register.columns import BESIDE, LEAST, SHARES, SQUEEZED, Choice, Column, shared_widths
from otklik.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_SQUEEZED_BELOW, _TIGHT_BELOW = 360, 930
"""Widths of the table below which it is squeezed beside a case, and tight alone, in pixels at 100 %."""


class CaseTable(Table):
    """The table: a click or Enter opens, Ctrl and Shift select several, Escape goes back to the search.

    What is selected is known by the ids of the cases, fetched or not, and outlives reading anew and another order.

    Signals:
        opened: open this case and go to it; carries its id.
        picked: the case was clicked; carries its id.
        walked_to: the keys led to this case; carries its id.
        left_upwards: go back to the search.
        copy_wanted: what is selected goes to the clipboard.
        chosen: other cases are selected; carries how many.
        columns_changed: the user dragged a heading or its edge; carries the new `Choice`.

    Args:
        model: the cases.
        parent: owner.
    """

    opened = Signal(int)
    picked = Signal(int)
    walked_to = Signal(int)
    left_upwards = Signal()
    copy_wanted = Signal()
    chosen = Signal(int)
    columns_changed = Signal(object)

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        delegate = CaseDelegate(model)
        super().__init__(model, delegate, parent)
        self._cases, self._painter = model, delegate
        self._choice = Choice()
        self._beside = False
        self._longest_number = 0
        self._kept: tuple[Keep, frozenset[int], int, int] | None = None
        self._arranging = False
        self.setAccessibleName(self.tr("Requests"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header = CaseHeader(self)
        self.setHorizontalHeader(self.header)
        self._drawn = QTimer(self, singleShot=True, interval=200)
        self._drawn.timeout.connect(self._tell_columns)
        self._last_drawn: Column | None = None
        self.header.sectionResized.connect(self._on_section_resized)
        self.header.sectionMoved.connect(lambda *_where: self._on_section_moved())
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look())
        model.about_to_change.connect(self._on_about_to_change)
        model.modelReset.connect(self._on_reset)
        self.row_entered.connect(lambda index: self.opened.emit(model.ids[index.row()]))
        self.clicked.connect(self._on_clicked)
        self.selectionModel().selectionChanged.connect(lambda *_what: self.chosen.emit(self.chosen_count()))
        self.selectionModel().currentRowChanged.connect(self._on_current)

    @property
    def shown_columns(self) -> tuple[Column, ...]:
        """The columns that are shown, from left to right."""
        places = (Column(self.header.logicalIndex(place)) for place in range(self.header.count()))
        return tuple(column for column in places if not self.isColumnHidden(column))

    def chosen_count(self) -> int:
        """Return how many cases are selected."""
        return sum(bottom - top + 1 for top, bottom in self._chosen_parts())

    def chosen_ids(self) -> list[int]:
        """Return the ids of the cases that are selected, in the order of the table."""
        ids = self._cases.ids
        return [case_id for top, bottom in self._chosen_parts() for case_id in ids[top : bottom + 1]]

    def select_case(self, case_id: int) -> None:
        """Select one case, without telling anybody: the table follows what is open."""
        place = self._cases.row_of(case_id)
        if place >= 0 and (self.currentIndex().row() != place or self.chosen_count() != 1):
            model = self.selectionModel()
            model.blockSignals(True)
            self.selectRow(place)
            model.blockSignals(False)
            self.chosen.emit(1)
            self.viewport().update()

    def show_columns(self, choice: Choice) -> None:
        """Show other columns."""
        self._choice = choice
        self.arrange()

    def set_beside(self, beside: bool) -> None:
        """Make room for an open case, or take it back."""
        self._beside = beside
        self.arrange()

    def set_highest(self, number: int) -> None:
        """Keep room for the number of a case."""
        width = self.fontMetrics().horizontalAdvance("0" * len(str(number))) + 28
        if width != self._longest_number:
            self._longest_number = width
            self.arrange()

    def arrange(self) -> None:
        """Share the room between the columns anew."""
        room, scale = self.viewport().width(), theme.scale()
        if self._beside:
            widths, form = self._widths_beside(room, scale)
        else:
            tight = room < _TIGHT_BELOW * scale
            widths = self._widths_alone(room, scale, tight=tight)
            form = Dates.TIGHT if tight else Dates.LONG
        self._cases.set_dates(form)
        scrolls = not self._beside and sum(widths.values()) > room + 1
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._arranging = True
        self.setHorizontalScrollBarPolicy(policy)
        for column in Column:
            self.setColumnHidden(column, column not in widths)
        for place, (column, width) in enumerate(widths.items()):
            self.header.moveSection(self.header.visualIndex(column), place)
            self.header.resizeSection(column, width)
        mode = QHeaderView.ResizeMode.Fixed if self._beside else QHeaderView.ResizeMode.Interactive
        self.header.setSectionResizeMode(mode)
        self.header.setSectionsMovable(not self._beside)
        self._arranging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy; let go of several cases by Esc, then leave."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.chosen_count() > 1:
            self.clearSelection()
        elif event.key() == Qt.Key.Key_Escape:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew, and say what is seen."""
        super().resizeEvent(event)
        self.arrange()
        self._look()

    def sizeHintForColumn(self, column: int) -> int:
        """Return our own width, which a double click on an edge brings back."""
        widths = shared_widths(Choice(self._choice.shown), self.viewport().width(), tight=False, scale=theme.scale())
        return widths.get(Column(column), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the look."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._painter.forget_look()

    def _chosen_parts(self) -> list[tuple[int, int]]:
        """Return first and last row of each part that is selected, from top to bottom."""
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return sorted((part.top(), part.bottom()) for part in parts)

    def _widths_alone(self, room: int, scale: float, *, tight: bool) -> dict[Column, int]:
        """Return the widths of the columns chosen; of those nobody chose, dates give way before what is left is cut."""
        choice = self._choice
        widths = shared_widths(choice, room, tight=tight, number=self._longest_number, scale=scale)
        for least in (Column.POLICY, Column.RECEIVED):
            if not self._choice.is_ours or sum(widths.values()) <= room + 1:
                break
            choice = Choice(tuple(column for column in choice.shown if column is not least))
            widths = shared_widths(choice, room, tight=tight, number=self._longest_number, scale=scale)
        return widths

    def _widths_beside(self, room: int, scale: float) -> tuple[dict[Column, int], Dates]:
        squeezed = room < _SQUEEZED_BELOW * scale
        own = {column: round(width * scale) for column, width in (SQUEEZED if squeezed else BESIDE).items()}
        own[Column.NUMBER] = max(own[Column.NUMBER], self._longest_number)
        widths = {Column.NUMBER: own.pop(Column.NUMBER)}
        rest = room - widths[Column.NUMBER] - sum(own.values())
        if rest >= (LEAST[Column.KIND] + LEAST[Column.WHO]) * scale:
            widths[Column.KIND] = rest * SHARES[Column.KIND] // (SHARES[Column.KIND] + SHARES[Column.WHO])
        widths[Column.WHO] = rest - widths.get(Column.KIND, 0)  # a request is known by its name; its kind stands beside
        return widths | own, Dates.SHORT

    def _look(self) -> None:
        """Tell the model which rows are seen."""
        height = self._painter.height
        first = self.verticalScrollBar().value() // height
        total = self._cases.rowCount()
        if total:
            self._cases.look_at(min(first, total - 1), min(first + self.viewport().height() // height, total - 1))

    def _on_clicked(self, index: QModelIndex) -> None:
        several = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if not QGuiApplication.keyboardModifiers() & several:
            self.picked.emit(self._cases.ids[index.row()])

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and self.hasFocus() and self.chosen_count() <= 1:
            self.walked_to.emit(self._cases.ids[current.row()])

    def _on_about_to_change(self, keep: Keep) -> None:
        at = self.currentIndex()
        current = self._cases.ids[at.row()] if at.isValid() else 0
        chosen = frozenset() if keep is Keep.NOTHING else frozenset(self.chosen_ids())
        self._kept = keep, chosen, current, self.verticalScrollBar().value()

    def _on_reset(self) -> None:
        """Select again what was selected, as far as it is still found, in as few pieces as there are."""
        if self._kept is None:
            return
        (keep, chosen, current, value), self._kept = self._kept, None
        self.updateGeometries()
        self.verticalScrollBar().setValue(value if keep is Keep.PLACE else 0)
        ids, columns = self._cases.ids, self._cases.columnCount() - 1
        selection = QItemSelection()
        for top, bottom in _runs(place for place, case_id in enumerate(ids) if chosen and case_id in chosen):
            selection.select(self._cases.index(top, 0), self._cases.index(bottom, columns))
        model = self.selectionModel()
        model.blockSignals(True)
        place = self._cases.row_of(current) if keep is not Keep.NOTHING and current else -1
        if place >= 0:
            model.setCurrentIndex(self._cases.index(place, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)
        self.arrange()
        self._look()
        self.chosen.emit(self.chosen_count())

    def _on_section_resized(self, section: int, _before: int, width: int) -> None:
        if self._arranging or self._beside or not self.header.is_held:
            return
        self._last_drawn = Column(section)
        self._choice = self._choice.with_width(self._last_drawn, round(width / theme.scale()))
        self._drawn.start()

    def _on_section_moved(self) -> None:
        if not self._arranging and not self._beside:
            self._choice = Choice(self.shown_columns, self._choice.widths)
            self._drawn.start()

    def _tell_columns(self) -> None:
        self.arrange()
        self.columns_changed.emit(self._choice)


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of places that follow each other."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = runs[-1][0], place
        else:
            runs.append((place, place))
    return runs
