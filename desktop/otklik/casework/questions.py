"""What the case panel asks, because duties depend on the answer."""

from __future__ import annotations

from otklik.law.kinds import Kind
from otklik.register.records import Case, CaseStatus


def open_questions(case: Case) -> tuple[str, ...]:
    """Return the ids of the questions not answered yet, in the order they are asked.

    Ids: `erasure_ground`, `claimant`, `claim_matter`, `alleges_unlawful` (duties.md: which answer starts which duty).
    """
    if case.status is not CaseStatus.OPEN:
        return ()
    kinds = set(case.kinds)
    asked = {
        "erasure_ground": Kind.ERASURE in kinds and case.erasure_ground is None,
        "claimant": Kind.CLAIM in kinds and case.claimant is None,
        "claim_matter": Kind.CLAIM in kinds and case.claim_matter is None,
        "alleges_unlawful": bool(kinds & {Kind.COMPLAINT, Kind.RKN_INQUIRY}) and case.alleges_unlawful is None,
    }
    return tuple(name for name, ask in asked.items() if ask)
