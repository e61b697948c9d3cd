"""The report as files: PDF/A that reads well aloud, a spreadsheet with numbers; nobody but the operator in either."""

from __future__ import annotations

import io
import json
import re
import tempfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from otklik.casework import answering, closing, dispatching, duties, profiles, registering, reports
from otklik.casework.desk import Desk
from otklik.casework.opening import STANDS_ON
from otklik.casework.report_figures import Period
from otklik.casework.report_files import file_name, render
from otklik.casework.report_words import in_words
from otklik.law.kinds import Kind, Reading
from otklik.letters.reports.charts import days_chart, kinds_chart, months_chart
from otklik.register.records import Channel, Representative, Subject
from otklik.system.clock import FixedClock
from otklik.system.words import in_russian, set_language
from tests.finished_pdf import expect_archive, text_of
from tests.invented import NOON, SOLE_PROPRIETOR
from tests.tagged_pdf import read_tree

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.reports import Report

MARK = "Меченов"
YEAR = Period.twelve_months(date(2026, 1, 1))


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A year's work in which every word a person brings is marked."""
    operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
    for place, (day, kind) in enumerate(
        [(date(2026, 2, 3), Kind.ACCESS), (date(2026, 9, 1), Kind.ACCESS), (date(2026, 11, 18), Kind.PORTABILITY)]
    ):
        person = Subject(full_name=f"{MARK} Пётр Ильич", email="mechenov@example.ru", phone="+7 495 000-00-13",
                         address=f"г. {MARK}, д. 1")  # fmt: skip
        new = registering.NewCase(
            operator_id=operator_id,
            kinds=(kind, Kind.STOP_PROCESSING) if place == 1 else (kind,),
            channel=Channel.EMAIL,
            received_on=day,
            subject=person,
            representative=Representative(
                full_name=f"{MARK}а Анна", authority=f"доверенность {MARK}", address=f"г. {MARK}"
            ),
            title=f"Дело {MARK}",
            text=f"Меня зовут {MARK}",
            late_reason=f"{MARK} болел",
            incoming_number=f"{MARK}-1",
        )
        then = replace(desk, clock=FixedClock(NOON.replace(month=day.month, day=day.day)))
        case_id = registering.register_case(then, new).case_id
        if place == 0:
            late = replace(desk, clock=FixedClock(NOON.replace(month=3, day=2)))
            letter_id = answering.draft_letter(late, case_id, "access_answer").letter_id
            letter = late.register.letters.get(letter_id)
            late.register.letters.save(replace(letter, heading=f"О деле {MARK}", body=f"{MARK}, вот ответ."))
            answering.issue(late, letter_id)
            dispatching.dispatch(late, letter_id, f"почтой {MARK}", date(2026, 3, 2))
            for record in late.register.duties.of_case(case_id):
                if record.done_on is None and record.reading is not Reading.POLICY:
                    duties.fulfil(late, case_id, record.id)
            closing.close_case(late, case_id, f"{MARK} доволен")
    return desk


@pytest.fixture
def report(worked: Desk) -> Report:
    return reports.report(worked, YEAR)


def _cells(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_nobody_is_named_but_the_operator(worked: Desk, report: Report) -> None:
    letters = worked.register.letters.of_case(1)
    assert MARK in letters[0].body, "the letter is there with its name"
    pdf = text_of(render(report, "pdf"))
    assert "Индивидуальный предприниматель Ветров Арсений Павлович" in pdf
    every = [pdf, render(report, "json").decode(), str(_cells(render(report, "xlsx")))]
    for text in every:
        assert "3" in text
        for personal in (MARK, "Мечен", "mechenov", "000-00-13", "Анна"):
            assert personal.lower() not in text.lower()


def test_the_pdf_is_an_archive_and_its_charts_are_told_in_words(report: Report, tmp_path: Path) -> None:
    pdf = render(report, "pdf")
    assert pdf == render(report, "pdf"), "the same report, the same bytes"
    tree = read_tree(pdf)
    figures = [node.alt for node in tree.of("Figure")]
    assert len(figures) == 3
    assert "февраль 2026: 1; в срок 0, после срока 1, ждут 0" in figures[0].replace("\u00a0", " ")
    assert {"H1", "H2", "Table"} <= {node.role for node in tree}
    expect_archive(tmp_path, pdf)


def test_the_training_register_is_told_on_every_page(worked: Desk, report: Report) -> None:
    assert "Учебный" not in text_of(render(report, "pdf"))
    worked.register.settings.set(STANDS_ON, "2026-11-21")
    training = reports.report(worked, YEAR)
    pdf = text_of(render(training, "pdf"))
    assert pdf.count("Учебный реестр") == len(set(re.findall(r"стр\. (\d+) из", pdf)))
    assert _cells(render(training, "xlsx"))["Итоги"][0][0] == "Учебный реестр: люди и обращения в нём придуманы"


def test_the_spreadsheet_holds_numbers(report: Report) -> None:
    cells = _cells(render(report, "xlsx"))
    assert list(cells) == [
        *("Итоги", "По месяцам", "По видам", "По способу получения", "Чем закончилось", "Причины опозданий"),
        "Самые долгие ответы",
    ]
    months = cells["По месяцам"]
    february, total = months[2], months[13]
    assert [str(february[0]).replace("\u00a0", " "), *february[1:5]] == ["февраль 2026", 1, 0, 1, 0]
    assert [total[0], *total[1:5]] == ["Всего", 3, 0, 2, 1]
    assert total[5] == pytest.approx(18.0)
    book = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx")))
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.page_setup.fitToWidth == 1
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_json_has_stable_keys(report: Report) -> None:
    told = json.loads(render(report, "json"))
    assert (told["from"], told["to"], told["training"]) == ("2026-01-01", "2026-12-31", False)
    assert told["figures"]["received"] == 3
    assert told["months"][1]["month"] == "2026-02"
    assert set(told) == {
        *("from", "to", "as_of", "operator", "operators", "training", "figures", "year_before", "months", "kinds"),
        *("channels", "results", "causes", "longest", "chain_head"),
    }


def test_an_empty_period_is_a_report_too(worked: Desk, tmp_path: Path) -> None:
    empty = reports.report(worked, Period.twelve_months(date(2019, 4, 1)))
    pdf = render(empty, "pdf")
    assert "За эти дни ничего не получено" in text_of(pdf)
    assert "апрель 2019 — март 2020" in text_of(pdf)
    expect_archive(tmp_path, pdf)
    assert "Итоги" in _cells(render(empty, "xlsx"))


def test_files_are_named_by_their_days() -> None:
    assert file_name(YEAR, "pdf") == "Отчёт 2026.pdf"
    assert file_name(Period.month(date(2026, 11, 21)), "xlsx") == "Отчёт 2026-11.xlsx"
    assert file_name(Period.twelve_months(date(2026, 4, 1)), "pdf") == "Отчёт 2026-04–2027-03.pdf"


@pytest.mark.parametrize("width", [90.0, 175.0, 320.0])
def test_nothing_is_drawn_past_the_edge(report: Report, width: float) -> None:
    paper = in_words(report, in_russian)
    for draw in (months_chart, kinds_chart, days_chart):
        drawing = draw(paper, width)
        for part in drawing.parts:
            for name in ("x", "x1", "x2"):
                assert -0.01 <= getattr(part, name, 0) <= width + 0.01
            for name in ("y", "y1", "y2"):
                assert -0.01 <= getattr(part, name, 0) <= drawing.height + 0.01
    assert [zone.key for zone in months_chart(paper, width).zones] == [f"2026-{month:02}-01" for month in range(1, 13)]


def test_english_screens_read_english(report: Report) -> None:
    set_language("en")
    paper = in_words(report)
    assert paper.title == "Report on requests: the year 2026"
    assert paper.table("months").rows[0][0] == "January\u00a02026"
    assert paper.said(10.5) == "10.5"


def test_a_spreadsheet_needs_no_room_for_temporary_files(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    book = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx")))
    assert len(book.sheetnames) > 1
