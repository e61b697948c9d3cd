"""A writer of compound files (MS-CFB, version 3) with just enough of it for letters of Outlook in tests."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

SECTOR, SMALL, SMALL_LIMIT = 512, 64, 4096
END, FREE, FAT_SECTOR, MORE_SECTOR, NOBODY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF

Tree = Mapping[str, "bytes | Tree"]

STRING8, UNICODE, BINARY, NUMBER, MOMENT = 0x1E, 0x1F, 0x102, 3, 0x40
HEADS = {"letter": 32, "enclosed": 24, "part": 8}


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = END


def compound(tree: Tree) -> bytes:
    """Return a compound file with these storages and streams."""
    entries = [_Entry("Root Entry", 5)]
    _enter(entries, 0, tree)
    small, small_chain = bytearray(), []
    sectors: list[bytes] = []
    chain: list[int] = []
    for entry in entries[1:]:
        if entry.kind == 2 and entry.content and len(entry.content) < SMALL_LIMIT:
            entry.start = len(small_chain)
            small += _padded(entry.content, SMALL)
            small_chain += _links(len(small_chain), len(small) // SMALL - len(small_chain))
        elif entry.kind == 2 and entry.content:
            entry.start = _store(entry.content, sectors, chain)
    if small:
        entries[0].content = bytes(small)
        entries[0].start = _store(bytes(small), sectors, chain)
    small_start, small_sectors = END, 0
    if small_chain:
        packed = struct.pack(f"<{len(small_chain)}I", *small_chain)
        small_sectors = -(-len(packed) // SECTOR)
        small_start = _store(packed, sectors, chain, b"\xff")
    directory = _store(b"".join(_directory(entries)), sectors, chain)
    fat, more = 1, 0
    while (len(sectors) + fat + more) * 4 > fat * SECTOR:
        fat += 1
        more = max(0, -(-(fat - 109) // 127))
    first = len(sectors)
    chain += [FAT_SECTOR] * fat + [MORE_SECTOR] * more
    chain += [FREE] * (fat * 128 - len(chain))
    sectors.append(struct.pack(f"<{len(chain)}I", *chain))
    difat = [first + n if n < fat else FREE for n in range(109 + more * 127)]
    for n in range(more):
        after = first + fat + n + 1 if n + 1 < more else END
        sectors.append(struct.pack("<128I", *difat[109 + n * 127 : 236 + n * 127], after))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack(
        "<9I", 0, fat, directory, 0, SMALL_LIMIT, small_start, small_sectors, first + fat if more else END, more
    )
    return head + struct.pack("<109I", *difat[:109]) + b"".join(sectors)


def _enter(entries: list[_Entry], parent: int, tree: Tree) -> None:
    for name, value in tree.items():
        entries[parent].children.append(len(entries))
        if isinstance(value, bytes):
            entries.append(_Entry(name, 2, value))
        else:
            entries.append(_Entry(name, 1))
            _enter(entries, len(entries) - 1, value)


def _padded(content: bytes, size: int, filler: bytes = b"\x00") -> bytes:
    return content + filler * (-len(content) % size)


def _links(first: int, count: int) -> list[int]:
    return [first + n + 1 for n in range(count - 1)] + [END]


def _store(content: bytes, sectors: list[bytes], chain: list[int], filler: bytes = b"\x00") -> int:
    padded = _padded(content, SECTOR, filler)
    start = len(chain)
    sectors += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
    chain += _links(start, len(padded) // SECTOR)
    return start


def _directory(entries: list[_Entry]) -> Iterator[bytes]:
    right: dict[int, int] = {}
    for entry in entries:
        # Each child hangs to the right of the one before: readers do not mind an unbalanced tree.
        ordered = sorted(entry.children, key=lambda child: (len(entries[child].name), entries[child].name.upper()))
        right |= dict(pairwise(ordered))
        entry.children = ordered
    for number, entry in enumerate(entries):
        name = entry.name.encode("utf-16-le") + b"\x00\x00"
        child = entry.children[0] if entry.children else NOBODY
        size = len(entry.content)
        yield (
            name.ljust(64, b"\x00")
            + struct.pack("<HBB", len(name), entry.kind, 1)
            + struct.pack("<III", NOBODY, right.get(number, NOBODY), child)
            + bytes(36)
            + struct.pack("<IQ", entry.start if size else (0 if entry.kind == 1 else END), size)
        )


def properties(values: Iterable[tuple[int, int, object]], owner: str = "part") -> dict[str, bytes]:
    """Return the streams of the properties of a letter, a recipient or an attachment.

    Args:
        values: number, type and value of each.
        owner: `letter`, `enclosed` or `part`.
    """
    fixed, streams = bytes(HEADS[owner]), {}
    for number, kind, value in values:
        tag = number << 16 | kind
        content = _bytes(kind, value)
        if kind in {NUMBER, MOMENT}:
            fixed += struct.pack("<II", tag, 6) + content.ljust(8, b"\x00")
        else:
            fixed += struct.pack("<IIQ", tag, 6, len(content))
            streams[f"__substg1.0_{tag:08X}"] = content
    return {"__properties_version1.0": fixed, **streams}


def _bytes(kind: int, value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, datetime):
        return ticks(value).to_bytes(8, "little")
    if isinstance(value, int):
        return value.to_bytes(4, "little")
    return str(value).encode("utf-16-le" if kind == UNICODE else "cp1251")


def ticks(moment: datetime) -> int:
    """Return a moment as a FILETIME."""
    since = moment - datetime.fromisoformat("1601-01-01T00:00:00+00:00")
    return (since.days * 86400 + since.seconds) * 10_000_000
