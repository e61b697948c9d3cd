"""A new case, by hand or from a letter that came: the letter at the left, the form and the dates at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otklik.register.records import Subject
from otklik.ui.intake.answer_until import AnswerUntil
from otklik.ui.intake.case_facts import CaseFacts
from otklik.ui.intake.dropped import Dropped, carries_files, dropped
from otklik.ui.intake.knowing import Knowing
from otklik.ui.intake.lacks import Lacks
from otklik.ui.intake.letter_panel import LetterPanel
from otklik.ui.intake.pile import PASTED, Pile
from otklik.ui.intake.pile_bar import PileBar
from otklik.ui.intake.policy_hint import PolicyHint
from otklik.ui.intake.who_writes import WhoWrites
from otklik.ui.notice_place import Question
from otklik.ui.widgets import LinkButton, Notice, Page, PrimaryButton, QuietButton, Title

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QResizeEvent

    from otklik.casework.desk import Changes
    from otklik.casework.registering import NewCase, Registered
    from otklik.intake.letter import IncomingLetter
    from otklik.register.records import Operator
    from otklik.system.clock import Clock
    from otklik.ui.intake.arrivals import Arrival, Taken
    from otklik.ui.tasks import Tasks

COUNT_DELAY = 60
"""Milliseconds after a change before the dates are counted: one count for a burst of changes."""

READ_DELAY = 800
"""Milliseconds without typing before the text is looked at for what it demands."""

_SCROLL = 16
"""Pixels at the right of the form for its scroll bar, a gap included."""

_GAP = 4

_NARROW = 900
"""Pixels; a narrower page keeps less white at its edges."""


class NewCasePage(QWidget):
    """The form.

    Signals:
        registered: the case is in the register, and no other letter waits; carries its id.
        case_wanted: look at a case that was registered before the one on screen; carries its id.
        talk_wanted: it is no letter: somebody speaks.
        left: the user does not want it after all.
        policy_wanted: it is no letter but a policy; carries the id of the operator chosen and the policy as `Dropped`.

    Attributes:
        facts: what it is and when it came.
        who: who writes.
        letter: the letter, its text and its files.
        pile: the letters that came and wait.
        known: what the register knows of who writes, and of what came before.

    Args:
        tasks: where reading and acts are done.
        clock: tells today.
        parent: owner.
    """

    registered = Signal(int)
    case_wanted = Signal(int)
    talk_wanted = Signal()
    left = Signal()
    policy_wanted = Signal(int, object)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._saving = False
        self._read: IncomingLetter | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("New request"))
        self._timer = QTimer(self, singleShot=True, interval=COUNT_DELAY)
        self._timer.timeout.connect(self._count)
        self._reading = QTimer(self, singleShot=True, interval=READ_DELAY)
        self._reading.timeout.connect(self._read_typed)
        self._notice, self._question = Notice(), Question()
        self._question.hide()
        self.facts, self.who, self._lacks = CaseFacts(clock), WhoWrites(), Lacks()
        self.letter, self.pile = LetterPanel(tasks), Pile(tasks, self)
        self._until, self._bar = AnswerUntil(clock), PileBar()
        self._policy = PolicyHint()
        self.known = Knowing(tasks, clock, self.who, self._new_case, self)
        self._lay_out()
        self._connect()
        for field in self.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # the window takes what is dropped: a path is nobody's name
            field.installEventFilter(self)
        self.reset()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the operators again, if they changed."""
        if changes is None or changes.operators:
            from otklik.casework import profiles  # noqa: PLC0415 - start-up: not needed before a case is entered

            self._tasks.run(profiles.operators, self._show_operators)

    def reset(self) -> None:
        """Empty the form, and forget the letters that wait."""
        self.pile.clear()
        self._notice.clear()
        self._empty()

    def start(self, came: Dropped | None = None) -> None:
        """Begin a case with what was dropped or pasted; what is filled in already stays.

        Args:
            came: files, letters of a mail program, text; nothing where the case is entered by hand.
        """
        self.refresh(None)
        self.who.name.setFocus()
        if came:
            self.take(came)

    def take(self, came: Dropped) -> None:
        """Read what was dropped or pasted; beside an event files are evidence, and text is a letter after all."""
        if came.problem:
            self._notice.say(came.problem, "soon")
        if came.text:
            self.facts.set_event(False)
        self.pile.take(came, evidence=self.facts.is_event)

    def waiting_names(self) -> tuple[str, ...]:
        """Return by which names the letters behind the one on screen came: they are lost by leaving."""
        return self.pile.names_behind()

    def show_people(self) -> None:
        """Scroll to who the writer may be."""
        self._form.reveal(self.known.people)

    def choose_file(self) -> None:
        """Ask for files; a letter among them is read."""
        dialog = QFileDialog(self, self.tr("Choose the letter and what came with it"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.take(Dropped(paths=tuple(paths))))
        dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave files and pictures on the clipboard to the page: a field would take their path for text."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
            and carries_files(QGuiApplication.clipboard().mimeData())
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep less white at the edges of a narrow page."""
        super().resizeEvent(event)
        side = 20 if self.width() < _NARROW else 36
        self._column.setContentsMargins(side, 22 if self.height() < 760 else 28, side - _SCROLL, 0)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(12)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, _SCROLL, 0)
        top.setSpacing(10)
        top.addLayout(self._header())
        top.addWidget(self._policy)
        for part in (self._bar, self._question, self._notice, self.known.before):
            top.addWidget(part)
        self._column.addLayout(top)
        self._form = Page((0, 0, _GAP, 24), 16)
        for sheet in (self._until, self.facts, self._lacks, self.who, self.known.people):
            self._form.body.addWidget(sheet)
        self._form.body.addStretch(1)
        self._form.verticalScrollBar().rangeChanged.connect(self._keep_width)
        left, beside = QWidget(), QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 24)
        beside.addWidget(self.letter)
        left.setLayout(beside)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        for column in (left, self._form):
            column.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)  # both as wide
            columns.addWidget(column, 1)
        self._column.addLayout(columns, 1)

    def _keep_width(self, _lowest: int, highest: int) -> None:
        """Keep the form as wide with its scroll bar as without."""
        self._form.body.setContentsMargins(0, 0, _GAP if highest else _SCROLL, 24)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._title = Title(self.tr("New request"))
        row.addWidget(self._title, 1)
        talk = LinkButton(self.tr("By telephone or in person…"))
        talk.clicked.connect(self.talk_wanted)
        row.addWidget(talk)
        leave = QuietButton(self.tr("Cancel"))
        leave.clicked.connect(self._on_leave)
        self._save = PrimaryButton(self.tr("Register it"))
        self._save.setToolTip(self.tr("Register (Ctrl+Enter)"))
        self._save.clicked.connect(self._on_save)
        row.addWidget(leave, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._save, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _connect(self) -> None:
        self.facts.changed.connect(self._timer.start)
        self._policy.wanted.connect(self._on_policy)
        for changed in (self.facts.changed, self.who.changed, self.letter.typed, self.pile.changed):
            changed.connect(self._ask_known)
        self.known.case_wanted.connect(self.case_wanted)
        self.known.before.people_wanted.connect(self.show_people)
        self.facts.event_toggled.connect(self._on_event)
        self.facts.proposed.lit.connect(self.letter.text.light)
        self.facts.proposed.lead_wanted.connect(self.letter.text.lead_to)
        self.letter.file_wanted.connect(self.choose_file)
        self.letter.text.files_pasted.connect(self._on_pasted)
        self.letter.typed.connect(self._reading.start)
        self.pile.turned.connect(self._on_turned)
        self.pile.came_beside.connect(self._on_came_beside)
        self.pile.failed.connect(self._notice.show_error)
        self.pile.changed.connect(lambda: self._bar.show_pile(self.pile))
        self._bar.put_off.connect(self.pile.put_off)
        self._bar.dropped.connect(self.pile.done)
        self._bar.together.connect(self.pile.set_together)
        keys = ((QKeySequence("Ctrl+Return"), self._on_save), (QKeySequence("Ctrl+Enter"), self._on_save))
        for key, slot in (*keys, (QKeySequence(QKeySequence.StandardKey.Paste), self._on_paste)):
            shortcut = QShortcut(key, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _empty(self) -> None:
        """Empty the form for the next letter."""
        self._read = None
        self._reading.stop()
        self._policy.clear()
        self._question.clear()
        self.facts.reset()
        self.who.reset()
        self.letter.reset()
        self._lacks.show_lacks(())
        self._until.show_nothing()
        self.known.forget()
        self._form.verticalScrollBar().setValue(0)

    def _show_operators(self, operators: tuple[Operator, ...]) -> None:
        self.facts.show_operators(operators)

    def _on_event(self, event: bool) -> None:
        """Ask nobody's name where nobody has written."""
        self.who.setVisible(not event)
        self._title.setText(self.tr("New event") if event else self.tr("New request"))
        self.letter.set_event(event)

    def _ask_known(self) -> None:
        """Ask what the register knows, unless nobody wrote."""
        if self.facts.is_event:
            self.known.forget()
        else:
            self.known.lead = self._read is not None
            self.known.ask()

    def _count(self) -> None:
        """Count the dates for what is filled in so far."""
        operator = self.facts.operator()
        if operator is None or not self.facts.can_be_counted():
            self._until.show_nothing()
            return
        case = self.facts.case()
        from otklik.ui.intake.answer_until import count  # noqa: PLC0415 - the law's rules load on the database's thread

        self._tasks.run(lambda desk: count(desk, case, operator), self._until.show_count, self._until.show_problem)

    def _on_paste(self) -> None:
        self._on_pasted(QGuiApplication.clipboard().mimeData())

    def _on_pasted(self, data: QMimeData) -> None:
        came = dropped(data)
        if came:
            self.take(came)

    def _on_turned(self, arrival: Arrival | None, fresh: bool) -> None:
        """Show the letter whose turn it is.

        Args:
            arrival: the letter and its files; `None` where none waits any more.
            fresh: whether the form is emptied first; else what is filled in stays.
        """
        if fresh:
            self._empty()
        if arrival is None:
            return
        if arrival.letter is None:
            self.letter.show_files(arrival)
            self._tell(arrival)
        else:
            self._fill(arrival, arrival.letter)

    def _on_came_beside(self, arrival: Arrival, behind: int) -> None:
        """Take files to the letter on screen, and say that further letters wait."""
        self.letter.files.add(arrival.files, arrival.dangers)
        if behind:
            self._notice.say(
                self.tr("%n more letter(s) came and wait for their turn.", "", behind),
                "accent",
                (self.tr("They belong to this request"), self.pile.join_behind),
            )
        else:
            self._tell(arrival)

    def _fill(self, arrival: Arrival, letter: IncomingLetter) -> None:
        """Fill in what the letter says; fields that are filled in stay as they are."""
        self._read = letter
        self._policy.look_at(letter)
        self.facts.fill(letter)
        self.who.fill(letter)
        self._lacks.show_lacks(letter.missing)
        self.letter.show_arrival(arrival, self.facts.received.date() if letter.date else None)
        self._tell(arrival)
        self._note_named_day(letter)
        self._timer.start()
        QTimer.singleShot(0, self, self._go_to_doubt)

    def _note_named_day(self, letter: IncomingLetter) -> None:
        """Note the day on which the term ends that the writer sets, counted where the calendar is."""
        named, received = letter.named_term, self.facts.received.date() or self._clock.today()
        if named is None:
            return
        from otklik.casework.receiving import named_day  # noqa: PLC0415 - start-up: as in `_count`

        def note(day: date | None) -> None:
            if self._read is letter and day is not None:
                self.facts.note_named_day(day)

        self._tasks.run(lambda desk: named_day(named, received, desk.calendar), note, owner=self)

    def _read_typed(self) -> None:
        """Look aside at the text that was typed, for what it demands."""
        text = self.letter.text.letter_text()
        if not text or self.facts.is_event or self.letter.text.is_cut:
            return
        from otklik.ui.intake.arrivals import read_content  # noqa: PLC0415 - start-up: as in `_count`

        def show(taken: Taken) -> None:
            letter = taken.letter
            if letter is not None and self.letter.text.letter_text() == text and self.facts.propose_anew(letter.kinds):
                self.letter.mark(letter)
                self._lacks.show_lacks(letter.missing)
                self._notice.clear()

        self._tasks.run_aside(lambda: read_content(PASTED, text.encode()), show, owner=self)

    def _tell(self, arrival: Arrival) -> None:
        """Say what could not be read as written, and where the letter does not tell what it demands."""
        letter = arrival.letter
        of_letter = letter.problems if letter is not None and not letter.is_picture else ()
        sentences = [*arrival.problems, *of_letter]
        doubtful = bool(sentences)
        if letter is not None and not letter.kinds:
            sentences.append(
                self.tr("Look at the picture, write down what it says and when it came, and choose what is demanded.")
                if letter.is_picture
                else self.tr("The words do not say what is demanded: choose it yourself.")
            )
        self._notice.say(" ".join(sentences), "soon" if doubtful else "accent")

    def _go_to_doubt(self) -> None:
        """Put the focus on the first thing that is in doubt; where nothing is, on the button."""
        read = self._read
        if read is not None and read.is_picture and not self.letter.text.letter_text():
            self.letter.text.setFocus()
            return
        doubt = self.facts.first_in_doubt()
        if doubt is None and read is not None and read.date is None:
            doubt = self.facts.received
            self.facts.received.selectAll()
        if doubt is None and not self.who.name.text().strip():
            doubt = self.who.name
        if doubt is None:
            self._save.setFocus()
            return
        doubt.setFocus()
        self._form.ensureWidgetVisible(doubt)

    def _complete(self) -> bool:
        """Show what is still wrong or missing; return whether nothing is."""
        wrong = self.facts.wrong()
        if not self.facts.is_event:
            wrong += self.who.wrong()
        if wrong:
            self._form.ensureWidgetVisible(wrong[0])
            wrong[0].setFocus()
        return not wrong

    def _new_case(self) -> NewCase:
        from otklik.casework.registering import NewCase  # noqa: PLC0415 - start-up: not needed before a case is entered

        case, event = self.facts.case(), self.facts.is_event
        return NewCase(
            operator_id=case.operator_id,
            kinds=case.kinds,
            channel=case.channel,
            received_on=case.received_on,
            noticed_on=case.noticed_on,
            received_at=case.received_at,
            subject=Subject() if event else self.who.subject(),
            representative=None if event else self.who.representative(),
            incoming_number="" if event else self.facts.incoming_number.text().strip(),
            incoming_date=None if event else self.facts.incoming_date.date(),
            text=self.letter.text.letter_text(),
            dispatched_on=case.dispatched_on,
            erasure_ground=case.erasure_ground,
            claimant=case.claimant,
            claim_matter=case.claim_matter,
            alleges_unlawful=case.alleges_unlawful,
            named_on=case.named_on,
            contract_term=case.contract_term,
            contract_trigger=case.contract_trigger,
            contract_clause=case.contract_clause,
            claim_amount=case.claim_amount,
            message_id=self._read.message_id if self._read is not None and not event else "",
            lacks=() if event else self._lacks.chosen(),
            files=self.letter.files.files(),
        )

    def _on_save(self) -> None:
        if self._saving or not self._complete():
            return
        if self.facts.operator() is None:
            self._notice.say(self.tr("First fill in the profile of the operator in the settings."), "soon")
            return
        from otklik.casework import registering  # noqa: PLC0415 - as above

        self._saving = True
        new = self._new_case()
        self._tasks.act(lambda desk: registering.register_case(desk, new), self._on_registered, self._on_failed)

    def _on_registered(self, registered: Registered) -> None:
        """Go on to the next letter; behind the last one, to the case."""
        self._saving = False
        self.pile.done()
        if not self.pile.left:
            self.reset()
            self.registered.emit(registered.case_id)
            return
        said = self.tr("Request № {number} is registered.").format(number=registered.number)
        action = (self.tr("Open"), lambda: self.case_wanted.emit(registered.case_id))
        QTimer.singleShot(0, self, lambda: self._notice.say(" ".join((said, self._notice.sentence)), "done", action))

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self._notice.show_error(error)

    def _on_policy(self, came: Dropped) -> None:
        """Let the policy go to its own page; other letters go on waiting here."""
        operator = self.facts.operator()
        self.pile.done()
        self.policy_wanted.emit(operator.id if operator is not None else 0, came)

    def _on_leave(self) -> None:
        """Leave, unless letters wait: then ask first."""
        behind = self.pile.left - 1
        if behind < 1:
            self._leave()
            return
        self._question.ask(
            self.tr("%n more letter(s) are not registered: nothing of them is kept.", "", behind),
            (self.tr("Stay"), self.setFocus),
            (self.tr("Leave without them"), self._leave),
        )

    def _leave(self) -> None:
        self.reset()
        self.left.emit()
