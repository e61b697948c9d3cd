"""One open database file: statements, transactions, and errors turned into sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from otklik.register.cipher import CipherError, Connection, Cursor
from otklik.register.problems import problem

Row = tuple[Any, ...]


def storable(text: str) -> str:
    """Return the text with «?» in the place of half characters, which no encoding holds.

    File names in a foreign encoding and broken e-mail bring them; they must not stop a case from being stored.
    """
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


class Database:
    """A thin layer over the connection, shared by all repositories of a register.

    Everything runs on the thread that opened the file; sqlcipher3 refuses any other.

    Args:
        connection: an open encrypted connection.
        path: the file, for messages.
        writable: whether it may be written.
    """

    def __init__(self, connection: Connection, path: Path, *, writable: bool) -> None:
        self.connection = connection
        self.path = path
        self.writable = writable
        self._depth = 0
        self._undivided = False

    def execute(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Cursor:
        """Run one statement. Outside `atomic` it is a transaction of its own.

        Raises:
            EnvironmentProblem: the disk or the file stands in the way; a change is undone.
        """
        try:
            return self.connection.execute(sql, values)
        except CipherError as error:
            raise problem(error, self.path) or error from error

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of values."""
        try:
            self.connection.executemany(sql, rows)
        except CipherError as error:
            raise problem(error, self.path) or error from error

    def all(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Return all rows of a query."""
        cursor = self.execute(sql, values)
        try:
            return cursor.fetchall()
        except CipherError as error:
            raise problem(error, self.path) or error from error

    def each(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, for what may be larger than memory."""
        cursor = self.execute(sql, values)
        try:
            yield from cursor
        except CipherError as error:
            raise problem(error, self.path) or error from error

    def one(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Row | None:
        """Return the first row of a query, or `None`."""
        cursor = self.execute(sql, values)
        try:
            return cursor.fetchone()
        except CipherError as error:
            raise problem(error, self.path) or error from error

    def value(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
        """Return the first column of the first row, or `None`."""
        row = self.one(sql, values)
        return None if row is None else row[0]

    def has_column(self, table: str, column: str) -> bool:
        """Return whether a table has a column: a register read as it is may be older than this program."""
        return self.one("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, column)) is not None

    @contextmanager
    def undivided(self) -> Iterator[None]:
        """Make thousands of acts one transaction, none of which is undone alone: whatever fails inside undoes all.

        What is `atomic` inside sets no mark to go back to. At each mark the search index writes out what it has
        gathered, which costs more than the rows themselves.
        """
        with self.atomic():
            was, self._undivided = self._undivided, True
            try:
                yield
            finally:
                self._undivided = was

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Make everything inside one transaction: all of it is stored, or nothing. Nests.

        A writer takes the write lock at once, so numbers given inside cannot be given twice.
        """
        if self._undivided:
            yield
            return
        name = f"level_{self._depth}"
        if self._depth:
            begin, commit, undo = f"SAVEPOINT {name}", f"RELEASE {name}", [f"ROLLBACK TO {name}", f"RELEASE {name}"]
        else:
            begin, commit, undo = "BEGIN IMMEDIATE" if self.writable else "BEGIN", "COMMIT", ["ROLLBACK"]
        self.execute(begin)
        self._depth += 1
        try:
            yield
            self.execute(commit)
        except BaseException:
            # A full disk makes SQLite roll back by itself; then there is nothing left to undo.
            if self.connection.in_transaction:
                for statement in undo:
                    with suppress(CipherError):
                        self.connection.execute(statement)
            raise
        finally:
            self._depth -= 1
