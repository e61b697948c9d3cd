"""`otklik list` speaks the language of the search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with a withdrawal and a claim of November 2026 in it."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    assert otklik("operator", "new", "form=ИП", "name=Ветров Арсений Павлович", *where).code == 0
    for kind, name, day in (("consent_withdrawal", "Громов Пётр", "2026-11-20"), ("claim", "Зотов Лев", "2026-11-18")):
        made = otklik("add", "--kind", kind, "--name", name, "--received", day, "--late-reason", "спам", *where)
        assert made.code == 0, made.err
    return lambda *arguments: otklik(*arguments, *where)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), [1, 2]),
        (("вид:отзыв",), [1]),
        (("kind:claim", "зотов"), [2]),
        (("получено:ноябрь -вид:отзыв",), [2]),
        (("состояние:закрыто",), []),
        (("--sort", "number", "--descending"), [2, 1]),
    ],
)
def test_words_choose_and_options_sort(desk: Run, words: tuple[str, ...], found: list[int]) -> None:
    said = desk("list", *words, "--json")
    assert said.code == 0, said.err
    numbers = [row["number"] for row in said.json()]
    assert (numbers if "--sort" in words else sorted(numbers)) == found
    assert said.err == ""


def test_what_was_meant_and_what_is_not_understood_is_said_beside_the_list(desk: Run) -> None:
    said = desk("list", "dbl:jnpsd", "--json")
    assert [row["number"] for row in said.json()] == [1]
    assert "вид:отзыв" in said.err
    said = desk("list", "скор:неделя", "--json")
    assert len(said.json()) == 2
    assert "«скор:»" in said.err
