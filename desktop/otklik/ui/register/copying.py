"""Cases for the clipboard: lines with tabs for any program, a table for Excel, Calc and Word.

What strangers wrote is calculated nowhere: a cell that begins like a formula is made a text. Personal data come to the
clipboard by this act alone.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from otklik.system.spreadsheets import harmless
from otklik.ui.register.cells import DAYS, Cells
from otklik.ui.register.columns import Column, heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otklik.casework.desk import Desk
    from otklik.ui.tasks import Tasks

AT_ONCE = 500
"""Cases read in one go: between two pieces the register answers others."""

_TEXT = "mso-number-format:'\\@'"
"""Tells Excel that the cell is text, so that «№ 5/3» becomes no date."""

_DATE = "mso-number-format:'dd\\.mm\\.yyyy'"


def as_lines(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as lines with tabs between their cells."""
    return "".join("\t".join(_plain(cell) for cell in row) + "\r\n" for row in rows)


def as_table(rows: Sequence[Sequence[str]], days: Sequence[bool]) -> str:
    """Return rows as an HTML table.

    Args:
        rows: the headings first.
        days: for each column whether it holds dates.
    """
    lines = ['<meta charset="utf-8"><table>']
    for number, row in enumerate(rows):
        tag = "td" if number else "th"
        cells = (
            f'<{tag} style="{_DATE if day else _TEXT}">{escape(_plain(cell))}</{tag}>'
            for cell, day in zip(row, days, strict=True)
        )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join((*lines, "</table>"))


def for_clipboard(rows: Sequence[Sequence[str]], days: Sequence[bool]) -> QMimeData:
    """Return rows in both forms; arguments as of `as_table`."""
    data = QMimeData()
    data.setText(as_lines(rows))
    data.setHtml(as_table(rows, days))
    return data


def _plain(cell: str) -> str:
    """Return a text that stays one cell and no formula."""
    return harmless(" ".join(cell.split()))


class Copier(QObject):
    """Puts cases on the clipboard, however many: read a piece at a time, so that the window goes on meanwhile.

    Signals:
        copied: they are there; carries how many.
        progressed: how many are read, and of how many.

    Args:
        tasks: where the reading is done.
        parent: owner.
    """

    copied = Signal(int)
    progressed = Signal(int, int)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._turn = 0

    def copy(self, ids: Sequence[int], columns: Sequence[Column], year: int) -> None:
        """Copy cases; what is still under way for others is given up.

        Args:
            ids: the cases, in their order.
            columns: what of them, in its order.
            year: the current one.
        """
        self._turn += 1
        if ids:
            self._read(tuple(ids), tuple(columns), Cells(year), [[heading(column) for column in columns]])

    def _read(self, ids: tuple[int, ...], columns: tuple[Column, ...], words: Cells, rows: list[list[str]]) -> None:
        turn, begun = self._turn, len(rows) - 1
        piece = ids[begun : begun + AT_ONCE]

        def read(desk: Desk) -> list[list[str]]:
            from otklik.casework import lists  # noqa: PLC0415 - start-up: loaded on the database's thread

            return [[words.copied(row, column) for column in columns] for row in lists.rows_of(desk, piece)]

        def taken(found: list[list[str]]) -> None:
            if turn != self._turn:
                return
            rows.extend(found)
            if len(found) == len(piece) and len(rows) - 1 < len(ids):
                self.progressed.emit(len(rows) - 1, len(ids))
                self._read(ids, columns, words, rows)
            else:
                days = [column in DAYS for column in columns]
                QGuiApplication.clipboard().setMimeData(for_clipboard(rows, days))
                self.copied.emit(len(rows) - 1)

        self._tasks.run(read, taken, owner=self)
