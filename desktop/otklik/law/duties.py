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
    from otklik.law.rules import PromiseRule, Rule
    from otklik.law.terms import CaseFacts, Deadline

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
        for rule in rules.of(kind, facts.regime):
            duty = _apply(rule, kind, facts, calendar)
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


def _apply(rule: Rule, kind: Kind, facts: CaseFacts, calendar: WorkCalendar) -> Duty | None:
    """Return what a rule asks for in the case, or `None` if nothing."""
    owed = _owed(rule, facts)
    trigger_on = _trigger_day(rule.trigger, facts)
    condition, condition_en = (rule.condition, rule.condition_en) if owed is None else (None, None)
    if rule.trigger is Trigger.DISPATCH and trigger_on is None:
        trigger_on = facts.received
        condition, condition_en = map(_also, (condition, condition_en), _DISPATCH_UNKNOWN)
    if trigger_on is None or owed is False or not rule.is_valid(facts.received):
        return None
    return Duty(
        kind=kind,
        duty=rule.duty,
        title=rule.title,
        title_en=rule.title_en,
        basis=rule.basis,
        reading=rule.reading,
        term=rule.term,
        trigger=rule.trigger,
        trigger_on=trigger_on,
        deadline=_deadline(rule, trigger_on, facts, calendar),
        condition=condition,
        condition_en=condition_en,
        closed_by=rule.closed_by,
        extension=rule.extension,
        to=rule.to,
        proof=rule.proof,
    )


def _deadline(rule: Rule, trigger_on: date, facts: CaseFacts, calendar: WorkCalendar) -> Deadline:
    """Return the last day of a rule; the calendar remembers each, for it never changes."""
    if rule.term.unit is Unit.HOURS:
        return due_after(rule.term, trigger_on, calendar, at=facts.received_at)
    key = (rule.clock, trigger_on)
    found = calendar.counted.get(key)
    if found is None:
        found = due_after(rule.term, trigger_on, calendar, rule.extension, rule.counting)
        calendar.counted[key] = found
    return found


def _trigger_day(trigger: Trigger, facts: CaseFacts) -> date | None:
    match trigger:
        case Trigger.RECEIPT | Trigger.EVENT:
            return facts.received
        case Trigger.PROOF:
            return facts.proof_on or facts.received
        case Trigger.DETECTION:
            return facts.detected_on
        case Trigger.DISPATCH:
            return facts.dispatched_on
        case Trigger.NAMED:
            return facts.named_on


def _owed(rule: Rule, facts: CaseFacts) -> bool | None:
    """Return whether the answers make it owed; `None` while one that decides is missing."""
    owed: bool | None = True
    for question, answers in rule.when:
        answer = getattr(facts, question)
        if answer is None:
            owed = None
        elif answer not in answers:
            return False
    return owed


def _preference(duty: Duty) -> tuple[date, bool, int]:
    """Order duties of one id: the earlier first, then the unconditional, then the firmer."""
    return duty.deadline.safe, duty.condition is not None, _FIRMNESS[duty.reading]


def _policy(facts: CaseFacts, calendar: WorkCalendar, rules: RuleSet) -> Duty:
    kind = next(kind for kind in facts.kinds if kind not in OCCASIONS)
    promise = ContractTerm(facts.policy.term, Trigger.RECEIPT, facts.policy.clause or "")
    return _promised(POLICY_TERM, Reading.POLICY, kind, rules.policy, promise, facts, calendar)


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
    key = ((term.number, term.unit.value, 0, True), day)
    deadline = calendar.counted.get(key)
    if deadline is None:
        deadline = calendar.counted[key] = due_after(term, day, calendar)
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
        deadline=deadline,
        condition=condition,
        condition_en=condition_en,
        closed_by=rule.closed_by,
        to=(Addressee.CLAIMANT if kind is Kind.CLAIM else Addressee.SUBJECT,),
        proof=Proof.LETTER,
    )
