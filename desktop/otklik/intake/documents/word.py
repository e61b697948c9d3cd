"""Text of a Word document (.docx, ECMA-376 part 1), with the numbers Word draws before paragraphs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

from otklik.intake.documents.reading import without_invisible
from otklik.intake.documents.word_numbers import Numbering
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MAX_PARTS = 3000
MAX_UNPACKED = 150 * 2**20
"""Most bytes all parts of a document may unpack to."""
MAX_XML = 16 * 2**20
"""Most bytes its text may unpack to: a tree of it takes ten times as much."""
_RATIO = 300
"""How many times smaller than its content a large part may be; what deflates better is made to burst."""

_P, _R, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "tbl", "tr", "tc"))
_T, _TAB, _BREAKS = qn("w:t"), qn("w:tab"), frozenset({qn("w:br"), qn("w:cr")})
_HYPHEN, _VANISH, _RPR = qn("w:noBreakHyphen"), qn("w:vanish"), qn("w:rPr")
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, NotImplementedError, OSError, EOFError, RecursionError)
_MORE_BROKEN = (zipfile.BadZipFile, SyntaxError, AssertionError, ArithmeticError)
_SKIPPED = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:sectPr"), qn("w:instrText")})
_SECOND_SPELLING = "}Fallback"
"""How the tag ends of what repeats a text box for old programs (`mc:Fallback`)."""


def read_docx(shown: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a .docx and what could not be read of it.

    Args:
        shown: the file's name, for sentences.
        content: its bytes.

    Raises:
        UserError: it is no Word document, broken, or made to burst.
    """
    _check_sizes(shown, content)
    try:
        document = Document(io.BytesIO(content))
        text = "\n".join(_lines(document))
    except (*_BROKEN, *_MORE_BROKEN) as error:
        raise _broken(shown) from error
    except Exception as error:
        # zlib, lxml and python-docx each have errors of their own, and no base class to catch.
        if type(error).__module__.partition(".")[0] in {"zlib", "lxml", "docx"}:
            raise _broken(shown) from error
        raise
    return without_invisible(text).strip("\n"), ()


def _broken(shown: str) -> UserError:
    return UserError("{file} is damaged or no Word document. Open it in Word and save it again.", file=shown)


def _check_sizes(shown: str, content: bytes) -> None:
    """Refuse an archive that is no document or unpacks to more than a document holds, before unpacking anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise _broken(shown) from error
    names = {part.filename for part in parts}
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise UserError("{file} is an archive, no document. Unpack it and choose the document.", file=shown)
    if any(part.flag_bits & 1 for part in parts):
        raise UserError(
            "{file} is protected by a password. Save it without one, or copy its text and paste it.", file=shown
        )
    bursts = (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(part.file_size > MAX_XML for part in parts if part.filename.lower().endswith((".xml", ".rels")))
        or any(part.file_size > 2**20 and part.file_size > part.compress_size * _RATIO for part in parts)
    )
    if bursts:
        raise UserError("{file} unpacks to more than any such document holds and is not opened.", file=shown)


def _lines(document: WordDocument) -> Iterator[str]:
    """Yield the lines of a document: heads of its pages, the body, feet of its pages, each head and foot once."""
    numbering = Numbering(document)
    heads, feet = _heads_and_feet(document)
    yield from heads
    yield from _block_lines(document.element.body, numbering)
    yield from feet


def _heads_and_feet(document: WordDocument) -> tuple[list[str], list[str]]:
    """Return the different lines above and below the pages, without bare numbers of pages."""
    heads: dict[str, None] = {}
    feet: dict[str, None] = {}
    for section in document.sections:
        for lines, places in (
            (heads, (section.header, section.first_page_header)),
            (feet, (section.footer, section.first_page_footer)),
        ):
            for place in places:
                if not place.is_linked_to_previous:
                    lines.update(dict.fromkeys(line for line in _block_lines(place._element, None) if _says(line)))  # noqa: SLF001 - the only way to its tables
    return list(heads), list(feet)


def _says(line: str) -> bool:
    return any(character.isalpha() for character in line) and not line.strip().lower().startswith(("стр", "page "))


def _block_lines(block: Any, numbering: Numbering | None) -> Iterator[str]:
    """Yield one line for each paragraph and each row of a table, in the order of the document, in one walk."""
    stack = [iter(block)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == _P:
            mark = numbering.mark_of(child) if numbering else ""
            words = _words(child)
            yield f"{mark} {words}" if mark and words.strip() else words
        elif child.tag == _TR:
            yield "\t".join(_cell(cell, numbering) for cell in child.iter(_TC) if _row_of(cell) is child)
        elif _is_read(child):
            stack.append(iter(child))


def _row_of(cell: Any) -> Any:
    """Return the row a cell stands in; a cell of a table within a cell has a row of its own."""
    row = cell.getparent()
    while row is not None and row.tag != _TR:
        row = row.getparent()
    return row


def _cell(cell: Any, numbering: Numbering | None) -> str:
    """Return the text of a cell in one line; a table within it stands in it as words."""
    pieces = []
    for paragraph in cell.iter(_P):
        mark = numbering.mark_of(paragraph) if numbering else ""
        pieces.append(" ".join(f"{mark} {_words(paragraph)}".split()))
    return " ".join(piece for piece in pieces if piece)


def _words(paragraph: Any) -> str:
    """Return the visible words of a paragraph: what was struck out or hidden is not among them."""
    pieces: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == _T:
            pieces.append(node.text or "")
        elif node.tag == _TAB:
            pieces.append(" ")
        elif node.tag == _HYPHEN:
            pieces.append("-")
        elif node.tag in _BREAKS:
            pieces.append("\n")
        elif _is_read(node) and not _is_hidden(node):
            stack.append(iter(node))
    return "".join(pieces)


def _is_read(node: Any) -> bool:
    """Return whether what is within an element belongs to the text."""
    tag = node.tag
    return isinstance(tag, str) and tag not in _SKIPPED and not tag.endswith(_SECOND_SPELLING)


def _is_hidden(node: Any) -> bool:
    """Return whether a run is hidden text (`w:vanish`)."""
    if node.tag != _R:
        return False
    properties = node.find(_RPR)
    hidden = properties.find(_VANISH) if properties is not None else None
    return hidden is not None and hidden.get(qn("w:val"), "true") not in {"0", "false", "off"}
