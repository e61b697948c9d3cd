"""What the forms of the first window share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from otklik.ui.welcome.path_field import PathField
from otklik.ui.widgets import FormRows, PrimaryButton
from otklik.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.ui.welcome.runner import Runner


class WelcomeForm(QWidget):
    """A form with a primary button below.

    Signals:
        ready: a register opens; carries an `OpenRegister`.
        failed: something went wrong that belongs to no field; carries an `OtklikError`.
        titled: another title is to stand over it.

    Attributes:
        title: what it is for.
        corner: what stands at the right of the title; `None` for nothing.

    Args:
        title: what it is for.
        runner: does its work.
        parent: owner.
    """

    ready = Signal(object)
    failed = Signal(object)
    titled = Signal(str)
    corner: QWidget | None = None

    def __init__(self, title: str, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.runner = runner
        self.rows = FormRows(12)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(self.rows)

    def go_back(self) -> bool:
        """Go a step back inside the form; return whether there was one."""
        return False

    def add_button(self, word: str, action: Callable[[], None]) -> PrimaryButton:
        """Add the primary button."""
        button = PrimaryButton(word)
        button.clicked.connect(action)
        self.column.addWidget(button)
        return button

    def add_field(self, label: str, field: QLineEdit | PathField | PasswordField, hint: str = "") -> None:
        """Add a row whose mistake goes as soon as somebody edits the field; arguments as of `FormRows.add_row`."""
        add_field(self.rows, label, field, hint)

    def demand(self, field: QWidget, filled: bool, sentence: str) -> bool:
        """Show or take away a mistake; return whether the field is filled in."""
        return demand(self.rows, field, filled, sentence)


def add_field(rows: FormRows, label: str, field: QLineEdit | PathField | PasswordField, hint: str = "") -> None:
    """Add a row whose mistake goes as soon as somebody edits the field; arguments as of `FormRows.add_row`."""
    rows.add_row(label, field, hint)
    edited = field.textChanged if isinstance(field, QLineEdit) else field.changed
    edited.connect(lambda: rows.set_mistake(field))


def demand(rows: FormRows, field: QWidget, filled: bool, sentence: str) -> bool:
    """Show or take away a mistake; return whether the field is filled in."""
    rows.set_mistake(field, "" if filled else sentence)
    if not filled:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
    return filled
