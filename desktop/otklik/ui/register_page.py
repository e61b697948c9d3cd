"""Реестр: the table of cases with search as you type, and the case that is chosen beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from otklik.casework.views import CaseRow, Urgency
from otklik.register.records import CaseStatus
from otklik.ui import phrases, provisional, theme
from otklik.ui.models import DUE, KIND, LEFT, NUMBER, POLICY, RECEIVED, ROW_ROLE, SHORTEST, WHO, CaseTableModel
from otklik.ui.widgets import Caption, EmptyState, IconButton, Sheet, Title, ToggleChip
from otklik.ui.widgets.search import SearchField
from otklik.ui.widgets.table import RowDelegate, Table, paint_chip, paint_text

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex, QRectF
    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent

    from otklik.casework.desk import Changes
    from otklik.law.kinds import Kind
    from otklik.system.clock import Clock
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.tasks import Tasks

ROW_HEIGHT = 38
TABLE_BESIDE = (324, 440)
"""Least and greatest width of the table while a case is open beside it."""

_WIDE = {NUMBER: 56, RECEIVED: 104, DUE: 104, POLICY: 108, LEFT: 124}
_TIGHT = {NUMBER: 52, RECEIVED: 80, DUE: 80, POLICY: 94, LEFT: 114}
_BESIDE = {NUMBER: 46, RECEIVED: 76, DUE: 86, LEFT: 102}
_SQUEEZED = {NUMBER: 42, DUE: 80, LEFT: 96}
"""Widths of the columns that are shown: alone in a wide and in a tight window, beside an open case, and there with
little room; `Kind` and, alone, `Who` share what is left."""

_REMARK = 10
"""Size of a remark under a date, in pixels."""

KIND_SHARE = 0.42
"""How much of it `Kind` gets."""


class CaseDelegate(RowDelegate):
    """Paints the cells: what is left as a chip with a word."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint what stands in a cell."""
        row: CaseRow = index.data(ROW_ROLE)
        column, text = index.column(), str(index.data())
        if column == LEFT:
            role = "quiet" if row.status is CaseStatus.ANNULLED else phrases.ROLE_OF[row.remaining.urgency]
            paint_chip(painter, area, text, role, strong=row.remaining.urgency is Urgency.OVERDUE)
            return
        first = column == NUMBER
        quiet = not first and (row.status is not CaseStatus.OPEN or column in {RECEIVED, POLICY})
        role = "dim" if quiet else "text"
        if column == KIND:
            area = area.adjusted(0, 0, 8, 0)  # the next column begins with space enough
            text = fitting_kinds(row.kinds, QFontMetrics(theme.font()), int(area.width()) - 16)
        model = index.model()
        if isinstance(model, CaseTableModel) and model.is_provisional(row, column):
            self._paint_provisional(painter, area, text, role)
        else:
            paint_text(painter, area, text, role, strong=first, left=16 if first else 8)

    def _paint_provisional(self, painter: QPainter, area: QRectF, text: str, role: str) -> None:
        """Write under a date that it may still move; in a narrow column the word is cut short."""
        half = area.height() / 2
        paint_text(painter, area.adjusted(0, 3, 0, 2 - half), text, role)
        painter.setFont(theme.font(_REMARK))
        painter.setPen(theme.color("soon"))
        below = area.adjusted(8, half, -4, -3)
        fits = painter.fontMetrics().horizontalAdvance(provisional.word()) <= below.width()
        word = provisional.word() if fits else provisional.short()
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)


def fitting_kinds(kinds: tuple[Kind, ...], metrics: QFontMetrics, width: int) -> str:
    """Return as many kinds as fit whole, with the number of the others behind them: «доступ +2»."""
    for shown in range(len(kinds), 0, -1):
        more = f" +{len(kinds) - shown}" if shown < len(kinds) else ""
        text = phrases.kind_words(kinds[:shown]) + more
        if metrics.horizontalAdvance(text) <= width:
            return text
    more = f" +{len(kinds) - 1}" if len(kinds) > 1 else ""
    first = phrases.kind_word(kinds[0])
    room = width - metrics.horizontalAdvance(more) - 2  # parts rounded apart may be wider than the whole
    return metrics.elidedText(first, Qt.TextElideMode.ElideRight, room) + more


class CaseTable(Table):
    """The table; Enter opens, Escape goes back to the search.

    Signals:
        opened: open this case; carries its id.
        left_upwards: go back to the search.

    Args:
        model: the cases.
        parent: owner.
    """

    opened = Signal(int)
    left_upwards = Signal()

    def __init__(self, model: CaseTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, CaseDelegate(ROW_HEIGHT), parent)
        self.setAccessibleName(self.tr("Requests"))
        self.horizontalHeader().setMinimumSectionSize(40)
        self.row_entered.connect(lambda index: self.opened.emit(index.data(ROW_ROLE).id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)


class RegisterPage(QWidget):
    """The register.

    Signals:
        letter_wanted: open this letter; carries its id.
        journal_wanted: bring in the journal kept before.

    Args:
        tasks: where the reading is done.
        clock: tells today.
        parent: owner.
    """

    help_topic = "register"

    letter_wanted = Signal(int)
    journal_wanted = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._panel: CasePanel | None = None
        self._highest = 0  # as many cases there are, so high is the highest number
        self._model = CaseTableModel(tasks, clock.today().year, self)
        self._model.counted.connect(self._on_counted)
        self._count = Caption("", wrap=False)
        self._search = self._search_field()
        self._states = QButtonGroup(self)
        self._table = CaseTable(self._model)
        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._table.clicked.connect(lambda index: self.open_case(index.data(ROW_ROLE).id))
        self._table.opened.connect(self._on_opened)
        self._table.left_upwards.connect(self._search.setFocus)
        self._stack = QStackedWidget()
        self._empty = EmptyState("search", self.tr("Nothing found"))
        self._fresh = EmptyState(
            "register",
            self.tr("No requests here yet"),
            self.tr("Press Ctrl+N or drop a letter onto the window.")
            + "\n"
            + self.tr("Did you keep requests in a spreadsheet? Bring it in, and the terms are counted at once."),
            (self.tr("Bring in an old journal…"), self.journal_wanted.emit),
        )
        self._left = QWidget()
        self._fill_left()
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 28, 36, 28)
        row.setSpacing(24)
        row.addWidget(self._left)
        self._row = row
        self._arrange()

    @property
    def open_case_id(self) -> int | None:
        """The case that is open beside the table."""
        return self._panel.case_id if self._panel is not None and not self._panel.isHidden() else None

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what changed: the table, and the open case where it is one of those."""
        self._model.reload()
        if self._panel is not None:
            self._panel.refresh(changes)

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self._search.take_focus()

    def show_text(self, text: str) -> None:
        """Search for the text among all cases."""
        self._states.button(2).setChecked(True)
        self._search.setText(text)

    def open_case(self, case_id: int, *, answer: bool = False) -> None:
        """Open a case beside the table.

        Args:
            case_id: which.
            answer: whether to go on to the answer at once.
        """
        panel = self._the_panel()
        if panel.case_id != case_id or panel.isHidden() or answer:
            panel.show()
            panel.open_case(case_id, answer=answer)
            self._arrange()
        self._select(case_id)

    def close_case(self) -> None:
        """Close the panel and give the room back to the table."""
        if self._panel is not None:
            self._panel.hide()
        self._table.clearSelection()
        self._table.setFocus()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between table and case anew."""
        super().resizeEvent(event)
        self._arrange()

    def _search_field(self) -> SearchField:
        field = SearchField()
        field.setPlaceholderText(self.tr("Name, number, any words of the letter"))
        field.setAccessibleName(self.tr("Search the register"))
        field.setToolTip(self.tr("Search ({key})").format(key=QKeySequence("Ctrl+F").toString()))
        field.paused.connect(self._on_search)
        field.returnPressed.connect(self._on_search_entered)
        return field

    def _fill_left(self) -> None:
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        title = Title(self.tr("Register"))
        head.addWidget(title, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        column.addWidget(self._search)
        states = QHBoxLayout()
        states.setSpacing(6)
        for index, word in enumerate((self.tr("Open ones"), self.tr("Closed ones"), self.tr("All"))):
            chip = ToggleChip(word)
            self._states.addButton(chip, index)
            states.addWidget(chip)
        self._states.button(2).setChecked(True)
        self._states.idClicked.connect(lambda _id: self._on_search())
        states.addStretch(1)
        states.addWidget(self._more())
        column.addLayout(states)
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 4, 1, 6)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._fresh)
        sheet.body.addWidget(self._stack)
        column.addWidget(sheet, 1)

    def _more(self) -> IconButton:
        button = IconButton("more", self.tr("More"))
        menu = QMenu(button)
        menu.addAction(self.tr("Bring in an old journal…")).triggered.connect(self.journal_wanted)
        button.setMenu(menu)
        button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _the_panel(self) -> CasePanel:
        if self._panel is None:
            from otklik.ui.case.case_panel import CasePanel  # noqa: PLC0415 - start-up: built when a case is first opened

            self._panel = CasePanel(self._tasks, self._clock)
            self._panel.letter_wanted.connect(self.letter_wanted)
            self._panel.case_wanted.connect(self.open_case)
            self._panel.closed.connect(self.close_case)
            self._row.addWidget(self._panel, 1)
        return self._panel

    def _arrange(self) -> None:
        """Give the table all the room, or its share beside the case with fewer columns."""
        beside = self._panel is not None and not self._panel.isHidden()
        tight = self.width() < 1000
        self._row.setContentsMargins(*((14, 24, 14, 20) if tight else (36, 28, 36, 28)))
        self._row.setSpacing(12 if tight else 24)
        if beside:
            low, high = TABLE_BESIDE
            self._left.setFixedWidth(min(high, max(low, round(self.width() * 0.36))))
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
        squeezed = beside and self._left.maximumWidth() < 360
        widths = dict(_SQUEEZED if squeezed else _BESIDE if beside else _TIGHT if tight else _WIDE)
        self._model.date_format = SHORTEST if beside else "%d.%m.%y" if tight else "%d.%m.%Y"
        number = self._table.fontMetrics().horizontalAdvance("0" * len(str(self._highest)))
        widths[NUMBER] = max(widths[NUMBER], number + 28)
        if not beside:
            margins = self._row.contentsMargins()
            rest = self.width() - margins.left() - margins.right() - sum(widths.values())
            widths[KIND] = round(rest * KIND_SHARE)
        stretched = KIND if beside else WHO
        header = self._table.horizontalHeader()
        for column in range(self._model.columnCount()):
            self._table.setColumnHidden(column, column != stretched and column not in widths)
            fixed = QHeaderView.ResizeMode.Fixed if column in widths else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, fixed)
            if column in widths:
                header.resizeSection(column, widths[column])

    def _select(self, case_id: int) -> None:
        row = self._model.row_of(case_id)
        if row >= 0 and self._table.currentIndex().row() != row:
            with _quiet(self._table):
                self._table.selectRow(row)

    def _on_search(self) -> None:
        status = {0: CaseStatus.OPEN, 1: CaseStatus.CLOSED}.get(self._states.checkedId())
        self._model.search(self._search.text().strip(), status)

    def _on_search_entered(self) -> None:
        if self._model.rowCount():
            self._table.setFocus()
            self._table.selectRow(0)

    def _on_counted(self, total: int) -> None:
        if total > self._highest:
            self._highest = total
            self._arrange()
        self._count.setText(phrases.firm(self.tr("%n request(s)", "", total)))
        searching = bool(self._search.text().strip())
        self._empty.say(
            self.tr("Nothing found") if searching else self.tr("No requests here yet"),
            self.tr("Any piece of a name, number or word is enough; check the spelling.")
            if searching
            else self.tr("Press Ctrl+N or drop a letter onto the window."),
        )
        fresh = not searching and self._states.checkedId() == 2
        self._stack.setCurrentIndex(0 if total else 2 if fresh else 1)
        if self.open_case_id is not None:
            self._select(self.open_case_id)

    def _on_row_changed(self, current: QModelIndex) -> None:
        # Walking the rows with the keys moves the open case along, but does not open one by itself.
        if current.isValid() and self.open_case_id is not None and self._table.hasFocus():
            self.open_case(current.data(ROW_ROLE).id)

    def _on_opened(self, case_id: int) -> None:
        self.open_case(case_id)
        if self._panel is not None:
            self._panel.focus_first()


class _quiet:  # noqa: N801 - a context manager, read as a word
    """Keeps the selection model from speaking while the selection follows the open case."""

    def __init__(self, table: QTableView) -> None:
        self._table = table

    def __enter__(self) -> None:
        self._table.selectionModel().blockSignals(True)

    def __exit__(self, *_exception: object) -> None:
        self._table.selectionModel().blockSignals(False)
        self._table.viewport().update()
