"""Papers joined into one PDF with bookmarks, behind a page of contents; foreign PDF files are taken in with care."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

MOST_BYTES = 20 * 2**20
"""Larger PDF files that came from outside stay files of their own."""

MOST_PAGES = 200
"""The same for files of more pages."""

_CLAIM = re.compile(rb"<rdf:Description[^>]*pdfaid[^>]*>.*?</rdf:Description>\s*", re.DOTALL)
_ACTIONS = ("/A", "/AA", "/OpenAction")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a stranger's file is told by its place


@dataclass(frozen=True, slots=True)
class JoinedPart:
    """A PDF file of the folder.

    Attributes:
        path: where it lies.
        title: its bookmark.
        group: the bookmark it stands under.
        own: whether we made it; then it is PDF/A.
        void: the word for a paper that is annulled, for each of its pages; empty where it stands.
    """

    path: Path
    title: str
    group: str
    own: bool
    void: str = ""


def count_pages(content: bytes, *, own: bool) -> int:
    """Return how many pages a PDF has that can be joined; 0 for anything else: no PDF, broken, locked, too large."""
    from pypdf import PdfReader  # noqa: PLC0415 - a folder is made rarely

    if not own and (not content.startswith(b"%PDF-") or len(content) > MOST_BYTES):
        return 0
    try:
        reader = PdfReader(io.BytesIO(content))
        pages = 0 if reader.is_encrypted else len(reader.pages)
        if own:
            return pages
        if pages <= MOST_PAGES:
            _trial(reader)
            return pages
    except _troubles():
        pass
    return 0


def join(contents: bytes, parts: Sequence[JoinedPart], made_on: date, stop: Callable[[], None] = lambda: None) -> bytes:
    """Return contents and parts as one PDF with a bookmark for each; PDF/A-1b where all parts are our own.

    Each page bears the number the contents know it by. The joined file carries no tags: each part keeps its own in the
    file beside it.

    Args:
        contents: the pages that come first.
        parts: in order; each was counted by `count_pages` as more than nothing.
        made_on: the date of the file.
        stop: called before each part; it raises where somebody wants to stop.
    """
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - a folder is made rarely

    from otklik.letters.page_marks import Mark, put_marks  # noqa: PLC0415 - the same

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(contents)))
    for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageMode"):
        writer.root_object.pop(name, None)
    writer.add_outline_item("Содержание", 0)
    before = len(writer.pages)
    marks: list[Mark] = []
    group, above = "", None
    for part in parts:
        stop()
        first = len(writer.pages)
        writer.append(io.BytesIO(part.path.read_bytes()), import_outline=False)
        if part.group != group:
            group, above = part.group, writer.add_outline_item(part.group, first)
        writer.add_outline_item(part.title, first, parent=above)
        if not part.own:
            _take_actions_out(writer, first)
        marks += [Mark(number, part.void) for number in range(first + 1, len(writer.pages) + 1)]
    put_marks(writer, before, marks, made_on)
    for page in writer.pages:
        page.pop("/StructParents", None)
    if not all(part.own for part in parts):
        _claim_nothing(writer)
    # Each of our papers brings the same fonts and colour profile: they are kept once.
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def mark_void(content: bytes, word: str, made_on: date) -> bytes:
    """Return a paper of our own with a word in the upper right corner of each page, and else as it is.

    Args:
        content: the PDF.
        word: what is written.
        made_on: the date of the mark.
    """
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - hardly a letter is void

    from otklik.letters.page_marks import Mark, put_marks  # noqa: PLC0415 - the same

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    put_marks(writer, 0, [Mark(0, word)] * len(writer.pages), made_on)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _trial(reader: Any) -> None:
    """Join a foreign file alone: what cannot be written now would spoil the whole volume later."""
    from pypdf import PdfWriter  # noqa: PLC0415 - a folder is made rarely

    from otklik.letters.page_marks import Mark, put_marks  # noqa: PLC0415 - the same

    writer = PdfWriter()
    writer.append(reader, import_outline=False)
    _take_actions_out(writer, 0)
    put_marks(writer, 0, [Mark(1, "")] * len(writer.pages), date.min)
    writer.write(io.BytesIO())


def _take_actions_out(writer: Any, first: int) -> None:
    """Leave nothing of a foreign file that runs, opens or calls anything."""
    for page in writer.pages[first:]:
        for holder in (page, *(note.get_object() for note in page.get("/Annots", None) or ())):
            for action in _ACTIONS:
                holder.pop(action, None)


def _claim_nothing(writer: Any) -> None:
    """Take the claim of PDF/A out: foreign pages are what they are."""
    from pypdf.generic import NameObject, StreamObject  # noqa: PLC0415 - a folder is made rarely

    plain = StreamObject()
    old = writer.root_object["/Metadata"].get_object()
    plain.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    plain.set_data(_CLAIM.sub(b"", old.get_data(), count=1))
    writer.root_object[NameObject("/Metadata")] = writer._add_object(plain)  # noqa: SLF001 - pypdf's only door for it


def _troubles() -> tuple[type[Exception], ...]:
    """Return what pypdf is known to raise on broken files: its own errors and those of plain Python."""
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - a folder is made rarely

    plain = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, AssertionError)
    return (PyPdfError, NotImplementedError, OSError, EOFError, *plain)
