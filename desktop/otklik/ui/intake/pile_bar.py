"""One line over the letter where several came: which one it is, what to do with it, whether all are one request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.widgets import FlowLayout, Label, LinkButton

if TYPE_CHECKING:
    from otklik.ui.intake.pile import Pile


class PileBar(QWidget):
    """«Письмо 2 из 5», «Оставить на потом»; hidden where one letter came.

    Signals:
        put_off: go on to the next letter, come back to this one later.
        dropped: this one is not to be registered.
        together: what came is one request, or several; carries which.

    Args:
        parent: owner.
    """

    put_off = Signal()
    dropped = Signal()
    together = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = Label("", "strong")
        self._later = LinkButton(self.tr("Leave for later"))
        self._drop = LinkButton(self.tr("Do not register it"))
        self._choice = ChoiceChips(
            ((True, self.tr("This is one request")), (False, self.tr("These are several requests"))), needed=True
        )
        self._files = Label("")
        self._queue, self._question = QWidget(), QWidget()
        queue, question = QHBoxLayout(self._queue), QHBoxLayout(self._question)
        for row, parts in ((queue, (self._place, self._later, self._drop)), (question, (self._files, self._choice))):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(14)
            for part in parts:
                row.addWidget(part)
        flow = FlowLayout(self, gap=16)
        flow.addWidget(self._queue)
        flow.addWidget(self._question)
        self._later.clicked.connect(self.put_off)
        self._drop.clicked.connect(self.dropped)
        self._choice.changed.connect(lambda: self.together.emit(self._choice.chosen()))
        self.hide()

    def show_pile(self, pile: Pile) -> None:
        """Show where the pile stands."""
        number, came = pile.place
        self._place.setText(self.tr("Letter {number} of {came}").format(number=number, came=came))
        self._queue.setVisible(came > 1)
        self._later.setVisible(pile.left > 1)
        self._files.setText(self.tr("%n file(s) came:", "", pile.files))
        self._question.setVisible(pile.files > 1)
        self._choice.choose(pile.together)
        self.setVisible(came > 1 or pile.files > 1)
