"""Search in the help: forms of words, ё and е, the wrong keyboard, the best page first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.casework import help_texts
from otklik.casework.help_search import bare_text, found_in, search, stems_of, words_of
from otklik.system.words import LANGUAGES


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("штраф", "law-fines"),
        ("штрафов", "law-fines"),
        ("какой штраф", "law-fines"),
        ("отозвать согласие", "law-stop"),
        ("паспорт", "identity"),
        ("забыл пароль", "key"),
        ("продление срока", "extending"),
        ("копии на флешку", "copies"),
        ("акт об уничтожении", "destroying"),
        ("роскомнадзор", "rkn"),
        ("утечка", "law-incident"),
        ("ребёнок", "law-children"),
        ("ребенка", "law-children"),
        ("конверт", "posting"),
        ("крупный шрифт", "accessibility"),
        ("инструкция по excel", "register"),
    ],
)
def test_what_people_type_finds_the_page(query: str, topic: str) -> None:
    found = [hit.page.topic for hit in search(query, "ru")]
    assert topic in found[:3], found[:5]


def test_the_wrong_keyboard_is_understood_both_ways() -> None:
    assert search("inhfa", "ru") == search("штраф", "ru")
    assert search("INHFA", "ru") == search("штраф", "ru")
    assert search("дщсл", "en") == search("lock", "en")
    assert search("lock", "en")[0].page.topic == "lock"


def test_the_title_weighs_more_than_the_text() -> None:
    assert search("напоминания", "ru")[0].page.topic == "reminders"
    assert search("reminders", "en")[0].page.topic == "reminders"


def test_all_words_have_to_be_there_where_any_page_has_them() -> None:
    for hit in search("лист восстановления", "ru"):
        text = f"{hit.page.title} {' '.join(hit.page.words)} {hit.page.body}"
        assert all(found_in(text, (stem,)) for stem in stems_of("лист восстановления"))


def test_what_is_found_is_marked_in_its_own_words() -> None:
    hit = search("штрафы", "ru")[0]
    shown = [hit.snippet[begin:end].lower() for begin, end in hit.marks]
    assert all(word.startswith("штраф") for word in shown)
    hits = search("паузы", "ru")
    assert hits
    assert hits[0].marks
    assert all(hits[0].snippet[begin:end].lower().startswith("пауз") for begin, end in hits[0].marks)


def test_nothing_finds_nothing() -> None:
    assert search("", "ru") == search("  ,. ", "ru") == ()
    assert search("щщщщщ", "ru") == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_found_by_its_title(lang: str) -> None:
    for page in help_texts.pages(lang):
        found = [hit.page.topic for hit in search(page.title, lang)]
        assert page.topic in found[:2], page.title


@given(st.text(max_size=60))
def test_any_text_may_be_searched_for(query: str) -> None:
    for hit in search(query, "ru"):
        assert all(0 <= begin < end <= len(hit.snippet) for begin, end in hit.marks)


@given(st.text(max_size=80), st.text(max_size=12))
def test_marks_lie_on_words_that_begin_so(text: str, query: str) -> None:
    stems = stems_of(query)
    for begin, end in found_in(text, stems):
        assert words_of(text[begin:end])[0].startswith(stems)


def test_bare_text_has_no_marks() -> None:
    bare = bare_text("## Как\n\n1. **Один** и [два](two)\n- три\n\n| а | б |\n|---|---|\n| в | г |\n")
    assert bare == "Как. Один и два. три. а — б. в — г."
