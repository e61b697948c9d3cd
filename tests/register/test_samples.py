"""A register of every version there was: brought up to date with each row as it was, or left as it was."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from otklik.register.cipher import CipherError, connect
from otklik.register.database import Database
from otklik.register.database_file import read_salt
from otklik.register.migrations import migrate
from otklik.register.records import CaseStatus, LetterState
from otklik.register.schema import MIGRATIONS, VERSION
from otklik.register.store import Register
from otklik.safety.backup import verify
from otklik.safety.keys import read_key_file

SAMPLES = Path(__file__).parents[1] / "data" / "registers"
VERSIONS = sorted(int(file.stem[1:]) for file in SAMPLES.glob("v*.otklik"))

Rows = dict[str, Counter[tuple[Any, ...]]]


@pytest.fixture(params=VERSIONS)
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the register one version of the program wrote."""
    return Path(shutil.copy(SAMPLES / f"v{request.param}.otklik", tmp_path))


@pytest.fixture
def sample_key(sample: Path) -> bytes:
    return read_key_file(SAMPLES / f"{sample.stem}.key")


def raw(path: Path, key: bytes, *, writable: bool = False) -> Database:
    """Open the file past the program, which would bring it up to date."""
    return Database(connect(path, key, read_salt(path), writable=writable), path, writable=writable)


def columns_of(database: Database) -> dict[str, tuple[str, ...]]:
    """Return the tables with their stored columns; the search index has none that can be read."""
    tables = database.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return {
        name: tuple(column for (column,) in database.all("SELECT name FROM pragma_table_info(?)", (name,)))
        for (name,) in tables
        if not name.startswith(("sqlite_", "_sqlite_", "case_search"))
    }


def rows_of(database: Database, columns: dict[str, tuple[str, ...]]) -> Rows:
    return {
        table: Counter(database.all(f"SELECT {', '.join(names)} FROM {table}"))  # noqa: S608 - names of our own tables
        for table, names in columns.items()
    }


def contents(path: Path, key: bytes) -> tuple[int, dict[str, tuple[str, ...]], Rows]:
    """Return version, columns and rows of a file as it lies there."""
    database = raw(path, key)
    try:
        columns = columns_of(database)
        return database.value("PRAGMA user_version"), columns, rows_of(database, columns)
    finally:
        database.connection.close()


def schema_of(database: Database) -> dict[str, str]:
    found = database.all("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return {name: re.sub(r"\s+", " ", sql).strip() for name, sql in found}


def test_every_version_that_was_released_has_its_sample() -> None:
    """A migration may come only with a register of the version before it: tests/data/registers/make.py makes it."""
    assert set(VERSIONS) == set(range(1, VERSION))


def test_a_sample_is_of_its_version(sample: Path, sample_key: bytes) -> None:
    assert f"v{contents(sample, sample_key)[0]}" == sample.stem


def test_no_row_of_an_older_register_is_lost_or_changed(sample: Path, sample_key: bytes) -> None:
    _, columns, before = contents(sample, sample_key)
    assert before["cases"].total() >= 3
    assert before["events"].total() >= 3
    with Register.open(sample, sample_key) as register:
        assert register.database.value("PRAGMA user_version") == VERSION
        after = rows_of(register.database, columns)
        assert after == before
        assert register.cases.count() == before["cases"].total()
        for case_id in register.cases.open_ids():
            assert register.duties.of_case(case_id)
            assert register.subjects.get(register.cases.get(case_id).subject_id).full_name
    assert verify(sample, sample_key).whole


def test_work_goes_on_in_an_older_register(sample: Path, sample_key: bytes) -> None:
    with Register.open(sample, sample_key) as register:
        newest = max(register.cases.get(case_id).number for case_id in register.cases.open_ids())
        case = register.cases.by_number(newest)
        assert case is not None
        register.attachments.add(case.id, "ещё.txt", "text/plain", b"x")
        assert register.journal.verify().whole
        assert register.database.all("SELECT rowid FROM case_search WHERE case_search MATCH '\"прос\"'")
    assert verify(sample, sample_key).whole


def test_the_second_version_kept_people_letters_and_calendar(tmp_path: Path) -> None:
    for version in (2, 3):
        path = Path(shutil.copy(SAMPLES / f"v{version}.otklik", tmp_path))
        with Register.open(path, read_key_file(SAMPLES / f"v{version}.key")) as register:
            assert [register.cases.get(case_id).status for case_id in range(1, 5)] == [
                *([CaseStatus.OPEN] * 3),
                CaseStatus.ANNULLED,
            ]
            assert register.cases.get(1).identity_confirmed_on == date(2026, 11, 21)
            issued, draft = register.letters.of_case(2)
            assert (issued.state, issued.number, draft.state) == (LetterState.ISSUED, "1/ПДн", LetterState.DRAFT)
            assert issued.dispatched_on == date(2026, 11, 21)
            assert register.letters.pdf(issued.id).startswith(b"%PDF")
            assert [entry.day for entry in register.overrides.all()] == [date(2026, 12, 7)]
            assert register.attachments.content(1) == "Прошу ответить.".encode()


def test_the_third_version_kept_papers_names_templates_and_images(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLES / "v3.otklik", tmp_path))
    with Register.open(path, read_key_file(SAMPLES / "v3.key")) as register:
        assert [form.dative for form in register.name_forms.all()] == ["Перецу Льву Ильичу"]
        assert [copy.template for copy in register.template_copies.all()] == ["access_answer"]
        assert [paper.number for paper in register.papers.of_case(3)] == [1]
        assert register.papers.content(2).startswith(b"%PDF")
        assert len(register.enclosures.of_letter(2)) == 1
        assert register.database.value("SELECT count(*) FROM operator_images") == 1


def test_a_register_brought_up_to_date_has_the_tables_of_a_new_one(
    sample: Path, sample_key: bytes, tmp_path: Path
) -> None:
    with (
        Register.open(sample, sample_key) as old,
        Register.create(tmp_path / "new.otklik", sample_key) as new,
    ):
        assert schema_of(old.database) == schema_of(new.database)
        assert columns_of(old.database) == columns_of(new.database)


def statements_of(path: Path, key: bytes) -> int:
    """Return how many statements bring a register up to date; the file is changed by it."""
    database = raw(path, key, writable=True)
    ran: list[str] = []
    database.connection.set_trace_callback(ran.append)  # type: ignore[attr-defined]  # a connection of sqlcipher3 has it
    migrate(database.connection)
    database.connection.close()
    return len(ran)


def cut_off_at(path: Path, key: bytes, statement: int) -> bool:
    """Bring a register up to date and have SQLite stop in the midst of a statement; tell whether it came so far."""
    database = raw(path, key, writable=True)
    connection: Any = database.connection
    ran: list[str] = []
    connection.set_trace_callback(ran.append)
    connection.set_progress_handler(lambda: len(ran) >= statement, 1)
    try:
        migrate(database.connection)
    except CipherError:
        return True
    else:
        return False
    finally:
        connection.set_progress_handler(None, 1)
        connection.close()


def test_an_error_in_any_statement_leaves_a_version_whole(sample: Path, sample_key: bytes, tmp_path: Path) -> None:
    trial = Path(shutil.copy(sample, tmp_path / "trial.otklik"))
    count = statements_of(trial, sample_key)
    oldest, columns, before = contents(sample, sample_key)
    stopped = 0
    for statement in range(1, count + 1):
        shutil.copy(sample, trial)
        stopped += cut_off_at(trial, sample_key, statement)
        version, now, rows = contents(trial, sample_key)
        assert oldest <= version <= VERSION
        assert set(columns) <= set(now)
        assert {table: rows_of_then.total() for table, rows_of_then in rows.items() if table in columns} == {
            table: rows_then.total() for table, rows_then in before.items()
        }
        if statement % 9 == 0:  # each ninth is taken to the end: opening costs more than all the rest
            with Register.open(trial, sample_key) as register:
                assert rows_of(register.database, columns) == before
            assert verify(trial, sample_key).whole
    assert stopped > count // 2, "statements that read nothing cannot be stopped, the others are"


def test_a_version_is_named_by_its_last_migration(sample: Path, sample_key: bytes) -> None:
    database = raw(sample, sample_key)
    names = [name for (name,) in database.all("SELECT name FROM _sqlite_migrations ORDER BY id")]
    database.connection.close()
    assert tuple(names) == MIGRATIONS[: len(names)]
    assert f"v{len(names)}" == sample.stem
