"""The figures of a period: every case received is in time, late or waiting, and in one of them only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from otklik.casework import closing, duties, registering, reports
from otklik.law.kinds import Kind, Reading
from otklik.register.figures import Figures
from otklik.register.records import Channel, Subject
from otklik.system.clock import FixedClock

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

FIRST, LAST = date(2026, 10, 1), date(2026, 11, 21)


def _received(desk: Desk, operator_id: int, day: date) -> int:
    new = registering.NewCase(
        operator_id, (Kind.ACCESS,), Channel.EMAIL, day, Subject(full_name=f"Пробный {day:%d %m}")
    )
    return registering.register_case(desk, new).case_id


def _answered(desk: Desk, case_id: int, day: date) -> None:
    then = replace(desk, clock=FixedClock(datetime(day.year, day.month, day.day, 12, tzinfo=desk.clock.now().tzinfo)))
    for record in desk.register.duties.of_case(case_id):
        if record.reading is not Reading.POLICY:
            duties.fulfil(then, case_id, record.id)
    closing.close_case(then, case_id)


def test_every_case_is_counted_once(desk: Desk, operator_id: int) -> None:
    in_time, late = _received(desk, operator_id, date(2026, 10, 5)), _received(desk, operator_id, date(2026, 10, 6))
    _received(desk, operator_id, date(2026, 10, 7))  # never answered: overdue
    _received(desk, operator_id, date(2026, 11, 20))  # still has its time
    annulled = _received(desk, operator_id, date(2026, 10, 8))
    _answered(desk, in_time, date(2026, 10, 19))  # the tenth working day
    _answered(desk, late, date(2026, 10, 21))  # one day after it
    closing.annul_case(desk, annulled, "дубликат")
    assert reports.period_figures(desk, FIRST, LAST) == Figures(received=4, in_time=1, late=2, waiting=1)
    assert reports.period_figures(desk, date(2026, 11, 1), LAST) == Figures(received=1, in_time=0, late=0, waiting=1)


def test_a_period_without_cases_is_empty(desk: Desk) -> None:
    assert reports.period_figures(desk, FIRST, LAST) == Figures(0, 0, 0, 0)


def test_the_journal_of_these_acts_is_whole(desk: Desk, operator_id: int) -> None:
    _received(desk, operator_id, date(2026, 11, 20))
    report = reports.check_journal(desk)
    assert report.whole
    assert report.events == reports.journal_length(desk) > 0
