"""What is enclosed in a letter: files of the case and papers that are only named."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from otklik.casework import registering
from otklik.casework.desk import Changes
from otklik.casework.enclosed_files import PDF, media_type_of, sheets_of
from otklik.register.paper_records import Enclosure
from otklik.register.records import AttachmentRole, LetterState
from otklik.system.errors import UserError
from otklik.system.words import say

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
        like: title, sheets and copies as far as they are known; a title and sheets that are not come from each file
            itself (`enclosure_of`).

    Raises:
        UserError: as of `set_enclosures`, or a file is too large, empty or damaged; nothing is kept then.
    """
    register = desk.register
    with register.atomic():
        case_id = register.letters.get(letter_id).case_id
        enclosures = list(enclosures_of(desk, letter_id))
        for file in files:
            found, known = enclosure_of(desk, _kept(desk, case_id, file)), like or Enclosure()
            sheets = found.sheets if known.sheets is None else known.sheets
            title = known.title or found.title[:LONGEST_TITLE]
            enclosures.append(replace(found, title=title, sheets=sheets, copies=known.copies))
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
    """Return a file of a case as an enclosure: titled by its name, the pages of a PDF counted as sheets.

    Raises:
        UserError: the file is empty or damaged.
    """
    file = desk.register.attachments.get(attachment_id)
    title = PurePath(file.name).stem.replace("_", " ").strip() or file.name
    pages = sheets_of(file.name, file.media_type, desk.register.attachments.content(file.id))
    return Enclosure(title=title, sheets=pages if pages and pages <= MOST else None, attachment_id=attachment_id)


def locked_of(desk: Desk, enclosures: tuple[Enclosure, ...]) -> str:
    """Return a sentence that asks for the sheets of PDF files only the user can count; empty where there are none.

    Args:
        desk: the desk.
        enclosures: what was enclosed just now.
    """
    attachments = desk.register.attachments
    files = (attachments.get(one.attachment_id) for one in enclosures if one.attachment_id and one.sheets is None)
    names = [file.name for file in files if media_type_of(file.name, file.media_type) == PDF]
    if not names:
        return ""
    return say("The pages of {names} cannot be counted: give the number of sheets yourself.", names=", ".join(names))


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
