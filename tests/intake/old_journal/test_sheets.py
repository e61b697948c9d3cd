"""Spreadsheets: the table is found wherever it lies, and what cannot be read is refused with advice."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from otklik.intake.old_journal.columns import Column, propose
from otklik.intake.old_journal.sheets import MAX_CELL, Sheet, read_sheet
from otklik.system.errors import UserError

from .tables import TITLES, delimited, journal, workbook

TABLE = [TITLES, *journal(5)]


def changed(content: bytes, change: object) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)  # type: ignore[operator]  # a function of the test
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_of_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    sheet = read_sheet("журнал.csv", delimited(TABLE, delimiter=delimiter, encoding=encoding))
    assert sheet.titles == TITLES
    assert (sheet.header_row, [row.number for row in sheet.rows], sheet.problems) == (1, [2, 3, 4, 5, 6], ())


def test_a_workbook_gives_days_numbers_and_texts() -> None:
    sheet = read_sheet("журнал.xlsx", workbook({"Журнал": TABLE}))
    assert sheet.titles == TITLES
    assert sheet.rows[0].cells[:3] == (1, dt.datetime(2024, 7, 27), "ПД-1")  # noqa: DTZ001 - a cell has no zone


def test_a_head_above_titles_in_two_rows_and_numbers_of_columns() -> None:
    rows = [
        ("Журнал учёта обращений субъектов",),
        (),
        ("№ п/п", "Дата", "ФИО", "Ответ", "", ""),
        ("", "", "", "дата", "исх. №", "содержание"),
        (1, 2, 3, 4, 5, 6),
        (1, dt.date(2026, 2, 1), "Ветрова А. П.", dt.date(2026, 2, 5), "7", "сведения"),
        (),
        ("№ п/п", "Дата", "ФИО", "Ответ", "", ""),
        (2, dt.date(2026, 2, 3), "Сомов П. П.", "", "", ""),
    ]
    sheet = read_sheet("журнал.xlsx", workbook({"Лист1": rows}))
    assert sheet.titles == ("№ п/п", "Дата", "ФИО", "Ответ: дата", "Ответ: исх. №", "Ответ: содержание")
    assert sheet.header_row == 5
    assert sheet.rows[0].number == 6
    meanings = [proposal.column for proposal in propose(sheet).proposals]
    assert meanings[3:] == [Column.ANSWERED_ON, Column.OUTGOING_NUMBER, Column.RESULT]


def test_the_sheet_that_looks_like_a_journal_is_taken_and_the_others_are_named() -> None:
    content = workbook({"Справка": [("что", "где"), ("а", "б")], "2025": TABLE, "2024": TABLE[:2]})
    sheet = read_sheet("журнал.xlsx", content)
    assert (sheet.name, sheet.others) == ("2025", ("Справка", "2024"))
    assert len(read_sheet("журнал.xlsx", content, "2024").rows) == 1
    with pytest.raises(UserError, match="2023"):
        read_sheet("журнал.xlsx", content, "2023")


def test_hidden_rows_formulas_without_a_value_and_the_other_epoch_are_told_and_read() -> None:
    def change(book: Workbook) -> None:
        sheet = book.active
        sheet.row_dimensions[3].hidden = True
        sheet["H2"] = "=1+1"
        book.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - what openpyxl takes

    sheet = read_sheet("журнал.xlsx", changed(workbook({"Журнал": TABLE}), change))
    assert [row.number for row in sheet.rows if row.hidden] == [3]
    assert len(sheet.problems) == 2
    assert propose(sheet).place(Column.RECEIVED_ON) == 1


def test_open_quotation_marks_and_long_cells_are_told() -> None:
    text = 'дата;фио;содержание\n01.02.2026;"Ветрова А. П.;доступ\n02.02.2026;ООО "Ромашка";доступ\n'
    sheet = read_sheet("а.csv", text.encode())
    assert any("Кавычки" in problem for problem in sheet.problems)
    long = read_sheet("а.csv", delimited([("дата", "фио"), ("01.02.2026", "а" * (MAX_CELL + 5))]))
    assert any("обрезана" in problem for problem in long.problems)
    assert len(str(long.rows[0].cells[1])) == MAX_CELL


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("а.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "сохраните как .xlsx"),
        ("а.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "снимите пароль"),
        ("а.xlsx", b"PK\x03\x04 nothing", "повреждён"),
        ("а.pdf", b"%PDF-1.7", "из .xlsx и .csv"),
        ("а.xls", b"<html><table>", "из .xlsx и .csv"),
        ("а.csv", bytes(range(256)) * 40, "нет читаемого текста"),
        ("а.csv", b"  \n", "пуст"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(name: str, content: bytes, advice: str) -> None:
    with pytest.raises(UserError, match=advice):
        read_sheet(name, content)


def bomb(part: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"Журнал": TABLE}))) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "content",
    [
        bomb(SHEET, b"<worksheet><sheetData>" + b" " * 120_000_000),
        bomb(SHEET, b"<worksheet><sheetData><row>" + b"<c/>" * 3_000_000),
        bomb(SHEET, b'<worksheet><sheetData><row r="1">' + b"<c/>" * 9000),
        bomb(SHEET, b'<worksheet><sheetData><row r="900000"><c r="A900000"><v>1</v></c></row></sheetData></worksheet>'),
        bomb("xl/styles.xml", b'<!DOCTYPE a [<!ENTITY a "aaaa">]><styleSheet/>'),
    ],
)
def test_a_bomb_is_refused_before_it_is_opened(content: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(UserError):
        read_sheet("журнал.xlsx", content)
    assert time.process_time() - begun < 5


def test_meanings_are_proposed_with_reasons_and_the_user_says_otherwise() -> None:
    rows = [("когда", "a", "b"), *(("01.02.2026", "Ветрова Анна Павловна", f"a{n}@example.ru") for n in range(4))]
    sheet: Sheet = read_sheet("а.csv", delimited(rows))
    mapping = propose(sheet)
    assert [proposal.column for proposal in mapping.proposals] == [Column.RECEIVED_ON, Column.NAME, Column.EMAIL]
    assert all(proposal.reason for proposal in mapping.proposals)
    moved = mapping.said({"B": Column.NAME, "a": Column.NOTE})
    assert [proposal.column for proposal in moved.proposals] == [Column.RECEIVED_ON, Column.NOTE, Column.NAME]
    assert mapping.with_column(1, Column.IGNORE).lacking() == (Column.NAME,)
    with pytest.raises(UserError, match="когда"):
        mapping.said({"нет такого": Column.NAME})


def test_a_wide_table_of_words_is_read_in_a_moment() -> None:
    content = delimited([[f"Ячейка №{place} строки {row}" for place in range(200)] for row in range(60)])
    began = time.process_time()
    sheet = read_sheet("широкий.csv", content)
    assert len(propose(sheet).proposals) == 200
    assert time.process_time() - began < 2


def test_a_table_of_nothing_costs_nothing() -> None:
    begun = time.process_time()
    blank = "Дата;ФИО\n" + "\n" * 2_000_000 + "12.01.2026;Ветрова Анна Павловна\n"
    sheet = read_sheet("a.csv", blank.encode())
    assert [row.number for row in sheet.rows] == [2_000_002]
    for content in (";" * 20_000_000, '"a";\n' * 3_000_000, "a;" * 9_000_000):
        with pytest.raises(UserError, match="больше, чем можно взять"):
            read_sheet("a.csv", content.encode())
    assert time.process_time() - begun < 5
