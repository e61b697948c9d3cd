"""What stands in the place of the bar while letters are asked about, and while they are done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from otklik.ui import phrases, theme
from otklik.ui.widgets import Caption, DateField, FormRows, Label, PrimaryButton, QuietButton, Sheet
from otklik.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPushButton


class BatchPanel(Sheet):
    """A question about the letters that are selected, with one button that does it; Esc gives it up.

    Signals:
        given_up: nothing is to be done.

    Args:
        parent: owner.
    """

    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(16, 10, parent=parent)
        self.heading = Label("", "strong", wrap=True)
        self.body.addWidget(self.heading)
        self.go = PrimaryButton("")
        self.go.clicked.connect(self.on_go)

    def on_go(self) -> None:
        """Do it."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def add_buttons(self) -> None:
        """Put the buttons under what was laid out so far."""
        row = QHBoxLayout()
        row.setSpacing(8)
        keep = QuietButton(self.tr("Cancel"))
        keep.clicked.connect(self.given_up)
        row.addWidget(self.go)
        row.addWidget(keep)
        row.addStretch(1)
        self.body.addLayout(row)


class IssueQuestion(BatchPanel):
    """Asks before many letters get their numbers.

    Signals:
        confirmed: issue them.

    Args:
        parent: owner.
    """

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.addWidget(
            Caption(
                self.tr(
                    "Each letter gets its number, and its text no longer changes. "
                    "Where something is not filled in, the draft stays as it is and you will see why."
                )
            )
        )
        self.add_buttons()

    def ask(self, number: int) -> None:
        """Ask about so many drafts."""
        self.heading.setText(phrases.firm(self.tr("Issue %n draft(s)?", "", number)))
        self.go.setText(phrases.firm(self.tr("Issue %n", "", number)))
        self.show()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_go(self) -> None:
        """Issue them."""
        self.confirmed.emit()


class DispatchForm(BatchPanel):
    """Asks how and when the letters left, all of them alike.

    Signals:
        confirmed: they left; carries way (text) and day (date).

    Args:
        parent: owner.
    """

    confirmed = Signal(str, date)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = FormRows(12)
        self.way = ChoiceBox()
        self.way.setEditable(True)
        self.way.addItems(phrases.dispatch_ways())
        self.day = DateField()
        rows.add_pair((self.tr("&Way"), self.way), (self.tr("&Day"), self.day))
        rows.setMaximumWidth(theme.px(560))
        self.body.addWidget(rows)
        self.body.addWidget(
            Caption(
                self.tr(
                    "What the letters fulfil is ticked off on that day. "
                    "Letters that left in another way are selected and marked apart."
                )
            )
        )
        self.add_buttons()

    def ask(self, number: int, today: date) -> None:
        """Ask about so many letters; today is offered as the day."""
        self.heading.setText(phrases.firm(self.tr("How did %n letter(s) leave?", "", number)))
        self.go.setText(phrases.firm(self.tr("Mark %n as sent", "", number)))
        self.day.set_date(today)
        self.way.setCurrentText(phrases.dispatch_ways()[1])
        self.show()
        self.way.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_go(self) -> None:
        """Put it on record, once the day can be read."""
        day = self.day.date()
        if not self.day.check() or day is None:
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.confirmed.emit(self.way.currentText().strip(), day)


class BatchProgress(Sheet):
    """How far it is, and a button that stops it.

    Signals:
        stop_wanted: begin nothing more.

    Args:
        parent: owner.
    """

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self.body.setContentsMargins(16, 12, 12, 12)
        row = QHBoxLayout()
        row.setSpacing(16)
        self._words = Label("", "strong")
        self._words.setMinimumWidth(theme.px(210))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop: QPushButton = QuietButton(self.tr("Stop"), small=True)
        self._stop.clicked.connect(self._on_stop)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self.body.addLayout(row)
        self._sentence = ""

    def begin(self, sentence: str) -> None:
        """Begin anew.

        Args:
            sentence: what is being done, with `{done}` and `{whole}` in it.
        """
        self._sentence = sentence
        self._words.setText("")
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self.show()
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, whole: int) -> None:
        """Show how far it is: so much done of the whole."""
        words = phrases.firm(self._sentence.format(done=done, whole=whole))
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, max(1, whole))
        self._bar.setValue(done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_stop()
        else:
            super().keyPressEvent(event)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self.stop_wanted.emit()
