"""The place to drop a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from otklik.ui import icons
from otklik.ui.widgets import Caption, Label, LinkButton, QuietButton, Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class DropCard(Sheet):
    """Says what can be dropped (the window takes it), and offers to choose a file or to take down a talk.

    Signals:
        file_wanted: choose a file with a letter.
        talk_wanted: take down what is said by telephone or in person.

    Args:
        parent: owner.
    """

    file_wanted = Signal()
    talk_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(20, 4, dashed=True, parent=parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.body.addSpacing(12)
        self.body.addWidget(icons.IconMark("drop", "dim", 30), 0, middle)
        self.body.addSpacing(8)
        said = (self.tr(".eml, .msg, PDF, Word, a scan"), self.tr("or paste the text with Ctrl+V"))
        for label in (Label(self.tr("Drop a letter here"), "strong", wrap=True), *(Caption(text) for text in said)):
            label.setAlignment(middle)
            self.body.addWidget(label)
        choose = LinkButton(self.tr("Choose a file…"))
        choose.clicked.connect(self.file_wanted)
        self.body.addWidget(choose, 0, middle)
        self.body.addSpacing(12)
        talk = QuietButton(self.tr("By telephone or in person"), small=True)
        talk.setToolTip(self.tr("Take down what is said (Ctrl+Shift+N)"))
        talk.clicked.connect(self.talk_wanted)
        talk.wrap_words()
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(talk, 1000)
        across.addStretch(1)
        self.body.addLayout(across)
        self.body.addSpacing(8)
