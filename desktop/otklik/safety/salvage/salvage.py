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
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from otklik.register.cipher import CipherError, IntegrityError, connect
from otklik.register.database import Database
from otklik.register.database_file import SIDE_FILES, read_salt, refuse_existing
from otklik.register.problems import NOT_A_DATABASE, TOO_NEW, problem
from otklik.register.schema import MIGRATIONS
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import write_problem
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.safety.salvage.carving import Carver, Cell, Shape

Progress = Callable[[int, int], None]
"""Told pages done and pages in all."""

STOPPED = "The rebuilding was stopped. Nothing was left behind, the damaged file is untouched."
NOTHING = (
    "Nothing of {file} can be read: it is damaged from its head on, or the key is another one. Restore a backup, and "
    "keep the file."
)
_FOUND = "Rebuilt from {file}: {cases} cases and {events} lines of the journal can be read."
_ALL = "Nothing is lost."
_LOST = "Lost: {parts}."
_STEP = 256

COMPUTED = frozenset({"case_totals", "chain_head"})
"""Tables that are made anew from the others."""

PARTLY = {"attachments": "content", "papers": "content"}
"""Tables of which a row is worth keeping without its content."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A register rebuilt from a damaged one.

    Attributes:
        path: the new register.
        read: rows read, by table.
        lost: what is known to be lost, by table: cases, letters, letter_files, events and so on; empty where nothing.
        pages: pages the damaged file should have.
        damaged: how many of them cannot be read.
    """

    path: Path
    read: dict[str, int]
    lost: dict[str, int]
    pages: int
    damaged: int

    def sentence(self, file: str) -> str:
        """Return what was read and lost, for the user.

        Args:
            file: name of the damaged file.
        """
        found = say(_FOUND, file=file, cases=self.read.get("cases", 0), events=self.read.get("events", 0))
        parts = [f"{_name(table)}: {count}" for table, count in self.lost.items() if count]
        return f"{found} {say(_LOST, parts=', '.join(parts)) if parts else say(_ALL)}"


def _name(table: str) -> str:
    """Return what rows of a table are called: «писем»; English says it by the name of the table."""
    said = say(f"lost:{table}")
    return table.replace("_", " ") if said.startswith("lost:") else said


@dataclass(slots=True)
class Found:
    """What is known of a damaged file besides its rows.

    Attributes:
        sequence: the highest id each table ever gave.
        migrations: names of the migrations it had.
        last_line: place of the last line of its journal.
        partly: rows kept without their content, by table.
    """

    sequence: dict[str, int] = field(default_factory=dict)
    migrations: set[str] = field(default_factory=set)
    last_line: int = 0
    partly: dict[str, int] = field(default_factory=dict)

    def note(self, cell: Cell) -> bool:
        """Take a row of SQLite's own tables, wherever it was found; tell whether it is one."""
        match cell.values:
            case (str(table), int(highest)) if cell.rowid is not None:
                self.sequence[table] = max(highest, self.sequence.get(table, 0))
            case (_, "otklik", str(name), _):
                self.migrations.add(name)
            case (None, int(seq), str(digest)) if len(digest) == 64:
                self.last_line = max(seq, self.last_line)
            case _:
                return False
        return True


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
        EnvironmentProblem: nothing can be read, the register is of a newer program, or the target cannot be written.
    """
    from otklik.safety.salvage.carving import Carver  # noqa: PLC0415 - needs cryptography, and hardly anybody needs it
    from otklik.safety.salvage.mending import mend  # noqa: PLC0415 - the same
    from otklik.safety.salvage.pages import Pages  # noqa: PLC0415 - the same

    refuse_existing(target)
    try:
        pages = Pages(path, key, bytes.fromhex(register_id) if register_id else None)
    except OSError:
        read_salt(path)  # says why it cannot be read
        raise
    with pages, _fresh(target, key, pages.salt) as (database, temporary):
        carver = Carver(pages, _teller(pages.count, progress, cancelled))
        found = Found()
        with _guards_down(database):
            _load(carver, database, found, path)
            if not database.value("SELECT (SELECT count(*) FROM cases) + (SELECT count(*) FROM events)"):
                raise EnvironmentProblem(NOTHING, file=path.name)
            read, lost = mend(database, found, len(carver.damaged))
        database.connection.close()
        _see_it_opens(temporary, key)
        refuse_existing(target)
        temporary.replace(target)
    return Salvaged(target, read, lost, pages.count, len(carver.damaged))


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


def _see_it_opens(path: Path, key: bytes) -> None:
    """See that what was rebuilt is whole, so that copies of it can be made.

    Raises:
        RuntimeError: it is not, which is a mistake of ours.
    """
    from otklik.safety.backup import verify  # noqa: PLC0415 - the two know each other only here

    found = verify(path, key)
    if not found.whole:
        raise RuntimeError(found.sentence)


def _load(carver: Carver, database: Database, found: Found, path: Path) -> None:
    """Put every row that can be read where it was.

    Raises:
        EnvironmentProblem: nothing can be read, or a newer program made it.
    """
    from otklik.safety.salvage.carving import shapes_of  # noqa: PLC0415 - as above

    shapes = shapes_of(database)
    loader = _Loader(database, found)
    roots = _roots(carver)
    if len(carver.damaged) >= carver.pages.count:
        raise EnvironmentProblem(NOTHING if carver.pages.count > 1 else NOT_A_DATABASE, file=path.name)
    # SQLite's own tables first: they tell whether the file can be understood at all.
    for name, root in sorted(roots, key=lambda entry: not entry[0].startswith(("_sqlite", "sqlite"))):
        if found.migrations - set(MIGRATIONS):
            raise EnvironmentProblem(TOO_NEW, file=path.name)
        shape = shapes.get(name)
        for cell in carver.tree(root):
            if not (shape is None or name in COMPUTED):
                loader.put(shape, cell)
            elif name == "chain_head" or name.startswith(("_sqlite", "sqlite")):
                found.note(cell)
    known = [shape for name, shape in shapes.items() if name not in COMPUTED]
    for page in carver.strays():
        shape = _shape_of(page, known)
        for cell in page:
            if shape is not None:
                loader.put(shape, cell)
            else:
                found.note(cell)


def _roots(carver: Carver) -> list[tuple[str, int]]:
    """Return the trees of the file: a table's name, or nothing for an index, and the page each begins on."""
    from otklik.safety.salvage.carving import cells, is_schema  # noqa: PLC0415 - as above

    rows = [cell.values for cell in carver.tree(1)]
    if carver.damaged:  # some of the list may be out of reach: look for it everywhere
        for number in range(1, carver.pages.count + 1):
            content = carver.pages.read(number)
            found = list(cells(carver.pages, content, number)) if content else []
            if found and all(is_schema(cell) for cell in found):
                rows += [cell.values for cell in found]
    trees = {}
    for kind, name, _, root, _ in (row for row in rows if len(row) == 5):
        if isinstance(root, int) and root > 0:
            trees[root] = str(name) if kind == "table" else ""
    return [(name, root) for root, name in trees.items()]


def _shape_of(page: list[Cell], shapes: list[Shape]) -> Shape | None:
    """Return whose rows a page holds that no tree led to; the one with as many columns wins."""
    fitting = [shape for shape in shapes if all(shape.row(cell) is not None for cell in page)]
    if any(isinstance(cell.values[-1], bytes) and not cell.values[-1].startswith(b"%PDF") for cell in page):
        fitting = [shape for shape in fitting if shape.table != "letter_files"]  # pages of the search look like it
    longest = max(len(cell.values) for cell in page)
    return max(fitting, key=lambda shape: (len(shape.columns) == longest, shape.looks)) if fitting else None


class _Loader:
    """Puts rows into the new register.

    Args:
        database: of the new register.
        found: told of rows that are kept without their content.
    """

    def __init__(self, database: Database, found: Found) -> None:
        self._database = database
        self._found = found

    def put(self, shape: Shape, cell: Cell) -> None:
        """Store a row under its own id, where it is a row of the table and none of that id is there."""
        values = shape.row(cell)
        if values is None:
            return
        if not cell.whole:
            content = PARTLY.get(shape.table)
            known = [column.name for column in shape.columns[: len(values)]]
            last = [column.name for column in shape.columns].index(content) if content else 0
            if content is None or content in known or len(known) < last:
                return
            values = (*values, b"")  # the columns behind it, of which nothing is known, keep their defaults
            self._found.partly[shape.table] = self._found.partly.get(shape.table, 0) + 1
        names = ", ".join(f'"{column.name}"' for column in shape.columns[: len(values)])
        marks = ", ".join("?" * len(values))
        with suppress(IntegrityError):
            self._database.execute(
                f'INSERT OR IGNORE INTO "{shape.table}" ({names}) VALUES ({marks})',  # noqa: S608 - our own names
                values,
            )
