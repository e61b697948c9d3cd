"""The encrypted connection, and the one place where SQLCipher takes the place of SQLite.

`sqlite_utils` looks for a module named `pysqlite3` before the standard library's `sqlite3`, and catches the errors of
whichever it found. sqlcipher3 raises errors of its own classes, so without the alias made here `sqlite_utils` would
miss them: an unfinished savepoint would stay open and later writes would be lost on closing. Import this module before
`sqlite_utils`; nothing else in the program may import sqlcipher3.
"""

from __future__ import annotations

import hashlib
import hmac
import sys
from pathlib import Path
from typing import Any, Protocol

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

KEY_BYTES = 32
"""Length of a register's key: 256 random bits."""

SALT_BYTES = 16
"""Length of the open head of the file: SQLCipher's salt, which is also the register's id."""

PAGE_BYTES = 4096
"""Page size of SQLCipher 4; a register is a whole number of pages."""

_PAGE_HMAC_BYTES = 64
_HMAC_SALT_MASK = 0x3A
_HMAC_ROUNDS = 2

CipherError: type[Exception] = dbapi2.Error
"""Any error of SQLCipher."""

MisuseError: type[Exception] = dbapi2.ProgrammingError
"""A wrong call or a wrong thread: a mistake of ours, never of the file."""

IntegrityError: type[Exception] = dbapi2.IntegrityError
"""A row that breaks a rule of the schema: a mistake of ours too."""


class Cursor(Protocol):
    """What the register uses of a database cursor."""

    lastrowid: int
    rowcount: int

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or nothing."""
        ...

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows left."""
        ...

    def __iter__(self) -> Cursor: ...

    def __next__(self) -> tuple[Any, ...]: ...


class Connection(Protocol):
    """What the register uses of a database connection; sqlcipher3 ships no types of its own."""

    in_transaction: bool
    total_changes: int

    def execute(self, sql: str, values: Any = ..., /) -> Cursor:
        """Run one statement."""
        ...

    def executemany(self, sql: str, rows: Any, /) -> Cursor:
        """Run one statement for each row of values."""
        ...

    def backup(self, target: Any, *, pages: int, progress: Any) -> None:
        """Copy the whole database, some pages at a time."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


def connect(
    path: Path, key: bytes, salt: bytes, *, writable: bool, immutable: bool = False, any_thread: bool = False
) -> Connection:
    """Open an existing file (an empty one becomes a new database) with a raw key; nothing is read from it yet.

    Key and salt are given together (`x'key‖salt'`), so no time is spent on deriving a key and every copy of a register
    begins with the same 16 bytes.

    Args:
        path: the file; it must exist, so that a mistyped name never makes an empty database.
        key: 32 bytes.
        salt: 16 bytes, the register's id.
        writable: whether anything may be written.
        immutable: promise that nobody writes the file: then no side files are needed beside it.
        any_thread: whether another thread may go on with it; never two at a time.
    """
    if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError("a key has 32 bytes and a salt 16")
    options = "?mode=rw" if writable else "?mode=ro&immutable=1" if immutable else "?mode=ro"
    # isolation_level=None: the module begins no transactions of its own; Database.atomic does.
    connection: Connection = dbapi2.connect(
        path.absolute().as_uri() + options, uri=True, isolation_level=None, check_same_thread=not any_thread
    )
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key would write to stderr by itself
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection


def fits(page: bytes, key: bytes) -> bool:
    """Tell whether a key opens a register, from its first page alone: no database is opened, nothing is written.

    SQLCipher 4 ends each page with an HMAC-SHA512 of its content and number, by a key derived from ours.

    Args:
        page: the first 4096 bytes of the file.
        key: 32 bytes.
    """
    if len(page) < PAGE_BYTES:
        return False
    salt, content, kept = page[:SALT_BYTES], page[SALT_BYTES:-_PAGE_HMAC_BYTES], page[-_PAGE_HMAC_BYTES:]
    hmac_key = hashlib.pbkdf2_hmac(
        "sha512", key, bytes(byte ^ _HMAC_SALT_MASK for byte in salt), _HMAC_ROUNDS, KEY_BYTES
    )
    first = (1).to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(hmac_key, content + first, "sha512"), kept)
