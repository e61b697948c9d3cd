"""`otklik enclose`: what goes with a letter."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.casework import enclosing, lists
from otklik.casework.case_checks import MAX_FILE_BYTES
from otklik.casework.registering import NewFile
from otklik.cli.frame import Command, Options, complain, open_desk, show
from otklik.register.paper_records import Enclosure
from otklik.register.records import LetterState
from otklik.system.errors import UserError
from otklik.system.files import read_file
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.records import Letter


@click.command(cls=Command, short_help="Enclose files and papers in a draft, or list what is enclosed.")
@click.argument("number", type=int)
@click.argument("files", metavar="[FILE…]", type=click.Path(path_type=Path), nargs=-1)
@click.option("--letter", "letter_id", type=int, help="Id of the letter; the newest draft where not given.")
@click.option("--title", default="", help="Title in the letter; without a FILE, a paper that is only named.")
@click.option("--sheets", type=int, help="Sheets of one copy; the pages of a PDF where not given.")
@click.option("--copies", type=int, default=1, help="Copies, 1 where not given.")
@click.option("--clear", is_flag=True, help="Take out what was enclosed before.")
@click.pass_obj
def enclose(
    options: Options,
    number: int,
    files: tuple[Path, ...],
    letter_id: int | None,
    title: str,
    sheets: int | None,
    copies: int,
    *,
    clear: bool,
) -> None:
    """Enclose FILEs in the newest draft of case NUMBER; they are kept with the case, those it has are not kept twice.

    Without a FILE and a --title the enclosures are listed, those of an issued letter as well.
    """
    if title and len(files) > 1:
        raise UserError("--title goes with one file.")
    adds = bool(files or title)
    if not adds and (sheets is not None or copies != 1):
        raise UserError("Name what to enclose: a file, or --title for a paper.")
    contents = tuple(map(_read, files))
    given = Enclosure(title=title, sheets=sheets, copies=copies)
    with open_desk(options, writable=adds or clear) as desk:
        letter = _letter(desk, number, letter_id, draft=adds or clear)
        with desk.register.atomic():
            if clear:
                enclosing.set_enclosures(desk, letter.id, ())
            if contents:
                enclosing.enclose_files(desk, letter.id, contents, given)
            elif title:
                enclosing.set_enclosures(desk, letter.id, (*enclosing.enclosures_of(desk, letter.id), given))
        found = enclosing.enclosures_of(desk, letter.id)
        uncounted = enclosing.locked_of(desk, found[-len(contents) :]) if contents else ""
    rows = [
        {"title": one.title, "sheets": one.sheets, "copies": one.copies, "file": one.attachment_id} for one in found
    ]
    show(options, {"letter": letter.id, "enclosures": rows}, lambda: _lines(found))
    if uncounted:
        complain(uncounted)


def _letter(desk: Desk, number: int, letter_id: int | None, *, draft: bool) -> Letter:
    """Return the letter meant: the one named, the newest draft, or to list the newest of all where there is none.

    Raises:
        UserError: the case has no such letter, or no draft.
    """
    letters = lists.case_view(desk, lists.case_id_of(desk, number)).letters
    if letter_id is not None:
        letters = tuple(letter for letter in letters if letter.id == letter_id)
        if not letters:
            raise UserError("Case № {number} has no letter with the id {id}.", number=number, id=letter_id)
        return letters[0]
    drafts = tuple(letter for letter in letters if letter.state is LetterState.DRAFT)
    found = drafts or (() if draft else letters)
    if not found:
        raise UserError("Case № {number} has no draft.", number=number)
    return found[-1]


def _read(path: Path) -> NewFile:
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return NewFile(path.name, media_type, read_file(path, MAX_FILE_BYTES))


def _lines(found: tuple[Enclosure, ...]) -> str:
    from otklik.letters.model import enclosure_line  # noqa: PLC0415 - letters are loaded when they are shown

    lines = (f"{place}. {enclosure_line(one)}" for place, one in enumerate(found, 1))
    return "\n".join(lines) or say("Nothing is enclosed.")
