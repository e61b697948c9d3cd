"""After a talk was registered: its number, what to say, the slip, and the way to the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui import phrases
from otklik.ui.widgets import (
    Caption,
    FlowLayout,
    Heading,
    Label,
    LinkButton,
    Page,
    PrimaryButton,
    QuietButton,
    Sheet,
    Title,
)

if TYPE_CHECKING:
    from otklik.casework.registering import Registered


class TakenDown(Page):
    """What is left to do while the person is still there.

    Signals:
        slip_wanted: show the slip.
        case_wanted: open the case.
        next_wanted: begin another talk.

    Args:
        parent: owner.
    """

    slip_wanted = Signal()
    case_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((36, 28, 36, 28), 20, readable=720, parent=parent)
        self._title = Title("")
        self.body.addWidget(self._title)
        sheet = Sheet(24, 8)
        sheet.body.addWidget(Heading(self.tr("Tell him")))
        self.said = Label("", "case_title", wrap=True)
        sheet.body.addWidget(self.said)
        self._bring = QWidget()
        bring = QVBoxLayout(self._bring)
        bring.setContentsMargins(0, 12, 0, 0)
        bring.setSpacing(4)
        bring.addWidget(Heading(self.tr("What he has to bring or send")))
        self._lacks = Label("", wrap=True)
        bring.addWidget(self._lacks)
        bring.addWidget(Caption(self.tr("The term runs on meanwhile: 152-ФЗ knows no pause.")))
        sheet.body.addWidget(self._bring)
        self.body.addWidget(sheet)
        self.body.addWidget(self._buttons())
        self.body.addStretch(1)

    def show_registered(self, registered: Registered, said: str, lacks: tuple[str, ...]) -> None:
        """Show what was registered.

        Args:
            registered: the case.
            said: what to say.
            lacks: what still has to be brought.
        """
        self._title.setText(phrases.firm(self.tr("Request № {number} is taken down").format(number=registered.number)))
        self.said.setText(phrases.firm(said))
        self._bring.setVisible(bool(lacks))
        self._lacks.setText("\n".join(f"— {label}" for label in lacks))
        self.print_button.setFocus()

    def _buttons(self) -> QWidget:
        self.print_button = PrimaryButton(self.tr("Print the slip"))
        self.print_button.clicked.connect(self.slip_wanted)
        case = QuietButton(self.tr("Open the request"))
        case.clicked.connect(self.case_wanted)
        again = LinkButton(self.tr("Another talk"))
        again.clicked.connect(self.next_wanted)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=12)
        for button in (self.print_button, case, again):
            button.setMinimumHeight(self.print_button.sizeHint().height())
            row.addWidget(button)
        return buttons
