"""What is owed in a case: the rules applied to its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.law.counting import due_after
from otklik.law.kinds import OCCASIONS, Addressee, Kind, Proof, Reading, Trigger
from otklik.law.rules import RuleSet
from otklik.law.terms import ContractTerm, Duty, Term, Unit
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from otklik.law.calendar import WorkCalendar
    from otklik.law.rules import Owed, PromiseRule
    from otklik.law.terms import CaseFacts

__all__ = ["CONTRACT_TERM", "NAMED_TERM", "POLICY_TERM", "count_duties", "due_after"]

POLICY_TERM = "policy_term"
"""Id of the duty every request and claim has: the operator's own term."""

NAMED_TERM = "named_term"
"""Id of the duty of a letter that itself names a day: a term in it stands beside that of the law, never instead."""

CONTRACT_TERM = "contract_term"
"""Id of the duty of a claim to which a contract gives a term."""

# A term that runs from dispatch is counted from receipt until the day of dispatch is known.
_DISPATCH_UNKNOWN = (
    "день отправки не указан: срок посчитан со дня получения, на деле он короче",
    "the day of dispatch is not given: counted from receipt, it ends earlier",
)

_FIRMNESS = {Reading.TEXT: 0, Reading.CONTRACT: 1, Reading.ANALOGY: 2, Reading.PRACTICE: 3, Reading.POLICY: 4}


def count_duties(facts: CaseFacts, calendar: WorkCalendar, rules: RuleSet | None = None) -> tuple[Duty, ...]:
    """Return everything owed in a case, the policy term last; an occasion alone has no policy term.

    Each thing is listed once, even where several demands of the letter ask for it. While a question is not answered,
    whatever could be owed is listed with its condition; once it is, only what follows from the answer. Duties that run
    from detection or dispatch are listed once that day is known.

    Args:
        facts: the case.
        calendar: the working calendar.
        rules: the rules; the shipped ones by default.

    Raises:
        UserError: no kind is given, a date lies outside the calendar, or the law gave an occasion no term at that time.
    """
    if not facts.kinds:
        raise UserError("Say what is asked for: choose at least one kind of demand.")
    rules = rules or RuleSet.load()
    calendar.is_working(facts.received)  # refuses a day it does not know
    duties: dict[str, Duty] = {}
    for kind in facts.kinds:
        for owed in rules.owed(kind, facts):
            duty = _apply(owed, facts, calendar)
            if duty is not None:
                other = duties.get(duty.duty)
                duties[duty.duty] = duty if other is None else min(other, duty, key=_preference)
    if Kind.CLAIM in facts.kinds and facts.contract is not None:
        _give_contract(duties, facts, facts.contract, calendar, rules)
    if facts.named_on is not None:
        named = ContractTerm(Term(0, Unit.NAMED_DAY), Trigger.NAMED)
        duties[NAMED_TERM] = _promised(
            NAMED_TERM, Reading.PRACTICE, facts.kinds[0], rules.named, named, facts, calendar
        )
    if not OCCASIONS.issuperset(facts.kinds):
        duties[POLICY_TERM] = _policy(facts, calendar, rules)
    if not duties:
        raise UserError("On {day} the law gave no term for this. Check the date.", day=f"{facts.received:%d.%m.%Y}")
    return tuple(duties.values())


def _also(condition: str | None, remark: str) -> str:
    return f"{condition}; {remark}" if condition else remark


def _apply(owed: Owed, facts: CaseFacts, calendar: WorkCalendar) -> Duty | None:
    """Return what a rule asks for in the case, or `None` while the day it runs from is not known."""
    trigger_on = _trigger_day(owed.rule.trigger, facts)
    if trigger_on is None or owed.rule.term.unit is Unit.HOURS:
        return _duty(owed, trigger_on, facts, calendar)
    found = calendar.counted.get((owed, trigger_on))
    if found is None:
        found = _duty(owed, trigger_on, facts, calendar)
        if found is not None:
            calendar.counted[owed, trigger_on] = found
    return found


def _duty(owed: Owed, trigger_on: date | None, facts: CaseFacts, calendar: WorkCalendar) -> Duty | None:
    rule = owed.rule
    condition, condition_en = (rule.condition, rule.condition_en) if owed.in_doubt else (None, None)
    if rule.trigger is Trigger.DISPATCH and trigger_on is None:
        trigger_on = facts.received
        condition, condition_en = map(_also, (condition, condition_en), _DISPATCH_UNKNOWN)
    if trigger_on is None:
        return None
    return Duty(
        kind=owed.kind,
        duty=rule.duty,
        title=rule.title,
        title_en=rule.title_en,
        basis=rule.basis,
        reading=rule.reading,
        term=rule.term,
        trigger=rule.trigger,
        trigger_on=trigger_on,
        deadline=due_after(rule.term, trigger_on, calendar, rule.extension, rule.counting, facts.received_at),
        condition=condition,
        condition_en=condition_en,
        closed_by=rule.closed_by,
        extension=rule.extension,
        to=rule.to,
        proof=rule.proof,
    )


def _trigger_day(trigger: Trigger, facts: CaseFacts) -> date | None:
    if trigger is Trigger.RECEIPT or trigger is Trigger.EVENT:
        return facts.received
    if trigger is Trigger.PROOF:
        return facts.proof_on or facts.received
    if trigger is Trigger.DETECTION:
        return facts.detected_on
    return facts.dispatched_on if trigger is Trigger.DISPATCH else facts.named_on


def _preference(duty: Duty) -> tuple[date, bool, int]:
    """Order duties of one id: the earlier first, then the unconditional, then the firmer."""
    return duty.deadline.safe, duty.condition is not None, _FIRMNESS[duty.reading]


def _policy(facts: CaseFacts, calendar: WorkCalendar, rules: RuleSet) -> Duty:
    """Return the policy term; an operator has one policy for years, so what it gives for a day is remembered too."""
    kind = next(kind for kind in facts.kinds if kind not in OCCASIONS)
    term, clause = facts.policy.term, facts.policy.clause or ""
    key = (rules.policy, kind, clause, term.number, term.unit, facts.received)
    found = calendar.promised.get(key)
    if found is None:
        promise = ContractTerm(term, Trigger.RECEIPT, clause)
        found = _promised(POLICY_TERM, Reading.POLICY, kind, rules.policy, promise, facts, calendar)
        calendar.promised[key] = found
    return found


def _give_contract(
    duties: dict[str, Duty], facts: CaseFacts, contract: ContractTerm, calendar: WorkCalendar, rules: RuleSet
) -> None:
    """Add the term of a contract: it goes before the 30 days of АПК ст. 4 ч. 5 («если иные срок … не установлены»)."""
    duties.pop("answer_business_claim", None)
    duties[CONTRACT_TERM] = _promised(
        CONTRACT_TERM, Reading.CONTRACT, Kind.CLAIM, rules.contract, contract, facts, calendar
    )


def _promised(
    duty: str,
    reading: Reading,
    kind: Kind,
    rule: PromiseRule,
    promise: ContractTerm,
    facts: CaseFacts,
    calendar: WorkCalendar,
) -> Duty:
    """Return a duty the operator has promised: in his policy or in a contract."""
    title, title_en = rule.title(kind)
    term, day = promise.term, _trigger_day(promise.trigger, facts)
    condition, condition_en = (None, None) if day else _DISPATCH_UNKNOWN
    day = day or facts.received
    return Duty(
        kind=kind,
        duty=duty,
        title=title,
        title_en=title_en,
        basis=rule.basis_of(promise.clause),
        reading=reading,
        term=term,
        trigger=promise.trigger,
        trigger_on=day,
        deadline=due_after(term, day, calendar),
        condition=condition,
        condition_en=condition_en,
        closed_by=rule.closed_by,
        to=(Addressee.CLAIMANT if kind is Kind.CLAIM else Addressee.SUBJECT,),
        proof=Proof.LETTER,
    )
