"""What was erased: how it is shown, that nothing is added to it, and that the file is swept behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from otklik.casework import journal
from otklik.register.records import Representative, Subject
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.desk import Desk
    from otklik.register.records import Case

UNSWEPT = "erased_unswept"
"""Setting that is true from the first thing erased until the file was swept behind it."""

P = TypeVar("P", Subject, Representative)


def words(on: date) -> str:
    """Return what stands where a name stood: «обезличено 21.11.2026»."""
    return say("anonymised {day}", day=f"{on:%d.%m.%Y}")


def shown(person: P) -> P:
    """Return a person as he is shown: in the place of a name that was erased stands that it was, and when."""
    return person if person.anonymised_on is None else replace(person, full_name=words(person.anonymised_on))


def refuse_anonymised(case: Case) -> None:
    """See that a case is not anonymised.

    Raises:
        UserError: it is: nothing can be added to it.
    """
    if case.anonymised_on is not None:
        raise UserError(
            "Case № {number} was anonymised on {day}. Nothing can be added to it.",
            number=case.number,
            day=f"{case.anonymised_on:%d.%m.%Y}",
        )


def sweep(desk: Desk) -> bool:
    """Write the file anew where something was erased and pieces may be left in it; return whether none is left.

    It takes as much room on the disk as the register itself. Where there is none the pieces stay, encrypted as
    everything is, until there is.
    """
    register = desk.register
    if not register.settings.get(UNSWEPT, default=False):
        return True
    try:
        register.erasing.sweep()
        with register.atomic():
            register.settings.set(UNSWEPT, value=False)
            journal.write(desk, "file_swept")
    except EnvironmentProblem:
        return False
    return True
