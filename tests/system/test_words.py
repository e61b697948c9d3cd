"""Sentences in two languages, and Russian plural forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.system import words
from otklik.system.errors import UserError


@pytest.fixture(autouse=True)
def russian() -> None:
    words.set_language("ru")


def test_a_sentence_in_both_languages() -> None:
    error = UserError("There is no file {file}. Check the name.", file="a.txt")
    assert str(error) == "Нет файла a.txt. Проверьте имя."
    words.set_language("en")
    assert str(error) == "There is no file a.txt. Check the name."
    words.set_language("ru")


def test_braces_in_values_are_text() -> None:
    assert "{x}" in str(UserError("There is no file {file}. Check the name.", file="{x}"))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        words.set_language("de")


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "дней"),
        (1, "день"),
        (2, "дня"),
        (4, "дня"),
        (5, "дней"),
        (11, "дней"),
        (14, "дней"),
        (21, "день"),
        (111, "дней"),
    ],
)
def test_plural_forms(number: int, form: str) -> None:
    assert words.plural(number, "день", "дня", "дней") == form


@given(st.integers(0, 10**6))
def test_plural_depends_on_the_last_two_digits_alone(number: int) -> None:
    assert words.plural(number, "1", "2", "5") == words.plural(number % 100 + 100, "1", "2", "5")
