"""A photograph of a paper (a receipt, an envelope) as a page that can be joined with others; PDF/A-1b."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING, Any

from otklik.letters import fonts

if TYPE_CHECKING:
    from datetime import date

    from otklik.letters.paper_parts import Made

PHOTOGRAPHS = frozenset({"jpg", "jpeg", "png"})
"""Endings of files that are drawn as a page."""

MOST_PIXELS = 50_000_000
_KEPT_SIDE = 2000  # pixels: 200 dots to the inch on the longer side of a sheet
_QUALITY = 85


def render_scan(content: bytes, title: str, operator: str, made_on: date) -> Made | None:
    """Return the photograph on a sheet A4, or `None` where it is none, is damaged or has too many pixels.

    The pixels alone are taken over, smaller where there are more than print shows: nothing else of a foreign file.

    Args:
        content: a JPEG or PNG file.
        title: what it is, over it and for a reader who does not see it.
        operator: whose paper it is.
        made_on: the date of the page.
    """
    flat = _flat(content)
    if flat is None:
        return None
    with fonts.RENDERING:
        from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - brings reportlab, and start-up counts
        from reportlab.lib.units import mm  # noqa: PLC0415 - the same

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same
        from otklik.letters.pictures import Picture  # noqa: PLC0415 - the same

        margins = parts.Margins(20 * mm, 15 * mm, 16 * mm, 18 * mm)
        room = (A4[0] - margins.left - margins.right, A4[1] - margins.top - margins.bottom - 12 * mm)

        def story() -> list[Any]:
            return [
                parts.text(title, parts.style(9, 12, textColor=parts.DIM, spaceAfter=8)),
                Picture(flat, room, title),
            ]

        def frame(canvas: Any, page: int, total: int) -> None:  # noqa: ARG001 - one sheet without a number
            parts.foot(canvas, A4, margins, "Снимок: сам файл лежит в папке", "")

        facts = parts.file_facts(title, operator, made_on)
        return parts.make(story, size=A4, margins=margins, facts=facts, frame=frame)


def _flat(content: bytes) -> bytes | None:
    """Return the pixels as JPEG in RGB on white, upright as it was taken, no larger than is printed."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - a folder is made rarely

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a bomb: the size is checked before a pixel is read
            image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
        if image.width * image.height > MOST_PIXELS:
            return None
        image.draft("RGB", (_KEPT_SIDE, _KEPT_SIDE))  # a photograph is read at a smaller scale
        image.load()
        seen = ImageOps.exif_transpose(image).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError):
        return None
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error):
        return None
    ground = Image.new("RGBA", seen.size, "white")
    ground.alpha_composite(seen)
    flat = ground.convert("RGB")
    flat.thumbnail((_KEPT_SIDE, _KEPT_SIDE))
    target = io.BytesIO()
    flat.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()
