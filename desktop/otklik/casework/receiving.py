"""From a letter that was read to a case that can be registered: what the letter says, and what the clerk put right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from otklik.casework.registering import NewCase, NewFile
from otklik.law.counting import due_after
from otklik.law.kinds import ErasureGround, Kind
from otklik.law.terms import Unit
from otklik.register.records import AttachmentRole, Channel, Representative, Subject
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.intake.letter import KindGuess, NamedTerm
    from otklik.intake.reading import IncomingLetter
    from otklik.law.calendar import WorkCalendar


def case_from_letter(letter: IncomingLetter, by_hand: dict[str, Any], today: date, calendar: WorkCalendar) -> NewCase:
    """Return the case a letter makes.

    Args:
        letter: the letter as read.
        by_hand: fields of `NewCase` the clerk gave; a filled one goes before what the letter says.
        today: the day of registration; a letter is never received later.
        calendar: by which the term the writer sets is counted.
    """
    typed: Subject = by_hand["subject"]
    proposed: dict[str, Any] = {
        "kinds": tuple(guess.kind for guess in letter.kinds if not guess.doubtful),
        "channel": Channel.EMAIL if letter.sender_address else Channel.LETTER,
        "received_on": min(letter.date, today) if letter.date else today,
        "incoming_number": letter.number,
        "incoming_date": next((day for day in (letter.numbered_on, letter.sent_on) if day and day <= today), None),
        "title": "",
        "text": letter.text,
        "message_id": letter.message_id,
        "representative": _representative(letter),
        "lacks": letter.missing,
    }
    if Kind.ERASURE in (by_hand.get("kinds") or proposed["kinds"]):
        proposed["erasure_ground"] = erasure_ground(letter.kinds)
    if letter.claim is not None:
        proposed |= {
            "claim_amount": letter.claim.amount,
            "claimant": letter.claim.claimant,
            "claim_matter": letter.claim.matter,
        }
    fields = by_hand | {name: by_hand.get(name) or value for name, value in proposed.items()}
    if letter.named_term is not None and not fields.get("named_on"):
        fields["named_on"] = named_day(letter.named_term, fields["received_on"], calendar)
    fields["subject"] = _subject(letter, typed, is_represented=fields["representative"] is not None)
    return NewCase(**fields, files=files_of(letter))


def erasure_ground(demands: tuple[KindGuess, ...]) -> ErasureGround | None:
    """Return on what ground erasure is demanded: a withdrawal of consent in the same letter; else `None`.

    Where one of the two hangs on an «если …» the clerk is asked.
    """
    kinds = {demand.kind for demand in demands if not demand.condition}
    return ErasureGround.WITHDRAWAL if {Kind.ERASURE, Kind.CONSENT_WITHDRAWAL} <= kinds else None


def named_day(named: NamedTerm, received_on: date, calendar: WorkCalendar) -> date | None:
    """Return the day a term the writer sets ends; `None` where it is «at once», over before receipt, or out of reach.

    Args:
        named: the term or the day he names.
        received_on: the day of receipt, from which a length is counted.
        calendar: the working calendar.
    """
    if named.term is None:
        return named.day if named.day is not None and named.day >= received_on else None
    if named.term.unit is Unit.AT_ONCE:
        return None
    try:
        return due_after(named.term, received_on, calendar).latest
    except UserError:  # the calendar ends before it
        return None


def _subject(letter: IncomingLetter, typed: Subject, *, is_represented: bool) -> Subject:
    """Return whose data it is about; how to reach a representative is not said of him."""
    writer = letter.writer
    return Subject(
        full_name=typed.full_name or letter.subject_name or ("" if is_represented else letter.sender_name),
        email=typed.email or ("" if is_represented else writer.email or letter.sender_address),
        phone=typed.phone or ("" if is_represented else writer.phone),
        address=typed.address or ("" if is_represented else writer.address),
        organisation=typed.organisation,
    )


def _representative(letter: IncomingLetter) -> Representative | None:
    """Return who writes for somebody else, `None` where the writer speaks for himself."""
    writer = letter.writer
    if not writer.representative_name:
        return None
    return Representative(
        full_name=writer.representative_name,
        authority=writer.authority,
        email=writer.email or letter.sender_address,
        phone=writer.phone,
        address=writer.address,
    )


def files_of(letter: IncomingLetter) -> tuple[NewFile, ...]:
    """Return the letter itself, byte for byte, and its attachments as files to keep."""
    from otklik.intake.reading import media_type_of  # noqa: PLC0415 - start-up: not needed before a letter comes

    media_type = media_type_of(letter.file, letter.original)
    return (
        NewFile(letter.file, media_type, letter.original, AttachmentRole.ORIGINAL),
        *(NewFile(file.name, file.media_type, file.content) for file in letter.attachments),
    )
