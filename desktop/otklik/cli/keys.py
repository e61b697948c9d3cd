"""`otklik key`: where the key lies, the password, the recovery sheet, another key, the key as a file."""

from __future__ import annotations

from pathlib import Path

import click

from otklik.casework.desk import Desk
from otklik.cli.frame import (
    Command,
    Group,
    Options,
    ask_password,
    complain,
    is_attended,
    open_desk,
    password_in,
    refuse_to_overwrite,
    russian,
    show,
)
from otklik.system.errors import UserError
from otklik.system.words import say

FILE = click.Path(path_type=Path)

_NOBODY_TO_ASK = "Name a file with the new password: --new FILE. A password is never given as an argument."


@click.group(cls=Group, short_help="The key of the register.")
def key() -> None:
    """Tell where the key of the register lies, lock it by a password, print and test its recovery sheet."""


@key.command("where", cls=Command, short_help="Tell where the key lies.")
@click.pass_obj
def where_it_lies(options: Options) -> None:
    """Tell where the key lies, and which recovery sheet opens the register."""
    from otklik.casework import key_keeping  # noqa: PLC0415 - keys are touched only here

    with open_desk(options, writable=False) as desk:
        place = key_keeping.where(desk, options.key_file_of(desk.register.path))
        sheet = key_keeping.sheet_state(desk)
    sentences = {
        "store": say("The key lies in the password store: {name}.", name=place.name or "—"),
        "password": say("The key is locked by a password; it lies in {file}.", file=place.file),
        "file": say("The key lies in the file {file}, which no password locks.", file=place.file),
    }
    tested = (
        say("Recovery sheet № {number} opens the register; tested on {day}.", number=sheet.number,
            day=russian(sheet.checked_on))
        if sheet.checked_on
        else say("Recovery sheet № {number} opens the register; it was never tested.", number=sheet.number)
    )  # fmt: skip
    show(options, {"key": place, "sheet": sheet}, lambda: f"{sentences[place.kind.value]}\n{tested}")


@key.command(cls=Command, short_help="Set, change or take off the password.")
@click.option("--new", "new_file", type=FILE, metavar="FILE", help="File with the new password, for unattended use.")
@click.option("--remove", is_flag=True, help="Take the password off: the key goes back into the password store.")
@click.pass_obj
def password(options: Options, new_file: Path | None, *, remove: bool) -> None:
    """Lock the key by a password, or by another one; asked for on the terminal, which does not show it."""
    from otklik.casework import key_keeping  # noqa: PLC0415 - as above

    if remove and new_file is not None:
        raise UserError("Either a new password or none: --new or --remove.")
    with open_desk(options) as desk:
        key_file = options.key_file_of(desk.register.path)
        if remove:
            key_keeping.remove_password(desk, key_file)
        else:
            key_keeping.set_password(desk, _new_password(new_file), key_file)
        place = key_keeping.where(desk, key_file)
    done = (
        say("The password is taken off.")
        if remove
        else say("The password is set. Without it only the recovery sheet opens the register: nobody can restore it.")
    )
    show(options, {"key": place}, lambda: done)


def _new_password(file: Path | None) -> str:
    if file is not None:
        return password_in(file)
    if not is_attended():
        raise UserError(_NOBODY_TO_ASK)
    return ask_password(say("New password"), twice=say("The new password once more"))


@key.command(cls=Command, short_help="Give the register another key.")
@click.pass_obj
def rekey(options: Options) -> None:
    """Make a copy, then give the register another key. The recovery sheet has to be printed anew."""
    from otklik.casework import key_keeping  # noqa: PLC0415 - as above

    with open_desk(options) as desk:
        key_file = options.key_file_of(desk.register.path)
        typed = password_in(options.password_file) if options.password_file else options.typed
        done = key_keeping.rekey(desk, key_file, typed)
    show(
        options,
        {"sheet": done.number, "backup": done.copy},
        lambda: say(
            "The register has another key. Print recovery sheet № {number} now: otklik key sheet --out FILE. "
            "The sheets before it open only the copies made so far, keep them too.",
            number=done.number,
        ),
    )


@key.command(cls=Command, short_help="Write the recovery sheet as PDF.")
@click.option("--out", type=FILE, required=True, metavar="FILE", help="Where the PDF goes; print it and delete it.")
@click.pass_obj
def sheet(options: Options, out: Path) -> None:
    """Write the recovery sheet: whoever has it opens the register, so print it and delete the file."""
    from otklik.casework import key_keeping  # noqa: PLC0415 - as above
    from otklik.letters.recovery_sheet import render  # noqa: PLC0415 - brings reportlab
    from otklik.system.files import atomic_write  # noqa: PLC0415 - as above

    refuse_to_overwrite(out)
    with open_desk(options, writable=False) as desk:
        facts = key_keeping.sheet_of(desk)
    atomic_write(out, render(facts))
    show(
        options,
        {"sheet": facts.number, "file": out, "fingerprint": facts.fingerprint},
        lambda: say(
            "Recovery sheet № {number} is in {file}. Print it, put it into a safe, delete the file, "
            "and test the paper: otklik key check.",
            number=facts.number,
            file=out,
        ),
    )


@key.command(cls=Command, short_help="Test the recovery sheet.")
@click.pass_obj
def check(options: Options) -> None:
    """Test the printed recovery sheet: three of its groups are asked for, by number."""
    from otklik.casework import key_keeping  # noqa: PLC0415 - as above

    with open_desk(options) as desk:
        key_keeping.check_sheet(desk, _typed_groups(desk))
        state = key_keeping.sheet_state(desk)
    show(options, {"sheet": state}, lambda: say("Recovery sheet № {number} is right.", number=state.number))


def _typed_groups(desk: Desk) -> dict[int, str]:
    """Return three groups typed from the paper, by their number; a slip of the hand is said at once."""
    from otklik.casework.key_keeping import sheet_state  # noqa: PLC0415 - as above
    from otklik.safety.recovery import asked, group_fits  # noqa: PLC0415 - as above

    complain(say("Take recovery sheet № {number} and type these groups.", number=sheet_state(desk).number))
    typed: dict[int, str] = {}
    for number in asked():
        prompt = say("Group {number}", number=number)
        typed[number] = str(click.prompt(prompt, err=True))
        if is_attended() and not group_fits(typed[number]):
            complain(say("A digit is mistyped here. Once more."))
            typed[number] = str(click.prompt(prompt, err=True))
    return typed


@key.command(cls=Command, short_help="Save the key as a file.")
@click.option("--out", type=FILE, required=True, metavar="FILE", help="The key file; must not exist yet.")
@click.pass_obj
def save(options: Options, out: Path) -> None:
    """Save the key as a plain file: whoever has it opens the register."""
    from otklik.casework.copies.safekeeping import export_key  # noqa: PLC0415 - as above

    with open_desk(options) as desk:
        export_key(desk, out)
    show(
        options,
        {"key_file": out},
        lambda: say("The key is in {file}. Keep it apart from the register: it opens without a password.", file=out),
    )
