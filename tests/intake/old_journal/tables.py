"""Invented journals as files: what people keep in spreadsheets, built in code."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from datetime import date, timedelta

from openpyxl import Workbook

TITLES = (
    *("№ п/п", "Дата поступления", "Вх. №", "ФИО заявителя", "Адрес, телефон", "Способ получения", "Вид обращения"),
    *(
        "Краткое содержание",
        "Срок ответа",
        "Дата ответа",
        "Исх. №",
        "Результат рассмотрения",
        "Исполнитель",
        "Примечание",
    ),
)
SURNAMES = ("Ветрова", "Калинина", "Сомова", "Дубова", "Лескова", "Ярцева", "Громова", "Белова", "Чижова", "Орлова")
NAMES = ("Анна", "Вера", "Дарья", "Елена", "Ирина", "Лидия", "Мария", "Нина", "Ольга", "Раиса")
ASKED = ("доступ", "удаление", "отзыв согласия", "уточнение данных", "претензия", "отказ от рассылки", "жалоба")


def journal(rows: int, *, start: date = date(2024, 1, 9), seed: int = 1) -> list[list[object]]:
    """Return so many rows below `TITLES`, in the order of receipt; four of five are answered."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    made: list[list[object]] = []
    for number in range(1, rows + 1):
        day = start + timedelta(days=number * 1000 // max(rows, 1))
        answered = day + timedelta(days=chance.randrange(3, 20)) if chance.random() < 0.8 else None
        name = f"{chance.choice(SURNAMES)} {chance.choice(NAMES)} {chance.choice(('Павловна', 'Петровна', 'Игоревна'))}"
        made.append(
            [
                *(number, day, f"ПД-{number}", name, f"101000, г. Москва, ул. Придуманная, д. {number}"),
                *(chance.choice(("эл. почта", "Почта России", "лично")), chance.choice(ASKED)),
                f"Просит сообщить, что о ней известно, и ответить письмом, лист {number}",
                *(
                    day + timedelta(days=30),
                    answered,
                    f"{number}-И" if answered else "",
                    "ответ направлен" if answered else "",
                ),
                *("Сомов П. П.", ""),
            ]
        )
    return made


def workbook(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """Return an .xlsx of these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def delimited(rows: Sequence[Sequence[object]], *, delimiter: str = ";", encoding: str = "cp1251") -> bytes:
    """Return a .csv of these rows; days as they are written in Russia."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(
        [f"{cell:%d.%m.%Y}" if isinstance(cell, date) else "" if cell is None else cell for cell in row] for row in rows
    )
    return target.getvalue().encode(encoding)
