"""What a request must contain and this one lacks (152-ФЗ ст. 14 ч. 3), to be asked for after it is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui.help.help_link import HelpLink
from otklik.ui.widgets import Caption, Heading, Label, Sheet, clear_layout

if TYPE_CHECKING:
    from otklik.intake.letter import IncomingLetter
    from otklik.law.kinds import Kind
    from otklik.ui.tasks import Tasks


class Lacks(Sheet):
    """What a letter lacks, a tick each; hidden where nothing is missing.

    Signals:
        relaid: other ticks stand there.

    Args:
        tasks: where a letter is looked at anew.
        parent: owner.
    """

    relaid = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(20, 6, parent=parent)
        self._tasks = tasks
        self._asked: tuple[IncomingLetter | None, frozenset[Kind]] = (None, frozenset())
        self._ticks = LackTicks()
        self.body.addWidget(Heading(self.tr("What the request lacks")))
        self.body.addWidget(self._ticks)
        self.body.addWidget(
            Caption(
                self.tr(
                    "Untick what is there after all. After registering the letter that asks for the rest is one click "
                    "away. The term runs on meanwhile: 152-ФЗ knows no pause."
                )
            )
        )
        self.body.addWidget(HelpLink("identity"))
        self.clear()

    def clear(self) -> None:
        """Show nothing: there is no letter."""
        self._asked = (None, frozenset())
        self._show(())

    def show_lacks(self, letter: IncomingLetter) -> None:
        """Show what a letter lacks for what it seems to demand."""
        self._asked = (letter, frozenset(guess.kind for guess in letter.kinds))
        self._show(letter.missing)

    def look_again(self, kinds: tuple[Kind, ...]) -> None:
        """Show what the letter lacks for what the clerk says it demands; looked at aside, and only once."""
        letter, before = self._asked
        if letter is None or before == frozenset(kinds):
            return
        asked = self._asked = (letter, frozenset(kinds))
        from otklik.intake.demands.guessing import lacks_of  # noqa: PLC0415 - start-up: no letter has come yet

        def show(labels: tuple[str, ...]) -> None:
            if self._asked is asked and labels != self._ticks.labels():
                self._show(labels)

        self._tasks.run_aside(lambda: lacks_of(letter, kinds), show, owner=self)

    def _show(self, labels: tuple[str, ...]) -> None:
        self._ticks.show_lacks(labels)
        self.setVisible(bool(labels))
        self.relaid.emit()

    def chosen(self) -> tuple[str, ...]:
        """Return what is missing as the clerk sees it."""
        return self._ticks.chosen()


class LackTicks(QWidget):
    """The ticks alone.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: list[tuple[str, QCheckBox]] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def show_lacks(self, labels: tuple[str, ...]) -> None:
        """Show what is missing, all of it ticked.

        Args:
            labels: short Russian names, as they go into the letter.
        """
        clear_layout(self._lines)
        self._boxes = []
        for label in dict.fromkeys(labels):
            box = QCheckBox()
            box.setChecked(True)
            box.setAccessibleName(label)
            self._boxes.append((label, box))
            self._lines.addLayout(_line(box, f"{label[:1].upper()}{label[1:]}"))

    def labels(self) -> tuple[str, ...]:
        """Return all that is shown, ticked or not."""
        return tuple(label for label, _box in self._boxes)

    def chosen(self) -> tuple[str, ...]:
        """Return what is missing as the clerk sees it."""
        return tuple(label for label, box in self._boxes if box.isChecked())


def _line(box: QCheckBox, text: str) -> QHBoxLayout:
    """Return a tick with words that wrap, unlike its own."""
    line = QHBoxLayout()
    line.setSpacing(0)
    words = Label(text, wrap=True)
    words.setBuddy(box)
    line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return line
