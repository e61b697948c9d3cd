"""Which days and whose cases a report is about: twelve months from any month on, or one of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from otklik.casework.report_figures import Period
from otklik.casework.report_words import month_name, period_name
from otklik.ui import dates, theme
from otklik.ui.widgets import FlowLayout, LinkButton
from otklik.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from otklik.register.records import Operator


class PeriodBar(QWidget):
    """Chooses the days and the operator.

    Signals:
        changed: other days, or another operator.

    Args:
        today: the year shown first is its year.
        parent: owner.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month: date | None = None
        self._years = self._box(self.tr("Year of the report"), 96)
        self._first = self._box(self.tr("First month of the report"), 150)
        self._operators = self._box(self.tr("Operator of the report"), 200)
        self._back = LinkButton("")
        self._years.addItem(str(today.year), today.year)
        for number in range(1, 13):
            name = dates.month_name(date(2000, number, 1))
            self._first.addItem(self.tr("from {month}").format(month=name), number)
        self._operators.addItem(self.tr("all operators"), None)
        self._back.clicked.connect(lambda: self.narrow(None))
        row = FlowLayout(self, gap=8)
        for part in (self._years, self._first, self._operators, self._back):
            row.addWidget(part)
        self._operators.hide()
        self._back.hide()
        for box in (self._years, self._first, self._operators):
            box.activated.connect(self._on_chosen)

    @property
    def year(self) -> Period:
        """The twelve months that are chosen."""
        return Period.twelve_months(date(self._years.currentData(), self._first.currentData(), 1))

    @property
    def period(self) -> Period:
        """The days that are wanted: the twelve months, or the one month among them."""
        return self.year if self._month is None else Period.month(self._month)

    @property
    def operator_id(self) -> int | None:
        """Whose cases; `None` for those of all."""
        found = self._operators.currentData()
        return None if found is None else int(found)

    def offer(self, months: tuple[date, ...], operators: tuple[Operator, ...]) -> None:
        """Offer the years there is anything of, and the operators; what is chosen stays chosen."""
        self._fill(self._years, [(str(year), year) for year in sorted({month.year for month in months}, reverse=True)])
        named = [(one.name or self.tr("Operator without a name"), one.id) for one in operators]
        self._fill(self._operators, [(self.tr("all operators"), None), *named])
        self._operators.setVisible(len(operators) > 1)

    def narrow(self, month: date | None) -> None:
        """Show one month of the twelve, or all of them again."""
        self._month = month
        self._back.setText(self.tr("Back to: {period}").format(period=period_name(self.year)))
        self._back.setVisible(month is not None)
        if month is not None:
            self._back.setAccessibleDescription(month_name(month))
        self.changed.emit()

    def step(self, months: int) -> None:
        """Go to a month before or after the one that is shown; from twelve months to a month among them."""
        from otklik.casework.report_figures import shifted  # noqa: PLC0415 - beside its only use

        shown = self._month or (self.year.last if months < 0 else shifted(self.year.first, -1))
        self.narrow(shifted(shown.replace(day=1), months if self._month else (0 if months < 0 else 1)))

    def _on_chosen(self) -> None:
        self._month = None
        self._back.hide()
        self.changed.emit()

    def _box(self, name: str, width: int) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setMinimumWidth(theme.px(width))
        return box

    @staticmethod
    def _fill(box: ChoiceBox, choices: list[tuple[str, int | None]]) -> None:
        chosen = box.currentData()
        box.clear()
        for word, value in choices:
            box.addItem(word, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
