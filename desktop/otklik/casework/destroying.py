"""Put on record that data were destroyed: act and log export by Роскомнадзор's order № 179, in one act of the clerk."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.duties import refresh_dates
from otklik.casework.extracts import log_lines
from otklik.casework.kept_papers import acts_of, papers_of_case
from otklik.casework.registering import open_case
from otklik.casework.signs import sign_mistake
from otklik.law.kinds import Kind, Reading
from otklik.register.paper_records import Paper, PaperKind
from otklik.register.records import Case, Channel, DutyRecord, Operator
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.kept_papers import KeptPaper
    from otklik.letters.act import ActPaper
    from otklik.letters.paper_parts import Made

KEEP_YEARS = 3
"""How long act and export are kept from the day of destruction (п. 8 of the Requirements)."""

_INDEX = re.compile(r"(?<!\d)\d{6}(?=,)")
_PROOF = "prove_destruction"
_WITHDRAWN = "отзыв согласия на обработку персональных данных (152-ФЗ ст. 21 ч. 5)"
_STOPPED = "требование прекратить обработку персональных данных (152-ФЗ ст. 21 ч. 5.1)"
_UNLAWFUL = "выявлена неправомерная обработка, обеспечить её правомерность невозможно (152-ФЗ ст. 21 ч. 3)"
_BY_DUTY = {
    "destroy_unlawful": _UNLAWFUL,
    "destroy_unlawful_later": _UNLAWFUL,
    "destroy_proven": "данные получены незаконно или не нужны для заявленной цели обработки (152-ФЗ ст. 20 ч. 3)",
    "destroy_withdrawn": _WITHDRAWN,
    "destroy_achieved": "достигнута цель обработки персональных данных (152-ФЗ ст. 21 ч. 4)",
    "stop_processing": _STOPPED,
}
_BY_KIND = {
    Kind.CONSENT_WITHDRAWAL: _WITHDRAWN,
    Kind.STOP_PROCESSING: _STOPPED,
    Kind.ERASURE: "требование субъекта уничтожить персональные данные (152-ФЗ ст. 14 ч. 1)",
}

USUAL_WAYS = (
    "удалены из базы данных без возможности восстановления",
    "удалены из базы данных и из резервных копий",
    "бумажные носители измельчены",
)
"""How data are usually destroyed, for the clerk to take and change; Russian, for they stand in the act."""

USUAL_REASONS = tuple(dict.fromkeys((*_BY_DUTY.values(), *_BY_KIND.values())))
"""Why data are destroyed by the law, for the same."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who is named with an address: «ООО «Облако-Пример»», «г. Москва, ул. Серверная, д. 1»."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium of paper that was destroyed, and of how many sheets it was; `None` while not counted."""

    name: str = ""
    sheets: int | None = None


@dataclass(frozen=True, slots=True)
class Destroyer:
    """Who destroyed the data and signs the act."""

    name: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class DestructionForm:
    """What the act says, by п. 3 of the Requirements; empty means not filled in.

    Data in a system: name `systems`, leave `media` empty. On paper: the other way round. In both: name both.

    Attributes:
        operator: а) name and address.
        processors: б) who processed the data on the operator's behalf; empty where nobody did.
        subjects: в) full names, or what else tells the person apart.
        destroyers: г).
        categories: д).
        media: е) media of paper with their sheets.
        systems: ж) information systems.
        way: з) how the data were destroyed.
        reason: и).
        destroyed_on: к); not before the receipt, not in the future.
        log_lacks: п. 6: what the log itself cannot show; may be empty.
    """

    operator: Party = Party()
    processors: tuple[Party, ...] = ()
    subjects: tuple[str, ...] = ()
    destroyers: tuple[Destroyer, ...] = ()
    categories: tuple[str, ...] = ()
    media: tuple[Medium, ...] = ()
    systems: tuple[str, ...] = ()
    way: str = ""
    reason: str = ""
    destroyed_on: date | None = None
    log_lacks: str = ""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """An act that was made.

    Attributes:
        number: of the act.
        keep_until: last day it has to be kept.
        closed: titles of the duties it closed.
    """

    changes: Changes
    paper_id: int
    number: int
    keep_until: date
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act as a list shows it, and as a letter names it.

    Attributes:
        paper_id, case_id, number, made_on, destroyed_on: of the act.
        categories: of the data it says were destroyed.
        keep_until: last day it has to be kept.
        kept_long_enough: whether that day is over.
        void_on: the day it was annulled; `None` while it stands.
    """

    paper_id: int
    case_id: int
    number: int
    made_on: date
    destroyed_on: date
    categories: tuple[str, ...]
    keep_until: date
    kept_long_enough: bool
    void_on: date | None


def acts_of_case(desk: Desk, case_id: int) -> tuple[ActRow, ...]:
    """Return the acts of a case, oldest first; their PDF is `desk.register.papers.content(paper_id)`."""
    return tuple(_row(desk, one) for one in papers_of_case(desk, case_id) if one.paper.kind is PaperKind.ACT)


def acts_of_operator(desk: Desk, operator_id: int) -> tuple[ActRow, ...]:
    """Return the acts of an operator, by number."""
    return tuple(_row(desk, one) for one in acts_of(desk, operator_id))


def _row(desk: Desk, kept: KeptPaper) -> ActRow:
    paper, form = kept.paper, _form_of(kept.paper)
    destroyed_on = form.destroyed_on or paper.made_on
    until = paper.keep_until or keep_until(destroyed_on)
    return ActRow(
        paper_id=paper.id,
        case_id=paper.case_id or 0,
        number=paper.number,
        made_on=paper.made_on,
        destroyed_on=destroyed_on,
        categories=form.categories,
        keep_until=until,
        kept_long_enough=desk.clock.today() > until,
        void_on=kept.void_on,
    )


def destruction_form(desk: Desk, case_id: int) -> DestructionForm:
    """Return the act of a case as far as it is known: profile, person, the reason its duty gives, today.

    The name of the information system is that of the operator's last act. Where the last act of the case is void, the
    form is what that act said: it is put right and made anew.
    """
    acts = [one for one in papers_of_case(desk, case_id) if one.paper.kind is PaperKind.ACT]
    if acts and acts[-1].void_on is not None:
        return _form_of(acts[-1].paper)
    from otklik.letters.fields import operator_title, position, signer  # noqa: PLC0415 - letters are loaded late

    register = desk.register
    case = register.cases.get(case_id)
    operator = register.operators.get(case.operator_id)
    subject = register.subjects.get(case.subject_id)
    nobody = case.channel is Channel.OWN and subject.organisation  # an occasion nobody wrote about
    return DestructionForm(
        operator=Party(operator_title(operator), operator.address),
        processors=_processors(operator),
        subjects=() if nobody else (subject.full_name,),
        destroyers=(Destroyer(signer(operator), position(operator)),),
        categories=operator.data_categories,
        systems=_last_systems(desk, operator.id),
        reason=_reason(case, register.duties.of_case(case_id)),
        destroyed_on=desk.clock.today(),
    )


def _processors(operator: Operator) -> tuple[Party, ...]:
    from otklik.letters.negation import says_nobody  # noqa: PLC0415 - letters are loaded when a paper is made

    if says_nobody(operator.processors, "—"):
        return ()
    return tuple(_party(phrase) for phrase in operator.processors)


def _party(phrase: str) -> Party:
    """Return who is named in a phrase of the profile, with his address: it begins at the index, or behind the comma."""
    index = _INDEX.search(phrase)
    name, address = (phrase[: index.start()], phrase[index.start() :]) if index else phrase.partition(",")[::2]
    return Party(name.strip(" ,"), address.strip())


def _last_systems(desk: Desk, operator_id: int) -> tuple[str, ...]:
    named = [_form_of(act).systems for act in desk.register.papers.of_operator(operator_id, PaperKind.ACT)]
    return next((systems for systems in reversed(named) if systems), ())


def _reason(case: Case, records: tuple[DutyRecord, ...]) -> str:
    """Return the reasons the duties of a case give; a duty that is owed on a condition only gives none."""
    sure = [record for record in records if "destroy" in record.closed_by and not record.condition]
    reasons = [_BY_DUTY[record.duty] for record in sure if record.duty in _BY_DUTY]
    reasons = reasons or [_BY_KIND[kind] for kind in case.kinds if kind in _BY_KIND]
    text = "; ".join(dict.fromkeys(reasons))
    if text and case.destruction_obstacle:
        text += f"; в первый срок уничтожить данные было невозможно: {case.destruction_obstacle}"
    return text


def destroy(desk: Desk, case_id: int, form: DestructionForm) -> Destroyed:
    """Make the act, keep it for three years, close every duty that destruction fulfils, and put it on record.

    Raises:
        UserError: something the act must say is not filled in (all of it is named) or cannot be printed, the day lies
            before the receipt or in the future, or the case is not open; nothing is stored.
    """
    register, today = desk.register, desk.clock.today()
    with register.atomic():
        case = open_case(desk, case_id)
        form = _tidy(form)
        _refuse_gaps(form)
        for mistake in unprintable(form):
            raise mistake
        day = form.destroyed_on or today
        if not case.received_on <= day <= today:
            raise UserError(
                "{day} lies before the receipt or in the future. Check the date.",
                field="destroyed_on",
                day=f"{day:%d.%m.%Y}",
            )
        _record(desk, case, form, day)
        closed = _close_duties(desk, case, day)
        number = register.papers.next_number(case.operator_id, PaperKind.ACT)
        made = _draw(_paper(desk, case, form, number))
        paper = register.papers.add(
            Paper(
                operator_id=case.operator_id,
                case_id=case_id,
                kind=PaperKind.ACT,
                number=number,
                made_on=today,
                title="Акт об уничтожении персональных данных",
                sheets=made.pages,
                keep_until=keep_until(day),
                facts=_as_json(form, closed),
            ),
            made.pdf,
        )
        journal.write(
            desk, "act_made", case_id=case_id, changes=journal.facts(number=number, on=day, sha256=paper.sha256)
        )
    changes = Changes(cases=frozenset({case_id}), operators=frozenset({case.operator_id}))
    return Destroyed(changes, paper.id, number, keep_until(day), tuple(record.title for record in closed))


def draft_act(desk: Desk, case_id: int, form: DestructionForm) -> ActPaper:
    """Return the act as it would be made now, gaps and all; nothing is stored.

    Drawing it, `letters.act.render_act`, needs no register and runs beside the database's thread.
    """
    case = desk.register.cases.get(case_id)
    return _paper(desk, case, _tidy(form), desk.register.papers.next_number(case.operator_id, PaperKind.ACT))


def missing(form: DestructionForm) -> tuple[tuple[str, str], ...]:
    """Return (field, label) of everything the act must say and does not say yet, in the order of п. 3."""
    paper, known = form.media, {medium.name.strip() for medium in form.media}
    nothing = not form.systems and not paper
    checks = (
        ("operator", "name of the operator", not form.operator.name.strip()),
        ("operator", "address of the operator", not form.operator.address.strip()),
        ("processors", "name of who processed the data on your behalf", _any_empty(form.processors, "name")),
        ("processors", "address of who processed the data on your behalf", _any_empty(form.processors, "address")),
        ("subjects", "whose data they were", not _filled(form.subjects)),
        ("destroyers", "who destroyed the data", not form.destroyers or _any_empty(form.destroyers, "name")),
        ("destroyers", "position of who destroyed the data", _any_empty(form.destroyers, "position")),
        ("categories", "categories of the destroyed data", not _filled(form.categories)),
        ("media", "what each medium is called", "" in known),
        ("media", "how many sheets each medium had", any((medium.sheets or 0) < 1 for medium in paper)),
        ("systems", "the information system, or the media of paper with their sheets", nothing),
        ("way", "way of destruction", not form.way.strip()),
        ("reason", "reason of destruction", not form.reason.strip()),
        ("destroyed_on", "date of destruction", form.destroyed_on is None),
    )
    return tuple((field, say(label)) for field, label, gap in checks if gap)


def unprintable(form: DestructionForm) -> tuple[UserError, ...]:
    """Return a mistake for each text with signs no paper can show, in the order of the form; needs no register.

    The value `field` of each is the attribute of the form, `address` for that of the operator.
    """
    texts = (
        ("systems", "name of the information system", form.systems),
        ("log_lacks", "what the log of the system does not show", (form.log_lacks,)),
        ("media", "what each medium is called", [medium.name for medium in form.media]),
        ("subjects", "whose data they were", form.subjects),
        ("categories", "categories of the destroyed data", form.categories),
        ("way", "way of destruction", (form.way,)),
        ("reason", "reason of destruction", (form.reason,)),
        ("destroyers", "who destroyed the data", [f"{one.name} {one.position}" for one in form.destroyers]),
        ("operator", "name of the operator", (form.operator.name,)),
        ("address", "address of the operator", (form.operator.address,)),
        ("processors", "processors", [f"{one.name} {one.address}" for one in form.processors]),
    )
    found = (sign_mistake(field, say(label), "\n".join(typed)) for field, label, typed in texts)
    return tuple(mistake for mistake in found if mistake)


def keep_until(destroyed_on: date) -> date:
    """Return the last of the three years an act is kept: the same date, or 28 February (ГК ст. 192)."""
    year = destroyed_on.year + KEEP_YEARS
    leap = (destroyed_on.month, destroyed_on.day) == (2, 29)
    return date(year, 2, 28) if leap else destroyed_on.replace(year=year)


def _refuse_gaps(form: DestructionForm) -> None:
    if gaps := missing(form):
        labels = _Labels(label for _field, label in gaps)
        raise UserError("The act is not made. Not filled in: {fields}.", field=gaps[0][0], fields=labels)


class _Labels(tuple[str, ...]):
    """Names of fields in a sentence: every one of them, where a text somebody typed would be cut short."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(self)


def _any_empty(entries: tuple[Any, ...], name: str) -> bool:
    return any(not getattr(entry, name).strip() for entry in entries)


def _filled(phrases: tuple[str, ...]) -> bool:
    return any(phrase.strip() for phrase in phrases)


def _tidy(form: DestructionForm) -> DestructionForm:
    """Return the form without white space around its values and without empty phrases."""

    def phrases(given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(phrase.strip() for phrase in given if phrase.strip())

    return DestructionForm(
        operator=Party(form.operator.name.strip(), form.operator.address.strip()),
        processors=tuple(Party(one.name.strip(), one.address.strip()) for one in form.processors),
        subjects=phrases(form.subjects),
        destroyers=tuple(Destroyer(one.name.strip(), one.position.strip()) for one in form.destroyers),
        categories=phrases(form.categories),
        media=tuple(Medium(medium.name.strip(), medium.sheets) for medium in form.media),
        systems=phrases(form.systems),
        way=form.way.strip(),
        reason=form.reason.strip(),
        destroyed_on=form.destroyed_on,
        log_lacks=form.log_lacks.strip(),
    )


def _record(desk: Desk, case: Case, form: DestructionForm, day: date) -> None:
    """Write the event itself: it is what the log export shows."""
    facts = journal.facts(
        on=day,
        reason=form.reason,
        way=form.way,
        categories=form.categories,
        systems=form.systems,
        media=tuple(f"{medium.name}: {medium.sheets}" for medium in form.media),
    )
    journal.write(desk, "data_destroyed", case_id=case.id, changes=facts)


def _close_duties(desk: Desk, case: Case, day: date) -> list[DutyRecord]:
    """Close what destruction fulfils; the act itself is owed until today, the rest until the day of destruction."""
    closed = []
    for record in desk.register.duties.of_case(case.id):
        if record.done_on is not None or "destroy" not in record.closed_by or record.reading is Reading.POLICY:
            continue
        done = replace(record, done_on=desk.clock.today() if record.duty == _PROOF else day, done_by="destroy")
        desk.register.duties.save(done)
        facts = journal.facts(duty=record.title, on=done.done_on)
        journal.write(desk, "duty_done", case_id=case.id, changes=facts)
        closed.append(done)
    refresh_dates(desk, case)
    return closed


def _paper(desk: Desk, case: Case, form: DestructionForm, number: int) -> ActPaper:
    from otklik.letters.act import ActPaper  # noqa: PLC0415 - letters are loaded when a paper is made

    return ActPaper(
        number=number,
        made_on=desk.clock.today(),
        case_number=case.number,
        operator=form.operator.name,
        operator_address=form.operator.address,
        processors=tuple((one.name, one.address) for one in form.processors),
        subjects=form.subjects,
        destroyers=tuple((one.position, one.name) for one in form.destroyers),
        categories=form.categories,
        media=tuple((medium.name, medium.sheets or 0) for medium in form.media),
        systems=form.systems,
        way=form.way,
        reason=form.reason,
        destroyed_on=form.destroyed_on,
        log_lacks=form.log_lacks,
        keep_until=keep_until(form.destroyed_on) if form.destroyed_on else None,
        log=log_lines(desk, case.id),
        chain_head=desk.register.journal.head(),
    )


def _draw(paper: ActPaper) -> Made:
    from otklik.letters.act import render_act  # noqa: PLC0415 - reportlab is loaded when a page is drawn

    return render_act(paper)


def _as_json(form: DestructionForm, closed: list[DutyRecord]) -> str:
    facts = {"form": asdict(form), "closed": [record.duty for record in closed]}
    return json.dumps(facts, ensure_ascii=False, default=str)


def _form_of(act: Paper) -> DestructionForm:
    """Return what an act says, as it was filled in."""
    said = json.loads(act.facts)["form"]
    day = said["destroyed_on"]
    return DestructionForm(
        operator=Party(**said["operator"]),
        processors=tuple(Party(**one) for one in said["processors"]),
        subjects=tuple(said["subjects"]),
        destroyers=tuple(Destroyer(**one) for one in said["destroyers"]),
        categories=tuple(said["categories"]),
        media=tuple(Medium(**one) for one in said["media"]),
        systems=tuple(said["systems"]),
        way=said["way"],
        reason=said["reason"],
        destroyed_on=date.fromisoformat(day) if day else None,
        log_lacks=said["log_lacks"],
    )
