"""What a draft must not do unawares: hand out personal data to somebody nobody has checked yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from otklik.ui.phrases import firm
from otklik.ui.widgets import LinkButton, Notice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.answering import LetterView
    from otklik.casework.desk import Changes
    from otklik.ui.tasks import Tasks


class Stranger(Notice):
    """«Личность не подтверждена»: stands beside such a draft, and asks once more before it is issued.

    Signals:
        issue_wanted: the letter may be issued.
        case_wanted: the user wants to confirm who wrote; that is done in the case.

    Args:
        tasks: where it is read.
        parent: owner.
    """

    issue_wanted = Signal()
    case_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(role="soon", parent=parent)
        self._tasks = tasks
        self._view: LetterView | None = None
        tasks.changed.connect(self._on_changed)

    def show_letter(self, view: LetterView) -> None:
        """Say whether a letter hands out data while nobody knows who gets them."""
        self._view = view
        self.clear()
        self._read()

    def ask(self) -> None:
        """Let the letter be issued; where it tells a stranger something, only after one more click."""
        if not self.sentence:
            self.issue_wanted.emit()
            return
        words = self.tr("Nobody has confirmed who wrote, and data that were sent to a stranger do not come back.")
        self.say(firm(words), "overdue", (self.tr("Issue all the same"), self.issue_wanted.emit), topic="identity")
        self.findChildren(LinkButton)[-2].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, changes: Changes) -> None:
        if self._view is not None and self._view.case.id in changes.cases:
            self._read()

    def _read(self) -> None:
        from otklik.casework import strangers  # noqa: PLC0415 - letters are loaded when one is opened

        if (view := self._view) is not None:
            self._tasks.run(
                lambda desk: strangers.tells_a_stranger(desk, view.letter.id), partial(self._tell, view), owner=self
            )

    def _tell(self, view: LetterView, stranger: bool) -> None:
        if self._view is None or self._view.letter.id != view.letter.id or stranger == bool(self.sentence):
            return
        words = self.tr("The letter hands out personal data, and nobody has confirmed who wrote (152-ФЗ ст. 14 ч. 3).")
        confirm = (self.tr("Confirm the identity"), self.case_wanted.emit)
        self.say(firm(words) if stranger else "", "soon", confirm, topic="identity")
