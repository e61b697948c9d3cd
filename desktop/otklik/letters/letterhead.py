"""The head of the sheet: letterhead with logo, date and number, reference, addressee (ГОСТ Р 7.0.97, 5.1 to 5.15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from otklik.letters.blocks import Span, line_spans
from otklik.letters.pictures import Picture
from otklik.letters.styles import ADDRESSEE_LEFT, BLACK, CORNER_LINE, LONGITUDINAL_LINE, TEXT_WIDTH, strong, text
from otklik.letters.tagged import Line
from otklik.letters.wording import break_at_commas, join_words
from otklik.register.records import LetterheadForm

if TYPE_CHECKING:
    from otklik.letters.model import LetterModel
    from otklik.letters.styles import Sheet

_CORNER_LOGO = (50 * mm, 16 * mm)
_LONGITUDINAL_LOGO = (70 * mm, 18 * mm)
_PART = 42  # characters: the longest part of a line of 12 cm that is not broken inside


def head(model: LetterModel, sheet: Sheet) -> list[Any]:
    """Return what stands above the heading, top to bottom."""
    number = f"{model.date} № {model.number}" if model.date else "____________ № ____________"
    lines = [(Span(join_words(line)),) for line in (number, model.reference)]
    right = [text(line_spans(break_at_commas(line)), sheet.addressee) for line in model.addressee]
    if model.letterhead_form is LetterheadForm.CORNER:
        left = [*_letterhead(model, sheet.name, sheet.small, _CORNER_LOGO), Spacer(0, 9)]
        left += [text(line, sheet.reference) for line in lines]
        return [_columns(left, right)]
    across = _letterhead(model, sheet.across, sheet.small, _LONGITUDINAL_LOGO)
    rule = Line(width="100%", thickness=0.75, color=BLACK, spaceBefore=6, spaceAfter=12)
    left = [text(line, sheet.dated) for line in lines]
    middle = ((TEXT_WIDTH - LONGITUDINAL_LINE) / 2, LONGITUDINAL_LINE, across)
    return [_Columns(middle), rule, _columns(left, right)]


def _columns(left: list[Any], right: list[Any]) -> _Columns:
    return _Columns((0.0, CORNER_LINE, left), (ADDRESSEE_LEFT, TEXT_WIDTH - ADDRESSEE_LEFT, right))


def _letterhead(model: LetterModel, name: Any, small: Any, logo: tuple[float, float]) -> list[Any]:
    longest = 34 if logo is _CORNER_LOGO else _PART
    parts: list[Any] = []
    if model.logo:
        parts += [Picture(model.logo, logo, "Логотип"), Spacer(0, 4)]
    parts += [text(strong(line_spans(line.text)), name) for line in model.letterhead if line.strong]
    parts.append(Spacer(0, 2))
    others = [line.text for line in model.letterhead if not line.strong]
    return parts + [text(line_spans(break_at_commas(line, longest)), small) for line in others]


class _Columns(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Columns of flowables beside each other; what is narrower than its column stands in its middle.

    Args:
        columns: of each its left edge, its width in points, and what stands in it from top to bottom.
    """

    def __init__(self, *columns: tuple[float, float, list[Any]]) -> None:
        super().__init__()
        self._columns = columns

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size in points."""
        self._high = max(sum(part.wrap(wide, height)[1] for part in parts) for _, wide, parts in self._columns)
        return width, self._high

    def draw(self) -> None:
        """Draw the columns."""
        for left, wide, parts in self._columns:
            top = self._high
            for part in parts:
                top -= part.height
                aside = (wide - part.width) / 2 if isinstance(part, Picture) else 0
                part.drawOn(self.canv, left + aside, top)
