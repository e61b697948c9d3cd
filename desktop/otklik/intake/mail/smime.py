"""Sealed mail (S/MIME, RFC 8551): what is signed is shown, though nobody checked it; what is encrypted is named.

Of the Cryptographic Message Syntax (RFC 5652) only the way to the enclosed bytes is walked, in DER and in the BER of
unknown length that mail programs write.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from otklik.intake.mail.gathering import Gathered
from otklik.system.words import say

_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENCRYPTED = frozenset(
    {bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d010706"), bytes.fromhex("2a864886f70d0109100117")}
)
_SEQUENCE, _OBJECT, _OCTETS, _EXPLICIT = 0x30, 0x06, 0x04, 0xA0
_CONSTRUCTED = 0x20
_MOST_PIECES = 60_000
_DEEPEST = 8


class BrokenSealError(Exception):
    """The bytes are no message we can walk through."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of ASN.1 in its place: its tag, where its content begins and ends, and where the next value begins."""

    tag: int
    start: int
    end: int
    after: int


def gather_sealed(name: str, content: bytes, gathered: Gathered, depth: int) -> None:
    """Show the mail in a sealed part, if it is only signed.

    Args:
        name: of the part as it is kept.
        content: its bytes.
        gathered: what was found so far.
        depth: levels above it.
    """
    from otklik.intake.mail.parts import gather_mail  # noqa: PLC0415 - parts calls us for what is sealed

    try:
        inner = signed_content(content)
    except BrokenSealError:
        gathered.doubt(
            say("The mail is sealed in {file}, which cannot be read; open it in the mail program.", file=name)
        )
        return
    if inner is None:
        gathered.doubt(say("The mail is encrypted in {file}; open it in the mail program.", file=name))
        return
    gathered.doubt(say("The mail carries an electronic signature ({file}); it was not checked.", file=name))
    gather_mail(inner, gathered, depth + 1)


def signed_content(content: bytes) -> bytes | None:
    """Return the bytes that a CMS message signs, `None` where it is encrypted.

    Args:
        content: ContentInfo as DER or BER.

    Raises:
        BrokenSealError: it is neither, or broken.
    """
    info = _values(content, _value(content, 0, len(content), _SEQUENCE))
    kind = _next(info, _OBJECT)
    oid = content[kind.start : kind.end]
    if oid in _ENCRYPTED:
        return None
    if oid != _SIGNED:
        raise BrokenSealError
    wrapped = _next(info, _EXPLICIT)
    signed = _values(content, _value(content, wrapped.start, wrapped.end, _SEQUENCE))
    _next(signed)  # version
    _next(signed)  # digest algorithms
    enclosed = _values(content, _next(signed, _SEQUENCE))
    _next(enclosed, _OBJECT)
    octets = _next(enclosed, _EXPLICIT)
    pieces: list[bytes] = []
    _collect(content, _value(content, octets.start, octets.end), pieces, 0)
    return b"".join(pieces)


def _collect(content: bytes, value: _Value, pieces: list[bytes], depth: int) -> None:
    """Gather an octet string that may be cut into pieces."""
    if value.tag == _OCTETS:
        pieces.append(content[value.start : value.end])
    elif value.tag == _OCTETS | _CONSTRUCTED and depth < _DEEPEST and len(pieces) < _MOST_PIECES:
        for piece in _values(content, value):
            _collect(content, piece, pieces, depth + 1)
    else:
        raise BrokenSealError


def _values(content: bytes, within: _Value) -> Iterator[_Value]:
    """Yield the values within a constructed one."""
    at = within.start
    while at < within.end:
        value = _value(content, at, within.end)
        yield value
        at = value.after


def _next(values: Iterator[_Value], tag: int | None = None) -> _Value:
    """Return the next value.

    Raises:
        BrokenSealError: there is none, or it is of another kind.
    """
    value = next(values, None)
    if value is None or (tag is not None and value.tag != tag):
        raise BrokenSealError
    return value


def _value(content: bytes, at: int, end: int, tag: int | None = None) -> _Value:
    """Return the value at a place.

    Raises:
        BrokenSealError: it is of another kind, or ends beyond what it lies in.
    """
    if at + 2 > end or content[at] & 0x1F == 0x1F or (tag is not None and content[at] != tag):
        raise BrokenSealError
    length, start = content[at + 1], at + 2
    if length == 0x80:
        if not content[at] & _CONSTRUCTED:
            raise BrokenSealError
        stop = _end_of_open(content, start, end)
        return _Value(content[at], start, stop, stop + 2)
    if length > 0x80:
        count = length & 0x7F
        if count > 4 or start + count > end:
            raise BrokenSealError
        length, start = int.from_bytes(content[start : start + count], "big"), start + count
    if start + length > end:
        raise BrokenSealError
    return _Value(content[at], start, start + length, start + length)


def _end_of_open(content: bytes, at: int, end: int) -> int:
    """Return where a value of unknown length ends: before the two zero bytes that match it.

    Raises:
        BrokenSealError: it never ends.
    """
    is_open = 1
    for _ in range(_MOST_PIECES):
        if at + 2 > end:
            break
        if content[at] == 0 and content[at + 1] == 0:
            is_open -= 1
            if not is_open:
                return at
            at += 2
        elif content[at + 1] == 0x80 and content[at] & _CONSTRUCTED:
            is_open += 1
            at += 2
        else:
            at = _value(content, at, end).after
    raise BrokenSealError
