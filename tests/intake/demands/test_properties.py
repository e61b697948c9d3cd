"""Whatever a letter says: no exception, places inside the text, the same answer twice, and in time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.intake.demands.guessing import guess
from otklik.intake.demands.own_words import own_words
from otklik.intake.demands.rules import book, plain
from tests.intake.letter_figures import letters
from tests.intake.told_letters import letter

_SPOKEN = st.lists(
    st.sampled_from(
        (
            *("прошу", "удалить", "мои", "данные", "если", "не", "вы", "кроме", "только", "иначе", "обращусь", "в суд"),
            *("верните", "14 500 руб.", "до 1 декабря 2026", "согласие", "отзываю", ">", "писал:", "--", "сын", "№"),
            *("доверенность", "паспорт", ",", ".", "!", "?", "—", "\n", "\n\n", "Я", "Иванов Пётр Сергеевич"),
            *("please", "delete", "my data", "[ ]", "От:", "Дата:", "Тема:"),
        )
    ),
    max_size=80,
).map(" ".join)

_LONGEST = 60_000
_SECONDS = 0.8
"""At most 0.3 s of an idle machine; the tests run beside others."""


@settings(deadline=None, max_examples=200)  # the first letter compiles the rules
@given(st.one_of(st.text(max_size=400), _SPOKEN), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_guessed_without_fault(text: str, sender: str, subject: str) -> None:
    read = letter(text, sender_name=sender, subject=subject, sender_address=sender)
    found = guess(read)
    assert guess(read) == found
    assert len({guessed.kind for guessed in found.kinds}) == len(found.kinds)
    for guessed in found.kinds:
        for place in guessed.places:
            assert 0 <= place.start < place.end <= len(text)
        if guessed.places:
            first = guessed.places[0]
            assert " ".join(text[first.start : first.end].split()) == guessed.evidence
    if found.named_term is not None:
        first = found.named_term.places[0]
        assert " ".join(text[first.start : first.end].split()) == found.named_term.words


@given(st.one_of(st.text(max_size=400), _SPOKEN))
def test_own_words_keep_every_character_in_its_place(text: str) -> None:
    own = own_words(text)
    for kept in (own.said, own.signed):
        assert len(kept) == len(text)
        assert all(sign in {other, "\n"} for sign, other in zip(kept, text, strict=True))


def test_the_text_of_the_samples_speaks_at_every_place() -> None:
    for read, _said in letters().values():
        for guessed in read.kinds:
            if guessed.places:
                first = guessed.places[0]
                assert " ".join(read.text[first.start : first.end].split()) == guessed.evidence


def _adversarial() -> dict[str, str]:
    phrases = [text for rule in plain("ru")["rule"] for text in rule["words"]]
    words = " ".join(phrases).replace("(", " ").replace("|", " ").replace(")", " ").replace("*", "").replace("~", "")
    return {
        "one word": "удалить " * 9_000,
        "all words of the rules": words * 40,
        "ifs": "если вы не удалите, я обращусь, " * 3_000,
        "names": "Я Иванов Пётр Сергеевич " * 3_000,
        "spaces": "от" + " " * 59_000 + "Иванова",
        "sums": "верните 14 500 руб. " * 3_000,
        "terms": "прошу в течение 10 дней " * 3_000,
        "one long word": "удалите" + "я" * 59_000,
        "a long last word": "удалите данные\n" + "иван " + "о" * 30_000,
        "marks": "о'" * 30_000,
        "commas": ", " * 30_000,
        "lines": "От:\n" * 15_000,
        "quotes": "> писал: \n" * 6_000,
        "brackets": "(" * 60_000,
        "digits": "1 " * 30_000,
        "one sentence": "прошу, чтобы вы не удалили данные, кроме договора если " * 1_200,
    }


@pytest.mark.parametrize("name", list(_adversarial()))
def test_any_long_text_is_read_in_time(name: str) -> None:
    book()
    read = letter(("Претензия. " + _adversarial()[name])[:_LONGEST])
    started = time.process_time()
    guess(read)
    assert time.process_time() - started < _SECONDS
