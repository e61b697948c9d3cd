"""Extend a term: reason, notice letter, outgoing number and new date in one act, because the law joins them.

152-ФЗ ст. 14 ч. 3, ст. 20 ч. 1–2 and 4, ст. 21 ч. 5.1: at most 5 working days, once, by a notice with the reasons.
There is no pause in the law.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.answering import draft_letter, issue
from otklik.casework.case_checks import checked_text
from otklik.casework.counting import with_dates
from otklik.casework.desk import Changes
from otklik.casework.lists import extendable, no_extension
from otklik.casework.registering import open_case
from otklik.casework.views import DayKind
from otklik.law.kinds import Kind
from otklik.register.records import Case, Change, DutyRecord
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.views import CaseView


MOST_DAYS = 5
"""Working days every norm allows at most."""


@dataclass(frozen=True, slots=True)
class Extended:
    """An extended term and its notice."""

    changes: Changes
    letter_id: int
    number: str
    until: date


# The norm extends only where the notice is sent, so the new day is kept beside the old one and rules from dispatch on.


def extend(desk: Desk, case_id: int, reason: str, days: int | None = None) -> Extended:
    """Extend every open duty of the case whose norm allows it, and issue the notice; sending it makes the new day rule.

    Args:
        desk: the desk.
        case_id: the case.
        reason: why; it stands in the notice.
        days: by how many working days; the most the norm allows where not given.

    Raises:
        UserError: no reason, the norm allows no extension, it was used already, the term is over, or the notice
            cannot be issued because a field is empty; nothing is changed.
    """
    from otklik.letters.wording import long_date  # noqa: PLC0415 - letters are loaded when one is written

    if not reason.strip():
        raise UserError("Give the reason: the notice has to state it (152-ФЗ art. 14 p. 3).")
    checked_text(reason)
    register, today = desk.register, desk.clock.today()
    with register.atomic():
        case = open_case(desk, case_id)
        records = _extendable(case, register.duties.of_case(case_id), today)
        moved = [_moved(desk, record, days, today) for record in records]
        until = min(record.extended_to for record in moved if record.extended_to)
        drafted = draft_letter(
            desk,
            case_id,
            _notice(case),
            {"причина_продления": reason.strip().rstrip("."), "новый_срок": long_date(until)},
        )
        issued = issue(desk, drafted.letter_id)
        for old, new in zip(records, moved, strict=True):
            register.duties.save(replace(new, letter_id=drafted.letter_id))
            journal.write(
                desk,
                "term_extended",
                case_id=case_id,
                letter_id=drafted.letter_id,
                changes=(
                    *journal.facts(duty=old.title, duty_id=old.duty, reason=reason.strip(), until=new.extended_to),
                    Change("extended_to", None, journal.as_text(new.extended_to)),
                ),
            )
        register.cases.save(with_dates(case, register.duties.of_case(case_id)))
    changes = Changes(cases=frozenset({case_id}), letters=frozenset({drafted.letter_id}))
    return Extended(changes, drafted.letter_id, issued.number, until)


def possible_days(view: CaseView, today: date) -> dict[int, date]:
    """Return the day an extension may last until, by its number of working days; the last one is the norm's.

    Args:
        view: a case in which a duty may be extended.
        today: the date.
    """
    rows = [row for row in view.duties if extendable(row.duty, today)]
    until: dict[int, date] = {}
    for day in (day for row in rows for day in row.strip):
        if day.kind is DayKind.EXTENSION and day.number is not None:
            until[day.number] = min(day.day, until.get(day.number, day.day))
    longest = min(row.duty.extended_latest for row in rows if row.duty.extended_latest)
    return {number: min(until[number], longest) for number in sorted(until)} or {MOST_DAYS: longest}


def _notice(case: Case) -> str:
    """Return the template of the notice: Roskomnadzor is told by a letter of its own (152-ФЗ ст. 20 ч. 4)."""
    return "extension_notice_rkn" if Kind.RKN_INQUIRY in case.kinds else "extension_notice"


def _extendable(case: Case, records: tuple[DutyRecord, ...], today: date) -> list[DutyRecord]:
    if refusal := no_extension(case, records, today):
        raise UserError(refusal)
    return [record for record in records if extendable(record, today)]


def _moved(desk: Desk, record: DutyRecord, days: int | None, today: date) -> DutyRecord:
    """Return the duty with the day it is extended to: so many working days on, at most what the norm allows."""
    longest = record.extended_latest
    if longest is None:  # `_extendable` lets only extendable duties through
        raise AssertionError
    until = longest if days is None else min(longest, desk.calendar.add_working_days(record.latest, days))
    return replace(record, extended_on=today, extended_to=until)
