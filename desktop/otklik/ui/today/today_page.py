"""Сегодня: what is due, as a sentence, a line of days and a list; drafts, the backup, a place to drop a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework.views import CaseRow, TodayView, Urgency
from otklik.ui import dates, icons, phrases, provisional
from otklik.ui.copies import backup_state
from otklik.ui.copies.backup_state import Wish
from otklik.ui.intake.dropped import dropped
from otklik.ui.today import calendar_notices
from otklik.ui.today.calendar_notices import CalendarNews, CalendarNotices
from otklik.ui.today.timeline import Timeline
from otklik.ui.widgets import (
    Caption,
    Chip,
    EmptyState,
    FlowLayout,
    Heading,
    Label,
    LinkButton,
    Notice,
    Page,
    PrimaryButton,
    QuietButton,
    Rule,
    Sheet,
    Title,
    clear_layout,
)
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from otklik.casework.copies.health import Health
    from otklik.casework.desk import Changes, Desk
    from otklik.law.calendar import WorkCalendar
    from otklik.register.records import Case, DutyRecord, Letter
    from otklik.ui.copies.backup_state import BackupState
    from otklik.ui.tasks import Tasks

TIMELINE_DAYS = 30

ASIDE_WIDTH = 300
DATE_WIDTH = 120
"""Pixels of the column of dates: «11:40, воскресенье» stands on one line of it."""

NARROW = 1000
"""Pixels; where the page is narrower the small cards go under the list."""


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """What the page shows.

    Attributes:
        view: what casework made of the register.
        days: the working days of the timeline, the first of them today or after.
        nearest: by case id its nearest duty.
        news: what there is to say about the calendar and the rules.
        look_at_copies: tells how they stand, on any thread.
        is_empty: whether there never was a case in the register.
    """

    view: TodayView
    days: tuple[date, ...]
    nearest: dict[int, DutyRecord]
    news: CalendarNews
    look_at_copies: Callable[[], Health]
    is_empty: bool


def gather(desk: Desk) -> TodayFacts:
    """Read what the page shows; on the database's thread."""
    from otklik.casework import lists  # noqa: PLC0415 - start-up: loaded on the database's thread
    from otklik.casework.copies import health as copy_health  # noqa: PLC0415 - start-up: loaded on the database's thread

    view = lists.today_view(desk)
    steps = lists.next_steps(desk, tuple(row.id for row in view.next_cases))
    nearest = {case_id: step.duty for case_id, step in steps.items() if step.duty is not None}
    days = working_days_ahead(desk.calendar, view.today, TIMELINE_DAYS)
    news, health = calendar_notices.gather(desk), copy_health.health_beside(desk)
    return TodayFacts(view, days, nearest, news, health, not view.open_count and not desk.register.cases.count())


def _gaps(desk: Desk) -> dict[int, tuple[str, ...]]:
    from otklik.casework import lists  # noqa: PLC0415 - as above

    return lists.draft_gaps(desk)


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
        answer_wanted: open this case to answer it; carries its id.
        letter_wanted: open this draft; carries its id.
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
        self._timeline = Timeline()
        self._next = QVBoxLayout()
        self._drafts = Sheet(20, 6)
        self._backup = Sheet(20, 6)
        self.notices = CalendarNotices()
        self.notices.decree_wanted.connect(self.decree_wanted)
        self.notices.rules_wanted.connect(self.rules_wanted)
        self.notices.retention_wanted.connect(self.retention_wanted)
        self.notices.seen.connect(lambda: self._tasks.run(_take_note))
        self.body.addLayout(self._header())
        self.body.addWidget(self.notices)
        self._waiting = Notice()
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
        self._title.setText(self._headline(view))
        self._lead.setText(self._sentence(view))
        self._timeline.show_days(facts.days, {due.day: due.urgency for due in view.due_days})
        self._show_next(facts)
        self._show_drafts(view.drafts)
        self._tasks.run_aside(
            facts.look_at_copies, lambda health: self._show_backup(backup_state.of(health, view.today)), owner=self
        )
        self.notices.show_news(facts.news)
        self.shown.emit(view)
        if view.drafts:  # what they miss is read when the page stands: it needs the letters
            QTimer.singleShot(0, self, lambda: self._tasks.run(_gaps, partial(self._show_drafts, view.drafts)))

    def show_waiting(self, letters: int) -> None:
        """Say how many letters came and are not registered yet; 0 takes the sentence away."""
        said = self.tr("%n letter(s) wait to be registered.", "", letters) if letters else ""
        self._waiting.say(said, "soon", (self.tr("Go on with them"), self.waiting_wanted.emit))

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        words = QVBoxLayout()
        words.setSpacing(6)
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
        ahead.body.setContentsMargins(20, 18, 20, 12)
        ahead.body.addWidget(Heading(self.tr("%n working day(s) ahead", "", TIMELINE_DAYS).replace(" ", dates.NBSP)))
        ahead.body.addWidget(self._timeline)
        column.addWidget(ahead)
        following = Sheet(0, 0)
        heading = Heading(self.tr("What comes next"))
        heading.setContentsMargins(20, 16, 20, 13)
        following.body.addWidget(heading)
        self._next.setSpacing(0)
        following.body.addLayout(self._next)
        column.addWidget(following)
        column.addStretch(1)
        return column

    def _right_column(self) -> QBoxLayout:
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        column.setSpacing(20)
        self._drop = self._drop_area()
        for sheet in (self._drop, self._drafts, self._backup):
            column.addWidget(sheet)
        column.addStretch(1)
        self._drafts.hide()
        self._backup.hide()
        return column

    def _arrange(self) -> None:
        """Put the small cards beside the list, or under it where the window is narrow."""
        narrow = self.width() < NARROW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(down if narrow else across)
        self._aside.setDirection(across if narrow else down)
        for sheet in (self._drop, self._drafts, self._backup):
            sheet.setMinimumWidth(0 if narrow else ASIDE_WIDTH)
            sheet.setMaximumWidth(16_777_215 if narrow else ASIDE_WIDTH)
            self._aside.setStretchFactor(sheet, 1 if narrow else 0)
        self._aside.setStretch(self._aside.count() - 1, 0 if narrow else 1)

    def _drop_area(self) -> Sheet:
        sheet = Sheet(20, 4, dashed=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        sheet.body.addSpacing(10)
        sheet.body.addWidget(icons.IconMark("drop", "dim", 30), 0, middle)
        sheet.body.addSpacing(6)
        sheet.body.addWidget(Label(self.tr("Drop a letter here"), "strong"), 0, middle)
        for text in (self.tr(".eml, .msg, PDF, Word, a scan"), self.tr("or paste the text with Ctrl+V")):
            sheet.body.addWidget(Caption(text, wrap=False), 0, middle)
        choose = LinkButton(self.tr("Choose a file…"))
        choose.clicked.connect(self.file_wanted)
        sheet.body.addWidget(choose, 0, middle)
        sheet.body.addSpacing(10)
        talk = QuietButton(self.tr("By telephone or in person"), small=True)
        talk.setToolTip(self.tr("Take down what is said (Ctrl+Shift+N)"))
        talk.clicked.connect(self.talk_wanted)
        sheet.body.addWidget(talk, 0, middle)
        sheet.body.addSpacing(6)
        return sheet

    def _headline(self, view: TodayView) -> str:
        if view.overdue_count:
            return phrases.firm(self.tr("%n request(s) overdue", "", view.overdue_count))
        if view.ending_count:
            return phrases.firm(self.tr("The last day for %n request(s)", "", view.ending_count))
        return self.tr("Nothing is burning today") if view.open_count else self.tr("No open requests")

    def _sentence(self, view: TodayView) -> str:
        weekday = dates.weekday(view.today)
        today = f"{weekday[:1].upper()}{weekday[1:]}, {dates.day_month(view.today)}."
        coming = next((row for row in view.next_cases if row.remaining.urgency is not Urgency.OVERDUE), None)
        if coming is None or coming.due_on is None:
            return today
        text = (
            self.tr("The nearest date is {weekday}, {date}, provisionally: {case}.")
            if coming.due_provisional
            else self.tr("The nearest date is {weekday}, {date}: {case}.")
        )
        nearest = text.format(
            weekday=dates.weekday(coming.due_on),
            date=phrases.due_moment(dates.near(coming.due_on, view.today), coming.due_at),
            case=phrases.case_name(coming.number, coming.kinds).lower(),
        )
        return f"{today} {nearest}"

    def _show_next(self, facts: TodayFacts) -> None:
        clear_layout(self._next)
        if not facts.view.next_cases:
            self._next.addWidget(Rule())
            self._next.addWidget(
                EmptyState(
                    "letter",
                    self.tr("Nothing is waiting for an answer"),
                    self.tr("Drop a letter here or enter a request by hand: the date to answer is counted at once."),
                    (self.tr("Bring in an old journal…"), self.journal_wanted.emit) if facts.is_empty else None,
                    quiet=True,
                )
            )
        for index, row in enumerate(facts.view.next_cases):
            self._next.addWidget(Rule())
            self._next.addWidget(self._case_line(row, facts, first=index == 0))

    def _case_line(self, row: CaseRow, facts: TodayFacts, *, first: bool) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(20, 11, 20, 11)
        across.setSpacing(14)
        across.addLayout(_date_column(row, facts.view.today))
        duty = facts.nearest.get(row.id)
        across.addLayout(_case_column(row, _owed(duty) if duty else row.due_duty), 1)
        across.addWidget(Chip(phrases.left_chip(row.remaining), phrases.ROLE_OF[row.remaining.urgency]))
        answered = first and duty is not None and phrases.is_answered(duty)
        word = self.tr("Prepare the answer") if answered else self.tr("Open")
        button: QPushButton = PrimaryButton(word, small=True) if first else QuietButton(word, small=True)
        wanted = self.answer_wanted if answered else self.case_wanted
        button.clicked.connect(lambda: wanted.emit(row.id))
        button.setAccessibleName(f"{button.text()}: {phrases.case_name(row.number, row.kinds)}")
        across.addWidget(button)
        return line

    def _show_drafts(
        self, drafts: tuple[tuple[Letter, Case], ...], gaps: dict[int, tuple[str, ...]] | None = None
    ) -> None:
        clear_layout(self._drafts.body)
        self._drafts.setVisible(bool(drafts))
        self._drafts.body.addWidget(Heading(self.tr("Drafts")))
        for letter, case in drafts:
            missing = (gaps or {}).get(letter.id)
            text = phrases.firm(self.tr("Letter on request № {number}").format(number=case.number))
            link = LinkButton(text)
            link.clicked.connect(lambda _checked=False, letter_id=letter.id: self.letter_wanted.emit(letter_id))
            self._drafts.body.addWidget(link)
            remark = self.tr("not filled in: {fields}").format(fields=", ".join(missing)) if missing else letter.heading
            if remark:
                caption = ElidedLabel(remark, "caption")
                caption.setContentsMargins(1, 0, 0, 0)
                self._drafts.body.addWidget(caption)
        self._drafts.body.addStretch(1)

    def _show_backup(self, states: tuple[BackupState, ...]) -> None:
        """Say what is most pressing about the copies, in two sentences at most."""
        clear_layout(self._backup.body)
        self._backup.show()
        self._backup.body.addWidget(Heading(self.tr("Backups")))
        for state in states[:2]:
            self._backup.body.addLayout(self._backup_line(state))
        link = LinkButton(self.tr("Make a backup now"))
        link.clicked.connect(self.backup_wanted)
        self._backup.body.addWidget(link)
        self._backup.body.addStretch(1)
        self.copies_shown.emit(states[0])

    def _backup_line(self, state: BackupState) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(8)
        words.setSpacing(2)
        row.addWidget(icons.IconMark(state.icon, state.role, 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        words.addWidget(Label(state.short if state.wish is Wish.DETAILS else state.sentence, wrap=True))
        if state.wish is not None:
            wish = LinkButton(backup_state.word_of(state.wish))
            wish.clicked.connect(partial(self.wished.emit, state.wish))
            across = QHBoxLayout()  # a button alone would keep the sentence to its own width
            across.addWidget(wish)
            across.addStretch(1)
            words.addLayout(across)
        return row

    def _on_paste(self) -> None:
        came = dropped(QGuiApplication.clipboard().mimeData())
        if came:
            self.came.emit(came)


def _date_column(row: CaseRow, today: date) -> QVBoxLayout:
    """Return the big date of a line with its weekday."""
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addStretch(1)
    due = row.due_on
    day = Label(dates.day_month(due) if due else "—", "strong")
    if row.remaining.urgency is Urgency.OVERDUE:
        day.set_role("strong_overdue")
    year = f", {due.year}" if due and due.year != today.year else ""
    weekday = dates.weekday(due) + year if due else ""
    moment = Caption(phrases.due_moment(weekday, row.due_at))
    for label in (day, moment):
        label.setFixedWidth(DATE_WIDTH)
        column.addWidget(label)
    if row.due_provisional:
        uncertain = Caption(provisional.word(), wrap=False)
        uncertain.setToolTip(provisional.reason())
        column.addWidget(uncertain)
    column.addStretch(1)
    return column


def _owed(duty: DutyRecord) -> str:
    """Return a duty with the article it rests on and its term."""
    grounds = ", ".join(part for part in (phrases.basis(duty), phrases.term(duty.term)) if part)
    return phrases.firm(f"{phrases.duty_title(duty)}: {grounds}" if grounds else phrases.duty_title(duty))


def _case_column(row: CaseRow, owed: str) -> QVBoxLayout:
    """Return the name of a case with its chip, and what is to be done."""
    column = QVBoxLayout()
    column.setSpacing(2)
    head = FlowLayout(gap=8)  # a long kind goes under the name where the window is narrow
    name = Label(phrases.case_name(row.number, row.kinds), "medium")
    chip = Chip(phrases.kind_word(row.kinds[0]))
    name.setMinimumHeight(chip.sizeHint().height())
    head.addWidget(name)
    head.addWidget(chip)
    if len(row.kinds) > 1:
        head.addWidget(Chip(f"+{len(row.kinds) - 1}"))
    column.addLayout(head)
    column.addWidget(Caption(owed))
    return column
