"""Put on record that a letter left; what it fulfils is closed by that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.counting import extended, notice_of, policy_duty, with_dates
from otklik.casework.desk import Changes
from otklik.casework.erased import refuse_anonymised
from otklik.casework.linked import letters_about, open_linked
from otklik.casework.registering import NewFile
from otklik.casework.undoable import undoable
from otklik.law.kinds import LAWFUL, Kind, Reading
from otklik.register.records import AttachmentRole, Case, CaseStatus, Change, DutyRecord, Letter, LetterState
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.casework.desk import Desk

_ANSWERS = frozenset({"answer", "refusal"})
# As people name the way in Russian and in English.
_POST = ("письм", "почт", "банд", "заказн", "ценн", "letter", "post")
_ELECTRONIC = ("электрон", "e-mail", "email", "мейл", "мэйл", "@")
MAX_RECEIPT_BYTES = 20 * 2**20


def dispatch(
    desk: Desk,
    letter_id: int,
    way: str,
    on: date | None = None,
    tracking: str = "",
    receipts: Sequence[NewFile] = (),
) -> Changes:
    """Put on record that an issued letter left. The duties its template fulfils are done on that day.

    A letter from a template for other demands fulfils nothing by itself (`fits_case`): the clerk ticks what it does.

    A letter handed to the post before 24:00 of the last day is in time (ГК ст. 194 п. 2); the journal says so. A
    tracking number is kept as of `tracking_number`.

    Args:
        desk: the desk.
        letter_id: the letter.
        way: how it left, in a few words.
        on: the day it was handed over; today where not given.
        tracking: tracking number of the Post, if it has one.
        receipts: what proves it, as of `keep_receipt`.

    Raises:
        UserError: the letter is not issued, the day is before its date or in the future, the tracking number is none,
            or a receipt cannot be kept.
    """
    number = tracking_number(tracking)
    register = desk.register
    # What the Post gave a receipt for has left: that is no mark made by mistake.
    case_id = register.letters.get(letter_id).case_id
    with register.atomic() if receipts else undoable(desk, case_id):
        letter = register.letters.get(letter_id)
        day = on or desk.clock.today()
        if letter.state is not LetterState.ISSUED or letter.issued_on is None:
            raise UserError("Only an issued letter can leave. Issue it first.")
        refuse_anonymised(register.cases.get(letter.case_id))
        if letter.dispatched_on is not None:
            raise UserError(
                "Letter № {number} left on {day} already.", number=letter.number, day=f"{letter.dispatched_on:%d.%m.%Y}"
            )
        if not letter.issued_on <= day <= desk.clock.today():
            raise UserError("{day} lies before the letter or in the future. Check the date.", day=f"{day:%d.%m.%Y}")
        sent = replace(letter, dispatched_on=day, dispatch_way=way.strip(), tracking=number)
        register.letters.save(sent)
        journal.write(
            desk,
            "letter_dispatched",
            case_id=letter.case_id,
            letter_id=letter_id,
            changes=(*journal.differences(letter, sent), *journal.facts(number=letter.number, on=day, way=way or "—")),
        )
        answered = _answered(desk, sent)
        for case in answered:
            _close_duties(desk, case, sent, day)
        for receipt in receipts:
            keep_proof(desk, letter, receipt, "receipt_kept")
    cases = frozenset({letter.case_id, *(case.id for case in answered)})
    return Changes(cases=cases, letters=frozenset({letter_id}))


def tracking_number(tracking: str) -> str:
    """Return a tracking number as it is kept: without blanks; one whose check digit does not fit is kept as well.

    Args:
        tracking: as typed or pasted; empty where there is none.

    Raises:
        UserError: it looks like no tracking number at all.
    """
    from otklik.letters.post.tracking import TrackingKind, check_tracking  # noqa: PLC0415 - letters load late

    check = check_tracking(tracking)
    if check.kind is TrackingKind.UNKNOWN:
        raise UserError(
            "A tracking number has 14 digits, or two letters, nine digits and two letters. Check the receipt.",
            field="tracking",
        )
    return check.number


def tracking_problem(tracking: str) -> str:
    """Return what seems wrong with a tracking number, as a sentence; empty where nothing is."""
    from otklik.letters.post.tracking import check_tracking  # noqa: PLC0415 - letters are loaded when one leaves

    return check_tracking(tracking).problem


def keep_receipt(desk: Desk, letter_id: int, file: NewFile) -> Changes:
    """Keep a photograph or PDF of the receipt of the Post as proof that a letter left; of closed cases as well.

    Args:
        desk: the desk.
        letter_id: an issued letter.
        file: JPEG, PNG or PDF, at most 20 MB; what it is is told by its content, not by its name.

    Raises:
        UserError: the letter is a draft, or the file is too large, broken or something else.
    """
    with desk.register.atomic():
        letter = desk.register.letters.get(letter_id)
        if letter.state is LetterState.DRAFT:
            raise UserError("The letter is a draft. Issue it first.")
        refuse_anonymised(desk.register.cases.get(letter.case_id))
        keep_proof(desk, letter, file, "receipt_kept")
    return Changes(cases=frozenset({letter.case_id}), letters=frozenset({letter_id}))


def receipt_type(file: NewFile) -> str:
    """Return the media type a receipt has by its content; each kind has to be whole, from its first sign to its end.

    Raises:
        UserError: it is too large, broken or something else than JPEG, PNG or PDF.
    """
    content = file.content
    if len(content) > MAX_RECEIPT_BYTES:
        raise UserError(
            "The file {name} is larger than {limit} MB and was not taken.",
            name=file.name,
            limit=MAX_RECEIPT_BYTES // 2**20,
        )
    if content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content[3:]:
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") and b"IEND" in content[-1024:]:
        return "image/png"
    if content.startswith(b"%PDF-") and b"startxref" in content:
        return "application/pdf"
    raise UserError(
        "{name} is no photograph and no PDF, or it is broken. A receipt is kept as JPEG, PNG or PDF.", name=file.name
    )


def keep_proof(desk: Desk, letter: Letter, file: NewFile, act: str) -> None:
    """Store what proves that a letter left or arrived, with its line of the journal; inside the transaction of an act.

    Args:
        desk: the desk.
        letter: the letter.
        file: as of `keep_receipt`.
        act: id of the line.

    Raises:
        UserError: as `receipt_type`.
    """
    kept = desk.register.attachments.add(
        letter.case_id, file.name, receipt_type(file), file.content, AttachmentRole.PROOF, letter.id
    )
    journal.write(
        desk,
        act,
        case_id=letter.case_id,
        letter_id=letter.id,
        changes=journal.facts(number=letter.number, name=kept.name, size=kept.size, sha256=kept.sha256),
    )


def fits_case(desk: Desk, letter: Letter) -> bool:
    """Return whether the template of a letter is made for any demand of its case; only then it closes duties."""
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - letters are loaded when one leaves

    template = load_templates().get(letter.template)
    return template is not None and not set(template.kinds).isdisjoint(desk.register.cases.get(letter.case_id).kinds)


def _answered(desk: Desk, letter: Letter) -> tuple[Case, ...]:
    """Return the open cases a letter answers: its own, and the linked ones where it was meant for them too."""
    case = desk.register.cases.get(letter.case_id)
    own = (case,) if case.status is CaseStatus.OPEN else ()
    return (*own, *open_linked(desk.register, case)) if letter.answers_linked else own


def _close_duties(desk: Desk, case: Case, letter: Letter, day: date) -> None:
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - letters are loaded when one leaves

    template = load_templates().get(letter.template)
    if template is None:
        return
    own = set(template.kinds) & set(case.kinds)
    answered = own or set(case.kinds)  # of a linked case: the clerk said that it answers that one too
    if own:
        acts = set(template.closes)
    elif case.id != letter.case_id and fits_case(desk, letter):
        # There it refuses nothing but the demands it is made for: the refused claim stops no processing.
        acts = set(template.closes) - {"refusal"}
    else:
        acts = set()
    register = desk.register
    letters = letters_about(register, case)
    for record in register.duties.of_case(case.id):
        notice = notice_of(record, letters)
        if notice is not None and notice.id == letter.id and record.done_on is None:
            _extend_from(desk, record, letter, letters)
        elif record.done_on is None and _fulfils(acts, answered, record):
            desk.register.duties.save(replace(record, done_on=day, done_by="dispatch", letter_id=letter.id))
            act = "duty_in_time" if day <= record.latest and left_by_post(letter) else "duty_done"
            journal.write(
                desk, act, case_id=case.id, letter_id=letter.id, changes=journal.facts(duty=record.title, on=day)
            )
    records = register.duties.of_case(case.id)
    policy = policy_duty(records)
    waiting = any(record.done_on is None and record.reading in LAWFUL for record in records)
    if _ANSWERS & acts and policy and policy.done_on is None and not waiting:
        register.duties.save(replace(policy, done_on=day, done_by="dispatch", letter_id=letter.id))
        journal.write(desk, "duty_done", case_id=case.id, changes=journal.facts(duty=policy.title, on=day))
    register.cases.save(with_dates(case, register.duties.of_case(case.id)))


def _extend_from(desk: Desk, record: DutyRecord, letter: Letter, letters: tuple[Letter, ...]) -> None:
    """Let the extended day rule, where the notice was sent before the end; else the old one stays."""
    now = extended(record, letters)
    facts = journal.facts(duty=record.title, until=now.latest)
    if letter.dispatched_on and letter.dispatched_on > record.latest:
        journal.write(desk, "extension_late", case_id=record.case_id, letter_id=letter.id, changes=facts)
        return
    desk.register.duties.save(now)
    moved = Change("latest", record.latest.isoformat(), now.latest.isoformat())
    journal.write(desk, "extension_rules", case_id=record.case_id, letter_id=letter.id, changes=(*facts, moved))


def left_by_post(letter: Letter) -> bool:
    """Return whether the letter was handed to the Post: the rule of ГК ст. 194 п. 2 speaks of nothing else.

    The way rules: what went by e-mail was not, whatever number was typed. Of other ways a tracking number tells.
    """
    return goes_by_post(letter.dispatch_way, letter.tracking)


def goes_by_post(way: str, tracking: str) -> bool:
    """Return the same of a way and a tracking number that are not on record yet."""
    return is_postal(way) or (bool(tracking.strip()) and not is_electronic(way))


def is_postal(way: str) -> bool:
    """Return whether a way, in a few words as people name it, is that of the Post."""
    said = way.lower()
    return not is_electronic(way) and any(word in said for word in _POST)


def is_electronic(way: str) -> bool:
    """Return whether a way, in a few words as people name it, leaves by wire: nothing is handed to anybody."""
    said = way.lower()
    return any(word in said for word in _ELECTRONIC)


def _fulfils(acts: set[str], kinds: set[Kind], record: DutyRecord) -> bool:
    if record.reading is Reading.POLICY:  # ends with the last duty of the law, see below
        return False
    return bool(acts & set(record.closed_by)) and record.kind in kinds
