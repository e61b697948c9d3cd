"""`otklik retention`, `anonymise`, `hold`, `identity-paper`: what need not be kept any longer, and what has to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from otklik.casework import anonymising, lists, retention
from otklik.cli.cases import after_act
from otklik.cli.frame import DAY, Command, Options, open_desk, russian, show
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.anonymising import Anonymised
    from otklik.casework.desk import Desk
    from otklik.casework.retention import Candidate
    from otklik.register.records import Attachment


@click.command("retention", cls=Command, short_help="List what need not be kept any longer.")
@click.option("--months", type=int, help="Keep cases for so many months after closing from now on.")
@click.option("--paper-days", type=int, help="Keep copies of identity papers for so many days after the answer.")
@click.option("--erase-papers", is_flag=True, help="Erase the copies of identity papers whose days are over.")
@click.pass_obj
def retention_list(options: Options, months: int | None, paper_days: int | None, *, erase_papers: bool) -> None:
    """List the cases whose storage term is over, with what keeps them all the same, and the copies of papers."""
    writes = months is not None or paper_days is not None or erase_papers
    with open_desk(options, writable=writes) as desk:
        if months is not None:
            retention.set_term(desk, months)
        if paper_days is not None:
            retention.set_paper_days(desk, paper_days)
        erased = retention.expire_papers(desk).count if erase_papers else 0
        cases, papers = retention.due(desk), retention.identity_papers(desk)
        row = {
            "months": retention.term(desk),
            "paper_days": retention.paper_days(desk),
            "erased_papers": erased,
            "cases": [_as_row(one) for one in cases],
            "papers": papers,
        }
        lines = [
            say("Cases are kept for {months} months after closing, copies of identity papers for {days} days after "
                "the answer.", months=row["months"], days=row["paper_days"]),
            *(_as_line(one) for one in cases),
            *([] if cases else [say("No storage term is over.")]),
            *(say("Copy of an identity paper, № {number}: keep until {day}", number=one.number,
                  day=russian(one.kept_until)) for one in papers),
            *([say("Copies of identity papers erased: {count}", count=erased)] if erase_papers else []),
        ]  # fmt: skip
    show(options, row, lambda: "\n".join(lines))


def _as_row(found: Candidate) -> dict[str, object]:
    return {
        "number": found.number,
        "status": found.status,
        "closed_on": found.closed_on,
        "kept_until": found.kept_until,
        "ready": found.ready,
        "obstacles": found.obstacles,
    }


def _as_line(found: Candidate) -> str:
    mark = "·" if found.ready else "—"
    return f"  {mark} № {found.number}  {russian(found.kept_until)}  {' '.join(found.obstacles)}".rstrip()


@click.command(cls=Command, short_help="Erase everything about people from cases whose term is over.")
@click.argument("numbers", type=int, nargs=-1)
@click.option("--due", is_flag=True, help="All cases whose storage term is over and which nothing keeps.")
@click.pass_obj
def anonymise(options: Options, numbers: tuple[int, ...], *, due: bool) -> None:
    """Erase names, texts and files of cases NUMBERS for good; numbers, dates and the journal stay."""
    if bool(numbers) == due:
        raise UserError("Name the cases, or say --due for all whose storage term is over.")
    with open_desk(options) as desk:
        if due:
            chosen = [one.case_id for one in retention.due(desk) if one.ready]
        else:
            chosen = [lists.case_id_of(desk, number) for number in numbers]
        done = anonymising.anonymise(desk, chosen)
    show(
        options,
        {
            "numbers": done.numbers,
            "copies": done.copies,
            "gone_by": done.gone_by,
            "unlisted": done.unlisted,
            "swept": done.swept,
            "copied_elsewhere": done.elsewhere,
        },
        lambda: "\n".join(_told(done)),
    )


def _told(done: Anonymised) -> list[str]:
    if not done.numbers:
        return [say("No storage term is over.")]
    lines = [say("Anonymised: {numbers}", numbers=", ".join(f"№ {number}" for number in done.numbers))]
    if done.copies:
        lines.append(
            say(
                "Copies made before still hold them: {copies}. They go by themselves, the last one about {day}.",
                copies=done.copies,
                day=russian(done.gone_by),
            )
        )
    if done.elsewhere:
        lines.append(say("Copies made into another folder do not go by themselves: delete them."))
    if not done.swept:
        lines.append(say("There was no room to write the file anew; it is made up for next time."))
    lines += [
        say("The list of erased cases in {folder} could not be written.", folder=folder) for folder in done.unlisted
    ]
    return lines


@click.command(cls=Command, short_help="Keep a case beyond its storage term.")
@click.argument("number", type=int)
@click.option("--until", type=DAY, help="The last day it is kept.")
@click.option("--reason", default="", help="Why, in a few words.")
@click.option("--release", is_flag=True, help="Keep it no longer than its term after all.")
@click.pass_obj
def hold(options: Options, number: int, until: date | None, reason: str, *, release: bool) -> None:
    """Keep case NUMBER beyond its storage term, as for a suit."""
    if (until is None) != release:
        raise UserError("Say until when it is kept, with --until, or --release.")
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        if until is None:
            retention.release(desk, case_id)
        else:
            retention.hold(desk, case_id, until, reason)
        after_act(options, desk, case_id)


@click.command("identity-paper", cls=Command, short_help="Mark a file as a copy of an identity paper.")
@click.argument("number", type=int)
@click.argument("name")
@click.option("--none", "is_none", is_flag=True, help="It is no such copy after all.")
@click.pass_obj
def identity_paper(options: Options, number: int, name: str, *, is_none: bool) -> None:
    """Mark the file NAME of case NUMBER as a copy of an identity paper: it is erased some days after the answer."""
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        retention.mark_identity_paper(desk, _file(desk, case_id, number, name).id, is_paper=not is_none)
        after_act(options, desk, case_id)


def _file(desk: Desk, case_id: int, number: int, name: str) -> Attachment:
    for file in desk.register.attachments.of_case(case_id):
        if name in {file.name, str(file.id)} and file.expired_on is None:
            return file
    raise UserError("Case № {number} has no file “{name}”.", number=number, name=name)
