"""The windows before a register is open: the first one with its ways, and the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from otklik.safety.keys import PasswordNeeded, read_key_file
from otklik.system.preferences import Preferences
from otklik.ui.lock.lock_window import LockWindow
from otklik.ui.pictures.stage import rest
from otklik.ui.tasks import Tasks
from otklik.ui.welcome.key_choice import Place
from otklik.ui.welcome.key_source import Source
from otklik.ui.welcome.welcome_window import WelcomeWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


def locked() -> Iterator[tuple[str, QWidget]]:
    """Yield the lock as it stands where a password is set, and where none is."""
    for name, password in (("lock", True), ("lock-no-password", False)):
        lock = LockWindow()
        lock.resize(lock.minimumSize())
        lock.ask(password=password)
        lock.show()
        QCoreApplication.processEvents()
        yield name, lock
        lock.hide()
        lock.deleteLater()


def _known(demo: Path) -> Preferences:
    """Return the preferences of a computer that had the demonstration open, so that its copies are found."""
    known = Preferences()
    known.remember(demo / "demo.otklik", demo / "demo.key")
    known.remember_copies((demo, demo / "backups"))
    return known


def _ways(welcome: WelcomeWindow, tasks: Tasks, demo: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield the ways of the first window: making, opening by password and sheet, restoring, damage."""
    register = demo / "demo.otklik"
    welcome.choices.create_wanted.emit()
    welcome.create_form.key.choose(Place.PASSWORD)
    rest(tasks)
    yield "welcome-new", welcome
    welcome.show_problem(PasswordNeeded(""), register)
    rest(tasks)
    yield "welcome-password", welcome
    welcome.open_by_sheet(register)
    rest(tasks)
    yield "welcome-sheet", welcome
    welcome.choices.restore_wanted.emit()
    rest(tasks)
    yield "restore-copy", welcome
    form = welcome.restore_form
    form.take_copy()
    rest(tasks)
    yield "restore-target", welcome
    form.ask_key()
    form.source.choose(Source.SHEET)
    rest(tasks)
    yield "restore-key", welcome
    welcome.show_damage(register, demo / "demo.key", key=read_key_file(demo / "demo.key"))
    rest(tasks)
    yield "damage", welcome


def starting(folder: Path, demo: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield the first window and its ways.

    Args:
        folder: a data folder.
        demo: folder of the demonstration.
    """
    welcome = WelcomeWindow(_known(demo), folder)
    welcome.show()
    tasks = welcome.findChildren(Tasks)[0]
    rest(tasks)
    yield "welcome", welcome
    yield from _ways(welcome, tasks, demo)
    welcome.close()
    welcome.deleteLater()
