"""The list of cases as a spreadsheet, written row by row: dates are dates, headings stay, the filter is on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from openpyxl import Workbook  # type: ignore[import-untyped]  # it ships no types
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # it ships no types
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # it ships no types
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter  # type: ignore[import-untyped]  # it ships no types

from otklik.letters.archive import PRODUCER
from otklik.letters.reports.sheet_cells import DATE, HEAD, disk_told, set_up_print, write

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.letters.reports.list_model import Listing, Row


def write_book(target: BinaryIO, listing: Listing, folder: Path) -> None:
    """Write the list as XLSX.

    Args:
        target: a binary file.
        listing: what is written.
        folder: a private folder for what is written before it is packed; openpyxl would take one all users share.

    Raises:
        OSError: it cannot be written there: the disk is full, say.
    """
    with disk_told():
        _write(target, listing, folder)


def _write(target: BinaryIO, listing: Listing, folder: Path) -> None:
    book = Workbook(write_only=True)
    book.properties.creator = PRODUCER
    book.properties.title = listing.title
    sheet: Any = book.create_sheet(listing.title)
    last = get_column_letter(len(listing.columns))
    for place, column in enumerate(listing.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.letters
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{last}1"
    set_up_print(sheet, landscape=True, head="1:1")
    rows = folder / "rows.xml"
    ALL_TEMP_FILES.append(str(rows))  # it takes this one away like its own
    sheet._writer = WorksheetWriter(sheet, out=str(rows))  # noqa: SLF001 - see `folder`
    sheet._writer.write_top()  # noqa: SLF001 - as the sheet does itself with a writer of its own
    try:
        sheet.append([_cell(sheet, column.title, head=True) for column in listing.columns])
        for row in listing.rows:
            sheet.append(_cells(sheet, row))
    except BaseException:
        sheet.close()
        raise
    book.save(target)


def _cells(sheet: Any, row: Row) -> list[Any]:
    return [_cell(sheet, value) for value in row]


def _cell(sheet: Any, value: str | int | date | None, *, head: bool = False) -> Any:
    cell = WriteOnlyCell(sheet)
    write(cell, value)
    if isinstance(value, date):
        cell.number_format = DATE
    if head:
        cell.font = HEAD
    return cell
