"""The list of cases as a table on A4 across, PDF/A; drawn row by row, so that ten thousand rows take seconds.

platypus would measure every cell as a paragraph and split one table hundreds of times.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from otklik.letters import fonts
from otklik.letters import paper_parts as parts
from otklik.letters.archive import ArchiveCanvas
from otklik.letters.count_page import printable
from otklik.letters.reports.drawing import Tone
from otklik.letters.reports.list_model import as_text
from otklik.letters.reports.paper_chart import INKS
from otklik.letters.structure import PAGINATION, Element, artifact, heading, tagged
from otklik.letters.wording import NBSP, short_date

if TYPE_CHECKING:
    from otklik.letters.reports.list_model import Listing

SIZE = landscape(A4)
MARGINS = parts.Margins(14 * mm, 12 * mm, 14 * mm, 18 * mm)
_TEXT, _LINE, _PAD = 7.5, 9.2, 2.6  # points: of a letter, from line to line, above and below a row
_MOST_LINES = 8


def write_pages(target: BinaryIO, listing: Listing) -> None:
    """Write the list as PDF/A-1b.

    Args:
        target: a binary file.
        listing: what is written; columns without a width on paper are left out.
    """
    with fonts.RENDERING:
        facts = parts.file_facts(listing.title, listing.about[0] if listing.about else "", listing.made_on)
        canvas = ArchiveCanvas(target, pagesize=SIZE, **facts)
        _Pages(canvas, listing).draw()
        canvas.save()


class _Pages:
    """Draws the rows one under the other, on as many pages as they take."""

    def __init__(self, canvas: Any, listing: Listing) -> None:
        self._canvas, self._listing = canvas, listing
        self._shown = [(place, column) for place, column in enumerate(listing.columns) if column.paper]
        room = SIZE[0] - MARGINS.left - MARGINS.right
        whole = sum(column.paper for _place, column in self._shown)
        self._widths = [column.paper / whole * room for _place, column in self._shown]
        self._table = Element("Table")
        self._top = 0.0

    def draw(self) -> None:
        """Draw everything."""
        self._begin_page()
        self._head_lines()
        with tagged(self._canvas, self._table):
            self._titles(first=True)
            for row in self._listing.rows:
                self._row([as_text(row[place]) for place, _column in self._shown])
        self._canvas.showPage()

    def _begin_page(self) -> None:
        canvas = self._canvas
        with artifact(canvas, PAGINATION):
            left = f"журнал {parts.short_head(self._listing.chain_head)}"
            page = f"{short_date(self._listing.made_on)} · стр.{NBSP}{canvas.getPageNumber()}"
            parts.foot(canvas, SIZE, MARGINS, left, page)
        self._top = SIZE[1] - MARGINS.top

    def _head_lines(self) -> None:
        canvas = self._canvas
        self._top -= 14
        with tagged(canvas, heading(1, self._listing.title), box=(MARGINS.left, self._top, 200, 14)):
            canvas.setFillColor(parts.INK)
            canvas.setFont(fonts.sans(bold=True), 15)
            canvas.drawString(MARGINS.left, self._top, self._listing.title)
        for line in self._listing.about:
            for piece in _lines(printable(line), fonts.sans(), 9, SIZE[0] - MARGINS.left - MARGINS.right):
                self._top -= 13
                with tagged(canvas, Element("P")):
                    canvas.setFillColor(parts.DIM)
                    canvas.setFont(fonts.sans(), 9)
                    canvas.drawString(MARGINS.left, self._top, piece)
        self._top -= 10

    def _titles(self, *, first: bool) -> None:
        """Draw the names of the columns; overleaf they are no part of the text."""
        titles = [column.title for _place, column in self._shown]
        if first:
            self._cells(titles, "TH", parts.DIM)
        else:
            with artifact(self._canvas, PAGINATION):
                self._cells(titles, "TH", parts.DIM)

    def _row(self, texts: list[str]) -> None:
        high = self._height(texts)
        if self._top - high < MARGINS.bottom:
            self._canvas.showPage()
            self._begin_page()
            self._titles(first=False)
        self._cells(texts, "TD", parts.INK)

    def _height(self, texts: list[str]) -> float:
        return max(len(self._cell(text, place)) for place, text in enumerate(texts)) * _LINE + 2 * _PAD

    def _cell(self, text: str, place: int) -> tuple[str, ...]:
        return _lines(text, fonts.sans(), _TEXT, self._widths[place] - 5)[:_MOST_LINES] or ("",)

    def _cells(self, texts: list[str], role: str, ink: Any) -> None:
        canvas, high, left = self._canvas, self._height(texts), MARGINS.left
        row = Element("TR", self._table)
        for place, text in enumerate(texts):
            with tagged(canvas, Element(role, row)):
                canvas.setFillColor(ink)
                canvas.setFont(fonts.sans(), _TEXT)
                for number, line in enumerate(self._cell(text, place)):
                    if line:
                        canvas.drawString(left, self._top - _PAD - _TEXT - number * _LINE, line)
            left += self._widths[place]
        self._top -= high
        with artifact(canvas):
            canvas.setStrokeColor(parts.INK if role == "TH" else INKS[Tone.LINE])
            canvas.setLineWidth(0.7 if role == "TH" else 0.4)
            canvas.line(MARGINS.left, self._top, SIZE[0] - MARGINS.right, self._top)


@lru_cache(4096)
def _lines(text: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """Return a text broken between its words, and inside a word that is wider than the room, in points."""
    face = fonts.font(font)
    found: list[str] = []
    for word in printable(text).replace("\n", " ").split(" "):
        joined = f"{found[-1]} {word}" if found else word
        if found and face.stringWidth(joined, size) <= room:
            found[-1] = joined
            continue
        rest = word
        while rest and face.stringWidth(rest, size) > room:
            cut = max(1, int(len(rest) * room / face.stringWidth(rest, size)))
            while cut > 1 and face.stringWidth(rest[:cut], size) > room:
                cut -= 1
            found.append(rest[:cut])
            rest = rest[cut:]
        found.append(rest)
    return tuple(found)
