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
    return frozenset(_lists()["surnames"]["indeclinable"].split())


@cache
def frozen_halves() -> frozenset[str]:
    """Return first halves of double surnames that never change."""
    return frozenset(_lists()["surnames"]["frozen_first"].split())


@cache
def nouns() -> frozenset[str]:
    """Return surnames that only look like feminine forms on -ина, -ова: they decline as nouns."""
    return frozenset(_lists()["surnames"]["nouns"].split())


@cache
def fleeting() -> dict[str, str]:
    """Return the stems of surnames whose vowel leaves in the other cases, by the nominative."""
    return dict(_lists()["surnames"]["fleeting"])


@cache
def ec_leaving() -> frozenset[str]:
    """Return short surnames on -ец known to lose their vowel: «Кравец», «Столбец»."""
    return frozenset(_lists()["surnames"]["ec_leaves"].split())


@cache
def ec_staying() -> frozenset[str]:
    """Return surnames on -ец known to keep their vowel where the rule alone leaves a doubt: «Гордец»."""
    return frozenset(_lists()["surnames"]["ec_stays"].split())


@cache
def _first_names() -> dict[str, Gender | None]:
    groups = _lists()["first_names"]
    known: dict[str, Gender | None] = dict.fromkeys(groups["male"].split(), Gender.MALE)
    known |= dict.fromkeys(groups["female"].split(), Gender.FEMALE)
    return known | dict.fromkeys(groups["either"].split(), None)


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(resource("letters/names.toml").read_text("utf-8"))
