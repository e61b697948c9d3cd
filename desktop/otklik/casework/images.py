"""The operator's logo, signature and seal, as they go on letters.

What is stored is made anew from the pixels alone: PNG in RGB on white, for PDF/A-1 knows no transparency, without
whatever else the file carried, the white around it cut off.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.register.paper_records import ImageKind
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from PIL.Image import Image

    from otklik.casework.desk import Desk

MAX_BYTES = 10 * 2**20
"""The largest file taken."""
MAX_PIXELS = 50_000_000
LEAST_SIDE = 24
"""Pixels of the shorter side below which a picture is no more than a spot on paper."""
_MAX_SIDE = 10_000
_KEPT_SIDE = 1200  # pixels: 46 mm at 600 dots to the inch
_PAPER = 24  # how far from white is still white


def set_image(desk: Desk, operator_id: int, kind: ImageKind, content: bytes) -> Changes:
    """Put an image on the operator's letters, in place of the one there was.

    Args:
        desk: the desk.
        operator_id: whose letters.
        kind: logo, signature or seal.
        content: a PNG or JPEG file.

    Raises:
        UserError: it is no PNG or JPEG, damaged, blank, too small or too large.
    """
    stored = cleaned(content)
    with desk.register.atomic():
        desk.register.operators.get(operator_id)
        desk.register.images.put(operator_id, kind, "image/png", stored)
        journal.write(desk, f"{kind.value}_set", changes=journal.facts(operator=operator_id))
    return Changes(operators=frozenset({operator_id}))


def remove_image(desk: Desk, operator_id: int, kind: ImageKind) -> Changes:
    """Take an image off the operator's letters; where there is none nothing happens."""
    with desk.register.atomic():
        if desk.register.images.get(operator_id, kind) is None:
            return Changes()
        desk.register.images.remove(operator_id, kind)
        journal.write(desk, f"{kind.value}_removed", changes=journal.facts(operator=operator_id))
    return Changes(operators=frozenset({operator_id}))


def images_of(desk: Desk, operator_id: int) -> dict[ImageKind, bytes]:
    """Return the operator's images as PNG; kinds he has none of are left out."""
    found = {kind: desk.register.images.get(operator_id, kind) for kind in ImageKind}
    return {kind: content for kind, content in found.items() if content is not None}


def cleaned(content: bytes, *, whole: bool = False) -> bytes:
    """Return an image as it is stored: PNG in RGB on white, at most 1200 pixels a side.

    Args:
        content: a PNG or JPEG file.
        whole: whether the white around is kept.

    Raises:
        UserError: as `set_image`.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - start-up counts

    if len(content) > MAX_BYTES:
        raise UserError("The image is larger than {size} MB. Take a smaller one.", size=MAX_BYTES // 2**20)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a bomb: the size is checked below, before a pixel is read
            image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
        _check_size(image.size)
        image.draft("RGB", (2 * _KEPT_SIDE, 2 * _KEPT_SIDE))  # a photograph is read at a smaller scale
        image.load()
        flat = _flattened(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise UserError("This file is no PNG or JPEG image.") from None
    except Image.DecompressionBombError:
        raise _too_large() from None
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error):
        raise UserError("The image is damaged: it cannot be read to the end.") from None
    if not whole:
        flat = _trimmed(flat)
    flat.thumbnail((_KEPT_SIDE, _KEPT_SIDE))
    target = io.BytesIO()
    flat.save(target, "PNG", optimize=True)
    return target.getvalue()


def _check_size(size: tuple[int, int]) -> None:
    if max(size) > _MAX_SIDE or size[0] * size[1] > MAX_PIXELS:
        raise _too_large()
    if min(size) < LEAST_SIDE:
        raise UserError("The image is too small: {least} pixels a side are needed at least.", least=LEAST_SIDE)


def _too_large() -> UserError:
    return UserError(
        "The image has too many pixels: at most {pixels} million are taken.", pixels=MAX_PIXELS // 1_000_000
    )


def _flattened(image: Image) -> Image:
    """Return the image in RGB, on white where it lets the ground through."""
    from PIL import Image as Images  # noqa: PLC0415 - start-up counts

    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" not in image.info and "A" not in image.getbands():
        return image.convert("RGB")
    clear = image.convert("RGBA")
    ground = Images.new("RGBA", clear.size, "white")
    ground.alpha_composite(clear)
    return ground.convert("RGB")


def _trimmed(image: Image) -> Image:
    """Cut off the white around."""
    from PIL import ImageOps  # noqa: PLC0415 - start-up counts

    ink = ImageOps.invert(image.convert("L")).point(lambda value: 255 if value > _PAPER else 0)
    box = ink.getbbox()
    if box is None:
        raise UserError("The image is blank.")
    return image.crop(box)
