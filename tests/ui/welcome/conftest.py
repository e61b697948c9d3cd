"""A first window on a computer that has a password store or none, and a register made elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from otklik.casework import opening, profiles
from otklik.casework.copies import safekeeping
from otklik.register.store import Register
from otklik.safety import key_stores, keys
from otklik.system.clock import FixedClock
from otklik.system.preferences import Preferences
from otklik.ui import translation
from otklik.ui.welcome.welcome_window import WelcomeWindow
from tests.invented import NOON
from tests.ui.office import KEY, OPERATOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from otklik.ui.welcome.create_form import CreateForm
    from otklik.ui.widgets.password_field import PasswordField


class Hands:
    """What a person does at the first window, and what he sees there.

    Args:
        qtbot: waits for results.
        window: the window.
        folder: the data folder.
    """

    def __init__(self, qtbot: QtBot, window: WelcomeWindow, folder: Path) -> None:
        self.qtbot, self.window, self.folder = qtbot, window, folder

    def rest(self) -> None:
        """Wait until nothing is under way."""
        tasks = self.window._tasks
        self.qtbot.waitUntil(lambda: tasks.pending == 0 and self.window.runner.isHidden(), timeout=15_000)

    def button(self, text: str) -> QAbstractButton:
        return next(b for b in self.window.findChildren(QAbstractButton) if b.text() == text and b.isVisible())

    def press(self, text: str) -> None:
        self.button(text).click()
        self.rest()

    def to_the_key(self, name: str) -> CreateForm:
        """Begin a register on a computer without a password store and go on to the page about its key."""
        self.press("Начать свой реестр")
        self.window.create_form.who.name.setText(name)
        self.press("Дальше")
        self.press("Пропустить")
        return self.window.create_form

    def said(self) -> str:
        """Return all words on screen."""
        words = (label.text() for label in self.window.findChildren(QLabel) if label.isVisible())
        return " ".join(words).replace("\u00a0", " ")

    def type_password(self, field: PasswordField, text: str) -> None:
        line = field.findChild(QLineEdit)
        assert line is not None
        line.setText(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    """The first window on a computer without a password store."""
    translation.install(qapp, "ru")
    monkeypatch.setattr(key_stores, "ALLOWED", ())
    made = WelcomeWindow(Preferences(), folder)
    qtbot.addWidget(made)
    made.show()
    hands = Hands(qtbot, made, folder)
    hands.rest()
    yield hands
    made.end()


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with a key file and a backup, made elsewhere."""
    path = tmp_path / "other.otklik"
    desk = opening.begin(Register.create(path, KEY), FixedClock(NOON))
    profiles.save_operator(desk, OPERATOR)
    (tmp_path / "copies").mkdir()
    safekeeping.back_up_now(desk, tmp_path / "copies")
    desk.register.close()
    keys.write_key_file(tmp_path / "other.key", KEY)
    return path


@pytest.fixture
def backup(register: Path) -> Path:
    """The backup of that register."""
    (copy,) = (register.parent / "copies").glob("*.otklik-backup")
    return copy
