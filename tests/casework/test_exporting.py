"""The register as a file for other programs: everything arrives as it was, nothing is reckoned, and it is on record."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, replace
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from threading import Event
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.casework import answering, closing, dispatching, exporting, journal, opening, profiles, registering
from otklik.casework.desk import Desk
from otklik.law.kinds import Kind
from otklik.law.terms import Term, Unit
from otklik.letters.reports import list_book
from otklik.letters.reports.list_csv import harmless
from otklik.letters.reports.sheet_cells import write
from otklik.register.case_query import CaseQuery
from otklik.register.records import (
    Attachment,
    AttachmentRole,
    Case,
    CaseStatus,
    Channel,
    DutyRecord,
    Letter,
    Operator,
    Representative,
    Subject,
)
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.spreadsheets import straight
from tests.finished_pdf import expect_archive, text_of
from tests.invented import SOLE_PROPRIETOR
from tests.tagged_pdf import read_tree

FORMULA = '=HYPERLINK("x";"y")'
NAMES = ("Тихонова Вера Ильинична", FORMULA, "Ёлкин «Пётр»; сын\nвторая строка")


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """Three cases: answered, with a formula for a name, and annulled; with a representative, letters and a file."""
    operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
    for place, name in enumerate(NAMES):
        new = registering.NewCase(
            operator_id=operator_id,
            kinds=(Kind.ACCESS, Kind.RECTIFICATION) if place else (Kind.ACCESS,),
            channel=Channel.EMAIL,
            received_on=date(2026, 11, 10 + place),
            subject=Subject(full_name=name, phone="+7 495 000-00-13", address="г. Город, д. 1"),
            representative=Representative(full_name="Защитников Лев", address="г. Город, д. 2") if place == 1 else None,
            text="Прошу ответить.",
            files=(registering.NewFile("заявление.txt", "text/plain", b"x", AttachmentRole.ORIGINAL),),
        )
        registering.register_case(desk, new)
    letter_id = answering.draft_letter(desk, 1, "access_answer").letter_id
    answering.issue(desk, letter_id)
    dispatching.dispatch(desk, letter_id, "электронной почтой", date(2026, 11, 21))
    closing.annul_case(desk, 3, "@внесено дважды")
    return desk


def _export(desk: Desk, form: str, folder: Path, wanted: CaseQuery | tuple[int, ...] | None = None) -> Path:
    target = folder / f"out.{form}"
    found = exporting.gather(desk, CaseQuery() if wanted is None else wanted, form, target)
    return exporting.deliver(desk, found).path


def test_csv_opens_in_a_russian_spreadsheet_and_reckons_nothing(worked: Desk, tmp_path: Path) -> None:
    content = _export(worked, "csv", tmp_path).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    by_number = {row["№"]: row for row in rows}
    assert len(rows) == 3
    assert by_number["1"]["Заявитель"] == NAMES[0]
    assert by_number["1"]["Получено"] == "10.11.2026"
    assert by_number["1"]["Ответ ушёл"] == "21.11.2026"
    assert by_number["1"]["Телефон"] == "'+7 495 000-00-13"
    assert by_number["2"]["Заявитель"] == "'" + FORMULA
    assert by_number["2"]["Представитель"] == "Защитников Лев"
    assert by_number["2"]["Почтовый адрес"] == "г. Город, д. 2"
    assert by_number["3"]["Заявитель"].replace("\n", " ") == NAMES[2].replace("\n", " ")
    assert by_number["3"]["Итог или причина"] == "'@внесено дважды"
    assert by_number["3"]["Состояние"] == "аннулировано"


@given(st.text(max_size=30))
def test_no_text_is_ever_a_formula(text: str) -> None:
    said = harmless(text)
    assert not said.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert said.removeprefix("'") == straight(text.replace("\x00", "")).removeprefix("'")


def test_no_text_turns_the_direction_of_a_cell() -> None:
    turned = "\u202eилиос\u202c \u2066=1\u2069\u200f"
    assert harmless(turned) == "илиос =1"
    assert harmless("\u202e=1+1") == "'=1+1", "nor is a formula hidden behind such a sign"
    cell = openpyxl.Workbook().active.cell(1, 1)
    write(cell, "\u202e=1+1")
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is a thing of Linux")
def test_a_spreadsheet_on_a_full_disk_is_a_sentence_and_leaves_nothing(
    worked: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_openpyxl = list_book.WorksheetWriter
    monkeypatch.setattr(list_book, "WorksheetWriter", lambda sheet, out: of_openpyxl(sheet, out=out and "/dev/full"))
    with pytest.raises(EnvironmentProblem, match=r"нет места: .*/out\.xlsx не записан"):
        _export(worked, "xlsx", tmp_path)
    assert not list(tmp_path.glob(".otklik-*"))
    assert not (tmp_path / "out.xlsx").exists()


def test_where_no_file_can_be_made_is_a_sentence(worked: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_how: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")  # as /proc says

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(EnvironmentProblem, match="нельзя писать"):
        _export(worked, "csv", tmp_path)


def test_a_spreadsheet_holds_dates_numbers_and_no_formula(worked: Desk, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_export(worked, "xlsx", tmp_path))
    sheet = book.active
    assert (sheet.title, sheet.freeze_panes) == ("Реестр обращений", "B2")
    head = [cell.value for cell in sheet[1]]
    found = {row[0].value: dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2)}
    assert found[1]["Получено"].value == datetime(2026, 11, 10)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert found[2]["Заявитель"].value == FORMULA
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"


def test_paper_is_an_archive_with_a_table_that_reads_aloud(worked: Desk, tmp_path: Path) -> None:
    pdf = _export(worked, "pdf", tmp_path).read_bytes()
    tree = read_tree(pdf)
    rows = tree.of("TR")
    assert len(rows) == 4
    assert [cell.role for cell in rows[0].kids] == ["TH"] * len(rows[0].kids)
    assert NAMES[0] in text_of(pdf)
    expect_archive(tmp_path, pdf)


def test_long_paper_repeats_its_head(worked: Desk, tmp_path: Path) -> None:
    pdf = _export(worked, "pdf", tmp_path, (1, 2, 3) * 60).read_bytes()
    text = text_of(pdf)
    assert len(read_tree(pdf).of("TR")) == 181
    assert text.count("Заявитель") == text.count("стр. ") > 3
    expect_archive(tmp_path, pdf)


def _decode(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is UnionType:
        return _decode(next(part for part in get_args(hint) if part is not NoneType), value)
    if get_origin(hint) is tuple:
        return tuple(_decode(get_args(hint)[0], item) for item in value)
    if hint is Term:
        return Term(value["number"], Unit(value["unit"]))
    if hint in {date, datetime, time}:
        return hint.fromisoformat(value)
    return hint(value) if issubclass(hint, Enum) else value


def _record(kind: Any, told: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.name in told]
    return kind(**{name: _decode(hints[name], told[name]) for name in names})


def test_json_brings_everything_back_as_it_was(worked: Desk, tmp_path: Path) -> None:
    told = json.loads(_export(worked, "json", tmp_path).read_text("utf-8"))
    register = worked.register
    assert (told["format"], told["version"], told["training"]) == ("otklik-register", 1, False)
    assert told["register"] == register.id
    assert {one["number"] for one in told["cases"]} == {1, 2, 3}
    for one in told["cases"]:
        assert set(one) >= {field.name for field in fields(Case)}
        assert _record(Case, one) == register.cases.get(one["id"])
        assert tuple(_record(DutyRecord, duty) for duty in one["duties"]) == register.duties.of_case(one["id"])
        assert tuple(_record(Attachment, file) for file in one["files"]) == register.attachments.of_case(one["id"])
        kept = tuple(replace(letter, body="") for letter in register.letters.of_case(one["id"]))
        assert tuple(_record(Letter, letter) for letter in one["letters"]) == kept
    assert [_record(Operator, one) for one in told["operators"]] == list(register.operators.all())
    assert [_record(Subject, one).full_name for one in told["subjects"]] == [
        NAMES[0],
        NAMES[1],
        " ".join(NAMES[2].split()),
    ]
    assert [_record(Representative, one) for one in told["representatives"]] == [register.representatives.get(1)]


def test_a_query_narrows_what_leaves_and_the_journal_tells_of_it(worked: Desk, tmp_path: Path) -> None:
    _export(worked, "csv", tmp_path, CaseQuery(status=CaseStatus.ANNULLED, limit=1))
    _export(worked, "json", tmp_path)
    said = [journal.sentence(event) for event in worked.register.journal.page(0, 2)]
    assert said == [
        "Весь реестр выгружен в файл JSON; обращений: 3",
        "Часть реестра выгружена в файл CSV; обращений: 1",
    ]
    assert worked.register.journal.verify().whole


def test_the_file_is_for_its_owner_and_nothing_lies_beside_it(worked: Desk, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    for form in exporting.FORMATS:
        path = _export(worked, form, tmp_path)
        assert path.stat().st_mode & 0o077 == 0
        path.unlink()
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_stopping_leaves_nothing(worked: Desk, tmp_path: Path, form: str) -> None:
    stop, told = Event(), list[tuple[int, int]]()
    before, lines = set(tmp_path.iterdir()), worked.register.journal.count()

    def progress(done: int, whole: int) -> None:
        told.append((done, whole))
        if done:
            stop.set()

    with pytest.raises(UserError, match="Остановлено"):
        exporting.gather(worked, (1, 2, 3) * 30, form, tmp_path / f"out.{form}", progress, stop)
    assert told[0] == (0, 90)
    assert set(tmp_path.iterdir()) == before
    assert worked.register.journal.count() == lines


def test_what_cannot_be_written_says_so(worked: Desk, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        exporting.gather(worked, CaseQuery(), "csv", tmp_path / "нет" / "out.csv")
    with pytest.raises(UserError, match="нет"):
        exporting.gather(worked, CaseQuery(text="никого такого"), "csv", tmp_path / "out.csv")


def test_paper_has_an_end(worked: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="20000"):
        exporting.gather(worked, (1,) * (exporting.MOST_ON_PAPER + 1), "pdf", tmp_path / "out.pdf")


def test_a_reader_gathers_and_the_desk_hands_over(worked: Desk, tmp_path: Path) -> None:
    reader = opening.beside(worked)()
    try:
        found = exporting.gather(reader, CaseQuery(), "xlsx", tmp_path / "out.xlsx")
    finally:
        reader.register.close()
    assert not (tmp_path / "out.xlsx").exists()
    assert exporting.deliver(worked, found).cases == 3
    assert (tmp_path / "out.xlsx").exists()


def test_the_training_register_says_so_in_every_format(worked: Desk, tmp_path: Path) -> None:
    worked.register.settings.set(opening.STANDS_ON, "2026-11-21")
    assert "Учебный реестр" in text_of(_export(worked, "pdf", tmp_path).read_bytes())
    assert openpyxl.load_workbook(_export(worked, "xlsx", tmp_path)).active.title == "Учебный реестр обращений"
    assert json.loads(_export(worked, "json", tmp_path).read_text("utf-8"))["training"] is True
