"""Tables as text: .csv of any delimiter, quoting and encoding."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from otklik.intake.charset import decode
from otklik.intake.old_journal.sheets import (
    MAX_CELL,
    MAX_CELLS,
    MAX_ROWS,
    Cell,
    Grid,
    Sheet,
    clean,
    make_sheet,
    too_much,
    trimmed,
)
from otklik.system.errors import UserError
from otklik.system.words import say

DELIMITERS = (";", "\t", ",", "|")
"""Those tried, Excel's own in Russia first."""

_SAMPLE = 200
"""Rows that are enough to tell the delimiter."""

_MANY_LINES = 40
"""Line breaks in one cell that nobody typed: a quotation mark was left open there."""


def read_delimited(shown: str, content: bytes) -> Sheet:
    """Read a table from text.

    Args:
        shown: name of the file.
        content: its bytes.

    Raises:
        UserError: it is no text, or too large.
    """
    text, problems = _text(shown, content)
    first, _, rest = text.partition("\n")
    delimiter = ""
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own way to name it
        text, delimiter = rest, first.strip()[4]
    delimiter = delimiter if delimiter and delimiter not in "\"'\r\n" else _delimiter(text)
    skipped = int(text is rest)
    rows, sound = _records(text, delimiter)
    if not sound:
        problems.append(say("The quotation marks in the file do not match; compare long cells with the original."))
    grid = Grid([], problems)
    cells_left = MAX_CELLS
    for number, record in rows:
        if any(len(cell) > MAX_CELL for cell in record):
            problems.append(say("A cell of row {row} was cut to {limit} characters.", row=number, limit=MAX_CELL))
        cells: tuple[Cell, ...] = trimmed(clean(cell) for cell in record)
        if not cells:
            continue
        cells_left -= sum(cell != "" for cell in cells)
        if len(grid.rows) >= MAX_ROWS or cells_left < 0:
            raise too_much(shown)
        grid.rows.append((number + skipped, cells))
    return make_sheet(shown, "", (), grid)


def _text(shown: str, content: bytes) -> tuple[str, list[str]]:
    """Return the text of the file and what was amiss with it.

    Raises:
        UserError: it is no text, or has more places for cells than are ever taken.
    """
    encoding = None
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Two bytes a letter without a mark: the upper ones are those of the Latin and of the Cyrillic block.
        halves = {"utf-16-le": content[1:2000:2], "utf-16-be": content[:2000:2]}
        encoding = next((name for name, upper in halves.items()
                         if upper.count(0) + upper.count(4) > 0.9 * len(upper) and 0 in upper), None)  # fmt: skip
    text = content.decode(encoding, "replace") if encoding else decode(content).text
    odd = text.count("\ufffd") + sum(text.count(chr(sign)) for sign in range(32) if chr(sign) not in "\t\n\r\f\v")
    if odd > len(text) // 20:
        raise UserError("{file} holds no readable text. Save the table as .xlsx and try again.", file=shown)
    if max(map(text.count, DELIMITERS[:2])) > 4 * MAX_CELLS:
        raise too_much(shown)
    return text, [say("Some characters could not be read; compare with the original.")] if odd else []


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the first rows into most columns, as many in each."""

    def fit(delimiter: str) -> float:
        widths = Counter(len(record) for _, record in _sample(text, delimiter) if any(record))
        if not widths:
            return 0.0
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
        return 0.0 if width < 2 else times / widths.total() + min(width, 30) / 60

    return max(DELIMITERS, key=fit)


def _sample(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    found, _ = _records("\n".join(text[:200_000].split("\n")[:_SAMPLE]), delimiter)
    return found


def _records(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], bool]:
    """Return the records with the line each begins in, and whether the quotation marks are as they should be."""
    with suppress(csv.Error):
        found = list(_read(text, delimiter, quoting=csv.QUOTE_MINIMAL, strict=True))
        if all(cell.count("\n") < _MANY_LINES for _, record in found for cell in record):
            return found, True
    # A mark left open would take the rows behind it into its cell: every line is a row then, and none is lost.
    try:
        found = list(_read(text, delimiter, quoting=csv.QUOTE_NONE, strict=False))
    except csv.Error:  # a cell longer than any table holds
        found = [(number, [piece[: MAX_CELL + 1] for piece in line.split(delimiter)])
                 for number, line in enumerate(text.split("\n"), 1)]  # fmt: skip
    return [(number, [cell.strip('"') for cell in record]) for number, record in found], False


def _read(text: str, delimiter: str, *, quoting: int, strict: bool) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=strict)  # type: ignore[arg-type]  # typeshed wants the literal
    begins, rows = 1, 0
    for record in reader:
        if any(record):
            yield begins, record
            rows += 1
            if rows > MAX_ROWS:  # more than is taken: whoever asks for them will see
                return
        begins = reader.line_num + 1
