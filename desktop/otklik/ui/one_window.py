"""A second start of a register shows the window that has it instead of opening another one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from otklik.system.one_window import WindowPlace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANSWER_WITHIN = 3000
"""Milliseconds the window that has the register gets to show itself."""

_LOOK_EVERY = 50
_LISTEN_EVERY = 1000
"""Milliseconds between two looks where the system does not tell that a file appeared."""


class OneWindow(QObject):
    """The place of this program's window, and the ear for other starts.

    Signals:
        raise_wanted: another start asks for the window.

    Args:
        folder: the data folder.
        parent: owner.
    """

    raise_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._place: WindowPlace | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._listener = QTimer(self, interval=_LISTEN_EVERY)
        self._listener.timeout.connect(self._on_changed)

    def claim(self, register: Path, ours: Callable[[], None], theirs: Callable[[], None]) -> None:
        """Take the place of the window of a register; the one held before is given up.

        Args:
            register: its file.
            ours: called when the register may be opened here: at once, or after a window that did not answer.
            theirs: called when another window has shown itself instead.
        """
        self.release()
        place = WindowPlace(self._folder, register)
        if place.take():
            self._place = place
            if not self._watcher.addPath(str(place.folder)):
                self._listener.start()
            ours()
            return
        self._call(place, ours, theirs)

    def call(self, register: Path, absent: Callable[[], None], shown: Callable[[], None] = lambda: None) -> None:
        """Have the window of another register come to the front.

        Args:
            register: its file.
            absent: called where no window has it, or the one that has it does not answer.
            shown: called when the window has shown itself.
        """
        place = WindowPlace(self._folder, register)
        if place.is_taken():
            self._call(place, absent, shown)
        else:
            absent()

    def _call(self, place: WindowPlace, absent: Callable[[], None], shown: Callable[[], None]) -> None:
        if sys.platform == "win32":
            _let_others_come_forward()
        place.ask()
        self._wait_for(place, absent, shown)

    def release(self) -> None:
        """Give the place up."""
        self._listener.stop()
        if self._place is not None:
            self._watcher.removePath(str(self._place.folder))
            self._place.release()
            self._place = None

    def _wait_for(self, place: WindowPlace, ours: Callable[[], None], theirs: Callable[[], None]) -> None:
        timer = QTimer(self, interval=_LOOK_EVERY)
        looks = iter(range(ANSWER_WITHIN // _LOOK_EVERY))

        def look() -> None:
            answered = place.answered()
            if not answered and next(looks, None) is not None:
                return
            timer.stop()
            timer.deleteLater()
            if answered:
                theirs()
            else:
                place.asked()
                ours()  # the register's own lock says who has it

        timer.timeout.connect(look)
        timer.start()

    def _on_changed(self) -> None:
        if self._place is not None and self._place.asked():
            self.raise_wanted.emit()


def _let_others_come_forward() -> None:
    """Let the other window come to the front: Windows allows it only to whom the one in front allows it."""
    import ctypes  # noqa: PLC0415 - on Windows, at a second start

    everybody = -1
    ctypes.windll.user32.AllowSetForegroundWindow(everybody)  # type: ignore[attr-defined, unused-ignore] # on Windows alone
