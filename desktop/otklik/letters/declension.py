"""Russian personal names in the cases a letter needs.

Surnames go by our own rules (`letters/surnames.py`), given names and patronymics by pytrovich; what it gets wrong
(«оглы», foreign names, soft-sign names of women, «Жан-Жак») is put right here and in `resources/letters/names.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from otklik.letters import names
from otklik.letters.endings import Case, by_rule, guess_gender
from otklik.letters.full_name import (
    PATRONYMIC,
    FullName,
    father,
    initial,
    is_initial,
    join,
    parse,
    patronymic_gender,
    words_of,
)
from otklik.letters.surnames import decline_surname, is_settled
from otklik.register.records import Gender

LONGEST = 150
"""Letters of the longest name that is declined; a longer text is no name."""

_MALE_SURNAME = re.compile(r"(?:ов|ев|ёв|ский|цкий|ской|цкой|[жчшщ]ий|[нтлрвбкмд]ый)$")
_FEMALE_SURNAME = re.compile(r"(?:ова|ева|ёва|ская|цкая|ная|тая|лая)$")
_READABLE = re.compile(r"[а-яёА-ЯЁ\s.,()'’ʼ‐‑–-]+")
_COMPANY = re.compile(
    r"[«»“”„\"]|^(?:ООО|АО|ПАО|ОАО|ЗАО|НАО|АНО|НКО|ТСЖ|ТСН|СНТ|ГУП|МУП|ФГУП|ФГБУ|ГБУ|МБУ|КФХ|Общество|Товарищество|"
    r"Управление|Администрация|Прокуратура|Министерство|Роскомнадзор|Банк|Фонд|Ассоциация)\s"
)
_SOLE_PROPRIETOR = re.compile(r"\s*ИП\s+(?=\S)")
_MEN_IN_O = frozenset(("данило", "михайло", "кирилло", "гаврило"))
_HONORIFICS = frozenset(("бек", "хан", "ага", "паша", "шах"))  # «Ахмед-хану»: what stands before them stays
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_FLEETING = frozenset(("павел", "лев", "петр"))
_KEEP_SOFT_SIGN = frozenset(("николь", "мишель", "эмманюэль"))


@dataclass(frozen=True, slots=True)
class Declined:
    """A name in the forms of a letter.

    Attributes:
        nominative: «Калинин Иван Петрович», tidied: order, capitals, spaces.
        genitive: «Калинина Ивана Петровича».
        dative: «Калинину Ивану Петровичу».
        initials_dative: «Калинину И. П.», as ГОСТ Р 7.0.97 asks for the addressee; without a surname the whole dative.
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


def decline(full_name: str, gender: Gender | None = None) -> Declined:
    """Return the name in the forms of a letter.

    Args:
        full_name: «Фамилия Имя Отчество» in the nominative; other orders, initials and a missing patronymic are
            understood as far as they can be. What is no name in Russian letters comes back as it is.
        gender: what the clerk knows; guessed from patronymic, first name and surname otherwise.
    """
    spaced = " ".join(full_name.split())
    if sole := _SOLE_PROPRIETOR.match(full_name):
        return _with_title(sole[0].strip(), decline(full_name[sole.end() :], gender))
    if spaced and (len(spaced) > LONGEST or not _READABLE.fullmatch(full_name) or _COMPANY.search(spaced)):
        return _as_it_is(spaced, gender)
    name = parse(full_name)
    found, certain = (gender, True) if gender else _find_gender(name)
    if _is_eastern(words := words_of(full_name)):
        return _eastern(words, found)
    sure = certain and name.ordered and (gender is not None or not _contradicts(name, found))
    sure = sure and is_settled(name.surname, found) and _is_settled_first(name.first, found)
    genitive, dative = (_inflect(name, found, case) for case in Case)
    return Declined(
        nominative=join(name),
        genitive=join(genitive),
        dative=join(dative),
        initials_dative=with_initials(dative.surname, name) if name.surname else join(dative),
        gender=found,
        salutation=_salutation(name, found),
        sure=sure,
    )


def tells_gender(full_name: str) -> bool:
    """Tell whether the gender of a name is certain without being given."""
    return _find_gender(parse(full_name))[1]


def signature_name(full_name: str) -> str:
    """Return «И. О. Фамилия», as it stands under a letter; a name in Latin letters stays whole."""
    name = parse(full_name)
    if not _READABLE.fullmatch(full_name) or not name.first or not name.surname:
        return join(name)
    initials = " ".join(filter(None, (initial(name.first), initial(father(name.patronymic)))))
    return f"{initials} {name.surname}".strip()


def with_initials(surname: str, name: FullName) -> str:
    """Return a surname in whatever case with the initials of a name behind it: «Калинину И. П.»."""
    parts = [surname, *(initial(word) for word in name.first.split()), initial(father(name.patronymic))]
    return " ".join(filter(None, parts))


def _find_gender(name: FullName) -> tuple[Gender, bool]:
    """Return the gender and whether it is certain."""
    if found := patronymic_gender(name.patronymic):
        return found, True
    if found := names.gender_of(name.first.split(" ")[0]):
        return found, True
    surname = name.surname.lower()
    if _FEMALE_SURNAME.search(surname):
        return Gender.FEMALE, not is_initial(name.first)
    if _MALE_SURNAME.search(surname):
        return Gender.MALE, not is_initial(name.first)
    return guess_gender("" if is_initial(name.first) else name.first, name.surname), False


def _contradicts(name: FullName, gender: Gender) -> bool:
    """Tell whether a part speaks for the other gender («Калинина Иван Петрович»)."""
    surname = name.surname.lower()
    if gender is Gender.MALE:
        feminine = re.search(r"(?:[оеё]ва|ская|цкая|[^аеиоуы]ина)$", surname)
        by_surname = bool(feminine) and names.plain(surname) not in names.nouns()
    else:
        by_surname = bool(re.search(r"(?:[оеё]в|ский|цкий|[^аеиоуы]ин)$", surname))
    by_first = names.gender_of(name.first)
    return by_surname or (by_first is not None and by_first is not gender)


def _is_settled_first(first: str, gender: Gender) -> bool:
    """Tell whether the dictionaries agree on a given name; of one on -ия nobody hears where a woman is stressed."""
    plain = names.plain(first)
    if plain in names.doubtful_first_names() or not all(_is_known_half(half) for half in plain.split("-")[:-1]):
        return False
    in_doubt = gender is Gender.FEMALE and plain.endswith("ия")
    return not in_doubt or (names.is_first_name(plain) and plain not in names.stressed_ya())


def _is_known_half(half: str) -> bool:
    """Tell whether the first half of a double given name is known to decline or not: «Анна-», «Жан-»; not «Касым-»."""
    return names.is_first_name(half) or half in names.frozen_first_halves()


def _inflect(name: FullName, gender: Gender, case: Case) -> FullName:
    surname = decline_surname(name.surname, gender, case)
    first = " ".join(_first_name(word, gender, case) for word in name.first.split())
    return FullName(surname, first, _patronymic(name.patronymic, gender, case), name.ordered)


def _first_name(word: str, gender: Gender, case: Case) -> str:
    if is_initial(word):
        return word
    *before, last = word.split("-")
    frozen = names.plain(last) in _HONORIFICS
    done = [half if frozen or _is_frozen_half(names.plain(half)) else _half(half, gender, case) for half in before]
    return "-".join([*done, _half(last, gender, case)])


def _is_frozen_half(plain: str) -> bool:
    """Tell whether the first half of a double given name stays: «Жан-Жаку», and what no list knows, «Касым-Жомарту»."""
    return plain in names.frozen_first_halves() or not names.is_first_name(plain)


def _half(word: str, gender: Gender, case: Case) -> str:
    plain = names.plain(word)
    if not plain or (word.islower() and plain not in _HONORIFICS):
        return word
    if gender is Gender.MALE and plain in _MEN_IN_O:
        return word[:-1] + ("ы" if case is Case.GENITIVE else "е")
    if gender is Gender.FEMALE and plain.endswith("ль") and plain not in _KEEP_SOFT_SIGN:
        return word[:-1] + "и"
    if gender is Gender.FEMALE and case is Case.DATIVE and plain in names.stressed_ya():
        return word[:-1] + "е"
    if plain[-1] in "оеиуыэю":
        return word
    if gender is Gender.MALE and plain[-1] in _CONSONANTS and plain not in _FLEETING:
        return word + ("а", "у")[case.value]
    return by_rule("FIRSTNAME", word, gender, case)


def _patronymic(text: str, gender: Gender, case: Case) -> str:
    """Decline a patronymic; «Гасан оглы» stays, a second given name and a Bulgarian «Стоянов» go their own way."""
    if patronymic_gender(text) is None and text:
        bulgarian = re.search(r"(?:[оеё]ва?)$", text)
        return decline_surname(text, gender, case) if bulgarian else _first_name(text, gender, case)
    if text.lower().endswith("ыч"):
        return text + ("а", "у")[case.value]
    return by_rule("MIDDLENAME", text, gender, case) if PATRONYMIC.search(text) else text


def _salutation(name: FullName, gender: Gender) -> str:
    if not name.first and not name.surname:
        return "Здравствуйте"
    dear = _DEAR[gender]
    if not name.first or is_initial(name.first):
        return f"{dear} {'госпожа' if gender is Gender.FEMALE else 'господин'} {name.surname or name.first}"
    return f"{dear} {name.first} {name.patronymic or name.surname}".rstrip()


_DEAR = {Gender.MALE: "Уважаемый", Gender.FEMALE: "Уважаемая", None: "Здравствуйте,"}


def _is_eastern(words: list[str]) -> bool:
    """Tell whether it is a Korean, Chinese or Vietnamese name, with a given name of its language."""
    return (
        2 <= len(words) <= 4
        and names.plain(words[0]) in names.eastern()
        and not any(names.is_first_name(word) or is_initial(word) or patronymic_gender(word) for word in words[1:])
    )


def _eastern(words: list[str], gender: Gender) -> Declined:
    """Decline the last word alone: «Ким Ир Сену», «Мао Цзэдуну»; and greet by the whole name."""
    whole, (*before, last) = " ".join(words), words
    genitive, dative = (" ".join([*before, _half(last, gender, case)]) for case in Case)
    return Declined(whole, genitive, dative, dative, gender, f"{_DEAR[gender]} {whole}", sure=False)


def _with_title(title: str, declined: Declined) -> Declined:
    """Put «ИП» before every form of a name; he is greeted without it."""
    return replace(
        declined,
        nominative=f"{title} {declined.nominative}",
        genitive=f"{title} {declined.genitive}",
        dative=f"{title} {declined.dative}",
        initials_dative=f"{title} {declined.initials_dative}",
    )


def _as_it_is(text: str, gender: Gender | None) -> Declined:
    """Return what is no Russian name unchanged in every case: foreign letters, a company, an emoji."""
    company = bool(_COMPANY.search(text))
    salutation = "Уважаемые господа" if company else f"{_DEAR[gender]} {text}"
    latin = bool(re.fullmatch(r"[A-Za-zÀ-ɏ\s.,'’-]+", text)) and len(text) <= LONGEST
    return Declined(text, text, text, text, gender, salutation, sure=latin and not company and gender is not None)
