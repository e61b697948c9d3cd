"""What came in, and where it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.ui import icons, phrases
from otklik.ui.widgets import Caption, Label, Page, PrimaryButton, QuietButton, Sheet

if TYPE_CHECKING:
    from otklik.casework.importing import BroughtIn


class DoneStep(Page):
    """The end.

    Signals:
        register_wanted: show the register.
        another_wanted: bring in another journal.

    Args:
        parent: owner.
    """

    register_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), 16, readable=760, parent=parent)
        self._head = Label("", "case_title", wrap=True)
        self._skipped = Label("", wrap=True)
        self.open = PrimaryButton(self.tr("To the register"))
        self.open.clicked.connect(self.register_wanted)
        another = QuietButton(self.tr("Another journal…"))
        another.clicked.connect(self.another_wanted)
        place = Sheet(24, 12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(icons.IconMark("check", "done", 24))
        row.addWidget(self._head, 1)
        place.body.addLayout(row)
        place.body.addWidget(self._skipped)
        place.body.addWidget(
            Label(
                self.tr(
                    "What was answered came in closed. What was not answered is open, with its term by the law: a term "
                    "that has passed stands on the first page."
                ),
                wrap=True,
            )
        )
        place.body.addWidget(
            Caption(self.tr("Before that a copy of the register was made; it lies with the other copies."))
        )
        place.body.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open)
        buttons.addWidget(another)
        buttons.addStretch(1)
        place.body.addLayout(buttons)
        self.body.addWidget(place)
        self.body.addStretch(1)

    def show_result(self, brought: BroughtIn) -> None:
        """Show what came in."""
        self._head.setText(phrases.firm(self.tr("%n request(s) came in", "", brought.added)))
        skipped = self.tr("%n row(s) of the table stayed out.", "", brought.skipped) if brought.skipped else ""
        self._skipped.setText(phrases.firm(skipped))
        self._skipped.setVisible(bool(skipped))
