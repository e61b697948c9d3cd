"""What holds for every term from every day: later never ends earlier, no end on a day off, no row without a ground."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after, raw_end
from otklik.law.duties import count_duties
from otklik.law.explanation import explain
from otklik.law.kinds import Kind, Regime
from otklik.law.terms import CaseFacts, Deadline, Term, Unit

from .year_tables import DECREES, WITHOUT_DECREE, days_of, every_day, off_and_worked

CALENDAR = WorkCalendar.load()
ONE_DAY = timedelta(days=1)

SIZES = {Unit.WORKING_DAYS: 60, Unit.CALENDAR_DAYS: 90, Unit.MONTHS: 24, Unit.HOURS: 240, Unit.AT_ONCE: 0}
"""The longest term of each unit that is tried; any other unit counts days of a month."""
EXTENDABLE = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS)

days = st.dates(date(2013, 1, 9), date(2036, 12, 31))
regimes = st.sampled_from(Regime)
day_terms = st.sampled_from(EXTENDABLE).flatmap(
    lambda unit: st.builds(Term, st.integers(1, SIZES[unit]), st.just(unit))
)
terms = st.sampled_from(Unit).flatmap(
    lambda unit: st.builds(Term, st.integers(min(1, SIZES.get(unit, 28)), SIZES.get(unit, 28)), st.just(unit))
)
off_days = days.filter(lambda day: not CALENDAR.is_working(day))


def due(term: Term, trigger: date, regime: Regime, more: int | None = None) -> Deadline:
    return due_after(term, trigger, CALENDAR, Term(more, term.unit) if more else None, regime)


# --- Order ---


@given(days, days, terms, regimes, st.integers(1, 5))
def test_a_later_trigger_never_ends_earlier_in_any_reading(
    a: date, b: date, term: Term, regime: Regime, more: int
) -> None:
    earlier, later = sorted((a, b))
    extra = more if term.unit in EXTENDABLE else None
    first, second = due(term, earlier, regime, extra), due(term, later, regime, extra)
    assert first.safe <= second.safe
    assert first.latest <= second.latest
    assert (first.extended_latest or first.latest) <= (second.extended_latest or second.latest)
    assert first.provisional <= second.provisional or term.unit not in EXTENDABLE


@given(days, terms, st.integers(0, 60), regimes)
def test_a_longer_term_never_ends_earlier(trigger: date, term: Term, number: int, regime: Regime) -> None:
    assume(min(1, term.number) <= number <= SIZES.get(term.unit, 28))
    short, long = sorted((term.number, number))
    first, second = (due(Term(size, term.unit), trigger, regime) for size in (short, long))
    assert first.safe <= second.safe
    assert first.latest <= second.latest


@given(days, day_terms, regimes, st.integers(1, 5))
def test_safe_then_latest_then_extended(trigger: date, term: Term, regime: Regime, more: int) -> None:
    deadline = due(term, trigger, regime, more)
    assert deadline.extended_latest is not None
    assert trigger <= deadline.safe <= deadline.latest <= deadline.extended_latest


@given(days, st.integers(1, 60), regimes)
def test_the_same_number_of_days_ends_later_in_working_days(trigger: date, n: int, regime: Regime) -> None:
    in_days = raw_end(Term(n, Unit.CALENDAR_DAYS), trigger, CALENDAR)
    assert in_days <= due(Term(n, Unit.WORKING_DAYS), trigger, regime).latest


# --- The shift ---


@given(days, day_terms, st.integers(1, 5))
def test_a_shift_goes_to_the_first_working_day_and_no_further(trigger: date, term: Term, more: int) -> None:
    """ГК ст. 193: the nearest following working day; never backwards, onto a day off or past a day that is worked."""
    deadline = due(term, trigger, Regime.RUSSIAN, more)
    whole = Term(term.number + more, term.unit)
    assert deadline.extended_latest is not None
    for end, shifted in ((term, deadline.latest), (whole, deadline.extended_latest)):
        raw = raw_end(end, trigger, CALENDAR)
        between = [raw + ONE_DAY * n for n in range((shifted - raw).days)]
        assert raw <= shifted
        assert CALENDAR.is_working(shifted)
        assert not any(CALENDAR.is_working(day) for day in between)


@given(days, day_terms)
def test_the_safe_day_is_the_last_working_day_before_the_raw_end(trigger: date, term: Term) -> None:
    safe, raw = due(term, trigger, Regime.RUSSIAN).safe, raw_end(term, trigger, CALENDAR)
    assert safe <= raw
    assert not any(CALENDAR.is_working(safe + ONE_DAY * n) for n in range(1, (raw - safe).days + 1))
    assert CALENDAR.is_working(safe) or safe == trigger, "a day off only where no working day lies in the term"


@given(days, st.sampled_from([Unit.CALENDAR_DAYS, Unit.MONTHS]), st.integers(1, 24))
def test_european_terms_shift_over_what_is_off_everywhere_in_the_union(trigger: date, unit: Unit, n: int) -> None:
    latest, raw = due(Term(n, unit), trigger, Regime.GDPR).latest, raw_end(Term(n, unit), trigger, CALENDAR)
    while raw.weekday() in (5, 6) or (raw.month, raw.day) in ((1, 1), (12, 25)):
        raw += ONE_DAY
    assert latest == raw


# --- Receipt on a day off ---


@given(off_days, st.integers(1, 60), st.none() | st.integers(1, 5))
def test_receipt_on_a_day_off_counts_from_the_next_working_day(received: date, n: int, more: int | None) -> None:
    """The same last day as from the working day before: neither the days off between are counted nor the receipt."""
    before = CALENDAR.previous_working(received)
    term = Term(n, Unit.WORKING_DAYS)
    assert due(term, received, Regime.RUSSIAN, more) == due(term, before, Regime.RUSSIAN, more)
    rows = explain(received, term, CALENDAR)
    assert rows[0].day == received
    assert next(row.day for row in rows if row.number == 1) == CALENDAR.next_working(received)


@given(off_days.filter(lambda day: day.year >= 2023), st.sampled_from(Kind), regimes)
def test_receipt_on_a_day_off_is_not_rewritten(received: date, kind: Kind, regime: Regime) -> None:
    for duty in count_duties(CaseFacts((kind,), received, regime=regime), CALENDAR):
        assert duty.trigger_on == received, duty.duty


# --- Day by day ---


@given(days, day_terms, regimes, st.none() | st.integers(1, 5))
def test_as_many_days_are_counted_as_the_term_has(trigger: date, term: Term, regime: Regime, more: int | None) -> None:
    extension = Term(more, term.unit) if more else None
    rows = [row for row in explain(trigger, term, CALENDAR, extension, regime) if not row.extension]
    numbers = [row.number for row in rows if row.number is not None]
    raw = raw_end(term, trigger, CALENDAR)
    expected = (raw - trigger).days if term.unit is Unit.MONTHS else term.number
    assert numbers == list(range(1, expected + 1))
    assert next(row.day for row in reversed(rows) if row.number is not None) == raw
    assert rows[-1].day == due(term, trigger, regime).latest


@given(days, day_terms, regimes, st.none() | st.integers(1, 5))
def test_no_row_is_skipped_without_the_ground_the_calendar_has(
    trigger: date, term: Term, regime: Regime, more: int | None
) -> None:
    extension = Term(more, term.unit) if more else None
    first, *rows = explain(trigger, term, CALENDAR, extension, regime)
    assert first.ground in ("ГК ст. 191", "Регламент 1182/71 ст. 3(1)")
    for row in rows:
        assert (row.number is None) == bool(row.ground), row
        if row.number is None and regime is Regime.RUSSIAN:
            assert row.ground == (CALENDAR.ground(row.day) or "ГК ст. 193"), row


@given(days, st.builds(Term, st.integers(1, SIZES[Unit.HOURS]), st.just(Unit.HOURS)) | st.just(Term(0, Unit.AT_ONCE)))
def test_terms_without_days_count_no_rows(trigger: date, term: Term) -> None:
    rows = explain(trigger, term, CALENDAR)
    assert {row.number for row in rows} == {None}
    assert all(row.ground for row in rows)
    assert (rows[0].day, rows[-1].day) == (trigger, due(term, trigger, Regime.RUSSIAN).latest)


# --- Grounds of days ---


@pytest.mark.parametrize("year", DECREES)
def test_every_day_moved_by_decree_names_its_number_and_date(year: int) -> None:
    ground, moved = DECREES[year][0], days_of(year, DECREES[year][1])
    assert {day for day in every_day(year) if CALENDAR.ground(day) == ground} == set(moved)
    for day in moved:
        rows = {row.day: row for row in explain(day - ONE_DAY * 3, Term(5, Unit.WORKING_DAYS), CALENDAR)}
        assert rows[day].number is None
        assert rows[day].ground == ground


@pytest.mark.parametrize("year", [*DECREES, *WITHOUT_DECREE])
def test_every_weekday_off_that_no_decree_moved_rests_on_the_labour_code(year: int) -> None:
    moved = days_of(year, DECREES[year][1]) if year in DECREES else ()
    for day in set(off_and_worked(year)[0]) - set(moved):
        assert CALENDAR.ground(day) == ("1-ФКЗ от 14.03.2020" if day == date(2020, 7, 1) else "ТК ст. 112"), day


# --- Months ---

LENGTHS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def by_hand(day: date, months: int) -> date:
    """Turn the pages of a calendar one by one and stop at the same number, or at the last day of a shorter month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = 29 if month == 2 and is_leap else LENGTHS[month]
    return date(year, month, min(day.day, length))


@given(days, st.integers(1, 36))
def test_months_end_on_the_same_number_or_the_last_day(trigger: date, months: int) -> None:
    assert raw_end(Term(months, Unit.MONTHS), trigger, CALENDAR) == by_hand(trigger, months)


last_days = st.builds(
    lambda month, back: last_of(month) - back * ONE_DAY,
    st.dates(date(2013, 2, 1), date(2036, 10, 31)),
    st.integers(0, 3),
)


def last_of(month: date) -> date:
    """Return the last day of the month a day lies in."""
    return (month.replace(day=28) + 4 * ONE_DAY).replace(day=1) - ONE_DAY


@given(last_days, st.integers(1, 3))
def test_ends_of_months_are_clipped_and_never_carried_over(trigger: date, months: int) -> None:
    """31 January and a month is the last of February, not 3 March; and two months more are counted from January."""
    end = raw_end(Term(1, Unit.MONTHS), trigger, CALENDAR)
    assert (end.year * 12 + end.month) - (trigger.year * 12 + trigger.month) == 1
    whole = due(Term(1, Unit.MONTHS), trigger, Regime.GDPR, months)
    raw = by_hand(trigger, 1 + months)
    assert whole.extended_latest is not None
    assert raw <= whole.extended_latest <= raw + ONE_DAY * 5


@pytest.mark.parametrize(
    ("received", "ends"),
    [
        ("2027-01-29", "2027-02-28"),
        ("2027-01-30", "2027-02-28"),
        ("2027-01-31", "2027-02-28"),
        ("2028-01-30", "2028-02-29"),
        ("2028-02-29", "2028-03-29"),
        ("2026-12-31", "2027-01-31"),
    ],
)
def test_month_that_is_no_thirty_days(received: str, ends: str) -> None:
    assert raw_end(Term(1, Unit.MONTHS), date.fromisoformat(received), CALENDAR) == date.fromisoformat(ends)
