"""The switch of a draft that answers the linked cases too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from otklik.register.records import LetterState
from otklik.ui import phrases

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.answering import LetterView
    from otklik.register.records import Case
    from otklik.ui.tasks import Tasks


class AnswersLinked(QCheckBox):
    """«Письмо отвечает и на обращение № 32»: hidden where the case of a draft has no open linked ones.

    Signals:
        failed: it could not be put on record; carries the error.

    Args:
        tasks: where it is read and stored.
        parent: owner.
    """

    failed = Signal(Exception)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._letter_id = tasks, 0
        self.clicked.connect(self._on_clicked)
        self.hide()

    def show_letter(self, view: LetterView) -> None:
        """Show the switch for a letter, if it has one."""
        from otklik.casework.linked import open_linked  # noqa: PLC0415 - on the database's thread

        self._letter_id = view.letter.id
        self.hide()
        if view.letter.state is LetterState.DRAFT:
            self._tasks.run(
                lambda desk: open_linked(desk.register, view.case), partial(self._show_linked, view), owner=self
            )

    def _show_linked(self, view: LetterView, linked: tuple[Case, ...]) -> None:
        if view.letter.id != self._letter_id or not linked:
            return
        numbers = ", ".join(str(case.number) for case in linked)
        if len(linked) == 1:
            words = self.tr("The letter answers request № {number} as well").format(number=numbers)
        else:
            words = self.tr("The letter answers requests № {numbers} as well").format(numbers=numbers)
        self.setText(phrases.firm(words))
        self.setChecked(view.letter.answers_linked)
        self.show()

    def _on_clicked(self, both: bool) -> None:
        from otklik.casework import linking  # noqa: PLC0415 - only where cases are linked

        letter_id = self._letter_id
        self._tasks.act(
            lambda desk: linking.answer_for_linked(desk, letter_id, both=both), None, self._on_failed, owner=self
        )

    def _on_failed(self, error: Exception) -> None:
        self.setChecked(not self.isChecked())
        self.failed.emit(error)
