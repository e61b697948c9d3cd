"""Russian typography on every screen: lines do not end where they must not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel

from otklik.system import words
from otklik.ui.dates import NBSP
from otklik.ui.typography import bound
from otklik.ui.widgets import Caption, Label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SMALL = re.compile(r"(?<![\w-])(?:в|и|к|о|с|у|на|не|за|по|из|от|до|об|но|со|во) ", re.IGNORECASE)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Ответ на запрос", "Ответ на~запрос"),
        ("С 3 ноября и до конца", "С~3~ноября и~до~конца"),
        ("№ 31, ст. 14 ч. 3", "№~31, ст.~14~ч.~3"),
        ("Копия — это реестр", "Копия~— это реестр"),
        ("Есть ли что-то", "Есть~ли что-то"),
        ("10 рабочих дней", "10~рабочих дней"),
        ("из-за переноса", "из-за переноса"),
        ("a letter in a day", "a letter in a day"),
        ("", ""),
    ],
)
def test_what_belongs_together_stays_on_one_line(given_text: str, expected: str) -> None:
    assert bound(given_text) == expected.replace("~", NBSP)


@given(st.text(alphabet="аивнок №—1.- ", max_size=60))
def test_binding_changes_spaces_only_and_is_done_once(text: str) -> None:
    once = bound(text)
    assert once.replace(NBSP, " ") == text
    assert bound(once) == once


def test_no_sentence_of_ours_leaves_a_preposition_at_the_end_of_a_line() -> None:
    said = [form for found in words.catalogue().values() for form in (found if isinstance(found, list) else [found])]
    loose = [form for form in said if SMALL.search(form)]
    assert len(loose) > 500
    assert [form for form in loose if SMALL.search(bound(form)) and "  " not in form] == []


def test_a_label_shows_it_and_says_what_it_was_given(qtbot: QtBot) -> None:
    label = Caption("Письмо за ноябрь и декабрь")
    qtbot.addWidget(label)
    assert label.text() == "Письмо за ноябрь и декабрь"
    narrow = label.fontMetrics().horizontalAdvance("Письмо за ноябрь") - 2
    assert label.heightForWidth(narrow) >= 2 * label.fontMetrics().height()
    assert QLabel.text(label) == f"Письмо за{NBSP}ноябрь и{NBSP}декабрь"


def test_a_word_longer_than_any_line_is_broken_and_not_cut_off(qtbot: QtBot) -> None:
    label = Label("Ж" * 200, "case_title", wrap=True)
    qtbot.addWidget(label)
    label.resize(360, label.heightForWidth(360))
    assert label.heightForWidth(360) >= 5 * label.fontMetrics().height()
    assert label.text() == "Ж" * 200
    whole = Label("otklik-" * 8, wrap=True)
    qtbot.addWidget(whole)
    assert QLabel.text(whole) == whole.text(), "what a line may hold is left as it is"
