"""The words of the law room: what is asked, under which regime, and what is known about it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Вид требования: what the writer demands. A case has one or more.

    The last six are no demands but occasions (`OCCASIONS`): something happens at the operator's and the law gives him
    a term, though nobody has written.
    """

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
    INCIDENT = "incident"
    PURPOSE_ACHIEVED = "purpose_achieved"
    DISSEMINATION_CONSENT = "dissemination_consent"
    NOTIFICATION_CHANGE = "notification_change"
    PROCESSING_END = "processing_end"
    INDIRECT_DATA = "indirect_data"


OCCASIONS = frozenset(
    {
        Kind.INCIDENT,
        Kind.PURPOSE_ACHIEVED,
        Kind.DISSEMINATION_CONSENT,
        Kind.NOTIFICATION_CHANGE,
        Kind.PROCESSING_END,
        Kind.INDIRECT_DATA,
    }
)
"""What starts duties without a demand. It has no writer to be answered, so the policy term does not run."""

DEMANDS = tuple(kind for kind in Kind if kind not in OCCASIONS)
"""What a letter may demand, in the order of the screens."""


class Regime(StrEnum):
    """Which law counts the terms."""

    RUSSIAN = "152-fz"
    GDPR = "gdpr"


class Reading(StrEnum):
    """How firmly a duty stands: in the text, in a contract, by analogy, as good practice, or in the policy."""

    TEXT = "text"
    CONTRACT = "contract"
    ANALOGY = "analogy"
    PRACTICE = "practice"
    POLICY = "policy"


LAWFUL = frozenset({Reading.TEXT, Reading.CONTRACT, Reading.ANALOGY})
"""Readings that bind from outside and may be shown as «по закону»; good practice and policy never are."""


class Trigger(StrEnum):
    """The event a term runs from.

    `event` is that of an occasion, on the day the case is dated by; `named` is no event but the day the letter names.
    """

    RECEIPT = "receipt"
    PROOF = "proof"
    DETECTION = "detection"
    DISPATCH = "dispatch"
    EVENT = "event"
    NAMED = "named"


class Addressee(StrEnum):
    """To whom a duty is owed in the form of a message; none where it is done without one."""

    SUBJECT = "subject"
    RECIPIENTS = "recipients"
    RKN = "rkn"
    CLAIMANT = "claimant"
    PUBLIC = "public"


class Proof(StrEnum):
    """What shows afterwards that a duty was fulfilled."""

    LETTER = "letter"
    BLOCK = "block"
    CHANGE = "change"
    STOP = "stop"
    ACT = "act"
    RKN_FORM = "rkn_form"
    PUBLICATION = "publication"


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
