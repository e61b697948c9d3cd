"""Cells of a spreadsheet: what people wrote stays text and is never reckoned; how a sheet is printed."""

from __future__ import annotations

import errno
import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Font  # type: ignore[import-untyped]  # it ships no types

from otklik.system.spreadsheets import straight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

FACE = "Calibri"
"""The font of cells by default; a font of one's own has to name it."""

HEAD = Font(name=FACE, bold=True)
DATE = "DD.MM.YYYY"
_A4 = 9
"""As the format numbers sizes of paper."""

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Signs no spreadsheet may hold."""

LONGEST = 32_000
"""Letters of a cell; Excel takes 32 767."""


@contextmanager
def disk_told() -> Iterator[None]:
    """Make of what lxml says while openpyxl writes with it («IO_ENOSPC») the `OSError` it is.

    Raises:
        OSError: the rows could not be written: the disk is full, say.
    """
    try:
        yield
    except Exception as error:
        if type(error).__name__ != "SerialisationError":  # by its name: where there is no lxml, openpyxl does without
            raise
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from error


def write(cell: Any, value: str | float | date | None) -> None:
    """Put a value into a cell: numbers and dates as such, words as words, «=1+1» too.

    Args:
        cell: of openpyxl.
        value: what to put there.
    """
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = straight(_UNFIT.sub(" ", value))[:LONGEST]
    cell.data_type = "s"  # openpyxl would take «=…» for a formula
    if cell.value[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True  # nor does Excel, when the cell is edited


def set_up_print(sheet: Any, *, landscape: bool, head: str = "") -> None:
    """Make a sheet fit the width of A4.

    Args:
        sheet: of openpyxl.
        landscape: whether across.
        head: rows that stand again on each page, `1:1`; none where not given.
    """
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    if head:
        sheet.print_title_rows = head
    sheet.oddFooter.center.text = "&P / &N"
