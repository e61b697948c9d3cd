"""sqlite_utils over SQLCipher: each call that fails without the alias of `register/cipher.py` works with it.

The alias leans on a detail of sqlite_utils, so every row of what depends on it is held by a test.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3

from otklik.register import cipher
from otklik.register.migrations import tables_of

# isort: split
import sqlite_utils
from sqlite_utils.utils import OperationalError, sqlite3


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[sqlite_utils.Database]:
    file = tmp_path / "tables.db"
    file.touch()
    opened = tables_of(cipher.connect(file, bytes(32), bytes(16), writable=True))
    yield opened
    opened.close()


def test_sqlite_utils_takes_sqlcipher_for_sqlite() -> None:
    assert sqlite3 is sqlcipher3
    assert OperationalError is sqlcipher3.dbapi2.OperationalError


def test_a_database_in_memory_is_sqlcipher_too() -> None:
    memory = sqlite_utils.Database(memory=True)
    assert memory.execute("PRAGMA cipher_version").fetchone()[0]
    memory.close()


def test_returning_gives_rows_and_later_writes_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    file.touch()
    tables = tables_of(cipher.connect(file, bytes(32), bytes(16), writable=True))
    tables.execute("CREATE TABLE t (a TEXT) STRICT")
    assert list(tables.query("INSERT INTO t VALUES ('x') RETURNING a")) == [{"a": "x"}]
    tables["t"].insert({"a": "later"})
    tables.close()
    again = cipher.connect(file, bytes(32), bytes(16), writable=False)
    assert again.execute("SELECT a FROM t").fetchall() == [("x",), ("later",)]
    again.close()


def test_alter_adds_the_missing_column(tables: sqlite_utils.Database) -> None:
    tables["t"].insert({"id": 1}, pk="id")
    tables["t"].insert({"id": 2, "more": "x"}, alter=True)
    tables["t"].update(1, {"other": "y"}, alter=True)
    assert [column.name for column in tables["t"].columns] == ["id", "more", "other"]


def test_a_second_index_finds_a_name_of_its_own(tables: sqlite_utils.Database) -> None:
    tables["t"].insert({"a": 1, "b": 2})
    tables["t"].create_index(["a"], index_name="taken")
    tables["t"].create_index(["b"], index_name="taken", find_unique_name=True)
    assert {index.name for index in tables["t"].indexes} == {"taken", "taken_2"}


def test_dropping_what_is_missing_can_be_ignored(tables: sqlite_utils.Database) -> None:
    tables["nothing"].drop(ignore=True)
    tables.create_view("seen", "SELECT 1 AS a")
    seen = tables.view("seen")
    seen.drop()
    seen.drop(ignore=True)
    assert tables.view_names() == []


def test_counts_before_there_is_a_table_of_counts(tables: sqlite_utils.Database) -> None:
    tables["t"].insert({"a": 1})
    assert tables.cached_counts() == {}
    tables.use_counts_table = True
    assert tables["t"].count == 1


def test_dropping_a_missing_index_says_so_in_sqlciphers_words(tables: sqlite_utils.Database) -> None:
    tables["t"].insert({"a": 1})
    with pytest.raises(sqlcipher3.dbapi2.OperationalError):
        tables["t"].drop_index("nothing")


def test_a_broken_reference_stops_a_transformation_in_sqlciphers_words(tables: sqlite_utils.Database) -> None:
    tables.execute("PRAGMA foreign_keys = ON")
    tables["parents"].insert({"id": 1}, pk="id")
    tables["children"].insert({"id": 1, "parent": 1}, pk="id", foreign_keys=[("parent", "parents", "id")])
    tables.execute("PRAGMA foreign_keys = OFF")
    tables["children"].insert({"id": 2, "parent": 99})
    tables.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
        tables["children"].transform(rename={"id": "number"})
    assert [column.name for column in tables["children"].columns] == ["id", "parent"]


def test_transactions_nest_and_roll_back(tables: sqlite_utils.Database) -> None:
    tables["t"].insert({"a": 0})

    def inner() -> None:
        with tables.atomic():
            tables["t"].insert({"a": 2})
            raise ZeroDivisionError

    with tables.atomic():
        tables["t"].insert({"a": 1})
        with pytest.raises(ZeroDivisionError):
            inner()
    assert [row["a"] for row in tables["t"].rows] == [0, 1]


def test_a_connection_belongs_to_its_thread(tables: sqlite_utils.Database) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool, pytest.raises(cipher.MisuseError):
        pool.submit(tables.execute, "SELECT 1").result()


def test_a_wrong_key_writes_nothing_to_stderr(tmp_path: Path) -> None:
    file = tmp_path / "noise.db"
    file.touch()
    connection = cipher.connect(file, bytes(32), bytes(16), writable=True)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    script = (
        "import sys; from pathlib import Path; from otklik.register import cipher\n"
        "c = cipher.connect(Path(sys.argv[1]), bytes([1]) * 32, bytes(16), writable=False)\n"
        "try: c.execute('SELECT * FROM t')\n"
        "except cipher.CipherError as error: print(error.sqlite_errorname)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, file], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert (done.stdout.strip(), done.stderr) == ("SQLITE_NOTADB", "")


def test_keys_and_salts_of_the_wrong_length_are_refused(tmp_path: Path) -> None:
    for wrong_key, wrong_salt in ((b"", bytes(16)), (bytes(31), bytes(16)), (bytes(32), bytes(15))):
        with pytest.raises(ValueError, match="32 bytes"):
            cipher.connect(tmp_path / "x", wrong_key, wrong_salt, writable=True)
