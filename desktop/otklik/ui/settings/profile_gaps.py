"""What an operator's profile still lacks, told apart: what letters cannot do without, and what looks well on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.casework import lists, profiles
from otklik.register.case_query import CaseQuery

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.records import Operator

_ON_THE_HEAD = frozenset({"inn", "ogrn", "emails", "phones"})
"""Stands at the head of a letter where it is filled in; a letter is issued without it too."""

Field = tuple[str, str]
"""Attribute of `Operator` and its label."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a profile lacks, in its order.

    Attributes:
        needed: some letter is not issued without it.
        wished: only the head of the letter has it.
    """

    needed: tuple[Field, ...]
    wished: tuple[Field, ...]


def of(operator: Operator) -> Gaps:
    """Return what the profile of an operator lacks."""
    missing = profiles.missing_fields(operator)
    return Gaps(
        tuple(field for field in missing if field[0] not in _ON_THE_HEAD),
        tuple(field for field in missing if field[0] in _ON_THE_HEAD),
    )


def first_step(desk: Desk) -> tuple[int, str] | None:
    """Return the operator and the field to begin with in a register without cases; `None` where that is done.

    Runs on the database's thread.
    """
    if lists.case_count(desk, CaseQuery()):
        return None
    operators = profiles.operators(desk)
    for operator in operators:
        if needed := of(operator).needed:
            return operator.id, needed[0][0]
    return None if operators else (0, "name")
