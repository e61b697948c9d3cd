"""Workbooks: .xlsx by openpyxl, after a look at the zip that lets no bomb through.

openpyxl builds each row in memory before it hands it over, and fills gaps between rows; so the parts are counted first,
in passes over their bytes that cost little and keep nothing.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from otklik.intake.old_journal.sheets import (
    HEAD_ROWS,
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Grid,
    Head,
    Sheet,
    clean,
    find_head,
    make_sheet,
    too_much,
    trimmed,
)
from otklik.system.errors import UserError
from otklik.system.words import say

MAX_UNPACKED = 100 * 2**20
"""Bytes the tables and texts of a workbook may have when unpacked."""

MAX_RATIO = 400
"""How many times smaller a large part may be packed; deflate reaches 1000 on nothing but repetition."""

MAX_PARTS = 5000
"""Files a workbook may consist of."""

MAX_SHEETS = 60
"""Worksheets that are looked at."""

MAX_TAGS = 5 * MAX_CELLS
"""Tags a part may hold: a cell with a value has four."""

MAX_ROW_TAGS = 20 * MAX_COLUMNS
"""Tags a row may hold."""

_LARGE = 2**20
_CHUNK = 2**18
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_HIDDEN = re.compile(rb"^[^>]*\shidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"^[^>]*\sr=[\"'](\d{1,7})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?[vt][\s>]")
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c((?:\s[^<>]*)?)><(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v(?:\s*/>|></(?:\w+:)?v>))?</(?:\w+:)?c>"
)
_WIDER = MAX_COLUMNS + 1


@dataclass(slots=True)
class _Part:
    """What a pass over the bytes of a worksheet found: hidden rows, formulas without a value, the last row with one."""

    hidden: set[int]
    without_value: int = 0
    last: int = 0


def read_workbook(shown: str, content: bytes, sheet: str) -> Sheet:
    """Read one worksheet of a workbook.

    Args:
        shown: name of the file.
        content: its bytes.
        sheet: name of the worksheet, or '' for the one that looks most like a journal.

    Raises:
        UserError: it is no workbook, damaged, too large, or has no such sheet.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _look_through(shown, archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features a table does not need
            return _read(shown, content, sheet, parts)
    except UserError:
        raise
    # openpyxl answers a damaged workbook with whatever its own code stumbles on: there is no common family.
    except Exception as error:
        raise UserError("{file} is damaged or no table. Open it in Excel or LibreOffice, save it as .xlsx anew and "
                        "choose that file.", file=shown) from error  # fmt: skip


def _look_through(shown: str, archive: zipfile.ZipFile) -> dict[str, _Part]:
    """Return what the worksheets hold, by the names of their parts, once the whole is found harmless."""
    infos = archive.infolist()
    names = {info.filename for info in infos}
    if "mimetype" in names or not any(name.lower().startswith("xl/") for name in names) or "xl/workbook.bin" in names:
        raise UserError("Tables are read from .xlsx and .csv; {file} is neither. Open it where it was made, save it as "
                        ".xlsx and choose that file.", file=shown)  # fmt: skip
    texts = [info for info in infos if info.filename.lower().endswith((".xml", ".rels", ".vml"))]
    packed_tight = any(
        info.file_size > _LARGE and info.file_size > MAX_RATIO * max(info.compress_size, 1) for info in texts
    )
    if len(infos) > MAX_PARTS or packed_tight or sum(info.file_size for info in texts) > MAX_UNPACKED:
        raise too_much(shown)
    return {info.filename: _count(shown, archive, info) for info in texts}


def _count(shown: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Part:
    """Go over the bytes of a part: how many tags, which rows are hidden, which formulas have no value."""
    part = _Part(set())
    tags = row = in_row = 0
    rest = b""
    is_sheet = "worksheets" in info.filename
    with archive.open(info) as source:
        while chunk := source.read(_CHUNK):
            if b"<!DOCTYPE" in (rest + chunk) or b"<!ENTITY" in (rest + chunk):
                raise UserError("{file} is damaged or no table. Open it in Excel or LibreOffice, save it as .xlsx anew "
                                "and choose that file.", file=shown)  # fmt: skip
            tags += chunk.count(b"<")
            if tags > MAX_TAGS:
                raise too_much(shown)
            if not is_sheet:
                rest = chunk[-10:]
                continue
            # What follows the last sign that a tag begins may be cut in two: it is kept for the next round.
            text = rest + chunk
            cut = text.rfind(b"<", 0, -600) if len(text) > 1200 else -1
            text, rest = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
            row, in_row = _rows(text, part, row, in_row)
            part.without_value += _without_value(text)
            if in_row > MAX_ROW_TAGS:
                raise too_much(shown)
    if is_sheet and rest:
        _rows(rest, part, row, in_row)
        part.without_value += _without_value(rest)
    return part


def _without_value(text: bytes) -> int:
    """Return how many formulas have no stored value; an empty text is one."""
    return sum(b't="str"' not in attributes for attributes in _NO_VALUE.findall(text))


def _rows(text: bytes, part: _Part, row: int, in_row: int) -> tuple[int, int]:
    """Note the hidden rows of a piece; return the number of the last row, and how many tags it has so far."""
    pieces = _ROW.split(text)
    in_row += pieces[0].count(b"<")
    if _VALUE.search(pieces[0]):
        part.last = max(part.last, row)
    for piece in pieces[1:]:
        given = _NUMBER.match(b" " + piece)
        row = int(given.group(1)) if given else row + 1
        if _HIDDEN.match(b" " + piece):
            part.hidden.add(row)
        if _VALUE.search(piece):
            part.last = max(part.last, row)
        in_row = max(in_row, MAX_ROW_TAGS + 1) if in_row > MAX_ROW_TAGS else piece.count(b"<")
    return row, in_row


def _read(shown: str, content: bytes, wanted: str, parts: dict[str, _Part]) -> Sheet:
    # The library ships no type information.
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # noqa: PLC0415 - only for a workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        names = [sheet.title for sheet in book.worksheets[:MAX_SHEETS]]
        name = _chosen(shown, book, names, wanted)
        others = [other for other in names if other != name]
        part = parts.get(book[name]._worksheet_path.lstrip("/"), _Part(set()))  # noqa: SLF001 - told nowhere else
        grid = _grid(shown, book, name, part.last)
        grid.hidden = frozenset(part.hidden)
        if part.without_value:
            grid.problems.append(say("Some cells hold formulas without a result: {number}. Open the file in Excel, "
                                     "save it and choose it again.", number=part.without_value))  # fmt: skip
        return make_sheet(shown, name, others, grid)
    finally:
        book.close()


def _chosen(shown: str, book: Any, names: list[str], wanted: str) -> str:
    """Return the worksheet asked for, or the one that looks most like a journal: visible, with its titles."""
    if wanted:
        found = next((name for name in names if name.strip().casefold() == wanted.strip().casefold()), None)
        if found is None:
            raise UserError("{file} has no sheet “{sheet}”. It has: {others}.", file=shown, sheet=wanted,
                            others=", ".join(names))  # fmt: skip
        return found
    if not names:
        raise UserError("There is nothing in {file}. Choose another file or another sheet.", file=shown)

    def likeness(name: str) -> tuple[bool, int, bool]:
        rows = _first_rows(book, name)
        head = find_head(rows) if rows else Head()
        return book[name].sheet_state == "visible", head.score, bool(rows)

    return max(names, key=likeness) if len(names) > 1 else names[0]


def _first_rows(book: Any, name: str) -> list[tuple[int, tuple[Cell, ...]]]:
    found: list[tuple[int, tuple[Cell, ...]]] = []
    for number, cells in _each(book, name, HEAD_ROWS * 5):
        if cells:
            found.append((number, cells))
        if len(found) == HEAD_ROWS:
            break
    return found


def _each(book: Any, name: str, last: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    sheet = book[name]
    sheet.reset_dimensions()  # many programs write wrong ones
    for number, values in enumerate(sheet.iter_rows(max_row=last, max_col=_WIDER, values_only=True), 1):
        yield number, trimmed(_cell(value) for value in values)


def _grid(shown: str, book: Any, name: str, last: int) -> Grid:
    """Return the filled rows of a worksheet, down to the last one with a value."""
    grid = Grid([], [])
    left = MAX_CELLS
    if last > MAX_ROWS + HEAD_ROWS:
        raise too_much(shown)
    for number, cells in _each(book, name, max(last, 1)):
        if not cells:
            continue
        left -= sum(cell != "" for cell in cells)
        if left < 0:
            raise too_much(shown)
        if any(isinstance(cell, str) and len(cell) >= MAX_CELL for cell in cells):
            grid.problems.append(say("A cell of row {row} was cut to {limit} characters.", row=number, limit=MAX_CELL))
        grid.rows.append((number, cells))
    return grid


def _cell(value: object) -> Cell:
    """Return what openpyxl read as one of the values of a sheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, int | float) else clean(str(value))
