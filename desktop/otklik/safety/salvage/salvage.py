"""What can be read of a damaged register, put into a new one.

The damaged file is read page by page and never written to. Rows go into a fresh register of the schema in use; what
they need and what is lost is put in its place by `mending`; the journal is chained anew from the first line that does
not fit on, and a line of its own says so.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag

from otklik.register.cipher import CipherError, connect
from otklik.register.database import Database
from otklik.register.database_file import SIDE_FILES, read_salt, refuse_existing
from otklik.register.problems import problem
from otklik.safety.backup import verify
from otklik.safety.salvage.carving import Carver
from otklik.safety.salvage.loading import NOTHING, Found, load
from otklik.safety.salvage.mending import mend
from otklik.safety.salvage.pages import Pages
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import write_problem
from otklik.system.words import say

Progress = Callable[[int, int], None]
"""Told pages done and pages in all."""

STOPPED = "The rebuilding was stopped. Nothing was left behind, the damaged file is untouched."
UNFIT = (
    "What can be read of {file} does not fit together, so no register can be made of it. Nothing was left behind, the "
    "damaged file is untouched. Restore a backup, and keep the file."
)
_FOUND = "Rebuilt from {file}: {cases} cases and {events} lines of the journal can be read."
_ALL = "Nothing is lost."
_LOST = "Lost: {parts}."
_LEFT_OUT = "Left out, because it does not fit what else there is: {parts}. It is still in the damaged file; keep that."
_CUT = (
    "How much is lost in all cannot be told: the file is cut off. Pages that are missing or cannot be read: {damaged} "
    "of {pages}."
)
_UNREAD = "How much is lost in all cannot be told. Pages that cannot be read: {damaged} of {pages}."
_TORN = "The changes that lie beside the file cannot be read to their end: what was stored last may be missing."
_NO_JOURNAL = "The journal is lost: not one line of it can be read."
_NO_END = "How many lines the journal had cannot be told: its end cannot be read."
_BROKEN = "From line {line} on the journal is not as it was, and is chained anew."
_STEP = 256

_LEAST_FIRST = (
    *("template_copies", "name_forms", "calendar_overrides", "operator_images", "keys", "settings", "enclosures"),
    *("case_places", "places"),
    *("case_kinds", "duties", "attachments", "papers", "representatives", "letter_files", "letters"),
    *("event_values", "event_changes", "events"),
)
ATTEMPTS: tuple[tuple[str, ...], ...] = ((), *((table,) for table in _LEAST_FIRST), _LEAST_FIRST)
"""Tables left out, attempt by attempt, until what is left makes a register that is whole: none, each by itself, all."""

_MISFITS = (ArithmeticError, CipherError, LookupError, TypeError, ValueError)
"""What making a register of rows ends in that do not fit together; what the disk refuses is said otherwise."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A register rebuilt from a damaged one.

    Attributes:
        path: the new register.
        read: rows read, by table.
        lost: what is known to be lost, by table: cases, letters, letter_files, events and so on; empty where nothing.
        left_out: rows that can be read and were left out, by table, as no whole register could be made with them.
        pages: pages the damaged file should have.
        damaged: how many of them cannot be read: what stood there is lost, and nobody can tell how much it was.
        is_cut: whether the file ends before its last page.
        is_torn: whether what was stored last may be missing in the changes beside the file.
        from_line: the line from which on the journal is chained anew; `None` where it is as it was.
        knows_end: whether it is known how many lines the journal had.
    """

    path: Path
    read: dict[str, int]
    lost: dict[str, int]
    left_out: dict[str, int]
    pages: int
    damaged: int
    is_cut: bool = False
    is_torn: bool = False
    from_line: int | None = None
    knows_end: bool = True

    def sentence(self, file: str) -> str:
        """Return what was read and lost, for the user.

        Args:
            file: name of the damaged file.
        """
        said = [say(_FOUND, file=file, cases=self.read.get("cases", 0), events=self.read.get("events", 0))]
        doubts = list(self._doubts())
        if self.lost:
            said.append(say(_LOST, parts=_parts(self.lost)))
        elif not doubts and not self.left_out:
            said.append(say(_ALL))
        said += doubts
        if self.left_out:
            said.append(say(_LEFT_OUT, parts=_parts(self.left_out)))
        return " ".join(said)

    def _doubts(self) -> Iterator[str]:
        """Say what keeps anybody from knowing that nothing else is lost."""
        if self.damaged:
            yield say(_CUT if self.is_cut else _UNREAD, damaged=self.damaged, pages=self.pages)
        if self.is_torn:
            yield say(_TORN)
        if self.damaged and not self.read.get("events"):
            yield say(_NO_JOURNAL)
        elif self.damaged and not self.knows_end:
            yield say(_NO_END)
        if self.from_line is not None and self.read.get("events"):
            yield say(_BROKEN, line=self.from_line)


def _parts(counts: dict[str, int]) -> str:
    return ", ".join(f"{_name(table)}: {count}" for table, count in counts.items())


def _name(table: str) -> str:
    """Return what rows of a table are called: «писем»; English says it by the name of the table."""
    said = say(f"lost:{table}")
    return table.replace("_", " ") if said.startswith("lost:") else said


def salvage(
    path: Path,
    key: bytes,
    target: Path,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
    register_id: str | None = None,
) -> Salvaged:
    """Rebuild a register from what can be read of a damaged one, of this version or an older one.

    No part of the program may have the damaged file open meanwhile: on POSIX systems it would lose its locks.

    Args:
        path: the damaged register, or a copy of one; its WAL is read where it lies beside it.
        key: its 32 bytes; they open the new register too.
        target: the new register.
        progress: told pages done and pages in all.
        cancelled: set it to stop.
        register_id: the id it should have, where its head may be damaged: 32 hex characters, as of any copy.

    Raises:
        UserError: the target exists, or it was cancelled.
        EnvironmentProblem: nothing can be read, what can be read does not fit together, the register is of a newer
            program, or the target cannot be written.
    """
    for left_out in ATTEMPTS:
        refuse_existing(target)
        try:
            pages = Pages(path, key, bytes.fromhex(register_id) if register_id else None)
        except OSError:
            read_salt(path)  # says why it cannot be read
            raise
        with pages:
            made = _rebuild(pages, key, target, path, left_out, _teller(pages.count, progress, cancelled))
        if made is not None:
            return made
    raise EnvironmentProblem(UNFIT, file=path.name)


def _rebuild(
    pages: Pages, key: bytes, target: Path, path: Path, left_out: tuple[str, ...], tell: Callable[[int], None]
) -> Salvaged | None:
    """Make the new register without some tables; `None`, and no file, where it would not be whole."""
    carver, found = Carver(pages, tell), Found()
    with _fresh(target, key, pages.salt) as (database, temporary):
        try:
            with _guards_down(database):
                load(carver, database, found, path, left_out)
                if not database.value("SELECT (SELECT count(*) FROM cases) + (SELECT count(*) FROM events)"):
                    raise EnvironmentProblem(NOTHING, file=path.name)
                damaged = len(carver.damaged | pages.stale)
                mended = mend(database, found, damaged, pages.count)
        except _MISFITS:
            return None
        database.connection.close()
        if not verify(temporary, key).whole:
            return None
        refuse_existing(target)
        temporary.replace(target)
    lost = {table: more for table, count in mended.lost.items() if (more := count - found.left_out.get(table, 0)) > 0}
    return Salvaged(
        path=target,
        read=mended.read,
        lost=lost,
        left_out=found.left_out,
        pages=pages.count,
        damaged=damaged,
        is_cut=pages.is_cut,
        is_torn=pages.is_torn,
        from_line=mended.from_line,
        knows_end=mended.knows_end,
    )


def _teller(total: int, progress: Progress | None, cancelled: Flag | None) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if cancelled is not None and cancelled.is_set():
            raise UserError(STOPPED)
        if progress is not None and (done % _STEP == 0 or done == total):
            progress(done, total)

    return tell


@contextmanager
def _fresh(target: Path, key: bytes, salt: bytes) -> Iterator[tuple[Database, Path]]:
    """Make an empty register with the id of the damaged one under a name of its own; it is gone afterwards."""
    from otklik.register.migrations import migrate  # noqa: PLC0415 - sqlite_utils, which nobody else here needs

    temporary: Path | None = None
    connection = None
    try:
        handle, name = tempfile.mkstemp(prefix=".otklik-", suffix=".part", dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        connection = connect(temporary, key, salt, writable=True)
        migrate(connection)
        yield Database(connection, target, writable=True), temporary
    except OSError as error:
        raise write_problem(target, error) from error
    except CipherError as error:
        raise problem(error, target) or error from error
    finally:
        if connection is not None:
            connection.close()
        if temporary is not None:
            for suffix in ("", *SIDE_FILES):
                with suppress(OSError):
                    Path(f"{temporary}{suffix}").unlink()


@contextmanager
def _guards_down(database: Database) -> Iterator[None]:
    """Take the triggers away for as long as rows are put where they were, in one transaction, and set them again."""
    database.execute("PRAGMA foreign_keys = OFF")
    with database.atomic():
        triggers = database.all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
        for name, _ in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            database.execute(sql)
