"""Rows of a damaged file into the tables of a new one, each under its own id."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.register.cipher import IntegrityError
from otklik.register.problems import NOT_A_DATABASE, TOO_NEW
from otklik.register.schema import MIGRATIONS
from otklik.safety.salvage.carving import cells, is_schema, shapes_of
from otklik.system.errors import EnvironmentProblem

if TYPE_CHECKING:
    from otklik.register.database import Database
    from otklik.safety.salvage.carving import Carver, Cell, Shape, Value

NOTHING = (
    "Nothing of {file} can be read: it is damaged from its head on, or the key is another one. Restore a backup, and "
    "keep the file."
)

COMPUTED = frozenset({"case_totals", "chain_head"})
"""Tables that are made anew from the others."""

_OF_SQLITE = ("_sqlite", "sqlite")

PARTLY = {"attachments": "content", "papers": "content"}
"""Tables of which a row is worth keeping without its content."""


@dataclass(slots=True)
class Found:
    """What is known of a damaged file besides its rows.

    Attributes:
        sequence: the highest id each table ever gave.
        migrations: names of the migrations it had.
        last_line: place of the last line of its journal, as its head tells; 0 where that cannot be read.
        head: digest of that line.
        partly: rows kept without their content, by table.
        left_out: rows that can be read and are left out on purpose, by table.
    """

    sequence: dict[str, int] = field(default_factory=dict)
    migrations: set[str] = field(default_factory=set)
    last_line: int = 0
    head: str = ""
    partly: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)

    def note(self, cell: Cell) -> None:
        """Take a row of SQLite's own tables or the head of the journal, wherever it was found; pass over any other."""
        match cell.values:
            case (str(table), int(highest)) if cell.rowid is not None:
                self.sequence[table] = max(highest, self.sequence.get(table, 0))
            case (_, "otklik", str(name), _):
                self.migrations.add(name)
            case (None, int(seq), str(digest)) if len(digest) == 64:
                self.last_line, self.head = max((seq, digest), (self.last_line, self.head))


def load(carver: Carver, database: Database, found: Found, path: Path, left_out: tuple[str, ...] = ()) -> None:
    """Put every row that can be read where it was.

    Args:
        carver: of the damaged file.
        database: the new register, its triggers taken away.
        found: told what is known besides rows.
        path: the damaged file, for sentences.
        left_out: tables whose rows are counted and left out.

    Raises:
        EnvironmentProblem: nothing can be read, or a newer program made it.
    """
    shapes = {name: shape for name, shape in shapes_of(database).items() if name not in COMPUTED}
    loader = _Loader(database, found, left_out)
    roots = _roots(carver)
    if len(carver.damaged) >= carver.pages.count:
        raise EnvironmentProblem(NOTHING if carver.pages.count > 1 else NOT_A_DATABASE, file=path.name)
    astray = []
    # SQLite's own tables first: they tell whether the file can be understood at all.
    for name, root in sorted(roots, key=lambda entry: not entry[0].startswith(_OF_SQLITE)):
        _refuse_newer(found, path)
        shape = shapes.get(name)
        for page in carver.tree(root):
            if shape is not None and not any(shape.row(cell) for cell in page):
                astray.append(page)  # the way there is older than the page, which is another table's now
            elif shape is not None or name == "chain_head" or name.startswith(_OF_SQLITE):
                loader.put(shape, page)
    for page in chain(astray, carver.strays()):
        loader.put(_shape_of(page, list(shapes.values())), page)
    _refuse_newer(found, path)


def _refuse_newer(found: Found, path: Path) -> None:
    if found.migrations - set(MIGRATIONS):
        raise EnvironmentProblem(TOO_NEW, file=path.name)


def _roots(carver: Carver) -> list[tuple[str, int]]:
    """Return the trees of the file: a table's name, or nothing for an index, and the page each begins on."""
    rows = [cell.values for page in carver.tree(1) for cell in page]
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
        found: told of rows that are kept without their content or left out, and of what is no row of ours.
        left_out: tables whose rows are counted and left out.
    """

    def __init__(self, database: Database, found: Found, left_out: tuple[str, ...]) -> None:
        self._database = database
        self._found = found
        self._left_out = left_out

    def put(self, shape: Shape | None, page: list[Cell]) -> None:
        """Store the rows of a page: those of a table under their own ids, where none of that id is there."""
        for cell in page:
            if shape is None:
                self._found.note(cell)
            elif (values := shape.row(cell)) is None:
                continue
            elif shape.table in self._left_out:
                self._found.left_out[shape.table] = self._found.left_out.get(shape.table, 0) + 1
            elif cell.whole:
                self._insert(shape, values)
            elif shape.lacks_only(PARTLY.get(shape.table), len(values)):
                self._found.partly[shape.table] = self._found.partly.get(shape.table, 0) + 1
                self._insert(shape, (*values, b""))  # the columns behind it, of which nothing is known, have defaults

    def _insert(self, shape: Shape, values: tuple[Value, ...]) -> None:
        names = ", ".join(f'"{column.name}"' for column in shape.columns[: len(values)])
        marks = ", ".join("?" * len(values))
        with suppress(IntegrityError):
            self._database.execute(
                f'INSERT OR IGNORE INTO "{shape.table}" ({names}) VALUES ({marks})',  # noqa: S608 - our own names
                values,
            )
