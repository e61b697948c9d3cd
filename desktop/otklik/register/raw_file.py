"""The bytes of a register that is open: one descriptor for each file, however many registers stand on it.

On POSIX systems closing any descriptor of a file gives up every lock the process has on that file, those of SQLite too;
another program could then take the side files of a register away that is in use. So nobody in this program opens the
file of an open register by himself: the first register opens the descriptor before SQLite opens the file, and the last
one closes it when SQLite has closed it.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock, RLock
from typing import ClassVar

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


class RawFile:
    """A descriptor for reading, shared by all who hold the same file; safe from any thread.

    Attributes:
        descriptor: the open descriptor; use it only while holding the file, and never seek in it.
    """

    _held: ClassVar[dict[tuple[int, int], RawFile]] = {}
    _lock: ClassVar[RLock] = RLock()

    def __init__(self, descriptor: int, place: tuple[int, int]) -> None:
        self.descriptor = descriptor
        self._place = place
        self._holders = 0
        self._reading = Lock()

    @classmethod
    def hold(cls, path: Path) -> RawFile:
        """Return the file at a path, held until `release`.

        Raises:
            OSError: it is missing or cannot be read.
        """
        with cls._lock:
            file = cls._held.get(_place_of(os.stat(path)))  # noqa: PTH116 - beside its brother of an open file
            if file is None:
                descriptor = os.open(path, _FLAGS)
                place = _place_of(os.fstat(descriptor))
                # A file system whose numbers waver may show a held file as new: its second descriptor stays open then.
                file = cls._held.setdefault(place, cls(descriptor, place))
            return file.hold_again()

    def hold_again(self) -> RawFile:
        """Hold the file once more, for work that may last longer than the register."""
        with self._lock:
            self._holders += 1
            return self

    def release(self) -> None:
        """Let the file go; the last holder closes it."""
        with self._lock:
            self._holders -= 1
            if self._holders == 0:
                del self._held[self._place]
                os.close(self.descriptor)

    def size(self) -> int:
        """Return how many bytes the file has."""
        return os.fstat(self.descriptor).st_size

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes of the file; fewer at its end.

        Raises:
            OSError: the disk fails.
        """
        if hasattr(os, "pread"):
            return os.pread(self.descriptor, length, offset)
        with self._reading:  # Windows reads only where the descriptor stands
            os.lseek(self.descriptor, offset, os.SEEK_SET)
            return os.read(self.descriptor, length)


def _place_of(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
