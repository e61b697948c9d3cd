"""What proves that a letter left and arrived: its tracking number, its receipts, what it closed, and its delivery."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from otklik.casework import dispatching, journal
from otklik.casework.desk import Changes
from otklik.casework.erased import refuse_anonymised
from otklik.law.kinds import Reading
from otklik.register.records import AttachmentRole, LetterState
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.registering import NewFile
    from otklik.register.records import Attachment, DutyRecord, Letter


class Outcome(StrEnum):
    """How a letter ended."""

    DELIVERED = "delivered"
    RETURNED = "returned"


_ACTS = {Outcome.DELIVERED: "letter_delivered", Outcome.RETURNED: "letter_returned"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a letter ended, and when.

    Attributes:
        on: the day; `None` where the data of the case were destroyed.
    """

    outcome: Outcome
    on: date | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of how a letter left and arrived.

    Attributes:
        receipts: files that prove it, in the order they came.
        fulfilled: the duties it closed by leaving, those of linked cases it answers among them.
        by_post: whether it was handed to the Post: then the last day ends at 24:00 (ГК ст. 194 п. 2).
        delivery: how it ended, as noted last; `None` while nothing is known.
        remark: why it closed nothing though the case waits for an answer, as a sentence; else empty.
    """

    receipts: tuple[Attachment, ...]
    fulfilled: tuple[DutyRecord, ...]
    by_post: bool
    delivery: Delivery | None
    remark: str


def proof_of(desk: Desk, letter_id: int) -> Proof:
    """Return what proves that a letter left and arrived."""
    register = desk.register
    letter = register.letters.get(letter_id)
    receipts = tuple(
        file
        for file in register.attachments.of_case(letter.case_id)
        if file.role is AttachmentRole.PROOF and file.letter_id == letter_id
    )
    fulfilled = _fulfilled(desk, letter)
    remark = "" if fulfilled else _remark(desk, letter)
    return Proof(receipts, fulfilled, dispatching.left_by_post(letter), _delivery(desk, letter), remark)


def _remark(desk: Desk, letter: Letter) -> str:
    """Return what to do where a letter made for other demands left and duties of its case are still open."""
    records = desk.register.duties.of_case(letter.case_id)
    owed = any(record.done_on is None and record.reading is not Reading.POLICY for record in records)
    if letter.dispatched_on is None or letter.state is not LetterState.ISSUED or not owed:
        return ""
    if dispatching.fits_case(desk, letter):
        return ""
    return say(
        "This letter is meant for other demands, so it closed no duty by itself. "
        "If it does fulfil one, tick that duty in the case."
    )


def note_tracking(desk: Desk, letter_id: int, tracking: str) -> Changes:
    """Put on record the tracking number of a letter that left, or put it right; of closed cases as well.

    Args:
        desk: the desk.
        letter_id: the letter.
        tracking: as it stands on the receipt; kept as of `dispatching.tracking_number`.

    Raises:
        UserError: it did not leave yet, or no number is given, or what is given is none.
    """
    number = dispatching.tracking_number(tracking)
    with desk.register.atomic():
        letter = _sent(desk, letter_id)
        if not number:
            raise UserError("Write the tracking number as it stands on the receipt.")
        noted = replace(letter, tracking=number)
        desk.register.letters.save(noted)
        if changes := journal.differences(letter, noted):
            journal.write(
                desk,
                "tracking_noted",
                case_id=letter.case_id,
                letter_id=letter_id,
                changes=(*changes, *journal.facts(number=letter.number)),
            )
    return _changed(letter)


def note_delivery(desk: Desk, letter_id: int, outcome: Outcome, on: date, proof: NewFile | None = None) -> Changes:
    """Put on record that a letter was delivered or came back; what is noted later rules.

    The journal alone keeps it: no term of the law hangs on it.

    Args:
        desk: the desk.
        letter_id: a letter that left.
        outcome: how it ended.
        on: the day by the notice of delivery or by the tracking.
        proof: the notice of delivery or the report of tracking, as of `dispatching.keep_receipt`.

    Raises:
        UserError: it did not leave yet, the day is before that or in the future, or the file cannot be kept.
    """
    with desk.register.atomic():
        letter = _sent(desk, letter_id)
        left = letter.dispatched_on or on
        if not left <= on <= desk.clock.today():
            raise UserError("{day} lies before the letter left or in the future. Check the date.", day=f"{on:%d.%m.%Y}")
        journal.write(
            desk,
            _ACTS[outcome],
            case_id=letter.case_id,
            letter_id=letter_id,
            changes=journal.facts(number=letter.number, on=on),
        )
        if proof is not None:
            dispatching.keep_proof(desk, letter, proof, "arrival_proof_kept")
    return _changed(letter)


def _sent(desk: Desk, letter_id: int) -> Letter:
    letter = desk.register.letters.get(letter_id)
    if letter.dispatched_on is None:
        raise UserError("The letter is not marked as sent yet.")
    refuse_anonymised(desk.register.cases.get(letter.case_id))
    return letter


def _changed(letter: Letter) -> Changes:
    return Changes(cases=frozenset({letter.case_id}), letters=frozenset({letter.id}))


def _fulfilled(desk: Desk, letter: Letter) -> tuple[DutyRecord, ...]:
    register = desk.register
    case = register.cases.get(letter.case_id)
    cases = (case, *(register.cases.linked(case) if letter.answers_linked else ()))
    return tuple(
        duty
        for one in cases
        for duty in register.duties.of_case(one.id)
        if duty.letter_id == letter.id and duty.done_on is not None
    )


def _delivery(desk: Desk, letter: Letter) -> Delivery | None:
    for event in reversed(desk.register.journal.of_case(letter.case_id)):
        if event.letter_id == letter.id and event.act in _ACTS.values():
            outcome = next(outcome for outcome, act in _ACTS.items() if act == event.act)
            day = next((change.new for change in event.changes if change.field == "on"), None)
            return Delivery(outcome, date.fromisoformat(day) if day else None)
    return None
