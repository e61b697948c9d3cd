"""`otklik print-form act|journal` and `otklik folder`: proof of destruction, the journal as paper, a folder to show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from otklik.casework import destroying, inspection, journal_papers, lists
from otklik.casework.destroying import Destroyer, Medium, Party
from otklik.casework.journal import lines_in_words, sheets_in_words
from otklik.cli.cases import act_of, operator_id_of
from otklik.cli.frame import DAY, Command, Options, open_desk, refuse_to_overwrite, russian, show
from otklik.system.errors import UserError
from otklik.system.files import atomic_write
from otklik.system.words import say

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.desk import Desk
    from otklik.casework.destroying import DestructionForm

_OUT = click.option("--out", type=click.Path(path_type=Path), required=True, help="Write the PDF here.")
_OPERATOR = click.option("--operator", "operator_id", type=int, help="Whose, where there are several operators.")


@click.command("act", cls=Command, short_help="Put destruction on record and write its act.")
@click.argument("number", type=int)
@click.option("--system", "systems", multiple=True, metavar="NAME", help="Information system the data were in.")
@click.option("--media", multiple=True, metavar="NAME=SHEETS", help="Medium of paper and how many sheets it had.")
@click.option("--method", "way", default="", help="How the data were destroyed.")
@click.option("--by", "people", multiple=True, metavar="NAME, POSITION", help="Who destroyed them and signs.")
@click.option("--reason", help="Why; the reason of the case where not given.")
@click.option("--on", "day", type=DAY, help="Day of destruction; today where not given.")
@click.option("--subject", "subjects", multiple=True, help="Whose data; the person of the case where not given.")
@click.option("--category", "categories", multiple=True, help="Category of data; those of the profile where not given.")
@click.option("--processor", "processors", multiple=True, metavar="NAME, ADDRESS", help="Who processed on your behalf.")
@click.option("--log-lacks", default="", help="What the log of the system cannot show.")
@click.option("--again", type=int, metavar="ACT", help="An earlier act of the case once more, exactly as it was made.")
@_OUT
@click.pass_obj
def act(options: Options, /, number: int, again: int | None, out: Path, **given: Any) -> None:
    """Put on record that the data of case NUMBER were destroyed, and write the act with the log export."""
    refuse_to_overwrite(out)
    if again is not None:
        with open_desk(options, writable=False) as desk:
            paper_id = act_of(desk, lists.case_id_of(desk, number), number, again)
            atomic_write(out, desk.register.papers.content(paper_id))
        show(options, {"number": again, "file": out}, lambda: str(out))
        return
    with open_desk(options) as desk, desk.register.atomic():  # where the PDF cannot be written, nothing happened
        case_id = lists.case_id_of(desk, number)
        made = destroying.destroy(desk, case_id, _form(destroying.destruction_form(desk, case_id), given))
        atomic_write(out, desk.register.papers.content(made.paper_id))
    show(
        options,
        {"number": made.number, "keep_until": made.keep_until, "closed": made.closed, "file": out},
        lambda: "\n".join(
            [
                say("Act № {number}, keep it until {day}.", number=made.number, day=russian(made.keep_until)),
                *(say("Done: {duty}", duty=title) for title in made.closed),
                str(out),
            ]
        ),
    )


def _form(known: DestructionForm, given: dict[str, Any]) -> DestructionForm:
    """Return the form with what the command names in place of what is known."""
    systems = given["systems"] or (() if given["media"] else known.systems)
    return replace(
        known,
        systems=systems,
        media=tuple(_medium(entry) for entry in given["media"]),
        way=given["way"],
        destroyers=tuple(Destroyer(*_two(entry)) for entry in given["people"]) or known.destroyers,
        reason=known.reason if given["reason"] is None else given["reason"],
        destroyed_on=given["day"] or known.destroyed_on,
        subjects=given["subjects"] or known.subjects,
        categories=given["categories"] or known.categories,
        processors=tuple(Party(*_two(entry)) for entry in given["processors"]) or known.processors,
        log_lacks=given["log_lacks"],
    )


def _two(entry: str) -> tuple[str, str]:
    first, _comma, rest = entry.partition(",")
    return first.strip(), rest.strip()


def _medium(entry: str) -> Medium:
    name, equals, sheets = entry.rpartition("=")
    if not equals:
        return Medium(entry)
    if not sheets.strip().isdecimal():
        raise UserError("“{fact}” is not NAME=SHEETS.", fact=entry)
    return Medium(name.strip(), int(sheets))


@click.command("journal", cls=Command, short_help="Print the new lines of the journal of requests.")
@_OPERATOR
@click.option("--closing", is_flag=True, help="The last sheet instead: how many sheets were sewn.")
@click.option("--again", type=int, metavar="PRINT", help="An earlier print once more, exactly as it was made.")
@_OUT
@click.pass_obj
def journal(options: Options, operator_id: int | None, again: int | None, out: Path, *, closing: bool) -> None:
    """Write the lines of the journal that were not printed yet, on numbered sheets, and keep them as printed."""
    refuse_to_overwrite(out)
    if again is not None:
        with open_desk(options, writable=False) as desk:
            atomic_write(out, _earlier(desk, operator_id_of(desk, operator_id), again))
        show(options, {"print": again, "file": out}, lambda: str(out))
        return
    with open_desk(options) as desk, desk.register.atomic():
        work = journal_papers.closing_sheet if closing else journal_papers.print_journal
        made = work(desk, operator_id_of(desk, operator_id))
        atomic_write(out, journal_papers.reprint(desk, made.paper_id))
    sheets, lines = [made.first_sheet, made.last_sheet], [made.first_line, made.last_line]
    show(
        options,
        {"print": made.number, "sheets": sheets, "lines": lines, "file": out},
        lambda: (
            say(
                "Print {number}: {lines}, {sheets}",
                number=made.number,
                lines=lines_in_words(made.first_line, made.last_line),
                sheets=sheets_in_words(made.first_sheet, made.last_sheet),
            )
            + f"\n{out}"
        ),
    )


def _earlier(desk: Desk, operator_id: int, number: int) -> bytes:
    for paper in journal_papers.prints(desk, operator_id):
        if paper.number == number:
            return journal_papers.reprint(desk, paper.id)
    raise UserError("There is no print {number} of the journal.", number=number)


@click.command(cls=Command, short_help="Gather a folder for inspection.")
@click.argument("number", type=int, required=False)
@click.option("--from", "start", type=DAY, help="First day of receipt.")
@click.option("--to", "end", type=DAY, help="Last day of receipt.")
@_OPERATOR
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The new folder, or a file that ends in .zip."
)
@click.pass_obj
def folder(
    options: Options, number: int | None, start: date | None, end: date | None, operator_id: int | None, out: Path
) -> None:
    """Gather all papers of case NUMBER, or of the cases received --from … --to …, with a list of their SHA-256."""
    if (number is None) == (start is None or end is None) or (number is not None and (start or end)):
        raise UserError("Say which cases: a number, or --from and --to.")
    with open_desk(options) as desk:
        if number is not None:
            made = inspection.folder_of_case(desk, lists.case_id_of(desk, number), out)
        elif start is not None and end is not None:
            made = inspection.folder_of_period(desk, operator_id_of(desk, operator_id), start, end, out)
    show(
        options,
        {"folder": out, "cases": made.cases, "files": made.files, "volumes": made.volumes, "beside": made.beside},
        lambda: say("Cases: {cases}, files: {files}", cases=made.cases, files=len(made.files)) + f"\n{out}",
    )


COMMANDS = (act, journal)
"""What `otklik print-form` takes from here."""
