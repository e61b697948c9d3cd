"""What is owed in a case: the rules applied to its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.law.counting import due_after
from otklik.law.kinds import Reading, Trigger
from otklik.law.rules import RuleSet
from otklik.law.terms import Duty
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from otklik.law.calendar import WorkCalendar
    from otklik.law.kinds import Kind
    from otklik.law.rules import Rule
    from otklik.law.terms import CaseFacts

__all__ = ["POLICY_TERM", "count_duties", "due_after"]

POLICY_TERM = "policy_term"
"""Id of the duty every case has: the operator's own term."""

_FIRMNESS = {Reading.TEXT: 0, Reading.ANALOGY: 1, Reading.PRACTICE: 2, Reading.POLICY: 3}


def count_duties(facts: CaseFacts, calendar: WorkCalendar, rules: RuleSet | None = None) -> tuple[Duty, ...]:
    """Return everything owed in a case, the policy term last.

    Each thing is listed once, even where several demands of the letter ask for it. While a question is not answered,
    whatever could be owed is listed with its condition; once it is, only what follows from the answer. Duties that run
    from detection or dispatch are listed once that day is known.

    Args:
        facts: the case.
        calendar: the working calendar.
        rules: the rules; the shipped ones by default.

    Raises:
        UserError: no kind is given, or a date lies outside the calendar.
    """
    if not facts.kinds:
        raise UserError("Say what is asked for: choose at least one kind of demand.")
    rules = rules or RuleSet.load()
    duties: dict[str, Duty] = {}
    for kind in facts.kinds:
        for rule in rules.of(kind, facts.regime):
            duty = _apply(rule, kind, facts, calendar)
            if duty is not None:
                duties[duty.duty] = min(duties.get(duty.duty, duty), duty, key=_preference)
    return (*duties.values(), _policy(facts, calendar, rules))


def _also(condition: str | None, remark: str) -> str:
    return f"{condition}; {remark}" if condition else remark


def _apply(rule: Rule, kind: Kind, facts: CaseFacts, calendar: WorkCalendar) -> Duty | None:
    """Return what a rule asks for in the case, or `None` if nothing."""
    owed = _owed(rule, facts)
    trigger_on = _trigger_day(rule.trigger, facts)
    condition, condition_en = (rule.condition, rule.condition_en) if owed is None else (None, None)
    if rule.trigger is Trigger.DISPATCH and trigger_on is None:
        trigger_on = facts.received
        condition = _also(condition, "день отправки не указан: срок посчитан со дня получения, на деле он короче")
        condition_en = _also(condition_en, "the day of dispatch is not given: counted from receipt, it ends earlier")
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
        deadline=due_after(rule.term, trigger_on, calendar, rule.extension, rule.counting),
        condition=condition,
        condition_en=condition_en,
        closed_by=rule.closed_by,
        extension=rule.extension,
    )


def _trigger_day(trigger: Trigger, facts: CaseFacts) -> date | None:
    match trigger:
        case Trigger.RECEIPT:
            return facts.received
        case Trigger.PROOF:
            return facts.proof_on or facts.received
        case Trigger.DETECTION:
            return facts.detected_on
        case Trigger.DISPATCH:
            return facts.dispatched_on


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
    kind = facts.kinds[0]
    title, title_en = rules.policy.title(kind)
    return Duty(
        kind=kind,
        duty=POLICY_TERM,
        title=title,
        title_en=title_en,
        basis=rules.policy.basis_of(facts.policy.clause),
        reading=Reading.POLICY,
        term=facts.policy.term,
        trigger=Trigger.RECEIPT,
        trigger_on=facts.received,
        deadline=due_after(facts.policy.term, facts.received, calendar),
        closed_by=rules.policy.closed_by,
    )
