"""An incoming letter as values, the same whatever file it came in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from otklik.law.kinds import Kind


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that came with a letter.

    Attributes:
        name: a safe file name without folders, unlike the others of the letter.
        media_type: as the sender declared it; `application/octet-stream` where he did not.
        content: the decoded bytes.
    """

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class KindGuess:
    """What the letter seems to demand, and the words that say so.

    Attributes:
        kind: the kind of demand.
        evidence: the words of the letter it rests on.
    """

    kind: Kind
    evidence: str


@dataclass(frozen=True, slots=True)
class IncomingLetter:
    """A letter as read; nothing of it is stored yet.

    Attributes:
        file: name of the file it was read from.
        sender_name, sender_address: who sent it; empty where the letter does not say.
        to: whom it was addressed to, as one line.
        subject: the subject line.
        date: the day of receipt to propose: the day on which the receiving server took the letter, by that server's
            clock; without its stamp the day the sender wrote. `None` where the letter has no date.
        sent_on: the day the sender's own clock put on the letter; `None` where it did not.
        text: the whole text, earlier mails quoted in it included.
        attachments: the files that came with it.
        kinds: what it seems to demand, in the order of the letter; empty where the words do not say.
        subject_name: «Фамилия Имя Отчество» of the person in the nominative; empty where in doubt.
        missing: what a request must contain and this letter lacks (152-ФЗ ст. 14 ч. 3), as short Russian labels.
        problems: what could not be read as written, one sentence each in the language in use.
        original: the bytes of the file, unchanged.
    """

    file: str
    sender_name: str = ""
    sender_address: str = ""
    to: str = ""
    subject: str = ""
    date: dt.date | None = None
    sent_on: dt.date | None = None
    text: str = ""
    attachments: tuple[IncomingFile, ...] = ()
    kinds: tuple[KindGuess, ...] = ()
    subject_name: str = ""
    missing: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    original: bytes = b""
