"""What the letter seems to demand, a row each: a tick, the name, the words it rests on. The clerk decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import phrases
from otklik.ui.intake.letter_text import Mark
from otklik.ui.widgets import Caption, LinkButton, clear_layout
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QMouseEvent

    from otklik.intake.letter import KindGuess
    from otklik.law.kinds import Kind


class KindRows(QWidget):
    """The proposed demands; empty, it takes no room.

    Signals:
        ticked: a demand is confirmed or not; carries the kind and whether.
        lit: look at the words of a demand; carries its index, -1 for none.
        lead_wanted: go to the words of a demand; carries its index.
        relaid: other rows stand there.

    Args:
        parent: owner.
    """

    relaid = Signal()
    ticked = Signal(object, bool)
    lit = Signal(int)
    lead_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Kind, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_guesses(self, guesses: tuple[KindGuess, ...]) -> None:
        """Show other demands, ticked but for those that are in doubt."""
        clear_layout(self._column)
        self._rows.clear()
        for index, guess in enumerate(guesses):
            row = _Row(index, guess)
            row.box.toggled.connect(lambda checked, kind=guess.kind: self.ticked.emit(kind, checked))
            row.lit.connect(self.lit)
            row.lead_wanted.connect(self.lead_wanted)
            self._rows[guess.kind] = row
            self._column.addWidget(row)
        self.relaid.emit()

    def set_kinds(self, kinds: tuple[Kind, ...]) -> None:
        """Tick exactly these, as they were chosen elsewhere; nothing is told."""
        for kind, row in self._rows.items():
            row.box.blockSignals(True)
            row.box.setChecked(kind in kinds)
            row.box.blockSignals(False)

    def count(self) -> int:
        """Return how many are proposed."""
        return len(self._rows)


class _Row(QWidget):
    """One proposed demand."""

    lit = Signal(int)
    lead_wanted = Signal(int)

    def __init__(self, index: int, guess: KindGuess) -> None:
        super().__init__()
        self._index = index
        self.box = QCheckBox(phrases.kind_word(guess.kind))
        self.box.setChecked(not guess.doubtful)
        self.box.installEventFilter(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.box)
        head.addWidget(Mark(index))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(head)
        column.addLayout(self._quote(guess))
        for said in self._limits(guess):
            caption = Caption(said)
            caption.setContentsMargins(28, 0, 0, 0)
            column.addWidget(caption)

    def _quote(self, guess: KindGuess) -> QHBoxLayout:
        words = " ".join(guess.evidence.split())
        line = QHBoxLayout()
        line.setContentsMargins(28, 0, 0, 0)
        line.setSpacing(8)
        quote = ElidedLabel(f"«{words}»", "caption")
        line.addWidget(quote, 1)
        if guess.places:
            lead = LinkButton(self.tr("Show"))
            lead.setAccessibleName(self.tr("Show in the letter: {words}").format(words=words))
            lead.clicked.connect(lambda: self.lead_wanted.emit(self._index))
            lead.installEventFilter(self)
            line.addWidget(lead)
        else:
            line.addWidget(Caption(self.tr("not in the text: in the subject or the sender"), wrap=False))
        return line

    def _limits(self, guess: KindGuess) -> list[str]:
        """Return on what the demand hangs, and how far it goes."""
        said = []
        if guess.doubtful:
            said.append(self.tr("Perhaps it is asked of somebody else. Tick it if it is asked of you."))
        if guess.condition:
            said.append(self.tr("On a condition: «{words}»").format(words=" ".join(guess.condition.split())))
        if guess.part:
            said.append(self.tr("In part: «{words}»").format(words=" ".join(guess.part.split())))
        return said

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light the words up."""
        super().enterEvent(event)
        self.lit.emit(self._index)

    def leaveEvent(self, event: QEvent) -> None:
        """Let the words be."""
        super().leaveEvent(event)
        self.lit.emit(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the words."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.lead_wanted.emit(self._index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Light the words up for the keyboard too."""
        if event.type() == QEvent.Type.FocusIn:
            self.lit.emit(self._index)
        elif event.type() == QEvent.Type.FocusOut:
            self.lit.emit(-1)
        return super().eventFilter(watched, event)
