"""How fast the clock of the law is: `pytest tests/benchmarks/test_clock.py -s`.

A hundred thousand cases with all their duties, and one single date beside two libraries that count working days. All
figures come from one process in one run, so the ratios hold on any machine. It prints and judges nothing but that the
dates compared are the same dates.
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import holidays
import numpy as np
import pytest

from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after
from otklik.law.duties import count_duties
from otklik.law.kinds import DEMANDS, Claimant, ClaimMatter, ErasureGround, Kind
from otklik.law.terms import CaseFacts, Term, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CASES = 100_000
DATES = 2_000
ROUNDS = 15
TEN = Term(10, Unit.WORKING_DAYS)
FIRST, LAST = date(2024, 11, 21), date(2027, 11, 20)
CALENDAR = WorkCalendar.load()

# What people ask for, and how often out of a hundred and twenty: every kind of demand, most of them rare.
MIX: dict[tuple[Kind, ...], int] = {
    (Kind.ACCESS,): 24,
    (Kind.ERASURE,): 16,
    (Kind.CONSENT_WITHDRAWAL,): 12,
    (Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING): 10,
    (Kind.MARKETING_OPT_OUT,): 12,
    (Kind.CLAIM,): 8,
    (Kind.RECTIFICATION,): 7,
    (Kind.STOP_PROCESSING,): 6,
    (Kind.ACCESS, Kind.ERASURE): 5,
    (Kind.COMPLAINT,): 4,
    (Kind.BLOCKING,): 3,
    (Kind.OTHER,): 3,
    (Kind.NOT_OUR_DATA,): 2,
    (Kind.RKN_INQUIRY,): 2,
    (Kind.DISSEMINATION_STOP,): 1,
    (Kind.AUTOMATED_OBJECTION,): 1,
    (Kind.OBJECTION,): 1,
    (Kind.RESTRICTION,): 1,
    (Kind.PORTABILITY,): 1,
    (Kind.CHILD_DATA,): 1,
}


def cases(number: int) -> list[CaseFacts]:
    """Return invented cases of three years; in every other one the questions are answered."""
    chance = random.Random(31)  # noqa: S311 - the same cases each time, no secret
    span = (LAST - FIRST).days
    made = []
    for kinds in chance.choices(list(MIX), weights=list(MIX.values()), k=number):
        received = FIRST + timedelta(chance.randrange(span))
        answered = chance.random() < 0.5
        made.append(
            CaseFacts(
                kinds=kinds,
                received=received,
                detected_on=received + timedelta(4) if chance.random() < 0.05 else None,
                dispatched_on=received - timedelta(3) if Kind.CLAIM in kinds and answered else None,
                erasure_ground=chance.choice(list(ErasureGround)) if answered else None,
                claimant=chance.choice(list(Claimant)) if answered else None,
                claim_matter=chance.choice(list(ClaimMatter)) if answered else None,
                alleges_unlawful=chance.random() < 0.5 if answered else None,
            )
        )
    return made


def seconds_each(works: dict[str, Callable[[date], object]], days: Sequence[date]) -> dict[str, float]:
    """Return the median seconds of one call of each work; they take turns, so that a busy machine is unfair to none."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.perf_counter()
            for day in days:
                work(day)
            taken[name].append((time.perf_counter() - start) / len(days))
    return {name: statistics.median(times) for name, times in taken.items()}


def numpy_calendar() -> np.busdaycalendar:
    """Return our days off as numpy has them, made ready beforehand.

    Working Saturdays are left out: a busdaycalendar has one week for all years and cannot say that a single Saturday
    works, so around those days numpy's date is another one.
    """
    off = [day for year in range(2024, 2029) for day in CALENDAR.year(year).non_working_weekdays]
    return np.busdaycalendar(holidays=np.array(off, dtype="datetime64[D]"))


def numpy_count() -> Callable[[date], date]:
    """Return counting ten working days with numpy's scalar function, from a date to a date."""
    ready = numpy_calendar()
    return lambda day: np.busday_offset(np.datetime64(day), 10, roll="preceding", busdaycal=ready).astype(date)


def holidays_count() -> Callable[[date], date]:
    """Return counting ten working days with the package `holidays`, its years read beforehand."""
    russia = holidays.country_holidays("RU", years=range(2024, 2029))
    return lambda day: russia.get_nth_working_day(day, 10)


def no_working_saturday(day: date) -> bool:
    """Return whether the ten working days after a day are the same with and without working Saturdays."""
    end = CALENDAR.add_working_days(day, 10)
    return not any(
        CALENDAR.is_working(day + timedelta(n)) and (day + timedelta(n)).weekday() > 4
        for n in range((end - day).days + 1)
    )


@pytest.fixture(scope="module")
def days() -> list[date]:
    """Days of receipt, taken at random from the three years."""
    chance = random.Random(7)  # noqa: S311 - the same days each time, no secret
    return [FIRST + timedelta(chance.randrange((LAST - FIRST).days)) for _ in range(DATES)]


def test_a_single_date_beside_two_libraries(days: list[date]) -> None:
    works: dict[str, Callable[[date], object]] = {
        "calendar.add_working_days": lambda day: CALENDAR.add_working_days(day, 10),
        "due_after, a whole deadline": lambda day: due_after(TEN, day, CALENDAR),
        "numpy.busday_offset, scalar": numpy_count(),
        "holidays.get_nth_working_day": holidays_count(),
    }
    ours = works["calendar.add_working_days"]
    for day in days:
        assert works["holidays.get_nth_working_day"](day) == ours(day), day
        assert works["numpy.busday_offset, scalar"](day) == ours(day) or not no_working_saturday(day), day
    each = seconds_each(works, days)
    ready = numpy_calendar()  # and once more with days in numpy's own form, as it likes them best
    bare = {"numpy, no conversion of dates": lambda day: np.busday_offset(day, 10, roll="preceding", busdaycal=ready)}
    each |= seconds_each(bare, [np.datetime64(day) for day in days])
    print()
    for name, seconds in each.items():
        ratio = seconds / each["calendar.add_working_days"]
        print(f"{name:<30} {seconds * 1e6:8.2f} µs   ×{ratio:.1f}")


def test_a_hundred_thousand_cases_with_all_their_duties(days: list[date]) -> None:
    facts = cases(CASES)
    assert {kind for case in facts for kind in case.kinds} == set(DEMANDS)
    count_duties(facts[0], CALENDAR)  # the rules are read before the watch starts
    start = time.perf_counter()
    owed = sum(len(count_duties(case, CALENDAR)) for case in facts)
    seconds = time.perf_counter() - start
    one = seconds_each({"numpy": numpy_count()}, days)["numpy"]
    print(
        f"\n{CASES} cases, {owed} duties: {seconds:.2f} s, {seconds / CASES * 1e6:.1f} µs a case, "
        f"{seconds / owed * 1e6:.2f} µs a duty; as many bare dates by numpy, one by one: {one * owed:.2f} s, "
        f"ratio {seconds / (one * owed):.2f}"
    )
