"""Records to rows and back: one codec for every dataclass of `records`, made from its annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime, time
from enum import Enum
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from otklik.law.terms import Term, Unit
from otklik.register.database import Database, Row, storable
from otklik.register.paper_records import (
    CalendarOverride,
    CasePlace,
    Enclosure,
    NameForm,
    Paper,
    Place,
    TemplateCopy,
)
from otklik.register.records import Attachment, Case, DutyRecord, Letter, Operator, Representative, Subject

Decoder = Callable[[Any], Any]


R = TypeVar(
    "R",
    Operator,
    Subject,
    Representative,
    Case,
    DutyRecord,
    Letter,
    Attachment,
    CalendarOverride,
    NameForm,
    TemplateCopy,
    Enclosure,
    Paper,
    Place,
    CasePlace,
)
"""A record that has a table of its own."""


class Table(Generic[R]):
    """One table whose rows are records of one class. Columns bear the names of the fields.

    Dates are ISO text, enums their ids, tuples JSON lists, truth 0 or 1; a `Term` takes two columns, `<field>_number`
    and `<field>_unit`.

    Args:
        name: of the table.
        record: the dataclass.
        apart: fields that live in another table.
    """

    def __init__(self, name: str, record: type[R], apart: Collection[str] = ()) -> None:
        self.name = name
        self._record: Callable[..., R] = record
        hints = {field: hint for field, hint in get_type_hints(record).items() if field not in apart}
        self._decoders: list[tuple[str, int, Decoder]] = []
        columns: list[str] = []
        for field, hint in hints.items():
            is_term = hint == Term | None
            self._decoders.append((field, len(columns), _term if is_term else _decoder(hint)))
            columns.extend((f"{field}_number", f"{field}_unit") if is_term else (field,))
        self.columns = tuple(columns)
        self._terms = frozenset(field for field, _, decode in self._decoders if decode is _term)
        self._fields = tuple(field for field, _, _ in self._decoders[1:])
        self._read_fields = attrgetter(*self._fields)
        names = ", ".join(f'"{column}"' for column in self.columns)
        marks = ", ".join("?" * (len(self.columns) - 1))
        # Only our own names of tables and columns are put into these texts; values always travel apart.
        self.select = f'SELECT {names} FROM "{name}"'  # noqa: S608 - see above
        self._insert = f'INSERT INTO "{name}" ({names}) VALUES (NULL, {marks})'  # noqa: S608 - see above
        settings = ", ".join(f'"{column}" = ?' for column in self.columns[1:])
        self._update = f'UPDATE "{name}" SET {settings} WHERE id = ?'  # noqa: S608 - see above

    def add(self, database: Database, record: R) -> R:
        """Insert the record and return it with its id."""
        return replace(record, id=self.insert(database, record))

    def insert(self, database: Database, record: R) -> int:
        """Insert the record and return its id alone."""
        return int(database.execute(self._insert, self.values(record)).lastrowid or 0)

    def save(self, database: Database, record: R) -> None:
        """Store the record over the row of its id.

        Raises:
            LookupError: there is no such row.
        """
        if database.execute(self._update, [*self.values(record), record.id]).rowcount != 1:
            raise LookupError(f"{self.name} {record.id}")

    def get(self, database: Database, row_id: int) -> R:
        """Return the record of an id.

        Raises:
            LookupError: there is no such row.
        """
        row = database.one(f"{self.select} WHERE id = ?", (row_id,))
        if row is None:
            raise LookupError(f"{self.name} {row_id}")
        return self.read(row)

    def where(self, database: Database, condition: str, values: Collection[object] = ()) -> tuple[R, ...]:
        """Return the records that fulfil a condition written in SQL after `WHERE` (ordering included)."""
        return tuple(self.read(row) for row in database.all(f"{self.select} WHERE {condition}", tuple(values)))

    def read(self, row: Row, **apart: object) -> R:
        """Return the record of a row whose columns begin with those of `select`."""
        values = {
            field: decode(row[at : at + 2] if field in self._terms else row[at]) for field, at, decode in self._decoders
        }
        return self._record(**values, **apart)

    def values(self, record: R) -> list[object]:
        """Return the values of a record as SQLite keeps them, in the order of the columns, the id left out."""
        values: list[object] = []
        for field, value in zip(self._fields, self._read_fields(record), strict=True):
            # Most values are plain; asking each about every class would cost as much as storing it.
            if field in self._terms:
                values.extend((None, None) if value is None else (value.number, value.unit.value))
            elif value is None or type(value) is int:
                values.append(value)
            else:
                values.append(encode(value))
        return values


def encode(value: object) -> object:
    """Return a value of a record as SQLite keeps it."""
    if type(value) is str:
        return storable(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):  # a datetime too
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps([encode(item) for item in value], ensure_ascii=False)
    return storable(value) if isinstance(value, str) else value


def _decoder(hint: Any) -> Decoder:
    """Return the function that makes a value of the annotated type from a stored one."""
    if get_origin(hint) is UnionType:
        inner = _decoder(next(part for part in get_args(hint) if part is not NoneType))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        item = _decoder(get_args(hint)[0])
        return lambda value: tuple(item(part) for part in json.loads(value))
    if hint in {date, datetime, time}:
        parse: Decoder = hint.fromisoformat
        return parse
    if hint is bool or issubclass(hint, Enum):
        make: Decoder = hint
        return make
    return _same


def _same(value: Any) -> Any:
    return value


def _term(pair: Any) -> Term | None:
    number, unit = pair
    return None if number is None else Term(number, Unit(unit))
