"""The windows before a register is open: the first one with its ways, and the lock."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from otklik.safety.keys import PasswordNeeded, read_key_file
from otklik.system.paths import resource
from otklik.system.preferences import NAME, Preferences
from otklik.ui.intake.dropped import Dropped
from otklik.ui.lock.lock_window import LockWindow
from otklik.ui.pictures.stage import rest
from otklik.ui.tasks import Tasks
from otklik.ui.welcome.beginning import ON_STICK
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


def _questions(welcome: WelcomeWindow, tasks: Tasks, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield the questions of a register of one's own: who, with a policy, copies, a password, the recovery sheet."""
    form = welcome.create_form
    form.show_store("GNOME Keyring")
    welcome.choices.create_wanted.emit()
    rest(tasks)
    yield "first-who", welcome
    form.pass_over()
    rest(tasks)
    yield "first-copies", welcome
    form.copies.offer((folder / "KINGSTON",))
    form.copies.take_folder(folder / "KINGSTON" / ON_STICK)
    rest(tasks)
    yield "first-copies-stick", welcome
    form.go_back()
    form.who.take_in(Dropped(paths=(str(resource("demo/policy.md")),)))
    rest(tasks)
    yield "first-who-policy", welcome
    form.show_store("")
    form.submit()
    form.pass_over()
    rest(tasks)
    yield "first-password", welcome
    form.place.file.set_path(folder / "first-run" / "register.otklik")
    form.place.key.choose(Place.FILE)
    form.place.key.key_file.set_path(folder / "first-run" / "register.key")
    form.submit()
    rest(tasks, welcome.made_form.isVisible)
    rest(welcome.made_form.findChildren(Tasks)[0])
    yield "first-sheet", welcome
    welcome.made_form.end()
    shutil.rmtree(folder / "first-run")
    (folder / NAME).unlink()


def _ways(welcome: WelcomeWindow, tasks: Tasks, demo: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield the ways of the first window: opening by password and sheet, restoring, damage."""
    register = demo / "demo.otklik"
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
    yield from _questions(welcome, tasks, folder)
    yield from _ways(welcome, tasks, demo)
    welcome.close()
    welcome.deleteLater()
