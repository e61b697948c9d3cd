"""Every day of fifteen years against a slow count on the fingers: 5478 days, six terms, no exception."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after
from otklik.law.terms import Deadline, Term, Unit

from .year_tables import LAST_OFFICIAL, TRUTH, every_day, works

CALENDAR = WorkCalendar.load()
WORKING_TERMS = (3, 7, 10, 15, 30)
ONE_DAY = timedelta(days=1)


def count_working_days(received: date, n: int) -> date:
    """Walk on from the day of receipt, which is not counted, and count the days that are worked."""
    day, counted = received, 0
    while counted < n:
        day += ONE_DAY
        if works(day):
            counted += 1
    return day


def walk_to_a_working_day(day: date, step: timedelta) -> date:
    """Walk day by day until a day is worked; a day that is worked already stays."""
    while not works(day):
        day += step
    return day


def touches_a_year_without_a_decree(first: date, last: date) -> bool:
    """Look at each day from one to the other."""
    day = first
    while day <= last:
        if day.year > LAST_OFFICIAL:
            return True
        day += ONE_DAY
    return False


@pytest.mark.parametrize("year", TRUTH)
def test_working_days_from_every_day_of_the_year(year: int) -> None:
    wrong = []
    for received in every_day(year):
        for n in WORKING_TERMS:
            last = count_working_days(received, n)
            provisional = last.year > LAST_OFFICIAL  # days run in order: the last one is in the latest year touched
            counted = due_after(Term(n, Unit.WORKING_DAYS), received, CALENDAR)
            if counted != Deadline(last, last, None, provisional):
                wrong.append((received, n, last, counted))
    assert wrong == []


@pytest.mark.parametrize("year", TRUTH)
def test_thirty_calendar_days_from_every_day_of_the_year(year: int) -> None:
    wrong = []
    for received in every_day(year):
        end = received
        for _ in range(30):
            end += ONE_DAY
        latest = walk_to_a_working_day(end, ONE_DAY)  # ГК ст. 193
        safe = walk_to_a_working_day(end, -ONE_DAY)
        provisional = touches_a_year_without_a_decree(received, latest)
        counted = due_after(Term(30, Unit.CALENDAR_DAYS), received, CALENDAR)
        if counted != Deadline(safe, latest, None, provisional):
            wrong.append((received, safe, latest, counted))
    assert wrong == []


@pytest.mark.parametrize("year", TRUTH)
def test_ten_and_five_more_from_every_day_of_the_year(year: int) -> None:
    wrong = []
    for received in every_day(year):
        last, extended = count_working_days(received, 10), count_working_days(received, 15)
        assert count_working_days(last, 5) == extended, "five more from the last day, or fifteen from receipt"
        provisional = touches_a_year_without_a_decree(received, extended)
        counted = due_after(Term(10, Unit.WORKING_DAYS), received, CALENDAR, Term(5, Unit.WORKING_DAYS))
        if counted != Deadline(last, last, extended, provisional):
            wrong.append((received, last, extended, counted))
    assert wrong == []


def test_the_end_of_the_last_official_year_is_both_firm_and_provisional() -> None:
    """The tests above see both sides of the border, or they prove nothing about it."""
    december = [day for day in every_day(LAST_OFFICIAL) if day.month == 12]
    for term in (Term(10, Unit.WORKING_DAYS), Term(30, Unit.CALENDAR_DAYS)):
        told = [due_after(term, day, CALENDAR).provisional for day in (*every_day(LAST_OFFICIAL)[:300], *december)]
        assert set(told) == {True, False}
        assert told == sorted(told), "once provisional, every later day is"


def test_four_november_2028_is_a_saturday_and_its_day_off_shifts() -> None:
    """A year without a decree is still counted by the whole of ТК ст. 112, its shift included, and says so."""
    friday = date(2028, 11, 3)
    counted = due_after(Term(1, Unit.WORKING_DAYS), friday, CALENDAR)
    assert counted == Deadline(date(2028, 11, 7), date(2028, 11, 7), None, provisional=True)
    for day in every_day(2028):
        assert CALENDAR.is_working(day) is works(day), day
