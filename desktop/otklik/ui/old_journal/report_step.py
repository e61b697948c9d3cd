"""What would become of each row, before anything is stored: in figures, row by row, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otklik.casework.importing import COMES_IN, RowState
from otklik.ui import dates, phrases, theme
from otklik.ui.old_journal.report_table import ReportTable
from otklik.ui.widgets import (
    Caption,
    EmptyState,
    FlowLayout,
    Label,
    LinkButton,
    Notice,
    QuietButton,
    Sheet,
    ToggleChip,
    clear_layout,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from otklik.casework.importing import Report, ReportLine

_ALL = 0
_FILTERS: tuple[frozenset[RowState], ...] = (frozenset(RowState), *(frozenset({state}) for state in RowState))
"""What each filter shows, in the order of their buttons."""

_LONGEST = 320
"""Characters of a row's own words that are shown beside its reasons."""

_LEAST_TABLE = 140
"""Pixels at 100 % under which the table of rows does not get: the step scrolls then."""


class ReportStep(QWidget):
    """The report.

    Signals:
        changed: a row was left out by hand, or taken in again.
        case_wanted: show a case the row may be a double of; carries its number.

    Args:
        parent: owner.
    """

    changed = Signal()
    case_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self.summary = Label("", "strong", wrap=True)
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(8)
        self._filters = QButtonGroup(self)
        self._chips = [ToggleChip("") for _ in _FILTERS]
        self.table = ReportTable()
        self._model = self.table.lines
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self._none = EmptyState("found", self.tr("There are no such rows"))
        self._stack = QStackedWidget()
        self._detail = Sheet(16, 4)
        self._head, self._why = Label("", "strong", wrap=True), Label("", wrap=True)
        self._said = Caption("")
        self.leave = QuietButton("", small=True)
        self.leave.clicked.connect(self._on_leave)
        self.look = LinkButton("")
        self.look.clicked.connect(self._on_look)
        self._lay_out()

    @property
    def report(self) -> Report:
        """The report on screen.

        Raises:
            ValueError: there is none yet.
        """
        if self._report is None:
            raise ValueError
        return self._report

    @property
    def without(self) -> frozenset[int]:
        """Numbers of the rows that are left out by hand."""
        return frozenset(self._model.left_out)

    @property
    def coming(self) -> int:
        """How many rows come in."""
        return sum(line.state in COMES_IN and line.row.number not in self._model.left_out for line in self.report.lines)

    def show_report(self, report: Report) -> None:
        """Show a report; nothing is left out by hand any more."""
        self._report = report
        self._model.left_out.clear()
        clear_layout(self._warnings)
        for sentence in report.warnings:
            self._warnings.addWidget(Notice(sentence, "soon", parent=self))
        words = (
            self.tr("All: {number}").format(number=len(report.lines)),
            *(
                word.format(number=report.count(state))
                for word, state in zip(
                    (
                        self.tr("New: {number}"),
                        self.tr("Look at them: {number}"),
                        self.tr("There already: {number}"),
                        self.tr("Cannot come in: {number}"),
                    ),
                    RowState,
                    strict=True,
                )
            ),
        )
        for chip, word, states in zip(self._chips, words, _FILTERS, strict=True):
            chip.setText(phrases.firm(word))
            chip.setEnabled(bool(report.count(*states)))
        self._chips[_ALL].setChecked(True)
        self._filter()
        self._sum_up()

    def show_rows(self, state: RowState) -> None:
        """Show the rows that stand so."""
        self._chips[list(RowState).index(state) + 1].click()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 4, 36, 12)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addLayout(self._warnings)
        chips = QWidget()
        flow = FlowLayout(chips)
        for place, chip in enumerate(self._chips):
            self._filters.addButton(chip, place)
            flow.addWidget(chip)
        self._filters.idClicked.connect(lambda _id: self._filter())
        column.addWidget(chips)
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 4, 1, 8)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        sheet.body.addWidget(self._stack)
        sheet.setMinimumHeight(theme.px(_LEAST_TABLE))
        column.addWidget(sheet, 1)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._head, 1)
        top.addWidget(self.look, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        self._detail.body.addLayout(top)
        self._detail.body.addWidget(self._why)
        self._detail.body.addWidget(self._said)
        self._detail.hide()
        column.addWidget(self._detail)

    def _filter(self) -> None:
        states = _FILTERS[self._filters.checkedId()]
        lines = tuple(line for line in self.report.lines if line.state in states)
        self._detail.hide()
        self._model.show_lines(lines)
        self._stack.setCurrentIndex(0 if lines else 1)

    def _sum_up(self) -> None:
        coming, whole = self.coming, len(self.report.lines)
        if not coming:
            self.summary.setText(self.tr("Nothing in this table is new: no row comes in."))
            return
        words = self.tr("%n request(s) come in", "", coming)
        of_all = self.tr("of %n row(s) of the table.", "", whole)
        self.summary.setText(phrases.firm(f"{words} {of_all}"))

    def _chosen(self) -> ReportLine | None:
        index = self.table.currentIndex()
        return self._model.line(index.row()) if index.isValid() else None

    def _on_row(self, _current: QModelIndex) -> None:
        line = self._chosen()
        self._detail.setVisible(line is not None)
        if line is None:
            return
        row = line.row
        received = dates.dotted(row.received_on) if row.received_on else ""
        head = self.tr("Row {number}").format(number=row.number)
        self._head.setText(phrases.firm(" · ".join(part for part in (head, received, row.name) if part)))
        self._why.setText(" ".join(line.sentences))
        self._why.setVisible(bool(line.sentences))
        words = row.text.replace("\n", " · ")
        self._said.setText(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")
        self.look.setVisible(line.case_number is not None)
        if line.case_number is not None:
            self.look.setText(self.tr("Show request {number}").format(number=phrases.number(line.case_number)))
        self._show_choice(line)

    def _show_choice(self, line: ReportLine) -> None:
        left_out = line.row.number in self._model.left_out
        self.leave.setVisible(line.state in COMES_IN)
        self.leave.setText(self.tr("Take the row in after all") if left_out else self.tr("Leave the row out"))

    def _on_leave(self) -> None:
        line = self._chosen()
        if line is None or line.state not in COMES_IN:
            return
        self._model.left_out ^= {line.row.number}
        self._model.redraw(self.table.currentIndex().row())
        self._show_choice(line)
        self._sum_up()
        self.changed.emit()

    def _on_look(self) -> None:
        line = self._chosen()
        if line is not None and line.case_number is not None:
            self.case_wanted.emit(line.case_number)
