"""What stands behind a field of the search as a part of a query: «неделя» of `срок:`, «отзыв» of `вид:`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from otklik.casework.search_days import MONTH, WEEK, Looking, count_of_days, days_of
from otklik.casework.search_words import GROUPS, field_name, is_begun, is_named, offered, understood
from otklik.law.kinds import Kind
from otklik.law.naming import kind_heading, kind_title
from otklik.register.case_query import CaseQuery, Days
from otklik.register.records import CaseStatus, Channel
from otklik.register.search import digits, fold
from otklik.system.errors import UserError
from otklik.system.words import LANGUAGES, language, say

if TYPE_CHECKING:
    from datetime import date, datetime

    from otklik.law.calendar import WorkCalendar

_PHONE = re.compile(r"[\d\s()+.–-]+")

OF_DAYS = frozenset({"due", "received"})
"""Fields that ask for days."""

LARGEST = 2**53
"""The greatest number a case may have here; SQLite and spreadsheets agree on it."""

FREQUENT = (Kind.ACCESS, Kind.ERASURE, Kind.CONSENT_WITHDRAWAL, Kind.MARKETING_OPT_OUT, Kind.CLAIM)
"""Kinds named where one is not known; all of them are too many for a sentence."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a term is read by.

    Attributes:
        now: by the clock on the wall, whole minutes.
        operators: row id and name of each.
    """

    now: datetime
    calendar: WorkCalendar
    operators: tuple[tuple[int, str], ...]

    @property
    def today(self) -> date:
        """The day of it."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Term:
    """What a field asks for.

    Attributes:
        query: what must hold; `None` where nothing is asked yet, or nothing was understood.
        problems: what was not understood.
        unfinished: whether some of it asks nothing yet: it may still become something as it is typed on.
    """

    query: CaseQuery | None = None
    problems: tuple[str, ...] = ()
    unfinished: bool = False


_UNFINISHED = Term(unfinished=True)


def read(field: str, values: tuple[str, ...], ground: Ground) -> Term:
    """Return what a field asks for.

    Args:
        field: its id.
        values: what stands behind the colon, alternatives.
        ground: what it is read by.
    """
    terms = [_READERS[field](one, ground) for one in map(str.strip, values) if one]
    queries = tuple(dict.fromkeys(term.query for term in terms if term.query is not None))
    problems = tuple(problem for term in terms for problem in term.problems)
    unfinished = any(term.unfinished for term in terms) or not terms
    query = CaseQuery(either=queries) if len(queries) > 1 else next(iter(queries), None)
    return Term(query, problems, unfinished)


def is_value(field: str, words: str, ground: Ground) -> bool:
    """Tell whether several words are one value of a field: «до 30.11», «в работе», «отзыв согласия».

    Args:
        field: its id.
        words: as they were typed.
        ground: what days are read by.
    """
    if field in OF_DAYS:
        return _READERS[field](words, ground).query is not None
    if field == "kind":
        return fold(words) in {fold(kind_title(kind, one)) for kind in Kind for one in LANGUAGES}
    if field == "phone":
        return _PHONE.fullmatch(words) is not None
    return field in GROUPS and is_named(GROUPS[field], words)


def may_begin(field: str, value: str) -> bool:
    """Tell whether a word that stands apart behind a field and a space is its value: «срок: неделя»."""
    if field in {"who", "email", "phone", "operator"}:
        return True
    if field == "number":
        return value.isascii() and value.isdigit()
    if field == "kind":
        return bool(kinds_of(value))
    of_days = field in OF_DAYS
    known = any(understood(group, value) for group in (GROUPS[field], *(("months", "joints") if of_days else ())))
    return known or (of_days and value[:1].isdigit())


def kinds_of(value: str) -> tuple[Kind, ...]:
    """Return the kinds a word may mean: the one of this name, else all that have it as a piece of a name."""
    typed = fold(value)
    titles = {kind: {fold(kind_title(kind, one)) for one in LANGUAGES} for kind in Kind}
    exact = tuple(kind for kind in Kind if typed in titles[kind])
    if exact:
        return exact
    return tuple(
        kind
        for kind in Kind
        if any(typed in name for name in titles[kind] | {fold(kind_heading(kind, one)) for one in LANGUAGES})
    )


def _unknown(field: str, value: str, choices: list[str]) -> Term:
    sentence = say(
        "“{field}:” does not know “{value}”. There are: {choices}.",
        field=field_name(field),
        value=value,
        choices=", ".join(choices).replace(", …", "…"),
    )
    return Term(None, (sentence,))


def _kind(value: str, _ground: Ground) -> Term:
    kinds = kinds_of(value)
    if kinds:
        return Term(CaseQuery(kinds=kinds))
    return _unknown("kind", value, [*(kind_title(kind, language()) for kind in FREQUENT), "…"])


def _due(value: str, ground: Ground) -> Term:
    today = ground.today
    match understood("due", value):
        case ("none",):
            return Term(CaseQuery(no_date=True))
        case ("overdue",):
            return Term(CaseQuery(overdue_at=ground.now))
        case ("today",):
            return _due_on(Days(today, today), ground)
        case ("tomorrow",):
            return _due_on(Days(today + timedelta(1), today + timedelta(1)), ground)
        case ("week",):
            return _due_on(Days(today, today + WEEK), ground)
        case ("month",):
            return _due_on(Days(today, today + MONTH), ground)
    match count_of_days(value):
        case number, "working":
            return _working_days(number, value, ground)
        case number, "day":
            return _due_on(Days(today, today + timedelta(number)), ground)
        case number, "week" if number:
            return _due_on(Days(today, today + timedelta(number * 7 - 1)), ground)
    days = days_of(value, Looking(today, back=False))
    return _due_on(days, ground) if days else _no_days("due", value)


def _due_on(days: Days, ground: Ground) -> Term:
    return Term(CaseQuery(due=days, seen_on=ground.today))


def _working_days(number: int, value: str, ground: Ground) -> Term:
    try:
        last = ground.calendar.add_working_days(ground.today, number) if number else ground.today
    except UserError:  # past the end of the calendar
        return _no_days("due", value)
    return _due_on(Days(ground.today, last), ground)


def _received(value: str, ground: Ground) -> Term:
    today = ground.today
    match understood("received", value):
        case ("today",):
            days: Days | None = Days(today, today)
        case ("yesterday",):
            days = Days(today - timedelta(1), today - timedelta(1))
        case ("week",):
            days = Days(today - WEEK, today)
        case ("month",):
            days = Days(today - MONTH, today)
        case _:
            days = _days_back(value, today)
    return Term(CaseQuery(received=days)) if days else _no_days("received", value)


def _days_back(value: str, today: date) -> Days | None:
    """Return days gone by: «3 дня», today among them, «2 недели», «ноябрь»."""
    match count_of_days(value):
        case number, "day" if number:
            return Days(today - timedelta(number - 1), today)
        case number, "week" if number:
            return Days(today - timedelta(number * 7 - 1), today)
    return days_of(value, Looking(today, back=True))


def _no_days(field: str, value: str) -> Term:
    """Return nothing asked while a day is being typed, and else that there is no such day."""
    typing = value[-1:] in ".-–—" or (value.isascii() and value.isdigit() and len(value) < 4)
    if (
        typing
        or understood("joints", value.rsplit(maxsplit=1)[-1])
        or any(is_begun(group, value) for group in (field, "months", "joints"))
    ):
        return _UNFINISHED
    return _unknown(field, value, [*offered(field).values(), "30.11", "01.12-15.12"])


def _choice(field: str) -> Callable[[str, Ground], Term]:
    """Return what reads a field with a few values."""

    def reader(value: str, _ground: Ground) -> Term:
        found = understood(GROUPS[field], value)
        if not found and is_begun(GROUPS[field], value):
            return _UNFINISHED
        if not found:
            return _unknown(field, value, list(offered(GROUPS[field]).values()))
        if field == "channel":
            return Term(CaseQuery(channels=tuple(Channel(one) for one in found)))
        if len(found) > 1:
            return _UNFINISHED
        if field == "status":
            return Term(CaseQuery(status=CaseStatus(found[0])))
        wanted = found[0] == "yes"
        truths = {
            "sent": CaseQuery(sent=wanted),
            "draft": CaseQuery(drafted=wanted),
            "identity": CaseQuery(identity=wanted),
        }
        return Term(truths[field])

    return reader


def _number(value: str, _ground: Ground) -> Term:
    bare = value.lstrip("№# ")
    if bare.isascii() and bare.isdigit() and int(bare) <= LARGEST:
        return Term(CaseQuery(numbers=(int(bare),)))
    if not bare:
        return _UNFINISHED
    return Term(None, (say("“{value}” is not a number of the register.", value=value),))


def _operator(value: str, ground: Ground) -> Term:
    found = tuple(row_id for row_id, name in ground.operators if fold(value) in fold(name))
    return (
        Term(CaseQuery(operators=found))
        if found
        else _unknown("operator", value, [name for _, name in ground.operators])
    )


def _phone(value: str, _ground: Ground) -> Term:
    if digits(value):
        return Term(CaseQuery(phone=value))
    return Term(None, (say("There are no digits in “{value}”.", value=value),))


_READERS: dict[str, Callable[[str, Ground], Term]] = {
    "due": _due,
    "kind": _kind,
    "channel": _choice("channel"),
    "received": _received,
    "status": _choice("status"),
    "who": lambda value, _ground: Term(CaseQuery(person=value)),
    "number": _number,
    "email": lambda value, _ground: Term(CaseQuery(email=value)),
    "phone": _phone,
    "operator": _operator,
    "sent": _choice("sent"),
    "draft": _choice("draft"),
    "identity": _choice("identity"),
}
