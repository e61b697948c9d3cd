"""Work goes off the main thread, and its results come back to it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from otklik.casework.desk import Changes
from otklik.system.errors import UserError
from otklik.ui.tasks import Tasks, changes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class _Register:
    """Notes the thread it was closed on."""

    def __init__(self) -> None:
        self.closed_on: int | None = None

    def close(self) -> None:
        self.closed_on = threading.get_ident()


class _Desk:
    def __init__(self) -> None:
        self.register = _Register()
        self.opened_on = threading.get_ident()


@pytest.fixture
def bare(qtbot: QtBot) -> Iterator[tuple[Tasks, _Desk]]:
    tasks, desks = Tasks(), []
    tasks.open_desk(_Desk, desks.append)  # type: ignore[arg-type]  # a desk as far as threads are concerned
    qtbot.waitUntil(lambda: bool(desks))
    yield tasks, desks[0]
    tasks.close()


def _wait(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: tasks.pending == 0)


def test_the_desk_is_opened_used_and_closed_on_one_thread_and_results_come_to_the_main_one(
    qtbot: QtBot, bare: tuple[Tasks, _Desk]
) -> None:
    tasks, desk = bare
    ran_on, done_on = [], []
    for _ in range(5):
        tasks.run(lambda _desk: ran_on.append(threading.get_ident()), lambda _r: done_on.append(threading.get_ident()))
    _wait(qtbot, tasks)
    tasks.close()
    assert set(ran_on) == {desk.opened_on} == {desk.register.closed_on}
    assert set(done_on) == {threading.get_ident()} != set(ran_on)


def test_work_aside_runs_beside_the_register(qtbot: QtBot, bare: tuple[Tasks, _Desk]) -> None:
    tasks, desk = bare
    seen = []
    tasks.run_aside(threading.get_ident, seen.append)
    _wait(qtbot, tasks)
    assert seen[0] not in {desk.opened_on, threading.get_ident()}


def test_what_an_act_changed_is_told_before_its_result(qtbot: QtBot, bare: tuple[Tasks, _Desk]) -> None:
    tasks, _desk = bare
    order: list[object] = []
    changes = Changes(cases=frozenset({7}))
    tasks.changed.connect(order.append)
    tasks.act(lambda _desk: (changes, "result"), lambda result: order.append(result[1]))
    _wait(qtbot, tasks)
    assert order == [changes, "result"]


def test_an_act_that_changed_nothing_known_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError):
        changes_of("nothing")


def test_errors_go_to_whoever_asked_else_to_the_window_and_bugs_always_to_the_crash_dialog(
    qtbot: QtBot, bare: tuple[Tasks, _Desk]
) -> None:
    tasks, _desk = bare
    failed, noticed, crashed = [], [], []
    tasks.noticed.connect(noticed.append)
    tasks.crashed.connect(crashed.append)

    def user(_desk: object) -> None:
        raise UserError("Write the date like 26.11.2026.")

    def bug(_desk: object) -> None:
        raise ZeroDivisionError

    tasks.run(user, failed=failed.append)
    tasks.run(user)
    tasks.run(bug, failed=failed.append)
    _wait(qtbot, tasks)
    assert [str(error) for error in failed] == ["Напишите дату так: 26.11.2026."]
    assert len(noticed) == 1
    assert [type(error) for error in crashed] == [ZeroDivisionError]


def test_a_widget_that_is_gone_gets_no_result(qtbot: QtBot, bare: tuple[Tasks, _Desk]) -> None:
    tasks, _desk = bare
    got, owner, gate = [], QObject(), threading.Event()
    tasks.run(lambda _desk: gate.wait(5), got.append, owner=owner)
    owner.deleteLater()
    qtbot.wait(0)
    gate.set()
    _wait(qtbot, tasks)
    assert got == []


def test_the_window_says_that_it_is_busy_only_after_a_while(qtbot: QtBot, bare: tuple[Tasks, _Desk]) -> None:
    tasks, _desk = bare
    said = []
    tasks.busy_changed.connect(said.append)
    tasks.run(lambda _desk: None)
    _wait(qtbot, tasks)
    assert said == []
    gate = threading.Event()
    with qtbot.waitSignal(tasks.busy_changed):
        tasks.run(lambda _desk: gate.wait(5))
    gate.set()
    _wait(qtbot, tasks)
    assert said == [True, False]


def test_nothing_comes_after_closing(qtbot: QtBot, bare: tuple[Tasks, _Desk]) -> None:
    tasks, desk = bare
    got: list[object] = []
    tasks.run(lambda _desk: 1, got.append)
    tasks.close()
    tasks.run(lambda _desk: 2, got.append)
    qtbot.wait(20)
    assert got == []
    assert desk.register.closed_on is not None
