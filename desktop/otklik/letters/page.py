"""The sheet by ГОСТ Р 7.0.97-2025: a letter's requisites as flowables, and what stands in the margins.

A4, 12 pt, justified, first line 1.25 cm; corner letterhead at most 8 cm wide, addressee upper right, page numbers from
the second page in the middle of the top margin, executor at the foot of the last sheet.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, KeepTogether, PageTemplate, Spacer
from reportlab.platypus.paraparser import ParaFrag

from otklik.letters import blocks, fonts
from otklik.letters.blocks import Block, Heading, Item, Paragraph, Rule, Span, Spans, Table, line_spans, plain
from otklik.letters.structure import PAGINATION, Element, artifact
from otklik.letters.structure import heading as heading_element
from otklik.letters.tagged import Grid, Line, Text, heading_ends
from otklik.letters.wording import NBSP, break_at_commas, capital, hyphenate, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otklik.letters.model import LetterModel

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 15 * mm, 20 * mm, 22 * mm
TEXT_WIDTH = WIDTH - LEFT - RIGHT
REQUISITE_WIDTH = 80 * mm
ADDRESSEE_LEFT = 95 * mm  # from the left edge of the text
INDENT = 1.25 * cm
SIZE, LEADING = 12, 15.25

_RED, _ON_RED, _GREY, _BLACK = HexColor(0xB3382C), HexColor(0xFBECEA), HexColor(0x8A8A8A), HexColor(0)
_LIST_STEP = 0.6 * cm
_LOOSEST = 0.5 * SIZE  # what justifying may add to a space, in points
_SIGN_ROOM = 11 * mm  # for the hand


def _style(size: float = SIZE, leading: float = LEADING, **facts: Any) -> Any:
    cut = fonts.named(bold=bool(facts.pop("bold", False)))
    base = {"allowWidows": 0, "allowOrphans": 0, "splitLongWords": 1, "spaceShrinkage": 0.15, "textColor": _BLACK}
    return ParagraphStyle(
        "", fontName=cut, fontSize=size, leading=leading, bulletFontName=cut, bulletFontSize=size, **base | facts
    )


class Sheet:
    """The styles of a letter, made once: fonts have to be registered first."""

    def __init__(self) -> None:
        self.body = _style(alignment=TA_JUSTIFY, firstLineIndent=INDENT, spaceBefore=4, spaceAfter=4)
        self.heading = _style(alignment=TA_LEFT, firstLineIndent=INDENT, spaceBefore=4, spaceAfter=4)
        self.cell = _style(11, 14, alignment=TA_LEFT)
        self.salutation = _style(alignment=TA_CENTER, spaceBefore=16, spaceAfter=10)
        self.subject = _style(alignment=TA_LEFT, rightIndent=TEXT_WIDTH - REQUISITE_WIDTH - 5 * mm, spaceBefore=20)
        self.closing = _style(alignment=TA_LEFT, firstLineIndent=INDENT)
        self.name = _style(10.5, 13.5, alignment=TA_CENTER)
        self.small = _style(9, 11.5, alignment=TA_CENTER)
        self.reference = _style(11, 14.5, alignment=TA_CENTER)
        self.addressee = _style(alignment=TA_LEFT)
        self.position = _style(alignment=TA_LEFT)
        self.signer = _style(alignment=TA_RIGHT)
        self._items: dict[tuple[int, bool], Any] = {}

    def item(self, depth: int, *, quoted: bool = False) -> Any:
        """Return the style of a list item at a depth from 1, or of a quoted paragraph."""
        if (depth, quoted) not in self._items:
            left = INDENT + (depth - 1) * _LIST_STEP
            hang = 0.0 if quoted else _LIST_STEP
            self._items[depth, quoted] = _style(
                alignment=TA_LEFT, leftIndent=left + hang, bulletIndent=left, spaceAfter=4 if quoted else 2
            )
        return self._items[depth, quoted]


def flowables(model: LetterModel, sheet: Sheet) -> list[Any]:
    """Return the letter as platypus flowables, top to bottom."""
    story: list[Any] = [_head(model, sheet)]
    story.append(_headed(_text(line_spans(model.heading), sheet.subject), 1))
    if model.salutation:
        story.append(_text((Span(join_words(model.salutation)),), sheet.salutation))
    else:
        story.append(Spacer(0, 14))
    body = list(_body(blocks.read_blocks(model.body), sheet))
    signature = _Signature(
        _text((Span(model.closing),), sheet.closing),
        _text(line_spans(model.position), sheet.position),
        _text(line_spans(join_words(model.signer)), sheet.signer),
    )
    last = body.pop() if body else None
    story += body
    if isinstance(last, Text):
        story.append(_Tail(last, signature))
    else:
        story.append(KeepTogether([last, signature]) if last is not None else signature)
    return story


def make_document(target: object, model: LetterModel) -> Any:
    """Return the platypus document of a letter: one frame a page, and the margins' text."""
    frame = Frame(LEFT, BOTTOM, TEXT_WIDTH, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)

    def number_page(canvas: Any, _document: object) -> None:
        if canvas.getPageNumber() > 1:
            with artifact(canvas, PAGINATION):
                canvas.setFont(fonts.named(), 10)
                canvas.drawCentredString(WIDTH / 2, HEIGHT - 13 * mm, str(canvas.getPageNumber()))

    def foot(canvas: Any, _document: object) -> None:
        if getattr(canvas, "letter_ends_here", False):
            with artifact(canvas, PAGINATION):
                _foot(canvas, model)

    document = BaseDocTemplate(target, pagesize=A4)
    document.addPageTemplates(PageTemplate("letter", [frame], onPage=number_page, onPageEnd=foot))
    return document


def _foot(canvas: Any, model: LetterModel) -> None:
    canvas.setFont(fonts.named(), 9)
    canvas.drawString(LEFT, 14 * mm, join_words(fonts.tidy(model.executor)))
    if model.chain_head:
        canvas.setFillColor(_GREY)
        canvas.setFont(fonts.named(), 7)
        canvas.drawRightString(WIDTH - RIGHT, 14 * mm, f"журнал {model.chain_head}")


def _head(model: LetterModel, sheet: Sheet) -> _Columns:
    strong = [_text(_strong(line_spans(line.text)), sheet.name) for line in model.letterhead if line.strong]
    small = [_text(line_spans(break_at_commas(line.text)), sheet.small) for line in model.letterhead if not line.strong]
    left = [*strong, Spacer(0, 2), *small]
    dated = f"{model.date} № {model.number}" if model.date else "____________ № ____________"
    left.append(Spacer(0, 9))
    left += [_text((Span(join_words(line)),), sheet.reference) for line in (dated, model.reference)]
    right = [_text(line_spans(break_at_commas(line)), sheet.addressee) for line in model.addressee]
    return _Columns(left, right)


def _strong(spans: Spans) -> Spans:
    return tuple(Span(span.text, bold=True, missing=span.missing) for span in spans)


def _body(content: Sequence[Block], sheet: Sheet) -> Iterator[Any]:
    """Yield the flowables of the text. A heading runs into the paragraph after it or stands above a list."""
    heading: Spans = ()
    lists = _Lists()
    following: Sequence[Block | None] = [*content[1:], None]
    for block, after in zip(content, following, strict=True):
        if isinstance(block, Heading):
            if isinstance(after, Paragraph) and not after.quoted:
                heading = _strong((*block.spans, *_full_stop(block.spans), Span(" ")))
            else:
                yield CondPageBreak(4 * LEADING)
                yield _headed(_text(_strong(block.spans), sheet.heading), 2)
            lists = _Lists()
            continue
        if isinstance(block, Item):
            yield lists.place(_text(block.spans, sheet.item(block.depth), block.mark or None), block)
            continue
        lists = _Lists()
        leads = isinstance(block, Paragraph) and isinstance(after, Item | Table)
        if isinstance(block, Paragraph) and heading and not plain(heading).rstrip().endswith(":"):
            block = Paragraph(_as_sentence(block.spans, ends=not leads))  # noqa: PLW2901 - the same block, as it is set
        yield _flowable(block, heading, sheet, _Lead if leads else _Body)
        heading = ()


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
            text = _text(spans, style, kind=kind, heading=heading)
            if quoted:
                text.element = Element("P", Element("BlockQuote"))
            return text
        case Table(rows):
            return _grid(rows, sheet)
        case Rule():
            return Line(width="100%", thickness=0.5, color=_BLACK, spaceBefore=4, spaceAfter=8)
        case _:  # headings and items are handled before
            return Spacer(0, 0)


def _grid(rows: tuple[tuple[Spans, ...], ...], sheet: Sheet) -> Any:
    head, *others = rows
    cells = [[_text(cell, sheet.cell) for cell in row] for row in (map(_strong, head), *others)]
    columns = max(map(len, rows))
    weight = [max(12, *(min(len(plain(row[column])), 60) for row in rows)) for column in range(columns)]
    widths = [TEXT_WIDTH * part / sum(weight) for part in weight]
    lines = [("GRID", (0, 0), (-1, -1), 0.5, _BLACK), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Grid(cells, widths, style=lines, repeatRows=1, spaceBefore=4, spaceAfter=8)


def _text(
    spans: Iterable[Span], style: Any, mark: str | None = None, kind: type[Any] = Text, heading: Spans = ()
) -> Any:
    """Return spans as a paragraph, handed over as fragments: no markup is parsed, so nothing can be injected."""
    fragments = [_fragment(span, style) for span in _joined(spans)] or [_fragment(Span(""), style)]
    if heading:
        bold = [_fragment(span, style) for span in _joined(heading)]
        fragments = [*bold, heading_ends(bold[-1]), *fragments]
    text = kind(None, style, bulletText=mark, frags=fragments)
    if heading:
        text.run_in = heading_element(2, plain(heading).strip().removesuffix("."))
    return text


def _headed(text: Any, level: int) -> Any:
    """Make a paragraph a heading, in the structure and in the bookmarks."""
    text.element = heading_element(level, text.getPlainText())
    return text


class _Lists:
    """The lists that are open around an item, as elements: a list in an item stands inside its words."""

    def __init__(self) -> None:
        self._open: list[tuple[Element, Element, bool]] = []  # list, words of its last item, whether it is numbered

    def place(self, text: Any, item: Item) -> Any:
        """Give an item its place."""
        del self._open[item.depth :]
        numbered = item.mark != "–"
        if item.mark and len(self._open) == item.depth and self._open[-1][2] != numbered:
            self._open.pop()
        if not item.mark and len(self._open) == item.depth:
            text.element = Element("P", self._open[-1][1])
            return text
        while len(self._open) < item.depth:
            parent = Element("L", self._open[-1][1] if self._open else None)
            self._open.append((parent, Element("LBody", Element("LI", parent)), numbered))
        parent = self._open[-1][0]
        row = Element("LI", parent)
        text.label, text.element = Element("Lbl", row) if item.mark else None, Element("LBody", row)
        self._open[-1] = (parent, text.element, numbered)
        return text


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Join runs of the same cut: reportlab sets a paragraph of one fragment much faster."""
    cut = attrgetter("bold", "italic", "missing", "line_break")
    for (bold, italic, missing, line_break), run in groupby(spans, cut):
        if line_break:
            yield from run
        else:
            yield Span(plain(tuple(run)), bold, italic, missing)


def _fragment(span: Span, style: Any) -> Any:
    cut = fonts.named(bold=span.bold, italic=span.italic)
    facts: dict[str, Any] = {
        "fontName": cut,
        "fontSize": style.fontSize,
        "textColor": _RED if span.missing else _BLACK,
        "rise": 0,
        "us_lines": [],
        "link": [],
        "text": hyphenate(fonts.tidy(span.text)) if style.alignment == TA_JUSTIFY else fonts.tidy(span.text),
    }
    if span.missing:  # only there: with a ground of its own a paragraph is set the slow way
        facts["backColor"] = _ON_RED
    if span.line_break:
        facts["lineBreak"] = True
    return ParaFrag(**facts)


class _Body(Text):
    """A justified paragraph whose loosest lines stay ragged: torn wide they are ugly, and readers lose their order."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        size = cast("tuple[float, float]", super().wrap(width, height))
        if self.blPara.kind == 0:
            self.blPara.lines = [
                (0, words) if _is_loose(extra, len(words) + " ".join(words).count(NBSP)) else (extra, words)
                for extra, words in self.blPara.lines
            ]
        else:
            for line in self.blPara.lines:
                spaces = line.wordCount + sum(word.text.count(NBSP) for word in line.words)
                if _is_loose(line.extraSpace, spaces):
                    line.extraSpace = 0
        return size

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[Any] = super().split(width, height)
        if len(parts) == 2 and _last_word(parts[0]).endswith("-"):  # no word goes on overleaf
            parts = super().split(width, parts[0].height - LEADING + 0.01)
        return parts


def _last_word(paragraph: Any) -> str:
    last = paragraph.blPara.lines[-1]
    return str(last.words[-1].text if hasattr(last, "words") else last[1][-1])


def _is_loose(extra: float, words: int) -> bool:
    """Tell whether the spaces of a line would have to grow to more than about three times their width."""
    return extra > _LOOSEST * max(words - 1, 1)


class _Lead(_Body):
    """A paragraph that leads into a list: it does not end a page without two lines of the list under it."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        wide, high = super().wrap(width, height)
        self._left_alone = high <= height < high + 2.7 * LEADING
        return wide, height + 1 if self._left_alone else high

    def split(self, width: float, height: float) -> list[Any]:
        room = (len(self.blPara.lines) - 2) * LEADING + 0.01 if self._left_alone else height
        return super().split(width, room)


class _Columns(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """The upper part of the sheet: letterhead with date and number at the left, addressee at the right."""

    def __init__(self, left: list[Any], right: list[Any]) -> None:
        super().__init__()
        self._columns = ((0.0, REQUISITE_WIDTH, left), (ADDRESSEE_LEFT, TEXT_WIDTH - ADDRESSEE_LEFT, right))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._high = max(sum(part.wrap(wide, height)[1] for part in parts) for _, wide, parts in self._columns)
        return width, self._high

    def draw(self) -> None:
        for left, _, parts in self._columns:
            top = self._high
            for part in parts:
                top -= part.height
                part.drawOn(self.canv, left, top)


class _Signature(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """«С уважением,», then the position at the left and the name at the right on the level of its last line."""

    def __init__(self, closing: Any, position: Any, signer: Any) -> None:
        super().__init__()
        self._closing, self._position, self._signer = closing, position, signer

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._closing.wrap(width, height)
        self._name_wide = min(self._signer.minWidth() + 1, 0.62 * width)
        self._signer.wrap(self._name_wide, height)
        self._position.wrap(min(REQUISITE_WIDTH, width - self._name_wide - 8 * mm), height)
        self._above = 8 + self._closing.height + _SIGN_ROOM
        return width, self._above + max(self._position.height, self._signer.height)

    def draw(self) -> None:
        height = max(self._position.height, self._signer.height)
        self._closing.drawOn(self.canv, 0, height + _SIGN_ROOM)
        self._position.drawOn(self.canv, 0, height - self._position.height)
        self._signer.drawOn(self.canv, TEXT_WIDTH - self._name_wide, 0)
        self.canv.letter_ends_here = True


class _Tail(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """The last paragraph with the signature: where both do not fit, two lines at least go along with the signature."""

    def __init__(self, paragraph: Any, signature: _Signature) -> None:
        super().__init__()
        self._paragraph, self._signature = paragraph, signature

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        return cast("float", self._paragraph.getSpaceBefore())

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._text_high = self._paragraph.wrap(width, height)[1]
        self._sign_high = self._signature.wrap(width, height)[1]
        return width, self._text_high + self._sign_high

    def split(self, width: float, height: float) -> list[Any]:
        lines = len(self._paragraph.blPara.lines)
        parts = self._paragraph.split(width, min(height, (lines - 2) * LEADING + 0.01))
        if len(parts) != 2:
            return []
        return [parts[0], _Tail(parts[1], self._signature)]

    def draw(self) -> None:
        self._paragraph.drawOn(self.canv, 0, self._sign_high)
        self._signature.drawOn(self.canv, 0, 0)
