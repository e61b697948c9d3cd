"""PT Serif for letters, PT Sans for tables beside: registered with reportlab once, and what they cannot print."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from typing import Any

from otklik.system.paths import resource

REGULAR = "PTSerif-Regular"
BOLD = "PTSerif-Bold"
ITALIC = "PTSerif-Italic"
BOLD_ITALIC = "PTSerif-BoldItalic"
SANS = "PTSans-Regular"
SANS_BOLD = "PTSans-Bold"

RENDERING = threading.RLock()
"""Held while a letter is made: reportlab's fonts keep their reading position in themselves."""

# Seen in pasted text with nothing to print (zero-width spaces and joiners, direction marks, the byte-order mark), and
# spaces and hyphens that fonts lack although others look the same.
_LIKE = {
    **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0f", ""),
    **dict.fromkeys("\u2007\u202f\u2009", "\u00a0"),
    **dict.fromkeys("\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u205f\u3000\t\v\f\x85\u2028\u2029", " "),
    "\r\n": " ",
    "\r": " ",
    "\n": " ",
    "\u2010": "-",
}
_UNLIKE = re.compile("|".join(map(re.escape, _LIKE)))


@cache
def font(name: str) -> Any:
    """Return the registered font of that name; the file is read on the first call."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - start-up counts

    from otklik.letters import typeface  # noqa: PLC0415 - brings reportlab

    usual = typeface.LETTERS + ("0123456789.,:;-–«»()№" if name != REGULAR else typeface.SIGNS + typeface.LATIN)
    face = typeface.LetterFont(name, resource(f"fonts/{name}.ttf"), usual)
    # Not `registerFont`: it keeps one font a typeface, so whoever read the same file first would set our letters.
    pdfmetrics._fonts[name] = face  # noqa: SLF001 - see above
    pdfmetrics.registerFontFamily(name)
    return face


def named(*, bold: bool = False, italic: bool = False) -> str:
    """Return the registered name of the cut."""
    name = (BOLD_ITALIC if italic else BOLD) if bold else ITALIC if italic else REGULAR
    return str(font(name).fontName)


def sans(*, bold: bool = False) -> str:
    """Return the registered name of the cut of PT Sans."""
    return str(font(SANS_BOLD if bold else SANS).fontName)


def tidy(text: str) -> str:
    """Return the text as it is printed: accents composed («й» typed as two signs), unprinted signs left out."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _UNLIKE.sub(lambda match: _LIKE[match[0]], text)


def lacking(text: str, name: str = REGULAR) -> tuple[str, ...]:
    """Return the characters of a tidied text that the font has no sign for, each once, in order."""
    strange = {sign for sign in set(text) if ord(sign) not in font(name).face.charToGlyph}
    return tuple(sorted(strange, key=text.index))


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters of a text no paper can show, each once, as people call them: «🙂 (U+1F642)»."""
    with RENDERING:
        return tuple(called(sign) for sign in lacking(tidy(text)))


def called(sign: str) -> str:
    """Return what people call a character that is not printed: itself, where it can be seen, and its code."""
    visible = unicodedata.category(sign)[0] not in "CZM"
    return f"{sign} (U+{ord(sign):04X})" if visible else f"U+{ord(sign):04X}"
