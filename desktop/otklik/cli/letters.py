"""`otklik letter`, `letters` and `decline`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.casework import answering, lists, naming_people
from otklik.cli.frame import Command, Options, open_desk, refuse_to_overwrite, show
from otklik.register.records import Gender, LetterState
from otklik.system.errors import UserError
from otklik.system.files import atomic_write
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.letters.declension import Declined


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
        with desk.register.atomic():  # where a field is empty or the PDF cannot be written, nothing is left behind
            made = answering.draft_letter(desk, case_id, template, values)
            issued = _issue(desk, made.letter_id, out)
    _tell(options, issued, out)


def _issue(desk: Desk, letter_id: int, out: Path | None) -> answering.Issued:
    """Issue a draft and write its PDF, or do neither."""
    refuse_to_overwrite(out)
    missing = answering.open_letter(desk, letter_id).missing
    if missing:
        named = (f"{label} ({name})" for name, label in missing)
        raise UserError("The letter is not issued. Not filled in: {fields}.", fields=", ".join(named))
    with desk.register.atomic():
        issued = answering.issue(desk, letter_id)
        if out is not None:
            atomic_write(out, answering.letter_pdf(desk, letter_id))
    return issued


def _tell(options: Options, issued: answering.Issued, out: Path | None) -> None:
    show(
        options,
        {"number": issued.number, "sha256": issued.sha256, "file": out},
        lambda: say("Letter № {number} is issued", number=issued.number) + (f"\n{out}" if out else ""),
    )


def newest_draft(desk: Desk, number: int) -> int:
    """Return the row id of the newest draft of a case.

    Raises:
        UserError: it has none.
    """
    letters = lists.case_view(desk, lists.case_id_of(desk, number)).letters
    drafts = [letter.id for letter in letters if letter.state is LetterState.DRAFT]
    if not drafts:
        raise UserError("Case № {number} has no draft.", number=number)
    return drafts[-1]


@click.command(cls=Command, short_help="Issue a draft.")
@click.argument("number", type=int)
@click.option("--out", type=click.Path(path_type=Path), help="Write the PDF here as well.")
@click.pass_obj
def issue(options: Options, number: int, out: Path | None) -> None:
    """Issue the newest draft in case NUMBER."""
    with open_desk(options) as desk:
        issued = _issue(desk, newest_draft(desk, number), out)
    _tell(options, issued, out)


@click.command(cls=Command, short_help="Throw a draft away.")
@click.argument("number", type=int)
@click.pass_obj
def discard(options: Options, number: int) -> None:
    """Throw the newest draft in case NUMBER away."""
    with open_desk(options) as desk:
        answering.discard_draft(desk, newest_draft(desk, number))
    show(options, {"case": number}, lambda: say("The draft is discarded"))


def _field(fact: str) -> tuple[str, str]:
    name, equals, value = fact.partition("=")
    if not equals:
        raise UserError("“{fact}” is not FIELD=VALUE.", fact=fact)
    return name.strip(), value.strip()


@click.command(cls=Command, short_help="List the templates of letters.")
@click.pass_obj
def letters(options: Options) -> None:
    """List the templates of letters, the demands they answer, and the fields of each to give with --set."""
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - templates are read only when asked for

    templates = tuple(load_templates().values())
    show(
        options,
        [
            {
                "id": one.id,
                "title": one.title,
                "heading": one.heading,
                "kinds": one.kinds,
                "fields": dict(answering.own_fields(one.id)),
            }
            for one in templates
        ],
        lambda: "\n".join(
            "\n".join(
                [f"{one.id:20}{one.title}", *(f"    {name}: {label}" for name, label in answering.own_fields(one.id))]
            )
            for one in templates
        ),
    )


@click.command(cls=Command, short_help="Decline a name.")
@click.argument("name")
@click.option("--gender", type=click.Choice([gender.value for gender in Gender]), help="Whose name it is: m or f.")
@click.option("--remember", is_flag=True, help="Keep in the register what is given here, for everybody of this name.")
@click.option("--dative", default="", help="The dative that is right, with --remember.")
@click.option("--genitive", default="", help="The genitive that is right, with --remember.")
@click.pass_obj
def decline(options: Options, name: str, gender: str | None, dative: str, genitive: str, *, remember: bool) -> None:
    """Put NAME («Фамилия Имя Отчество») into the cases a letter needs.

    With --register, what the register remembers for the name goes before the rules.
    """
    if not name.strip():
        raise UserError("The name is empty.")
    if (dative or genitive) and not remember:
        raise UserError("--dative and --genitive go with --remember.")
    declined = _declined(options, name, Gender(gender) if gender else None, dative, genitive, remember=remember)
    lines = [declined.genitive, declined.dative, declined.initials_dative, declined.salutation]
    doubt = [] if declined.sure else [say("Check the forms: this name can be declined in more than one way.")]
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
        lambda: "\n".join([*lines, *doubt]),
    )


def _declined(
    options: Options, name: str, gender: Gender | None, dative: str, genitive: str, *, remember: bool
) -> Declined:
    """Decline a name, with a register where one is named or something is to be remembered in it."""
    from otklik.letters import declension  # noqa: PLC0415 - names are declined only when asked for

    if options.register is None and not remember:
        return declension.decline(name, gender)
    with open_desk(options, writable=remember) as desk:
        if remember:
            naming_people.remember_name(desk, name, dative=dative, genitive=genitive, gender=gender)
        return naming_people.decline_in(desk.register, name, gender)
