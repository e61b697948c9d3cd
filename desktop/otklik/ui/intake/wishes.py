"""What somebody wants, as plain sentences to tick; the ones his words speak for are marked. The clerk decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from otklik.law.kinds import DEMANDS, Kind
from otklik.law.naming import kind_heading
from otklik.system.words import language
from otklik.ui.translation import translated
from otklik.ui.widgets import Caption, Chip, LinkButton

if TYPE_CHECKING:
    from otklik.intake.letter import KindGuess

_USUAL = (
    Kind.ACCESS,
    Kind.MARKETING_OPT_OUT,
    Kind.ERASURE,
    Kind.RECTIFICATION,
    Kind.CONSENT_WITHDRAWAL,
    Kind.STOP_PROCESSING,
    Kind.COMPLAINT,
    Kind.CLAIM,
)
"""What is asked by telephone most; the rest unfolds."""

_INDENT = 29


def sentence(kind: Kind) -> str:
    """Return a demand as who speaks would put it; of rare ones the heading."""
    said = {
        Kind.ACCESS: translated("Show what is kept about him"),
        Kind.MARKETING_OPT_OUT: translated("No more calls and no more advertising"),
        Kind.ERASURE: translated("Delete his data"),
        Kind.RECTIFICATION: translated("Correct his data"),
        Kind.CONSENT_WITHDRAWAL: translated("Take his consent back"),
        Kind.STOP_PROCESSING: translated("Stop processing his data"),
        Kind.COMPLAINT: translated("Complain: his data were treated wrongly"),
        Kind.CLAIM: translated("A claim: money, or something else by a contract"),
    }
    return said.get(kind) or kind_heading(kind, language())


class Wishes(QWidget):
    """The sentences.

    Signals:
        changed: another choice.

    Args:
        parent: owner.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Kind, _Row] = {}
        self._unfolded = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for kind in (*_USUAL, *(kind for kind in DEMANDS if kind not in _USUAL)):
            row = self._rows[kind] = _Row(sentence(kind))
            row.box.toggled.connect(self._on_toggled)
            column.addWidget(row)
        self._more = LinkButton(self.tr("Something else…"))
        self._more.clicked.connect(self._on_more)
        column.addWidget(self._more)
        self.reset()

    def reset(self) -> None:
        """Tick nothing."""
        self._unfolded = False
        for row in self._rows.values():
            row.box.blockSignals(True)
            row.box.setChecked(False)
            row.box.blockSignals(False)
        self.propose(())

    def kinds(self) -> tuple[Kind, ...]:
        """Return what is ticked."""
        return tuple(kind for kind, row in self._rows.items() if row.box.isChecked())

    def set_kinds(self, kinds: tuple[Kind, ...]) -> None:
        """Tick exactly these."""
        for kind, row in self._rows.items():
            row.box.setChecked(kind in kinds)

    def propose(self, guesses: tuple[KindGuess, ...]) -> None:
        """Mark what his words speak for; nothing is ticked."""
        words = {guess.kind: " ".join(guess.evidence.split()) for guess in guesses}
        for kind, row in self._rows.items():
            row.show_words(words.get(kind, ""))
        self._show_rows()

    def first(self) -> QCheckBox:
        """Return the first box, for the focus."""
        return next(iter(self._rows.values())).box

    def _on_toggled(self) -> None:
        for row in self._rows.values():
            row.show_chip()
        self.changed.emit()

    def _on_more(self) -> None:
        self._unfolded = True
        self._show_rows()
        rest = next(row for kind, row in self._rows.items() if kind not in _USUAL)
        rest.box.setFocus()

    def _show_rows(self) -> None:
        for kind, row in self._rows.items():
            row.setVisible(kind in _USUAL or self._unfolded or row.is_proposed or row.box.isChecked())
        self._more.setVisible(not self._unfolded)


class _Row(QWidget):
    """One sentence, with the words that speak for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.box = QCheckBox(text)
        self._chip = Chip(self.tr("seems so"), "accent")
        self._words = Caption("")
        self._words.setContentsMargins(_INDENT, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.box)
        head.addWidget(self._chip)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self._words)
        self.show_words("")

    @property
    def is_proposed(self) -> bool:
        """Whether his words speak for it."""
        return bool(self._words.text())

    def show_words(self, words: str) -> None:
        """Show the words that speak for it; empty for none."""
        self._words.setText(self.tr("by the words «{words}»").format(words=words) if words else "")
        self._words.setVisible(bool(words))
        self.box.setAccessibleDescription(self._words.text())
        self.show_chip()

    def show_chip(self) -> None:
        """Mark it while it is proposed and not ticked."""
        self._chip.setVisible(self.is_proposed and not self.box.isChecked())
