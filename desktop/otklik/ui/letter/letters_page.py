"""Письма: the list of drafts and issued letters; a letter opens in the editor in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otklik.ui.letter.letters_table import LettersModel, LettersTable
from otklik.ui.widgets import Caption, EmptyState, Sheet, Title

if TYPE_CHECKING:
    from otklik.casework.desk import Changes
    from otklik.system.clock import Clock
    from otklik.ui.letter.letter_editor import LetterEditor
    from otklik.ui.tasks import Tasks


class LettersPage(QWidget):
    """The letters of the register.

    Signals:
        case_wanted: open this case; carries its id.
        profile_wanted: open the profile of this operator at this attribute; carries id and attribute.

    Args:
        tasks: where all work is done.
        clock: tells today.
        parent: owner.
    """

    case_wanted = Signal(int)
    profile_wanted = Signal(int, str)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._editor: LetterEditor | None = None
        self._model = LettersModel(tasks, self)
        self._model.loaded.connect(self._on_loaded)
        self._table = LettersTable(self._model)
        self._table.opened.connect(self.open_letter)
        self._body = QStackedWidget()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._make_list())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setFocusProxy(self._table)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what changed: the list, and the letter that is open where it is touched."""
        if changes is None or changes.letters or changes.cases or changes.subjects:
            self._model.reload()
        if self._editor is not None and self.editor_shown:
            self._editor.refresh(changes)

    def open_letter(self, letter_id: int) -> None:
        """Show a letter in the editor."""
        self.editor.open_letter(letter_id)
        self._stack.setCurrentWidget(self.editor)

    @property
    def editor(self) -> LetterEditor:
        """The editor; made when the first letter is opened, for it brings QtPdf along."""
        if self._editor is None:
            from otklik.ui.letter.letter_editor import LetterEditor  # noqa: PLC0415 - see above

            self._editor = LetterEditor(self._tasks)
            self._editor.closed.connect(self.show_list)
            self._editor.case_wanted.connect(self.case_wanted)
            self._editor.profile_wanted.connect(self.profile_wanted)
            self._stack.addWidget(self._editor)
        return self._editor

    @property
    def editor_shown(self) -> bool:
        """Whether a letter is on screen, not the list."""
        return self._editor is not None and self._stack.currentWidget() is self._editor

    def show_list(self) -> None:
        """Go back to the list."""
        self._stack.setCurrentIndex(0)
        self._model.reload()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_list(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(36, 28, 36, 28)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Title(self.tr("Letters")), 1)
        column.addLayout(head)
        column.addWidget(Caption(self.tr("Letters are begun from a case: open it and press “Prepare the answer”.")))
        column.addSpacing(10)
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 4, 1, 6)
        self._body.addWidget(self._table)
        self._body.addWidget(
            EmptyState(
                "letter",
                self.tr("No letters yet"),
                self.tr("Open a case and press “Prepare the answer”: the draft appears here."),
            )
        )
        sheet.body.addWidget(self._body)
        column.addWidget(sheet, 1)
        return page

    def _on_loaded(self) -> None:
        self._body.setCurrentIndex(0 if self._model.rowCount() else 1)
