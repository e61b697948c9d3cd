"""Papers of an operator for whoever asks: the journal on paper, the folder for an inspection, blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import theme
from otklik.ui.papers.blanks_card import BlanksCard
from otklik.ui.papers.folder_card import FolderCard
from otklik.ui.papers.journal_card import JournalCard
from otklik.ui.widgets import EmptyState, Label
from otklik.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from otklik.register.records import Operator
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks


class PapersTab(QWidget):
    """The papers of the operator that is chosen, where there are several.

    Signals:
        call_wanted: somebody is on the telephone: his demand is to be entered.

    Args:
        tasks: where the reading is done.
        clock: tells today.
        parent: owner.
    """

    call_wanted = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.operator_box = ChoiceBox()
        self._operator_row = self._make_operator_row()
        self.journal, self.folder, self.blanks = JournalCard(tasks), FolderCard(tasks, clock), BlanksCard(tasks)
        self.blanks.call_wanted.connect(self.call_wanted)
        self._nobody = EmptyState(
            "files",
            self.tr("No papers yet"),
            self.tr("They are made in the name of the operator: fill in his profile."),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        for part in (self._operator_row, self.journal, self.folder, self.blanks, self._nobody):
            column.addWidget(part)
            part.hide()  # until it is known whose papers they are
        column.addStretch(1)

    def _make_operator_row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        label = Label(self.tr("Papers of the operator"), "caption")
        label.setBuddy(self.operator_box)
        self.operator_box.setAccessibleName(label.text())
        self.operator_box.setMinimumWidth(theme.px(280))
        self.operator_box.currentIndexChanged.connect(self._show_papers)
        line.addWidget(label)
        line.addWidget(self.operator_box)
        line.addStretch(1)
        return row

    def show_operators(self, operators: tuple[Operator, ...]) -> None:
        """Offer the operators; the one that was chosen stays chosen. Without any there are no papers."""
        box, chosen = self.operator_box, self.operator_box.currentData()
        box.blockSignals(True)
        box.clear()
        for operator in operators:
            box.addItem(operator.name or self.tr("Operator without a name"), operator.id)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)
        self._operator_row.setVisible(len(operators) > 1)
        self._nobody.setVisible(not operators)
        for card in (self.journal, self.folder, self.blanks):
            card.setVisible(bool(operators))
        self._show_papers()

    def _show_papers(self) -> None:
        operator_id = self.operator_box.currentData()
        if operator_id is not None:
            for card in (self.journal, self.folder, self.blanks):
                card.show_operator(operator_id)
