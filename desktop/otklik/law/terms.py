"""Terms, deadlines and duties as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind, Reading, Regime, Trigger


class Unit(StrEnum):
    """What a term is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    HOURS = "hours"
    AT_ONCE = "at_once"


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


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything the duties of one case depend on. `None` means «not answered yet», never «no».

    Attributes:
        kinds: what is demanded, at least one, in the order of the letter.
        received: day of receipt; the clock starts here.
        policy: the operator's own term.
        regime: which law counts.
        proof_on: day the writer submitted proof that data are wrong, unlawful or needless; receipt by default.
        detected_on: day the clerk confirmed unlawful processing or wrong data.
        dispatched_on: day a claim was sent (АПК counts from dispatch).
        erasure_ground: ground of a demand to delete.
        claimant: who claims.
        claim_matter: what is claimed.
        alleges_unlawful: whether a complaint or an inquiry alleges unlawful processing.
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


@dataclass(frozen=True, slots=True)
class Deadline:
    """Крайний срок: the last day of a term.

    Attributes:
        safe: the day reminders work with: for calendar terms ending on a day off the preceding working day.
        latest: the last day by ГК ст. 193 (the following working day); equal to `safe` for working-day terms.
        extended_latest: the last day after the one extension the norm allows; `None` where it allows none.
        provisional: the count touches a year whose decree on transfers is not known.
    """

    safe: date
    latest: date
    extended_latest: date | None = None
    provisional: bool = False


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
