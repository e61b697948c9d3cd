"""The cases whose storage term is over: a list to look through, one question, and how far the erasing is."""

from __future__ import annotations

from threading import Event as Flag
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from otklik.register.records import CaseStatus
from otklik.ui import dates, icons, phrases, theme
from otklik.ui.widgets import (
    Caption,
    Heading,
    Label,
    LinkButton,
    Notice,
    PrimaryButton,
    QuietButton,
    Rule,
    Sheet,
    clear_layout,
)
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.anonymising import Anonymised
    from otklik.casework.retention import Candidate
    from otklik.ui.tasks import Tasks

SHOWN = 100
"""Cases shown at once; the rest comes when these are done."""

_MARK, _GAP = 22, 8
"""Pixels of the column of check boxes, and of the space behind it."""


class DueCard(Sheet):
    """The cases whose term is over.

    Signals:
        done: cases were anonymised; the page reads anew.
        case_wanted: open this case; carries its id.
        progressed: cases done and cases in all, sent from the database's thread.

    Args:
        tasks: where the work is done.
        parent: owner.
    """

    done = Signal()
    case_wanted = Signal(int)
    progressed = Signal(int, int)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(24, 12, parent=parent)
        self._tasks = tasks
        self._cancelled = Flag()
        self._boxes: dict[int, QCheckBox] = {}
        self._ready: frozenset[int] = frozenset()
        self._gone_by: date | None = None
        self.notice = Notice(closable=True)
        self._empty = Caption(self.tr("No storage term is over. When one is, the first page says so."))
        self._lines = QVBoxLayout()
        self._more = Caption("")
        self._all = LinkButton(self.tr("Select all"))
        self._begin = PrimaryButton(self.tr("Anonymise the selected…"))
        self._question, self._asked = Sheet(16, 8, sunk=True), Label("", "strong", wrap=True)
        self._copies = Caption("")
        self._erase, self._leave = PrimaryButton(self.tr("Anonymise")), QuietButton(self.tr("Cancel"))
        self._running, self._progress = QWidget(), QProgressBar()
        self._stop = QuietButton(self.tr("Stop"), small=True)
        self._lay_out()
        self._all.clicked.connect(self.choose_all)
        self._begin.clicked.connect(self.ask)
        self._leave.clicked.connect(self._on_leave)
        self._erase.clicked.connect(self._on_erase)
        self._stop.clicked.connect(self._on_stop)
        self.progressed.connect(self._on_progressed)
        tasks.closing.connect(self._on_stop)

    def show_cases(self, cases: tuple[Candidate, ...], more: int, gone_by: date) -> None:
        """Show what is due; what was selected stays so.

        Args:
            cases: at most `SHOWN` of them.
            more: how many there are besides.
            gone_by: about when the last copy made until now goes by itself.
        """
        chosen = {case_id for case_id, box in self._boxes.items() if box.isChecked()}
        self._gone_by = gone_by
        self._ready = frozenset(case.case_id for case in cases if case.ready)
        self._boxes.clear()
        clear_layout(self._lines)
        for index, case in enumerate(cases):
            if index:
                self._lines.addWidget(Rule())
            self._lines.addWidget(self._line(case, checked=case.case_id in chosen))
        self._empty.setVisible(not cases)
        self._more.setText(phrases.firm(self.tr("%n more request(s) come when these are done.", "", more)))
        self._more.setVisible(more > 0)
        self._show_buttons()

    def _lay_out(self) -> None:
        self.body.addWidget(Heading(self.tr("Storage term over")))
        self.body.addWidget(self.notice)
        self.body.addWidget(self._empty)
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._more)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._begin)
        row.addWidget(self._all)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._question)
        self._lay_out_question()
        column = QVBoxLayout(self._running)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Caption(self.tr("A copy is made and checked, then the requests are anonymised one by one.")))
        line = QHBoxLayout()
        line.setSpacing(12)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How far the anonymising is"))
        line.addWidget(self._progress, 1)
        line.addWidget(self._stop)
        column.addLayout(line)
        self.body.addWidget(self._running)
        self._show_part(None)

    def _lay_out_question(self) -> None:
        body = self._question.body
        body.addWidget(self._asked)
        for caption, words in (
            (
                self.tr("Erased for good"),
                self.tr(
                    "names and addresses, texts, files, letters and acts with their PDFs, the words of the journal"
                ),
            ),
            (
                self.tr("Stays"),
                self.tr("numbers, dates, what was demanded and when it was done, the digests and chain of the journal"),
            ),
        ):
            row = QHBoxLayout()
            row.setSpacing(12)
            name = Label(caption, "medium", wrap=True)
            name.setFixedWidth(theme.px(150))
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(words, wrap=True), 1)
            body.addLayout(row)
        body.addWidget(self._copies)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self._erase.setProperty("danger", True)
        buttons.addWidget(self._erase)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        body.addSpacing(2)
        body.addLayout(buttons)

    def _line(self, case: Candidate, *, checked: bool) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        words = f"{phrases.number(case.number)} · {case.subject or case.title}"
        if case.ready:
            box = QCheckBox()
            box.setAccessibleName(words)
            box.setChecked(checked)
            box.toggled.connect(self._show_buttons)
            self._boxes[case.case_id] = box
            row.addWidget(_in_margin(box))
        else:
            row.addWidget(_in_margin(icons.IconMark("lock", "dim", 16)))
        row.addWidget(ElidedLabel(words, "" if case.ready else "lead"), 1)
        show = LinkButton(self.tr("Open"))
        show.setAccessibleName(self.tr("Open the request: {number}").format(number=phrases.number(case.number)))
        show.clicked.connect(lambda: self.case_wanted.emit(case.case_id))
        row.addWidget(show)
        column.addLayout(row)
        annulled = case.status is CaseStatus.ANNULLED
        ended = self.tr("annulled on {day}") if annulled else self.tr("closed on {day}")
        dated = self.tr("{ended}, to be kept until {last}").format(
            ended=ended.format(day=dates.dotted(case.closed_on)), last=dates.dotted(case.kept_until)
        )
        for caption in (Caption(phrases.firm(text)) for text in (dated, " ".join(case.obstacles)) if text):
            caption.setContentsMargins(_MARK + _GAP, 0, 0, 0)
            column.addWidget(caption)
        return line

    def _chosen(self) -> tuple[int, ...]:
        return tuple(case_id for case_id, box in self._boxes.items() if box.isChecked())

    def _show_buttons(self) -> None:
        self._begin.setVisible(bool(self._ready))
        self._begin.setEnabled(bool(self._chosen()))
        self._all.setVisible(len(self._ready) > 1)
        if not self._question.isHidden():
            self._show_part(None)

    def _show_part(self, part: QWidget | None) -> None:
        """Show the question, the progress, or neither; the buttons wait meanwhile."""
        for one in (self._question, self._running):
            one.setVisible(one is part)
        self._begin.setEnabled(part is None and bool(self._chosen()))
        self._all.setEnabled(part is None)
        for box in self._boxes.values():
            box.setEnabled(part is None)

    def choose_all(self) -> None:
        """Select all that may go; where all are selected, none."""
        everything = len(self._chosen()) < len(self._boxes)
        for box in self._boxes.values():
            box.setChecked(everything)

    def ask(self) -> None:
        """Ask whether the selected are to be anonymised, and say what that means."""
        self.notice.clear()
        number = len(self._chosen())
        self._asked.setText(phrases.firm(self.tr("Anonymise %n request(s)? This cannot be undone.", "", number)))
        day = dates.day_month_year(self._gone_by) if self._gone_by else ""
        self._copies.setText(
            phrases.firm(
                self.tr(
                    "Copies of the register made until now still hold these people. By the rule of copies the last of "
                    "them goes by itself about {day}. Copies you took elsewhere you delete yourself. A restore of "
                    "any of them brings nobody back: a list without names sees to that."
                ).format(day=day)
            )
        )
        self._show_part(self._question)
        self._erase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self) -> None:
        self._show_part(None)
        self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_erase(self) -> None:
        from otklik.casework import anonymising  # noqa: PLC0415 - not needed before something is due

        chosen = self._chosen()
        self._cancelled = cancelled = Flag()
        self._progress.setRange(0, 0)
        self._stop.setEnabled(True)
        self._show_part(self._running)
        self._tasks.act(
            lambda desk: anonymising.anonymise(desk, chosen, self.progressed.emit, cancelled),
            self._on_done,
            self._on_failed,
            owner=self,
        )

    def _on_progressed(self, number: int, whole: int) -> None:
        self._progress.setRange(0, max(1, whole))
        self._progress.setValue(number)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._cancelled.set()

    def _on_done(self, made: Anonymised) -> None:
        self._show_part(None)
        sentences = [self.tr("Anonymised: %n request(s).", "", len(made.numbers))]
        if not made.swept:
            sentences.append(
                self.tr("There was no room on the disk to write the file anew: make some and do it below.")
            )
        if made.unlisted:
            names = ", ".join(str(folder) for folder in made.unlisted)
            words = self.tr(
                "The list of erased requests could not be written to {folder}; the next copy there makes up."
            )
            sentences.append(words.format(folder=names))
        good = made.swept and not made.unlisted
        self.notice.say(phrases.firm(" ".join(sentences)), "done" if good else "soon")
        self.done.emit()

    def _on_failed(self, error: Exception) -> None:
        self._show_part(None)
        # What the user stopped himself is no fault.
        self.notice.say(str(error), "accent" if self._cancelled.is_set() else "overdue")
        self.done.emit()


def _in_margin(mark: QWidget) -> QWidget:
    """Return what stands before a name in a column of one width, so that names stand under each other."""
    holder = QWidget()
    holder.setFixedWidth(theme.px(_MARK))
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(mark)
    row.addStretch(1)
    return holder
