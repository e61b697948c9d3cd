"""Rows out of single pages: the b-trees of SQLite read without SQLite.

The format is that of "Database File Format" of SQLite, part 2. A page that is reached from the root of a table
is known to be the table's; one whose way there is broken is known by what its rows look like, which the STRICT columns
of the register make plain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from otklik.safety.salvage.pages import USABLE

if TYPE_CHECKING:
    from otklik.register.database import Database
    from otklik.safety.salvage.pages import Pages

Value = int | float | str | bytes | None

TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_INT_SIZES = (0, 1, 2, 3, 4, 6, 8)
_TYPES: dict[str, type] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LOOKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("_on", _DATE),
    ("changed_at", _DATE),
    ("sha256", _DIGEST),
    ("digest", _DIGEST),
    ("digest_old", _DIGEST),
    ("digest_new", _DIGEST),
    ("gender", re.compile(r"[mf]$")),
)
_SCHEMA_TYPES = {"table", "index", "trigger", "view"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One row as it was found.

    Attributes:
        rowid: its rowid; `None` of a row in an index.
        values: its columns; fewer where it is older than the last column, or where its overflow is lost.
        whole: whether nothing of it is lost.
    """

    rowid: int | None
    values: tuple[Value, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A stored column."""

    name: str
    kind: type
    needed: bool
    has_default: bool

    def takes(self, value: Value) -> bool:
        """Tell whether a value may stand in it."""
        if value is None:
            return not self.needed
        if type(value) is not self.kind:
            return False
        looks = next((pattern for ending, pattern in _LOOKS if self.name.endswith(ending)), None)
        return looks is None or not value or looks.match(str(value)) is not None


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of a table lie in its pages.

    Attributes:
        columns: in the order they are stored.
        rowid_at: place of the column that is the rowid itself and stored as nothing; `None` where there is none.
        is_index: whether the table is kept as an index (WITHOUT ROWID).
    """

    table: str
    columns: tuple[Column, ...]
    rowid_at: int | None
    is_index: bool

    @property
    def looks(self) -> int:
        """How many of its columns can be told by how their values look."""
        return sum(column.name.endswith(tuple(ending for ending, _ in _LOOKS)) for column in self.columns)

    def lacks_only(self, content: str | None, known: int) -> bool:
        """Tell whether of a row of which some columns are known the next one is the content of a file."""
        return known < len(self.columns) and self.columns[known].name == content

    def row(self, cell: Cell) -> tuple[Value, ...] | None:
        """Return the columns of a row, or `None` where it cannot be a row of this table."""
        values = list(cell.values)
        if len(values) > len(self.columns) or self.is_index != (cell.rowid is None):
            return None
        if self.rowid_at is not None and len(values) > self.rowid_at and values[self.rowid_at] is None:
            values[self.rowid_at] = cell.rowid
        if not all(column.takes(value) for column, value in zip(self.columns, values, strict=False)):
            return None
        # Older rows are shorter by the columns that were added later; no table kept as an index was ever given any.
        rest = self.columns[len(values) :]
        added = not self.is_index and all(not column.needed or column.has_default for column in rest)
        fits = not cell.whole or not rest or added
        return tuple(values) if fits and values else None


def shapes_of(database: Database) -> dict[str, Shape]:
    """Return the shapes of the tables of a register, the index of the search left out."""
    found = {}
    tables = database.all("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    for name, is_index in tables:
        if name.startswith(("sqlite_", "_sqlite_", "case_search")):
            continue
        rows = database.all('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', (name,))
        if is_index:  # the columns of the key are stored first
            rows = sorted(rows, key=lambda row: row[4] or len(rows))
        columns = tuple(Column(row[0], _TYPES[row[1]], bool(row[2] or row[4]), row[3] is not None) for row in rows)
        alias = [at for at, row in enumerate(rows) if row[4] and row[1] == "INTEGER" and not is_index]
        found[name] = Shape(name, columns, alias[0] if len(alias) == 1 else None, bool(is_index))
    return found


@dataclass(slots=True)
class Carver:
    """Goes over all pages of a file once.

    Attributes:
        damaged: numbers of the pages that cannot be read.
        tell: called with each page that was looked at, by how many they are.
    """

    pages: Pages
    tell: Callable[[int], None]
    damaged: set[int] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)

    def tree(self, root: int) -> Iterator[list[Cell]]:
        """Yield the rows of each page of the tree that begins on a page, as far as the way to them holds."""
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in self._seen or not 0 < number <= self.pages.count:
                continue
            content = self._look(number)
            if content is None:
                continue
            if found := list(cells(self.pages, content, number)):
                yield found
            waiting.extend(children(content, number))

    def strays(self) -> Iterator[list[Cell]]:
        """Yield the rows of each page no tree led to."""
        for number in range(1, self.pages.count + 1):
            content = None if number in self._seen else self._look(number)
            if content is not None and (found := list(cells(self.pages, content, number))):
                yield found

    def _look(self, number: int) -> bytes | None:
        self._seen.add(number)
        self.tell(len(self._seen))
        content = self.pages.read(number)
        if content is None:
            self.damaged.add(number)
        return content


def is_schema(cell: Cell) -> bool:
    """Tell whether a row is one of the list of tables: type, name, table, root page, SQL."""
    values = cell.values
    return len(values) == 5 and values[0] in _SCHEMA_TYPES and isinstance(values[3], int)


def children(content: bytes, number: int) -> list[int]:
    """Return the pages below an inner page; none of a leaf."""
    start, kind = _start(content, number)
    if kind not in {TABLE_INNER, INDEX_INNER}:
        return []
    found = [int.from_bytes(content[at : at + 4], "big") for at in _pointers(content, start, kind)]
    return [*found, int.from_bytes(content[start + 8 : start + 12], "big")]


def cells(pages: Pages, content: bytes, number: int) -> Iterator[Cell]:
    """Yield the rows of a page; an inner page of a table has none."""
    start, kind = _start(content, number)
    if kind not in {TABLE_LEAF, INDEX_LEAF, INDEX_INNER}:
        return
    for place in _pointers(content, start, kind):
        at = place + (4 if kind == INDEX_INNER else 0)
        try:
            size, at = _varint(content, at)
            rowid = None
            if kind == TABLE_LEAF:
                rowid, at = _varint(content, at)
                rowid -= (rowid >> 63) << 64
            payload = _payload(pages, content, at, size, is_table=kind == TABLE_LEAF)
            values = _record(payload, whole=len(payload) == size)
        except (IndexError, ValueError):
            continue  # an overflow page that only looks like one with rows
        if values:
            yield Cell(rowid, values, whole=len(payload) == size)


def _start(content: bytes, number: int) -> tuple[int, int]:
    start = 100 if number == 1 else 0
    return start, content[start]


def _pointers(content: bytes, start: int, kind: int) -> Sequence[int]:
    count = int.from_bytes(content[start + 3 : start + 5], "big")
    first = start + (12 if kind in {TABLE_INNER, INDEX_INNER} else 8)
    if first + 2 * count > USABLE:
        return ()
    return [int.from_bytes(content[at : at + 2], "big") for at in range(first, first + 2 * count, 2)]


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at a place, and the place behind it."""
    value = 0
    for length in range(8):
        byte = content[at + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    return value << 8 | content[at + 8], at + 9


def _payload(pages: Pages, content: bytes, at: int, size: int, *, is_table: bool) -> bytes:
    """Return the bytes of a row, overflow pages included; fewer where one of them cannot be read."""
    largest = USABLE - 35 if is_table else (USABLE - 12) * 64 // 255 - 23
    if size <= largest:
        return content[at : min(at + size, USABLE)]
    least = (USABLE - 12) * 32 // 255 - 23
    local = least + (size - least) % (USABLE - 4)
    local = local if local <= largest else least
    parts, have = [content[at : at + local]], local
    following, seen = int.from_bytes(content[at + local : at + local + 4], "big"), set[int]()
    while following and have < size and following not in seen:
        seen.add(following)
        page = pages.read(following)
        if page is None:
            break
        parts.append(page[4 : 4 + min(USABLE - 4, size - have)])
        have += len(parts[-1])
        following = int.from_bytes(page[:4], "big")
    return b"".join(parts)


def _record(payload: bytes, *, whole: bool) -> tuple[Value, ...]:
    """Return the values of a row; where it is not whole, those that stand before the break.

    Raises:
        ValueError, IndexError: it is no row.
    """
    head, at = _varint(payload, 0)
    if not at <= head <= len(payload):
        raise ValueError(head)
    kinds = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        size = _size(kind)
        if at + size > len(payload):
            if whole:
                raise ValueError(kind)
            break
        values.append(_value(kind, payload[at : at + size]))
        at += size
    return tuple(values)


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind in {10, 11}:
        raise ValueError(kind)
    return 8 if kind == 7 else 0 if kind > 7 else _INT_SIZES[kind]


def _value(kind: int, content: bytes) -> Value:
    if kind == 0:
        return None
    if kind >= 12:
        return content.decode("utf-8") if kind % 2 else content
    if kind in {8, 9}:
        return kind - 8
    if kind == 7:
        raise ValueError(kind)  # a STRICT register has no floating numbers
    return int.from_bytes(content, "big", signed=True)
