"""The 25 rows of 152-ФЗ that give the operator a term, written down from the text of the law (law.md §1.1)."""

from __future__ import annotations

from typing import NamedTuple

from otklik.law.kinds import Kind, Reading, Trigger
from otklik.law.terms import Term, Unit


def working(days: int) -> Term:
    """Return a term in working days."""
    return Term(days, Unit.WORKING_DAYS)


class Row(NamedTuple):
    """A row of the table of law.md §1.1: what is owed, where it stands, by when and from what day."""

    number: int
    duty: str
    kind: Kind
    basis: tuple[str, ...]
    term: Term
    extension: int | None
    trigger: Trigger
    reading: Reading = Reading.TEXT


AT_ONCE = Term(0, Unit.AT_ONCE)
THIRTY = Term(30, Unit.CALENDAR_DAYS)
HALF_A_YEAR = Term(6, Unit.MONTHS)
ON_THE_15TH = Term(15, Unit.DAY_OF_NEXT_MONTH)

TABLE = (
    Row(1, "answer_access", Kind.ACCESS, ("ст. 14 ч. 3",), working(10), 5, Trigger.RECEIPT),
    Row(2, "answer_access", Kind.ACCESS, ("ст. 20 ч. 1",), working(10), 5, Trigger.RECEIPT),
    Row(3, "answer_access", Kind.NOT_OUR_DATA, ("ст. 20 ч. 1–2",), working(10), 5, Trigger.RECEIPT),
    Row(3, "answer_erasure", Kind.ERASURE, ("ст. 20 ч. 2",), working(10), 5, Trigger.RECEIPT),
    Row(4, "change_data", Kind.RECTIFICATION, ("ст. 20 ч. 3",), working(7), None, Trigger.PROOF),
    Row(5, "destroy_proven", Kind.ERASURE, ("ст. 20 ч. 3",), working(7), None, Trigger.PROOF),
    Row(6, "answer_rkn", Kind.RKN_INQUIRY, ("ст. 20 ч. 4",), working(10), 5, Trigger.RECEIPT),
    Row(7, "block", Kind.BLOCKING, ("ст. 21 ч. 1",), AT_ONCE, None, Trigger.RECEIPT),
    Row(7, "block", Kind.ERASURE, ("ст. 21 ч. 1",), AT_ONCE, None, Trigger.RECEIPT),
    Row(8, "block_inaccurate", Kind.RECTIFICATION, ("ст. 21 ч. 1",), AT_ONCE, None, Trigger.RECEIPT),
    Row(9, "change_data", Kind.RECTIFICATION, ("ст. 21 ч. 2",), working(7), None, Trigger.PROOF),
    Row(10, "stop_unlawful", Kind.BLOCKING, ("ст. 21 ч. 3",), working(3), None, Trigger.DETECTION),
    Row(11, "destroy_unlawful", Kind.BLOCKING, ("ст. 21 ч. 3",), working(10), None, Trigger.DETECTION),
    Row(12, "report_incident", Kind.INCIDENT, ("ст. 21 ч. 3.1",), Term(24, Unit.HOURS), None, Trigger.EVENT),
    Row(13, "report_investigation", Kind.INCIDENT, ("ст. 21 ч. 3.1",), Term(72, Unit.HOURS), None, Trigger.EVENT),
    Row(14, "destroy_achieved", Kind.PURPOSE_ACHIEVED, ("ст. 21 ч. 4",), THIRTY, None, Trigger.EVENT),
    Row(15, "destroy_withdrawn", Kind.CONSENT_WITHDRAWAL, ("ст. 21 ч. 5",), THIRTY, None, Trigger.RECEIPT),
    Row(16, "stop_processing", Kind.STOP_PROCESSING, ("ст. 21 ч. 5.1",), working(10), 5, Trigger.RECEIPT),
    Row(17, "stop_marketing", Kind.MARKETING_OPT_OUT, ("152-ФЗ ст. 15 ч. 2", "38-ФЗ"), AT_ONCE, None, Trigger.RECEIPT),
    Row(18, "destroy_later", Kind.CONSENT_WITHDRAWAL, ("ст. 21 ч. 6",), HALF_A_YEAR, None, Trigger.RECEIPT),
    Row(18, "destroy_later", Kind.STOP_PROCESSING, ("ст. 21 ч. 6",), HALF_A_YEAR, None, Trigger.RECEIPT),
    Row(18, "destroy_later", Kind.PURPOSE_ACHIEVED, ("ст. 21 ч. 6",), HALF_A_YEAR, None, Trigger.EVENT),
    Row(18, "destroy_unlawful_later", Kind.BLOCKING, ("ст. 21 ч. 6",), HALF_A_YEAR, None, Trigger.DETECTION),
    Row(18, "block_until_destroyed", Kind.CONSENT_WITHDRAWAL, ("ст. 21 ч. 6",), THIRTY, None, Trigger.RECEIPT),
    Row(18, "block_unlawful_until_destroyed", Kind.BLOCKING, ("ст. 21 ч. 6",), working(10), None, Trigger.DETECTION),
    # Proof of destruction has no term of its own: it goes with the destruction and is never shown as a term of the law.
    Row(
        19,
        "prove_destruction",
        Kind.CONSENT_WITHDRAWAL,
        ("ст. 21 ч. 7", "№ 179"),
        THIRTY,
        None,
        Trigger.RECEIPT,
        Reading.PRACTICE,
    ),
    Row(20, "answer_automated", Kind.AUTOMATED_OBJECTION, ("ст. 16 ч. 4",), THIRTY, None, Trigger.RECEIPT),
    Row(21, "publish_conditions", Kind.DISSEMINATION_CONSENT, ("ст. 10.1 ч. 10",), working(3), None, Trigger.EVENT),
    Row(22, "stop_dissemination", Kind.DISSEMINATION_STOP, ("ст. 10.1 ч. 12",), AT_ONCE, None, Trigger.RECEIPT),
    Row(22, "stop_dissemination_breach", Kind.DISSEMINATION_STOP, ("ч. 14",), working(3), None, Trigger.RECEIPT),
    Row(23, "tell_rkn_change", Kind.NOTIFICATION_CHANGE, ("ст. 22 ч. 7",), ON_THE_15TH, None, Trigger.EVENT),
    Row(24, "tell_rkn_end", Kind.PROCESSING_END, ("ст. 22 ч. 7",), working(10), None, Trigger.EVENT),
    Row(25, "tell_indirect", Kind.INDIRECT_DATA, ("ст. 18 ч. 3",), AT_ONCE, None, Trigger.EVENT),
)
CLAIMS = {"answer_consumer_claim", "answer_business_claim"}
