"""Spreadsheets to break: journals of real shape as .xlsx and .csv, read and understood down to their rows."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache

from otklik.intake.old_journal.columns import propose
from otklik.intake.old_journal.rows import read_rows
from otklik.intake.old_journal.sheets import read_sheet
from tests.intake.old_journal.tables import TITLES, delimited, journal, workbook

TODAY = date(2026, 11, 21)

PARTS = ("xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml")
"""Parts of a workbook that are broken from within."""


@cache
def corpus() -> list[tuple[str, bytes]]:
    """Return journals: one sheet, several, the parts of one, and as text in three encodings."""
    table = [TITLES, *journal(8)]
    head = [("Журнал учёта обращений",), (), *table]
    made = [
        ("журнал.xlsx", workbook({"Журнал": table})),
        ("годы.xlsx", workbook({"2024": head, "2025": table, "Справка": [("что", "где")]})),
        ("журнал.csv", delimited(table)),
        ("журнал.csv", delimited(head, delimiter=",", encoding="utf-8-sig")),
        ("журнал.txt", delimited(table, delimiter="\t", encoding="utf-16")),
    ]
    return [*made, *((name, _part(made[0][1], name)) for name in PARTS)]


def read(name: str, content: bytes) -> str:
    """Read one table and all its rows; a part of a workbook is put back into it."""
    if name in PARTS:
        name, content = "журнал.xlsx", _with_part(corpus()[0][1], name, content)
    sheet = read_sheet(name, content)
    rows = list(read_rows(sheet, propose(sheet), TODAY, lambda _text: ()))
    good = sum(not row.problems for row in rows)
    return "no rows" if not rows else "some rows" if good else "no row that can come in"


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(name)


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a workbook with another part: what is broken in it reaches the reader, past the checksums of the zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info))
    return target.getvalue()
