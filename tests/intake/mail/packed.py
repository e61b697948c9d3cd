"""What programs pack letters into: winmail.dat, sealed messages and Outlook's compressed rich text, for tests."""

from __future__ import annotations

import struct

OID_DATA, OID_SIGNED, OID_ENVELOPED = (bytes.fromhex(f"2a864886f70d01070{n}") for n in (1, 2, 3))


def tnef(
    letter: dict[tuple[int, int], bytes], *files: tuple[dict[tuple[int, int], bytes], bytes], page: int = 1251
) -> bytes:
    """Return a winmail.dat.

    Args:
        letter: properties by number and type.
        files: properties and content of each attachment.
        page: code page of 8-bit texts.
    """
    whole = b"\x78\x9f\x3e\x22\x01\x00" + _attribute(1, 0x9006, 8, (0x10000).to_bytes(4, "little"))
    whole += _attribute(1, 0x9007, 6, struct.pack("<II", page, 0))
    if letter:
        whole += _attribute(1, 0x9003, 6, _properties(letter))
    for values, content in files:
        whole += _attribute(2, 0x9002, 6, bytes(14))
        if content:
            whole += _attribute(2, 0x800F, 6, content)
        whole += _attribute(2, 0x8010, 1, b"SHORT~1.BIN\x00") + _attribute(2, 0x9005, 6, _properties(values))
    return whole


def _attribute(level: int, name: int, kind: int, content: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)


def _properties(values: dict[tuple[int, int], bytes]) -> bytes:
    whole = struct.pack("<I", len(values))
    for (number, kind), content in values.items():
        whole += struct.pack("<HH", kind, number)
        if kind in {0x1E, 0x1F, 0x102, 0xD}:
            whole += struct.pack("<II", 1, len(content)) + content + bytes(-len(content) % 4)
        else:
            whole += content
    return whole


def der(tag: int, *pieces: bytes) -> bytes:
    """Return a value of ASN.1 in DER."""
    content = b"".join(pieces)
    if len(content) < 128:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes(4, "big").lstrip(b"\x00")
    return bytes([tag, 0x80 | len(length)]) + length + content


def ber(tag: int, *pieces: bytes) -> bytes:
    """Return a constructed value of unknown length."""
    return bytes([tag, 0x80]) + b"".join(pieces) + b"\x00\x00"


def signed(content: bytes, *, in_pieces: bool = False) -> bytes:
    """Return a CMS message that signs these bytes; the signatures themselves are left empty."""
    if not in_pieces:
        enclosed = der(0x30, der(6, OID_DATA), der(0xA0, der(4, content)))
        return der(0x30, der(6, OID_SIGNED), der(0xA0, der(0x30, der(2, b"\x01"), der(0x31), enclosed, der(0x31))))
    pieces = [der(4, content[at : at + 100]) for at in range(0, len(content), 100)]
    enclosed = ber(0x30, der(6, OID_DATA), ber(0xA0, ber(0x24, *pieces)))
    return ber(0x30, der(6, OID_SIGNED), ber(0xA0, ber(0x30, der(2, b"\x01"), der(0x31), enclosed, der(0x31))))


def enveloped() -> bytes:
    """Return the beginning of an encrypted CMS message."""
    return der(0x30, der(6, OID_ENVELOPED), der(0xA0, der(0x30, der(2, b"\x00"), der(0x31))))


def compressed(rtf: bytes, *, stored: bool = False) -> bytes:
    """Return rich text as Outlook packs it, with references back wherever three bytes repeat."""
    if stored:
        return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    from otklik.intake.mail.rtf import _PREFIX

    past, at, tokens = bytearray(_PREFIX), 0, []
    while at < len(rtf):
        found, length = -1, 0
        for size in range(min(17, len(rtf) - at), 2, -1):
            found = past.rfind(rtf[at : at + size], max(0, len(past) - 4000))
            if found >= 0:
                length = size
                break
        if length:
            tokens.append((1, struct.pack(">H", found % 4096 << 4 | length - 2)))
            past += rtf[at : at + length]
            at += length
        else:
            tokens.append((0, rtf[at : at + 1]))
            past += rtf[at : at + 1]
            at += 1
    tokens.append((1, struct.pack(">H", len(past) % 4096 << 4)))
    packed = b""
    for start in range(0, len(tokens), 8):
        run = tokens[start : start + 8]
        packed += bytes([sum(kind << bit for bit, (kind, _) in enumerate(run))]) + b"".join(piece for _, piece in run)
    return struct.pack("<II4sI", len(packed) + 12, len(rtf), b"LZFu", 0) + packed
