"""What the register knows of a case before it is registered: who writes, and what came before. Hints, never a gate."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.casework.matching import Known, Sought, known_people
from otklik.casework.repeats import Double, Repeat, repeat_of, same_letter, text_key
from otklik.register.records import AttachmentRole

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.registering import NewCase


@dataclass(frozen=True, slots=True)
class Hints:
    """Who a writer may be and what came before.

    Attributes:
        people: who he may be; empty where the clerk chose somebody.
        doubles: cases that came with the same letter.
        repeat: the request he repeats too soon, where the clerk chose somebody, or somebody of the same name and
            address asked before.
    """

    people: tuple[Known, ...] = ()
    doubles: tuple[Double, ...] = ()
    repeat: Repeat | None = None


def hints_of(desk: Desk, new: NewCase) -> Hints:
    """Return what the register knows of a case that is not registered yet."""
    chosen = new.subject.id
    same = chosen or _the_same(desk, new)
    originals = (file.content for file in new.files if file.role is AttachmentRole.ORIGINAL)
    return Hints(
        () if chosen else known_people(desk, _sought(new)),
        same_letter(
            desk,
            message_id=new.message_id,
            text_key=new.text_key or text_key(new.text, new.channel),
            sha256=next((hashlib.sha256(content).hexdigest() for content in originals), ""),
        ),
        repeat_of(desk, same, new.operator_id, new.kinds, new.received_on) if same else None,
    )


def _sought(new: NewCase) -> Sought:
    subject, writer = new.subject, new.representative
    if writer is None:
        return Sought(subject.full_name, subject.email, subject.phone)
    return Sought(subject.full_name, subject.email, subject.phone, writer.email, writer.phone)


def _the_same(desk: Desk, new: NewCase) -> int:
    """Return the id of the person he most likely is, by name and address; 0 where nobody fits."""
    if not new.subject.email.strip():
        return 0
    found = desk.register.subjects.find(new.subject.full_name.strip(), new.subject.email.strip())
    return found.id if found else 0
