"""Register a case, and put right what is known about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.case_checks import check_changed, check_file, check_name, check_new
from otklik.casework.counting import EXTENSION_NOTICES, carry_over, duty_records, extensions_told, with_dates
from otklik.casework.desk import Changes
from otklik.casework.erased import refuse_anonymised
from otklik.casework.linked import letters_about
from otklik.casework.moves import as_change, moves_of
from otklik.casework.repeats import text_key
from otklik.casework.undoable import undoable
from otklik.law.kinds import OCCASIONS, Claimant, ClaimMatter, ErasureGround, Kind, Regime, Trigger
from otklik.law.naming import kind_heading
from otklik.law.rules import RuleSet
from otklik.law.terms import Term
from otklik.register.records import (
    AttachmentRole,
    Case,
    CaseStatus,
    Change,
    Channel,
    DutyRecord,
    Operator,
    Representative,
    Subject,
)
from otklik.register.search import fold
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.moves import CaseMoves

_NOT_TOLD = frozenset({"text", "text_key", "import_key"})
"""Fields of a new case its journal line leaves out: the letter itself, and digests."""

ANSWERS = frozenset(
    {
        "proof_on",
        "detected_on",
        "dispatched_on",
        "erasure_ground",
        "claimant",
        "claim_matter",
        "alleges_unlawful",
        "kinds",
        "received_on",
        "incoming_number",
        "incoming_date",
        "title",
        "text",
        "noticed_on",
        "received_at",
        "late_reason",
        "named_on",
        "contract_term",
        "contract_trigger",
        "contract_clause",
        "claim_amount",
        "lacks",
    }
)
"""Fields of a case that may be put right after registration."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept with a case."""

    name: str
    media_type: str
    content: bytes
    role: AttachmentRole = AttachmentRole.ATTACHMENT


@dataclass(frozen=True, slots=True)
class NewCase:
    """An incoming letter, or an occasion nobody wrote about, as the clerk enters it.

    The fields are those of `register.records.Case`.

    Attributes:
        subject: who writes; of an occasion the operator himself where nobody is named. With the id of somebody in the
            register he is that person; without one he is new, however like somebody known he looks.
        noticed_on: day somebody saw it; the day of receipt where not given.
        files: the letter itself and what came with it.
    """

    operator_id: int
    kinds: tuple[Kind, ...]
    channel: Channel
    received_on: date
    subject: Subject
    representative: Representative | None = None
    noticed_on: date | None = None
    incoming_number: str = ""
    incoming_date: date | None = None
    title: str = ""
    text: str = ""
    regime: Regime = Regime.RUSSIAN
    proof_on: date | None = None
    detected_on: date | None = None
    dispatched_on: date | None = None
    erasure_ground: ErasureGround | None = None
    claimant: Claimant | None = None
    claim_matter: ClaimMatter | None = None
    alleges_unlawful: bool | None = None
    received_at: time | None = None
    late_reason: str = ""
    linked_to: int | None = None
    named_on: date | None = None
    contract_term: Term | None = None
    contract_trigger: Trigger = Trigger.RECEIPT
    contract_clause: str = ""
    message_id: str = ""
    text_key: str = ""
    import_key: str = ""
    claim_amount: int | None = None
    lacks: tuple[str, ...] = ()
    files: tuple[NewFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Registered:
    """A new case: its row id and its number in the register."""

    changes: Changes
    case_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How a case had ended before it was registered: it comes from an older journal, and no letter of ours ended it.

    Attributes:
        answered_on: the day on which everything owed was done.
        closed_on: the day on which it was closed.
        by: what says so, kept as `done_by` of its duties.
        outcome: how it ended, in a few words.
    """

    answered_on: date
    closed_on: date
    by: str
    outcome: str


def register_case(
    desk: Desk, new: NewCase, ended: Ended | None = None, *, operator: Operator | None = None
) -> Registered:
    """Register a case with its people, files and duties, in one transaction.

    Args:
        desk: the desk.
        new: the case.
        ended: how it had ended before; by default it is open.
        operator: whose it is, where the caller has read the profile already, within the same transaction.

    Raises:
        UserError: a date is wrong, no kind or nobody is named, a file is too large; nothing is stored.
    """
    register = desk.register
    with register.atomic():
        operator = operator or register.operators.get(new.operator_id)
        if OCCASIONS.issuperset(new.kinds) and not new.subject.full_name.strip():
            new = replace(new, subject=Subject(full_name=operator.name, organisation=True))
        check_new(new, desk.clock.now())
        subject = _subject(desk, new.subject)
        representative = register.representatives.add(new.representative) if new.representative else None
        told = replace(
            _case(new, desk.clock.today()),
            subject_id=subject.id,
            representative_id=representative.id if representative else None,
        )
        told, duties = _as_it_stands(told, duty_records(told, operator, desk.calendar), ended)
        case = register.cases.add(with_dates(told, duties))
        register.duties.add_first(case.id, duties)
        for file in new.files:
            register.attachments.add(case.id, file.name, file.media_type, file.content, file.role)
        journal.write(
            desk,
            "case_registered",
            case_id=case.id,
            changes=(
                *(change for change in journal.differences(None, told) if change.field not in _NOT_TOLD),
                *journal.facts(files=len(new.files) or "0", subject=subject.full_name),
            ),
        )
    return Registered(Changes(cases=frozenset({case.id}), subjects=frozenset({subject.id})), case.id, case.number)


def _as_it_stands(
    case: Case, duties: tuple[DutyRecord, ...], ended: Ended | None
) -> tuple[Case, tuple[DutyRecord, ...]]:
    """Return a new case and its duties, done and closed where they had ended before."""
    if ended is None:
        return case, duties
    closed = replace(case, status=CaseStatus.CLOSED, outcome=ended.outcome, closed_on=ended.closed_on)
    return closed, tuple(replace(record, done_on=ended.answered_on, done_by=ended.by) for record in duties)


def _subject(desk: Desk, subject: Subject) -> Subject:
    """Return the person the clerk chose, brought up to date, or a new one.

    Nobody is taken for another by himself: one address serves a family, and a name and an address can be borrowed.
    """
    if not subject.id:
        return desk.register.subjects.add(replace(subject, full_name=" ".join(subject.full_name.split())))
    known = desk.register.subjects.get(subject.id)
    merged = replace(
        known,
        gender=subject.gender or known.gender,
        dative=subject.dative or known.dative,
        email=subject.email or known.email,
        phone=subject.phone or known.phone,
        address=subject.address or known.address,
    )
    if merged != known:
        desk.register.subjects.save(merged)
        journal.write(desk, "subject_changed", changes=journal.differences(known, merged))
    return merged


def _case(new: NewCase, today: date) -> Case:
    return Case(
        operator_id=new.operator_id,
        kinds=tuple(dict.fromkeys(new.kinds)),
        channel=new.channel,
        received_on=new.received_on,
        noticed_on=new.noticed_on or new.received_on,
        registered_on=today,
        incoming_number=new.incoming_number.strip(),
        incoming_date=new.incoming_date,
        title=new.title.strip() or kind_heading(new.kinds[0], "ru"),
        text=new.text,
        regime=new.regime,
        proof_on=new.proof_on,
        detected_on=new.detected_on,
        dispatched_on=new.dispatched_on,
        erasure_ground=new.erasure_ground,
        claimant=new.claimant,
        claim_matter=new.claim_matter,
        alleges_unlawful=new.alleges_unlawful,
        received_at=new.received_at,
        late_reason=new.late_reason.strip(),
        linked_to=new.linked_to,
        named_on=new.named_on,
        contract_term=new.contract_term,
        contract_trigger=new.contract_trigger,
        contract_clause=new.contract_clause.strip(),
        message_id=new.message_id.strip(),
        # The words of a row of an old journal are cells: no letter says them again.
        text_key="" if new.import_key else new.text_key or text_key(new.text, new.channel),
        import_key=new.import_key,
        claim_amount=new.claim_amount,
        lacks=new.lacks,
        rules_edition=RuleSet.load().edition,
    )


def answer_question(desk: Desk, case_id: int, **answers: object) -> Changes:
    """Put circumstances of a case on record or right, and recount its duties.

    Args:
        desk: the desk.
        case_id: the case.
        answers: new values by field name, one of `ANSWERS`.

    Raises:
        UserError: the case is not open, or a date makes no sense; nothing is stored.
    """
    if unknown := set(answers) - ANSWERS:
        raise ValueError(unknown)
    register = desk.register
    with undoable(desk, case_id):
        case = open_case(desk, case_id)
        if "received_on" in answers and "noticed_on" not in answers and case.noticed_on == case.received_on:
            answers["noticed_on"] = answers["received_on"]  # nobody said that it was noticed later
        changed = replace(case, **answers)  # type: ignore[arg-type]  # names are checked above, values by the caller's types
        if "kinds" in answers and case.title in {kind_heading(kind, "ru") for kind in case.kinds}:
            changed = replace(changed, title=kind_heading(changed.kinds[0], "ru") if changed.kinds else case.title)
        check_changed(changed, desk.clock.now())
        register.cases.save(changed)
        journal.write(desk, "case_amended", case_id=case_id, changes=journal.differences(case, changed))
        recount(desk, changed)
    return Changes(cases=frozenset({case_id}))


def count_anew(desk: Desk, case: Case) -> tuple[tuple[DutyRecord, ...], tuple[DutyRecord, ...]]:
    """Return the duties of a case as they stand, and as a new count would have them; nothing is stored."""
    register = desk.register
    old = register.duties.of_case(case.id)
    counted = duty_records(case, register.operators.get(case.operator_id), desk.calendar)
    letters = letters_about(register, case)
    told = register.journal.of_case(case.id) if any(letter.template in EXTENSION_NOTICES for letter in letters) else ()
    return old, carry_over((*extensions_told(told), *old), counted, letters)


def recount(desk: Desk, case: Case) -> tuple[DutyRecord, ...]:
    """Count the duties of an open case anew, keep what was done, and journal every date that moved.

    A case counted by older rules goes over to the present ones, and its journal says so with all that comes and goes.
    """
    register, edition = desk.register, RuleSet.load().edition
    old, new = count_anew(desk, case)
    if case.rules_edition != edition:
        _journal_rules(desk, case, edition, moves_of(case, old, new))
    journal_moves(desk, case.id, old, new)
    register.duties.replace(case.id, new)
    stored = register.duties.of_case(case.id)
    register.cases.save(with_dates(replace(case, rules_edition=edition), stored))
    return stored


def journal_moves(desk: Desk, case_id: int, old: tuple[DutyRecord, ...], new: tuple[DutyRecord, ...]) -> None:
    """Journal «было → стало» for every open duty whose day differs between two counts."""
    was = {record.duty: record for record in old if record.done_on is None}
    for record in new:
        change = as_change(was[record.duty], record) if record.duty in was else None
        if change is not None:
            facts = journal.facts(duty=record.title)
            journal.write(desk, "term_recounted", case_id=case_id, changes=(*facts, change))


def _journal_rules(desk: Desk, case: Case, edition: str, found: CaseMoves) -> None:
    stamp = Change("rules_edition", case.rules_edition or None, edition)
    journal.write(desk, "rules_changed", case_id=case.id, changes=(stamp,))
    for move in found.moves:
        if move.old is None:
            facts = journal.facts(duty=move.title, until=move.new)
            journal.write(desk, "duty_added", case_id=case.id, changes=facts)
        elif move.new is None:
            facts = journal.facts(duty=move.title, until=move.old)
            journal.write(desk, "duty_dropped", case_id=case.id, changes=facts)


def open_case(desk: Desk, case_id: int) -> Case:
    """Return the case if it is open.

    Raises:
        UserError: it is closed or annulled.
    """
    case = desk.register.cases.get(case_id)
    if case.status is not CaseStatus.OPEN:
        raise UserError("Case № {number} is closed. Nothing can be changed in it.", number=case.number)
    return case


def update_subject(desk: Desk, case_id: int, subject: Subject) -> Changes:
    """Put right the details of the person of a case.

    Raises:
        UserError: the name is empty, or the case is anonymised.
    """
    check_name(subject.full_name)
    with desk.register.atomic():
        refuse_anonymised(desk.register.cases.get(case_id))
        old = desk.register.subjects.get(subject.id)
        subject = _without_old_forms(old, subject)
        desk.register.subjects.save(subject)
        if changes := journal.differences(old, subject):
            journal.write(desk, "subject_changed", case_id=case_id, changes=changes)
    cases = frozenset(case.id for case in desk.register.cases.of_subject(subject.id))
    return Changes(cases=cases | {case_id}, subjects=frozenset({subject.id}))


def _without_old_forms(old: Subject, new: Subject) -> Subject:
    """Return a person without the corrected forms of a name he bears no longer; forms given anew stay."""
    if fold(old.full_name) == fold(new.full_name):
        return new
    return replace(
        new,
        dative="" if new.dative == old.dative else new.dative,
        genitive="" if new.genitive == old.genitive else new.genitive,
    )


def add_file(desk: Desk, case_id: int, file: NewFile) -> Changes:
    """Keep one more file with a case, closed ones included (proof comes late).

    Raises:
        UserError: the file is too large, or the case is anonymised.
    """
    check_file(file)
    with desk.register.atomic():
        refuse_anonymised(desk.register.cases.get(case_id))
        kept = desk.register.attachments.add(case_id, file.name, file.media_type, file.content, file.role)
        journal.write(
            desk,
            "file_added",
            case_id=case_id,
            changes=journal.facts(name=kept.name, size=kept.size, sha256=kept.sha256),
        )
    return Changes(cases=frozenset({case_id}))
