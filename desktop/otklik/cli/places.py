"""`otklik places` and `otklik look`: where the data of somebody who asks are looked for, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from otklik.casework import lists, places
from otklik.casework.places import Answer
from otklik.cli.cases import after_act, operator_id_of
from otklik.cli.frame import DAY, Command, Group, Options, open_desk, show
from otklik.register.paper_records import Place, SearchOutcome
from otklik.register.search import fold
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Desk

_OPERATOR = click.option("--operator", "operator_id", type=int, help="Whose list it is, where there are several.")


@click.group("places", cls=Group, invoke_without_command=True, short_help="Where you look for somebody's data.")
@_OPERATOR
@click.pass_context
def places_group(context: click.Context, operator_id: int | None) -> None:
    """Show the operator's own list of places to look in, or change it by a command."""
    if context.invoked_subcommand is None:
        with open_desk(context.obj, writable=False) as desk:
            _show(context.obj, desk, operator_id_of(desk, operator_id))


@places_group.command("list", short_help="Show the list.")
@_OPERATOR
@click.pass_obj
def list_places(options: Options, operator_id: int | None) -> None:
    """Show the list, and what could be added to it."""
    with open_desk(options, writable=False) as desk:
        _show(options, desk, operator_id_of(desk, operator_id))


@places_group.command("add", short_help="Add places at the end.")
@click.argument("names", nargs=-1, required=True)
@_OPERATOR
@click.pass_obj
def add(options: Options, names: tuple[str, ...], operator_id: int | None) -> None:
    """Add places of these NAMES at the end of the list."""
    _change(options, operator_id, lambda listed: (*listed, *(Place(name=name) for name in names)))


@places_group.command("remove", short_help="Take places off the list.")
@click.argument("names", nargs=-1, required=True)
@_OPERATOR
@click.pass_obj
def remove(options: Options, names: tuple[str, ...], operator_id: int | None) -> None:
    """Take places of these NAMES off the list; cases they were looked in keep them."""

    def without(listed: tuple[Place, ...]) -> tuple[Place, ...]:
        gone = {_named(listed, name).id for name in names}
        return tuple(place for place in listed if place.id not in gone)

    _change(options, operator_id, without)


@places_group.command("rename", short_help="Call a place otherwise.")
@click.argument("old")
@click.argument("new")
@_OPERATOR
@click.pass_obj
def rename(options: Options, old: str, new: str, operator_id: int | None) -> None:
    """Call the place OLD NEW from now on; cases it was looked in keep the old name."""

    def renamed(listed: tuple[Place, ...]) -> tuple[Place, ...]:
        meant = _named(listed, old)
        return tuple(replace(place, name=new) if place is meant else place for place in listed)

    _change(options, operator_id, renamed)


@places_group.command("order", short_help="Put places in another order.")
@click.argument("names", nargs=-1, required=True)
@_OPERATOR
@click.pass_obj
def order(options: Options, names: tuple[str, ...], operator_id: int | None) -> None:
    """Put places of these NAMES first, in this order; the others follow as they were."""

    def ordered(listed: tuple[Place, ...]) -> tuple[Place, ...]:
        first = tuple(dict.fromkeys(_named(listed, name) for name in names))
        return (*first, *(place for place in listed if place not in first))

    _change(options, operator_id, ordered)


@click.command(cls=Command, short_help="Say what came of looking in a place.")
@click.argument("number", type=int)
@click.argument("place")
@click.option("--found", metavar="TEXT", help="What was found there, in words.")
@click.option("--nothing", is_flag=True, help="Nothing was found there.")
@click.option("--not-yet", is_flag=True, help="It is to be looked in again.")
@click.option("--on", type=DAY, help="The day somebody looked; today where not given.")
@click.option("--here", is_flag=True, help="A place of this case alone: it is added.")
@click.pass_obj
def look(options: Options, /, number: int, place: str, *, here: bool, **given: Any) -> None:
    """Put on record what came of looking in PLACE for the person of case NUMBER."""
    answer = _answer(given["found"], nothing=given["nothing"], not_yet=given["not_yet"], on=given["on"])
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        with desk.register.atomic():
            if here:
                places.add_to_case(desk, case_id, place)
            places.look(desk, places.find(desk, desk.register.cases.get(case_id), place), answer)
        after_act(options, desk, case_id)


def _answer(found: str | None, *, nothing: bool, not_yet: bool, on: date | None) -> Answer:
    if (found is not None) + nothing + not_yet != 1:
        raise UserError("Say one of these: --found TEXT, --nothing, --not-yet.")
    if found is not None and not found.strip():
        raise UserError("Say in words what was found: --found TEXT.")
    if not_yet:
        return Answer(None)
    return Answer(SearchOutcome.NOTHING, on=on) if nothing else Answer(SearchOutcome.FOUND, found or "", on)


def _change(
    options: Options, operator_id: int | None, change: Callable[[tuple[Place, ...]], tuple[Place, ...]]
) -> None:
    with open_desk(options) as desk:
        operator = operator_id_of(desk, operator_id)
        places.save(desk, operator, change(places.of_operator(desk, operator)))
        _show(options, desk, operator)


def _named(listed: tuple[Place, ...], name: str) -> Place:
    for place in listed:
        if fold(place.name) == fold(name):
            return place
    known = ", ".join(place.name for place in listed) or "—"
    raise UserError("The list has no place “{place}”. It has: {places}.", place=name, places=known)


def _show(options: Options, desk: Desk, operator_id: int) -> None:
    listed = tuple(place.name for place in places.of_operator(desk, operator_id))
    offered = places.suggested(desk, operator_id)

    def text() -> str:
        lines = [f"{number}. {name}" for number, name in enumerate(listed, 1)] or [say("The list is empty.")]
        return "\n".join([*lines, say("Often looked in: {places}.", places=", ".join(offered))] if offered else lines)

    show(options, {"places": listed, "suggested": offered}, text)
