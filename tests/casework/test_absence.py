"""Planning an absence: what falls into it, what it refuses, and that it is kept with a line of the journal."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.casework import absence, duties, registering, reminders
from otklik.casework.absence import Absence
from otklik.casework.desk import Desk
from otklik.casework.journal import sentence
from otklik.law.calendar import WorkCalendar
from otklik.law.kinds import Kind, Reading
from otklik.register.records import Channel, Subject
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError

CALENDAR = WorkCalendar.load()
LEAVE = Absence(date(2026, 11, 26), date(2026, 12, 6), "отпуск")


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    """A request for information: due by law on 26 November, by the policy on 24 December."""
    person = Subject(full_name="Калинина Ирина Олеговна", email="kalinina@example.ru")
    new = registering.NewCase(operator_id, (Kind.ACCESS,), Channel.EMAIL, date(2026, 11, 12), person)
    return registering.register_case(desk, new).case_id


def last_lines(desk: Desk, number: int) -> list[str]:
    return [sentence(event) for event in desk.register.journal.page(0, number)]


def test_what_falls_into_it_is_told_with_the_day_to_do_it_by(desk: Desk, case_id: int) -> None:
    changes = absence.plan(desk, LEAVE)
    assert changes.settings
    (plan,) = absence.plans(desk)
    assert plan.absence == LEAVE
    assert plan.leave_by == date(2026, 11, 25)
    assert [(due.case_id, due.day) for due in plan.inside] == [(case_id, date(2026, 11, 26))]
    assert plan.after == ()
    duties.fulfil(desk, case_id, plan.inside[0].duty.id)
    assert absence.plans(desk)[0].inside == (), "what is done is no longer owed"


def test_terms_of_the_policy_and_the_days_right_behind_it_count_too(desk: Desk, case_id: int) -> None:
    absence.plan(desk, Absence(date(2026, 12, 7), date(2026, 12, 22)))
    (plan,) = absence.plans(desk)
    assert plan.inside == ()
    assert [(due.day, due.duty.reading) for due in plan.after] == [(date(2026, 12, 24), Reading.POLICY)]
    absence.plan(desk, Absence(date(2026, 12, 7), date(2026, 12, 21)), date(2026, 12, 7))
    assert absence.plans(desk)[0].after == (), "the 24th is the third working day behind it"


def test_a_weekend_before_it_is_no_time_to_answer(desk: Desk, operator_id: int, clock: FixedClock) -> None:
    person = Subject(full_name="Калинина Ирина Олеговна", email="kalinina@example.ru")
    new = registering.NewCase(operator_id, (Kind.RECTIFICATION,), Channel.EMAIL, date(2026, 11, 21), person)
    registering.register_case(desk, new)  # to be blocked on that Saturday
    absence.plan(desk, Absence(date(2026, 11, 23), date(2026, 11, 24)))
    (plan,) = absence.plans(desk)
    assert plan.leave_by is None, "today is Saturday, and it begins on Monday"
    assert date(2026, 11, 21) in {due.day for due in plan.inside}
    clock.moment += timedelta(days=2)
    assert absence.plans(desk)[0].leave_by is None, "he is away already"


def test_it_is_changed_removed_and_forgotten_when_it_is_over(desk: Desk, clock: FixedClock) -> None:
    absence.plan(desk, LEAVE)
    absence.plan(desk, Absence(date(2026, 11, 27), date(2026, 12, 6)), LEAVE.first)
    assert [one.first for one in absence.planned(desk)] == [date(2026, 11, 27)]
    absence.plan(desk, Absence(date(2027, 2, 1), date(2027, 2, 5)))
    absence.remove(desk, date(2027, 2, 1))
    assert last_lines(desk, 4) == [
        "Отсутствие с 01.02.2027 по 05.02.2027 отменено",
        "Запланировано отсутствие: с 01.02.2027 по 05.02.2027",
        "Отсутствие запланировано заново: с 27.11.2026 по 06.12.2026",
        "Запланировано отсутствие: с 26.11.2026 по 06.12.2026",
    ]
    clock.moment += timedelta(days=16)  # 7 December
    assert absence.planned(desk) == ()
    assert desk.register.settings.get("absences"), "nothing is written by looking"
    absence.plan(desk, Absence(date(2027, 2, 1), date(2027, 2, 5)))
    assert len(desk.register.settings.get("absences")) == 1, "the past goes with the next act"


@pytest.mark.parametrize(
    ("given_days", "said"),
    [
        (Absence(date(2026, 12, 2), date(2026, 12, 1)), "раньше первого"),
        (Absence(date(2026, 11, 1), date(2026, 11, 20)), "уже прошли"),
        (Absence(date(2026, 12, 1), date(2027, 12, 2)), "описка"),
        (Absence(date(2026, 12, 1), date(2026, 12, 2), "о" * 41), "40"),
        (Absence(date(2026, 12, 6), date(2026, 12, 9)), "26.11.2026"),
        (Absence(date(2050, 1, 1), date(2050, 2, 1)), "не позже"),
        (Absence(date(2040, 12, 20), date(2040, 12, 30)), "не позже"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(desk: Desk, given_days: Absence, said: str) -> None:
    absence.plan(desk, LEAVE)
    with pytest.raises(UserError, match=said):
        absence.plan(desk, given_days)
    assert absence.planned(desk) == (LEAVE,)


def test_an_absence_nobody_planned_is_neither_changed_nor_removed(desk: Desk) -> None:
    for act in (absence.remove, lambda desk, day: absence.plan(desk, LEAVE, day)):
        with pytest.raises(UserError, match=r"01\.12\.2026"):
            act(desk, date(2026, 12, 1))


@pytest.mark.parametrize(
    "stored", [None, "завтра", 7, [None], [["2026-12-01"]], [{"from": "2026-12-01"}], [{"from": "x", "to": "y"}]]
)
def test_a_setting_somebody_spoiled_is_passed_over(desk: Desk, stored: object) -> None:
    desk.register.settings.set("absences", stored)
    assert absence.planned(desk) == ()


@pytest.mark.usefixtures("case_id")
def test_an_absence_beyond_the_calendar_that_is_stored_already_spoils_nothing(desk: Desk, tmp_path: Path) -> None:
    far = [{"from": "2040-12-20", "to": "2040-12-30"}, {"from": "9999-12-30", "to": "9999-12-31", "word": "навсегда"}]
    endless = {"from": "0001-01-01", "to": "2050-01-01"}
    desk.register.settings.set("absences", [*far, endless])
    assert [(plan.leave_by, plan.inside, plan.after) for plan in absence.plans(desk)] == [(None, (), ())] * 2
    assert reminders.write_calendar(desk, tmp_path / "dates.ics").duties
    absence.remove(desk, date(9999, 12, 30))
    assert [one.first.year for one in absence.planned(desk)] == [2040]


def test_the_last_absence_of_the_calendar_can_be_planned(desk: Desk) -> None:
    last = absence.last_day(CALENDAR)
    absence.plan(desk, Absence(last, last))
    assert absence.plans(desk)[0].absence.last == last


def test_what_is_overdue_is_told_with_an_absence_that_has_begun(desk: Desk, case_id: int, clock: FixedClock) -> None:
    absence.plan(desk, LEAVE)
    assert absence.plans(desk)[0].overdue == ()
    clock.moment += timedelta(days=11)  # 2 December: he is away, and the answer was due on 26 November
    (plan,) = absence.plans(desk)
    assert plan.inside == ()
    assert [(due.case_id, due.day) for due in plan.overdue] == [(case_id, date(2026, 11, 26))]
    duties.fulfil(desk, case_id, plan.overdue[0].duty.id)
    assert absence.plans(desk)[0].overdue == ()


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 40))
def test_the_day_to_do_it_by_is_the_nearest_working_day_that_is_left(today: date, ahead: int) -> None:
    first = today + timedelta(days=ahead)
    found = absence.last_working_day_before(first, today, CALENDAR)
    left = [today + timedelta(days=days) for days in range(ahead)]
    assert found == max((day for day in left if CALENDAR.is_working(day)), default=None)
