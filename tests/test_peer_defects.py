"""Mistakes other registers of this kind make, each shown not to be ours, on the real program (peers.md §1G).

The number in a name is the number of the defect there; those of backups are tested where backups are.
"""

from __future__ import annotations

import re
import time
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from otklik.casework import closing, dispatching, duties, extending, identity, lists, opening, profiles, registering
from otklik.casework.registering import NewCase
from otklik.casework.views import DayKind, Remaining, Urgency
from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after
from otklik.law.daysoff import Decree, parse
from otklik.law.duties import NAMED_TERM, POLICY_TERM, count_duties
from otklik.law.kinds import Kind, Reading, Regime
from otklik.law.rules import RuleSet
from otklik.law.terms import CaseFacts, Term, Unit
from otklik.register.case_query import CaseQuery
from otklik.register.cipher import IntegrityError
from otklik.register.records import CaseStatus, Change, Channel, Subject
from otklik.register.store import Register
from otklik.safety.keys import new_key
from otklik.system import clock as clock_module
from otklik.system.clock import FixedClock, SystemClock
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.paths import resource
from tests.invented import NOON, SOLE_PROPRIETOR
from tests.law.duty_table import CLAIMS, TABLE, Row, working

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.law.daysoff import CalendarData
    from otklik.register.records import DutyRecord

CALENDAR = WorkCalendar.load()
RECEIVED = date(2026, 11, 12)


def letter_of(desk: Desk, *kinds: Kind, received: date = RECEIVED, **more: object) -> NewCase:
    operators = profiles.operators(desk)
    return NewCase(
        operator_id=operators[0].id if operators else profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id,
        kinds=kinds,
        channel=Channel.EMAIL,
        received_on=received,
        subject=Subject(full_name="Калинина Ирина Олеговна", email="kalinina@example.ru"),
        **more,  # type: ignore[arg-type]  # fields of NewCase
    )


def register_letter(desk: Desk, *kinds: Kind, received: date = RECEIVED, **more: object) -> int:
    return registering.register_case(desk, letter_of(desk, *kinds, received=received, **more)).case_id


def records_of(desk: Desk, case_id: int) -> dict[str, DutyRecord]:
    return {record.duty: record for record in desk.register.duties.of_case(case_id)}


# --- The calendar ---


@pytest.mark.parametrize(
    ("received", "last", "theirs"),
    [("2025-02-17", "2025-03-03", "2025-03-04"), ("2025-03-03", "2025-03-17", "2025-03-18")],
)
def test_peer_01_two_mondays_of_2025_are_taken_for_days_off(received: str, last: str, theirs: str) -> None:
    """Decree 1335 moved 23 February and 8 March elsewhere, so 24 February and 10 March 2025 are worked."""
    deadline = due_after(working(10), date.fromisoformat(received), CALENDAR)
    assert deadline.latest == deadline.safe == date.fromisoformat(last)
    assert deadline.latest < date.fromisoformat(theirs)


@pytest.mark.parametrize(("received", "days"), [("2027-02-17", 3), ("2027-02-11", 7), ("2027-02-08", 10)])
def test_peer_02_a_year_filled_in_by_rule_knows_no_working_saturday(received: str, days: int) -> None:
    """A «conservative» fallback that is a day late: the term ends on Saturday 20 February 2027, which is worked."""
    deadline = due_after(working(days), date.fromisoformat(received), CALENDAR)
    assert deadline.latest == date(2027, 2, 20)
    assert not deadline.provisional
    data = shipped_data()
    without = WorkCalendar(
        replace(data, decrees={year: decree for year, decree in data.decrees.items() if year < 2027})
    )
    guessed = due_after(working(days), date.fromisoformat(received), without)
    assert guessed.provisional, "a year counted by rule alone says so"


def shipped_data() -> CalendarData:
    return parse(tomllib.loads(resource("law/calendar.toml").read_text("utf-8")))


@pytest.mark.parametrize("content", [None, "", "first_year = 2013\nlast_year = 2040\n"])
def test_peer_12_a_calendar_without_data_makes_every_holiday_a_working_day(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "calendar.toml"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(EnvironmentProblem, match=r"calendar\.toml"):
        WorkCalendar.read(file)


@pytest.mark.parametrize("received", [date(2012, 12, 31), date(2041, 1, 9)])
def test_peer_12_a_day_the_calendar_does_not_know_is_refused_and_not_guessed(received: date) -> None:
    with pytest.raises(UserError, match="календар"):
        count_duties(CaseFacts((Kind.ACCESS,), received), CALENDAR)


def test_peer_14_a_calendar_read_once_counts_old_dates_for_ever() -> None:
    """A decree that comes out moves what is counted from then on, whatever was counted before."""
    facts = CaseFacts((Kind.ACCESS,), date(2027, 12, 27))
    data = shipped_data()
    decree = Decree(2028, "1", date(2027, 9, 1), ((date(2028, 1, 8), date(2028, 1, 11)),), 248)
    new = WorkCalendar(replace(data, decrees=data.decrees | {2028: decree}))

    def told(calendar: WorkCalendar) -> tuple[date, date | None, bool]:
        deadline = count_duties(facts, calendar)[0].deadline
        return deadline.latest, deadline.extended_latest, deadline.provisional

    # 28, 29, 30 December, 10–14, 17 and 18 January; with 11 January off a day later.
    before = (date(2028, 1, 18), date(2028, 1, 25), True)
    after = (date(2028, 1, 19), date(2028, 1, 26), False)
    assert [told(calendar) for calendar in (CALENDAR, new, CALENDAR, WorkCalendar(data), new)] == [
        before,
        after,
        before,
        before,
        after,
    ]


def test_peer_18_a_calendar_without_transfers_is_wrong_every_year() -> None:
    """One day of each year that a well-known package takes for the opposite of what it is."""
    off = (
        *("2015-01-09", "2016-05-03", "2017-02-24", "2018-12-31", "2019-05-10", "2022-05-10", "2023-05-08"),
        *("2024-12-30", "2025-06-13", "2026-01-09", "2026-12-31", "2027-11-05"),
    )
    worked = ("2018-04-28", "2019-02-25", "2020-04-10", "2024-11-02", "2025-02-24", "2025-03-10", "2027-02-20")
    assert [day for day in off if CALENDAR.is_working(date.fromisoformat(day))] == []
    assert [day for day in worked if not CALENDAR.is_working(date.fromisoformat(day))] == []


# --- Dates are dates ---


@pytest.fixture
def stand_in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, datetime], None]]:
    """Put the computer's own clock into a zone and at a moment of UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be set on this system")

    def stand(zone: str, moment: datetime) -> None:
        class Then(datetime):
            @classmethod
            def now(cls, _zone: object = None) -> datetime:
                return datetime.fromtimestamp(moment.timestamp())  # noqa: DTZ006 - as the program asks: local time

        monkeypatch.setenv("TZ", zone)
        time.tzset()
        monkeypatch.setattr(clock_module, "datetime", Then)

    yield stand
    monkeypatch.undo()
    time.tzset()


def test_peer_03_a_letter_registered_in_the_morning_bears_the_day_of_utc(
    tmp_path: Path, stand_in_zone: Callable[[str, datetime], None]
) -> None:
    """At 9 in the morning in Vladivostok it is still yesterday in UTC, and in Moscow 2 at night."""
    stand_in_zone("Asia/Vladivostok", datetime(2026, 11, 20, 23, 0, tzinfo=UTC))
    with Register.create(tmp_path / "east.otklik", new_key()) as register:
        desk = opening.begin(register, SystemClock())
        today = date(2026, 11, 21)
        case_id = register_letter(desk, Kind.ACCESS, received=today)
        identity.confirm_identity(desk, case_id, "предъявлен паспорт")
        block = register_letter(desk, Kind.BLOCKING, received=today)
        duties.fulfil(desk, block, records_of(desk, block)["block"].id)
        case = desk.register.cases.get(case_id)
        assert case.received_on == case.registered_on == case.noticed_on == case.identity_confirmed_on == today
        assert records_of(desk, block)["block"].done_on == today
        assert lists.today_view(desk).today == today
        assert {event.at.isoformat() for event in register.journal.page()} == {"2026-11-21T09:00:00+10:00"}


def test_peer_15_a_month_is_taken_for_thirty_days() -> None:
    month = Term(1, Unit.MONTHS)
    told = {
        received: due_after(month, date.fromisoformat(received), CALENDAR, None, Regime.GDPR).latest.isoformat()
        for received in ("2027-01-31", "2028-01-31", "2026-08-31", "2026-07-08")
    }
    assert told == {
        "2027-01-31": "2027-03-01",  # 28 February 2027 is a Sunday; thirty days are 2 March
        "2028-01-31": "2028-02-29",
        "2026-08-31": "2026-09-30",
        "2026-07-08": "2026-08-10",  # 8 August is a Saturday; thirty days are 7 August
    }


@pytest.mark.parametrize("zone", ["Asia/Vladivostok", "Pacific/Honolulu", "Europe/Kaliningrad", "Pacific/Kiritimati"])
def test_peer_15_a_holiday_is_compared_as_an_instant_and_shifts_by_a_day(
    zone: str, stand_in_zone: Callable[[str, datetime], None]
) -> None:
    stand_in_zone(zone, datetime(2026, 12, 31, 12, 0, tzinfo=UTC))
    assert not CALENDAR.is_working(date(2027, 1, 8))
    assert not CALENDAR.is_working(date(2027, 11, 4))
    assert CALENDAR.is_working(date(2027, 1, 11))
    assert due_after(working(10), date(2026, 12, 30), CALENDAR).latest == date(2027, 1, 22)


def test_peer_16_the_day_of_receipt_is_rewritten_to_a_working_day(desk: Desk) -> None:
    """Received on a Sunday is kept and shown as Sunday; that counting starts on Monday is a step of the count."""
    sunday = date(2026, 11, 15)
    case_id = register_letter(desk, Kind.ACCESS, received=sunday)
    registering.answer_question(desk, case_id, title="Запрос")
    view = lists.case_view(desk, case_id)
    assert view.case.received_on == sunday
    assert {row.duty.trigger_on for row in view.duties} == {sunday}
    assert (view.strip[0].day, view.strip[0].kind) == (sunday, DayKind.START)
    assert next(day.day for day in view.strip if day.number == 1) == date(2026, 11, 16)


# --- The clock ---


def test_peer_04_confirming_who_wrote_moves_the_start_of_the_term(desk: Desk) -> None:
    case_id = register_letter(desk, Kind.ACCESS, Kind.RECTIFICATION)
    before = records_of(desk, case_id)
    identity.confirm_identity(desk, case_id, "предъявлен паспорт", date(2026, 11, 20))
    registering.answer_question(desk, case_id, title="Запрос сведений")  # a recount must not find it either
    after = records_of(desk, case_id)
    assert after == before
    assert {record.trigger_on for record in after.values()} == {RECEIVED}
    assert records_of(desk, case_id)[POLICY_TERM].latest > after["answer_access"].latest, (
        "law and policy are both shown"
    )


def test_peer_05_a_point_cannot_be_closed_alone_and_the_whole_case_goes_overdue(desk: Desk, clock: FixedClock) -> None:
    """Unlawful processing found on 13 November: stopped within three days; the other points run on by themselves."""
    case_id = register_letter(desk, Kind.BLOCKING, detected_on=date(2026, 11, 13))
    for name, day in (("block", RECEIVED), ("stop_unlawful", date(2026, 11, 18))):
        duties.fulfil(desk, case_id, records_of(desk, case_id)[name].id, day)
    view = lists.case_view(desk, case_id)
    urgency = {row.duty.duty: row.remaining.urgency for row in view.duties}
    assert urgency["block"] is urgency["stop_unlawful"] is Urgency.DONE
    assert urgency["destroy_unlawful"] is urgency["answer_request"] is Urgency.SOON
    assert Urgency.OVERDUE not in urgency.values()
    assert view.case.due_on == date(2026, 11, 26)
    assert lists.today_view(desk).overdue_count == 0


def test_peer_06_a_date_given_by_hand_hides_what_the_law_says(desk: Desk) -> None:
    """The policy's own figure, far or near, stands beside the days of the law and never instead of them."""
    case_id = register_letter(desk, Kind.ACCESS, Kind.CONSENT_WITHDRAWAL)
    by_law = {name: record.latest for name, record in records_of(desk, case_id).items() if name != POLICY_TERM}
    for days in (1, 3, 200):
        profiles.save_operator(desk, replace(profiles.operators(desk)[0], policy_days=days))
        records = records_of(desk, case_id)
        assert {name: record.latest for name, record in records.items() if name != POLICY_TERM} == by_law
        assert records[POLICY_TERM].latest == CALENDAR.add_working_days(RECEIVED, days)
        case = desk.register.cases.get(case_id)
        assert (case.due_on, case.due_by_law) == (by_law["answer_access"], True)


def test_peer_06_a_day_named_in_the_letter_hides_what_the_law_says(desk: Desk) -> None:
    case_id = register_letter(desk, Kind.RKN_INQUIRY)
    before = records_of(desk, case_id)
    for named in (RECEIVED, date(2027, 3, 1)):
        registering.answer_question(desk, case_id, named_on=named)
        records = records_of(desk, case_id)
        assert records.pop(NAMED_TERM).latest == named
        assert {name: record.latest for name, record in records.items()} == {
            name: record.latest for name, record in before.items()
        }
        assert desk.register.cases.get(case_id).due_by_law


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"row-{row.number:02}-{row.duty}-{row.kind}")
def test_peer_07_terms_are_counted_by_the_wrong_article(row: Row) -> None:
    rules = [
        rule
        for rule in RuleSet.load().of(row.kind, Regime.RUSSIAN)
        if rule.duty == row.duty and rule.is_valid(date(2026, 11, 20)) and rule.term == row.term
    ]
    assert rules, "the duty is there with this term"
    extension = working(row.extension) if row.extension else None
    for rule in rules:
        for words in row.basis:
            assert re.search(rf"{re.escape(words)}(?!\.?\d)", rule.basis), "part 5 is not found in part 5.1"
        assert (rule.extension, rule.trigger, rule.reading) == (extension, row.trigger, row.reading)


def test_peer_07_the_table_is_whole_and_nothing_is_cited_that_gives_no_term() -> None:
    assert {row.number for row in TABLE} == set(range(1, 26))
    now = [rule for rule in RuleSet.load().rules if rule.counting is Regime.RUSSIAN and rule.is_valid(RECEIVED)]
    firm = {rule.duty for rule in now if rule.reading is Reading.TEXT}
    assert firm - {row.duty for row in TABLE} == CLAIMS
    for rule in now:
        assert "59-ФЗ" not in rule.basis
        assert "ст. 16 ч. 3" not in rule.basis
        assert Kind.PURPOSE_ACHIEVED in rule.kinds or not re.search(r"ст\. 21 ч\. 4", rule.basis), rule.duty


def test_peer_13_extension_and_other_acts_give_dates_by_their_order(desk: Desk) -> None:
    """Every order of four acts ends at the same dates; tests/casework/test_replay.py does it with any acts at all."""

    def amend(case_id: int) -> None:
        registering.answer_question(desk, case_id, received_on=date(2026, 11, 11))

    def answer(case_id: int) -> None:
        registering.answer_question(desk, case_id, alleges_unlawful=True)

    def confirm(case_id: int) -> None:
        identity.confirm_identity(desk, case_id, "предъявлен паспорт")

    def extend(case_id: int) -> None:
        notice = extending.extend(desk, case_id, "сведения собираются из трёх баз").letter_id
        dispatching.dispatch(desk, notice, "электронной почтой")

    told = set()
    for acts in permutations([amend, answer, confirm, extend]):
        case_id = register_letter(desk, Kind.ACCESS, Kind.COMPLAINT)
        for act in acts:
            act(case_id)
        told.add(tuple(sorted((name, record.latest) for name, record in records_of(desk, case_id).items())))
    assert len(told) == 1
    assert dict(told.pop())["answer_access"] == date(2026, 12, 2), "fifteen working days from 11 November"


# --- The register ---


def test_peer_08_a_deleted_number_returns(desk: Desk) -> None:
    first, second = register_letter(desk, Kind.ACCESS), register_letter(desk, Kind.ACCESS)
    closing.annul_case(desk, second, "внесено дважды")
    with pytest.raises(IntegrityError, match="never deleted"):
        desk.register.database.execute("DELETE FROM cases WHERE id = ?", (second,))
    third = registering.register_case(desk, letter_of(desk, Kind.ACCESS))
    numbers = [desk.register.cases.get(case_id).number for case_id in (first, second, third.case_id)]
    assert numbers == [1, 2, 3]
    annulled = desk.register.cases.get(second)
    assert (annulled.status, annulled.reason) == (CaseStatus.ANNULLED, "внесено дважды")
    assert not hasattr(desk.register.cases, "delete")


def test_peer_09_the_journal_keeps_the_name_of_a_changed_field_alone(desk: Desk) -> None:
    case_id = register_letter(desk, Kind.ACCESS)
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 11), incoming_number="7/к")
    changes = {change.field: change for event in desk.register.journal.of_case(case_id) for change in event.changes}
    assert changes["received_on"] == Change("received_on", "2026-11-12", "2026-11-11")
    assert changes["incoming_number"] == Change("incoming_number", None, "7/к")
    moved = [
        (change.old, change.new)
        for event in desk.register.journal.of_case(case_id)
        if event.act == "term_recounted"
        for change in event.changes
        if change.field == "latest"
    ]
    assert ("2026-11-26", "2026-11-25") in moved


def test_peer_11_a_duplicate_bars_the_way(desk: Desk) -> None:
    """The same person with the same letter once more is registered, confirmed and counted like any other."""
    same = letter_of(desk, Kind.ACCESS, incoming_number="12", incoming_date=RECEIVED, text="Прошу дать сведения.")
    first, second = (registering.register_case(desk, same).case_id for _ in range(2))
    identity.confirm_identity(desk, second, "предъявлен паспорт")
    assert desk.register.cases.get(second).identity_confirmed_on is not None
    assert {name: record.latest for name, record in records_of(desk, first).items()} == {
        name: record.latest for name, record in records_of(desk, second).items()
    }


def test_peer_17_looking_at_a_case_puts_its_reminder_off(desk: Desk) -> None:
    case_id = register_letter(desk, Kind.ERASURE, Kind.CLAIM)
    rows, lines = records_of(desk, case_id), desk.register.journal.verify()
    case = desk.register.cases.get(case_id)
    for _ in range(2):
        lists.today_view(desk)
        lists.case_rows(desk, CaseQuery())
        lists.case_view(desk, case_id)
        lists.people_rows(desk)
        lists.journal_lines(desk)
    assert records_of(desk, case_id) == rows
    assert desk.register.cases.get(case_id) == case
    assert desk.register.journal.verify() == lines


def test_peer_19_the_audit_goes_with_what_it_was_about(desk: Desk) -> None:
    case_id = register_letter(desk, Kind.ACCESS)
    lines = desk.register.journal.count()
    database = desk.register.database
    for table in ("cases", "events", "event_changes"):
        with pytest.raises(IntegrityError):
            database.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
    assert desk.register.journal.count() == lines
    assert desk.register.journal.of_case(case_id)
    assert not [sql for (sql,) in database.all("SELECT sql FROM sqlite_master") if "CASCADE" in (sql or "").upper()]


# --- The badge ---


@pytest.mark.parametrize("language", ["ru", "en"])
def test_peer_10_on_the_last_day_the_badge_shows_a_dash(
    desk: Desk, clock: FixedClock, qapp: QApplication, language: str
) -> None:
    """The last day has a word and a sentence of its own; neither an unknown date nor a done duty looks like it."""
    from otklik.system.words import set_language
    from otklik.ui import phrases, translation

    set_language(language)
    translation.install(qapp, language)
    case_id = register_letter(desk, Kind.ACCESS)
    clock.moment = datetime(2026, 11, 26, 12, 0, tzinfo=NOON.tzinfo)
    main = lists.case_view(desk, case_id).main_duty
    assert main is not None
    assert main.remaining == Remaining(0, Urgency.SOON)
    loud = {"ru": ("сегодня", "сегодня последний день"), "en": ("today", "the last day is today")}[language]
    assert (phrases.left_chip(main.remaining), phrases.left_sentence(main.remaining)) == loud
    assert phrases.left_chip_short(main.remaining) == loud[0], "not even a narrow column swallows it"
    today = lists.today_view(desk)
    assert (today.soon_count, today.overdue_count) == (1, 0)
    others = [
        *(Remaining(0, urgency) for urgency in (Urgency.NONE, Urgency.DONE)),
        *(Remaining(days, Urgency.SOON) for days in range(1, 6)),
        *(Remaining(days, Urgency.LATER) for days in (6, 21)),
        *(Remaining(days, Urgency.OVERDUE) for days in (0, -1)),
    ]
    for word in (phrases.left_chip, phrases.left_chip_short):
        said = [word(other) for other in others]
        assert loud[0] not in said
        assert not {"", "-", "—", "–"} & set(said)
    translation.install(qapp, "ru")


def test_peer_10_the_first_screen_opens_with_the_last_day(
    desk: Desk, clock: FixedClock, qtbot: QtBot, qapp: QApplication
) -> None:
    from otklik.ui import translation
    from otklik.ui.tasks import Tasks
    from otklik.ui.today.today_page import TodayPage, gather

    translation.install(qapp, "ru")
    page = TodayPage(Tasks())
    qtbot.addWidget(page)
    register_letter(desk, Kind.ACCESS)

    def headline(day: date) -> str:
        clock.moment = datetime.combine(day, NOON.timetz())
        page.show_facts(gather(desk))
        return page._title.text().replace("\u00a0", " ")

    told = [headline(date(2026, 11, day)) for day in (24, 26, 27)]
    assert told == [
        "Сегодня ничего не горит. Ближайший ответ — 26 ноября",
        "Сегодня последний день у 1 обращения",
        "Просрочено 1 обращение",
    ]
