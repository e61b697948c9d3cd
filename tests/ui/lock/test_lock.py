"""Locking hides everything and closes the register; opening brings all of it back as it was."""

from __future__ import annotations

import gc
import shutil
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget

from otklik.casework import opening, profiles
from otklik.casework.desk import Changes
from otklik.register.records import Operator, OperatorForm
from otklik.register.store import Register
from otklik.safety.keys import read_key_file, write_key_file
from otklik.system.clock import SystemClock
from otklik.system.preferences import Preferences
from otklik.ui.lock import lock_window
from otklik.ui.lock.idle_watch import IdleWatch
from otklik.ui.main_window import NEW_CASE, TODAY
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.settings.sheet_card import sheet_dialog
from otklik.ui.viewer_folder import ViewerFolder
from tests.ui import sample
from tests.ui.program_tools import PASSWORD, at_rest, locked, make_register, opened, running, set_password
from tests.ui.test_leaving import name_field
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.app import Program
    from otklik.casework.desk import Desk
    from otklik.ui.letter.letters_page import LettersPage
    from otklik.ui.lock.lock_window import LockWindow
    from otklik.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return make_register(tmp_path / "register.otklik")


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, register: Path) -> Iterator[Program]:
    """A program with the window of a register whose key lies in a file."""
    with running(tmp_path / "data") as one:
        one.begin(register, register.with_suffix(".key"))
        opened(qtbot, one)
        yield one


@pytest.fixture
def guarded(qtbot: QtBot, tmp_path: Path, register: Path) -> Iterator[Program]:
    """A program with the window of a register whose key a password locks."""
    set_password(register)
    with running(tmp_path / "data") as one:
        one.begin(register, None)
        qtbot.waitUntil(lambda: one.lock_window is not None, timeout=10_000)
        assert one.lock_window is not None
        type_password(one.lock_window, PASSWORD)
        opened(qtbot, one)
        yield one


def line(window: LockWindow) -> QLineEdit:
    return window.findChild(QLineEdit)


def type_password(window: LockWindow, password: str) -> None:
    line(window).setText(password)
    QTest.keyClick(line(window), Qt.Key.Key_Return)


def main(program: Program) -> MainWindow:
    assert program.window is not None
    return program.window


def visible_windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def test_ctrl_l_hides_everything_and_leaves_nothing_of_the_register_open(
    qtbot: QtBot, program: Program, register: Path
) -> None:
    window = main(program)
    alive: list[weakref.ref[Register]] = []
    program.tasks.run(lambda desk: alive.append(weakref.ref(desk.register)))
    at_rest(qtbot, program)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible(), "at once"
    lock = locked(qtbot, program)
    assert visible_windows() == [lock]
    assert "Отклик закрыт на замок" in seen(lock)
    assert lock.windowTitle() == "Отклик"
    assert {file.name for file in register.parent.glob("register.otklik*")} <= {
        "register.otklik",
        "register.otklik.lock",
    }
    gc.collect()
    assert [reference() for reference in alive] == [None], "the key went with its register"
    Register.open(register, read_key_file(register.with_suffix(".key"))).close()


def test_without_a_password_a_button_opens_and_says_what_such_a_lock_is(qtbot: QtBot, program: Program) -> None:
    program.lock()
    lock = locked(qtbot, program)
    assert "замок только прячет окно" in seen(lock)
    assert not line(lock).isVisible()
    window = main(program)
    button(lock, "Открыть").click()
    qtbot.waitUntil(window.isVisible)
    assert program.locking is not None
    assert not program.locking.locked
    at_rest(qtbot, program)
    assert not program.tasks.suspended
    qtbot.waitUntil(lambda: visible_windows() == [window])


def test_a_wrong_password_is_said_in_place_and_costs_a_moment(
    qtbot: QtBot, guarded: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_window, "FIRST_WAIT", 40)
    guarded.lock()
    lock = locked(qtbot, guarded)
    waits = []
    for _ in range(3):
        type_password(lock, "другой пароль 27")
        qtbot.waitUntil(lock._rest.isActive)
        waits.append(lock._rest.interval())
        assert "ароль" in seen(lock)
        assert line(lock).text() == ""
        assert not line(lock).isEnabled()
        qtbot.waitUntil(line(lock).isEnabled)
    assert waits == [40, 80, 160]
    assert not main(guarded).isVisible()
    type_password(lock, PASSWORD)
    qtbot.waitUntil(main(guarded).isVisible)


def test_what_was_typed_and_opened_stands_as_it_was(qtbot: QtBot, program: Program) -> None:
    window = main(program)
    window.new_case()
    at_rest(qtbot, program)
    field = name_field(window.page(NEW_CASE))  # type: ignore[arg-type]  # the stack knows widgets only
    field.setText("Придуманный Пётр Ильич")
    field.setFocus()
    dialog = QDialog(window)
    dialog.open()
    program.lock()
    assert not dialog.isVisible()
    lock = locked(qtbot, program)
    assert not lock.close(), "closing would lose the request"
    assert "не зарегистрировано" in seen(lock)
    button(lock, "Открыть").click()
    qtbot.waitUntil(window.isVisible)
    assert window.shown == NEW_CASE
    assert field.text() == "Придуманный Пётр Ильич"
    assert dialog.isVisible()
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    dialog.reject()


def test_the_recovery_sheet_does_not_come_back(qtbot: QtBot, program: Program) -> None:
    window = main(program)
    sheet_dialog(program.tasks, 1, window).open()
    at_rest(qtbot, program)
    assert window.findChild(PaperDialog) is not None
    program.lock()
    assert not any(isinstance(shown, PaperDialog) for shown in visible_windows())
    button(locked(qtbot, program), "Открыть").click()
    qtbot.waitUntil(window.isVisible)
    at_rest(qtbot, program)
    assert window.findChild(PaperDialog) is None
    assert visible_windows() == [window]


def test_a_draft_is_kept_before_the_register_is_closed(
    qtbot: QtBot, filled_register: Path, tmp_path: Path, look: None
) -> None:
    register, key_file = tmp_path / "filled.otklik", tmp_path / "filled.key"
    shutil.copyfile(filled_register, register)
    write_key_file(key_file, sample.KEY)
    with running(tmp_path / "data") as one:
        one.begin(register, key_file)
        window, drafts = opened(qtbot, one), []
        one.tasks.run(lambda desk: desk.register.letters.drafts()[0].id, drafts.append)
        at_rest(qtbot, one)
        window.open_letter(drafts[0])
        at_rest(qtbot, one)
        page: LettersPage = window.page(window.shown)  # type: ignore[assignment]  # the stack knows widgets only
        page.editor.letter_text.text.textCursor().insertText("Последние слова. ")
        one.lock()
        locked(qtbot, one)
        with Register.open(register, sample.KEY) as reopened:
            assert "Последние слова." in reopened.letters.get(drafts[0]).body


def test_a_dialog_that_is_waited_for_is_answered_with_no(qtbot: QtBot, program: Program) -> None:
    window, answers = main(program), []
    QTimer.singleShot(0, program.lock)
    dialog = QFileDialog(window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    answers.append(dialog.exec())
    assert answers == [QDialog.DialogCode.Rejected]
    locked(qtbot, program)


def test_ctrl_l_works_in_a_dialog(qtbot: QtBot, program: Program) -> None:
    program._guard(main(program))
    dialog = QDialog(main(program))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    locked(qtbot, program)
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_files_in_the_viewer_go(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    folder = ViewerFolder(tmp_path / "temporary")
    shown = folder.put("Письмо 1.pdf", b"%PDF")
    program.lock()
    assert not shown.parent.exists()
    locked(qtbot, program)
    assert folder.put("Письмо 1.pdf", b"%PDF").exists(), "and it can be filled again"
    folder.clear()


def test_work_asked_for_while_locked_waits_and_is_done_after_opening(qtbot: QtBot, program: Program) -> None:
    program.lock()
    lock = locked(qtbot, program)
    got: list[str] = []
    dead = QObject()
    program.tasks.run(opening.name_of, got.append)
    program.tasks.act(rename, lambda _changes: got.append("act"), owner=dead)
    program.tasks.run(lambda _desk: got.append("read for nobody"), lambda _nothing: None, owner=dead)
    dead.deleteLater()
    qtbot.wait(30)
    assert got == []
    button(lock, "Открыть").click()
    qtbot.waitUntil(lambda: bool(got))
    at_rest(qtbot, program)
    assert got == ["ООО «Пример»"], "the act is done, but nobody is left to hear of it"
    program.tasks.run(opening.name_of, got.append)
    at_rest(qtbot, program)
    assert got[-1] == "ООО «Новое имя»"


def rename(desk: Desk) -> Changes:
    operator = desk.register.operators.all()[0]
    named = Operator(id=operator.id, form=OperatorForm.COMPANY, name="ООО «Новое имя»")
    return profiles.save_operator(desk, named).changes


def test_long_work_is_not_cut_and_what_follows_on_it_neither(qtbot: QtBot, program: Program) -> None:
    gate, done = threading.Event(), []

    def next_one(number: int) -> None:
        done.append(number)
        if number < 3:
            program.tasks.run(lambda _desk: number + 1, next_one)

    program.tasks.run(lambda _desk: gate.wait(5) and 1, next_one)
    program.lock()
    assert not main(program).isVisible(), "hidden at once"
    assert program.locking is not None
    assert program.locking.lock_window is not None
    assert "Заканчиваем начатое" in seen(program.locking.lock_window)
    assert not program.tasks.suspended
    gate.set()
    locked(qtbot, program)
    assert done == [1, 2, 3]


def test_a_register_that_changed_meanwhile_is_read_again(
    qtbot: QtBot, program: Program, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bool] = []
    monkeypatch.setattr(type(main(program)), "read_again", lambda _window: read.append(True))
    for change in (False, True):
        program.lock()
        lock = locked(qtbot, program)
        if change:
            desk = opening.open_for_work(register, register.with_suffix(".key"), SystemClock())
            rename(desk)
            desk.register.close()
        button(lock, "Открыть").click()
        qtbot.waitUntil(main(program).isVisible)
        at_rest(qtbot, program)
        assert read == [True] * change


def test_what_cannot_be_opened_again_is_said_and_can_be_tried_again(
    qtbot: QtBot, program: Program, register: Path
) -> None:
    program.lock()
    lock = locked(qtbot, program)
    other = Register.open(register, read_key_file(register.with_suffix(".key")))
    button(lock, "Открыть").click()
    qtbot.waitUntil(lambda: button(lock, "Открыть").isEnabled() and "открыт" in seen(lock))
    assert not main(program).isVisible()
    other.close()
    button(lock, "Открыть").click()
    qtbot.waitUntil(main(program).isVisible)


def test_idleness_locks_where_a_password_is_set_and_never_otherwise(qtbot: QtBot, guarded: Program) -> None:
    assert guarded.preferences.lock_after == 15
    guarded._guard(main(guarded)).watch(15)
    assert guarded.locking is not None
    assert guarded.locking._idle is not None
    guarded.locking._idle.set_time(20)
    locked(qtbot, guarded)


def test_idleness_leaves_a_window_without_a_password_alone(qtbot: QtBot, program: Program) -> None:
    guard = program._guard(main(program))
    guard.watch(15)
    assert guard._idle is not None
    with qtbot.waitSignal(guard._idle.idle):
        guard._idle.set_time(20)
    at_rest(qtbot, program)
    assert main(program).isVisible()


def test_a_key_sets_the_time_back(qtbot: QtBot, program: Program) -> None:
    window = main(program)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window.activateWindow()
    qtbot.waitUntil(lambda: application.focusWindow() is window.windowHandle())
    watch, gone = IdleWatch(application), []
    watch.idle.connect(lambda: gone.append(True))
    watch.set_time(300)
    for _ in range(10):
        qtbot.wait(60)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert gone == []
    qtbot.waitUntil(lambda: bool(gone))


def test_the_time_is_chosen_in_the_settings_and_remembered(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    window = main(program)
    window.lock_after_chosen.emit(30)
    assert Preferences.load(tmp_path / "data").lock_after == 30
    assert program.locking is not None
    assert program.locking._idle is not None
    assert program.locking._idle._timer.interval() == 30 * 60_000


def test_the_session_locks_and_without_a_password_opens_again(qtbot: QtBot, program: Program) -> None:
    guard = program._guard(main(program))
    guard.lock(by_itself=True)
    guard.open_by_itself()
    qtbot.waitUntil(main(program).isVisible)
    assert not guard.locked
    program.lock()
    locked(qtbot, program)
    guard.open_by_itself()
    qtbot.wait(50)
    assert guard.locked, "who locked by hand opens by hand"


def test_the_session_does_not_open_what_a_password_locks(qtbot: QtBot, guarded: Program) -> None:
    guard = guarded._guard(main(guarded))
    guard.lock(by_itself=True)
    guard.open_by_itself()
    lock = locked(qtbot, guarded)
    qtbot.wait(50)
    assert line(lock).isVisible()
    assert not main(guarded).isVisible()


def test_at_the_start_the_password_is_asked_and_the_sheet_is_one_click_away(
    qtbot: QtBot, register: Path, tmp_path: Path
) -> None:
    set_password(register)
    with running(tmp_path / "data") as one:
        one.begin(register, None)
        qtbot.waitUntil(lambda: one.lock_window is not None and one.lock_window.isVisible(), timeout=10_000)
        assert one.lock_window is not None
        assert one.welcome is None
        type_password(one.lock_window, "другой пароль 27")
        qtbot.waitUntil(lambda: one.lock_window is not None and one.lock_window._rest.isActive())
        button(one.lock_window, "Забыли пароль? Лист восстановления").click()
        assert one.welcome is not None
        assert one.welcome.isVisible()
        assert one.lock_window is None


def test_a_register_that_is_gone_asks_for_no_password(qtbot: QtBot, register: Path, tmp_path: Path) -> None:
    set_password(register)
    register.unlink()
    with running(tmp_path / "data") as one:
        one.begin(register, None)
        qtbot.waitUntil(lambda: one.welcome is not None and one.welcome.isVisible(), timeout=10_000)
        assert one.lock_window is None
        assert one.welcome is not None
        assert one.welcome.choices.isVisible()


def test_the_sheet_opens_the_same_window_again(qtbot: QtBot, guarded: Program, register: Path) -> None:
    key = ask_key(qtbot, guarded)
    window = main(guarded)
    window.show_room(TODAY)
    guarded.lock()
    lock = locked(qtbot, guarded)
    button(lock, "Забыли пароль? Лист восстановления").click()
    assert guarded.welcome is not None
    assert not lock.isVisible()
    guarded.welcome.close()
    guarded._on_last_window_closed()
    assert lock.isVisible(), "who knows the password after all is asked again"
    button(lock, "Забыли пароль? Лист восстановления").click()
    assert guarded.welcome is not None
    guarded.welcome.chosen.emit(register.absolute(), key)
    qtbot.waitUntil(window.isVisible)
    assert guarded.window is window
    assert guarded.welcome is None


def ask_key(qtbot: QtBot, program: Program) -> bytes:
    keys: list[bytes] = []
    program.tasks.run(lambda desk: desk.register.key, keys.append)
    at_rest(qtbot, program)
    return keys[0]


def test_the_program_ends_from_the_lock(qtbot: QtBot, program: Program) -> None:
    program.lock()
    lock = locked(qtbot, program)
    with qtbot.waitSignal(lock.left):
        assert lock.close()


def test_the_sidebar_locks(qtbot: QtBot, program: Program) -> None:
    main(program).resize(1440, 900)  # the screen of tests is smaller
    button(main(program), "  Закрыть на замок").click()
    locked(qtbot, program)
