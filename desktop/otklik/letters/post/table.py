"""A ruled table whose rows wrap, go on overleaf, and are never cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.letters.post.pen import POINT, Pen, wrap
from otklik.letters.structure import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otklik.letters.post.pen import Align

_SIDE, _ABOVE = 1.2, 0.9  # room around the text of a cell, in millimetres
_LEADING = 1.22


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in millimetres, and to which side its cells keep."""

    heading: str
    width: float
    align: Align = "left"


Row = tuple[tuple[str, ...], ...]
"""The lines of each cell."""


class Table:
    """Columns with their size of type.

    Args:
        columns: from left to right.
        size: of the cells, in points; headings are set a little smaller.
    """

    def __init__(self, columns: Sequence[Column], size: float) -> None:
        self._columns, self._size = tuple(columns), size
        self._head = self._row([column.heading for column in columns], 0.86 * size)
        self._line = size * _LEADING * POINT

    @property
    def width(self) -> float:
        """Width of all columns."""
        return sum(column.width for column in self._columns)

    @property
    def head_height(self) -> float:
        """Height of the headings."""
        return self._height(self._head)

    def pages(self, rows: Iterable[Sequence[str]], room: float, last_room: float) -> list[list[Row]]:
        """Return the rows as pages.

        Args:
            rows: the texts of their cells.
            room: height of a page for headings and rows, in millimetres.
            last_room: the same of the last page, which has the totals as well; not more than `room`.
        """
        most = max(1, int((last_room - self.head_height - 2 * _ABOVE) / self._line))
        pages: list[list[Row]] = [[]]
        left = room - self.head_height
        for row in (part for cells in rows for part in _parts(self._row(cells, self._size), most)):
            high = self._height(row)
            if high > left and pages[-1]:
                pages.append([])
                left = room - self.head_height
            pages[-1].append(row)
            left -= high
        if left < room - last_room:  # the totals need what the last row takes
            pages.append([pages[-1].pop()] if len(pages[-1]) > 1 else [])
        return pages

    def draw(self, pen: Pen, x: float, y: float, rows: Sequence[Row], least: float = 0.0) -> float:
        """Draw headings and rows and return where the table ends.

        Args:
            pen: draws.
            x: the upper left corner, in millimetres.
            y: the same.
            rows: those of one page.
            least: down to which height blank rows are ruled.
        """
        table = Element("Table")
        foot = self._draw_row(pen, x, y, self._head, 0.86 * self._size, Element("TR", table), center=True)
        for row in rows:
            foot = self._draw_row(pen, x, foot, row, self._size, Element("TR", table))
        blank = tuple(("",) for _ in self._columns)
        while foot + self._height(blank) <= y + least:
            foot = self._draw_row(pen, x, foot, blank, self._size, None)
        return foot

    def _row(self, cells: Sequence[str], size: float) -> Row:
        return tuple(
            wrap(cell, column.width - 2 * _SIDE, size) for cell, column in zip(cells, self._columns, strict=True)
        )

    def _height(self, row: Row) -> float:
        return max(map(len, row)) * self._line + 2 * _ABOVE

    def _draw_row(
        self, pen: Pen, x: float, y: float, row: Row, size: float, element: Element | None, *, center: bool = False
    ) -> float:
        high = self._height(row)
        for column, lines in zip(self._columns, row, strict=True):
            pen.box(x, y, column.width, high, 0.4)
            align = "center" if center else column.align
            at = {"left": x + _SIDE, "center": x + column.width / 2, "right": x + column.width - _SIDE}[align]
            top = y + (high - len(lines) * self._line) / 2 if center else y + _ABOVE
            if element:
                with pen.part(Element("TH" if center else "TD", element)):
                    for place, line in enumerate(lines):
                        pen.text(at, top + (place + 0.78) * self._line, line, size, align=align)
            x += column.width
        return y + high


def _parts(row: Row, most: int) -> list[Row]:
    """Return a row too high for a page as several, the later ones going on with what is left of its cells."""
    lines = max(map(len, row))
    return [tuple(cell[start : start + most] for cell in row) for start in range(0, lines, most)]
