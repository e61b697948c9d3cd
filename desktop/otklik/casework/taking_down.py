"""Take down what somebody demands by telephone or at the counter: the case, and how it was checked who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.identity import confirm_identity
from otklik.casework.registering import Registered, register_case
from otklik.casework.slips import promised
from otklik.law.kinds import Reading
from otklik.law.terms import Unit
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from otklik.casework.desk import Desk
    from otklik.casework.registering import NewCase
    from otklik.register.records import DutyRecord


def take_down(desk: Desk, new: NewCase, identity_note: str = "") -> Registered:
    """Register a case and, where it was checked who speaks, put that on record, in one transaction.

    Args:
        desk: the desk.
        new: the case.
        identity_note: what was shown or what matched, no numbers of documents; empty where nothing was checked.

    Raises:
        UserError: as of `register_case`; nothing is stored.
    """
    with desk.register.atomic():
        registered = register_case(desk, new)
        if identity_note.strip():
            confirm_identity(desk, registered.case_id, identity_note, on=new.received_on)
    return registered


def words_aloud(
    number: int, received_on: date, duties: Iterable[DutyRecord], today: date, spell: Callable[[date], str]
) -> str:
    """Return what is said to the person: the number, by when he is answered, and that the term runs.

    Args:
        number: of the case; 0 where it has none yet.
        received_on: the day he spoke.
        duties: what is owed to him, by the count.
        today: the date.
        spell: returns a day as it is said.
    """
    told = promised(duties)
    at_once = [duty for duty in told if duty.term is not None and duty.term.unit is Unit.AT_ONCE]
    dated = [duty for duty in told if duty not in at_once]
    lawful = [duty for duty in dated if duty.reading is not Reading.POLICY] or dated
    said = [
        say("Your request is taken down under № {number}.", number=number) if number else say("I take it down now.")
    ]
    if lawful:
        said.append(say("We shall answer by {day} at the latest.", day=spell(lawful[0].latest)))
        said.append(
            say("The term runs from today.")
            if received_on == today
            else say("The term runs from {day}.", day=spell(received_on))
        )
    said += [say("At once: {what}.", what=_lower(duty.title)) for duty in at_once]
    return " ".join(said)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
