"""The ways to begin: one's own register, or a look at the training one; below them a register that exists already."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui.help.help_link import HelpLink
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.widgets import Caption, Label, LinkButton, PrimaryButton, QuietButton, Sheet

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QPushButton


THREE = 3
"""Questions where this computer has a password store."""


class Choices(QWidget):
    """The first page.

    Signals:
        create_wanted: a register of one's own.
        training_wanted: the training register.
        open_wanted: one that exists.
        restore_wanted: one from a copy.

    Args:
        parent: owner.
    """

    create_wanted = Signal()
    training_wanted = Signal()
    open_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._begin = PrimaryButton(self.tr("Begin your own register"))
        self._train = QuietButton(self.tr("Look at the training register"))
        self._how_long = Caption(self.tr("Three questions, about three minutes. Each of them can be skipped."))
        self._own = _card(self.tr("Your own register"), self._how_long, self._begin)
        self._training = _card(
            self.tr("The training register"),
            Caption(self.tr("Invented people and letters: look round and try everything, nothing can be spoiled.")),
            self._train,
        )
        self._begin.clicked.connect(self.create_wanted)
        self._train.clicked.connect(self.training_wanted)
        self._exists = self._others()
        for part in (self._own, self._training, self._exists):
            self._column.addWidget(part)
        self._column.addStretch(1)
        hand_focus_to(self, self._begin)

    def show_questions(self, number: int) -> None:
        """Say how many questions there are: three, or four where a password has to be thought of."""
        three = self.tr("Three questions, about three minutes. Each of them can be skipped.")
        four = self.tr("Four questions, about four minutes. Each but the one for a password can be skipped.")
        self._how_long.setText(three if number == THREE else four)

    def put_restoring_first(self) -> None:
        """Offer restoring before all else: the register is gone."""
        if self._exists.isHidden():
            return
        restore, find = PrimaryButton(self.tr("Find a copy")), QuietButton(self.tr("Choose a file"))
        restore.clicked.connect(self.restore_wanted)
        find.clicked.connect(self.open_wanted)
        cards = (
            _card(
                self.tr("Restore a register from a backup"),
                Caption(
                    self.tr("The computer broke, or the register is gone or damaged. A copy and its key are enough.")
                ),
                restore,
            ),
            _card(
                self.tr("Open a register"),
                Caption(self.tr("The register exists already: on this disk, on a memory stick, from a colleague.")),
                find,
            ),
        )
        for place, card in enumerate(cards):
            self._column.insertWidget(place, card)
            card.show()  # a layout shows it later only, where the page stands already
        self._exists.hide()
        self._training.hide()
        self._begin.set_quiet(True)
        hand_focus_to(self, restore)
        for before, after in pairwise((restore, find, self._begin)):
            self.setTabOrder(before, after)

    def _others(self) -> QWidget:
        """Return the quiet lines below: a register that exists, and one that is restored."""
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(24, 8, 24, 0)
        column.setSpacing(8)
        for words, word, name, wanted in (
            (
                self.tr("There is a register already?"),
                self.tr("Choose a file"),
                self.tr("Open a register"),
                self.open_wanted,
            ),
            (
                self.tr("The computer broke, or the register is gone?"),
                self.tr("Find a copy"),
                self.tr("Restore a register from a backup"),
                self.restore_wanted,
            ),
        ):
            column.addLayout(_line(words, word, name, wanted))
        column.addWidget(HelpLink("first-run"))
        return lines


def _line(words: str, word: str, name: str, wanted: SignalInstance) -> QHBoxLayout:
    """Return a question with a link behind it."""
    link = LinkButton(word)
    link.setAccessibleName(name)
    link.clicked.connect(wanted)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Label(words, "caption"))
    row.addWidget(link)
    row.addStretch(1)
    return row


def _card(title: str, remark: Caption, button: QPushButton) -> Sheet:
    """Return a card with a title, a remark and a button."""
    card = Sheet(24, 4)
    row = QHBoxLayout()
    row.setSpacing(20)
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(Label(title, "strong", wrap=True))
    words.addWidget(remark)
    row.addLayout(words, 1)
    button.setAccessibleName(f"{title}: {button.text()}")
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(row)
    return card
