"""Address labels on sheets A4, begun at any label of the first sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.letters.post.forms import LabelFormat
from otklik.letters.post.pen import Pen, fit

if TYPE_CHECKING:
    from otklik.letters.post.forms import Labels, Party

A4_WIDTH, A4_HEIGHT = 210.0, 297.0
_SIZE = 11.0
_SMALL = 8.5
_SAFE = 6.0  # printers leave the edge of a sheet blank


@dataclass(frozen=True, slots=True)
class Grid:
    """How labels lie on their sheet, in millimetres."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step: float  # from one label to the next one to its right

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Return the upper left corner of a label, counted from 0 row by row."""
        row, column = divmod(place, self.columns)
        return self.left + column * self.step, self.top + row * self.height


GRIDS = {
    LabelFormat.SHEET_3X8: Grid(3, 8, 70, 37, 0, 0.5, 70),
    LabelFormat.SHEET_2X7: Grid(2, 7, 99.1, 38.1, 4.65, 15.15, 101.6),
}


def draw(labels: Labels, title: str) -> bytes:
    """Return the sheets; `labels.start` says which label of the first one is the first used."""
    grid = GRIDS[labels.format]
    pen = Pen(title, "", labels.made_on, A4_WIDTH, A4_HEIGHT)
    for number, addressee in enumerate(labels.addressees):
        place = (labels.start - 1 + number) % grid.count
        if number and not place:
            pen.next_page()
        _label(pen, grid, place, addressee)
    return pen.finish()


def _label(pen: Pen, grid: Grid, place: int, party: Party) -> None:
    x, y = grid.corner(place)
    left, right = max(x + 4.5, _SAFE), min(x + grid.width - 4.5, A4_WIDTH - _SAFE)
    top, foot = max(y + 3.5, _SAFE), min(y + grid.height - 3.5, A4_HEIGHT - _SAFE)
    room = foot - top
    head = fit([party.name], right - left, 0.42 * room, _SIZE, bold=True)
    top = pen.lines(left, top, head.lines, head.size, head.leading, bold=True) + 0.6
    room, size = foot - top, min(_SIZE - 1, head.size)
    address = party.address
    rest = fit(filter(None, (*address.lines, address.index)), right - left, room, size)
    if rest.size < _SMALL:  # so many lines are easier to read run together
        rest = fit(filter(None, (", ".join(address.lines), address.index)), right - left, room, size)
    pen.lines(left, top, rest.lines, rest.size, rest.leading)
