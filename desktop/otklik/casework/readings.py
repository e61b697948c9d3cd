"""What else may be read out of the law: the day another reading gives, beside the safe one the reminders work with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.views import OtherReading
from otklik.law.counting import due_after
from otklik.law.kinds import LAWFUL, Trigger
from otklik.law.rules import RuleSet
from otklik.law.terms import Unit
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from otklik.law.calendar import WorkCalendar
    from otklik.register.records import Case, DutyRecord

_SIX_MONTHS = {"destroy_later": "block_until_destroyed", "destroy_unlawful_later": "block_unlawful_until_destroyed"}
"""Duties of ст. 21 ч. 6, with the duty that has the first term of the same data."""


def other_readings(
    case: Case, record: DutyRecord, calendar: WorkCalendar, speak: Callable[..., str] = say
) -> tuple[OtherReading, ...]:
    """Return the readings of a duty's term that give a later day than the safe one, with what each rests on.

    Args:
        case: the case.
        record: its duty.
        calendar: the working calendar.
        speak: puts a sentence into the language it is read in; papers for others are Russian always.
    """
    if record.term is None:
        return ()
    return tuple(
        OtherReading(day, speak(sentence, day=f"{day:%d.%m.%Y}"))
        for day, sentence in _readings(case, record, calendar)
        if day > record.safe and record.done_on is None
    )


def _readings(case: Case, record: DutyRecord, calendar: WorkCalendar) -> Iterator[tuple[date, str]]:
    if record.term is not None and record.term.unit is Unit.WORKING_DAYS and record.safe != record.latest:
        yield (record.latest, "Until {day} if days off of the region count; no law says so for this term.")
    elif record.safe != record.latest and record.extended_to is None:
        sentence = "Until {day} by ГК art. 193, because the term ends on a day off; for 152-ФЗ that is an analogy."
        if "152-ФЗ" not in record.basis:
            sentence = "Until {day} by ГК art. 193, because the term ends on a day off."
        if record.term is not None and record.term.unit is Unit.HOURS:
            sentence = "Until {day} if it happened at the end of the day: put the hour on record."
        yield (record.latest, sentence)
    if (confirmed := _since_identity(case, record, calendar)) is not None:
        yield (
            confirmed,
            "Until {day} if counted from the day the identity was confirmed; the law knows no such start and no pause.",
        )
    if (later := _since_first_term(case, record, calendar)) is not None:
        yield (later, "Until {day} if the six months run from the end of the first term; the law does not say.")


def _since_identity(case: Case, record: DutyRecord, calendar: WorkCalendar) -> date | None:
    """Return the last day as some count it: from the day the request was complete."""
    confirmed = case.identity_confirmed_on
    if confirmed is None or confirmed <= case.received_on or record.term is None:
        return None
    if record.trigger is not Trigger.RECEIPT or record.reading not in LAWFUL or record.term.unit is Unit.AT_ONCE:
        return None
    counting = RuleSet.load().counting(record.kind, record.duty, record.term, case.regime)
    return due_after(record.term, confirmed, calendar, None, counting).latest


def _since_first_term(case: Case, record: DutyRecord, calendar: WorkCalendar) -> date | None:
    """Return the end of the six months of ст. 21 ч. 6 where they are counted from the end of the first term."""
    first = _SIX_MONTHS.get(record.duty)
    if first is None or record.term is None:
        return None
    rules = [rule for rule in RuleSet.load().of(record.kind, case.regime) if rule.duty == first]
    ends = [due_after(rule.term, record.trigger_on, calendar).latest for rule in rules]
    return due_after(record.term, min(ends), calendar).latest if ends else None
