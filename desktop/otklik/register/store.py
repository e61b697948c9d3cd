"""The register: one encrypted file and everything kept in it.

Opening goes by a fixed order: the writer's lock, the file, the key, the first read that shows whether the key fits, the
pragmas, the guard against registers of newer programs, migrations where some are due.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from otklik.register.attachments import Attachments
from otklik.register.cases import Cases
from otklik.register.cipher import PAGE_BYTES, SALT_BYTES, CipherError, connect
from otklik.register.database import Database
from otklik.register.duties import Duties
from otklik.register.erasing import Erasing
from otklik.register.journal import Journal
from otklik.register.key_history import KeyHistory
from otklik.register.letters import Letters
from otklik.register.locking import WriterLock
from otklik.register.names import NameForms
from otklik.register.overrides import CalendarOverrides
from otklik.register.papers import Enclosures, OperatorImages, Papers, TemplateCopies
from otklik.register.people import Operators, Representatives, Subjects
from otklik.register.problems import (
    CORRUPT,
    EXISTS,
    IN_USE,
    MISSING,
    MOVED,
    NO_REGISTER,
    NOT_A_DATABASE,
    READ_BESIDE,
    STALE_CHANGES,
    TOO_NEW,
    TOO_OLD,
    RegisterInUse,
    problem,
)
from otklik.register.raw_file import RawFile
from otklik.register.schema import APPLICATION_ID, MIGRATIONS, VERSION
from otklik.register.settings import Settings
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import sync_folder, write_problem

if TYPE_CHECKING:
    from typing import Self

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file while it is open."""

UNREADABLE = "The file {file} cannot be read. Check that it is a file and that you may open it."

_LAST_LINE = "SELECT seq, digest FROM events ORDER BY seq DESC LIMIT 1"
_PLAIN_SQLITE = b"SQLite format 3\x00"


class Register:
    """One open register. Used from the thread that opened it, closed by `close` or by leaving a `with` block.

    Attributes:
        path: the file.
        id: 32 hex characters: the first 16 bytes of the file. Every backup and restored copy begins with the same ones.
        key: the 32 bytes it was opened with; backups need them.
        writable: whether it may be changed.
        raw: the bytes of the file, held before SQLite opens it and let go after it is closed.
        unclean: whether changes lay beside the file when the writer opened it: the last one did not close it.
        operators, subjects, representatives, cases, duties, letters, attachments, journal, overrides, name_forms,
            template_copies, images, enclosures, papers, settings: what is in it.
        erasing: what takes people out of it.
        key_history: its keys before this one, and whether the sheet of this one was tested.
    """

    def __init__(
        self,
        database: Database,
        register_id: str,
        key: bytes,
        lock: WriterLock | None,
        raw: RawFile | None = None,
        *,
        unclean: bool = False,
    ) -> None:
        self.path = database.path
        self.id = register_id
        self.key = key
        self.writable = database.writable
        self.database = database
        self.raw = raw
        self.unclean = unclean
        self._lock = lock
        self._place = _place_of(self.path)
        self.operators = Operators(database)
        self.cases = Cases(database)
        self.subjects = Subjects(database, self.cases)
        self.representatives = Representatives(database, self.cases)
        self.duties = Duties(database)
        self.letters = Letters(database)
        self.attachments = Attachments(database)
        self.journal = Journal(database)
        self.overrides = CalendarOverrides(database)
        self.name_forms = NameForms(database)
        self.template_copies = TemplateCopies(database)
        self.images = OperatorImages(database)
        self.enclosures = Enclosures(database)
        self.papers = Papers(database)
        self.settings = Settings(database)
        self.key_history = KeyHistory(database)
        self.erasing = Erasing(database, self.cases)

    @classmethod
    def create(cls, path: Path, key: bytes) -> Register:
        """Make a new register and open it for writing.

        It is built under another name and takes its own when it is whole, so a full disk leaves no half of a register.

        Args:
            path: where; nothing may lie there yet.
            key: 32 bytes.

        Raises:
            UserError: a file of this name exists.
            EnvironmentProblem: the folder is missing or cannot be written, or the disk is full.
        """
        lock = WriterLock(path)
        try:
            _build(path, key)
            return cls._open(path, key, lock, writable=True)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        writable: bool = True,
        before_migrating: Callable[[Register], None] | None = None,
        as_it_is: bool = False,
    ) -> Register:
        """Open a register.

        Args:
            path: the file.
            key: its 32 bytes.
            writable: False for a reader: needs no lock, writes nothing, and works beside a writer.
            before_migrating: called with the register as it was before an older one is brought up to date; what it
                raises stops the opening, and the file stays as it was.
            as_it_is: whether a reader takes an older register too; then only what that version had can be read.

        Raises:
            EnvironmentProblem: the file is missing, is no register or does not fit the key, is damaged, was made by a
                newer program, is in use by another one, or cannot be written.
        """
        if not path.is_file():
            raise EnvironmentProblem(MISSING, file=path)
        lock = WriterLock(path) if writable else None
        try:
            return cls._open(path, key, lock, writable=writable, before_migrating=before_migrating, as_it_is=as_it_is)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def open_beside(cls, path: Path, register_id: str, key: bytes, *, any_thread: bool = False) -> Register:
        """Open for reading a register that is open already, of whatever version; arguments as its attributes.

        Args:
            path: the file.
            register_id: its id, so that the head need not be read.
            key: its 32 bytes.
            any_thread: whether it is handed over to another thread; it is never used by two at a time.

        Raises:
            EnvironmentProblem: as of `open`.
        """
        if not path.is_file():
            raise EnvironmentProblem(MISSING, file=path)
        salt = bytes.fromhex(register_id)
        return cls._open(path, key, None, writable=False, salt=salt, as_it_is=True, any_thread=any_thread)

    @classmethod
    def open_unshared(cls, path: Path, key: bytes) -> Register:
        """Open for writing a file that nobody else can know of yet: it needs no lock.

        Raises:
            EnvironmentProblem: as of `open`.
        """
        return cls._open(path, key, None, writable=True)

    @classmethod
    def _open(
        cls,
        path: Path,
        key: bytes,
        lock: WriterLock | None,
        *,
        writable: bool,
        salt: bytes | None = None,
        before_migrating: Callable[[Register], None] | None = None,
        as_it_is: bool = False,
        any_thread: bool = False,
    ) -> Register:
        salt = salt or read_salt(path)
        unclean = writable and _has_content(Path(f"{path}-wal"))
        raw = _hold(path)
        database: Database | None = None
        try:
            if unclean:
                _refuse_foreign_changes(path, key, salt)
            database = _open_database(path, key, salt, writable=writable, any_thread=any_thread)
            register = cls(database, salt.hex(), key, lock, raw, unclean=unclean)
            if not (_prepare(database) or as_it_is):
                register._bring_up_to_date(before_migrating)
        except BaseException:
            if database is not None:
                database.connection.close()
            raw.release()
            raise
        return register

    def _bring_up_to_date(self, before_migrating: Callable[[Register], None] | None) -> None:
        if not self.writable:
            raise EnvironmentProblem(TOO_OLD, file=self.path)
        if before_migrating is not None:
            before_migrating(self)
        _migrate(self.database)

    def atomic(self) -> AbstractContextManager[None]:
        """Return the context that makes everything inside it one transaction; it nests.

        Raises:
            EnvironmentProblem: the file was moved, deleted or replaced since it was opened. The system lets an open
                file be written even so, and what is written into a deleted one is lost.
        """
        if self.writable and _place_of(self.path) != self._place:
            raise EnvironmentProblem(MOVED, file=self.path)
        return self.database.atomic()

    def exchange(self, other: Path, key: bytes) -> None:
        """Put another file into the place of this one, and go on with it under the same lock.

        Keeping changes beside the file is given up first: SQLite allows that only to the one who alone has the register
        open, and it leaves nothing that would be played into the new file.

        Args:
            other: the file, closed and without side files, in the same folder; it is gone afterwards.
            key: its 32 bytes.

        Raises:
            RegisterInUse: somebody reads the register.
            EnvironmentProblem: the file cannot be moved; the register goes on as it was.
        """
        try:
            self.database.execute("PRAGMA journal_mode = DELETE")
        except EnvironmentProblem as error:
            raise (RegisterInUse(READ_BESIDE, file=self.path) if error.text == IN_USE else error) from error
        self._close_file()
        try:
            other.replace(self.path)
            self.key = key
            sync_folder(self.path.parent)
        except OSError as error:
            raise write_problem(self.path, error) from error
        finally:
            self._open_file()

    def _open_file(self) -> None:
        """Open the file that lies in the register's place now; whoever uses the database goes on with it."""
        self.raw = _hold(self.path)
        database = _open_database(self.path, self.key, bytes.fromhex(self.id), writable=True)
        _prepare(database)
        self.database.connection = database.connection
        self._place = _place_of(self.path)

    def _close_file(self) -> None:
        self.database.connection.close()
        if self.raw is not None:
            self.raw.release()
            self.raw = None

    def close(self) -> None:
        """Close the file and give up the lock. Closing twice does no harm."""
        self._close_file()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def refuse_existing(path: Path) -> None:
    """See that nothing lies where a register is to be made.

    A forgotten side file counts too: SQLite would play the changes of the old register into the new one. Empty ones,
    which a reader leaves behind, do no harm; nor does the `-shm`, which is only a cache.

    Raises:
        UserError: the file or one of its side files exists.
    """
    leftovers = (Path(f"{path}-wal"), Path(f"{path}-journal"))
    for file in (path, *(file for file in leftovers if file.is_file() and _has_content(file))):
        if file.exists():
            raise UserError(EXISTS, file=file)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _hold(path: Path) -> RawFile:
    """Return the bytes of a file, held; a file that cannot be opened is said in a sentence."""
    try:
        return RawFile.hold(path)
    except FileNotFoundError as error:
        raise EnvironmentProblem(MISSING, file=path) from error
    except OSError as error:
        raise EnvironmentProblem(UNREADABLE, file=path) from error


def _place_of(path: Path) -> tuple[int, int] | None:
    """Return what tells one file from another under the same name; `None` where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def read_salt(path: Path) -> bytes:
    """Return the open head of a register or backup: the salt that is its id.

    Raises:
        EnvironmentProblem: it cannot be read or is plainly not a register.
    """
    raw = _hold(path)
    try:
        salt, size = raw.read(0, SALT_BYTES), raw.size()
    except OSError as error:
        raise EnvironmentProblem(UNREADABLE, file=path) from error
    finally:
        raw.release()
    if size < PAGE_BYTES or salt == _PLAIN_SQLITE:
        raise EnvironmentProblem(NO_REGISTER, file=path)
    return salt


def _build(path: Path, key: bytes) -> None:
    """Make an empty register under a temporary name and give it its own when it is whole."""
    refuse_existing(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".otklik-", suffix=".new", dir=path.parent)
        os.close(handle)  # mkstemp made it for the owner alone (0600); side files inherit that
        temporary = Path(name)
        database = _open_database(temporary, key, os.urandom(SALT_BYTES), writable=True, goal=path)
        try:
            _migrate(database)
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


def _open_database(
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


def _refuse_foreign_changes(path: Path, key: bytes, salt: bytes) -> None:
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


def _prepare(database: Database) -> bool:
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


def _migrate(database: Database) -> None:
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
