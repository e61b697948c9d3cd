"""Сегодня: what is due, as a sentence, a line of days and a list; drafts, the backup, a place to drop a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from otklik.ui import dates, theme
from otklik.ui.copies import backup_state
from otklik.ui.intake.dropped import dropped
from otklik.ui.today import calendar_notices, headline
from otklik.ui.today.absence_card import AbsenceCard
from otklik.ui.today.backup_card import BackupCard
from otklik.ui.today.calendar_notices import CalendarNews, CalendarNotices
from otklik.ui.today.days_list import DaysList
from otklik.ui.today.drafts_card import DraftsCard
from otklik.ui.today.drop_card import DropCard
from otklik.ui.today.timeline import Timeline
from otklik.ui.widgets import Heading, Label, LinkButton, Notice, Page, PrimaryButton, Sheet, Title

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from otklik.casework.absence import AbsencePlan
    from otklik.casework.copies.health import Health
    from otklik.casework.desk import Changes, Desk
    from otklik.casework.next_step import NextStep
    from otklik.casework.views import TodayView
    from otklik.law.calendar import WorkCalendar
    from otklik.ui.copies.backup_state import BackupState
    from otklik.ui.palette.commands import Command
    from otklik.ui.tasks import Tasks

TIMELINE_DAYS = 30

ASIDE_WIDTH = 300

NARROW = 1000
_CARDS_ACROSS = 700
"""Pixels at 100 % in which three small cards stand side by side."""

"""Pixels; where the page is narrower the small cards go under the list."""


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """What the page shows.

    Attributes:
        view: what casework made of the register.
        days: the working days of the timeline, the first of them today or after.
        steps: by case id what comes next in it.
        absences: planned absences with what falls into them.
        news: what there is to say about the calendar and the rules.
        look_at_copies: tells how they stand, on any thread.
        is_empty: whether there never was a case in the register.
    """

    view: TodayView
    days: tuple[date, ...]
    steps: dict[int, NextStep]
    absences: tuple[AbsencePlan, ...]
    news: CalendarNews
    look_at_copies: Callable[[], Health]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What needs the letters to be opened: read when the page stands.

    Attributes:
        gaps: labels of the empty fields of drafts, by letter.
        steps: by case id what comes next, now that it is known what drafts miss.
    """

    gaps: dict[int, tuple[str, ...]]
    steps: dict[int, NextStep]


def gather(desk: Desk) -> TodayFacts:
    """Read what the page shows; on the database's thread. Nothing is written: looking is not acting."""
    from otklik.casework import absence, lists  # noqa: PLC0415 - start-up: loaded on the database's thread
    from otklik.casework.copies import health as copy_health  # noqa: PLC0415 - start-up: loaded on the database's thread

    view = lists.today_view(desk)
    steps = lists.next_steps(desk, tuple(row.id for row in view.next_cases))
    days = working_days_ahead(desk.calendar, view.today, TIMELINE_DAYS)
    return TodayFacts(
        view=view,
        days=days,
        steps=steps,
        absences=absence.plans(desk),
        news=calendar_notices.gather(desk),
        look_at_copies=copy_health.health_beside(desk),
        is_empty=not view.open_count and not desk.register.cases.count(),
    )


def gather_gaps(desk: Desk, case_ids: tuple[int, ...]) -> DraftFacts:
    """Read what drafts miss; on the database's thread.

    Args:
        desk: the desk.
        case_ids: the cases that are shown.
    """
    from otklik.casework import lists  # noqa: PLC0415 - as above

    gaps = lists.draft_gaps(desk)
    return DraftFacts(gaps, lists.next_steps(desk, case_ids, gaps))


def _take_note(desk: Desk) -> None:
    """Forget what was told: it stands in the journals."""
    desk.moved = ()


def working_days_ahead(calendar: WorkCalendar, today: date, number: int) -> tuple[date, ...]:
    """Return so many working days, beginning with today where it is one."""
    days: list[date] = []
    day = today
    while len(days) < number:
        if calendar.is_working(day):
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


class TodayPage(Page):
    """The first screen.

    Signals:
        case_wanted: open this case; carries its id.
        answer_wanted: open this case and do what comes next in it; carries its id.
        letter_wanted: open this draft; carries its id.
        register_wanted: show all open cases.
        day_wanted: show the cases that are due on a day; carries a `date`.
        new_case_wanted: enter a case by hand.
        talk_wanted: take down what is said by telephone or in person.
        came: a letter was pasted; carries what lay on the clipboard as `Dropped`.
        file_wanted: choose a file with a letter.
        journal_wanted: bring in the journal kept before.
        backup_wanted: make a backup now.
        decree_wanted: enter the decree on days off of a year; carries the year.
        rules_wanted: look at what new rules change.
        retention_wanted: look at what need not be kept any longer.
        waiting_wanted: go on with the letters that wait to be registered.
        shown: the view that is on screen now, for the sidebar.
        copies_shown: how the copies stand, for the sidebar; carries a `BackupState`.
        wished: the button of a sentence about the copies; carries its `Wish`.

    Args:
        tasks: where the reading is done.
        parent: owner.
    """

    help_topic = "today"

    case_wanted = Signal(int)
    answer_wanted = Signal(int)
    letter_wanted = Signal(int)
    register_wanted = Signal()
    day_wanted = Signal(object)
    new_case_wanted = Signal()
    talk_wanted = Signal()
    came = Signal(object)
    file_wanted = Signal()
    journal_wanted = Signal()
    backup_wanted = Signal()
    decree_wanted = Signal(int)
    rules_wanted = Signal()
    retention_wanted = Signal()
    waiting_wanted = Signal()
    shown = Signal(object)
    copies_shown = Signal(object)
    wished = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(spacing=24, parent=parent)
        self._tasks = tasks
        self._title = Title()
        self._lead = Label("", "lead", wrap=True)
        self._timeline, self._absences, self._list = Timeline(), AbsenceCard(tasks), DaysList()
        self._drop, self._drafts, self._backup = DropCard(), DraftsCard(), BackupCard()
        self.notices, self._waiting = CalendarNotices(), Notice()
        self._join()
        self.body.addLayout(self._header())
        self.body.addWidget(self.notices)
        self.body.addWidget(self._waiting)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(24)
        self._columns.addLayout(self._left_column(), 1)
        self._aside = self._right_column()
        self._columns.addLayout(self._aside)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._on_paste)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cards anew."""
        super().resizeEvent(event)
        self._arrange()

    def refresh(self, changes: Changes | None = None) -> None:  # noqa: ARG002 - any change may move a date
        """Read the page anew."""
        self._tasks.run(gather, self.show_facts)

    def show_facts(self, facts: TodayFacts) -> None:
        """Show what was read."""
        view = facts.view
        self._title.setText(headline.headline(view, facts.steps))
        self._title.set_role(headline.role(view))
        self._lead.setText(headline.lead(view))
        self._timeline.show_days(facts.days, view.due_days, view.today, tuple(plan.absence for plan in facts.absences))
        self._absences.show_plans(facts.absences, view.today)
        self._list.show_cases(view, facts.steps, is_empty=facts.is_empty)
        self._drafts.show_drafts(view.drafts)
        self._tasks.run_aside(
            facts.look_at_copies, lambda health: self._show_backup(backup_state.of(health, view.today)), owner=self
        )
        self.notices.show_news(facts.news)
        self.shown.emit(view)
        if view.drafts:  # what they miss is read when the page stands: it needs the letters
            QTimer.singleShot(0, self, lambda: self._look_into_drafts(view))

    def show_waiting(self, letters: int) -> None:
        """Say how many letters came and are not registered yet; 0 takes the sentence away."""
        said = self.tr("%n letter(s) wait to be registered.", "", letters) if letters else ""
        self._waiting.say(said, "soon", (self.tr("Go on with them"), self.waiting_wanted.emit))

    def plan_absence(self) -> None:
        """Ask for the days of an absence."""
        self._absences.ask()
        self.reveal(self._absences)

    def leave_absence(self) -> None:
        """Take the form of an absence away."""
        self._absences.leave()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        from otklik.ui.palette.commands import Command  # noqa: PLC0415 - start-up: made when first asked for

        first = self._list.first_act
        offered = (
            Command(
                "plan-absence",
                self.tr("Plan an absence…"),
                self.plan_absence,
                words=self.tr("leave holiday journey away"),
            ),
            Command("choose-letter", self.tr("Choose a file with a letter…"), self.file_wanted.emit),
            Command("walk-days", self.tr("Walk the days ahead"), self._timeline.setFocus),
        )
        return (Command("first-step", first, self._list.do_first), *offered) if first else offered

    def _join(self) -> None:
        """Let the cards speak through the page."""
        self.notices.decree_wanted.connect(self.decree_wanted)
        self.notices.rules_wanted.connect(self.rules_wanted)
        self.notices.retention_wanted.connect(self.retention_wanted)
        self.notices.seen.connect(lambda: self._tasks.run(_take_note))
        self._timeline.day_wanted.connect(self._on_day)
        self._absences.case_wanted.connect(self.case_wanted)
        self._list.case_wanted.connect(self.case_wanted)
        self._list.step_wanted.connect(self.answer_wanted)
        self._list.letter_wanted.connect(self.letter_wanted)
        self._list.register_wanted.connect(self.register_wanted)
        self._list.journal_wanted.connect(self.journal_wanted)
        self._drop.file_wanted.connect(self.file_wanted)
        self._drop.talk_wanted.connect(self.talk_wanted)
        self._drafts.letter_wanted.connect(self.letter_wanted)
        self._backup.backup_wanted.connect(self.backup_wanted)
        self._backup.wished.connect(self.wished)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._title)
        words.addWidget(self._lead)
        row.addLayout(words, 1)
        button = PrimaryButton(self.tr("New request"))
        button.setToolTip(self.tr("New request (Ctrl+N)"))
        button.clicked.connect(self.new_case_wanted)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _left_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(20)
        ahead = Sheet(20, 4)
        ahead.body.setContentsMargins(20, 16, 20, 12)
        head = QHBoxLayout()
        days = self.tr("%n working day(s) ahead", "", TIMELINE_DAYS).replace(" ", dates.NBSP)
        head.addWidget(Heading(days))
        head.addStretch(1)
        leave = LinkButton(self.tr("Plan an absence…"))
        leave.clicked.connect(self.plan_absence)
        head.addWidget(leave)
        ahead.body.addLayout(head)
        ahead.body.addWidget(self._timeline)
        for card in (ahead, self._absences, self._list):
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _right_column(self) -> QBoxLayout:
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        column.setSpacing(20)
        for sheet in (self._drop, self._drafts, self._backup):
            column.addWidget(sheet)
        column.addStretch(1)
        return column

    def _arrange(self) -> None:
        """Put the small cards beside the list, or under it where the window is narrow."""
        narrow = self.width() < theme.px(NARROW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(down if narrow else across)
        self._aside.setDirection(across if narrow and self.width() >= theme.px(_CARDS_ACROSS) else down)
        for sheet in (self._drop, self._drafts, self._backup):
            sheet.setMinimumWidth(0 if narrow else theme.px(ASIDE_WIDTH))
            sheet.setMaximumWidth(16_777_215 if narrow else theme.px(ASIDE_WIDTH))
            self._aside.setStretchFactor(sheet, 1 if narrow else 0)
        self._aside.setStretch(self._aside.count() - 1, 0 if narrow else 1)

    def _look_into_drafts(self, view: TodayView) -> None:
        shown = tuple(row.id for row in view.next_cases)
        self._tasks.run(lambda desk: gather_gaps(desk, shown), partial(self._show_gaps, view), owner=self)

    def _show_gaps(self, view: TodayView, found: DraftFacts) -> None:
        self._drafts.show_drafts(view.drafts, found.gaps)
        self._list.show_steps(found.steps)

    def _show_backup(self, states: tuple[BackupState, ...]) -> None:
        self._backup.show_states(states)
        self.copies_shown.emit(states[0])

    def _on_day(self, day: date) -> None:
        """Go to the cases of a day: in the list, or in the register where they are further down."""
        line = self._list.line_of(day)
        if line is None:
            self.day_wanted.emit(day)
            return
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(line)

    def _on_paste(self) -> None:
        came = dropped(QGuiApplication.clipboard().mimeData())
        if came:
            self.came.emit(came)
