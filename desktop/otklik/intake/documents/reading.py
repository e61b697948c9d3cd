"""The one door for documents that hold running text: `read_document`. Content decides before the file's extension.

Nothing is executed, fetched or written. What a document needs to be opened is imported when one comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from otklik.system.errors import UserError
from otklik.system.words import say

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
"""Extensions of the documents that can be read."""

MAX_BYTES = 50 * 2**20
"""Largest file taken."""
MAX_CHARS = 2_000_000
"""Longest text taken, some 700 printed pages."""

SCAN = (
    "{file} holds no text that can be read: a scan, or letters drawn as pictures. Copy the text from where it stands "
    "and paste it."
)
NO_TEXT = "There is no text in {file}. Copy the text from where it stands and paste it."
"""What is said of a document that is a picture; who takes pictures too asks for these sentences."""


class Format(StrEnum):
    """What a document was found to be."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document.

    Attributes:
        text: what a reader sees; paragraphs by line breaks, cells of a table by tabs. That of a text file is kept as
            written, but for the byte order mark and the kind of line breaks.
        format: what the document is.
        problems: what could not be read as written, one sentence each in the language in use.
    """

    text: str
    format: Format
    problems: tuple[str, ...] = ()


_OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0", "Word 97–2003, Excel, Outlook"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)
_LOOKS_HTML = re.compile(
    rb"^\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_ANY_TAG = re.compile(rb"<(?:p|div|br|table|h[1-6]|ul|ol|span|body|html)\b[^<>]{0,500}>", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_BLANKS = re.compile(r"\s{300,}+")
"""Longer than any layout needs."""


def read_document(name: str, content: bytes) -> DocumentText:
    """Read the text of a document.

    Args:
        name: the file's name or path; only its last piece is used, and its extension where the content leaves it open.
        content: its bytes.

    Raises:
        UserError: it is empty, too large, encrypted, a scan, broken, or of a kind that is not read.
    """
    shown = re.split(r"[/\\]", name)[-1].strip() or "?"
    if not content.strip(b" \t\r\n\x00"):
        raise UserError("{file} is empty. Choose another file.", file=shown)
    if len(content) > MAX_BYTES:
        raise UserError(
            "{file} is larger than {limit} MB. Choose the document itself.", file=shown, limit=MAX_BYTES >> 20
        )
    read = _read(shown, content)
    read = replace(read, text=_BLANKS.sub(_fewer_blanks, read.text))
    if not _LETTER.search(read.text):
        raise UserError(NO_TEXT, file=shown)
    if len(read.text) > MAX_CHARS:
        raise UserError("{file} holds more text than any such document. Choose the document itself.", file=shown)
    return read


def _fewer_blanks(blanks: re.Match[str]) -> str:
    """Return a run of blanks as no page holds it in the shortest form that parts as much."""
    return "\n\n" if "\n" in blanks[0] else " "


def without_invisible(text: str) -> str:
    """Return the text without soft hyphens, zero-width characters and marks of direction."""
    return _INVISIBLE.sub("", text)


def _read(shown: str, content: bytes) -> DocumentText:
    """Read by content, and by extension where the content may be several things."""
    if b"%PDF-" in content[:1024]:
        from otklik.intake.documents.pdf import read_pdf  # noqa: PLC0415 - the PDF reader is loaded when one comes

        text, problems = read_pdf(shown, content)
        return DocumentText(text, Format.PDF, problems)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from otklik.intake.documents.word import read_docx  # noqa: PLC0415 - the DOCX reader is loaded when one comes

        text, problems = read_docx(shown, content)
        return DocumentText(text, Format.DOCX, problems)
    for mark, title in _OTHER_FORMATS:
        if content.startswith(mark):
            raise UserError(
                "{file} is a file of {format}; documents are read from {formats}. Save it as one of these, or copy its "
                "text and paste it.",
                file=shown,
                format=title,
                formats=", ".join(SUFFIXES),
            )
    return _read_text(shown, content)


def _read_text(shown: str, content: bytes) -> DocumentText:
    """Read a text file, Markdown or HTML."""
    from otklik.intake.charset import decode  # noqa: PLC0415 - encodings are guessed only when a document is read

    suffix = shown.lower().rpartition(".")[2]
    is_html = bool(_LOOKS_HTML.match(content)) or (suffix in {"html", "htm"} and bool(_ANY_TAG.search(content)))
    declared = _CHARSET.search(content[:4096]) if is_html else None
    read = decode(content, declared.group(1).decode("ascii") if declared else _without_mark(content))
    text = read.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    strange = len(_UNREADABLE.findall(text))
    if strange * 20 > len(text):
        raise UserError("{file} holds no readable text. Save it as text or PDF and try again.", file=shown)
    problems = (say("Some characters could not be read; compare with the original."),) if strange else ()
    if is_html:
        from otklik.intake.documents.hidden import mark_hidden  # noqa: PLC0415 - only pages need it
        from otklik.intake.documents.markup import html_to_text  # noqa: PLC0415 - only pages need it

        return DocumentText(without_invisible(html_to_text(mark_hidden(text))), Format.HTML, problems)
    return DocumentText(text, Format.MARKDOWN if suffix == "md" else Format.TEXT, problems)


def _without_mark(content: bytes) -> str | None:
    """Return `utf-16-le` for a file of an old Notepad without its mark: every other byte is 0 or 4."""
    high = content[1:4000:2]
    if len(high) > 3 and sum(byte in {0, 4} for byte in high) * 10 > len(high) * 9:
        return "utf-16-le"
    return None
