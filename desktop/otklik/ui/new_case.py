"""A new case, by hand or from a letter that was dropped. The dates to answer stand beside the form and move with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from otklik.law.kinds import Kind
from otklik.register.records import Case, Channel, Operator, Representative, Subject
from otklik.ui import phrases
from otklik.ui.answer_until import AnswerUntil
from otklik.ui.case_forms import KindChips
from otklik.ui.choice_chips import ChoiceChips
from otklik.ui.incoming_files import IncomingFiles, Taken
from otklik.ui.widgets import DateField, FormRows, Heading, Notice, Page, PrimaryButton, QuietButton, Sheet, Title

if TYPE_CHECKING:
    from otklik.casework.desk import Changes
    from otklik.casework.registering import NewCase, Registered
    from otklik.intake.letter import IncomingLetter
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

COUNT_DELAY = 60
"""Milliseconds after a change before the dates are counted: one count for a burst of changes."""

_QUESTIONS = {
    "erasure_ground": {Kind.ERASURE},
    "claimant": {Kind.CLAIM},
    "claim_matter": {Kind.CLAIM},
    "alleges_unlawful": {Kind.COMPLAINT, Kind.RKN_INQUIRY},
}


class NewCasePage(Page):
    """The form.

    Signals:
        registered: the case is in the register; carries its id.
        left: the user does not want it after all.

    Args:
        tasks: where reading and acts are done.
        clock: tells today.
        parent: owner.
    """

    registered = Signal(int)
    left = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(spacing=20, parent=parent)
        self._tasks, self._clock = tasks, clock
        self._operators: tuple[Operator, ...] = ()
        self._saving = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COUNT_DELAY)
        self._timer.timeout.connect(self._count)
        self._notice = Notice()
        self._make_fields()
        self.body.addLayout(self._header())
        self.body.addWidget(self._notice)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(self._form(), 1)
        aside = QVBoxLayout()
        self._until = AnswerUntil(clock)
        self._until.setFixedWidth(300)
        aside.addWidget(self._until)
        aside.addStretch(1)
        columns.addLayout(aside)
        self.body.addLayout(columns)
        self.body.addStretch(1)
        save = QShortcut(QKeySequence("Ctrl+Return"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self._on_save)
        self.reset()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the operators again, if they changed."""
        if changes is None or changes.operators:
            from otklik.casework import profiles  # noqa: PLC0415 - start-up: not needed before a case is entered

            self._tasks.run(profiles.operators, self._show_operators)

    def reset(self) -> None:
        """Empty the form for the next case."""
        self._notice.clear()
        self._channel.choose(Channel.EMAIL)
        self._received.set_date(self._clock.today())
        self._kinds.set_kinds(())
        for field in (*self._who_fields, *self._by_fields, self._incoming_number):
            field.clear()
        for day in (self._incoming_date, self._dispatched):
            day.set_date(None)
        self._organisation.setChecked(False)
        self._represented.setChecked(False)
        self._text.clear()
        for question in self._questions.values():
            question.choose(None)
        self._files.set_files(())
        for checked in (self._received, self._name, self._kinds):
            self._mistake(checked)
        self._show_needed()

    def start(self, text: str = "", paths: tuple[str, ...] = ()) -> None:
        """Begin a case with what was dropped or pasted; what is filled in already stays.

        Args:
            text: text of the letter.
            paths: files that were dropped or chosen; a letter among them is read.
        """
        self.refresh(None)
        self._name.setFocus()
        if text:
            self._read_text(text)
        if paths:
            self._files.take(tuple(Path(path) for path in paths))

    def case(self) -> Case:
        """Return what is filled in, as a case that is not stored."""
        operator = self._operator()
        return Case(
            operator_id=operator.id if operator else 0,
            kinds=self._kinds.kinds(),
            channel=self._channel.chosen() or Channel.EMAIL,
            received_on=self._received.date() or self._clock.today(),
            dispatched_on=self._dispatched.date(),
            **{name: chips.chosen() for name, chips in self._questions.items() if self._is_asked(name)},
        )

    def _make_fields(self) -> None:
        self._operator_box = QComboBox()
        self._channel = ChoiceChips(tuple((channel, phrases.channel(channel)) for channel in Channel))
        self._received, self._dispatched, self._incoming_date = DateField(), DateField(), DateField()
        self._kinds = KindChips()
        self._questions = {name: ChoiceChips(phrases.answers(name)) for name in _QUESTIONS}
        self._name, self._email, self._phone, self._address = (QLineEdit() for _ in range(4))
        self._who_fields = (self._name, self._email, self._phone, self._address)
        self._organisation = QCheckBox(self.tr("An organisation, not a person"))
        self._represented = QCheckBox(self.tr("A representative writes"))
        self._by_name, self._by_authority, self._by_email = (QLineEdit() for _ in range(3))
        self._by_fields = (self._by_name, self._by_authority, self._by_email)
        self._incoming_number = QLineEdit()
        self._text = QPlainTextEdit()
        self._text.setMinimumHeight(140)
        self._text.setTabChangesFocus(True)
        self._files = IncomingFiles(self._tasks)
        self._files.letter_read.connect(self._fill_from_letter)
        self._files.failed.connect(self._notice.show_error)
        for changed in (self._received.date_changed, self._dispatched.date_changed, self._kinds.changed):
            changed.connect(self._on_changed)
        for chips in self._questions.values():
            chips.changed.connect(self._on_changed)
        self._operator_box.currentIndexChanged.connect(self._on_changed)
        self._represented.toggled.connect(self._show_needed)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Title(self.tr("New request")), 1)
        leave = QuietButton(self.tr("Cancel"))
        leave.clicked.connect(self._on_leave)
        save = PrimaryButton(self.tr("Register it"))
        save.setToolTip(self.tr("Register (Ctrl+Enter)"))
        save.clicked.connect(self._on_save)
        row.addWidget(leave, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(save, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _form(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(16)
        for sheet in (self._letter_sheet(), self._who_sheet(), self._text_sheet()):
            sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            column.addWidget(sheet)
        return column

    def _letter_sheet(self) -> Sheet:
        sheet = Sheet(20, 12)
        rows = self._letter_rows = FormRows()
        rows.add_row(self.tr("Operator"), self._operator_box)
        rows.add_row(self.tr("What is demanded"), self._kinds)
        rows.add_row(self.tr("How it came"), self._channel)
        rows.add_row(
            self.tr("Received"), self._received, self.tr("The clock starts on this day, not when it was seen.")
        )
        self._received.setMaximumWidth(150)
        for name, chips in self._questions.items():
            rows.add_row(phrases.question(name), chips)
        rows.add_row(
            self.tr("Day the claim was sent"),
            self._dispatched,
            self.tr("The postmark; the term of a business's claim runs from it."),
        )
        self._dispatched.setMaximumWidth(150)
        rows.add_pair(
            (self.tr("Number on the letter"), self._incoming_number),
            (self.tr("Date on the letter"), self._incoming_date),
        )
        sheet.body.addWidget(rows)
        return sheet

    def _who_sheet(self) -> Sheet:
        sheet = Sheet(20, 12)
        sheet.body.addWidget(Heading(self.tr("Who writes")))
        rows = self._who_rows = FormRows()
        rows.add_row(self.tr("Surname, name, patronymic or organisation"), self._name)
        rows.add_widget(self._organisation)
        rows.add_pair((self.tr("E-mail"), self._email), (self.tr("Telephone"), self._phone))
        rows.add_row(self.tr("Postal address"), self._address)
        rows.add_widget(self._represented)
        sheet.body.addWidget(rows)
        self._by_rows = FormRows()
        self._by_rows.add_row(self.tr("Name of the representative"), self._by_name)
        self._by_rows.add_pair(
            (self.tr("By what authority"), self._by_authority),
            (self.tr("E-mail of the representative"), self._by_email),
        )
        sheet.body.addWidget(self._by_rows)
        return sheet

    def _text_sheet(self) -> Sheet:
        sheet = Sheet(20, 12)
        rows = FormRows()
        rows.add_row(self.tr("Text of the letter"), self._text)
        sheet.body.addWidget(rows)
        sheet.body.addWidget(self._files)
        choose = QuietButton(self.tr("Add a file…"), small=True)
        choose.clicked.connect(self.choose_file)
        sheet.body.addWidget(choose)
        return sheet

    def choose_file(self) -> None:
        """Ask for files; a letter among them is read."""
        dialog = QFileDialog(self, self.tr("Choose the letter and what came with it"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.start(paths=tuple(paths)))
        dialog.open()

    def _show_operators(self, operators: tuple[Operator, ...]) -> None:
        chosen = self._operator_box.currentData()
        self._operators = operators
        self._operator_box.blockSignals(True)  # the same operator stays chosen: nothing has changed
        self._operator_box.clear()
        for operator in operators:
            self._operator_box.addItem(operator.name or self.tr("Operator without a name"), operator.id)
        self._operator_box.setCurrentIndex(max(0, self._operator_box.findData(chosen)))
        self._operator_box.blockSignals(False)
        self._letter_rows.show_row(self._operator_box, len(operators) > 1)
        self._on_changed()

    def _operator(self) -> Operator | None:
        chosen = self._operator_box.currentData()
        return next((operator for operator in self._operators if operator.id == chosen), None)

    def _is_asked(self, name: str) -> bool:
        return bool(_QUESTIONS[name] & set(self._kinds.kinds()))

    def _show_needed(self) -> None:
        """Show only the questions that the chosen kinds raise."""
        for name, chips in self._questions.items():
            self._letter_rows.show_row(chips, self._is_asked(name))
        self._letter_rows.show_row(self._dispatched, Kind.CLAIM in self._kinds.kinds())
        self._by_rows.setVisible(self._represented.isChecked())

    def _on_changed(self) -> None:
        self._show_needed()
        if self._kinds.kinds():
            self._mistake(self._kinds)
        self._timer.start()

    def _count(self) -> None:
        """Count the dates for what is filled in so far."""
        operator = self._operator()
        case = self.case()
        if operator is None or not case.kinds or self._received.mistake():
            self._until.show_nothing()
            return
        from otklik.ui.answer_until import count  # noqa: PLC0415 - the law's rules load on the database's thread

        self._tasks.run(lambda desk: count(desk, case, operator), self._until.show_count)

    def _read_text(self, text: str) -> None:
        from otklik.intake.reading import read_letter  # noqa: PLC0415 - start-up: not needed before a letter comes

        self._text.setPlainText(text)
        self._tasks.run_aside(
            lambda: read_letter("letter.txt", text.encode()), self._fill_from_text, self._notice.show_error, owner=self
        )

    def _fill_from_text(self, letter: IncomingLetter) -> None:
        self._fill(letter, keep_text=True)

    def _fill_from_letter(self, taken: Taken) -> None:
        if taken.letter is not None:
            self._fill(taken.letter, keep_text=False)

    def _fill(self, letter: IncomingLetter, *, keep_text: bool) -> None:
        """Fill in what the letter says; fields that are filled in stay as they are."""
        proposed = {
            self._name: letter.subject_name or letter.sender_name,
            self._email: letter.sender_address,
        }
        for field, value in proposed.items():
            if not field.text().strip():
                field.setText(value)
        if letter.date is not None:
            self._received.set_date(min(letter.date, self._clock.today()))
        if letter.sent_on and letter.sent_on <= self._clock.today():
            self._incoming_date.set_date(letter.sent_on)
        if not keep_text:
            self._text.setPlainText(letter.text)
        if not self._kinds.kinds():
            self._kinds.set_kinds(tuple(guess.kind for guess in letter.kinds))
        self._channel.choose(Channel.EMAIL if letter.sender_address else self._channel.chosen())
        self._notice.say(
            self._what_was_read(letter, from_file=not keep_text),
            "soon" if letter.problems and not keep_text else "accent",
        )
        self._on_changed()

    def _what_was_read(self, letter: IncomingLetter, *, from_file: bool) -> str:
        sentences = list(letter.problems) if from_file else []
        words = [f"{phrases.kind_word(guess.kind)} — «{_short(guess.evidence)}»" for guess in letter.kinds]
        if words:
            sentences.append(
                self.tr("Proposed by the words of the letter: {words}. Check it.").format(words="; ".join(words))
            )
        else:
            sentences.append(self.tr("What is demanded could not be guessed: choose it below."))
        return " ".join(sentences)

    def _mistake(self, field: QWidget, sentence: str = "") -> None:
        (self._who_rows if field is self._name else self._letter_rows).set_mistake(field, sentence)

    def _complete(self) -> bool:
        """Show what is still wrong or missing; return whether nothing is."""
        wrong: list[QWidget] = [
            field for field in (self._received, self._incoming_date, self._dispatched) if not field.check()
        ]
        if not self._received.text().strip():
            self._mistake(self._received, self.tr("Say when it was received."))
            wrong.append(self._received)
        if not self._kinds.kinds():
            self._mistake(self._kinds, self.tr("Choose at least one kind of demand."))
            wrong.append(self._kinds)
        self._mistake(self._name, "" if self._name.text().strip() else self.tr("Say who writes."))
        if not self._name.text().strip():
            wrong.append(self._name)
        if wrong:
            self.ensureWidgetVisible(wrong[0])
            wrong[0].setFocus()
        return not wrong

    def _new_case(self) -> NewCase:
        from otklik.casework.registering import NewCase  # noqa: PLC0415 - start-up: not needed before a case is entered

        case = self.case()
        representative = Representative(
            full_name=self._by_name.text().strip(),
            authority=self._by_authority.text().strip(),
            email=self._by_email.text().strip(),
        )
        return NewCase(
            operator_id=case.operator_id,
            kinds=case.kinds,
            channel=case.channel,
            received_on=case.received_on,
            subject=Subject(
                full_name=self._name.text().strip(),
                email=self._email.text().strip(),
                phone=self._phone.text().strip(),
                address=self._address.text().strip(),
                organisation=self._organisation.isChecked(),
            ),
            representative=representative if self._represented.isChecked() and representative.full_name else None,
            incoming_number=self._incoming_number.text().strip(),
            incoming_date=self._incoming_date.date(),
            text=self._text.toPlainText().strip(),
            dispatched_on=case.dispatched_on,
            erasure_ground=case.erasure_ground,
            claimant=case.claimant,
            claim_matter=case.claim_matter,
            alleges_unlawful=case.alleges_unlawful,
            files=self._files.files(),
        )

    def _on_save(self) -> None:
        if self._saving or not self._complete():
            return
        if self._operator() is None:
            self._notice.say(self.tr("First fill in the profile of the operator in the settings."), "soon")
            return
        from otklik.casework import registering  # noqa: PLC0415 - as above

        self._saving = True
        new = self._new_case()
        self._tasks.act(lambda desk: registering.register_case(desk, new), self._on_registered, self._on_failed)

    def _on_registered(self, registered: Registered) -> None:
        self._saving = False
        self.reset()
        self.registered.emit(registered.case_id)

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self._notice.show_error(error)
        self.ensureWidgetVisible(self._notice)

    def _on_leave(self) -> None:
        self.reset()
        self.left.emit()


def _short(text: str) -> str:
    """Return the first words of the evidence."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:57].rstrip() + "…"
