"""The system asks the program to end (log-out, shut-down, Ctrl+C in a terminal): it ends as if it had been closed.

Python runs a signal's handler only when the interpreter runs next, and while Qt waits it does not run. So the number of
the signal is written into a pipe by Python's own C code, and Qt waits for the pipe as well.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal
from PySide6.QtWidgets import QApplication

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class Ending(QObject):
    """Hears the signals that ask for the end; on Windows, which tells windows in another way, it hears nothing.

    Signals:
        wanted: the program is to end now, without asking anybody.

    Args:
        parent: owner, on the main thread.
    """

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[int, Any] = {}
        self._pipe: tuple[int, int] | None = None
        self._notifier: QSocketNotifier | None = None

    def watch(self) -> None:
        """Hear from now on. A signal somebody had ignored from outside (`nohup`) stays ignored."""
        if sys.platform == "win32":
            return
        reading, writing = self._pipe = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        self._notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_written)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in (getattr(signal, name) for name in _NAMES):
            if signal.getsignal(number) != signal.SIG_IGN:
                self._before[number] = signal.signal(number, _leave_to_pipe)

    def unwatch(self) -> None:
        """Hear no longer; what a signal does is as before."""
        if self._pipe is None or self._notifier is None:
            return
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        for end in self._pipe:
            os.close(end)
        self._before, self._pipe, self._notifier = {}, None, None

    def _on_written(self) -> None:
        if self._pipe is None:
            return
        numbers = b""
        with suppress(BlockingIOError):
            numbers = os.read(self._pipe[0], 64)
        if any(number in self._before for number in numbers):  # a process that ended may be told here, too
            self.wanted.emit()


def _leave_to_pipe(_number: int, _frame: object) -> None:
    """Do nothing: the pipe tells; but without a handler of Python's there would be nothing in it."""


def take_down() -> None:
    """Take down every window while Python still answers.

    Left to the end of the interpreter, PySide frees the parts of a window in any order, and each tells the layouts
    around it: one with a method of ours is then asked when no Python answers, and the process ends by a fault.
    """
    for widget in QApplication.topLevelWidgets():  # a list that pops up belongs to its field
        if shiboken6.isValid(widget) and widget.windowType() is Qt.WindowType.Window and widget.parent() is None:
            shiboken6.delete(widget)
