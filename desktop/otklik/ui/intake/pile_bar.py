"""One line over the letter where several came: which one it is, what to do with it, whether all are one request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.ui import icons
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
        case_wanted: look at the case registered last; carries its id.

    Args:
        parent: owner.
    """

    put_off = Signal()
    dropped = Signal()
    together = Signal(bool)
    case_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = Label("", "strong")
        self._later = LinkButton(self.tr("Leave for later"))
        self._drop = LinkButton(self.tr("Do not register it"))
        self._choice = ChoiceChips(
            ((True, self.tr("This is one request")), (False, self.tr("These are several requests"))), needed=True
        )
        self._files = Label("")
        self._done, self._open = Label("", "done"), LinkButton(self.tr("Open"))
        self._case_id = 0
        self._queue, self._question, self._registered = QWidget(), QWidget(), QWidget()
        queue, question, registered = (QHBoxLayout(part) for part in (self._queue, self._question, self._registered))
        for row, parts in (
            (queue, (self._place, self._later, self._drop)),
            (question, (self._files, self._choice)),
            (registered, (icons.IconMark("check", "done", 16), self._done, self._open)),
        ):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8 if row is registered else 12)
            for one in parts:
                row.addWidget(one)
        flow = FlowLayout(self, gap=16)
        flow.addWidget(self._queue)
        flow.addWidget(self._question)
        flow.addWidget(self._registered)
        for part in (self._queue, self._question, self._registered):  # one line, one height: else they stand askew
            part.setMinimumHeight(max(self._choice.sizeHint().height(), self._place.sizeHint().height()))
        self._open.clicked.connect(lambda: self.case_wanted.emit(self._case_id))
        self._later.clicked.connect(self.put_off)
        self._drop.clicked.connect(self.dropped)
        self._choice.changed.connect(lambda: self.together.emit(self._choice.chosen()))
        self._registered.hide()
        self.hide()

    def show_saved(self, case_id: int, said: str = "") -> None:
        """Say what became of the letter before this one, and lead to its case; 0 takes the sentence away."""
        self._case_id = case_id
        self._done.setText(said)
        self._registered.setVisible(case_id != 0)

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
