"""One window for one register: who has it, and the request of a second start that it be shown.

Without sockets: the window holds a lock in the data folder, and a second start leaves a small file beside it. The names
are digests, so that they tell nobody which registers there are.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.system.errors import OtklikError
from otklik.system.files import atomic_write, private_folder, true_path

if TYPE_CHECKING:
    from filelock import BaseFileLock

FOLDER = "windows"

_PATIENCE = 0.1
"""Seconds after which a place is taken in earnest; somebody who only looks (`is_taken`) has it for a moment."""


class WindowPlace:
    """The place of the one window of a register.

    Args:
        folder: the data folder.
        register: the register's file.

    Attributes:
        folder: where lock and request lie.
    """

    def __init__(self, folder: Path, register: Path) -> None:
        name = hashlib.sha256(str(true_path(register)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self.folder = folder / FOLDER
        self._lock_file = self.folder / f"{name}.lock"
        self._request = self.folder / f"raise-{name}"
        self._lock: BaseFileLock | None = None

    def take(self) -> bool:
        """Take the place; `False` where another window has it.

        Where no lock can be had at all, nobody is kept from working: the register has a lock of its own.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - the command line opens no window

        try:
            private_folder(self.folder)
            lock = FileLock(self._lock_file, timeout=_PATIENCE, mode=0o600, thread_local=False)
            lock.acquire(poll_interval=_PATIENCE / 5)
        except Timeout:
            return False
        except (OtklikError, OSError, NotImplementedError):
            return True
        self._lock = lock
        self.asked()  # a request nobody answered is none of ours
        return True

    def is_taken(self) -> bool:
        """Return whether a window has the place, this one or another."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 - as above

        if self._lock is not None:
            return True
        if not self._lock_file.exists():
            return False
        lock = FileLock(self._lock_file, timeout=0, mode=0o600, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return True
        except (OSError, NotImplementedError):
            return False
        lock.release()
        return False

    def release(self) -> None:
        """Give the place up."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def ask(self) -> None:
        """Ask the window that has the place to show itself."""
        with suppress(OtklikError):
            atomic_write(self._request, b"")

    def answered(self) -> bool:
        """Return whether the window took the request away."""
        return not self._request.exists()

    def asked(self) -> bool:
        """Return whether another start asks for the window, and take the request away."""
        try:
            self._request.unlink()
        except OSError:
            return False
        return True
