"""The card of the password: set, change, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.casework import key_keeping
from otklik.safety.keys import KeyKind
from otklik.safety.passwords import SHORTEST, weakness
from otklik.ui.settings.password_question import PasswordQuestion
from otklik.ui.widgets import (
    Caption,
    FormRows,
    Heading,
    Label,
    Notice,
    PasswordField,
    PrimaryButton,
    QuietButton,
    Sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from otklik.safety.keys import KeyPlace
    from otklik.ui.tasks import Tasks


class PasswordCard(Sheet):
    """The password that locks the key.

    Args:
        tasks: where all work is done.
        refresh: reads the page anew after an act.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, refresh: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(24, 10, parent=parent)
        self._tasks, self._refresh = tasks, refresh
        self._is_set = False
        self._key_file: Path | None = None
        self._state = Label("", "medium", wrap=True)
        self._notice = Notice(closable=True)
        self._set, self._remove = QuietButton(""), QuietButton(self.tr("Remove the password…"))
        self._form = FormRows(12)
        hint = self.tr("Three or four words that do not belong together are strong and easy to remember.")
        self._password = PasswordField(self.tr("New password"), hint=hint)
        self._again = PasswordField(self.tr("Once more"))
        self._keep = PrimaryButton("")
        self._acts, self._sure, self._after = QWidget(), QWidget(), Label("", wrap=True)
        self.question = PasswordQuestion(tasks)
        self._lay_out()
        # Whoever sits down at an open register must not lock out its owner.
        self._set.clicked.connect(lambda: self.question.ask(self.begin))
        self._remove.clicked.connect(lambda: self.question.ask(self._ask))
        self._keep.clicked.connect(self._on_keep)
        self._password.changed.connect(self._show_weakness)
        self._password.submitted.connect(self._again.setFocus)
        self._again.changed.connect(lambda: self._form.set_mistake(self._again))
        self._again.submitted.connect(self._on_keep)

    def show_place(self, place: KeyPlace, key_file: Path | None) -> None:
        """Show whether a password locks the key.

        Args:
            place: where the key lies.
            key_file: the key file the register was opened with; `None` where there is none.
        """
        self._key_file = key_file
        self.question.show_place(place, key_file)
        self._is_set = place.kind is KeyKind.PASSWORD
        if self._is_set:
            self._state.setText(self.tr("The register asks for the password each time it opens"))
        else:
            open_to_all = self.tr("No password is set: whoever is logged in to this computer opens the register")
            with_file = self.tr("No password is set: whoever has the key file opens the register")
            self._state.setText(open_to_all if key_file is None else with_file)
        to_store = self.tr(
            "The key then lies in the password store of this computer, and the register opens by itself."
        )
        to_file = self.tr("The key file is then without a lock: whoever has it and the register reads everything.")
        self._after.setText(to_store if key_file is None else to_file)
        self._set.setText(self.tr("Change the password…") if self._is_set else self.tr("Set a password…"))
        self._keep.setText(self.tr("Change the password") if self._is_set else self.tr("Set the password"))
        self._remove.setVisible(self._is_set)

    def _lay_out(self) -> None:
        self.body.addWidget(Heading(self.tr("The password")))
        self.body.addWidget(self._state)
        self.body.addWidget(
            Caption(
                self.tr(
                    "Nobody can find out a forgotten password. Without the password and without the recovery sheet "
                    "nobody opens the register, and neither do we."
                )
            )
        )
        self.body.addWidget(self._notice)
        self._form.add_row(self.tr("New password"), self._password)
        self._form.add_row(self.tr("Once more"), self._again)
        self._form.add_widget(self._row(self._keep, self._cancel_button()))
        line = QHBoxLayout()
        line.addWidget(self._form, 3)
        line.addStretch(2)  # a password is short: a field over the whole card would leave the signs far away
        self.body.addLayout(line)
        self._fill_sure()
        self.body.addWidget(self._sure)
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(8)
        acts.addWidget(self._set)
        acts.addWidget(self._remove)
        acts.addStretch(1)
        self.body.addWidget(self._acts)
        self.body.addWidget(self.question)
        self._show_part(self._acts)

    def _fill_sure(self) -> None:
        """Lay out the question that comes before a password is removed."""
        row = QHBoxLayout(self._sure)
        row.setContentsMargins(0, 0, 0, 0)
        rows = FormRows(12)
        rows.add_widget(self._after)
        remove = PrimaryButton(self.tr("Remove the password"))
        remove.clicked.connect(self._on_remove)
        rows.add_widget(self._row(remove, self._cancel_button()))
        row.addWidget(rows)

    def _cancel_button(self) -> QuietButton:
        button = QuietButton(self.tr("Cancel"))
        button.clicked.connect(lambda: self._end(self._set))
        return button

    @staticmethod
    def _row(*buttons: QWidget) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        return widget

    def _show_part(self, part: QWidget) -> None:
        for one in (self._acts, self._form, self._sure):
            one.setVisible(one is part)

    def begin(self) -> None:
        """Ask for a new password."""
        self._notice.clear()
        self._show_part(self._form)
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self._notice.clear()
        self._show_part(self._sure)

    def _end(self, focus: QWidget) -> None:
        """Leave nothing typed behind."""
        for field in (self._password, self._again):
            field.clear()
            self._form.set_mistake(field)
        self.setEnabled(True)
        self._show_part(self._acts)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_weakness(self) -> None:
        """Say what is weak once the password is long enough to be one: nobody is told off at his first letter."""
        typed = self._password.text()
        self._form.set_mistake(self._password)
        self._password.advise((weakness(typed) or "") if len(typed) >= SHORTEST else "")

    def _on_keep(self) -> None:
        typed = self._password.text()
        if weak := weakness(typed):
            self._password.advise("")
            self._form.set_mistake(self._password, weak)
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._again.text() != typed:
            self._form.set_mistake(self._again, self.tr("The two passwords differ. Type the same one once more."))
            self._again.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.setEnabled(False)
        file = self._key_file
        self._tasks.act(
            lambda desk: key_keeping.set_password(desk, typed, file), self._on_set, self._on_failed, owner=self
        )

    def _on_set(self, _changes: object) -> None:
        self._end(self._set)
        self._notice.say(self.tr("The password is set. The register asks for it from the next time on."), "done")
        self._refresh()

    def _on_remove(self) -> None:
        self.setEnabled(False)
        file = self._key_file
        self._tasks.act(
            lambda desk: key_keeping.remove_password(desk, file), self._on_removed, self._on_failed, owner=self
        )

    def _on_removed(self, _changes: object) -> None:
        self._end(self._set)
        self._notice.say(self.tr("The password is removed: the register opens without it."), "done")
        self._refresh()

    def _on_failed(self, error: Exception) -> None:
        self._end(self._set)
        self._notice.show_error(error)
        self._refresh()  # a password store may refuse when the password is set already
