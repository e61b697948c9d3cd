"""A drawing on paper: the parts of a picture as operators of a PDF, in one figure with its words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from otklik.letters import fonts
from otklik.letters.paper_parts import DIM, INK
from otklik.letters.reports.drawing import Box, Dot, Drawing, Part, Side, Stroke, Tone, Words
from otklik.letters.structure import Element
from otklik.letters.tagged import Tagged
from otklik.letters.wording import join_words

if TYPE_CHECKING:
    from collections.abc import Callable

INKS = {
    Tone.TEXT: INK,
    Tone.DIM: DIM,
    Tone.LINE: HexColor(0xD9D6CF),
    Tone.GROUND: HexColor(0xFFFFFF),
    Tone.IN_TIME: HexColor(0x2C7248),
    Tone.LATE: HexColor(0xB3382C),
    Tone.WAITING: HexColor(0x7C8187),
    Tone.TERM: HexColor(0x2B5F8C),
}


class Chart(Tagged):
    """A picture on the page; readers who do not see it are told what it shows.

    Args:
        drawing: the picture.
    """

    role = "Figure"

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self.element = Element("Figure", alt=drawing.said)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the room it takes in points."""
        self.width, self.height = self._drawing.width * mm, self._drawing.height * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw the parts one by one."""
        for part in self._drawing.parts:
            _DRAWN[type(part)](self.canv, self.height, part)


def _box(canvas: Any, high: float, box: Any) -> None:
    if box.fill is not None:
        canvas.setFillColor(INKS[box.fill])
    if box.edge is not None:
        canvas.setStrokeColor(INKS[box.edge])
        canvas.setLineWidth(0.6)
    place = (box.x * mm, high - (box.y + box.height) * mm, box.width * mm, box.height * mm)
    canvas.rect(*place, stroke=int(box.edge is not None), fill=int(box.fill is not None))


def _stroke(canvas: Any, high: float, stroke: Any) -> None:
    canvas.setStrokeColor(INKS[stroke.tone])
    canvas.setLineWidth(stroke.width * mm)
    canvas.line(stroke.x1 * mm, high - stroke.y1 * mm, stroke.x2 * mm, high - stroke.y2 * mm)


def _dot(canvas: Any, high: float, dot: Any) -> None:
    canvas.setFillColor(INKS[Tone.GROUND if dot.hollow else dot.tone])
    canvas.setStrokeColor(INKS[dot.tone])
    canvas.setLineWidth(0.9)
    canvas.circle(dot.x * mm, high - dot.y * mm, dot.radius * mm, stroke=1, fill=1)


def _words(canvas: Any, high: float, words: Any) -> None:
    canvas.setFillColor(INKS[words.tone])
    canvas.setFont(fonts.sans(bold=words.bold), words.size)
    x, y, text = words.x * mm, high - words.y * mm, join_words(fonts.tidy(words.text))
    {Side.LEFT: canvas.drawString, Side.MIDDLE: canvas.drawCentredString, Side.RIGHT: canvas.drawRightString}[
        words.side
    ](x, y, text)


_DRAWN: dict[type[Part], Callable[[Any, float, Any], None]] = {
    Box: _box,
    Stroke: _stroke,
    Dot: _dot,
    Words: _words,
}
