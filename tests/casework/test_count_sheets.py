"""The count sheet of a duty in a case, and of one that was only counted."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from otklik.casework import count_sheets, dispatching, duties, extending, identity, lists, registering
from otklik.casework.desk import Desk
from otklik.casework.registering import NewCase
from otklik.law.calendar import WorkCalendar
from otklik.law.duties import count_duties
from otklik.law.kinds import Kind, Regime
from otklik.law.terms import CaseFacts
from otklik.register.records import Channel, Subject
from otklik.system import words
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError
from tests.invented import MOSCOW, NOON

CALENDAR = WorkCalendar.load()
PERSON = Subject(
    full_name="Калинина Ирина Олеговна", email="kalinina@example.ru", address="190000, г. Псков, ул. Ясная, д. 2"
)


def open_case(desk: Desk, operator_id: int, *kinds: Kind, received: date = date(2026, 11, 12)) -> int:
    made = registering.register_case(
        desk,
        NewCase(operator_id=operator_id, kinds=kinds, channel=Channel.EMAIL, received_on=received, subject=PERSON),
    )
    return made.case_id


def text_of(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_a_case_gives_its_number_dates_and_chain_and_nobodys_name(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    sheet = count_sheets.nearest_sheet(desk, case_id)
    assert sheet.latest == sheet.safe == date(2026, 11, 26)
    assert sheet.extended_latest == sheet.days[-1].day == date(2026, 12, 3)
    assert sheet.case_number == 1
    assert (sheet.received_on, sheet.registered_on) == (date(2026, 11, 12), date(2026, 11, 21))
    assert sheet.chain_head == desk.register.journal.head()
    assert sheet.made_on == date(2026, 11, 21)
    text = text_of(count_sheets.render(sheet))
    assert "Последний день — четверг, 26 ноября 2026 г." in text
    assert "Индивидуальный предприниматель Ветров Арсений Павлович" in text
    assert sheet.chain_head[:4] in text
    assert "Заявителю." in text
    for name in ("Калинин", "Ирин", "kalinina", "Псков", "Ясная"):
        assert name not in text


def test_every_duty_of_a_case_has_its_paper(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.CONSENT_WITHDRAWAL, Kind.CLAIM, received=date(2026, 11, 18))
    for row in lists.case_view(desk, case_id).duties:
        sheet = count_sheets.count_sheet(desk, case_id, row.duty.id)
        assert (sheet.title, sheet.basis) == (row.duty.title, row.duty.basis)
        assert (sheet.safe, sheet.latest) == (row.duty.safe, row.duty.latest)


def test_making_the_paper_leaves_no_trace(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    head = desk.register.journal.head()
    count_sheets.nearest_sheet(desk, case_id)
    assert desk.register.journal.head() == head


def test_an_extension_is_shown_as_promised_until_its_notice_is_sent(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    extended = extending.extend(desk, case_id, "сведения собираются", 3)
    waiting = count_sheets.nearest_sheet(desk, case_id)
    assert not waiting.is_extended
    assert waiting.latest == date(2026, 11, 26)
    assert waiting.extended_to == waiting.days[-1].day == date(2026, 12, 1)
    dispatching.dispatch(desk, extended.letter_id, "заказным письмом")
    ruling = count_sheets.nearest_sheet(desk, case_id)
    assert ruling.is_extended
    assert ruling.first_latest == date(2026, 11, 26)
    assert ruling.latest == ruling.days[-1].day == date(2026, 12, 1)
    assert "Срок продлён уведомлением от 21.11.2026, отправленным 21.11.2026" in text_of(count_sheets.render(ruling))


def test_a_notice_that_left_too_late_is_not_called_unsent(desk: Desk, operator_id: int, clock: FixedClock) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    extended = extending.extend(desk, case_id, "сведения собираются")
    clock.moment = datetime(2026, 11, 30, 12, 0, tzinfo=MOSCOW)
    dispatching.dispatch(desk, extended.letter_id, "заказным письмом")
    sheet = count_sheets.count_sheet(desk, case_id, desk.register.duties.of_case(case_id)[0].id)
    assert not sheet.is_extended
    assert sheet.latest == date(2026, 11, 26)
    assert "Оно отправлено 30.11.2026 и срока не продлило" in text_of(count_sheets.render(sheet))


def test_other_readings_are_russian_whatever_the_window_speaks(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    identity.confirm_identity(desk, case_id, "предъявлен паспорт", date(2026, 11, 20))
    words.set_language("en")
    text = text_of(count_sheets.render(count_sheets.nearest_sheet(desk, case_id)))
    assert "До 04.12.2026, если считать со дня, когда личность подтверждена." in text
    assert "10 рабочих дней" in text
    assert "Until" not in text


def test_a_duty_that_is_done_gives_way_to_the_next(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    view = lists.case_view(desk, case_id)
    with pytest.raises(UserError, match="больше нет в списке"):
        count_sheets.count_sheet(desk, case_id, 9999)
    assert view.main_duty is not None
    duties.fulfil(desk, case_id, view.main_duty.duty.id)
    assert count_sheets.nearest_sheet(desk, case_id).title == "Закрыть обращение по политике"


def test_a_day_counted_by_an_older_calendar_is_named_and_the_drawing_stays_true(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    record = desk.register.duties.of_case(case_id)[0]
    desk.register.duties.save(replace(record, safe=date(2026, 11, 25), latest=date(2026, 11, 25), done_on=NOON.date()))
    sheet = count_sheets.count_sheet(desk, case_id, record.id)
    assert sheet.latest == sheet.first_latest == date(2026, 11, 26)
    assert "В реестре стоит 25.11.2026: день посчитан раньше" in text_of(count_sheets.render(sheet))


def test_a_day_off_of_the_region_is_left_out_and_the_safe_day_does_without_it() -> None:
    ground = "Закон области от 01.02.2020 № 5"
    calendar = WorkCalendar(replace(CALENDAR.data, regional={date(2026, 12, 8): ground}))
    duty = count_duties(CaseFacts((Kind.ACCESS,), date(2026, 12, 2)), calendar)[0]
    sheet = count_sheets.sheet_of(duty, calendar, date(2026, 12, 3))
    text = text_of(count_sheets.render(sheet))
    assert "Последний день — четверг, 17 декабря 2026 г." in text
    assert "Безопасно — до 16 декабря 2026 г. (среда)" in text
    assert f"{ground} — 08.12.2026" in text
    assert "247 рабочих дней (ПП РФ от 24.09.2025 № 1466)" in text


def test_months_and_days_of_a_month_say_how_they_end() -> None:
    facts = CaseFacts((Kind.ACCESS,), date(2026, 11, 30), regime=Regime.GDPR)
    sheet = count_sheets.sheet_of(count_duties(facts, CALENDAR)[0], CALENDAR, date(2026, 12, 3), Regime.GDPR)
    text = text_of(count_sheets.render(sheet))
    assert "последний день месяца (Регламент (ЕЭС, Евратом) № 1182/71 ст. 3(2)(c)) — среда, 30 декабря 2026 г." in text
    assert "Тогда последний день — понедельник, 1 марта 2027 г." in text
    assert "ТК РФ" not in text
    facts = CaseFacts((Kind.NOTIFICATION_CHANGE,), date(2026, 12, 2))
    sheet = count_sheets.sheet_of(count_duties(facts, CALENDAR)[0], CALENDAR, date(2026, 12, 3))
    assert sheet.term.replace("\u00a0", " ") == "до 15-го числа следующего месяца"
    assert "Названный нормой день месяца — пятница, 15 января 2027 г." in text_of(count_sheets.render(sheet))


@pytest.mark.parametrize(
    ("kind", "received", "latest", "safe", "extended"),
    [
        (Kind.ACCESS, date(2026, 12, 21), date(2027, 1, 13), date(2027, 1, 13), date(2027, 1, 20)),
        (Kind.CONSENT_WITHDRAWAL, date(2026, 12, 2), date(2027, 1, 11), date(2026, 12, 30), None),
        (Kind.STOP_PROCESSING, date(2027, 2, 12), date(2027, 3, 1), date(2027, 3, 1), date(2027, 3, 9)),
        (Kind.ACCESS, date(2027, 2, 12), date(2027, 3, 1), date(2027, 3, 1), date(2027, 3, 9)),
    ],
)
def test_the_paper_of_a_count_without_a_register(
    kind: Kind, received: date, latest: date, safe: date, extended: date | None
) -> None:
    duty = count_duties(CaseFacts((kind,), received), CALENDAR)[0]
    sheet = count_sheets.sheet_of(duty, CALENDAR, date(2026, 12, 22))
    assert (sheet.latest, sheet.safe, sheet.extended_latest) == (latest, safe, extended)
    assert sheet.days[0].day == received
    assert sheet.days[-1].day == (extended or latest)
    assert [year.decree.number for year in sheet.years if year.decree] == (
        ["1466", "1187"] if received.year == 2026 else ["1187"]
    )
    assert (sheet.case_number, sheet.chain_head, sheet.operator) == (None, "", "")


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize("kind", Kind)
def test_every_duty_the_law_knows_can_be_put_on_paper(kind: Kind, regime: Regime) -> None:
    day = date(2026, 12, 2)
    facts = CaseFacts((kind,), day, regime=regime, detected_on=day, proof_on=day)
    for duty in count_duties(facts, CALENDAR):
        sheet = count_sheets.sheet_of(duty, CALENDAR, day, regime)
        assert sheet.latest == duty.deadline.latest
        assert sheet.first_latest == sheet.latest
        assert sheet.proof
        assert "  " not in " ".join(sheet.readings)


def test_an_incident_runs_by_the_hour() -> None:
    facts = CaseFacts((Kind.INCIDENT,), date(2026, 12, 31), received_at=time(9, 40))
    sheet = count_sheets.sheet_of(count_duties(facts, CALENDAR)[0], CALENDAR, date(2026, 12, 31))
    assert sheet.days == ()
    assert sheet.at == time(9, 40)
    text = text_of(count_sheets.render(sheet))
    assert "Не позднее 09:40 — пятница, 1 января 2027 г." in text
    assert "Роскомнадзору." in text
    assert "Выявлено в четверг, 31 декабря 2026 г." in text


def test_a_claim_whose_day_of_dispatch_is_not_known_says_from_what_it_was_counted() -> None:
    facts = CaseFacts((Kind.CLAIM,), date(2026, 12, 2))
    duty = next(duty for duty in count_duties(facts, CALENDAR) if duty.trigger == "dispatch")
    sheet = count_sheets.sheet_of(duty, CALENDAR, date(2026, 12, 3))
    assert sheet.trigger == "получено"
    assert any("день отправки не указан" in reading for reading in sheet.readings)
