"""The sections of the case panel under its head: questions, letters, files, text, journal.

Each is a widget with `show_view(view)`; what the user does comes out as signals. They know nothing of the register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from otklik.register.records import AttachmentRole, LetterState
from otklik.ui import dates, icons, phrases
from otklik.ui.widgets import (
    Caption,
    Chip,
    DateField,
    FlowLayout,
    Heading,
    IconButton,
    Label,
    LinkButton,
    Notice,
    QuietButton,
    ToggleChip,
    clear_layout,
)
from otklik.ui.widgets.text import ElidedLabel
from otklik.ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from otklik.casework.views import CaseView
    from otklik.register.records import Attachment, Letter

TEXT_LINES = 9
"""Lines of a letter's text shown at first."""


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
        self._notice: Notice | None = None

    def say(self, sentence: str, role: str = "done") -> None:
        """Say at the end of the section what came of an act in it: nothing above moves."""
        if self._notice is None:
            self._notice = Notice(closable=True)
            self.column.addWidget(self._notice)
        self._notice.say(sentence, role)

    def forget(self) -> None:
        """Say nothing any more: another case is shown."""
        if self._notice is not None:
            self._notice.clear()


class QuestionsSection(Section):
    """Questions that duties depend on, answered by one click.

    Signals:
        answered: carries the name of the fact and its value.
    """

    answered = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.lines.setSpacing(10)

    def show_view(self, view: CaseView) -> None:
        """Show the questions not answered yet."""
        clear_layout(self.lines)
        self.setVisible(bool(view.questions))
        about_duties = any(name != "late_reason" for name in view.questions)
        self.heading.setText(self.tr("Duties depend on this") if about_duties else self.tr("For the journal"))
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
            if name == "late_reason":
                column.addLayout(self._ask_reason(flow, name))
            elif not phrases.answers(name):
                self._ask_moment(flow, name)
            column.addWidget(holder)
            self.lines.addWidget(line)

    def _ask_moment(self, flow: FlowLayout, name: str) -> None:
        """Ask for a day, or for a time of day."""
        field: DateField | TimeField = TimeField() if name == "received_at" else DateField()
        field.setFixedWidth(130)

        def give() -> None:
            value = field.time() if isinstance(field, TimeField) else field.date()
            if field.check() and value is not None:
                self.answered.emit(name, value)

        self._add_field(flow, name, field, give)

    def _ask_reason(self, flow: FlowLayout, name: str) -> QHBoxLayout:
        """Ask for a reason in words; a click on a common one, in the flow, fills it in."""
        field = QLineEdit()
        line = QHBoxLayout()
        line.setSpacing(6)

        def give() -> None:
            if reason := field.text().strip():
                self.answered.emit(name, reason)

        self._add_field(line, name, field, give)
        for word in phrases.common_reasons():
            chip = ToggleChip(word)
            chip.setCheckable(False)
            chip.clicked.connect(lambda _checked=False, text=word: field.setText(text))
            flow.addWidget(chip)
        return line

    def _add_field(self, line: QLayout, name: str, field: QLineEdit, give: Callable[[], None]) -> None:
        field.setAccessibleName(phrases.question(name))
        confirm = QuietButton(self.tr("Confirm"), small=True)
        confirm.clicked.connect(give)
        field.returnPressed.connect(give)
        line.addWidget(field)
        line.addWidget(confirm)


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
        gone = view.case.anonymised_on
        erased = phrases.firm(self.tr("text erased {day}").format(day=dates.dotted(gone))) if gone else ""
        for letter in view.letters:
            self.lines.addWidget(self._line(letter, erased))

    def _line(self, letter: Letter, erased: str) -> QWidget:
        line, across = _row()
        across.addWidget(icons.IconMark("letter", "dim", 18))
        void = letter.state is LetterState.ANNULLED or bool(erased)
        heading = letter.heading or erased or self.tr("Letter without a heading")
        across.addWidget(ElidedLabel(heading, "lead" if void else ""), 1)
        state = phrases.letter_state(letter.state)
        if letter.number and letter.issued_on:
            state = phrases.firm(
                self.tr("№ {number} of {date}").format(number=letter.number, date=dates.day_month(letter.issued_on))
            )
        across.addWidget(Caption(state, wrap=False))
        if letter.state is not LetterState.DRAFT:
            across.addWidget(self._fate(letter))
        button = LinkButton(self.tr("Open"))
        button.setAccessibleName(self.tr("Open the letter: {title}").format(title=letter.heading or state))
        button.clicked.connect(lambda: self.letter_wanted.emit(letter.id))
        across.addWidget(button)
        return line

    def _fate(self, letter: Letter) -> Chip:
        """Return what became of an issued letter; a void one waits for nothing, sent or not."""
        if letter.state is LetterState.ANNULLED:
            chip = Chip(phrases.letter_state(letter.state), "quiet")
            chip.setToolTip(letter.reason)
            return chip
        sent = letter.dispatched_on is not None
        return Chip(self.tr("sent") if sent else self.tr("not sent"), "done" if sent else "soon")


class FilesSection(Section):
    """The files of the case.

    Signals:
        open_wanted, save_wanted: carry the `Attachment`.
        mark_wanted: a file is a copy of an identity paper, or is none; carries it and which.
        add_wanted: choose a file to keep with the case.
    """

    open_wanted = Signal(object)
    save_wanted = Signal(object)
    mark_wanted = Signal(object, bool)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("Files"))
        self.lines.setSpacing(4)

    def show_view(self, view: CaseView) -> None:
        """Show the files."""
        clear_layout(self.lines)
        gone = view.case.anonymised_on is not None
        self.setVisible(bool(view.attachments) or not gone)
        for file in view.attachments:
            self.lines.addWidget(self._line(file) if file.expired_on is None else self._erased(file, file.expired_on))
        if not gone:
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
        if file.role in {AttachmentRole.ATTACHMENT, AttachmentRole.IDENTITY_PAPER}:
            across.addWidget(self._more(file))
        return line

    def _more(self, file: Attachment) -> IconButton:
        button = IconButton("more", self.tr("More about the file: {name}").format(name=file.name))
        menu = QMenu(button)
        is_paper = file.role is AttachmentRole.IDENTITY_PAPER
        word = (
            self.tr("It is no copy of an identity paper") if is_paper else self.tr("It is a copy of an identity paper")
        )
        menu.addAction(word).triggered.connect(lambda: self.mark_wanted.emit(file, not is_paper))
        button.setMenu(menu)
        button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _erased(self, file: Attachment, on: date) -> QWidget:
        """Return the line of a file that was erased: what it was, and when."""
        line, across = _row()
        across.addWidget(icons.IconMark("file", "faint", 18))
        across.addWidget(Label(phrases.file_role(file.role).capitalize(), "lead"), 1)
        across.addWidget(Caption(phrases.firm(self.tr("erased {day}").format(day=dates.dotted(on))), wrap=False))
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


def _row() -> tuple[QWidget, QHBoxLayout]:
    """Return a line of a list and its layout."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(10)
    return line, across
