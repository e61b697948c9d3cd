"""`otklik export`: what other programs take over, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.cli.frame import Command, Options, complain, open_desk, refuse_to_overwrite, russian, show
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.reminders import Written

FORMATS = ("ics", "xlsx", "csv", "json", "pdf")


@click.command(cls=Command, short_help="Write a file for other programs.")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True,
              help="ics: the dates, for a calendar; the others: the requests, with names and addresses.")  # fmt: skip
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE",
              help="The file; a calendar written there before is brought up to date.")  # fmt: skip
@click.option("--query", default="", metavar="QUERY",
              help="Which requests, as they are searched for in the window; all of them where not given.")  # fmt: skip
@click.pass_obj
def export(options: Options, form: str, file: Path, query: str) -> None:
    """Write the dates of the register, or its requests, to FILE.

    A calendar (ics) holds numbers of cases, what is owed and until when, and alarms; no names and no letters. All other
    files hold names and addresses of people, and that they were written stands in the journal. Headings and words in a
    list are Russian, whatever --lang: it is a paper.
    """
    if form == "ics":
        if query:
            raise UserError("A calendar holds the dates of all requests: leave out --query.")
        _write_calendar(options, file)
    else:
        _write_register(options, form, file, query)


def _write_calendar(options: Options, file: Path) -> None:
    from otklik.casework.reminders import write_calendar  # noqa: PLC0415 - only here

    with open_desk(options, writable=False) as desk:
        written = write_calendar(desk, file)
    show(options, written, lambda: _sentence(written))


def _write_register(options: Options, form: str, file: Path, query: str) -> None:
    from otklik.casework import asking, exporting  # noqa: PLC0415 - only here

    refuse_to_overwrite(file)
    with open_desk(options) as desk:
        asked = asking.ask_strictly(desk, query)
        if asked.retyped:
            complain(say("Searched for: {words}", words=asked.retyped))
        done = exporting.deliver(desk, exporting.gather(desk, asked.query, form, file))
    show(
        options,
        {"file": done.path, "format": form, "cases": done.cases},
        lambda: say(
            "Written: {file}. Requests: {number}. There are names and addresses in it.", file=file, number=done.cases
        ),
    )


def _sentence(written: Written) -> str:
    if not written.duties:
        return say("The reminders are written: {file}. Nothing is owed.", file=written.file)
    if written.next_on is None:
        return say("The reminders are written: {file}. Duties: {number}, all of them overdue.", file=written.file,
                   number=written.duties)  # fmt: skip
    return say("The reminders are written: {file}. Duties: {number}, the next date is {day}.", file=written.file,
               number=written.duties, day=russian(written.next_on))  # fmt: skip
