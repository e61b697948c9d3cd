"""Pictures on a letter: logo, signature, seal, and the QR code of requisite 31."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from otklik.letters.qr import modules
from otklik.letters.structure import Element, tagged
from otklik.letters.styles import BLACK
from otklik.letters.tagged import Tagged

if TYPE_CHECKING:
    from otklik.letters.model import LetterModel

QR_SIDE = 20 * mm
_POINTS_PER_PIXEL = 0.75  # at least 96 dots to the inch: a small picture is not blown up

_DARK = re.compile(rb"\x01+")


class Picture(Tagged):
    """A picture, as large as its box lets it be and no coarser than 96 dots to the inch.

    Args:
        content: PNG without transparency, which PDF/A-1 does not know.
        box: greatest width and height in points.
        alt: what it is, for a reader who does not see it.
    """

    def __init__(self, content: bytes, box: tuple[float, float], alt: str) -> None:
        super().__init__()
        self.element = Element("Figure", alt=alt)
        self._image = ImageReader(io.BytesIO(content))
        wide, high = self._image.getSize()
        scale = min(box[0] / wide, box[1] / high, _POINTS_PER_PIXEL)
        self.width, self.height = wide * scale, high * scale

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return its size in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        self.canv.drawImage(self._image, 0, 0, self.width, self.height)


def draw_qr(canvas: Any, model: LetterModel, x: float, y: float) -> None:
    """Draw the QR code of a letter: its number, its date, the SHA-256 of its text (`LetterModel.digest`).

    Args:
        canvas: an `ArchiveCanvas`.
        model: an issued letter.
        x: left edge in points.
        y: lower edge in points; the code is `QR_SIDE` wide and high and needs 3 mm of white around it.
    """
    said = f"№ {model.number} от {model.date}\nSHA-256 "
    alt = f"QR-код: {said}{model.digest}".replace("\n", ", ")
    draw_code(canvas, (said, model.digest.upper()), (x, y, QR_SIDE), Element("Figure", alt=alt, aside=True))


def draw_code(canvas: Any, parts: tuple[str, ...], place: tuple[float, float, float], element: Element) -> None:
    """Draw a QR code.

    Args:
        canvas: an `ArchiveCanvas`.
        parts: as of `qr.modules`.
        place: left and lower edge and side, in points; needs white around it, four modules wide.
        element: of the structure tree, a figure that says what it is.
    """
    x, y, side = place
    rows = modules(*parts)
    step = side / len(rows)
    bars = [
        f"{run.start()} {-number} {run.end() - run.start()} 1 re"
        for number, row in enumerate(rows, 1)
        for run in _DARK.finditer(row)
    ]
    with tagged(canvas, element, box=(x, y, side, side)):
        canvas.saveState()
        canvas.setFillColor(BLACK)
        canvas.transform(step, 0, 0, step, x, y + side)
        canvas.stream.append("\n".join((*bars, "f")))  # as many calls of `rect` would take as long as the letter
        canvas.restoreState()
