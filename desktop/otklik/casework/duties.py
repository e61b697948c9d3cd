"""Tick a duty off, or open it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.case_checks import checked_reason
from otklik.casework.counting import notice_of, with_dates
from otklik.casework.desk import Changes
from otklik.casework.linked import letters_about
from otklik.casework.registering import open_case, recount
from otklik.casework.undoable import undoable
from otklik.law.kinds import Reading
from otklik.register.records import Case, DutyRecord
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


def fulfil(desk: Desk, case_id: int, duty_record_id: int, on: date | None = None) -> Changes:
    """Put on record that a duty was fulfilled.

    Args:
        desk: the desk.
        case_id: its case.
        duty_record_id: the duty.
        on: the day it was done; today where not given.

    Raises:
        UserError: the case is closed, or the day is before the receipt or in the future.
    """
    with undoable(desk, case_id):
        case = open_case(desk, case_id)
        day = on or desk.clock.today()
        if not case.received_on <= day <= desk.clock.today():
            raise UserError("{day} lies before the receipt or in the future. Check the date.", day=f"{day:%d.%m.%Y}")
        record = duty_of_case(desk, case_id, duty_record_id)
        if record.reading is Reading.POLICY:
            raise UserError("The policy term ends with the case: close the case.")
        if record.done_on is None:
            desk.register.duties.save(replace(record, done_on=day, done_by="clerk"))
            journal.write(desk, "duty_done", case_id=case_id, changes=journal.facts(duty=record.title, on=day))
            refresh_dates(desk, case)
    return Changes(cases=frozenset({case_id}))


def reopen(desk: Desk, case_id: int, duty_record_id: int, reason: str) -> Changes:
    """Open a duty again that was ticked by mistake.

    Raises:
        UserError: the case is closed or no reason is given.
    """
    reason = checked_reason(reason)
    with undoable(desk, case_id):
        case = open_case(desk, case_id)
        record = duty_of_case(desk, case_id, duty_record_id)
        if record.done_on is not None:
            notice = notice_of(record, letters_about(desk.register, case))
            desk.register.duties.save(
                replace(record, done_on=None, done_by="", letter_id=notice.id if notice else None)
            )
            journal.write(
                desk, "duty_reopened", case_id=case_id, changes=journal.facts(duty=record.title, reason=reason)
            )
            recount(desk, case)  # what changed in the case while the duty was done counts now
    return Changes(cases=frozenset({case_id}))


def refresh_dates(desk: Desk, case: Case) -> None:
    """Bring the dates on the case in line with its duties after one of them changed."""
    desk.register.cases.save(with_dates(case, desk.register.duties.of_case(case.id)))


def duty_of_case(desk: Desk, case_id: int, duty_record_id: int) -> DutyRecord:
    """Return a duty of a case.

    Raises:
        UserError: the case has no such duty any more.
    """
    for record in desk.register.duties.of_case(case_id):
        if record.id == duty_record_id:
            return record
    raise UserError("This duty is no longer in the list: the case was recounted. Look at the list again.")
