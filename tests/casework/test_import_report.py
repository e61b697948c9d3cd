"""The report of an old journal as a table: whole, readable by Excel, harmless."""

from __future__ import annotations

import csv
import io

from otklik.casework.desk import Desk
from otklik.casework.import_report import report_csv
from otklik.casework.importing import look_over
from otklik.intake.old_journal.columns import propose
from otklik.intake.old_journal.sheets import read_sheet
from tests.intake.old_journal.tables import delimited

HEAD = ("Дата поступления", "ФИО", "Вид обращения")


def lines(desk: Desk, operator_id: int, *rows: tuple[str, ...], without: tuple[int, ...] = ()) -> list[list[str]]:
    sheet = read_sheet("журнал.csv", delimited([HEAD, *rows]))
    content = report_csv(look_over(desk, sheet, propose(sheet), operator_id), without)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_each_row_stands_in_it_with_what_becomes_of_it_and_why(desk: Desk, operator_id: int) -> None:
    head, *found = lines(
        desk,
        operator_id,
        ("05.11.2026", "Ветров И. И.", "доступ"),
        ("31.02.2026", "Ветрова А. П.", "удаление"),
        ("06.11.2026", "Сомов П. П.", "доступ"),
        without=(4,),
    )
    assert head == ["Строка", "Что с ней", "Получено", "Кто пишет", "Почему"]
    assert found == [
        ["2", "новая", "05.11.2026", "Ветров И. И.", ""],
        ["3", "не перенести", "", "Ветрова А. П.", "Нет такого дня: «31.02.2026»."],
        ["4", "пропустим", "06.11.2026", "Сомов П. П.", ""],
    ]


def test_what_strangers_wrote_is_no_formula(desk: Desk, operator_id: int) -> None:
    _head, line = lines(desk, operator_id, ("05.11.2026", "=1+1 Ветров", "доступ"))
    assert not any(cell[:1] in set("=+-@") for cell in line if cell)
    assert any(cell.startswith("'=") for cell in line)
