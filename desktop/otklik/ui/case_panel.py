"""A case beside the table: what it is, the big date, one thing to do next, and everything it consists of."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from otklik.casework.views import CaseView, Urgency
from otklik.register.records import CaseStatus, LetterState
from otklik.ui import dates, phrases
from otklik.ui.case_acts import CaseActs
from otklik.ui.case_sections import (
    DutiesSection,
    FilesSection,
    JournalSection,
    LettersSection,
    QuestionsSection,
    TermSection,
    TextSection,
)
from otklik.ui.widgets import (
    Caption,
    Chip,
    FlowLayout,
    IconButton,
    Label,
    Notice,
    Page,
    PrimaryButton,
    QuietButton,
    Sheet,
    clear_layout,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from otklik.casework.desk import Changes
    from otklik.register.records import Attachment
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks


class CasePanel(Sheet):
    """A case.

    Signals:
        letter_wanted: open this letter; carries its id.
        closed: the user is done with the case.

    Args:
        tasks: where reading and acts are done.
        clock: tells today.
        parent: owner.
    """

    letter_wanted = Signal(int)
    closed = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.case_id: int | None = None
        self._tasks, self._clock = tasks, clock
        self._view: CaseView | None = None
        self._answer_when_shown = False
        self._page = Page((30, 26, 30, 26), 20)
        self.body.addWidget(self._page)
        self._notice = Notice(closable=True)
        self._form_place = QVBoxLayout()
        self._acts = CaseActs(self, tasks, clock)
        self._make_head()
        self._make_actions()
        self._page.body.addWidget(self._notice)
        self._waiting = Notice()
        self._page.body.addWidget(self._waiting)
        self._page.body.addLayout(self._form_place)
        self._make_sections()
        self._page.body.addStretch(1)
        self._page.content.hide()

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
            self._notice.clear()
            self.drop_form()
            self._page.verticalScrollBar().setValue(0)
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
        self._show_head(view)
        self._show_date(view)
        self._show_waiting(view)
        self._show_actions(view)
        for section in self._sections:
            section.show_view(view)
        self._page.content.show()
        if self._answer_when_shown:
            self._answer_when_shown = False
            self._on_primary()

    def focus_first(self) -> None:
        """Put the focus on the thing to do next."""
        (self._primary if self._primary.isVisibleTo(self) else self._more).setFocus()

    def say(self, sentence: str, role: str = "done", action: tuple[str, Callable[[], None]] | None = None) -> None:
        """Say a sentence in place, where it is seen."""
        self._notice.say(sentence, role, action)
        self._page.ensureWidgetVisible(self._notice)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, and show again what is true."""
        self.say(str(error), "overdue")
        self._read()

    def show_form(self, form: QWidget, focus: QWidget | None = None) -> None:
        """Open a small form under the buttons; it takes the place of another."""
        self.drop_form()
        self._form_place.addWidget(form)
        if focus is not None:
            focus.setFocus()
        self._page.ensureWidgetVisible(form)

    def drop_form(self) -> None:
        """Take the small form away."""
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
        side = 20 if self.width() < 620 else 30
        self._page.body.setContentsMargins(side, 18, side, 26)

    def _read(self) -> None:
        case_id = self.case_id
        if case_id is None:
            return
        from otklik.casework import lists  # noqa: PLC0415 - start-up: not needed before a case is opened

        self._tasks.run(lambda desk: lists.case_view(desk, case_id), self.show_view, self.show_gone)

    def show_gone(self, error: Exception) -> None:
        """Say that the case cannot be shown."""
        self.say(str(error), "overdue")

    def _make_head(self) -> None:
        top = QHBoxLayout()
        self._quiet = Caption("")
        top.addWidget(self._quiet, 1)
        close = IconButton("close", self.tr("Close the panel (Esc)"))
        close.clicked.connect(self.closed)
        top.addWidget(close)
        row = QHBoxLayout()
        row.setSpacing(20)
        words = QVBoxLayout()
        words.setSpacing(6)
        self._title = Label("", "case_title", wrap=True)
        self._who = Label("", "lead", wrap=True)
        self._chip_holder = QWidget()
        self._chips = FlowLayout(self._chip_holder)
        words.addWidget(self._title)
        words.addWidget(self._who)
        words.addStretch(1)
        row.addLayout(words, 1)
        figures = QVBoxLayout()
        figures.setSpacing(3)
        self._big, self._left = Label("", "big"), Label("")
        self._policy = Caption("", wrap=False)
        for label in (self._big, self._left, self._policy):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            figures.addWidget(label)
        figures.addStretch(1)
        row.addLayout(figures)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addLayout(top)
        head.addLayout(row)
        head.addSpacing(4)
        head.addWidget(self._chip_holder)
        self._page.body.addLayout(head)

    def _make_actions(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._primary = PrimaryButton(self.tr("Prepare the answer"))
        self._primary.clicked.connect(self._on_primary)
        self._extend = QuietButton(self.tr("Extend…"))
        self._extend.clicked.connect(self._acts.ask_extension)
        self._more = QuietButton(self.tr("More"))
        menu = QMenu(self._more)
        self._menu_acts: dict[str, QAction] = {}
        for name, word, slot in (
            ("identity", self.tr("Confirm who wrote…"), self._acts.ask_identity),
            ("person", self.tr("Correct the details of the person…"), self._acts.ask_person),
            ("amend", self.tr("Correct the date or the kinds…"), self._acts.ask_amendment),
            ("file", self.tr("Attach a file…"), self._on_add_file),
            ("template", self.tr("Another letter…"), self._acts.choose_template),
            ("close", self.tr("Close the request…"), self._acts.ask_closing),
            ("annul", self.tr("Annul…"), self._acts.ask_annulment),
        ):
            if name in {"file", "close"}:
                menu.addSeparator()
            self._menu_acts[name] = menu.addAction(word)
            self._menu_acts[name].triggered.connect(slot)
        self._more.setMenu(menu)
        for button in (self._primary, self._extend, self._more):
            row.addWidget(button)
        row.addStretch(1)
        self._page.body.addLayout(row)

    def _make_sections(self) -> None:
        term, questions, duties = TermSection(), QuestionsSection(), DutiesSection()
        letters, files = LettersSection(), FilesSection()
        questions.answered.connect(self._acts.answer)
        duties.ticked.connect(self._acts.fulfil)
        duties.unticked.connect(self._acts.ask_reopening)
        duties.policy_ticked.connect(self._acts.ask_closing)
        letters.letter_wanted.connect(self.letter_wanted)
        files.open_wanted.connect(self._acts.open_file)
        files.save_wanted.connect(self._on_save_file)
        files.add_wanted.connect(self._on_add_file)
        self._sections = (term, questions, duties, letters, files, TextSection(), JournalSection())
        for section in self._sections:
            self._page.body.addWidget(section)

    def _show_head(self, view: CaseView) -> None:
        case = view.case
        self._quiet.setText(
            " · ".join(
                (
                    phrases.case_name(case.number, case.kinds),
                    phrases.channel(case.channel),
                    self.tr("received {date}").format(date=dates.near(case.received_on, self._clock.today())),
                )
            )
        )
        self._title.setText(phrases.case_title(case.title, case.kinds))
        contact = view.subject.email or view.subject.phone
        who = [part for part in (view.subject.full_name, contact) if part]
        if view.representative is not None:
            who.append(self.tr("represented by {name}").format(name=view.representative.full_name))
        self._who.setText(" · ".join(who))
        clear_layout(self._chips)
        for text, role in self._chip_words(view):
            self._chips.addWidget(Chip(text, role))
        self._chip_holder.updateGeometry()

    def _chip_words(self, view: CaseView) -> list[tuple[str, str]]:
        case = view.case
        words = [(phrases.kind_word(kind), "accent") for kind in case.kinds]
        if case.status is not CaseStatus.OPEN:
            words.append((phrases.case_status(case.status), "done" if case.status is CaseStatus.CLOSED else "quiet"))
        elif case.identity_confirmed_on is None:
            words.append((self.tr("identity not confirmed"), "quiet"))
        if case.identity_confirmed_on is not None:
            words.append((self.tr("identity confirmed"), "done"))
        if view.main_duty is not None and view.main_duty.duty.provisional:
            words.append((self.tr("provisional date"), "soon"))
        return words

    def _show_date(self, view: CaseView) -> None:
        case, main, today = view.case, view.main_duty, self._clock.today()
        if main is not None:
            self._big.setText(dates.near(main.day, today))
            self._left.setText(phrases.left_sentence(main.remaining))
            role = phrases.ROLE_OF[main.remaining.urgency]
            self._big.set_role("big_overdue" if main.remaining.urgency is Urgency.OVERDUE else "big")
            self._left.set_role("lead" if role == "quiet" else role)
        else:
            self._big.setText(phrases.case_status(case.status).capitalize())
            self._left.setText(dates.near(case.closed_on, today) if case.closed_on else "")
            self._big.set_role("big")
            self._left.set_role("lead")
        policy = (
            self.tr("by the policy {date}").format(date=dates.day_month(case.policy_due_on))
            if case.policy_due_on
            else ""
        )
        self._policy.setText(policy)

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
        )

    def _show_actions(self, view: CaseView) -> None:
        is_open = view.case.status is CaseStatus.OPEN
        draft = self._draft(view)
        lawful = view.main_duty is not None
        self._primary.setVisible(is_open)
        self._primary.setText(
            self.tr("Go on with the letter")
            if draft is not None
            else self.tr("Prepare the answer")
            if lawful
            else self.tr("Close the request")
        )
        self._extend.setVisible(view.can_extend)
        for name, action in self._menu_acts.items():
            action.setVisible(is_open or name in {"file", "person"})
        self._menu_acts["identity"].setVisible(is_open and view.case.identity_confirmed_on is None)

    def _draft(self, view: CaseView) -> int | None:
        """Return the newest draft of the case."""
        drafts = [letter.id for letter in view.letters if letter.state is LetterState.DRAFT]
        return max(drafts, default=None)

    def _on_primary(self) -> None:
        if self._view is None or self._view.case.status is not CaseStatus.OPEN:
            return
        draft = self._draft(self._view)
        if draft is not None:
            self.letter_wanted.emit(draft)
        elif self._view.main_duty is None:
            self._acts.ask_closing()
        else:
            self._acts.prepare_answer()

    def _on_add_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Attach a file"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self._acts.add_file(path, _media_type(path)))
        dialog.open()

    def _on_save_file(self, file: Attachment) -> None:
        dialog = QFileDialog(self, self.tr("Save the file"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file.name)
        dialog.fileSelected.connect(lambda path: self._acts.save_file(file, path))
        dialog.open()


def _media_type(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
