"""QR codes (ISO/IEC 18004) of the words reportlab's encoder makes, in a tenth of its time.

The encoder tries all eight masks, lays out the same fixed patterns and divides by the same polynomial anew for each
code: together that takes longer than the rest of a letter. Any mask is valid, and all else is kept here from code to
code.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reportlab.graphics.barcode import qrencoder

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEVEL = qrencoder.QRErrorCorrectLevel.M  # 15 % of a code may be lost
_MASK = 2


def modules(*parts: str) -> list[bytes]:
    """Return the modules of a QR code row by row from the top, a byte each: 1 for a dark one, 0 for a light one.

    Args:
        parts: texts of which the code consists; figures and large Latin letters alone take half the room.
    """
    code = qrencoder.QRCode(None, _LEVEL)
    for part in parts:
        code.addData(part)
    version = code.calculate_version()
    side, ground, places = _sheet(version)
    drawn = bytearray(ground)
    for place, bit in zip(places, "".join(f"{word:08b}" for word in _words(code.dataList, version)), strict=False):
        if bit == "1":
            drawn[place] ^= 1
    return [bytes(drawn[start : start + side]) for start in range(0, side * side, side)]


@cache
def _sheet(version: int) -> tuple[int, bytes, list[int]]:
    """Return the side of a size, its modules with all words nought, and the places of their bits in order."""
    blank = qrencoder.QRCode(version, _LEVEL)
    blank.dataCache = b""
    blank.makeImpl(False, _MASK)
    side = blank.moduleCount
    ground = bytes(bool(module) for row in blank.modules for module in row)
    return side, ground, [row * side + column for column, row in blank.dataPosIterator()]


class _Bits:
    """Takes bits as reportlab's parts write them."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, number: int, length: int) -> None:
        self.text += f"{number:0{length}b}"


def _words(data: Sequence[Any], version: int) -> list[int]:
    """Return data and check words in the order they are drawn (7.4 to 7.6)."""
    blocks = qrencoder.QRRSBlock.getRSBlocks(version, _LEVEL)
    room = sum(block.dataCount for block in blocks)
    bits = _Bits()
    for part in data:
        part.write(bits, version)
    text = bits.text + "0" * min(4, 8 * room - len(bits.text))
    text += "0" * (-len(text) % 8)
    words = [int(text[start : start + 8], 2) for start in range(0, len(text), 8)]
    words += [(0xEC, 0x11)[place % 2] for place in range(room - len(words))]
    parts, start = [], 0
    for block in blocks:
        parts.append(words[start : start + block.dataCount])
        start += block.dataCount
    checks = [_checks(part, block.totalCount - block.dataCount) for part, block in zip(parts, blocks, strict=True)]
    longest = max(map(len, parts))
    return [
        *(part[place] for place in range(longest) for part in parts if place < len(part)),
        *(check[place] for place in range(len(checks[0])) for check in checks),
    ]


def _checks(data: Sequence[int], count: int) -> bytes:
    """Return the check words of a block: the rest of a division in GF(256)."""
    multiples, above, rest = _multiples(count), 8 * (count - 1), 0
    for word in data:
        first, kept = divmod(rest, 1 << above)
        rest = kept << 8 ^ multiples[word ^ first]
    return rest.to_bytes(count, "big")


@cache
def _multiples(count: int) -> list[int]:
    """Return each multiple of the divisor for so many check words, its first word left out, as one number."""
    powers = [qrencoder.QRMath.gexp(power) for power in range(255)]
    divisor = qrencoder.QRUtil.getErrorCorrectPolynomial(count)
    further = [qrencoder.QRMath.glog(divisor.get(place)) for place in range(1, divisor.getLength())]
    logarithms = [qrencoder.QRMath.glog(number) for number in range(1, 256)]
    products = (bytes(powers[(log + power) % 255] for power in further) for log in logarithms)
    return [0, *(int.from_bytes(product, "big") for product in products)]
