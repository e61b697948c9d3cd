"""Drawing in millimetres from the upper left corner, and text that is set smaller rather than cut off."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from otklik.letters import fonts
from otklik.letters.archive import PRODUCER, ArchiveCanvas
from otklik.letters.count_page import printable
from otklik.letters.structure import Element, artifact, tagged
from otklik.letters.wording import NBSP, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

INK, GREY = HexColor(0), HexColor(0x6A6A6A)
POINT: float = 1 / mm
"""A typographic point in millimetres."""
_SMALLER = 0.94

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit into a room, and the size and leading they have there, both in points."""

    groups: tuple[tuple[str, ...], ...]
    size: float
    leading: float

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines, top to bottom."""
        return tuple(line for group in self.groups for line in group)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in millimetres; the size is in points."""
    name = fonts.SANS_BOLD if bold else fonts.SANS
    return float(fonts.font(name).stringWidth(text, size)) * POINT


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the text as lines no wider than `width` millimetres; a word too long for a line goes on in the next.

    A line that ends between two words keeps the space behind it, so that readers of the file do not join them.
    """
    lines, line = [], ""
    words = join_words(printable(text)).split(" ")
    while words:
        word = words.pop(0)
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(f"{line} ")
            line = ""
        if width_of(word, size, bold=bold) <= width:
            line = word
        elif NBSP in word:  # held together, but wider than a line
            head, _, tail = word.partition(NBSP)
            words[:0] = [head, tail]
        else:
            taken = _cut(word, width, size, bold=bold)
            lines.append(word[:taken])
            if word[taken:]:
                words.insert(0, word[taken:])
    return (*lines, line) if line or not lines else tuple(lines)


def _cut(word: str, width: float, size: float, *, bold: bool) -> int:
    """Return how many letters of a word fit, at least one; a double name is parted at its hyphen."""
    taken = next((n for n in range(len(word), 1, -1) if width_of(word[:n], size, bold=bold) <= width), 1)
    hyphen = word.rfind("-", 1, taken)
    return hyphen + 1 if hyphen > 0 else taken


def fit(
    texts: Iterable[str], width: float, height: float, size: float, *, spread: float = 1.25, bold: bool = False
) -> Fitted:
    """Return texts as lines that fit into a room, set smaller where they would not.

    Args:
        texts: each begins a line.
        width: of the room, in millimetres.
        height: the same.
        size: the size to begin with, in points.
        spread: leading as a multiple of the size.
        bold: in the bold cut.
    """
    said = tuple(texts)
    while True:
        groups = tuple(wrap(text, width, size, bold=bold) for text in said)
        fitted = Fitted(groups, size, size * spread)
        if len(fitted.lines) * fitted.leading * POINT <= height:
            return fitted
        size *= _SMALLER


class Pen:
    """A canvas that counts in millimetres from the upper left corner of the page.

    Args:
        title: of the file.
        author: who made it.
        day: the date the file gives as its own.
        width, height: of the page.
    """

    def __init__(self, title: str, author: str, day: date, width: float, height: float) -> None:
        self._target = io.BytesIO()
        self.width, self.height = width, height
        self._inside = False
        size = (width * mm, height * mm)
        who = printable(author) or PRODUCER
        self.canvas: Any = ArchiveCanvas(self._target, title=title, author=who, day=day, pagesize=size)

    def next_page(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()

    def finish(self) -> bytes:
        """End the last page and return the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._target.getvalue()

    @contextmanager
    def part(self, element: Element) -> Iterator[None]:
        """Give all words written inside to one element of the file's structure; else each line is a paragraph."""
        was, self._inside = self._inside, True
        with tagged(self.canvas, element):
            yield
        self._inside = was

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        align: Align = "left",
        color: Any = INK,
    ) -> None:
        """Write a line whose baseline is at `y`; `x` is its left end, its middle or its right end."""
        if not text:
            return
        if not self._inside:
            with self.part(Element("P")):
                self.text(x, y, text, size, bold=bold, align=align, color=color)
            return
        self.canvas.setFillColor(color)
        self.canvas.setFont(fonts.sans(bold=bold), size)
        draw = {
            "left": self.canvas.drawString,
            "center": self.canvas.drawCentredString,
            "right": self.canvas.drawRightString,
        }[align]
        said = join_words(printable(text))
        draw(x * mm, (self.height - y) * mm, said if align == "left" else said.rstrip())

    def caption(self, x: float, y: float, text: str, *, align: Align = "left", size: float = 6.5) -> None:
        """Write the small grey words that say what belongs into a place of a form."""
        self.text(x, y, text, size, align=align, color=GREY)

    def lines(
        self, x: float, y: float, lines: Sequence[str], size: float, leading: float, *, bold: bool = False
    ) -> float:
        """Write lines whose first one begins under `y`, and return where the last one ends."""
        with self.part(Element("P")):
            for place, line in enumerate(lines):
                self.text(x, y + (place * leading + 0.95 * size) * POINT, line, size, bold=bold)
        return y + len(lines) * leading * POINT

    def rule(self, x1: float, y1: float, x2: float, y2: float, wide: float = 0.5) -> None:
        """Draw a line; its width is in points."""
        with artifact(self.canvas):
            self.canvas.setStrokeColor(INK)
            self.canvas.setLineWidth(wide)
            self.canvas.line(x1 * mm, (self.height - y1) * mm, x2 * mm, (self.height - y2) * mm)

    def box(self, x: float, y: float, width: float, height: float, wide: float = 0.5) -> None:
        """Draw a frame whose upper left corner is at `x`, `y`."""
        with artifact(self.canvas):
            self.canvas.setStrokeColor(INK)
            self.canvas.setLineWidth(wide)
            self.canvas.rect(x * mm, (self.height - y - height) * mm, width * mm, height * mm)

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle whose upper left corner is at `x`, `y`."""
        self.canvas.setFillColor(INK)
        self.canvas.rect(x * mm, (self.height - y - height) * mm, width * mm, height * mm, stroke=0, fill=1)
