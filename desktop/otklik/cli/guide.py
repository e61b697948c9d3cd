"""`otklik guide`: the help as a paper."""

from __future__ import annotations

from pathlib import Path

import click

from otklik.casework.guides import guide_pdf
from otklik.cli.frame import Command, Options, refuse_to_overwrite, show
from otklik.system.files import atomic_write


@click.command("guide", cls=Command, short_help="Write the user's guide as PDF.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Write the PDF here.")
@click.option(
    "--pictures", type=click.Path(path_type=Path), metavar="DIR", help="Folder of pictures of the screens, to be shown."
)
@click.pass_obj
def guide(options: Options, out: Path, pictures: Path | None) -> None:
    """Write the user's guide: how to do everything, and what the law says in plain words. Needs no register."""
    refuse_to_overwrite(out)
    atomic_write(out, guide_pdf(pictures=pictures))
    show(options, {"file": out}, lambda: str(out))
