"""A mail file (.eml, RFC 5322) into a letter: who, when, the text, the files.

Parts, headers, encodings and HTML are read by our own forgiving rules, because letters come from many broken programs
and none of them may be turned away.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from otklik.intake.charset import decode
from otklik.intake.letter import IncomingLetter
from otklik.intake.mail import headers
from otklik.intake.mail.gathering import Gathered
from otklik.intake.mail.mime import Part
from otklik.intake.mail.parts import gather
from otklik.system.words import say

_TELLING = frozenset(
    {"from", "to", "date", "subject", "received", "message-id", "mime-version", "content-type", "return-path"}
)
"""Headers of which a mail has at least one."""

_WRITTEN_BY_PROGRAMS = frozenset({"received", "message-id", "mime-version", "return-path", "content-type"})
"""Headers that nobody types above a text."""

_NEXT_IN_MAILBOX = re.compile(rb"\r?\n\r?\nFrom [^\r\n]{1,200}\d{4}[^\r\n]{0,20}\r?\n(?=[A-Za-z-]{2,40}:)")
_LONGEST_STAMP = 300
_MOST_STAMPS = 200
_MOSCOW = timezone(timedelta(hours=3))


def is_mail(content: bytes, *, surely: bool = False) -> bool:
    """Return whether the bytes begin with the headers of a mail.

    Args:
        content: the bytes of a file.
        surely: a head that somebody may have typed above a text does not count.
    """
    trimmed = _trimmed(content[:200_000])
    names = {name for name, _value in Part(trimmed, 0, len(trimmed)).fields}
    return bool(names & (_WRITTEN_BY_PROGRAMS if surely else _TELLING))


def read_mail(name: str, content: bytes) -> IncomingLetter:
    """Read a mail; what it demands is not guessed here.

    Args:
        name: file name to show.
        content: the bytes of the file.
    """
    gathered = Gathered()
    source = _trimmed(content)
    end = len(source)
    if source.startswith(b"From ") and (next_one := _NEXT_IN_MAILBOX.search(source)):
        gathered.doubt(say("The file holds several letters; only the first one was read. Save the others one by one."))
        end = next_one.start()
    message = Part(source, 0, end)
    gather(message, gathered)
    return letter_of(message, gathered, name, content)


def letter_of(
    message: Part, gathered: Gathered, name: str, content: bytes, delivered: datetime | None = None
) -> IncomingLetter:
    """Return the letter that headers and gathered parts make; doubts about the headers are added.

    Args:
        message: whose headers say who and when.
        gathered: the texts and files.
        name: file name to show.
        content: the bytes of the file.
        delivered: when the mail program says it was delivered; for letters without a stamp of a server.
    """
    sender_name, sender_address = headers.sender(message.header("from") or message.header("sender"))
    received, received_words = _stamp(message)
    if received is None and delivered is not None:
        received = delivered
        received_words = say("Outlook: delivered on {moment} Moscow time", moment=f"{delivered:%d.%m.%Y %H:%M}")
    sent = headers.moment(message.header("date"))
    reply_to = headers.sender(message.header("reply-to"))[1]
    doubt_people_and_dates(gathered, sender_address, received, sent)
    if gathered.files and not any(text.strip() for text in gathered.texts):
        gathered.doubt(say("The mail has no words of its own: the letter is in the file attached to it."))
    to, subject = headers.header_text(message.header("to")), headers.header_text(message.header("subject"))
    if "\ufffd" in f"{sender_name}{to}{subject}":
        gathered.doubt(say("Some characters could not be read; compare with the original."))
    return IncomingLetter(
        file=name,
        sender_name=sender_name,
        sender_address=sender_address,
        to=to,
        subject=subject,
        date=headers.day(received or sent),
        sent_on=headers.day(sent),
        text="\n\n".join(gathered.texts),
        attachments=tuple(gathered.files),
        problems=tuple(gathered.problems),
        original=content,
        message_id=headers.message_id(message.header("message-id")),
        reply_to="" if reply_to.lower() == sender_address.lower() else reply_to,
        received_words=received_words,
    )


def doubt_people_and_dates(
    gathered: Gathered, sender_address: str, received: datetime | None, sent: datetime | None
) -> None:
    """Say what is missing or contradictory in who sent a letter and when."""
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


def _stamp(message: Part) -> tuple[datetime | None, str]:
    """Return when our own server took the mail, the topmost stamp with a date, and its words."""
    for number, raw in enumerate(message.all("received")):
        if number >= _MOST_STAMPS:
            break
        if found := headers.moment(raw):
            words = headers.header_text(raw)
            if len(words) > _LONGEST_STAMP:
                beginning, _, end = words.rpartition(";")
                words = f"{beginning[: _LONGEST_STAMP - len(end[:80]) - 3]} …;{end[:80]}"
            return found, words
    return None, ""


def _trimmed(content: bytes) -> bytes:
    """Return the mail without byte order marks and empty lines before its headers."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = decode(content).text.encode("utf-8")
    content = content.removeprefix(b"\xef\xbb\xbf")
    return content.lstrip(b"\r\n\t ") if content[:1] in b"\r\n\t " else content
