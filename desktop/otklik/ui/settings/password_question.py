"""Asks for the password once more before the key itself is shown or written into a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.casework import key_keeping
from otklik.safety.keys import KeyKind
from otklik.ui.widgets import FormRows, PasswordField, QuietButton

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from otklik.safety.keys import KeyPlace
    from otklik.ui.tasks import Tasks


class PasswordQuestion(QWidget):
    """The question for the password in use; hidden until it is asked, and again when it is answered.

    Args:
        tasks: where the password is tried.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._locked = False
        self._key_file: Path | None = None
        self._then: Callable[[], None] | None = None
        self._rows = FormRows(12)
        self.password = PasswordField(self.tr("Password of the register"))
        self.go_on, cancel = QuietButton(self.tr("Go on")), QuietButton(self.tr("Cancel"))
        self._rows.add_row(self.tr("Password of the register"), self.password)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.go_on)
        row.addWidget(cancel)
        row.addStretch(1)
        self._rows.add_widget(buttons)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.addWidget(self._rows, 3)
        line.addStretch(2)
        self.go_on.clicked.connect(self._on_typed)
        cancel.clicked.connect(self._end)
        self.password.submitted.connect(self._on_typed)
        self.password.changed.connect(lambda: self._rows.set_mistake(self.password))
        self.hide()

    def show_place(self, place: KeyPlace, key_file: Path | None) -> None:
        """Take over whether a password locks the key.

        Args:
            place: where the key lies.
            key_file: the key file the register was opened with; `None` where there is none.
        """
        self._locked, self._key_file = place.kind is KeyKind.PASSWORD, key_file

    def ask(self, then: Callable[[], None]) -> None:
        """Do something once the password was typed; at once where there is none.

        Args:
            then: what is to be done.
        """
        if not self._locked:
            then()
            return
        self._then = then
        self.show()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Leave nothing typed behind, for instance when the window is locked."""
        self.password.clear()

    def _on_typed(self) -> None:
        typed, file = self.password.text(), self._key_file
        if not typed:
            self._refuse(self.tr("Type the password the register is opened with."))
            return
        self.setEnabled(False)
        self._tasks.run(
            partial(key_keeping.check_password, key_file=file, password=typed),
            lambda _checked: self._on_right(),
            lambda error: self._refuse(str(error)),
            owner=self,
        )

    def _on_right(self) -> None:
        then = self._then
        self._end()
        if then is not None:
            then()

    def _refuse(self, sentence: str) -> None:
        self.setEnabled(True)
        self._rows.set_mistake(self.password, sentence)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        self._then = None
        self.setEnabled(True)
        self.password.clear()
        self._rows.set_mistake(self.password)
        self.hide()
