"""The head of the case panel: what the case is, who wrote and when, and at its right the day that is nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework.views import Urgency
from otklik.law.kinds import OCCASIONS, Reading
from otklik.register.records import CaseStatus
from otklik.ui import dates, phrases, provisional
from otklik.ui.widgets import Caption, Chip, FlowLayout, IconButton, Label, LinkButton, clear_layout

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from otklik.casework.views import CaseView, DutyRow
    from otklik.register.records import Case
    from otklik.system.clock import Clock


_NARROW = 520
"""Pixels; in a narrower head the name and the policy's day stand under the title and the day, else beside them."""

_BESIDE, _LINES = 20, 2.5
"""Pixels between the title and the day; lines of a title beside it, with some room to err."""


class DayLabel(Label):
    """The big day: a click, Enter or the space bar shows how it was counted.

    Signals:
        clicked: show it.
    """

    clicked = Signal()

    def explain(self, why: str) -> None:
        """Say why it is this day, and lead to how it was counted; empty: there is nothing to explain."""
        self.setToolTip(why)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if why else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if why else Qt.CursorShape.ArrowCursor)
        told = self.tr("{day}: show how it was counted").format(day=self.text()) if why else self.text()
        self.setAccessibleName(told)
        self.setAccessibleDescription(why)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show how it was counted."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.toolTip():
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same by the keyboard."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.toolTip():
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class CaseHead(QWidget):
    """The head of a case.

    Signals:
        closed: the user is done with the case.
        case_wanted: open a linked case; carries its id.
        term_wanted: show how the day was counted.

    Args:
        clock: tells today.
        parent: owner.
    """

    closed = Signal()
    case_wanted = Signal(int)
    term_wanted = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.quiet, self.title = Caption(""), Label("", "case_title", wrap=True)
        self.who, self.three_dates = Label("", "lead", wrap=True), Caption("")
        self.big, self.left = DayLabel("", "big"), Label("")
        self.big.clicked.connect(self.term_wanted)
        self.provisional, self.policy = Label("", "caption_soon"), Caption("", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._top())
        self._row = row = QHBoxLayout()
        row.setSpacing(_BESIDE)
        row.addLayout(self._words(), 1)
        row.addLayout(self._make_figures())
        column.addLayout(row)
        self._column = column
        column.addWidget(self.three_dates)
        column.addSpacing(4)
        self._chip_holder, self._link_holder = QWidget(), QWidget()
        self._chips, self._links = FlowLayout(self._chip_holder), FlowLayout(self._link_holder, gap=12)
        column.addWidget(self._chip_holder)
        column.addWidget(self._link_holder)

    def show_view(self, view: CaseView) -> None:
        """Show the case."""
        case = view.case
        channel = phrases.channel(case.channel)
        parts = [phrases.case_name(case.number, case.kinds), channel]
        one_day = case.received_on == case.noticed_on == case.registered_on
        if one_day:
            word = self.tr("event of {date}") if OCCASIONS.issuperset(case.kinds) else self.tr("received {date}")
            parts.append(word.format(date=dates.near(case.received_on, self._clock.today())))
        self.quiet.setText(" · ".join(parts))
        self.title.setText(phrases.case_title(case.title, case.kinds))
        self._show_who(view)
        self.three_dates.setText("" if one_day else self._three_dates(view))
        self.three_dates.setVisible(not one_day)
        self._show_date(view)
        self._place_day()
        clear_layout(self._chips)
        for text, role in self._chip_words(view):
            self._chips.addWidget(Chip(text, role))
        self._chip_holder.updateGeometry()
        self._show_linked(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title its share beside a day with its hour, and a long name the whole line where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != (self._beside.indexOf(self.who) < 0):
            place, index = (self._column, 2) if narrow else (self._beside, 1)
            place.insertWidget(index, self.who)
            place, index = (self._column, 3) if narrow else (self._figures, 3)
            place.insertWidget(index, self.policy)
            self.policy.setAlignment(Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight)
        self._share_width()
        self._place_day()

    def _place_day(self) -> None:
        """Put the day under the title where beside it the title had no room for its longest word, or two lines."""
        self.title.ensurePolished()
        metrics, words = self.title.fontMetrics(), self.title.text().split(" ")
        room = self.width() - self._figures.sizeHint().width() - _BESIDE
        longest = max(metrics.horizontalAdvance(word) for word in words)
        under = room < longest or self.title.heightForWidth(room) > _LINES * metrics.lineSpacing()
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8 if under else _BESIDE)
        self._figures.setContentsMargins(0, 0, 0, 8 if under else 0)
        for label in (self.big, self.left, self.provisional):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft if under else Qt.AlignmentFlag.AlignRight)

    def _share_width(self) -> None:
        self.big.setMaximumWidth(self.width() * 9 // 20 if self.big.wordWrap() else 16_777_215)

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.addWidget(self.quiet, 1)
        close = IconButton("close", self.tr("Close the panel (Esc)"))
        close.clicked.connect(self.closed)
        top.addWidget(close)
        return top

    def _words(self) -> QVBoxLayout:
        self._beside = words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.title)
        words.addWidget(self.who)
        words.addStretch(1)
        return words

    def _make_figures(self) -> QVBoxLayout:
        self._figures = figures = QVBoxLayout()
        figures.setSpacing(4)
        for label in (self.big, self.left, self.provisional, self.policy):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            figures.addWidget(label)
        figures.addStretch(1)
        return figures

    def _show_who(self, view: CaseView) -> None:
        contact = view.subject.email or view.subject.phone.replace(" ", dates.NBSP)
        who = [part for part in (view.subject.full_name, contact) if part]
        if view.representative is not None:
            who.append(self.tr("represented by {name}").format(name=view.representative.full_name))
        nobody = OCCASIONS.issuperset(view.case.kinds) and view.subject.full_name == view.operator.name
        self.who.setText("" if nobody else " · ".join(who))
        self.who.setVisible(not nobody)

    def _three_dates(self, view: CaseView) -> str:
        """Return when it was received, noticed and registered, how much of the term that took, and why."""
        case = view.case
        sentence = phrases.firm(_three(self, case, self._clock.today()))
        if view.days_gone:
            gone = self.tr("%n working day(s) of the term were over", "", view.days_gone)
            sentence = f"{sentence}: {phrases.firm(gone)}"
        if case.late_reason:
            reason = self.tr("Reason: {reason}").format(reason=case.late_reason)
            return f"{sentence}. {reason}"
        return sentence

    def _chip_words(self, view: CaseView) -> list[tuple[str, str]]:
        case = view.case
        words = [(phrases.kind_word(kind), "accent") for kind in case.kinds]
        if case.status is not CaseStatus.OPEN:
            words.append((phrases.case_status(case.status), "done" if case.status is CaseStatus.CLOSED else "quiet"))
        elif case.identity_confirmed_on is None and not OCCASIONS.issuperset(case.kinds):
            words.append((self.tr("identity not confirmed"), "quiet"))
        if case.identity_confirmed_on is not None:
            words.append((self.tr("identity confirmed"), "done"))
        if case.keep_until is not None and case.keep_until >= self._clock.today():
            words.append((phrases.firm(self.tr("kept until {day}").format(day=dates.dotted(case.keep_until))), "quiet"))
        return words

    def _show_date(self, view: CaseView) -> None:
        case, main, today = view.case, view.main_duty, self._clock.today()
        if main is not None:
            self.big.setText(self._big_words(main, today))
            self.big.setWordWrap(main.duty.ends_at is not None)
            self._share_width()
            self.left.setText(phrases.left_sentence(main.remaining))
            role = phrases.ROLE_OF[main.remaining.urgency]
            late = main.remaining.urgency is Urgency.OVERDUE
            last = phrases.is_last_day(main.remaining)
            self.big.set_role("big_overdue" if late else "big_soon" if last else "big")
            self.left.set_role("strong_soon" if last else "lead" if role == "quiet" else role)
        else:
            self.big.setWordWrap(False)
            self.big.setText(phrases.case_status(case.status).capitalize())
            self.left.setText(dates.near(case.closed_on, today) if case.closed_on else "")
            self.big.set_role("big")
            self.left.set_role("lead")
        self.big.explain(self._ground(main) if main is not None else "")
        unsure = main is not None and main.duty.provisional
        self.provisional.setText(provisional.word() if unsure else "")
        self.provisional.setVisible(unsure)
        self.policy.setText(self._policy_words(view))
        self.policy.setVisible(bool(self.policy.text()))

    def _ground(self, main: DutyRow) -> str:
        """Return why it is this day: what is owed, by which article, within what term."""
        duty = main.duty
        parts = (phrases.duty_title(duty), phrases.grounds(duty), phrases.term(duty.term) if duty.term else "")
        return phrases.firm("\n".join(part for part in parts if part))

    def _big_words(self, main: DutyRow, today: date) -> str:
        day = dates.near(main.day, today)
        if main.duty.ends_at is None:
            return day
        return self.tr("until {moment}").format(moment=phrases.due_moment(day, main.duty.ends_at))

    def _policy_words(self, view: CaseView) -> str:
        """Return the day by the policy as the list of duties shows it, and the last day under it where that differs."""
        case, today = view.case, self._clock.today()
        row = next((row for row in view.duties if row.duty.reading is Reading.POLICY), None)
        day = row.day if row is not None else case.policy_due_on
        if day is None or case.status is not CaseStatus.OPEN:
            return ""
        words = phrases.by_policy(day, today, unsure=case.policy_provisional)
        if row is None or row.duty.latest == day:
            return words
        other = self.tr("with the days off of the region — {latest}").format(latest=dates.near(row.duty.latest, today))
        return f"{words}\n{other}"

    def _show_linked(self, view: CaseView) -> None:
        clear_layout(self._links)
        for case in view.linked:
            text = self.tr("Linked with № {number} · {kinds}").format(
                number=case.number, kinds=phrases.kind_words(case.kinds)
            )
            link = LinkButton(phrases.firm(text))
            link.clicked.connect(lambda _checked=False, case_id=case.id: self.case_wanted.emit(case_id))
            self._links.addWidget(link)
        self._link_holder.setVisible(bool(view.linked))
        self._link_holder.updateGeometry()


def _three(widget: QWidget, case: Case, today: date) -> str:
    """Return the three dates as one sentence; days that are the same are named once."""
    received, noticed, registered = (
        dates.near(day, today) for day in (case.received_on, case.noticed_on, case.registered_on)
    )
    if case.noticed_on == case.received_on:
        return widget.tr("Received {received} · registered {registered}").format(
            received=received, registered=registered
        )
    if case.noticed_on == case.registered_on:
        return widget.tr("Received {received} · noticed and registered {registered}").format(
            received=received, registered=registered
        )
    return widget.tr("Received {received} · noticed {noticed} · registered {registered}").format(
        received=received, noticed=noticed, registered=registered
    )
