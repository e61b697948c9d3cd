"""`otklik decline`, with a register and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Said

Run = Callable[..., Said]
NAME, DATIVE, GENITIVE = "Перец Лев Ильич", "Перецу Льву Ильичу", "Переца Льва Ильича"


@pytest.fixture
def where(otklik: Run, tmp_path: Path) -> tuple[object, ...]:
    """The options that name an empty register."""
    options = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *options).code == 0
    return options


def test_a_name_is_declined_without_a_register(otklik: Run, tmp_path: Path) -> None:
    said = otklik("decline", "КАЛИНИНА  анна Сергеевна", "--json")
    assert said.json() == {
        "nominative": "Калинина Анна Сергеевна",
        "genitive": "Калининой Анны Сергеевны",
        "dative": "Калининой Анне Сергеевне",
        "initials_dative": "Калининой А. С.",
        "gender": "f",
        "salutation": "Уважаемая Анна Сергеевна",
        "sure": True,
    }
    assert not (tmp_path / "data").exists()


def test_a_doubt_is_told(otklik: Run) -> None:
    assert "Проверьте формы" in otklik("decline", NAME).out
    assert "Проверьте" not in otklik("decline", "Калинин Иван Петрович").out


def test_what_is_remembered_is_found_again(otklik: Run, where: tuple[object, ...]) -> None:
    said = otklik("decline", NAME, "--remember", "--dative", DATIVE, "--genitive", GENITIVE, *where)
    assert said.code == 0, said.err
    found = otklik("decline", "перец лев ильич", "--json", *where).json()
    assert (found["dative"], found["genitive"], found["initials_dative"]) == (DATIVE, GENITIVE, "Перецу Л. И.")
    assert found["sure"] is True
    assert otklik("decline", NAME, "--json").json()["dative"] == "Перцу Льву Ильичу"


def test_the_gender_is_remembered_alone(otklik: Run, where: tuple[object, ...]) -> None:
    assert otklik("decline", "Шевченко Саша", "--gender", "f", "--remember", *where).code == 0
    assert "Уважаемая Саша Шевченко" in otklik("decline", "Шевченко Саша", *where).out


def test_mistakes_are_one_line(otklik: Run, where: tuple[object, ...]) -> None:
    for arguments, sentence in (
        (("  ",), "пустое"),
        ((NAME, "--dative", DATIVE), "--remember"),
        ((NAME, "--remember"), "запомнить"),
        ((NAME, "--remember", "--dative", "а" * 301), "300"),
    ):
        said = otklik("decline", *arguments, *where)
        assert (said.code, said.err.count("\n")) == (2, 1), said
        assert sentence in said.err
    assert not otklik("decline", NAME, "--json", *where).json()["sure"]
