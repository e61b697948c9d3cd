"""The folder for inspection of all requests of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.ui import dates, theme
from otklik.ui.papers.folder_maker import FolderMaker, Wanted
from otklik.ui.widgets import Caption, DateField, FormRows, Heading, Sheet

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event as Flag

    from otklik.casework.desk import Desk
    from otklik.casework.inspection import Gathered, Progress
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

_FIELDS_WIDTH = 360


class FolderCard(Sheet):
    """Asks for a period, both days included, and makes the folder; the page goes on meanwhile.

    Args:
        tasks: where it is made.
        clock: tells today.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(20, 10, parent=parent)
        self._operator_id = 0
        today = clock.today()
        self.first, self.last = DateField(today.replace(month=1, day=1)), DateField(today)
        self._rows = FormRows()
        self._rows.add_pair((self.tr("Received from"), self.first), (self.tr("to, both days included"), self.last))
        self._rows.setMaximumWidth(theme.px(_FIELDS_WIDTH))
        self.maker = FolderMaker(tasks, self._wanted)
        self.body.addWidget(Heading(self.tr("Folder for inspection")))
        self.body.addWidget(
            Caption(
                self.tr(
                    "All papers of the requests of a period: letters with envelopes, calculations of terms, answers, "
                    "acts, proofs, extracts from the journal; as files and as one PDF with contents and SHA-256. That "
                    "of one request is made in the request itself, under “More”."
                )
            )
        )
        row = QHBoxLayout()
        row.addWidget(self._rows, 1)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.maker)
        for field in (self.first, self.last):
            field.textChanged.connect(lambda: self._rows.set_mistake(self.last))

    def show_operator(self, operator_id: int) -> None:
        """Make folders of this operator from now on."""
        if operator_id != self._operator_id and not self.maker.running:
            self.maker.clear()
        self._operator_id = operator_id

    def _wanted(self) -> Wanted | None:
        """Return what is wanted; a mistake in the dates is said under them."""
        if not (self.first.check() and self.last.check()):
            return None
        first, last = self.first.date(), self.last.date()
        for field, day in ((self.first, first), (self.last, last)):
            if day is None:
                self._rows.set_mistake(field, self.tr("Say the day."))
                field.setFocus()
        if first is None or last is None:
            return None
        if last < first:
            self._rows.set_mistake(self.last, self.tr("This day lies before the first one."))
            self.last.setFocus()
            return None
        operator_id = self._operator_id

        def gather(desk: Desk, target: Path, progress: Progress, cancelled: Flag) -> Gathered:
            from otklik.casework import inspection  # noqa: PLC0415 - start-up: not needed before a folder is made

            return inspection.gather_period(desk, operator_id, first, last, target, progress, cancelled)

        name = self.tr("Folder for inspection {first}–{last}").format(
            first=dates.dotted(first), last=dates.dotted(last)
        )
        return Wanted(name, gather)
