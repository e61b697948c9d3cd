"""What a request made by word of mouth lacks of what ст. 14 ч. 3 of 152-ФЗ asks; a written one is read in `lacks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.intake.demands.rules import plain
from otklik.law.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Collection


def lacks_spoken(
    kinds: Collection[Kind], *, identified: bool, related: bool, signed: bool, authorised: bool
) -> tuple[str, ...]:
    """Return the labels of what is missing, ready for the letter that asks for it; other demands need none of it.

    Args:
        kinds: what is demanded.
        identified: it was checked who speaks.
        related: something is named by which he is found among the operator's people.
        signed: he signs what was written down.
        authorised: he speaks for himself, or showed by what he speaks for somebody else.
    """
    lacks = plain("ru")["lacks"]
    if not {Kind(kind) for kind in lacks["kinds"]} & set(kinds):
        return ()
    there = {
        "document": identified,
        "issued": identified,
        "relation": related,
        "signature": signed,
        "authority": authorised,
    }
    return tuple(lacks[name] for name, is_there in there.items() if not is_there)
