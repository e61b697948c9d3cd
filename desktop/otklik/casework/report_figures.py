"""The figures of a period, counted from the facts of its cases; pure, so that a plain count can be held against it.

What the words mean stands here once, and is printed beside the figures (`report_words`):

- the term of a case is what law or contract ask for; where they ask for nothing in any case, the policy too;
- late: something was done after its last day, or is not done and the day has passed; what is owed only «если …» makes
  nobody late while it is not done;
- waiting: not late, and something is still to be done;
- in time: all the rest;
- answered: the day the last thing an answer fulfils was done; of a case without such a duty the last thing of all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean, median
from typing import TYPE_CHECKING, TypeVar

from otklik.casework.lateness import IN_TIME as REGISTERED_IN_TIME
from otklik.law.kinds import Kind
from otklik.register.records import CaseStatus, Channel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from otklik.law.calendar import WorkCalendar
    from otklik.register.figures import CaseFacts, DutyFacts

_S = TypeVar("_S")

LONGEST = 5
"""Cases named that took longest."""


class Standing(StrEnum):
    """How a case stands to its term; each case in exactly one."""

    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"


class Cause(StrEnum):
    """Why a case is late, as far as its dates tell; the first that fits."""

    NOT_DONE = "not_done"
    SENT_LATE = "sent_late"
    REGISTERED_LATE = "registered_late"
    NOT_EXTENDED = "not_extended"
    TOOK_LONGER = "took_longer"


class Result(StrEnum):
    """How a case ended, by its last letter that says so."""

    SATISFIED = "satisfied"
    PARTIAL = "partial"
    REFUSED = "refused"
    ANSWERED = "answered"
    NOT_OURS = "not_ours"
    NO_LETTER = "no_letter"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, both ends included: a month, or twelve of them."""

    first: date
    last: date

    @classmethod
    def twelve_months(cls, first: date) -> Period:
        """Return twelve months from the month of a day on; a year from January."""
        start = first.replace(day=1)
        return cls(start, shifted(start, 12) - timedelta(days=1))

    @classmethod
    def month(cls, day: date) -> Period:
        """Return the month of a day."""
        start = day.replace(day=1)
        return cls(start, shifted(start, 1) - timedelta(days=1))

    @property
    def is_month(self) -> bool:
        """Whether it is one month."""
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)

    @property
    def is_year(self) -> bool:
        """Whether it is a year from January to December."""
        return self.first.month == 1 and self.last.month == 12

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each of its months."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return tuple(shifted(self.first, number) for number in range(count))

    def year_before(self, today: date) -> Period:
        """Return the same days of the year before, as far as they have come by now, so that like is held to like."""
        last = min(self.last, max(today, self.first))
        if last == self.last:
            return Period(shifted(self.first, -12), shifted(self.last + timedelta(days=1), -12) - timedelta(days=1))
        day = last.replace(day=28) if (last.month, last.day) == (2, 29) else last
        return Period(shifted(self.first, -12), day.replace(year=day.year - 1))


def shifted(first: date, months: int) -> date:
    """Return the first day of a month some months later, or earlier where the number is negative."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """A case as it is counted.

    Attributes:
        answered_on: the day of the answer; `None` while it is owed.
        working, days: working and calendar days from receipt (not counted) to that day.
        term: working days the term of that answer had.
        cause: why it is late.
    """

    id: int
    number: int
    received_on: date
    channel: Channel
    kinds: tuple[Kind, ...]
    standing: Standing
    result: Result
    answered_on: date | None = None
    working: int | None = None
    days: int | None = None
    term: int | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Days to the answer.

    Attributes:
        mean: on average.
        middle: half of the answers took no longer (the median).
    """

    mean: float
    middle: float


@dataclass(frozen=True, slots=True)
class Figures:
    """How many cases came, and how they stand; each is in exactly one of `in_time`, `late` and `waiting`.

    Attributes:
        answered: how many were answered.
        working, calendar: working and calendar days to the answer; `None` without any answer.
    """

    received: int = 0
    in_time: int = 0
    late: int = 0
    waiting: int = 0
    answered: int = 0
    working: Spread | None = None
    calendar: Spread | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of a part of the cases.

    Attributes:
        what: a month by its first day, a kind, a channel.
    """

    what: date | Kind | Channel
    figures: Figures


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that is counted of a period.

    Attributes:
        before: the same days of the year before.
        months: in order; empty where the period is one month.
        kinds: the most frequent first; a case of two kinds is in both.
        channels: the most frequent first.
        results, causes: how many cases ended so, and are late for this reason; the most frequent first.
        longest: the cases that took most working days to the answer, the longest first.
        answered: every answered case, by the day of receipt.
    """

    period: Period
    figures: Figures
    before: Figures
    months: tuple[Part, ...]
    kinds: tuple[Part, ...]
    channels: tuple[Part, ...]
    results: tuple[tuple[Result, int], ...]
    causes: tuple[tuple[Cause, int], ...]
    longest: tuple[CaseFigures, ...]
    answered: tuple[CaseFigures, ...]


def count(period: Period, cases: Sequence[CaseFigures], before: Sequence[CaseFigures]) -> Counted:
    """Return everything that is counted of a period.

    Args:
        period: the days.
        cases: what was received on them.
        before: what was received on the same days of the year before.
    """
    answered = sorted((case for case in cases if case.working is not None), key=lambda case: case.received_on)
    longest = sorted(answered, key=lambda case: (-(case.working or 0), case.number))
    by_month = {month: [case for case in cases if case.received_on.replace(day=1) == month] for month in period.months}
    return Counted(
        period=period,
        figures=sum_up(cases),
        before=sum_up(before),
        months=() if period.is_month else tuple(Part(month, sum_up(some)) for month, some in by_month.items()),
        kinds=_parts(Kind, cases, lambda case: case.kinds),
        channels=_parts(Channel, cases, lambda case: (case.channel,)),
        results=tuple(_often(Counter(case.result for case in cases), tuple(Result))),
        causes=tuple(_often(Counter(case.cause for case in cases if case.cause), tuple(Cause))),
        longest=tuple(longest[:LONGEST]),
        answered=tuple(answered),
    )


def sum_up(cases: Sequence[CaseFigures]) -> Figures:
    """Return the figures of some cases."""
    standings = Counter(case.standing for case in cases)
    working = [case.working for case in cases if case.working is not None]
    days = [case.days for case in cases if case.days is not None]
    return Figures(
        received=len(cases),
        in_time=standings[Standing.IN_TIME],
        late=standings[Standing.LATE],
        waiting=standings[Standing.WAITING],
        answered=len(working),
        working=Spread(fmean(working), median(working)) if working else None,
        calendar=Spread(fmean(days), median(days)) if days else None,
    )


def case_figures(case: CaseFacts, today: date, calendar: WorkCalendar, result_of: Callable[[str], str]) -> CaseFigures:
    """Return a case as it is counted on a day.

    Args:
        case: its facts.
        today: the day.
        calendar: the working calendar.
        result_of: tells the outcome of a template by its id; empty of one that says nothing of the matter.
    """
    lawful = [duty for duty in case.duties if duty.by_law]
    binding = lawful if any(duty.is_sure for duty in lawful) else list(case.duties)
    is_open = case.status is CaseStatus.OPEN
    late = [duty for duty in binding if _ended(duty, case, today) > duty.latest]
    waits = is_open and any(duty.done_on is None for duty in binding)
    answered_on, latest = _answer(case, [duty for duty in binding if duty.is_answer] or binding)
    return CaseFigures(
        id=case.id,
        number=case.number,
        received_on=case.received_on,
        channel=case.channel,
        kinds=case.kinds,
        standing=Standing.LATE if late else Standing.WAITING if waits else Standing.IN_TIME,
        result=_result(case, result_of),
        answered_on=answered_on,
        working=_between(case.received_on, answered_on, calendar.working_days_between),
        days=_between(case.received_on, answered_on, lambda a, b: (b - a).days),
        term=_between(case.received_on, latest, calendar.working_days_between),
        cause=_cause(case, max(late, key=lambda duty: _ended(duty, case, today) - duty.latest), calendar)
        if late
        else None,
    )


def _ended(duty: DutyFacts, case: CaseFacts, today: date) -> date:
    """Return the day a duty was done, or, where it is owed in any case, the day it is looked at."""
    if duty.done_on is not None:
        return duty.done_on
    return (case.closed_on or today) if duty.is_sure else date.min


def _answer(case: CaseFacts, answers: list[DutyFacts]) -> tuple[date | None, date | None]:
    """Return the day of the answer and the last day it had."""
    done = [(duty.done_on, duty.latest) for duty in answers if duty.done_on is not None]
    owed = any(duty.is_sure and duty.done_on is None for duty in answers)
    if not done or (owed and case.status is CaseStatus.OPEN):
        return (None, None) if case.status is CaseStatus.OPEN else (case.closed_on, None)
    day = max(day for day, _latest in done)
    return day, min(latest for done_on, latest in done if done_on == day)


def _between(start: date, end: date | None, counted: Callable[[date, date], int]) -> int | None:
    return None if end is None else max(0, counted(start, end))


def _result(case: CaseFacts, result_of: Callable[[str], str]) -> Result:
    said = [outcome for outcome in map(result_of, case.templates) if outcome in _SAID]
    if said:
        return Result(said[-1])
    return Result.OPEN if case.status is CaseStatus.OPEN else Result.NO_LETTER


_SAID = frozenset(Result) - {Result.NO_LETTER, Result.OPEN}


def _cause(case: CaseFacts, duty: DutyFacts, calendar: WorkCalendar) -> Cause:
    """Return why a duty of a case is late."""
    if duty.done_on is None:
        return Cause.NOT_DONE
    if duty.issued_on is not None and duty.issued_on <= duty.latest:
        return Cause.SENT_LATE
    if calendar.working_days_between(case.received_on, case.registered_on) > REGISTERED_IN_TIME:
        return Cause.REGISTERED_LATE
    if duty.extended_latest is not None and duty.extended_on is None and duty.done_on <= duty.extended_latest:
        return Cause.NOT_EXTENDED
    return Cause.TOOK_LONGER


def _parts(
    order: type[Kind | Channel],
    cases: Sequence[CaseFigures],
    of: Callable[[CaseFigures], Iterable[Kind | Channel]],
) -> tuple[Part, ...]:
    found = [Part(one, sum_up([case for case in cases if one in of(case)])) for one in order]
    return tuple(sorted((part for part in found if part.figures.received), key=lambda part: -part.figures.received))


def _often(counted: Counter[_S], order: tuple[_S, ...]) -> list[tuple[_S, int]]:
    """Return what was counted, the most frequent first."""
    return sorted(((one, counted[one]) for one in order if counted[one]), key=lambda pair: -pair[1])
