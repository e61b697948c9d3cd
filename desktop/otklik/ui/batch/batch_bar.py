"""The bar over the list of letters while several are selected: what can be done with them, and for how many."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.ui import theme
from otklik.ui.batch.batch_choice import BatchAct, BatchChoice
from otklik.ui.phrases import firm
from otklik.ui.widgets import FlowLayout, Label, LinkButton, PrimaryButton, QuietButton, Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


class BatchBar(Sheet):
    """Says how many letters are selected and offers what applies to some of them.

    Signals:
        wanted: do this with those it applies to; carries `BatchAct`.
        clear_wanted: select none any more.

    Args:
        parent: owner.
    """

    wanted = Signal(object)
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self.setAccessibleName(self.tr("The selected letters"))
        self.body.setContentsMargins(16, 12, 12, 12)
        row = QHBoxLayout()
        row.setSpacing(16)
        self._count = Label("", "strong")
        self._count.setMinimumHeight(theme.px(28))
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        acts = QWidget()
        flow = FlowLayout(acts, gap=8)
        self._buttons: dict[BatchAct, QPushButton] = {}
        for act in BatchAct:
            button = PrimaryButton("", small=True) if act is BatchAct.ISSUE else QuietButton("", small=True)
            button.clicked.connect(partial(self.wanted.emit, act))
            self._buttons[act] = button
            flow.addWidget(button)
        clear = LinkButton(self.tr("Select none"), small=True)
        clear.clicked.connect(self.clear_wanted)
        flow.addWidget(clear)
        row.addWidget(acts, 1)
        self.body.addLayout(row)

    def show_choice(self, choice: BatchChoice) -> None:
        """Show what can be done with letters."""
        number = len(choice.rows)
        self._count.setText(firm(self.tr("%n selected", "", number)))
        for act, button in self._buttons.items():
            fitting = len(choice.fit(act))
            button.setText(self._word(act, fitting))
            button.setAccessibleName(self._sentence(act, fitting))
            button.setVisible(fitting > 0)

    def _word(self, act: BatchAct, number: int) -> str:
        return firm(
            {
                BatchAct.ISSUE: self.tr("Issue %n", "", number),
                BatchAct.PRINT: self.tr("Print %n", "", number),
                BatchAct.DISPATCH: self.tr("Mark %n as sent", "", number),
                BatchAct.ENVELOPES: self.tr("Envelopes %n", "", number),
                BatchAct.LABELS: self.tr("Labels %n", "", number),
                BatchAct.LIST_103: self.tr("List ф. 103 of %n", "", number),
            }[act]
        )

    def _sentence(self, act: BatchAct, number: int) -> str:
        return {
            BatchAct.ISSUE: self.tr("Issue %n draft(s)", "", number),
            BatchAct.PRINT: self.tr("Print %n letter(s)", "", number),
            BatchAct.DISPATCH: self.tr("Mark %n letter(s) as sent", "", number),
            BatchAct.ENVELOPES: self.tr("Envelopes for %n letter(s)", "", number),
            BatchAct.LABELS: self.tr("Address labels for %n letter(s)", "", number),
            BatchAct.LIST_103: self.tr("List ф. 103 of %n letter(s) for the Post", "", number),
        }[act]
