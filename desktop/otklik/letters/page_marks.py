"""What is written on the pages of a joined file: the number the contents know a page by, and that a paper is void."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from otklik.letters import fonts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_NAME = "/OtklikMark"


class Mark(NamedTuple):
    """What is written in the upper right corner of a page.

    Attributes:
        number: the page's; 0 writes none.
        void: the word for a paper that is annulled; empty where the paper stands.
    """

    number: int
    void: str


def put_marks(writer: Any, first: int, marks: Sequence[Mark], made_on: date) -> None:
    """Write marks on the pages of a file, over what stands there; the content of a page itself is not touched.

    Args:
        writer: a `PdfWriter` of pypdf.
        first: index of the page the first mark is for.
        marks: one for each page from there.
        made_on: the date of the file.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - a folder is made rarely

    pages = writer.pages[first : first + len(marks)]
    sheets = [_seen(page) for page in pages]
    drawn = PdfReader(io.BytesIO(_draw([(sheet[1], mark) for sheet, mark in zip(sheets, marks, strict=True)], made_on)))
    for page, (placing, size), mark in zip(pages, sheets, drawn.pages, strict=True):
        _lay_over(writer, page, mark, placing, size)


def _seen(page: Any) -> tuple[str, tuple[float, float]]:
    """Return how the upright sheet, as it is seen, lies on a page that may be turned, and its size in points."""
    box = page.cropbox
    left, bottom, right, top = (float(edge) for edge in (box.left, box.bottom, box.right, box.top))
    wide, high = right - left, top - bottom
    match int(page.get("/Rotate", 0) or 0) % 360:
        case 90:
            return f"0 1 -1 0 {right:.2f} {bottom:.2f}", (high, wide)
        case 180:
            return f"-1 0 0 -1 {right:.2f} {top:.2f}", (wide, high)
        case 270:
            return f"0 -1 1 0 {left:.2f} {top:.2f}", (high, wide)
        case _:
            return f"1 0 0 1 {left:.2f} {bottom:.2f}", (wide, high)


def _draw(sheets: Sequence[tuple[tuple[float, float], Mark]], made_on: date) -> bytes:
    """Return a PDF with the marks alone, each on a page of its size."""
    with fonts.RENDERING:
        from reportlab.lib.units import mm  # noqa: PLC0415 - brings reportlab, and start-up counts

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same
        from otklik.letters.archive import ArchiveCanvas  # noqa: PLC0415 - the same
        from otklik.letters.structure import artifact  # noqa: PLC0415 - the same

        target = io.BytesIO()
        canvas: Any = ArchiveCanvas(target, **parts.file_facts("Номера страниц", "", made_on))
        for (wide, high), mark in sheets:
            canvas.setPageSize((wide, high))
            with artifact(canvas):
                if mark.number:
                    canvas.setFillColor(parts.DIM)
                    canvas.setFont(fonts.sans(), 8)
                    canvas.drawRightString(wide - 6 * mm, high - 7 * mm, f"с. {mark.number}")
                if mark.void:
                    _draw_void(canvas, mark.void, wide - 20 * mm, high - 7.5 * mm)
            canvas.showPage()
        canvas.save()
        return target.getvalue()


def _draw_void(canvas: Any, word: str, right: float, base: float) -> None:
    """Draw a word in a frame, which nobody overlooks and no copier loses."""
    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - brings reportlab, and start-up counts

    canvas.setFillColor(parts.INK)
    canvas.setStrokeColor(parts.INK)
    canvas.setLineWidth(1)
    canvas.setFont(fonts.sans(bold=True), 10)
    canvas.drawRightString(right, base, word)
    wide = canvas.stringWidth(word, fonts.sans(bold=True), 10)
    canvas.rect(right - wide - 5, base - 4, wide + 10, 15)


def _lay_over(writer: Any, page: Any, mark: Any, placing: str, size: tuple[float, float]) -> None:
    from pypdf.generic import (  # noqa: PLC0415 - a folder is made rarely
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        FloatObject,
        NameObject,
    )

    def stream(content: bytes) -> Any:
        made = DecodedStreamObject()
        made.set_data(content)
        return made

    def stored(thing: Any) -> Any:
        return writer._add_object(thing)  # noqa: SLF001 - pypdf's only door for it

    form = stream(mark.get_contents().get_data())
    box = ArrayObject([FloatObject(number) for number in (0, 0, *size)])
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")], form[NameObject("/Resources")] = box, mark["/Resources"].clone(writer)
    known = page.get("/Resources")
    resources = DictionaryObject(known.get_object() if known is not None else {})
    held = resources.get("/XObject")
    objects = DictionaryObject(held.get_object() if held is not None else {})
    objects[NameObject(_NAME)] = stored(form)
    resources[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = resources
    before = page.get("/Contents")
    inner = before.get_object() if before is not None else ArrayObject()
    old = list(inner) if isinstance(inner, ArrayObject) else [page.raw_get("/Contents")]
    begin, end = stored(stream(b"q\n")), stored(stream(f"\nQ q {placing} cm {_NAME} Do Q\n".encode()))
    page[NameObject("/Contents")] = ArrayObject([begin, *old, end])
