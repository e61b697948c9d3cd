"""`otklik export`: what other programs take over, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.cli.frame import Command, Options, open_desk, russian, show
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.reminders import Written

FORMATS = ("ics",)


@click.command(cls=Command, short_help="Write a file for other programs.")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="ics: the dates, for a calendar.")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE",
              help="The file; a calendar written there before is brought up to date.")  # fmt: skip
@click.pass_obj
def export(options: Options, form: str, file: Path) -> None:  # noqa: ARG001 - the one format there is
    """Write the dates of the register to FILE, for the calendar of a phone or Outlook.

    The file holds numbers of cases, what is owed and until when, and alarms; no names and no letters.
    """
    from otklik.casework.reminders import write_calendar  # noqa: PLC0415 - only here

    with open_desk(options, writable=False) as desk:
        written = write_calendar(desk, file)
    show(options, written, lambda: _sentence(written))


def _sentence(written: Written) -> str:
    if not written.duties:
        return say("The reminders are written: {file}. Nothing is owed.", file=written.file)
    if written.next_on is None:
        return say("The reminders are written: {file}. Duties: {number}, all of them overdue.", file=written.file,
                   number=written.duties)  # fmt: skip
    return say("The reminders are written: {file}. Duties: {number}, the next date is {day}.", file=written.file,
               number=written.duties, day=russian(written.next_on))  # fmt: skip
