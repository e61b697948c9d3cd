"""Итоги: the figures of a year or a month, their charts, what they mean, and the files made of them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework.report_words import in_words
from otklik.letters.reports import charts
from otklik.ui import phrases, theme
from otklik.ui.help.help_link import HelpLink
from otklik.ui.reports.chart_view import ChartView
from otklik.ui.reports.figures_table import FiguresTable
from otklik.ui.reports.period_bar import PeriodBar
from otklik.ui.reports.report_saving import ReportSaving
from otklik.ui.widgets import (
    Caption,
    EmptyState,
    Heading,
    Label,
    LinkButton,
    Notice,
    QuietButton,
    Sheet,
    clear_layout,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex

    from otklik.casework.desk import Desk
    from otklik.casework.reports import Report
    from otklik.letters.reports.drawing import Drawing
    from otklik.letters.reports.model import Fact, ReportPaper
    from otklik.register.records import Operator
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

    Read = tuple[Report, tuple[date, ...], tuple[Operator, ...]]

_IN_A_ROW = 3
_ROOM_FOR_TWO = 640  # pixels at 100 % in which two cards stand side by side


class FiguresTab(QWidget):
    """The report on the screen.

    Signals:
        case_wanted: open this case; carries its id.
        export_wanted: the register is to be written to a file.

    Args:
        tasks: where the reading is done.
        clock: tells today.
        parent: owner.
    """

    case_wanted = Signal(int)
    export_wanted = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._report: Report | None = None
        self._paper: ReportPaper | None = None
        self._unfolded: set[str] = set()  # charts whose figures are shown, and the words
        self.bar = PeriodBar(clock.today())
        self._notice = Notice(closable=True)
        self.saving = ReportSaving(tasks, self._notice, self)
        self._title = Label("", "strong", wrap=True)
        self._facts = QGridLayout()
        self._words = QVBoxLayout()
        self._words_link = LinkButton(self.tr("What the words mean"))
        self._cards = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._notice)
        column.addWidget(self._head())
        self._cards.setSpacing(16)
        column.addLayout(self._cards)
        column.addStretch(1)
        self.bar.changed.connect(self.refresh)

    @property
    def paper(self) -> ReportPaper | None:
        """The report that is shown; `None` before it is read."""
        return self._paper

    def refresh(self) -> None:
        """Read the figures anew."""
        period, operator_id = self.bar.period, self.bar.operator_id

        def read(desk: Desk) -> Read:
            from otklik.casework import profiles, reports  # noqa: PLC0415 - start-up: not needed before this page

            return reports.report(desk, period, operator_id), reports.months(desk), profiles.operators(desk)

        self._tasks.run(read, self._on_read)

    def save(self, form: str) -> None:
        """Ask where the report is to lie, and write it.

        Args:
            form: `pdf` or `xlsx`.
        """
        if self._report is not None:
            self.saving.ask(self._report, form)

    def _head(self) -> Sheet:
        sheet = Sheet(20, 12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.bar, 1)
        for form, word in (("pdf", self.tr("Save as PDF…")), ("xlsx", self.tr("Save as XLSX…"))):
            button = QuietButton(word)
            button.clicked.connect(partial(self.save, form))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        sheet.body.addLayout(row)
        sheet.body.addWidget(self._title)
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(12)
        for place in range(_IN_A_ROW):
            self._facts.setColumnStretch(place, 1)
        sheet.body.addLayout(self._facts)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        self._words_link.clicked.connect(lambda: self._unfold("words"))
        export = LinkButton(self.tr("Write the register to a file…"))
        export.clicked.connect(self.export_wanted)
        for part in (self._words_link, HelpLink("reports"), export):
            foot.addWidget(part)
        foot.addStretch(1)
        sheet.body.addLayout(foot)
        self._words.setSpacing(4)
        sheet.body.addLayout(self._words)
        return sheet

    def _on_read(self, read: Read) -> None:
        self._report, months, operators = read
        self.bar.offer(months, operators)
        self._paper = in_words(self._report)
        self._show()

    def _show(self) -> None:
        paper = self._paper
        if paper is None:
            return
        self._title.setText(phrases.firm(paper.title))
        clear_layout(self._facts)
        for place, fact in enumerate(paper.facts):
            self._facts.addWidget(_fact(paper, fact), *divmod(place, _IN_A_ROW))
        clear_layout(self._words)
        if "words" in self._unfolded:
            for remark in paper.remarks:
                self._words.addWidget(Caption(phrases.firm(remark)))
        clear_layout(self._cards)
        for card in self._made_cards(paper):
            self._cards.addWidget(card)

    def _made_cards(self, paper: ReportPaper) -> list[QWidget]:
        if not any(stack.total for stack in paper.kinds):
            card = Sheet(20, 12)
            card.body.addWidget(
                EmptyState(
                    "reports",
                    self.tr("Nothing was received in these days"),
                    self.tr("Choose another year, or register the first request."),
                    quiet=True,
                )
            )
            return [card]
        cards: list[QWidget] = []
        if paper.months:
            cards.append(self._chart("months", paper.charts[0], partial(charts.months_chart, paper)))
        if paper.points:
            cards.append(self._chart("longest", paper.charts[2], partial(charts.days_chart, paper)))
        cards.append(self._chart("kinds", paper.charts[1], partial(charts.kinds_chart, paper)))
        cards.append(self._table("channels"))
        if self.width() < theme.px(_ROOM_FOR_TWO):
            cards += [self._table("results"), self._table("causes")]
        else:
            cards.append(self._pair("results", "causes"))
        return cards

    def _chart(self, table_id: str, title: str, draw: Callable[[float], Drawing]) -> Sheet:
        """Return a chart with its figures, which are unfolded under it; a month in it leads to that month."""
        card = Sheet(20, 12)
        view = ChartView()
        view.show_chart(title, draw)
        view.chosen.connect(lambda key: self.bar.narrow(date.fromisoformat(key)))
        shown = table_id in self._unfolded
        link = LinkButton(self.tr("Hide the figures") if shown else self.tr("In figures"))
        link.setAccessibleDescription(title)
        link.setObjectName(f"figures_{table_id}")
        link.clicked.connect(lambda: self._unfold(table_id))
        row = QHBoxLayout()
        row.addWidget(Heading(title), 1)
        row.addWidget(link)
        card.body.addLayout(row)
        card.body.addWidget(view)
        if shown:
            self._add_table(card, table_id)
        return card

    def _table(self, table_id: str) -> Sheet:
        card = Sheet(20, 8)
        self._add_table(card, table_id)
        return card

    def _pair(self, *table_ids: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for table_id in table_ids:
            card = self._table(table_id)
            card.body.addStretch(1)
            row.addWidget(card, 1)
        return holder

    def _add_table(self, card: Sheet, table_id: str) -> None:
        paper = self._paper
        if paper is None:
            return
        table = paper.table(table_id)
        card.body.addWidget(Heading(table.title))
        if table.note:
            card.body.addWidget(Caption(phrases.firm(table.note)))
        if not table.rows:
            card.body.addWidget(Label(table.nothing, wrap=True))
            return
        view = FiguresTable(paper, table)
        if table_id == "longest":
            view.row_entered.connect(self._on_case)
            view.clicked.connect(self._on_case)
        card.body.addWidget(view)

    def _on_case(self, index: QModelIndex) -> None:
        """Open one of the cases that took longest."""
        if self._report is not None:
            self.case_wanted.emit(self._report.counted.longest[index.row()].id)

    def _unfold(self, what: str) -> None:
        had_focus = isinstance(self.focusWidget(), LinkButton)
        self._unfolded ^= {what}
        self._words_link.setText(
            self.tr("Hide what the words mean") if "words" in self._unfolded else self.tr("What the words mean")
        )
        self._show()
        links = self.findChildren(LinkButton, f"figures_{what}")  # the one before is on its way out
        if had_focus and links:
            links[-1].setFocus(Qt.FocusReason.OtherFocusReason)


def _fact(paper: ReportPaper, fact: Fact) -> QWidget:
    """Return a figure with its word and the same of the year before."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    said = paper.said(fact.value)
    column.addWidget(Label(said, "big_overdue" if fact.is_bad else "big"))
    column.addWidget(Caption(phrases.firm(", ".join(filter(None, (fact.word, fact.before))))))
    column.addStretch(1)
    holder.setAccessibleName(f"{fact.word}: {said}")
    return holder
