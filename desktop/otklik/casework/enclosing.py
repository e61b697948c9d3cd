"""What is enclosed in a letter: files of the case and papers that are only named."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from otklik.casework.desk import Changes
from otklik.register.records import Enclosure, LetterState
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.records import Attachment

MOST = 999
"""The most sheets and copies of one enclosure."""
_PDF = "application/pdf"


def set_enclosures(desk: Desk, letter_id: int, enclosures: tuple[Enclosure, ...]) -> Changes:
    """Enclose exactly these in a draft, in this order. Like typing a draft it is no line of the journal; issuing is.

    Args:
        desk: the desk.
        letter_id: the draft.
        enclosures: title, sheets (`None` where it is bound or not on paper) and copies of each. A file of the case that
            is enclosed without a title gives title and sheets itself (`enclosure_of`).

    Raises:
        UserError: the letter is issued; a title is missing; sheets or copies are no sensible number; a file is not of
            this case.
    """
    register = desk.register
    with register.atomic():
        letter = register.letters.get(letter_id)
        if letter.state is not LetterState.DRAFT:
            raise UserError("Letter № {number} is issued: its text no longer changes.", number=letter.number)
        files = {one.id for one in register.attachments.of_case(letter.case_id)}
        register.enclosures.replace(letter_id, tuple(_checked(desk, one, files) for one in enclosures))
    return Changes(letters=frozenset({letter_id}), cases=frozenset({letter.case_id}))


def enclosures_of(desk: Desk, letter_id: int) -> tuple[Enclosure, ...]:
    """Return what is enclosed in a letter, in order."""
    return desk.register.enclosures.of_letter(letter_id)


def enclosure_of(desk: Desk, attachment_id: int) -> Enclosure:
    """Return a file of a case as an enclosure: titled by its name, the pages of a PDF counted as sheets."""
    file = desk.register.attachments.get(attachment_id)
    title = PurePath(file.name).stem.replace("_", " ").strip() or file.name
    return Enclosure(title=title, sheets=_sheets(desk, file), attachment_id=attachment_id)


def _checked(desk: Desk, given: Enclosure, files: set[int]) -> Enclosure:
    if given.attachment_id is not None and given.attachment_id not in files:
        raise UserError("The enclosed file does not belong to this case.")
    title = " ".join(given.title.split())
    if not title and given.attachment_id is not None:
        found = enclosure_of(desk, given.attachment_id)
        given, title = replace(given, sheets=given.sheets or found.sheets), found.title
    if not title:
        raise UserError("Give each enclosure a title.", field="title")
    if given.sheets is not None and not 1 <= given.sheets <= MOST:
        raise UserError("“{title}”: the number of sheets is from 1 to {most}.", title=title, most=MOST, field="sheets")
    if not 1 <= given.copies <= MOST:
        raise UserError("“{title}”: the number of copies is from 1 to {most}.", title=title, most=MOST, field="copies")
    return replace(given, title=title)


def _sheets(desk: Desk, file: Attachment) -> int | None:
    """Return how many pages a PDF has; `None` of any other file, and where it is locked or damaged."""
    if file.media_type != _PDF:
        return None
    from pypdf import PdfReader  # noqa: PLC0415 - only here a PDF is read
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same

    try:
        pages = len(PdfReader(io.BytesIO(desk.register.attachments.content(file.id))).pages)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError):
        return None  # whatever a damaged file makes of its reader: the user counts himself
    return pages if 1 <= pages <= MOST else None
