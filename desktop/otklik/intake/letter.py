"""An incoming letter as values, the same whatever file it came in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.law.terms import Term


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that came with a letter.

    Attributes:
        name: a safe file name without folders, unlike the others of the letter.
        media_type: as the sender declared it; `application/octet-stream` where he did not.
        content: the decoded bytes.
        danger: why it is never opened from here, one sentence in the language in use; empty where it is harmless.
    """

    name: str
    media_type: str
    content: bytes
    danger: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a letter: `IncomingLetter.text[start:end]`, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KindGuess:
    """What the letter seems to demand, and the words that say so.

    Attributes:
        kind: the kind of demand.
        evidence: the first words it rests on.
        places: all words of the text that speak for it; empty where they stand in the subject line or are the sender.
        condition: the words of a condition it hangs on («если …»); empty where there is none.
        part: the words that narrow it to a part («кроме …», «только …»); empty where it is whole.
        doubtful: the words demand it, and yet the letter may not be meant for this operator: for the clerk to confirm.
    """

    kind: Kind
    evidence: str
    places: tuple[Place, ...] = ()
    condition: str = ""
    part: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ClaimGuess:
    """What a claim seems to demand.

    Attributes:
        amount: the sum in kopecks; `None` where none is stated or it is in doubt.
        amount_words: the words that state it; where several sums are demanded and no total is stated, those of all of
            them, a semicolon between.
        claimant: who claims, where the letter says so.
        matter: money or something else, where the letter says so.
    """

    amount: int | None = None
    amount_words: str = ""
    claimant: Claimant | None = None
    matter: ClaimMatter | None = None


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """The term the writer sets himself: noted, not obeyed.

    Attributes:
        words: as he puts it.
        term: its length from receipt; `None` where he names a day.
        day: the day he names; `None` where he names a length.
        places: where it stands in the text.
    """

    words: str
    term: Term | None = None
    day: dt.date | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes and for whom, as the letter says; empty where it does not, or where in doubt.

    Attributes:
        subject_name: «Фамилия Имя Отчество» of the person whose data it is about, in the nominative.
        representative_name: who writes for him.
        authority: by what: «доверенность от … № …», «мать», «ордер № …».
        email, phone, address: of who writes, from the words of the letter or its sender.
        is_organisation: the writer is no person.
    """

    subject_name: str = ""
    representative_name: str = ""
    authority: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    is_organisation: bool = False


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
        message_id: Message-ID without angle brackets; empty where there is none.
        reply_to: the address answers should go to, where it is not the sender's.
        received_words: the header line the day of receipt rests on, in one line; empty where there is none.
        claim: what a claim demands; `None` where nothing is claimed.
        named_term: the term the writer sets; `None` where he sets none.
        writer: who writes and for whom.
        language: `ru` or `en`.
        number, numbered_on: the number and the date an office or a firm gives its letter; empty, `None` where none.
        is_picture: it is a scan or a photograph: its text has to be typed beside it.
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
    message_id: str = ""
    reply_to: str = ""
    received_words: str = ""
    claim: ClaimGuess | None = None
    named_term: NamedTerm | None = None
    writer: Writer = Writer()
    language: str = "ru"
    number: str = ""
    numbered_on: dt.date | None = None
    is_picture: bool = False
