"""What is typed into the search field as a query: «срок:неделя вид:отзыв -канал:почта Иванов».

A field and a colon ask for one thing, words without a field are looked for everywhere, a minus means «not», quotes hold
words together, a comma means «or». What is not understood is told and left out; the rest still works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from otklik.casework import search_terms
from otklik.casework.completing import Completion, completions
from otklik.casework.layouts import retyped
from otklik.casework.search_terms import Ground
from otklik.casework.search_tokens import Token, tokens_of
from otklik.casework.search_words import FIELDS, field_name, field_of
from otklik.register.case_query import CaseQuery
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from otklik.casework.desk import Desk
    from otklik.law.calendar import WorkCalendar

__all__ = ["Asked", "Completion", "Span", "ask", "ask_strictly", "completions", "read"]

LONGEST = 500
"""Characters that are read; nobody types more, and a letter that was pasted is no search."""

_SHORT_NUMBER = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the text that is more than a word: a field with its value, a phrase, something left out.

    Attributes:
        start, end: its characters.
        field: id of the field (`search_words.FIELDS`); empty where it has none that is known.
        understood: whether it is looked for; what is half typed or unknown is not.
    """

    start: int
    end: int
    field: str
    understood: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text asks for.

    Attributes:
        query: the query; its page is the first one.
        problems: what was not understood, a sentence each.
        unfinished: parts of the text that ask nothing yet: «вид:», «срок:н». While somebody types they are no problem.
        spans: the parts of the text that are more than words, of `retyped` where that is not empty.
        retyped: the text as it was meant, where it was typed in the wrong keyboard layout; else empty.
    """

    query: CaseQuery
    problems: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    retyped: str = ""


@dataclass(slots=True)
class _Gathered:
    """What was read so far."""

    words: list[str] = field(default_factory=list)
    also: list[CaseQuery] = field(default_factory=list)
    without: list[CaseQuery] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def ask(desk: Desk, text: str, base: CaseQuery | None = None) -> Asked:
    """Return what a text asks a register for; where it finds nothing it is tried in the other keyboard layout.

    Args:
        desk: the desk.
        text: as it was typed.
        base: what is asked besides: state and order of a view. A state that is typed goes before its own.
    """
    operators = tuple((one.id, one.name) for one in desk.register.operators.all())
    base = base or CaseQuery()

    def reading(typed: str) -> Asked:
        asked = read(typed, desk.clock.now(), desk.calendar, operators)
        return replace(asked, query=_upon(base, asked))

    asked = reading(text)
    if not text.strip() or len(text) > LONGEST or _finds(desk, asked):
        return asked
    for meant in retyped(text):
        other = reading(meant)
        if _finds(desk, other):
            return replace(other, retyped=meant)
    return asked


def ask_strictly(desk: Desk, text: str, base: CaseQuery | None = None) -> Asked:
    """Return what a text asks a register for where all of it counts: what leaves the register is never more than asked.

    Args:
        desk: the desk.
        text: as it was typed.
        base: what is asked besides.

    Raises:
        UserError: some of it was not understood, or is not finished.
    """
    asked = ask(desk, text, base)
    if asked.problems:
        raise UserError("{problems} Nothing was done.", problems=" ".join(asked.problems))
    if asked.unfinished:
        raise UserError("“{part}” is not finished. Nothing was done.", part=asked.unfinished[0])
    return asked


def _finds(desk: Desk, asked: Asked) -> bool:
    """Tell whether a text finds something by words that are understood; where one is not, everything else is found."""
    return not asked.problems and desk.register.cases.count_of(asked.query) > 0


def _upon(base: CaseQuery, asked: Asked) -> CaseQuery:
    """Return a view's query with what was typed on top of it."""
    typed = asked.query
    says_state = any(span.field == "status" and span.understood for span in asked.spans)
    return replace(
        base,
        text=f"{base.text} {typed.text}".strip(),
        status=typed.status if says_state else base.status,
        also=base.also + typed.also,
        without=base.without + typed.without,
    )


def read(text: str, now: datetime, calendar: WorkCalendar, operators: tuple[tuple[int, str], ...] = ()) -> Asked:
    """Return what a text asks for. Needs no register.

    Args:
        text: as it was typed; of more than 500 characters the first are read, and that is said.
        now: by the clock on the wall.
        calendar: counts «срок:5», five working days.
        operators: row id and name of each.
    """
    ground = Ground(now.replace(second=0, microsecond=0, tzinfo=None), calendar, operators)
    gathered = _Gathered()
    if len(text) > LONGEST:
        gathered.problems.append(say("Only the first {most} characters were read.", most=LONGEST))
    for token in tokens_of(text[:LONGEST], ground):
        if token.name:
            _take_field(token, ground, gathered)
        elif token.negated or token.quoted:
            _take_phrase(token, gathered)
        else:
            gathered.words.append(token.value)
    status = [part.status for part in gathered.also if part.status and part == CaseQuery(status=part.status)]
    if len(status) == 1:  # alone it is counted without looking at the cases
        gathered.also.remove(CaseQuery(status=status[0]))
    also = [*gathered.also, *_number_beside(gathered.words)]
    query = CaseQuery(
        text="" if len(also) > len(gathered.also) else " ".join(gathered.words),
        status=status[0] if len(status) == 1 else None,
        also=tuple(also),
        without=tuple(gathered.without),
    )
    unfinished = tuple(gathered.unfinished)
    return Asked(query, tuple(dict.fromkeys(gathered.problems)), unfinished, tuple(gathered.spans))


def _number_beside(words: list[str]) -> Iterator[CaseQuery]:
    """Yield «Иванов 51» as Иванов in case № 51, or as the two beside each other in a letter."""
    numbers = [word for word in words if _SHORT_NUMBER.fullmatch(word)]
    others = [word for word in words if word not in numbers and word != "№"]
    if len(numbers) == 1 and any(len(word) > 2 for word in others):
        apart = CaseQuery(text=" ".join(others), also=(CaseQuery(numbers=(int(numbers[0]),)),))
        yield CaseQuery(either=(CaseQuery(text=" ".join(words)), apart))


def _take_field(token: Token, ground: Ground, gathered: _Gathered) -> None:
    known = field_of(token.name)
    if known is None:
        names = ", ".join(field_name(one) for one in FIELDS)
        gathered.problems.append(
            say("There is no field “{field}:”. There are: {fields}.", field=token.name, fields=names)
        )
        gathered.spans.append(Span(token.start, token.end, "", understood=False))
        return
    term = search_terms.read(known, token.values, ground)
    gathered.problems.extend(term.problems)
    if term.unfinished:
        gathered.unfinished.append(f"{token.name}:{', '.join(token.values)}")
    gathered.spans.append(Span(token.start, token.end, known, understood=term.query is not None))
    if term.query is not None:
        (gathered.without if token.negated else gathered.also).append(term.query)


def _take_phrase(token: Token, gathered: _Gathered) -> None:
    part = CaseQuery(phrase=token.value)
    wanted = bool(token.value.strip())
    gathered.spans.append(Span(token.start, token.end, "", understood=wanted))
    if not wanted:
        gathered.unfinished.append('""')
    else:
        (gathered.without if token.negated else gathered.also).append(part)
