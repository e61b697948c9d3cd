"""`otklik new`, `demo`, `backup`, `copies`, `verify`, `restore`: the register as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.cli.frame import Command, Options, await_store, complain, key_of, open_desk, russian, show
from otklik.system.clock import SystemClock
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import private_folder, read_file
from otklik.system.plain import plain
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.copies.listing import KnownCopy
    from otklik.casework.copies.restoring import Restored
    from otklik.casework.printed_heads import HeadFound

FILE = click.Path(path_type=Path)


@click.command(cls=Command, short_help="Make a register.")
@click.pass_obj
def new(options: Options) -> None:
    """Make an empty register; its key goes to the system's password store, or to --key-file where one is named."""
    from otklik.casework.opening import make_register  # noqa: PLC0415 - keys are touched only here

    path = options.register_path()
    private_folder(path.parent)
    await_store()
    make_register(path, options.key_file, SystemClock()).register.close()
    show(
        options,
        {"register": path, "key_file": options.key_file},
        lambda: say("The register {file} is made.", file=path),
    )


@click.command(cls=Command, short_help="Make a demonstration register.")
@click.argument("folder", type=FILE, metavar="DIR")
@click.pass_obj
def demo(options: Options, folder: Path) -> None:
    """Make a demonstration register of invented operators and people in DIR, with letters, a backup and the journal."""
    from otklik.casework.demonstration import build_demo  # noqa: PLC0415 - only here

    made = build_demo(folder)
    show(
        options,
        made,
        lambda: "\n".join(
            [
                say("Training register: {file}", file=made.register),
                say("its key: {file}", file=made.key_file),
                say("{cases} cases, {letters} issued letters in {folder}", cases=made.cases, letters=len(made.letters),
                    folder=folder / "letters"),
                say("backup: {file}", file=made.backup),
                say("Open it: otklik --register {file} --key-file {key}", file=made.register, key=made.key_file),
            ]
        ),
    )  # fmt: skip


@click.command(cls=Command, short_help="Make a backup.")
@click.option("--to", "named", metavar="DIR", help="Where to, a folder that is there; the chosen one where not given.")
@click.pass_obj
def backup(options: Options, named: str | None) -> None:
    """Make a backup of the register, open it and check it."""
    from otklik.casework.copies.safekeeping import back_up_now, back_up_reading  # noqa: PLC0415 - only here
    from otklik.register.problems import RegisterInUse  # noqa: PLC0415 - only here
    from otklik.safety.places import OF_COPIES, worries  # noqa: PLC0415 - only here

    if named is not None and not named.strip():
        raise UserError("Name the folder the copy goes to.")
    folder = Path(named).absolute() if named is not None else None
    try:
        with open_desk(options) as desk:
            made = back_up_now(desk, folder).backup
    except RegisterInUse:  # a nightly backup must not fail because the window was left open
        with open_desk(options, writable=False) as desk:
            made = back_up_reading(desk, folder).backup
    for worry in worries(made.path.parent, options.register_path()):
        if worry in OF_COPIES:
            complain(say(OF_COPIES[worry]))
    show(options, made, lambda: say("Backup made and checked: {file}, {cases} cases", file=made.path, cases=made.cases))


@click.command(cls=Command, short_help="List the backups.")
@click.pass_obj
def copies(options: Options) -> None:
    """List the backups of the register, newest first: what each holds, and which recovery sheet opens it."""
    from otklik.casework.copies.listing import list_beside  # noqa: PLC0415 - only here

    with open_desk(options, writable=False) as desk:
        found = list_beside(desk)()
    rows = [plain(one.backup) | {"state": _state(one), "checked_on": one.checked_on, "finding": one.finding}
            for one in found]  # fmt: skip
    show(options, rows, lambda: "\n".join(map(_copy_line, found)) or say("No backups."))


def _state(copy: KnownCopy) -> str:
    """Return in one word what is known of a copy, for scripts."""
    if copy.finding:
        return "damaged"
    if copy.checked_on is not None:
        return "checked"
    return "changed" if copy.changed else "unchecked"


def _state_words(copy: KnownCopy) -> str:
    if copy.finding:
        return say("damaged")
    if copy.checked_on is not None:
        return say("checked on {day}", day=russian(copy.checked_on))
    return say("changed, and not checked since") if copy.changed else say("not checked since it was made")


def _copy_line(known: KnownCopy) -> str:
    copy = known.backup
    return say(
        "{day} {time}  cases: {cases}, last № {number}  sheet № {sheet}  {size} MB  {state}  {file}",
        day=russian(copy.made_at.date()),
        time=f"{copy.made_at:%H:%M}",
        cases="—" if copy.cases is None else copy.cases,
        number="—" if copy.last_number is None else copy.last_number,
        sheet=copy.generation,
        size=f"{copy.size / 1e6:.1f}",
        state=_state_words(known),
        file=copy.path.name,
    )


@click.command(cls=Command, short_help="Check a register or a backup.")
@click.argument("file", type=FILE)
@click.option("--head", metavar="DIGITS", help="A head of the journal from paper: say at which line it stands.")
@click.pass_obj
def verify(options: Options, file: Path, head: str | None) -> None:
    """Check that FILE, a register or a backup, is whole, its journal included; exit code 0 only where it is.

    With --head also that the journal has a head that is printed on a letter or a sheet: paper cannot be rewritten.
    """
    from otklik.safety.backup import verify as check  # noqa: PLC0415 - only here

    key = key_of(options, file)
    found = check(file, key)
    if not found.whole or head is None:
        show(options, found, lambda: found.sentence)
        if not found.whole:
            raise EnvironmentProblem("{file} is not whole. Restore the last good backup.", file=file.name)
        return
    printed = _printed(file, key, head)
    show(options, {"found": found, "head": printed}, lambda: f"{found.sentence}\n{printed.sentence}")
    if not printed.known:
        raise EnvironmentProblem("The journal of {file} does not have the head {head}.", file=file.name, head=head)


def _printed(file: Path, key: bytes, head: str) -> HeadFound:
    from otklik.casework import printed_heads  # noqa: PLC0415 - only here
    from otklik.register.store import Register  # noqa: PLC0415 - only here

    with Register.open(file, key, writable=False, as_it_is=True) as register:
        return printed_heads.find(register, head)


@click.command(cls=Command, short_help="Restore a backup into a new file.")
@click.argument("file", type=FILE)
@click.option("--to", "target", type=FILE, required=True, metavar="FILE", help="The new register; must not exist yet.")
@click.option("--sheet", is_flag=True, help="Ask for the 18 groups of the recovery sheet.")
@click.option("--sheet-file", type=FILE, metavar="FILE", help="A text file with the 18 groups of the recovery sheet.")
@click.pass_obj
def restore(options: Options, file: Path, target: Path, sheet: bool, sheet_file: Path | None) -> None:
    """Restore the backup FILE into a new register; FILE and every other file stay as they are.

    The key comes from --key-file or the password store. With the recovery sheet it comes from there instead, and is put
    into a new --key-file, or into the password store, so that the restored register opens on this computer. Whoever was
    erased since the backup was made is erased again, and no new backup is made by itself until somebody has looked at
    the restored register in the window.
    """
    from otklik.casework.copies import restoring  # noqa: PLC0415 - only here
    from otklik.register.database_file import read_salt  # noqa: PLC0415 - only here
    from otklik.safety import key_stores, keys  # noqa: PLC0415 - only here

    keys.refuse_taken(target)
    await_store()
    by_sheet = sheet or sheet_file is not None
    if by_sheet:
        keys.ready_for_new_key(target, options.key_file)
    key = _key_of_sheet(file, sheet_file) if by_sheet else key_of(options, file)
    made = restoring.restore(file, key, target, SystemClock())
    if by_sheet and options.key_file is not None:
        keys.write_key_file(options.key_file, key)
    elif by_sheet:
        key_stores.store_key(read_salt(file).hex(), key)
    shown = {
        "register": made.path,
        "cases": made.cases,
        "last_number": made.last_number,
        "last_received_on": made.last_received_on,
        "made_at": made.made_at,
        "erased_again": made.erased_again,
    }
    show(options, shown, lambda: _restored(made))


def _restored(made: Restored) -> str:
    """Return what was restored, so that somebody who knows the register sees whether it is all there."""
    if made.last_received_on is None:
        return say("Restored into {file}: no cases.", file=made.path)
    return say("Restored into {file}: {cases} cases, the newest № {number}, received on {day}.", file=made.path,
               cases=made.cases, number=made.last_number, day=russian(made.last_received_on))  # fmt: skip


def _key_of_sheet(file: Path, sheet_file: Path | None) -> bytes:
    """Return the key that a recovery sheet carries, typed into a file or here and now.

    Raises:
        UserError: it is mistyped, of another register, or of another generation of the key.
    """
    from otklik.casework.copies.found import copy_at, look_into  # noqa: PLC0415 - only here
    from otklik.safety.recovery import groups_in, key_from  # noqa: PLC0415 - only here

    copy = copy_at(file)
    if sheet_file is not None:
        content = read_file(sheet_file, 2**20)
        if content.startswith(b"%PDF-"):
            raise UserError(
                "{file} is a PDF: type the digits of the sheet into a text file, or when asked with --sheet.",
                file=sheet_file,
            )
        groups = groups_in(content.decode("utf-8-sig", "replace"))
    else:
        complain(say("Type the 18 groups of recovery sheet № {number}.", number=copy.sheet))
        groups = _typed_groups()
    key = key_from(groups, copy.register_id)
    look_into(copy, key)
    return key


def _typed_groups() -> tuple[str, ...]:
    """Ask for the groups one by one, each until it fits; a whole sheet may be pasted at any of them."""
    from otklik.safety.recovery import GROUPS, group_fits, groups_in  # noqa: PLC0415 - only here

    groups: list[str] = []
    while len(groups) < GROUPS:
        typed = str(click.prompt(say("Group {number}", number=len(groups) + 1), err=True))
        if len(groups_in(typed)) == GROUPS:
            return groups_in(typed)
        if group_fits(typed):
            groups.append(typed)
        else:
            complain(say("A digit is mistyped here. Once more."))
    return tuple(groups)
