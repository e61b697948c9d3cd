"""Copies nobody has to think of: by time, before the window closes, on the stick that comes back, tests of old ones."""

from __future__ import annotations

import os
import threading
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from otklik.casework import registering
from otklik.casework.copies import restoring, rhythm, safekeeping
from otklik.law.kinds import Kind
from otklik.register.records import AttachmentRole, Channel, Subject
from otklik.register.store import Register
from otklik.safety.copies import SUFFIX
from otklik.ui.copies.closing_panel import ClosingPanel
from otklik.ui.copies.copy_keeper import FIRST_AFTER, MINUTE, CopyKeeper
from otklik.ui.main_window import LETTERS, PEOPLE, REGISTER, REPORTS, TODAY, MainWindow
from tests.ui.window_tools import ask, button, seen, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Changes, Desk
    from otklik.system.clock import FixedClock
    from otklik.ui.tasks import Tasks


@pytest.fixture
def keeper(window: MainWindow) -> CopyKeeper:
    """The keeper of the window, which waits for the tests instead of its timers."""
    made = window._keeping.begin()
    for timer in made.findChildren(type(made._copying)):
        if timer is not made._patience:
            timer.stop()
    return made


def add_case(desk: Desk, *, megabytes: int = 0) -> Changes:
    """Register one more request, with files of random bytes in it."""
    files = tuple(
        registering.NewFile(f"{n}.bin", "application/octet-stream", os.urandom(5_000_000), AttachmentRole.ORIGINAL)
        for n in range(megabytes // 5)
    )
    person = Subject(full_name="Калинин Иван Петрович")
    new = registering.NewCase(1, (Kind.ACCESS,), Channel.EMAIL, date(2026, 11, 20), person, files=files)
    return registering.register_case(desk, new).changes


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "Резервные копии"


def kept(folder: Path) -> list[str]:
    """Return the names of the copies in a folder, and fail on anything half-made."""
    names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
    assert not [name for name in names if ".part" in name]
    return [name for name in names if name.endswith(SUFFIX)]


def run(qtbot: QtBot, window: MainWindow, keeper: CopyKeeper, work: Callable[[], None]) -> None:
    """Have the keeper do something and wait until it is over."""
    work()
    qtbot.waitUntil(lambda: not (keeper._is_asking or keeper._beside.running), timeout=20_000)
    settle(qtbot, window)


@pytest.fixture
def copied(qtbot: QtBot, window: MainWindow, keeper: CopyKeeper) -> CopyKeeper:
    """The keeper after a first copy."""
    run(qtbot, window, keeper, keeper.copy)
    run(qtbot, window, keeper, keeper.copy)
    return keeper


def test_a_copy_is_made_where_something_changed_and_only_then(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, keeper: CopyKeeper, tmp_path: Path
) -> None:
    run(qtbot, window, keeper, keeper.copy)
    assert len(kept(folder_of(tmp_path))) == 1
    run(qtbot, window, keeper, keeper.copy)
    assert len(kept(folder_of(tmp_path))) == 1
    tasks.act(add_case)
    settle(qtbot, window)
    run(qtbot, window, keeper, keeper.copy)
    assert len(kept(folder_of(tmp_path))) == 2
    assert "Копия проверена сегодня, 12:00" in seen(window._sidebar)
    assert "Последняя проверенная копия сегодня в 12:00" in seen(window.page(TODAY))


def test_the_rhythm_follows_the_setting(qtbot: QtBot, window: MainWindow, tasks: Tasks, keeper: CopyKeeper) -> None:
    assert keeper._copying.interval() == FIRST_AFTER
    run(qtbot, window, keeper, keeper._on_copy_time)
    assert keeper._copying.interval() == 30 * MINUTE
    tasks.act(lambda desk: rhythm.set_minutes_between(desk, 15))
    settle(qtbot, window)
    assert keeper._copying.interval() == 15 * MINUTE


def test_a_copy_that_fails_is_said_once_and_in_the_state(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, keeper: CopyKeeper, tmp_path: Path
) -> None:
    folder_of(tmp_path).write_text("a file stands where the folder should be")
    said: list[str] = []
    keeper.failed.connect(said.append)
    for _ in range(2):
        run(qtbot, window, keeper, keeper.copy)
    assert len(said) == 1
    assert "Копия не сделана. " in seen(window._notices)
    assert "Последняя копия не сделана" in seen(window._sidebar)
    folder_of(tmp_path).unlink()
    run(qtbot, window, keeper, keeper.copy)
    assert "Копия проверена сегодня" in seen(window._sidebar)


def test_nothing_is_copied_while_a_restored_register_waits(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, keeper: CopyKeeper, tmp_path: Path
) -> None:
    ask(qtbot, tasks, lambda desk: desk.register.settings.set(restoring.RESTORED_FROM, "copy"))
    run(qtbot, window, keeper, keeper.copy)
    assert kept(folder_of(tmp_path)) == []
    window.page(TODAY).refresh()  # type: ignore[attr-defined]  # every room can
    settle(qtbot, window)
    assert "Автоматические копии ждут" in seen(window._sidebar)
    button(window.page(TODAY), "Всё на месте").click()
    settle(qtbot, window)
    run(qtbot, window, keeper, keeper.copy)
    assert len(kept(folder_of(tmp_path))) == 1


def test_the_stick_that_comes_back_gets_what_it_missed(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, keeper: CopyKeeper, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    ask(qtbot, tasks, lambda desk: safekeeping.set_second_folder(desk, stick))
    run(qtbot, window, keeper, keeper.copy)
    run(qtbot, window, keeper, keeper.make_up)
    assert not stick.exists()
    assert "во второй папке ещё нет" in seen(window.page(TODAY))
    stick.mkdir()
    run(qtbot, window, keeper, keeper.make_up)
    assert kept(stick) == kept(folder_of(tmp_path))
    assert "во второй папке сегодня" in seen(window.page(TODAY))
    run(qtbot, window, keeper, keeper.make_up)
    assert len(kept(stick)) == 1


def test_an_old_copy_is_tested_again_and_a_bad_one_is_told(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, copied: CopyKeeper, clock: FixedClock, tmp_path: Path
) -> None:
    run(qtbot, window, copied, copied.test)
    assert ask(qtbot, tasks, safekeeping.retest_old) is None
    (name,) = kept(folder_of(tmp_path))
    content = bytearray((folder_of(tmp_path) / name).read_bytes())
    content[-3000] ^= 1
    (folder_of(tmp_path) / name).write_bytes(content)
    clock.moment += timedelta(days=31)
    run(qtbot, window, copied, copied.test)
    assert "Копия от 21 ноября не читается" in seen(window._sidebar)


def test_the_window_closes_at_once_where_a_copy_holds_everything(copied: CopyKeeper, window: MainWindow) -> None:
    assert window.close()
    assert not window.isVisible()


def test_a_copy_is_made_before_the_window_closes(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, copied: CopyKeeper, tmp_path: Path
) -> None:
    tasks.act(add_case)
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert len(kept(folder_of(tmp_path))) == 2
    assert window.findChildren(ClosingPanel) == []  # it was quick: nothing flickered


def test_what_is_typed_in_a_letter_is_in_the_last_copy(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, copied: CopyKeeper
) -> None:
    letter = ask(qtbot, tasks, lambda desk: desk.register.letters.drafts(1)[0])
    window.open_letter(letter.id)
    settle(qtbot, window)
    editor = window.page(LETTERS).editor  # type: ignore[attr-defined]  # the page of letters
    editor.letter_text.text.textCursor().insertText("Слово на прощание. ")
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    newest = ask(qtbot, tasks, safekeeping.backups)[0].path

    def body(desk: Desk) -> str:
        with Register.open(newest, desk.register.key, writable=False, as_it_is=True) as copy:
            return copy.letters.get(letter.id).body

    assert "Слово на прощание" in ask(qtbot, tasks, body)


@pytest.fixture
def held(tasks: Tasks) -> threading.Event:
    """Keeps the register's thread busy until it is set, so that a copy takes long."""
    gate = threading.Event()
    tasks.run(lambda _desk: gate.wait(20))
    return gate


def test_a_long_copy_says_so_and_the_window_closes_when_it_is_done(
    qtbot: QtBot, window: MainWindow, keeper: CopyKeeper, held: threading.Event, tmp_path: Path
) -> None:
    assert not window.close()
    qtbot.waitUntil(lambda: "Делаю копию перед закрытием…" in seen(window))
    held.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert len(kept(folder_of(tmp_path))) == 1


def test_whoever_does_not_wait_closes_without_a_copy(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, keeper: CopyKeeper, held: threading.Event, tmp_path: Path
) -> None:
    window.close()
    qtbot.waitUntil(lambda: "Закрыть без копии" in seen(window))
    button(window, "Закрыть без копии").click()
    assert not window.isVisible()
    held.set()
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert kept(folder_of(tmp_path)) == []


def test_closing_once_more_means_it(
    qtbot: QtBot, window: MainWindow, keeper: CopyKeeper, held: threading.Event
) -> None:
    assert not window.close()
    assert window.close()
    assert not window.isVisible()
    held.set()
    settle(qtbot, window)


def test_whoever_stays_finds_everything_as_it_was(
    qtbot: QtBot, window: MainWindow, keeper: CopyKeeper, held: threading.Event, tmp_path: Path
) -> None:
    window.close()
    qtbot.waitUntil(lambda: "Не закрывать" in seen(window))
    panel = window.findChild(ClosingPanel)
    assert panel is not None
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    held.set()
    settle(qtbot, window)
    run(qtbot, window, keeper, lambda: None)
    assert window.isVisible()
    assert panel.isHidden()
    assert window.page(TODAY).isVisible()
    assert len(kept(folder_of(tmp_path))) == 1


def test_a_copy_that_fails_before_closing_lets_the_user_decide(
    qtbot: QtBot, window: MainWindow, keeper: CopyKeeper, tmp_path: Path
) -> None:
    folder_of(tmp_path).write_text("no folder")
    assert not window.close()
    qtbot.waitUntil(lambda: "Копия не сделана" in seen(window), timeout=20_000)
    settle(qtbot, window)
    assert window.isVisible()
    button(window, "Закрыть без копии").click()
    assert not window.isVisible()


def test_the_end_of_the_session_waits_for_no_copy(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, keeper: CopyKeeper, held: threading.Event, tmp_path: Path
) -> None:
    keeper.copy()
    keeper.let_go()  # as commitDataRequest has it; Qt hands its manager to nobody but the session
    assert window.close()
    held.set()
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert kept(folder_of(tmp_path)) == []


def test_another_register_is_opened_when_the_copy_is_made(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, copied: CopyKeeper, tmp_path: Path
) -> None:
    tasks.act(add_case)
    with qtbot.waitSignal(window.register_wanted, timeout=20_000) as wanted:
        window.change_register("other.otklik")
    assert wanted.args == ["other.otklik"]
    assert len(kept(folder_of(tmp_path))) == 2
    assert window.close()


def test_a_mistake_of_ours_does_not_keep_the_window_open(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, keeper: CopyKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_desk: Desk) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(safekeeping, "copy_due", broken)
    tasks.crashed.disconnect()
    crashes: list[Exception] = []
    tasks.crashed.connect(crashes.append)
    assert not window.close()
    qtbot.waitUntil(lambda: "Помешала ошибка программы" in seen(window))
    assert isinstance(crashes[0], ZeroDivisionError)
    button(window, "Закрыть без копии").click()
    assert not window.isVisible()


def test_the_window_answers_while_a_large_register_is_copied(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, keeper: CopyKeeper, tmp_path: Path
) -> None:
    """100 MB: pages are shown and an act is done while the copy is under way; nothing of it waits long."""
    done: list[Changes] = []
    tasks.act(lambda desk: add_case(desk, megabytes=100), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=60_000)
    settle(qtbot, window)
    for room in (REGISTER, PEOPLE, REPORTS, TODAY):  # built once: what is measured is the copy
        window.show_room(room)
        settle(qtbot, window)
    keeper.make_now()
    shown, longest = 0, 0.0
    acted: list[Changes] = []
    while keeper._beside.running:
        before = time.monotonic()
        window.show_room((REGISTER, PEOPLE, REPORTS, TODAY)[shown % 4])
        answered: list[object] = []
        tasks.run(lambda desk: desk.register.cases.count(), answered.append)
        qtbot.waitUntil(lambda answered=answered: bool(answered), timeout=20_000)
        if shown == 1:
            tasks.act(add_case, acted.append)
        longest, shown = max(longest, time.monotonic() - before), shown + 1
    assert shown >= 3
    qtbot.waitUntil(lambda: bool(acted))
    settle(qtbot, window)
    (name,) = kept(folder_of(tmp_path))
    assert (folder_of(tmp_path) / name).stat().st_size > 100_000_000
    assert longest < 1.0, f"{shown} pages, the slowest after {longest:.2f} s"
    assert "Копия сделана и проверена" in seen(window)
