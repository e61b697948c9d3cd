"""The whole program in a test: made, opened, locked, left."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from otklik.app import Program
from otklik.casework import opening, profiles
from otklik.register.records import Operator, OperatorForm
from otklik.safety.keys import locked_key_path, read_key_file
from otklik.safety.passwords import Cost, lock_key
from otklik.system.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.lock.lock_window import LockWindow
    from otklik.ui.main_window import MainWindow

PASSWORD = "лиса и журавль 27"
QUICK = Cost(memory=64, passes=1, lanes=1)
"""What tests can wait for."""


def make_register(path: Path) -> Path:
    """Make a register with one operator, its key file beside it."""
    desk = opening.make_register(path, path.with_suffix(".key"), SystemClock())
    profiles.save_operator(desk, Operator(form=OperatorForm.COMPANY, name="ООО «Пример»"))
    desk.register.close()
    return path


def set_password(path: Path) -> None:
    """Lock the key of a register by `PASSWORD`; the plain one goes."""
    key_file = path.with_suffix(".key")
    with path.open("rb") as file:
        register_id = file.read(16).hex()
    locked_key_path(path).write_bytes(lock_key(read_key_file(key_file), PASSWORD, register_id, QUICK))
    key_file.unlink()


@contextmanager
def running(folder: Path) -> Iterator[Program]:
    """Make a program and take everything of it off the screen afterwards."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    program = Program(application, folder)
    try:
        yield program
    finally:
        for window in (program.window, program.welcome, program.lock_window):
            if window is not None:
                window.hide()
                window.deleteLater()
        program.close()
        program.deleteLater()


def opened(qtbot: QtBot, program: Program) -> MainWindow:
    """Return the main window once it stands with its first page."""
    qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible(), timeout=10_000)
    assert program.window is not None
    at_rest(qtbot, program)
    return program.window


def at_rest(qtbot: QtBot, program: Program) -> None:
    """Wait until nothing is under way."""
    for _ in range(3):
        qtbot.wait(1)
        qtbot.waitUntil(lambda: program.tasks.pending == 0, timeout=10_000)


def locked(qtbot: QtBot, program: Program) -> LockWindow:
    """Return the lock window once the register is closed and it may be opened again."""
    qtbot.waitUntil(lambda: program.locking is not None and program.locking.locked, timeout=10_000)
    qtbot.waitUntil(lambda: program.tasks.suspended and program.tasks.pending == 0, timeout=10_000)
    assert program.locking is not None
    assert program.locking.lock_window is not None
    return program.locking.lock_window
