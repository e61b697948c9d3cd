"""Forms: rows of label and field, and a field for dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otklik.system.clock import SystemClock
from otklik.system.errors import UserError
from otklik.ui import dates
from otklik.ui.widgets.buttons import LinkButton
from otklik.ui.widgets.text import Caption, Label, restyle
from otklik.ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class FormRows(QWidget):
    """A form: every field under its label, help under the field, a mistake in red under that.

    Args:
        spacing: space between rows, in pixels.
        parent: owner.
    """

    def __init__(self, spacing: int = 14, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        self._mistakes: dict[QWidget, Label] = {}
        self._rows: dict[QWidget, QWidget] = {}
        self._links: dict[QWidget, LinkButton] = {}

    def add_row(self, label: str, widget: QWidget, help: str = "") -> QWidget:  # noqa: A002 - the word of the contract
        """Add a row; the field gets the label as buddy and accessible name, the help as its description.

        Args:
            label: what to fill in; `&` marks the key.
            widget: the field.
            help: a quiet sentence under the field.

        Returns:
            The row, to hide or show it as one.
        """
        row = self._row(label, widget, help)
        self._layout.addWidget(row)
        return row

    def add_pair(self, first: tuple[str, QWidget], second: tuple[str, QWidget]) -> None:
        """Add two rows side by side, each a label and a field."""
        line = QHBoxLayout()
        line.setSpacing(12)
        for label, widget in (first, second):
            line.addWidget(self._row(label, widget, ""), 1, Qt.AlignmentFlag.AlignTop)  # a mistake may make one higher
        self._layout.addLayout(line)

    def add_widget(self, widget: QWidget) -> None:
        """Add something that needs no label (a check box, a notice, a heading)."""
        self._layout.addWidget(widget)

    def show_row(self, widget: QWidget, shown: bool) -> None:
        """Show or hide the row of a field.

        Args:
            widget: the field given to `add_row`.
            shown: whether to show it.
        """
        self._rows[widget].setVisible(shown)

    def set_mistake(self, widget: QWidget, sentence: str = "") -> None:
        """Show what is wrong with a field, or nothing.

        Args:
            widget: the field given to `add_row`.
            sentence: one sentence; empty takes it away.
        """
        mistake = self._mistakes[widget]
        mistake.setText(sentence)
        mistake.setVisible(bool(sentence))
        if bool(widget.property("wrong")) != bool(sentence):
            widget.setProperty("wrong", bool(sentence))
            restyle(widget)

    def set_link(self, widget: QWidget, text: str, callback: Callable[[], object] | None = None) -> None:
        """Put a link under a field, in place of the one that was there.

        Args:
            widget: the field given to `add_row`.
            text: its words; empty takes it away.
            callback: what pressing it does.
        """
        old = self._links.get(widget)
        if old is not None and old.text() == text:
            return
        if old is not None:
            del self._links[widget]
            old.hide()
            old.deleteLater()
        if text and callback is not None:
            link = self._links[widget] = LinkButton(text)
            link.setAccessibleName(f"{widget.accessibleName()}: {text}")
            link.clicked.connect(callback)
            cast("QVBoxLayout", self._rows[widget].layout()).addWidget(link)

    def _row(self, label: str, widget: QWidget, hint: str) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if label:
            caption = Label(label, "caption", wrap=True)
            caption.setBuddy(widget)
            column.addWidget(caption)
            if not widget.accessibleName():
                widget.setAccessibleName(label.replace("&", ""))
        column.addWidget(widget)
        if hint:
            widget.setAccessibleDescription(hint)
            column.addWidget(Caption(hint))
        mistake = Label("", "error", wrap=True)
        mistake.hide()
        column.addWidget(mistake)
        self._mistakes[widget] = mistake
        self._rows[widget] = row
        if isinstance(widget, DateField | TimeField):
            widget.mistake_changed.connect(lambda sentence: self.set_mistake(widget, sentence))
        return row


class DateField(QLineEdit):
    """A date typed as dd.mm.yyyy, or as dd.mm. Says what is wrong with it when it is left, never while it is typed.

    Signals:
        date_changed: the date reads differently now; carries a `date` or `None`.
        mistake_changed: carries the sentence about the mistake, empty when there is none.

    Args:
        day: what to begin with.
        today: the day from which a date without its year is understood; the computer's where not given.
        ahead: whether such a date is the coming one, as for a term; else the latest past one, as for a receipt.
        parent: owner.
    """

    date_changed = Signal(object)
    mistake_changed = Signal(str)

    def __init__(
        self,
        day: date | None = None,
        *,
        today: date | None = None,
        ahead: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._ahead = today, ahead
        self._last: date | None = None
        self.setPlaceholderText(self.tr("dd.mm.yyyy"))
        self.setMaxLength(10)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_date(day)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self._on_editing_finished)

    def set_date(self, day: date | None) -> None:
        """Put a date in, or nothing."""
        self._last = day
        self.setText(dates.dotted(day) if day is not None else "")

    def _read(self) -> date | None:
        return dates.read(self.text(), self._today or SystemClock().today(), ahead=self._ahead)

    def date(self) -> date | None:
        """Return the date; `None` when nothing is typed or it cannot be read."""
        try:
            return self._read()
        except UserError:
            return None

    def mistake(self) -> str:
        """Return what is wrong with the text, empty when nothing is."""
        try:
            self._read()
        except UserError as error:
            return str(error)
        return ""

    def check(self) -> bool:
        """Show the mistake, if there is one; return whether there is none."""
        sentence = self.mistake()
        self.mistake_changed.emit(sentence)
        return not sentence

    def _on_text_changed(self) -> None:
        day = self.date()
        if not self.mistake():
            self.mistake_changed.emit("")
        if day != self._last:
            self._last = day
            self.date_changed.emit(day)

    def _on_editing_finished(self) -> None:
        day = self.date()
        if day is not None:
            self.setText(dates.dotted(day))
        self.check()
