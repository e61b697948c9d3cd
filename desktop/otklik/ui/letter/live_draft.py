"""A draft while it is edited: kept by itself after a pause in typing, its page drawn anew. Nobody waits for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from otklik.casework import answering

if TYPE_CHECKING:
    from otklik.casework.answering import LetterView, Prepared
    from otklik.casework.desk import Changes
    from otklik.ui.letter.letter_text import LetterText
    from otklik.ui.letter.preview import Preview
    from otklik.ui.tasks import Tasks

SAVE_AFTER = 700
"""Milliseconds of pause after which a draft is kept."""


class LiveDraft(QObject):
    """Keeps the text of one draft in the register and its page on the screen.

    Signals:
        checked: what is blank or cannot be printed was found out anew: see `missing` and `unprintable`.
        failed: the draft could not be kept or drawn; carries the error.

    Args:
        tasks: where all work is done.
        text: where the draft is edited.
        preview: where its page is shown.
        parent: owner.
    """

    checked = Signal()
    failed = Signal(object)

    def __init__(self, tasks: Tasks, text: LetterText, preview: Preview, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._text, self._preview = tasks, text, preview
        self._letter_id = 0
        self._unsaved = False
        self._preparing = self._prepare_again = False
        self.missing: tuple[tuple[str, str], ...] = ()
        self.unprintable: tuple[str, ...] = ()
        self._saver = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._saver.timeout.connect(self._save)
        # At once, but behind the painting of the key. What is typed while a page is drawn waits for the next drawing.
        self._drawer = QTimer(self, singleShot=True, interval=0)
        self._drawer.timeout.connect(self.draw)
        text.edited.connect(self._on_edited)

    def begin(self, view: LetterView) -> None:
        """Look after the draft that was loaded into the text."""
        self._letter_id, self.missing, self.unprintable = view.letter.id, view.missing, ()
        self._text.say_saved("")
        self.checked.emit()
        self.draw()

    def end(self) -> None:
        """Look after nothing: what is on screen is no draft. What was typed last is lost if it is not kept yet."""
        self._letter_id, self._unsaved, self.missing, self.unprintable = 0, False, (), ()

    def flush(self) -> None:
        """Keep what was typed now, not after the pause."""
        self._saver.stop()
        self._save()

    def draw_soon(self) -> None:
        """Draw the page anew, once for all that changes in this round of events."""
        self._drawer.start()

    def draw(self) -> None:
        """Draw the page for the text as it is; while one is being drawn, only remember that it is old."""
        if not self._letter_id:
            return
        if self._preparing:
            self._prepare_again = True
            return
        self._preparing, self._prepare_again = True, False
        letter_id, heading, body = self._letter_id, self._text.heading.text(), self._text.markdown()
        self._tasks.run(
            lambda desk: answering.prepare(desk, letter_id, heading, body),
            partial(self._on_prepared, letter_id),
            self._on_not_drawn,
            owner=self,
        )

    def _on_edited(self) -> None:
        self._unsaved = True
        self._text.say_saved("")
        self._saver.start()
        self.draw_soon()

    def _save(self) -> None:
        if not self._letter_id or not self._unsaved:
            return
        self._unsaved = False
        letter_id, heading, body = self._letter_id, self._text.heading.text(), self._text.markdown()
        self._tasks.act(
            lambda desk: answering.save_draft(desk, letter_id, heading, body), self._on_saved, self._on_not_saved
        )

    def _on_saved(self, _changes: Changes) -> None:
        if not self._unsaved:
            self._text.say_saved(self.tr("The draft is kept"))

    def _on_not_saved(self, error: Exception) -> None:
        self._unsaved = True
        self.failed.emit(error)

    def _on_prepared(self, letter_id: int, prepared: Prepared) -> None:
        if self._letter_id == letter_id:
            self.missing = prepared.missing
            self.checked.emit()
        self._tasks.run_aside(
            lambda: (answering.render_preview(prepared), answering.unprintable(prepared)),
            partial(self._on_drawn, letter_id),
            self._on_not_drawn,
            owner=self,
        )

    def _on_drawn(self, letter_id: int, drawn: tuple[bytes, tuple[str, ...]]) -> None:
        self._preparing = False
        # A draft drawn late must not take the place of the page of a letter issued meanwhile.
        if self._letter_id == letter_id:
            pdf, signs = drawn
            if signs != self.unprintable:
                self.unprintable = signs
                self.checked.emit()
            self._preview.show_pdf(pdf)
        if self._prepare_again or self._letter_id != letter_id:
            self.draw()

    def _on_not_drawn(self, error: Exception) -> None:
        self._preparing = False
        self.failed.emit(error)
