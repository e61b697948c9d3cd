"""The table of letters: drafts first, then issued ones, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from otklik.register.records import LetterState
from otklik.ui import dates, phrases, theme
from otklik.ui.models import PAGE_ROWS, ROW_ROLE, PagedModel
from otklik.ui.widgets.table import RowDelegate, Table, paint_chip, paint_text, wide_enough

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF
    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Desk
    from otklik.casework.lists import LetterRow
    from otklik.register.letters import Stage
    from otklik.register.records import Letter
    from otklik.ui.tasks import Tasks

NUMBER, DATE, ABOUT, WHO, OPERATOR, CASE, STATE = range(7)
ROW_HEIGHT = 40
_WIDTHS = {NUMBER: 96, DATE: 108, WHO: 200, OPERATOR: 180, CASE: 104, STATE: 128}
_TIGHT = {NUMBER: 84, DATE: 104, WHO: 126, OPERATOR: 120, STATE: 110}
"""The same in a narrow window where the operator is shown too; the case is then seen in the letter only."""
ROOMY = 900
_TIGHT_BELOW = 640
"""Pixels from which nothing has to be tight."""

_ALL = 1_000_000
"""More letters than a register has."""


class LettersModel(PagedModel):
    """The letters that a search finds.

    Signals:
        operators_counted: how many operators the register has; numbers of letters run anew for each.

    Args:
        tasks: where the reading is done.
        parent: owner.
    """

    operators_counted = Signal(int)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(tasks, (), parent)
        self._headings = (
            self.tr("№"),
            self.tr("Date"),
            self.tr("About what"),
            self.tr("To whom"),
            self.tr("Operator"),
            self.tr("Case"),
            self.tr("State"),
        )

        self._text = ""
        self._stage: Stage | None = None

    @property
    def searching(self) -> bool:
        """Whether only some of the letters are looked for."""
        return bool(self._text or self._stage)

    @property
    def complete(self) -> bool:
        """Whether all letters that are found are fetched."""
        return self._complete

    def search(self, text: str, stage: Stage | None) -> None:
        """Look for other letters; the rows shown stay until the answer is there.

        Args:
            text: any piece of number, heading or name.
            stage: only letters that are so far; `None` for all.
        """
        self._text, self._stage = text, stage
        self._load(PAGE_ROWS)

    def load_all(self) -> None:
        """Fetch all letters that are found, to select them."""
        self._load(_ALL)

    def reader(self) -> Any:
        """Return what reads a page of the letters."""
        text, stage = self._text, self._stage

        def read(desk: Desk, offset: int, limit: int) -> tuple[LetterRow, ...]:
            from otklik.casework import lists  # noqa: PLC0415 - start-up: loaded on the database's thread

            return lists.letter_rows(desk, offset, limit, text, stage)

        return read

    def shown(self, row: LetterRow, column: int) -> str:
        """Return the text of a cell."""
        letter = row.letter
        match column:
            case 0:
                return letter.number or "—"
            case 1:
                day = letter.issued_on or (letter.changed_at.date() if letter.changed_at else None)
                return dates.dotted(day) if day else "—"
            case 2:
                return letter.heading
            case 3:
                return row.subject
            case 4:
                return row.operator
            case 5:
                return phrases.number(row.case_number)
        return phrases.letter_fate(letter)

    def spoken(self, row: LetterRow, column: int) -> str:
        """Return whole words for what is cut short on the screen."""
        if column == NUMBER:
            number = self.tr("Letter {number}").format(number=row.letter.number)
            return number if row.letter.number else self.tr("Draft of a letter")
        return self.shown(row, column)

    def hint(self, row: LetterRow, column: int) -> str | None:
        """Return the whole text of what may be cut short, and why a letter was annulled."""
        if column == STATE and row.letter.reason:
            return row.letter.reason
        return self.shown(row, column) if column in {ABOUT, WHO, OPERATOR} else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let rows be dragged out."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def alignment(self, column: int) -> int:
        """Return how a column is aligned."""
        across = Qt.AlignmentFlag.AlignHCenter if column == STATE else Qt.AlignmentFlag.AlignLeft
        return int(Qt.AlignmentFlag.AlignVCenter | across)

    def _load(self, limit: int) -> None:
        super()._load(limit)

        def count(desk: Desk) -> int:
            from otklik.casework import profiles  # noqa: PLC0415 - as above

            return len(profiles.operators(desk))

        self._tasks.run(count, self.operators_counted.emit, owner=self)


class LettersDelegate(RowDelegate):
    """Paints the cells: the state as a chip with a word, an annulled letter in a quiet colour."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint what stands in a cell."""
        letter: Letter = index.data(ROW_ROLE).letter
        column, text = index.column(), str(index.data())
        if column == STATE:
            paint_chip(painter, area, text, _role(letter))
            return
        quiet = letter.state is LetterState.ANNULLED or column in {DATE, OPERATOR, CASE}
        left = 16 if column == NUMBER else 8
        strong = column in {NUMBER, ABOUT}
        paint_text(painter, area, text, "dim" if quiet else "text", strong=strong, left=left)


def _role(letter: Letter) -> str:
    if letter.state is LetterState.DRAFT:
        return "accent"
    if letter.state is LetterState.ISSUED:
        # Issued but not marked as sent: something is still to be done.
        return "done" if letter.dispatched_on is not None else "soon"
    return "quiet"


class LettersTable(Table):
    """The table; a click or Enter opens, Ctrl or Shift select several letters. A selection outlives reading anew.

    Signals:
        opened: open this letter; carries its id.
        chosen: other letters are selected; carries their rows (tuple of `LetterRow`).
        drag_wanted, copy_wanted: the selected letters that are issued are to be dragged out, or copied; carry their
            letters.

    Args:
        model: the letters.
        parent: owner.
    """

    opened = Signal(int)
    chosen = Signal(tuple)
    drag_wanted = Signal(tuple)
    copy_wanted = Signal(tuple)

    def __init__(self, model: LettersModel, parent: QWidget | None = None) -> None:
        super().__init__(model, LettersDelegate(theme.px(ROW_HEIGHT)), parent)
        self._letters = model
        self._kept: frozenset[int] = frozenset()
        self._current = 0
        self._all_wanted = False
        self.setAccessibleName(self.tr("Letters"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(ABOUT, QHeaderView.ResizeMode.Stretch)
        for column in _WIDTHS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setColumnHidden(OPERATOR, True)
        self._arrange()
        model.operators_counted.connect(self._on_operators_counted)
        model.modelAboutToBeReset.connect(self._on_about_to_be_read)
        model.loaded.connect(self._on_read)
        self.selectionModel().selectionChanged.connect(lambda *_what: self._tell())
        self.clicked.connect(self._on_clicked)
        self.row_entered.connect(self._on_index_opened)

    def chosen_rows(self) -> tuple[LetterRow, ...]:
        """Return the letters that are selected."""
        return tuple(index.data(ROW_ROLE) for index in self.selectionModel().selectedRows())

    def selectAll(self) -> None:
        """Select all letters that are found, also those that were not fetched yet."""
        if self._letters.complete:
            super().selectAll()
        elif not self._all_wanted:
            self._all_wanted = True
            self._letters.load_all()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Let the selected letters be dragged out as files; nothing of the table itself moves."""
        self.drag_wanted.emit(self._issued())

    def _issued(self) -> tuple[Letter, ...]:
        return tuple(row.letter for row in self.chosen_rows() if row.letter.state is not LetterState.DRAFT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of several letters by Esc; copy the selected ones as files."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(self._issued())
        elif event.key() == Qt.Key.Key_Escape and len(self.selectionModel().selectedRows()) > 1:
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between the columns anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give the names a quarter of the room, less where operators stand beside them, the subjects the rest."""
        several = not self.isColumnHidden(OPERATOR)
        tight = self.width() < theme.px(ROOMY if several else _TIGHT_BELOW)
        widths = dict(_TIGHT if tight else _WIDTHS)
        if not tight:
            widths[WHO] = min(280, max(140, self.width() // (5 if several else 4)))
        self.setColumnHidden(CASE, CASE not in widths)
        for column, width in widths.items():
            self.horizontalHeader().resizeSection(column, wide_enough(self.horizontalHeader(), column, width))

    def _on_operators_counted(self, number: int) -> None:
        self.setColumnHidden(OPERATOR, number < 2)
        self._arrange()

    def _tell(self) -> None:
        self.chosen.emit(self.chosen_rows())

    def _on_about_to_be_read(self) -> None:
        self._kept = frozenset(row.letter.id for row in self.chosen_rows())
        at = self.currentIndex()
        self._current = at.data(ROW_ROLE).letter.id if at.isValid() else 0

    def _on_read(self) -> None:
        """Select again what was selected, as far as it is still found, in as few pieces as there are."""
        model, selection = self.model(), QItemSelection()
        wanted, first = self._kept, -1
        for place in range(model.rowCount() + 1):
            row = model.index(place, 0).data(ROW_ROLE) if place < model.rowCount() else None
            if row is not None and row.letter.id == self._current:
                flags = QItemSelectionModel.SelectionFlag.NoUpdate
                self.selectionModel().setCurrentIndex(model.index(place, 0), flags)
            inside = row is not None and (self._all_wanted or row.letter.id in wanted)
            if inside and first < 0:
                first = place
            elif not inside and first >= 0:
                selection.select(model.index(first, 0), model.index(place - 1, model.columnCount() - 1))
                first = -1
        self._all_wanted = False
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._tell()

    def _on_clicked(self, index: QModelIndex) -> None:
        several = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if not QGuiApplication.keyboardModifiers() & several:
            self._on_index_opened(index)

    def _on_index_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE).letter.id)
