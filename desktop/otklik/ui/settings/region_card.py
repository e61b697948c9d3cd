"""Days off of the region: a list to add to and to take from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otklik.casework import calendars
from otklik.ui import dates, theme
from otklik.ui.widgets import (
    Caption,
    DateField,
    Heading,
    Label,
    LinkButton,
    Notice,
    QuietButton,
    Rule,
    Sheet,
    clear_layout,
)

if TYPE_CHECKING:
    from otklik.casework.calendars import Recounted
    from otklik.register.paper_records import CalendarOverride
    from otklik.ui.tasks import Tasks

_DAY_WIDTH = 132


class RegionCard(Sheet):
    """The days off of the operator's region.

    Signals:
        recounted: a day was added or taken out; carries what that changed.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    recounted = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(24, 10, parent=parent)
        self._tasks = tasks
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._day, self._name, self._notice = DateField(), QLineEdit(), Notice()
        self.body.addWidget(Heading(self.tr("Days off of your region")))
        remark = self.tr(
            "Such days lengthen the last day of a term. Reminders keep to the safe day, which is counted without them: "
            "the law does not say that they count for personal data."
        )
        self.body.addWidget(Caption(remark))
        self.body.addLayout(self._list)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._day.setFixedWidth(theme.px(_DAY_WIDTH))
        self._day.setAccessibleName(self.tr("Day off of the region"))
        self._day.mistake_changed.connect(lambda sentence: self._notice.say(sentence, "overdue"))
        self._name.setAccessibleName(self.tr("What the day off is called"))
        self._name.setPlaceholderText(self.tr("what it is called"))
        self._name.setMaximumWidth(theme.px(300))
        self._name.returnPressed.connect(self._on_add)
        add = QuietButton(self.tr("Add the day"))
        add.clicked.connect(self._on_add)
        for part in (self._day, self._name, add):
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._notice)

    def show_days(self, entries: tuple[CalendarOverride, ...]) -> None:
        """Show the days that were entered."""
        clear_layout(self._list)
        for index, entry in enumerate(entries):
            if index:
                self._list.addWidget(Rule())
            self._list.addWidget(self._line(entry))

    def _line(self, entry: CalendarOverride) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(16)
        day = Label(dates.day_month_year(entry.day) if entry.day else "", "medium")
        day.setMinimumWidth(_DAY_WIDTH + 20)
        row.addWidget(day)
        row.addWidget(Label(entry.ground, wrap=True), 1)
        remove = LinkButton(self.tr("Take out"))
        remove.setAccessibleName(self.tr("Take the day off {day} out").format(day=day.text()))
        remove.clicked.connect(partial(self._on_remove, entry.id))
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _on_add(self) -> None:
        day, name = self._day.date(), self._name.text()
        if not self._day.check():
            return
        if day is None:
            self._notice.say(self.tr("Enter the date of the day off."), "overdue")
            return
        self._tasks.act(
            lambda desk: calendars.add_regional_day(desk, day, name),
            self._on_added,
            self._notice.show_error,
            owner=self,
        )

    def _on_added(self, done: Recounted) -> None:
        self._day.set_date(None)
        self._name.clear()
        self._notice.clear()
        self.recounted.emit(done)

    def _on_remove(self, override_id: int) -> None:
        self._tasks.act(
            lambda desk: calendars.remove_override(desk, override_id),
            self.recounted.emit,
            self._notice.show_error,
            owner=self,
        )
