"""Backups: whole encrypted copies, opened and checked before they count, restored only into new files."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Event as Flag

from otklik.register.cipher import CipherError, connect
from otklik.register.database_file import SIDE_FILES, read_salt, refuse_existing
from otklik.register.problems import code_of, problem
from otklik.register.store import Register
from otklik.safety.checking import Verification, examine, verify
from otklik.safety.copies import SUFFIX, Backup, free_name, list_backups
from otklik.safety.keys import carried_key_path, carry_locked_key, locked_key_path
from otklik.safety.snapshot import OpenFile, Snapshot, take
from otklik.system.clock import SystemClock
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import write_problem

__all__ = [
    "SUFFIX",
    "Backup",
    "Progress",
    "Verification",
    "back_up",
    "back_up_open",
    "copy_snapshot",
    "list_backups",
    "restore",
    "second_copy",
    "take",
    "verify",
]

Progress = Callable[[int, int], None]
"""Told pages done and pages in all; all pages done, the copy is being checked."""

SOURCE_DAMAGED = "The register {file} is damaged, so no backup was kept. Restore the last good backup into a new file."
NOT_KEPT = "The backup did not pass its check and was thrown away. The register is untouched. Try another disk."
NOTHING_RESTORED = "{finding} Nothing was restored."
STOPPED = "The backup was stopped. Nothing was left behind, the register is untouched."

LEFT_BEHIND = 3600
"""Seconds after which a half-made copy is surely nobody's."""

_HALF_MADE = re.compile(r"\.otklik-[a-z0-9_]{8}(\.part.*)?")
"""Names under which files are written before they get their own: copies with `.part` behind, others without."""


def back_up(
    register: Register,
    folder: Path,
    now: datetime,
    *,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Backup:
    """Copy the register into a folder while it stays in use, and check the copy before it gets its name.

    The name carries the time and the number of the key, nothing else. A copy that is stopped, does not fit or fails its
    check leaves nothing.

    Args:
        register: the open register, outside any transaction.
        folder: an existing folder.
        now: local time for the name.
        progress: told pages done and pages in all.
        cancelled: set it to stop.

    Raises:
        UserError: it was cancelled.
        EnvironmentProblem: the folder cannot be written, the disk is full, or the copy failed its check.
    """
    with take(register) as snapshot:
        return copy_snapshot(snapshot, folder, now, progress=progress, cancelled=cancelled)


def back_up_open(register: Register, folder: Path, now: datetime) -> Backup:
    """Copy a register whose file lies no longer under its name: all that the open file still holds.

    Args:
        register: the open register, outside any transaction.
        folder: as of `back_up`.
        now: as of `back_up`.

    Raises:
        EnvironmentProblem: as `back_up`.
    """
    with OpenFile(register) as snapshot:
        return copy_snapshot(snapshot, folder, now)


def copy_snapshot(
    snapshot: Snapshot,
    folder: Path,
    now: datetime,
    *,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Backup:
    """Make a backup of a kept moment, on whatever thread; the moment is let go as soon as it is copied.

    Args:
        snapshot: the register as it stood.
        folder: as of `back_up`.
        now: as of `back_up`.
        progress: as of `back_up`.
        cancelled: as of `back_up`.

    Raises:
        UserError: as `back_up`.
        EnvironmentProblem: as `back_up`.
    """
    path = free_name(folder, now, snapshot.generation)
    _sweep(folder)
    with _copy(snapshot, path, _Step(progress, cancelled)) as copy:
        snapshot.close()
        # The digests of files wait for `verify`: the seals of the pages tell that each byte is the one written.
        found = examine(_opener(copy.path, snapshot), path.name, files=False)
        if not found.whole or _facts(found) != (snapshot.cases, snapshot.events, snapshot.head):
            source = examine(lambda: Register.open_beside(snapshot.path, snapshot.id, snapshot.key), snapshot.path.name)
            raise EnvironmentProblem(NOT_KEPT if source.whole else SOURCE_DAMAGED, file=snapshot.path.name)
        copy.take_name(path)
    locked = locked_key_path(snapshot.path)
    if locked.exists() or not isinstance(snapshot, OpenFile):  # it may have gone with the file, the password stays
        carry_locked_key(locked, folder, snapshot.id, snapshot.generation)
    return Backup(path, now, found.cases, found.cases, path.stat().st_size, snapshot.generation)


def restore(
    backup: Path,
    key: bytes,
    target: Path,
    *,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Path:
    """Make a register from a backup. The backup stays as it is; an existing file is never written over.

    Args:
        backup: a backup, or any register.
        key: its 32 bytes; they open the restored register too.
        target: the new file.
        progress: told pages done and pages in all.
        cancelled: set it to stop.

    Returns:
        The target.

    Raises:
        UserError: the target exists, or it was cancelled.
        EnvironmentProblem: the backup is damaged or does not fit the key, the folder cannot be written, or the disk
            is full.
    """
    refuse_existing(target)
    _checked_copy(backup, key, target, progress, cancelled, failed=NOTHING_RESTORED)
    return target


def second_copy(
    backup: Backup,
    key: bytes,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Backup:
    """Copy a backup into another folder under the same name, and check it there.

    Args:
        backup: a backup that was found good.
        key: the key of its generation.
        folder: an existing folder.
        progress: as of `back_up`.
        cancelled: as of `back_up`.

    Raises:
        UserError: there is such a file already, or it was cancelled.
        EnvironmentProblem: as `restore`.
    """
    target = folder / backup.path.name
    refuse_existing(target)
    _sweep(folder)
    found = _checked_copy(backup.path, key, target, progress, cancelled, failed="{finding}")
    register_id = read_salt(backup.path).hex()
    carried = carried_key_path(backup.path.parent, register_id, backup.generation)
    carry_locked_key(carried, folder, register_id, backup.generation)
    return Backup(target, backup.made_at, found.cases, found.cases, target.stat().st_size, backup.generation)


def _checked_copy(
    backup: Path, key: bytes, target: Path, progress: Progress | None, cancelled: Flag | None, *, failed: str
) -> Verification:
    """Copy a backup to a new file, whole and checked, or not at all."""
    with Register.open(backup, key, writable=False, as_it_is=True) as source, take(source) as snapshot:
        with _copy(snapshot, target, _Step(progress, cancelled)) as copy:
            found = examine(_opener(copy.path, snapshot), backup.name)
            if not found.whole or _facts(found) != (snapshot.cases, snapshot.events, snapshot.head):
                again = verify(backup, key)
                raise EnvironmentProblem(NOT_KEPT if again.whole else failed, finding=again.sentence)
            refuse_existing(target)
            copy.take_name(target)
        return found


def _facts(found: Verification) -> tuple[int, int, str]:
    """Return what must be the same in a copy as in its source."""
    return found.cases, found.events, found.head


def _opener(copy: Path, snapshot: Snapshot) -> Callable[[], Register]:
    """Return what opens a copy that has no name yet."""
    return lambda: Register.open_beside(copy, snapshot.id, snapshot.key)


class _Step:
    """What happens between two portions of pages: progress is told, and a wish to stop is heard."""

    def __init__(self, progress: Progress | None, cancelled: Flag | None) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def __call__(self, status: int, remaining: int, total: int) -> None:
        del status
        if self._cancelled is not None and self._cancelled.is_set():
            raise UserError(STOPPED)
        if self._progress is not None:
            self._progress(total - remaining, total)


def _sweep(folder: Path) -> None:
    """Take away what writers left behind that were cut off by a crash; what is being written now is younger.

    Beside half-made backups these are the halves of what lies with them: the list of what was erased, a locked key.
    """
    now = SystemClock().now().timestamp()
    for part in folder.glob(".otklik-*"):
        with suppress(OSError):
            if _HALF_MADE.fullmatch(part.name) and part.is_file() and now - part.stat().st_mtime > LEFT_BEHIND:
                part.unlink()


@contextmanager
def _copy(snapshot: Snapshot, goal: Path, step: _Step) -> Iterator[_Fresh]:
    """Copy a register into a temporary file beside the goal, one file without side files; it is gone afterwards.

    While the block checks the copy, the disk writes it out. Whoever wants to keep it gives it its name in the block.
    """
    temporary: Path | None = None
    try:
        step(0, 1, 1)
        handle, name = tempfile.mkstemp(prefix=".otklik-", suffix=".part", dir=goal.parent)
        os.close(handle)
        temporary = Path(name)
        with _sentences(goal):
            if snapshot.is_still:
                snapshot.copy_to(temporary, step)
            _finish(snapshot, temporary, step)
        with ThreadPoolExecutor(1, "writing") as pool:
            yield _Fresh(temporary, pool.submit(_flush, temporary))
    except OSError as error:
        raise write_problem(goal, error) from error
    finally:
        if temporary is not None:
            for suffix in ("", *SIDE_FILES):
                with suppress(OSError):
                    Path(f"{temporary}{suffix}").unlink()


def _finish(snapshot: Snapshot, temporary: Path, step: _Step) -> None:
    """Copy the pages where the bytes could not be copied, and make it one file that opens from read-only media too."""
    target = connect(temporary, snapshot.key, bytes.fromhex(snapshot.id), writable=True)
    try:
        target.execute("PRAGMA synchronous = OFF")  # written out as a whole afterwards
        if not snapshot.is_still:
            snapshot.pages_to(target, step)
        # A register in use has side files; a backup must be one file.
        if target.execute("PRAGMA journal_mode = DELETE").fetchall() != [("delete",)]:
            raise EnvironmentProblem(NOT_KEPT)
    finally:
        target.close()


class _Fresh:
    """A copy that is being checked and has no name yet.

    Attributes:
        path: where it lies meanwhile.
    """

    def __init__(self, path: Path, written: Future[None]) -> None:
        self.path = path
        self._written = written

    def take_name(self, goal: Path) -> None:
        """Give the copy its name, once it has reached the disk.

        Raises:
            OSError: the disk is full or fails.
        """
        self._written.result()
        self.path.replace(goal)
        if os.name == "posix":
            with suppress(OSError):  # some network drives do not do that for folders
                _flush(goal.parent)


def _flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Turn errors of SQLite into sentences; a full disk is said in the words for files."""
    try:
        yield
    except CipherError as error:
        if code_of(error) == "SQLITE_FULL":
            raise write_problem(path, OSError(errno.ENOSPC, "")) from error
        raise problem(error, path) or error from error
