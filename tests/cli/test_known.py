"""`otklik add` says who a writer may be and what came before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """Run commands on a register that has an operator."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    otklik("new", *where)
    otklik("operator", "new", "name=Ветров Арсений Павлович", "form=ИП", *where)
    return lambda *arguments: otklik(*arguments, *where)


def test_hints_stand_beside_a_new_case_and_stop_nothing(desk: Run) -> None:
    person = ("--name", "Ёлкин Пётр Ильич", "--email", "elkin@example.ru", "--received", "2026-11-10")
    first = desk("add", "--kind", "access", *person, "--json").json()
    assert (first["known_people"], first["doubles"], first["repeat"]) == ([], [], None)
    said = desk("add", "--kind", "access", "--name", "Елкин П. И.", "--phone", "84950000013", "--json").json()
    assert [known["reasons"] for known in said["known_people"]] == [["similar_name"]]
    assert said["repeat"] is None
    again = desk("add", "--kind", "access", "--person-of", 1, "--received", "2026-11-15", "--json").json()
    assert again["subject"]["full_name"] == "Ёлкин Пётр Ильич"
    assert again["known_people"] == []
    assert again["repeat"] == {"number": 1, "allowed_from": "2026-12-10", "verdict": "not_answered"}
    text = desk("add", "--kind", "access", *person).out
    assert "Возможно, это Ёлкин Пётр Ильич" in text
    said = desk("add", "--kind", "other", *person, "--json").json()
    alike = [known["cases"] for known in said["known_people"] if known["reasons"] == ["email", "name"]]
    assert sorted(alike) == [[3, 1], [4]], "case 4 came without --person-of: a person of its own"
    assert desk("add", "--kind", "access", "--person-of", 99).code == 2
