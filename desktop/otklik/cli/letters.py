"""`otklik letter`, `letters` and `decline`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.casework import answering, lists
from otklik.cli.frame import Command, Options, open_desk, show
from otklik.register.records import Gender
from otklik.system.errors import UserError
from otklik.system.files import atomic_write
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


@click.command(cls=Command, short_help="Draft and issue a letter.")
@click.argument("number", type=int)
@click.option("--template", required=True, help="Id of the template, as `otklik letters` lists them.")
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="Value of a field of this letter alone.")
@click.option("--draft", "only_draft", is_flag=True, help="Keep it as a draft.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the PDF here as well.")
@click.pass_obj
def letter(
    options: Options, number: int, template: str, given: tuple[str, ...], out: Path | None, *, only_draft: bool
) -> None:
    """Draft a letter in case NUMBER from a template and issue it."""
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        values = dict(_field(fact) for fact in given)
        if only_draft:
            made = answering.draft_letter(desk, case_id, template, values)
            view = answering.open_letter(desk, made.letter_id)
            missing = [label for _name, label in view.missing]
            show(
                options,
                {"letter": view.letter.id, "heading": view.letter.heading, "missing": missing},
                lambda: (
                    say("Draft: {heading}", heading=view.letter.heading)
                    + "".join(f"\n  {say('not filled in: {fields}', fields=label)}" for label in missing)
                ),
            )
            return
        issued, pdf = _issue(desk, case_id, template, values)
        if out is not None:
            atomic_write(out, pdf)
    show(
        options,
        {"number": issued.number, "sha256": issued.sha256, "file": out},
        lambda: say("Letter № {number} is issued", number=issued.number) + (f"\n{out}" if out else ""),
    )


def _issue(desk: Desk, case_id: int, template: str, values: dict[str, str]) -> tuple[answering.Issued, bytes]:
    """Draft and issue in one transaction: where a field is empty, no draft is left behind either."""
    with desk.register.atomic():
        made = answering.draft_letter(desk, case_id, template, values)
        issued = answering.issue(desk, made.letter_id)
    return issued, answering.letter_pdf(desk, made.letter_id)


def _field(fact: str) -> tuple[str, str]:
    name, equals, value = fact.partition("=")
    if not equals:
        raise UserError("“{fact}” is not FIELD=VALUE.", fact=fact)
    return name.strip(), value.strip()


@click.command(cls=Command, short_help="List the templates of letters.")
@click.pass_obj
def letters(options: Options) -> None:
    """List the templates of letters and the demands they answer."""
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - templates are read only when asked for

    templates = tuple(load_templates().values())
    show(
        options,
        [{"id": one.id, "title": one.title, "heading": one.heading, "kinds": one.kinds} for one in templates],
        lambda: "\n".join(f"{one.id:20}{one.title}" for one in templates),
    )


@click.command(cls=Command, short_help="Decline a name.")
@click.argument("name")
@click.option("--gender", type=click.Choice([gender.value for gender in Gender]))
@click.pass_obj
def decline(options: Options, name: str, gender: str | None) -> None:
    """Put NAME («Фамилия Имя Отчество») into the cases a letter needs."""
    from otklik.letters import declension  # noqa: PLC0415 - names are declined only when asked for

    if not name.strip():
        raise UserError("The name is empty.")
    declined = declension.decline(name, Gender(gender) if gender else None)
    show(
        options,
        {
            "nominative": declined.nominative,
            "genitive": declined.genitive,
            "dative": declined.dative,
            "initials_dative": declined.initials_dative,
            "gender": declined.gender,
            "salutation": declined.salutation,
            "sure": declined.sure,
        },
        lambda: "\n".join([declined.genitive, declined.dative, declined.initials_dative, declined.salutation]),
    )
