"""How the copies stand, in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from otklik.ui import icons
from otklik.ui.copies import backup_state
from otklik.ui.copies.backup_state import Wish
from otklik.ui.widgets import Heading, Label, LinkButton, Sheet, clear_layout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.ui.copies.backup_state import BackupState


class BackupCard(Sheet):
    """What is most pressing about the copies, in two sentences at most.

    Signals:
        backup_wanted: make a backup now.
        wished: the button of a sentence; carries its `Wish`.

    Args:
        parent: owner.
    """

    backup_wanted = Signal()
    wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(20, 6, parent=parent)
        self.hide()

    def show_states(self, states: tuple[BackupState, ...]) -> None:
        """Say how the copies stand."""
        clear_layout(self.body)
        self.show()
        self.body.addWidget(Heading(self.tr("Backups")))
        for state in states[:2]:
            self.body.addLayout(self._line(state))
        link = LinkButton(self.tr("Make a backup now"))
        link.clicked.connect(self.backup_wanted)
        link.wrap_words()
        self.body.addWidget(link)
        self.body.addStretch(1)

    def _line(self, state: BackupState) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(8)
        words.setSpacing(2)
        row.addWidget(icons.IconMark(state.icon, state.role, 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        words.addWidget(Label(state.short if state.wish is Wish.DETAILS else state.sentence, wrap=True))
        if state.wish is not None:
            wish = LinkButton(backup_state.word_of(state.wish))
            wish.wrap_words()
            wish.clicked.connect(partial(self.wished.emit, state.wish))
            across = QHBoxLayout()  # a button alone would keep the sentence to its own width
            across.addWidget(wish)
            across.addStretch(1)
            words.addLayout(across)
        return row
