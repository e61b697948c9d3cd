"""`otklik print-form`: the papers beside the letters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.casework import count_sheets, lists, slips
from otklik.cli import acts, blanks, posting
from otklik.cli.frame import Command, Group, Options, open_desk, refuse_to_overwrite, show
from otklik.system.errors import UserError
from otklik.system.files import atomic_write

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.letters.count_sheet import CountSheet


@click.group("print-form", cls=Group, short_help="Print the other papers.")
def print_form() -> None:
    """Write a paper as PDF: the count of a term, and others."""


for _command in (*acts.COMMANDS, *posting.COMMANDS, *blanks.COMMANDS):
    print_form.add_command(_command)


@print_form.command("count", cls=Command, short_help="Write the count sheet of a term.")
@click.argument("number", type=int)
@click.option(
    "--duty", default="", help="Id of the duty, as `otklik show --json` names it; the nearest open by default."
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Write the PDF here.")
@click.pass_obj
def count(options: Options, number: int, duty: str, out: Path) -> None:
    """Write the paper that shows why the last day of a duty in case NUMBER is that day."""
    refuse_to_overwrite(out)
    with open_desk(options, writable=False) as desk:
        sheet = _sheet(desk, number, duty)
    atomic_write(out, count_sheets.render(sheet))
    show(options, {"number": number, "title": sheet.title, "latest": sheet.latest, "file": out}, lambda: str(out))


@print_form.command("slip", cls=Command, short_help="Write the slip that a request was taken.")
@click.argument("number", type=int)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Write the PDF here.")
@click.pass_obj
def slip(options: Options, number: int, out: Path) -> None:
    """Write what somebody is handed whose request of case NUMBER was taken in person or by telephone."""
    refuse_to_overwrite(out)
    with open_desk(options, writable=False) as desk:
        made = slips.acceptance_slip(desk, lists.case_id_of(desk, number))
    atomic_write(out, made.pdf)
    show(options, {"number": number, "pages": made.pages, "file": out}, lambda: str(out))


def _sheet(desk: Desk, number: int, duty: str) -> CountSheet:
    case_id = lists.case_id_of(desk, number)
    if not duty:
        return count_sheets.nearest_sheet(desk, case_id)
    for record in desk.register.duties.of_case(case_id):
        if record.duty == duty:
            return count_sheets.count_sheet(desk, case_id, record.id)
    raise UserError("Case № {number} has no duty “{duty}”.", number=number, duty=duty)
