"""What stands in the place of a row that is lost: it says that it cannot be read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from otklik.register.database import Database
    from otklik.register.rows import Table

UNREADABLE = "Cannot be read"
REASON = "The register was damaged: nothing of this can be read any more"

EMPTY = hashlib.sha256(b"").hexdigest()
"""Digest of a file that is lost: it is there, and empty."""


def put(database: Database, table: Table[Any], record: object, row_id: int, **more: object) -> None:
    """Store a record under an id of its own.

    Args:
        database: the new register, its triggers taken away.
        table: where the record goes.
        record: of the class of the table.
        row_id: its id.
        more: columns the record does not have.
    """
    row = dict(zip(table.columns, (row_id, *table.values(record)), strict=True)) | more
    names = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" * len(row))
    database.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', tuple(row.values()))  # noqa: S608 - our names


def first_id(database: Database, table: str) -> int:
    """Return the lowest id of a table; 1 of an empty one."""
    return int(database.value(f'SELECT coalesce(min(id), 1) FROM "{table}"'))  # noqa: S608 - as above
