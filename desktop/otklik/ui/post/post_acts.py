"""What the panel of an issued letter asks for about the post: papers, addresses, dispatch, proof."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from otklik.casework import dispatching, mailing, post_choices, proving
from otklik.system.errors import OtklikError
from otklik.ui.opened_files import viewer_name
from otklik.ui.papers.pdf_acts import PdfActs
from otklik.ui.post.post_papers import PostPapers

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Changes, Desk
    from otklik.casework.mailing import Gap
    from otklik.casework.post_choices import PostChoices
    from otklik.casework.proving import Outcome, Proof
    from otklik.casework.registering import NewFile
    from otklik.register.records import Letter
    from otklik.ui.post.post_dispatch import DispatchForm
    from otklik.ui.post.post_part import PostPart
    from otklik.ui.post.post_proof import ProofPart
    from otklik.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class PostView:
    """What the panel shows about the post.

    Attributes:
        letter: which letter.
        gaps: what is missing for its papers.
        address: of the addressee, as it was typed.
        choices: what was chosen last.
        proof: what proves that it left.
        today: the date where the operator is.
    """

    letter: Letter
    gaps: tuple[Gap, ...]
    address: str
    choices: PostChoices
    proof: Proof
    today: date


def read_post(desk: Desk, letter_id: int) -> PostView:
    """Read what the panel shows about the post; on the database's thread."""
    return PostView(
        letter=desk.register.letters.get(letter_id),
        gaps=mailing.gaps_of(desk, letter_id),
        address=mailing.post_address(desk, letter_id),
        choices=post_choices.choices(desk),
        proof=proving.proof_of(desk, letter_id),
        today=desk.clock.today(),
    )


class PostActs(QObject):
    """Reads what there is about the post, and does what is asked for.

    Signals:
        read: it is there to be shown; carries `PostView`.
        done: something was done; carries the sentence that says so.
        failed: something could not be done and no part of the panel says so; carries the error.

    Args:
        tasks: where all work is done.
        window: the widget dialogs belong to.
    """

    read = Signal(object)
    done = Signal(str)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._files = PdfActs(window)
        self._papers = PostPapers(tasks, window)
        self._papers.failed.connect(self.failed)
        self._letter: Letter | None = None
        self._channel = ""
        tasks.changed.connect(self._on_changed)

    def connect_parts(self, post: PostPart, dispatch: DispatchForm, proof: ProofPart) -> None:
        """Answer the signals of the parts of a panel."""
        post.paper_wanted.connect(lambda paper: self._papers.open(paper, self._shown))
        post.address_given.connect(partial(self._set_address, post))
        self._papers.mend_wanted.connect(post.mend)
        dispatch.given.connect(self._dispatch)
        proof.tracking_given.connect(partial(self._note_tracking, proof))
        proof.receipt_given.connect(partial(self._keep_receipt, proof))
        proof.arrived.connect(partial(self._note_arrival, proof))
        proof.opened.connect(partial(self._open, proof))

    def show_letter(self, letter: Letter, channel: str) -> None:
        """Read what there is about a letter.

        Args:
            letter: an issued letter.
            channel: of its case, as `Channel` has it.
        """
        self._letter, self._channel = letter, channel
        self._read()

    @property
    def _shown(self) -> Letter:
        if self._letter is None:  # the parts are on screen only with a letter
            raise AssertionError
        return self._letter

    def _read(self) -> None:
        letter_id = self._shown.id
        self._tasks.run(lambda desk: read_post(desk, letter_id), self._on_read, self.failed.emit, owner=self)

    def _on_read(self, view: PostView) -> None:
        if view.letter.id == self._shown.id:
            self.read.emit(view)

    def _on_changed(self, changes: Changes) -> None:
        """Look again for gaps when a profile or a person changed; a changed letter is shown anew by its panel."""
        letter = self._letter
        if letter is None or letter.id in changes.letters:
            return
        if changes.subjects or changes.operators or letter.case_id in changes.cases:
            self._read()

    def _set_address(self, post: PostPart, address: str) -> None:
        letter_id = self._shown.id
        self._tasks.act(
            lambda desk: mailing.set_post_address(desk, letter_id, address),
            lambda _changes: post.close_form(),
            post.refuse,
            owner=self,
        )

    def _dispatch(self, way: str, day: date, tracking: str, receipts: tuple[NewFile, ...]) -> None:
        letter_id, channel = self._shown.id, self._channel

        def work(desk: Desk) -> Changes:
            changes = dispatching.dispatch(desk, letter_id, way, day, tracking, receipts)
            post_choices.remember_way(desk, channel, way)
            return changes

        self._tasks.act(work, lambda _changes: self.done.emit(self.tr("Marked as sent.")), self.failed.emit, owner=self)

    def _note_tracking(self, proof: ProofPart, number: str) -> None:
        letter_id = self._shown.id
        self._tasks.act(
            lambda desk: proving.note_tracking(desk, letter_id, number),
            lambda _changes: proof.close_forms(),
            proof.show_error,
            owner=self,
        )

    def _keep_receipt(self, proof: ProofPart, file: NewFile) -> None:
        letter_id = self._shown.id
        self._tasks.act(
            lambda desk: dispatching.keep_receipt(desk, letter_id, file), None, proof.show_error, owner=self
        )

    def _note_arrival(self, proof: ProofPart, outcome: Outcome, day: date) -> None:
        letter_id = self._shown.id
        self._tasks.act(
            lambda desk: proving.note_delivery(desk, letter_id, outcome, day),
            lambda _changes: proof.close_forms(),
            proof.show_error,
            owner=self,
        )

    def _open(self, proof: ProofPart, file_id: int, name: str) -> None:
        def show(content: bytes) -> None:
            try:
                self._files.open_file(content, viewer_name(name))
            except OtklikError as error:
                proof.show_error(error)

        self._tasks.run(lambda desk: desk.register.attachments.content(file_id), show, proof.show_error, owner=self)
