"""Blanks for people: which there are, and one with the operator's name and address in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.casework.naming_people import remembered
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


@dataclass(frozen=True, slots=True)
class BlankChoice:
    """A blank that can be printed.

    Attributes:
        id: `access`, `rectification`, `consent_withdrawal`, `stop_processing`, `dissemination_stop`, `intake`.
        title: its name for people, in Russian as the blank itself.
        addressed: whether the person writes it to the operator; else it is the operator's own sheet.
    """

    id: str
    title: str
    addressed: bool


def blanks() -> tuple[BlankChoice, ...]:
    """Return the blanks, in the order a list shows them."""
    from otklik.letters.blanks import load_blanks  # noqa: PLC0415 - letters are loaded when one is printed

    return tuple(BlankChoice(blank.id, blank.title, blank.addressed) for blank in load_blanks().values())


def blank_pdf(desk: Desk, operator_id: int, blank_id: str) -> bytes:
    """Return a blank of an operator as PDF/A. Nothing is stored: a blank says nothing about anybody yet.

    Raises:
        UserError: there is no such blank, or the profile has no name or address.
    """
    from otklik.letters.blanks import load_blanks, render_blank  # noqa: PLC0415 - letters are loaded when one is printed

    known = load_blanks()
    if blank_id not in known:
        raise UserError("There is no form “{id}”. Forms: {ids}.", id=blank_id, ids=", ".join(known))
    return render_blank(
        known[blank_id],
        desk.register.operators.get(operator_id),
        desk.clock.today(),
        lambda name: remembered(desk.register, name),
    )
