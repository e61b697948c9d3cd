"""The blanks people fill in by hand, and the sheet for a demand made aloud: looked at, printed, saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui.papers.paper_dialog import Paper, PaperDialog
from otklik.ui.widgets import Caption, Heading, Label, LinkButton, Rule, Sheet, clear_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.blanks import BlankChoice
    from otklik.casework.desk import Desk
    from otklik.ui.tasks import Tasks


class BlanksCard(Sheet):
    """The list of blanks.

    Signals:
        call_wanted: somebody is on the telephone: enter his demand here instead of on paper.

    Args:
        tasks: where a blank is drawn.
        parent: owner.
    """

    call_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(20, 10, parent=parent)
        self._tasks = tasks
        self._operator_id = 0
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addWidget(Heading(self.tr("Blanks")))
        self.body.addWidget(
            Caption(
                self.tr(
                    "To lay out at the counter, to send to whoever asks how to write, or to fill in yourself. Nobody "
                    "has to use them: a letter in one's own words is as good."
                )
            )
        )
        self.body.addLayout(self._list)

    def show_operator(self, operator_id: int) -> None:
        """Address the blanks to this operator."""
        self._operator_id = operator_id
        if not self._list.count():
            self._tasks.run_aside(_blanks, self._show, owner=self)

    def _show(self, blanks: tuple[BlankChoice, ...]) -> None:
        clear_layout(self._list)
        for blank in blanks:
            self._list.addWidget(Rule())
            self._list.addWidget(self._line(blank))

    def _line(self, blank: BlankChoice) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(16)
        row.addWidget(Label(blank.title, wrap=True), 1)
        if not blank.addressed:
            call = LinkButton(self.tr("Fill in on screen"))
            call.setAccessibleDescription(self.tr("Opens a new request, for whoever is on the telephone"))
            call.clicked.connect(self.call_wanted)
            row.addWidget(call)
        look = LinkButton(self.tr("Look and print"))
        look.setAccessibleName(self.tr("Look and print: {name}").format(name=blank.title))
        look.clicked.connect(partial(self._look, blank))
        row.addWidget(look)
        return line

    def _look(self, blank: BlankChoice) -> None:
        operator_id = self._operator_id

        def read(desk: Desk) -> Callable[[], Paper]:
            from otklik.casework.blanks import blank_pdf  # noqa: PLC0415 - start-up: not needed before a blank is drawn

            pdf = blank_pdf(desk, operator_id, blank.id)
            return lambda: Paper(pdf)

        name = self.tr("Blank: {name}").format(name=blank.title)
        PaperDialog(self._tasks, name, name.replace(":", ","), read, parent=self).open()


def _blanks() -> tuple[BlankChoice, ...]:
    from otklik.casework.blanks import blanks  # noqa: PLC0415 - start-up: not needed before this page

    return blanks()
