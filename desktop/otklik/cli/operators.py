"""`otklik operator new|show|set|image`: the operator's profile."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.casework import images, profiles
from otklik.cli.frame import Command, Group, Options, open_desk, show
from otklik.law.kinds import Kind
from otklik.law.terms import Term, Unit
from otklik.register.paper_records import ImageKind
from otklik.register.records import Channel, LetterheadForm, Operator, OperatorForm
from otklik.system.errors import UserError
from otklik.system.files import read_file
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

_LISTS = {field.name for field in dataclasses.fields(Operator) if str(field.type).startswith("tuple")}
_ANSWERS = {"yes": True, "no": False, "да": True, "нет": False, "": None}
_FORMS = {
    **dict.fromkeys(("ип", "ip", "sole", "sole_proprietor"), OperatorForm.SOLE_PROPRIETOR),
    **dict.fromkeys(("ооо", "ooo", "company"), OperatorForm.COMPANY),
    "": None,
}
_MAX_FACTS_BYTES = 2**20
_POLICY = click.option("--policy", type=click.Path(path_type=Path), help="The operator's own policy, to fill him in.")


@click.group(cls=Group, short_help="The operator's profile.")
def operator() -> None:
    """Make, show or change the profile of an operator."""


@operator.command(cls=Command, short_help="Add an operator.")
@click.argument("facts", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--facts", "file", type=click.Path(path_type=Path), help="JSON file with the facts of a policy.")
@click.option("--of", "entry", default="", help="Entry of that file, where it holds several.")
@_POLICY
@click.pass_obj
def new(options: Options, facts: tuple[str, ...], file: Path | None, entry: str, policy: Path | None) -> None:
    """Add an operator from FIELD=VALUE… and, where given, from his policy or the facts of one."""
    if policy is not None and file is not None:
        raise UserError("Say either --policy or --facts.")
    if policy is not None:
        _take_policy(options, 0, policy, facts)
        return
    if not facts and file is None:
        raise UserError("Say who the operator is: FIELD=VALUE…, --policy or --facts.")
    start = _from_file(file, entry) if file else Operator()
    with open_desk(options) as desk:
        made = _with(start, facts)
        if made.form and not any(fact.startswith("first_person=") for fact in facts):
            made = dataclasses.replace(made, first_person=made.form.usual_person)
        saved = profiles.save_operator(desk, made)
        _tell(options, desk, saved.operator_id)


@operator.command("show", cls=Command, short_help="Show an operator, or all.")
@click.argument("number", type=int, required=False)
@click.pass_obj
def show_operator(options: Options, number: int | None) -> None:
    """Show the operator NUMBER, or all of them."""
    with open_desk(options, writable=False) as desk:
        if number is not None:
            _tell(options, desk, _known(desk, number).id)
            return
        everyone = profiles.operators(desk)
    show(
        options, everyone, lambda: "\n".join(f"{one.id}  {one.name or '—'}" for one in everyone) or say("No operators.")
    )


@operator.command("set", cls=Command, short_help="Change an operator.")
@click.argument("number", type=int)
@click.argument("facts", nargs=-1, metavar="FIELD=VALUE…")
@_POLICY
@click.pass_obj
def set_operator(options: Options, number: int, facts: tuple[str, ...], policy: Path | None) -> None:
    """Change fields of the operator NUMBER. Several values of a list are separated by «;»."""
    if policy is not None:
        _take_policy(options, number, policy, facts)
        return
    if not facts:
        raise UserError("Say what to change: FIELD=VALUE… or --policy.")
    with open_desk(options) as desk:
        saved = profiles.save_operator(desk, _with(_known(desk, number), facts))
        _tell(options, desk, saved.operator_id)


@operator.command(cls=Command, short_help="Put a logo, signature or seal on letters.")
@click.argument("number", type=int)
@click.option("--kind", type=click.Choice([kind.value for kind in ImageKind]), required=True, help="Which image.")
@click.option("--file", type=click.Path(path_type=Path), help="PNG or JPEG file to put on letters.")
@click.option("--remove", is_flag=True, help="Take the image off letters.")
@click.pass_obj
def image(options: Options, number: int, kind: str, file: Path | None, remove: bool) -> None:
    """Put an image on the letters of the operator NUMBER, or take it off."""
    if (file is not None) == remove:
        raise UserError("Say either --file or --remove.")
    which = ImageKind(kind)
    with open_desk(options) as desk:
        operator_id = _known(desk, number).id
        if file is not None:
            images.set_image(desk, operator_id, which, read_file(file, images.MAX_BYTES))
        else:
            images.remove_image(desk, operator_id, which)
        kinds = tuple(images.images_of(desk, operator_id))
    words = {
        ImageKind.LOGO: say("logo"),
        ImageKind.SIGNATURE: say("signature"),
        ImageKind.SEAL: say("seal"),
    }
    show(
        options,
        {"operator": operator_id, "images": kinds},
        lambda: say("Images on letters: {kinds}", kinds=", ".join(words[one] for one in kinds) or "—"),
    )


def _take_policy(options: Options, number: int, file: Path, facts: tuple[str, ...]) -> None:
    """Take over every value a policy states for certain, 0 for a new operator; what was typed goes before it."""
    from otklik.casework import policies  # noqa: PLC0415 - only this option reads a policy
    from otklik.intake.documents.reading import MAX_BYTES  # noqa: PLC0415 - the same

    _with(Operator(), facts)  # a slip of the finger is told before anything is stored
    policy = policies.read(file.name, read_file(file, MAX_BYTES))
    with open_desk(options) as desk, desk.register.atomic():
        known = _known(desk, number).id if number else 0
        operator_id = policies.take_over(desk, known, policy).operator_id
        if facts:
            profiles.save_operator(desk, _with(_known(desk, operator_id), facts))
        _tell(options, desk, operator_id)


def _known(desk: Desk, number: int) -> Operator:
    for one in profiles.operators(desk):
        if one.id == number:
            return one
    raise UserError("There is no operator {number}. `otklik operator show` lists them.", number=number)


def _from_file(file: Path, entry: str) -> Operator:
    from otklik.intake.policy.profile import operator_from_facts  # noqa: PLC0415 - only this option reads facts

    try:
        facts = json.loads(read_file(file, _MAX_FACTS_BYTES))
        facts = facts[entry] if entry else facts
    except (ValueError, KeyError, TypeError):
        raise UserError("{file} holds no facts “{entry}”. Check the file and --of.", file=file, entry=entry) from None
    return operator_from_facts(facts)


def _with(start: Operator, facts: tuple[str, ...]) -> Operator:
    changes: dict[str, object] = {}
    for fact in facts:
        name, equals, value = fact.partition("=")
        if not equals or name not in Operator.__dataclass_fields__ or name == "id":
            fields = ", ".join(field for field in Operator.__dataclass_fields__ if field != "id")
            raise UserError("“{fact}” is not FIELD=VALUE. Fields: {fields}.", fact=fact, fields=fields)
        changes[name] = _value(name, value.strip())
    return dataclasses.replace(start, **changes)  # type: ignore[arg-type]  # _value gives each field its own type


def _value(name: str, value: str) -> object:
    try:
        match name:
            case "form":
                return _FORMS[value.lower()]
            case "letterhead":
                return LetterheadForm(value)
            case "policy_days":
                return int(value)
            case "policy_unit":
                return Unit(value)
            case "request_term":
                number, unit = value.split()
                return Term(int(number), Unit(unit))
            case "cross_border" | "automated_decisions":
                return _ANSWERS[value.lower()]
            case "rights":
                return tuple(Kind(item) for item in _items(value))
            case "channels":
                return tuple(Channel(item) for item in _items(value))
    except (ValueError, KeyError):
        raise UserError("“{value}” does not fit the field {field}.", value=value, field=name) from None
    return _items(value) if name in _LISTS else value


def _items(value: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in value.split(";") if item.strip())


def _tell(options: Options, desk: Desk, operator_id: int) -> None:
    one = _known(desk, operator_id)
    missing = profiles.missing_facts(one)
    warnings = profiles.requisite_warnings(one)
    show(
        options,
        {"operator": one, "missing": missing, "warnings": dict(warnings)},
        lambda: "\n".join(
            [
                f"{one.id}  {one.name or '—'}",
                *([say("not filled in: {fields}", fields=", ".join(missing))] if missing else []),
                *(sentence for _field, sentence in warnings),
            ]
        ),
    )
