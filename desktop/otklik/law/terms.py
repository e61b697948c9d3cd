"""Terms, deadlines and duties as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from otklik.law.kinds import Addressee, Claimant, ClaimMatter, ErasureGround, Kind, Proof, Reading, Regime, Trigger
from otklik.system.errors import UserError


class Unit(StrEnum):
    """What a term is counted in.

    Two are no lengths: `day_of_next_month` ends on that day of the next month, `named_day` on the day the letter names.
    """

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    HOURS = "hours"
    AT_ONCE = "at_once"
    DAY_OF_NEXT_MONTH = "day_of_next_month"
    NAMED_DAY = "named_day"


@dataclass(frozen=True, slots=True)
class Term:
    """Срок: a number and a unit; the number is 0 for `at_once`."""

    number: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class PolicyTerm:
    """The term the operator's own policy promises for every case.

    Attributes:
        term: 30 working days unless the profile says otherwise.
        clause: the clause of the policy it comes from («9.2»), if there is one.
    """

    term: Term = Term(30, Unit.WORKING_DAYS)
    clause: str | None = None


LONGEST_TERM = 365
"""Most days a term of the policy or of a contract may have; a longer one is a slip of the finger."""


def checked_days(days: int) -> int:
    """Return a number of days somebody typed as a term, if it can be meant.

    Raises:
        UserError: it is less than 1 or more than `LONGEST_TERM`.
    """
    if not 1 <= days <= LONGEST_TERM:
        raise UserError("A term of {days} days cannot be meant: enter 1 to {most}.", days=days, most=LONGEST_TERM)
    return days


PROMISED_UNITS = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS)
"""What an operator's own term may be counted in."""

LONGEST_MONTHS = 12
"""Most months such a term may have."""


def checked_term(term: Term) -> Term:
    """Return an operator's own term, if it can be meant.

    Raises:
        UserError: it is less than 1, more than `LONGEST_TERM` days or `LONGEST_MONTHS` months, or of another unit.
    """
    if term.unit is Unit.MONTHS and not 1 <= term.number <= LONGEST_MONTHS:
        raise UserError(
            "A term of {months} months cannot be meant: enter 1 to {most}.", months=term.number, most=LONGEST_MONTHS
        )
    if term.unit not in PROMISED_UNITS:
        raise UserError("A term of the policy is counted in working days, calendar days or months.")
    checked_days(term.number)
    return term


@dataclass(frozen=True, slots=True)
class ContractTerm:
    """The term a contract with the claimant gives for the reply; it goes before the 30 days of АПК ст. 4 ч. 5.

    Attributes:
        term: in working or calendar days, or months.
        trigger: `receipt` or `dispatch` of the claim.
        clause: the clause of the contract («7.3»), or empty.
    """

    term: Term
    trigger: Trigger = Trigger.RECEIPT
    clause: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything the duties of one case depend on. `None` means «not answered yet», never «no».

    Attributes:
        kinds: what is demanded, at least one, in the order of the letter.
        received: day of receipt; the clock starts here. Of an occasion: the day it happened or was found.
        policy: the operator's own term.
        regime: which law counts.
        proof_on: day the writer submitted proof that data are wrong, unlawful or needless; receipt by default.
        detected_on: day the clerk confirmed unlawful processing or wrong data.
        dispatched_on: day a claim was sent (АПК counts from dispatch).
        erasure_ground: ground of a demand to delete.
        claimant: who claims.
        claim_matter: what is claimed.
        alleges_unlawful: whether a complaint or an inquiry alleges unlawful processing.
        destruction_impossible: whether the data cannot be destroyed in the first term (ст. 21 ч. 6); never in doubt.
        contract: the term of a contract for the reply to a claim, if it has one.
        named_on: the day the letter itself asks to answer by; it stands beside the terms of the law, never instead.
        received_at: time of the day of receipt by the clock on the wall, for terms in hours; `None` while not known.
    """

    kinds: tuple[Kind, ...]
    received: date
    policy: PolicyTerm = PolicyTerm()
    regime: Regime = Regime.RUSSIAN
    proof_on: date | None = None
    detected_on: date | None = None
    dispatched_on: date | None = None
    erasure_ground: ErasureGround | None = None
    claimant: Claimant | None = None
    claim_matter: ClaimMatter | None = None
    alleges_unlawful: bool | None = None
    destruction_impossible: bool = False
    contract: ContractTerm | None = None
    received_at: time | None = None
    named_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Крайний срок: the last day of a term.

    Attributes:
        safe: the day reminders work with: for calendar terms ending on a day off the preceding working day; where days
            off of the region would help, the day without them.
        latest: the last day by ГК ст. 193 (the following working day); equal to `safe` for working-day terms.
        extended_latest: the last day after the one extension the norm allows; `None` where it allows none.
        provisional: the count touches a year whose decree on transfers is not known.
        at: the time of day, by the clock on the wall, at which a term in hours ends on `latest`; else `None`.
    """

    safe: date
    latest: date
    extended_latest: date | None = None
    provisional: bool = False
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Обязанность: one thing owed in a case.

    Attributes:
        kind: the demand that sets it going; the policy term carries the first kind of the case.
        duty: stable id, e.g. `answer_access`, `policy_term`.
        title: what to do, in Russian, as the checklist says it.
        title_en: the same in English.
        basis: article and part, e.g. «152-ФЗ ст. 14 ч. 3, ст. 20 ч. 1».
        reading: how firmly it stands.
        term: number and unit.
        trigger: the event it runs from.
        trigger_on: the day of that event.
        deadline: the computed last day.
        condition: in Russian, when it is owed at all, while a question is not answered; else `None`.
        condition_en: the same in English.
        closed_by: ids of the acts that fulfil it: `answer`, `refusal`, `block`, `change`, `stop`, `destroy`, `notify`.
        extension: by how much the norm lets it be extended, else `None`.
        to: to whom something is sent.
        proof: what shows afterwards that it was done.
    """

    kind: Kind
    duty: str
    title: str
    title_en: str
    basis: str
    reading: Reading
    term: Term
    trigger: Trigger
    trigger_on: date
    deadline: Deadline
    condition: str | None = None
    condition_en: str | None = None
    closed_by: tuple[str, ...] = ()
    extension: Term | None = None
    to: tuple[Addressee, ...] = ()
    proof: Proof = Proof.LETTER
