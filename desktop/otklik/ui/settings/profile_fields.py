"""The kinds of fields a profile is made of, with one way to read and write each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from otklik.law.terms import LONGEST_TERM, Term, Unit
from otklik.ui import theme
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.letter.letter_fields import phrases_of
from otklik.ui.translation import translated
from otklik.ui.widgets import FlowLayout, ToggleChip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LEAST_LINES, _MOST_LINES = 2, 9
_FRAME = 24
_NUMBER = 72


class PhrasesField(QPlainTextEdit):
    """Phrases one a line; as high as they need.

    Args:
        example: what to show while it is empty.
        parent: owner.
    """

    def __init__(self, example: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(example)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._least = max(_LEAST_LINES, example.count("\n") + 1)
        self.textChanged.connect(self.updateGeometry)

    def phrases(self) -> tuple[str, ...]:
        """Return the phrases without marks of a list."""
        return phrases_of(self.toPlainText())

    def set_phrases(self, phrases: tuple[str, ...]) -> None:
        """Show other phrases."""
        self.setPlainText("\n".join(phrases))

    def sizeHint(self) -> QSize:
        """Ask for the height of the lines there are, within bounds."""
        lines = min(_MOST_LINES, max(self._least, round(self.document().size().height())))
        return QSize(240, lines * self.fontMetrics().lineSpacing() + _FRAME)

    def minimumSizeHint(self) -> QSize:
        """Take any width."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the lines break anew."""
        super().resizeEvent(event)
        self.updateGeometry()


class DaysField(QLineEdit):
    """A number of days within bounds.

    Args:
        least: the smallest number.
        most: the largest number.
        usual: what an empty field means.
        parent: owner.
    """

    def __init__(self, least: int, most: int, usual: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = usual
        self.setValidator(QIntValidator(least, most, self))
        self.setPlaceholderText(str(usual))

    def value(self) -> int:
        """Return the number."""
        return int(self.text()) if self.hasAcceptableInput() else self._usual

    def set_value(self, days: int) -> None:
        """Show another number."""
        self.setText(str(days))


class ManyChips(QWidget):
    """Chips of which any number is on.

    Signals:
        changed: another set is on.

    Args:
        choices: values with their words.
        parent: owner.
    """

    changed = Signal()

    def __init__(self, choices: tuple[tuple[Any, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        self._chips: list[tuple[Any, ToggleChip]] = []
        for value, word in choices:
            chip = ToggleChip(word)
            chip.clicked.connect(self.changed)
            self._chips.append((value, chip))
            flow.addWidget(chip)

    def chosen(self) -> tuple[Any, ...]:
        """Return the values that are on, in their order."""
        return tuple(value for value, chip in self._chips if chip.isChecked())

    def choose(self, values: tuple[Any, ...]) -> None:
        """Switch these on and the others off; no signal is sent."""
        for value, chip in self._chips:
            chip.setChecked(value in values)


class TermField(QWidget):
    """A term that may be left out: a number and what is counted.

    Signals:
        changed: the user changed it.

    Args:
        parent: owner.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = QLineEdit()
        self._number.setValidator(QIntValidator(1, LONGEST_TERM, self))
        self._number.setFixedWidth(theme.px(_NUMBER))
        self._number.setPlaceholderText("—")
        self._number.textEdited.connect(self.changed)
        self._units = ChoiceChips(unit_words(), needed=True)
        self._units.choose(Unit.WORKING_DAYS)
        self._units.changed.connect(self.changed)
        self.setFocusProxy(self._number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._units, 1)

    def setAccessibleName(self, name: str) -> None:
        """Give the name to the number too: it is what takes the focus."""
        super().setAccessibleName(name)
        self._number.setAccessibleName(name)

    def term(self) -> Term | None:
        """Return the term; `None` where no number is typed."""
        return Term(int(self._number.text()), self._units.chosen()) if self._number.hasAcceptableInput() else None

    def set_term(self, term: Term | None) -> None:
        """Show another term."""
        self._number.setText(str(term.number) if term else "")
        self._units.choose(term.unit if term else Unit.WORKING_DAYS)


def unit_words() -> tuple[tuple[Unit, str], ...]:
    """Return what an operator's own terms may be counted in, with the words for it."""
    return (
        (Unit.WORKING_DAYS, translated("counted in working days")),
        (Unit.CALENDAR_DAYS, translated("counted in calendar days")),
        (Unit.MONTHS, translated("counted in months")),
    )


Field = QLineEdit | PhrasesField | ManyChips | ChoiceChips | TermField


def read(field: Field) -> Any:
    """Return what a field holds, as the profile keeps it."""
    if isinstance(field, DaysField):
        return field.value()
    if isinstance(field, TermField):
        return field.term()
    if isinstance(field, QLineEdit):
        return " ".join(field.text().split())
    return field.phrases() if isinstance(field, PhrasesField) else field.chosen()


def write(field: Field, value: Any) -> None:
    """Show a value of the profile in its field."""
    if isinstance(field, DaysField):
        field.set_value(value)
    elif isinstance(field, TermField):
        field.set_term(value)
    elif isinstance(field, QLineEdit):
        field.setText(value)
        field.setCursorPosition(0)
    elif isinstance(field, PhrasesField):
        field.set_phrases(value)
    else:
        field.choose(value)


def changed_signal(field: Field) -> Any:
    """Return the signal a field sends when the user changes it."""
    if isinstance(field, QLineEdit):
        return field.textEdited
    return field.textChanged if isinstance(field, PhrasesField) else field.changed
