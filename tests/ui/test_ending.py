"""Log-out, shut-down and Ctrl+C end the program cleanly: drafts are kept, nothing is left beside the register."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from otklik.register.store import Register
from otklik.ui.ending import Ending

from .sample import KEY, fill

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")

_TYPING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from otklik import app
from otklik.ui.main_window import NEW_CASE

register, data, what = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
show, shown = app.Program._show, []

def type_in(window, tasks):
    def look():
        page = window.page(2)
        if tasks.pending or not page.editor.letter_text.text.toPlainText():
            return QTimer.singleShot(20, look)
        page.editor.letter_text.text.textCursor().insertText("Последние слова. ")
        if what == "request":
            window.new_case()
            window.page(NEW_CASE).facts.findChildren(app.sys.modules["PySide6.QtWidgets"].QLineEdit)[0].setText("Пётр")
        print("typed", flush=True)
    look()

def open_draft(program):
    window, tasks = program.window, program.tasks
    def found(number):
        window.open_letter(number)
        type_in(window, tasks)

    tasks.run(lambda desk: desk.register.letters.drafts()[0].id, found)

def showing(program, desk):
    show(program, desk)
    program.window.ready.connect(lambda: open_draft(program))

app.Program._show = showing
code = app.open_window(register, register.with_suffix(".key"), data)
print("left", flush=True)
sys.exit(code)
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "office" / "register.otklik"
    path.parent.mkdir()
    fill(path)
    path.with_suffix(".key").write_text(KEY.hex())
    return path


@pytest.mark.parametrize(("name", "what"), [("SIGTERM", "draft"), ("SIGINT", "draft"), ("SIGHUP", "request")])
def test_asked_to_end_the_program_keeps_the_draft_and_closes_the_register(
    register: Path, tmp_path: Path, name: str, what: str
) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", _TYPING, register, tmp_path / "data", what],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        line = program.stdout.readline()
        if line.strip() != "typed":
            program.kill()
            pytest.fail(line + program.stderr.read())
        program.send_signal(getattr(signal, name))
        said, complained = program.communicate(timeout=30)
    assert (program.returncode, said.strip(), complained) == (0, "left", "")
    beside = {file.name for file in register.parent.iterdir()}
    assert not [file for file in beside if file.endswith(("-wal", "-shm", ".owner"))]
    with Register.open(register, KEY) as opened:
        assert not opened.unclean
        assert "Последние слова." in opened.letters.drafts()[0].body


def test_what_signals_did_before_they_do_again(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGINT)
    ignored = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    ending = Ending()
    try:
        ending.watch()
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN, "as `nohup` wants it"
        with qtbot.waitSignal(ending.wanted):
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        ending.unwatch()
        signal.signal(signal.SIGHUP, ignored)
    assert signal.getsignal(signal.SIGINT) == before
