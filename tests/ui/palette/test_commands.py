"""What can be done is found by any beginning of its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.ui.palette.commands import Command, fitting


def act(title: str, words: str = "") -> Command:
    return Command(title, title, lambda: None, words=words)


ACTS = (
    act("Новое обращение"),
    act("Перейти: Письма"),
    act("Перенести старый журнал", "excel xlsx"),
    act("Закрыть обращение"),
    act("Отчёт за год"),
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("нов", "Новое обращение"),
        ("обращ", "Новое обращение"),
        ("закр", "Закрыть обращение"),
        ("обр закр", "Закрыть обращение"),
        ("EXCEL", "Перенести старый журнал"),
        ("отчет", "Отчёт за год"),
        ("пись", "Перейти: Письма"),
    ],
)
def test_act_is_found_by_the_beginnings_of_its_words(typed: str, first: str) -> None:
    assert fitting(ACTS, typed)[0].title == first


def test_title_that_begins_so_comes_before_one_that_only_has_the_word() -> None:
    assert [found.title for found in fitting(ACTS, "пере")] == ["Перейти: Письма", "Перенести старый журнал"]
    assert [found.title for found in fitting((act("Мой журнал"), act("Журнал")), "журнал")] == ["Журнал", "Мой журнал"]


def test_without_anything_typed_all_stand_in_their_order() -> None:
    assert fitting(ACTS, "  ") == ACTS


def test_the_middle_of_a_word_finds_nothing() -> None:
    assert fitting(ACTS, "ереход") == ()


@given(st.text(max_size=20))
def test_what_is_found_is_among_what_is_offered_and_each_once(typed: str) -> None:
    found = fitting(ACTS, typed)
    assert len(set(found)) == len(found)
    assert set(found) <= set(ACTS)
