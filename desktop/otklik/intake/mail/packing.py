"""Transfer encodings of a mail's parts undone, also where the label lies: base64, quoted-printable, uuencode."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

_FOREIGN_TO_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_BLANK = b" \t\r\n="
_PLAIN = frozenset({"", "7bit", "8bit", "binary", "7-bit", "8-bit", "7 bit", "8 bit", "none"})
_UUENCODED = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})
_BASE64_TEXT = re.compile(rb"\s*(?:[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/]*={0,2}\s*")
_BASE64_HEAD = re.compile(
    rb"\s*+((?:[A-Za-z0-9+/]{4,200}+\r?\n)*+(?:[A-Za-z0-9+/]{2,200}+={0,2}+[ \t]*+\r?\n)?+)[ \t\r\n]*+"
)
_QUOTED = re.compile(rb"=[89A-F][0-9A-F](?:=\r?\n)?")
_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_END = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)
_SAMPLE = 4000
_SHORTEST_PACKED = 16
_BASE64_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=" + b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A body with its transfer encoding undone.

    Attributes:
        content: the bytes.
        is_known: whether the label is one we know.
        as_labelled: whether the label told the truth.
    """

    content: bytes
    is_known: bool = True
    as_labelled: bool = True


def base64_bytes(text: bytes) -> bytes:
    """Return what base64 text stands for; foreign characters and missing ends are passed over."""
    kept = text.translate(None, _FOREIGN_TO_BASE64)
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    return base64.b64decode(kept + b"=" * (-len(kept) % 4))


def unpack(label: str, body: bytes, *, is_text: bool) -> Unpacked:
    """Return a body with its transfer encoding undone.

    Args:
        label: the Content-Transfer-Encoding in lower case; may lie.
        body: the bytes as they lie in the mail.
        is_text: it is said to be text: then a lying label can be seen through.
    """
    if label == "base64":
        if is_text and (footed := _with_foot(body)) is not None:
            return Unpacked(footed)
        if is_text and _is_no_base64(body[:_SAMPLE]):
            return Unpacked(body, as_labelled=False)
        return Unpacked(base64_bytes(body))
    if label == "quoted-printable":
        return Unpacked(binascii.a2b_qp(body))
    if label in _UUENCODED:
        begin = _BEGIN.search(body)
        return Unpacked(_uudecoded(body, begin)[0]) if begin else Unpacked(body, as_labelled=False)
    if is_text and (hidden := _hidden(body)) is not None:
        return Unpacked(hidden, as_labelled=False)
    return Unpacked(body, is_known=label in _PLAIN)


def uuencoded_files(text: bytes, most: int) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Return a plain text without the files uuencoded in it, and those files as name and content.

    Args:
        text: the bytes of the text.
        most: files that are taken out.
    """
    files: list[tuple[bytes, bytes]] = []
    kept, at = [], 0
    while len(files) < most and (begin := _BEGIN.search(text, at)):
        content, end = _uudecoded(text, begin)
        if not content:
            break
        kept.append(text[at : begin.start()])
        files.append((begin.group(1), content))
        at = end
    return b"".join([*kept, text[at:]]), files


def _uudecoded(body: bytes, begin: re.Match[bytes]) -> tuple[bytes, int]:
    """Return what stands between `begin` and `end`, and where that ends."""
    end = _END.search(body, begin.end())
    stop = end.start() if end else len(body)
    pieces = []
    for line in body[begin.end() : stop].splitlines():
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Lines of some encoders are longer than their length says; the length is right.
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            try:
                pieces.append(binascii.a2b_uu(line[:wanted]))
            except binascii.Error:
                return b"", begin.end()
    return b"".join(pieces), (end.end() if end else stop)


def _with_foot(body: bytes) -> bytes | None:
    """Return base64 text decoded with the plain words a mail server put below it; `None` where there are none."""
    head = _BASE64_HEAD.match(body)
    if head is None or head.end() == len(body):
        return None
    packed, foot = head.group(1), body[head.end() :]
    solid = packed.translate(None, _BLANK)
    is_closed = packed.rstrip().endswith(b"=") or body[head.end(1) : head.end()].strip(b" \t") != b""
    if len(solid) < _SHORTEST_PACKED or not is_closed or not foot[:_SAMPLE].translate(None, _BASE64_SIGNS):
        return None
    content = base64_bytes(packed)
    if content[:_SAMPLE].translate(None, bytes(range(9, 256))):
        return None  # no text: a word of a plain letter that happens to look packed
    return content.rstrip() + b"\n\n" + foot


def _is_no_base64(sample: bytes) -> bool:
    """Return whether one byte of twenty can be no base64, blanks aside."""
    solid = sample.translate(None, _BLANK)
    return bool(solid) and len(solid.translate(None, _FOREIGN_TO_BASE64)) * 20 < len(solid) * 19


def _hidden(body: bytes) -> bytes | None:
    """Return what a text that is labelled plain says in base64 or quoted-printable; `None` where it is plain."""
    sample = body[:_SAMPLE]
    if not sample.isascii():
        return None
    if len(_QUOTED.findall(sample)) * 3 * 3 > len(sample) > 30:
        return binascii.a2b_qp(body)
    if _BASE64_TEXT.fullmatch(sample) and len(body) < 2_000_000:
        content = base64_bytes(body)
        strange = len(content[:_SAMPLE].translate(None, bytes(range(9, 256))))
        return content if strange == 0 else None
    return None
