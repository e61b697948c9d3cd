"""The register's file vanishes under the window: it says so and saves what is open."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from otklik.casework.copies import safekeeping
from otklik.casework.desk import Changes
from otklik.register.records import Subject
from otklik.register.store import Register
from otklik.system.errors import OtklikError
from tests.ui.sample import KEY
from tests.ui.window_tools import ask, button, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere the system keeps an open file in its place")


def act(desk: Desk) -> Changes:
    with desk.register.atomic():
        desk.register.subjects.add(Subject(full_name="Придуманный Пётр"))
    return Changes()


def test_what_is_open_is_saved_by_one_click(qtbot: QtBot, window: MainWindow, tasks: Tasks, tmp_path: Path) -> None:
    tasks.act(act)
    settle(qtbot, window)
    (tmp_path / "register.otklik").unlink()
    said: list[Exception] = []
    tasks.act(act, failed=said.append)
    settle(qtbot, window)
    assert isinstance(said[0], OtklikError), "whoever asked for the act is told as ever"
    assert "ничего не записано" in seen(window)
    button(window, "Сохранить копию сейчас").click()
    qtbot.waitUntil(lambda: "Копия сохранена и проверена" in seen(window), timeout=20_000)
    (copy,) = ask(qtbot, tasks, safekeeping.backup_folder).iterdir()
    with Register.open(copy, KEY, writable=False) as saved:
        assert saved.database.value("SELECT count(*) FROM subjects WHERE full_name = 'Придуманный Пётр'") == 1


def test_where_the_folder_cannot_be_written_another_one_is_chosen(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(qtbot, tasks, safekeeping.backup_folder).write_text("a file in the place of the folder")
    (tmp_path / "register.otklik").unlink()
    tasks.act(act)
    settle(qtbot, window)
    button(window, "Сохранить копию сейчас").click()
    qtbot.waitUntil(lambda: "Не удалось сохранить копию." in seen(window), timeout=20_000)
    chosen = tmp_path / "stick"
    chosen.mkdir()
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(chosen))
    button(window, "Выбрать папку…").click()
    qtbot.waitUntil(lambda: "Копия сохранена и проверена" in seen(window), timeout=20_000)
    assert len(list(chosen.glob("*.otklik-backup"))) == 1
