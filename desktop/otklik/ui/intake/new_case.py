"""A new case, by hand or from a letter that was dropped. The dates to answer stand beside the form and move with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from otklik.register.records import Channel, Representative, Subject
from otklik.ui import phrases
from otklik.ui.intake.answer_until import AnswerUntil
from otklik.ui.intake.case_facts import CaseFacts
from otklik.ui.intake.incoming_files import IncomingFiles, Taken
from otklik.ui.widgets import FormRows, Heading, Label, Notice, Page, PrimaryButton, QuietButton, Sheet, Title

if TYPE_CHECKING:
    from otklik.casework.desk import Changes
    from otklik.casework.registering import NewCase, Registered
    from otklik.intake.letter import IncomingLetter
    from otklik.register.records import Operator
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

COUNT_DELAY = 60
"""Milliseconds after a change before the dates are counted: one count for a burst of changes."""


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
        self.facts.reset()
        for field in (*self._who_fields, *self._by_fields):
            field.clear()
        self._organisation.setChecked(False)
        self._represented.setChecked(False)
        self._text.clear()
        self._files.set_files(())
        self._who_rows.set_mistake(self._name)
        self._show_representative()

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

    def _make_fields(self) -> None:
        self.facts = CaseFacts(self._clock)
        self._name, self._email, self._phone, self._address = (QLineEdit() for _ in range(4))
        self._who_fields = (self._name, self._email, self._phone, self._address)
        self._organisation = QCheckBox(self.tr("An organisation, not a person"))
        self._represented = QCheckBox(self.tr("A representative writes"))
        self._by_name, self._by_authority, self._by_email = (QLineEdit() for _ in range(3))
        self._by_fields = (self._by_name, self._by_authority, self._by_email)
        self._text = QPlainTextEdit()
        self._text.setMinimumHeight(140)
        self._text.setTabChangesFocus(True)
        self._files = IncomingFiles(self._tasks)
        self._files.letter_read.connect(self._fill_from_letter)
        self._files.failed.connect(self._notice.show_error)
        self.facts.changed.connect(self._timer.start)
        self.facts.event_toggled.connect(self._on_event)
        self._represented.toggled.connect(self._show_representative)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._title = Title(self.tr("New request"))
        row.addWidget(self._title, 1)
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
        self._who = self._who_sheet()
        for sheet in (self.facts, self._who, self._text_sheet()):
            sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            column.addWidget(sheet)
        return column

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
        self._text_label = Label(self.tr("Text of the letter"), "caption")
        self._text_label.setBuddy(self._text)
        self._text.setAccessibleName(self.tr("Text of the letter"))
        sheet.body.addWidget(self._text_label)
        sheet.body.addWidget(self._text)
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
        self.facts.show_operators(operators)

    def _on_event(self, event: bool) -> None:
        """Ask nobody's name where nobody has written."""
        self._who.setVisible(not event)
        self._title.setText(self.tr("New event") if event else self.tr("New request"))
        self._text_label.setText(self.tr("Description") if event else self.tr("Text of the letter"))

    def _show_representative(self) -> None:
        self._by_rows.setVisible(self._represented.isChecked())

    def _count(self) -> None:
        """Count the dates for what is filled in so far."""
        operator = self.facts.operator()
        if operator is None or not self.facts.can_be_counted():
            self._until.show_nothing()
            return
        case = self.facts.case()
        from otklik.ui.intake.answer_until import count  # noqa: PLC0415 - the law's rules load on the database's thread

        self._tasks.run(lambda desk: count(desk, case, operator), self._until.show_count, self._until.show_problem)

    def _read_text(self, text: str) -> None:
        from otklik.intake.reading import read_letter  # noqa: PLC0415 - start-up: not needed before a letter comes

        self.facts.set_event(False)
        self._text.setPlainText(text)
        self._tasks.run_aside(
            lambda: read_letter("letter.txt", text.encode()), self._fill_from_text, self._notice.show_error, owner=self
        )

    def _fill_from_text(self, letter: IncomingLetter) -> None:
        self._fill(letter, keep_text=True)

    def _fill_from_letter(self, taken: Taken) -> None:
        if taken.letter is not None and not self.facts.is_event:  # beside an event a letter is a piece of evidence
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
            self.facts.received.set_date(min(letter.date, self._clock.today()))
        if letter.sent_on and letter.sent_on <= self._clock.today():
            self.facts.incoming_date.set_date(letter.sent_on)
        if not keep_text:
            self._text.setPlainText(letter.text)
        if not self.facts.kinds.kinds():
            self.facts.kinds.set_kinds(tuple(guess.kind for guess in letter.kinds))
        channel = self.facts.channel
        channel.choose(Channel.EMAIL if letter.sender_address else channel.chosen())
        self._notice.say(
            self._what_was_read(letter, from_file=not keep_text),
            "soon" if letter.problems and not keep_text else "accent",
        )
        self._timer.start()

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

    def _complete(self) -> bool:
        """Show what is still wrong or missing; return whether nothing is."""
        wrong = self.facts.wrong()
        nameless = not self.facts.is_event and not self._name.text().strip()
        self._who_rows.set_mistake(self._name, self.tr("Say who writes.") if nameless else "")
        if nameless:
            wrong.append(self._name)
        if wrong:
            self.ensureWidgetVisible(wrong[0])
            wrong[0].setFocus()
        return not wrong

    def _new_case(self) -> NewCase:
        from otklik.casework.registering import NewCase  # noqa: PLC0415 - start-up: not needed before a case is entered

        case, event = self.facts.case(), self.facts.is_event
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
            noticed_on=case.noticed_on,
            received_at=case.received_at,
            subject=Subject() if event else self._subject(),
            representative=representative
            if not event and self._represented.isChecked() and representative.full_name
            else None,
            incoming_number="" if event else self.facts.incoming_number.text().strip(),
            incoming_date=None if event else self.facts.incoming_date.date(),
            text=self._text.toPlainText().strip(),
            dispatched_on=case.dispatched_on,
            erasure_ground=case.erasure_ground,
            claimant=case.claimant,
            claim_matter=case.claim_matter,
            alleges_unlawful=case.alleges_unlawful,
            named_on=case.named_on,
            contract_term=case.contract_term,
            contract_trigger=case.contract_trigger,
            contract_clause=case.contract_clause,
            files=self._files.files(),
        )

    def _subject(self) -> Subject:
        return Subject(
            full_name=self._name.text().strip(),
            email=self._email.text().strip(),
            phone=self._phone.text().strip(),
            address=self._address.text().strip(),
            organisation=self._organisation.isChecked(),
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
