"""`otklik add`, `list`, `show` and the clerk's acts on one case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from otklik.casework import (
    annulling_acts,
    answering,
    closing,
    duties,
    extending,
    identity,
    lists,
    registering,
)
from otklik.casework.hints import hints_of
from otklik.casework.kept_papers import papers_of_case
from otklik.casework.profiles import operators
from otklik.cli import known
from otklik.cli.frame import DAY, Command, Options, duty_title, open_desk, russian, show
from otklik.cli.law import parse_kind
from otklik.cli.listing import dated
from otklik.cli.terms import TIME, contract_fields, contract_of, contract_options
from otklik.law.kinds import OCCASIONS, Claimant, ClaimMatter, ErasureGround
from otklik.register.paper_records import PaperKind, SearchOutcome
from otklik.register.records import Channel, LetterState, Representative, Subject
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.kept_papers import KeptPaper
    from otklik.casework.views import CaseView, DutyRow
    from otklik.intake.reading import IncomingLetter
    from otklik.register.paper_records import CasePlace
    from otklik.register.records import Letter


def _choice(enum: Any) -> click.Choice[str]:
    return click.Choice([item.value for item in enum])


@click.command(cls=Command, short_help="Register a letter that came.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--kind", "kinds", multiple=True, help="What is asked; may be given several times.")
@click.option("--operator", "operator_id", type=int, help="Whose letter it is, where there are several operators.")
@click.option("--received", type=DAY, help="Day of receipt; the letter's own date or today where not given.")
@click.option("--channel", type=_choice(Channel))
@click.option("--name", help="Who writes: surname, name, patronymic.")
@click.option("--email", default="")
@click.option("--phone", default="")
@click.option("--address", default="")
@click.option("--organisation", is_flag=True, help="The writer is an organisation.")
@click.option("--representative", default="", help="Who writes for him.")
@click.option("--authority", default="", help="The representative's authority.")
@click.option("--number", default="", help="The writer's own number.")
@click.option("--dated", type=DAY, help="The writer's own date.")
@click.option("--title", default="")
@click.option("--text", default="")
@click.option("--ground", type=_choice(ErasureGround))
@click.option("--claimant", type=_choice(Claimant))
@click.option("--matter", type=_choice(ClaimMatter))
@click.option("--dispatched", type=DAY)
@click.option("--unlawful/--lawful", default=None)
@click.option("--at", type=TIME, help="Time of the event, for terms in hours.")
@click.option("--noticed", type=DAY, help="Day somebody saw it; the day of receipt where not given.")
@click.option("--late-reason", default="", help="Why it is registered late.")
@click.option("--named", type=DAY, help="Day the letter itself asks to answer by.")
@click.option("--linked", type=int, help="Number of the case it belongs to, as an incident found in it.")
@click.option("--person-of", type=int, help="Number of an earlier case of the same person.")
@contract_options
@click.pass_obj
def add(options: Options, /, file: Path | None, kinds: tuple[str, ...], **given: Any) -> None:
    """Register a case from FILE (.eml, .msg, .txt, .pdf, .docx, a picture) or by hand with --kind and --name."""
    from otklik.cli.incoming import read_file_as_letter  # noqa: PLC0415 - only where a file is given

    letter = read_file_as_letter(file) if file else None
    with open_desk(options) as desk:
        new = _new_case(desk, letter, tuple(parse_kind(kind) for kind in kinds), given)
        if given["person_of"]:
            new = _of_known_person(desk, new, given["person_of"])
        hints = hints_of(desk, new)
        made = registering.register_case(desk, new)
        view = lists.case_view(desk, made.case_id)
    problems = tuple(letter.problems) if letter else ()
    show(
        options,
        {**_as_row(view), "problems": problems, **known.as_row(hints)},
        lambda: "\n".join([_as_text(view), *problems, *known.as_sentences(hints)]),
    )


def _of_known_person(desk: Desk, new: registering.NewCase, number: int) -> registering.NewCase:
    """Return the case as one of the person of an earlier case; what was typed of him now goes before."""
    known = lists.case_view(desk, lists.case_id_of(desk, number)).subject
    typed = new.subject if new.subject.full_name else replace(new.subject, full_name=known.full_name)
    return replace(new, subject=replace(typed, id=known.id))


def _new_case(desk: Desk, letter: IncomingLetter | None, kinds: tuple[Any, ...], given: dict[str, Any]) -> Any:
    from otklik.casework.receiving import case_from_letter  # noqa: PLC0415 - only where a letter is read

    representative = None
    if given["representative"]:
        representative = Representative(full_name=given["representative"], authority=given["authority"])
    by_hand: dict[str, Any] = {
        "operator_id": operator_id_of(desk, given["operator_id"]),
        "kinds": kinds,
        "received_on": given["received"],
        "channel": Channel(given["channel"]) if given["channel"] else None,
        "subject": Subject(
            full_name=given["name"] or "",
            email=given["email"],
            phone=given["phone"],
            address=given["address"],
            organisation=given["organisation"],
        ),
        "representative": representative,
        "incoming_number": given["number"],
        "incoming_date": given["dated"],
        "title": given["title"],
        "text": given["text"],
        "erasure_ground": ErasureGround(given["ground"]) if given["ground"] else None,
        "claimant": Claimant(given["claimant"]) if given["claimant"] else None,
        "claim_matter": ClaimMatter(given["matter"]) if given["matter"] else None,
        "dispatched_on": given["dispatched"],
        "alleges_unlawful": given["unlawful"],
        "received_at": given["at"],
        "noticed_on": given["noticed"],
        "late_reason": given["late_reason"],
        "named_on": given["named"],
        "linked_to": lists.case_id_of(desk, given["linked"]) if given["linked"] else None,
        **contract_fields(contract_of(given)),
    }
    if letter is not None:
        return case_from_letter(letter, by_hand, desk.clock.today(), desk.calendar)
    by_hand["received_on"] = by_hand["received_on"] or desk.clock.today()
    nobody_wrote = bool(kinds) and OCCASIONS.issuperset(kinds)
    by_hand["channel"] = by_hand["channel"] or (Channel.OWN if nobody_wrote else Channel.LETTER)
    return registering.NewCase(**by_hand)


def operator_id_of(desk: Desk, given: int | None) -> int:
    """Return the operator that is meant: the one given, or the only one.

    Raises:
        UserError: there is none, or several and none of them is named.
    """
    known = [one.id for one in operators(desk)]
    if not known:
        raise UserError("The register has no operator yet. Begin with `otklik operator new`.")
    if given is None and len(known) == 1:
        return known[0]
    if given not in known:
        raise UserError("Say which operator is meant: --operator with one of {ids}.", ids=", ".join(map(str, known)))
    return given


@click.command("show", cls=Command, short_help="Show a case.")
@click.argument("number", type=int)
@click.pass_obj
def show_case(options: Options, number: int) -> None:
    """Show the case NUMBER with its duties, letters and journal."""
    with open_desk(options, writable=False) as desk:
        view = lists.case_view(desk, lists.case_id_of(desk, number))
    show(options, _as_row(view), lambda: _as_text(view))


def _as_row(view: CaseView) -> dict[str, object]:
    return {
        "number": view.case.number,
        "case": view.case,
        "subject": view.subject,
        "representative": view.representative,
        "operator": view.operator.name,
        "duties": [
            {
                "kind": row.duty.kind,
                "duty": row.duty.duty,
                "title": row.duty.title,
                "basis": row.duty.basis,
                "term": row.duty.term,
                "safe": row.duty.safe,
                "latest": row.duty.latest,
                "extended_latest": row.duty.extended_latest,
                "provisional": row.duty.provisional,
                "ends_at": row.duty.ends_at,
                "readings": row.readings,
                "condition": row.duty.condition,
                "done_on": row.duty.done_on,
            }
            for row in view.duties
        ],
        "places": [
            {"place": place.name, "outcome": place.outcome, "note": place.note, "checked_on": place.checked_on}
            for place in view.places
        ],
        "linked": [case.number for case in view.linked],
        "days_gone": view.days_gone,
        "no_extension": view.no_extension,
        "questions": view.questions,
        "letters": view.letters,
        "attachments": view.attachments,
        "papers": [
            {
                "kind": kept.paper.kind,
                "number": kept.paper.number,
                "title": kept.paper.title,
                "made_on": kept.paper.made_on,
                "keep_until": kept.paper.keep_until,
                "sha256": kept.paper.sha256,
                "void_on": kept.void_on,
                "void_reason": kept.void_reason,
            }
            for kept in view.papers
        ],
        "journal": view.journal,
    }


def _as_text(view: CaseView) -> str:
    case = view.case
    lines = [
        f"№ {case.number}  {case.title}  {view.subject.full_name}",
        _dates(view),
    ]
    if view.linked:
        lines.append(say("linked: {numbers}", numbers=", ".join(f"№ {case.number}" for case in view.linked)))
    lines += [
        f"  {'✓' if row.duty.done_on else '·'} {_day_of(row)}"
        f"  {duty_title(row.duty)} · {row.duty.basis}" + (f" · {row.duty.condition}" if row.duty.condition else "")
        for row in view.duties
    ]
    if view.needs_search or any(place.outcome for place in view.places):
        lines += [f"  {_place(place)}" for place in view.places]
    lines += [f"  {russian(letter.issued_on)}  {_letter(letter)}" for letter in view.letters]
    lines += [f"  {russian(kept.paper.made_on)}  {_paper(kept)}" for kept in view.papers]
    lines += [f"  {line.at:%d.%m.%Y %H:%M}  {line.sentence}" for line in view.journal]
    return "\n".join(lines)


def _letter(letter: Letter) -> str:
    """Return a letter of a case as a line: number, heading, whether it is void and why."""
    void = say("void: {reason}", reason=letter.reason) if letter.state is LetterState.ANNULLED else ""
    return "  ".join(filter(None, (letter.number or say("draft"), letter.heading, void)))


def _place(place: CasePlace) -> str:
    """Return a place of a case as a line: whether somebody looked in it, and what came of it."""
    if place.outcome is None:
        return say("not looked in yet: {place}", place=place.name)
    came = place.note or say("found") if place.outcome is SearchOutcome.FOUND else say("nothing there")
    return f"{russian(place.checked_on)}  {place.name}: {came}"


def _paper(kept: KeptPaper) -> str:
    """Return a paper of a case as a line: title, number, until when it is kept, whether it is void."""
    paper = kept.paper
    until = say("keep until {day}", day=russian(paper.keep_until)) if paper.keep_until else ""
    void = say("annulled: {reason}", reason=kept.void_reason) if kept.void_on else ""
    title = paper.title if kept.annuls else f"{paper.title} № {paper.number}"
    return "  ".join(filter(None, (title, until, void)))


def _day_of(row: DutyRow) -> str:
    """Return the day of a duty: with its hour where it has one, the safe and the last one where they differ."""
    duty = row.duty
    provisional = duty.provisional and not duty.done_on
    if duty.ends_at:
        return f"{russian(duty.latest)} {duty.ends_at:%H:%M}"
    if duty.safe == duty.latest:
        return dated(duty.latest, provisional)
    return say("{safe} (at the very last {latest})", safe=russian(duty.safe), latest=dated(duty.latest, provisional))


def _dates(view: CaseView) -> str:
    """Return the line of the three dates: when it came, when it was seen, when it was registered."""
    case = view.case
    parts = [f"{say('received')} {russian(case.received_on)}"]
    if case.noticed_on != case.received_on:
        parts.append(f"{say('noticed')} {russian(case.noticed_on)}")
    if case.registered_on != case.received_on:
        parts.append(f"{say('registered')} {russian(case.registered_on)}")
    if view.days_gone:
        parts.append(say("working days of the term that were over by then: {days}", days=view.days_gone))
    if case.late_reason:
        parts.append(case.late_reason)
    return " · ".join(parts)


def act_of(desk: Desk, case_id: int, number: int, act_number: int) -> int:
    """Return the row id of an act of destruction of case NUMBER by the act's number.

    Raises:
        UserError: the case has no such act.
    """
    for kept in papers_of_case(desk, case_id):
        if kept.paper.kind is PaperKind.ACT and kept.paper.number == act_number:
            return kept.paper.id
    raise UserError("Case № {number} has no act № {act}.", number=number, act=act_number)


def after_act(options: Options, desk: Desk, case_id: int, said: str = "", **told: object) -> None:
    """Show a case after an act.

    Args:
        options: of the command.
        desk: the desk.
        case_id: the case.
        said: a sentence about the act, under the case.
        told: what JSON has of it beside the case.
    """
    view = lists.case_view(desk, case_id)
    show(options, {**_as_row(view), **told}, lambda: "\n".join(filter(None, (_as_text(view), said))))


@click.command(cls=Command, short_help="Extend the term, with the notice letter.")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why; it stands in the notice.")
@click.option("--days", type=click.IntRange(1, 5), help="By how many working days; the most allowed where not given.")
@click.pass_obj
def extend(options: Options, number: int, reason: str, days: int | None) -> None:
    """Extend the term of case NUMBER where the norm allows it: the notice is issued in the same act."""
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        extending.extend(desk, case_id, reason, days)
        after_act(options, desk, case_id)


@click.command(cls=Command, short_help="Put the circumstances of a case or the details of its person right.")
@click.argument("number", type=int)
@click.option("--kind", "kinds", multiple=True, help="What is asked, in place of what stands there.")
@click.option("--received", "received_on", type=DAY)
@click.option("--proof", "proof_on", type=DAY, help="Day the proof was submitted.")
@click.option("--detected", "detected_on", type=DAY, help="Day a violation was confirmed.")
@click.option("--dispatched", "dispatched_on", type=DAY, help="Day a claim was sent.")
@click.option("--ground", "erasure_ground", type=_choice(ErasureGround))
@click.option("--claimant", type=_choice(Claimant))
@click.option("--matter", "claim_matter", type=_choice(ClaimMatter))
@click.option("--unlawful/--lawful", "alleges_unlawful", default=None)
@click.option("--at", "received_at", type=TIME, help="Time of the event, for terms in hours.")
@click.option("--noticed", "noticed_on", type=DAY, help="Day somebody saw it.")
@click.option("--late-reason", help="Why it was registered late.")
@click.option("--named", "named_on", type=DAY, help="Day the letter itself asks to answer by.")
@click.option("--address", help="Postal address of the person, in one line.")
@click.option("--email", help="E-mail address of the person.")
@click.option("--phone", help="Telephone of the person.")
@contract_options
@click.pass_obj
def amend(options: Options, /, number: int, kinds: tuple[str, ...], **given: Any) -> None:
    """Put circumstances of case NUMBER on record or right; its duties are counted anew.

    --address, --email and --phone put right the details of the person, of closed cases as well.
    """
    details = {name: given.pop(name) for name in ("address", "email", "phone")}
    details = {name: " ".join(typed.split()) for name, typed in details.items() if typed is not None}
    contract = contract_fields(contract_of(given))
    types = {"erasure_ground": ErasureGround, "claimant": Claimant, "claim_matter": ClaimMatter}
    answers = {
        name: types[name](value) if name in types else value for name, value in given.items() if value is not None
    } | contract
    if kinds:
        answers["kinds"] = tuple(parse_kind(kind) for kind in kinds)
    if not answers and not details:
        raise UserError("Say what is to be put right: `otklik amend --help` lists it.")
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        with desk.register.atomic():
            if details:
                person = desk.register.subjects.get(desk.register.cases.get(case_id).subject_id)
                registering.update_subject(desk, case_id, replace(person, **details))
            if answers:
                registering.answer_question(desk, case_id, **answers)
        after_act(options, desk, case_id)


@click.command(cls=Command, short_help="Confirm who wrote.")
@click.argument("number", type=int)
@click.option("--note", default="", help="What was shown; no document numbers.")
@click.option("--on", type=DAY)
@click.pass_obj
def identify(options: Options, number: int, note: str, on: date | None) -> None:
    """Put on record that the identity in case NUMBER was checked."""
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        identity.confirm_identity(desk, case_id, note, on)
        after_act(options, desk, case_id)


@click.command(cls=Command, short_help="Tick a duty off.")
@click.argument("number", type=int)
@click.argument("duty")
@click.option("--on", type=DAY)
@click.pass_obj
def tick(options: Options, number: int, duty: str, on: date | None) -> None:
    """Put on record that DUTY of case NUMBER is fulfilled (its id as `otklik show --json` names it)."""
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        for row in lists.case_view(desk, case_id).duties:
            if row.duty.duty == duty:
                duties.fulfil(desk, case_id, row.duty.id, on)
                break
        else:
            raise UserError("Case № {number} has no duty “{duty}”.", number=number, duty=duty)
        after_act(options, desk, case_id)


def issued_letter(desk: Desk, case_id: int, number: int, letter_number: str) -> Letter:
    """Return the letter of that outgoing number, or the newest issued one where none is named.

    Raises:
        UserError: the case has no such letter.
    """
    issued = [letter for letter in lists.case_view(desk, case_id).letters if letter.state is LetterState.ISSUED]
    wanted = [letter for letter in issued if not letter_number or letter.number == letter_number]
    if not wanted:
        raise UserError("Case № {number} has no such issued letter.", number=number)
    return wanted[-1]


@click.command(cls=Command, short_help="Close a case.")
@click.argument("number", type=int)
@click.option("--outcome", default="")
@click.pass_obj
def close(options: Options, number: int, outcome: str) -> None:
    """Close the case NUMBER."""
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        closing.close_case(desk, case_id, outcome)
        after_act(options, desk, case_id)


@click.command(cls=Command, short_help="Annul a case entered by mistake.")
@click.argument("number", type=int)
@click.option("--reason", required=True)
@click.option("--letter", "letter_number", default="", help="Annul this letter of the case, not the case.")
@click.option("--act", "act_number", type=int, help="Annul this act of destruction of the case, not the case.")
@click.pass_obj
def annul(options: Options, number: int, reason: str, letter_number: str, act_number: int | None) -> None:
    """Annul the case NUMBER, one of its letters or one of its acts of destruction; the number stays used."""
    if letter_number and act_number is not None:
        raise UserError("Name either a letter or an act.")
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        if act_number is not None:
            annulling_acts.annul_act(desk, act_of(desk, case_id, number, act_number), reason)
        elif letter_number:
            answering.annul_letter(desk, issued_letter(desk, case_id, number, letter_number).id, reason)
        else:
            closing.annul_case(desk, case_id, reason)
        after_act(options, desk, case_id)
