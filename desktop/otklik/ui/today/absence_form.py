"""The form that asks for the days of an absence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from otklik.casework import absence as planner
from otklik.casework.absence import Absence
from otklik.system.errors import UserError
from otklik.ui import dates
from otklik.ui.case.case_forms import InlineForm
from otklik.ui.widgets import DateField

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget


_SPAN = 23
"""Signs of two whole dates with a dash between."""


class AbsenceForm(InlineForm):
    """Asks for the days of an absence and what it is.

    Signals:
        given: carries the `Absence`.

    Args:
        before: the one that is changed; `None` for a new one.
        today: the day from which days without their year are the coming ones.
        parent: owner.
    """

    given = Signal(object)

    def __init__(self, before: Absence | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Leave or a journey"),
            self.tr("Terms run on meanwhile: here you see which ones, and by when to answer."),
            self.tr("Plan") if before is None else self.tr("Change"),
            parent=parent,
        )
        self._before, self._today = before, today
        self.first = DateField(before.first if before else None, today=today, ahead=True)
        self.last = DateField(before.last if before else None, today=today, ahead=True)
        self.first.setMaxLength(_SPAN)
        self.first.setToolTip(self.tr("Both days at once, if you like: 20–31.12"))
        self.first.editingFinished.connect(self._take_span)
        self.word = QLineEdit(before.word if before else "")
        self.word.setMaxLength(planner.LONGEST_WORD)
        self.word.setPlaceholderText(self.tr("leave"))
        self.rows.add_pair((self.tr("&First day"), self.first), (self.tr("&Last day"), self.last))
        self.rows.add_row(self.tr("&What it is, if you like"), self.word)
        self.button.clicked.connect(self._on_given)
        for field in (self.first, self.last, self.word):
            field.returnPressed.connect(self._on_given)

    @property
    def before(self) -> Absence | None:
        """The absence that is changed."""
        return self._before

    def show_error(self, error: Exception) -> None:
        """Say what is wrong, at the field it is about."""
        name = str(error.values.get("field", "")) if isinstance(error, UserError) else ""
        field = {"last": self.last, "word": self.word}.get(name, self.first)
        self.rows.set_mistake(field, str(error))
        field.setFocus()

    def _take_span(self) -> None:
        """Share what was typed into the first field as one between both."""
        span = dates.read_span(self.first.text(), self._today)
        if span is not None:
            self.first.set_date(span[0])
            self.last.set_date(span[1])

    def _on_given(self) -> None:
        self._take_span()
        for field in (self.first, self.last, self.word):
            self.rows.set_mistake(field)
        for field in (self.first, self.last):
            if field.date() is None:
                self.rows.set_mistake(field, field.mistake() or self.tr("Type the day."))
                field.setFocus()
                return
        first, last = self.first.date(), self.last.date()
        if first is not None and last is not None:
            self.given.emit(Absence(first, last, self.word.text()))
