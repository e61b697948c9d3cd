"""Destruction impossible in the first term: block, and destroy within six months (152-ФЗ ст. 21 ч. 6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.case_checks import checked_reason
from otklik.casework.desk import Changes
from otklik.casework.registering import open_case, recount
from otklik.casework.undoable import undoable
from otklik.register.records import Case, CaseStatus, DutyRecord
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

_FIRST_TERMS = frozenset({"destroy_unlawful", "destroy_withdrawn", "destroy_achieved", "stop_processing"})
"""Duties of ст. 21 ч. 3, 4, 5 and 5.1: those ч. 6 speaks of. ст. 20 ч. 3 is not among them."""


def can_postpone(case: Case, records: tuple[DutyRecord, ...]) -> bool:
    """Return whether the six months may be put on record: an open duty is one of those ч. 6 speaks of."""
    return (
        case.status is CaseStatus.OPEN
        and not case.destruction_obstacle
        and any(record.duty in _FIRST_TERMS and record.done_on is None for record in records)
    )


def postpone_destruction(desk: Desk, case_id: int, reason: str) -> Changes:
    """Put on record why the data cannot be destroyed in the first term: block them, and destroy in six months.

    Args:
        desk: the desk.
        case_id: the case.
        reason: why; it goes into the journal and into the act of destruction later.

    Raises:
        UserError: no reason, the case is closed, or it has no duty of ст. 21 ч. 3–5.1.
    """
    reason = checked_reason(reason)
    with undoable(desk, case_id):
        case = open_case(desk, case_id)
        if case.destruction_obstacle:
            raise UserError("Destruction is put off already in case № {number}.", number=case.number)
        if not can_postpone(case, desk.register.duties.of_case(case_id)):
            raise UserError("Six months are given only where art. 21 p. 3–5.1 asks to destroy (152-ФЗ art. 21 p. 6).")
        _put(desk, case, reason)
    return Changes(cases=frozenset({case_id}))


def resume_destruction(desk: Desk, case_id: int, reason: str) -> Changes:
    """Take the putting off back: the first term counts again.

    Raises:
        UserError: no reason, the case is closed, or nothing was put off.
    """
    reason = checked_reason(reason)
    with undoable(desk, case_id):
        case = open_case(desk, case_id)
        if not case.destruction_obstacle:
            raise UserError("Destruction is not put off in case № {number}.", number=case.number)
        _put(desk, case, "", reason)
    return Changes(cases=frozenset({case_id}))


def _put(desk: Desk, case: Case, obstacle: str, reason: str = "") -> None:
    changed = replace(case, destruction_obstacle=obstacle)
    desk.register.cases.save(changed)
    journal.write(
        desk,
        "destruction_put_off" if obstacle else "destruction_resumed",
        case_id=case.id,
        changes=(*journal.differences(case, changed), *journal.facts(reason=obstacle or reason)),
    )
    recount(desk, changed)
