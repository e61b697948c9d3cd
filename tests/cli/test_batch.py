"""`otklik issue NUMBER…`: several drafts at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with three cases, a draft in each; that of the second lacks a field."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    facts = ("form=ИП", "name=Ветров Арсений Павлович", "address=101000, г. Москва, ул. Придуманная, д. 1")
    assert otklik("operator", "new", *facts, *where).code == 0
    for number in (1, 2, 3):
        who = ("--name", f"Громов Пётр Ильич {'I' * number}", "--received", "2026-11-12", "--channel", "in_person")
        added = otklik("add", "--kind", "access", *who, "--late-reason", "спам", *where)
        assert added.code == 0, added.err
        given = () if number == 2 else ("--set", "где_искали=в учёте заказов")
        drafted = otklik("letter", number, "--template", "no_processing", "--draft", *given, *where)
        assert drafted.code == 0, drafted.err
    return lambda *arguments: otklik(*arguments, *where)


def test_each_is_issued_by_itself(desk: Run) -> None:
    done = desk("issue", 1, 2, 3, 1)
    assert done.code == 2
    first, second, third = done.out.splitlines()
    assert first == "Обращение №\u00a01: выпущено письмо №\u00a01/ПДн"
    assert second.startswith("Обращение №\u00a02. Письмо не выпущено. Не заполнено:")
    assert third == "Обращение №\u00a03: выпущено письмо №\u00a02/ПДн"
    assert desk("discard", 2).code == 0


def test_several_as_json_and_what_cannot_be(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    refused = desk("issue", 1, 3, "--out", file)
    assert (refused.code, file.exists()) == (2, False)
    unknown = desk("issue", 1, 7)
    assert (unknown.code, unknown.out) == (2, ""), "a number that does not exist is told before anything is issued"
    done = desk("issue", 3, 1, "--json")
    assert (done.code, [row["case"] for row in done.json()]) == (0, [3, 1])
    assert [row["number"] for row in done.json()] == ["1/ПДн", "2/ПДн"]
    assert desk("issue").code == 2
