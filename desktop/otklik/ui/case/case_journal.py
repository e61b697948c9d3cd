"""What was done in a case, newest first, day by day."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.ui import dates, theme
from otklik.ui.case.case_sections import Section
from otklik.ui.widgets import Caption, Label, LinkButton, clear_layout

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.views import CaseView, JournalLine
    from otklik.system.clock import Clock

JOURNAL_LINES = 8
"""Lines of the journal shown at first."""

_TIME_WIDTH = 44  # of «16:40»


class JournalSection(Section):
    """What was done in the case: a heading for each day, under it the sentences.

    Args:
        clock: tells today.
        parent: owner.
    """

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._clock = clock
        self.heading.setText(self.tr("Journal"))
        self.lines.setSpacing(4)
        self._more = LinkButton(self.tr("Show all of it"))
        self._more.clicked.connect(self._on_more)
        self.column.addWidget(self._more)
        self._view: CaseView | None = None
        self._whole_of = 0

    def show_view(self, view: CaseView) -> None:
        """Show the newest lines; all of them where they were asked for in this case."""
        self._view = view
        whole = self._whole_of == view.case.id
        self._show(view.journal if whole else view.journal[:JOURNAL_LINES])
        self._more.setVisible(not whole and len(view.journal) > JOURNAL_LINES)

    def _on_more(self) -> None:
        if self._view is not None:
            self._whole_of = self._view.case.id
            self.show_view(self._view)

    def _show(self, lines: tuple[JournalLine, ...]) -> None:
        clear_layout(self.lines)
        today = self._clock.today()
        for place, (day, told) in enumerate(groupby(lines, lambda line: line.at.date())):
            if place:
                self.lines.addSpacing(8)
            self.lines.addWidget(Caption(_day_heading(day, today), wrap=False))
            for line in told:
                self.lines.addWidget(_line(line))


def _day_heading(day: date, today: date) -> str:
    said = dates.ago(day, today) if (today - day).days in {0, 1} else dates.near(day, today)
    return said[:1].upper() + said[1:]


def _line(told: JournalLine) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    when = Caption(dates.time_of(told.at), wrap=False)
    when.setFixedWidth(theme.px(_TIME_WIDTH))
    across.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(Label(told.sentence, "small", wrap=True), 1)
    return line


def journal_line(day: date, time: str, sentence: str) -> QWidget:
    """Return a line of the whole journal, with its day: when, and the sentence."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(12)
    when = Caption(f"{dates.day_month_short(day)}, {time}", wrap=False)
    when.setFixedWidth(theme.px(104))
    across.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(Label(sentence, "small", wrap=True), 1)
    return line
