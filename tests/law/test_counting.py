"""From a term to its last day: the vectors of the law, shifts, months, extensions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after
from otklik.law.kinds import Regime
from otklik.law.terms import Deadline, Term, Unit
from otklik.system.errors import UserError

CALENDAR = WorkCalendar.load()
PLUS_FIVE = Term(5, Unit.WORKING_DAYS)


def day(text: str) -> date:
    return date.fromisoformat(text)


def working(n: int) -> Term:
    return Term(n, Unit.WORKING_DAYS)


def calendar_days(n: int) -> Term:
    return Term(n, Unit.CALENDAR_DAYS)


def months(n: int) -> Term:
    return Term(n, Unit.MONTHS)


# --- The sixteen vectors: receipt, term, last day, extended last day ---

WORKING_VECTORS = {
    "plain": ("2026-11-20", 10, "2026-12-04", "2026-12-11"),
    "over_new_year": ("2026-12-21", 10, "2027-01-13", "2027-01-20"),
    "seven_over_new_year": ("2026-12-28", 7, "2027-01-15", None),
    "first_working_day_is_11_january": ("2026-12-30", 3, "2027-01-13", None),
    "received_on_a_day_off_31_december": ("2026-12-31", 10, "2027-01-22", None),
    "received_on_a_day_off_3_january": ("2027-01-03", 10, "2027-01-22", None),
    "saturday_20_february_works": ("2027-02-12", 10, "2027-03-01", None),
    "saturday_27_april_works": ("2024-04-19", 10, "2024-05-07", None),
    "saturday_2_november_works": ("2024-10-28", 10, "2024-11-11", None),
    "saturday_1_november_works": ("2025-10-27", 10, "2025-11-11", None),
    "may_holidays": ("2026-04-24", 10, "2026-05-12", None),
    "presidential_days_2020_do_not_move_it": ("2020-03-27", 10, "2020-04-10", None),
    "presidential_days_2021_do_not_move_it": ("2021-04-23", 10, "2021-05-11", None),
}

CALENDAR_VECTORS = {
    "ends_on_1_january": ("2026-12-02", 30, "2026-12-30", "2027-01-11"),
    "ends_on_a_sunday": ("2026-11-20", 30, "2026-12-18", "2026-12-21"),
    "ends_on_a_working_saturday_2024": ("2024-03-28", 30, "2024-04-27", "2024-04-27"),
    "ends_on_a_working_saturday_2027": ("2027-01-21", 30, "2027-02-20", "2027-02-20"),
}


@pytest.mark.parametrize(("received", "n", "last", "extended"), WORKING_VECTORS.values(), ids=WORKING_VECTORS)
def test_working_day_vector(received: str, n: int, last: str, extended: str | None) -> None:
    deadline = due_after(working(n), day(received), CALENDAR, PLUS_FIVE if extended else None)
    assert deadline == Deadline(day(last), day(last), day(extended) if extended else None)


@pytest.mark.parametrize(("received", "n", "safe", "latest"), CALENDAR_VECTORS.values(), ids=CALENDAR_VECTORS)
def test_calendar_day_vector(received: str, n: int, safe: str, latest: str) -> None:
    assert due_after(calendar_days(n), day(received), CALENDAR) == Deadline(day(safe), day(latest))


# --- Other units ---


def test_at_once_is_the_day_itself_even_a_day_off() -> None:
    sunday = day("2026-11-22")
    assert due_after(Term(0, Unit.AT_ONCE), sunday, CALENDAR) == Deadline(sunday, sunday)


def test_hours_run_through_days_off() -> None:
    friday = day("2026-11-20")
    assert due_after(Term(24, Unit.HOURS), friday, CALENDAR).latest == day("2026-11-21")
    assert due_after(Term(72, Unit.HOURS), friday, CALENDAR).latest == day("2026-11-23")


@pytest.mark.parametrize(
    ("received", "latest", "extended"),
    [
        ("2026-08-31", "2026-09-30", "2026-11-30"),  # no 31 September: its last day
        ("2026-03-05", "2026-04-06", "2026-06-05"),  # 5 April 2026 is a Sunday
        ("2028-01-31", "2028-02-29", "2028-05-01"),  # 30 April 2028 is a Sunday
        ("2026-12-04", "2027-01-04", "2027-03-04"),  # a Monday; off in Russia, not in the Union
        ("2026-12-01", "2027-01-04", "2027-03-01"),  # 1 January is off everywhere, then a weekend
        ("2027-01-20", "2027-02-22", "2027-04-20"),  # Saturday 20.02.2027 is worked in Russia alone
        ("2027-11-25", "2027-12-27", "2028-02-25"),
    ],
)
def test_months_by_regulation_1182_71(received: str, latest: str, extended: str) -> None:
    deadline = due_after(months(1), day(received), CALENDAR, months(2), Regime.GDPR)
    assert (deadline.latest, deadline.extended_latest) == (day(latest), day(extended))
    assert deadline.safe <= deadline.latest
    assert CALENDAR.is_working(deadline.safe)


def test_months_by_the_civil_code_end_on_a_russian_working_day() -> None:
    assert due_after(months(1), day("2026-12-04"), CALENDAR) == Deadline(day("2026-12-30"), day("2027-01-11"))


# --- Provisional ---


def test_date_is_provisional_from_the_first_year_without_a_decree() -> None:
    assert not due_after(working(10), day("2027-12-13"), CALENDAR).provisional
    assert due_after(working(10), day("2027-12-20"), CALENDAR).provisional
    assert due_after(working(10), day("2027-12-13"), CALENDAR, PLUS_FIVE).provisional, "the extended day is shown too"
    assert due_after(calendar_days(30), day("2027-12-15"), CALENDAR).provisional
    assert not due_after(calendar_days(10), day("2027-12-15"), CALENDAR).provisional
    assert not due_after(Term(0, Unit.AT_ONCE), day("2028-03-01"), CALENDAR).provisional


# --- Properties ---

dates = st.dates(date(2013, 1, 9), date(2037, 12, 31))
numbers = st.integers(1, 60)
units = st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS])
regimes = st.sampled_from(list(Regime))


@given(dates, numbers, units, regimes)
def test_shift_never_goes_backwards(trigger: date, n: int, unit: Unit, regime: Regime) -> None:
    assume(unit is not Unit.MONTHS or n <= 24)
    deadline = due_after(Term(n, unit), trigger, CALENDAR, Term(2, unit), regime)
    assert trigger <= deadline.safe <= deadline.latest
    assert deadline.extended_latest is not None
    assert deadline.latest <= deadline.extended_latest
    if unit is Unit.CALENDAR_DAYS:
        raw = trigger + timedelta(n)
        assert deadline.safe <= raw <= deadline.latest
        if regime is Regime.RUSSIAN:
            assert CALENDAR.is_working(deadline.latest)
            assert (deadline.safe == raw == deadline.latest) == CALENDAR.is_working(raw)


@given(dates, dates, numbers, units, regimes)
def test_a_later_trigger_never_ends_earlier(a: date, b: date, n: int, unit: Unit, regime: Regime) -> None:
    assume(a <= b)
    assume(unit is not Unit.MONTHS or n <= 24)
    first, second = (due_after(Term(n, unit), trigger, CALENDAR, None, regime) for trigger in (a, b))
    assert first.latest <= second.latest


@given(dates, numbers)
def test_safe_day_lies_before_the_trigger_never(trigger: date, n: int) -> None:
    assert due_after(calendar_days(n), trigger, CALENDAR).safe >= trigger


def test_one_day_over_a_holiday_has_no_earlier_working_day() -> None:
    assert due_after(calendar_days(1), day("2027-01-02"), CALENDAR) == Deadline(day("2027-01-02"), day("2027-01-11"))


# --- Bad input ---


@pytest.mark.parametrize(
    "term", [working(10), calendar_days(30), months(1), Term(24, Unit.HOURS), Term(0, Unit.AT_ONCE)]
)
@pytest.mark.parametrize("trigger", [date(2012, 12, 31), date(2041, 1, 1)])
def test_trigger_outside_the_calendar_is_one_sentence(term: Term, trigger: date) -> None:
    with pytest.raises(UserError, match="календар"):
        due_after(term, trigger, CALENDAR)


@pytest.mark.parametrize("term", [working(10), calendar_days(30), months(1)])
@pytest.mark.parametrize("regime", Regime)
def test_end_outside_the_calendar_is_one_sentence(term: Term, regime: Regime) -> None:
    with pytest.raises(UserError, match="календар"):
        due_after(term, date(2040, 12, 31), CALENDAR, None, regime)
