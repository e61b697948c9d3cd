"""What Outlook packs into winmail.dat (TNEF, MS-OXTNEF): the letter, where the mail has no other text, and its files.

A walk of our own: the known library counts to what the file says, by the billion, and cuts zeros off the ends of files.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from otklik.intake.mail.gathering import DEEPEST, UNREADABLE_TNEF, Gathered
from otklik.intake.mail.mapi import BODY, FILE_CONTENT, FILE_TYPE, STRING8, UNICODE, Properties
from otklik.system.words import say

_LETTER_PROPERTIES, _FILE_PROPERTIES = 0x9003, 0x9005
_BODY, _CODE_PAGE = 0x800C, 0x9007
_FILE_BEGINS, _FILE_TITLE, _FILE_CONTENT = 0x9002, 0x8010, 0x800F
_MOST_ATTRIBUTES = 20_000
_MOST_PROPERTIES = 3000
_OBJECT, _BINARY, _SEVERAL = 0x000D, 0x0102, 0x1000
_SIZES = {0: 0, 1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
"""Bytes of a value by its type, rounded up to four; types that are not here say their length."""

_ENCLOSED_LETTER = bytes.fromhex("0703020000000000c000000000000046")


@dataclass(slots=True)
class _File:
    """An attachment as its attributes come."""

    title: bytes = b""
    content: bytes = b""
    values: dict[int, tuple[int, bytes]] = field(default_factory=dict)


def gather_tnef(name: str, content: bytes, gathered: Gathered, depth: int) -> None:
    """Take the files packed in a winmail.dat, and its text if there is no other.

    Args:
        name: of the file as it is kept.
        content: its bytes.
        gathered: what was found so far.
        depth: levels above it.
    """
    if depth > DEEPEST:
        return
    letter, files, code_page = _contents(content)
    if not letter and not files:
        gathered.doubt(say(UNREADABLE_TNEF, file=name))
    if not any(text.strip() for text in gathered.texts):
        Properties(letter, code_page).add_body(gathered)
    for file in files:
        _keep(file, code_page, gathered, depth)


def _contents(content: bytes) -> tuple[dict[int, tuple[int, bytes]], list[_File], int]:
    """Return the properties of the letter, its files, and the code page of its 8-bit texts."""
    letter: dict[int, tuple[int, bytes]] = {}
    files: list[_File] = []
    code_page = 0
    for attribute, value in _attributes(content):
        if attribute == _CODE_PAGE:
            code_page = int.from_bytes(value[:4], "little")
        elif attribute == _LETTER_PROPERTIES:
            letter |= _properties(value)
        elif attribute == _BODY:
            letter.setdefault(BODY, (STRING8, value))
        elif attribute == _FILE_BEGINS:
            files.append(_File())
        elif files:
            _take(files[-1], attribute, value)
    return letter, files, code_page


def _take(file: _File, attribute: int, value: bytes) -> None:
    """Take one attribute of an attachment."""
    if attribute == _FILE_TITLE:
        file.title = value
    elif attribute == _FILE_CONTENT:
        file.content = value
    elif attribute == _FILE_PROPERTIES:
        file.values |= _properties(value)


def _keep(file: _File, code_page: int, gathered: Gathered, depth: int) -> None:
    """Keep an attachment, or what an enclosed letter holds."""
    from otklik.intake.mail.parts import take_file  # noqa: PLC0415 - parts calls us for what Outlook packed

    properties = Properties(file.values, code_page)
    name = properties.file_name() or Properties({1: (STRING8, file.title)}, code_page).text(1)
    packed = properties.raw(FILE_CONTENT)
    if packed.startswith(_ENCLOSED_LETTER):
        gather_tnef(name, packed[len(_ENCLOSED_LETTER) :], gathered, depth + 1)
    elif content := file.content or packed:
        media_type = properties.text(FILE_TYPE).strip().lower() or "application/octet-stream"
        take_file(name, media_type, content, gathered, depth + 1)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each attribute, until the file ends or makes no sense."""
    at = 6
    for _ in range(_MOST_ATTRIBUTES):
        if at + 11 > len(content):
            return
        attribute, length = struct.unpack_from("<xHxxI", content, at)
        yield attribute, content[at + 9 : at + 9 + length]
        at += 11 + length


def _properties(content: bytes) -> dict[int, tuple[int, bytes]]:
    """Return type and bytes of the properties by number, those before the first that makes no sense."""
    found: dict[int, tuple[int, bytes]] = {}
    at = 4
    try:
        for _ in range(min(struct.unpack_from("<I", content)[0], _MOST_PROPERTIES)):
            kind, number = struct.unpack_from("<HH", content, at)
            at = _after_name(content, at + 4) if number >= 0x8000 else at + 4
            value, at = _value(content, at, kind)
            if not kind & _SEVERAL:
                found.setdefault(number, (kind, value))
    except struct.error:
        pass  # cut off: what came before is whole
    return found


def _after_name(content: bytes, at: int) -> int:
    """Return where the name of a named property ends."""
    is_text, length = struct.unpack_from("<II", content, at + 16)
    return at + 24 + (_padded(length) if is_text else 0)


def _value(content: bytes, at: int, kind: int) -> tuple[bytes, int]:
    """Return the bytes of a property and where it ends.

    Raises:
        struct.error: it is cut off, or of a type nobody knows.
    """
    several, kind = kind & _SEVERAL, kind & ~_SEVERAL
    count = 1
    if several or kind in {STRING8, UNICODE, _OBJECT, _BINARY}:
        count, at = struct.unpack_from("<I", content, at)[0], at + 4
    if kind in _SIZES:
        size = _SIZES[kind]
        if at + size * count > len(content):
            raise struct.error
        return content[at : at + size], at + size * count
    if kind not in {STRING8, UNICODE, _OBJECT, _BINARY} or count > _MOST_PROPERTIES:
        raise struct.error
    first = b""
    for number in range(count):
        length, at = struct.unpack_from("<I", content, at)[0], at + 4
        first = first if number else content[at : at + length]
        at += _padded(length)
    return first, at


def _padded(length: int) -> int:
    """Return a length rounded up to four."""
    return length + -length % 4
