"""What is dropped on the window or lies on the clipboard: files, messages of a mail program, a picture, text.

The bytes a mail program offers live as long as the drop itself; they are read at once. Files are read later, aside.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QMimeData

MOST_BYTES = 50 * 2**20
"""Largest content taken out of a drop; a larger one is a file that is to be dropped from a folder."""

_MAIL = "message/rfc822"

_OUTLOOK_NAMES = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
_OUTLOOK_CONTENT = 'application/x-qt-windows-mime;value="FileContents";index={index}'
_DESCRIPTOR, _NAME_AT, _MOST_FILES = 592, 72, 100
"""FILEDESCRIPTORW of the Windows shell: its size, where its name of 260 UTF-16 units begins; files taken at most."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """What came.

    Attributes:
        text: text of a letter; empty where files came.
        paths: files of this computer.
        contents: names and bytes of what came without being a file.
        problem: what could not be taken, as a sentence; empty where all of it was.
    """

    text: str = ""
    paths: tuple[str, ...] = ()
    contents: tuple[tuple[str, bytes], ...] = ()
    problem: str = ""

    def __bool__(self) -> bool:
        """Whether anything came, a problem included."""
        return bool(self.text.strip() or self.paths or self.contents or self.problem)


def carries_files(data: QMimeData) -> bool:
    """Return whether it is more than text, without reading any of it."""
    return (
        any(url.isLocalFile() for url in data.urls())
        or data.hasFormat(_MAIL)
        or data.hasFormat(_OUTLOOK_NAMES)
        or data.hasImage()
    )


def carries_anything(data: QMimeData) -> bool:
    """Return whether something of it can be taken, without reading more of it than its addresses."""
    return carries_files(data) or ((data.hasText() or data.hasHtml()) and not data.hasUrls())


def dropped(data: QMimeData) -> Dropped:
    """Return what is dropped or lies on the clipboard; of several forms of one thing the fullest.

    Args:
        data: what was let go, or the content of the clipboard; only read here and now.
    """
    paths = tuple(url.toLocalFile() for url in data.urls() if url.isLocalFile())
    if paths:
        return Dropped(paths=paths)
    if data.hasFormat(_MAIL):
        return _contents(((translated("Letter") + ".eml", bytes(data.data(_MAIL).data())),))
    if data.hasFormat(_OUTLOOK_NAMES):
        return _contents(tuple(_from_outlook(data)))
    if data.hasImage():
        return _contents(((translated("Picture") + ".png", _png(data.imageData())),))
    if data.hasUrls():
        return Dropped()
    return Dropped(text=_text(data))


def _contents(found: tuple[tuple[str, bytes], ...]) -> Dropped:
    """Return what has bytes; the rest is told, for the program it came from did not hand it over."""
    whole = tuple((name, content) for name, content in found if 0 < len(content) <= MOST_BYTES)
    problem = ""
    if len(whole) < max(1, len(found)):
        problem = translated(
            "The other program did not hand over the letter. Save it to a folder first and drop the file from there."
        )
    return Dropped(contents=whole, problem=problem)


def _from_outlook(data: QMimeData) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of the «virtual files» a mail program for Windows offers.

    Letters that Outlook hands over as a storage instead of bytes come out empty: Qt cannot read these.
    """
    for index, name in enumerate(names_of_descriptor(bytes(data.data(_OUTLOOK_NAMES).data()))):
        yield name, bytes(data.data(_OUTLOOK_CONTENT.format(index=index)).data())


def names_of_descriptor(group: bytes) -> tuple[str, ...]:
    """Return the file names of a FILEGROUPDESCRIPTORW; those there are where it is cut short.

    Args:
        group: the number of files as a 32-bit integer, then so many FILEDESCRIPTORW.
    """
    if len(group) < 4:
        return ()
    count = min(struct.unpack_from("<I", group)[0], _MOST_FILES, (len(group) - 4) // _DESCRIPTOR)
    names = []
    for index in range(count):
        begin = 4 + index * _DESCRIPTOR + _NAME_AT
        name = group[begin : begin + 520].decode("utf-16-le", "replace").partition("\0")[0]
        names.append(name.replace("\\", "/").rpartition("/")[2].strip() or translated("Letter"))
    return tuple(names)


def _png(picture: object) -> bytes:
    """Return a picture as PNG; nothing where it is none."""
    image = picture if isinstance(picture, QImage) else QImage()
    if not image.isNull():
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        buffer.close()
        return bytes(content.data())
    return b""


def _text(data: QMimeData) -> str:
    """Return the text; of HTML the words alone, nothing of it is loaded."""
    if data.hasText() and data.text().strip():
        return data.text()
    if data.hasHtml():
        from otklik.intake.documents.markup import html_to_text  # noqa: PLC0415 - start-up: not needed before a letter comes

        return html_to_text(data.html(), marks_quotes=True)
    return ""
