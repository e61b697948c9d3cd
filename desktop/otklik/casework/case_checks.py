"""What cannot be true of a case, or cannot be kept: said in a sentence before anything is stored."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from otklik.law.terms import Term, checked_days
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.registering import NewCase, NewFile
    from otklik.register.records import Case

MAX_NAME = 300
"""Longest name taken, in characters; a longer text in the field of a name is a slip of the paste."""

MAX_TEXT = 2000
"""Longest reason or other short text taken, in characters."""

MAX_AMOUNT = 10**14
"""Largest sum of a claim taken, in kopecks."""

MAX_FILE_BYTES = 50 * 2**20
"""Largest file taken into the register."""


def check_new(new: NewCase, now: datetime) -> None:
    """See that a new case can be registered.

    Args:
        new: the case.
        now: the moment of registration, by the clock on the wall.

    Raises:
        UserError: a date cannot be, nothing is demanded, nobody is named, a text is too long or a file too large.
    """
    today = now.date()
    if not new.kinds:
        raise UserError("Say what is asked for: choose at least one kind of demand.")
    check_name(new.subject.full_name)
    if new.representative is not None:
        check_name(new.representative.full_name)
    if new.received_on > today:
        raise UserError("The day of receipt {day} has not come yet. Check the date.", day=f"{new.received_on:%d.%m.%Y}")
    if new.noticed_on and new.noticed_on < new.received_on:
        raise UserError("The letter cannot have been noticed before it was received. Check the dates.")
    if new.noticed_on and new.noticed_on > today:
        raise UserError("The day it was noticed has not come yet. Check the dates.")
    if new.dispatched_on and new.dispatched_on > new.received_on:
        raise UserError("The claim cannot have been sent after it was received. Check the dates.")
    _check_hour(new.received_on, new.received_at, now)
    _check_named(new.named_on, new.received_on)
    _check_contract(new.contract_term)
    _check_amount(new.claim_amount)
    for text in (*new.lacks, new.message_id, new.late_reason, new.contract_clause, new.title, new.incoming_number):
        checked_text(text)
    for file in new.files:
        check_file(file)


def check_changed(case: Case, now: datetime) -> None:
    """See that a case can be as it was changed.

    Args:
        case: the case with its changes.
        now: the moment of the change, by the clock on the wall.

    Raises:
        UserError: a date cannot be, or nothing is demanded any more.
    """
    today = now.date()
    if not case.kinds:
        raise UserError("Say what is asked for: choose at least one kind of demand.")
    if case.received_on > today:
        raise UserError(
            "The day of receipt {day} has not come yet. Check the date.", day=f"{case.received_on:%d.%m.%Y}"
        )
    if max(case.received_on, case.noticed_on) > case.registered_on:
        raise UserError(
            "The case was registered on {day}: it cannot have been received or noticed later. Check the dates.",
            day=f"{case.registered_on:%d.%m.%Y}",
        )
    if case.identity_confirmed_on and case.identity_confirmed_on < case.received_on:
        raise UserError(
            "Identity was confirmed on {day}, before this receipt. Check the dates.",
            day=f"{case.identity_confirmed_on:%d.%m.%Y}",
        )
    _check_hour(case.received_on, case.received_at, now)
    for text in (case.late_reason, case.contract_clause, case.title, case.incoming_number):
        checked_text(text)
    for day in (case.proof_on, case.detected_on, case.noticed_on):
        if day and not case.received_on <= day <= today:
            raise UserError("{day} lies before the receipt or in the future. Check the date.", day=f"{day:%d.%m.%Y}")
    if case.dispatched_on and case.dispatched_on > case.received_on:
        raise UserError("The claim cannot have been sent after it was received. Check the dates.")
    _check_named(case.named_on, case.received_on)
    _check_contract(case.contract_term)
    _check_amount(case.claim_amount)


def _check_hour(day: date, hour: time | None, now: datetime) -> None:
    """See that an event has happened: an hour still ahead would stretch its 24 hours."""
    if hour is not None and datetime.combine(day, hour) > now.replace(tzinfo=None):
        raise UserError("The hour {time} has not come yet. Check the time.", time=f"{hour:%H:%M}")


def checked_text(text: str) -> str:
    """Return a short text somebody typed, without the spaces around it.

    Raises:
        UserError: it is longer than `MAX_TEXT`: a slip of the paste.
    """
    text = text.strip()
    if len(text) > MAX_TEXT:
        raise UserError(
            "This text has {length} characters; at most {limit} are taken. Shorten it.",
            length=len(text),
            limit=MAX_TEXT,
        )
    return text


def checked_reason(reason: str) -> str:
    """Return the reason of an act, which goes into the journal.

    Raises:
        UserError: it is empty or too long.
    """
    if not reason.strip():
        raise UserError("Give the reason: it goes into the journal.")
    return checked_text(reason)


def _check_named(named: date | None, received: date) -> None:
    if named is not None and named < received:
        raise UserError("The letter cannot ask for an answer by a day before its receipt. Check the dates.")


def _check_contract(term: Term | None) -> None:
    if term is not None:
        checked_days(term.number)


def _check_amount(amount: int | None) -> None:
    if amount is not None and not 0 < amount <= MAX_AMOUNT:
        raise UserError("Such a sum cannot be meant. Check the amount of the claim.")


def check_name(name: str) -> None:
    """See that somebody is named: raises a UserError where the name is empty or too long."""
    if not name.strip():
        raise UserError("Say who writes: the name is empty.")
    if len(name.strip()) > MAX_NAME:
        raise UserError(
            "A name of {length} characters cannot be meant: at most {limit}.", length=len(name), limit=MAX_NAME
        )


def check_file(file: NewFile) -> None:
    """See that a file can be kept: raises a UserError where it is larger than `MAX_FILE_BYTES`."""
    if len(file.content) > MAX_FILE_BYTES:
        raise UserError(
            "The file {name} is larger than {limit} MB and was not taken.",
            name=file.name,
            limit=MAX_FILE_BYTES // 2**20,
        )
