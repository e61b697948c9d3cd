"""Rich text as Outlook packs it: unpacked (MS-OXRTFCP), and as text, or as the HTML it was made from (MS-OXRTFEX)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from otklik.intake.charset import decode

MOST_BYTES = 2_000_000
"""Unpacked rich text that is read; a letter of ten pages takes a tenth of it."""

_MOST_TOKENS = 600_000
_DEEPEST = 200
_PREFIX = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    b"Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the dictionary holds at the start (MS-OXRTFCP 2.1.2.1)."""

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_CHARSETS = {204: "cp1251", 238: "cp1250", 161: "cp1253", 162: "cp1254", 77: "mac-cyrillic", 255: "cp866"}
_SKIPPED = frozenset(
    {
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "header",
        "footer",
        "generator",
        "themedata",
        "object",
        "listtable",
    }
)
_SIGNS = {
    "par": "\n",
    "line": "\n",
    "row": "\n",
    "sect": "\n",
    "page": "\n",
    "tab": "\t",
    "cell": "\t",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "endash": "–",
    "emdash": "—",
    "bullet": "•",
}


@dataclass(frozen=True, slots=True)
class RichText:
    """What rich text says.

    Attributes:
        text: the text, or the HTML it was made from.
        is_page: whether it is HTML.
        is_whole: whether all of it was read.
    """

    text: str
    is_page: bool
    is_whole: bool = True


def unpacked(content: bytes) -> bytes:
    """Return compressed rich text unpacked, at most `MOST_BYTES` of it.

    Raises:
        ValueError: it is neither compressed nor plain rich text.
    """
    kind, size = content[8:12], min(int.from_bytes(content[4:8], "little"), MOST_BYTES)
    if kind == b"MELA":
        return content[16 : 16 + size]
    if kind != b"LZFu":
        raise ValueError(kind)
    out = bytearray(_PREFIX)
    end, at, limit = len(content), 16, len(_PREFIX) + size
    while at < end and len(out) < limit:
        flags = content[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                if at < end:
                    out.append(content[at])
                at += 1
                continue
            if at + 2 > end:
                return bytes(out[len(_PREFIX) : limit])
            reference = content[at] << 8 | content[at + 1]
            at += 2
            back = (len(out) - (reference >> 4)) % 4096
            if back == 0:  # the mark of the end
                return bytes(out[len(_PREFIX) : limit])
            _repeat(out, back, (reference & 15) + 2)
    return bytes(out[len(_PREFIX) : limit])


def _repeat(out: bytearray, back: int, length: int) -> None:
    """Append what stands so far back; it may reach into what is being appended."""
    if back > len(out):
        out += bytes(length)  # a place of the dictionary nobody wrote to
    elif back >= length:
        start = len(out) - back
        out += out[start : start + length]
    else:
        piece = bytes(out[len(out) - back :])
        out += (piece * (length // back + 1))[:length]


@dataclass(slots=True)
class _State:
    """What holds within a group."""

    skips: bool = False
    in_tag: bool = False
    is_drawn: bool = False
    code_page: str = "cp1252"
    unicode_skip: int = 1

    def inner(self) -> _State:
        return _State(self.skips, self.in_tag, self.is_drawn, self.code_page, self.unicode_skip)


def read_rich_text(content: bytes) -> RichText:
    """Return the text of rich text, or the HTML it was made from; any input gives some text, in linear time.

    Args:
        content: RTF as bytes.
    """
    return _Reader(is_page=b"\\fromhtml" in content[:4000]).read(content[:MOST_BYTES])


class _Reader:
    """Goes through rich text once.

    Args:
        is_page: it was made from HTML, which stands in its own groups.
    """

    def __init__(self, *, is_page: bool) -> None:
        self._is_page = is_page
        self._pieces: list[str] = []
        self._bytes = bytearray()
        self._state = _State()
        self._stack: list[_State] = []
        self._too_deep = 0
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._in_fonts = False
        self._to_skip = 0
        self._default = "cp1252"

    def read(self, content: bytes) -> RichText:
        """Return what the bytes say."""
        is_whole = True
        for number, token in enumerate(_TOKEN.finditer(content)):
            if number >= _MOST_TOKENS:
                is_whole = False
                break
            word, value, code, sign, brace, text = token.groups()
            if brace:
                self._brace(is_open=brace == b"{")
            elif word:
                self._word(word.decode("ascii"), int(value) if value else None)
            elif code:
                self._put(bytes([int(code, 16)]))
            elif sign:
                self._sign(sign)
            elif text:
                self._put(text)
        self._flush()
        return RichText("".join(self._pieces), self._is_page, is_whole)

    def _brace(self, *, is_open: bool) -> None:
        self._flush()
        self._to_skip = 0
        if is_open and len(self._stack) < _DEEPEST:
            self._stack.append(self._state)
            self._state = self._state.inner()
        elif is_open:
            self._too_deep += 1
        elif self._too_deep:
            self._too_deep -= 1
        elif self._stack:
            self._state = self._stack.pop()
            self._in_fonts = self._in_fonts and self._state.skips

    def _word(self, word: str, value: int | None) -> None:
        """Obey a control word."""
        state = self._state
        if word == "u" and value is not None:
            self._flush()
            self._add(_letter(value))
            self._to_skip = state.unicode_skip
        elif word == "uc":
            state.unicode_skip = max(0, min(value or 0, 9))
        elif word == "htmltag":
            state.in_tag, state.skips = True, False
        elif word == "htmlrtf":
            self._flush()
            state.is_drawn = value != 0
        elif word in _SIGNS:
            self._flush()
            self._add(
                ("\r\n" if word in {"par", "line"} else "\t") if self._is_page and word != "row" else _SIGNS[word]
            )
        elif word in _SKIPPED or word == "mhtmltag":
            state.skips = True
            self._in_fonts = self._in_fonts or word == "fonttbl"
        else:
            self._encoding(word, value or 0)

    def _encoding(self, word: str, value: int) -> None:
        """Obey a control word about fonts and code pages."""
        if word == "ansicpg":
            self._default = self._state.code_page = f"cp{value}" if value else "cp1252"
        elif word == "f":
            self._flush()
            self._font = value
            if not self._in_fonts:
                self._state.code_page = self._fonts.get(value, self._default)
        elif word == "fcharset" and self._in_fonts:
            self._fonts[self._font] = _CHARSETS.get(value, self._default)
        elif word == "plain":
            self._flush()
            self._state.code_page = self._default

    def _sign(self, sign: bytes) -> None:
        """Obey a control sign."""
        if sign == b"*":
            self._state.skips = True
        elif sign in b"{}\\":
            self._put(sign)
        elif sign == b"~":
            self._flush()
            self._add("\u00a0")
        elif sign in b"\r\n":
            self._flush()
            self._add("\n")

    def _put(self, content: bytes) -> None:
        """Take bytes of text, past those that stand for a letter already given by its number."""
        if self._to_skip:
            dropped = min(self._to_skip, len(content))
            self._to_skip -= dropped
            content = content[dropped:]
        self._bytes += content

    def _flush(self) -> None:
        """Turn the bytes so far into text."""
        if self._bytes:
            content = bytes(self._bytes)
            self._bytes.clear()
            self._add(content.decode("ascii") if content.isascii() else decode(content, self._state.code_page).text)

    def _add(self, text: str) -> None:
        """Add text where it is to be seen."""
        state = self._state
        if not state.skips and (state.in_tag or not state.is_drawn):
            self._pieces.append(text)


def _letter(number: int) -> str:
    """Return a character by its number, which counts from -32768."""
    number &= 0xFFFF
    return "" if 0xD800 <= number <= 0xDFFF else chr(number)
