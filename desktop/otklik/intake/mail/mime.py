"""A mail cut into its parts: headers, and where the body of each begins and ends.

A splitter of our own: the library's keeps every line as a text of its own and takes time by the depth of nesting for
each; a stranger must not be able to hang the program with one mail. Nothing is copied before it is decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from otklik.intake.mail import headers

HEAD_BYTES = 256 * 1024
"""Longest block of headers that is read; what is below belongs to the body."""

_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")
_LINE = re.compile(rb"([^\r\n]*)(\r\n|\n|\r|\Z)")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_KNOWN_FIELD = re.compile(
    rb"(?:received|return-path|from|to|cc|date|subject|reply-to|message-id|mime-version|x-[a-z-]+|content-[a-z-]+):",
    re.IGNORECASE,
)
_AFTER_MARK = re.compile(rb"(--)?[ \t]*(?:\r\n|\n|\r|\Z)")
_MOST_MARKS = 200_000
_LIKELY_MARK = re.compile(rb"(?:\A|[\r\n])--([^\r\n]{1,100}?)[ \t]*\r?\n(?=content-)", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}")


class Part:
    """A mail or a part of one.

    Args:
        source: the bytes it lies in.
        start: where its headers begin.
        end: where its body ends.

    Attributes:
        source: the bytes it lies in.
        fields: names in lower case and raw values, bytes above 127 as surrogates.
        start: where its body begins in `source`.
        end: where its body ends.
    """

    def __init__(self, source: bytes, start: int, end: int) -> None:
        self.source = source
        self.fields, self.start = _head(source, start, end)
        self.end = end

    @property
    def body(self) -> bytes:
        """The bytes of the body as they lie in the mail."""
        return self.source[self.start : self.end]

    def all(self, name: str) -> Iterator[str]:
        """Yield the raw values of all headers of that name, in order."""
        return (value for field, value in self.fields if field == name)

    def header(self, name: str) -> str:
        """Return the raw value of the first header of that name, empty where there is none."""
        return next(self.all(name), "")

    @cached_property
    def media_type(self) -> str:
        """The declared media type in lower case, or the general one where it is malformed."""
        media_type = headers.readable(self.header("content-type")).partition(";")[0].strip().lower()
        if _MEDIA_TYPE.fullmatch(media_type):
            return media_type
        if "boundary" in self.type_parameters:
            return "multipart/mixed"
        # A mail without a type is plain text; so is one whose type is only the word «text», as old programs wrote.
        return "text/plain" if media_type in {"", "text"} else "application/octet-stream"

    @cached_property
    def type_parameters(self) -> dict[str, str]:
        """Parameters of Content-Type by lower-case name."""
        return headers.parameters(self.header("content-type"))

    @cached_property
    def is_attached(self) -> bool:
        """Whether the sender calls it an attachment."""
        return headers.readable(self.header("content-disposition")).partition(";")[0].strip().lower() == "attachment"

    @cached_property
    def packing(self) -> str:
        """The declared Content-Transfer-Encoding in lower case."""
        return headers.readable(self.header("content-transfer-encoding")).strip().lower()

    @cached_property
    def file_name(self) -> str:
        """The name the sender gave to the part, as he wrote it; empty where he gave none."""
        given = headers.parameters(self.header("content-disposition")).get("filename")
        return given or self.type_parameters.get("name", "")

    @property
    def is_packed(self) -> bool:
        """Whether the body is said to be encoded for transport."""
        return self.packing in {"base64", "quoted-printable"}

    def enclosed(self, unpacked: bytes | None) -> Part:
        """Return the letter a message/rfc822 encloses, in its place or in the bytes it was packed into.

        Args:
            unpacked: the body with its encoding undone, where it had one.
        """
        source, start, end = (
            (unpacked, 0, len(unpacked)) if unpacked is not None else (self.source, self.start, self.end)
        )
        while start < end and source[start] in b"\r\n":
            start += 1
        return Part(source, start, end)

    def children(self, most: int) -> list[Part]:
        """Return the parts of a multipart; none where no boundary is found.

        A missing last boundary ends the last part at the end; a wrong or missing one is guessed from the body.

        Args:
            most: parts that are told apart; the last one holds all the rest.
        """
        boundary = self.type_parameters.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
        found = _between(self, boundary, most) if boundary else []
        if not found and (likely := _LIKELY_MARK.search(self.source, self.start, min(self.end, self.start + 50_000))):
            found = _between(self, likely.group(1), most)
        return [Part(self.source, start, end) for start, end in found]


def _head(source: bytes, start: int, end: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """Return the headers and where the body begins."""
    top = min(end, start + HEAD_BYTES)
    if blank := re.compile(rb"\r\n|\n|\r").match(source, start, end):
        return (), blank.end()
    blank = _BLANK_LINE.search(source, start, top)
    stop, body = (blank.start(), blank.end()) if blank else (top, top)
    fields: list[list[bytes]] = []
    for line in _LINE.finditer(source, start, stop):
        text = line.group(1)
        if not text:
            continue
        if text[:1] in b" \t" and fields:
            fields[-1][1] += b"\n" + text
        elif field := _FIELD.match(text):
            fields.append([field.group(1), text[field.end() :]])
        elif line.start() == start and text.startswith((b"From ", b">From ")):
            continue  # the line a Unix mailbox puts above each mail
        elif fields and _KNOWN_FIELD.match(source, line.end(), stop):
            fields[-1][1] += b"\n " + text  # folded by a program that forgot the blank
        else:
            body = line.start()
            break
    return tuple((_text(name).lower(), _text(value).strip(" \t")) for name, value in fields), body


def _between(part: Part, boundary: bytes, most: int) -> list[tuple[int, int]]:
    """Return where each part between lines of the boundary begins and ends."""
    ranges: list[tuple[int, int]] = []
    opened: int | None = None
    for start, end, is_last in _marks(part, b"--" + boundary):
        if opened is not None:
            ranges.append((opened, max(opened, _before_break(part.source, start))))
        opened = end
        if is_last:
            return ranges
        if len(ranges) + 1 >= most:
            break
    if opened is not None:
        ranges.append((opened, part.end))
    return ranges


def _marks(part: Part, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield where each line of a boundary begins and ends, and whether it is the last one."""
    source, at = part.source, part.start
    line_break = b"\n" if source.find(b"\n", at, part.end) >= 0 else b"\r"
    found = at if source.startswith(mark, at, part.end) else -1
    for _ in range(_MOST_MARKS):
        if found < 0:
            found = source.find(line_break + mark, at, part.end) + 1 or -1
        if found < 0:
            return
        at = found + len(mark)
        if after := _AFTER_MARK.match(source, at, part.end):
            yield found, after.end(), bool(after.group(1))
            at = after.end() - 1  # the break may also begin the next mark
        found = -1


def _before_break(source: bytes, at: int) -> int:
    """Return where the line before ends: its break belongs to the boundary (RFC 2046 §5.1.1)."""
    if source[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1


def _text(raw: bytes) -> str:
    return raw.decode("ascii", "surrogateescape")
