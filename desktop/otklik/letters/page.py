"""The sheet by ГОСТ Р 7.0.97-2025: a letter's requisites as flowables, and what stands in the margins.

Page numbers stand from the second page in the middle of the top margin, the executor at the foot of the last sheet, the
QR code (requisite 31) at the lower right of the first one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Frame, PageTemplate, Spacer

from otklik.letters import blocks, fonts
from otklik.letters.blocks import Block, Heading, Item, Paragraph, Rule, Span, Spans, Table, line_spans, plain
from otklik.letters.letterhead import head
from otklik.letters.lists import Lists
from otklik.letters.pictures import QR_SIDE, draw_qr
from otklik.letters.signature import enclosed, end, signed
from otklik.letters.structure import PAGINATION, Element, artifact
from otklik.letters.styles import (
    BLACK,
    BOTTOM,
    HEIGHT,
    LEADING,
    LEFT,
    RIGHT,
    TEXT_WIDTH,
    TOP,
    WIDTH,
    Body,
    Lead,
    headed,
    strong,
    text,
)
from otklik.letters.tagged import Grid, Line
from otklik.letters.wording import break_at_commas, capital, hold_last, join_words
from otklik.register.records import LetterheadForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otklik.letters.model import LetterModel
    from otklik.letters.styles import Sheet

_GREY, _PALE = HexColor(0x8A8A8A), HexColor(0xE9E9E9)
_QR_LOW = 9 * mm  # from the lower edge of the sheet to the QR code
_FIRST_BOTTOM = _QR_LOW + QR_SIDE + 3 * mm
_FOOT = 12 * mm
_HEADING_LINE = 70  # characters
_PADDING = 13.0  # of a cell, left and right together, and a point for the line
_SHORT = 32 * mm  # a column up to so wide keeps each of its lines whole
_LINES_AT_ONCE = 100  # what goes on overleaf is set again whole: a paragraph of thousands of lines would take minutes
_LONG_WORD = 45 * mm  # longer words (addresses of the net) are parted where there is no room


def flowables(model: LetterModel, sheet: Sheet) -> list[Any]:
    """Return the letter as platypus flowables, top to bottom."""
    corner = model.letterhead_form is LetterheadForm.CORNER
    story = head(model, sheet)
    story.append(headed(text(line_spans(hold_last(model.heading)), sheet.subject if corner else sheet.subject_wide), 1))
    if model.salutation:
        story.append(text((Span(join_words(model.salutation)),), sheet.salutation))
    else:
        story.append(Spacer(0, 14))
    content = [*_body(blocks.read_blocks(model.body), sheet), *enclosed(model, sheet)]
    return [*story, *end(content, signed(model, sheet))]


def make_document(target: object, model: LetterModel, sheet: Sheet) -> Any:
    """Return the platypus document of a letter: one frame a page, and what stands in the margins.

    The first sheet leaves room for the QR code, in a draft too: issuing moves no line.
    """

    def number_page(canvas: Any, _document: object) -> None:
        if model.training:
            _training_mark(canvas)
        if canvas.getPageNumber() > 1:
            with artifact(canvas, PAGINATION):
                canvas.setFont(fonts.named(), 10)
                canvas.drawCentredString(WIDTH / 2, HEIGHT - 14 * mm, str(canvas.getPageNumber()))

    def foot(canvas: Any, _document: object) -> None:
        first = canvas.getPageNumber() == 1
        if first and model.issued_on:
            draw_qr(canvas, model, WIDTH - RIGHT - QR_SIDE, _QR_LOW)
        if getattr(canvas, "letter_ends_here", False):
            _foot(canvas, model, sheet, WIDTH - RIGHT - (QR_SIDE + 5 * mm if first else 0))

    document = BaseDocTemplate(target, pagesize=(WIDTH, HEIGHT))
    document.addPageTemplates(
        [
            PageTemplate(name, [_frame(bottom)], onPage=number_page, onPageEnd=foot, autoNextPageTemplate="further")
            for name, bottom in (("first", _FIRST_BOTTOM), ("further", BOTTOM))
        ]
    )
    return document


def _frame(bottom: float) -> Frame:
    return Frame(LEFT, bottom, TEXT_WIDTH, HEIGHT - TOP - bottom, 0, 0, 0, 0)


def _training_mark(canvas: Any) -> None:
    """Say across the sheet and at its head that the letter is of a training register."""
    with artifact(canvas, PAGINATION):
        canvas.saveState()
        canvas.setFillColor(_PALE)
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(52)
        canvas.setFont(fonts.named(bold=True), 104)
        canvas.drawCentredString(0, -36, "УЧЕБНОЕ")
        canvas.restoreState()
        canvas.setFillColor(_GREY)
        canvas.setFont(fonts.named(), 9)
        canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 14 * mm, "учебное письмо, не отправлять")
        canvas.setFillColor(BLACK)


def _foot(canvas: Any, model: LetterModel, sheet: Sheet, right: float) -> None:
    """Draw who prepared the letter and the head of the journal, which ends at `right`, in points."""
    chain = f"журнал {model.chain_head}" if model.chain_head else ""
    chain_left = right - canvas.stringWidth(chain, fonts.named(), 7)
    if model.executor:
        executor = text((Span(break_at_commas(model.executor)),), sheet.executor)
        executor.wrap(chain_left - 5 * mm - LEFT, HEIGHT)
        executor.drawOn(canvas, LEFT, _FOOT)
    if chain:
        with artifact(canvas, PAGINATION):
            canvas.setFillColor(_GREY)
            canvas.setFont(fonts.named(), 7)
            canvas.drawString(chain_left, _FOOT + 2, chain)


def _body(content: Sequence[Block], sheet: Sheet) -> Iterator[Any]:
    """Yield the flowables of the text. A heading runs into the paragraph after it or stands above a list."""
    heading: Spans = ()
    lists = Lists()
    above: Block | None = None
    for place, block in enumerate(content):
        after = content[place + 1] if place + 1 < len(content) else None
        before, above = above, block
        if isinstance(block, Heading):
            if isinstance(after, Paragraph) and not after.quoted:
                heading = strong((*block.spans, *_full_stop(block.spans), Span(" ")))
            else:
                if not isinstance(before, Heading):
                    yield CondPageBreak(_room(content[place:]))
                yield headed(text(strong(block.spans), sheet.heading), 2)
            lists = Lists()
            continue
        if isinstance(block, Item):
            yield lists.place(text(block.spans, sheet.item(block.depth), block.mark or None), block)
            continue
        lists = Lists()
        leads = isinstance(block, Paragraph) and isinstance(after, Item | Table)
        if isinstance(block, Paragraph) and heading and not plain(heading).rstrip().endswith(":"):
            block = Paragraph(_as_sentence(block.spans, ends=not leads))  # noqa: PLW2901 - the same block, as it is set
        if isinstance(block, Paragraph) and not block.quoted and _line_breaks(block) > _LINES_AT_ONCE:
            yield from _long(block.spans, heading, sheet)
        else:
            yield _flowable(block, heading, sheet, Lead if leads else Body)
        heading = ()


def _line_breaks(block: Paragraph) -> int:
    return sum(span.line_break for span in block.spans)


def _long(spans: Spans, heading: Spans, sheet: Sheet) -> Iterator[Any]:
    """Yield a paragraph of very many lines piece by piece; to whoever reads its structure it is one."""
    ends = [place for place, span in enumerate(spans) if span.line_break][_LINES_AT_ONCE - 1 :: _LINES_AT_ONCE]
    first = text(spans[: ends[0]], sheet.begun, kind=Body, heading=heading)
    yield first
    for start, stop in pairwise([*ends, len(spans)]):
        piece = text(spans[start + 1 : stop], sheet.going_on, kind=Body)
        piece.element = first.own()
        yield piece
    yield Spacer(0, sheet.body.spaceAfter)


def _room(content: Sequence[Block]) -> float:
    """Return the height in points that headings need together with the first lines of what they stand above."""
    room = 0.0
    for block, after in zip(content, [*content[1:], None], strict=True):
        if not isinstance(block, Heading):
            leads = isinstance(block, Paragraph) and isinstance(after, Item | Table)
            return room + (4.8 if leads else 2.8) * LEADING
        room += (1 + len(plain(block.spans)) // _HEADING_LINE) * LEADING + 8
    return room


def _as_sentence(spans: Spans, *, ends: bool) -> Spans:
    """Give what follows a heading on its line a capital, and a full stop where the paragraph ends there."""
    if spans and not spans[0].missing:
        spans = (replace(spans[0], text=capital(spans[0].text)), *spans[1:])
    if ends and spans and not spans[-1].missing and plain(spans).rstrip()[-1:] not in {",", ";"}:
        spans = (*spans, *_full_stop(spans))
    return spans


def _full_stop(spans: Spans) -> Spans:
    return () if plain(spans).rstrip().endswith((".", "?", "!", ":", "…")) else (Span("."),)


def _flowable(block: Block, heading: Spans, sheet: Sheet, kind: type[Any]) -> Any:
    match block:
        case Paragraph(spans, quoted):
            style = sheet.item(quoted, quoted=True) if quoted else sheet.body
            paragraph = text(spans, style, kind=kind, heading=heading)
            if quoted:
                paragraph.element = Element("P", Element("BlockQuote"))
            return paragraph
        case Table(rows):
            return _grid(rows, sheet)
        case Rule():
            return Line(width="100%", thickness=0.5, color=BLACK, spaceBefore=4, spaceAfter=8)
        case _:  # headings and items are handled before
            return Spacer(0, 0)


def _grid(rows: tuple[tuple[Spans, ...], ...], sheet: Sheet) -> Any:
    first, *others = rows
    cells = [[text(cell, sheet.cell) for cell in row] for row in (map(strong, first), *others)]
    lines = [("GRID", (0, 0), (-1, -1), 0.5, BLACK), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Grid(cells, _widths(cells), style=lines, repeatRows=1, spaceBefore=4, spaceAfter=8)


def _widths(cells: list[list[Any]]) -> list[float]:
    """Return how wide the columns of a table are, in points: together as wide as the text.

    Each is wide enough for its words, a short one («№», sums, dates) for its longest line; the others share the rest
    by what they have to say.
    """
    columns = list(zip(*cells, strict=True))
    words = [min(max(cell.minWidth() for cell in column), _LONG_WORD) + _PADDING for column in columns]
    longest = [max(_line_width(cell) for cell in column) + _PADDING for column in columns]
    if sum(words) >= TEXT_WIDTH:
        return [TEXT_WIDTH * word / sum(words) for word in words]
    least = [line if line <= _SHORT else word for word, line in zip(words, longest, strict=True)]
    if sum(least) > TEXT_WIDTH:
        least = words
    wishes = [max(line - room, 0.0) for line, room in zip(longest, least, strict=True)]
    if not any(wishes):
        wishes = longest
    rest = TEXT_WIDTH - sum(least)
    return [room + rest * wish / sum(wishes) for room, wish in zip(least, wishes, strict=True)]


def _line_width(cell: Any) -> float:
    """Return how wide a cell is on one line, in points."""
    return float(sum(fonts.font(part.fontName).stringWidth(part.text, part.fontSize) for part in cell.frags))
