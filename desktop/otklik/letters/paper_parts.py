"""What acts, sheets of the journal and lists of a folder are set of: plain text, tables of facts, foot, signatures.

Everything is handed to platypus as fragments, so no value can bring markup with it.
"""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.paraparser import ParaFrag

from otklik.letters import fonts
from otklik.letters.archive import PRODUCER, ArchiveCanvas
from otklik.letters.count_page import printable
from otklik.letters.structure import PAGINATION, artifact, heading
from otklik.letters.sums import in_words
from otklik.letters.tagged import Grid, Tagged, Text
from otklik.letters.wording import NBSP, join_words
from otklik.system.words import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

INK, DIM, LINE = HexColor(0x1A1A1A), HexColor(0x5C5C5C), HexColor(0x9A9A9A)
GAP = HexColor(0xB3382C)
"""What is not filled in yet; only drafts have it."""

HEAD_DIGITS = 16
"""Hex digits of the chain's head that are printed, as on letters."""


_PADDING = (("LEFT", 4.5), ("RIGHT", 4.5), ("TOP", 2.5), ("BOTTOM", 3.5))


class Margins(NamedTuple):
    """White around the text of a page, in points."""

    left: float
    right: float
    top: float
    bottom: float


def style(size: float, leading: float = 0, *, bold: bool = False, serif: bool = False, **facts: Any) -> Any:
    """Return a paragraph style.

    Args:
        size: of the letters, in points.
        leading: from line to line, in points; a quarter more than the size where not given.
        bold: whether the strong cut.
        serif: whether PT Serif; PT Sans where not.
        facts: what reportlab's style takes besides.
    """
    name = fonts.named(bold=bold) if serif else fonts.sans(bold=bold)
    base = {"alignment": TA_LEFT, "splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0, "textColor": INK}
    return ParagraphStyle("", fontName=name, fontSize=size, leading=leading or 1.25 * size, **base | facts)


def title(content: str, form: Any, level: int = 1) -> Any:
    """Return a heading, which stands in the bookmarks too; each line of the content begins a line."""
    found = text(content, form)
    found.element = heading(level, content)
    return found


def text(content: str, form: Any, label: str | None = None) -> Any:
    """Return a paragraph; each line of the content begins a line, and a label stands at its left."""
    fragments = []
    for place, line in enumerate(content.split("\n")):
        if place:
            fragments.append(_fragment("", form, lineBreak=True))
        fragments.append(_fragment(join_words(printable(line)), form))
    return Text(None, form, bulletText=label, frags=fragments)


def fitted(content: str, wide: float, form: Any, signs: str = "-/@._") -> str:
    """Return text for a cell, a word that is wider than it broken behind signs and not in the middle.

    Args:
        content: the text.
        wide: width of the cell in points, white included.
        form: how it will be set.
        signs: behind which a word may be broken. Who copies text from a PDF loses a hyphen at the end of a line.
    """
    pieces = re.compile(rf"[^{re.escape(signs)}]*[{re.escape(signs)}]+|[^{re.escape(signs)}]+")
    face = fonts.font(form.fontName)
    room = wide - dict(_PADDING)["LEFT"] - dict(_PADDING)["RIGHT"]

    def long(words: str) -> float:
        return float(face.stringWidth(words, form.fontSize))

    def broken(word: str) -> str:
        if long(word) <= room:
            return word
        lines = [""]
        for piece in pieces.findall(word):
            if lines[-1] and long(lines[-1] + piece) > room:
                lines.append("")
            lines[-1] += piece
        return "\n".join(lines)

    return "\n".join(" ".join(map(broken, join_words(line).split(" "))) for line in content.split("\n"))


def _fragment(content: str, form: Any, **facts: Any) -> Any:
    base = {"fontName": form.fontName, "fontSize": form.fontSize, "textColor": form.textColor}
    return ParaFrag(text=content, rise=0, us_lines=[], link=[], **base | facts)


def short_head(chain_head: str) -> str:
    """Return the beginning of the journal's head as it is printed: «3f9c 1a20 77be d041»."""
    digits = chain_head[:HEAD_DIGITS]
    return NBSP.join(digits[start : start + 4] for start in range(0, len(digits), 4))


def sheets_in_words(count: int) -> str:
    """Return «12 (двенадцать) листов», «21 (двадцать один) лист»."""
    return f"{count} ({in_words(count)}) {plural(count, 'лист', 'листа', 'листов')}"


def table(rows: Sequence[Sequence[Any]], widths: Sequence[float], *, head: int = 0, **facts: Any) -> Any:
    """Return a ruled table that may break between its rows, and inside one that is higher than a page.

    Args:
        rows: cells, as flowables.
        widths: of the columns, in points.
        head: how many rows stand again on each page.
        facts: `lines` of the style besides, `below`, the height in points of what follows and must not stand on a sheet
            alone, and what reportlab's table takes.
    """
    pad = [(f"{side}PADDING", (0, 0), (-1, -1), space) for side, space in _PADDING]
    lines = [("GRID", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP"), *pad]
    lines += facts.pop("lines", [])
    below = facts.pop("below", 0.0)
    form = Leading if below else Grid
    grid = form([list(row) for row in rows], list(widths), style=lines, repeatRows=head, splitInRow=1, **facts)
    grid.heads, grid.sides = head, 0 if head else 1  # without a head the names stand at the left
    if below:
        grid.below = below
    return grid


class Leading(Grid):
    """A table whose last rows go overleaf with what follows, where that has no room behind it.

    Attributes:
        below: height of what follows, in points.
    """

    below = 0.0
    _TAKEN = 2  # rows

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes in a room of so many points: more than there is where what follows has none."""
        wide, high = super().wrap(width, height)
        stays = self._is_short() and self._frame._atTop  # noqa: SLF001 - reportlab tells nobody else
        return wide, height + 1 if high <= height < high + self.below and not stays else high

    def split(self, width: float, height: float) -> list[Any]:
        """Return the parts for this page and the next, in points; none where all of it goes overleaf."""
        high = sum(self._rowHeights)
        if high <= height and self._is_short():
            return []
        parts = super().split(width, min(height, high - sum(self._rowHeights[-self._TAKEN :]) + 0.1))
        if parts:
            parts[-1].below = self.below
        return parts

    def _is_short(self) -> bool:
        return bool(len(self._cellvalues) <= self._TAKEN + self.repeatRows)


def signatures(people: Sequence[tuple[str, str]]) -> list[Any]:
    """Return a line for the hand of each: position at the left, room for the hand, the name at the right.

    Args:
        people: (position, name) of each who signs; an empty one leaves room to write it.
    """
    form = style(10.5, serif=True)
    return [_Signature(text(position, form), text(name, form)) for position, name in people]


class _Signature(Tagged):
    """The line for one hand."""

    role = "Div"
    _HAND, _STEP = 42 * mm, 4 * mm

    def __init__(self, position: Any, name: Any) -> None:
        super().__init__()
        self._position, self._name = position, name

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes in a room of so many points."""
        self._wide, self._side = width, (width - self._HAND - 2 * self._STEP) / 2
        words = (self._position, self._name)
        return width, max(part.wrap(self._side, height)[1] for part in words) + 9 * mm

    def draw(self) -> None:
        """Draw what is printed already and the lines for the rest."""
        pen, base, right = self.canv, 4 * mm, self._wide - self._side
        self._position.drawOn(pen, 0, base + 1)
        self._name.drawOn(pen, right, base + 1)
        with artifact(pen):
            pen.setStrokeColor(INK)
            pen.setLineWidth(0.5)
            pen.setFillColor(DIM)
            pen.setFont(fonts.sans(), 6.5)
            hand = (self._side + self._STEP, right - self._STEP, "подпись")
            for start, end, what in ((0, self._side, "должность"), hand, (right, self._wide, "фамилия, имя, отчество")):
                pen.line(start, base - 1.5, end, base - 1.5)
                pen.drawString(start, base - 8.5, what)


class Made(NamedTuple):
    """A finished PDF/A file and how many pages it has."""

    pdf: bytes
    pages: int


def make(
    story: Callable[[], list[Any]],
    *,
    size: tuple[float, float],
    margins: Margins,
    facts: dict[str, Any],
    frame: Callable[[Any, int, int], None],
) -> Made:
    """Lay a paper out and return it; it is laid out twice where its foot names how many pages there are.

    Args:
        story: makes the flowables anew.
        size: of the page, in points.
        margins: around the text.
        facts: `title`, `author` and `day` of the file.
        frame: draws what stands outside the text, told the canvas, the page from 1 and the number of pages.
    """

    def lay_out(total: int) -> Made:
        return _lay_out(story(), size, margins, facts, lambda canvas, page: frame(canvas, page, total))

    first = lay_out(1)
    return first if first.pages == 1 else lay_out(first.pages)


def _lay_out(
    story: list[Any],
    size: tuple[float, float],
    margins: Margins,
    facts: dict[str, Any],
    frame: Callable[[Any, int], None],
) -> Made:
    target = io.BytesIO()
    wide, high = size[0] - margins.left - margins.right, size[1] - margins.top - margins.bottom
    document = BaseDocTemplate(target, pagesize=size)

    def around(canvas: Any, _document: object) -> None:
        with artifact(canvas, PAGINATION):
            canvas.saveState()
            frame(canvas, canvas.getPageNumber())
            canvas.restoreState()

    inner = Frame(margins.left, margins.bottom, wide, high, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [inner], onPage=around))
    document.build(story, canvasmaker=partial(ArchiveCanvas, **facts))
    return Made(target.getvalue(), document.page)


def file_facts(title: str, operator: str, day: date) -> dict[str, Any]:
    """Return title, author and date of a file; the title names nobody."""
    return {"title": title, "author": printable(operator) or PRODUCER, "day": day}


def foot(canvas: Any, size: tuple[float, float], margins: Margins, left: str, right: str) -> None:
    """Draw a thin rule at the foot of a page and a line of small text at either end under it."""
    base = margins.bottom - 6 * mm
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(margins.left, base + 3.4 * mm, size[0] - margins.right, base + 3.4 * mm)
    canvas.setFillColor(DIM)
    canvas.setFont(fonts.sans(), 7)
    canvas.drawString(margins.left, base, join_words(left))
    canvas.drawRightString(size[0] - margins.right, base, join_words(right))
