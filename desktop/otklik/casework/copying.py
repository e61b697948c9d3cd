"""A copy of a letter for whoever has to edit it in a word processor; the letter itself stays the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.answering import letter_model
from otklik.register.records import LetterState

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.records import Letter


def letter_docx(desk: Desk, letter_id: int) -> bytes:
    """Return a letter, draft or issued, as DOCX, marked on each sheet as a copy; the register does not change.

    An issued letter is put together anew from what the register says now. Where that is no longer what its PDF says
    (another address of the operator, say), the mark on the sheet tells so.
    """
    from otklik.letters.docx import copy_mark, render_docx  # noqa: PLC0415 - python-docx is loaded when a copy is made

    letter = desk.register.letters.get(letter_id)
    model = letter_model(desk, letter_id)
    annulled = letter.state is LetterState.ANNULLED
    same = letter.state is LetterState.DRAFT or model.digest == _issued_digest(desk, letter)
    return render_docx(model, copy_mark(model, annulled=annulled, same=same))


def _issued_digest(desk: Desk, letter: Letter) -> str | None:
    """Return the digest of the text a letter was issued with; `None` of one issued before it was kept."""
    for event in desk.register.journal.of_case(letter.case_id):
        if event.act == "letter_issued" and event.letter_id == letter.id:
            return next((change.new for change in event.changes if change.field == "text_sha256"), None)
    return None
