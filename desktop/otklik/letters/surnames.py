"""Surnames in the genitive and the dative, and which of them nobody can be sure of.

The rules are those of school grammar (Розенталь, § 149): women keep a surname that ends in a consonant, men decline it;
-о, -е, -и, -у and -их never change; -а and -я decline unless a vowel stands before -а. What the ending alone does not
tell is told by the lists of `names.toml`, and where these are silent too, the declension is a guess.
"""

from __future__ import annotations

import re

from otklik.letters import fugitive, names
from otklik.letters.endings import VOWELS, Case, as_noun_in_a, syllables
from otklik.register.records import Gender

PARTICLES = frozenset(
    ("фон", "фан", "ван", "де", "ди", "да", "дель", "дер", "ден", "ла", "ле", "лос", "дю", "аль", "эль", "бин", "ибн")
)
"""Words before a surname that never change and stay small."""

_HARD, _SOFT, _ADJECTIVE, _SOFT_ADJECTIVE = ("а", "у"), ("я", "ю"), ("ого", "ому"), ("его", "ему")
_WITHOUT_DOTS = str.maketrans("ёЁ", "еЕ")  # Пётр, Петра
_SOFT_ADJECTIVES = re.compile(r"(?:[жшщ]ий|[^аеиоуыэюя]ний)$")  # Хороший, Осенний; not Гений
_RUSSIAN_IKH = re.compile(r"[кгхжчшщн]их$")  # Долгих, Польских, Нижних; not Эрлих
_IKH = re.compile(r"[^аеоуыэюя]их$")


def decline_surname(surname: str, gender: Gender | None, case: Case) -> str:
    """Return a surname, of one or several words and halves, in a case; unchanged where the gender is not known."""
    *before, last = surname.split() or [""]
    done = [word if word.lower() in PARTICLES else _decline_word(word, gender, case) for word in before]
    return " ".join([*done, _decline_word(last, gender, case)])


def is_settled(surname: str, gender: Gender | None) -> bool:
    """Tell whether the surname of a man or a woman has one usual declension."""
    for word in surname.split():
        if names.plain(word) in PARTICLES:
            continue
        halves = [names.plain(half) for half in word.split("-")]
        if not all(_is_settled(half, gender) for half in halves if half):
            return False
        if gender is Gender.MALE and not all(_is_settled_first(half) for half in halves[:-1]):
            return False
    return True


def _is_settled_first(half: str) -> bool:
    """Tell whether the first half of a man's double surname surely declines, or surely does not («Грум-Гржимайло»)."""
    return half in names.frozen_halves() or syllables(half) != 1 or half[-1:] in VOWELS


def _decline_word(word: str, gender: Gender | None, case: Case) -> str:
    if word.startswith("(") and word.endswith(")"):  # the maiden name
        return f"({_decline_word(word[1:-1], gender, case)})"
    halves = word.split("-")
    done = [
        half if names.plain(half) in names.frozen_halves() and index < len(halves) - 1 else _decline(half, gender, case)
        for index, half in enumerate(halves)
    ]
    return "-".join(done)


def _decline(word: str, gender: Gender | None, case: Case) -> str:
    plain = names.plain(word)
    if not plain or len(plain) == 1 or word.endswith(".") or gender is None or _never_declines(plain):
        return word
    if gender is Gender.MALE:
        return _of_man(word, plain, case)
    return _of_woman(word, plain, case)


def _never_declines(plain: str) -> bool:
    if plain in names.indeclinable() or not plain[-1].isalpha():
        return True
    if _IKH.search(plain) and (syllables(plain) == 1 or not _RUSSIAN_IKH.search(plain)):
        return False
    return bool(re.search(r"(?:[оеиуыэю]|[иы]х|[аоуиеыюэ]а)$", plain)) and plain not in names.declined_ikh()


def _of_woman(word: str, plain: str, case: Case) -> str:
    if plain[-1] not in "ая":
        return word
    if plain in names.georgian_aya():
        return _on_ya(word, plain, case)
    if plain.endswith(("ая", "яя")):
        soft = plain[-2] == "я" or (plain[-3:-2] in set("жчшщ") and plain not in names.stressed_aya())
        return word[:-2] + ("ей" if soft else "ой")
    if plain[-1] == "я":
        return _on_ya(word, plain, case)
    possessive = plain in names.possessive_for_her() or plain not in names.nouns()
    if possessive and re.search(r"(?:[ое]в|[иы]н|[^аеиоуыэюя][сц]к)а$", plain):
        return word[:-1] + "ой"
    return as_noun_in_a(word, case)


def _of_man(word: str, plain: str, case: Case) -> str:
    if plain == "петр":
        return word.translate(_WITHOUT_DOTS) + _HARD[case.value]
    if stem := names.fleeting().get(plain):
        return _fleeting(word, plain, stem) + (_SOFT if plain[-1] in "ьй" else _HARD)[case.value]
    if plain[-1] == "а":
        return as_noun_in_a(word, case)
    if plain[-1] == "я":
        return _on_ya(word, plain, case)
    stem, endings = _stem_of_man(word, plain)
    return stem + endings[case.value]


def _fleeting(word: str, plain: str, stem: str) -> str:
    """Return the stem as the lists have it, with the letters and the capitals of the word as far as they agree."""
    same = next((at for at, (one, other) in enumerate(zip(plain, stem, strict=False)) if one != other), len(stem))
    return word[:same] + stem[same:]


def _stem_of_man(word: str, plain: str) -> tuple[str, tuple[str, str]]:
    """Return a man's surname without its ending, and the endings of the genitive and the dative."""
    if plain.endswith(fugitive.ENDING):
        return fugitive.oblique_stem(word)[0], _HARD
    if plain.endswith("обей"):
        return word[:-2] + "ь", _SOFT
    if plain[-1] == "й":
        return _stem_on_j(word, plain)
    if plain[-1] == "ь":
        return word[:-1], _SOFT
    if plain.endswith("ок") and fugitive.leaves_in_ok(plain)[0]:
        return word[:-2] + "к", _HARD
    return word, _HARD


def _stem_on_j(word: str, plain: str) -> tuple[str, tuple[str, str]]:
    short = syllables(plain) == 1 and plain != "злой"
    if plain.endswith(("ый", "ой")) and not short and plain not in names.nouns_in_j():
        return word[:-2], _ADJECTIVE
    if plain.endswith("ий") and not short and plain not in names.nouns_in_j() and not names.is_first_name(plain):
        if plain[-3] in "кгх":
            return word[:-2], _ADJECTIVE
        if _SOFT_ADJECTIVES.search(plain) or plain.endswith("чий") or plain in names.adjectives_in_j():
            return word[:-2], _SOFT_ADJECTIVE
    return word[:-1], _SOFT


def _on_ya(word: str, plain: str, case: Case) -> str:
    """Decline a word on -я as a noun: Зозуля, Зозули, Зозуле; Данелия, Данелии, Данелии."""
    return word[:-1] + ("и" if case is Case.GENITIVE or plain.endswith("ия") else "е")


def _is_settled(plain: str, gender: Gender | None) -> bool:
    if gender is Gender.FEMALE:
        return plain not in names.two_families() and plain not in names.possessive_for_her() and "(" not in plain
    if plain in names.fleeting():
        return plain not in names.doubtful()
    if plain in names.doubtful() or "(" in plain:
        return False
    if plain.endswith("й"):
        return _is_settled_on_j(plain)
    if plain.endswith("их"):
        settled = _RUSSIAN_IKH.search(plain) or not _IKH.search(plain) or syllables(plain) == 1
        return bool(settled) or plain in names.declined_ikh()
    return fugitive.is_settled(plain)


def _is_settled_on_j(plain: str) -> bool:
    """Tell whether a man's surname on -й is surely an adjective or surely a noun."""
    if syllables(plain) == 1 or plain in names.nouns_in_j() or plain in names.adjectives_in_j():
        return True
    if plain.endswith("ий"):
        adjective = plain[-3] in "кгх" or _SOFT_ADJECTIVES.search(plain)
        return bool(adjective) or names.is_first_name(plain)
    return not plain.endswith(("бой", "пой", "рой"))
