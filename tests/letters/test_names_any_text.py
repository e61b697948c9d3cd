"""Whatever is typed for a name: nothing fails, nothing vanishes, what is no Russian name comes back as it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from otklik.letters.declension import Declined, decline, signature_name
from otklik.register.records import Gender

_RUSSIAN = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=2, max_size=12)
_WORD = _RUSSIAN.map(str.capitalize)
_NAMES = st.lists(st.one_of(_WORD, st.tuples(_WORD, _WORD).map("-".join)), min_size=1, max_size=4).map(" ".join)
_GENDERS = st.sampled_from([None, *Gender])


def _forms(declined: Declined) -> tuple[str, ...]:
    return declined.nominative, declined.genitive, declined.dative, declined.initials_dative, declined.salutation


@given(st.text(max_size=400), _GENDERS)
@example("-", None)
@example("().", Gender.FEMALE)
@example("' '", Gender.MALE)
@example("ИП ИП", None)
@example("Й оглы", None)
@example("а б в оглы", None)
@example("Иван -оглы", None)
def test_nothing_typed_fails_or_vanishes(text: str, gender: Gender | None) -> None:
    declined = decline(text, gender)
    signature_name(text)
    if text.split():
        assert all(form.strip() for form in _forms(declined))


@given(_NAMES, _GENDERS)
def test_capitals_and_words_are_kept(name: str, gender: Gender | None) -> None:
    declined = decline(name, gender)
    for form in (declined.genitive, declined.dative):
        assert len(form.split()) == len(declined.nominative.split())
        for word, base in zip(form.split(), declined.nominative.split(), strict=True):
            assert word[0] == base[0] or declined.nominative != name
            assert word[0].isupper() == base[0].isupper()
            assert [half[:1].isupper() for half in word.split("-")] == [half[:1].isupper() for half in base.split("-")]


@given(_NAMES, st.sampled_from([" ", "  ", "\t", "\u00a0", " \n "]))
def test_spaces_make_no_difference(name: str, gap: str) -> None:
    assert decline(f"{gap}{name.replace(' ', gap)}{gap}") == decline(name)


@given(_RUSSIAN, _RUSSIAN.map(str.upper))
def test_a_tidied_name_stays_as_it_is(surname: str, first: str) -> None:
    tidy = decline(f" {surname}  {first} Ильич").nominative
    assert decline(tidy).nominative == tidy


@given(_RUSSIAN, _GENDERS)
def test_small_and_large_letters_give_the_same_forms(surname: str, gender: Gender | None) -> None:
    small, large = (decline(f"{typed} Анна Ильинична") for typed in (surname, surname.upper()))
    assert _forms(small) == _forms(large)


@pytest.mark.parametrize("gender", [None, *Gender])
@pytest.mark.parametrize(
    "text",
    [
        "محمد علي",
        "דוד לוי",
        "\u202eКалинин Иван\u202c",
        "Калинин 🙂 Иван",
        "👩🏽\u200d💻",
        "გიორგი ბერიძე",
        "Калинин И0ан",
        "Калинин <b>Иван</b>",
        "{{ 7*7 }}",
        "&amp;",
        "К" + "о" * 298 + "в",
        "Калинин Иван Петрович " * 20,
    ],
)
def test_what_is_no_name_passes_unchanged_and_is_never_sure(text: str, gender: Gender | None) -> None:
    declined = decline(text, gender)
    same = " ".join(text.split())
    assert (declined.nominative, declined.genitive, declined.dative, declined.initials_dative) == (same,) * 4
    assert same in declined.salutation
    assert not declined.sure


def test_letters_with_their_marks_apart_are_read_as_one() -> None:
    """A name copied from a file of macOS has «й» and «ё» in two pieces."""
    assert decline("Королёв Андрей Ильич").dative == "Королёву Андрею Ильичу"
