"""What a draft says of where the data were looked for, and is not true yet: places nobody has looked in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from otklik.register.records import LetterState
from otklik.ui.phrases import firm
from otklik.ui.widgets import Notice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.answering import LetterView
    from otklik.casework.desk import Changes
    from otklik.ui.tasks import Tasks


class Unlooked(Notice):
    """«Не проверено: камера, сайт»: a warning on a draft that tells of the search. It does not block the letter.

    Signals:
        case_wanted: the user wants to look; the checklist stands in the case.

    Args:
        tasks: where it is read.
        parent: owner.
    """

    case_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(role="soon", parent=parent)
        self._tasks = tasks
        self._view: LetterView | None = None
        tasks.changed.connect(self._on_changed)

    def show_letter(self, view: LetterView) -> None:
        """Say what is not looked in yet, if the letter tells of it."""
        self._view = view if view.letter.state is LetterState.DRAFT else None
        self.say("")
        self._read()

    def _on_changed(self, changes: Changes) -> None:
        if self._view is not None and (self._view.case.id in changes.cases or changes.operators):
            self._read()

    def _read(self) -> None:
        from otklik.casework import letter_facts  # noqa: PLC0415 - letters are loaded when one is opened

        if (view := self._view) is not None:
            self._tasks.run(
                lambda desk: letter_facts.unlooked(desk, view.letter.id), partial(self._tell, view), owner=self
            )

    def _tell(self, view: LetterView, places: tuple[str, ...]) -> None:
        if self._view is None or self._view.letter.id != view.letter.id:
            return
        words = self.tr("Not looked in yet: {places}. The letter names only what was.").format(places=", ".join(places))
        self.say(firm(words) if places else "", "soon", (self.tr("To the request"), self.case_wanted.emit))
