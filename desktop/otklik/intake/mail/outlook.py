"""A letter saved by Outlook (.msg, MS-OXMSG): a compound file with a stream for each property."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime

import olefile  # type: ignore[import-untyped]  # it ships no type information; bytes come out of it

from otklik.intake.letter import IncomingLetter
from otklik.intake.mail import headers, mapi
from otklik.intake.mail.eml import letter_of
from otklik.intake.mail.gathering import DEEPEST, MOST_FILES, Gathered
from otklik.intake.mail.mapi import Properties
from otklik.intake.mail.mime import Part
from otklik.intake.mail.parts import gather_mail, take_file
from otklik.system.errors import UserError
from otklik.system.words import say

_PROPERTIES = "__properties_version1.0"
_VALUE, _FILE, _RECIPIENT = "__substg1.0_", "__attach_version1.0_#", "__recip_version1.0_#"
_ENCLOSED = "__substg1.0_3701000D"
_HEADS = {"letter": 32, "enclosed": 24, "part": 8}
"""Bytes before the first property, by what the properties belong to (MS-OXMSG 2.4.1)."""

_FIXED = frozenset({2, 3, 4, 5, 6, 7, 0x0B, 0x14, 0x40})
_VARIABLE = frozenset({mapi.STRING8, mapi.UNICODE, 0x0102})
_MOST_ENTRIES = 20_000
_MOST_PROPERTIES = 2000
_MOST_RECIPIENTS = 30
_BY_VALUE, _ENCLOSED_LETTER, _OBJECT = 1, 5, 6
_TO = 1

# What a broken compound file makes olefile raise beside its own error, which is an OSError.
_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, struct.error)


class _Compound(olefile.OleFileIO):  # type: ignore[misc]  # without types of its own
    """A compound file whose directory has an end."""

    def __init__(self, content: bytes) -> None:
        self._entries = 0
        super().__init__(io.BytesIO(content))

    def _load_direntry(self, sid: int) -> object:
        self._entries += 1
        if self._entries > _MOST_ENTRIES:
            raise ValueError(sid)
        return super()._load_direntry(sid)


def is_letter(content: bytes) -> bool:
    """Return whether a compound file is a letter of Outlook, not an old Word or Excel file."""
    return _PROPERTIES.encode("utf-16-le") in content


def read_outlook(name: str, content: bytes) -> IncomingLetter:
    """Read a letter of Outlook; what it demands is not guessed here.

    Args:
        name: file name to show.
        content: the bytes of the file.

    Raises:
        UserError: the file is broken.
    """
    gathered = Gathered()
    try:
        with _Compound(content) as compound:
            letter = _Letter(compound, [], 0)
            letter.gather(gathered, 0)
            return letter_of(letter.as_head(), gathered, name, content, letter.properties.moment(mapi.DELIVERED))
    except _BROKEN as error:
        raise UserError(
            "{file} is damaged: Outlook's file cannot be read. Save the letter again, best as .eml or .txt.", file=name
        ) from error


class _Letter:
    """A letter in a compound file, the outermost or an enclosed one.

    Args:
        compound: the file.
        place: storages on the way to it.
        code_page: of the letter around it.
    """

    def __init__(self, compound: _Compound, place: list[str], code_page: int) -> None:
        self._compound = compound
        self._place = place
        self.properties = self._read(place, "enclosed" if place else "letter", code_page)

    def gather(self, gathered: Gathered, depth: int) -> None:
        """Take the text and the files, those of enclosed letters below."""
        if not gathered.goes_on(0):
            return
        if not self.properties.text(mapi.MESSAGE_CLASS).lower().endswith("smime.multipartsigned"):
            self.properties.add_body(gathered)
        for place in self._storages(_FILE, MOST_FILES):
            self._gather_file(place, gathered, depth)

    def as_head(self) -> Part:
        """Return who and when as a head of a mail: the headers the server left, completed from Outlook's properties."""
        head = Part(self.properties.text(mapi.HEADERS).encode("utf-8", "replace").lstrip() + b"\r\n\r\n", 0, 1 << 24)
        own = {
            "from": self._sender(),
            "to": self._recipients() or self.properties.text(mapi.DISPLAY_TO),
            "subject": self.properties.text(mapi.SUBJECT),
            "message-id": self.properties.text(mapi.MESSAGE_ID),
            "date": self._sent(),
        }
        if not headers.sender(head.header("from"))[1]:
            head.fields = tuple(field for field in head.fields if field[0] != "from")
        # Outlook keeps the subject decoded; the others it takes from the headers itself.
        head.fields = tuple(field for field in head.fields if field[0] != "subject" or not own["subject"])
        there = {name for name, _value in head.fields}
        head.fields += tuple((name, _raw(value)) for name, value in own.items() if value and name not in there)
        return head

    def _gather_file(self, place: list[str], gathered: Gathered, depth: int) -> None:
        """Keep an attachment, or take what an enclosed letter holds."""
        properties = self._read(place, "part", self.properties.code_page)
        name, method = properties.file_name(), properties.number(mapi.FILE_METHOD)
        if method == _ENCLOSED_LETTER and self._compound.exists([*place, _ENCLOSED, _PROPERTIES]):
            self._gather_enclosed([*place, _ENCLOSED], gathered, depth)
        elif mapi.FILE_CONTENT in properties:
            content = properties.raw(mapi.FILE_CONTENT)
            media_type = properties.text(mapi.FILE_TYPE).strip().lower() or "application/octet-stream"
            if media_type == "multipart/signed":
                gather_mail(content, gathered, depth + 1)
            else:
                take_file(name, media_type, content, gathered, depth)
        elif method == _OBJECT:
            gathered.doubt(say("An object of Outlook or Word lies in the letter; see it in the original."))
        else:
            gathered.doubt(say("An attachment is only named, it does not lie in the letter: {file}.", file=name[:80]))

    def _gather_enclosed(self, place: list[str], gathered: Gathered, depth: int) -> None:
        """Show an enclosed letter below the letter's own text."""
        if depth >= DEEPEST:
            gathered.doubt(say("Letters lie within letters without end: the innermost are only in the original."))
            return
        enclosed = _Letter(self._compound, place, self.properties.code_page)
        gathered.add_head(enclosed.as_head())
        enclosed.gather(gathered, depth + 1)

    def _sender(self) -> str:
        """Return name and address of who sent the letter; an address inside Exchange is no e-mail."""
        properties = self.properties
        name = properties.text(mapi.AUTHOR_NAME) or properties.text(mapi.SENDER_NAME)
        given = (mapi.AUTHOR_SMTP, mapi.SENDER_SMTP, mapi.AUTHOR_MAIL, mapi.SENDER_MAIL)
        return _person(name, next((mail for number in given if "@" in (mail := properties.text(number))), ""))

    def _recipients(self) -> str:
        """Return to whom the letter was addressed, in one line."""
        found = []
        for place in self._storages(_RECIPIENT, _MOST_RECIPIENTS):
            properties = self._read(place, "part", self.properties.code_page)
            if properties.number(mapi.RECIPIENT_KIND) == _TO:
                mail = next((mail for n in (mapi.SMTP, mapi.MAIL) if "@" in (mail := properties.text(n))), "")
                found.append(_person(properties.text(mapi.DISPLAY_NAME), mail))
        return ", ".join(person for person in found if person)

    def _sent(self) -> str:
        """Return when the sender sent it, as a Date header."""
        moment: datetime | None = self.properties.moment(mapi.SUBMITTED)
        return format_datetime(moment) if moment else ""

    def _storages(self, prefix: str, most: int) -> Iterator[list[str]]:
        """Yield the storages of that kind directly within the letter, in order."""
        depth = len(self._place)
        entries = self._compound.listdir(streams=False, storages=True)
        names = {
            entry[depth]
            for entry in entries
            if len(entry) == depth + 1 and entry[:depth] == self._place and entry[depth].startswith(prefix)
        }
        yield from ([*self._place, name] for name in sorted(names)[:most])

    def _read(self, place: list[str], owner: str, code_page: int) -> Properties:
        """Return the properties of a letter, a recipient or an attachment."""
        values: dict[int, tuple[int, bytes]] = {}
        head = _HEADS[owner]
        fixed = self._stream([*place, _PROPERTIES])
        for number, (tag, _flags, value) in enumerate(struct.iter_unpack("<II8s", fixed[head : _whole(fixed, head)])):
            if number >= _MOST_PROPERTIES:
                break
            kind, name = tag & 0xFFFF, tag >> 16
            if kind in _FIXED:
                values[name] = (kind, value)
            elif kind in _VARIABLE:
                stream = [*place, f"{_VALUE}{tag:08X}"]
                if self._compound.exists(stream):
                    values[name] = (kind, self._stream(stream))
        return Properties(values, code_page)

    def _stream(self, place: list[str]) -> bytes:
        """Return the bytes of a stream."""
        with self._compound.openstream(place) as stream:
            return bytes(stream.read())


def _whole(fixed: bytes, head: int) -> int:
    """Return where the last whole property ends."""
    return head + max(0, len(fixed) - head) // 16 * 16


def _person(name: str, mail: str) -> str:
    """Return a person as a header has him."""
    if not mail:
        return name
    bare = name.replace('"', "").replace("<", "").replace(">", "").strip()
    return f'"{bare}" <{mail.strip()}>' if bare and bare != mail else f"<{mail.strip()}>"


def _raw(value: str) -> str:
    """Return a text as the raw value of a header."""
    return " ".join(value.split()).encode("utf-8", "replace").decode("ascii", "surrogateescape")
