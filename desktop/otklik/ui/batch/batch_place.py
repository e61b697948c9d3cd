"""The place over the list of letters for what is done with several: the bar, questions, progress and the report."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.system.errors import OtklikError
from otklik.ui.batch.batch_bar import BatchBar
from otklik.ui.batch.batch_choice import BatchAct, BatchChoice, part_of
from otklik.ui.batch.batch_panels import BatchProgress, DispatchForm, IssueQuestion
from otklik.ui.batch.batch_report import BatchReport, Report
from otklik.ui.batch.batch_runner import LetterRunner
from otklik.ui.batch.second_click import SecondClick
from otklik.ui.widgets import Caption, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from otklik.casework.batch import Batch
    from otklik.casework.desk import Desk
    from otklik.casework.lists import LetterRow
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks


class BatchPlace(QWidget):
    """Does what the bar offers with the letters that are selected.

    Signals:
        letter_wanted: open this letter; carries its id.
        clear_wanted: select no letter any more.
        printed_page: pages printed and pages in all, sent from the thread that prints.

    Args:
        tasks: where all work is done.
        clock: tells today.
        parent: owner.
    """

    letter_wanted = Signal(int)
    clear_wanted = Signal()
    printed_page = Signal(int, int)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._choice = BatchChoice()
        self._busy = False
        self._stop = Event()
        self._then: Callable[[list[Any], bool], None] = lambda _results, _stopped: None
        self._runner = LetterRunner(tasks, self)
        self._second_click = SecondClick(self)
        self._notice, self._report = Notice(closable=True), BatchReport()
        self._hint = Caption(
            self.tr(
                "To do something with several letters at once, select them: Ctrl or Shift and a click, Ctrl+A for all."
            )
        )
        self._bar, self._question = BatchBar(), IssueQuestion()
        self._form, self._progress = DispatchForm(), BatchProgress()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._notice, self._report, *self._turns()):
            column.addWidget(widget)
        self._connect()
        self._rest()

    def choose(self, rows: Sequence[LetterRow]) -> None:
        """Offer what can be done with letters that were selected; a question about others is given up."""
        choice = BatchChoice.of(rows)
        same = [row.letter.id for row in choice.rows] == [row.letter.id for row in self._choice.rows]
        self._choice = choice
        self._bar.show_choice(choice)
        if not self._busy and not (same and self._asking()):
            self._rest()

    @property
    def busy(self) -> bool:
        """Whether letters are being done."""
        return self._busy

    def _turns(self) -> tuple[QWidget, ...]:
        """Return what stands in one place, one of them at a time."""
        return self._hint, self._bar, self._question, self._form, self._progress

    def _panels(self) -> tuple[IssueQuestion, DispatchForm]:
        return self._question, self._form

    def _connect(self) -> None:
        # What was clicked makes way for something else, and the list moves: a second click would fall on either.
        for clicked in (self._bar.wanted, *(sent for one in self._panels() for sent in (one.confirmed, one.given_up))):
            clicked.connect(self._second_click.swallow)
        self._bar.wanted.connect(self._on_wanted)
        self._bar.clear_wanted.connect(self.clear_wanted)
        self._report.letter_wanted.connect(self.letter_wanted)
        self._question.confirmed.connect(self._on_issue)
        self._form.confirmed.connect(self._on_dispatch)
        for panel in self._panels():
            panel.given_up.connect(self._rest)
        self._progress.stop_wanted.connect(self._on_stop)
        self._runner.progressed.connect(self._progress.show_progress)
        self._runner.finished.connect(self._on_run)
        self._runner.failed.connect(self._on_failed)
        self.printed_page.connect(self._progress.show_progress)
        self._tasks.crashed.connect(self._on_crashed)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._on_stop)  # who leaves waits for the letter under way, not for all

    def _asking(self) -> bool:
        return not (self._question.isHidden() and self._form.isHidden())

    def _show(self, turn: QWidget) -> None:
        for widget in self._turns():
            widget.setVisible(widget is turn)

    def _rest(self) -> None:
        """Show the bar where several letters are selected, else how to do so."""
        self._busy = False
        self._show(self._bar if len(self._choice.rows) > 1 else self._hint)

    def _on_wanted(self, act: BatchAct) -> None:
        rows = self._choice.fit(act)
        self._notice.clear()
        self._report.hide()
        if act is BatchAct.ISSUE:
            self._show(self._question)
            self._question.ask(len(rows))
        elif act is BatchAct.DISPATCH:
            self._show(self._form)
            self._form.ask(len(rows), self._clock.today())
        elif act is BatchAct.PRINT:
            self._run(rows, _pdf_of, self._on_pdfs, self.tr("Getting ready: {done} of {whole}"))
        else:
            ready = self.tr("Getting ready: {done} of {whole}")
            self._run(rows, partial(part_of, act), partial(self._on_parts, act, rows), ready)

    def _run(
        self,
        rows: Sequence[LetterRow],
        work: Callable[[Desk, LetterRow], Any],
        then: Callable[[list[Any], bool], None],
        sentence: str,
        enough: Callable[[Any], bool] = lambda _result: False,
    ) -> None:
        """Do work for each letter and show how far it is.

        Args:
            rows: the letters.
            work: as of `LetterRunner.start`.
            then: gets the results, and whether it was stopped; called when the place shows the bar again.
            sentence: as of `BatchProgress.begin`.
            enough: as of `LetterRunner.start`.
        """
        self._then = then
        self._begin(sentence)
        self._runner.start(rows, work, enough)

    def _begin(self, sentence: str) -> None:
        self._busy = True
        self._stop = Event()
        self._show(self._progress)
        self._progress.begin(sentence)

    def _on_stop(self) -> None:
        self._stop.set()
        self._runner.stop()

    def _on_run(self, results: list[Any], stopped: bool) -> None:
        self._rest()
        self._then(results, stopped)

    def _on_failed(self, error: Exception) -> None:
        self._rest()
        self._notice.show_error(error)

    def _on_crashed(self, _error: Exception) -> None:
        """Let go: what was under way may never tell its end."""
        if self._busy and not self._runner.running:
            self._rest()

    def _on_issue(self) -> None:
        from otklik.casework import batch  # noqa: PLC0415 - letters are loaded when one is issued

        def words(done: int, refused: int) -> tuple[str, str]:
            return self.tr("%n letter(s) issued.", "", done), self.tr("%n could not be issued.", "", refused)

        self._run(
            rows := self._choice.fit(BatchAct.ISSUE),
            lambda desk, row: batch.issue_letters(desk, [row.letter.id]),
            partial(self._tell, rows, words),
            self.tr("Issuing: {done} of {whole}"),
            _ended,
        )

    def _on_dispatch(self, way: str, day: date) -> None:
        from otklik.casework import batch  # noqa: PLC0415 - letters are loaded when one leaves

        leaving = batch.Leaving(way, day)

        def words(done: int, refused: int) -> tuple[str, str]:
            return self.tr("%n letter(s) marked as sent.", "", done), self.tr("%n could not be marked.", "", refused)

        self._run(
            rows := self._choice.fit(BatchAct.DISPATCH),
            lambda desk, row: batch.dispatch_letters(desk, [row.letter.id], leaving),
            partial(self._tell, rows, words),
            self.tr("Marking: {done} of {whole}"),
            _ended,
        )

    def _tell(
        self,
        rows: tuple[LetterRow, ...],
        words: Callable[[int, int], tuple[str, str]],
        results: list[Batch],
        stopped: bool,
    ) -> None:
        """Show what became of letters, and let the pages show it as well."""
        from otklik.casework import batch  # noqa: PLC0415 - as above

        whole = batch.joined(results, stopped=stopped)
        refused = sum(1 for outcome in whole.outcomes if outcome.problem)
        left = len(rows) - len(whole.outcomes)
        done, not_done = words(len(whole.outcomes) - refused, refused)
        self._tasks.changed.emit(whole.changes)
        untried = self.tr("Stopped: %n left as they were.", "", left) if left else ""
        done = "" if refused and refused == len(whole.outcomes) else done
        self._report.show_report(Report(done, untried, not_done if refused else "", whole, rows))

    def _on_parts(self, act: BatchAct, rows: tuple[LetterRow, ...], parts: list[Any], stopped: bool) -> None:
        if stopped:
            return
        from otklik.ui.batch.batch_papers import BatchPapers  # noqa: PLC0415 - brings QtPdf along

        papers = self.findChild(BatchPapers)
        if papers is None:
            papers = BatchPapers(self._tasks, self)
            papers.failed.connect(self._notice.show_error)
        try:
            papers.open(act, rows, parts)
        except OtklikError as error:
            self._notice.show_error(error)

    def _on_pdfs(self, contents: list[bytes], stopped: bool) -> None:
        """Ask for the printer once, and print all letters as one job."""
        if stopped:
            return
        from otklik.ui.printing import ask_for_printer, print_pdfs, where_printed  # noqa: PLC0415 - loaded to print

        name = self.tr("Letters, %n", "", len(contents))
        try:
            printer = ask_for_printer(contents, name, self)
        except OtklikError as error:
            self._notice.show_error(error)
            return
        if printer is None:
            return
        self._begin(self.tr("Printing: page {done} of {whole}"))
        stop = self._stop

        def done(pages: int) -> None:
            self._rest()
            sentence = where_printed(printer).sentence()
            if stop.is_set():
                sentence = f"{self.tr('Stopped: %n page(s) were printed already.', '', pages)} {sentence}"
            self._notice.say(sentence, "soon" if stop.is_set() else "done")

        self._tasks.run_aside(
            lambda: print_pdfs(contents, printer, self.printed_page.emit, stop), done, self._on_failed, owner=self
        )


def _pdf_of(desk: Desk, row: LetterRow) -> bytes:
    from otklik.casework import answering  # noqa: PLC0415 - letters are loaded when one is printed

    return answering.letter_pdf(desk, row.letter.id)


def _ended(result: Batch) -> bool:
    """Return whether the machine stands in the way of the next letter as well."""
    return result.stopped
