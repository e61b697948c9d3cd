"""`otklik print-form blank`: what a person fills in by hand, and the sheet for a demand made aloud."""

from __future__ import annotations

from pathlib import Path

import click

from otklik.casework.blanks import blank_pdf, blanks
from otklik.cli.cases import operator_id_of
from otklik.cli.frame import Command, Options, open_desk, refuse_to_overwrite, show
from otklik.system.files import atomic_write


@click.command("blank", cls=Command, short_help="Write a form people fill in by hand.")
@click.option("--kind", required=True, metavar="NAME", help="Which form; `otklik print-form blanks` lists them.")
@click.option("--operator", "operator_id", type=int, help="To whom it is addressed, where there are several operators.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Write the PDF here.")
@click.pass_obj
def blank(options: Options, kind: str, operator_id: int | None, out: Path) -> None:
    """Write a form with the operator's name and address: a request, a demand, or the sheet for a conversation."""
    refuse_to_overwrite(out)
    with open_desk(options, writable=False) as desk:
        pdf = blank_pdf(desk, operator_id_of(desk, operator_id), kind)
    atomic_write(out, pdf)
    show(options, {"kind": kind, "file": out}, lambda: str(out))


@click.command("blanks", cls=Command, short_help="List the forms people fill in by hand.")
@click.pass_obj
def blank_list(options: Options) -> None:
    """List the forms `otklik print-form blank` writes."""
    known = blanks()
    show(options, known, lambda: "\n".join(f"{one.id:20}{one.title}" for one in known))


COMMANDS = (blank, blank_list)
