"""Whether a file can go to somebody: it is not empty, and a PDF or an image can be opened."""

from __future__ import annotations

import io
import logging
import mimetypes
import struct
import warnings
import zlib

from otklik.system.errors import UserError

PDF = "application/pdf"
_IMAGES = {
    "image/bmp": "BMP",
    "image/gif": "GIF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    "image/webp": "WEBP",
}
_TRIAL_SIDE = 64
"""A photograph is tried at a scale near this, in pixels: all of it is read, little of it is kept."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is told by one sentence of ours


def media_type_of(name: str, given: str) -> str:
    """Return what a file says it is: by the media type given, else by its name.

    Args:
        name: of the file.
        given: media type, perhaps empty or too general.
    """
    return given if given == PDF or given in _IMAGES else mimetypes.guess_type(name)[0] or given


def sheets_of(name: str, media_type: str, content: bytes) -> int | None:
    """Return how many pages a PDF has; `None` of a locked one and of any other file.

    Args:
        name: of the file, for the sentence.
        media_type: as it is known; where it is general, the name tells.
        content: the bytes.

    Raises:
        UserError: the file is empty, or it says it is a PDF or an image and cannot be opened as one.
    """
    if not content:
        raise UserError("{name} is empty: there is nothing in it to enclose.", name=name)
    said = media_type_of(name, media_type)
    if said == PDF:
        return _pages(name, content)
    if said in _IMAGES:
        _try_image(name, _IMAGES[said], content)
    return None


def _pages(name: str, content: bytes) -> int | None:
    from pypdf import PdfReader  # noqa: PLC0415 - only where a PDF is enclosed
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same

    locked = False
    try:
        reader = PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted
        pages = len(reader.pages)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError):
        pages = 0  # whatever a damaged file makes of its reader
    if locked and not pages:
        return None
    if not pages:
        raise UserError("{name} is damaged: it does not open as a PDF. Save it anew and enclose it again.", name=name)
    return pages


def _try_image(name: str, kind: str, content: bytes) -> None:
    from PIL import Image  # noqa: PLC0415 - only where an image is enclosed

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a scan of a large drawing is enclosed as well
            image = Image.open(io.BytesIO(content))
        if image.format == kind or {image.format, kind} <= {"JPEG", "MPO"}:
            image.draft("RGB", (_TRIAL_SIDE, _TRIAL_SIDE))
            image.load()
            return
    except Image.DecompressionBombError:
        return  # opened, and too large to be tried
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error):
        pass
    raise UserError("{name} is damaged: it does not open as an image. Save it anew and enclose it again.", name=name)
