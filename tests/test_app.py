"""The program as a whole: which window opens, and what is said where none of a register can."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from otklik import app
from otklik.__main__ import Opening, window_arguments
from otklik.app import Program
from otklik.casework import opening, profiles, reminding
from otklik.casework.copies import safekeeping
from otklik.register.records import Operator, OperatorForm
from otklik.register.store import Register
from otklik.safety import backup as backup_files
from otklik.safety.keys import read_key_file
from otklik.system.clock import SystemClock
from otklik.system.preferences import Preferences
from tests.ui.window_tools import button, seen


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with one operator, its key file beside it."""
    return make_register(tmp_path / "mine.otklik")


def make_register(path: Path) -> Path:
    desk = opening.make_register(path, path.with_suffix(".key"), SystemClock())
    profiles.save_operator(desk, Operator(form=OperatorForm.COMPANY, name="ООО «Пример»"))
    desk.register.close()
    return path


def make_demonstration(path: Path) -> Path:
    register = Register.open(make_register(path), read_key_file(path.with_suffix(".key")))
    register.settings.set(opening.STANDS_ON, "2026-11-21")
    register.close()
    return path


@pytest.fixture
def program(qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Callable[[], Program]]:
    """Make programs that are closed after the test."""
    made: list[Program] = []

    def start() -> Program:
        one = Program(qapp, tmp_path / "data")  # type: ignore[arg-type]  # pytest-qt names the application object
        made.append(one)
        return one

    yield start
    for one in made:
        for window in (one.window, one.welcome):
            if window is not None:
                window.close()
                window.deleteLater()
        one.close()


def test_the_register_opened_last_opens_again(
    qtbot: QtBot, program: Callable[[], Program], register: Path, tmp_path: Path
) -> None:
    first = program()
    first.begin(register, register.with_suffix(".key"))
    qtbot.waitUntil(lambda: first.window is not None and first.window.isVisible(), timeout=10_000)
    first.close()
    kept = Preferences.load(tmp_path / "data")
    assert kept.registers == (str(register),)
    assert kept.key_file_of(register) == register.with_suffix(".key")
    second = program()
    second.begin(None, None)
    qtbot.waitUntil(lambda: second.window is not None and second.window.isVisible(), timeout=10_000)
    assert second.welcome is None


def test_reminders_begin_when_the_first_page_stands(
    qtbot: QtBot, program: Callable[[], Program], register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "REMIND_AFTER", 1)
    calendar = tmp_path / "сроки.ics"
    desk = opening.open_for_work(register, register.with_suffix(".key"), SystemClock())
    reminding.save_calendar(desk, calendar)
    desk.register.close()
    calendar.unlink()
    one = program()
    one.begin(register, register.with_suffix(".key"))
    qtbot.waitUntil(calendar.exists, timeout=10_000)
    qtbot.waitUntil(lambda: one.tasks.pending == 0)


def test_a_demonstration_says_so_and_does_not_open_by_itself(
    qtbot: QtBot, program: Callable[[], Program], tmp_path: Path
) -> None:
    demo = make_demonstration(tmp_path / "учебный.otklik")
    first = program()
    first.begin(demo, demo.with_suffix(".key"))
    qtbot.waitUntil(lambda: first.window is not None and first.window.isVisible(), timeout=10_000)
    assert first.window is not None
    assert "люди и письма в нём вымышлены" in seen(first.window)
    button(first.window, "Начать свой реестр").click()
    assert first.window is None
    assert first.welcome is not None
    assert first.welcome.isVisible()
    first.close()
    second = program()
    second.begin(None, None)
    assert second.welcome is not None
    assert str(demo) in second.preferences.registers, "it can still be opened from the list"


@pytest.mark.parametrize("name", ["demo.otklik", "data/register.otklik"])
def test_a_demonstration_nobody_has_told_of_gives_way_as_well(
    qtbot: QtBot, program: Callable[[], Program], tmp_path: Path, name: str
) -> None:
    (tmp_path / "data").mkdir()
    demo = make_demonstration(tmp_path / name)
    one = program()
    one.preferences.remember(demo, demo.with_suffix(".key"))
    one.begin(None, None)
    qtbot.waitUntil(lambda: one.welcome is not None and one.welcome.isVisible(), timeout=10_000)
    assert one.window is None


def test_after_a_demonstration_the_next_start_opens_his_own_register(
    qtbot: QtBot, program: Callable[[], Program], register: Path, tmp_path: Path
) -> None:
    demo = make_demonstration(tmp_path / "demo.otklik")
    for path in (register, demo):
        one = program()
        one.begin(path, path.with_suffix(".key"))
        qtbot.waitUntil(lambda one=one: one.window is not None and one.window.isVisible(), timeout=10_000)
        one.close()
    last = program()
    last.begin(None, None)
    qtbot.waitUntil(lambda: last.window is not None and last.window.isVisible(), timeout=10_000)
    assert last.preferences.registers == (str(register), str(demo))
    assert last.window is not None
    assert "вымышлены" not in seen(last.window)


_KILLED = """
import os, signal, sys
from pathlib import Path
from otklik.ui.viewer_folder import ViewerFolder
print(ViewerFolder(Path(sys.argv[1])).put("letter.pdf", b"%PDF"), flush=True)
os.kill(os.getpid(), signal.SIGTERM)
"""


def test_a_letter_left_in_the_viewer_by_a_killed_run_goes_at_the_next_start(
    qtbot: QtBot, program: Callable[[], Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(place)], capture_output=True, text=True, check=False)
    left = Path(killed.stdout.strip())
    assert left.read_bytes() == b"%PDF"
    assert killed.returncode
    monkeypatch.setattr("tempfile.tempdir", str(place))
    program().begin(None, None)
    qtbot.waitUntil(lambda: not left.parent.exists(), timeout=10_000)


def test_without_a_register_the_first_window_asks(qtbot: QtBot, program: Callable[[], Program]) -> None:
    one = program()
    one.begin(None, None)
    assert one.welcome is not None
    assert one.welcome.isVisible()


@pytest.mark.parametrize("harm", ["key", "file", "gone", "locked"])
def test_what_keeps_a_register_closed_is_said(
    qtbot: QtBot, program: Callable[[], Program], register: Path, tmp_path: Path, harm: str
) -> None:
    key, other = register.with_suffix(".key"), None
    match harm:
        case "key":
            key.write_text("00" * 32)
        case "file":
            register.write_bytes(b"\x89PNG" * 5000)
        case "gone":
            register.unlink()
        case "locked":
            other = Register.open(register, read_key_file(key))
    one = program()
    one.begin(register, key)
    qtbot.waitUntil(lambda: one.welcome is not None and one.welcome.isVisible(), timeout=10_000)
    assert one.window is None
    assert one.welcome is not None
    if harm == "gone":
        assert one.welcome.restore_form.lost == register, "what is not there is restored, not opened"
    else:
        assert one.welcome.open_form.key_file.path() == key
    if other is not None:
        other.close()


def test_another_register_is_two_clicks_away(
    qtbot: QtBot, program: Callable[[], Program], register: Path, tmp_path: Path
) -> None:
    second = make_register(tmp_path / "other.otklik")
    one = program()
    one.preferences.remember(second, second.with_suffix(".key"))
    one.begin(register, register.with_suffix(".key"))
    qtbot.waitUntil(lambda: one.window is not None and one.window.isVisible(), timeout=10_000)
    before = one.window
    assert before is not None
    before.register_wanted.emit(str(second))
    qtbot.waitUntil(lambda: one.window is not None and one.window is not before, timeout=10_000)
    assert one.preferences.registers[0] == str(second)
    Register.open(register, read_key_file(register.with_suffix(".key"))).close()


def test_a_restored_register_opens_with_the_key_file_of_the_one_that_is_open(
    qtbot: QtBot, program: Callable[[], Program], register: Path, tmp_path: Path
) -> None:
    desk = opening.open_for_work(register, register.with_suffix(".key"), SystemClock())
    (tmp_path / "copies").mkdir()
    backup = safekeeping.back_up_now(desk, tmp_path / "copies").backup
    restored = backup_files.restore(backup.path, desk.register.key, tmp_path / "restored.otklik")
    desk.register.close()
    one = program()
    one.begin(register, register.with_suffix(".key"))
    qtbot.waitUntil(lambda: one.window is not None and one.window.isVisible(), timeout=10_000)
    before = one.window
    assert before is not None
    before.register_wanted.emit(str(restored))
    qtbot.waitUntil(lambda: one.window is not None and one.window is not before, timeout=10_000)
    assert one.preferences.registers[0] == str(restored)
    assert one.preferences.key_file_of(restored) == register.with_suffix(".key")


def test_the_window_closes_by_itself_when_asked(register: Path, tmp_path: Path) -> None:
    environment = os.environ | {"OTKLIK_QUIT_WHEN_READY": "1", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "otklik", "--register", register, "--key-file", register.with_suffix(".key")]
    done = subprocess.run(command, env=environment, timeout=60, check=False)
    assert done.returncode == 0


def test_without_a_screen_there_is_one_sentence(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only on Linux may a screen be missing")
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "otklik"], env=environment, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Нет экрана")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--register", "a.otklik"], True),
        (["--register", "a.otklik", "--key-file", "a.key", "--data-dir", "d"], True),
        (["--register"], False),
        (["--register", "--json"], False),
        (["list"], False),
        (["--register", "a.otklik", "list"], False),
        (["--lang", "xx"], False),
        (["--lang", "en", "--begin"], True),
        (["a.otklik"], True),
        (["--data-dir", "d", "копия.otklik-backup"], True),
        (["a.otklik", "b.otklik"], False),
        (["--register", "a.otklik", "b.otklik"], False),
        (["a.txt"], False),
    ],
)
def test_what_opens_a_window_without_the_command_line(arguments: list[str], window: bool) -> None:
    found = window_arguments(arguments)
    assert (found is not None) == window
    paths = (found.register, found.key_file, found.data_dir) if found is not None else ()
    assert all(path is None or path.is_absolute() for path in paths)


def test_what_stands_in_the_arguments_is_opened() -> None:
    assert window_arguments(["--lang", "en", "--begin"]) == Opening(language="en", choose=True)
    here = Path.cwd()
    assert window_arguments(["a.otklik", "--key-file", "a.key"]) == Opening(here / "a.otklik", here / "a.key")


def test_a_double_click_on_a_copy_leads_to_restoring_it(
    qtbot: QtBot, program: Callable[[], Program], register: Path, tmp_path: Path
) -> None:
    desk = opening.open_for_work(register, register.with_suffix(".key"), SystemClock())
    (tmp_path / "copies").mkdir()
    copy = safekeeping.back_up_now(desk, tmp_path / "copies").backup.path
    desk.register.close()
    one = program()
    one.preferences.remember(register, register.with_suffix(".key"))
    one.begin(copy, None)
    welcome = one.welcome
    assert welcome is not None
    qtbot.waitUntil(lambda: "Куда восстановить" in seen(welcome) or "Проверить и восстановить" in seen(welcome))
    assert one.window is None
    assert copy.is_file()


def test_the_first_window_comes_where_it_is_asked_for(
    qtbot: QtBot, program: Callable[[], Program], register: Path
) -> None:
    one = program()
    one.preferences.remember(register, register.with_suffix(".key"))
    one.choose()
    assert one.welcome is not None
    assert one.welcome.isVisible()
    assert one.window is None


def test_a_register_named_from_its_folder_is_remembered_by_its_whole_path(
    qtbot: QtBot, program: Callable[[], Program], register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(register.parent)
    one = program()
    one.begin(Path(register.name), Path(register.with_suffix(".key").name))
    qtbot.waitUntil(lambda: one.window is not None and one.window.isVisible(), timeout=10_000)
    one.close()
    kept = Preferences.load(tmp_path / "data")
    assert kept.registers == (str(register),)
    assert kept.copy_folders == (str(register.parent / "Резервные копии"),)
