"""One paper under two laws: a case is split into linked ones, each with its own clocks; one answer may serve both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.counting import carry_over, duty_records, with_dates
from otklik.casework.desk import Changes
from otklik.casework.linked import open_linked
from otklik.casework.registering import Registered, open_case
from otklik.law.kinds import Kind
from otklik.law.naming import kind_heading, kind_title
from otklik.law.rules import RuleSet
from otklik.register.records import Case, LetterState
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


def split_case(desk: Desk, case_id: int, kinds: tuple[Kind, ...]) -> Registered:
    """Take some demands of a case into a linked case of their own, in one transaction.

    The new case has the same people, the same three dates and the same text; duties go with their demand, fulfilment
    and extension included. Where the data were looked for counts for both. Files and letters stay with the first case.

    Args:
        desk: the desk.
        case_id: the case.
        kinds: the demands to take, at least one and not all.

    Raises:
        UserError: the case is closed, or none, all, or demands it does not have are named.
    """
    register = desk.register
    with register.atomic():
        case = open_case(desk, case_id)
        moved = tuple(kind for kind in case.kinds if kind in kinds)
        if not moved or set(kinds) - set(case.kinds):
            raise UserError("Case № {number} has no such demand to split off.", number=case.number)
        if len(moved) == len(case.kinds):
            raise UserError("At least one demand has to stay in case № {number}.", number=case.number)
        stays = replace(case, kinds=tuple(kind for kind in case.kinds if kind not in moved))
        stays = replace(stays, title=_title(case, stays.kinds))
        split = register.cases.add(
            replace(case, id=0, number=0, kinds=moved, title=_title(case, moved), linked_to=case.linked_to or case.id)
        )
        _divide(desk, case, stays, split)
        register.places.copy(case.id, split.id)
        taken = journal.facts(number=split.number, demands=_words(moved))
        journal.write(desk, "case_split", case_id=case.id, changes=(*taken, *journal.differences(case, stays)[:1]))
        given = journal.facts(number=case.number, demands=_words(moved))
        journal.write(desk, "case_split_off", case_id=split.id, changes=given)
    return Registered(Changes(cases=frozenset({case_id, split.id})), split.id, split.number)


def _divide(desk: Desk, case: Case, stays: Case, split: Case) -> None:
    """Give each of the two its duties, with what was done already."""
    register = desk.register
    old, letters = register.duties.of_case(case.id), register.letters.of_case(case.id)
    operator = register.operators.get(case.operator_id)
    for one in (stays, split):
        counted = duty_records(one, operator, desk.calendar)
        own = tuple(record for record in old if record.kind in one.kinds)
        register.duties.replace(one.id, carry_over(own, counted, letters))
        stamped = replace(one, rules_edition=RuleSet.load().edition)
        register.cases.save(with_dates(stamped, register.duties.of_case(one.id)))


def _title(case: Case, kinds: tuple[Kind, ...]) -> str:
    """Return the title of a part: its own where the clerk typed one, else that of its first demand."""
    made = {kind_heading(kind, "ru") for kind in Kind}
    return kind_heading(kinds[0], "ru") if case.title in made else case.title


def _words(kinds: tuple[Kind, ...]) -> str:
    return ", ".join(kind_title(kind, "ru") for kind in kinds)


def answer_for_linked(desk: Desk, letter_id: int, *, both: bool) -> Changes:
    """Say whether a draft answers for the linked cases too: then its dispatch closes what it answers there as well.

    Raises:
        UserError: the letter is issued, or there is no open linked case.
    """
    register = desk.register
    with register.atomic():
        letter = register.letters.get(letter_id)
        if letter.state is not LetterState.DRAFT:
            raise UserError("Letter № {number} is issued: its text no longer changes.", number=letter.number)
        case = open_case(desk, letter.case_id)
        if both and not open_linked(register, case):
            raise UserError("Case № {number} has no open linked case.", number=case.number)
        changed = replace(letter, answers_linked=both, changed_at=desk.clock.now())
        register.letters.save(changed)
        if both != letter.answers_linked:
            journal.write(
                desk,
                "answers_both" if both else "answers_one",
                case_id=case.id,
                letter_id=letter_id,
                changes=journal.differences(replace(letter, changed_at=None), replace(changed, changed_at=None)),
            )
    return Changes(cases=frozenset({case.id}), letters=frozenset({letter_id}))
