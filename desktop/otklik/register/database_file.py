"""The file under a register: its head, how it is opened, made, and brought up to date."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from otklik.register.cipher import PAGE_BYTES, SALT_BYTES, CipherError, connect
from otklik.register.database import Database
from otklik.register.problems import (
    CORRUPT,
    EXISTS,
    MISSING,
    NO_REGISTER,
    NOT_A_DATABASE,
    STALE_CHANGES,
    TOO_NEW,
    TWO_NAMES,
    RegisterInUse,
    problem,
)
from otklik.register.raw_file import RawFile
from otklik.register.schema import APPLICATION_ID, MIGRATIONS, VERSION
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import write_problem

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file while it is open."""

UNREADABLE = "The file {file} cannot be read. Check that it is a file and that you may open it."

_LAST_LINE = "SELECT seq, digest FROM events ORDER BY seq DESC LIMIT 1"
_PLAIN_SQLITE = b"SQLite format 3\x00"


def refuse_existing(path: Path) -> None:
    """See that nothing lies where a register is to be made.

    A forgotten side file counts too: SQLite would play the changes of the old register into the new one. Empty ones,
    which a reader leaves behind, do no harm; nor does the `-shm`, which is only a cache.

    Raises:
        UserError: the file or one of its side files exists.
    """
    leftovers = (Path(f"{path}-wal"), Path(f"{path}-journal"))
    for file in (path, *(file for file in leftovers if file.is_file() and has_content(file))):
        if file.exists():
            raise UserError(EXISTS, file=file)


def has_content(path: Path) -> bool:
    """Return whether there is such a file with something in it."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def hold(path: Path) -> RawFile:
    """Return the bytes of a file, held; a file that cannot be opened is said in a sentence."""
    try:
        return RawFile.hold(path)
    except FileNotFoundError as error:
        raise EnvironmentProblem(MISSING, file=path) from error
    except OSError as error:
        raise EnvironmentProblem(UNREADABLE, file=path) from error


def place_of(path: Path) -> tuple[int, int] | None:
    """Return what tells one file from another under the same name; `None` where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_second_name(path: Path) -> None:
    """See that a file that is to be written has one name only.

    Lock and side files go by the name: under two names there would be two writers, and neither sees the acts of the
    other. A symbolic link is no second name, it is followed before.

    Raises:
        RegisterInUse: the file has more names (hard links).
    """
    with suppress(OSError):
        if path.stat().st_nlink > 1:
            raise RegisterInUse(TWO_NAMES, file=path)


def read_salt(path: Path) -> bytes:
    """Return the open head of a register or backup: the salt that is its id.

    Raises:
        EnvironmentProblem: it cannot be read or is plainly not a register.
    """
    raw = hold(path)
    try:
        salt, size = raw.read(0, SALT_BYTES), raw.size()
    except OSError as error:
        raise EnvironmentProblem(UNREADABLE, file=path) from error
    finally:
        raw.release()
    if size < PAGE_BYTES or salt == _PLAIN_SQLITE:
        raise EnvironmentProblem(NO_REGISTER, file=path)
    return salt


def build(path: Path, key: bytes) -> None:
    """Make an empty register under a temporary name and give it its own when it is whole."""
    refuse_existing(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".otklik-", suffix=".new", dir=path.parent)
        os.close(handle)  # mkstemp made it for the owner alone (0600); side files inherit that
        temporary = Path(name)
        database = open_database(temporary, key, os.urandom(SALT_BYTES), writable=True, goal=path)
        try:
            bring_up_to_date(database)
            database.execute("PRAGMA journal_mode = WAL")
        finally:
            database.connection.close()
        temporary.replace(path)
    except OSError as error:
        raise write_problem(path, error) from error
    finally:
        if temporary is not None:
            for suffix in ("", *SIDE_FILES):
                with suppress(OSError):
                    Path(f"{temporary}{suffix}").unlink()


def open_database(
    path: Path, key: bytes, salt: bytes, *, writable: bool, goal: Path | None = None, any_thread: bool = False
) -> Database:
    """Return the file opened with the key, after the first read that shows whether the key fits.

    Args:
        path: the file.
        key: its key.
        salt: its id.
        writable: whether it may be written.
        goal: under what name messages speak of it, where that is another.
        any_thread: whether another thread may go on with it.
    """
    connection = connect(path, key, salt, writable=writable, any_thread=any_thread)
    database = Database(connection, goal or path, writable=writable)
    try:
        database.value("SELECT count(*) FROM sqlite_master")
    except EnvironmentProblem:
        connection.close()
        if writable or Path(f"{path}-wal").exists():
            raise
        # A reader in a folder where nothing may be made: without unsaved changes beside it the file stands still.
        still = connect(path, key, salt, writable=False, immutable=True, any_thread=any_thread)
        database = Database(still, path, writable=False)
        try:
            database.value("SELECT count(*) FROM sqlite_master")
        except EnvironmentProblem:
            database.connection.close()
            raise
    return database


def refuse_foreign_changes(path: Path, key: bytes, salt: bytes) -> None:
    """See that the changes that lie beside a file belong to it, before a writer plays them into it for good.

    They do not where somebody put back a copy under the name of a register that had not been closed. SQLite cannot
    tell; but then the file is sound without them and not with them.

    Raises:
        EnvironmentProblem: they belong to another state of the file. Nothing was changed.
    """
    if _is_sound(path, key, salt, immutable=False) or not _is_sound(path, key, salt, immutable=True):
        return  # what is damaged in itself is told by whoever looks at damage
    raise EnvironmentProblem(STALE_CHANGES, file=path, changes=f"{path.name}-wal")


def _is_sound(path: Path, key: bytes, salt: bytes, *, immutable: bool) -> bool:
    """Tell whether every page and reference holds, with the changes beside the file, or (immutable) without them."""
    connection = connect(path, key, salt, writable=False, immutable=immutable)
    database = Database(connection, path, writable=False)
    try:
        whole = database.all("PRAGMA quick_check") == [("ok",)] and database.one("PRAGMA foreign_key_check") is None
        # A mixture may fit together page by page and still have two ends of its journal.
        end = database.one("SELECT seq, digest FROM chain_head")
        return whole and (end is None or end[0] == 0 or end == database.one(_LAST_LINE))
    except EnvironmentProblem as error:
        return error.text not in {CORRUPT, NOT_A_DATABASE}  # a full disk says nothing about the file
    finally:
        connection.close()


def prepare(database: Database) -> bool:
    """Set what holds for the session and refuse what we do not know; return whether the schema is up to date."""
    for pragma in (
        "foreign_keys = ON",
        "busy_timeout = 5000",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "trusted_schema = OFF",
        "cache_size = -32768",
    ):
        database.execute(f"PRAGMA {pragma}")
    if database.value("PRAGMA application_id") != APPLICATION_ID:
        raise EnvironmentProblem(NO_REGISTER, file=database.path)
    applied = _applied(database)
    if database.value("PRAGMA user_version") > VERSION or not applied <= set(MIGRATIONS):
        raise EnvironmentProblem(TOO_NEW, file=database.path)
    if database.writable:
        database.execute("PRAGMA journal_mode = WAL")
    return applied == set(MIGRATIONS)


def _applied(database: Database) -> set[str]:
    if database.one("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'") is None:
        return set()
    return {str(name) for (name,) in database.all("SELECT name FROM _sqlite_migrations WHERE migration_set = 'otklik'")}


def bring_up_to_date(database: Database) -> None:
    """Run what is due and see that no row points to nothing afterwards.

    Raises:
        EnvironmentProblem: the disk is full, or the file is damaged; it stays at the version it had.
    """
    from otklik.register.migrations import migrate  # noqa: PLC0415 - sqlite_utils is needed by new or old registers only

    with _sentences(database.path):
        migrate(database.connection)
    if database.one("PRAGMA foreign_key_check") is not None:
        raise EnvironmentProblem(CORRUPT, file=database.path)


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Turn errors of SQLite raised by sqlite_utils into sentences."""
    try:
        yield
    except CipherError as error:
        raise problem(error, path) or error from error
