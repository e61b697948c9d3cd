"""Objects of a PDF file that are bytes already: reportlab's dictionaries cost more than the page they belong to."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc


class PlainObject(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab ships no types
    """An object of the file whose number is known before its text.

    Args:
        document: reportlab's.
        body: its dictionary or array; may be given later.
        stream: the bytes of its stream, as they are written; `None` for none.
    """

    __RefOnly__ = 1

    def __init__(self, document: Any, body: str = "", stream: bytes | None = None) -> None:
        self.body, self._stream = body, stream
        self.number = number_of(document, self)

    @property
    def reference(self) -> str:
        """How others name it."""
        return f"{self.number} 0 R"

    @property
    def written(self) -> bytes:
        """The bytes of the file; 6.1.7 of PDF/A-1 wants a line end before `endstream`."""
        head = f"{self.number} 0 obj\n{self.body}\n".encode("ascii")
        if self._stream is None:
            return head + b"endobj\n"
        return b"".join((head, b"stream\n", self._stream, b"\nendstream\nendobj\n"))


def number_of(document: Any, part: Any) -> int:
    """Return the number of an object in a document of reportlab; it is entered there at need."""
    return int(document.idToObjectNumberAndVersion[document.Reference(part).name][0])


def text_string(text: str) -> str:
    """Return a text as PDF writes it between objects: UTF-16 in hexadecimal digits."""
    return f"<feff{text.encode('utf-16-be').hex()}>"
