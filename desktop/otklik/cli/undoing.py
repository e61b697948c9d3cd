"""`otklik undo`: take back what was done last in a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from otklik.casework import lists, undoing
from otklik.cli.cases import after_act
from otklik.cli.frame import Command, Options, is_attended, open_desk, russian
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.views import Undoable


@click.command(cls=Command, short_help="Undo the last act in a case.")
@click.argument("number", type=int)
@click.option("--yes", is_flag=True, help="Undo an act of an earlier day as well, without asking.")
@click.pass_obj
def undo(options: Options, number: int, *, yes: bool) -> None:
    """Undo what was done last in case NUMBER: a tick, a date, the closing, a mark that a letter left.

    An act of an earlier day is undone only after a question, or with --yes.
    """
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        last = undoing.last_undoable(desk, case_id)
        if last is not None and not yes:
            _ask_of_old(desk, last)
        _changes, undone = undoing.undo_last(desk, case_id)
        what = undone.sentence[:1].lower() + undone.sentence[1:]
        after_act(
            options,
            desk,
            case_id,
            say("Undone: {what}, {day}", what=what, day=russian(undone.at.date())),
            undone={"what": undone.sentence, "at": undone.at},
        )


def _ask_of_old(desk: Desk, last: Undoable) -> None:
    """Ask whether an act of an earlier day is to be undone.

    Raises:
        UserError: it is not, or nobody can be asked.
    """
    if last.at.date() == desk.clock.today():
        return
    what, day = last.sentence.rstrip("."), russian(last.at.date())
    if not is_attended():
        raise UserError(
            "The last act is of {day}: {what}. Nothing is undone. To undo it all the same: --yes.", day=day, what=what
        )
    if not click.confirm(say("The last act is of {day}: {what}. Undo it?", day=day, what=what), err=True):
        raise UserError("Nothing is undone.")
