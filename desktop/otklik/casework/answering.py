"""Draft, edit, preview and issue a letter."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from otklik.casework import journal, letter_facts
from otklik.casework.case_checks import checked_reason
from otklik.casework.counting import notice_of
from otklik.casework.desk import Changes
from otklik.casework.erased import refuse_anonymised, shown
from otklik.casework.images import images_of
from otklik.casework.linked import letters_about
from otklik.casework.naming_people import remembered
from otklik.casework.opening import is_training
from otklik.casework.registering import open_case, recount
from otklik.casework.templates_own import shipped, used_template
from otklik.law.kinds import Kind
from otklik.register.paper_records import Enclosure, ImageKind
from otklik.register.records import Case, Change, Letter, LetterState, Operator, Representative, Subject
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.letters.fields import Fields
    from otklik.letters.model import LetterModel


_OWN_FIELD = re.compile(r"\b(?:письмо|прежнее)\.\w+")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A new draft."""

    changes: Changes
    letter_id: int


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter with what the editor needs.

    Attributes:
        fields: value of every merge field by its name, as text; empty where not filled in.
        missing: (name, label) of the empty fields the text uses, and of requisites without which no letter leaves.
        enclosures: what is enclosed, in order.
    """

    letter: Letter
    case: Case
    operator: Operator
    subject: Subject
    fields: dict[str, str]
    missing: tuple[tuple[str, str], ...]
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterGround:
    """What stands behind the words of a letter: with it a page is made without the register.

    Attributes:
        letter: its record without heading, text and the time they were changed: typing leaves the ground as it is.
        fields: value of every merge field by its name.
        chain_head: hex head of the journal's chain.
        enclosures: what is enclosed, in order.
        drafted: the text the template makes of the fields; `None` for a letter that cannot be typed into any more.
        training: whether the register is a demonstration.
    """

    letter: Letter
    case: Case
    operator: Operator
    subject: Subject
    representative: Representative | None
    fields: Fields
    chain_head: str
    enclosures: tuple[Enclosure, ...]
    images: dict[ImageKind, bytes]
    drafted: str | None
    training: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter ready to be drawn; drawing it needs no register."""

    model: LetterModel
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued letter."""

    changes: Changes
    number: str
    sha256: str


def own_fields(template_id: str, desk: Desk | None = None) -> tuple[tuple[str, str], ...]:
    """Return (name, label) of the fields of a template that can be given for a letter, in the order of the text.

    They are those of one letter alone, their names without «письмо.», and «прежнее.…» on the person's earlier request:
    where that one is older than the register, nobody but the clerk knows it.

    Args:
        template_id: which template.
        desk: whose own text of it counts; `None` for the shipped text.

    Raises:
        UserError: there is no such template.
    """
    from otklik.letters.fields import label  # noqa: PLC0415 - letters are loaded when one is written

    template = used_template(desk, template_id) if desk else shipped(template_id)
    names = dict.fromkeys(_OWN_FIELD.findall(template.body))
    return tuple((name.removeprefix("письмо."), label(name)) for name in names)


def field_labels(desk: Desk, letter: Letter) -> dict[str, str]:
    """Return what people call each field a letter may hold, those of its template among them, by the field's name."""
    from otklik.letters.fields import labels  # noqa: PLC0415 - letters are loaded when one is written

    try:
        own = own_fields(letter.template, desk)
    except UserError:  # the template of an older version is gone; the letter stays
        own = ()
    return labels() | {name if "." in name else f"письмо.{name}": label for name, label in own}


def draft_letter(desk: Desk, case_id: int, template_id: str, given: dict[str, str] | None = None) -> Drafted:
    """Draft a letter from a template: from the user's own text of it, where he has one.

    Args:
        desk: the desk.
        case_id: the case it answers.
        template_id: which template.
        given: values of `own_fields` by name: «причина_продления» or «письмо.причина_продления», «прежнее.получено».
            They go before what the register says of an earlier request.

    Raises:
        UserError: there is no such template, or the case is not open.
    """
    from otklik.letters.merge import draft  # noqa: PLC0415 - letters are loaded when one is written

    template = used_template(desk, template_id)
    # His text may do without one of our fields: a value for it, which other acts hand over, is no mistake.
    known = dict.fromkeys(name for name, _label in (*own_fields(template_id, desk), *own_fields(template_id)))
    for name in given or {}:
        if name.removeprefix("письмо.") not in known:
            raise UserError(
                "The template has no field “{name}”. Its fields: {fields}.", name=name, fields=", ".join(known) or "—"
            )
    register = desk.register
    with register.atomic():
        case = open_case(desk, case_id)
        fields = _fields(desk, case, given or {})
        letter = register.letters.add(
            Letter(
                case_id=case_id,
                operator_id=case.operator_id,
                template=template_id,
                heading=template.heading,
                body=draft(template, letter_facts.at_first(fields, given or {})),
                changed_at=desk.clock.now(),
            )
        )
        journal.write(
            desk,
            "letter_drafted",
            case_id=case_id,
            letter_id=letter.id,
            changes=journal.facts(template=template_id, heading=letter.heading),
        )
    return Drafted(Changes(cases=frozenset({case_id}), letters=frozenset({letter.id})), letter.id)


def _fields(desk: Desk, case: Case, given: dict[str, str]) -> Fields:
    from otklik.letters.fields import letter_fields  # noqa: PLC0415 - letters are loaded when one is written

    register = desk.register
    own = {name if "." in name else f"письмо.{name}": value for name, value in given.items()}
    return letter_fields(
        register.operators.get(case.operator_id),
        register.subjects.get(case.subject_id),
        _representative(desk, case),
        case,
        register.duties.of_case(case.id),
        today=desk.clock.today(),
        own=letter_facts.known(desk, case) | own,
        remembered=lambda name: remembered(register, name),
    )


def _representative(desk: Desk, case: Case) -> Representative | None:
    return desk.register.representatives.get(case.representative_id) if case.representative_id is not None else None


def open_letter(desk: Desk, letter_id: int) -> LetterView:
    """Return a letter, draft or issued, with the values of its fields.

    Raises:
        UserError: the draft was discarded meanwhile.
    """
    letter = _known(desk, letter_id)
    case = desk.register.cases.get(letter.case_id)
    if case.anonymised_on is not None:
        subject = shown(desk.register.subjects.get(case.subject_id))
        return LetterView(letter, case, desk.register.operators.get(letter.operator_id), subject, {}, ())
    ground = _ground(desk, letter)
    missing: tuple[tuple[str, str], ...] = ()
    if letter.state is LetterState.DRAFT:
        missing = put_together(ground, letter.heading, letter.body).missing
    return LetterView(
        letter=letter,
        case=ground.case,
        operator=ground.operator,
        subject=ground.subject,
        fields={name: value if isinstance(value, str) else "\n".join(value) for name, value in ground.fields.items()},
        missing=missing,
        enclosures=ground.enclosures,
    )


def _gaps(model: LetterModel) -> tuple[tuple[str, str], ...]:
    return tuple((gap.name, gap.label) for gap in model.missing)


def save_draft(desk: Desk, letter_id: int, heading: str, body: str) -> Changes:
    """Keep what was typed into a draft. Only issuing is an act of the journal; typing is not.

    Raises:
        UserError: the letter is issued and cannot change any more.
    """
    with desk.register.atomic():
        letter = _draft(desk, letter_id)
        desk.register.letters.save(replace(letter, heading=heading, body=body, changed_at=desk.clock.now()))
    return Changes(letters=frozenset({letter_id}), cases=frozenset({letter.case_id}))


def _known(desk: Desk, letter_id: int) -> Letter:
    if not desk.register.letters.known(letter_id):
        raise UserError("The draft is no longer there: it was discarded meanwhile.")
    return desk.register.letters.get(letter_id)


def _draft(desk: Desk, letter_id: int) -> Letter:
    letter = _known(desk, letter_id)
    if letter.state is not LetterState.DRAFT:
        raise UserError("Letter № {number} is issued: its text no longer changes.", number=letter.number)
    return letter


def prepare(desk: Desk, letter_id: int, heading: str, body: str) -> Prepared:
    """Return the letter as it would be drawn with this heading and text, empty fields named."""
    return put_together(_ground(desk, desk.register.letters.get(letter_id)), heading, body)


def read_ground(desk: Desk, letter_id: int) -> LetterGround | None:
    """Return what stands behind the words of a letter; `None` where the draft was discarded meanwhile."""
    return _ground(desk, desk.register.letters.get(letter_id)) if desk.register.letters.known(letter_id) else None


def put_together(ground: LetterGround, heading: str, body: str) -> Prepared:
    """Return a draft as it would be drawn with this heading and text, empty fields named. Needs no register."""
    model = _compose(ground, heading, body)
    return Prepared(model, _gaps(model))


def letter_model(desk: Desk, letter_id: int) -> LetterModel:
    """Return a letter as it is put together now, an issued one with its number and date.

    Raises:
        UserError: its case is anonymised.
    """
    letter = desk.register.letters.get(letter_id)
    refuse_anonymised(desk.register.cases.get(letter.case_id))
    ground = _ground(desk, letter)
    return _compose(ground, letter.heading, letter.body, number=letter.number, issued_on=letter.issued_on)


def _ground(desk: Desk, letter: Letter) -> LetterGround:
    register = desk.register
    case = register.cases.get(letter.case_id)
    fields = _fields(desk, case, {})
    return LetterGround(
        letter=replace(letter, heading="", body="", changed_at=None),
        case=case,
        operator=register.operators.get(letter.operator_id),
        subject=register.subjects.get(case.subject_id),
        representative=_representative(desk, case),
        fields=fields,
        chain_head=register.journal.head(),
        enclosures=register.enclosures.of_letter(letter.id),
        images=images_of(desk, letter.operator_id),
        drafted=_drafted(desk, letter, fields) if letter.state is LetterState.DRAFT else None,
        training=is_training(desk),
    )


def _drafted(desk: Desk, letter: Letter, fields: Fields) -> str:
    """Return what the template of a letter says by itself; empty where there is no such template any more."""
    from otklik.letters.merge import draft  # noqa: PLC0415 - letters are loaded when one is written

    try:
        return draft(used_template(desk, letter.template), letter_facts.at_first(fields))
    except UserError:
        return ""


def _compose(
    ground: LetterGround, heading: str, body: str, *, number: str = "", issued_on: date | None = None
) -> LetterModel:
    """Put the letter together; without a number and a date it is a draft that shows its empty fields."""
    from otklik.letters.addressing import readdress  # noqa: PLC0415 - letters are loaded when one is written
    from otklik.letters.model import compose  # noqa: PLC0415 - the same

    model = compose(
        ground.operator,
        ground.subject,
        ground.representative,
        ground.case,
        replace(ground.letter, heading=heading, body=body),
        ground.fields,
        number=number,
        issued_on=issued_on,
        chain_head=ground.chain_head,
        enclosures=ground.enclosures,
        images=ground.images,
        drafted=ground.drafted,
    )
    return replace(readdress(model, ground.case), training=ground.training)


def render_preview(prepared: Prepared) -> bytes:
    """Return the PDF of a draft. Needs no register: runs beside the database's thread."""
    from otklik.letters.render import render  # noqa: PLC0415 - reportlab is loaded when a page is drawn

    return render(prepared.model)


def unprintable(prepared: Prepared) -> tuple[str, ...]:
    """Return the characters a letter cannot be issued with, as people call them. Runs where the preview is drawn."""
    from otklik.letters import render  # noqa: PLC0415 - reportlab is loaded when a page is drawn

    return render.unprintable(prepared.model)


def issue(desk: Desk, letter_id: int) -> Issued:
    """Issue a letter: give it its outgoing number, draw it as PDF/A, keep the PDF with its hash, never change it again.

    Raises:
        UserError: a field is empty (it is named) or the case is closed; the draft stays as it is.
    """
    from otklik.letters.merge import fill, settle  # noqa: PLC0415 - letters are loaded when one is written
    from otklik.letters.render import render  # noqa: PLC0415 - reportlab is loaded when a page is drawn

    register, today = desk.register, desk.clock.today()
    with register.atomic():
        letter = _draft(desk, letter_id)
        case = open_case(desk, letter.case_id)
        ground = _ground(desk, letter)
        if missing := put_together(ground, letter.heading, letter.body).missing:
            raise UserError(
                "The letter is not issued. Not filled in: {fields}.",
                fields=", ".join(label for _name, label in missing),
            )
        number = outgoing_number(register.letters.next_number(letter.operator_id, today.year), case)
        model = _compose(ground, letter.heading, letter.body, number=number, issued_on=today)
        pdf = render(model)
        sha256 = hashlib.sha256(pdf).hexdigest()
        # With its fields filled in: what the profile or the search says later is not what this letter said.
        body = fill(settle(letter.body, ground.fields, ground.drafted), ground.fields).markdown
        said = replace(letter, body=body, issued_on=today, changed_at=desk.clock.now())
        register.letters.issue(said, number, pdf, sha256)
        journal.write(
            desk,
            "letter_issued",
            case_id=case.id,
            letter_id=letter_id,
            changes=(
                Change("state", "draft", "issued"),
                *journal.facts(number=number, sha256=sha256, text_sha256=model.digest),
            ),
        )
    return Issued(Changes(cases=frozenset({case.id}), letters=frozenset({letter_id})), number, sha256)


def outgoing_number(position: int, case: Case) -> str:
    """Return the number as printed: «27/ПДн» for personal data, «27/П» where the case is a claim alone."""
    return f"{position}/П" if set(case.kinds) == {Kind.CLAIM} else f"{position}/ПДн"


def letter_pdf(desk: Desk, letter_id: int) -> bytes:
    """Return the stored PDF of an issued letter, byte for byte.

    Raises:
        UserError: the letter is a draft.
    """
    if desk.register.letters.get(letter_id).state is LetterState.DRAFT:
        raise UserError("The letter is a draft. Issue it first.")
    return desk.register.letters.pdf(letter_id)


def annul_letter(desk: Desk, letter_id: int, reason: str) -> Changes:
    """Annul an issued letter; its number stays used, duties it closed open again.

    Raises:
        UserError: no reason is given, the letter is not an issued one, or a case that rests on it is closed.
    """
    reason = checked_reason(reason)
    register = desk.register
    with register.atomic():
        letter = register.letters.get(letter_id)
        if letter.state is not LetterState.ISSUED:
            raise UserError("Only an issued letter can be annulled.")
        case = open_case(desk, letter.case_id)
        register.letters.save(replace(letter, state=LetterState.ANNULLED, reason=reason.strip()))
        journal.write(
            desk,
            "letter_annulled",
            case_id=case.id,
            letter_id=letter_id,
            changes=(
                Change("state", "issued", "annulled"),
                *journal.facts(number=letter.number, reason=reason.strip()),
            ),
        )
        rested = [one for one in (case, *register.cases.linked(case)) if _rests(desk, one, letter_id)]
        for one in rested:
            take_back(desk, open_case(desk, one.id), letter_id)
    return Changes(cases=frozenset({case.id, *(one.id for one in rested)}), letters=frozenset({letter_id}))


def _rests(desk: Desk, case: Case, letter_id: int) -> bool:
    return any(record.letter_id == letter_id for record in desk.register.duties.of_case(case.id))


def take_back(desk: Desk, case: Case, letter_id: int) -> None:
    """Undo what rested on a letter that is void: duties it fulfilled and terms it extended."""
    register = desk.register
    letters = letters_about(register, case)
    for record in register.duties.of_case(case.id):
        if record.letter_id != letter_id:
            continue
        notice = notice_of(record, letters)
        kept = record if notice else replace(record, extended_on=None, extended_to=None)
        register.duties.save(replace(kept, done_on=None, done_by="", letter_id=notice.id if notice else None))
        act = "duty_reopened" if record.done_on else "extension_void"
        facts = journal.facts(duty=record.title, reason=say("letter annulled"))
        journal.write(desk, act, case_id=case.id, changes=facts)
    recount(desk, case)


def discard_draft(desk: Desk, letter_id: int) -> Changes:
    """Throw a draft away (it had no number).

    Raises:
        UserError: the letter is issued: it can only be annulled.
    """
    with desk.register.atomic():
        letter = _draft(desk, letter_id)
        desk.register.letters.discard(letter_id)
        journal.write(desk, "draft_discarded", case_id=letter.case_id, changes=journal.facts(heading=letter.heading))
    return Changes(cases=frozenset({letter.case_id}), letters=frozenset({letter_id}))
