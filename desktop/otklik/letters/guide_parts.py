"""What the guide is set of: cover, contents, headings, text, tables, pictures of screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from otklik.letters import fonts
from otklik.letters import paper_parts as parts
from otklik.letters.blocks import Heading, Item, Rule, Spans, Table, plain, read_blocks
from otklik.letters.lists import Lists
from otklik.letters.pictures import Picture
from otklik.letters.structure import Element, artifact, heading
from otklik.letters.styles import strong, text
from otklik.letters.tagged import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIRST = 0.36
"""Part of the width a table gives to its first column."""

_ACCENT = HexColor(0x2B5F8C)
_STEP = 6 * mm
_COVER_TOP = 72 * mm
_TOPIC_ROOM, _HEAD_ROOM, _GROUP_ROOM = 48 * mm, 26 * mm, 30 * mm
"""Points a heading needs above the foot of a page: itself and some lines of what it stands over."""


class _Noted(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Takes no room, and notes on which page it came to stand.

    Args:
        topic: the page of the help that begins here.
        found: where the number is noted.
    """

    def __init__(self, topic: str, found: dict[str, int]) -> None:
        super().__init__()
        self.width = self.height = 0
        self.keepWithNext = True
        self._topic, self._found = topic, found

    def draw(self) -> None:
        """Note the page."""
        self._found[self._topic] = self.canv.getPageNumber()


class _Bar(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A short line in ink blue over the title."""

    def __init__(self) -> None:
        super().__init__()
        self.width, self.height = 22 * mm, 9 * mm

    def draw(self) -> None:
        """Draw it."""
        with artifact(self.canv):
            self.canv.setFillColor(_ACCENT)
            self.canv.rect(0, 6 * mm, self.width, 1.1 * mm, stroke=0, fill=1)


class Framed(Picture):
    """A picture with a hairline around it: screens are nearly as white as paper."""

    def draw(self) -> None:
        """Draw it."""
        super().draw()
        with artifact(self.canv):
            self.canv.setStrokeColor(parts.LINE)
            self.canv.setLineWidth(0.5)
            self.canv.rect(0, 0, self.width, self.height)


class Parts:
    """Makes the parts of one guide.

    Args:
        shows: what a picture shows, with a place for a `{title}`.
        width: of the text, in points.
    """

    def __init__(self, shows: str, width: float) -> None:
        self._shows, self._width = shows, width
        self._text = parts.style(10.5, 15, serif=True, spaceAfter=5)
        self._cell = parts.style(9.5, 12.5, serif=True)
        self._figure = parts.style(9.5, 12.5, serif=True, alignment=TA_RIGHT)
        self._head = parts.style(11, 14, bold=True, spaceBefore=7, spaceAfter=3, keepWithNext=1)
        self._topic = parts.style(16, 20, bold=True, spaceBefore=16, spaceAfter=6, keepWithNext=1)
        self._chapter = parts.style(24, 30, bold=True, spaceAfter=10, keepWithNext=1)
        self._group = parts.style(9, 12, bold=True, textColor=parts.DIM, spaceBefore=9, spaceAfter=2, keepWithNext=1)

    def cover(self, title: str, lead: str, edition: Sequence[str]) -> Iterator[Any]:
        """Yield what stands on the cover."""
        yield Spacer(0, _COVER_TOP)
        yield _Bar()
        yield parts.title(title, parts.style(34, 42, bold=True, spaceAfter=8))
        yield parts.text(lead, parts.style(14, 20, serif=True, spaceAfter=40, rightIndent=self._width * 0.2))
        for line in edition:
            yield parts.text(line, parts.style(9.5, 14, textColor=parts.DIM))

    def new_page(self) -> Any:
        """Return what begins a page."""
        return PageBreak()

    def chapter(self, title: str) -> Any:
        """Return the heading of a chapter."""
        return parts.title(title, self._chapter)

    def group(self, title: str) -> Any:
        """Return the heading of a group in the contents."""
        return parts.text(title, self._group)

    def lines(self, lines: Sequence[tuple[str, str]]) -> Any:
        """Return lines of the contents: a title, and the number of its page at the right."""
        rows = [[parts.text(title, self._cell), parts.text(page or " ", self._figure)] for title, page in lines]
        return self._table(rows, [self._width - 16 * mm, 16 * mm], heads=0)

    def topic(self, title: str, topic: str, found: dict[str, int], picture: Picture | None = None) -> Iterator[Any]:
        """Yield the heading of a page of the help with room for its picture; where it came to stand is noted."""
        yield CondPageBreak(_TOPIC_ROOM + (picture.height if picture is not None else 0))
        yield _Noted(topic, found)
        yield parts.title(title, self._topic, 2)

    def body(self, markdown: str, picture: Picture | None = None) -> Iterator[Any]:
        """Yield the text of a page of the help, the picture of its screen behind the first paragraph."""
        lists = Lists()
        blocks = read_blocks(markdown)
        for place, block in enumerate(blocks):
            if picture is not None and place == (0 if isinstance(blocks[0], Heading | Item) else 1):
                yield Spacer(0, 4)
                yield picture
                yield Spacer(0, 8)
            if isinstance(block, Item):
                yield lists.place(text(block.spans, self._item(block.depth), block.mark or None), block)
                continue
            lists = Lists()
            if isinstance(block, Heading):
                yield CondPageBreak(_HEAD_ROOM)
                yield self._heading(block.spans)
            elif isinstance(block, Table):
                yield self._grid(block.rows)
                yield Spacer(0, 6)
            elif not isinstance(block, Rule):
                yield text(block.spans, self._text)

    def picture(self, content: bytes, title: str) -> Picture:
        """Return the picture of a screen."""
        return Framed(content, (self._width * 0.8, self._width * 0.5), self._shows.format(title=title))

    def _heading(self, spans: Spans) -> Any:
        made = parts.text(plain(spans), self._head)
        made.element = heading(3, plain(spans))
        return made

    def _item(self, depth: int) -> Any:
        left = (depth - 1) * _STEP
        name = fonts.named()
        facts = {"leftIndent": left + _STEP, "bulletIndent": left, "bulletFontName": name, "bulletFontSize": 10.5}
        return parts.style(10.5, 15, serif=True, spaceAfter=2.5, **facts)

    def _grid(self, rows: Sequence[Sequence[Spans]]) -> Any:
        first, *further = rows
        cells = [[text(cell, self._cell) for cell in row] for row in (map(strong, first), *further)]
        others = (self._width * (1 - _FIRST)) / max(1, len(rows[0]) - 1)
        return self._table(cells, [self._width * _FIRST, *[others] * (len(rows[0]) - 1)], heads=1)

    def _table(self, rows: Sequence[Sequence[Any]], widths: Sequence[float], *, heads: int) -> Any:
        """Return a table with a hairline under each row and nothing else."""
        lines = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, parts.LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("LEFTPADDING", (1, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
        made = Grid([list(row) for row in rows], list(widths), style=lines, repeatRows=heads)
        made.heads, made.sides = heads, 1 - heads
        made.element = Element("Table")
        return made
