"""What `otklik add` tells of people and letters that are known already: hints, never a gate."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.casework.hint_words import double_sentence, reasons_of, repeat_sentences
from otklik.casework.matching import Known, Sought, known_people
from otklik.casework.repeats import Double, Repeat, repeat_of, same_letter
from otklik.register.records import AttachmentRole
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.registering import NewCase


@dataclass(frozen=True, slots=True)
class Hints:
    """Who a writer may be and what came before, looked up before his letter is registered.

    Attributes:
        people: who he may be; empty where the clerk chose somebody.
        doubles: cases that came with the same letter.
        repeat: the request he repeats too soon, where the clerk chose somebody or name and address are known.
    """

    people: tuple[Known, ...]
    doubles: tuple[Double, ...]
    repeat: Repeat | None

    def as_row(self) -> dict[str, object]:
        """Return them for JSON: numbers of cases and ids, nothing of anybody's letters."""
        return {
            "known_people": [
                {
                    "name": known.subject.full_name,
                    "reasons": known.reasons,
                    "cases": [earlier.number for earlier in known.earlier],
                }
                for known in self.people
            ],
            "doubles": [{"number": double.number, "sameness": double.sameness} for double in self.doubles],
            "repeat": {
                "number": self.repeat.first.number,
                "allowed_from": self.repeat.allowed_from,
                "verdict": self.repeat.verdict,
            }
            if self.repeat
            else None,
        }

    def sentences(self) -> tuple[str, ...]:
        """Return them as sentences."""
        people = (
            say(
                "This may be {name} of case № {number}: {reasons}.",
                name=known.subject.full_name,
                number=known.earlier[0].number,
                reasons=reasons_of(known),
            )
            for known in self.people
            if known.earlier
        )
        return (
            *people,
            *(double_sentence(double) for double in self.doubles),
            *(repeat_sentences(self.repeat) if self.repeat else ()),
        )


def hints_of(desk: Desk, new: NewCase) -> Hints:
    """Return what the register knows of a case that is not registered yet."""
    chosen = new.subject.id
    people = () if chosen else known_people(desk, Sought(new.subject.full_name, new.subject.email, new.subject.phone))
    same = chosen or _the_same(desk, new)
    originals = (file.content for file in new.files if file.role is AttachmentRole.ORIGINAL)
    return Hints(
        people,
        same_letter(
            desk,
            message_id=new.message_id,
            text_key=new.text_key,
            sha256=next((hashlib.sha256(content).hexdigest() for content in originals), ""),
        ),
        repeat_of(desk, same, new.operator_id, new.kinds, new.received_on) if same else None,
    )


def _the_same(desk: Desk, new: NewCase) -> int:
    """Return the id of the person registering will take it for, 0 where he is new."""
    if not new.subject.email.strip():
        return 0
    found = desk.register.subjects.find(new.subject.full_name.strip(), new.subject.email.strip())
    return found.id if found else 0
