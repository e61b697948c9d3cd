"""The two cases of letters, and the endings of pytrovich behind plain values."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from otklik.register.records import Gender

if TYPE_CHECKING:
    from collections.abc import Callable

VOWELS = "аеёиоуыэюя"


class Case(Enum):
    """The two cases letters use."""

    GENITIVE = 0
    DATIVE = 1


def syllables(word: str) -> int:
    """Return how many vowels a word of small letters has."""
    return sum(letter in VOWELS for letter in word)


def as_noun_in_a(word: str, case: Case) -> str:
    """Decline a word on -а as a noun: Глинка, Глинки, Глинке; after к, г, х and hushing letters -и."""
    soft = word[-2].lower() in "кгхжчшщ"
    return word[:-1] + (("и" if soft else "ы") if case is Case.GENITIVE else "е")


def by_rule(part: str, word: str, gender: Gender, case: Case) -> str:
    """Return a word as pytrovich declines it.

    Args:
        part: `FIRSTNAME` or `MIDDLENAME`; surnames are declined by our own rules (`letters/surnames.py`).
        word: the word in the nominative.
        gender: whose name it is.
        case: the case wanted.
    """
    return _maker()(part, word, gender, case)


def guess_gender(first: str, surname: str) -> Gender:
    """Return what pytrovich takes for the gender; a man where it does not know."""
    import logging  # noqa: PLC0415 - only beside pytrovich

    from pytrovich.detector import PetrovichGenderDetector  # noqa: PLC0415 - start-up counts
    from pytrovich.enums import Gender as TheirGender  # noqa: PLC0415 - start-up counts

    logging.getLogger("pytrovich").setLevel(logging.CRITICAL)  # it would log the names of people
    detector: Any = PetrovichGenderDetector()
    guess = detector.detect(firstname=first or None, lastname=surname)
    return Gender.FEMALE if guess == TheirGender.FEMALE else Gender.MALE


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
