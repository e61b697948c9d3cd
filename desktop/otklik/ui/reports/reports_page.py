"""Отчёты: the figures of a period, papers for whoever asks for them, and the journal of all acts as sentences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.register.case_query import CaseQuery
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.palette.commands import Command
from otklik.ui.reports.export_dialog import export_cases
from otklik.ui.reports.figures_tab import FiguresTab
from otklik.ui.reports.journal_tab import JournalTab
from otklik.ui.reports.papers_tab import PapersTab
from otklik.ui.widgets import Page, Title

if TYPE_CHECKING:
    from otklik.casework.desk import Changes, Desk
    from otklik.register.records import Operator
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks


class ReportsPage(Page):
    """The reports, in three parts of which one is shown.

    Signals:
        call_wanted: somebody is on the telephone: his demand is to be entered.
        case_wanted: open this case; carries its id.

    Args:
        tasks: where the reading is done.
        clock: tells today.
        parent: owner.
    """

    help_topic = "reports"

    call_wanted = Signal()
    case_wanted = Signal(int)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(spacing=20, parent=parent)
        self._tasks, self._clock = tasks, clock
        self.figures, self.papers, self.journal = FiguresTab(tasks, clock), PapersTab(tasks, clock), JournalTab(tasks)
        self._parts: dict[str, QWidget] = {
            "figures": self.figures,
            "papers": self.papers,
            "journal": self.journal,
        }
        self._choice = ChoiceChips(
            (("figures", self.tr("Totals")), ("papers", self.tr("Papers")), ("journal", self.tr("Journal"))),
            needed=True,
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Title(self.tr("Reports")))
        row.addWidget(self._choice, 1)
        self.body.addLayout(row)
        for part in self._parts.values():
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._choice.changed.connect(lambda: self.show_part(self._choice.chosen()))
        self.papers.call_wanted.connect(self.call_wanted)
        self.figures.case_wanted.connect(self.case_wanted)
        self.figures.export_wanted.connect(self.export)
        self.show_part("figures")

    @property
    def part(self) -> str:
        """The part that is shown: `figures`, `papers` or `journal`."""
        return str(self._choice.chosen())

    def show_part(self, name: str) -> None:
        """Show one of the parts: `figures`, `papers` or `journal`."""
        self._choice.choose(name)
        for other, part in self._parts.items():
            part.setVisible(other == name)
        self.verticalScrollBar().setValue(0)

    def refresh(self, changes: Changes | None = None) -> None:  # noqa: ARG002 - every act is a line of the journal
        """Read figures, papers and journal anew."""
        self.figures.refresh()
        self._tasks.run(_operators, self.papers.show_operators, owner=self)
        self.journal.refresh()

    def export(self) -> None:
        """Ask how the whole register is to be written to a file."""
        export_cases(self._tasks, CaseQuery(), self._clock.today(), self)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here, for the palette and the list of keys."""
        read = self._has_figures
        return (
            Command("reports-figures", self.tr("Show the totals"), partial(self.show_part, "figures")),
            Command("reports-papers", self.tr("Show the papers"), partial(self.show_part, "papers")),
            Command("reports-journal", self.tr("Show the journal"), partial(self.show_part, "journal")),
            Command("reports-pdf", self.tr("Save the report as PDF"), partial(self.figures.save, "pdf"), ready=read),
            Command("reports-xlsx", self.tr("Save the report as XLSX"), partial(self.figures.save, "xlsx"), ready=read),
            Command("reports-export", self.tr("Write the register to a file"), self.export, words="csv json excel"),
            Command("reports-check", self.tr("Check the journal"), self._check),
        )

    def _has_figures(self) -> bool:
        return self.figures.paper is not None

    def _check(self) -> None:
        self.show_part("journal")
        self.journal.check()


def _operators(desk: Desk) -> tuple[Operator, ...]:
    from otklik.casework import profiles  # noqa: PLC0415 - start-up: not needed before this page

    return profiles.operators(desk)
