"""The letter at the left of the form: its head, its text or its picture, and the files that came with it."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.ui import icons
from otklik.ui.intake.incoming_files import IncomingFiles
from otklik.ui.intake.letter_head import LetterHead
from otklik.ui.intake.letter_text import LetterText
from otklik.ui.intake.picture_view import PictureView
from otklik.ui.widgets import Caption, Label, LinkButton, Page, Rule, Sheet

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from otklik.intake.letter import IncomingLetter
    from otklik.ui.intake.arrivals import Arrival
    from otklik.ui.tasks import Tasks

_FILES_HEIGHT, _LOW_FILES_HEIGHT, _LOW = 132, 72, 560
"""Pixels of the list of files at most, and where the panel is lower than the last; the rest is scrolled through."""


class LetterPanel(Sheet):
    """The letter, or where there is none the place to drop it and to type it.

    Signals:
        file_wanted: choose a file.
        typed: the text was changed by hand.

    Attributes:
        text: the text, which becomes that of the case.
        files: what is kept with the case.

    Args:
        tasks: where pictures are read.
        parent: owner.
    """

    file_wanted = Signal()
    typed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(20, 10, parent=parent)
        self._head = LetterHead()
        self._rule = Rule()
        self._invitation = self._make_invitation()
        self._label = Label("", "caption")
        self._edit = LinkButton(self.tr("Edit the text"))
        self._picture = PictureView(tasks)
        self.text = LetterText()
        self.files = IncomingFiles()
        self._label.setBuddy(self.text)
        self._digests = LinkButton(self.tr("Show SHA-256"))
        self._digests.setCheckable(True)
        self._add = LinkButton(self.tr("Add a file…"))
        self._lay_out()
        self._edit.clicked.connect(self._on_edit)
        self._add.clicked.connect(self.file_wanted)
        self._digests.toggled.connect(self._on_digests)
        self.files.changed.connect(self._on_files)
        self.text.edited.connect(self.typed)
        self.reset()

    def reset(self) -> None:
        """Empty it for the next letter."""
        self._head.hide()
        self._rule.hide()
        self._picture.clear()
        self._picture.hide()
        self._digests.setChecked(False)
        self.text.show_text("", editable=True)
        self.files.set_files(())
        self._invitation.show()
        self._edit.hide()
        self.say_what(self.tr("Text of the letter"))

    def say_what(self, word: str) -> None:
        """Name the field of the text: of a letter, of an event."""
        self._label.setText(word)
        self.text.setAccessibleName(word)

    def set_event(self, event: bool) -> None:
        """Ask for the description of an event instead of a letter, or for the letter again."""
        self.say_what(self.tr("Description") if event else self.tr("Text of the letter"))
        self._invitation.setVisible(not event and not self.text.letter_text() and not self.files.files())

    def show_arrival(self, arrival: Arrival, received: date | None) -> None:
        """Show what came.

        Args:
            arrival: the letter and its files.
            received: the day of receipt that is proposed.
        """
        self.files.set_files(arrival.files, arrival.dangers)
        if arrival.letter is not None:
            self._show_letter(arrival.letter, received)
        self._show_pictures(arrival)
        self._invitation.hide()

    def show_files(self, arrival: Arrival) -> None:
        """Show files that came without a letter; the text that is typed stays."""
        self.files.set_files(arrival.files, arrival.dangers)

    def mark(self, letter: IncomingLetter) -> None:
        """Underline the words of a letter that was read from the text as it is typed."""
        if self.text.toPlainText().startswith(letter.text):
            self.text.mark([guess.places for guess in letter.kinds])

    def _show_letter(self, letter: IncomingLetter, received: date | None) -> None:
        self._head.show_letter(letter, received)
        self._rule.setVisible(not self._head.isHidden())
        by_hand = self.text.letter_text()
        typed = not letter.text.strip()
        text = letter.text if not by_hand else by_hand if typed else f"{letter.text.rstrip()}\n\n{by_hand}"
        self.text.show_text(text, editable=typed)
        self.text.mark([guess.places for guess in letter.kinds])
        self._edit.setVisible(not typed and not self.text.is_cut)
        if letter.is_picture:
            self.say_what(self.tr("Write down what the letter says"))
        elif self.text.is_cut:
            self.say_what(self.tr("Beginning of the letter; the whole of it is kept"))
        else:
            self.say_what(self.tr("Text of the letter"))

    def _show_pictures(self, arrival: Arrival) -> None:
        """Show the scan, and all pictures that came with it, where the text has to be typed."""
        letter = arrival.letter
        shown = letter is not None and letter.is_picture
        self._picture.setVisible(shown)
        if letter is not None and shown:
            first = ((letter.file, letter.original),)
            more = ((file.name, file.content) for file in arrival.files if file.content != letter.original)
            self._picture.show_pictures((*first, *((name, content) for name, content in more if _is_picture(name))))

    def _lay_out(self) -> None:
        self.body.addWidget(self._invitation)
        self.body.addWidget(self._head)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._picture, 3)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(self._label)
        heading.addStretch(1)
        heading.addWidget(self._edit)
        self.body.addLayout(heading)
        self.body.addWidget(self.text, 1)
        self._files_area = Page((0, 0, 8, 0), 4)
        self._files_area.body.addWidget(self.files)
        self._files_area.setAccessibleName(self.tr("Files"))
        self.body.addWidget(self._files_area)
        links = QHBoxLayout()
        links.setSpacing(16)
        links.addWidget(self._add)
        links.addStretch(1)
        links.addWidget(self._digests)
        self.body.addLayout(links)

    def _make_invitation(self) -> QWidget:
        sheet = Sheet(12, 2, dashed=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        sheet.body.addWidget(icons.IconMark("drop", "dim", 24), 0, middle)
        said = Label(self.tr("Drop the letter here, with all that came with it"), "strong", wrap=True)
        said.setAlignment(middle)
        sheet.body.addWidget(said)
        hint = Caption(self.tr("or paste it with Ctrl+V, or type it below"))
        hint.setAlignment(middle)
        sheet.body.addWidget(hint)
        return sheet

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list of files low."""
        super().resizeEvent(event)
        self._fit_files()

    def _on_edit(self) -> None:
        self._edit.hide()
        self.text.set_editable()

    def _on_digests(self, shown: bool) -> None:
        self._digests.setText(self.tr("Hide SHA-256") if shown else self.tr("Show SHA-256"))
        self.files.show_digests(shown)

    def _on_files(self) -> None:
        any_files = bool(self.files.files())
        self._files_area.setVisible(any_files)
        self._digests.setVisible(any_files)
        self._fit_files()

    def _fit_files(self) -> None:
        most = _LOW_FILES_HEIGHT if self.height() < _LOW else _FILES_HEIGHT
        width = max(1, self._files_area.viewport().width())
        layout = self._files_area.body
        layout.activate()
        wanted = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self._files_area.setFixedHeight(min(most, max(28, wanted)))


def _is_picture(name: str) -> bool:
    return (mimetypes.guess_type(name)[0] or "").startswith("image/")
