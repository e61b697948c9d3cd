"""QR codes by reportlab's encoder, a quarter of its time.

The encoder tries all eight masks, and makes the polynomial of the check words anew for each block: both together take
longer than the rest of a letter. Any mask is valid, and the polynomial is always the same one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reportlab.graphics.barcode import qrencoder
from reportlab.graphics.barcode.qr import QrCodeWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEVEL = "M"  # 15 % of a code may be lost
_MASK = 2


def modules(*parts: str) -> list[list[bool]]:
    """Return the modules of a QR code row by row from the top, dark ones true.

    Args:
        parts: texts of which the code consists; figures and large Latin letters alone take half the room.
    """
    code = QrCodeWidget(parts[0], barLevel=_LEVEL).qr
    for part in parts[1:]:
        code.addData(part)
    drawn = _of_version(code.calculate_version())
    drawn.dataCache, drawn._dataBitList = _words(code.dataList, drawn.version), None  # noqa: SLF001 - of the last code
    drawn.makeImpl(False, _MASK)
    return [[bool(module) for module in row] for row in drawn.modules]


@cache
def _of_version(version: int) -> Any:
    """Return a code of a size, which keeps the places of its words."""
    return qrencoder.QRCode(version, getattr(qrencoder.QRErrorCorrectLevel, _LEVEL))


def _words(data: Sequence[Any], version: int) -> list[int]:
    """Return data and check words in the order they are drawn (ISO/IEC 18004, 7.4 to 7.6)."""
    blocks = qrencoder.QRRSBlock.getRSBlocks(version, getattr(qrencoder.QRErrorCorrectLevel, _LEVEL))
    room = sum(block.dataCount for block in blocks)
    buffer = qrencoder.QRBitBuffer()
    for part in data:
        part.write(buffer, version)
    buffer.put(0, min(4, 8 * room - buffer.getLengthInBits()))
    buffer.put(0, -buffer.getLengthInBits() % 8)
    words = [*buffer.buffer]
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


def _checks(data: Sequence[int], count: int) -> list[int]:
    """Return the check words of a block: the rest of a division in GF(256)."""
    powers, logarithms, divisor = _field(count)
    rest = [*data, *[0] * count]
    for place in range(len(data)):
        if rest[place]:
            times = logarithms[rest[place]]
            for further, power in enumerate(divisor, place + 1):
                rest[further] ^= powers[times + power]
    return rest[len(data) :]


@cache
def _field(count: int) -> tuple[list[int], list[int], list[int]]:
    """Return powers of 2 (twice around), logarithms (none of 0), and those of the divisor for so many check words."""
    powers = [qrencoder.QRMath.gexp(power) for power in range(255)] * 2
    logarithms = [0, *(qrencoder.QRMath.glog(number) for number in range(1, 256))]
    divisor = qrencoder.QRUtil.getErrorCorrectPolynomial(count)
    return powers, logarithms, [logarithms[divisor.get(place)] for place in range(1, divisor.getLength())]
