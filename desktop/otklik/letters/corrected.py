"""A name in the forms of a letter where one was put right: the person's own correction, then what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from otklik.letters.declension import Declined, decline, tells_gender, with_initials
from otklik.letters.full_name import is_initial, parse
from otklik.letters.surnames import PARTICLES
from otklik.register.paper_records import NameForm
from otklik.register.records import Gender, Subject

Remembered = Callable[[str], NameForm | None]
"""Returns what is remembered for a name."""


def nobody(_full_name: str) -> None:
    """Remember nothing."""


def decline_corrected(full_name: str, *forms: NameForm | None) -> Declined:
    """Return a name in the forms of a letter; each form is taken from the first that has it, else declined.

    Args:
        full_name: the name in the nominative.
        forms: what was put right, the nearest first: the person's own, then what is remembered for everybody.
    """
    given = [form for form in forms if form is not None]
    gender = next((form.gender for form in given if form.gender), None)
    dative = _tidy(next((form.dative for form in given if form.dative.strip()), ""))
    genitive = _tidy(next((form.genitive for form in given if form.genitive.strip()), ""))
    declined = decline(full_name, gender)
    sure = declined.sure or bool(dative and genitive and (gender or tells_gender(full_name)))
    declined = replace(declined, genitive=genitive or declined.genitive, sure=sure)
    return _with_dative(full_name, declined, dative) if dative else declined


def decline_subject(subject: Subject, remembered: Remembered = nobody) -> Declined:
    """Return the name of a person in the forms of a letter: his own corrections, what is remembered, then the rules."""
    own = NameForm(full_name=subject.full_name, dative=subject.dative, genitive=subject.genitive, gender=subject.gender)
    return decline_corrected(subject.full_name, own, remembered(subject.full_name))


def decline_name(full_name: str, gender: Gender | None = None, remembered: Remembered = nobody) -> Declined:
    """Return a name in the forms of a letter, by what is remembered for it and else by the rules."""
    return decline_corrected(full_name, NameForm(full_name=full_name, gender=gender), remembered(full_name))


def _with_dative(full_name: str, declined: Declined, dative: str) -> Declined:
    """Put a corrected dative in, whole («Перецу Льву Ильичу») or as an addressee («Перецу Л. И.»), and make the other.

    What is neither («Калининой А. С. лично») is the addressee as it stands.
    """
    name, words = parse(full_name), dative.split()
    if declined.initials_dative == declined.dative or not name.surname:
        return replace(declined, dative=dative, initials_dative=dative)
    surname = [word for word in words if not is_initial(word)]
    if len(words) == len(declined.nominative.split()) and surname == words:
        addressed = with_initials(" ".join(words[: len(name.surname.split())]), name)
        return replace(declined, dative=dative, initials_dative=addressed)
    if words == [*surname, *words[len(surname) :]] and len(_bare(surname)) == len(_bare(name.surname.split())):
        rest = declined.dative.split()[len(name.surname.split()) :]
        return replace(declined, dative=" ".join([*surname, *rest]), initials_dative=dative)
    return replace(declined, initials_dative=dative)


def _bare(words: list[str]) -> list[str]:
    return [word for word in words if word.lower() not in PARTICLES]


def _tidy(text: str) -> str:
    return " ".join(text.split())
