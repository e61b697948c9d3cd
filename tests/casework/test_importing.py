"""An old journal comes in whole or not at all, once, and says of each row what became of it."""

from __future__ import annotations

import datetime as dt
from threading import Event as Flag

import pytest

from otklik.casework import anonymising, importing, lists, registering
from otklik.casework.desk import Desk
from otklik.casework.importing import RowState, bring_in, look_over
from otklik.casework.registering import NewCase
from otklik.casework.views import Urgency
from otklik.intake.old_journal.columns import Column, Mapping, propose
from otklik.intake.old_journal.sheets import Sheet, read_sheet
from otklik.law.kinds import Kind
from otklik.register.case_query import CaseQuery
from otklik.register.records import CaseStatus, Channel, Subject
from otklik.system.errors import UserError
from tests.intake.old_journal.tables import TITLES, delimited, journal

HEAD = ("Дата поступления", "ФИО", "Вид обращения", "Срок ответа", "Дата ответа", "Исх. №", "Исполнитель")


def table(*rows: tuple[object, ...], head: tuple[object, ...] = HEAD) -> tuple[Sheet, Mapping]:
    sheet = read_sheet("журнал.csv", delimited([head, *rows]))
    return sheet, propose(sheet)


class Trip(Flag):
    """Is set once it was asked so many times."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.fixture
def sheet() -> Sheet:
    return read_sheet("журнал.csv", delimited([TITLES, *journal(12)]))


def test_rows_become_cases_with_duties_and_the_answered_ones_come_in_closed(desk: Desk, operator_id: int) -> None:
    sheet, mapping = table(
        ("05.11.2026", "Ветров И. И.", "доступ", "05.12.2026", "", "", "Сомов П. П."),
        ("01.02.2026", "Ветрова А. П.", "удаление", "03.03.2026", "06.02.2026", "7-И", "Сомов П. П."),
    )
    done: list[tuple[int, int]] = []
    brought = bring_in(desk, sheet, mapping, operator_id, lambda one, all_: done.append((one, all_)))
    assert (brought.added, brought.skipped, brought.numbers) == (2, 0, {3: 1, 2: 2})
    assert done[-1] == (4, 4)
    assert done == sorted(done)
    cases = desk.register.cases
    closed, running = cases.by_number(1), cases.by_number(2)
    assert closed is not None
    assert running is not None
    assert (closed.status, closed.closed_on) == (CaseStatus.CLOSED, dt.date(2026, 2, 6))
    assert closed.outcome == "По прежнему журналу ответ дан 06.02.2026, исх. № 7-И"
    assert {record.done_on for record in desk.register.duties.of_case(closed.id)} == {dt.date(2026, 2, 6)}
    assert not desk.register.letters.of_case(closed.id)
    assert (running.status, running.received_on, running.registered_on) == (
        CaseStatus.OPEN,
        dt.date(2026, 11, 5),
        desk.clock.today(),
    )
    assert running.due_on == dt.date(2026, 11, 19)
    assert running.late_reason == "Перенесено из прежнего журнала, строка 2."
    assert "Исполнитель: Сомов П. П." in running.text
    assert [line.number for line in cases.page(CaseQuery(text="Сомов"))] == [2, 1]
    assert desk.register.journal.verify().whole
    assert brought.changes.cases == {closed.id, running.id}


def test_a_second_run_adds_nothing_and_a_longer_file_adds_the_rest(desk: Desk, operator_id: int, sheet: Sheet) -> None:
    mapping = propose(sheet)
    half = Sheet(sheet.file, "", (), sheet.titles, 1, sheet.rows[:5])
    assert bring_in(desk, half, mapping, operator_id).added == 5
    report = look_over(desk, sheet, mapping, operator_id)
    assert (report.count(RowState.DOUBLE), report.count(RowState.NEW)) == (5, 7)
    assert report.lines[0].case_number == 1
    assert bring_in(desk, sheet, mapping, operator_id).added == 7
    lines = desk.register.journal.count()
    again = bring_in(desk, sheet, mapping, operator_id)
    assert (again.added, again.skipped) == (0, 12)
    assert (desk.register.cases.count(), desk.register.journal.count()) == (12, lines)


def test_doubles_are_found_after_anonymising(desk: Desk, operator_id: int) -> None:
    sheet, mapping = table(("01.02.2020", "Ветров И. И.", "доступ", "", "05.02.2020", "1", ""))
    (case_id,) = bring_in(desk, sheet, mapping, operator_id).changes.cases
    anonymising.anonymise(desk, (case_id,))
    assert look_over(desk, sheet, mapping, operator_id).count(RowState.DOUBLE) == 1


def test_cancelled_at_any_row_it_leaves_no_trace(desk: Desk, operator_id: int, sheet: Sheet) -> None:
    mapping = propose(sheet)
    register = desk.register
    lines = register.journal.count()
    stopped = 0
    for after in range(2 * len(sheet.rows)):
        with pytest.raises(UserError):
            bring_in(desk, sheet, mapping, operator_id, cancelled=Trip(after))
        stopped += 1
        assert (register.cases.count(), register.journal.count()) == (0, lines)
        assert register.subjects.page() == ()
    assert stopped == 24
    assert bring_in(desk, sheet, mapping, operator_id).added == 12
    assert register.cases.by_number(1) is not None


def test_an_error_in_the_middle_leaves_no_trace(
    desk: Desk, operator_id: int, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = 0

    def fails(*given: object, **more: object) -> registering.Registered:
        nonlocal done
        done += 1
        if done == 7:
            raise OSError("the disk")
        return registering.register_case(*given, **more)  # type: ignore[arg-type]  # handed on as given

    monkeypatch.setattr(importing, "register_case", fails)
    with pytest.raises(OSError, match="disk"):
        bring_in(desk, sheet, propose(sheet), operator_id)
    assert desk.register.cases.count() == 0
    assert not desk.register.database.connection.in_transaction
    monkeypatch.undo()
    assert bring_in(desk, sheet, propose(sheet), operator_id).added == 12
    assert len(desk.register.cases.page(CaseQuery(text="Придуманная"))) == 12


def test_a_copy_is_made_before(desk: Desk, operator_id: int, sheet: Sheet) -> None:
    folder = desk.register.path.parent
    before = len(list(folder.rglob("*.otklik*")))
    bring_in(desk, sheet, propose(sheet), operator_id)
    assert len(list(folder.rglob("*.otklik*"))) > before


def test_every_row_is_told_what_becomes_of_it(desk: Desk, operator_id: int) -> None:
    by_hand = NewCase(
        operator_id, (Kind.ACCESS,), Channel.LETTER, dt.date(2026, 11, 2), Subject(full_name="Сомов Пётр Ильич")
    )
    registering.register_case(desk, by_hand)
    row = ("01.11.2026", "Ветров И. И.", "доступ", "", "", "", "")
    sheet, mapping = table(
        row,
        row,
        (*row[:6], "другой"),
        ("02.11.2026", "СОМОВ ПЕТР ИЛЬИЧ", "удаление", "", "", "", ""),
        ("31.02.2026", "Ветров И. И.", "доступ", "", "", "", ""),
        ("03.11.2026", "Ветров И. И.", "нечто", "", "", "", ""),
    )
    report = look_over(desk, sheet, mapping, operator_id)
    assert [line.state for line in report.lines] == [
        *(RowState.NEW, RowState.DOUBLE, RowState.DOUBTFUL, RowState.DOUBTFUL, RowState.CANNOT, RowState.DOUBTFUL),
    ]
    assert all(line.sentences for line in report.lines[1:])
    assert report.lines[3].case_number == 1
    brought = bring_in(desk, sheet, mapping, operator_id, without={7})
    assert (brought.added, brought.skipped) == (3, 3)
    again = look_over(desk, sheet, mapping, operator_id)
    assert again.count(RowState.DOUBLE) == 4


def test_a_journal_that_gave_thirty_days_is_told_of(desk: Desk, operator_id: int, sheet: Sheet) -> None:
    warnings = look_over(desk, sheet, propose(sheet), operator_id).warnings
    assert any("10 рабочих" in warning for warning in warnings)
    few, mapping = table(("01.11.2026", "Ветров И. И.", "доступ", "16.11.2026", "", "", ""))
    assert not any("10 рабочих" in warning for warning in look_over(desk, few, mapping, operator_id).warnings)


def test_how_many_come_in_open_and_overdue_is_told_before(desk: Desk, operator_id: int) -> None:
    sheet, mapping = table(
        ("01.09.2026", "Ветров И. И.", "доступ", "", "", "", ""),
        ("20.11.2026", "Ветров И. И.", "доступ", "", "", "", ""),
        ("01.09.2026", "Сомов П. П.", "доступ", "", "07.09.2026", "", ""),
        ("31.02.2026", "Сомов П. П.", "доступ", "", "", "", ""),
    )
    told = look_over(desk, sheet, mapping, operator_id).warnings[0]
    assert told.startswith("Строк без даты ответа: 2. Они войдут открытыми обращениями, из них просрочено: 1")
    bring_in(desk, sheet, mapping, operator_id)
    assert sum(row.remaining.urgency is Urgency.OVERDUE for row in lists.case_rows(desk, CaseQuery())) == 1
    answered, mapping = table(("01.09.2026", "Ветров И. И.", "доступ", "", "07.09.2026", "", ""))
    assert not [one for one in look_over(desk, answered, mapping, operator_id).warnings if "просрочено" in one]


@pytest.mark.parametrize("title", ["E-mail / тел.", "Телефон / почта"])
def test_a_column_of_addresses_and_telephones_gives_both(desk: Desk, operator_id: int, title: str) -> None:
    sheet, mapping = table(
        ("20.11.2026", "Ветров И. И.", "vetrov@example.ru"),
        ("20.11.2026", "Сомов П. П.", "+7 495 000-00-13"),
        ("20.11.2026", "Котов З. И.", "kotov@example.ru, +7 495 000-00-22"),
        head=("Дата поступления", "ФИО", title),
    )
    rows = [line.row for line in look_over(desk, sheet, mapping, operator_id).lines]
    assert [(row.email, row.phone) for row in rows] == [
        ("vetrov@example.ru", ""),
        ("", "+7 495 000-00-13"),
        ("kotov@example.ru", "+7 495 000-00-22"),
    ]


def test_without_a_day_or_a_name_nothing_begins(desk: Desk, operator_id: int, sheet: Sheet) -> None:
    mapping = propose(sheet).with_column(1, Column.IGNORE)
    with pytest.raises(UserError, match="день получения"):
        bring_in(desk, sheet, mapping, operator_id)
