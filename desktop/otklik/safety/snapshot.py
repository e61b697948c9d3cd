"""A register as it stands at one moment, kept so while it is copied and others go on writing.

Every copy of a register has the same key and id, so its file can be copied byte for byte at the speed of the disk, as
long as nobody writes into it meanwhile. In WAL mode acts write to the side file, and only a checkpoint writes the file
itself. A reader that begins when the side file is empty takes SQLite's lock WAL_READ_LOCK(0): it reads the file alone,
and no checkpoint touches the file until the reader ends (wal.c of SQLite, walTryBeginRead). So the side file is
emptied, the reader begins, and acts go on: what they write waits in the side file.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.register.cipher import PAGE_BYTES
from otklik.register.problems import MOVED
from otklik.register.store import Register
from otklik.system.errors import EnvironmentProblem

if TYPE_CHECKING:
    from typing import Self

WAIT = 200
"""Milliseconds a checkpoint waits for other readers; who reads longer costs us the fast way only."""

PORTION = 512
"""Pages (of 4 KB) copied between two looks at progress and cancelling."""

Step = Callable[[int, int, int], None]
"""Told between two portions: a status (0), pages left, pages in all. What it raises stops the copying."""


class Snapshot:
    """A reader that keeps one moment of a register. May go on in another thread than the one that took it.

    Attributes:
        path: the file of the register.
        id: its id.
        key: its key.
        generation: the number of that key.
        cases: how many cases it holds.
        events: how many journal lines.
        head: digest of the last one.
        changes: how many rows the writer had changed in its session.
        is_still: whether the file itself holds everything and nobody writes it until `close`.
    """

    def __init__(self, reader: Register, changes: int) -> None:
        self._reader = reader
        self.path, self.id, self.key = reader.path, reader.id, reader.key
        self.changes = changes
        reader.database.execute("BEGIN")
        self.cases = reader.cases.count()  # the first read; from now on this moment is kept
        self.events, self.head = reader.journal.count(), reader.journal.head()
        self.generation = _generation(reader)
        self.is_still = _has_nothing_beside(reader)

    def copy_to(self, target: Path, step: Step) -> None:
        """Copy the bytes of the file; only where it is still.

        Raises:
            OSError: the disk is full or fails.
        """
        raw = self._reader.raw
        if raw is None or not self.is_still:
            raise ValueError("the file of the register is being written")
        size, portion, done = raw.size(), PORTION * PAGE_BYTES, 0
        written = os.open(target, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        try:
            quick = hasattr(os, "copy_file_range")
            while done < size:
                length = min(portion, size - done)
                copied = _in_kernel(raw.descriptor, written, length, done) if quick else 0
                if not copied:
                    quick = False
                    os.lseek(written, done, os.SEEK_SET)
                    copied = os.write(written, raw.read(done, length))
                if not copied:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                done += copied
                step(0, (size - done) // PAGE_BYTES, size // PAGE_BYTES)
        finally:
            os.close(written)

    def pages_to(self, connection: object, step: Step) -> None:
        """Copy page by page through SQLite: slower, and right while others write the file too.

        Args:
            connection: of the copy, opened with the same key.
            step: called between two portions.

        Raises:
            CipherError: the disk is full or fails, or a page is damaged.
        """
        self._reader.database.connection.backup(connection, pages=PORTION, progress=step)

    def close(self) -> None:
        """Let the moment go. Closing twice does no harm."""
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class OpenFile(Snapshot):
    """A register read through the connection that has it open, where its file can be opened no more under its name.

    Stays on the register's thread; while it is kept, the register must not be used otherwise.
    """

    def __init__(self, register: Register) -> None:
        super().__init__(register, register.database.connection.total_changes)
        self.is_still = False  # what lies under the name now tells nothing of the open file

    def close(self) -> None:
        """Let the register go on. Closing twice does no harm."""
        if self._reader.database.connection.in_transaction:
            self._reader.database.execute("ROLLBACK")


def take(register: Register) -> Snapshot:
    """Keep a register as it stands now; takes milliseconds, on the register's thread.

    Args:
        register: the open register, outside any transaction.

    Raises:
        EnvironmentProblem: its file was moved or replaced, or cannot be opened once more.
    """
    connection = register.database.connection
    if not register.in_place:
        raise EnvironmentProblem(MOVED, file=register.path)
    if connection.in_transaction:
        raise ValueError("a backup is made between acts, not inside one")
    if register.writable:
        _empty_side_file(register)
    reader = Register.open_beside(register.path, register.id, register.key, any_thread=True)
    if reader.raw is not register.raw:
        reader.close()
        raise EnvironmentProblem(MOVED, file=register.path)
    try:
        return Snapshot(reader, connection.total_changes)
    except BaseException:
        reader.close()
        raise


def _empty_side_file(register: Register) -> None:
    """Bring what lies in the side file into the file, as far as other readers let it."""
    database = register.database
    patience = database.value("PRAGMA busy_timeout")
    database.execute(f"PRAGMA busy_timeout = {WAIT}")
    try:
        with suppress(EnvironmentProblem):  # a full disk, too: the copy may go to another one, the slower way
            database.all("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.execute(f"PRAGMA busy_timeout = {patience}")


def _has_nothing_beside(reader: Register) -> bool:
    """Tell whether a reader in its transaction reads the file alone. Looked at after it began, never before."""
    if reader.database.value("PRAGMA journal_mode") != "wal":
        return True  # then a reader keeps every writer away
    try:
        return Path(f"{reader.path}-wal").stat().st_size == 0
    except FileNotFoundError:
        return True


def _generation(register: Register) -> int:
    """Return the number of the key; registers before the fourth version have had one only."""
    if register.database.one("SELECT 1 FROM sqlite_master WHERE name = 'keys'") is None:
        return 1
    return register.key_history.current().number


def _in_kernel(source: int, target: int, length: int, offset: int) -> int:
    """Copy without a detour through the program; return 0 where the file systems do not do that."""
    try:
        return os.copy_file_range(source, target, length, offset_src=offset, offset_dst=offset)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}:
            raise
        return 0
