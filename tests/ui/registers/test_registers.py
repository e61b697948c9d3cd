"""Several registers: the list under the name, a window of its own for each, what is remembered of them."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from otklik.casework import profiles
from otklik.system.one_window import WindowPlace
from otklik.system.preferences import Preferences
from otklik.ui import standing
from otklik.ui.registers import own_process, recent
from otklik.ui.registers.file_opening import FileOpening
from otklik.ui.registers.recent import State
from otklik.ui.registers.register_list import RegisterList, RegisterRow
from tests.ui.program_tools import at_rest, make_register, opened, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from otklik.app import Program
    from otklik.casework.desk import Changes, Desk
    from otklik.ui.registers.registers import Registers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


class Warming(QObject):
    """Makes no pages: these tests look at none."""

    def __init__(self, *_arguments: object) -> None:
        super().__init__()

    def begin(self) -> None: ...


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose settings know three registers: one that is there, one that has a window, one that is gone."""
    monkeypatch.setattr(standing, "Warming", Warming)
    folder = tmp_path / "data"
    kept = Preferences()
    for name, called in (("gone", "ИП Ушедшая"), ("busy", "ИП Занятая"), ("other", "ИП Другая")):
        kept.remember(tmp_path / f"{name}.otklik", tmp_path / f"{name}.key", name=called)
    for name in ("busy", "other"):
        (tmp_path / f"{name}.otklik").write_bytes(b"")
    kept.save(folder)
    return folder


@pytest.fixture
def program(qtbot: QtBot, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr("otklik.app.REMIND_AFTER", 1)
    register = make_register(tmp_path / "mine.otklik")
    place = WindowPlace(data, tmp_path / "busy.otklik")
    assert place.take()
    with running(data) as one:
        one.begin(register, register.with_suffix(".key"))
        opened(qtbot, one)
        qtbot.waitUntil(lambda: one.window is not None and one.window.registers is not None)
        at_rest(qtbot, one)
        yield one
    place.release()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What other windows were started with; none really is."""
    begun: list[tuple[str, ...]] = []

    def start(_folder: Path, _language: str | None, *arguments: str) -> bool:
        begun.append(arguments)
        return True

    monkeypatch.setattr(own_process, "start", start)
    return begun


def registers(program: Program) -> Registers:
    assert program.window is not None
    assert program.window.registers is not None
    return program.window.registers


def shown_list(qtbot: QtBot, program: Program) -> RegisterList:
    """Click on the name of the register and return the list."""
    window = program.window
    assert window is not None
    qtbot.mouseClick(window.register_button, Qt.MouseButton.LeftButton)
    at_rest(qtbot, program)
    panel = window.findChild(RegisterList)
    assert panel is not None
    assert panel.isVisible()
    return panel


def words(row: RegisterRow) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel)]


def test_the_list_says_how_each_stands(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    rows = shown_list(qtbot, program).rows()
    assert [words(row)[0] for row in rows[:3]] == ["ИП Другая", "ИП Занятая", "ИП Ушедшая"]
    assert [words(row)[2:] for row in rows[:3]] == [[], ["открыт"], ["не найден"]]
    assert [row.isEnabled() for row in rows[:3]] == [True, True, False]
    assert str(tmp_path) in rows[0].accessibleName()
    assert "не найден" in rows[2].accessibleName()


def test_two_clicks_open_another_register_in_its_own_window(
    qtbot: QtBot, program: Program, started: list[tuple[str, ...]], tmp_path: Path
) -> None:
    panel = shown_list(qtbot, program)
    qtbot.mouseClick(panel.rows()[0], Qt.MouseButton.LeftButton)
    assert started == [(str(tmp_path / "other.otklik"),)]
    assert not panel.isVisible()
    assert program.window is not None
    assert program.window.isVisible(), "this window stays as it is"


def test_by_the_keys_alone(qtbot: QtBot, program: Program, started: list[tuple[str, ...]], tmp_path: Path) -> None:
    window = program.window
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    at_rest(qtbot, program)
    panel = window.findChild(RegisterList)
    assert panel is not None
    rows = panel.rows()
    rows[0].setFocus()
    for wanted in (rows[1], rows[3], rows[4], rows[0]):
        QTest.keyClick(window.focusWidget() or panel, Qt.Key.Key_Down)
        assert wanted.hasFocus(), "the one that is gone is passed over"
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    assert started == [(str(tmp_path / "other.otklik"),)]
    registers(program).show_list()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_one_that_is_open_comes_to_the_front(
    qtbot: QtBot, program: Program, started: list[tuple[str, ...]], tmp_path: Path, data: Path
) -> None:
    other = WindowPlace(data, tmp_path / "busy.otklik")
    registers(program).open(tmp_path / "busy.otklik")
    qtbot.waitUntil(other.asked)
    qtbot.wait(120)
    assert started == []


def test_what_is_gone_is_taken_off_the_list(qtbot: QtBot, program: Program, data: Path, tmp_path: Path) -> None:
    panel = shown_list(qtbot, program)
    (remove,) = [one for one in panel.findChildren(QToolButton) if one.isVisible()]
    remove.setFocus()
    assert remove.accessibleName() == "Убрать «ИП Ушедшая» из списка"
    remove.click()
    at_rest(qtbot, program)
    qtbot.waitUntil(lambda: len(panel.rows()) == 4)
    assert panel.isVisible()
    assert panel.rows()[0].hasFocus()
    kept = Preferences.load(data)
    assert str(tmp_path / "gone.otklik") not in kept.registers
    assert kept.key_file_of(tmp_path / "gone.otklik") is not None, "should it come back, it opens again"


def test_with_ctrl_it_opens_in_this_window(
    qtbot: QtBot, program: Program, started: list[tuple[str, ...]], tmp_path: Path
) -> None:
    wanted: list[str] = []
    window = program.window
    assert window is not None
    window.register_wanted.disconnect()
    window.register_wanted.connect(wanted.append)
    row = shown_list(qtbot, program).rows()[0]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: wanted == [str(tmp_path / "other.otklik")])  # a copy may be made before
    assert started == []


def test_the_palette_offers_each_register_and_a_new_one(
    qtbot: QtBot, program: Program, started: list[tuple[str, ...]], tmp_path: Path
) -> None:
    assert program.window is not None
    commands = {command.title: command for command in program.window.commands()}
    assert {"Открыть реестр «ИП Другая»", "Открыть реестр «ИП Занятая»", "Другие реестры…"} <= set(commands)
    assert "Открыть реестр «ИП Ушедшая»" not in commands
    assert commands["Другие реестры…"].keys == "Ctrl+Shift+O"
    commands["Открыть реестр «ИП Другая»"].run()
    commands["Новый реестр или восстановление…"].run()
    assert started == [(str(tmp_path / "other.otklik"),), ("--begin",)]


def test_the_name_of_the_operator_stands_in_the_title_and_is_remembered(
    qtbot: QtBot, program: Program, data: Path, tmp_path: Path
) -> None:
    window = program.window
    assert window is not None
    assert window.windowTitle() == "ООО «Пример»"
    assert Preferences.load(data).name_of(str(tmp_path / "mine.otklik")) == "ООО «Пример»"
    program.tasks.act(rename)
    qtbot.waitUntil(lambda: window.windowTitle() == "ООО «Образец»")
    assert Preferences.load(data).name_of(str(tmp_path / "mine.otklik")) == "ООО «Образец»"


def rename(desk: Desk) -> Changes:
    operator = desk.register.operators.all()[0]
    return profiles.save_operator(desk, replace(operator, name="ООО «Образец»")).changes


def test_each_window_remembers_its_own_place(qtbot: QtBot, program: Program, data: Path, tmp_path: Path) -> None:
    window = program.window
    assert window is not None
    window.resize(1111, 707)
    program.close()
    second = make_register(tmp_path / "second.otklik")
    with running(data) as other:
        other.begin(second, second.with_suffix(".key"))
        stands = opened(qtbot, other)
        assert stands.height() == 707, "one without a place of its own stands as the last one did"
        stands.resize(1111, 741)
    with running(data) as again:
        again.begin(tmp_path / "mine.otklik", tmp_path / "mine.key")
        assert opened(qtbot, again).height() == 707


def test_a_window_is_started_as_this_one_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = ["--data-dir", str(tmp_path)]
    assert own_process.command(tmp_path, None, "a.otklik") == (
        sys.executable,
        ["-m", "otklik", *shared, "a.otklik"],
    )
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_process.command(tmp_path, "en", "--begin") == (sys.executable, [*shared, "--lang", "en", "--begin"])


def test_another_window_really_starts_and_lives_on_its_own(
    qtbot: QtBot, program: Program, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "OTKLIK_QUIT_WHEN_READY", "1")
    second = make_register(tmp_path / "second.otklik")
    program.preferences.remember(second, second.with_suffix(".key"))
    program.preferences.save(data)
    registers(program).open(second)
    window = tuple((data / "windows").iterdir())
    until = time.monotonic() + 60
    while second != Path(Preferences.load(data).registers[0]) or str(second) not in Preferences.load(data).names:
        assert time.monotonic() < until
        qtbot.wait(100)
    qtbot.waitUntil(lambda: not WindowPlace(data, second).is_taken(), timeout=30_000)
    assert window
    assert program.window is not None
    assert program.window.isVisible(), "one that ends takes no other with it"


def test_the_states_are_looked_at_where_they_are(data: Path, tmp_path: Path) -> None:
    place = WindowPlace(data, tmp_path / "busy.otklik")
    assert place.take()
    found = {one.path.stem: one.state for one in recent.look(data)}
    assert found == {"other": State.CLOSED, "busy": State.OPEN, "gone": State.MISSING}
    place.release()
    assert recent.look(data, tmp_path / "other.otklik")[0].state is State.CLOSED


def test_a_file_the_system_hands_over_is_taken(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    opening, taken = FileOpening(qapp), []
    opening.watch(taken.append)
    QApplication.postEvent(qapp, QFileOpenEvent(str(tmp_path / "first.otklik")))
    assert opening.asked_at_start() == tmp_path / "first.otklik"
    assert opening.asked_at_start() is None
    QApplication.sendEvent(qapp, QFileOpenEvent(str(tmp_path / "second.otklik")))
    assert taken == [tmp_path / "second.otklik"]
    QApplication.sendEvent(qapp, QEvent(QEvent.Type.User))
    assert len(taken) == 1
    qapp.removeEventFilter(opening)


def test_a_file_handed_over_gets_a_window_of_its_own(
    program: Program, started: list[tuple[str, ...]], tmp_path: Path
) -> None:
    program.take_file(tmp_path / "other.otklik")
    assert started == [(str(tmp_path / "other.otklik"),)]
