"""PT Serif for letters: registered with reportlab once, and what it cannot print."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import Any

from otklik.system.paths import resource

REGULAR = "PTSerif-Regular"
BOLD = "PTSerif-Bold"
ITALIC = "PTSerif-Italic"
BOLD_ITALIC = "PTSerif-BoldItalic"

RENDERING = threading.RLock()
"""Held while a letter is made: reportlab's fonts keep their reading position in themselves."""

# Seen in pasted text, and nothing to print: zero-width spaces and joiners, direction marks, the byte-order mark.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0f"))
# Spaces of other widths and look-alikes that fonts often lack.
_LIKE = {**dict.fromkeys(map(ord, "\u2007\u202f\u2009"), "\u00a0"), **dict.fromkeys(map(ord, "\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u205f\u3000\t"), " "), 0x2010: "-", 0x2212: "−"}  # fmt: skip


@cache
def font(name: str) -> Any:  # noqa: ANN401 - reportlab ships no types
    """Return the registered font of that name; the file is read on the first call."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - start-up counts
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - start-up counts

    # Not `asciiReadable`: it would embed the whole of ASCII in every subset of every letter.
    face = TTFont(name, str(resource(f"fonts/{name}.ttf")), asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(face)
    return face


def named(*, bold: bool = False, italic: bool = False) -> str:
    """Return the registered name of the cut."""
    name = {(False, False): REGULAR, (True, False): BOLD, (False, True): ITALIC, (True, True): BOLD_ITALIC}[bold, italic]
    return str(font(name).fontName)


def tidy(text: str) -> str:
    """Return the text as it is printed: accents composed («й» typed as two signs), unprinted signs left out."""
    if text.isascii():
        return text.replace("\t", " ")
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_LIKE)


def lacking(text: str, name: str = REGULAR) -> tuple[str, ...]:
    """Return the characters of a tidied text that the font has no sign for, each once, in order."""
    known = font(name).face.charToGlyph
    return tuple(dict.fromkeys(sign for sign in text if ord(sign) not in known))
