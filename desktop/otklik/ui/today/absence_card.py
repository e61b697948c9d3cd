"""The planner of absences: what falls due while nobody is there, and by when it has to be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.system.clock import SystemClock
from otklik.ui import dates, phrases
from otklik.ui.translation import translated
from otklik.ui.widgets import Caption, FlowLayout, Label, LinkButton, Rule, Sheet, clear_layout

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from otklik.casework.absence import Absence, AbsencePlan, DueThen
    from otklik.ui.tasks import Tasks
    from otklik.ui.today.absence_form import AbsenceForm

SHOWN = 3
"""Duties and cases named for an absence until somebody asks for the rest: what is due today stands under it."""


class AbsenceCard(QWidget):
    """The absences that are planned, and the form for one; takes no room while there is neither.

    Signals:
        case_wanted: open this case; carries its id.

    Args:
        tasks: where the acts are done.
        parent: owner.
    """

    case_wanted = Signal(int)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._plans: tuple[AbsencePlan, ...] = ()
        self._shown: tuple[tuple[AbsencePlan, ...], date] | None = None
        self._shows_all = False
        self._form: AbsenceForm | None = None
        self._focus_on: date | None = None  # what begins on this day gets the focus when it is shown
        self._sheet, self._form_place = Sheet(20, 12), QVBoxLayout()
        self._sheet.body.setContentsMargins(20, 16, 20, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._form_place)
        column.addWidget(self._sheet)
        self.hide()

    def show_plans(self, plans: tuple[AbsencePlan, ...], today: date) -> None:
        """Show the absences that are planned; a form that is open stays."""
        if (plans, today) == self._shown:
            return
        self._plans, self._shown, self._shows_all = plans, (plans, today), False
        self._fill(plans, today)

    def _fill(self, plans: tuple[AbsencePlan, ...], today: date) -> None:
        clear_layout(self._sheet.body)
        for index, plan in enumerate(plans):
            if index:
                self._sheet.body.addWidget(Rule())
            self._sheet.body.addLayout(self._plan(plan, today))
        self._fit()

    def ask(self, before: Absence | None = None) -> None:
        """Open the form.

        Args:
            before: the absence to change; a new one where not given.
        """
        from otklik.ui.today.absence_form import AbsenceForm  # noqa: PLC0415 - start-up: nobody asked for it yet

        self.leave()
        form = self._form = AbsenceForm(before, self._shown[1] if self._shown else SystemClock().today())
        form.given.connect(self._on_given)
        form.cancelled.connect(self.leave)
        self._form_place.addWidget(form)
        self._fit()
        form.show()  # a layout shows it later only, where the card stands already
        form.first.setFocus()

    def leave(self) -> None:
        """Take the form away, if there is one."""
        self._form = None
        clear_layout(self._form_place)
        self._fit()

    def _plan(self, plan: AbsencePlan, today: date) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Label(headline(plan, today), "strong", wrap=True))
        if plan.overdue:
            column.addWidget(Caption(phrases.firm(self.tr("%n term(s) are overdue already", "", len(plan.overdue)))))
        if plan.overdue and plan.leave_by is None:  # before it, there still is the list of today
            self._name_duties(column, plan.overdue, today)
        if advice := _advice(plan, today):
            column.addWidget(Caption(advice))
        self._name_duties(column, plan.inside, today)
        if plan.after:
            column.addLayout(self._after(plan.after, today))
        row = QHBoxLayout()
        row.setSpacing(16)
        links: list[LinkButton] = []
        spoken = f"{_word(plan.absence)} {span(plan.absence, today)}"
        for word, act in (
            (self.tr("Change…"), partial(self.ask, plan.absence)),
            (self.tr("Take it off the plan"), partial(self._remove, plan.absence)),
        ):
            link = LinkButton(word)
            link.setAccessibleName(f"{word} {spoken}")
            link.clicked.connect(act)
            row.addWidget(link)
            links.append(link)
        if plan.absence.first == self._focus_on:
            self._focus_on = None
            QTimer.singleShot(0, links[0], links[0].setFocus)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _name_duties(self, column: QVBoxLayout, duties: Sequence[DueThen], today: date) -> None:
        named = duties if self._shows_all else duties[:SHOWN]
        for due in named:
            what = phrases.duty_title(due.duty)
            name = phrases.case_name(due.number, due.kinds)
            text = f"{dates.near(due.day, today)} · {name}: {what[:1].lower()}{what[1:]}"
            link = LinkButton(phrases.firm(text))
            link.setToolTip(self.tr("Open the request"))
            link.clicked.connect(partial(self.case_wanted.emit, due.case_id))
            across = QHBoxLayout()  # a button alone would be as wide as the card
            across.addWidget(link)
            across.addStretch(1)
            column.addLayout(across)
        if more := len(duties) - len(named):
            link = LinkButton(phrases.firm(self.tr("and %n more", "", more)))
            link.clicked.connect(self._show_all)
            across = QHBoxLayout()
            across.addWidget(link)
            across.addStretch(1)
            column.addLayout(across)

    def _show_all(self) -> None:
        if self._shown is not None:
            self._shows_all = True
            self._fill(*self._shown)

    def _after(self, duties: Sequence[DueThen], today: date) -> FlowLayout:
        """Return what is due right behind an absence, on one line: the days and the cases."""
        line = FlowLayout(gap=12)
        days = ", ".join(dict.fromkeys(dates.near(due.day, today) for due in duties))
        said = self.tr("Right after it, with little time left: %n term(s), {days}", "", len(duties))
        line.addWidget(Caption(phrases.firm(said.format(days=days)), wrap=False))
        cases = {due.case_id: due for due in duties}
        for due in list(cases.values())[: 2 * SHOWN]:
            link = LinkButton(phrases.number(due.number))
            link.setAccessibleName(phrases.case_name(due.number, due.kinds))
            link.setToolTip(self.tr("Open the request"))
            link.clicked.connect(partial(self.case_wanted.emit, due.case_id))
            line.addWidget(link)
        if len(cases) > 2 * SHOWN:
            line.addWidget(Caption(phrases.firm(self.tr("and %n more", "", len(cases) - 2 * SHOWN)), wrap=False))
        return line

    def _on_given(self, absence: Absence) -> None:
        from otklik.casework import absence as planner  # noqa: PLC0415 - as above

        form = self._form
        if form is None:
            return
        before = form.before.first if form.before else None
        self._tasks.act(
            lambda desk: planner.plan(desk, absence, before),
            lambda _changes: self._on_planned(absence.first),
            form.show_error,
            owner=form,
        )

    def _on_planned(self, first: date) -> None:
        """Take the form away; the focus goes to what was planned as soon as it is shown."""
        self._focus_on = first
        self.leave()

    def _remove(self, absence: Absence) -> None:
        from otklik.casework import absence as planner  # noqa: PLC0415 - as above

        self._tasks.act(lambda desk: planner.remove(desk, absence.first), owner=self)

    def _fit(self) -> None:
        self._sheet.setVisible(bool(self._plans))
        self.setVisible(bool(self._plans) or self._form is not None)


def headline(plan: AbsencePlan, today: date) -> str:
    """Return «Отпуск 20–31 декабря: 3 срока попадают внутрь»."""
    days = f"{_word(plan.absence)} {span(plan.absence, today)}"
    if plan.inside:
        said = translated("%n term(s) fall into it", len(plan.inside))
    elif plan.after or plan.overdue:
        said = translated("no term falls into it")
    else:
        said = translated("nothing falls due")
    return phrases.firm(f"{days}: {said}")


def span(absence: Absence, today: date) -> str:
    """Return «20–31 декабря», «28 декабря – 8 января 2027», «20 декабря»."""
    first, last = absence.first, absence.last
    if first == last:
        return dates.near(first, today)
    if (first.year, first.month) == (last.year, last.month) and dates.day_month(last).startswith(str(last.day)):
        return f"{first.day}–{dates.near(last, today)}"
    return f"{dates.near(first, today)} – {dates.near(last, today)}"


def _word(absence: Absence) -> str:
    word = absence.word or translated("Absence")
    return word[:1].upper() + word[1:]


def _advice(plan: AbsencePlan, today: date) -> str:
    """Return by when it has to be done."""
    if not plan.inside:
        return ""
    if plan.leave_by is None:
        return translated("No working day is left before it: have somebody answer for you.")
    words = (
        translated("Answer today: it is the last working day before it.")
        if plan.leave_by == today
        else translated("Answer by {date}, the last working day before it.")
    )
    return phrases.firm(words.format(date=dates.near(plan.leave_by, today)))
