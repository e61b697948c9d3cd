"""The address side of an envelope: sender upper left, addressee lower right, the stencil of the index lower left.

The upper right corner stays free for postage and for the sticker with the tracking number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from otklik.letters.post import stencil
from otklik.letters.post.forms import EnvelopeSize
from otklik.letters.post.pen import INK, POINT, Pen, fit, width_of
from otklik.letters.structure import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.letters.post.forms import Envelope, Party

_LABEL = 13.0  # «Откуда» and what stands after it
_SPREAD = 1.5  # room for the ruled lines


@dataclass(frozen=True, slots=True)
class _Block:
    """Where sender or addressee stand, in millimetres from the upper left corner, and their size in points."""

    left: float
    top: float
    width: float
    height: float
    size: float


_SENDER = {
    EnvelopeSize.DL: _Block(10, 9, 92, 38, 9.5),
    EnvelopeSize.C6: _Block(9, 9, 68, 38, 9),
    EnvelopeSize.C5: _Block(11, 11, 98, 46, 10),
    EnvelopeSize.C4: _Block(14, 14, 130, 58, 12),
}
_ADDRESSEE = {
    EnvelopeSize.DL: _Block(112, 49, 98, 52, 11.5),
    EnvelopeSize.C6: _Block(79, 49, 74, 56, 10.5),
    EnvelopeSize.C5: _Block(112, 76, 106, 72, 12.5),
    EnvelopeSize.C4: _Block(164, 112, 146, 98, 15),
}
_STENCIL_LEFT = {EnvelopeSize.DL: 12.0, EnvelopeSize.C6: 10.0, EnvelopeSize.C5: 14.0, EnvelopeSize.C4: 18.0}
_STENCIL_FOOT = {EnvelopeSize.DL: 14.0, EnvelopeSize.C6: 12.0, EnvelopeSize.C5: 15.0, EnvelopeSize.C4: 20.0}


def draw(envelopes: Sequence[Envelope], title: str) -> bytes:
    """Return the envelopes as pages of their own size.

    Args:
        envelopes: at least one, all of one size.
        title: of the file.
    """
    first = envelopes[0]
    pen = Pen(title, first.sender.name, first.made_on, first.size.width, first.size.height)
    for place, envelope in enumerate(envelopes):
        if place:
            pen.next_page()
        _draw_one(pen, envelope)
    return pen.finish()


def _draw_one(pen: Pen, envelope: Envelope) -> None:
    size = envelope.size
    _party(pen, _SENDER[size], envelope.sender, ("От кого", "Откуда"), "Индекс места отправления", rows=(1, 3))
    block = _ADDRESSEE[size]
    if envelope.mark:
        mark = fit([envelope.mark.upper()], block.width, 7, block.size, bold=True)
        top = block.top - 2 - len(mark.lines) * mark.leading * POINT
        pen.lines(block.left, top, mark.lines, mark.size, mark.leading, bold=True)
    _party(pen, block, envelope.addressee, ("Кому", "Куда"), "Индекс места назначения", rows=(2, 4))
    foot = pen.height - _STENCIL_FOOT[size]
    draw_stencil(pen, _STENCIL_LEFT[size], foot - stencil.HEIGHT, envelope.addressee.address.index)


def _party(pen: Pen, block: _Block, party: Party, labels: tuple[str, str], caption: str, rows: tuple[int, int]) -> None:
    """Write name and address on ruled lines, and the index in its frame under their right end."""
    frame = 4.2 + 0.42 * block.size
    width = block.width - _LABEL
    room = block.height - frame - 1
    least = sum(rows) * block.size * _SPREAD * POINT
    size = block.size if least <= room else block.size * room / least
    fitted = fit([party.name, *party.address.lines], width, room, size, spread=_SPREAD)
    step = fitted.leading * POINT
    groups = (list(fitted.groups[0]), [line for group in fitted.groups[1:] for line in group])
    spare = int((room + 0.01) / step) - len(fitted.lines)
    top = block.top
    for label, lines, fewest in zip(labels, groups, rows, strict=True):
        blank = min(max(fewest - len(lines), 0), spare)
        spare -= blank
        pen.caption(block.left, top + 0.72 * step, label, size=max(6.5, 0.68 * block.size))
        with pen.part(Element("P")):
            for line in [*lines, *[""] * blank]:
                pen.text(block.left + _LABEL, top + 0.72 * step, line, fitted.size)
                top += step
                pen.rule(block.left + _LABEL, top - 0.02 * step, block.left + block.width, top - 0.02 * step, 0.3)
    _index(pen, block, top + 1, party.address.index, caption, frame)


def _index(pen: Pen, block: _Block, top: float, index: str, caption: str, frame: float) -> None:
    size = 1.05 * block.size
    width = max(width_of("0" * 6, size, bold=True) + 5 * 1.2 + 5, width_of(caption, 6) + 1)
    left = block.left + block.width - width
    pen.caption(left + width / 2, top + 2.2, caption, align="center", size=6)
    pen.box(left, top + 3, width, frame - 3.2)
    if index:
        baseline = top + 3 + (frame - 3.2) / 2 + 0.35 * size * POINT
        pen.text(left + width / 2, baseline, index, size, bold=True, align="center")


def draw_stencil(pen: Pen, left: float, top: float, index: str) -> None:
    """Draw the stencil of the index with its digits, or blank.

    Args:
        pen: draws.
        left: its upper left corner, in millimetres.
        top: the same.
        index: six digits; empty leaves the stencil blank.
    """
    said = f"Кодовый штамп, индекс {index}" if index else "Кодовый штамп без индекса"
    with pen.part(Element("Figure", alt=said)):
        _bars(pen, left, top)
        _digits(pen, left, top, index)


def _bars(pen: Pen, left: float, top: float) -> None:
    for place in range(stencil.LENGTH + 1):
        pen.bar(left + place * stencil.STEP, top, stencil.BAR_WIDTH, stencil.BAR_HEIGHT)
    second = top + stencil.BAR_HEIGHT + stencil.BAR_GAP
    pen.bar(left, second, stencil.BAR_WIDTH, stencil.SECOND_BAR_HEIGHT)


def _digits(pen: Pen, left: float, top: float, index: str) -> None:
    """Draw the dotted specimen of six digits, and over it the strokes of those that are known."""
    canvas, foot = pen.canvas, pen.height - top - stencil.HEIGHT
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineCap(1)
    canvas.setLineWidth(0.35 * mm)
    canvas.setDash([0.05 * mm, 0.95 * mm])
    for place in range(stencil.LENGTH):
        for stroke in stencil.STROKES.values():
            _stroke(pen, left + stencil.digit_left(place), foot, stroke)
    canvas.setDash()
    canvas.setLineWidth(stencil.STROKE * mm)
    for place, digit in enumerate(stencil.strokes(index)):
        for stroke in digit:
            _stroke(pen, left + stencil.digit_left(place), foot, stroke)
    canvas.restoreState()


def _stroke(pen: Pen, left: float, foot: float, stroke: stencil.Stroke) -> None:
    x1, y1, x2, y2 = stroke
    pen.canvas.line((left + x1) * mm, (foot + y1) * mm, (left + x2) * mm, (foot + y2) * mm)
