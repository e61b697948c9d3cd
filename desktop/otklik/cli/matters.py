"""`otklik split`, `answers` and `postpone`: one paper under two laws, and destruction that cannot be done in time."""

from __future__ import annotations

import click

from otklik.casework import linking, lists, postponing
from otklik.cli.cases import after_act
from otklik.cli.frame import Command, Options, open_desk
from otklik.cli.law import parse_kind
from otklik.cli.letters import newest_draft


@click.command(cls=Command, short_help="Split demands off into a linked case.")
@click.argument("number", type=int)
@click.option("--kind", "kinds", multiple=True, required=True, help="Demand to split off; may be given several times.")
@click.pass_obj
def split(options: Options, number: int, kinds: tuple[str, ...]) -> None:
    """Let demands of case NUMBER go on as a linked case with clocks of its own; shows the new case."""
    with open_desk(options) as desk:
        made = linking.split_case(desk, lists.case_id_of(desk, number), tuple(parse_kind(kind) for kind in kinds))
        after_act(options, desk, made.case_id)


@click.command("answers", cls=Command, short_help="Say whether a draft answers the linked cases too.")
@click.argument("number", type=int)
@click.option("--both/--one", required=True, help="The linked cases too, or this case alone.")
@click.pass_obj
def answers(options: Options, number: int, *, both: bool) -> None:
    """Say whether the draft of case NUMBER answers for the cases linked to it as well."""
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        linking.answer_for_linked(desk, newest_draft(desk, number), both=both)
        after_act(options, desk, case_id)


@click.command(cls=Command, short_help="Put destruction off where it is impossible in time.")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why; it goes into the journal.")
@click.option("--back", is_flag=True, help="Take the putting off back.")
@click.pass_obj
def postpone(options: Options, number: int, reason: str, *, back: bool) -> None:
    """Put on record why data of case NUMBER cannot be destroyed in time: block them, destroy within six months."""
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        act = postponing.resume_destruction if back else postponing.postpone_destruction
        act(desk, case_id, reason)
        after_act(options, desk, case_id)
