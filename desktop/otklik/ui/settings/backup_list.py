"""The copies there are: when each was made, what it holds, when it was checked, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import dates, icons, phrases, theme
from otklik.ui.widgets import Caption, FlowLayout, Heading, Label, LinkButton, Rule, Sheet, clear_layout
from otklik.ui.widgets.layouts import TurningLayout

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.copies.listing import KnownCopy

LISTED = 30
"""Copies shown at first; the rest is a click away."""

_LEAST_WORDS = 260
"""Pixels at 100 % for the words of a copy where its links stand beside them."""


class BackupList(Sheet):
    """The card with the list.

    Signals:
        check_wanted, restore_wanted: do that with a copy; carry the `KnownCopy`.

    Args:
        parent: owner.
    """

    check_wanted = Signal(object)
    restore_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        heading = Heading(self.tr("Copies"))
        heading.setContentsMargins(24, 16, 24, 12)
        self.body.addWidget(heading)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self._buttons: list[LinkButton] = []
        self._busy = False

    def show_copies(self, copies: tuple[KnownCopy, ...], sheet: int, today: date, *, more: bool = False) -> None:
        """Show the copies.

        Args:
            copies: newest first.
            sheet: number of the recovery sheet that is in use; of others it is said which one opens the copy.
            today: the date.
            more: whether to show all of them.
        """
        clear_layout(self._lines)
        self._buttons.clear()
        if not copies:
            empty = Caption(self.tr("There are no backups in this folder yet."))
            empty.setContentsMargins(24, 0, 24, 16)
            self._lines.addWidget(empty)
        for copy in copies if more else copies[:LISTED]:
            self._lines.addWidget(Rule())
            self._lines.addWidget(self._line(copy, sheet, today))
        if not more and len(copies) > LISTED:
            rest = LinkButton(self.tr("Show all: {number}").format(number=len(copies)))
            rest.clicked.connect(lambda: self.show_copies(copies, sheet, today, more=True))
            foot = QHBoxLayout()
            foot.setContentsMargins(20, 8, 20, 12)
            foot.addWidget(rest)
            foot.addStretch(1)
            self._lines.addWidget(Rule())
            self._lines.addLayout(foot)

    def set_busy(self, busy: bool) -> None:
        """Take the links away while something is under way."""
        self._busy = busy
        for one in self._buttons:
            one.setEnabled(not busy)

    def _line(self, copy: KnownCopy, sheet: int, today: date) -> QWidget:
        line = QWidget()
        whole = QVBoxLayout(line)
        whole.setContentsMargins(24, 8, 16, 8)
        row = TurningLayout(12, theme.px(_LEAST_WORDS))
        whole.addLayout(row)
        acts = FlowLayout(gap=12)
        words = QVBoxLayout()
        words.setSpacing(2)
        when = dates.moment_near(copy.backup.made_at, today)
        words.addWidget(Label(when[:1].upper() + when[1:], "medium"))
        words.addWidget(Caption(self._facts(copy, sheet, today)))
        if copy.finding:
            words.addWidget(self._finding(copy.finding))
        row.addLayout(words, 1)
        links = (
            (self.tr("Check now"), self.tr("Check the copy of {when}"), self.check_wanted),
            (
                self.tr("Restore into a new file…"),
                self.tr("Restore the backup of {when} into a new file"),
                self.restore_wanted,
            ),
        )
        for word, name, wanted in links:
            link = LinkButton(word)
            link.setAccessibleName(name.format(when=when))
            link.clicked.connect(partial(wanted.emit, copy))
            link.setEnabled(not self._busy)
            self._buttons.append(link)
            acts.addWidget(link)
        row.addLayout(acts)
        return line

    def _facts(self, copy: KnownCopy, sheet: int, today: date) -> str:
        backup = copy.backup
        parts = []
        if backup.cases:
            parts.append(self.tr("%n request(s)", "", backup.cases))
            parts.append(self.tr("the last is № {number}").format(number=backup.last_number))
        elif backup.cases == 0:
            parts.append(self.tr("no requests yet"))
        parts.append(phrases.file_size(backup.size))
        if not copy.finding:
            parts.append(self._checked(copy, today))
        if backup.generation != sheet:
            parts.append(self.tr("opened by recovery sheet № {number}").format(number=backup.generation))
        return phrases.firm(" · ".join(parts))

    def _checked(self, copy: KnownCopy, today: date) -> str:
        if copy.checked_on is not None:
            return self.tr("checked {day}").format(day=dates.ago(copy.checked_on, today))
        return self.tr("changed, and not checked since") if copy.changed else self.tr("not checked since it was made")

    def _finding(self, sentence: str) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(8)
        row.addWidget(icons.IconMark("warning", "overdue", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(sentence, "error", wrap=True), 1)
        return widget
