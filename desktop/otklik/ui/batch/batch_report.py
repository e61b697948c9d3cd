"""What became of many letters: which were done, and which were not and why, each with the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import icons
from otklik.ui.phrases import firm
from otklik.ui.widgets import Caption, IconButton, Label, LinkButton, Page, Rule, Sheet, clear_layout

if TYPE_CHECKING:
    from otklik.casework.batch import Batch
    from otklik.casework.lists import LetterRow

NUMBERS = 12
"""Outgoing numbers that are named before it says how many more there are."""

LINES = 30
"""Letters that are named with what keeps them back; the rest are found in the list."""

_HIGHEST = 168  # of the list of letters that were not done; more of them are scrolled


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says.

    Attributes:
        done: how many were done, as a sentence.
        left: how many were not tried, as a sentence; empty where all were.
        refused: how many could not be done, as a sentence; empty where there are none.
        batch: what became of each.
        rows: the letters.
    """

    done: str
    left: str
    refused: str
    batch: Batch
    rows: tuple[LetterRow, ...]


class BatchReport(Sheet):
    """Shows what became of letters until it is closed.

    Signals:
        letter_wanted: open this letter; carries its id.

    Args:
        parent: owner.
    """

    letter_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self.body.setContentsMargins(16, 12, 12, 12)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._mark = icons.IconMark("check", "done", 18)
        self._heading = Label("", "strong", wrap=True)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._heading, 1)
        close = IconButton("close", self.tr("Hide what became of the letters"))
        close.clicked.connect(self.hide)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self._numbers = Caption("")
        self._numbers.setContentsMargins(28, 0, 12, 2)
        self.body.addWidget(self._numbers)
        self._page = Page((0, 8, 0, 0), 0)
        self.body.addWidget(self._page)
        self.hide()

    def show_report(self, report: Report) -> None:
        """Show what became of letters."""
        refused = [outcome for outcome in report.batch.outcomes if outcome.problem]
        words = firm(" ".join(part for part in (report.done, report.refused, report.left) if part))
        self._heading.setText(words)
        self.setAccessibleName(words)
        self._mark.set_icon(*(("warning", "soon") if refused or report.left else ("check", "done")))
        numbers = [outcome.number for outcome in report.batch.outcomes if outcome.number]
        self._numbers.setText(self._named(numbers))
        self._numbers.setVisible(bool(numbers))
        rows = {row.letter.id: row for row in report.rows}
        clear_layout(self._page.body)
        for outcome in refused[:LINES]:
            self._page.body.addWidget(Rule())
            self._page.body.addWidget(self._line(rows[outcome.letter_id], outcome.problem))
        if (more := len(refused) - LINES) > 0:
            rest = Caption(firm(self.tr("and %n more", "", more)))
            rest.setContentsMargins(28, 8, 8, 8)
            self._page.body.addWidget(rest)
        self._page.body.addStretch(1)
        self._page.setVisible(bool(refused))
        self.show()
        self._fit()
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _fit(self) -> None:
        """Be as high as the list, up to what leaves room for the letters below."""
        width = max(240, self._page.viewport().width())
        content = self._page.content
        needed = content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()
        self._page.setFixedHeight(min(_HIGHEST, needed))

    def _named(self, numbers: list[str]) -> str:
        named = self.tr("№ {numbers}").format(numbers=", ".join(numbers[:NUMBERS]))
        more = len(numbers) - NUMBERS
        return firm(f"{named} {self.tr('and %n more', '', more)}" if more > 0 else named)

    def _line(self, row: LetterRow, problem: str) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(28, 8, 8, 8)
        across.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(f"{row.letter.heading} · {row.subject}", "medium", wrap=True))
        words.addWidget(Caption(problem))
        across.addLayout(words, 1)
        way = LinkButton(self.tr("Open the letter"), small=True)
        way.setAccessibleName(self.tr("Open the letter “{heading}”").format(heading=row.letter.heading))
        way.clicked.connect(partial(self.letter_wanted.emit, row.letter.id))
        across.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        return line
