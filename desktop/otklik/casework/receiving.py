"""From a letter that was read to a case that can be registered: what the letter says, and what the clerk put right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from otklik.casework.registering import NewCase, NewFile
from otklik.register.records import AttachmentRole, Channel, Subject

if TYPE_CHECKING:
    from otklik.intake.reading import IncomingLetter


def case_from_letter(letter: IncomingLetter, by_hand: dict[str, Any], today: date) -> NewCase:
    """Return the case a letter makes.

    Args:
        letter: the letter as read.
        by_hand: fields of `NewCase` the clerk gave; a filled one goes before what the letter says.
        today: the day of registration; a letter is never received later.
    """
    typed: Subject = by_hand["subject"]
    proposed = {
        "kinds": tuple(guess.kind for guess in letter.kinds),
        "channel": Channel.EMAIL if letter.sender_address else Channel.LETTER,
        "received_on": min(letter.date, today) if letter.date else today,
        "incoming_date": letter.sent_on if letter.sent_on and letter.sent_on <= today else None,
        "title": "",
        "text": letter.text,
        "message_id": letter.message_id,
    }
    fields = by_hand | {name: by_hand.get(name) or value for name, value in proposed.items()}
    fields["subject"] = Subject(
        full_name=typed.full_name or letter.subject_name or letter.sender_name,
        email=typed.email or letter.sender_address,
        phone=typed.phone,
        address=typed.address,
        organisation=typed.organisation,
    )
    return NewCase(**fields, files=files_of(letter))


def files_of(letter: IncomingLetter) -> tuple[NewFile, ...]:
    """Return the letter itself, byte for byte, and its attachments as files to keep."""
    from otklik.intake.reading import media_type_of  # noqa: PLC0415 - start-up: not needed before a letter comes

    media_type = media_type_of(letter.file, letter.original)
    return (
        NewFile(letter.file, media_type, letter.original, AttachmentRole.ORIGINAL),
        *(NewFile(file.name, file.media_type, file.content) for file in letter.attachments),
    )
