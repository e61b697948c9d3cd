"""Flowables that know their place in the structure of the page: text, list items, headings, tables, rules.

A flowable of one's own takes `Tagged` as its first base and says its role; its `draw` stays as it is. Where it draws
words of several elements, it opens them itself (`structure.tagged`) and takes a group (`Div`) for its role, or is none
of these. Lines and grounds around the words stand in `structure.artifact`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.abag import ABag
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Flowable, Paragraph, Table
from reportlab.platypus.flowables import HRFlowable

from otklik.letters.archive import ink
from otklik.letters.structure import DECORATION, END, PAGINATION, Element, artifact, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otklik.letters.structure import Structure

_ABOVE = 14  # from the base of a heading's line to where a bookmark leads, in points
_HEADING_ENDS = "otklik_heading_ends"


class Tagged(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A flowable whose drawing is one element; parts of it on further pages are the same element.

    Attributes:
        role: what it is, where nobody gives it an `element`.
        element: its place in the tree; made at the first need.
    """

    role = "P"
    element: Element | None = None

    def own(self) -> Element:
        """Return its element."""
        if self.element is None:
            self.element = Element(self.role)
        return self.element

    def split(self, width: float, height: float) -> list[Any]:
        """Return the parts for this page and the next, in points; they belong together."""
        parts: list[Any] = super().split(width, height)
        for part in parts:
            if isinstance(part, Tagged):
                part.element = self.own()
        return parts

    def _drawOn(self, canvas: Any) -> None:  # noqa: N802 - reportlab's name
        element = self.own()
        has_place = element.title or element.role == "Figure"  # not all flowables of reportlab know their size
        with tagged(canvas, element, box=(0, 0, self.width, self.height) if has_place else None):
            super()._drawOn(canvas)


class Text(Tagged, Paragraph):  # type: ignore[misc]  # reportlab ships no types
    """A paragraph, a heading, or an item of a list.

    Attributes:
        label: for an item: the element of its mark; `element` is then that of its words.
        run_in: for a paragraph that begins with its heading on the same line: the element of the heading. The fragment
            `heading_ends(…)` stands between the two.
    """

    label: Element | None = None
    run_in: Element | None = None

    def split(self, width: float, height: float) -> list[Any]:
        """Return the parts for this page and the next, in points; mark and heading stay with the first."""
        parts = super().split(width, height)
        for place, part in enumerate(parts):
            part.label = None if place else self.label
            part.run_in = self.run_in if not place or _holds_heading_end(part.frags) else None
        return parts

    def beginText(self, x: float, y: float) -> Any:  # noqa: N802 - reportlab's name
        """Return the text object of the words; a mark at their left is drawn by now."""
        if self.label is not None:
            self.canv.structure.close()
            self.canv.structure.open(self.own())
        elif self.run_in is not None:
            return _RunIn(self.canv, x, y, self.run_in, self.own())
        return _Words(self.canv, x, y)

    def _drawOn(self, canvas: Any) -> None:  # noqa: N802 - reportlab's name
        if self.label is not None:
            with tagged(canvas, self.label):
                super(Tagged, self)._drawOn(canvas)
        elif self.run_in is not None and not canvas.structure.is_artifact:
            self._draw_two(canvas)
        else:
            super()._drawOn(canvas)

    def _draw_two(self, canvas: Any) -> None:
        """Draw heading and paragraph, which share lines and so one text object; it holds their marks inside."""
        code = canvas.stream
        canvas.structure.pause()
        start = len(code)
        super(Tagged, self)._drawOn(canvas)
        words = next(place for place in range(start, len(code)) if code[place].startswith("BT"))
        if any(" re " in line for line in code[start:words]):  # grounds of empty fields
            code.insert(words, END)
            code.insert(start, DECORATION.mark)
        canvas.structure.resume()


class _Words(PDFTextObject):  # type: ignore[misc]  # reportlab ships no types
    """The lines of a paragraph: a space parts the words of two lines, so that whoever reads them aloud hears two.

    It writes what reportlab would, for one kind of font and of colour only, and so in half the time.
    """

    _curSubset: int  # noqa: N815 - reportlab's name
    _ends = ""

    def setTextOrigin(self, x: float, y: float) -> None:  # noqa: N802 - reportlab's name
        """Move to a point."""
        self._code.append(f"1 0 0 1 {x:.4f} {y:.4f} Tm")
        self._x0 = self._x = x
        self._y0 = self._y = y

    def setXPos(self, dx: float) -> None:  # noqa: N802 - reportlab's name
        """Move the beginning of the line, in points."""
        self._code.append(f"{dx:.4f} 0 Td")
        self._x0 += dx
        self._x = self._x0

    def setFillColor(self, color: Any, alpha: object = None) -> None:  # noqa: ARG002, N802 - reportlab's name
        """Take a colour; nothing is transparent here."""
        self._fillColorObj = color
        self._code.append(ink(color.red, color.green, color.blue))

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803 - reportlab's names
        self._ends = text[-1:] or self._ends
        if TStar:
            self._code += (self._formatText(text if self._ends == "-" else f"{text} "), "T*")
        else:
            self._code.append(self._formatText(text))

    def _formatText(self, text: str) -> str:  # noqa: N802 - reportlab's name
        canvas, code = self._canvas, []
        font = pdfmetrics.getFont(self._fontname)
        for subset, signs in font.splitString(text, canvas.document):
            if subset != self._curSubset:
                self._curSubset = subset
                name = font.getSubsetInternalName(subset, canvas.document)
                code.append(f"{name} {self._fontsize:.6g} Tf {self._leading or 0:.6g} TL")
            code.append(f"({canvas.escaped(signs)}) Tj")
        return " ".join(code)


class _RunIn(_Words):
    """A text object of a heading and, behind it, the paragraph it runs into."""

    def __init__(self, canvas: Any, x: float, y: float, heading: Element, paragraph: Element) -> None:
        super().__init__(canvas, x, y)
        self._paragraph = paragraph
        canvas.setNamedCB(_HEADING_ENDS, self._end_heading)
        self._code.append(canvas.structure.mark(heading, box=(x, y, 0, _ABOVE)))

    def _end_heading(self, canvas: Any, _kind: str, _label: object) -> None:
        self._code += (END, canvas.structure.mark(self._paragraph))

    def getCode(self) -> str:  # noqa: N802 - reportlab's name
        """Return the operators, the last mark ended."""
        self._code.append(END)
        return str(super().getCode())


def _holds_heading_end(fragments: list[Any]) -> bool:
    """Tell whether a heading ends in these; behind a split they come by words, as `[width, (fragment, text), …]`."""
    pieces = (word[1:] if isinstance(word, list) else [(word,)] for word in fragments)
    return any(hasattr(piece[0], "cbDefn") for word in pieces for piece in word)


def heading_ends(last: Any) -> Any:
    """Return the fragment behind a heading that runs in: it draws nothing and looks like the `last` one of it."""
    return last.clone(text="", cbDefn=ABag(kind="onDraw", name=_HEADING_ENDS, label=None, width=0))


class Line(HRFlowable):  # type: ignore[misc]  # reportlab ships no types
    """A line across the page."""

    def _drawOn(self, canvas: Any) -> None:  # noqa: N802 - reportlab's name
        with artifact(canvas):
            super()._drawOn(canvas)


class Grid(Tagged, Table):  # type: ignore[misc]  # reportlab ships no types
    """A table with its rows and cells; rows repeated overleaf are artifacts there.

    Attributes:
        heads: how many rows at the top are its head.
        sides: how many columns at the left name what stands in the row.
        is_overleaf: whether this is a further part of a table that began on a page before.
    """

    role = "Table"
    heads = 1
    sides = 0
    is_overleaf = False
    splitInRow: int  # noqa: N815 - reportlab's name
    _begun_cells: Iterator[Element] = iter(())

    def split(self, width: float, height: float) -> list[Any]:
        """Return the parts for this page and the next, in points; only a row higher than a page is divided.

        reportlab would fill what is left of a page with the beginning of a row, under a second head.
        """
        frame, within = getattr(self, "_frame", None), self.splitInRow
        self.splitInRow = within if frame is None or frame._atTop else 0  # noqa: SLF001 - reportlab tells nobody else
        parts = super().split(width, height)
        for place, part in enumerate(parts):
            part.splitInRow = within
            part.heads, part.sides = self.heads, self.sides
            part.is_overleaf = self.is_overleaf or place > 0
        self.splitInRow = within
        return parts

    def draw(self) -> None:
        """Draw grounds, cells and lines."""
        self._renderCB = _draw_part
        super().draw()

    def _drawCell(self, cell: Any, style: Any, place: Any, size: Any) -> None:  # noqa: N802 - reportlab's name
        if not isinstance(cell, str):  # its flowables take their own font; reportlab would call for Helvetica
            self._curcellstyle = style
        super()._drawCell(cell, style, place, size)

    def open_row(self, row: int, structure: Structure) -> None:
        """Begin a row of this part, counted from 0."""
        if self.is_overleaf and row < self.repeatRows:
            structure.open(PAGINATION)
            return
        begun = structure.begun_row(self._cellvalues[row]) if self.is_overleaf and row == self.repeatRows else None
        self._begun_cells = iter(structure.members(begun)) if begun else iter(())
        structure.open(begun or Element("TR", self.own()))

    def open_cell(self, row: int, column: int, cell: object, structure: Structure) -> None:
        """Begin a cell of the open row, both counted from 0."""
        begun = next(self._begun_cells, None)
        if begun is not None:  # the row began on the page before
            structure.open(begun, holds=True)
            return
        _, _, last_column, last_row = (self._spanCmds and self._spanRanges[column, row]) or (column, row, column, row)
        is_head, is_side = row < self.heads and not self.is_overleaf, column < self.sides
        element = Element(
            "TH" if is_head or is_side else "TD",
            scope="Column" if is_head else "Row",
            columns=last_column - column + 1,
            rows=last_row - row + 1,
        )
        structure.open(element, holds=not isinstance(cell, str))


def _draw_part(grid: Grid, step: str, *facts: Any) -> None:
    structure = grid.canv.structure
    if step == "startRow":
        grid.open_row(facts[0], structure)
    elif step == "startCell":
        grid.open_cell(facts[0], facts[1], facts[2], structure)
    elif step in {"startBG", "startLines"}:
        structure.open(DECORATION)
    elif step not in {"startTable", "endTable"}:
        structure.close()
