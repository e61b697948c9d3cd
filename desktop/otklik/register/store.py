"""The register: one encrypted file and everything kept in it.

Opening goes by a fixed order: the writer's lock, the file, the key, the first read that shows whether the key fits, the
pragmas, the guard against registers of newer programs, migrations where some are due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from otklik.register.attachments import Attachments
from otklik.register.cases import Cases
from otklik.register.database import Database
from otklik.register.database_file import (
    bring_up_to_date,
    build,
    has_content,
    hold,
    open_database,
    place_of,
    prepare,
    read_salt,
    refuse_foreign_changes,
    refuse_second_name,
)
from otklik.register.duties import Duties
from otklik.register.erasing import Erasing
from otklik.register.former import Former
from otklik.register.journal import Journal
from otklik.register.key_history import KeyHistory
from otklik.register.letters import Letters
from otklik.register.locking import WriterLock
from otklik.register.names import NameForms
from otklik.register.overrides import CalendarOverrides
from otklik.register.papers import Enclosures, OperatorImages, Papers, TemplateCopies
from otklik.register.people import Operators, Representatives, Subjects
from otklik.register.places import Places
from otklik.register.policies import Policies
from otklik.register.problems import IN_USE, MISSING, MOVED, READ_BESIDE, TOO_OLD, RegisterInUse
from otklik.register.raw_file import RawFile
from otklik.register.settings import Settings
from otklik.system.errors import EnvironmentProblem
from otklik.system.files import sync_folder, true_path, write_problem

if TYPE_CHECKING:
    from typing import Self


class Register:
    """One open register. Used from the thread that opened it, closed by `close` or by leaving a `with` block.

    Attributes:
        path: the file, past all symbolic links: lock and side files go by its name.
        id: 32 hex characters: the first 16 bytes of the file. Every backup and restored copy begins with the same ones.
        key: the 32 bytes it was opened with; backups need them.
        writable: whether it may be changed.
        raw: the bytes of the file, held before SQLite opens it and let go after it is closed.
        unclean: whether changes lay beside the file when the writer opened it: the last one did not close it.
        operators, subjects, representatives, cases, duties, letters, attachments, journal, overrides, name_forms,
            template_copies, images, enclosures, papers, places, policies, settings: what is in it.
        former: what acts changed that can be undone.
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
        self._place = place_of(self.path)
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
        self.places = Places(database)
        self.policies = Policies(database)
        self.settings = Settings(database)
        self.key_history = KeyHistory(database)
        self.former = Former(database, self.cases)
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
        path = true_path(path)
        lock = WriterLock(path)
        try:
            build(path, key)
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
        path = true_path(path)
        lock = WriterLock(path) if writable else None
        try:
            if writable:
                refuse_second_name(path)
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
        unclean = writable and has_content(Path(f"{path}-wal"))
        raw = hold(path)
        database: Database | None = None
        try:
            if unclean:
                refuse_foreign_changes(path, key, salt)
            database = open_database(path, key, salt, writable=writable, any_thread=any_thread)
            register = cls(database, salt.hex(), key, lock, raw, unclean=unclean)
            if not (prepare(database) or as_it_is):
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
        bring_up_to_date(self.database)

    @property
    def in_place(self) -> bool:
        """Whether the file that is open still lies under its name; asked of writers alone, readers change nothing."""
        return not self.writable or place_of(self.path) == self._place

    def atomic(self) -> AbstractContextManager[None]:
        """Return the context that makes everything inside it one transaction; it nests.

        Raises:
            EnvironmentProblem: the file was moved, deleted or replaced since it was opened. The system lets an open
                file be written even so, and what is written into a deleted one is lost.
        """
        if not self.in_place:
            raise EnvironmentProblem(MOVED, file=self.path)
        return self.database.atomic()

    @contextmanager
    def undivided(self) -> Iterator[None]:
        """Make thousands of acts one transaction; none of them may be undone alone, and nothing inside may search.

        Raises:
            EnvironmentProblem: as `atomic`.
        """
        if not self.in_place:
            raise EnvironmentProblem(MOVED, file=self.path)
        with self.database.undivided(), self.cases.indexed_together():
            yield

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
        self.raw = hold(self.path)
        database = open_database(self.path, self.key, bytes.fromhex(self.id), writable=True)
        prepare(database)
        self.database.connection = database.connection
        self._place = place_of(self.path)

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
