"""How a letter is set: its measures, its styles, and spans made into paragraphs.

A4, 12 pt, justified, first line 1.25 cm (ГОСТ Р 7.0.97-2025). Lines of requisites are at most 8 cm long beside a corner
letterhead, 12 cm where the letterhead is longitudinal.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.platypus.paraparser import ParaFrag

from otklik.letters import fonts
from otklik.letters.blocks import Span, Spans, plain
from otklik.letters.structure import heading as heading_element
from otklik.letters.tagged import Text, heading_ends
from otklik.letters.wording import NBSP, hold_end, hyphenate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 15 * mm, 20 * mm, 22 * mm
TEXT_WIDTH = WIDTH - LEFT - RIGHT
CORNER_LINE, LONGITUDINAL_LINE = 80 * mm, 120 * mm
"""The longest line of a requisite beside a corner letterhead and below a longitudinal one."""
ADDRESSEE_LEFT = 95 * mm  # from the left edge of the text
INDENT = 1.25 * cm
SIZE, LEADING = 12, 15.25
BLACK = HexColor(0)

_RED, _ON_RED = HexColor(0xB3382C), HexColor(0xFBECEA)
_LIST_STEP = 0.6 * cm
_LOOSEST = 0.68 * SIZE  # what justifying may add to a space, in points


def _style(size: float = SIZE, leading: float = LEADING, **facts: Any) -> Any:
    cut = fonts.named(bold=bool(facts.pop("bold", False)))
    base = {"allowWidows": 0, "allowOrphans": 0, "splitLongWords": 1, "spaceShrinkage": 0.15, "textColor": BLACK}
    return ParagraphStyle(
        "", fontName=cut, fontSize=size, leading=leading, bulletFontName=cut, bulletFontSize=size, **base | facts
    )


class Sheet:
    """The styles of a letter, made once: fonts have to be registered first."""

    def __init__(self) -> None:
        self.body = _style(alignment=TA_JUSTIFY, firstLineIndent=INDENT, spaceBefore=4, spaceAfter=4)
        self.begun = _style(alignment=TA_JUSTIFY, firstLineIndent=INDENT, spaceBefore=4)
        self.going_on = _style(alignment=TA_JUSTIFY)
        self.heading = _style(alignment=TA_LEFT, firstLineIndent=INDENT, spaceBefore=6, spaceAfter=4)
        self.cell = _style(11, 14, alignment=TA_LEFT)
        self.salutation = _style(alignment=TA_CENTER, spaceBefore=16, spaceAfter=10)
        self.subject = _style(alignment=TA_LEFT, rightIndent=TEXT_WIDTH - CORNER_LINE, spaceBefore=20)
        self.subject_wide = _style(alignment=TA_LEFT, rightIndent=TEXT_WIDTH - LONGITUDINAL_LINE, spaceBefore=20)
        self.executor = _style(9, 11, alignment=TA_LEFT)
        self.closing = _style(alignment=TA_LEFT, firstLineIndent=INDENT)
        self.name = _style(10.5, 13.5, alignment=TA_CENTER)
        self.across = _style(13, 16.5, alignment=TA_CENTER)
        self.small = _style(9, 11.5, alignment=TA_CENTER)
        self.reference = _style(11, 14.5, alignment=TA_CENTER)
        self.dated = _style(11, 14.5, alignment=TA_LEFT)
        self.addressee = _style(alignment=TA_LEFT)
        self.position = _style(alignment=TA_LEFT)
        self.signer = _style(alignment=TA_RIGHT)
        self._items: dict[tuple[int, bool], Any] = {}
        self._enclosures: dict[tuple[float, float], Any] = {}

    def item(self, depth: int, *, quoted: bool = False) -> Any:
        """Return the style of a list item at a depth from 1, or of a quoted paragraph."""
        if (depth, quoted) not in self._items:
            left = INDENT + (depth - 1) * _LIST_STEP
            hang = 0.0 if quoted else _LIST_STEP
            self._items[depth, quoted] = _style(
                alignment=TA_LEFT, leftIndent=left + hang, bulletIndent=left, spaceAfter=4 if quoted else 2
            )
        return self._items[depth, quoted]

    def enclosure(self, left: float, hang: float) -> Any:
        """Return the style of an enclosure.

        Args:
            left: where the word «Приложение:» ends, in points.
            hang: from there to the words behind a number, in points; 0 where there is no number.
        """
        if (left, hang) not in self._enclosures:
            first = 0 if hang else -left
            self._enclosures[left, hang] = _style(
                alignment=TA_LEFT, leftIndent=left + hang, firstLineIndent=first, bulletIndent=left, spaceAfter=2
            )
        return self._enclosures[left, hang]


def strong(spans: Spans) -> Spans:
    """Return spans in the strong cut."""
    return tuple(Span(span.text, bold=True, missing=span.missing) for span in spans)


def text(
    spans: Iterable[Span], style: Any, mark: str | None = None, kind: type[Any] = Text, heading: Spans = ()
) -> Any:
    """Return spans as a paragraph, handed over as fragments: no markup is parsed, so nothing can be injected.

    Args:
        spans: what it says.
        style: one of `Sheet`.
        mark: of a list item: «–», «1.».
        kind: the class of the paragraph.
        heading: a heading that runs in at its front.
    """
    fragments = [_fragment(span, style) for span in _joined(spans)] or [_fragment(Span(""), style)]
    if style.alignment == TA_JUSTIFY:
        fragments[-1].text = hold_end(fragments[-1].text)
    if heading:
        bold = [_fragment(span, style) for span in _joined(heading)]
        fragments = [*bold, heading_ends(bold[-1]), *fragments]
    paragraph = kind(None, style, bulletText=mark, frags=fragments)
    if heading:
        paragraph.run_in = heading_element(2, plain(heading).strip().removesuffix("."))
    return paragraph


def headed(paragraph: Any, level: int) -> Any:
    """Make a paragraph a heading, in the structure and in the bookmarks."""
    paragraph.element = heading_element(level, paragraph.getPlainText())
    paragraph.keeps_next = True
    return paragraph


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
        "textColor": _RED if span.missing else BLACK,
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


class Body(Text):
    """A justified paragraph whose loosest lines stay ragged: torn wide they are ugly, and readers lose their order."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size in points."""
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
        """Return the parts for this page and the next, in points."""
        parts: list[Any] = super().split(width, height)
        if len(parts) == 2 and _last_line(parts[0]).endswith("-"):  # no word goes on overleaf
            parts = super().split(width, (len(parts[0].blPara.lines) - 1) * LEADING + 0.01)
        return parts


def _last_line(paragraph: Any) -> str:
    last = paragraph.blPara.lines[-1]
    return "".join(word.text for word in last.words) if hasattr(last, "words") else " ".join(last[1])


def _is_loose(extra: float, words: int) -> bool:
    """Tell whether the spaces of a line would have to grow to more than about 3.7 times their width."""
    return extra > _LOOSEST * max(words - 1, 1)


class Lead(Body):
    """A paragraph that leads into a list: it does not end a page without two lines of the list under it."""

    keeps_next = True

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size in points."""
        wide, high = super().wrap(width, height)
        self._left_alone = high <= height < high + 2.7 * LEADING
        return wide, height + 1 if self._left_alone else high

    def split(self, width: float, height: float) -> list[Any]:
        """Return the parts for this page and the next, in points."""
        room = (len(self.blPara.lines) - 2) * LEADING + 0.01 if self._left_alone else height
        return super().split(width, room)
