"""The folder for inspection of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from otklik.ui import phrases, theme
from otklik.ui.papers.folder_maker import FolderMaker, Wanted
from otklik.ui.reading_order import InReadingOrder
from otklik.ui.widgets import Label, QuietButton

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event as Flag

    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Desk
    from otklik.casework.inspection import Gathered, Progress
    from otklik.ui.tasks import Tasks

_SIZE = (660, 400)
"""Pixels: room for what is said when the folder is made, so that nothing moves then."""


class FolderDialog(InReadingOrder, QDialog):
    """Says what will be in the folder of a case and makes it. Esc stops what is under way, else closes.

    Args:
        tasks: where it is made.
        case_id, number: the case.
        parent: the window it belongs to.
    """

    help_topic = "journal"

    def __init__(self, tasks: Tasks, case_id: int, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._case_id, self._number = case_id, number
        title = phrases.firm(self.tr("Folder for inspection, request {number}").format(number=phrases.number(number)))
        self.setWindowTitle(title)
        self.setMinimumWidth(min(theme.px(_SIZE[0]), 960))
        self.maker = FolderMaker(tasks, self._wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, "case_title", wrap=True))
        column.addWidget(
            Label(
                self.tr(
                    "Everything about the request: the letter with its envelope, the calculation of the term, the "
                    "answers, acts, proofs and an extract from the journal. Each lies there as a file of its own, all "
                    "of them in one PDF with contents, and a list with the SHA-256 of each. Files bear numbers, no "
                    "names."
                ),
                wrap=True,
            )
        )
        column.addWidget(self.maker)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = QuietButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        row.addWidget(close)
        column.addLayout(row)
        self.maker.folder_button.setDefault(True)
        self.maker.folder_button.setFocus()
        self.resize(self.minimumWidth(), max(theme.px(_SIZE[1]), column.heightForWidth(self.minimumWidth())))

    def reject(self) -> None:
        """Stop what is under way and say so; close where nothing is."""
        if self.maker.running:
            self.maker.cancel()
        else:
            super().reject()

    def _wanted(self) -> Wanted:
        case_id = self._case_id

        def gather(desk: Desk, target: Path, progress: Progress, cancelled: Flag) -> Gathered:
            from otklik.casework import inspection  # noqa: PLC0415 - start-up: not needed before a folder is made

            return inspection.gather_case(desk, case_id, target, progress, cancelled)

        return Wanted(self.tr("Folder for inspection № {number}").format(number=self._number), gather)
