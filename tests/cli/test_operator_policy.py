"""`otklik operator new|set --policy`: the profile out of the operator's own policy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.policy_facts import TEXT

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "policy.txt"
    file.write_text(TEXT, "utf-8")
    return file


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """The commands on a new register."""
    where = ("--register", tmp_path / "one.otklik", "--key-file", tmp_path / "one.key")
    assert otklik("new", *where).code == 0
    return lambda *arguments: otklik(*arguments, *where)


def test_a_new_operator_is_what_his_policy_says(desk: Run, policy: Path) -> None:
    made = desk("operator", "new", "--policy", policy, "--json").json()["operator"]
    assert made["emails"] == ["pdn@mayak.example.ru"]
    assert (made["policy_days"], made["policy_unit"], made["policy_clause"]) == (20, "calendar_days", "3.2")


def test_what_is_typed_goes_before_the_policy(desk: Run, policy: Path) -> None:
    made = desk("operator", "new", "emails=other@example.ru", "--policy", policy, "--json").json()["operator"]
    assert made["emails"] == ["other@example.ru"]
    assert made["policy_clause"] == "3.2"


def test_an_operator_takes_over_his_policy_and_keeps_the_rest(desk: Run, policy: Path) -> None:
    desk("operator", "new", "name=ООО «Пример»", "form=ООО", "okpo=00000001")
    changed = desk("operator", "set", 1, "--policy", policy, "--json").json()["operator"]
    assert (changed["okpo"], changed["policy_clause"]) == ("00000001", "3.2")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "colour=red", "--policy"), "Поля"),
        (("set", 7, "--policy"), "Нет оператора 7"),
        (("new", "--facts", "facts.json", "--policy"), "что-то одно"),
    ],
)
def test_a_slip_leaves_nothing(desk: Run, policy: Path, arguments: tuple[object, ...], sentence: str) -> None:
    said = desk("operator", *arguments, policy)
    assert said.code == 2
    assert sentence in said.err
    assert desk("operator", "show", "--json").json() == []


def test_there_must_be_something_to_change(desk: Run) -> None:
    desk("operator", "new", "name=ООО «Пример»", "form=ООО")
    said = desk("operator", "set", 1)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "--policy" in said.err


def test_a_letter_shown_as_a_policy_is_told(otklik: Run, tmp_path: Path) -> None:
    file = tmp_path / "policy.txt"
    file.write_text("Здравствуйте. Прошу удалить мои персональные данные. С уважением, Ольга", "utf-8")
    assert otklik("policy", file, "--json").json()["problems"] == ["Похоже на чьё-то письмо, а не на политику."]
