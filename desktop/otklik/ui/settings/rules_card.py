"""The edition of the rules, and what a new one would change in the open cases: looked at, then taken over or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.casework import editions
from otklik.ui import phrases
from otklik.ui.moves_list import MovesList
from otklik.ui.widgets import Caption, Heading, Label, Notice, PrimaryButton, QuietButton, Sheet

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.editions import Adopted, EditionPreview
    from otklik.ui.tasks import Tasks


class RulesCard(Sheet):
    """The rules cases are counted by.

    Signals:
        put_off: the user wants to be asked later.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    put_off = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(24, 8, parent=parent)
        self._tasks = tasks
        self._edition, self._state = Label("", wrap=True), Label("", "medium", wrap=True)
        self._remark = Caption(
            self.tr(
                "New requests are counted by these rules. The open ones keep the rules they were counted by until you "
                "take the new ones over, or put something right in a request."
            )
        )
        self._moves, self._notice = MovesList(), Notice(closable=True)
        self._buttons = QWidget()
        self.body.addWidget(Heading(self.tr("Rules of counting")))
        for part in (self._edition, self._state, self._moves, self._remark, self._notice):
            self.body.addWidget(part)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        adopt, later = PrimaryButton(self.tr("Count by the new rules")), QuietButton(self.tr("Not now"))
        adopt.clicked.connect(self._on_adopt)
        later.clicked.connect(self._on_later)
        for button in (adopt, later):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self._buttons)

    def show_preview(self, preview: EditionPreview, today: date) -> None:
        """Show the edition, and what it would change."""
        edition = " → ".join(phrases.edition(text) for text in (*preview.old, preview.new))
        self._edition.setText(self.tr("Edition: {edition}").format(edition=edition))
        waiting, changed = len(preview.cases), len(preview.changed)
        self._remark.setVisible(bool(waiting))
        self._buttons.setVisible(bool(waiting))
        self._moves.show_moves(preview.cases, today)
        self._moves.setVisible(bool(changed))
        if not waiting:
            self._state.setText(self.tr("All open requests are counted by these rules."))
        elif changed:
            text = self.tr("%n request(s) would change:", "", changed)
            self._state.setText(phrases.firm(text))
        else:
            text = self.tr("%n open request(s) are counted by older rules. No date and no duty changes.", "", waiting)
            self._state.setText(phrases.firm(text))

    def _on_adopt(self) -> None:
        self._tasks.act(editions.adopt, self._on_adopted, self._notice.show_error, owner=self)

    def _on_adopted(self, done: Adopted) -> None:
        number = len(done.preview.cases)
        text = self.tr("%n request(s) counted by the new rules; what changed is in their journals.", "", number)
        self._notice.say(phrases.firm(text), "done")

    def _on_later(self) -> None:
        self._notice.say(self.tr("The open requests stay as they are. You can take the rules over here at any time."))
        self.put_off.emit()
