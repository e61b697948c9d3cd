"""The end of a letter: what is enclosed, «С уважением,», the signature with its picture, the seal.

(ГОСТ Р 7.0.97, 5.19, 5.22, 5.24.) It never stands on a sheet of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable

from otklik.letters import fonts
from otklik.letters.blocks import Span, line_spans
from otklik.letters.pictures import Picture
from otklik.letters.structure import Element
from otklik.letters.styles import CORNER_LINE, SIZE, TEXT_WIDTH, text
from otklik.letters.tagged import Grid, Text
from otklik.letters.wording import join_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.letters.model import LetterModel
    from otklik.letters.styles import Sheet

LEAST_LINES = 2
"""Lines of text that stand on the last sheet beside the signature, at least."""
_MOST_HELD = 24  # parts, so that headings without any text cannot make an end higher than a sheet
_ROOM = 11 * mm  # for the hand
_BELOW = 3 * mm  # how far the picture of a signature reaches below the line it stands on
_SIGNATURE = (46 * mm, 18 * mm)
_SEAL = (38 * mm, 38 * mm)
_GAP = 4 * mm
_FEW = 3  # enclosures that are no text beside the signature yet


class Enclosed(Text):
    """A line of the list of enclosures.

    Attributes:
        lead: «Приложение:», at the left of the first of several.
        is_text: whether it keeps the signature company like a line of the text; a short list does not.
    """

    lead: Any = None
    is_text = False

    def split(self, width: float, height: float) -> list[Any]:
        """Return the parts for this page and the next, in points."""
        parts = super().split(width, height)
        for place, part in enumerate(parts):
            part.lead, part.is_text = (None if place else self.lead), self.is_text
        return parts

    def _drawOn(self, canvas: Any) -> None:  # noqa: N802 - reportlab's name
        if self.lead is not None:
            self.lead.wrap(TEXT_WIDTH, self.height)
            self.lead.drawOn(canvas, 0, self.height - self.lead.height)
        super()._drawOn(canvas)


def enclosed(model: LetterModel, sheet: Sheet) -> list[Any]:
    """Return «Приложение: …»: one on the line, several as a numbered list."""
    if not model.enclosures:
        return []
    wide = _wide("Приложение: ")
    lines = [line_spans(join_words(line)) for line in model.enclosures]
    if len(lines) == 1:
        marked = (Span("Приложение: "), *lines[0])
        parts = [text(marked, sheet.enclosure(wide, 0), kind=Enclosed)]
    else:
        parts = _numbered(lines, wide, sheet)
    parts[0].spaceBefore = SIZE
    return parts


def _numbered(lines: list[Any], wide: float, sheet: Sheet) -> list[Any]:
    # A mark takes its own width and the gap reportlab keeps behind it; the text of all begins behind the widest.
    style = sheet.enclosure(wide, _wide(f"{len(lines)}.") + 0.6 * SIZE)
    parts = [text(line, style, f"{number}.", Enclosed) for number, line in enumerate(lines, 1)]
    group = Element("L")
    for part in parts:
        row = Element("LI", group)
        part.label, part.element, part.is_text = Element("Lbl", row), Element("LBody", row), len(lines) > _FEW
    parts[0].lead = text((Span("Приложение:"),), sheet.position)
    return parts


def _wide(words: str) -> float:
    return float(fonts.font(fonts.REGULAR).stringWidth(words, SIZE))


def signed(model: LetterModel, sheet: Sheet) -> _Signature:
    """Return the signature of a letter."""
    return _Signature(
        text((Span(model.closing),), sheet.closing),
        text(line_spans(model.position), sheet.position),
        text(line_spans(join_words(model.signer)), sheet.signer),
        Picture(model.signature, _SIGNATURE, f"Подпись: {model.signer}") if model.signature else None,
        Picture(model.seal, _SEAL, "Печать") if model.seal else None,
    )


class _Signature(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """«С уважением,», then the position at the left and the name at the right on the level of its last line.

    The picture of a signature stands between the two, or above them where they leave it no room; the seal below, at the
    left, on free ground.
    """

    def __init__(self, closing: Any, position: Any, signer: Any, picture: Picture | None, seal: Picture | None) -> None:
        super().__init__()
        self._closing, self._position, self._signer = closing, position, signer
        self._picture, self._seal = picture, seal

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size in points."""
        self._closing.wrap(width, height)
        self._name_wide = min(self._signer.minWidth() + 1, 0.62 * width)
        self._signer.wrap(self._name_wide, height)
        self._position_wide = min(_wide(self._position.getPlainText()), CORNER_LINE, width - self._name_wide - 2 * _GAP)
        self._position.wrap(self._position_wide + 1, height)
        self._line_high = max(self._position.height, self._signer.height)
        room, foot, drawn = _ROOM, 0.0, self._picture
        if drawn is not None:
            self._between = width - self._name_wide - self._position_wide - 2 * _GAP >= drawn.width
            foot = _BELOW if self._between else 0
            room = max(room, drawn.height + 2 * mm - (_BELOW + self._line_high if self._between else 0))
        if self._seal is not None:
            foot = self._seal.height + _GAP
        self._foot, self._room = foot, room
        return width, 8 + self._closing.height + room + self._line_high + foot

    def draw(self) -> None:
        """Draw it, and tell the canvas that the letter ends on this page."""
        base, name_left = self._foot, TEXT_WIDTH - self._name_wide
        top = base + self._line_high
        self._closing.drawOn(self.canv, 0, top + self._room)
        self._position.drawOn(self.canv, 0, top - self._position.height)
        if self._picture is not None:
            middle = (self._position_wide + name_left - self._picture.width) / 2
            self._picture.drawOn(self.canv, middle, base - _BELOW if self._between else top + 1)
        self._signer.drawOn(self.canv, name_left, base)
        if self._seal is not None:
            self._seal.drawOn(self.canv, (CORNER_LINE - self._seal.width) / 2, 0)
        self.canv.letter_ends_here = True


def end(content: list[Any], signature: Flowable) -> list[Any]:
    """Return the flowables of a text with its signature, the last lines held together with it.

    Args:
        content: paragraphs, tables and rules, top to bottom.
        signature: what stands under them.
    """
    place, lines = len(content), 0
    while place and (lines < LEAST_LINES or _keeps_next(content[place - 1])) and len(content) - place < _MOST_HELD:
        place -= 1
        lines += 0 if _keeps_next(content[place]) else _least(content[place])
    parts = [part for part in content[place:] if not isinstance(part, CondPageBreak)]
    if place and isinstance(content[place - 1], CondPageBreak):
        place -= 1
    return [*content[:place], _Tail(parts, signature)]


def _keeps_next(part: Any) -> bool:
    return isinstance(part, CondPageBreak) or getattr(part, "keeps_next", False)


def _least(part: Any) -> int:
    """Return how many lines of text a flowable has at the least, before it is set."""
    if isinstance(part, Grid):
        return LEAST_LINES
    return int(isinstance(part, Text) and getattr(part, "is_text", True))


class _Tail(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """The end of the text with the signature: where both do not fit, two lines at least go along with the signature."""

    def __init__(self, parts: Sequence[Any], signature: Flowable) -> None:
        super().__init__()
        self._parts, self._signature = parts, signature

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """Return the space above, in points."""
        return float(self._parts[0].getSpaceBefore()) if self._parts else 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size in points."""
        self._heights = [part.wrap(width, 100 * height)[1] for part in self._parts]
        pairs = zip(self._parts, self._parts[1:], strict=False)
        self._gaps = [0.0, *(max(one.getSpaceAfter(), two.getSpaceBefore()) for one, two in pairs)]
        self._lines = [_lines(part) for part in self._parts]
        self._sign_high = self._signature.wrap(width, height)[1]
        return width, sum(self._heights) + sum(self._gaps) + self._sign_high

    def split(self, width: float, height: float) -> list[Any]:
        """Return what still stands on this page, in points, and the tail for the next."""
        whole = 0
        for place, part in enumerate(self._parts):
            below = sum(self._lines[place + 1 :])
            height -= self._gaps[place]
            if self._heights[place] > height or below < LEAST_LINES:
                pieces = _parted(part, width, height, max(LEAST_LINES - below, 0))
                if pieces:
                    rest = [pieces[1], *self._parts[place + 1 :]]
                    return [*self._parts[:place], pieces[0], _Tail(rest, self._signature)]
                break
            height -= self._heights[place]
            if not _keeps_next(part):
                whole = place + 1
        return [*self._parts[:whole], _Tail(self._parts[whole:], self._signature)] if whole else []

    def draw(self) -> None:
        """Draw the text and the signature."""
        top = self._sign_high + sum(self._heights) + sum(self._gaps)
        for part, gap, high in zip(self._parts, self._gaps, self._heights, strict=False):
            top -= gap + high
            part.drawOn(self.canv, 0, top)
        self._signature.drawOn(self.canv, 0, 0)


def _lines(part: Any) -> int:
    """Return how many lines of text a flowable that is set has."""
    if isinstance(part, Grid):
        return len(part._rowHeights)  # noqa: SLF001 - reportlab's table tells it nowhere else
    return len(part.blPara.lines) if _least(part) else 0


def _parted(part: Any, width: float, height: float, keep: int) -> list[Any]:
    """Return a flowable in two parts: what fits into a height, in points, and at least so many lines for overleaf."""
    if not isinstance(part, Text | Grid) or _lines(part) <= keep:
        return []
    rows = part._rowHeights if isinstance(part, Grid) else [part.style.leading] * _lines(part)  # noqa: SLF001 - see above
    pieces: list[Any] = part.split(width, min(height, sum(rows[: len(rows) - keep]) + 0.01))
    return pieces if len(pieces) == 2 else []
