"""Opens the papers for the post of one letter, each with what can be chosen about it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from otklik.casework import mailing, post_choices
from otklik.casework.mailing import Mend
from otklik.ui.papers.paper_dialog import Paper, PaperDialog, Remark
from otklik.ui.papers.pdf_acts import letter_name
from otklik.ui.phrases import firm
from otklik.ui.post.post_options import (
    EnvelopeOptions,
    InventoryOptions,
    LabelOptions,
    NoticeOptions,
    PostOptions,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Desk
    from otklik.casework.mailing import Gap
    from otklik.casework.post_choices import PostChoices
    from otklik.register.records import Letter
    from otklik.ui.papers.paper_dialog import Work
    from otklik.ui.tasks import Tasks


class PostPaper(StrEnum):
    """A paper for the post."""

    ENVELOPE = "envelope"
    LABEL = "label"
    INVENTORY = "inventory"
    NOTICE = "notice"


class PostPapers(QObject):
    """Shows papers of a letter in dialogs and remembers what was chosen.

    Signals:
        mend_wanted: something missing is to be filled in; carries `Mend`.
        failed: a paper could not be opened; carries the error.

    Args:
        tasks: where papers are made.
        window: the widget dialogs belong to.
    """

    mend_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._window = window

    def open(self, paper: PostPaper, letter: Letter) -> None:
        """Show a paper of an issued letter."""
        self._tasks.run(post_choices.choices, partial(self._show, paper, letter), self.failed.emit, owner=self)

    def _show(self, paper: PostPaper, letter: Letter, choices: PostChoices) -> None:
        made = {
            PostPaper.ENVELOPE: EnvelopeOptions,
            PostPaper.LABEL: LabelOptions,
            PostPaper.INVENTORY: InventoryOptions,
            PostPaper.NOTICE: NoticeOptions,
        }
        options = made[paper](choices)
        title, name = self._titles(paper, letter)
        work = self._work(paper, letter.id, replace(choices, **options.chosen()))
        dialog = PaperDialog(self._tasks, title, name, work, options=options, parent=self._window)
        options.changed.connect(partial(self._on_changed, paper, letter.id, dialog, options, choices))
        if isinstance(options, LabelOptions):
            dialog.printed.connect(lambda: self._remember({"start": options.next_start()}))
        dialog.open()

    def _titles(self, paper: PostPaper, letter: Letter) -> tuple[str, str]:
        """Return the title of a paper and the name of its file: the number of the letter, nothing personal."""
        title, name = {
            PostPaper.ENVELOPE: (self.tr("Envelope of letter № {number}"), self.tr("Envelope")),
            PostPaper.LABEL: (self.tr("Address label of letter № {number}"), self.tr("Label")),
            PostPaper.INVENTORY: (self.tr("List of contents of letter № {number}"), self.tr("List of contents")),
            PostPaper.NOTICE: (self.tr("Notice of delivery of letter № {number}"), self.tr("Notice of delivery")),
        }[paper]
        return firm(title.format(number=letter.number)), f"{name}, {letter_name(letter.number)}"

    def _on_changed(
        self, paper: PostPaper, letter_id: int, dialog: PaperDialog, options: PostOptions, choices: PostChoices
    ) -> None:
        chosen = options.chosen()
        dialog.show_paper(self._work(paper, letter_id, replace(choices, **chosen)))
        self._remember(chosen)

    def _remember(self, chosen: dict[str, Any]) -> None:
        self._tasks.run(lambda desk: post_choices.remember(desk, **chosen), None, self.failed.emit, owner=self)

    def _work(self, paper: PostPaper, letter_id: int, choices: PostChoices) -> Work:
        words = {
            Mend.NAME: self.tr("Open the profile"),
            Mend.SENDER: self.tr("Open the profile"),
            Mend.ADDRESSEE: self.tr("Enter the address"),
        }

        def remark(gap: Gap) -> Remark:
            if gap.mend not in words:
                return Remark(gap.sentence)
            return Remark(gap.sentence, words[gap.mend], partial(self.mend_wanted.emit, gap.mend))

        def work(desk: Desk) -> Callable[[], Paper]:
            draw = _drawn(desk, paper, letter_id, choices)
            without = {Mend.NAME, Mend.SENDER} if paper is PostPaper.LABEL else set()  # no label has a sender
            remarks = tuple(remark(gap) for gap in mailing.gaps_of(desk, letter_id) if gap.mend not in without)
            return lambda: Paper(draw(), remarks)

        return work


def _drawn(desk: Desk, paper: PostPaper, letter_id: int, choices: PostChoices) -> Callable[[], bytes]:
    """Read what a paper says, on the database's thread, and return what draws it."""
    from otklik.letters.post.forms import EnvelopeSize, LabelFormat  # noqa: PLC0415 - letters are loaded when one is sent

    if paper is PostPaper.ENVELOPE:
        envelope = mailing.envelope_of(desk, letter_id, EnvelopeSize(choices.size), choices.mark)
        return lambda: mailing.render_envelope(envelope)
    if paper is PostPaper.LABEL:
        labels = mailing.labels_of(desk, [letter_id], LabelFormat(choices.sheet), choices.start)
        return lambda: mailing.render_labels(labels)
    if paper is PostPaper.INVENTORY:
        inventory = mailing.inventory_of(desk, letter_id, post_choices.read_sum(choices.value))
        return lambda: mailing.render_inventory(inventory)
    notice = mailing.notice_119_of(
        desk, letter_id, registered=choices.notice_registered, valuable=choices.notice_valuable
    )
    return lambda: mailing.render_notice_119(notice)
