"""Backups: whole encrypted copies, opened and checked before they count, restored only into new files."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event as Flag

from otklik.register.cipher import CipherError, connect
from otklik.register.problems import CORRUPT, code_of, problem
from otklik.register.store import SIDE_FILES, Register, read_salt, refuse_existing
from otklik.system.clock import SystemClock
from otklik.system.errors import EnvironmentProblem, OtklikError, UserError
from otklik.system.files import write_problem
from otklik.system.words import say

SUFFIX = ".otklik-backup"
"""How the name of a backup ends."""

PAGES_AT_A_TIME = 512
"""Pages (of 4 KB) copied between two looks at progress and cancelling."""

Progress = Callable[[int, int], None]
"""Told pages done and pages in all."""

_NAME = re.compile(r"otklik-(\d{4}-\d{2}-\d{2}-\d{6})(?:-\d+)?" + re.escape(SUFFIX))
_STAMP = "%Y-%m-%d-%H%M%S"

WHOLE = "{file} is whole: {cases} cases, {events} lines of the journal."
DAMAGED = "{file} is damaged: what is stored does not fit together. Take another backup."
CHAIN_BROKEN = "{file} is damaged: the journal was changed at line {line}. Take another backup."
LETTER_CHANGED = "{file} is damaged: the PDF of letter {number} is not the one that was issued. Take another backup."
PAPER_CHANGED = "{file} is damaged: a paper is not the one that was made: {title}. Take another backup."
SOURCE_DAMAGED = "The register {file} is damaged, so no backup was kept. Restore the last good backup into a new file."
NOT_KEPT = "The backup did not pass its check and was thrown away. The register is untouched. Try another disk."
LEFT_BEHIND = 3600
"""Seconds after which a half-made copy is surely nobody's."""

STOPPED = "The backup was stopped. Nothing was left behind, the register is untouched."


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file.

    Attributes:
        path: the file.
        made_at: local time it was made, from its name.
        cases: how many cases it holds; `None` where it was not opened.
        last_number: number of the last case; `None` where it was not opened.
        size: bytes.
    """

    path: Path
    made_at: datetime
    cases: int | None
    last_number: int | None
    size: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a register or a backup found.

    Attributes:
        whole: every page, reference, issued letter and journal line is as it was written.
        sentence: the finding, for the user.
        cases: how many cases it holds.
        events: how many journal lines.
        head: digest of the last journal line.
    """

    whole: bool
    sentence: str
    cases: int = 0
    events: int = 0
    head: str = ""


def back_up(
    register: Register,
    folder: Path,
    now: datetime,
    *,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Backup:
    """Copy the register into a folder while it stays in use, and check the copy before it gets its name.

    The name carries the time and nothing else. A copy that is stopped, does not fit or fails its check leaves nothing.

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
    if register.database.connection.in_transaction:
        raise ValueError("a backup is made between acts, not inside one")
    path = _free_name(folder, now)
    _sweep(folder)
    with _copy(register, path, _Step(progress, cancelled)) as copy:
        found = verify(copy, register.key)
        if not found.whole or (found.events, found.head) != (register.journal.count(), register.journal.head()):
            raise EnvironmentProblem(NOT_KEPT if _examine(register).whole else SOURCE_DAMAGED, file=register.path.name)
        copy.replace(path)
    return Backup(path, now, found.cases, found.cases, path.stat().st_size)


def verify(path: Path, key: bytes) -> Verification:
    """Check a register or a backup, page by page, letters and journal included. Writes nothing.

    Args:
        path: the file.
        key: its 32 bytes.

    Returns:
        What was found; `whole` is False for a file that opens and is damaged.

    Raises:
        EnvironmentProblem: it cannot be opened: missing, no register, another key, or damaged at its head.
    """
    try:
        register = Register.open(path, key, writable=False)
    except EnvironmentProblem as error:
        if error.text == CORRUPT:
            return Verification(whole=False, sentence=say(DAMAGED, file=path.name))
        raise
    with register:
        try:
            return _examine(register)
        except EnvironmentProblem as error:
            if error.text != CORRUPT:
                raise
            return Verification(whole=False, sentence=say(DAMAGED, file=path.name))


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
    found = verify(backup, key)
    if not found.whole:
        raise EnvironmentProblem("{finding} Nothing was restored.", finding=found.sentence)
    with (
        Register.open(backup, key, writable=False) as source,
        _copy(source, target, _Step(progress, cancelled)) as copy,
    ):
        again = verify(copy, key)
        if not again.whole or (again.cases, again.events, again.head) != (found.cases, found.events, found.head):
            raise EnvironmentProblem(NOT_KEPT)
        refuse_existing(target)
        copy.replace(target)
    return target


def list_backups(folder: Path, register_id: str | None = None, key: bytes | None = None) -> tuple[Backup, ...]:
    """Return the backups of a folder, newest first.

    Args:
        folder: where to look; a missing folder has none.
        register_id: only backups of this register.
        key: opens them to tell how many cases each holds; without it that is not known.
    """
    try:
        files = [file for file in folder.iterdir() if _NAME.fullmatch(file.name) and file.is_file()]
    except OSError:
        return ()
    found = [backup for file in files if (backup := _listed(file, register_id, key)) is not None]
    return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True))


def _listed(file: Path, register_id: str | None, key: bytes | None) -> Backup | None:
    """Return what is known of a backup, or `None` where it is not one of the register or cannot be read."""
    match = _NAME.fullmatch(file.name)
    try:
        made_at = datetime.strptime(match[1] if match else "", _STAMP).astimezone()
        salt, size = read_salt(file), file.stat().st_size
    except (ValueError, OSError, EnvironmentProblem):
        return None
    if register_id is not None and salt.hex() != register_id:
        return None
    cases = _cases_of(file, key) if key is not None else None
    return Backup(file, made_at, cases, cases, size)


def _cases_of(file: Path, key: bytes) -> int | None:
    try:
        with Register.open(file, key, writable=False) as register:
            return register.cases.count()
    except OtklikError:
        return None  # damaged or of another key: it is listed all the same, checking it says what is wrong


def _examine(register: Register) -> Verification:
    """Check everything that can be checked of an open register."""
    database, name = register.database, register.path.name
    cases, events, head = register.cases.count(), register.journal.count(), register.journal.head()

    def found(sentence: str, *, whole: bool = False, **values: object) -> Verification:
        text = say(sentence, file=name, cases=cases, events=events, **values)
        return Verification(whole, text, cases, events, head)

    # Pages first: a page that was tampered with or cut off must not be read as if it were sound.
    if database.all("PRAGMA cipher_integrity_check"):
        return found(DAMAGED)
    if database.all("PRAGMA quick_check") != [("ok",)] or database.all("PRAGMA foreign_key_check"):
        return found(DAMAGED)
    if database.one("SELECT count(*), coalesce(max(number), 0) FROM cases") != (cases, cases):
        return found(DAMAGED)
    if (number := register.letters.changed_pdf()) is not None:
        return found(LETTER_CHANGED, number=number)
    if (title := register.papers.changed_title()) is not None:
        return found(PAPER_CHANGED, title=title)
    chain = register.journal.verify()
    if not chain.whole:
        return found(CHAIN_BROKEN, line=chain.broken_at)
    return found(WHOLE, whole=True)


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
    """Take away what backups left behind that were cut off by a crash; one that is being made now is younger."""
    now = SystemClock().now().timestamp()
    for part in folder.glob(".otklik-*.part*"):
        with suppress(OSError):
            if now - part.stat().st_mtime > LEFT_BEHIND:
                part.unlink()


@contextmanager
def _copy(source: Register, goal: Path, step: _Step) -> Iterator[Path]:
    """Copy a register into a temporary file beside the goal, one file without side files; it is gone afterwards.

    Whoever wants to keep the copy renames it inside the block.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".otklik-", suffix=".part", dir=goal.parent)
        os.close(handle)
        temporary = Path(name)
        with _sentences(goal):
            target = connect(temporary, source.key, bytes.fromhex(source.id), writable=True)
            try:
                source.database.connection.backup(target, pages=PAGES_AT_A_TIME, progress=step)
                # A register in use has side files; a backup must be one file, and open from read-only media.
                target.execute("PRAGMA journal_mode = DELETE").fetchall()
            finally:
                target.close()
        yield temporary
    except OSError as error:
        raise write_problem(goal, error) from error
    finally:
        if temporary is not None:
            for suffix in ("", *SIDE_FILES):
                with suppress(OSError):
                    Path(f"{temporary}{suffix}").unlink()


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Turn errors of SQLite into sentences; a full disk is said in the words for files."""
    try:
        yield
    except CipherError as error:
        if code_of(error) == "SQLITE_FULL":
            raise write_problem(path, OSError(errno.ENOSPC, "")) from error
        raise problem(error, path) or error from error


def _free_name(folder: Path, now: datetime) -> Path:
    """Return a name with the time that is not taken yet."""
    stem = f"otklik-{now.strftime(_STAMP)}"
    path, again = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        again += 1
        path = folder / f"{stem}-{again}{SUFFIX}"
    return path
