"""`otklik export` and `otklik report`: the register and its figures as files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from otklik.register.store import Register
from otklik.safety.keys import read_key_file
from otklik.system.clock import SystemClock

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with one operator and two requests, reached by a key file."""
    place = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *place).code == 0
    assert otklik("operator", "new", *place, "form=ИП", "name=Ветров Арсений Павлович").code == 0
    received = (SystemClock().today() - timedelta(days=1)).isoformat()
    for kind, name in (("access", "Громов Пётр Ильич"), ("rectification", "Зимина Ольга Львовна")):
        assert otklik("add", *place, "--kind", kind, "--name", name, "--received", received).code == 0
    return lambda *arguments: otklik(*arguments, *place)


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "pdf"])
def test_the_register_is_written_and_nothing_is_written_over(desk: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"реестр.{form}"
    said = desk("export", "--format", form, "--to", file)
    assert (said.code, said.err) == (0, "")
    assert said.out.strip() == f"Записано: {file}. Обращений: 2. В файле имена и адреса."
    content = file.read_bytes()
    again = desk("export", "--format", form, "--to", file)
    assert again.code == 2
    assert file.read_bytes() == content


def test_a_query_narrows_it(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "часть.csv"
    answer = desk("export", "--format", "csv", "--to", file, "--query", "вид:доступ", "--json").json()
    assert answer == {"file": str(file), "format": "csv", "cases": 1}
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))
    assert [row["Заявитель"] for row in rows] == ["Громов Пётр Ильич"]
    nothing = desk("export", "--format", "csv", "--to", tmp_path / "x.csv", "--query", "никогонет")
    assert nothing.code == 2
    assert "Таких обращений нет" in nothing.err
    assert not (tmp_path / "x.csv").exists()
    assert desk("export", "--format", "ics", "--to", tmp_path / "x.ics", "--query", "вид:доступ").code == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("вид:чушь", "«чушь»"),
        ("срок:31.02", "«31.02»"),
        ("получено:>01.11", "«>01.11»"),
        ("вид:доступ,чушь", "«чушь»"),
        ("-вид:чушь", "«чушь»"),
        ("вид:", "«вид:»"),
        ("срок:н Громов", "«срок:н»"),
        ("канал:почта,н", "«канал:почта, н»"),
        ('""', "не до конца"),
        ("вид:доступ " + "слово " * 100, "500"),
    ],
)
def test_a_query_that_is_not_understood_writes_nobody(desk: Run, tmp_path: Path, query: str, said: str) -> None:
    file = tmp_path / "часть.csv"
    answer = desk("export", "--format", "csv", "--to", file, "--query", query)
    assert (answer.code, answer.out, file.exists()) == (2, "", False)
    assert said in answer.err
    assert "Искали" not in answer.err


def test_words_in_the_wrong_layout_are_told(desk: Run, tmp_path: Path) -> None:
    answer = desk("export", "--format", "csv", "--to", tmp_path / "a.csv", "--query", "Uhjvjd")
    assert (answer.code, answer.err.strip()) == (0, "Искали: Громов")
    assert "Обращений: 1." in answer.out


def test_it_is_on_record_who_took_data_out(desk: Run, tmp_path: Path) -> None:
    assert desk("export", "--format", "json", "--to", tmp_path / "a.json").code == 0
    register = Register.open(tmp_path / "r.otklik", read_key_file(tmp_path / "r.key"))
    try:
        assert register.journal.page(0, 1)[0].act == "register_exported"
    finally:
        register.close()


@pytest.mark.parametrize("form", ["pdf", "xlsx", "json"])
def test_a_report_is_written(desk: Run, tmp_path: Path, form: str) -> None:
    file, today = tmp_path / f"отчёт.{form}", SystemClock().today() - timedelta(days=1)
    said = desk("report", "--year", str(today.year), "--format", form, "--to", file)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Отчёт записан: {file}. Получено: 2, в срок: ")
    assert "Громов" not in file.read_bytes().decode("utf-8", "replace")
    if form == "json":
        assert json.loads(file.read_text("utf-8"))["figures"]["received"] == 2
    if form == "xlsx":
        assert openpyxl.load_workbook(file).sheetnames[:2] == ["Итоги", "По месяцам"]


def test_a_report_of_a_month_and_of_any_twelve(desk: Run, tmp_path: Path) -> None:
    day = SystemClock().today() - timedelta(days=1)
    month = desk("report", "--year", str(day.year), "--month", str(day.month), "--format", "json",
                 "--to", tmp_path / "m.json", "--json").json()  # fmt: skip
    assert (month["figures"]["received"], month["months"]) == (2, [])
    twelve = desk("report", "--from", f"{day.year - 1}-{day.month:02}", "--format", "json", "--to", tmp_path / "y.json",
                  "--json").json()  # fmt: skip
    assert (twelve["figures"]["received"], len(twelve["months"])) == (0, 12)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--year", "2026", "--month", "13"), "Месяца 13 не бывает"),
        (("--year", "0"), "год"),
        (("--year", "1999"), "Отчёта за 1999 год нет"),
        (("--operator", "99"), "Укажите оператора"),
        (("--from", "2026-11-05"), "2026-11"),
        (("--from", "вчера"), "2026-11"),
        (("--from", "2026-11", "--year", "2026"), "что-то одно"),
    ],
)
def test_what_cannot_be_meant_is_told(desk: Run, tmp_path: Path, given: tuple[str, ...], said: str) -> None:
    answer = desk("report", *given, "--to", tmp_path / "x.pdf")
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert not (tmp_path / "x.pdf").exists()
