"""Russian personal names in the cases a letter needs, over pytrovich.

pytrovich knows endings; what it gets wrong (double surnames with a fixed half, fleeting vowels, «оглы», foreign names,
soft-sign names of women, short names on -ий and -ой) is put right here and in `resources/letters/names.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from otklik.letters import fugitive, names
from otklik.register.records import Gender

if TYPE_CHECKING:
    from collections.abc import Callable

_PATRONYMIC = re.compile(r"(?:[ое]вич|[ое]вна|ична|(?:ль|м|т|к|в|д|л)ич)$", re.IGNORECASE)
_PATRONYMIC_WORDS = {"оглы": Gender.MALE, "кызы": Gender.FEMALE, "угли": Gender.MALE, "гызы": Gender.FEMALE,
                     "кизи": Gender.FEMALE, "улы": Gender.MALE, "уулу": Gender.MALE, "кыз": Gender.FEMALE}  # fmt: skip
_PARTICLES = {"фон", "фан", "ван", "де", "ди", "да", "дель", "дер", "ден", "ла", "ле", "дю", "аль", "эль", "бин", "ибн"}
_INITIAL = re.compile(r"[А-ЯЁ]\.(?:-?[А-ЯЁ]\.)*|[А-ЯЁ]")
_VOWELS = "аеёиоуыэюя"
_MALE_SURNAME = re.compile(r"(?:ов|ев|ёв|ский|цкий|ской|цкой|[жчшщ]ий|[нтлрвбкмд]ый)$")
_FEMALE_SURNAME = re.compile(r"(?:ова|ева|ёва|ская|цкая|ная|тая|лая)$")
_SURNAME_LIKE = re.compile(r"(?:[оеё]ва?|[цс]к(?:ий|ая)|енко|швили|дзе|[ая]н?юк|чук)$")


class Case(Enum):
    """The two cases letters use."""

    GENITIVE = 0
    DATIVE = 1


@dataclass(frozen=True, slots=True)
class Declined:
    """A name in the forms of a letter.

    Attributes:
        nominative: «Калинин Иван Петрович», tidied: order, capitals, spaces.
        genitive: «Калинина Ивана Петровича».
        dative: «Калинину Ивану Петровичу».
        initials_dative: «Калинину И. П.», as ГОСТ Р 7.0.97 asks for the addressee.
        gender: the gender the forms agree with; `None` where nothing tells it (names in Latin letters).
        salutation: «Уважаемый Иван Петрович», without the exclamation mark.
        sure: False where the gender, the order of the words or the declension of the surname is a guess, so that the
            clerk should look.
    """

    nominative: str
    genitive: str
    dative: str
    initials_dative: str
    gender: Gender | None
    salutation: str
    sure: bool


class FullName(NamedTuple):
    """The parts of a name; `ordered` is False where which word is which was a guess."""

    surname: str
    first: str
    patronymic: str
    ordered: bool


def decline(full_name: str, gender: Gender | None = None) -> Declined:
    """Return the name in the forms of a letter.

    Args:
        full_name: «Фамилия Имя Отчество» in the nominative; other orders, initials and a missing patronymic are
            understood as far as they can be.
        gender: what the clerk knows; guessed from patronymic, first name and surname otherwise.
    """
    name = parse(full_name)
    if not _is_cyrillic(full_name):
        return _foreign(" ".join(full_name.split()), gender)
    found, certain = (gender, True) if gender else _find_gender(name)
    sure = certain and name.ordered and (gender is not None or not _contradicts(name, found))
    sure = sure and (found is Gender.FEMALE or fugitive.is_settled(name.surname))
    genitive, dative = (_inflect(name, found, case) for case in Case)
    return Declined(
        nominative=_join(name),
        genitive=_join(genitive),
        dative=_join(dative),
        initials_dative=_with_initials(dative.surname, name),
        gender=found,
        salutation=_salutation(name, found),
        sure=sure,
    )


def signature_name(full_name: str) -> str:
    """Return «И. О. Фамилия», as it stands under a letter; a name in Latin letters stays whole."""
    name = parse(full_name)
    if not _is_cyrillic(full_name) or not name.first:
        return _join(name)
    initials = " ".join(filter(None, (_initial(name.first), _initial(_father(name.patronymic)))))
    return f"{initials} {name.surname}".strip()


def parse(full_name: str) -> FullName:
    """Return the parts of a name in the order surname, first name, patronymic, tidied in spaces and capitals."""
    words = [_tidy(word) for word in _spaced(full_name).split()]
    if not words:
        return FullName("", "", "", ordered=False)
    if words[-1].lower() in _PATRONYMIC_WORDS and len(words) >= 4:
        return FullName(" ".join(words[:-3]), words[-3], f"{words[-2]} {words[-1].lower()}", ordered=True)
    if len(words) == 1:
        return FullName(words[0], "", "", ordered=False)
    if len(words) == 2:
        return _parse_two(*words)
    return _parse_many(words)


def _spaced(text: str) -> str:
    """Put a space after the dot of an initial («И.П.») and take those around a hyphen away."""
    text = re.sub(r"\s*[-‐‑–]\s*", "-", text)
    return re.sub(r"(?<=[А-ЯЁA-Z])\.(?=[^\W\d_])", ". ", text)


def _tidy(word: str) -> str:
    """Give a word its capitals when it is all small or all large; mixed spellings («МакГрегор») are meant so."""
    lower = word.lower()
    if lower in _PARTICLES or lower in _PATRONYMIC_WORDS:
        return lower if word in {lower, word.upper()} else word
    if len(word) > 1 and not word.islower() and not word.isupper():
        return word
    return re.sub(r"(^|[-'’])(\w)", lambda match: match[1] + match[2].upper(), lower)


def _parse_two(one: str, two: str) -> FullName:
    if _is_initial(one):
        return FullName(two, one, "", ordered=True)
    if _is_initial(two):
        return FullName(one, two, "", ordered=True)
    known_one, known_two = names.is_first_name(one), names.is_first_name(two)
    if known_one and not known_two:
        return FullName(two, one, "", ordered=False)
    if _PATRONYMIC.search(two) and known_one:
        return FullName("", one, two, ordered=True)
    like_one, like_two = (bool(_SURNAME_LIKE.search(word.lower())) for word in (one, two))
    if like_two and not like_one and not known_two:
        return FullName(two, one, "", ordered=False)
    return FullName(one, two, "", ordered=(known_two or like_one) and not known_one)


def _parse_many(words: list[str]) -> FullName:
    if _is_initial(words[0]) and _is_initial(words[1]):
        return FullName(" ".join(words[2:]), words[0], words[1], ordered=True)
    last_is_patronymic = bool(_PATRONYMIC.search(words[-1])) or _is_initial(words[-1])
    if _is_patronymic_of(words[1], words[0]) and not (last_is_patronymic and names.is_first_name(words[-2])):
        return FullName(" ".join(words[2:]), words[0], words[1], ordered=False)
    if last_is_patronymic:
        return FullName(" ".join(words[:-2]), words[-2], words[-1], ordered=True)
    if names.is_first_name(words[0]) and not names.is_first_name(words[1]):
        return FullName(" ".join(words[1:]), words[0], "", ordered=False)
    if len(words) == 3 and names.is_first_name(words[1]):
        return FullName(words[0], words[1], words[2], ordered=False)
    return FullName(words[0], " ".join(words[1:]), "", ordered=False)


def _is_patronymic_of(word: str, first: str) -> bool:
    return bool(_PATRONYMIC.search(word)) and names.is_first_name(first)


def _is_initial(word: str) -> bool:
    return bool(_INITIAL.fullmatch(word))


def _is_cyrillic(text: str) -> bool:
    return not re.search(r"[^\W\d_а-яА-ЯёЁ]", text)


def _find_gender(name: FullName) -> tuple[Gender | None, bool]:
    """Return the gender and whether it is certain."""
    if found := _patronymic_gender(name.patronymic):
        return found, True
    if found := names.gender_of(name.first.split(" ")[0]):
        return found, True
    surname = name.surname.lower()
    if _FEMALE_SURNAME.search(surname):
        return Gender.FEMALE, not _is_initial(name.first)
    if _MALE_SURNAME.search(surname):
        return Gender.MALE, not _is_initial(name.first)
    return _guess_gender(name), False


def _patronymic_gender(patronymic: str) -> Gender | None:
    lower = patronymic.lower()
    if found := _PATRONYMIC_WORDS.get(re.split(r"[\s-]", lower)[-1]):
        return found
    if lower.endswith(("вна", "чна")):
        return Gender.FEMALE
    return Gender.MALE if lower.endswith("ич") else None


def _guess_gender(name: FullName) -> Gender:
    import logging  # noqa: PLC0415 - only beside pytrovich

    from pytrovich.detector import PetrovichGenderDetector  # noqa: PLC0415 - start-up counts
    from pytrovich.enums import Gender as TheirGender  # noqa: PLC0415 - start-up counts

    logging.getLogger("pytrovich").setLevel(logging.CRITICAL)  # it would log the names of people
    first = None if _is_initial(name.first) else name.first
    detector: Any = PetrovichGenderDetector()
    guess = detector.detect(firstname=first, lastname=name.surname)
    return Gender.FEMALE if guess == TheirGender.FEMALE else Gender.MALE


def _contradicts(name: FullName, gender: Gender | None) -> bool:
    """Tell whether a part speaks for the other gender («Калинина Иван Петрович»)."""
    surname = name.surname.lower()
    if gender is Gender.MALE:
        feminine = re.search(r"(?:[оеё]ва|ская|цкая|[^аеиоуы]ина)$", surname)
        by_surname = bool(feminine) and names.plain(surname) not in names.nouns()
    else:
        by_surname = bool(re.search(r"(?:[оеё]в|ский|цкий|[^аеиоуы]ин)$", surname))
    by_first = names.gender_of(name.first)
    return by_surname or (by_first is not None and by_first is not gender)


def _inflect(name: FullName, gender: Gender | None, case: Case) -> FullName:
    surname = " ".join(_surname_word(word, gender, case) for word in name.surname.split())
    first = " ".join(_first_name(word, gender, case) for word in name.first.split())
    return FullName(surname, first, _patronymic(name.patronymic, gender, case), name.ordered)


def _surname_word(word: str, gender: Gender | None, case: Case) -> str:
    if word.lower() in _PARTICLES:
        return word
    halves = word.split("-")
    done = [
        half if index < len(halves) - 1 and names.plain(half) in names.frozen_halves() else _surname(half, gender, case)
        for index, half in enumerate(halves)
    ]
    return "-".join(done)


def _surname(word: str, gender: Gender | None, case: Case) -> str:
    plain = names.plain(word)
    if not plain or _is_initial(word) or gender is None or plain in names.indeclinable() or _never_declines(plain):
        return word
    if gender is Gender.MALE:
        return _male_surname(word, plain, case)
    if plain[-1] not in "ая":
        return word
    if plain[-1] == "а" and (plain in names.nouns() or not re.search(r"(?:[ое]в|[иы]н)а$", plain)):
        return _soft_or_hard_a(word, case)
    return _by_rule("LASTNAME", word, gender, case)


def _never_declines(plain: str) -> bool:
    return bool(re.search(r"(?:[оеиуыэю]|[иы]х|[аоуие]а)$", plain)) and not plain.endswith("ия")


def _male_surname(word: str, plain: str, case: Case) -> str:
    if stem := names.fleeting().get(plain):
        soft = plain[-1] in "ьй"
        return word[0] + stem[1:] + (("я", "ю") if soft else ("а", "у"))[case.value]
    if plain.endswith(fugitive.ENDING):
        return fugitive.oblique_stem(word)[0] + ("а", "у")[case.value]
    if plain.endswith("енок"):
        return word[:-2] + ("ка", "ку")[case.value]
    if len(plain) <= 4 and re.search(r"[иоауыэ]й$", plain) and _syllables(plain) == 1:
        return word[:-1] + ("я", "ю")[case.value]
    if plain[-1] == "а":
        return _soft_or_hard_a(word, case)
    if plain.endswith("яй"):
        return word[:-1] + ("я", "ю")[case.value]
    return _by_rule("LASTNAME", word, Gender.MALE, case)


def _soft_or_hard_a(word: str, case: Case) -> str:
    """Decline a name on -а as a noun: Глинка, Глинки, Глинке; after к, г, х and hushing letters -и."""
    soft = word[-2].lower() in "кгхжчшщ"
    return word[:-1] + (("и" if soft else "ы") if case is Case.GENITIVE else "е")


def _first_name(word: str, gender: Gender | None, case: Case) -> str:
    if _is_initial(word) or gender is None:
        return word
    return "-".join(_first_name_half(half, gender, case) for half in word.split("-"))


def _first_name_half(word: str, gender: Gender, case: Case) -> str:
    plain = names.plain(word)
    if not plain:
        return word
    if gender is Gender.MALE and plain in {"данило", "михайло", "кирилло", "гаврило", "шота"}:
        return word[:-1] + ("ы" if case is Case.GENITIVE else "е")
    if gender is Gender.FEMALE and plain.endswith("ль") and plain not in {"николь", "мишель", "эмманюэль"}:
        return word[:-1] + "и"
    if plain[-1] in "оеиуыэю":
        return word
    return _by_rule("FIRSTNAME", word, gender, case)


def _patronymic(text: str, gender: Gender | None, case: Case) -> str:
    """Decline a patronymic; «Гасан оглы» and what does not look like one stay as they are."""
    if gender is None or _patronymic_gender(text) is None or not _PATRONYMIC.search(text):
        return text
    return _by_rule("MIDDLENAME", text, gender, case)


def _by_rule(part: str, word: str, gender: Gender, case: Case) -> str:
    return _maker()(part, word, gender, case)


@cache
def _maker() -> Callable[[str, str, Gender, Case], str]:
    """Return pytrovich behind plain values."""
    from pytrovich import enums  # noqa: PLC0415 - start-up counts
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415 - start-up counts

    maker = PetrovichDeclinationMaker()
    cases: dict[Case, Any] = {Case.GENITIVE: enums.Case.GENITIVE, Case.DATIVE: enums.Case.DATIVE}
    genders: dict[Gender, Any] = {Gender.MALE: enums.Gender.MALE, Gender.FEMALE: enums.Gender.FEMALE}

    def make(part: str, word: str, gender: Gender, case: Case) -> str:
        return str(maker.make(enums.NamePart[part], genders[gender], cases[case], word))

    return make


def _syllables(plain: str) -> int:
    return sum(letter in _VOWELS for letter in plain)


def _join(name: FullName) -> str:
    return " ".join(filter(None, name[:3]))


def _initial(word: str) -> str:
    if _is_initial(word):
        return word if word.endswith(".") else f"{word}."
    return "-".join(f"{half[0]}." for half in word.split("-") if half)


def _father(patronymic: str) -> str:
    """Leave «оглы» and its like away: they have no initial."""
    return patronymic.split(" ", maxsplit=1)[0]


def _with_initials(surname: str, name: FullName) -> str:
    parts = [surname, *(_initial(word) for word in name.first.split()), _initial(_father(name.patronymic))]
    return " ".join(filter(None, parts))


def _salutation(name: FullName, gender: Gender | None) -> str:
    if gender is None or (not name.first and not name.surname):
        return " ".join(filter(None, ("Здравствуйте,", _join(name)))).rstrip(",")
    dear = "Уважаемая" if gender is Gender.FEMALE else "Уважаемый"
    if not name.first or _is_initial(name.first):
        return f"{dear} {'госпожа' if gender is Gender.FEMALE else 'господин'} {name.surname}"
    return f"{dear} {name.first} {name.patronymic or name.surname}".rstrip()


def _foreign(name: str, gender: Gender | None) -> Declined:
    """Return a name in other letters unchanged in every case: Russian endings do not belong to it."""
    dear = {Gender.MALE: "Уважаемый", Gender.FEMALE: "Уважаемая", None: "Здравствуйте,"}[gender]
    return Declined(name, name, name, name, gender, f"{dear} {name}", sure=gender is not None)
