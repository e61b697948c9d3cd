"""The term a contract gives for the reply to a claim: its days, how and from when they are counted, and the clause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from otklik.law.kinds import Trigger
from otklik.law.terms import Term, Unit, checked_days
from otklik.system.errors import UserError
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.widgets import Caption, FormRows, LinkButton

if TYPE_CHECKING:
    from otklik.register.records import Case


class ContractFields(QWidget):
    """Quiet until asked for: a link, then the fields.

    Signals:
        changed: the term reads differently now.

    Args:
        parent: owner.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days, self._clause = QLineEdit(), QLineEdit()
        self.days.setMaxLength(4)
        self._units = ChoiceChips(
            ((Unit.WORKING_DAYS, self.tr("working days")), (Unit.CALENDAR_DAYS, self.tr("calendar days")))
        )
        self._from = ChoiceChips(
            ((Trigger.RECEIPT, self.tr("from receipt")), (Trigger.DISPATCH, self.tr("from dispatch")))
        )
        self._open = LinkButton(self.tr("The contract gives a term of its own…"))
        self._open.clicked.connect(self.unfold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._open)
        self._rows = FormRows(8)
        self._rows.add_widget(Caption(self.tr("The contract's term goes before the 30 days of АПК ст. 4 ч. 5.")))
        self._rows.add_pair(
            (self.tr("Term of the contract"), self.days), (self.tr("Clause of the contract"), self._clause)
        )
        self._rows.add_pair((self.tr("Days"), self._units), (self.tr("Counted"), self._from))
        column.addWidget(self._rows)
        self.days.textChanged.connect(self._on_days)
        for chips in (self._units, self._from):
            chips.changed.connect(self.changed)
        self.reset()

    def reset(self) -> None:
        """Empty and fold it."""
        self.days.clear()
        self._clause.clear()
        self._units.choose(Unit.CALENDAR_DAYS)
        self._from.choose(Trigger.RECEIPT)
        self._rows.hide()
        self._open.show()

    def unfold(self) -> None:
        """Show the fields."""
        self._open.hide()
        self._rows.show()
        self.days.setFocus()

    def mistake(self) -> str:
        """Return what is wrong with the days; empty when nothing is, or none are given."""
        text = self.days.text().strip()
        if not text:
            return ""
        if not text.isdecimal():
            return self.tr("Enter the days of the contract as a number.")
        try:
            checked_days(int(text))
        except UserError as error:
            return str(error)
        return ""

    def check(self) -> bool:
        """Show the mistake, if there is one; return whether there is none."""
        self._rows.set_mistake(self.days, self.mistake())
        return not self.mistake()

    def fill(self, case: Case) -> Case:
        """Return the case with the term of the contract, if one is given and can be meant."""
        text = self.days.text().strip()
        if not text or self.mistake():
            return case
        return replace(
            case,
            contract_term=Term(int(text), self._units.chosen() or Unit.CALENDAR_DAYS),
            contract_trigger=self._from.chosen() or Trigger.RECEIPT,
            contract_clause=self._clause.text().strip(),
        )

    def _on_days(self) -> None:
        if not self.mistake():
            self.check()
        self.changed.emit()
