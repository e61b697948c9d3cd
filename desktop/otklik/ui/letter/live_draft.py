"""A draft while it is edited: kept by itself after a pause in typing, its page drawn anew. Nobody waits for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from otklik.casework import answering

if TYPE_CHECKING:
    from otklik.casework.answering import LetterGround, LetterView
    from otklik.casework.desk import Changes
    from otklik.ui.letter.letter_text import LetterText
    from otklik.ui.letter.preview import Preview
    from otklik.ui.tasks import Tasks

SAVE_AFTER = 700
"""Milliseconds of pause after which a draft is kept."""


class _Drawn(NamedTuple):
    """The page of a draft, and what is blank or cannot be printed on it."""

    pdf: bytes
    missing: tuple[tuple[str, str], ...]
    unprintable: tuple[str, ...]


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
        self._ground: LetterGround | None = None
        self._unsaved = False
        self._drawing = self._draw_again = False
        self.missing: tuple[tuple[str, str], ...] = ()
        self.unprintable: tuple[str, ...] = ()
        self._saver = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._saver.timeout.connect(self._save)
        # At once, but behind the painting of the key. What is typed while a page is drawn waits for the next drawing.
        self._drawer = QTimer(self, singleShot=True, interval=0)
        self._drawer.timeout.connect(self.draw)
        text.edited.connect(self._on_edited)
        tasks.changed.connect(self._read_ground)

    def begin(self, view: LetterView) -> None:
        """Look after the draft that was loaded into the text."""
        self._letter_id, self._ground, self.missing, self.unprintable = view.letter.id, None, view.missing, ()
        self._text.say_saved("")
        self.checked.emit()
        self._read_ground()

    def end(self) -> None:
        """Look after nothing: what is on screen is no draft. What was typed last is lost if it is not kept yet."""
        self._letter_id, self._ground, self._unsaved, self.missing, self.unprintable = 0, None, False, (), ()

    def flush(self) -> None:
        """Keep what was typed now, not after the pause."""
        self._saver.stop()
        self._save()

    def draw_soon(self) -> None:
        """Draw the page anew, once for all that changes in this round of events."""
        self._drawer.start()

    def draw(self) -> None:
        """Draw the page for the text as it is; while one is being drawn, only remember that it is old."""
        if self._ground is None:
            return
        if self._drawing:
            self._draw_again = True
            return
        self._drawing, self._draw_again = True, False
        ground, heading, body = self._ground, self._text.heading.text(), self._text.markdown()
        self._tasks.run_aside(
            lambda: _draw(ground, heading, body),
            partial(self._on_drawn, ground.letter.id),
            self._on_not_drawn,
            owner=self,
        )

    def _read_ground(self, _changes: Changes | None = None) -> None:
        """Read anew what the page has from elsewhere; the register may be busy, and no key waits for it."""
        if letter_id := self._letter_id:
            self._tasks.run(lambda desk: answering.read_ground(desk, letter_id), self._on_ground, self._on_failed)

    def _on_ground(self, ground: LetterGround | None) -> None:
        if ground is not None and ground.letter.id == self._letter_id and ground != self._ground:
            self._ground = ground
            self.draw()

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
        self._on_failed(error)

    def _on_drawn(self, letter_id: int, drawn: _Drawn) -> None:
        self._drawing = False
        # A draft drawn late must not take the place of the page of a letter issued meanwhile.
        if self._letter_id == letter_id:
            self.missing, self.unprintable = drawn.missing, drawn.unprintable
            self.checked.emit()
            self._preview.show_pdf(drawn.pdf)
        if self._draw_again or self._letter_id != letter_id:
            self.draw()

    def _on_not_drawn(self, error: Exception) -> None:
        self._drawing = False
        self.failed.emit(error)
        if self._draw_again:
            self.draw()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)


def _draw(ground: LetterGround, heading: str, body: str) -> _Drawn:
    prepared = answering.put_together(ground, heading, body)
    return _Drawn(answering.render_preview(prepared), prepared.missing, answering.unprintable(prepared))
