"""What is due, day by day: under each day its cases, and for each the one thing to do next."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework.views import CaseRow, Urgency
from otklik.ui import dates, phrases, provisional
from otklik.ui.help.help_link import HelpLink
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.translation import translated
from otklik.ui.widgets import (
    Caption,
    Chip,
    EmptyState,
    FlowLayout,
    Heading,
    Label,
    LinkButton,
    PrimaryButton,
    QuietButton,
    Rule,
    Sheet,
    clear_layout,
)

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QPushButton

    from otklik.casework.next_step import NextStep
    from otklik.casework.views import TodayView
    from otklik.register.records import DutyRecord

SIDE = 20
"""Pixels at both sides of a line."""


class DaysList(Sheet):
    """The card of what is due.

    Signals:
        case_wanted: open this case; carries its id.
        step_wanted: open this case and do what comes next in it; carries its id.
        letter_wanted: open this letter; carries its id.
        register_wanted: show all open cases.
        journal_wanted: bring in the journal kept before.

    Args:
        parent: owner.
    """

    case_wanted = Signal(int)
    step_wanted = Signal(int)
    letter_wanted = Signal(int)
    register_wanted = Signal()
    journal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self._lines: dict[int, _CaseLine] = {}
        self._first_of: dict[date, _CaseLine] = {}
        self._shown: object = None
        heading = Heading(self.tr("What comes next"))
        heading.setContentsMargins(SIDE, 16, SIDE, 12)
        self.body.addWidget(heading)
        self._places = QVBoxLayout()
        self._places.setSpacing(0)
        self.body.addLayout(self._places)

    def show_cases(self, view: TodayView, steps: dict[int, NextStep], *, is_empty: bool) -> None:
        """Show what is due; where that is what stands here already, nothing moves and the focus stays.

        Args:
            view: the first page.
            steps: by case id what comes next in it.
            is_empty: whether there never was a case in the register.
        """
        shown = (view.today, view.next_cases, view.open_count, view.last_due, steps, is_empty)
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._places)
        self._lines, self._first_of = {}, {}
        if not view.next_cases:
            self._places.addWidget(Rule())
            self._places.addWidget(self._nothing(is_empty=is_empty))
        for day, group in groupby(view.next_cases, key=lambda row: row.due_on):
            rows = tuple(group)
            self._places.addWidget(Rule())
            self._places.addWidget(_day_head(rows, day, view.today))
            for row in rows:
                self._add(row, steps.get(row.id), view.today)
        if more := view.open_count - len(view.next_cases):
            self._places.addWidget(Rule())
            self._places.addWidget(self._more(more, view))

    def show_steps(self, steps: dict[int, NextStep]) -> None:
        """Say more precisely what comes next, once it is known what drafts miss."""
        for case_id, line in self._lines.items():
            if case_id in steps:
                line.show_step(steps[case_id])

    def line_of(self, day: date) -> QWidget | None:
        """Return the first line of a day, or nothing where none of its cases is shown; it takes the focus."""
        return self._first_of.get(day)

    def do_first(self) -> None:
        """Do what comes next in the nearest case."""
        if self._lines:
            next(iter(self._lines.values())).button.click()

    @property
    def first_act(self) -> str:
        """What that is, in words; empty where nothing is due."""
        return next(iter(self._lines.values())).button.accessibleName() if self._lines else ""

    def _add(self, row: CaseRow, step: NextStep | None, today: date) -> None:
        line = _CaseLine(row, step, today, loud=not self._lines)
        line.opened.connect(partial(self.case_wanted.emit, row.id))
        line.letter_wanted.connect(self.letter_wanted)
        line.step_wanted.connect(partial(self.step_wanted.emit, row.id))
        self._lines[row.id] = line
        if row.due_on is not None:
            self._first_of.setdefault(row.due_on, line)
        self._places.addWidget(line)

    def _nothing(self, *, is_empty: bool) -> EmptyState:
        return EmptyState(
            "calm",
            self.tr("Nothing is waiting for an answer"),
            self.tr("Drop a letter here or enter a request by hand: the date to answer is counted at once."),
            (self.tr("Bring in an old journal…"), self.journal_wanted.emit) if is_empty else None,
            quiet=True,
        )

    def _more(self, more: int, view: TodayView) -> QWidget:
        """Return the link to the cases that are not shown."""
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(SIDE, 12, SIDE, 12)
        last = view.next_cases[-1].due_on
        text = (
            self.tr("%n more by {date}", "", more).format(date=dates.near(view.last_due, view.today))
            if view.last_due and last and view.last_due > last
            else self.tr("%n more", "", more)
        )
        link = LinkButton(phrases.firm(text))
        link.setToolTip(self.tr("Shows them in the register"))
        link.clicked.connect(self.register_wanted)
        row.addWidget(link)
        row.addStretch(1)
        return place


class _CaseLine(QWidget):
    """A case: its name, what comes next and why, what is owed, and the button that does it."""

    opened = Signal()
    step_wanted = Signal()
    letter_wanted = Signal(int)

    def __init__(self, row: CaseRow, step: NextStep | None, today: date, *, loud: bool) -> None:
        super().__init__()
        self._row, self._today, self._step = row, today, step
        across = QHBoxLayout(self)
        across.setContentsMargins(SIDE, 4, SIDE, 12)
        across.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(self._head())
        self._what = Label("", wrap=True)
        self._owed = Caption("")
        column.addWidget(self._what)
        column.addWidget(self._owed)
        across.addLayout(column, 1)
        self.button: QPushButton = PrimaryButton("", small=True) if loud else QuietButton("", small=True)
        self.button.clicked.connect(self._on_pressed)
        hand_focus_to(self, self.button)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_step(step)

    def show_step(self, step: NextStep | None) -> None:
        """Say what comes next."""
        from otklik.casework.next_step import StepKind  # noqa: PLC0415 - start-up: loaded on the database's thread
        from otklik.ui.case import step_words  # noqa: PLC0415 - the same

        self._step = step
        duty = step.duty if step else None
        owed = _owed(duty) if duty else self._row.due_duty
        said = step_words.reason(step, self._today) if step else ""
        # Of these the reason is what is owed: it is not said twice.
        repeats = step is None or (step.kind in {StepKind.ACT, StepKind.ANSWER} and step.letter is None)
        self._what.setText("" if repeats else said)
        self._what.setVisible(not repeats and bool(said))
        self._owed.setText(owed)
        self._owed.setVisible(bool(owed))
        word = (step_words.button_word(step) if step else "") or self.tr("Open")
        self.button.setText(word)
        self.button.setAccessibleName(f"{word}: {phrases.case_name(self._row.number, self._row.kinds)}")
        self.button.setAccessibleDescription(said or owed)

    def _head(self) -> FlowLayout:
        row = self._row
        head = FlowLayout(gap=8)  # a long kind goes under the name where the window is narrow
        name = LinkButton(phrases.case_name(row.number, row.kinds))
        name.setProperty("role", "case")
        name.setToolTip(self.tr("Open the request"))
        name.clicked.connect(self.opened)
        head.addWidget(name)
        head.addWidget(Chip(phrases.kind_word(row.kinds[0])))
        if len(row.kinds) > 1:
            rest = Chip(f"+{len(row.kinds) - 1}")
            rest.setToolTip(phrases.kind_words(row.kinds[1:]))
            head.addWidget(rest)
        if row.due_at is not None:
            moment = self.tr("until {moment}").format(moment=dates.time_at(row.due_at))
            left = phrases.left_chip(row.remaining)
            head.addWidget(Chip(f"{moment} · {left}", phrases.ROLE_OF[row.remaining.urgency]))
        return head

    def _on_pressed(self) -> None:
        from otklik.casework.next_step import StepKind  # noqa: PLC0415 - as above

        step = self._step
        if step is not None and step.letter_id is not None and step.kind is not StepKind.ANSWER:
            self.letter_wanted.emit(step.letter_id)
        elif step is None or step.kind is StepKind.NONE:
            self.opened.emit()
        else:
            self.step_wanted.emit()


def _day_head(rows: tuple[CaseRow, ...], day: date | None, today: date) -> QWidget:
    """Return the heading of a day: «Среда, 25 ноября» and how far it is; the last day is the loudest of all."""
    head = QWidget()
    across = QHBoxLayout(head)
    across.setContentsMargins(SIDE, 16, SIDE, 4)
    across.setSpacing(12)
    loudest = min((row.remaining for row in rows), key=lambda left: list(Urgency).index(left.urgency))
    late = day is not None and day < today
    role = "strong_overdue" if late else "big_soon" if day == today else "strong"
    name = Label(_day_name(day, today), role, wrap=True)
    chip = Chip(_how_far(rows, day, today), phrases.ROLE_OF[loudest.urgency])
    across.addWidget(name)
    across.addWidget(chip)
    if any(row.due_provisional for row in rows):
        unsure = Caption(provisional.word(), wrap=False)
        unsure.setToolTip(provisional.reason())
        across.addWidget(unsure)
    across.addStretch(1)
    if late:
        across.addWidget(HelpLink("trouble"))
    return head


def _day_name(day: date | None, today: date) -> str:
    if day is None:
        return translated("Without a date")
    said = f"{dates.weekday(day)}, {dates.near(day, today)}"
    if day == today:
        return translated("Today, {day}").format(day=said)
    return said[:1].upper() + said[1:]


def _how_far(rows: tuple[CaseRow, ...], day: date | None, today: date) -> str:
    """Return «просрочено на 2 рабочих дня», «последний день», «через 4 рабочих дня», «в выходной»."""
    left = rows[0].remaining
    if day is None:
        return phrases.left_chip(left)
    if day < today:
        return phrases.left_sentence(left) or phrases.left_chip(left)
    if day == today:
        return translated("the last day")
    if left.days == 0:
        return translated("on a day off")
    return phrases.firm(translated("in %n working day(s)", left.days))


def _owed(duty: DutyRecord) -> str:
    """Return a duty with the article it rests on and its term."""
    grounds = ", ".join(part for part in (phrases.basis(duty), phrases.term(duty.term)) if part)
    return phrases.firm(f"{phrases.duty_title(duty)}: {grounds}" if grounds else phrases.duty_title(duty))
