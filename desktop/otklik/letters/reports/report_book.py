"""The report as a spreadsheet: a sheet for each table, real numbers, headings that stay, ready to be printed."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook  # type: ignore[import-untyped]  # it ships no types
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing  # type: ignore[import-untyped]  # it ships no types
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # it ships no types
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # it ships no types
from openpyxl.worksheet._writer import WorksheetWriter  # type: ignore[import-untyped]  # it ships no types
from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]  # it ships no types

from otklik.letters.archive import PRODUCER
from otklik.letters.reports.sheet_cells import FACE, HEAD, set_up_print, write

if TYPE_CHECKING:
    from otklik.letters.reports.model import Cell, ReportPaper, Table

_NAMES = {
    "facts": "Итоги",
    "months": "По месяцам",
    "kinds": "По видам",
    "channels": "По способу получения",
    "results": "Чем закончилось",
    "causes": "Причины опозданий",
    "longest": "Самые долгие ответы",
}
_FIRST, _OTHER = 46, 15  # widths of the columns, in letters
_LINE, _LETTERS = 15, 85  # height of a line in points, and how many letters of a remark stand on it


def render(paper: ReportPaper) -> bytes:
    """Return the report as XLSX; it names nobody but the operator."""
    book = Workbook()
    book.properties.creator = PRODUCER
    book.properties.title = paper.title
    made = datetime(paper.made_on.year, paper.made_on.month, paper.made_on.day)  # noqa: DTZ001 - a file's date has no zone
    book.properties.created = book.properties.modified = made
    first: Any = book.active
    first.title = _NAMES["facts"]
    _facts(first, paper)
    for table in paper.tables:
        _table(book.create_sheet(_NAMES[table.id]), table)
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        _Packer(book, archive).save()
    return target.getvalue()


class _Packer(ExcelWriter):  # type: ignore[misc]  # it ships no types
    """Packs a book without the temporary files openpyxl writes: they may find no room."""

    def write_worksheet(self, ws: Any) -> None:
        """Put a sheet into the archive."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as openpyxl does, which asks for it later
        writer = WorksheetWriter(ws, out=io.BytesIO())
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001 - the same
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def _facts(sheet: Any, paper: ReportPaper) -> None:
    told = [paper.training, paper.title, paper.operator, paper.period]
    rows: list[tuple[Cell, ...]] = [(line,) for line in told if line]
    title = rows.index((paper.title,)) + 1
    rows += [(), *((fact.word, fact.value, fact.before) for fact in paper.facts), ()]
    below = len(rows)
    _write(sheet, (*rows, *((remark,) for remark in paper.remarks)))
    sheet.cell(title, 1).font = Font(name=FACE, bold=True, size=14)
    for row, remark in enumerate(paper.remarks, below + 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _LINE * (1 + len(remark) // _LETTERS)
    _widths(sheet, 4)
    set_up_print(sheet, landscape=False)


def _table(sheet: Any, table: Table) -> None:
    below: tuple[tuple[Cell, ...], ...] = ((), (table.note,)) if table.note else ()
    _write(sheet, (table.head, *(table.rows or ((table.nothing,),)), *below))
    for cell in sheet[1]:
        cell.font, cell.alignment = HEAD, Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[1].height = _LINE * (3 if len(table.head) > 4 else 1)
    _widths(sheet, len(table.head))
    sheet.freeze_panes = "B2"
    set_up_print(sheet, landscape=len(table.head) > 4, head="1:1")


def _write(sheet: Any, rows: tuple[tuple[Cell, ...], ...]) -> None:
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column)
            write(cell, value)
            if isinstance(value, float):
                cell.number_format = "0.0"


def _widths(sheet: Any, columns: int) -> None:
    for column in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _FIRST if column == 1 else _OTHER
