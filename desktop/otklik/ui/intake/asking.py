"""What the form of a new case asks for: a file, the field that is in doubt, the day a letter names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from otklik.ui.documents import begin_in
from otklik.ui.intake.dropped import Dropped
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from otklik.intake.letter import IncomingLetter
    from otklik.ui.intake.case_facts import CaseFacts
    from otklik.ui.intake.letter_panel import LetterPanel
    from otklik.ui.intake.who_writes import WhoWrites
    from otklik.ui.tasks import Tasks


def choose_files(parent: QWidget, chosen: Callable[[Dropped], None]) -> None:
    """Ask for files, and hand them over."""
    dialog = QFileDialog(parent, translated("Choose the letter and what came with it"), begin_in())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda paths: chosen(Dropped(paths=tuple(paths))))
    dialog.open()


def first_in_doubt(
    facts: CaseFacts, who: WhoWrites, letter: LetterPanel, read: IncomingLetter | None
) -> QWidget | None:
    """Return the first field that is still to be looked at; `None` where nothing is in doubt.

    Args:
        facts: what it is and when it came.
        who: who writes.
        letter: the letter; the text of a picture is typed before all else.
        read: the letter as it was read.
    """
    if read is not None and read.is_picture and not letter.text.letter_text():
        return letter.text
    doubt = facts.first_in_doubt()
    if doubt is not None:
        return doubt
    if read is not None and read.date is None:
        facts.received.selectAll()
        return facts.received
    return None if who.name.text().strip() else who.name


def note_named_day(
    tasks: Tasks, letter: IncomingLetter, facts: CaseFacts, today: date, is_shown: Callable[[], bool]
) -> None:
    """Note the day on which the term ends that the writer sets, counted where the calendar is.

    Args:
        tasks: where it is counted.
        letter: the letter.
        facts: where it is noted.
        today: the day of receipt where none is filled in.
        is_shown: tells whether the letter is still on screen when it is counted.
    """
    named, received = letter.named_term, facts.received.date() or today
    if named is None:
        return
    from otklik.casework.receiving import named_day  # noqa: PLC0415 - the law's rules load on the database's thread

    def note(day: date | None) -> None:
        if is_shown() and day is not None:
            facts.note_named_day(day)

    tasks.run(lambda desk: named_day(named, received, desk.calendar), note, owner=facts)
