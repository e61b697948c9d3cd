"""The words of the law room: what is asked, under which regime, and what is known about it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Вид требования: what the writer demands. A case has one or more."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    BLOCKING = "blocking"
    ERASURE = "erasure"
    CONSENT_WITHDRAWAL = "consent_withdrawal"
    STOP_PROCESSING = "stop_processing"
    MARKETING_OPT_OUT = "marketing_opt_out"
    DISSEMINATION_STOP = "dissemination_stop"
    AUTOMATED_OBJECTION = "automated_objection"
    OBJECTION = "objection"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    CHILD_DATA = "child_data"
    NOT_OUR_DATA = "not_our_data"
    COMPLAINT = "complaint"
    RKN_INQUIRY = "rkn_inquiry"
    CLAIM = "claim"
    OTHER = "other"


class Regime(StrEnum):
    """Which law counts the terms."""

    RUSSIAN = "152-fz"
    GDPR = "gdpr"


class Reading(StrEnum):
    """How firmly a duty stands: in the text, by analogy, as good practice, or in the operator's own policy."""

    TEXT = "text"
    ANALOGY = "analogy"
    PRACTICE = "practice"
    POLICY = "policy"


class Trigger(StrEnum):
    """The event a term runs from."""

    RECEIPT = "receipt"
    PROOF = "proof"
    DETECTION = "detection"
    DISPATCH = "dispatch"


class ErasureGround(StrEnum):
    """On what ground deletion is demanded (asked in the case panel)."""

    NEEDLESS = "needless"
    UNLAWFUL = "unlawful"
    WITHDRAWAL = "withdrawal"
    NONE = "none"


class Claimant(StrEnum):
    """Who makes a claim: decides between ЗоЗПП ст. 22 and АПК ст. 4 ч. 5."""

    CONSUMER = "consumer"
    BUSINESS = "business"


class ClaimMatter(StrEnum):
    """What a claim is about: only money claims have a term of the law."""

    MONEY = "money"
    OTHER = "other"
