"""What somebody asked before, and what he was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.register.records import CaseStatus
from otklik.ui import dates, phrases
from otklik.ui.widgets import Caption, LinkButton
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.matching import Answered


class EarlierCases(QWidget):
    """The last cases of somebody, a few lines each.

    Signals:
        case_wanted: look at a case; carries its id.

    Args:
        cases: the cases, newest first.
        today: dates of its year are said without the year.
        parent: owner.
    """

    case_wanted = Signal(int)

    def __init__(self, cases: tuple[Answered, ...], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 2)
        column.setSpacing(8)
        for case in cases:
            column.addLayout(self._lines(case))

    def _lines(self, case: Answered) -> QVBoxLayout:
        lines, head = QVBoxLayout(), QHBoxLayout()
        lines.setSpacing(0)
        head.setSpacing(8)
        link = LinkButton(phrases.number(case.number))
        link.setAccessibleName(self.tr("Open request № {number}").format(number=case.number))
        link.clicked.connect(lambda: self.case_wanted.emit(case.case_id))
        head.addWidget(link)
        head.addWidget(ElidedLabel(case.title, "small"), 1)
        head.addWidget(Caption(self.tr("of {date}").format(date=dates.near(case.received_on, self._today)), wrap=False))
        lines.addLayout(head)
        for said in self._answers(case):
            lines.addWidget(Caption(phrases.firm(said)))
        return lines

    def _answers(self, case: Answered) -> list[str]:
        """Return what was written to him, or that nothing was."""
        said = [
            self.tr("Letter № {number} of {date}: {heading}").format(
                number=number, date=dates.near(day, self._today), heading=heading
            )
            for number, day, heading in case.answers
        ]
        if said:
            return said
        if case.status is CaseStatus.OPEN:
            return [self.tr("Not answered yet")]
        return [self.tr("Closed without a letter: {outcome}").format(outcome=case.outcome or self.tr("no remark"))]
