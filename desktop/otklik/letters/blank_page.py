"""The page of a blank: rows with lines to write on, boxes to tick, tables to fill in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, Indenter, KeepTogether, PageTemplate, Spacer
from reportlab.platypus.paraparser import ParaFrag

from otklik.letters import fonts
from otklik.letters.blocks import Block, Heading, Item, Paragraph, Rule, Table, plain, read_blocks
from otklik.letters.count_page import printable
from otklik.letters.structure import PAGINATION, Element, artifact, tagged
from otklik.letters.structure import heading as heading_element
from otklik.letters.styles import BOTTOM, HEIGHT, LEFT, TEXT_WIDTH, WIDTH
from otklik.letters.tagged import Grid, Text
from otklik.letters.wording import NBSP, break_at_commas, join_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from otklik.letters.blanks import Blank

_INK, _DIM, _PALE = HexColor(0x1A1A1A), HexColor(0x5C5C5C), HexColor(0x9A9A9A)
_TOP_MARGIN = 17 * mm
_ADDRESSEE = 90 * mm  # from the left edge of the text
_NOTE = 9 * mm  # from the lower edge of the sheet
_ROW = 8.2 * mm  # from line to line: a hand needs it
_GAP, _LEAST = 1.6 * mm, 22 * mm  # between words and line; the shortest line that is one
_TOP, _BELOW = 3.0, 4.0  # points above words, and from their baseline to the end of the row
_BOX, _BOX_STEP = 3.4 * mm, 5.6 * mm
_CAPTION = 7.0  # points
_TICK = re.compile(r"\[ \]\s*")
_LINE = re.compile(r"(?P<long>_{3,})(?:\((?P<caption>[^)]*)\))?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a row, or a line to write on: `weight` is its share of the room, 0 of words."""

    words: str
    weight: int = 0


def lay_out(target: object, blank: Blank, to: Sequence[str], canvas: Callable[..., Any]) -> None:
    """Lay the blank out and write it.

    Args:
        target: a binary file.
        blank: what it says.
        to: the lines of the addressee, or of whose sheet it is; the first is a name.
        canvas: makes the canvas.
    """
    document = BaseDocTemplate(target, pagesize=A4)
    frame = Frame(LEFT, BOTTOM, TEXT_WIDTH, HEIGHT - _TOP_MARGIN - BOTTOM, 0, 0, 0, 0)
    around = partial(_around, note=blank.note)
    document.addPageTemplates(PageTemplate("blank", [frame], onPageEnd=around))
    document.build([*_head(blank, to), *_body(blank.body)], canvasmaker=canvas)


def _head(blank: Blank, to: Sequence[str]) -> list[Any]:
    if blank.addressed:
        block = [_text(break_at_commas(line), _style(11, 13.5)) for line in to]
        upper: list[Any] = [Indenter(_ADDRESSEE), *block, Indenter(-_ADDRESSEE)]
    else:
        own = _style(9.5, 12, alignment=TA_CENTER, textColor=_DIM)
        upper = [_text(break_at_commas(line), own) for line in (to[0], ", ".join(to[1:])) if line]
    return [
        *upper,
        Spacer(0, 6 * mm),
        _text(blank.heading, _style(15, 18, bold=True, alignment=TA_CENTER), heading_element(1, blank.title)),
        _text(blank.about, _style(11, 14, alignment=TA_CENTER)),
        Spacer(0, 1.5 * mm),
    ]


def _around(canvas: Any, _document: object, *, note: str) -> None:
    """Draw the remark of the blank at the foot of its first page, and a number on each that follows."""
    page = canvas.getPageNumber()
    if page > 1:
        with artifact(canvas, PAGINATION):
            canvas.setFillColor(_DIM)
            canvas.setFont(fonts.named(), 10)
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 11 * mm, str(page))
        return
    words = _text(note, _style(8, 10, fontName=fonts.sans(), textColor=_DIM))
    _, high = words.wrap(TEXT_WIDTH, HEIGHT)
    with artifact(canvas):
        canvas.setStrokeColor(_PALE)
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, _NOTE + high + 4, LEFT + TEXT_WIDTH, _NOTE + high + 4)
    words.drawOn(canvas, LEFT, _NOTE)


def _body(markdown: str) -> Iterator[Any]:
    heading: Any = None
    for block in read_blocks(markdown):
        if isinstance(block, Heading):
            words = plain(block.spans)
            form = _style(11, 14, bold=True, spaceBefore=10, spaceAfter=1)
            heading = _text(words, form, heading_element(2, words))
            continue
        flowable = _flowable(block)
        yield flowable if heading is None else KeepTogether([heading, flowable])
        heading = None


def _flowable(block: Block) -> Any:
    match block:
        case Rule():
            return _Row([[_Piece("", 1)]])
        case Table(rows):
            return _table([[plain(cell) for cell in row] for row in rows])
        case Paragraph(spans, quoted) if quoted:
            return _text(plain(spans), _style(9, 11.5, textColor=_DIM, spaceBefore=3))
        case Paragraph(spans) | Item(_, _, spans):
            return _row(plain(spans))
        case _:  # a heading is taken before
            return Spacer(0, 0)


def _row(content: str) -> Any:
    """Return a row: words, lines, boxes; plain text where there is nothing to fill in."""
    before, *ticked = _TICK.split(content)
    if ticked:
        return _Row([list(_pieces(cell)) for cell in ticked], boxes=True)
    if not _LINE.search(content):
        return _text(content, _style(11, 14, spaceBefore=2, spaceAfter=2))
    return _Row([list(_pieces(before))])


def _pieces(content: str) -> Iterator[_Piece]:
    place = 0
    for line in _LINE.finditer(content):
        if words := content[place : line.start()].strip():
            yield _Piece(words)
        yield _Piece(line["caption"] or "", len(line["long"]))
        place = line.end()
    if words := content[place:].strip():
        yield _Piece(words)


def _table(rows: Sequence[Sequence[str]]) -> Any:
    form, bold = _style(10, 12.5), _style(10, 12.5, bold=True)
    cells = [[_text(cell, form if place else bold) for cell in row] for place, row in enumerate(rows)]
    heights = [None, *(None if any(row) else _ROW for row in rows[1:])]
    columns = len(rows[0])
    lines = [("GRID", (0, 0), (-1, -1), 0.6, _INK), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Grid(
        cells,
        [TEXT_WIDTH / columns] * columns,
        style=lines,
        repeatRows=1,
        rowHeights=heights,
        spaceBefore=6,
        spaceAfter=4,
    )


def _style(size: float, leading: float, *, bold: bool = False, **facts: Any) -> Any:
    base = {"fontName": fonts.named(bold=bold), "alignment": TA_LEFT, "splitLongWords": 1, "textColor": _INK}
    return ParagraphStyle("", fontSize=size, leading=leading, **base | facts)


def _text(content: str, form: Any, element: Element | None = None) -> Any:
    """Return a paragraph, handed over as a fragment: no markup is parsed."""
    facts = {"fontName": form.fontName, "fontSize": form.fontSize, "textColor": form.textColor}
    words = ParaFrag(text=join_words(printable(content)), rise=0, us_lines=[], link=[], **facts)
    paragraph = Text(None, form, frags=[words])
    paragraph.element = element
    return paragraph


class _Row(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A row of equal cells: words and lines to write on, each with a box before it or none.

    Args:
        cells: the pieces of each.
        boxes: whether a box to tick stands before each.
    """

    def __init__(self, cells: Sequence[Sequence[_Piece]], *, boxes: bool = False) -> None:
        super().__init__()
        self._cells, self._boxes = cells, boxes

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        wide = width / len(self._cells)
        lined = any(piece.weight for cell in self._cells for piece in cell)
        self._laid = []
        for place, pieces in enumerate(self._cells, 1):
            left = (place - 1) * wide + (_BOX_STEP if self._boxes else 0)
            right = width if place == len(self._cells) else place * wide - _GAP
            self._laid.append((left, _Cell(pieces, right - left, lined=lined)))
        self.width, self.height = width, max(cell.height for _left, cell in self._laid)
        return width, self.height

    def draw(self) -> None:
        for left, cell in self._laid:
            if self._boxes:
                with artifact(self.canv):
                    _pen(self.canv).rect(left - _BOX_STEP + 0.3, self.height - cell.first - 0.7, _BOX, _BOX)
            cell.draw(self.canv, left, self.height)


class _Cell:
    """A laid out cell: words alone wrap; beside lines they stand on one line, or above it where they are too long.

    Attributes:
        height: in points.
        first: from the top to the baseline of its first words.

    Args:
        pieces: what stands in it.
        width: in points.
        lined: whether a line to write on stands in the same row: then all words stand on its level.
    """

    def __init__(self, pieces: Sequence[_Piece], width: float, *, lined: bool) -> None:
        form, self._width, self._pieces = _style(11, 14), width, tuple(pieces)
        self._size, self._font = form.fontSize, form.fontName
        first = next(iter(self._pieces), _Piece(""))
        above = ""
        if not any(piece.weight for piece in self._pieces):
            if not lined or self._long(first) > width:
                above, self._pieces = first.words, ()
        elif not first.weight and self._room() < _LEAST:
            above, self._pieces = first.words, self._pieces[1:]
        self._above = _text(above, form) if above else None
        self._high = self._above.wrap(width, HEIGHT)[1] + _TOP if self._above else 0.0
        captions = any(piece.weight and piece.words for piece in self._pieces)
        self.height = self._high + (_ROW + (_CAPTION + 3 if captions else 0) if self._pieces else 1)
        self.first = self._size + 1 + _TOP if self._above else _ROW - _BELOW

    def _room(self) -> float:
        """Return the room that words leave for all lines together, in points."""
        words = sum(self._long(piece) for piece in self._pieces if not piece.weight)
        return float(self._width - words - _GAP * (len(self._pieces) - 1))

    def _long(self, piece: _Piece) -> float:
        return float(fonts.font(fonts.REGULAR).stringWidth(_set(piece.words), self._size))

    def draw(self, canvas: Any, left: float, top: float) -> None:
        """Draw the cell with its upper left corner there."""
        if self._above:
            self._above.drawOn(canvas, left, top - self._high)
        if not self._pieces:
            return
        base = top - self._high - _ROW + _BELOW
        shares = sum(piece.weight for piece in self._pieces) or 1
        with tagged(canvas, Element("P")):
            for piece in self._pieces:
                wide = self._room() * piece.weight / shares if piece.weight else self._long(piece)
                self._draw(canvas, piece, left, base, wide)
                left += wide + _GAP

    def _draw(self, canvas: Any, piece: _Piece, left: float, base: float, wide: float) -> None:
        if not piece.weight:
            canvas.setFillColor(_INK)
            canvas.setFont(self._font, self._size)
            canvas.drawString(left, base, _set(piece.words))
            return
        with artifact(canvas):
            _pen(canvas).line(left, base - 2, left + wide, base - 2)
        if piece.words:
            canvas.setFillColor(_DIM)
            canvas.setFont(self._font, _CAPTION)
            canvas.drawCentredString(left + wide / 2, base - 4 - _CAPTION, _set(piece.words))


def _pen(canvas: Any) -> Any:
    canvas.setStrokeColor(_INK)
    canvas.setLineWidth(0.6)
    return canvas


def _set(words: str) -> str:
    return join_words(words).replace(" ", NBSP)
