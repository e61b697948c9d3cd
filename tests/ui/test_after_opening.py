"""What is said once the window stands: a register was restored, or its last end was not clean and it is damaged."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from otklik.app import Program
from otklik.casework import opening, profiles
from otklik.casework.copies import making, restoring, safekeeping
from otklik.register.problems import CORRUPT
from otklik.register.store import Register
from otklik.safety.keys import read_key_file
from otklik.system.clock import SystemClock
from otklik.system.errors import EnvironmentProblem
from tests.invented import SOLE_PROPRIETOR
from tests.ui import sample
from tests.ui.window_tools import ask, button, seen, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

QUESTION = "Восстановленный реестр: посмотрите, всё ли на месте"


def test_a_restored_register_says_so_until_somebody_has_looked(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    ask(qtbot, tasks, lambda desk: desk.register.settings.set(making.RESTORED_FROM, "copy"))
    window.begin_reminding()
    settle(qtbot, window)
    assert QUESTION in seen(window)
    window.show_backups()
    settle(qtbot, window)
    assert QUESTION in seen(window), "on every page"
    button(window, "Всё на месте").click()
    settle(qtbot, window)
    assert QUESTION not in seen(window)
    assert not ask(qtbot, tasks, restoring.is_paused)


def test_an_ordinary_register_hears_nothing(qtbot: QtBot, window: MainWindow) -> None:
    window.begin_reminding()
    settle(qtbot, window)
    assert "Восстановленный" not in seen(window)
    assert "повреждён" not in seen(window)


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A register as a kill leaves it, with changes beside it; its copies and its key file are whole."""
    path = tmp_path / "mine.otklik"
    desk = opening.make_register(path, path.with_suffix(".key"), SystemClock())
    profiles.save_operator(desk, SOLE_PROPRIETOR)
    safekeeping.back_up_now(desk)
    left = tmp_path / "left.otklik"
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{left}{suffix}")
    desk.register.close()
    for suffix in ("", "-wal"):
        shutil.move(f"{left}{suffix}", f"{path}{suffix}")
    return path


@pytest.fixture
def program(qapp: object, tmp_path: Path) -> Iterator[Program]:
    made = Program(qapp, tmp_path / "data")  # type: ignore[arg-type]  # pytest-qt names the application object
    yield made
    for window in (made.window, made.welcome):
        if window is not None:
            window.close()
            window.deleteLater()
    made.close()


@pytest.mark.parametrize("harmed", [False, True])
def test_after_an_unclean_end_only_damage_is_told_and_leads_on(
    qtbot: QtBot, program: Program, killed: Path, monkeypatch: pytest.MonkeyPatch, harmed: bool
) -> None:
    from otklik import app

    monkeypatch.setattr(app, "REMIND_AFTER", 1)
    key_file = killed.with_suffix(".key")
    if harmed:
        harm(killed)
    before = killed.read_bytes()
    program.begin(killed, key_file)
    qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible(), timeout=10_000)
    window = program.window
    assert window is not None
    qtbot.wait(100)
    settle(qtbot, window)
    assert ("реестр повреждён" in seen(window)) is harmed
    if not harmed:
        return
    button(window, "Что делать").click()
    qtbot.waitUntil(lambda: program.welcome is not None and program.welcome.isVisible(), timeout=10_000)
    welcome = program.welcome
    assert welcome is not None
    qtbot.waitUntil(lambda: "Копия цела" in seen(welcome), timeout=15_000)
    button(welcome, "Восстановить её в новый файл").click()
    qtbot.waitUntil(welcome.restore_form.target.isVisible)
    button(welcome, "Проверить и восстановить").click()
    qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible(), timeout=15_000)
    restored = program.window
    assert restored is not None
    qtbot.waitUntil(lambda: QUESTION in seen(restored), timeout=10_000)
    settle(qtbot, restored)
    assert len(before) == killed.stat().st_size, "the damaged file is kept"


def harm(path: Path) -> None:
    """Change one byte of a page that opening does not read."""
    copy = path.with_name("look.otklik")
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    with Register.open(copy, read_key_file(path.with_suffix(".key"))) as register:
        page = register.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'template_copies'")
    copy.unlink()
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1) + 50)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


def harm_papers(path: Path, key: bytes) -> None:
    """Change one byte of a page that opening and the first page do not read, in a register that is open."""
    copy = path.with_name("look.otklik")
    for suffix in ("", "-wal"):
        if path.with_name(f"{path.name}{suffix}").exists():
            shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    with Register.open(copy, key) as register:
        page = register.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'operator_images'")
    copy.unlink()
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1) + 50)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


def test_damage_found_while_open_is_said_for_good_and_leads_on(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, tmp_path: Path
) -> None:
    window.begin_reminding()
    settle(qtbot, window)
    ask(qtbot, tasks, safekeeping.back_up_now)
    harm_papers(tmp_path / "register.otklik", sample.KEY)
    keeper = window._keeping.begin()
    with qtbot.waitSignal(keeper.failed, timeout=15_000):
        keeper.make_now()
    settle(qtbot, window)
    assert "Реестр повреждён: часть его больше не читается" in seen(window)
    assert ask(qtbot, tasks, safekeeping.health).damaged
    assert window._sidebar._state.isVisible()
    assert "Реестр повреждён: новых копий с него сделать нельзя" in seen(window), "health is red"
    window.show_backups()
    settle(qtbot, window)
    assert "часть его больше не читается" in seen(window), "over every page"
    with qtbot.assertNotEmitted(keeper.failed, wait=300):
        keeper.copy()
    assert window._keeping.may_leave(lambda: None), "closing waits for no copy that cannot be made"
    with qtbot.waitSignal(window.damage_found) as found:
        button(window, "Что делать").click()
    assert found.args == [sample.KEY]


def test_any_act_that_meets_damage_tells_it_once(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, tmp_path: Path
) -> None:
    path, told, failed = tmp_path / "register.otklik", [], []
    tasks.damage_found.connect(lambda: told.append(1))

    def broken(_desk: object) -> None:
        raise EnvironmentProblem(CORRUPT, file=path)

    def copy_broken(_desk: object) -> None:
        raise EnvironmentProblem(CORRUPT, file=tmp_path / "some.otklik-backup")

    tasks.run(copy_broken, failed=failed.append)
    settle(qtbot, window)
    assert not tasks.damaged, "a bad copy is no bad register"
    tasks.run(broken, failed=failed.append)
    tasks.act(broken, failed=failed.append)
    settle(qtbot, window)
    assert (len(told), len(failed)) == (1, 3)
    assert tasks.damaged
    window.begin_reminding()
    settle(qtbot, window)
    assert "Реестр повреждён: часть его" in seen(window), "also where it was found before anybody looked"
