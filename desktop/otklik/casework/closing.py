"""Close a case, or annul one that was entered by mistake. Nothing is ever deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.case_checks import checked_reason
from otklik.casework.counting import with_dates
from otklik.casework.desk import Changes
from otklik.casework.registering import open_case
from otklik.casework.undoable import undoable
from otklik.law.kinds import LAWFUL, Reading
from otklik.register.records import Case, CaseStatus, Change, LetterState
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


def close_case(desk: Desk, case_id: int, outcome: str = "") -> Changes:
    """Close a case whose duties of the law are fulfilled; the policy term is closed with it.

    Args:
        desk: the desk.
        case_id: the case.
        outcome: how it ended, in a few words for the journal.

    Raises:
        UserError: the case is not open, or a duty of the law is not fulfilled yet (it is named).
    """
    register = desk.register
    with undoable(desk, case_id):
        case = open_case(desk, case_id)
        today = desk.clock.today()
        records = register.duties.of_case(case_id)
        waiting = [record.title for record in records if record.done_on is None and record.reading in LAWFUL]
        _refuse_drafts(desk, case)
        if waiting:
            raise UserError("First fulfil or tick off: {duties}.", duties="; ".join(waiting))
        for record in records:
            if record.done_on is None and record.reading is Reading.POLICY:
                register.duties.save(replace(record, done_on=today, done_by="close"))
        closed = replace(case, status=CaseStatus.CLOSED, outcome=outcome.strip(), closed_on=today)
        register.cases.save(with_dates(closed, register.duties.of_case(case_id)))
        journal.write(
            desk,
            "case_closed",
            case_id=case_id,
            changes=(Change("status", "open", "closed"), *journal.facts(outcome=outcome.strip())),
        )
    return Changes(cases=frozenset({case_id}))


def _refuse_drafts(desk: Desk, case: Case) -> None:
    if any(letter.state is LetterState.DRAFT for letter in desk.register.letters.of_case(case.id)):
        raise UserError("In case № {number} a draft is left: issue it or discard it first.", number=case.number)


def annul_case(desk: Desk, case_id: int, reason: str) -> Changes:
    """Annul a case that should not be in the register; its number stays used.

    Raises:
        UserError: the case is not open, no reason is given, or a letter was issued in it.
    """
    reason = checked_reason(reason)
    register = desk.register
    with undoable(desk, case_id):
        case = open_case(desk, case_id)
        if any(letter.number for letter in register.letters.of_case(case_id) if not letter.reason):
            raise UserError("A letter was issued in case № {number}: annul the letter first.", number=case.number)
        _refuse_drafts(desk, case)
        annulled = replace(case, status=CaseStatus.ANNULLED, reason=reason, closed_on=desk.clock.today())
        register.cases.save(with_dates(annulled, register.duties.of_case(case_id)))
        journal.write(
            desk,
            "case_annulled",
            case_id=case_id,
            changes=(Change("status", "open", "annulled"), *journal.facts(reason=reason)),
        )
    return Changes(cases=frozenset({case_id}))
