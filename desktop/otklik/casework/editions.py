"""A new set of rules: what it would change in the open cases, and taking it over when the clerk says so.

New cases are always counted by the rules of the program. A case that is open keeps those it was counted by until the
rules are taken over, or until something is put right in it: then it is counted by the present ones like any new case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.moves import CaseMoves, moves_of
from otklik.casework.registering import count_anew, recount
from otklik.law.rules import RuleSet

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


@dataclass(frozen=True, slots=True)
class EditionPreview:
    """What the rules of the program would change.

    Attributes:
        old: the editions open cases were counted by, other than the present one; empty where there is no such case.
        new: the edition of the program.
        cases: every open case counted by older rules, with what would change in it; often nothing.
    """

    old: tuple[str, ...]
    new: str
    cases: tuple[CaseMoves, ...]

    @property
    def changed(self) -> tuple[CaseMoves, ...]:
        """The cases in which something would change."""
        return tuple(case for case in self.cases if case.moves)


@dataclass(frozen=True, slots=True)
class Adopted:
    """The rules are taken over: what that changed."""

    changes: Changes
    preview: EditionPreview


def pending(desk: Desk) -> EditionPreview:
    """Return what taking over the rules of the program would change; nothing is stored."""
    edition = RuleSet.load().edition
    cases = desk.register.cases.open_of_other_editions(edition)
    return EditionPreview(
        old=tuple(sorted({case.rules_edition for case in cases})),
        new=edition,
        cases=tuple(moves_of(case, *count_anew(desk, case)) for case in cases),
    )


def adopt(desk: Desk) -> Adopted:
    """Count all open cases by the rules of the program, in one transaction; each case journals what that changed."""
    with desk.register.atomic():
        preview = pending(desk)
        if preview.cases:
            journal.write(desk, "rules_adopted", changes=journal.facts(edition=preview.new))
        for case in preview.cases:
            recount(desk, desk.register.cases.get(case.case_id))
    return Adopted(Changes(cases=frozenset(case.case_id for case in preview.cases), settings=True), preview)
