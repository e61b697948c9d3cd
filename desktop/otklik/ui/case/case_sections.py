"""The sections of the case panel: what they share, questions, the text of the letter.

Each is a widget with `show_view(view)`; what the user does comes out as signals. They know nothing of the register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otklik.ui import phrases
from otklik.ui.widgets import (
    DateField,
    FlowLayout,
    Heading,
    Label,
    LinkButton,
    Notice,
    QuietButton,
    ToggleChip,
    clear_layout,
)
from otklik.ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.views import CaseView

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
        self.lines.setSpacing(12)

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
            column.setSpacing(8)
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
        line.setSpacing(8)

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
