"""A second start shows the window that is open, and the command line works beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from otklik.law.kinds import Kind
from otklik.system.one_window import WindowPlace
from otklik.ui import one_window

from .program_tools import at_rest, locked, make_register, opened, running
from .window_tools import registered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.app import Program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


_KILLED = """
import os, sys
from pathlib import Path
from otklik.system.one_window import WindowPlace
assert WindowPlace(Path(sys.argv[1]), Path(sys.argv[2])).take()
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return make_register(tmp_path / "register.otklik")


@pytest.fixture
def program(qtbot: QtBot, data: Path, register: Path) -> Iterator[Program]:
    with running(data) as one:
        one.begin(register, register.with_suffix(".key"))
        opened(qtbot, one)
        yield one


def command(register: Path, data: Path, *words: str) -> list[str]:
    shared = ("--register", str(register), "--key-file", str(register.with_suffix(".key")), "--data-dir", str(data))
    return [sys.executable, "-m", "otklik", *words, *shared]


def start(register: Path, data: Path, *words: str) -> subprocess.Popen[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "OTKLIK_QUIT_WHEN_READY": "1"}
    return subprocess.Popen(
        command(register, data, *words), env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def finish(qtbot: QtBot, process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for another process while the window here goes on, and return its exit code and all it said."""
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=60_000)
    said, complained = process.communicate()
    return process.returncode, said + complained


def test_a_second_start_shows_the_first_window_and_ends_well(
    qtbot: QtBot, program: Program, register: Path, data: Path
) -> None:
    window = program.window
    assert window is not None
    window.showMinimized()
    with qtbot.waitSignal(program._one.raise_wanted, timeout=60_000):
        second = start(register, data)
    assert finish(qtbot, second) == (0, "Этот реестр уже открыт: его окно показано.\n")
    assert not window.isMinimized()
    assert window.isVisible()
    assert not list((data / "windows").glob("raise-*"))


def test_while_locked_the_window_counts_as_open_and_its_lock_is_shown(
    qtbot: QtBot, program: Program, register: Path, data: Path
) -> None:
    program.lock()
    lock = locked(qtbot, program)
    lock.showMinimized()
    with qtbot.waitSignal(program._one.raise_wanted, timeout=60_000):
        second = start(register, data)
    assert finish(qtbot, second)[0] == 0
    assert lock.isVisible()
    assert not lock.isMinimized()
    assert program.window is not None
    assert not program.window.isVisible()


def test_another_register_gets_a_window_of_its_own(qtbot: QtBot, program: Program, tmp_path: Path, data: Path) -> None:
    raised: list[bool] = []
    program._one.raise_wanted.connect(lambda: raised.append(True))
    other = make_register(tmp_path / "other.otklik")
    assert finish(qtbot, start(other, data)) == (0, "")
    assert not raised


def test_a_window_that_does_not_answer_is_named(
    qtbot: QtBot, program: Program, register: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_window, "ANSWER_WITHIN", 200)
    program._one.blockSignals(True)
    program._one._watcher.blockSignals(True)
    with running(data) as second:
        second.begin(register, register.with_suffix(".key"))
        qtbot.waitUntil(lambda: second.welcome is not None and second.welcome.isVisible(), timeout=10_000)
        assert second.window is None
        assert not list((data / "windows").glob("raise-*")), "nobody is asked any more"


def test_the_place_is_free_again_after_a_window_and_after_a_kill(tmp_path: Path) -> None:
    register = tmp_path / "register.otklik"
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path), str(register)], check=False)
    assert killed.returncode
    first, second = WindowPlace(tmp_path, register), WindowPlace(tmp_path, register)
    second.ask()
    assert first.take()
    assert second.answered(), "a request that nobody waits for any more raises nobody"
    assert not second.take()
    first.release()
    assert second.take()
    second.release()
    assert "register" not in "".join(file.name for file in (tmp_path / "windows").iterdir())


def test_where_no_lock_can_be_had_nobody_is_kept_from_working(tmp_path: Path) -> None:
    (tmp_path / "windows").write_text("a file in the place of the folder")
    place = WindowPlace(tmp_path, tmp_path / "register.otklik")
    assert place.take()
    place.release()


def test_the_command_line_reads_beside_the_window(qtbot: QtBot, program: Program, register: Path, data: Path) -> None:
    registered(qtbot, program.tasks, (Kind.ACCESS,), date(2026, 11, 20))
    copies, dates = register.parent / "copies", register.parent / "dates.ics"
    copies.mkdir()
    for words in (
        ("list", "--json"),
        ("show", "1", "--json"),
        ("backup", "--to", str(copies), "--json"),
        ("verify", str(register), "--json"),
        ("export", "--format", "ics", "--to", str(dates), "--json"),
    ):
        code, said = finish(qtbot, start(register, data, *words))
        assert code == 0, said
        assert json.JSONDecoder().raw_decode(said)[0]  # warnings of another stream may follow
    assert len(list(copies.glob("*.otklik-backup"))) == 1
    assert dates.stat().st_size


def test_an_act_of_the_command_line_is_told_who_has_the_register(
    qtbot: QtBot, program: Program, register: Path, data: Path
) -> None:
    code, said = finish(
        qtbot, start(register, data, "add", "--channel", "email", "--kind", "access", "--name", "Придуманный Пётр")
    )
    assert code == 1
    assert "открыт" in said
    assert str(os.getpid()) in said
    assert "Traceback" not in said
    at_rest(qtbot, program)
