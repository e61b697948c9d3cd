"""Отчёты: the figures of a period, papers for whoever asks for them, and the journal of all acts as sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import dates, phrases
from otklik.ui.case.case_journal import journal_line
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.papers.blanks_card import BlanksCard
from otklik.ui.papers.folder_card import FolderCard
from otklik.ui.papers.head_card import HeadCard
from otklik.ui.papers.journal_card import JournalCard
from otklik.ui.widgets import (
    Caption,
    EmptyState,
    Heading,
    Label,
    LinkButton,
    Notice,
    Page,
    QuietButton,
    Rule,
    Sheet,
    Title,
    clear_layout,
)

if TYPE_CHECKING:
    from otklik.casework.desk import Changes, Desk
    from otklik.casework.views import JournalLine
    from otklik.casework.report_figures import Figures
    from otklik.register.journal import ChainReport
    from otklik.register.records import Operator
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

PAGE_LINES = 50
"""Lines of the journal fetched at once."""


class ReportsPage(Page):
    """The reports.

    Signals:
        call_wanted: somebody is on the telephone: his demand is to be entered.

    Args:
        tasks: where the reading is done.
        clock: tells today.
        parent: owner.
    """

    help_topic = "reports"

    call_wanted = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(spacing=20, parent=parent)
        self._tasks, self._clock = tasks, clock
        self._shown = 0
        self._last_day: date | None = None
        self._notice = Notice(closable=True)
        self._figures = QHBoxLayout()
        self._lines = QVBoxLayout()
        self._period = ChoiceChips(
            (
                ("month", self.tr("this month")),
                ("quarter", self.tr("this quarter")),
                ("year", self.tr("this year")),
                ("all", self.tr("all the time")),
            )
        )
        self._period.choose("year")
        self._period.changed.connect(self._read_figures)
        self.body.addWidget(Title(self.tr("Reports")))
        self.body.addWidget(self._figures_sheet())
        self._operator_box = QComboBox()
        self._operator_row = self._make_operator_row()
        self.journal, self.folder, self.blanks = JournalCard(tasks), FolderCard(tasks, clock), BlanksCard(tasks)
        self.blanks.call_wanted.connect(self.call_wanted)
        for part in (self._operator_row, self.journal, self.folder, self.blanks):
            part.hide()  # until it is known whose papers they are
            self.body.addWidget(part)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._journal_sheet())
        self.heads = HeadCard(tasks)
        self.body.addWidget(self.heads)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None = None) -> None:  # noqa: ARG002 - every act is a line of the journal
        """Read figures, papers and journal anew."""
        self._read_figures()
        self._tasks.run(_operators, self._show_operators)
        limit = max(PAGE_LINES, self._shown)
        self._tasks.run(lambda desk: _journal(desk, 0, limit), self._show_journal)

    def _make_operator_row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        label = Label(self.tr("Papers of the operator"), "caption")
        label.setBuddy(self._operator_box)
        self._operator_box.setAccessibleName(label.text())
        self._operator_box.setMinimumWidth(280)
        self._operator_box.currentIndexChanged.connect(self._show_papers)
        line.addWidget(label)
        line.addWidget(self._operator_box)
        line.addStretch(1)
        return row

    def _show_operators(self, operators: tuple[Operator, ...]) -> None:
        """Offer the operators; the one that was chosen stays chosen. Without any there are no papers."""
        box, chosen = self._operator_box, self._operator_box.currentData()
        box.blockSignals(True)
        box.clear()
        for operator in operators:
            box.addItem(operator.name or self.tr("Operator without a name"), operator.id)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)
        self._operator_row.setVisible(len(operators) > 1)
        for card in (self.journal, self.folder, self.blanks):
            card.setVisible(bool(operators))
        self._show_papers()

    def _show_papers(self) -> None:
        operator_id = self._operator_box.currentData()
        if operator_id is not None:
            for card in (self.journal, self.folder, self.blanks):
                card.show_operator(operator_id)

    def _figures_sheet(self) -> Sheet:
        sheet = Sheet(20, 16)
        row = QHBoxLayout()
        row.addWidget(Heading(self.tr("Requests received")))
        row.addSpacing(12)
        row.addWidget(self._period, 1)
        sheet.body.addLayout(row)
        self._figures.setSpacing(24)
        sheet.body.addLayout(self._figures)
        return sheet

    def _journal_sheet(self) -> Sheet:
        sheet = Sheet(20, 10)
        row = QHBoxLayout()
        row.addWidget(Heading(self.tr("Journal of all acts")), 1)
        check = QuietButton(self.tr("Check the journal"), small=True)
        check.setToolTip(self.tr("Counts the chain of all lines anew: a line that was changed or removed breaks it"))
        check.clicked.connect(self._on_check)
        row.addWidget(check)
        sheet.body.addLayout(row)
        self._lines.setSpacing(6)
        sheet.body.addLayout(self._lines)
        self._more = LinkButton(self.tr("Show more"))
        self._more.clicked.connect(self._on_more)
        self._more.hide()
        sheet.body.addWidget(self._more)
        return sheet

    def _read_figures(self) -> None:
        first, last = period(self._period.chosen() or "all", self._clock.today())

        def read(desk: Desk) -> Figures:
            from otklik.casework import reports  # noqa: PLC0415 - start-up: not needed before this page
            from otklik.casework.report_figures import Period  # noqa: PLC0415 - the same

            return reports.report(desk, Period(first, last)).counted.figures

        self._tasks.run(read, self._show_figures)

    def _show_figures(self, figures: Figures) -> None:
        clear_layout(self._figures)
        for number, word, role in (
            (figures.received, self.tr("requests received"), "big"),
            (figures.in_time, self.tr("answered in time"), "big"),
            (figures.waiting, self.tr("waiting, the date has not come"), "big"),
            (figures.late, self.tr("overdue or answered late"), "big_overdue" if figures.late else "big"),
        ):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(Label(str(number), role))
            column.addWidget(Caption(word))
            column.addStretch(1)
            holder.setAccessibleName(f"{word}: {number}")
            self._figures.addWidget(holder, 1)

    def _show_journal(self, page: tuple[tuple[JournalLine, ...], int]) -> None:
        clear_layout(self._lines)
        self._shown, self._last_day = 0, None
        self._add_lines(page)
        if not page[0]:
            self._lines.addWidget(
                EmptyState("clock", self.tr("The journal is empty"), self.tr("Every act writes a line here."))
            )

    def _add_lines(self, page: tuple[tuple[JournalLine, ...], int]) -> None:
        lines, total = page
        for line in lines:
            day = line.at.date()
            if self._last_day is not None and day != self._last_day:
                self._lines.addWidget(Rule())
            self._last_day = day
            self._lines.addWidget(journal_line(day, dates.time_of(line.at), line.sentence))
        self._shown += len(lines)
        self._more.setVisible(self._shown < total)

    def _on_more(self) -> None:
        offset = self._shown
        self._tasks.run(lambda desk: _journal(desk, offset, PAGE_LINES), self._add_lines)

    def _on_check(self) -> None:
        def check(desk: Desk) -> ChainReport:
            from otklik.casework import reports  # noqa: PLC0415 - as above

            return reports.check_journal(desk)

        self._tasks.run(check, self._show_report, self._notice.show_error)

    def _show_report(self, report: ChainReport) -> None:
        if report.whole:
            sentence = self.tr("The journal is whole: %n line(s), none was changed or removed.", "", report.events)
            self._notice.say(
                phrases.firm(f"{sentence} {self.tr('Its head is {head}.').format(head=report.head[:16])}"), "done"
            )
        else:
            self._notice.say(
                phrases.firm(
                    self.tr(
                        "The journal is broken at line {line}: something was changed or removed "
                        "outside of the program. Restore the last whole backup."
                    ).format(line=report.broken_at)
                ),
                "overdue",
            )


def period(name: str, today: date) -> tuple[date, date]:
    """Return the first and last day of a period up to today.

    Args:
        name: `month`, `quarter`, `year` or `all`.
        today: its last day.
    """
    starts = {
        "month": today.replace(day=1),
        "quarter": date(today.year, today.month - (today.month - 1) % 3, 1),
        "year": date(today.year, 1, 1),
    }
    return starts.get(name, date(2000, 1, 1)), today


def _operators(desk: Desk) -> tuple[Operator, ...]:
    from otklik.casework import profiles  # noqa: PLC0415 - as above

    return profiles.operators(desk)


def _journal(desk: Desk, offset: int, limit: int) -> tuple[tuple[JournalLine, ...], int]:
    from otklik.casework import lists, reports  # noqa: PLC0415 - as above

    return lists.journal_lines(desk, offset, limit), reports.journal_length(desk)
