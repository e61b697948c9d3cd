"""A letter that comes as a picture: kept as it is and never decoded here; its text is typed beside it."""

from __future__ import annotations

from otklik.intake.letter import IncomingLetter
from otklik.system.words import say

SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".heic", ".webp")
"""Extensions of pictures."""

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"})
_HEADS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


def picture_type(content: bytes) -> str:
    """Return the media type of a picture, empty for anything else.

    Args:
        content: the bytes of a file.
    """
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "image/heic"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"BM") and content[6:10] == bytes(4):
        return "image/bmp"
    return next((media_type for head, media_type in _HEADS if content.startswith(head)), "")


def scan(name: str, content: bytes, problems: tuple[str, ...] = ()) -> IncomingLetter:
    """Return the letter that a picture or a scan is: without words of its own.

    Args:
        name: file name to show.
        content: the bytes of the file.
        problems: what else is to be said of it.
    """
    typed = (
        say("This is a picture of a letter: type what matters of its text beside it, and the day it came.")
        if picture_type(content)
        else say("No text could be read from this file: type what matters of it beside it, and the day it came.")
    )
    return IncomingLetter(file=name, problems=(typed, *problems), original=content, is_picture=True)
