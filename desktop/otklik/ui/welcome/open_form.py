"""Opens a register that exists, by its key, its password or its recovery sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from otklik.system.clock import SystemClock
from otklik.system.errors import OtklikError
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.welcome import work
from otklik.ui.welcome.path_field import PathField
from otklik.ui.welcome.welcome_form import WelcomeForm
from otklik.ui.widgets import Caption, LinkButton
from otklik.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.system.preferences import Preferences
    from otklik.ui.welcome.runner import Runner


class OpenForm(WelcomeForm):
    """Opens a register that exists.

    Signals:
        sheet_wanted: it is to be opened by its recovery sheet; carries its path.
        refused: it did not open; carries the error, its path, the key file and the password that were tried.

    Args:
        preferences: registers opened lately, and their key files.
        runner: does its work.
        parent: owner.
    """

    sheet_wanted = Signal(object)
    refused = Signal(object, object, object, object)

    def __init__(self, preferences: Preferences, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("", runner, parent)
        self.title = self.tr("Open a register")
        self._preferences = preferences
        self.file = PathField(
            self.tr("File of the register"), self.tr("Which register?"), self.tr("Registers (*.otklik)")
        )
        self.password = PasswordField(self.tr("The password"))
        self.key_file = PathField(
            self.tr("Key file"), self.tr("Which key file?"), self.tr("Keys (*.key *.otklik-key);;All files (*)")
        )
        self.add_field(self.tr("Register"), self.file)
        self.add_field(self.tr("Password of the register"), self.password)
        self.add_field(
            self.tr("Key file"),
            self.key_file,
            self.tr("Only where the password store of this computer does not have the key."),
        )
        self._forgotten = LinkButton("")
        self._forgotten.clicked.connect(self._on_forgotten)
        self.file.line.returnPressed.connect(self.submit)
        self.file.changed.connect(lambda: self.ask_password(False))
        self.password.submitted.connect(self.submit)
        hand_focus_to(self, self.file)
        self.add_button(self.tr("Open"), self.submit)
        self.column.addWidget(self._forgotten)
        self._add_recent(tuple(path for path in preferences.registers if Path(path).exists()))
        self.ask_password(False)

    def show_path(self, path: Path, key_file: Path | None) -> None:
        """Fill in a register and its key file."""
        if path != self.file.path():
            self.file.set_path(path)
        self.key_file.set_path(key_file)

    def ask_password(self, asked: bool) -> None:
        """Ask for the password, or no longer."""
        self.rows.show_row(self.password, asked)
        self.rows.show_row(self.key_file, not asked)
        self._forgotten.setText(
            self.tr("Forgot the password? Open by the recovery sheet")
            if asked
            else self.tr("Open by the recovery sheet")
        )
        if asked and self.isVisible():
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not asked:
            self.password.clear()

    def submit(self) -> None:
        """Open it, or say what is not filled in."""
        path = self.file.path()
        if not self.demand(self.file, path is not None, self.tr("Choose the register.")) or path is None:
            return
        key_file = self.key_file.path() or self._preferences.key_file_of(path)
        password = self.password.text() or None
        self.show_path(path, key_file)  # what is tried is what is shown
        self.runner.start(
            lambda: work.check(path, key_file, password, SystemClock()),
            self._on_open,
            lambda error: self.take_error(error, path, key_file, password),
            self.tr("The register is being opened…"),
        )

    def take_error(
        self, error: Exception, path: Path, key_file: Path | None = None, password: str | None = None
    ) -> None:
        """Say in place why a register did not open; what belongs to no field is handed on."""
        from otklik.safety.keys import PasswordNeeded, WrongPassword  # noqa: PLC0415 - loaded by the work already

        self.show_path(path, key_file)
        if isinstance(error, PasswordNeeded):
            self.ask_password(True)
            return
        if isinstance(error, WrongPassword):
            self.ask_password(True)
            self.demand(self.password, False, str(error))
            return
        if isinstance(error, OtklikError):
            self.refused.emit(error, path, key_file, password)
            if self.isVisible():
                self.key_file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_recent(self, recent: tuple[str, ...]) -> None:
        if recent:
            self.column.addSpacing(4)
            self.column.addWidget(Caption(self.tr("Opened lately")))
        for path in recent:
            link = LinkButton(path)
            link.clicked.connect(lambda _checked=False, path=path: self._on_recent(Path(path)))
            self.column.addWidget(link)

    def _on_open(self, ready: work.OpenRegister) -> None:
        self.password.clear()
        self.ready.emit(ready)

    def _on_recent(self, path: Path) -> None:
        self.show_path(path, None)
        self.submit()

    def _on_forgotten(self) -> None:
        path = self.file.path()
        if self.demand(self.file, path is not None, self.tr("Choose the register.")):
            self.sheet_wanted.emit(path)
