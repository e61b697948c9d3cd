"""The table of letters: drafts first, then issued ones, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from otklik.register.records import LetterState
from otklik.ui import dates, phrases, theme
from otklik.ui.models import ROW_ROLE, PagedModel

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from otklik.casework.desk import Desk
    from otklik.casework.lists import LetterRow
    from otklik.register.records import Letter
    from otklik.ui.tasks import Tasks

NUMBER, DATE, ABOUT, WHO, OPERATOR, CASE, STATE = range(7)
ROW_HEIGHT = 40
_WIDTHS = {NUMBER: 96, DATE: 108, WHO: 200, OPERATOR: 180, CASE: 104, STATE: 128}
_TIGHT = {NUMBER: 84, DATE: 104, WHO: 126, OPERATOR: 120, STATE: 110}
"""The same in a narrow window where the operator is shown too; the case is then seen in the letter only."""
ROOMY = 900
"""Pixels from which nothing has to be tight."""


class LettersModel(PagedModel):
    """All letters of the register.

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

    def reader(self) -> Any:
        """Return what reads a page of the letters."""

        def read(desk: Desk, offset: int, limit: int) -> tuple[LetterRow, ...]:
            from otklik.casework import lists  # noqa: PLC0415 - start-up: loaded on the database's thread

            return lists.letter_rows(desk, offset, limit)

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
        return self._state(letter)

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

    def _state(self, letter: Letter) -> str:
        if letter.state is LetterState.ISSUED and letter.dispatched_on is not None:
            return self.tr("sent")
        return phrases.letter_state(letter.state)


class LettersDelegate(QStyledItemDelegate):
    """Paints the cells: a hairline under every row, the state as a chip with a word."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        row: LetterRow = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("accent_on"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if index.column() == STATE:
            _paint_chip(painter, area, row.letter, str(index.data()))
        else:
            _paint_text(painter, area, row.letter, index)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """All rows are of one height."""
        return QSize(60, ROW_HEIGHT)


def _paint_text(painter: QPainter, area: QRectF, letter: Letter, index: QModelIndex | QPersistentModelIndex) -> None:
    column = index.column()
    void = letter.state is LetterState.ANNULLED
    painter.setFont(theme.font(weight=500 if column in {NUMBER, ABOUT} else 400))
    painter.setPen(theme.color("dim" if void or column in {DATE, OPERATOR, CASE} else "text"))
    inner = area.adjusted(16 if column == NUMBER else 8, 0, -8, 0)
    text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(inner.width()))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _paint_chip(painter: QPainter, area: QRectF, letter: Letter, word: str) -> None:
    role = "quiet"
    if letter.state is LetterState.DRAFT:
        role = "accent"
    elif letter.state is LetterState.ISSUED:
        # Issued but not marked as sent: something is still to be done.
        role = "done" if letter.dispatched_on is not None else "soon"
    painter.setFont(theme.font(12))
    chip = QRectF(0, 0, area.width() - 16, 22)
    chip.moveCenter(area.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("sunk" if role == "quiet" else f"{role}_on"))
    painter.drawRoundedRect(chip, 6, 6)
    painter.setPen(theme.color("dim" if role == "quiet" else role))
    text = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(chip.width()) - 6)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


class LettersTable(QTableView):
    """The table; a click or Enter opens.

    Signals:
        opened: open this letter; carries its id.

    Args:
        model: the letters.
        parent: owner.
    """

    opened = Signal(int)

    def __init__(self, model: LettersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LettersDelegate(self))
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
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(ABOUT, QHeaderView.ResizeMode.Stretch)
        for column in _WIDTHS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setColumnHidden(OPERATOR, True)
        self._arrange()
        model.operators_counted.connect(self._on_operators_counted)
        self.setAccessibleName(self.tr("Letters"))
        self.clicked.connect(self._on_index_opened)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the room between the columns anew."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open by Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._on_index_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        """Give the names a quarter of the room, less where operators stand beside them, the subjects the rest."""
        several = not self.isColumnHidden(OPERATOR)
        tight = several and self.width() < ROOMY
        widths = dict(_TIGHT if tight else _WIDTHS)
        if not tight:
            widths[WHO] = min(280, max(140, self.width() // (5 if several else 4)))
        self.setColumnHidden(CASE, CASE not in widths)
        for column, width in widths.items():
            self.horizontalHeader().resizeSection(column, width)

    def _on_operators_counted(self, number: int) -> None:
        self.setColumnHidden(OPERATOR, number < 2)
        self._arrange()

    def _on_index_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE).letter.id)
