"""A mail file (.eml, RFC 5322) into its parts: who, when, the text, the files.

The standard library splits the mail into parts; headers, encodings and HTML are read by our own forgiving rules,
because letters come from many broken programs and none of them may be turned away.
"""

from __future__ import annotations

import email
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO

from otklik.intake import headers
from otklik.intake.charset import decode
from otklik.intake.letter import IncomingFile, IncomingLetter
from otklik.intake.markup import html_to_text
from otklik.system.errors import UserError
from otklik.system.words import say

_TELLING = frozenset(
    {"from", "to", "date", "subject", "received", "message-id", "mime-version", "content-type", "return-path"}
)
"""Headers of which a mail has at least one."""

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}")
_DEEPEST = 30
"""Levels of letters within letters that are opened."""

_MOSCOW = timezone(timedelta(hours=3))
_KNOWN_PACKING = frozenset({"", "7bit", "8bit", "binary", "quoted-printable", "x-uuencode", "uuencode", "uue", "x-uue"})
_GENERATOR_GIVES_UP = (RecursionError, ValueError, TypeError, LookupError, AttributeError)
"""What the standard library raises on headers it cannot write."""

# Without the system's own tables, so that the same letter gives the same names everywhere.
_EXTENSIONS = mimetypes.MimeTypes(())


@dataclass
class _Content:
    """What is gathered on the way through the parts."""

    texts: list[str] = field(default_factory=list)
    files: list[IncomingFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def doubt(self, sentence: str) -> None:
        """Keep a sentence about what could not be read as written, once."""
        if sentence not in self.problems:
            self.problems.append(sentence)


def is_mail(content: bytes) -> bool:
    """Return whether the bytes begin with the headers of a mail."""
    names = re.findall(rb"^([A-Za-z][A-Za-z-]*):", _head(_trimmed(content)), re.MULTILINE)
    return any(name.decode("ascii").lower() in _TELLING for name in names)


def read_mail(name: str, content: bytes) -> IncomingLetter:
    """Read a mail; what it demands is not guessed here.

    Args:
        name: file name to show.
        content: the bytes of the file.

    Raises:
        UserError: the mail is nested so deeply that nobody could have written it.
    """
    gathered = _Content()
    message = _parsed(name, _trimmed(content))
    _gather(message, gathered, 0)
    sender_name, sender_address = headers.sender(_header(message, "from"))
    received = next((found for raw in _all(message, "received") if (found := headers.moment(raw))), None)
    sent = headers.moment(_header(message, "date"))
    _doubt_people_and_dates(gathered, sender_address, received, sent)
    return IncomingLetter(
        file=name,
        sender_name=sender_name,
        sender_address=sender_address,
        to=headers.header_text(_header(message, "to")),
        subject=headers.header_text(_header(message, "subject")),
        date=headers.day(received or sent),
        sent_on=headers.day(sent),
        text="\n\n".join(gathered.texts),
        attachments=tuple(gathered.files),
        problems=tuple(gathered.problems),
        original=content,
    )


def _trimmed(content: bytes) -> bytes:
    """Return the mail without byte order marks and empty lines before its headers."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = decode(content).text.encode("utf-8")
    return content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")


def _head(content: bytes) -> bytes:
    """Return the header block."""
    return re.split(rb"\r?\n\r?\n|\r\r", content[:200_000], maxsplit=1)[0]


class _Mail(Message):
    """A mail or a part of one with parameters read by our rules; the library's raise on contradictory ones."""

    def get_param(  # type: ignore[override]  # the library's overloads spell the same three kinds of calls
        self, param: str, failobj: object = None, header: str = "content-type", unquote: bool = True
    ) -> object:
        """Return the parameter as text, or `failobj` where the header does not have it."""
        del unquote  # ours are never quoted
        return headers.parameters(_header(self, header)).get(param.lower(), failobj)


def _parsed(name: str, content: bytes) -> Message:
    """Return the mail split into parts.

    Raises:
        UserError: it is nested deeper than can be walked through.
    """
    try:
        message = email.message_from_bytes(content, _Mail)
        sum(1 for _part in message.walk())
    except RecursionError as error:
        raise UserError("{file} holds letters within letters without end and cannot be opened.", file=name) from error
    return message


def _gather(part: Message, gathered: _Content, depth: int) -> None:
    """Take the texts and files of a part and of everything within it, in order."""
    media_type = _media_type(part)
    payload = part.get_payload() if part.is_multipart() else None
    inner = [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []
    if payload is None:
        _gather_leaf(part, media_type, gathered)
    elif media_type.startswith("message/"):
        _gather_enclosed(part, inner, media_type, gathered, depth)
    elif media_type == "multipart/alternative":
        _gather_alternatives(inner, gathered, depth)
    else:
        for child in inner:
            _gather_within(child, gathered, depth)


def _gather_within(child: Message, gathered: _Content, depth: int) -> None:
    """Go one level down, unless the levels have no end."""
    if depth < _DEEPEST:
        _gather(child, gathered, depth + 1)
    else:
        _keep_file(child, "message/rfc822", _as_bytes(child), gathered)


def _gather_alternatives(children: list[Message], gathered: _Content, depth: int) -> None:
    """Take the plain text of the versions where it says something, else the last that does; files of all of them."""
    versions: list[_Content] = []
    for child in children:
        version = _Content(files=gathered.files, problems=gathered.problems)
        _gather_within(child, version, depth)
        if any(text.strip() for text in version.texts):
            versions.append(version)
    if versions:
        is_plain = _media_type(children[0]) == "text/plain"
        gathered.texts += (versions[0] if is_plain else versions[-1]).texts


def _gather_enclosed(part: Message, inner: list[Message], media_type: str, gathered: _Content, depth: int) -> None:
    """Keep an enclosed letter as a file, and show its text below the letter's own."""
    enclosed = inner[0] if inner else part
    if media_type != "message/rfc822":
        _keep_file(part, media_type, b"\n".join(_as_bytes(piece) for piece in inner), gathered)
        return
    subject = headers.header_text(_header(enclosed, "subject"))
    _keep_file(part, media_type, _as_bytes(enclosed), gathered, f"{subject}.eml" if subject else "")
    lines = [
        f"{label}: {value}"
        for label, header in (("От", "from"), ("Дата", "date"), ("Тема", "subject"))
        if (value := headers.header_text(_header(enclosed, header)))
    ]
    if lines:
        gathered.texts.append("\n".join(lines))
    _gather_within(enclosed, gathered, depth)


def _gather_leaf(part: Message, media_type: str, gathered: _Content) -> None:
    """Take a part that has no parts: as text of the letter, or as a file."""
    content = _payload(part, gathered)
    disposition = headers.readable(_header(part, "content-disposition")).partition(";")[0].strip().lower()
    is_text = media_type in {"text/plain", "text/html"} and disposition != "attachment" and not _file_name(part)
    if not is_text:
        if content or _file_name(part):
            _keep_file(part, media_type, content, gathered)
        return
    read = decode(content, headers.parameters(_header(part, "content-type")).get("charset"))
    if not read.as_declared and headers.parameters(_header(part, "content-type")).get("charset"):
        gathered.doubt(say("The mail names a wrong encoding; it was read as {encoding}.", encoding=read.encoding))
    text = html_to_text(read.text) if media_type == "text/html" else _plain(read.text)
    if "\ufffd" in text:
        gathered.doubt(say("Some characters could not be read; compare with the original."))
    if text:
        gathered.texts.append(text)


def _payload(part: Message, gathered: _Content) -> bytes:
    """Return the bytes of a part with its transfer encoding undone."""
    encoding = headers.readable(_header(part, "content-transfer-encoding")).strip().lower()
    if encoding == "base64":
        # The library gives up on a base64 text of an odd length and hands it back as it is.
        return headers.base64_bytes(str(part.get_payload()).encode("ascii", "ignore"))
    if encoding not in _KNOWN_PACKING:
        gathered.doubt(
            say("A part of the mail is packed in a way that is not known ({encoding}).", encoding=encoding[:40])
        )
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _keep_file(part: Message, media_type: str, content: bytes, gathered: _Content, otherwise: str = "") -> None:
    """Keep a part as a file of the letter."""
    suffix = ".eml" if media_type == "message/rfc822" else _EXTENSIONS.guess_extension(media_type) or ".bin"
    taken = [file.name for file in gathered.files]
    name = headers.safe_name(_file_name(part) or otherwise, len(taken) + 1, suffix, taken)
    gathered.files.append(IncomingFile(name, media_type, content))
    if media_type in {"application/ms-tnef", "application/vnd.ms-tnef"}:
        gathered.doubt(
            say("Files of this mail are packed by Outlook into {file}; open it with another program.", file=name)
        )
    if media_type in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        gathered.doubt(say("The mail is encrypted or sealed in {file}; open it in the mail program.", file=name))


def _doubt_people_and_dates(
    gathered: _Content, sender_address: str, received: datetime | None, sent: datetime | None
) -> None:
    """Say what is missing or contradictory in the headers."""
    if not sender_address:
        gathered.doubt(say("The mail does not say who sent it."))
    if received is None and sent is None:
        gathered.doubt(say("The mail has no date: enter the day you received it."))
    elif received is None:
        gathered.doubt(
            say("There is no stamp of a mail server; the date is the sender's. Check the day you received it.")
        )
    elif sent is not None and abs((received.date() - sent.date()).days) > 1:
        gathered.doubt(
            say(
                "The sender's date is {sent}, the server took the mail on {received}.",
                sent=f"{sent:%d.%m.%Y}",
                received=f"{received:%d.%m.%Y}",
            )
        )
    if received is not None and received.tzinfo and received.astimezone(_MOSCOW).date() != received.date():
        gathered.doubt(
            say(
                "The mail server keeps other time: in Moscow it was {day}. Check the day you received it.",
                day=f"{received.astimezone(_MOSCOW):%d.%m.%Y}",
            )
        )


def _all(message: Message, name: str) -> Iterator[str]:
    """Yield the raw values of all headers of that name, in order."""
    for key, value in message.raw_items():
        if key.lower() == name:
            yield str(value)


def _header(message: Message, name: str) -> str:
    """Return the raw value of the first header of that name, empty where there is none."""
    return next(_all(message, name), "")


def _media_type(part: Message) -> str:
    """Return the declared media type in lower case, or the general one where it is malformed."""
    raw = headers.readable(_header(part, "content-type"))
    media_type = raw.partition(";")[0].strip().lower()
    if _MEDIA_TYPE.fullmatch(media_type):
        return media_type
    if part.is_multipart():
        return "multipart/mixed"
    # A mail without a type is plain text; so is one whose type is only the word «text», as old programs wrote.
    return "text/plain" if media_type in {"", "text"} else "application/octet-stream"


def _file_name(part: Message) -> str:
    """Return the name the sender gave to a part, empty where he gave none."""
    disposition = headers.parameters(_header(part, "content-disposition"))
    return disposition.get("filename") or headers.parameters(_header(part, "content-type")).get("name", "")


def _as_bytes(message: Message) -> bytes:
    """Return an enclosed mail as a file of its own."""
    out = BytesIO()
    try:
        BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(message)
    except _GENERATOR_GIVES_UP:
        # The generator insists on headers it can write; the pieces as they were parsed say the same.
        lines = [f"{key}: {value}" for key, value in message.raw_items()]
        payload = message.get_payload()
        text = "\n".join([*lines, "", payload if isinstance(payload, str) else ""])
        return text.encode("utf-8", "surrogateescape")
    return out.getvalue()


def _plain(text: str) -> str:
    """Return plain text with uniform line ends and without blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\x00", "").strip()
