"""The journal of all acts as sentences, newest first, and whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import dates, phrases
from otklik.ui.case.case_journal import journal_line
from otklik.ui.papers.head_card import HeadCard
from otklik.ui.widgets import EmptyState, Heading, LinkButton, Notice, QuietButton, Rule, Sheet, clear_layout

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.desk import Desk
    from otklik.casework.views import JournalLine
    from otklik.register.journal import ChainReport
    from otklik.ui.tasks import Tasks

PAGE_LINES = 50
"""Lines of the journal fetched at once."""


class JournalTab(QWidget):
    """The lines of the journal, the check of its chain, the heads printed on papers.

    Args:
        tasks: where the reading is done.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._shown = 0
        self._last_day: date | None = None
        self.notice = Notice(closable=True)
        self._lines = QVBoxLayout()
        self._more = LinkButton(self.tr("Show more"))
        self.heads = HeadCard(tasks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(self.notice)
        column.addWidget(self._sheet())
        column.addWidget(self.heads)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read the lines anew, as many as were shown."""
        limit = max(PAGE_LINES, self._shown)
        self._tasks.run(lambda desk: _journal(desk, 0, limit), self._show)

    def check(self) -> None:
        """Count the whole chain anew and say whether it holds."""
        self._tasks.run(_check, self._show_report, self.notice.show_error)

    def _sheet(self) -> Sheet:
        sheet = Sheet(20, 12)
        row = QHBoxLayout()
        row.addWidget(Heading(self.tr("Journal of all acts")), 1)
        check = QuietButton(self.tr("Check the journal"), small=True)
        check.setToolTip(self.tr("Counts the chain of all lines anew: a line that was changed or removed breaks it"))
        check.clicked.connect(self.check)
        row.addWidget(check)
        sheet.body.addLayout(row)
        self._lines.setSpacing(8)
        sheet.body.addLayout(self._lines)
        self._more.clicked.connect(self._on_more)
        self._more.hide()
        sheet.body.addWidget(self._more)
        return sheet

    def _show(self, page: tuple[tuple[JournalLine, ...], int]) -> None:
        clear_layout(self._lines)
        self._shown, self._last_day = 0, None
        self._add_lines(page)
        if not page[0]:
            self._lines.addWidget(
                EmptyState("register", self.tr("The journal is empty"), self.tr("Every act writes a line here."))
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

    def _show_report(self, report: ChainReport) -> None:
        if report.whole:
            sentence = self.tr("The journal is whole: %n line(s), none was changed or removed.", "", report.events)
            self.notice.say(
                phrases.firm(f"{sentence} {self.tr('Its head is {head}.').format(head=report.head[:16])}"), "done"
            )
        else:
            self.notice.say(
                phrases.firm(
                    self.tr(
                        "The journal is broken at line {line}: something was changed or removed "
                        "outside of the program. Restore the last whole backup."
                    ).format(line=report.broken_at)
                ),
                "overdue",
            )


def _check(desk: Desk) -> ChainReport:
    from otklik.casework import reports  # noqa: PLC0415 - start-up: not needed before this page

    return reports.check_journal(desk)


def _journal(desk: Desk, offset: int, limit: int) -> tuple[tuple[JournalLine, ...], int]:
    from otklik.casework import lists, reports  # noqa: PLC0415 - as above

    return lists.journal_lines(desk, offset, limit), reports.journal_length(desk)
