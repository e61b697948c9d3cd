"""A TrueType font for reportlab that prepares its usual signs once and not anew for every letter.

reportlab numbers the signs of each document in the order they occur, cuts the font down to them and deflates it: a
third of the time of a letter. Here the signs of Russian letters have fixed numbers, so the cut font is made once;
rarer signs go into a further subset as they occur.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, makeToUnicodeCMap

from otklik.letters.plain_object import PlainObject

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёЁ"
SIGNS = "0123456789.,;:!?()-–—«»„“№§/%+=*&@_'\"’<>[]{}#|\\~`^$…•−×°₽"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPACE = 32


class _Parts(NamedTuple):
    """What a PDF needs of one subset, ready to be written."""

    widths: str
    unicode_map: bytes
    program: bytes
    program_length: int


class LetterFont(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """A TrueType font whose first subset is fixed.

    Args:
        name: the name it is registered under.
        file: the font file.
        usual: the signs of the first subset, at most 254; they are in every file that uses the font.
    """

    def __init__(self, name: str, file: Path, usual: str) -> None:
        super().__init__(name, str(file), asciiReadable=False, shapable=False)
        codes = [ord(sign) for sign in usual if ord(sign) in self.face.charToGlyph]
        self._usual = [0, *codes[: _SPACE - 1], _SPACE, *codes[_SPACE - 1 :]]
        self._numbers = {chr(code): number for number, code in enumerate(self._usual) if code}
        self._numbers["\u00a0"] = _SPACE
        self._advances = _Advances(self.face)
        self._width = lru_cache(maxsize=4096)(self._sum_advances)  # words come again and again
        self._parts = lru_cache(maxsize=4)(self._make_parts)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: ARG002, N802 - their name
        """Return the width of a text in points."""
        return 0.001 * size * self._width(text)

    def _sum_advances(self, text: str) -> float:
        return sum(map(self._advances.__getitem__, text))

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802 - their name
        """Return the text as runs of (subset, numbers in it)."""
        if doc not in self.state:
            state = self.state[doc] = TTFont.State(False, self)
            state.subsets = [list(self._usual)]
            state.assignments = {code: number for number, code in enumerate(self._usual)}
            state.nextCode = len(self._usual)
        try:
            return [(0, bytes(map(self._numbers.__getitem__, text)))]
        except KeyError:
            return list(super().splitString(text, doc, encoding))

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name, and it ships no types
        """Write the subsets this document uses into it."""
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            parts = self._parts(tuple(subset))
            base = f"{SUBSETN(number).decode()}+{self.face.name.decode()}"
            name = self.getSubsetInternalName(number, doc)[1:]
            program = _deflated(doc, parts.program, f" /Length1 {parts.program_length}")
            descriptor = PlainObject(doc, self._descriptor(base, program))
            doc.idToObject["BasicFonts"].dict[name] = PlainObject(
                doc,
                f"<</Type /Font /Subtype /TrueType /Name /{name} /BaseFont /{base} /FirstChar 0"
                f" /LastChar {len(subset) - 1} /Widths {parts.widths} /FontDescriptor {descriptor.reference}"
                f" /ToUnicode {_deflated(doc, parts.unicode_map).reference}>>",
            )
        del self.state[doc]

    def _make_parts(self, subset: Sequence[int]) -> _Parts:
        program = self.face.makeSubset(list(subset))
        widths = " ".join(f"{self.face.getCharWidth(code):.6g}" for code in subset)
        return _Parts(
            widths=f"[{widths}]",
            unicode_map=zlib.compress(makeToUnicodeCMap(self.fontName, list(subset)).encode(), 9),
            program=zlib.compress(program, 9),
            program_length=len(program),
        )

    def _descriptor(self, base: str, program: PlainObject) -> str:
        face = self.face
        nonsymbolic, symbolic = 1 << 5, 1 << 2  # PDF 1.4, table 5.20
        facts = {
            "Flags": face.flags & ~nonsymbolic | symbolic,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.capHeight,
            "ItalicAngle": face.italicAngle,
            "StemV": face.stemV,
            "MissingWidth": face.defaultWidth,
        }
        box = " ".join(f"{edge:.6g}" for edge in face.bbox)
        listed = " ".join(f"/{name} {value:.6g}" for name, value in facts.items())
        return f"<</Type /FontDescriptor /FontName /{base} {listed} /FontBBox [{box}] /FontFile2 {program.reference}>>"


class _Advances(dict[str, float]):
    """Advance widths by character, looked up in the font the first time."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, sign: str) -> float:
        self[sign] = width = float(self._face.getCharWidth(ord(sign)))
        return width


def _deflated(document: Any, content: bytes, facts: str = "") -> PlainObject:
    """Return a stream of bytes deflated already, with further facts about it."""
    return PlainObject(document, f"<</Filter /FlateDecode /Length {len(content)}{facts}>>", content)
