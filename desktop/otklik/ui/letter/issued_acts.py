"""What is done with an issued letter: show, print, open, save, annul; the post has acts of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from otklik.casework import answering, replacing
from otklik.register.records import LetterState
from otklik.system.errors import OtklikError
from otklik.ui import phrases
from otklik.ui.handing_out import DragHandle, HandingOut, outgoing_letter
from otklik.ui.papers.pdf_acts import PdfActs, letter_name
from otklik.ui.post.post_acts import PostActs

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.answering import LetterView
    from otklik.register.records import Letter
    from otklik.ui.letter.issued_panel import IssuedPanel
    from otklik.ui.letter.preview import Preview
    from otklik.ui.post.post_acts import PostView
    from otklik.ui.tasks import Tasks


class IssuedActs(QObject):
    """Does what the panel of an issued letter asks for.

    Signals:
        draft_wanted: show this draft; carries its id.
        failed: something could not be done and no panel is there to say so; carries the error.

    Args:
        tasks: where all work is done.
        window: the widget dialogs belong to.
    """

    draft_wanted = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._acts = PdfActs(window)
        self._letter: Letter | None = None
        self._pdf = b""
        self._panel: IssuedPanel | None = None
        self._another = True
        self._out = HandingOut(tasks, window)
        self._out.copied.connect(self._on_copied)
        self._out.failed.connect(self._fail)
        self._handle: DragHandle | None = None
        self._post = PostActs(tasks, window)
        self._post.read.connect(self._on_post_read)
        self._post.done.connect(self._say)
        self._post.failed.connect(self._fail)
        self.print_next = False
        self.say_next = ""

    def connect_panel(self, panel: IssuedPanel) -> None:
        """Answer the signals of a panel."""
        self._panel = panel
        panel.print_wanted.connect(self._on_print)
        panel.open_wanted.connect(self._on_open)
        panel.save_wanted.connect(self._on_save)
        panel.file_wanted.connect(self._on_file_wanted)
        panel.annulled.connect(self._on_annulled)
        panel.replacement_wanted.connect(self._on_replacement)
        self._post.connect_parts(panel.post, panel.dispatch, panel.proof)

    def show_letter(self, view: LetterView, preview: Preview) -> None:
        """Show the PDF of a letter and what there is about the post; print it when it was issued just now."""
        letter_id = view.letter.id
        if self._handle is None:
            self._handle = DragHandle(preview.viewport(), self._on_dragged)
        if self._letter is None or self._letter.id != letter_id:
            self._another = True
        self._letter, self._pdf = view.letter, b""
        self._post.show_letter(view.letter, view.case.channel.value)
        self._tasks.run(
            lambda desk: replacing.shown_pdf(desk, letter_id),
            partial(self._on_pdf, letter_id, preview),
            self._fail,
            owner=self,
        )

    def _on_pdf(self, letter_id: int, preview: Preview, pdf: bytes) -> None:
        if self._letter is None or self._letter.id != letter_id:
            return
        self._pdf = pdf
        preview.show_pdf(pdf)
        sentence, printing = self.say_next, self.print_next
        self.print_next, self.say_next = False, ""
        if sentence:
            self._say(sentence)
        if printing:
            QTimer.singleShot(0, self, partial(self._print, sentence))

    def _on_post_read(self, view: PostView) -> None:
        another, self._another = self._another, False
        if self._panel is not None:
            self._panel.show_post(view, another=another)

    def _on_dragged(self) -> None:
        """Let the page that is shown be dragged out, where it is that of an issued letter."""
        if self._letter is not None and self._panel is not None and self._panel.isVisible():
            self._out.drag((outgoing_letter(self._letter),))

    def _on_file_wanted(self) -> None:
        if self._letter is not None:
            self._out.copy((outgoing_letter(self._letter),))

    def _on_copied(self, number: int) -> None:
        self._say(self.tr("%n file(s) copied: paste into an e-mail or a folder.", "", number))

    def _on_print(self) -> None:
        self._print("")

    def _print(self, sentence: str) -> None:
        """Ask for the printer, print, and say so behind the sentence."""

        def work(letter: Letter) -> None:
            printed = self._acts.print_out(self._pdf, _name(letter))
            self._say(f"{sentence} {printed}".strip())

        self._with_pdf(work)

    def _on_open(self) -> None:
        self._with_pdf(lambda letter: self._acts.open_in_viewer(self._pdf, _name(letter)))

    def _on_save(self) -> None:
        def work(letter: Letter) -> None:
            saved = self._acts.save(self._pdf, _name(letter))
            if saved:
                self._say(saved)

        self._with_pdf(work)

    def _with_pdf(self, work: Callable[[Letter], None]) -> None:
        """Do something with the PDF that is shown; say what went wrong."""
        if self._letter is None or not self._pdf:
            return
        try:
            work(self._letter)
        except OtklikError as error:
            self._fail(error)

    def _on_annulled(self, reason: str) -> None:
        if self._letter is None:
            return
        letter_id = self._letter.id
        self.say_next = phrases.firm(self.tr("Letter № {number} is annulled.").format(number=self._letter.number))
        self._tasks.act(lambda desk: answering.annul_letter(desk, letter_id, reason), None, self._fail, owner=self)

    def _on_replacement(self) -> None:
        if self._letter is None:
            return
        letter_id = self._letter.id
        self._tasks.act(
            lambda desk: replacing.draft_instead(desk, letter_id),
            lambda drafted: self.draft_wanted.emit(drafted.letter_id),
            self._fail,
            owner=self,
        )

    def _say(self, sentence: str) -> None:
        if self._panel is not None:
            self._panel.say(sentence)

    def _fail(self, error: Exception) -> None:
        self.print_next, self.say_next = False, ""
        if self._panel is not None and self._panel.isVisible():
            self._panel.show_error(error)
        else:
            self.failed.emit(error)


def _name(letter: Letter) -> str:
    return letter_name(letter.number, void=letter.state is LetterState.ANNULLED)
