"""The calendar of a real register: what is entered, what it moves, and what the register recalls of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from otklik.casework import calendars, duties, lists, opening, profiles, registering
from otklik.law.calendar import WorkCalendar
from otklik.law.daysoff import Decree
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Subject
from otklik.register.store import Register
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError
from tests.invented import MOSCOW, SOLE_PROPRIETOR

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.records import DutyRecord

SPRING = datetime(2028, 5, 5, 12, 0, tzinfo=MOSCOW)
DECREE = Decree(
    2028,
    "900",
    date(2027, 9, 14),
    ((date(2028, 1, 1), date(2028, 5, 8)), (date(2028, 1, 2), date(2028, 5, 10))),
    247,
)


@pytest.fixture
def clock() -> FixedClock:
    """Stand in a year whose decree the program does not have."""
    return FixedClock(SPRING)


@pytest.fixture
def case(desk: Desk) -> int:
    """A request received on 28 April 2028: ten working days cross the May holidays."""
    operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
    new = registering.NewCase(
        operator_id=operator_id,
        kinds=(Kind.ACCESS,),
        channel=Channel.EMAIL,
        received_on=date(2028, 4, 28),
        subject=Subject(full_name="Калинина Мария Петровна", email="person@example.ru"),
    )
    return registering.register_case(desk, new).case_id


def answer(desk: Desk, case_id: int) -> DutyRecord:
    return next(duty for duty in desk.register.duties.of_case(case_id) if duty.duty == "answer_access")


def journal(desk: Desk) -> list[str]:
    return [line.sentence for line in lists.journal_lines(desk)]


def reopened(desk: Desk) -> Desk:
    """Close the register and open it as the program does at its next start."""
    path, key = desk.register.path, desk.register.key
    desk.register.close()
    return opening.desk_of(Register.open(path, key), desk.clock)


def test_a_year_without_a_decree_is_provisional_wherever_its_date_is_kept(desk: Desk, case: int) -> None:
    assert answer(desk, case).latest == date(2028, 5, 16)
    assert answer(desk, case).provisional
    row = lists.today_view(desk).next_cases[0]
    assert (row.due_provisional, row.policy_provisional) == (True, True)


def test_a_decree_is_shown_first_then_moves_the_open_dates_in_one_act(desk: Desk, case: int) -> None:
    lines = len(journal(desk))
    preview = calendars.preview_decree(desk, DECREE)
    assert {(move.duty, move.old, move.new) for move in preview[0].moves} >= {
        ("answer_access", date(2028, 5, 16), date(2028, 5, 18))
    }
    assert answer(desk, case).latest == date(2028, 5, 16)
    assert len(journal(desk)) == lines
    assert calendars.own_decree(desk, 2028) is None

    done = calendars.enter_decree(desk, DECREE)
    assert done.moved == preview
    assert case in done.changes.cases
    assert answer(desk, case).latest == date(2028, 5, 18)
    assert not answer(desk, case).provisional
    row = lists.today_view(desk).next_cases[0]
    assert (row.due_on, row.due_provisional) == (date(2028, 5, 18), False)
    said = journal(desk)
    assert "Внесено постановление о переносе выходных на 2028 год: от 14.09.2027 № 900" in said
    assert any("было 16.05.2028, стало 18.05.2028" in sentence for sentence in said)


def test_taking_a_decree_out_brings_the_old_dates_back(desk: Desk, case: int) -> None:
    before = desk.register.duties.of_case(case)
    calendars.enter_decree(desk, DECREE)
    entry = calendars.own_decree(desk, 2028)
    assert entry is not None
    calendars.remove_override(desk, entry.id)
    assert desk.register.duties.of_case(case) == before
    assert desk.calendar is WorkCalendar.load()
    with pytest.raises(UserError, match="уже нет"):
        calendars.remove_override(desk, entry.id)


def test_nothing_is_stored_of_a_decree_that_cannot_be_meant(desk: Desk, case: int) -> None:
    before, lines = answer(desk, case), len(journal(desk))
    for wrong in (replace(DECREE, working_days=248), replace(DECREE, signed=date(2028, 5, 6))):
        with pytest.raises(UserError):
            calendars.enter_decree(desk, wrong)
    assert (answer(desk, case), len(journal(desk)), desk.register.overrides.all()) == (before, lines, ())
    assert desk.calendar is WorkCalendar.load()


def test_a_decree_typed_again_replaces_the_first_one(desk: Desk, case: int) -> None:
    calendars.enter_decree(desk, replace(DECREE, working_days=None))
    corrected = replace(DECREE, transfers=((date(2028, 1, 1), date(2028, 5, 10)),), working_days=248)
    calendars.enter_decree(desk, corrected)
    assert [entry.working_days for entry in desk.register.overrides.all()] == [248]
    assert answer(desk, case).latest == date(2028, 5, 17)


def test_what_is_done_keeps_the_day_it_was_done_by(desk: Desk, case: int) -> None:
    duties.fulfil(desk, case, answer(desk, case).id, date(2028, 5, 4))
    calendars.enter_decree(desk, DECREE)
    assert answer(desk, case).latest == date(2028, 5, 16)
    assert not any("Дать сведения" in sentence and "стало" in sentence for sentence in journal(desk))


def test_a_day_off_of_the_region_moves_the_last_day_and_not_the_reminder(desk: Desk, case: int) -> None:
    safe = answer(desk, case).safe
    calendars.add_regional_day(desk, date(2028, 5, 11), " Радоница ")
    assert (answer(desk, case).safe, answer(desk, case).latest) == (safe, date(2028, 5, 17))
    assert desk.register.cases.get(case).due_on == safe
    view = lists.case_view(desk, case)
    assert "регион: Радоница" in {day.ground for day in view.strip}
    assert [entry.ground for entry in calendars.regional_days(desk)] == ["Радоница"]


def test_new_cases_are_counted_by_the_calendar_just_entered(desk: Desk, case: int) -> None:
    calendars.enter_decree(desk, DECREE)
    fresh = registering.NewCase(
        operator_id=1,
        kinds=(Kind.ACCESS,),
        channel=Channel.EMAIL,
        received_on=date(2028, 4, 28),
        subject=Subject(full_name="Орлов Пётр Ильич", email="other@example.ru"),
    )
    second = registering.register_case(desk, fresh).case_id
    assert answer(desk, second).latest == answer(desk, case).latest == date(2028, 5, 18)


# --- Peers: holidays that silently become working days, and holidays nobody counts again (peers 12 and 14) ---


def test_the_users_calendar_is_there_after_a_restart_and_no_date_moves_again(desk: Desk, case: int) -> None:
    calendars.enter_decree(desk, DECREE)
    lines, counted = len(journal(desk)), desk.register.duties.of_case(case)
    again = reopened(desk)
    try:
        assert again.calendar.is_official(2028)
        assert again.moved == ()
        assert again.register.duties.of_case(case) == counted
        assert len(journal(again)) == lines
    finally:
        again.register.close()


def test_a_program_with_another_calendar_counts_open_dates_again_and_writes_it_down(
    desk: Desk, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = WorkCalendar.load().data
    newer = WorkCalendar(replace(data, decrees=data.decrees | {2028: DECREE}))
    monkeypatch.setattr(WorkCalendar, "load", classmethod(lambda _cls: newer))
    again = reopened(desk)
    try:
        assert [(moved.number, len(moved.moves)) for moved in again.moved] == [(1, 2)]
        assert answer(again, case).latest == date(2028, 5, 18)
        assert not again.register.cases.get(case).due_provisional
        said = journal(again)
        assert "Изменился производственный календарь; сдвинулось сроков: 2" in said
        assert any("было 16.05.2028, стало 18.05.2028" in sentence for sentence in said)
    finally:
        again.register.close()


def test_a_reader_neither_counts_nor_hides_that_its_dates_are_old(
    desk: Desk, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = WorkCalendar.load().data
    newer = WorkCalendar(replace(data, decrees=data.decrees | {2028: DECREE}))
    assert not calendars.is_behind(desk)
    monkeypatch.setattr(WorkCalendar, "load", classmethod(lambda _cls: newer))
    path, key = desk.register.path, desk.register.key
    desk.register.close()
    with Register.open(path, key, writable=False) as register:
        reader = opening.desk_of(register, desk.clock)
        assert calendars.is_behind(reader)
        assert answer(reader, case).latest == date(2028, 5, 16)


# --- The list of years, and the question ---


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (datetime(2026, 11, 21, tzinfo=MOSCOW), None),  # 2027 is known
        (datetime(2027, 9, 30, tzinfo=MOSCOW), None),
        (datetime(2027, 10, 1, tzinfo=MOSCOW), 2028),
        (datetime(2028, 3, 1, tzinfo=MOSCOW), 2028),
        (datetime(2040, 12, 1, tzinfo=MOSCOW), 2040),
    ],
)
def test_the_decree_is_asked_for_from_october_while_it_is_not_known(
    desk: Desk, today: datetime, wanted: int | None
) -> None:
    desk.clock = FixedClock(today)
    assert calendars.decree_wanted(desk) == wanted


def test_once_entered_it_is_asked_for_no_more(desk: Desk) -> None:
    assert calendars.decree_wanted(desk) == 2028
    calendars.enter_decree(desk, DECREE)
    assert calendars.decree_wanted(desk) is None


def test_the_years_name_sum_decree_and_whose_it_is(desk: Desk) -> None:
    calendars.enter_decree(desk, DECREE)
    calendars.add_regional_day(desk, date(2028, 5, 11), "Радоница")
    rows = {row.year: row for row in calendars.years(desk)}
    assert (rows[2028].working_days, rows[2028].ruled_by_own, rows[2028].decree is not None) == (247, True, True)
    assert (rows[2027].working_days, rows[2027].ruled_by_own, rows[2027].own) == (247, False, None)
    assert rows[2029].decree is None
    assert max(rows) == 2030
    assert min(rows) == 2013
