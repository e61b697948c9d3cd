"""Whatever nobody caught ends in the crash dialog, on the main thread, with nobody's name in it."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from otklik.system import crash
from otklik.ui.messages import CrashDialog, show_crash
from otklik.ui.mistakes import Mistakes

from .program_tools import make_register, opened, running
from .window_tools import button, seen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

SECRET = "Придуманная Ирина Петровна"


@pytest.fixture
def caught(qapp: QApplication) -> Iterator[list[tuple[Exception, int]]]:
    """What is caught, and on which thread it is shown."""
    found: list[tuple[Exception, int]] = []
    kept = sys.excepthook, threading.excepthook, sys.unraisablehook
    mistakes = Mistakes(lambda error: found.append((error, threading.get_ident())))
    mistakes.watch()
    yield found
    mistakes.unwatch()
    sys.excepthook, threading.excepthook, sys.unraisablehook = kept


class _Stubborn:
    def __del__(self) -> None:
        raise KeyError(SECRET)


def test_every_thread_and_clean_up_lead_to_the_main_thread(qtbot: QtBot, caught: list[tuple[Exception, int]]) -> None:
    thread = threading.Thread(target=[].pop)
    thread.start()
    thread.join()
    _Stubborn()
    sys.excepthook(ValueError, ValueError(SECRET), None)
    qtbot.waitUntil(lambda: len(caught) == 3)
    assert [type(error) for error, _thread in caught] == [IndexError, KeyError, ValueError]
    assert {thread for _error, thread in caught} == {threading.get_ident()}


def test_an_interruption_ends_the_program_as_ever(
    caught: list[tuple[Exception, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert not caught


def test_qt_complains_into_the_next_report_and_nowhere_else(
    qtbot: QtBot, caught: list[tuple[Exception, int]], capfd: pytest.CaptureFixture[str]
) -> None:
    crash._qt_notes.clear()
    qWarning(f"QFile::open: {SECRET}")
    text = crash.report(ValueError())
    assert "Qt warning" in text
    assert "QFile::open × 1" in text
    assert SECRET not in text
    assert SECRET not in "".join(capfd.readouterr())


def test_the_dialog_can_be_copied_and_a_second_mistake_adds_none(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    first = show_crash(ValueError(SECRET))
    assert show_crash(KeyError(SECRET)) is first
    assert len([one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog)]) == 1
    assert len(list((tmp_path / "data" / "crashes").iterdir())) >= 1
    button(first, "Скопировать отчёт").click()
    copied = QApplication.clipboard().text()
    assert "ValueError" in copied
    shown = first.findChild(QPlainTextEdit).toPlainText()
    assert shown == copied
    assert SECRET not in shown + seen(first) + first.windowTitle()
    first.reject()


def test_a_run_that_died_is_told_of_at_the_next_start_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("otklik.app.REMIND_AFTER", 1)
    register = make_register(tmp_path / "register.otklik")
    fault = tmp_path / "data" / "crashes" / "fault-1.txt"
    fault.parent.mkdir(parents=True)
    fault.write_text('Fatal Python error: Aborted\n  File "/somewhere/otklik/ui/tasks.py", line 7 in run\n')
    for told in (True, False):
        with running(tmp_path / "data") as program:
            program.begin(register, register.with_suffix(".key"))
            window = opened(qtbot, program)
            qtbot.waitUntil(lambda one=program: one.locking is not None)
            qtbot.waitUntil(lambda one=program: one.tasks.pending == 0)
            qtbot.wait(20)
            assert ("программа закрылась сама" in seen(window)) == told
            if told:
                button(window, "Скопировать отчёт").click()
                assert 'File "otklik/ui/tasks.py", line 7' in QApplication.clipboard().text()
        assert not fault.exists()
