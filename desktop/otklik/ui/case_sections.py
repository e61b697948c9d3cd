"""The sections of the case panel under its head: term, questions, duties, letters, files, text, journal.

Each is a widget with `show_view(view)`; what the user does comes out as signals. They know nothing of the register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otklik.casework.views import Urgency
from otklik.law.kinds import Reading
from otklik.law.terms import Unit
from otklik.register.records import CaseStatus
from otklik.ui import dates, icons, phrases
from otklik.ui.strip import DayStrip, summary
from otklik.ui.widgets import (
    Caption,
    Chip,
    DateField,
    FlowLayout,
    Heading,
    IconButton,
    Label,
    LinkButton,
    QuietButton,
    Rule,
    clear_layout,
)
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.views import CaseView, DutyRow
    from otklik.register.records import Attachment, Letter

TEXT_LINES = 9
"""Lines of a letter's text shown at first."""

JOURNAL_LINES = 8
"""Lines of the journal shown at first."""


class Section(QWidget):
    """A heading and what stands under it; hidden where there is nothing.

    Args:
        heading: its heading.
        parent: owner.
    """

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.heading = Heading(heading)
        self.column.addWidget(self.heading)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        self.column.addLayout(self.lines)


class TermSection(Section):
    """The strip of days with the article it rests on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._strip = DayStrip()
        self._remark = Caption("")
        self._quiet = ""
        self.heading.setWordWrap(True)
        self.column.addWidget(self._strip)
        self.column.addWidget(self._remark)
        self._strip.pointed.connect(lambda sentence: self._remark.setText(sentence or self._quiet))

    def show_view(self, view: CaseView) -> None:
        """Show the term of the nearest duty."""
        main = view.main_duty
        self.setVisible(main is not None and bool(view.strip))
        if main is None:
            return
        duty = main.duty
        at_once = duty.term is not None and duty.term.unit is Unit.AT_ONCE
        head = (self.tr("Term"),) if at_once else (self.tr("Days of the term"), phrases.term(duty.term))
        self.heading.setText(" · ".join(part for part in (*head, phrases.basis(duty)) if part))
        self._strip.setVisible(not at_once)
        role = {Urgency.SOON: "soon", Urgency.OVERDUE: "overdue"}.get(main.remaining.urgency, "accent")
        self._strip.show_days(view.strip, role)
        days = self.tr("At once: on the day of receipt.") if at_once else summary(self, view.strip)
        self._quiet = " ".join(part for part in (days, *self._more(view, main)) if part)
        self._remark.setText(self._quiet)
        self._remark.setVisible(bool(self._quiet) or bool(view.strip))

    def _more(self, view: CaseView, main: DutyRow) -> tuple[str, ...]:
        duty = main.duty
        more = []
        is_late = main.remaining.urgency is Urgency.OVERDUE
        if view.can_extend and duty.extended_latest is not None and duty.extended_on is None and not is_late:
            more.append(
                self.tr("It can be extended once until {date} by a notice that gives the reasons.").format(
                    date=dates.day_month(duty.extended_latest)
                )
            )
        if duty.extended_on is not None and duty.extended_to == duty.latest:
            more.append(self.tr("Extended on {date}.").format(date=dates.day_month(duty.extended_on)))
        if duty.latest != duty.safe:
            more.append(
                self.tr("The very last day is {date} (ГК ст. 193): the term ends on a day off.").format(
                    date=dates.day_month(duty.latest)
                )
            )
        if duty.provisional:
            more.append(self.tr("Provisional: the decree on days off is not published for the whole term."))
        return tuple(more)


class QuestionsSection(Section):
    """Questions that duties depend on, answered by one click.

    Signals:
        answered: carries the name of the fact and its value.
    """

    answered = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("Duties depend on this"))
        self.lines.setSpacing(10)

    def show_view(self, view: CaseView) -> None:
        """Show the questions not answered yet."""
        clear_layout(self.lines)
        self.setVisible(bool(view.questions))
        for name in view.questions:
            line = QWidget()
            column = QVBoxLayout(line)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(6)
            column.addWidget(Label(phrases.question(name), wrap=True))
            holder = QWidget()
            flow = FlowLayout(holder)
            for value, word in phrases.answers(name):
                button = QuietButton(word, small=True)
                button.setAccessibleName(f"{phrases.question(name)} {word}")
                button.clicked.connect(lambda _checked=False, key=name, answer=value: self.answered.emit(key, answer))
                flow.addWidget(button)
            if not phrases.answers(name):
                self._ask_day(flow, name)
            column.addWidget(holder)
            self.lines.addWidget(line)

    def _ask_day(self, flow: FlowLayout, name: str) -> None:
        field = DateField()
        field.setFixedWidth(130)
        field.setAccessibleName(phrases.question(name))
        confirm = QuietButton(self.tr("Confirm"), small=True)

        def give() -> None:
            if field.check() and field.date() is not None:
                self.answered.emit(name, field.date())

        confirm.clicked.connect(give)
        field.returnPressed.connect(give)
        flow.addWidget(field)
        flow.addWidget(confirm)


class DutiesSection(Section):
    """The checklist of what is owed.

    Signals:
        ticked: a duty is done; carries the id of its record.
        unticked: it is not done after all; carries the id and the title.
        policy_ticked: the policy's own term is to be closed, that is the case.
    """

    ticked = Signal(int)
    unticked = Signal(int, str)
    policy_ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("What has to be done"))

    def show_view(self, view: CaseView) -> None:
        """Show the duties with their dates."""
        focused = self.focusWidget()
        keep = focused.property("duty") if focused is not None else None
        clear_layout(self.lines)
        for row in view.duties:
            self.lines.addWidget(Rule())
            self.lines.addWidget(self._line(row, view))
        if keep is not None:
            for box in self.findChildren(QCheckBox):
                if box.property("duty") == keep and box.isVisibleTo(self):
                    box.setFocus()

    def _line(self, row: DutyRow, view: CaseView) -> QWidget:
        duty, done = row.duty, row.duty.done_on is not None
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 8, 0, 8)
        across.setSpacing(10)
        across.addWidget(self._box(row, view), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(phrases.duty_title(duty), "lead" if done else "", wrap=True))
        remark = " · ".join(part for part in (phrases.grounds(duty), phrases.duty_condition(duty)) if part)
        if remark:
            words.addWidget(Caption(phrases.firm(remark)))
        across.addLayout(words, 1)
        day = Label(dates.day_month_short(duty.done_on or row.day), "lead" if done else "")
        day.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(day)
        chip = Chip(phrases.left_chip(row.remaining), phrases.ROLE_OF[row.remaining.urgency])
        chip.setFixedWidth(118)
        across.addWidget(chip)
        return line

    def _box(self, row: DutyRow, view: CaseView) -> QCheckBox:
        duty = row.duty
        box = QCheckBox()
        box.setChecked(duty.done_on is not None)
        box.setProperty("done", True)
        box.setProperty("duty", duty.id)
        left = phrases.left_sentence(row.remaining)
        box.setAccessibleName(f"{phrases.duty_title(duty)}, {dates.day_month(duty.done_on or row.day)}, {left}")
        box.setEnabled(view.case.status is CaseStatus.OPEN)
        box.clicked.connect(lambda checked: self._on_clicked(box, row, checked))
        return box

    def _on_clicked(self, box: QCheckBox, row: DutyRow, checked: bool) -> None:
        duty = row.duty
        if duty.reading is Reading.POLICY and checked:
            box.setChecked(False)
            self.policy_ticked.emit()
        elif checked:
            self.ticked.emit(duty.id)
        else:
            box.setChecked(True)
            self.unticked.emit(duty.id, phrases.duty_title(duty))


class LettersSection(Section):
    """The letters of the case.

    Signals:
        letter_wanted: open this letter; carries its id.
    """

    letter_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("Letters"))
        self.lines.setSpacing(4)

    def show_view(self, view: CaseView) -> None:
        """Show the letters, newest last."""
        clear_layout(self.lines)
        self.setVisible(bool(view.letters))
        for letter in view.letters:
            self.lines.addWidget(self._line(letter))

    def _line(self, letter: Letter) -> QWidget:
        line, across = _row()
        across.addWidget(icons.IconMark("letter", "dim", 18))
        title = ElidedLabel(letter.heading or self.tr("Letter without a heading"))
        across.addWidget(title, 1)
        state = phrases.letter_state(letter.state)
        if letter.number and letter.issued_on:
            state = phrases.firm(
                self.tr("№ {number} of {date}").format(number=letter.number, date=dates.day_month(letter.issued_on))
            )
        sent = letter.dispatched_on is not None
        across.addWidget(Caption(state, wrap=False))
        if letter.number:
            across.addWidget(Chip(self.tr("sent") if sent else self.tr("not sent"), "done" if sent else "soon"))
        button = LinkButton(self.tr("Open"))
        button.setAccessibleName(self.tr("Open the letter: {title}").format(title=letter.heading or state))
        button.clicked.connect(lambda: self.letter_wanted.emit(letter.id))
        across.addWidget(button)
        return line


class FilesSection(Section):
    """The files of the case.

    Signals:
        open_wanted, save_wanted: carry the `Attachment`.
        add_wanted: choose a file to keep with the case.
    """

    open_wanted = Signal(object)
    save_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("Files"))
        self.lines.setSpacing(4)

    def show_view(self, view: CaseView) -> None:
        """Show the files."""
        clear_layout(self.lines)
        for file in view.attachments:
            self.lines.addWidget(self._line(file))
        add = LinkButton(self.tr("Attach a file…"))
        add.clicked.connect(self.add_wanted)
        self.lines.addWidget(add)

    def _line(self, file: Attachment) -> QWidget:
        line, across = _row()
        across.addWidget(icons.IconMark("file", "dim", 18))
        across.addWidget(ElidedLabel(file.name), 1)
        across.addWidget(Caption(f"{phrases.file_role(file.role)} · {phrases.file_size(file.size)}", wrap=False))
        show = LinkButton(self.tr("Open"))
        show.setAccessibleName(self.tr("Open the file: {name}").format(name=file.name))
        show.clicked.connect(lambda: self.open_wanted.emit(file))
        across.addWidget(show)
        save = IconButton("save", self.tr("Save the file: {name}").format(name=file.name))
        save.clicked.connect(lambda: self.save_wanted.emit(file))
        across.addWidget(save)
        return line


class TextSection(Section):
    """The text of the incoming letter, cut short until asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("Text of the letter"))
        self._text = Label("", wrap=True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column.addWidget(self._text)
        self._more = LinkButton(self.tr("Show all of it"))
        self._more.clicked.connect(self._on_more)
        self.column.addWidget(self._more)
        self._whole: str | None = None

    def show_view(self, view: CaseView) -> None:
        """Show the beginning of the text."""
        text = view.case.text.strip()
        if text == self._whole:
            return
        self._whole = text
        self.setVisible(bool(text))
        short = "\n".join(text.splitlines()[:TEXT_LINES])[:900]
        whole = text == short
        self._show(short if whole else f"{short} …")
        self._more.setVisible(not whole)

    def _on_more(self) -> None:
        self._show(self._whole or "")
        self._more.hide()

    def _show(self, text: str) -> None:
        self._text.setText(text)
        self._text.setAccessibleName(self.tr("Text of the letter"))
        self._text.setAccessibleDescription(text)


class JournalSection(Section):
    """What was done in the case, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("Journal"))
        self.lines.setSpacing(5)
        self._more = LinkButton(self.tr("Show all of it"))
        self._more.clicked.connect(self._on_more)
        self.column.addWidget(self._more)
        self._view: CaseView | None = None

    def show_view(self, view: CaseView) -> None:
        """Show the newest lines."""
        self._view = view
        self._show(JOURNAL_LINES)
        self._more.setVisible(len(view.journal) > JOURNAL_LINES)

    def _on_more(self) -> None:
        self._show(None)
        self._more.hide()

    def _show(self, number: int | None) -> None:
        clear_layout(self.lines)
        for line in self._view.journal[:number] if self._view else ():
            self.lines.addWidget(journal_line(line.at.date(), dates.time_of(line.at), line.sentence))


def journal_line(day: date, time: str, sentence: str) -> QWidget:
    """Return a line of the journal: when, and the sentence."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(10)
    when = Caption(f"{dates.day_month_short(day)}, {time}", wrap=False)
    when.setFixedWidth(104)
    across.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(Label(sentence, "small", wrap=True), 1)
    return line


def _row() -> tuple[QWidget, QHBoxLayout]:
    """Return a line of a list and its layout."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(10)
    return line, across
