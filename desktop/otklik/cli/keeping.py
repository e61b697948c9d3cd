"""`otklik new`, `demo`, `backup`, `verify`, `restore`: the register as a file."""

from __future__ import annotations

from pathlib import Path

import click

from otklik.cli.frame import Command, Options, key_of, open_desk, show
from otklik.system.clock import SystemClock
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import private_folder
from otklik.system.words import say

FILE = click.Path(path_type=Path)


@click.command(cls=Command, short_help="Make a register.")
@click.pass_obj
def new(options: Options) -> None:
    """Make an empty register; its key goes to the system's password store, or to --key-file where one is named."""
    from otklik.casework.opening import make_register  # noqa: PLC0415 - keys are touched only here

    path = options.register_path()
    private_folder(path.parent)
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
                say("Demonstration register: {file}", file=made.register),
                say("its key: {file}", file=made.key_file),
                say("{cases} cases, {letters} issued letters in {folder}", cases=made.cases, letters=len(made.letters),
                    folder=folder / "letters"),
                say("backup: {file}", file=made.backup),
                say("Open it: otklik --register {file} --key-file {key}", file=made.register, key=made.key_file),
            ]
        ),
    )  # fmt: skip


@click.command(cls=Command, short_help="Make a backup.")
@click.option("--to", "folder", type=FILE, metavar="DIR", help="Where to; the chosen folder where not given.")
@click.pass_obj
def backup(options: Options, folder: Path | None) -> None:
    """Make a backup of the register, open it and check it."""
    from otklik.casework.safekeeping import back_up_beside, back_up_now  # noqa: PLC0415 - only here
    from otklik.register.problems import RegisterInUse  # noqa: PLC0415 - only here

    try:
        with open_desk(options) as desk:
            made = back_up_now(desk, folder).backup
    except RegisterInUse:  # a nightly backup must not fail because the window was left open
        with open_desk(options, writable=False) as desk:
            made = back_up_beside(desk, folder)
    show(options, made, lambda: say("Backup made and checked: {file}, {cases} cases", file=made.path, cases=made.cases))


@click.command(cls=Command, short_help="Check a register or a backup.")
@click.argument("file", type=FILE)
@click.pass_obj
def verify(options: Options, file: Path) -> None:
    """Check that FILE, a register or a backup, is whole, its journal included; exit code 0 only where it is."""
    from otklik.safety.backup import verify as check  # noqa: PLC0415 - only here

    found = check(file, key_of(options, file))
    show(options, found, lambda: found.sentence)
    if not found.whole:
        raise EnvironmentProblem("{file} is not whole. Restore the last good backup.", file=file.name)


@click.command(cls=Command, short_help="Restore a backup into a new file.")
@click.argument("file", type=FILE)
@click.option("--to", "target", type=FILE, required=True, metavar="FILE", help="The new register; must not exist yet.")
@click.pass_obj
def restore(options: Options, file: Path, target: Path) -> None:
    """Restore the backup FILE into a new register."""
    from otklik.casework.safekeeping import restore_backup  # noqa: PLC0415 - only here

    if target.exists():
        raise UserError(
            "{file} exists already. A backup is restored into a new file: choose another name.", file=target
        )
    path = restore_backup(file, key_of(options, file), target)
    show(options, {"register": path}, lambda: say("Restored into {file}.", file=path))
