"""The working calendar in the settings: years and their decrees, a form for the next one, the region, the rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework import calendars, editions
from otklik.ui import dates, phrases, provisional, theme
from otklik.ui.settings.decree_form import DecreeForm
from otklik.ui.settings.region_card import RegionCard
from otklik.ui.settings.rules_card import RulesCard
from otklik.ui.widgets import (
    Caption,
    Chip,
    Heading,
    Label,
    LinkButton,
    Notice,
    Page,
    QuietButton,
    Rule,
    Sheet,
    clear_layout,
)
from otklik.ui.widgets.layouts import READABLE

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.calendars import Recounted, YearRow
    from otklik.casework.desk import Changes, Desk
    from otklik.casework.editions import EditionPreview
    from otklik.register.paper_records import CalendarOverride
    from otklik.ui.tasks import Tasks

_YEAR_WIDTH, _SUM_WIDTH, _LEAST_WORDS = 56, 140, 100


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """What the page shows.

    Attributes:
        today: the date.
        years: the years of the calendar, newest first.
        wanted: the year whose decree has to be entered, if one has.
        regional: days off of the region.
        rules: the edition of the rules and what it would change.
    """

    today: date
    years: tuple[YearRow, ...]
    wanted: int | None
    regional: tuple[CalendarOverride, ...]
    rules: EditionPreview


def gather(desk: Desk) -> CalendarFacts:
    """Read what the page shows; on the database's thread."""
    return CalendarFacts(
        desk.clock.today(),
        calendars.years(desk),
        calendars.decree_wanted(desk),
        calendars.regional_days(desk),
        editions.pending(desk),
    )


class CalendarPage(Page):
    """The working calendar and the rules.

    Signals:
        rules_put_off: the user wants to be asked about new rules later.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    help_topic = "law-days"

    rules_put_off = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), readable=READABLE, parent=parent)
        self._tasks = tasks
        self._facts: CalendarFacts | None = None
        self._all_years = False
        self._wanted_form: int | None = None
        self._wanted_rules = False
        self._notice = Notice(closable=True)
        self._years = QVBoxLayout()
        self._years.setSpacing(0)
        self._form = DecreeForm(tasks)
        self._form.kept.connect(self._on_kept)
        self._form.left.connect(self._on_left)
        self._form.answered.connect(self._bring_into_view)
        self._region = RegionCard(tasks)
        self._region.recounted.connect(self._tell)
        self._rules = RulesCard(tasks)
        self._rules.put_off.connect(self.rules_put_off)
        for card in (self._notice, self._form, self._years_card(), self._region, self._rules):
            self.body.addWidget(card)
        self._form.hide()
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the page anew; what is being typed stays."""
        if changes is None or changes.settings or changes.cases:
            self._tasks.run(gather, self.show_facts)

    def enter_decree(self, year: int) -> None:
        """Show the form for the decree of a year."""
        self._wanted_form = year
        self.refresh()

    def look_at_rules(self) -> None:
        """Show what the new rules would change."""
        self._wanted_rules = True
        self.refresh()

    def show_facts(self, facts: CalendarFacts) -> None:
        """Show what was read."""
        self._facts = facts
        self._show_years(facts)
        self._region.show_days(facts.regional)
        self._rules.show_preview(facts.rules, facts.today)
        # What waits for an answer stands on top, right after the form that is open.
        self.body.removeWidget(self._rules)
        on_top = self.body.indexOf(self._form) + 1
        self.body.insertWidget(on_top if facts.rules.cases else self.body.count() - 1, self._rules)
        if self._wanted_form is not None:
            self._open_form(self._wanted_form)
        elif self._wanted_rules:
            self.verticalScrollBar().setValue(0)
        self._wanted_form, self._wanted_rules = None, False

    def _years_card(self) -> Sheet:
        card = Sheet(0, 0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 8)
        head.addWidget(Heading(self.tr("Working calendar")), 1)
        self._enter = QuietButton(self.tr("Enter a decree…"), small=True)
        self._enter.clicked.connect(self._on_enter)
        head.addWidget(self._enter)
        card.body.addLayout(head)
        remark = Caption(
            self.tr(
                "Five-day week, holidays and the Government's transfers of days off. A year without a decree is "
                "counted by the Labour Code alone, and its dates are provisional."
            )
        )
        remark.setContentsMargins(24, 0, 24, 12)
        card.body.addWidget(remark)
        card.body.addLayout(self._years)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 12)
        self._whole = LinkButton("")
        self._whole.clicked.connect(self._on_whole)
        foot.addWidget(self._whole)
        foot.addStretch(1)
        card.body.addWidget(Rule())
        card.body.addLayout(foot)
        return card

    def _show_years(self, facts: CalendarFacts) -> None:
        clear_layout(self._years)
        for row in facts.years:
            if self._all_years or row.year >= facts.today.year - 1 or row.own is not None:
                self._years.addWidget(Rule())
                self._years.addWidget(self._year_line(row))
        self._whole.setText(self.tr("Only the nearest years") if self._all_years else self.tr("All years"))

    def _year_line(self, row: YearRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(24, 8, 20, 8)
        across.setSpacing(16)
        year = Label(str(row.year), "medium")
        year.setMinimumWidth(theme.px(_YEAR_WIDTH))
        days = Label(phrases.working_days(row.working_days))
        days.setMinimumWidth(theme.px(_SUM_WIDTH))
        across.addWidget(year)
        across.addWidget(days)
        if row.decree is None:
            across.addWidget(Chip(provisional.word(), "soon"))
            unknown = Caption(self.tr("the decree is not known yet"))
            unknown.setMinimumWidth(theme.px(_LEAST_WORDS))
            across.addWidget(unknown, 1)
        else:
            words = self.tr("Decree of {day} № {number}").format(
                day=dates.dotted(row.decree.signed), number=row.decree.number
            )
            across.addWidget(Label(phrases.firm(words), wrap=True), 1)
        if row.own is not None:
            across.addWidget(Chip(self.tr("yours") if row.ruled_by_own else self.tr("yours, replaced by a later one")))
            remove = LinkButton(self.tr("Take out"))
            remove.setAccessibleName(self.tr("Take your decree on {year} out").format(year=row.year))
            remove.clicked.connect(partial(self._on_remove, row.own.id))
            across.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _on_whole(self) -> None:
        self._all_years = not self._all_years
        if self._facts is not None:
            self._show_years(self._facts)

    def _on_enter(self) -> None:
        if self._facts is not None:
            this = self._facts.today.year
            unknown = [row.year for row in self._facts.years if row.decree is None and row.year >= this]
            self._open_form(self._facts.wanted or min(unknown, default=this + 1))

    def _open_form(self, year: int) -> None:
        if self._facts is None:
            return
        if self._form.isHidden():
            entry = next((row.own for row in self._facts.years if row.year == year), None)
            self._form.begin(year, self._facts.today, entry)
            self._form.show()
        self._enter.setEnabled(False)
        self.verticalScrollBar().setValue(0)
        self._form.focus_first()

    def _bring_into_view(self, widget: QWidget) -> None:
        """Scroll to what has just been said, once it has got its place."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(widget, 0, 40))

    def _on_left(self) -> None:
        self._form.hide()
        self._enter.setEnabled(True)
        self._enter.setFocus()

    def _on_kept(self, done: Recounted) -> None:
        self._on_left()
        self._tell(done)

    def _on_remove(self, override_id: int) -> None:
        self._tasks.act(
            lambda desk: calendars.remove_override(desk, override_id), self._tell, self._notice.show_error, owner=self
        )

    def _tell(self, done: Recounted) -> None:
        """Say what moved."""
        number = calendars.count_of(done.moved)
        if number:
            text = self.tr("The calendar is saved. %n date(s) moved; what moved is in the journals.", "", number)
        else:
            text = self.tr("The calendar is saved. No date of an open request moved.")
        self._notice.say(phrases.firm(text), "done")
        self.verticalScrollBar().setValue(0)
