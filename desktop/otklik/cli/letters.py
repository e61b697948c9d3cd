"""`otklik letter`, `letters` and `decline`."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from otklik.casework import answering, batch, copying, lists, naming_people, strangers, templates_own
from otklik.cli.frame import Command, Options, open_desk, refuse_to_overwrite, show
from otklik.register.records import Gender, LetterState
from otklik.system.errors import UserError
from otklik.system.files import atomic_write, read_file
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otklik.casework.desk import Desk
    from otklik.letters.declension import Declined

_LARGEST = 2**20  # bytes of a file with the text of a template


@click.command(cls=Command, short_help="Draft and issue a letter.")
@click.argument("number", type=int)
@click.option("--template", required=True, help="Id of the template, as `otklik letters` lists them.")
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="Value of a field `otklik letters` lists.")
@click.option("--draft", "only_draft", is_flag=True, help="Keep it as a draft.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the PDF here as well.")
@click.option("--docx", type=click.Path(path_type=Path), help="Write a copy for editing here, marked as a copy.")
@click.option(
    "--identity-unconfirmed", is_flag=True, help="Issue it too where it hands out data and nobody confirmed who wrote."
)
@click.pass_obj
def letter(
    options: Options,
    number: int,
    template: str,
    given: tuple[str, ...],
    out: Path | None,
    docx: Path | None,
    *,
    only_draft: bool,
    identity_unconfirmed: bool,
) -> None:
    """Draft a letter in case NUMBER from a template and issue it."""
    refuse_to_overwrite(docx)
    with open_desk(options) as desk:
        case_id = lists.case_id_of(desk, number)
        values = dict(_field(fact) for fact in given)
        if only_draft:
            with desk.register.atomic():
                made = answering.draft_letter(desk, case_id, template, values)
                _write_copy(desk, made.letter_id, docx)
            view = answering.open_letter(desk, made.letter_id)
            missing = [label for _name, label in view.missing]
            show(
                options,
                {"letter": view.letter.id, "heading": view.letter.heading, "missing": missing, "docx": docx},
                lambda: (
                    say("Draft: {heading}", heading=view.letter.heading)
                    + "".join(f"\n  {say('not filled in: {fields}', fields=label)}" for label in missing)
                    + (f"\n{docx}" if docx else "")
                ),
            )
            return
        with desk.register.atomic():  # where a field is empty or the PDF cannot be written, nothing is left behind
            made = answering.draft_letter(desk, case_id, template, values)
            issued = _issue(desk, made.letter_id, out, identity_unconfirmed=identity_unconfirmed)
            _write_copy(desk, made.letter_id, docx)
    _tell(options, issued, out, docx)


def _write_copy(desk: Desk, letter_id: int, file: Path | None) -> None:
    if file is not None:
        atomic_write(file, copying.letter_docx(desk, letter_id))


def _issue(desk: Desk, letter_id: int, out: Path | None, *, identity_unconfirmed: bool) -> answering.Issued:
    """Issue a draft and write its PDF, or do neither."""
    refuse_to_overwrite(out)
    missing = answering.open_letter(desk, letter_id).missing
    if missing:
        named = (f"{label} ({name})" for name, label in missing)
        raise UserError("The letter is not issued. Not filled in: {fields}.", fields=", ".join(named))
    if not identity_unconfirmed and strangers.tells_a_stranger(desk, letter_id):
        raise UserError(
            "The letter is not issued: it hands out personal data, and nobody has confirmed who wrote. If it shall go "
            "out all the same, add --identity-unconfirmed."
        )
    with desk.register.atomic():
        issued = answering.issue(desk, letter_id)
        if out is not None:
            atomic_write(out, answering.letter_pdf(desk, letter_id))
    return issued


def _tell(options: Options, issued: answering.Issued, out: Path | None, docx: Path | None = None) -> None:
    written = [str(file) for file in (out, docx) if file]
    show(
        options,
        {"number": issued.number, "sha256": issued.sha256, "file": out, "docx": docx},
        lambda: "\n".join((say("Letter № {number} is issued", number=issued.number), *written)),
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


@click.command(cls=Command, short_help="Issue drafts.")
@click.argument("numbers", metavar="NUMBER…", type=int, nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), help="Write the PDF here as well; with one NUMBER.")
@click.option(
    "--identity-unconfirmed", is_flag=True, help="Issue it too where it hands out data and nobody confirmed who wrote."
)
@click.pass_obj
def issue(options: Options, numbers: tuple[int, ...], out: Path | None, *, identity_unconfirmed: bool) -> int:
    """Issue the newest draft in each case NUMBER.

    Of several, each is issued by itself: one that cannot be issued is named and holds no other back.
    """
    if len(numbers) > 1:
        if out is not None:
            raise UserError("--out goes with one number.")
        return _issue_many(options, tuple(dict.fromkeys(numbers)), identity_unconfirmed=identity_unconfirmed)
    with open_desk(options) as desk:
        issued = _issue(desk, newest_draft(desk, numbers[0]), out, identity_unconfirmed=identity_unconfirmed)
    _tell(options, issued, out)
    return 0


def _issue_many(options: Options, numbers: tuple[int, ...], *, identity_unconfirmed: bool) -> int:
    """Issue the newest draft of each case and tell of each; return the exit code: 2 where one was not issued."""
    with open_desk(options) as desk:
        drafts = {newest_draft(desk, number): number for number in numbers}
        done = batch.issue_letters(desk, tuple(drafts), identity_unconfirmed=identity_unconfirmed)
    rows = [{"case": drafts[one.letter_id], "number": one.number, "problem": one.problem} for one in done.outcomes]
    show(options, rows, lambda: "\n".join(map(_issued_row, rows)))
    return 2 if any(one.problem for one in done.outcomes) else 0


def _issued_row(row: dict[str, Any]) -> str:
    if row["problem"]:
        return say("Case № {case}. {problem}", case=row["case"], problem=row["problem"])
    return say("Case № {case}: letter № {number} is issued", case=row["case"], number=row["number"])


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


@click.command(cls=Command, short_help="List the templates of letters, or write your own text of one.")
@click.option("--template", metavar="ID", help="Print the text letters are drafted from.")
@click.option("--diff", "differs", is_flag=True, help="Print what your own text has other than ours.")
@click.option("--edit", type=click.Path(path_type=Path), metavar="FILE.md", help="Take your own text from this file.")
@click.option("--seen", is_flag=True, help="With --edit: what changed in ours is looked through.")
@click.option("--return", "give_back", is_flag=True, help="Go back to our text.")
@click.pass_obj
def letters(
    options: Options, template: str | None, edit: Path | None, *, differs: bool, seen: bool, give_back: bool
) -> None:
    """List the templates of letters, the demands they answer, and the fields of each to give with --set.

    With --template one of them is printed, compared, or given your own text: «# heading», an empty line, the text. With
    --register, what stands in the register goes before what is shipped.
    """
    if (differs or seen or give_back or edit) and template is None:
        raise UserError("Name the template: --template ID.")
    if seen and edit is None:
        raise UserError("--seen goes with --edit.")
    if sum((differs, give_back, edit is not None)) > 1:
        raise UserError("--diff, --edit and --return do not go together.")
    if template is None:
        _list(options)
    elif give_back or edit:
        _change(options, template, edit, seen=seen)
    else:
        _print(options, template, differs=differs)


def _list(options: Options) -> None:
    """List all templates; with a register, those with the user's own text are marked."""
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - templates are read only when asked for

    with _desk_if_named(options) as desk:
        own = {one.id: one for one in templates_own.own_templates(desk)} if desk else {}
        rows = [
            {
                "id": one.id,
                "title": one.title,
                "heading": own[one.id].used.heading if one.id in own else one.heading,
                "kinds": one.kinds,
                "fields": dict(answering.own_fields(one.id, desk)),
                "own": one.id in own,
                "ours_changed": one.id in own and own[one.id].ours_changed,
            }
            for one in load_templates().values()
        ]
    width = max(map(len, load_templates())) + 2
    show(options, rows, lambda: "\n".join(_row(one, width) for one in rows))


def _row(row: dict[str, Any], width: int) -> str:
    mark = ""
    if row["own"]:
        mark = f" ({say('own text, ours has changed') if row['ours_changed'] else say('own text')})"
    return "\n".join(
        [f"{row['id']:{width}}{row['title']}{mark}", *(f"    {name}: {label}" for name, label in row["fields"].items())]
    )


@contextmanager
def _desk_if_named(options: Options) -> Iterator[Desk | None]:
    """Open the register where one is named; the shipped templates are shown without any."""
    if options.register is None:
        yield None
        return
    with open_desk(options, writable=False) as desk:
        yield desk


def _print(options: Options, template_id: str, *, differs: bool) -> None:
    """Print a template, or what the user's own text has other than ours."""
    if options.register is None and not differs:
        ours = templates_own.shipped(template_id)
        text = templates_own.TemplateText(ours.heading, ours.body)
        view = templates_own.OwnTemplate(template_id, ours.title, text, None, (), ours_changed=False)
    else:
        with open_desk(options, writable=False) as desk:
            view = templates_own.own_template(desk, template_id)
    if differs:
        said = [say("Ours has changed since this text was begun.")] if view.ours_changed else []
        show(options, view, lambda: "\n".join([*said, *view.diff]) or say("Letters are drafted from our text."))
    else:
        show(options, view, lambda: view.used.as_file.rstrip("\n"))


def _change(options: Options, template_id: str, file: Path | None, *, seen: bool) -> None:
    """Give a template the text of a file, or its shipped text back."""
    with open_desk(options) as desk:
        if file is None:
            templates_own.return_to_ours(desk, template_id)
        else:
            before = templates_own.own_template(desk, template_id).used
            heading, body = _read_text(file, before.heading)
            templates_own.save_own(desk, template_id, heading, body, ours_seen=seen)
        view = templates_own.own_template(desk, template_id)
    said = say("Letters are drafted from your own text now.") if view.own else say("Letters are drafted from our text.")
    remark = templates_own.remark(view.own.heading, view.own.body) if view.own else ""
    facts = {"template": template_id, "own": view.own is not None, "sha256": view.used.sha256, "remark": remark}
    show(options, facts, lambda: "\n".join(filter(None, (said, remark))))


def _read_text(file: Path, heading: str) -> tuple[str, str]:
    """Return heading and text of a file; one without «# heading» in its first line keeps the heading there was."""
    try:
        text = read_file(file, _LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("{file} is not a text in UTF-8.", file=file) from error
    first, _, rest = text.lstrip().partition("\n")
    return (first[2:], rest) if first.startswith("# ") else (heading, text)


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
