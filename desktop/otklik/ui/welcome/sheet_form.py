"""Opens a register by its recovery sheet, and asks where its key shall lie from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.system.clock import SystemClock
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.welcome import work
from otklik.ui.welcome.key_choice import KeyChoice
from otklik.ui.welcome.welcome_form import WelcomeForm
from otklik.ui.widgets import Caption, Label
from otklik.ui.widgets.recovery_groups import RecoveryGroups

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from otklik.ui.welcome.runner import Runner


class SheetForm(WelcomeForm):
    """The eighteen groups of a sheet are typed, and the register is open.

    Args:
        runner: does its work.
        parent: owner.
    """

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("", runner, parent)
        self.title = self.tr("Open by the recovery sheet")
        self._path: Path | None = None
        self._words = Label("", wrap=True)
        self.groups = RecoveryGroups()
        self.rows.add_widget(self._words)
        self.rows.add_row("", self.groups)
        self.groups.changed.connect(lambda: self.rows.set_mistake(self.groups))
        self.groups.submitted.connect(self.submit)
        hand_focus_to(self, self.groups)
        self.add_button(self.tr("Open"), self.submit)

    def begin(self, path: Path) -> None:
        """Ask for the sheet of a register."""
        self._path = path
        self.groups.clear()
        self.rows.set_mistake(self.groups)
        self._words.setText(
            self.tr("Type the 18 groups from the printed sheet, or paste them. The register: {file}").format(
                file=path.name
            )
        )

    def submit(self) -> None:
        """Open the register, or say what is wrong with the groups."""
        path, groups = self._path, self.groups.groups()
        if path is None:
            return
        self.runner.start(
            lambda: work.check_sheet(path, groups, SystemClock()),
            self._on_open,
            self._on_refused,
            self.tr("The register is being opened…"),
        )

    def _on_refused(self, error: Exception) -> None:
        self.demand(self.groups, False, str(error))

    def _on_open(self, ready: work.OpenRegister) -> None:
        self.groups.clear()  # the key is not left standing in a window
        self.ready.emit(ready)


class SettleForm(WelcomeForm):
    """Asks where the key of a register shall lie that opened without this computer having its key.

    Args:
        runner: does its work.
        parent: owner.
    """

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("", runner, parent)
        self.title = self.tr("How shall the register open from now on?")
        self._ready: work.OpenRegister | None = None
        self.key = KeyChoice()
        self.rows.add_widget(
            Caption(
                self.tr("So that the recovery sheet is not needed each time. It stays valid: keep it in its place.")
            )
        )
        self.rows.add_row(self.tr("From now on the key lies in"), self.key)
        self.key.submitted.connect(self.submit)
        hand_focus_to(self, self.key)
        self.add_button(self.tr("Go on"), self.submit)

    def begin(self, ready: work.OpenRegister) -> None:
        """Ask for the place of this register's key."""
        self._ready = ready

    def submit(self) -> None:
        """Put the key there, or say what is not filled in."""
        ready, wish = self._ready, self.key.wish()
        if ready is None or wish is None:
            return
        self.runner.start(
            lambda: work.settle(ready, wish, SystemClock()),
            self._on_settled,
            self.failed.emit,
            self.tr("The key is being put in its place…"),
        )

    def _on_settled(self, ready: work.OpenRegister) -> None:
        self.key.clear()
        self.ready.emit(ready)
