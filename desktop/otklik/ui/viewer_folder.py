"""Files handed to the system's viewer: in a private folder that goes away with the window."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakSet

from PySide6.QtCore import QDir, QLockFile, QUrl
from PySide6.QtGui import QDesktopServices

from otklik.system.errors import EnvironmentProblem
from otklik.system.files import atomic_write, private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


class ViewerFolder:
    """A private folder for letters handed to the system's viewer, emptied when the window closes.

    What a run that was killed left behind is taken away at the next start: every folder holds a lock that only the
    living keep.

    Args:
        root: where folders are made; the system's folder for temporary files by default.
    """

    _PREFIX = "otklik-view-"
    _LOCK = ".lock"
    _living: ClassVar[WeakSet[ViewerFolder]] = WeakSet()

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or Path(tempfile.gettempdir())
        self._folder: Path | None = None
        self._lock: QLockFile | None = None
        self._living.add(self)

    @classmethod
    def clear_all(cls) -> None:
        """Empty every folder of this program, whoever filled it."""
        for folder in tuple(cls._living):
            folder.clear()

    def put(self, name: str, content: bytes) -> Path:
        """Write a file that only this user may read, and return its path.

        Args:
            name: file name; no personal data. What file systems do not take is replaced.
            content: the file.

        Raises:
            EnvironmentProblem: it cannot be written.
        """
        folder = self._own_folder()
        path = folder / "".join("-" if char in '/\\:*?"<>|' else char for char in name)
        with suppress(FileNotFoundError):
            path.unlink()
        atomic_write(path, content)
        return path

    def show(self, name: str, content: bytes) -> None:
        """Open a PDF in the system's viewer; arguments as of `put`.

        Raises:
            EnvironmentProblem: it cannot be written, or there is no viewer.
        """
        path = self.put(name, content)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            raise EnvironmentProblem("No program on this computer opens PDF files. Save the PDF and open it elsewhere.")

    def clear(self) -> None:
        """Remove the folder with everything in it. What a viewer holds fast (on Windows) goes at the next clearing."""
        if self._folder is None:
            return
        if self._lock is not None:
            self._lock.unlock()
        self._lock = None
        if QDir(str(self._folder)).removeRecursively():
            self._folder = None

    def clear_left_over(self) -> int:
        """Remove what earlier runs of this user left behind; return how many folders went."""
        removed = 0
        for folder in self._left_over():
            lock = QLockFile(str(folder / self._LOCK))
            lock.setStaleLockTime(0)
            if lock.tryLock(0):
                lock.unlock()
                removed += QDir(str(folder)).removeRecursively()
        return removed

    def _left_over(self) -> Iterator[Path]:
        for folder in self._root.glob(f"{self._PREFIX}*"):
            if folder != self._folder and folder.is_dir() and not folder.is_symlink() and _is_ours(folder):
                yield folder

    def _own_folder(self) -> Path:
        if self._folder is None:
            private_folder(self._root)
            self._folder = Path(tempfile.mkdtemp(prefix=self._PREFIX, dir=self._root))
        if self._lock is None:
            self._lock = QLockFile(str(self._folder / self._LOCK))
            self._lock.setStaleLockTime(0)
            self._lock.tryLock(0)
        return self._folder


def _is_ours(folder: Path) -> bool:
    """Return whether this user made it: the folder for temporary files is often one for all users."""
    try:
        return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    except FileNotFoundError:  # another window was quicker
        return False
