"""`otklik import` says of each row what becomes of it, and brings in what is new."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.intake.old_journal.tables import TITLES, delimited, journal, workbook

Run = Callable[..., Any]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """Run commands on a register that has an operator."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    otklik("new", *where)
    otklik("operator", "new", "name=Ветров Арсений Павлович", "form=ИП", *where)
    return lambda *arguments: otklik(*arguments, *where)


def test_a_journal_is_looked_over_and_brought_in_once(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "журнал.xlsx"
    file.write_bytes(workbook({"Журнал": [TITLES, *journal(4)]}))
    tried = desk("import", file, "--dry-run", "--json").json()
    assert (tried["counts"]["new"], tried["added"], desk("list", "--json").json()) == (4, 0, [])
    said = desk("import", file, "--json").json()
    assert (said["added"], [row["number"] for row in said["rows"]]) == (4, [1, 2, 3, 4])
    assert {column["meaning"] for column in said["columns"]} >= {"received_on", "name", "kind"}
    again = desk("import", file)
    assert (again.code, again.err) == (0, "")
    assert "уже есть" in desk("import", file, "--dry-run").out


def test_columns_and_sheets_are_named_by_the_user(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "журнал.csv"
    file.write_bytes(delimited([("а", "б", "в"), ("01.02.2026", "Ветров И. И.", "доступ")]))
    said = desk(
        "import", file, "--column", "а=received_on", "--column", "б=name", "--column", "в=kind", "--json"
    ).json()
    assert said["rows"][0]["kinds"] == ["access"]


def test_other_sheets_of_the_file_are_named(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "журнал.xlsx"
    file.write_bytes(workbook({"2025": [TITLES, *journal(4)], "2024": [TITLES, *journal(1)]}))
    assert "Прочитан «2025»; остальные: 2024." in desk("import", file, "--dry-run").out
    assert "Прочитан «2024»; остальные: 2025." in desk("import", file, "--dry-run", "--sheet", "2024").out


@pytest.mark.parametrize(
    "arguments", [("--column", "а"), ("--column", "а=нечто"), ("--column", "нет=name"), ("--sheet", "2024"), ()]
)
def test_bad_input_is_one_line_and_exit_two(desk: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = tmp_path / "журнал.csv"
    file.write_bytes(delimited([("а", "б"), ("что", "где")]))
    said = desk("import", file, *arguments)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "Traceback" not in said.err
