"""The three ways to begin: a new register, one that exists, one that is restored from a copy."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui.widgets import Caption, Label, PrimaryButton, QuietButton, Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


class Choices(QWidget):
    """The first page.

    Signals:
        create_wanted: a new register.
        open_wanted: one that exists.
        restore_wanted: one from a copy.

    Args:
        parent: owner.
    """

    create_wanted = Signal()
    open_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._begin, self._restore = PrimaryButton(self.tr("Begin")), PrimaryButton(self.tr("Find a copy"))
        self._open = QuietButton(self.tr("Choose a file"))
        self._restore.set_quiet(True)
        self._cards: list[Sheet] = []
        self.setFocusProxy(self._begin)
        for title, remark, button, wanted in (
            (
                self.tr("Begin a new register"),
                self.tr("For an ИП or a company that keeps its requests here for the first time."),
                self._begin,
                self.create_wanted,
            ),
            (
                self.tr("Open a register"),
                self.tr("The register exists already: on this disk, on a memory stick, from a colleague."),
                self._open,
                self.open_wanted,
            ),
            (
                self.tr("Restore a register from a backup"),
                self.tr("The computer broke, or the register is gone or damaged. A copy and its key are enough."),
                self._restore,
                self.restore_wanted,
            ),
        ):
            button.clicked.connect(wanted)
            self._cards.append(_card(title, remark, button))
            column.addWidget(self._cards[-1])
        column.addStretch(1)
        self._column = column

    def put_restoring_first(self) -> None:
        """Offer restoring before all else: the register is gone."""
        for card in self._cards:  # a new one is what he wants least
            self._column.insertWidget(0, card)
        self._begin.set_quiet(True)
        self._restore.set_quiet(False)
        self.setFocusProxy(self._restore)
        for before, after in pairwise((self._restore, self._open, self._begin)):
            self.setTabOrder(before, after)


def _card(title: str, remark: str, button: QPushButton) -> Sheet:
    card = Sheet(24, 4)
    row = QHBoxLayout()
    row.setSpacing(20)
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(Label(title, "strong", wrap=True))
    words.addWidget(Caption(remark))
    row.addLayout(words, 1)
    button.setAccessibleName(title)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(row)
    return card
