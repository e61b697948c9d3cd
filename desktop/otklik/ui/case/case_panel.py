"""A case beside the table: what it is, the big date, one thing to do next, and everything it consists of."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from otklik.casework.next_step import StepKind, newest_draft
from otklik.casework.views import CaseView, Urgency
from otklik.register.records import CaseStatus
from otklik.ui import phrases
from otklik.ui.case import case_menu, step_words
from otklik.ui.case.case_acts import CaseActs
from otklik.ui.case.case_bar import CaseBar
from otklik.ui.case.case_duties import DutiesSection
from otklik.ui.case.case_files import FilesSection, LettersSection
from otklik.ui.case.case_head import CaseHead
from otklik.ui.case.case_holding import HoldingActs
from otklik.ui.case.case_journal import JournalSection
from otklik.ui.case.case_linking import LinkActs, TwoLaws
from otklik.ui.case.case_papers import PapersSection
from otklik.ui.case.case_places import PlacesSection
from otklik.ui.case.case_repeat import RepeatSection
from otklik.ui.case.case_sections import QuestionsSection, TextSection
from otklik.ui.case.case_term import TermSection
from otklik.ui.case.file_ways import FileWays
from otklik.ui.case.undo_line import UndoLine
from otklik.ui.documents import begin_in
from otklik.ui.papers.kept_acts import KeptActs
from otklik.ui.widgets import Notice, Page, Sheet, clear_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from otklik.casework.desk import Changes
    from otklik.register.records import Attachment
    from otklik.system.clock import Clock
    from otklik.ui.palette.commands import Command
    from otklik.ui.tasks import Tasks


class CasePanel(Sheet):
    """A case.

    Attributes:
        page: what scrolls; a file that is looked at takes its place.
        papers, files, term: the sections that say for themselves what became of a file.

    Signals:
        letter_wanted: open this letter; carries its id.
        case_wanted: open a linked case; carries its id.
        places_wanted: change the list of places to look in; carries the id of the operator.
        closed: the user is done with the case.

    Args:
        tasks: where reading and acts are done.
        clock: tells today.
        parent: owner.
    """

    help_topic = "case"

    letter_wanted = Signal(int)
    case_wanted = Signal(int)
    places_wanted = Signal(int)
    closed = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.case_id: int | None = None
        self._tasks, self._clock = tasks, clock
        self._view: CaseView | None = None
        self._answer_when_shown = False
        self.page = Page((32, 24, 32, 24), 20)
        self.body.addWidget(self.page)
        self._notice = Notice(closable=True)
        self._form_place = QVBoxLayout()
        self.acts = CaseActs(self, tasks, clock)
        self.links = LinkActs(self, tasks, clock)
        self.papers, self.files, self.term = PapersSection(), FilesSection(clock), TermSection()
        self.papers_acts = KeptActs(self, tasks)
        self.holding = HoldingActs(self, tasks)
        self.file_ways = FileWays(self, tasks, clock)
        self.head = CaseHead(clock)
        self.head.closed.connect(self.closed)
        self.head.case_wanted.connect(self.case_wanted)
        self.head.term_wanted.connect(self._show_term)
        self.page.body.addWidget(self.head)
        self._make_actions()
        self.page.body.addWidget(self._notice)
        self._waiting = Notice()
        self.page.body.addWidget(self._waiting)
        self._two_laws = TwoLaws()
        self._two_laws.split_wanted.connect(self.links.ask_split)
        self.page.body.addWidget(self._two_laws)
        self.page.body.addLayout(self._form_place)
        self._make_sections()
        self.page.body.addStretch(1)
        self.page.content.hide()

    @property
    def view(self) -> CaseView | None:
        """The case as it is shown now."""
        return self._view

    def open_case(self, case_id: int, *, answer: bool = False) -> None:
        """Show another case.

        Args:
            case_id: which.
            answer: whether to go on to the answer as soon as it is shown.
        """
        if case_id != self.case_id:
            self.file_ways.leave()
            self._notice.clear()
            for section in self._sections:
                section.forget()
            self.drop_form()
            self.page.verticalScrollBar().setValue(0)
        self.case_id = case_id
        self._answer_when_shown = answer
        self._read()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the case again, if it changed."""
        if self.case_id is None or self.isHidden():
            return
        subjects = {self._view.subject.id} if self._view is not None else set()
        if (
            changes is None
            or self.case_id in changes.cases
            or changes.operators
            or changes.letters
            or subjects & changes.subjects
        ):
            self._read()

    def show_view(self, view: CaseView) -> None:
        """Show the case that was read."""
        if self.case_id is not None and view.case.id != self.case_id:
            return
        self.case_id, self._view = view.case.id, view
        self.head.show_view(view)
        self._show_waiting(view)
        self._two_laws.show_view(view)
        self._bar.show_view(view)
        self._undo_line.show_view(view)
        for section in self._sections:
            section.show_view(view)
        self.page.content.show()
        if self._answer_when_shown:
            self._answer_when_shown = False
            self.answer()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done in the case, for the palette and the list of keys."""
        return case_menu.commands_of(self, self._bar.acts)

    def focus_first(self) -> None:
        """Put the focus on the thing to do next."""
        (self._bar.primary if self._bar.primary.isVisibleTo(self) else self._bar.more).setFocus()

    def say(self, sentence: str, role: str = "done", action: tuple[str, Callable[[], None]] | None = None) -> None:
        """Say a sentence in place, where it is seen."""
        self._notice.say(sentence, role, action)
        self.page.ensureWidgetVisible(self._notice)

    def lead_to(self, widget: QWidget) -> None:
        """Bring a part of the panel into sight, where it is not, once what changed above it is laid out."""
        QTimer.singleShot(0, widget, lambda: self.page.ensureWidgetVisible(widget))

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, and show again what is true."""
        self.file_ways.leave()
        self.say(str(error), "overdue")
        self._read()

    def show_form(self, form: QWidget, focus: QWidget | None = None) -> None:
        """Open a small form under the buttons; it takes the place of another."""
        self.drop_form()
        self._bar.primary.set_quiet(True)
        self._form_place.addWidget(form)
        if focus is not None:
            focus.setFocus()
        self.page.ensureWidgetVisible(form)

    def drop_form(self) -> None:
        """Take the small form away."""
        self._bar.primary.set_quiet(False)
        clear_layout(self._form_place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep less white at the edges of a narrow panel."""
        super().resizeEvent(event)
        side = 16 if self.width() < 620 else 30
        self.page.set_margins(side, 16, side, 24)

    def _read(self) -> None:
        case_id = self.case_id
        if case_id is None:
            return
        from otklik.casework import lists  # noqa: PLC0415 - start-up: not needed before a case is opened

        self._tasks.run(lambda desk: lists.case_view(desk, case_id), self.show_view, self.show_gone)

    def show_gone(self, error: Exception) -> None:
        """Say that the case cannot be shown."""
        self.say(str(error), "overdue")

    def _make_actions(self) -> None:
        self._bar = bar = CaseBar(case_menu.acts_of(self), self._clock)
        bar.step_wanted.connect(self.do_step)
        bar.answer_wanted.connect(self.acts.prepare_answer)
        bar.lacking_wanted.connect(self.acts.ask_for_lacking)
        bar.extension_wanted.connect(self.acts.ask_extension)
        self.page.body.addWidget(bar)
        self._undo_line = UndoLine(self._clock)
        self._undo_line.undo_wanted.connect(self.acts.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.acts.undo_by_key)
        self.page.body.addWidget(self._undo_line)

    def _make_sections(self) -> None:
        questions, duties, letters = QuestionsSection(), DutiesSection(), LettersSection()
        repeat = RepeatSection()
        term, papers, files = self.term, self.papers, self.files
        self.places = PlacesSection(self._tasks, self._clock)
        self.places.list_wanted.connect(self._on_list_wanted)
        self._questions, self._duties = questions, duties
        term.sheet_wanted.connect(self.acts.show_count_sheet)
        term.sheet_save_wanted.connect(self._on_save_sheet)
        term.resume_wanted.connect(self.acts.ask_resuming)
        term.shown.connect(duties.mark)
        duties.chosen.connect(term.choose)
        questions.answered.connect(self.acts.answer)
        duties.ticked.connect(self.acts.fulfil)
        duties.unticked.connect(self.acts.ask_reopening)
        duties.policy_ticked.connect(self.acts.ask_closing)
        duties.act_wanted.connect(self.papers_acts.ask_act)
        letters.letter_wanted.connect(self.letter_wanted)
        repeat.refusal_wanted.connect(self.acts.refuse_repeat)
        repeat.case_wanted.connect(self.case_wanted)
        papers.slip_wanted.connect(self.papers_acts.show_slip)
        papers.open_wanted.connect(self.papers_acts.show_paper)
        papers.save_wanted.connect(self.papers_acts.save)
        papers.annul_wanted.connect(self.papers_acts.ask_annulment)
        files.open_wanted.connect(self.acts.open_file)
        files.save_wanted.connect(self.ask_where_to_save)
        self.file_ways.connect_sections(files, letters)
        files.add_wanted.connect(self.ask_file)
        files.mark_wanted.connect(lambda file, is_paper: self.holding.mark(file, is_paper=is_paper))
        self._sections = (
            term,
            questions,
            duties,
            self.places,
            repeat,
            letters,
            papers,
            files,
            TextSection(),
            JournalSection(self._clock),
        )
        for section in self._sections:
            self.page.body.addWidget(section)

    def _show_waiting(self, view: CaseView) -> None:
        """Say that a notice of extension is not sent: until it is, the old date rules."""
        notice, main = view.notice_waiting, view.main_duty
        if notice is None:
            self._waiting.clear()
            return
        late = main is not None and main.remaining.urgency is Urgency.OVERDUE
        self._waiting.say(
            phrases.firm(
                self.tr("Notice of extension № {number} is not sent: until it is, the old date rules").format(
                    number=notice.number
                )
            ),
            "overdue" if late else "soon",
            (self.tr("To the notice"), lambda: self.letter_wanted.emit(notice.id)),
            topic="extending",
        )

    def do_step(self) -> None:
        """Do what comes next, or lead to it."""
        view = self._view
        if view is None:
            return
        step = view.step
        plain = {
            StepKind.LACKING: self.acts.ask_for_lacking,
            StepKind.IDENTITY: self.acts.ask_identity,
            StepKind.ANSWER: self.acts.prepare_answer,
            StepKind.CLOSE: self.acts.ask_closing,
        }
        if step.kind in plain:
            plain[step.kind]()
        elif step_words.asks_for_paper(step):
            self.papers_acts.ask_act()
        elif step.kind is StepKind.QUESTION:
            self._lead_into(self._questions)
        elif step.kind is StepKind.SEARCH:
            self.show_places()
        elif step.letter_id is not None:
            self.letter_wanted.emit(step.letter_id)
        elif step.duty_id is not None:
            self.lead_to(self._duties.focus_duty(step.duty_id) or self._duties)

    def show_places(self) -> None:
        """Lead to where the data have to be looked for, and put the focus on the first place left."""
        self.places.open_by_hand()
        self.lead_to(self.places)
        self.places.focus_first()

    def _on_list_wanted(self) -> None:
        if self._view is not None:
            self.places_wanted.emit(self._view.operator.id)

    def _show_term(self) -> None:
        """Lead to the strip of the nearest duty, and put the focus into it."""
        if self._view is not None and self._view.main_duty is not None:
            self.term.choose(self._view.main_duty.duty.id)
            self._lead_into(self.term)

    def _lead_into(self, section: QWidget) -> None:
        """Bring a section into sight and put the focus on the first thing in it."""
        self.lead_to(section)
        parts = (part for part in section.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if first := next((part for part in parts if part.isVisible() and part.isEnabled()), None):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> None:
        """Go on with the letter that is begun, or begin the one that answers."""
        if self._view is None or self._view.case.status is not CaseStatus.OPEN:
            return
        draft = newest_draft(self._view.letters)
        if draft is not None:
            self.letter_wanted.emit(draft.id)
        else:
            self.acts.prepare_answer()

    def ask_file(self) -> None:
        """Ask which file is to be kept with the case."""
        dialog = QFileDialog(self, self.tr("Attach a file"), begin_in())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.acts.add_file(path, _media_type(path)))
        dialog.open()

    def ask_where_to_save(self, file: Attachment) -> None:
        """Ask where a file is to be saved, and save it there."""
        self._ask_where(self.tr("Save the file"), file.name, lambda path: self.acts.save_file(file, path))

    def _on_save_sheet(self, duty_id: int) -> None:
        name = self.acts.name_of_sheet()
        self._ask_where(self.tr("Save the PDF"), name, lambda path: self.acts.save_count_sheet(duty_id, path))

    def _ask_where(self, heading: str, name: str, save: Callable[[str], None]) -> None:
        """Ask where a file is to be saved; the window goes on meanwhile."""
        dialog = QFileDialog(self, heading)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix)
        dialog.selectFile(name)
        dialog.fileSelected.connect(save)
        dialog.open()


def _media_type(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
