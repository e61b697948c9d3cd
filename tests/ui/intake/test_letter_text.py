"""The text of a letter: what is underlined is what was meant, and what is kept is what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otklik.intake.letter import Place
from otklik.ui.intake import letter_text
from otklik.ui.intake.letter_text import LetterText

from .letters import MIXED_TEXT, places

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def text(qtbot: QtBot, look: None) -> LetterText:
    made = LetterText()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def test_words_are_underlined_behind_signs_of_two_units(text: LetterText) -> None:
    text.show_text(MIXED_TEXT, editable=False)
    text.mark([places(MIXED_TEXT, "прошу удалить мои данные"), places(MIXED_TEXT, "рекламу")])
    assert text.marks() == (("прошу удалить мои данные",), ("рекламу",))
    assert [numbers for _at, numbers in text.numbers_at()] == ["1", "2"]


LINES = st.text(st.sampled_from("аб 😀\r\n\t"), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(LINES, LINES, LINES)
def test_any_place_is_found_again(text: LetterText, before: str, words: str, after: str) -> None:
    words = f"«{words}»"
    whole = before + words + after
    text.show_text(whole, editable=False)
    text.mark([(Place(len(before), len(before) + len(words)),)])
    ((found,),) = text.marks()
    assert found.replace("\u2029", "\n") == words.replace("\r\n", "\n").replace("\r", "\n")


def test_a_place_beyond_the_text_is_passed_over(text: LetterText) -> None:
    text.show_text("коротко", editable=False)
    text.mark([(Place(50, 60), Place(3, 2), Place(0, 99))])
    assert text.marks() == (("коротко",),)


def test_what_came_is_kept_to_the_letter_until_it_is_edited(text: LetterText) -> None:
    text.show_text("  строка\r\nещё  \r\n", editable=False)
    assert text.isReadOnly()
    assert text.letter_text() == "строка\r\nещё"
    text.set_editable()
    text.insertPlainText("Итак: ")
    assert text.letter_text().startswith("Итак:")


def test_a_very_long_letter_is_shown_in_part_and_kept_whole(text: LetterText, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_text, "MOST_SHOWN", 100)
    whole = "слово " * 100
    text.show_text(whole, editable=True)
    text.set_editable()
    assert text.isReadOnly(), "else the part that is not shown would be lost"
    assert len(text.toPlainText()) == 100
    assert text.letter_text() == whole.strip()


def test_a_word_without_end_is_shown_in_part(text: LetterText) -> None:
    whole = "Прошу " + "ы" * 300_000 + " удалить"
    text.show_text(whole, editable=False)
    assert len(text.toPlainText()) == 5006
    assert text.letter_text() == whole


def test_words_stand_out_and_are_gone_to(text: LetterText) -> None:
    long = "строка\n" * 200 + "прошу удалить"
    text.show_text(long, editable=False)
    text.mark([places(long, "прошу удалить")])
    text.light(0)
    assert text.extraSelections()[0].format.background().style().value != 0
    text.light(-1)
    assert text.extraSelections()[0].format.background().style().value == 0
    text.lead_to(0)
    assert text.verticalScrollBar().value() > 100
    text.lead_to(7)
