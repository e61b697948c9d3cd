"""Lists behind the declension of names: `resources/letters/names.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from otklik.register.records import Gender
from otklik.system.paths import resource


def plain(word: str) -> str:
    """Return a word as the lists spell it: small letters, «е» for «ё»."""
    return word.lower().replace("ё", "е")


def gender_of(first_name: str) -> Gender | None:
    """Return the gender a first name tells by the lists; of a double name its last half decides."""
    return _first_names().get(plain(first_name).split("-")[-1])


def is_first_name(word: str) -> bool:
    """Tell whether the word is a given name of the lists, those of either gender included."""
    return plain(word).split("-")[-1] in _first_names()


@cache
def indeclinable() -> frozenset[str]:
    """Return surnames that never change."""
    return _surnames("indeclinable")


@cache
def frozen_halves() -> frozenset[str]:
    """Return first halves of double surnames that never change."""
    return _surnames("frozen_first")


@cache
def nouns() -> frozenset[str]:
    """Return surnames that only look like feminine forms on -ина, -ова: they decline as nouns."""
    return _surnames("nouns")


@cache
def possessive_for_her() -> frozenset[str]:
    """Return nouns a woman rather bears as the form of a surname on -ин or -ов: «Смородина» of «Смородин»."""
    return _surnames("possessive_for_her")


@cache
def two_families() -> frozenset[str]:
    """Return nouns a woman bears either as such or as the form of a surname on -ин or -ов: «Щербина»."""
    return _surnames("two_families")


@cache
def georgian_aya() -> frozenset[str]:
    """Return surnames on -ая that are no adjectives: «Шенгелая»."""
    return _surnames("georgian_aya")


@cache
def stressed_aya() -> frozenset[str]:
    """Return women's adjectives on -жая and -шая with the stress at the end: «Большой», not «Большей»."""
    return _surnames("stressed_aya")


@cache
def declined_ikh() -> frozenset[str]:
    """Return surnames on -их that decline: «Рерих», «Жених»."""
    return _surnames("declined_ikh")


@cache
def nouns_in_j() -> frozenset[str]:
    """Return surnames on -ой and -ий that are no adjectives: «Герой», «Палий»."""
    return _surnames("nouns_in_j")


@cache
def adjectives_in_j() -> frozenset[str]:
    """Return adjectives whose endings nouns have as well: «Слепой», «Рабочий»."""
    return _surnames("adjectives_in_j")


@cache
def staying() -> frozenset[str]:
    """Return surnames on -ок, -ек, -ень and -ел that surely keep their vowel: «Пророк», «Олень»."""
    return _surnames("stays")


@cache
def doubtful() -> frozenset[str]:
    """Return surnames of men that families decline in more than one way: «Лев», «Бабий»."""
    return _surnames("doubtful")


@cache
def fleeting() -> dict[str, str]:
    """Return the stems of surnames whose vowel leaves in the other cases, by the nominative."""
    return dict(_lists()["surnames"]["fleeting"])


@cache
def ec_leaving() -> frozenset[str]:
    """Return short surnames on -ец known to lose their vowel: «Кравец», «Столбец»."""
    return _surnames("ec_leaves")


@cache
def ec_staying() -> frozenset[str]:
    """Return surnames on -ец known to keep their vowel where the rule alone leaves a doubt: «Гордец»."""
    return _surnames("ec_stays")


@cache
def frozen_first_halves() -> frozenset[str]:
    """Return first halves of double given names that never change: «Жан-Жаку»."""
    return frozenset(_lists()["first_names"]["frozen_first"].split())


@cache
def stressed_ya() -> frozenset[str]:
    """Return women's names on -ия whose dative is rather -ие: short ones, and those with the stress at the end."""
    return frozenset(_lists()["first_names"]["stressed_ya"].split())


@cache
def doubtful_first_names() -> frozenset[str]:
    """Return given names the dictionaries decline in more than one way."""
    return frozenset(_lists()["first_names"]["doubtful"].split())


@cache
def eastern() -> frozenset[str]:
    """Return Korean, Chinese and Vietnamese surnames: a given name of their language follows and declines alone."""
    return _surnames("eastern")


def _surnames(name: str) -> frozenset[str]:
    return frozenset(_lists()["surnames"][name].split())


@cache
def _first_names() -> dict[str, Gender | None]:
    groups = _lists()["first_names"]
    known: dict[str, Gender | None] = dict.fromkeys(groups["male"].split(), Gender.MALE)
    known |= dict.fromkeys(groups["female"].split(), Gender.FEMALE)
    return known | dict.fromkeys(groups["either"].split(), None)


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(resource("letters/names.toml").read_text("utf-8"))
