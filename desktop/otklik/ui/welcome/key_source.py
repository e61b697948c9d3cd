"""Where the key of a copy comes from: the recovery sheet, a password with its file, or a key file."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.welcome.path_field import PathField
from otklik.ui.welcome.welcome_form import add_field, demand
from otklik.ui.widgets import FormRows
from otklik.ui.widgets.password_field import PasswordField
from otklik.ui.widgets.recovery_groups import RecoveryGroups

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from otklik.casework.copies.found import FoundCopy, KnownKey


class Source(StrEnum):
    """What opens a copy."""

    SHEET = "sheet"
    PASSWORD = "password"  # noqa: S105 - a word, not a password
    FILE = "file"


class KeySource(QWidget):
    """Asks for what opens a copy.

    Signals:
        submitted: Enter was pressed.

    Args:
        parent: owner.
    """

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy: FoundCopy | None = None
        self._found_beside = False
        self._chips = ChoiceChips(
            (
                (Source.SHEET, self.tr("the recovery sheet")),
                (Source.PASSWORD, self.tr("a password")),
                (Source.FILE, self.tr("a key file")),
            ),
            needed=True,
        )
        self._chips.setAccessibleName(self.tr("What opens the copy"))
        self._rows = FormRows(12)
        self.groups = RecoveryGroups()
        self.password = PasswordField(self.tr("The password"))
        self.locked = PathField(
            self.tr("File of the locked key"),
            self.tr("Which file of the locked key?"),
            self.tr("Locked keys (*.otklik-key);;All files (*)"),
        )
        self.key_file = PathField(
            self.tr("Key file"), self.tr("Which key file?"), self.tr("Keys (*.key);;All files (*)")
        )
        self._rows.add_row("", self.groups)
        add_field(self._rows, self.tr("Password of the register"), self.password)
        add_field(
            self._rows,
            self.tr("File of the locked key"),
            self.locked,
            self.tr("It lies beside the register and is called as it is: register.otklik-key."),
        )
        add_field(self._rows, self.tr("Key file"), self.key_file)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._chips)
        column.addWidget(self._rows)
        self._chips.changed.connect(self._show_source)
        self.groups.changed.connect(lambda: self._rows.set_mistake(self.groups))
        self.groups.submitted.connect(self.submitted)
        self.password.submitted.connect(self.submitted)
        self.key_file.line.returnPressed.connect(self.submitted)
        self.choose(Source.SHEET)

    def begin(self, copy: FoundCopy, known: KnownKey) -> None:
        """Ask anew.

        Args:
            copy: what is to be opened.
            known: what this computer has of its key.
        """
        self._copy = copy
        self._found_beside = known.needs_password and known.locked is None
        self.clear()
        self.locked.set_path(known.locked)
        self.choose(Source.PASSWORD if known.needs_password else Source.SHEET)

    def clear(self) -> None:
        """Forget what was typed."""
        self.groups.clear()
        self.password.clear()
        fields: tuple[QWidget, ...] = (self.groups, self.password, self.locked, self.key_file)
        for field in fields:
            self._rows.set_mistake(field)

    def choose(self, source: Source) -> None:
        """Choose what opens the copy."""
        self._chips.choose(source)
        self._show_source()

    def reader(self) -> Callable[[], bytes] | None:
        """Return what reads the key, on a side thread; `None` where something is missing, which is said at its field.

        What it raises is a sentence for `show_mistake`.
        """
        source, copy = self._source(), self._copy
        if copy is None:
            return None
        if source is Source.SHEET:
            groups, register_id = self.groups.groups(), copy.register_id
            return lambda: _by_sheet(groups, register_id)
        if source is Source.PASSWORD:
            password, locked = self.password.text(), self.locked.path()
            there = self._found_beside or locked is not None
            there = demand(self._rows, self.locked, there, self.tr("Choose the file of the locked key."))
            typed = demand(self._rows, self.password, bool(password), self.tr("Type the password."))
            return (lambda: _by_password(copy.path, locked, password)) if there and typed else None
        file = self.key_file.path()
        if not demand(self._rows, self.key_file, file is not None, self.tr("Choose the key file.")) or file is None:
            return None
        return lambda: _by_file(file)

    def file(self) -> Path | None:
        """Return the key file that was named, where the key comes from one."""
        return self.key_file.path() if self._source() is Source.FILE else None

    def show_mistake(self, sentence: str) -> None:
        """Say what was wrong with what was given."""
        demand(self._rows, self._field(self._source()), False, sentence)

    def _source(self) -> Source:
        return Source(self._chips.chosen())

    def _field(self, source: Source) -> QWidget:
        """Return where what opens the copy is typed."""
        fields: dict[Source, QWidget] = {
            Source.SHEET: self.groups,
            Source.PASSWORD: self.password,
            Source.FILE: self.key_file,
        }
        return fields[source]

    def _show_source(self) -> None:
        chosen = self._source()
        for source in Source:
            self._rows.show_row(self._field(source), source is chosen)
        self._rows.show_row(self.locked, chosen is Source.PASSWORD and not self._found_beside)
        hand_focus_to(self, self._field(chosen))


def _by_sheet(groups: tuple[str, ...], register_id: str) -> bytes:
    from otklik.safety.recovery import key_from  # noqa: PLC0415 - only where a sheet is typed

    return key_from(groups, register_id)


def _by_password(copy: Path, locked: Path | None, password: str) -> bytes:
    from otklik.safety.keys import key_for  # noqa: PLC0415 - only where a password is typed

    return key_for(copy, locked, password)


def _by_file(file: Path) -> bytes:
    from otklik.safety.keys import read_key_file  # noqa: PLC0415 - only where a file is named

    return read_key_file(file)
