"""Papers for the post of many letters in one file: envelopes, labels, the list ф. 103."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from otklik.casework import batch, mailing, post_choices
from otklik.ui.batch.batch_choice import BatchAct
from otklik.ui.papers.paper_dialog import Paper, PaperDialog, Remark
from otklik.ui.phrases import firm
from otklik.ui.post.post_options import EnvelopeOptions, LabelOptions, PostOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from otklik.casework.lists import LetterRow
    from otklik.casework.post_choices import PostChoices
    from otklik.ui.batch.batch_choice import BatchPart
    from otklik.ui.papers.paper_dialog import Work
    from otklik.ui.tasks import Tasks

REMARKS = 3
"""What is missing is named so often; of the rest it is said how much more there is."""


class ListOptions(PostOptions):
    """Number of a list ф. 103, and whether its letters come back with a notice: as the mark of the envelopes has it."""

    def __init__(self, choices: PostChoices) -> None:
        super().__init__()
        self._mark = choices.mark
        self.number = QLineEdit()
        self.number.setPlaceholderText(self.tr("written in by hand"))
        self.number.setMaxLength(20)
        self.notice = QCheckBox(self.tr("with notice of &delivery"))
        self.notice.setChecked(choices.with_notice)
        self.rows.add_row(self.tr("&Number of the list"), self.number)
        self.rows.add_widget(self.notice)
        self.number.textChanged.connect(self.changed)
        self.notice.toggled.connect(self.changed)

    def chosen(self) -> dict[str, Any]:
        """Return both; of the list itself nothing is remembered."""
        return {"number": self.number.text().strip(), "notice": self.notice.isChecked()}

    def remembered(self) -> dict[str, Any]:
        """Return the mark that fits, for the envelopes of the same letters."""
        return {"mark": post_choices.mark_with(self._mark, notice=self.notice.isChecked())}


class BatchPapers(QObject):
    """Shows papers of many letters in dialogs.

    Signals:
        failed: a paper could not be made; carries the error.

    Args:
        tasks: where papers are made.
        window: a widget of the window dialogs belong to.
    """

    failed = Signal(object)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._window = window

    def open(self, act: BatchAct, rows: Sequence[LetterRow], parts: Sequence[BatchPart]) -> None:
        """Show the paper of letters.

        Args:
            act: which paper.
            rows: the letters.
            parts: what `batch_choice.part_of` read of each.

        Raises:
            UserError: the letters make no list together.
        """
        draw = _drawing(act, rows, parts)
        self._tasks.run(post_choices.choices, lambda found: self._show(act, len(rows), draw, found), owner=self)

    def _show(self, act: BatchAct, number: int, draw: Callable[..., Paper], choices: PostChoices) -> None:
        title, name, options = self._about(act, number, choices)

        def work() -> Work:
            chosen = options.chosen()
            return lambda _desk: lambda: self._short(draw(**chosen))

        def on_changed() -> None:
            dialog.show_paper(work())
            self._remember(options.remembered())

        dialog = PaperDialog(self._tasks, firm(title), name, work(), options=options, parent=self._window)
        options.changed.connect(on_changed)
        if isinstance(options, LabelOptions):
            dialog.printed.connect(lambda: self._remember({"start": options.next_start(number)}))
        dialog.open()

    def _about(self, act: BatchAct, number: int, choices: PostChoices) -> tuple[str, str, PostOptions]:
        if act is BatchAct.ENVELOPES:
            words = self.tr("Envelopes for %n letter(s)", "", number)
            return words, self.tr("Envelopes"), EnvelopeOptions(choices)
        if act is BatchAct.LABELS:
            words = self.tr("Address labels for %n letter(s)", "", number)
            return words, self.tr("Address labels"), LabelOptions(choices)
        words = self.tr("List ф. 103 of %n letter(s) for the Post", "", number)
        return words, self.tr("List ф. 103"), ListOptions(choices)

    def _short(self, paper: Paper) -> Paper:
        """Leave room for the page where much is missing."""
        more = len(paper.remarks) - REMARKS
        if more <= 0:
            return paper
        last = Remark(self.tr("Something is missing in %n more place(s).", "", more))
        return Paper(paper.pdf, (*paper.remarks[:REMARKS], last))

    def _remember(self, chosen: dict[str, Any]) -> None:
        self._tasks.run(lambda desk: post_choices.remember(desk, **chosen), None, self.failed.emit, owner=self)


def _drawing(act: BatchAct, rows: Sequence[LetterRow], parts: Sequence[BatchPart]) -> Callable[..., Paper]:
    """Return what draws a paper as it is chosen, on the side pool."""
    from otklik.letters.post.forms import EnvelopeSize, LabelFormat  # noqa: PLC0415 - letters are loaded when one is sent

    papers = [part.paper for part in parts]
    gaps = batch.gaps_in_words([(row.letter.number, part.gaps) for row, part in zip(rows, parts, strict=True)])
    remarks = tuple(map(Remark, gaps))
    if act is BatchAct.ENVELOPES:

        def envelopes(size: str, mark: str) -> Paper:
            made = [replace(paper, size=EnvelopeSize(size), mark=mark) for paper in papers]
            return Paper(mailing.render_envelopes(made), remarks)

        return envelopes
    if act is BatchAct.LABELS:
        labels = batch.joined_labels(papers)

        def on_labels(sheet: str, start: int) -> Paper:
            return Paper(mailing.render_labels(replace(labels, format=LabelFormat(sheet), start=start)), remarks)

        return on_labels
    posted = batch.joined_list_103(papers)

    def on_list(number: str, *, notice: bool) -> Paper:
        note = mailing.WITH_NOTICE if notice else ""
        made = replace(posted, number=number, items=tuple(replace(item, note=note) for item in posted.items))
        return Paper(mailing.render_list_103(made), remarks)

    return on_list
