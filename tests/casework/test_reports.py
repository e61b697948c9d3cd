"""The figures of a period: every case received is in time, late or waiting, and a plain count comes to the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.casework import anonymising, closing, duties, registering, reports
from otklik.casework.opening import STANDS_ON
from otklik.casework.report_figures import Cause, Figures, Period, Result, Standing, case_figures, count, shifted
from otklik.law.calendar import WorkCalendar
from otklik.law.kinds import Kind, Reading
from otklik.register.figures import CaseFacts, DutyFacts
from otklik.register.records import CaseStatus, Channel, Subject
from otklik.system.clock import FixedClock

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

YEAR = Period.twelve_months(date(2026, 1, 1))
TODAY = date(2026, 11, 21)


def _received(desk: Desk, operator_id: int, day: date, *kinds: Kind) -> int:
    person = Subject(full_name=f"Пробный {day:%d %m}")
    new = registering.NewCase(operator_id, kinds or (Kind.ACCESS,), Channel.EMAIL, day, person)
    return registering.register_case(_on(desk, day), new).case_id


def _on(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(datetime(day.year, day.month, day.day, 12, tzinfo=desk.clock.now().tzinfo)))


def _answered(desk: Desk, case_id: int, day: date) -> None:
    then = _on(desk, day)
    for record in desk.register.duties.of_case(case_id):
        if record.reading is not Reading.POLICY:
            duties.fulfil(then, case_id, record.id)
    closing.close_case(then, case_id)


@pytest.fixture
def worked(desk: Desk, operator_id: int) -> Desk:
    """Four cases of access: in time, late, overdue, waiting; and one that was entered by mistake."""
    in_time, late = (_received(desk, operator_id, date(2026, 10, day)) for day in (5, 6))
    _received(desk, operator_id, date(2026, 10, 7))  # never answered
    _received(desk, operator_id, date(2026, 11, 20))
    annulled = _received(desk, operator_id, date(2026, 10, 8))
    _answered(desk, in_time, date(2026, 10, 19))  # the tenth working day
    _answered(desk, late, date(2026, 10, 21))  # one day after it
    closing.annul_case(desk, annulled, "дубликат")
    return desk


def test_every_case_is_counted_once(worked: Desk) -> None:
    counted = reports.report(worked, YEAR).counted
    figures = counted.figures
    assert (figures.received, figures.in_time, figures.late, figures.waiting, figures.answered) == (4, 1, 2, 1, 2)
    assert figures.working is not None
    assert figures.calendar is not None
    assert (figures.working.mean, figures.working.middle) == (10.5, 10.5)
    assert (figures.calendar.mean, figures.calendar.middle) == (14.5, 14.5)
    by_month = {part.what: part.figures.received for part in counted.months}
    assert by_month == {date(2026, month, 1): {10: 3, 11: 1}.get(month, 0) for month in range(1, 13)}
    assert dict(counted.causes) == {Cause.NOT_DONE: 1, Cause.NOT_EXTENDED: 1}
    assert dict(counted.results) == {Result.OPEN: 2, Result.NO_LETTER: 2}
    assert [(case.number, case.working, case.term) for case in counted.longest] == [(2, 11, 10), (1, 10, 10)]


def test_a_month_narrows_everything(worked: Desk) -> None:
    counted = reports.report(worked, Period.month(date(2026, 11, 15))).counted
    assert (counted.figures.received, counted.figures.waiting) == (1, 1)
    assert counted.months == ()


def test_a_period_without_cases_is_empty(desk: Desk) -> None:
    counted = reports.report(desk, YEAR).counted
    assert counted.figures == counted.before == Figures()
    assert (counted.kinds, counted.causes, counted.longest) == ((), (), ())
    assert reports.months(desk) == (date(2026, 11, 1),)


def test_the_year_before_is_held_against_the_same_days(desk: Desk, operator_id: int) -> None:
    _received(desk, operator_id, date(2025, 11, 21))
    _received(desk, operator_id, date(2025, 11, 24))  # later in the year than today
    _received(desk, operator_id, date(2026, 2, 2))
    report = reports.report(desk, YEAR)
    assert (report.counted.figures.received, report.counted.before.received) == (1, 1)
    assert reports.months(desk)[0] == date(2025, 11, 1)
    assert reports.months(desk)[-1] == date(2026, 11, 1)


def test_each_operator_has_figures_of_his_own(worked: Desk, operator_id: int) -> None:
    assert reports.report(worked, YEAR, operator_id).counted.figures.received == 4
    assert reports.report(worked, YEAR, operator_id + 1).counted.figures.received == 0


def test_a_claim_is_held_to_the_term_of_the_policy(desk: Desk, operator_id: int) -> None:
    _received(desk, operator_id, date(2026, 3, 2), Kind.CLAIM)
    assert reports.report(desk, YEAR).counted.figures.late == 1


def test_what_is_anonymised_still_counts(desk: Desk, operator_id: int) -> None:
    case_id = _received(desk, operator_id, date(2019, 3, 4))
    _answered(desk, case_id, date(2019, 3, 11))
    year = Period.twelve_months(date(2019, 1, 1))
    before = reports.report(desk, year).counted
    assert (before.figures.in_time, before.figures.answered) == (1, 1)
    anonymising.anonymise(desk, [case_id])
    assert reports.report(desk, year).counted == before


def test_the_training_register_says_so(desk: Desk) -> None:
    assert not reports.report(desk, YEAR).is_training
    desk.register.settings.set(STANDS_ON, "2026-11-21")
    assert reports.report(desk, YEAR).is_training


def test_the_journal_of_these_acts_is_whole(worked: Desk) -> None:
    report = reports.check_journal(worked)
    assert report.whole
    assert report.events == reports.journal_length(worked) > 0


days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
some_duty = st.builds(
    DutyFacts,
    by_law=st.booleans(),
    is_sure=st.booleans(),
    is_answer=st.booleans(),
    latest=days,
    done_on=st.none() | days,
    extended_latest=st.none() | days,
    extended_on=st.none() | days,
    issued_on=st.none() | days,
    dispatched_on=st.none() | days,
)


@st.composite
def some_cases(draw: st.DrawFn) -> list[CaseFacts]:
    found = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        status = draw(st.sampled_from([CaseStatus.OPEN, CaseStatus.CLOSED]))
        received = draw(days)
        found.append(
            CaseFacts(
                number,
                number,
                received,
                received + timedelta(days=draw(st.integers(0, 9))),
                draw(st.sampled_from(Channel)),
                tuple(draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=3, unique=True))),
                status,
                draw(days) if status is CaseStatus.CLOSED else None,
                tuple(draw(st.lists(some_duty, max_size=4))),
                tuple(draw(st.lists(st.sampled_from(["satisfied", "asked", "refused", ""]), max_size=3))),
            )
        )
    return found


@given(some_cases(), days)
def test_a_plain_count_comes_to_the_same(cases: list[CaseFacts], today: date) -> None:
    """Counted day by day and case by case, with nothing of the program but its calendar."""
    calendar = WorkCalendar.load()
    counted = count(YEAR, [case_figures(case, today, calendar, str) for case in cases], [])
    late, waiting, spans = 0, 0, []
    for case in cases:
        binding = [duty for duty in case.duties if duty.by_law]
        if not [duty for duty in binding if duty.is_sure]:
            binding = list(case.duties)
        is_late = False
        for duty in binding:
            if duty.done_on is not None:
                is_late |= duty.done_on > duty.latest
            elif duty.is_sure:
                is_late |= (case.closed_on or today) > duty.latest
        undone = [duty for duty in binding if duty.done_on is None]
        late += is_late
        waiting += not is_late and case.status is CaseStatus.OPEN and bool(undone)
        answers = [duty for duty in binding if duty.is_answer] or binding
        done = [duty.done_on for duty in answers if duty.done_on is not None]
        still_owed = [duty for duty in answers if duty.is_sure and duty.done_on is None]
        answered = None
        if case.status is CaseStatus.CLOSED:
            answered = max(done) if done else case.closed_on
        elif done and not still_owed:
            answered = max(done)
        if answered is not None:
            passed = [
                case.received_on + timedelta(days=one) for one in range(1, (answered - case.received_on).days + 1)
            ]
            spans.append(sum(calendar.is_working(day) for day in passed))
    figures = counted.figures
    assert (figures.received, figures.late, figures.waiting) == (len(cases), late, waiting)
    assert figures.in_time == len(cases) - late - waiting
    assert figures.answered == len(spans)
    if spans:
        assert figures.working is not None
        spans.sort()
        middle = Fraction(spans[(len(spans) - 1) // 2] + spans[len(spans) // 2], 2)
        assert figures.working.middle == middle
        assert figures.working.mean == pytest.approx(sum(spans) / len(spans))
    assert sum(number for _cause, number in counted.causes) == late
    assert sum(number for _result, number in counted.results) == len(cases)
    assert sum(part.figures.received for part in counted.channels) == len(cases)
    in_period = [case for case in cases if YEAR.first <= case.received_on <= YEAR.last]
    assert sum(part.figures.received for part in counted.months) == len(in_period)
    assert sum(part.figures.received for part in counted.kinds) == sum(len(case.kinds) for case in cases)


@given(days, days)
def test_the_year_before_ends_where_this_one_stands(first: date, today: date) -> None:
    period = Period.twelve_months(first)
    before = period.year_before(today)
    assert before.first == shifted(period.first, -12)
    assert before.first <= before.last < period.first
    assert (before.last.month, before.last.day) in {
        (day.month, day.day) for day in (period.last, today, period.first)
    } | {(2, 28), (2, 29)}


DUTY = DutyFacts(by_law=True, is_sure=True, is_answer=True, latest=date(2026, 10, 19))


@pytest.mark.parametrize(
    ("duty", "registered", "cause"),
    [
        (DUTY, 5, Cause.NOT_DONE),
        (replace(DUTY, done_on=date(2026, 10, 20), issued_on=date(2026, 10, 19)), 20, Cause.SENT_LATE),
        (replace(DUTY, done_on=date(2026, 10, 20)), 7, Cause.REGISTERED_LATE),
        (replace(DUTY, done_on=date(2026, 10, 20), extended_latest=date(2026, 10, 26)), 6, Cause.NOT_EXTENDED),
        (replace(DUTY, done_on=date(2026, 10, 27), extended_latest=date(2026, 10, 26)), 5, Cause.TOOK_LONGER),
    ],
)
def test_the_dates_tell_why_it_is_late(duty: DutyFacts, registered: int, cause: Cause) -> None:
    status, closed = (CaseStatus.OPEN, None) if duty.done_on is None else (CaseStatus.CLOSED, duty.done_on)
    received, noted = date(2026, 10, 5), date(2026, 10, registered)
    case = CaseFacts(1, 1, received, noted, Channel.EMAIL, (Kind.ACCESS,), status, closed, (duty,), ())
    found = case_figures(case, TODAY, WorkCalendar.load(), str)
    assert (found.standing, found.cause) == (Standing.LATE, cause)


def test_what_is_owed_only_perhaps_makes_nobody_late() -> None:
    perhaps = replace(DUTY, is_sure=False)
    case = CaseFacts(
        1, 1, date(2026, 10, 5), date(2026, 10, 5), Channel.EMAIL, (Kind.ACCESS,), CaseStatus.OPEN, None, (perhaps,), ()
    )
    assert case_figures(case, TODAY, WorkCalendar.load(), str).standing is Standing.WAITING
