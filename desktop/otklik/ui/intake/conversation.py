"""A talk by telephone or at the counter, taken down in the order in which people talk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from otklik.register.records import Case, Channel
from otklik.ui import dates, phrases
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.intake.answer_until import Counted, count
from otklik.ui.intake.caller import Caller
from otklik.ui.intake.identity_step import IdentityStep
from otklik.ui.intake.knowing import Knowing
from otklik.ui.intake.lacks import LackTicks
from otklik.ui.intake.taken_down import TakenDown
from otklik.ui.intake.talk_step import TalkStep
from otklik.ui.intake.wishes import Wishes
from otklik.ui.widgets import Caption, Label, Notice, Page, PrimaryButton, QuietButton, Rule, Sheet, Title
from otklik.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from datetime import datetime

    from otklik.casework.desk import Changes
    from otklik.casework.registering import NewCase, Registered
    from otklik.intake.letter import IncomingLetter
    from otklik.register.records import Operator
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

READ_DELAY = 350
"""Milliseconds after the last letter typed before his words are read."""

COUNT_DELAY = 60

_REASON = 90
"""Pixels under a field that is wrong, for the reason to be seen as well."""

_LINES = 4


class ConversationPage(QStackedWidget):
    """The form of a talk, and behind it what is left to do when it is registered.

    Signals:
        case_wanted: open a case; carries its id.
        left: the user does not want it after all.

    Attributes:
        caller: who speaks, and how he is found and answered.
        wishes: what he wants.
        identity: how it was checked who speaks.
        said: his own words.
        known: what the register knows of him.
        done: what is shown when it is registered.

    Args:
        tasks: where reading and acts are done.
        clock: tells the moment.
        parent: owner.
    """

    help_topic = "talk"

    case_wanted = Signal(int)
    left = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._saving = False
        self._begun: datetime | None = None
        self._registered: Registered | None = None
        self._operators: tuple[Operator, ...] = ()
        self._proposed: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("By telephone or in person"))
        self._reading = QTimer(self, singleShot=True, interval=READ_DELAY)
        self._counting = QTimer(self, singleShot=True, interval=COUNT_DELAY)
        self._make_fields()
        self.known = Knowing(tasks, clock, self.caller, self._new_case, self)
        self._form, self.done = QWidget(), TakenDown()
        self._lay_out()
        self.addWidget(self._form)
        self.addWidget(self.done)
        self._connect()
        self.reset()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the operators again, if they changed."""
        if changes is None or changes.operators:
            from otklik.casework import profiles  # noqa: PLC0415 - start-up: not needed before a case is entered

            self._tasks.run(profiles.operators, self._show_operators)

    def reset(self) -> None:
        """Empty the form for the next talk."""
        self._begun = None
        self.channel.choose(Channel.PHONE)
        self.caller.reset()
        self.wishes.reset()
        self.said.clear()
        self.identity.reset()
        self._proposed = ()
        self._ticks.show_lacks(())
        self._notice.clear()
        for timer in (self._reading, self._counting):
            timer.stop()
        self._page.verticalScrollBar().setValue(0)
        self._on_channel()
        self.known.forget()
        self._begun = None
        self._show_moment()

    def start(self, channel: Channel | None = None) -> None:
        """Go on with the talk that was begun, or begin one.

        Args:
            channel: by telephone or in person; where not given, as it was.
        """
        self.refresh(None)
        self.setCurrentWidget(self._form)
        if channel is not None and self._begun is None:
            self.channel.choose(channel)
            self._on_channel()
            self._begun = None
        self.caller.name.setFocus()

    def waiting_names(self) -> tuple[str, ...]:
        """Return what waits behind the talk on screen: nothing ever does."""
        return ()

    def show_end(self) -> None:
        """Scroll to what is to be said."""
        self._page.reveal(self._tell)

    def _make_fields(self) -> None:
        self.channel = ChoiceChips(
            ((Channel.PHONE, self.tr("By telephone")), (Channel.IN_PERSON, self.tr("In person"))), needed=True
        )
        self._operator_box = ChoiceBox()
        self.caller, self.wishes, self.identity = Caller(self), Wishes(), IdentityStep()
        self.said = QPlainTextEdit()
        self.said.setTabChangesFocus(True)
        self.said.setAcceptDrops(False)
        self.said.setPlaceholderText(self.tr("«You keep calling me. Delete my number.»"))
        self.said.setFixedHeight(_LINES * self.said.fontMetrics().lineSpacing() + 22)
        self._ticks, self._aloud = LackTicks(), Label("", wrap=True)
        self._notice, self._moment = Notice(), Caption("")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 28, 0, 0)
        column.setSpacing(12)
        top = QVBoxLayout()
        top.setContentsMargins(36, 0, 36, 0)
        top.setSpacing(12)
        top.addLayout(self._header())
        top.addWidget(self._notice)
        top.addWidget(self.known.before)
        column.addLayout(top)
        self._page = Page((36, 0, 36, 28), 16, readable=760)
        sheet = Sheet(24, 16)
        for index, step in enumerate(self._steps()):
            if index:
                sheet.body.addWidget(Rule())
            sheet.body.addWidget(step)
        self._page.body.addWidget(sheet)
        self._page.body.addStretch(1)
        column.addWidget(self._page, 1)

    def _header(self) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(12)
        words.setSpacing(2)
        words.addWidget(Title(self.tr("By telephone or in person")))
        words.addWidget(self._moment)
        row.addLayout(words, 1)
        leave = QuietButton(self.tr("Cancel"))
        leave.clicked.connect(self._on_leave)
        self._save = PrimaryButton(self.tr("Register it"))
        self._save.setToolTip(self.tr("Register (Ctrl+Enter)"))
        self._save.clicked.connect(self.register)
        row.addWidget(leave, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._save, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _steps(self) -> tuple[TalkStep, ...]:
        how = TalkStep(1, self.tr("How does he speak to you?"))
        how.rows.add_row("", self.channel)
        how.name_fields((self.channel,))
        how.rows.add_row(self.tr("Operator"), self._operator_box)
        self._how = how
        self.caller.asks.body.addWidget(self.known.people)
        wants = TalkStep(3, self.tr("«What would you like?»"), self.tr("Tick what fits, and write down his own words."))
        wants.rows.add_row("", self.wishes)
        wants.rows.add_row(self.tr("His own words"), self.said)
        self._wants = wants
        brings = TalkStep(
            7,
            self.tr("«Please bring or send what is still missing.»"),
            self.tr("By 152-ФЗ, art. 14 p. 3. Untick what is not needed. The term runs on meanwhile."),
        )
        brings.body.addWidget(self._ticks)
        self._brings = brings
        tell = self._tell = TalkStep(8, self.tr("Tell him"))
        tell.body.addWidget(self._aloud)
        tell.body.addWidget(Caption(self.tr("The number is there as soon as it is registered.")))
        return how, self.caller.asks, wants, self.caller.finds, self.identity, self.caller.answers, brings, tell

    def _connect(self) -> None:
        self._reading.timeout.connect(self._read_words)
        self._counting.timeout.connect(self._count)
        self.channel.changed.connect(self._on_channel)
        self._operator_box.currentIndexChanged.connect(self._on_changed)
        for changed in (self.caller.changed, self.wishes.changed, self.identity.changed):
            changed.connect(self._on_changed)
        self.said.textChanged.connect(self._on_words)
        self.known.case_wanted.connect(self.case_wanted)
        self.done.slip_wanted.connect(self._on_slip)
        self.done.case_wanted.connect(self._on_case)
        self.done.next_wanted.connect(self.start)
        for field in self._form.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # the window takes what is dropped: a path is nobody's name
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.register)

    def _show_operators(self, operators: tuple[Operator, ...]) -> None:
        chosen, self._operators = self._operator_box.currentData(), operators
        self._operator_box.blockSignals(True)  # the same operator stays chosen: nothing has changed
        self._operator_box.clear()
        for operator in operators:
            self._operator_box.addItem(operator.name or self.tr("Operator without a name"), operator.id)
        self._operator_box.setCurrentIndex(max(0, self._operator_box.findData(chosen)))
        self._operator_box.blockSignals(False)
        self._how.rows.show_row(self._operator_box, len(operators) > 1)
        self._counting.start()

    def _operator(self) -> Operator | None:
        chosen = self._operator_box.currentData()
        return next((operator for operator in self._operators if operator.id == chosen), None)

    def _on_channel(self) -> None:
        self.identity.show_channel(self.channel.chosen())
        self._on_changed()

    def _on_words(self) -> None:
        self._reading.start()
        self._on_changed()

    def _on_changed(self) -> None:
        """Note when the talk began, look again what it lacks, count, and ask the register."""
        if self._begun is None:
            self._begun = self._clock.now()
            self._show_moment()
        if self.wishes.kinds():
            self._wants.rows.set_mistake(self.wishes)
        self._propose_lacks()
        self._counting.start()
        self.known.ask()

    def _show_moment(self) -> None:
        if self._begun is None:
            self._moment.setText(self.tr("The day and the hour are noted as soon as you begin to write."))
            return
        moment = dates.moment_near(self._begun, self._clock.today())
        self._moment.setText(self.tr("Begun {moment}: the term runs from that day.").format(moment=moment))

    def _read_words(self) -> None:
        """Look aside at his words, for what they ask."""
        text = self.said.toPlainText()

        def read() -> IncomingLetter:
            from otklik.intake.demands.guessing import with_guess  # noqa: PLC0415 - start-up: nobody spoke yet
            from otklik.intake.letter import IncomingLetter  # noqa: PLC0415 - as above

            return with_guess(IncomingLetter(file="", text=text))

        self._tasks.run_aside(read, partial(self._on_read, text), owner=self)

    def _on_read(self, text: str, letter: IncomingLetter) -> None:
        if text == self.said.toPlainText():
            self.wishes.propose(letter.kinds)

    def _propose_lacks(self) -> None:
        from otklik.intake.demands.spoken import lacks_spoken  # noqa: PLC0415 - start-up: as above

        lacks = lacks_spoken(
            self.wishes.kinds(),
            identified=self.identity.is_confirmed,
            related=self.caller.is_related,
            signed=self.channel.chosen() is Channel.IN_PERSON or self.identity.is_confirmed,  # he signs the slip
            authorised=self.caller.is_authorised,
        )
        if lacks != self._proposed:
            self._proposed = lacks
            self._ticks.show_lacks(lacks)
        self._brings.ask(
            self.tr("«Please bring or send what is still missing.»") if lacks else self.tr("Nothing has to be brought.")
        )

    def _count(self) -> None:
        """Count the dates for what is filled in so far."""
        operator, kinds = self._operator(), self.wishes.kinds()
        if operator is None or not kinds:
            self._aloud.setText(self.tr("Tick what he wants: the date to name will stand here."))
            return
        begun = self._begun or self._clock.now()
        case = Case(
            operator_id=operator.id,
            kinds=kinds,
            channel=self.channel.chosen(),
            received_on=begun.date(),
            noticed_on=begun.date(),
        )
        self._tasks.run(lambda desk: count(desk, case, operator), self._show_count, self._notice.show_error)

    def _show_count(self, counted: Counted) -> None:
        from otklik.casework.taking_down import words_aloud  # noqa: PLC0415 - start-up: as above

        duties = tuple(row.duty for row in counted.duties)
        today = self._clock.today()
        day = today if self._begun is None else self._begun.date()
        self._aloud.setText(phrases.firm(words_aloud(0, day, duties, today, partial(dates.near, today=today))))

    def _new_case(self) -> NewCase:
        from otklik.casework.registering import NewCase  # noqa: PLC0415 - start-up: not needed before a case is entered

        begun, operator = self._begun or self._clock.now(), self._operator()
        return NewCase(
            operator_id=operator.id if operator else 0,
            kinds=self.wishes.kinds(),
            channel=self.channel.chosen(),
            received_on=begun.date(),
            received_at=begun.time().replace(second=0, microsecond=0),
            subject=self.caller.subject(),
            representative=self.caller.representative(),
            text="\n".join(part for part in (self.said.toPlainText().strip(), *self.caller.remarks()) if part),
            lacks=self._ticks.chosen(),
        )

    def _complete(self) -> bool:
        """Show what is still missing; return whether nothing is."""
        wrong = self.caller.wrong() + self.identity.wrong()
        unasked = not self.wishes.kinds()
        self._wants.rows.set_mistake(self.wishes, self.tr("Tick at least one thing he wants.") if unasked else "")
        if unasked:
            wrong.append(self.wishes.first())
        if wrong:
            first = min(wrong, key=lambda field: field.mapTo(self._form, field.rect().topLeft()).y())
            first.setFocus()
            QTimer.singleShot(0, self, lambda: self._page.ensureWidgetVisible(first, 50, _REASON))
        return not wrong

    def register(self) -> None:
        """Register it, unless something is missing."""
        if self._saving or self.currentWidget() is not self._form or not self._complete():
            return
        if self._operator() is None:
            self._notice.say(self.tr("First fill in the profile of the operator in the settings."), "soon")
            return
        from otklik.casework.taking_down import take_down  # noqa: PLC0415 - start-up: as above

        self._saving = True
        new, note = self._new_case(), self.identity.note()
        self._tasks.act(lambda desk: take_down(desk, new, note), partial(self._on_registered, new), self._on_failed)

    def _on_registered(self, new: NewCase, registered: Registered) -> None:
        """Read what is owed now, and show what to say."""
        from otklik.casework import lists  # noqa: PLC0415 - start-up: as above
        from otklik.casework.taking_down import words_aloud  # noqa: PLC0415 - as above

        self._saving, self._registered = False, registered
        today = self._clock.today()

        def show(said: str) -> None:
            self.setCurrentWidget(self.done)
            self.done.show_registered(registered, said, new.lacks)
            self.reset()

        self._tasks.run(
            lambda desk: words_aloud(
                registered.number,
                new.received_on,
                [row.duty for row in lists.case_view(desk, registered.case_id).duties],
                today,
                partial(dates.near, today=today),
            ),
            show,
            self._notice.show_error,
            owner=self,
        )

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self._notice.show_error(error)

    def _on_slip(self) -> None:
        from otklik.ui.papers.slip import show_slip  # noqa: PLC0415 - start-up: a window of papers is heavy

        if self._registered is not None:
            show_slip(self._tasks, self._registered.case_id, self._registered.number, self)

    def _on_case(self) -> None:
        if self._registered is not None:
            self.case_wanted.emit(self._registered.case_id)

    def _on_leave(self) -> None:
        self.reset()
        self.left.emit()
