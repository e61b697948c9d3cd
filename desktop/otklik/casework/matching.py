"""Who is it: people of the register a writer may be, by e-mail, telephone and name. A hint; nobody is merged here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from otklik.register.records import CaseStatus, LetterState, Subject
from otklik.register.search import fold, phone_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.casework.desk import Desk
    from otklik.register.records import Case

MOST_SHOWN = 8
"""People that are named at most: of a longer list nobody reads the end."""

_CASES_SHOWN = 5
_INITIAL = 1


class Reason(StrEnum):
    """Why somebody may be the one, the surest first. `similar_name`: only initials, or a patronymic is missing."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    REPRESENTATIVE = "representative"
    SIMILAR_NAME = "similar_name"


_WEIGHT = {
    Reason.EMAIL: 8,
    Reason.PHONE: 7,
    Reason.NAME: 4,
    Reason.REPRESENTATIVE: 3,
    Reason.SIMILAR_NAME: 2,
}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of a writer; empty where it is not.

    Attributes:
        name: «Фамилия Имя Отчество», «И. О. Фамилия» or the name of an organisation.
        email, phone: as they were typed.
        by_email, by_phone: of the representative who writes for him.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    by_email: str = ""
    by_phone: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An earlier letter of somebody, and what he was answered.

    Attributes:
        status, outcome: where the case stands and how it ended.
        answers: numbers and days of the letters issued in it, with what they are about.
    """

    case_id: int
    number: int
    title: str
    received_on: date
    status: CaseStatus
    outcome: str
    answers: tuple[tuple[str, date, str], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the register who may be the writer.

    Attributes:
        reasons: what speaks for it, the surest first.
        earlier: his last cases, newest first, and what he was answered.
        cases: how many cases he has in all.
    """

    subject: Subject
    reasons: tuple[Reason, ...]
    earlier: tuple[Answered, ...]
    cases: int


def known_people(desk: Desk, sought: Sought) -> tuple[Known, ...]:
    """Return the people a writer may be, the likeliest first, at most `MOST_SHOWN`.

    A representative's address leads to those he wrote for. Case, ё/е and the order of the words of a name make no
    difference; an initial fits every name that begins with it.
    """
    reasons: dict[int, set[Reason]] = {}
    people: dict[int, Subject] = {}
    for subject, reason in _candidates(desk, sought):
        people[subject.id] = subject
        reasons.setdefault(subject.id, set()).add(reason)
    ranked = sorted(people, key=lambda found: (-sum(_WEIGHT[reason] for reason in reasons[found]), -found))
    return tuple(_known(desk, people[found], reasons[found]) for found in ranked[:MOST_SHOWN])


def same_name(one: str, other: str) -> Reason | None:
    """Return whether two spellings can be one name: `name` where nothing differs, `similar_name`, or `None`.

    Args:
        one: a name, its words in any order, with initials or without a patronymic.
        other: another such name.
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return None
    if sorted(first) == sorted(second):
        return Reason.NAME
    long_ones = {word for word in first if len(word) > _INITIAL}
    if min(len(first), len(second)) < 2 or not long_ones & set(second):
        return None
    return Reason.SIMILAR_NAME if _fits(first, second) else None


def _candidates(desk: Desk, sought: Sought) -> Iterable[tuple[Subject, Reason]]:
    subjects = desk.register.subjects
    yield from ((found, Reason.EMAIL) for found in subjects.by_email(sought.email.strip()))
    yield from ((found, Reason.PHONE) for found in subjects.by_phone(phone_key(sought.phone)))
    for word in _words(sought.name):
        if len(word) > _INITIAL:
            for found in subjects.by_first_word(word):
                if reason := same_name(sought.name, found.full_name):
                    yield found, reason
    for case in _represented(desk, sought):
        yield subjects.get(case.subject_id), Reason.REPRESENTATIVE


def _represented(desk: Desk, sought: Sought) -> Iterable[Case]:
    """Yield the cases in which the writer, known by his address or number, wrote for somebody else."""
    for email, phone in ((sought.email, sought.phone), (sought.by_email, sought.by_phone)):
        key = phone_key(phone)
        for representative in desk.register.representatives.reached_by(email, key) if email.strip() or key else ():
            yield from desk.register.cases.of_representative(representative.id)


def _known(desk: Desk, subject: Subject, reasons: set[Reason]) -> Known:
    cases = [case for case in desk.register.cases.of_subject(subject.id) if case.status is not CaseStatus.ANNULLED]
    return Known(
        subject,
        tuple(sorted(reasons, key=list(Reason).index)),
        tuple(_answered(desk, case) for case in cases[:_CASES_SHOWN]),
        len(cases),
    )


def _answered(desk: Desk, case: Case) -> Answered:
    letters = desk.register.letters.of_case(case.id)
    return Answered(
        case.id,
        case.number,
        case.title,
        case.received_on,
        case.status,
        case.outcome,
        tuple(
            (letter.number, letter.issued_on, letter.heading)
            for letter in letters
            if letter.state is LetterState.ISSUED and letter.issued_on is not None
        ),
    )


def _words(name: str) -> list[str]:
    """Return the words of a name as they are compared, initials as single letters."""
    return [word for word in fold(name).replace(".", " ").replace(",", " ").split() if word.strip("-«»\"'()")]


def _fits(first: list[str], second: list[str]) -> bool:
    """Return whether every word of the shorter name stands in the longer one, whole or as its initial."""
    shorter, longer = sorted((first, second), key=len)
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = next((other for other in left if other == word), None) or next(
            (other for other in left if _INITIAL in {len(word), len(other)} and word[0] == other[0]), None
        )
        if match is None:
            return False
        left.remove(match)
    return True
