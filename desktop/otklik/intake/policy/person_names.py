"""«Индивидуальным предпринимателем Ивановым Иваном Ивановичем» back into the nominative; in doubt nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from otklik.system.paths import resource

_PATRONYMIC = re.compile(
    r"(?P<his>[а-яё]+(?:[ое]в|ь|к|м|ф|т|н)ич)(?P<his_end>|а|у|ем|е)|(?P<her>[а-яё]+(?:вн|ичн))(?P<her_end>а|ы|е|у|ой|ою)",
    re.IGNORECASE,
)
_HIS_CASES = {"": "nominative", "а": "genitive", "у": "dative", "ем": "instrumental", "е": "prepositional"}
_HER_CASES = {
    "а": "nominative",
    "ы": "genitive",
    "е": "dative",
    "у": "accusative",
    "ой": "instrumental",
    "ою": "instrumental",
}
_ENDINGS = {
    # case: (after a consonant, after й or ь, of а, of я)
    "genitive": ("а", "я", "ы", "и"),
    "dative": ("у", "ю", "е", "е"),
    "accusative": ("а", "я", "у", "ю"),
    "instrumental": ("ом", "ем", "ой", "ей"),
    "prepositional": ("е", "е", "е", "е"),
}
_HIS_SURNAME = {
    "genitive": (
        ("ского", "ский"),
        ("цкого", "цкий"),
        ("ова", "ов"),
        ("ева", "ев"),
        ("ёва", "ёв"),
        ("ина", "ин"),
        ("ына", "ын"),
    ),
    "dative": (
        ("скому", "ский"),
        ("цкому", "цкий"),
        ("ову", "ов"),
        ("еву", "ев"),
        ("ёву", "ёв"),
        ("ину", "ин"),
        ("ыну", "ын"),
    ),
    "instrumental": (
        ("ским", "ский"),
        ("цким", "цкий"),
        ("овым", "ов"),
        ("евым", "ев"),
        ("ёвым", "ёв"),
        ("иным", "ин"),
        ("ыным", "ын"),
    ),
    "prepositional": (
        ("ском", "ский"),
        ("цком", "цкий"),
        ("ове", "ов"),
        ("еве", "ев"),
        ("ёве", "ёв"),
        ("ине", "ин"),
        ("ыне", "ын"),
    ),
}
_CONSONANT_END = {"genitive": "а", "dative": "у", "instrumental": "ом", "prepositional": "е"}
_HER_OBLIQUE = (
    ("овой", "ова"),
    ("евой", "ева"),
    ("ёвой", "ёва"),
    ("иной", "ина"),
    ("ыной", "ына"),
    ("ской", "ская"),
    ("цкой", "цкая"),
)
_HER_ACCUSATIVE = (
    ("ову", "ова"),
    ("еву", "ева"),
    ("ёву", "ёва"),
    ("ину", "ина"),
    ("ыну", "ына"),
    ("скую", "ская"),
    ("цкую", "цкая"),
)
_STAYS = re.compile(r"(?:ко|о|их|ых|у|и|э)$")
_CONSONANT = "бвгджзклмнпрстфхцчшщ"


def nominative(words: str) -> str:
    """Return «Фамилия Имя Отчество» in the nominative.

    Args:
        words: surname, first name and patronymic in this order and in any one case.

    Returns:
        The name; empty where the words are no such name or its nominative is not certain.
    """
    pieces = [_usual(word) for word in words.split()]
    found = _PATRONYMIC.fullmatch(pieces[-1]) if len(pieces) == 3 else None
    if found is None:
        return ""
    is_her = found.group("her") is not None
    case = _HER_CASES[found.group("her_end").lower()] if is_her else _HIS_CASES[found.group("his_end").lower()]
    if case == "nominative":
        return " ".join(pieces)
    patronymic = f"{found.group('her')}а" if is_her else found.group("his")
    first = _first_names(is_her=is_her).get((case, pieces[1].lower().replace("ё", "е")), "")
    surname = "-".join(_surname(piece, case, is_her=is_her) or "?" for piece in pieces[0].split("-"))
    return f"{surname} {first} {patronymic}" if first and "?" not in surname else ""


def _usual(word: str) -> str:
    """Return a word in capitals as names are written."""
    return "-".join(piece.capitalize() for piece in word.split("-")) if word.isupper() else word


def _surname(word: str, case: str, *, is_her: bool) -> str:
    """Return the nominative of a surname, empty where it could be of several."""
    if is_her:
        for ending, base in _HER_ACCUSATIVE if case == "accusative" else _HER_OBLIQUE:
            if word.endswith(ending):
                return word.removesuffix(ending) + base
        return word if word[-1] in _CONSONANT or _STAYS.search(word) else ""
    if re.search(r"(?:ых|их|ко|аго|яго)$", word):
        return word
    for ending, base in _HIS_SURNAME.get(case, ()):
        if word.endswith(ending):
            return word.removesuffix(ending) + base
    ending = _CONSONANT_END.get(case, "?")
    stem = word.removesuffix(ending)
    # «Волчком» is of «Волчок», «Кравцом» of «Кравец»: a vowel went missing before the last letter.
    is_whole = len(stem) > 2 and stem[-1] in _CONSONANT and not (stem[-1] in "кц" and stem[-2] in _CONSONANT)
    return stem if stem != word and is_whole else ""


@cache
def _first_names(*, is_her: bool) -> Mapping[tuple[str, str], str]:
    """Return first names by case and form."""
    lists = tomllib.loads(resource("intake/ru.toml").read_text("utf-8"))["names"]
    forms: dict[tuple[str, str], str] = {}
    for name in lists["women" if is_her else "men"]:
        for case in _ENDINGS:
            for form in _forms(name, case, is_her=is_her):
                forms[case, form.lower().replace("ё", "е")] = name
    return forms


def _forms(name: str, case: str, *, is_her: bool) -> tuple[str, ...]:
    """Return a first name in a case."""
    hard, soft, of_a, of_ya = _ENDINGS[case]
    base = {"Павел": "Павл", "Лев": "Льв", "Пётр": "Петр"}.get(name, name)
    last = name[-1]
    if last == "а":
        special = {"ы": "и"}.get(of_a, of_a) if name[-2] in "гкхжчшщ" else of_a
        return (name[:-1] + special, name[:-1] + ("ей" if special == "ой" else special))
    if last == "я":
        return (name[:-1] + ("и" if of_ya == "е" and name.endswith("ия") else of_ya),)
    if last in "йь":
        if is_her:
            return (name if case == "accusative" else name[:-1] + "ью" if case == "instrumental" else name[:-1] + "и",)
        return (name[:-1] + soft,)
    return (base + hard,)
