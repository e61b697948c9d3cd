"""What is enclosed in a letter: files of the case and papers that are only named."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from otklik.casework import registering
from otklik.casework.desk import Changes
from otklik.register.records import AttachmentRole, Enclosure, LetterState
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.registering import NewFile
    from otklik.register.records import Attachment

MOST = 999
"""The most sheets and copies of one enclosure."""
MOST_ENCLOSURES = 99
"""The most enclosures of one letter."""
LONGEST_TITLE = 300
"""Characters of the longest title."""
_PDF = "application/pdf"


def set_enclosures(desk: Desk, letter_id: int, enclosures: tuple[Enclosure, ...]) -> Changes:
    """Enclose exactly these in a draft, in this order. Like typing a draft it is no line of the journal; issuing is.

    Args:
        desk: the desk.
        letter_id: the draft.
        enclosures: title, sheets (`None` where it is bound or not on paper) and copies of each. A file of the case that
            is enclosed without a title gives title and sheets itself (`enclosure_of`).

    Raises:
        UserError: the letter is issued; there are too many; a title is missing or too long; sheets or copies are no
            sensible number; a file is not of this case.
    """
    if len(enclosures) > MOST_ENCLOSURES:
        raise UserError("A letter takes at most {most} enclosures.", most=MOST_ENCLOSURES)
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


def files_to_enclose(desk: Desk, case_id: int) -> tuple[Attachment, ...]:
    """Return the files of a case that can be enclosed, in the order they came; proof of dispatch cannot."""
    files = desk.register.attachments.of_case(case_id)
    return tuple(file for file in files if file.role is not AttachmentRole.PROOF)


def enclose_files(desk: Desk, letter_id: int, files: tuple[NewFile, ...], like: Enclosure | None = None) -> Changes:
    """Keep files with the case of a draft and enclose them behind what is enclosed; all of them or none.

    A file the case has already, byte for byte, is enclosed as it is and not kept twice.

    Args:
        desk: the desk.
        letter_id: the draft.
        files: what to enclose, in order.
        like: title, sheets and copies where they are known; else each file gives them itself (`enclosure_of`).

    Raises:
        UserError: as of `set_enclosures`, or a file is too large; nothing is kept then.
    """
    register = desk.register
    with register.atomic():
        case_id = register.letters.get(letter_id).case_id
        enclosures = list(enclosures_of(desk, letter_id))
        for file in files:
            attachment_id = _kept(desk, case_id, file)
            enclosures.append(replace(like or Enclosure(), attachment_id=attachment_id))
        return set_enclosures(desk, letter_id, tuple(enclosures))


def _kept(desk: Desk, case_id: int, file: NewFile) -> int:
    """Return the row id of a file of the case; one the case does not have yet is added."""
    digest = hashlib.sha256(file.content).hexdigest()
    known = [one.id for one in desk.register.attachments.of_case(case_id) if one.sha256 == digest]
    if not known:
        registering.add_file(desk, case_id, file)
        known = [one.id for one in desk.register.attachments.of_case(case_id)]
    return known[-1]


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
        sheets = found.sheets if given.sheets is None else given.sheets
        given, title = replace(given, sheets=sheets), found.title[:LONGEST_TITLE]
    if not title:
        raise UserError("Give each enclosure a title.", field="title")
    if len(title) > LONGEST_TITLE:
        raise UserError("The title of an enclosure has at most {most} characters.", most=LONGEST_TITLE, field="title")
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
