"""`otklik places` and `otklik look`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with a request for access of 12 November 2026 in it, and a list of two places."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    assert otklik("operator", "new", "form=ИП", "name=Ветров Арсений Павлович", *where).code == 0
    letter = ("--kind", "access", "--name", "Громов Пётр Ильич", "--received", "2026-11-12", "--late-reason", "спам")
    assert otklik("add", *letter, *where).code == 0
    assert otklik("places", "add", "1С", "почта", *where).code == 0
    return lambda *arguments: otklik(*arguments, *where)


def listed(desk: Run) -> list[str]:
    said = desk("places", "--json")
    assert said.code == 0, said.err
    return list(said.json()["places"])


def test_the_list_is_added_to_ordered_renamed_and_shortened(desk: Run) -> None:
    assert listed(desk) == ["1С", "почта"]
    assert desk("places", "add", "камера").code == 0
    assert desk("places", "order", "Камера", "почта").code == 0
    assert listed(desk) == ["камера", "почта", "1С"]
    assert desk("places", "rename", "1с", "1С: Торговля").code == 0
    assert desk("places", "remove", "почта").code == 0
    assert listed(desk) == ["камера", "1С: Торговля"]
    said = desk("places", "list")
    assert said.out.startswith("1. камера\n2. 1С: Торговля\nЧасто ищут ещё здесь: 1С, CRM")


def test_what_came_of_looking_is_shown_with_the_case(desk: Run) -> None:
    assert desk("look", 1, "1С", "--found", "карточка клиента", "--on", "2026-11-13").code == 0
    assert desk("look", 1, "сейф", "--nothing", "--on", "14.11.2026", "--here").code == 0
    said = desk("show", 1, "--json").json()["places"]
    assert said == [
        {"place": "1С", "outcome": "found", "note": "карточка клиента", "checked_on": "2026-11-13"},
        {"place": "почта", "outcome": None, "note": "", "checked_on": None},
        {"place": "сейф", "outcome": "nothing", "note": "", "checked_on": "2026-11-14"},
    ]
    shown = desk("show", 1).out
    for line in ("13.11.2026  1С: карточка клиента", "не проверено: почта", "14.11.2026  сейф: ничего нет"):
        assert line in shown
    assert desk("look", 1, "1С", "--not-yet").code == 0
    assert "не проверено: 1С" in desk("show", 1).out


@pytest.mark.parametrize(
    "wrong",
    [
        ("look", 1, "1С"),
        ("look", 1, "1С", "--nothing", "--found", "x"),
        ("look", 1, "1С", "--found", " "),
        ("look", 1, "чердак", "--nothing"),
        ("look", 2, "1С", "--nothing"),
        ("look", 1, "1С", "--nothing", "--on", "2026-11-01"),
        ("look", 1, "почта", "--nothing", "--here"),
        ("places", "add", "1с"),
        ("places", "add", " "),
        ("places", "remove", "чердак"),
        ("places", "--operator", 7),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(desk: Run, wrong: tuple[object, ...]) -> None:
    before = desk("show", 1).out, listed(desk)
    said = desk(*wrong)
    assert (said.code, said.err.count("\n")) == (2, 1), said
    assert (desk("show", 1).out, listed(desk)) == before
