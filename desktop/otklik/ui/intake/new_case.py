"""A new case, by hand or from a letter that came: the letter at the left, the form and the dates at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otklik.ui import phrases, theme
from otklik.ui.intake.answer_until import AnswerUntil
from otklik.ui.intake.asking import choose_files, first_in_doubt, note_named_day
from otklik.ui.intake.case_facts import CaseFacts
from otklik.ui.intake.dropped import Dropped, carries_files, dropped
from otklik.ui.intake.filled_in import files_to_add, filled_in
from otklik.ui.intake.knowing import Knowing
from otklik.ui.intake.lacks import Lacks
from otklik.ui.intake.letter_panel import LetterPanel
from otklik.ui.intake.over_form import OverForm
from otklik.ui.intake.pile import PASTED, Pile
from otklik.ui.intake.policy_hint import PolicyHint
from otklik.ui.intake.saving import Saving
from otklik.ui.intake.who_writes import WhoWrites
from otklik.ui.reading_order import follow_reading_order
from otklik.ui.widgets import LinkButton, Page, PrimaryButton, QuietButton, Title
from otklik.ui.widgets.layouts import TurningLayout, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QResizeEvent

    from otklik.casework.desk import Changes
    from otklik.casework.registering import NewCase
    from otklik.intake.letter import IncomingLetter
    from otklik.register.records import Operator
    from otklik.system.clock import Clock
    from otklik.ui.intake.arrivals import Arrival, Taken
    from otklik.ui.tasks import Tasks

COUNT_DELAY = 60
"""Milliseconds after a change before the dates are counted: one count for a burst of changes."""

READ_DELAY = 800
"""Milliseconds without typing before the text is looked at for what it demands."""

_LEAST_TITLE = 190
"""Pixels at 100 % for the title where it stands beside the buttons."""

_SCROLL = 16
"""Pixels at the right of the form for its scroll bar, a gap included."""

_REASON = 90
"""Pixels under a field that is wrong, for the reason to be seen as well."""

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

    help_topic = "new-request"

    registered = Signal(int)
    case_wanted = Signal(int)
    talk_wanted = Signal()
    left = Signal()
    policy_wanted = Signal(int, object)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._read: IncomingLetter | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("New request"))
        self._timer = QTimer(self, singleShot=True, interval=COUNT_DELAY)
        self._timer.timeout.connect(self._count)
        self._reading = QTimer(self, singleShot=True, interval=READ_DELAY)
        self._reading.timeout.connect(self._read_typed)
        self.facts, self.who, self._lacks = CaseFacts(clock), WhoWrites(), Lacks(tasks)
        self.letter, self.pile, self._until = LetterPanel(tasks), Pile(tasks, self), AnswerUntil(clock)
        self._policy = PolicyHint()
        self.known = Knowing(tasks, clock, self.who, self._new_case, self)
        self.known.before.attaches = True
        self._over = OverForm(self.known.before)
        self._bar, self._question, self._notice = self._over.bar, self._over.question, self._over.notice
        self._saving = Saving(tasks, self)
        self._last: tuple[int, int] | None = None
        self._lay_out()
        self._connect()
        self._ordering = QTimer(self, singleShot=True, interval=0)
        self._ordering.timeout.connect(lambda: follow_reading_order(self))
        for relaid in (self.facts.proposed.relaid, self._lacks.relaid):
            relaid.connect(self._ordering.start)
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
        self._last = None
        self._bar.show_saved(0)
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

    def choose_file(self, *, beside: bool = False) -> None:
        """Ask for files; a letter among them is read.

        Args:
            beside: whether they belong to the letter on screen whatever they are.
        """
        choose_files(self, lambda came: self._on_chosen(came, beside=beside))

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
        self._column.setContentsMargins(side, 24 if self.height() < 760 else 28, side - _SCROLL, 0)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(12)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, _SCROLL, 0)
        top.setSpacing(12)
        top.addLayout(self._header())
        top.addWidget(self._policy)
        top.addWidget(self._over)
        self._column.addLayout(top)
        self._form = Page((0, 0, _SCROLL, 24), 16)
        for sheet in (self._until, self.facts, self._lacks, self.who, self.known.people):
            self._form.body.addWidget(sheet)
        self._form.body.addStretch(1)
        left, beside = QWidget(), QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 24)
        beside.addWidget(scrolled(self.letter))
        left.setLayout(beside)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        for column in (left, self._form):
            column.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)  # both as wide
            columns.addWidget(column, 1)
        self._column.addLayout(columns, 1)

    def _header(self) -> TurningLayout:
        whole, row = TurningLayout(10, theme.px(_LEAST_TITLE)), QHBoxLayout()
        row.setSpacing(12)
        self._title = Title(self.tr("New request"))
        whole.addWidget(self._title, 1)
        whole.addLayout(row)
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
        return whole

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
        self.letter.file_wanted.connect(lambda: self.choose_file(beside=self._read is not None))
        self.known.attach_wanted.connect(self._attach)
        self.facts.changed.connect(self._ask_lacks)
        self.letter.text.files_pasted.connect(self._on_pasted)
        self.letter.typed.connect(self._reading.start)
        self.pile.turned.connect(self._on_turned)
        self.pile.came_beside.connect(self._on_came_beside)
        for failed in (self.pile.failed, self._saving.failed):
            failed.connect(self._notice.show_error)
        self._saving.saved.connect(self._on_saved)
        self._saving.double.connect(self._on_double)
        self.pile.changed.connect(lambda: self._bar.show_pile(self.pile))
        self._bar.put_off.connect(self.pile.put_off)
        self._bar.dropped.connect(self.pile.done)
        self._bar.together.connect(self.pile.set_together)
        self._bar.case_wanted.connect(self.case_wanted)
        keys = (
            (QKeySequence("Ctrl+Return"), self._on_save),
            (QKeySequence("Ctrl+Enter"), self._on_save),
            (QKeySequence("Esc"), self._on_escape),
            (QKeySequence(QKeySequence.StandardKey.Paste), self._on_paste),
        )
        for key, slot in keys:
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
        self._lacks.clear()
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
            self._notice.clear()
        if arrival is None:
            return
        if arrival.letter is None:
            self.letter.show_files(arrival)
            self._over.tell(arrival)
            if self.pile.place[1] > 1 and not arrival.problems:
                self._over.tell_loose(self._to_last())
        else:
            self._fill(arrival, arrival.letter)

    def _on_came_beside(self, arrival: Arrival, behind: int) -> None:
        """Take files to the letter on screen, and say that further letters wait."""
        self.letter.files.add(arrival.files, arrival.dangers)
        if behind:
            self._over.tell_behind(behind, self.pile.join_behind)
        else:
            self._over.tell_added(arrival, lambda: self._part(arrival))

    def _part(self, arrival: Arrival) -> None:
        """Let files wait as a request of their own that were added to the letter on screen."""
        self._notice.clear()
        self.letter.files.take_out(arrival.files)
        self.pile.part(arrival)

    def _to_last(self) -> tuple[str, Callable[[], None]] | None:
        """Return word and callback that add what is on screen to the case registered before it; `None` without one."""
        if self._last is None:
            return None
        case_id, number = self._last
        word = phrases.firm(self.tr("Add it to request № {number}").format(number=number))
        return word, lambda: self._attach(case_id)

    def _ask_lacks(self) -> None:
        """Look again what the letter lacks: the clerk may see other demands in it than its words seem to make."""
        kinds = self.facts.kinds.kinds()
        if not self.facts.is_event and kinds:
            self._lacks.look_again(kinds)

    def _fill(self, arrival: Arrival, letter: IncomingLetter) -> None:
        """Fill in what the letter says; fields that are filled in stay as they are."""
        self._read = letter
        self._policy.look_at(letter)
        self.facts.fill(letter)
        self.who.fill(letter)
        self._lacks.show_lacks(letter)
        self._ask_lacks()
        self.letter.show_arrival(arrival, self.facts.received.date() if letter.date else None)
        self._over.tell(arrival)
        note_named_day(self._tasks, letter, self.facts, self._clock.today(), lambda: self._read is letter)
        self._timer.start()
        QTimer.singleShot(0, self, self._go_to_doubt)

    def _read_typed(self) -> None:
        """Look aside at the text that was typed, for what it demands."""
        text = self.letter.text.letter_text()
        if not text or self.facts.is_event or self.letter.text.is_cut:
            return
        from otklik.ui.intake.arrivals import read_content  # noqa: PLC0415 - start-up: as in `_count`

        def show(taken: Taken) -> None:
            letter = taken.letter
            if letter is None or self.letter.text.letter_text() != text:
                return
            self.who.fill(letter)
            self._lacks.show_lacks(letter)
            if self.facts.propose_anew(letter.kinds):
                self.letter.mark(letter)
                self._notice.clear()
            self._ask_lacks()

        self._tasks.run_aside(lambda: read_content(PASTED, text.encode()), show, owner=self)

    def _go_to_doubt(self) -> None:
        """Put the focus on the first thing that is in doubt; where nothing is, on the button."""
        doubt = first_in_doubt(self.facts, self.who, self.letter, self._read)
        (doubt or self._save).setFocus()
        if doubt is not None and doubt is not self.letter.text:
            self._form.ensureWidgetVisible(doubt)

    def _complete(self) -> bool:
        """Show what is still wrong or missing; return whether nothing is."""
        wrong = self.facts.wrong()
        if not self.facts.is_event:
            wrong += self.who.wrong()
        if wrong:
            wrong[0].setFocus()
            QTimer.singleShot(0, self, lambda: self._form.ensureWidgetVisible(wrong[0], 50, _REASON))
        return not wrong

    def _new_case(self) -> NewCase:
        return filled_in(self.facts, self.who, self.letter, self._lacks, self._read)

    def _on_save(self) -> None:
        if self._saving.busy or not self._complete():
            return
        if self.facts.operator() is None:
            self._notice.say(self.tr("First fill in the profile of the operator in the settings."), "soon")
        else:
            self._saving.register(self._new_case())

    def _on_saved(self, case_id: int, number: int, said: str) -> None:
        """Go on to the next letter; behind the last one, to the case."""
        self._last = (case_id, number)
        self._bar.show_saved(case_id, said)
        self.pile.done()
        if not self.pile.left:
            self.reset()
            self.registered.emit(case_id)

    def _on_double(self, new: NewCase, number: int) -> None:
        """Ask whether the very same file is to be registered once more."""
        said = self.tr("The very same file is registered already: request № {number}.").format(number=number)
        self._question.ask(
            phrases.firm(said),
            (self.tr("Do not register it"), self._on_unwanted),
            (self.tr("Register it once more"), lambda: self._saving.register_anyway(new)),
        )

    def _attach(self, case_id: int) -> None:
        """Add what is on screen to a case that is registered, instead of registering it."""
        self._saving.attach(case_id, files_to_add(self.letter, self.tr("Letter")))

    def _on_unwanted(self) -> None:
        """Go on to the next letter without registering this one; behind the last one, leave."""
        self.pile.done()
        if not self.pile.left:
            self._leave()

    def _on_escape(self) -> None:
        """Take back a question, or leave."""
        if self._question.sentence:
            self._question.clear()
        else:
            self._on_leave()

    def _on_policy(self, came: Dropped) -> None:
        """Let the policy go to its own page; other letters go on waiting here."""
        operator = self.facts.operator()
        self.pile.done()
        self.policy_wanted.emit(operator.id if operator is not None else 0, came)

    def _on_leave(self) -> None:
        """Leave, unless something is lost by it: then ask first."""
        from otklik.ui.typed import typed_in  # noqa: PLC0415 - start-up: not needed before somebody leaves

        left = self.pile.left
        if left < 2 and not typed_in(self):
            self._leave()
            return
        self._question.ask(
            self.tr("%n letter(s) are not registered, the one on screen included: nothing of them is kept.", "", left)
            if left > 1
            else self.tr("The request is not registered: nothing of it is kept."),
            (self.tr("Stay"), self.setFocus),
            (self.tr("Leave without them") if left > 1 else self.tr("Leave without it"), self._leave),
        )

    def _leave(self) -> None:
        self.reset()
        self.left.emit()

    def _on_chosen(self, came: Dropped, *, beside: bool) -> None:
        if beside:
            self.pile.take(came, evidence=True)
        else:
            self.take(came)
