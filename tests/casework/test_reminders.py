"""Reminders for a calendar: read back by an independent parser, moved by acts, and without a single name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from otklik.casework import closing, duties, opening, profiles, registering, reminders, reminding
from otklik.casework.demonstration import build_demo
from otklik.law.kinds import Kind
from otklik.law.terms import Term, Unit
from otklik.register.records import Channel, DutyRecord, Operator, Subject
from otklik.safety.keys import read_key_file
from otklik.system import words
from otklik.system.clock import FixedClock, SystemClock
from otklik.system.errors import EnvironmentProblem, UserError
from tests.invented import NOON, SOLE_PROPRIETOR

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Event

    from otklik.casework.desk import Desk

ACCESS = "answer_access"


def register(desk: Desk, operator_id: int, kind: Kind, received: date, **facts: object) -> int:
    person = Subject(full_name="Калинин Иван Петрович", email="person@example.ru")
    new = registering.NewCase(operator_id, (kind,), Channel.EMAIL, received, person, text="Прошу сообщить.")
    return registering.register_case(desk, replace(new, **facts)).case_id  # type: ignore[arg-type]  # fields of NewCase


def on(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(datetime.combine(day, time(12), NOON.tzinfo)))


def events(content: bytes) -> dict[str, Event]:
    """Return the events by case and duty, as an independent program reads them."""
    found = {}
    for event in Calendar.from_ical(content).walk("VEVENT"):
        name = str(event["UID"])
        assert name.endswith("@otklik")
        found[name.partition("-")[2].removesuffix("@otklik")] = event
    return found


def sounds(event: Event) -> list[datetime]:
    """Return the local moments an event sounds at, earliest first."""
    start = event["DTSTART"].dt
    begins = start if isinstance(start, datetime) else datetime.combine(start, time())
    return sorted(begins + alarm["TRIGGER"].dt for alarm in event.walk("VALARM"))


def at_nine(*days: date) -> list[datetime]:
    return [datetime.combine(day, time(9)) for day in days]


def november(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date(2026, 11, day), time(hour, minute))


def duty(desk: Desk, case_id: int, name: str) -> DutyRecord:
    return next(record for record in desk.register.duties.of_case(case_id) if record.duty == name)


def test_every_open_duty_is_an_event_on_its_day(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    content = reminders.calendar_file(desk)
    calendar = Calendar.from_ical(content)
    assert (calendar["METHOD"], calendar["VERSION"], str(calendar["X-WR-CALNAME"])) == (
        "PUBLISH",
        "2.0",
        "Отклик: сроки",
    )
    found = events(content)
    assert set(found) == {"1-answer_access", "1-policy_term"}
    answer = found["1-answer_access"]
    assert answer["DTSTART"].dt == date(2026, 11, 26)
    assert answer["DTEND"].dt == date(2026, 11, 27)
    assert answer["SUMMARY"] == "Обращение №\u00a01: дать сведения или мотивированный отказ — последний день"
    assert (answer["STATUS"], answer["CLASS"], answer["TRANSP"]) == ("CONFIRMED", "PRIVATE", "TRANSPARENT")
    assert answer["DTSTAMP"].dt == NOON
    description = str(answer["DESCRIPTION"])
    assert "152-ФЗ ст. 14 ч. 3" in description
    assert "26.11.2026" in description
    assert "По политике — до 24.12.2026." in description
    assert "политик" in str(found["1-policy_term"]["DESCRIPTION"])
    assert sounds(answer) == at_nine(date(2026, 11, 19), date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26))


def test_lines_are_folded_between_characters(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, Kind.CONSENT_WITHDRAWAL, date(2026, 11, 12))
    content = reminders.calendar_file(desk)
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()


def test_alarms_count_working_days_over_new_year_and_a_working_saturday(desk: Desk) -> None:
    calendar, long_ago = desk.calendar, date(2026, 1, 1)
    # 31 December 2026 to 10 January 2027 are off; Saturday, 20 February 2027 is worked, Monday the 22nd is not.
    assert reminders.alarm_days(date(2027, 1, 12), long_ago, calendar) == {
        0: date(2027, 1, 12),
        1: date(2027, 1, 11),
        2: date(2026, 12, 30),
        5: date(2026, 12, 25),
    }
    assert reminders.alarm_days(date(2027, 2, 24), long_ago, calendar) == {
        0: date(2027, 2, 24),
        1: date(2027, 2, 20),
        2: date(2027, 2, 19),
        5: date(2027, 2, 16),
    }
    # A safe day may be a Sunday: it sounds there and on the working days before.
    assert reminders.alarm_days(date(2026, 12, 6), long_ago, calendar)[1] == date(2026, 12, 4)


def test_nothing_sounds_before_the_receipt(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, Kind.MARKETING_OPT_OUT, date(2026, 11, 19))
    register(desk, operator_id, Kind.RECTIFICATION, date(2026, 11, 19))
    found = events(reminders.calendar_file(desk))
    at_once = next(event for event in found.values() if str(event["SUMMARY"]).endswith("— сразу"))
    assert sounds(at_once) == at_nine(date(2026, 11, 19))
    first = desk.calendar.first
    assert reminders.alarm_days(first, first, desk.calendar) == {0: first}


def test_a_term_in_hours_ends_at_a_local_time(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 20))
    record = duty(desk, case_id, ACCESS)
    by_hour = replace(record, term=Term(24, Unit.HOURS), safe=date(2026, 11, 21), latest=date(2026, 11, 21))
    for ends, expected in (
        (time(14, 30), [november(21, 2, 30), november(21, 10, 30), november(21, 13, 30)]),
        (time(8, 0), [november(20, 20), november(21, 4), november(21, 7)]),
    ):
        desk.register.duties.save(replace(by_hour, ends_at=ends))
        content = reminders.calendar_file(desk)
        event = events(content)["1-answer_access"]
        assert event["DTSTART"].dt == datetime.combine(date(2026, 11, 21), ends)  # no zone: wherever the phone is
        assert f"DTSTART:20261121T{ends:%H%M%S}\r\n".encode() in content
        assert "DTEND" not in event
        assert sounds(event) == expected
        assert str(event["SUMMARY"]).endswith("— срок истекает")


def test_an_incident_is_due_by_the_hour(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, Kind.INCIDENT, date(2026, 11, 20), received_at=time(14, 30))
    found = events(reminders.calendar_file(desk))
    starts = {event["DTSTART"].dt for name, event in found.items() if name != "1-policy_term"}
    assert starts == {november(21, 14, 30), november(23, 14, 30)}
    assert sounds(found["1-report_investigation"])[0] == november(22, 14, 30)


def test_the_safe_day_is_told_until_it_has_passed(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    record = duty(desk, case_id, ACCESS)
    desk.register.duties.save(replace(record, safe=date(2026, 11, 29), latest=date(2026, 11, 30), provisional=True))
    days, numbers = [], []
    for day in (28, 29, 30):
        event = events(reminders.calendar_file(on(desk, date(2026, 11, day))))["1-answer_access"]
        days.append(event["DTSTART"].dt.day)
        numbers.append(int(event["SEQUENCE"]))
    assert days == [29, 29, 30]
    assert numbers[0] == numbers[1] < numbers[2]
    assert "предварительная" in str(event["DESCRIPTION"])
    assert "Надёжно — до 29.11.2026, крайний день — 30.11.2026." in str(event["DESCRIPTION"])


def test_a_moved_date_moves_the_event(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    before = events(reminders.calendar_file(desk))["1-answer_access"]
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 16))
    after = events(reminders.calendar_file(desk))["1-answer_access"]
    assert before["UID"] == after["UID"]
    assert (before["DTSTART"].dt, after["DTSTART"].dt) == (date(2026, 11, 26), date(2026, 11, 30))
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_what_is_done_is_taken_back(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    first = reminders.calendar_file(desk)
    told = events(first)
    duties.fulfil(desk, case_id, duty(desk, case_id, ACCESS).id)
    second = reminders.calendar_file(desk, first)
    done = events(second)
    assert done["1-answer_access"]["STATUS"] == "CANCELLED"
    assert done["1-answer_access"].walk("VALARM") == []
    assert str(done["1-answer_access"]["SUMMARY"]).endswith("— снято")
    assert int(done["1-answer_access"]["SEQUENCE"]) > int(told["1-answer_access"]["SEQUENCE"])
    assert done["1-policy_term"]["STATUS"] == "CONFIRMED"
    closing.close_case(desk, case_id)
    closed = events(reminders.calendar_file(desk, second))
    assert {str(event["STATUS"]) for event in closed.values()} == {"CANCELLED"}
    assert int(closed["1-policy_term"]["SEQUENCE"]) > int(done["1-policy_term"]["SEQUENCE"])


def test_an_annulled_case_is_taken_back_while_its_days_are_not_long_past(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    told = reminders.calendar_file(desk)
    closing.annul_case(desk, case_id, "внесено по ошибке")
    last = date(2026, 11, 26) + timedelta(days=reminders.KEPT_DAYS)
    assert "1-answer_access" in events(reminders.calendar_file(on(desk, last), told))
    taken = reminders.calendar_file(on(desk, last), told)
    assert "1-answer_access" not in events(reminders.calendar_file(on(desk, last + timedelta(days=1)), taken))


def test_a_first_file_takes_nothing_back_that_was_never_told(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    duties.fulfil(desk, case_id, duty(desk, case_id, ACCESS).id)
    assert {str(event["STATUS"]) for event in events(reminders.calendar_file(desk)).values()} == {"CONFIRMED"}


def test_an_overdue_duty_stays_until_it_is_done(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    late = events(reminders.calendar_file(on(desk, date(2027, 6, 1))))["1-answer_access"]
    assert (late["STATUS"], late["DTSTART"].dt) == ("CONFIRMED", date(2026, 11, 26))


def test_a_duty_that_a_recount_dropped_is_taken_back_by_the_file_before(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    before = reminders.calendar_file(desk)
    registering.answer_question(desk, case_id, kinds=(Kind.RECTIFICATION,))
    after = reminders.calendar_file(desk, before)
    gone, was = events(after)["1-answer_access"], events(before)["1-answer_access"]
    assert (gone["STATUS"], gone["UID"]) == ("CANCELLED", was["UID"])
    assert str(gone["SUMMARY"]).endswith("— снято")
    assert int(gone["SEQUENCE"]) > int(was["SEQUENCE"])
    assert gone.walk("VALARM") == []
    assert reminders.calendar_file(desk, after) == after
    assert "1-answer_access" not in events(reminders.calendar_file(on(desk, date(2027, 6, 1)), after))
    registering.answer_question(desk, case_id, kinds=(Kind.ACCESS,))
    back = events(reminders.calendar_file(desk, after))["1-answer_access"]
    assert (back["STATUS"], int(back["SEQUENCE"]) > int(gone["SEQUENCE"])) == ("CONFIRMED", True)


def test_an_old_debt_that_is_paid_is_taken_back_from_the_file_that_told_it(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    june = on(desk, date(2027, 6, 1))
    before = reminders.calendar_file(june)
    duties.fulfil(june, case_id, duty(desk, case_id, ACCESS).id)
    after = reminders.calendar_file(june, before)
    assert events(after)["1-answer_access"]["STATUS"] == "CANCELLED"
    assert "1-answer_access" not in events(reminders.calendar_file(june, after))


def test_a_file_stays_the_same_to_the_byte_while_nothing_changes(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, Kind.CLAIM, date(2026, 11, 12))
    before = reminders.calendar_file(desk)
    later = replace(desk, clock=FixedClock(NOON + timedelta(hours=5)))
    reminding.set_notice(desk, on=False)  # one more line in the journal, nothing that concerns a date
    assert reminders.calendar_file(later, before) == before
    assert reminders.calendar_file(later) != before


def test_no_number_falls_after_a_restored_backup(desk: Desk, operator_id: int) -> None:
    """A restored register has a shorter journal than the one that wrote the file."""
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    content = reminders.calendar_file(desk)
    number = int(events(content)["1-answer_access"]["SEQUENCE"])
    told = content.replace(f"SEQUENCE:{number}\r\n".encode(), b"SEQUENCE:900\r\n")
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 16))
    assert int(events(reminders.calendar_file(desk, told))["1-answer_access"]["SEQUENCE"]) == 901


def test_only_a_calendar_of_this_register_is_written_over(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    file = tmp_path / "сроки.ics"
    written = reminders.write_calendar(desk, file)
    assert (written.duties, written.next_on) == (2, date(2026, 11, 26))
    content = file.read_bytes()
    assert reminders.write_calendar(desk, file) == written
    assert file.read_bytes() == content
    strangers = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
        content.replace(desk.register.id.encode(), b"0" * 32),
        b"\xff\xfe\x00 no calendar",
        b"BEGIN:VCALENDAR\r\n",
    )
    for stranger in strangers:
        file.write_bytes(stranger)
        with pytest.raises(UserError, match="не файл напоминаний этого реестра"):
            reminders.write_calendar(desk, file)
        assert file.read_bytes() == stranger
    with pytest.raises(EnvironmentProblem):
        reminders.write_calendar(desk, tmp_path / "нет" / "сроки.ics")


def test_an_empty_register_gives_an_empty_calendar(desk: Desk, tmp_path: Path) -> None:
    written = reminders.write_calendar(desk, tmp_path / "сроки.ics")
    assert (written.duties, written.next_on) == (0, None)
    assert events(written.file.read_bytes()) == {}


def test_the_calendar_speaks_the_language_in_use(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    words.set_language("en")
    event = events(reminders.calendar_file(desk))["1-answer_access"]
    assert event["SUMMARY"] == "Request №\u00a01: give the information or a reasoned refusal — the last day"


def test_nobody_of_the_demonstration_is_named(tmp_path: Path) -> None:
    made = build_demo(tmp_path / "demo")
    desk = opening.open_for_work(made.register, None, SystemClock(), read_key_file(made.key_file))
    try:
        content = reminders.calendar_file(desk)
        text = content.replace(b"\r\n ", b"").decode().lower()
        cases = [desk.register.cases.by_number(number) for number in range(1, made.cases + 1)]
        people = {desk.register.subjects.get(case.subject_id) for case in cases if case}
        names = {person.full_name for person in people} | {person.email for person in people if person.email}
        names |= {name for operator in desk.register.operators.all() for name in (operator.name, operator.signer_name)}
        names |= {
            desk.register.representatives.get(case.representative_id).full_name
            for case in cases
            if case and case.representative_id
        }
        parts = {part for name in names for part in name.lower().strip("«»").split() if len(part) > 3}
        assert len(parts) > 100
        assert "обращение" in text
        said = set(re.findall(r"\w+", text))
        assert {part for part in parts if part in said or (len(part) > 5 and part in text)} == set()
        open_duties = [
            r for c in desk.register.cases.open_ids() for r in desk.register.duties.of_case(c) if not r.done_on
        ]
        confirmed = [event for event in events(content).values() if event["STATUS"] == "CONFIRMED"]
        assert len(confirmed) == len(open_duties) > 10
    finally:
        desk.register.close()


def test_the_saved_file_follows_until_told_otherwise(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    assert reminding.choices(desk) == reminding.Choices(None, follow=True, notice=True)
    assert reminding.follow(desk) is None
    file = tmp_path / "сроки.ics"
    assert reminding.save_calendar(desk, file).changes.settings
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    written = reminding.follow(desk)
    assert written is not None
    assert written.duties == 2
    lines = desk.register.journal.count()
    reminding.set_follow(desk, on=False)
    assert desk.register.journal.count() == lines + 1
    assert not reminding.set_follow(desk, on=False).settings
    content = file.read_bytes()
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 16))
    assert reminding.follow(desk) is None
    assert file.read_bytes() == content
    assert reminding.choices(desk) == reminding.Choices(file, follow=False, notice=True)


def test_each_case_is_counted_once_and_looking_changes_nothing(desk: Desk) -> None:
    operator_id = profiles.save_operator(desk, replace(SOLE_PROPRIETOR, policy_days=30)).operator_id
    for day in (date(2026, 10, 1), date(2026, 11, 6), date(2026, 11, 12), date(2026, 11, 20)):
        register(desk, operator_id, Kind.ACCESS, day)
    monday = on(desk, date(2026, 11, 20))  # ten working days after 6 November
    before = desk.register.journal.head(), reminders.calendar_file(monday)
    assert reminding.counts(monday) == reminding.Counts(today=1, overdue=1, soon=1)
    assert reminding.counts(desk) == reminding.Counts(today=0, overdue=2, soon=1)
    assert (desk.register.journal.head(), reminders.calendar_file(monday)) == before


def test_a_case_past_its_safe_day_ends_on_the_last_one(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS, date(2026, 11, 12))
    case = desk.register.cases.get(case_id)
    desk.register.cases.save(replace(case, due_on=date(2026, 11, 28), due_latest=date(2026, 11, 30)))
    found = [reminding.counts(on(desk, date(2026, 11, day))) for day in (28, 29, 30)]
    assert [(one.today, one.soon) for one in found] == [(1, 0), (0, 1), (1, 0)]
    assert reminding.counts(on(desk, date(2026, 12, 1))) == reminding.Counts(today=0, overdue=1, soon=0)


def test_the_calendar_of_a_register_without_a_profile_is_whole(desk: Desk) -> None:
    operator_id = profiles.save_operator(desk, Operator(name="Без имени")).operator_id
    register(desk, operator_id, Kind.OTHER, date(2026, 11, 12))
    assert events(reminders.calendar_file(desk))
