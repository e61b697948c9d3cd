"""The one door for spreadsheets: `read_sheet` makes a `Sheet` of an .xlsx or .csv file, or says what to do instead.

Where the table begins is found by its titles (`columns.recognised`): journals have a head above them, titles in two
rows, and a row of column numbers below. Of a formula the value Excel stored is taken; nothing is calculated or fetched.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from otklik.intake.old_journal.columns import recognised
from otklik.system.errors import UserError
from otklik.system.words import say

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
"""Extensions of the files that can be read."""

MAX_BYTES = 30 * 2**20
"""Largest file taken."""

MAX_ROWS = 100_000
"""Rows of a table that are taken."""

MAX_COLUMNS = 200
"""Columns of a table that are taken."""

MAX_CELLS = 500_000
"""Filled cells of a table that are taken: more would neither fit into memory nor be done in a few seconds."""

MAX_CELL = 32_767
"""Characters of a cell that are taken, as many as Excel allows."""

HEAD_ROWS = 40
"""Filled rows among which the titles are looked for."""

Cell = str | int | float | dt.datetime | dt.date | dt.time
"""What a cell holds: text ('' where it is empty), a number, or a day that the file itself calls one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        number: its number in the file, from 1, as the spreadsheet program shows it.
        cells: as many as the sheet has titles.
        hidden: whether the file hides it (a filter); it is read all the same.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read; nothing of it is stored yet.

    Attributes:
        file: name of the file it was read from.
        name: name of the worksheet; empty of a .csv.
        others: names of the other worksheets of the file, in their order; each can be asked for.
        titles: titles of the columns; a column without one is called by its letter («Столбец C»).
        header_row: number of the row the titles stand in (the last of several); 0 where the table has none.
        rows: the filled rows below, in the order of the file.
        problems: what could not be read as written, one sentence each in the language in use.
    """

    file: str
    name: str
    others: tuple[str, ...]
    titles: tuple[str, ...]
    header_row: int
    rows: tuple[Row, ...]
    problems: tuple[str, ...] = ()


def read_sheet(name: str, content: bytes, sheet: str = "") -> Sheet:
    """Read a table from a file.

    Args:
        name: the file's name or path; only its last piece is used.
        content: its bytes.
        sheet: name of the worksheet; where not given, the one that looks most like a journal.

    Raises:
        UserError: the file is empty, too large, damaged, protected, no table, or of a kind that is not read.
    """
    shown = re.split(r"[/\\]", name)[-1].strip() or "?"
    if not content.strip(b" \t\r\n\0"):
        raise UserError("{file} is empty. Choose another file.", file=shown)
    if len(content) > MAX_BYTES:
        raise UserError("{file} is larger than {limit} MB. Save the table alone, without pictures, and try again.",
                        file=shown, limit=MAX_BYTES // 2**20)  # fmt: skip
    if content.startswith(b"PK\x03\x04"):
        from otklik.intake.old_journal.workbook import read_workbook  # noqa: PLC0415 - openpyxl only for a workbook

        return read_workbook(shown, content, sheet)
    _refuse_others(shown, content)
    from otklik.intake.old_journal.delimited import read_delimited  # noqa: PLC0415 - encodings only where one is read

    if sheet:
        raise UserError("{file} is text and has no sheets; leave the name of the sheet away.", file=shown)
    return read_delimited(shown, content)


def _refuse_others(shown: str, content: bytes) -> None:
    """Say of a file that is no table we read what to do with it."""
    suffix = "." + shown.lower().rpartition(".")[2]
    start = content[:512].lstrip().lower()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UserError("{file} is protected by a password. Open it in Excel, take the password off, save it and "
                            "choose it again.", file=shown)  # fmt: skip
        raise UserError("{file} is a table of the old kind (.xls). Open it in Excel or LibreOffice, save it as .xlsx "
                        "and choose that file.", file=shown)  # fmt: skip
    if suffix not in SUFFIXES or start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"%pdf", b"{\\rtf")):
        raise UserError("Tables are read from .xlsx and .csv; {file} is neither. Open it where it was made, save it as "
                        ".xlsx and choose that file.", file=shown)  # fmt: skip


@dataclass(slots=True)
class Grid:
    """What a reader hands over: the filled rows of one worksheet, the head included.

    Attributes:
        rows: number in the file and cells, empty ones at the end left out.
        problems: sentences.
        hidden: numbers of rows the file hides.
    """

    rows: list[tuple[int, tuple[Cell, ...]]]
    problems: list[str]
    hidden: frozenset[int] = frozenset()


def make_sheet(shown: str, name: str, others: Sequence[str], grid: Grid) -> Sheet:
    """Find where the table begins, and return it.

    Args:
        shown: name of the file.
        name: of the worksheet.
        others: names of the others.
        grid: its rows.

    Raises:
        UserError: there is nothing in it.
    """
    if not grid.rows:
        raise UserError("There is nothing in {file}. Choose another file or another sheet.", file=shown)
    head = find_head(grid.rows)
    width = max(len(head.titles), *(len(cells) for _, cells in grid.rows[head.rows :] or grid.rows))
    problems = list(grid.problems)
    if width > MAX_COLUMNS:
        width = MAX_COLUMNS
        problems.append(say("Only the first {limit} columns were read.", limit=MAX_COLUMNS))
    titles = tuple(_titles(head.titles, width))
    rows = tuple(_body(grid, head, titles))
    if not head.number:
        problems.append(say("No titles of columns were found: say yourself what stands in which column."))
    if hidden := sum(row.hidden for row in rows):
        problems.append(say("The file hides some rows; they are read all the same: {number}.", number=hidden))
    return Sheet(shown, name, tuple(others), titles, head.number, rows, tuple(problems))


@dataclass(frozen=True, slots=True)
class Head:
    """Where the titles stand.

    Attributes:
        titles: the titles; empty ones for columns without.
        number: row of the file, 0 where there are none.
        rows: how many filled rows lie above the first row of data.
        score: how many meanings the titles have.
    """

    titles: tuple[str, ...] = ()
    number: int = 0
    rows: int = 0
    score: int = 0


def find_head(rows: Sequence[tuple[int, tuple[Cell, ...]]]) -> Head:
    """Return the titles among the first rows: those that name most of what a journal holds; else the first full row."""
    best = Head()
    first = rows[:HEAD_ROWS]
    for place, (number, cells) in enumerate(first):
        if not _may_be_titles(cells):
            continue
        above = _texts(cells)
        single = Head(above, number, place + 1, recognised(above))
        best = max(best, single, key=_score)
        if place + 1 < len(first) and _may_be_titles(first[place + 1][1]):
            titles = _together(above, _texts(first[place + 1][1]))
            double = Head(titles, first[place + 1][0], place + 2, recognised(titles))
            best = max(best, double, key=_score)
    if best.score < 2:  # one word that fits is no journal: it may stand in any text above it
        best = next((Head(_texts(cells), number, place + 1) for place, (number, cells) in enumerate(first)
                     if _may_be_titles(cells) and len(cells) > 1 and all(_texts(cells))), Head())  # fmt: skip
    after = rows[best.rows : best.rows + 1]
    if best.number and after and _is_numbering(after[0][1]):
        return Head(best.titles, after[0][0], best.rows + 1, best.score)
    return best


def _score(head: Head) -> int:
    return head.score


def _may_be_titles(cells: Iterable[Cell]) -> bool:
    """Return whether a row holds words alone, at least two."""
    filled = [cell for cell in cells if cell != ""]
    return len(filled) > 1 and all(isinstance(cell, str) and re.search(r"[^\W\d_]|№", cell) for cell in filled)


def _texts(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(" ".join(str(cell).split()) for cell in cells)


def _together(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Return titles of two rows as one: «Ответ» over «дата» and «№» is «Ответ: дата», «Ответ: №»."""
    titles, group = [], ""
    for place in range(max(len(above), len(below))):
        upper = above[place] if place < len(above) else ""
        lower = below[place] if place < len(below) else ""
        group = upper or (group if lower else "")
        titles.append(f"{group}: {lower}" if group and lower else group or lower)
    return tuple(titles)


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """Return whether a row holds nothing but the numbers of the columns (1, 2, 3 and so on)."""
    numbers = [str(cell).strip() for cell in cells if cell != ""]
    return len(numbers) > 2 and numbers == [str(place) for place in range(1, len(numbers) + 1)]


def _titles(titles: Sequence[str], width: int) -> Iterator[str]:
    """Yield a title for each column, no two alike."""
    used: dict[str, int] = {}
    for place in range(width):
        title = titles[place] if place < len(titles) else ""
        title = title or say("Column {letter}", letter=letter_of(place))
        used[title] = used.get(title, 0) + 1
        yield title if used[title] == 1 else f"{title} ({used[title]})"


def letter_of(place: int) -> str:
    """Return the letter a spreadsheet program gives a column: A for 0, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _body(grid: Grid, head: Head, titles: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of data; titles repeated on each printed page are none."""
    width = len(titles)
    for number, cells in islice(grid.rows, head.rows, None):
        if head.number and _texts(cells) == head.titles[: len(cells)] and len(cells) == len(head.titles):
            continue
        yield Row(number, (*cells[:width], *("",) * (width - len(cells))), number in grid.hidden)


def too_much(shown: str) -> UserError:
    """Return the refusal of a table that is larger than can be taken."""
    return UserError("{file} holds more than can be taken at once: {rows} rows or {cells} cells. Divide it and bring "
                     "in one part after the other.", file=shown, rows=MAX_ROWS, cells=MAX_CELLS)  # fmt: skip


def trimmed(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return the cells of a row without the empty ones at its end."""
    kept = list(cells)
    while kept and kept[-1] == "":
        kept.pop()
    return tuple(kept)


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]|_x000D_")


def clean(text: str) -> str:
    """Return the text of a cell without signs nobody sees, at most `MAX_CELL` long."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")).strip()[:MAX_CELL]
