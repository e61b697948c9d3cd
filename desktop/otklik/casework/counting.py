"""From a case to its duties and back: the only place where law and register meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from otklik.casework.views import SOON_DAYS, Remaining, Urgency
from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after, runs_in_days
from otklik.law.duties import count_duties
from otklik.law.kinds import LAWFUL, Kind, Reading, Regime
from otklik.law.rules import RuleSet
from otklik.law.terms import CaseFacts, ContractTerm, Duty, PolicyTerm, Term
from otklik.register.records import Case, CaseStatus, DutyRecord, Event, Letter, LetterState, Operator

EXTENSION_NOTICES = frozenset({"extension_notice", "extension_notice_rkn"})
"""Templates of the letters that tell of an extension, to the person and to Roskomnadzor: without one there is none."""


def facts_of(case: Case, operator: Operator) -> CaseFacts:
    """Return what the duties of the case depend on."""
    return CaseFacts(
        kinds=case.kinds,
        received=case.received_on,
        policy=policy_of(operator, case.kinds),
        regime=case.regime,
        proof_on=case.proof_on,
        detected_on=case.detected_on,
        dispatched_on=case.dispatched_on,
        erasure_ground=case.erasure_ground,
        claimant=case.claimant,
        claim_matter=case.claim_matter,
        alleges_unlawful=case.alleges_unlawful,
        destruction_impossible=bool(case.destruction_obstacle),
        contract=_contract(case),
        received_at=case.received_at,
        named_on=case.named_on,
    )


def _contract(case: Case) -> ContractTerm | None:
    if case.contract_term is None:
        return None
    return ContractTerm(case.contract_term, case.contract_trigger, case.contract_clause)


def policy_of(operator: Operator, kinds: tuple[Kind, ...]) -> PolicyTerm:
    """Return the operator's own term for a case: that of requests where he has one and nothing is claimed."""
    if operator.request_term is not None and Kind.CLAIM not in kinds:
        return PolicyTerm(operator.request_term, operator.request_clause or None)
    return PolicyTerm(Term(operator.policy_days, operator.policy_unit), operator.policy_clause or None)


def duty_records(case: Case, operator: Operator, calendar: WorkCalendar) -> tuple[DutyRecord, ...]:
    """Return the duties of the case as records to store, all open."""
    return tuple(_record(duty, case.id) for duty in count_duties(facts_of(case, operator), calendar))


def _record(duty: Duty, case_id: int) -> DutyRecord:
    return DutyRecord(
        case_id=case_id,
        kind=duty.kind,
        duty=duty.duty,
        title=duty.title,
        title_en=duty.title_en,
        basis=duty.basis,
        reading=duty.reading,
        term=duty.term,
        trigger=duty.trigger,
        trigger_on=duty.trigger_on,
        safe=duty.deadline.safe,
        latest=duty.deadline.latest,
        extended_latest=duty.deadline.extended_latest,
        provisional=duty.deadline.provisional,
        ends_at=duty.deadline.at,
        condition=duty.condition,
        condition_en=duty.condition_en,
        closed_by=duty.closed_by,
    )


def carry_over(
    old: tuple[DutyRecord, ...], new: tuple[DutyRecord, ...], letters: tuple[Letter, ...]
) -> tuple[DutyRecord, ...]:
    """Return the recounted duties with what was done already: fulfilment and extension stay with their duty.

    A duty that was fulfilled stays in the list even where the new count would not list it: done is done.

    Args:
        old: the duties as they stand in the register, after the extensions of those that stand there no more.
        new: the same case counted from its facts.
        letters: the letters of the case; an extension stands as long as its notice does.
    """
    before = {record.duty: record for record in old}
    result = []
    for record in new:
        was = before.pop(record.duty, None)
        if was is None:
            result.append(record)
            continue
        stands = notice_of(was, letters) is not None
        carried = replace(
            record,
            extended_on=was.extended_on if stands else None,
            extended_to=was.extended_to if stands else None,
            done_on=was.done_on,
            done_by=was.done_by,
            letter_id=was.letter_id,
        )
        result.append(extended(carried, letters))
    result.extend(record for record in before.values() if record.done_on is not None)
    return tuple(result)


def extensions_told(events: tuple[Event, ...]) -> tuple[DutyRecord, ...]:
    """Return what the journal of a case tells of extensions, each as a duty that knows nothing but its own.

    A duty may leave the list with an answer that is put right later; when it comes back, its notice still stands.
    """
    found = []
    for event in events:
        told = {change.field: change.new for change in event.changes}
        duty, until = told.get("duty_id"), told.get("extended_to")
        if event.act == "term_extended" and duty and until:
            found.append(
                DutyRecord(
                    duty=duty,
                    extended_on=event.at.date(),
                    extended_to=date.fromisoformat(until),
                    letter_id=event.letter_id,
                )
            )
    return tuple(found)


def notice_of(record: DutyRecord, letters: tuple[Letter, ...]) -> Letter | None:
    """Return the notice the extension of a duty rests on; `None` where it is not extended or the notice is void.

    The duty names one letter only, and an answer that fulfils it takes the place of the notice there.
    """
    if record.extended_on is None:
        return None
    notices = [letter for letter in letters if letter.template in EXTENSION_NOTICES]
    named = next((letter for letter in notices if letter.id == record.letter_id), None)
    if named is not None:
        return named if named.state is LetterState.ISSUED else None
    of_the_day = [letter for letter in notices if letter.issued_on == record.extended_on]
    standing = [letter for letter in of_the_day if letter.state is LetterState.ISSUED]
    return max(standing, key=lambda letter: (letter.case_id == record.case_id, letter.id), default=None)


def extended(record: DutyRecord, letters: tuple[Letter, ...]) -> DutyRecord:
    """Return a duty that stands at its first term with the day that rules it once its notice was sent.

    The day the notice names rules where the notice left before the first term had ended, but the norm allows no later
    day than `extended_latest` (152-ФЗ ст. 14 ч. 3: five working days beyond the first term), and an extension never
    shortens. Both ends move when the receipt is put right; the day in the notice, a letter that was sent, does not.
    """
    notice = notice_of(record, letters)
    if notice is None or notice.dispatched_on is None or record.extended_to is None or record.extended_latest is None:
        return record
    until = min(record.extended_to, record.extended_latest)
    if notice.dispatched_on > record.latest or until <= record.latest:
        return record
    return replace(record, safe=until, latest=until)


def redated(record: DutyRecord, regime: Regime, letters: tuple[Letter, ...], calendar: WorkCalendar) -> DutyRecord:
    """Return an open duty with the days another calendar gives it: its term, its event and its extension stay.

    What is done, and terms no day off touches, come back as they are.

    Args:
        record: the duty as stored, whatever rules it was counted by.
        regime: under which law the case stands.
        letters: the letters of the case; an extension stands as long as its notice does.
        calendar: the working calendar.
    """
    if record.done_on is not None or record.term is None or not runs_in_days(record.term):
        return record
    rules = RuleSet.load()
    same = [rule for rule in rules.of(record.kind, regime) if rule.duty == record.duty and rule.extension]
    extension = same[0].extension if same and record.extended_latest else None
    counting = rules.counting(record.kind, record.duty, record.term, regime)
    deadline = due_after(record.term, record.trigger_on, calendar, extension, counting)
    first = replace(
        record,
        safe=deadline.safe,
        latest=deadline.latest,
        extended_latest=deadline.extended_latest or record.extended_latest,
        provisional=deadline.provisional,
    )
    return extended(first, letters)


def main_duty(records: tuple[DutyRecord, ...]) -> DutyRecord | None:
    """Return the open duty of the law that is nearest, else the open policy term, else `None`.

    What holds only «если …» leads a case while nothing else of the law is open: nobody is late with
    what he may not owe.
    """
    still_open = [record for record in records if record.done_on is None]
    lawful = [record for record in still_open if record.reading in LAWFUL]
    sure = [record for record in lawful if record.condition is None]
    return min(sure or lawful or still_open, key=end_of, default=None)


def end_of(record: DutyRecord) -> tuple[date, date, time]:
    """Return what duties stand in order by: the safe day, the last one, and the hour; without one, the day's end."""
    return record.safe, record.latest, record.ends_at or time.max


def policy_duty(records: tuple[DutyRecord, ...]) -> DutyRecord | None:
    """Return the policy term of the case."""
    return next((record for record in records if record.reading is Reading.POLICY), None)


def with_dates(case: Case, records: tuple[DutyRecord, ...]) -> Case:
    """Return the case with the dates the register sorts and shows by, taken from its duties."""
    nearest = main_duty(records) if case.status is CaseStatus.OPEN else None
    policy = policy_duty(records)
    return replace(
        case,
        due_on=nearest.safe if nearest else None,
        due_latest=nearest.latest if nearest else None,
        due_duty=nearest.title if nearest else "",
        due_by_law=nearest is not None and nearest.reading in LAWFUL,
        due_at=nearest.ends_at if nearest else None,
        due_provisional=nearest is not None and nearest.provisional,
        policy_due_on=policy.safe if policy else None,
        policy_provisional=policy is not None and policy.provisional,
    )


def shown_day(safe: date, latest: date | None, today: date) -> date:
    """Return the day to show and count to: the safe day, or the last day by ГК ст. 193 once the safe one has passed."""
    return safe if latest is None or today <= safe else latest


def remaining(
    due: date | None, latest: date | None, now: datetime, calendar: WorkCalendar, at: time | None = None
) -> Remaining:
    """Return how far a date is.

    Args:
        due: the safe day; working days are counted to it.
        latest: the last day; only after it is the date overdue. `None` means the safe day.
        now: when it is looked at, by the clock on the wall.
        calendar: the working calendar.
        at: time of day at which a term in hours ends on `latest`: no day off stops it.
    """
    if due is None:
        return Remaining(0, Urgency.NONE)
    today = now.date()
    shown = shown_day(due, latest, today)
    days = calendar.working_days_between(today, shown)
    if at is not None:
        hours = (datetime.combine(latest or due, at) - now.replace(tzinfo=None)) // timedelta(hours=1)
        return Remaining(days, Urgency.OVERDUE if hours < 0 else Urgency.SOON, hours)
    if today > (latest or due):
        return Remaining(days, Urgency.OVERDUE)
    urgency = Urgency.SOON if days <= SOON_DAYS else Urgency.LATER
    return Remaining(days, urgency, on_day_off=days == 0 and shown > today)


def duty_remaining(record: DutyRecord, now: datetime, calendar: WorkCalendar) -> Remaining:
    """Return how far a duty's last day is, or that it is done."""
    if record.done_on is not None:
        return Remaining(0, Urgency.DONE)
    return remaining(record.safe, record.latest, now, calendar, record.ends_at)
