"""The parts of a name: which word is the surname, which the given name, which the patronymic."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from otklik.letters import names
from otklik.letters.surnames import PARTICLES
from otklik.register.records import Gender

PATRONYMIC = re.compile(r"(?:[ое]вич|[ое]вна|ична|(?:ль|м|т|к|в|д|л|н)ич|ыч)$", re.IGNORECASE)
_WORDS = {"оглы": Gender.MALE, "кызы": Gender.FEMALE, "угли": Gender.MALE, "гызы": Gender.FEMALE, "кизи": Gender.FEMALE,
          "оглу": Gender.MALE, "улы": Gender.MALE, "уулу": Gender.MALE, "кыз": Gender.FEMALE}  # fmt: skip
_JOINED = re.compile(r"[^\W\d_]{3,}(оглы|оглу|кызы|угли|гызы|кизи|улы|уулу)$")
_INITIAL = re.compile(r"[А-ЯЁ]\.(?:-?[А-ЯЁ]\.)*|[А-ЯЁ]")
_SURNAME_LIKE = re.compile(r"(?:[оеё]ва?|[цс]к(?:ий|ая)|енко|швили|дзе|[ая]н?юк|чук)$")


class FullName(NamedTuple):
    """The parts of a name; `ordered` is False where which word is which was a guess."""

    surname: str
    first: str
    patronymic: str
    ordered: bool


def parse(full_name: str) -> FullName:
    """Return the parts of a name in the order surname, first name, patronymic, tidied in spaces and capitals."""
    words = _with_particles(words_of(full_name))
    if not words:
        return FullName("", "", "", ordered=False)
    if len(words) > 1 and words[-1].startswith("("):  # the maiden name goes to the surname it belongs to
        name = parse(" ".join(words[:-1]))
        return name._replace(surname=f"{name.surname} {words[-1]}".strip())
    if words[-1].lower() in _WORDS and len(words) >= 4:
        patronymic = f"{words[-2]} {words[-1].lower()}"
        return FullName(" ".join(words[:-3]), words[-3], patronymic, ordered=len(words) == 4)
    if len(words) == 1:
        return FullName("", words[0], "", ordered=False) if _is_given(words[0]) else FullName(words[0], "", "", False)
    if len(words) == 2:
        return _parse_two(*words)
    return _parse_many(words)


def words_of(full_name: str) -> list[str]:
    """Return the words of a name in their order, tidied in spaces and capitals."""
    words = [_tidy(_without_stop(word)) for word in _spaced(full_name).split()]
    if words and words[0] in PARTICLES and (len(words) == 2 or (len(words) == 3 and _is_patronymic(words[2]))):
        words[0] = words[0].capitalize()  # «ВАН СЕРГЕЙ ИВАНОВИЧ»: nothing follows that it could belong to
    return words


def patronymic_gender(patronymic: str) -> Gender | None:
    """Return the gender a patronymic tells: -ич or -вна, «Гасан оглы», «Маратулы»."""
    lower = patronymic.lower()
    if found := _WORDS.get(re.split(r"[\s-]", lower)[-1]):
        return found
    if joined := _JOINED.search(lower):
        return _WORDS[joined[1]]
    if lower.endswith(("вна", "чна")):
        return Gender.FEMALE
    return Gender.MALE if lower.endswith(("ич", "ыч")) else None


def is_initial(word: str) -> bool:
    """Tell whether a word is an initial: «И.», «А.-М.», «И»."""
    return bool(_INITIAL.fullmatch(word))


def initial(word: str) -> str:
    """Return the initial of a given name: «И.», of a double one «А.-М.»."""
    if is_initial(word):
        return word if word.endswith(".") else f"{word}."
    return "-".join(f"{half[0].upper()}." for half in word.split("-") if half)


def father(patronymic: str) -> str:
    """Return the part of a patronymic its initial is of: «оглы» has none, nor the second half of «Кара-оолович»."""
    return patronymic if is_initial(patronymic) else re.split(r"[\s-]", patronymic, maxsplit=1)[0]


def join(name: FullName) -> str:
    """Return the words of a name in the order of a letter."""
    return " ".join(filter(None, name[:3]))


def _without_stop(word: str) -> str:
    """Take the comma or the full stop away that a copied word ends in; an initial keeps its dot."""
    return word.rstrip(",.") if len(word) > 3 and not is_initial(word) else word


def _with_particles(words: list[str]) -> list[str]:
    """Put particles and the surname they belong to together: «ван дер Ваальс»."""
    joined: list[str] = []
    for word in reversed(words):
        if joined and word in PARTICLES:
            joined[-1] = f"{word} {joined[-1]}"
        else:
            joined.append(word)
    return joined[::-1]


def _spaced(text: str) -> str:
    """Put a space after the dot of an initial («И.П.») and take those around a hyphen away."""
    text = re.sub(r"\s*[-‐‑–]\s*", "-", unicodedata.normalize("NFC", text))
    return re.sub(r"(?<=[А-ЯЁA-Z])\.(?=[^\W\d_])", ". ", text)


def _tidy(word: str) -> str:
    """Give a word its capitals when it is all small or all large; mixed spellings («МакГрегор») are meant so."""
    lower = word.lower()
    if lower in PARTICLES or lower in _WORDS:
        return lower if word in {lower, word.upper()} else word
    if len(word) > 1 and not word.islower() and not word.isupper():
        return word
    tidy = re.sub(r"(^|[-'’(])(\w)", lambda match: match[1] + match[2].upper(), lower)
    return re.sub(rf"-(?:{'|'.join(_WORDS)})$", lambda match: match[0].lower(), tidy, flags=re.IGNORECASE)


def _is_given(word: str) -> bool:
    """Tell whether a word that stands alone is a given name and no surname («Ким»)."""
    return names.gender_of(word) is not None


def _parse_two(one: str, two: str) -> FullName:
    if is_initial(one):
        return FullName(two, one, "", ordered=True)
    if is_initial(two):
        return FullName(one, two, "", ordered=True)
    known_one, known_two = names.is_first_name(one), names.is_first_name(two)
    if known_one and two.lower().endswith(("вна", "ична")) and not known_two:
        return FullName("", one, two, ordered=True)
    if known_one and not known_two:
        return FullName(two, one, "", ordered=False)
    like_one, like_two = (bool(_SURNAME_LIKE.search(word.lower())) for word in (one, two))
    if like_two and not like_one and not known_two:
        return FullName(two, one, "", ordered=False)
    return FullName(one, two, "", ordered=(known_two or like_one) and not known_one)


def _parse_many(words: list[str]) -> FullName:
    if is_initial(words[0]) and is_initial(words[1]):
        return FullName(" ".join(words[2:]), words[0], words[1], ordered=True)
    last_is_patronymic = _is_patronymic(words[-1]) or is_initial(words[-1])
    if _is_patronymic_of(words[1], words[0]) and not (last_is_patronymic and names.is_first_name(words[-2])):
        return FullName(" ".join(words[2:]), words[0], words[1], ordered=False)
    if last_is_patronymic:
        return FullName(" ".join(words[:-2]), words[-2], words[-1], ordered=True)
    if names.is_first_name(words[0]) and not names.is_first_name(words[1]):
        return FullName(" ".join(words[1:]), words[0], "", ordered=False)
    if len(words) == 3 and names.is_first_name(words[1]):
        return FullName(words[0], words[1], words[2], ordered=False)
    return FullName(words[0], " ".join(words[1:]), "", ordered=False)


def _is_patronymic(word: str) -> bool:
    """Tell whether a word is a patronymic: «Петрович», «Маратулы», «Гасан-оглы»."""
    lower = word.lower()
    return bool(PATRONYMIC.search(word) or _JOINED.search(lower)) or lower.split("-")[-1] in _WORDS


def _is_patronymic_of(word: str, first: str) -> bool:
    return _is_patronymic(word) and names.is_first_name(first)
