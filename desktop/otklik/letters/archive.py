"""PDF/A-1b inside reportlab: a canvas whose document writes what ISO 19005-1 asks for.

reportlab by itself writes a plain PDF 1.4: no output intent, no XMP, an unembedded Helvetica, `endstream` without a
line end before it. Doing it here and not in a second pass keeps a letter as quick as a plain page.
"""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, datetime
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, cast

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from otklik.letters import fonts
from otklik.letters.plain_object import PlainObject, number_of, text_string
from otklik.letters.structure import Structure
from otklik.system.paths import resource

if TYPE_CHECKING:
    from datetime import date

PRODUCER = "Отклик"
LANGUAGE = "ru-RU"
_INTENT = "sRGB IEC61966-2.1"
_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_STREAM_END = b"endstream\nendobj\n"
_ESCAPED = [chr(code) if 32 <= code < 127 and chr(code) not in "\\()" else f"\\{code:03o}" for code in range(256)]
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


class ArchiveCanvas(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """A canvas that saves PDF/A-1b; fonts must be embedded ones, colours grey or RGB, and nothing transparent.

    Args:
        filename: a path or a binary file.
        title, author: as a reader shows them; author is the operator.
        day: the date the file gives as its own, so that the same letter makes the same bytes.
        language: of its text.
        options: what `Canvas` takes besides.
    """

    def __init__(
        self, filename: object, *, title: str, author: str, day: date, language: str = LANGUAGE, **options: object
    ) -> None:
        options["initialFontName"] = fonts.named()
        super().__init__(filename, **options)
        self._doc = _ArchiveDocument(title=title, author=author, day=day, language=language)
        self.structure = Structure(self)

    @property
    def document(self) -> Any:
        """The file this canvas writes, as fonts are asked about it."""
        return self._doc

    @property
    def stream(self) -> list[str]:
        """The operators of the page so far."""
        return cast("list[str]", self._code)

    def translate(self, dx: float, dy: float) -> None:
        """Move the origin, in points; every flowable does, and reportlab's general way is slow."""
        a, b, c, d, e, f = self._currentMatrix
        self._currentMatrix: tuple[float, ...] = (a, b, c, d, a * dx + c * dy + e, b * dx + d * dy + f)
        self._code.append(f"1 0 0 1 {dx:.4f} {dy:.4f} cm")

    def setFillColor(self, color: Any, alpha: float | None = None) -> None:  # noqa: N802 - reportlab's name
        """Take a colour for grounds and words."""
        if type(color) is Color and alpha is None:
            self._fillColorObj = color
            self._code.append(ink(color.red, color.green, color.blue))
        else:
            super().setFillColor(color, alpha)

    def escaped(self, text: bytes) -> str:
        """Return the signs of a font as a string of the page; reportlab's own way takes one after the other."""
        return "".join(map(_ESCAPED.__getitem__, text))

    _escape = escaped

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """End the page; what is open goes on overleaf."""
        self.structure.pause()
        super().showPage()
        self.structure.resume()


@cache
def ink(red: float, green: float, blue: float) -> str:
    """Return the operator that takes a colour, its parts from 0 to 1."""
    return f"{red:.6g} {green:.6g} {blue:.6g} rg"


class _ArchiveCatalog(pdfdoc.PDFCatalog):  # type: ignore[misc]  # reportlab ships no types
    """The document catalogue; `intent` is the dictionary of the output intent, `language` that of the text."""

    _LINKS = ("Pages", "Metadata", "StructTreeRoot", "Outlines")
    intent = ""
    language = LANGUAGE

    def format(self, document: Any) -> bytes:
        parts = {name: getattr(self, name, None) for name in self._LINKS}
        links = [f"/{name} {number_of(document, part)} 0 R" for name, part in parts.items() if part is not None]
        facts = "/MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>>"
        written = f"<</Type /Catalog /Lang ({self.language}) {facts} /OutputIntents [{self.intent}] {' '.join(links)}>>"
        return written.encode("ascii")


class _ArchiveInfo(pdfdoc.PDFInfo):  # type: ignore[misc]  # reportlab ships no types
    """The information dictionary, saying exactly what the XMP says."""

    def __init__(self, title: str, author: str, moment: datetime) -> None:
        super().__init__()
        # Not `title` and `author`: platypus overwrites those with its own.
        self._title, self._author, self._moment = title, author, moment

    def format(self, _document: object) -> bytes:
        texts = {"Title": self._title, "Author": self._author, "Creator": PRODUCER, "Producer": PRODUCER}
        named = " ".join(f"/{name} {text_string(text)}" for name, text in texts.items())
        moment = self._moment.strftime("(D:%Y%m%d%H%M%S+00'00')")
        return f"<<{named} /CreationDate {moment} /ModDate {moment}>>".encode("ascii")


class _ArchiveDocument(pdfdoc.PDFDocument):  # type: ignore[misc]  # reportlab ships no types
    """The PDF file: objects, cross-reference table and trailer as PDF/A-1 wants them."""

    def __init__(self, *, title: str, author: str, day: date, language: str) -> None:
        super().__init__(compression=1, invariant=1, dummyoutline=1)
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        self.Catalog = self._catalog = catalog = _ArchiveCatalog()
        catalog.Pages, catalog.language = self.Pages, language
        packet = _metadata(title, author, moment, language)
        catalog.Metadata = PlainObject(self, f"<</Type /Metadata /Subtype /XML /Length {len(packet)}>>", packet)
        catalog.intent = self._output_intent()
        self.info = _ArchiveInfo(title, author, moment)

    def addPage(self, page: Any) -> None:  # noqa: N802 - reportlab's name, and it ships no types
        """Add a page; its content is deflated only, reportlab would spell it in ASCII on top."""
        content = zlib.compress(page.stream.encode("latin-1"))
        page.Contents = PlainObject(self, f"<</Filter /FlateDecode /Length {len(content)}>>", content)
        page.__NoDefault__ = (*page.__NoDefault__, "StructParents")
        page.StructParents = len(self.Pages.pages)
        super().addPage(page)

    def GetPDFData(self, canvas: ArchiveCanvas) -> bytes:  # noqa: N802 - reportlab's name
        for font in self.delayedFonts:
            font.addObjects(self)
        canvas.structure.write(self, self.Pages.pages)
        self.Reference(self.Catalog)
        self.Reference(self.info)
        return self.format()

    def format(self) -> bytes:
        """Return the bytes of the file; formatting an object may register further ones, so we count as we go."""
        parts, offsets, position, number = [_HEADER], [], len(_HEADER), 1
        while number in self.numberToId:
            part = self._object(self.numberToId[number])
            parts.append(part)
            offsets.append(position)
            position += len(part)
            number += 1
        digest = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        root, info = (pdfdoc.format(self.Reference(part), self) for part in (self.Catalog, self.info))
        parts += [
            b"xref\n0 %d\n0000000000 65535 f \n" % number,
            table,
            b"trailer\n<< /Size %d /Root %s /Info %s /ID [<%s> <%s>] >>\n"
            % (number, root, info, digest.encode(), digest.encode()),
            b"startxref\n%d\n%%%%EOF\n" % position,
        ]
        return b"".join(parts)

    def _object(self, name: str) -> bytes:
        content = self.idToObject[name]
        if isinstance(content, PlainObject):
            return content.written
        written = bytes(pdfdoc.PDFIndirectObject(name, content).format(self))
        if written.endswith(_STREAM_END):  # 6.1.7: a line end before `endstream`, not counted in /Length
            return written[: -len(_STREAM_END)] + b"\n" + _STREAM_END
        return written

    def _output_intent(self) -> str:
        profile = _profile()
        stream = PlainObject(self, f"<</N 3 /Filter /FlateDecode /Length {len(profile)}>>", profile)
        known = f"/OutputConditionIdentifier ({_INTENT}) /Info ({_INTENT})"
        return f"<</Type /OutputIntent /S /GTS_PDFA1 {known} /DestOutputProfile {stream.reference}>>"


@cache
def _profile() -> bytes:
    """Return the sRGB profile, deflated once for all letters."""
    return zlib.compress(resource("colour/sRGB-v2.icc").read_bytes(), 9)


def _metadata(title: str, author: str, moment: datetime, language: str) -> bytes:
    """Return the XMP packet; PDF/A-1 wants it readable, so it is not deflated."""
    return _XMP.format(
        title=escape(title),
        author=escape(author),
        producer=PRODUCER,
        language=language,
        moment=moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
    ).encode()
