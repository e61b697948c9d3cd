"""What the case panel asks, because duties depend on the answer."""

from __future__ import annotations

from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.register.records import Case, CaseStatus, DutyRecord


def open_questions(case: Case, records: tuple[DutyRecord, ...]) -> tuple[str, ...]:
    """Return the ids of the questions not answered yet, in the order they are asked.

    Ids: `erasure_ground`, `claimant`, `claim_matter`, `dispatched_on`, `alleges_unlawful`, and, once data are blocked
    for the check, `detected_on`: the day a violation was confirmed, from which 152-ФЗ ст. 21 ч. 3 counts.
    """
    if case.status is not CaseStatus.OPEN:
        return ()
    kinds = set(case.kinds)
    asked = {
        "erasure_ground": Kind.ERASURE in kinds and case.erasure_ground is None,
        "claimant": Kind.CLAIM in kinds and case.claimant is None,
        "claim_matter": Kind.CLAIM in kinds and case.claim_matter is None,
        "dispatched_on": case.claimant is Claimant.BUSINESS
        and case.claim_matter is ClaimMatter.MONEY
        and case.dispatched_on is None,
        "alleges_unlawful": bool(kinds & {Kind.COMPLAINT, Kind.RKN_INQUIRY}) and case.alleges_unlawful is None,
        "detected_on": case.detected_on is None and _checked(records),
    }

    return tuple(name for name, ask in asked.items() if ask)


def _checked(records: tuple[DutyRecord, ...]) -> bool:
    return any("block" in record.closed_by and record.done_on is not None for record in records)
