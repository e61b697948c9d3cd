"""What the case panel asks, because duties depend on the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.lateness import registered_late
from otklik.law.kinds import Claimant, ClaimMatter, Kind, Trigger
from otklik.register.records import Case, CaseStatus, DutyRecord

if TYPE_CHECKING:
    from otklik.law.calendar import WorkCalendar


def open_questions(case: Case, records: tuple[DutyRecord, ...], calendar: WorkCalendar) -> tuple[str, ...]:
    """Return the ids of the questions not answered yet, in the order they are asked.

    Ids: `erasure_ground`, `claimant`, `claim_matter`, `dispatched_on`, `alleges_unlawful`, `received_at` (the hour of
    an incident), once data are blocked for the check `detected_on`: the day a violation was confirmed, from which
    152-ФЗ ст. 21 ч. 3 counts; and `late_reason`, where the case was registered late.
    """
    if case.status is not CaseStatus.OPEN:
        return ()
    kinds = set(case.kinds)
    asked = {
        "erasure_ground": Kind.ERASURE in kinds and case.erasure_ground is None,
        "claimant": Kind.CLAIM in kinds and case.claimant is None,
        "claim_matter": Kind.CLAIM in kinds and case.claim_matter is None,
        "dispatched_on": _runs_from_dispatch(case) and case.dispatched_on is None,
        "alleges_unlawful": bool(kinds & {Kind.COMPLAINT, Kind.RKN_INQUIRY}) and case.alleges_unlawful is None,
        "received_at": Kind.INCIDENT in kinds and case.received_at is None,
        "detected_on": case.detected_on is None and _checked(records),
        "late_reason": not case.late_reason and registered_late(case, calendar),
    }

    return tuple(name for name, ask in asked.items() if ask)


def _runs_from_dispatch(case: Case) -> bool:
    if case.contract_term is not None:
        return case.contract_trigger is Trigger.DISPATCH
    return case.claimant is Claimant.BUSINESS and case.claim_matter is ClaimMatter.MONEY


def _checked(records: tuple[DutyRecord, ...]) -> bool:
    return any("block" in record.closed_by and record.done_on is not None for record in records)
