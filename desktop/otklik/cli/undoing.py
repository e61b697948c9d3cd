"""`otklik undo`: take back what was done last in a case."""

from __future__ import annotations

import click

from otklik.casework import lists, undoing
from otklik.cli.cases import after_act
from otklik.cli.frame import Command, Options, open_desk


@click.command(cls=Command, short_help="Undo the last act in a case.")
@click.argument("number", type=int)
@click.pass_obj
def undo(options: Options, number: int) -> None:
    """Undo what was done last in case NUMBER: a tick, a date, the closing, a mark that a letter left."""
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        undoing.undo_last(desk, case_id)
        after_act(options, desk, case_id)
