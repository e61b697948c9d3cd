"""What leads from the window of one register to the others: the list, its keys, its lines in the palette."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from otklik.ui.palette.commands import Command
from otklik.ui.registers import own_process, recent
from otklik.ui.registers.register_button import KEYS
from otklik.ui.registers.register_list import RegisterList

if TYPE_CHECKING:
    from otklik.casework.desk import Changes
    from otklik.ui.main_window import MainWindow
    from otklik.ui.one_window import OneWindow
    from otklik.ui.registers.kept import Kept
    from otklik.ui.tasks import Tasks


class Registers(QObject):
    """The other registers of this computer, each in a window and a process of its own.

    Signals:
        named: the register of this window is called otherwise now; carries its name.

    Args:
        window: the window of the register that is open; also the owner.
        tasks: its threads.
        here: the file of that register.
        kept: what is remembered on this computer.
        one: brings the window of another register to the front.
        language: of this run, where it was started in another one than the settings say.
    """

    named = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        here: Path,
        kept: Kept,
        one: OneWindow,
        language: str | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._tasks, self._here = window, tasks, here
        self._kept, self._one, self._language = kept, one, language
        self._list: RegisterList | None = None
        self._found: tuple[recent.Recent, ...] = ()
        QShortcut(QKeySequence(KEYS), window, self.show_list)
        tasks.changed.connect(self._on_changed)
        self.look()

    def look(self) -> None:
        """Look how the others stand, beside everything else."""
        self._tasks.run_aside(partial(recent.look, self._kept.folder, self._here), self._on_found, owner=self)

    def show_list(self) -> None:
        """Show the list as it was last seen, and look anew; take it away where it is shown."""
        if self._list is None:
            self._list = RegisterList(self._window, self._window.register_button)
            self._list.opening_wanted.connect(self.open)
            self._list.here_wanted.connect(lambda path: self._window.change_register(str(path)))
            self._list.removal_wanted.connect(self.remove)
            self._list.file_wanted.connect(self.choose)
            self._list.beginning_wanted.connect(self.begin_another)
        if self._list.isVisible():
            self._list.close_panel()
            return
        self._list.show_registers(self._found)
        self.look()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with registers, for the palette; how they stand is looked at for the next time."""
        self.look()
        opening = tuple(
            Command(
                f"register-{number}",
                self.tr("Open the register “{name}”").format(name=one.name),
                partial(self.open, one.path),
                words=one.path.stem,
            )
            for number, one in enumerate(self._found)
            if one.state is not recent.State.MISSING
        )
        everywhere = self.tr("Everywhere")
        return (
            Command("registers", self.tr("Other registers…"), self.show_list, KEYS, everywhere),
            *opening,
            Command("open-file", self.tr("Open the file of a register…"), self.choose),
            Command("new-register", self.tr("New register, or restore one…"), self.begin_another),
        )

    def open(self, path: Path) -> None:
        """Open a register in a window of its own; one that has a window already comes to the front instead."""
        if path.absolute() == self._here:
            self._window.activateWindow()
            return
        self._one.call(path, partial(self._start, str(path)))

    def choose(self) -> None:
        """Ask for the file of a register, or of a copy, which is restored."""
        dialog = QFileDialog(self._window, self.tr("Which register?"), str(self._here.parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Registers and copies (*.otklik *.otklik-backup);;All files (*)"))
        dialog.fileSelected.connect(lambda file: self.open(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def begin_another(self) -> None:
        """Show the first window in a process of its own: begin a register, or restore one."""
        self._start(own_process.BEGIN)

    def remove(self, path: Path) -> None:
        """Take a register off the list; nothing happens to its file."""
        self._kept.preferences.drop(path)
        self._kept.keep()
        self.look()

    def _start(self, argument: str) -> None:
        if own_process.start(self._kept.folder, self._language, argument):
            self._window.notify(self.tr("It opens in a window of its own…"), is_of_page=True)
        else:
            self._window.notify(
                self.tr("Another window could not be started. Start the program once more by hand."), "overdue"
            )

    def _on_found(self, found: tuple[recent.Recent, ...]) -> None:
        if found == self._found:
            return
        self._found = found
        if self._list is not None and self._list.isVisible():
            self._list.show_registers(found)

    def _on_changed(self, changes: Changes) -> None:
        if changes.operators:
            from otklik.casework import opening  # noqa: PLC0415 - start-up: loaded on the register's thread

            self._tasks.run(opening.name_of, self.named.emit, owner=self)
