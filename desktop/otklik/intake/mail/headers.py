"""Header lines of a mail: unfolding, RFC 2047 words, RFC 2231 parameters, addresses, dates, file names.

The standard library raises on several kinds of broken headers and joins others wrongly, so the few rules that letters
need are kept here; each takes any text and returns some.
"""

from __future__ import annotations

import binascii
import email.utils
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import unquote_to_bytes

from otklik.intake.charset import decode
from otklik.intake.mail.packing import base64_bytes

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
_PART_OF_NAME = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_ANGLE = re.compile(r"<\s*([^<>\s@]*@[^<>\s]*)\s*>")
_BARE = re.compile(r"(?<![^\s<>,;:\"()])[^\s<>,;:\"()@]+@[^\s<>,;:\"()]+")
_COMMENT = re.compile(r"\(([^()]*)\)")
_UNSAFE_IN_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_IDENTITY = re.compile(r"<([^<>]{1,250})>")
_LONGEST_IDENTITY = 250
_LONGEST_NAME = 120
_LONGEST_HEADER = 20_000


def header_text(raw: str) -> str:
    """Return a header value as one line of text: unfolded, encoded words and bare 8-bit bytes decoded.

    Args:
        raw: the value as `mime.Part.fields` has it, bytes above 127 as surrogates.
    """
    return one_line(_decoded(raw))


def _decoded(raw: str) -> str:
    """Return a header value with its encoded words decoded, whatever signs are in it."""
    text = readable(raw)
    pieces: list[str] = []
    pending = b""
    charset, at = "", 0
    for word in _WORD.finditer(text):
        between = text[at : word.start()]
        name = word.group(1).partition("*")[0].lower()
        if between.strip() or name != charset:
            pieces.append(decode(pending, charset).text)
            pending = b""
            # Blanks between two encoded words belong to the folding (RFC 2047 §6.2).
            pieces.append(between if between.strip() or not charset else "")
        # Bytes of neighbouring words are joined first: mailers cut UTF-8 letters in two.
        pending += _word_bytes(word.group(2), word.group(3))
        charset, at = name, word.end()
    pieces += [decode(pending, charset).text, text[at:]]
    return "".join(pieces)


def readable(raw: str) -> str:
    """Return raw header text with its 8-bit bytes decoded and its folding undone, encoded words left alone."""
    content = raw[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
    return re.sub(r"\r?\n[ \t]*|\r", " ", decode(content).text)


def one_line(text: str) -> str:
    """Return the text without control and invisible direction characters, blanks joined."""
    kept = "".join(" " if _is_control(letter) else letter for letter in text)
    return " ".join(kept.split())


def parameters(raw: str) -> dict[str, str]:
    """Return the parameters of a header such as Content-Type by lower-case name, RFC 2231 pieces joined and decoded.

    Signs that control a terminal or the direction of text are left in: a name that has them gives itself away.
    """
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for key, value in _PARAMETER.findall(readable(raw)):
        part = _PART_OF_NAME.fullmatch(key)
        if part is None:
            continue
        plain = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') and len(value) > 1 else value.strip()
        number = -1 if part.group(2) is None else int(part.group(2))
        pieces.setdefault(part.group(1).lower(), []).append((number, part.group(3) is not None, plain))
    return {name: _joined(found) for name, found in pieces.items()}


def sender(raw: str) -> tuple[str, str]:
    """Return the name and the address of the first person in a From header; what is not there is empty."""
    text = readable(raw)
    if angle := _ANGLE.search(text):
        return _name(text[: angle.start()]), one_line(angle.group(1))
    # Only an encoded word can hide an address now; senders that are all in one word exist.
    decoded = header_text(raw)
    if angle := _ANGLE.search(decoded):
        return _name(decoded[: angle.start()]), one_line(angle.group(1))
    if bare := _BARE.search(decoded):
        comment = _COMMENT.search(decoded)
        return (_name(comment.group(1)) if comment else ""), one_line(bare.group())
    return _name(text), ""


def moment(raw: str) -> datetime | None:
    """Return the date of a Date header, or of the end of a Received header, in the zone it is written in.

    Years before the first mails and dates that do not exist give `None`.
    """
    try:
        found = email.utils.parsedate_to_datetime(readable(raw).rpartition(";")[2])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if 1990 <= found.year <= 2200 else None


def day(found: datetime | None) -> date | None:
    """Return the calendar date where the clock that wrote the moment stands."""
    return found.date() if found else None


def safe_name(given: str, number: int, suffix: str, taken: Iterable[str]) -> str:
    """Return a file name that is safe on every system and unlike the names taken.

    Args:
        given: the name the sender gave, with any folders; may be empty.
        number: position of the file in the letter, for a file without a name.
        suffix: extension for a file without a name, dot included.
        taken: names already used in the letter.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", one_line(given))[-1])
    name = _UNSAFE_IN_NAME.sub("_", name).strip(" .")
    if not name or not name.strip("_"):
        name = f"вложение-{number}{suffix}"
    if _DEVICE.match(name):
        name = f"_{name}"
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = name, "", ""
    stem = stem[: _LONGEST_NAME - len(extension) - 1].rstrip(" .") or "_"
    used = {other.casefold() for other in taken}
    candidate, copy = f"{stem}{dot}{extension}", 2
    while candidate.casefold() in used:
        candidate, copy = f"{stem} ({copy}){dot}{extension}", copy + 1
    return candidate


def message_id(raw: str) -> str:
    """Return a Message-ID without its angle brackets; empty where there is none."""
    text = readable(raw)
    found = _IDENTITY.search(text)
    return one_line(found.group(1) if found else text)[:_LONGEST_IDENTITY]


def _word_bytes(encoding: str, text: str) -> bytes:
    """Return the bytes of one encoded word."""
    content = text.encode("utf-8")
    if encoding in "bB":
        return base64_bytes(content)
    return binascii.a2b_qp(content, header=True)


def _joined(found: list[tuple[int, bool, str]]) -> str:
    """Return one parameter from its RFC 2231 pieces, or from its plain value where it has no pieces."""
    pieces = sorted((piece for piece in found if piece[0] >= 0 or piece[1]), key=lambda piece: piece[0])
    if not pieces:
        return _decoded(found[0][2])
    charset = ""
    if pieces[0][1] and pieces[0][2].count("'") >= 2:
        charset, _language, rest = pieces[0][2].split("'", 2)
        pieces[0] = (pieces[0][0], True, rest)
    # Joined before decoding: a piece may end in the middle of an escape.
    joined = "".join(text if is_encoded else text.replace("%", "%25") for _number, is_encoded, text in pieces)
    content = unquote_to_bytes(joined)
    return decode(content, charset).text


def _name(raw: str) -> str:
    """Return a display name without its quotes."""
    text = header_text(raw).strip(" ,;:")
    while len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    return re.sub(r"\\(.)", r"\1", text).strip('"').strip()


def _is_control(letter: str) -> bool:
    """Return whether the character controls a terminal or the direction of text, or is no character at all."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
