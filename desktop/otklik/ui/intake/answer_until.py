"""The dates of a new case, beside its form: counted anew with every change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.casework.views import DutyRow, Urgency
from otklik.law.kinds import Reading
from otklik.ui import dates, phrases, provisional
from otklik.ui.widgets import Caption, Heading, Label, LinkButton, Rule, Sheet, clear_layout

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.records import Case, Operator
    from otklik.system.clock import Clock

_SHOWN = 1
"""Further duties that are shown at once; the rest unfolds."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The duties of a case not stored yet, in the order of their dates; the nearest one and the policy's."""

    duties: tuple[DutyRow, ...]
    main: DutyRow | None
    policy: DutyRow | None


def count(desk: Desk, case: Case, operator: Operator) -> Counted:
    """Count the duties; on the database's thread, because the calendar there knows the user's own decrees.

    Args:
        desk: the desk.
        case: what is filled in so far.
        operator: whose policy counts.
    """
    from otklik.casework import counting  # noqa: PLC0415 - start-up: the rules are loaded when they are needed

    now = desk.clock.now()
    records = counting.duty_records(case, operator, desk.calendar)
    rows = tuple(
        DutyRow(
            record,
            counting.shown_day(record.safe, record.latest, now.date()),
            counting.duty_remaining(record, now, desk.calendar),
        )
        for record in sorted(records, key=lambda record: (record.condition is not None, record.safe, record.latest))
    )
    main, policy = counting.main_duty(records), counting.policy_duty(records)
    return Counted(
        rows,
        next((row for row in rows if row.duty is main), None),
        next((row for row in rows if row.duty is policy), None),
    )


class AnswerUntil(Sheet):
    """«Ближайший срок»: the big date and what is due on it, the date by the policy; of further duties the first.

    Args:
        clock: tells today.
        parent: owner.
    """

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(20, 4, parent=parent)
        self._clock = clock
        self._unfolded = False
        self._counted: Counted | None = None
        self.body.addWidget(Heading(self.tr("The nearest date")))
        self._big, self._left = Label("", "big", wrap=True), Label("", wrap=True)
        self._what, self._basis = Label("", "small", wrap=True), Caption("")
        self._policy, self._hint = Caption(""), Caption("")
        self._nearest = (self._big, self._left, self._what, self._basis)
        for label in (*self._nearest, self._policy, self._hint):
            self.body.addWidget(label)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addSpacing(8)
        self.body.addLayout(self._lines)
        self._more = LinkButton("")
        self._more.clicked.connect(self.unfold)
        self.body.addWidget(self._more)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what is needed for a count."""
        for label in (*self._nearest, self._policy):
            label.hide()
        clear_layout(self._lines)
        self._more.hide()
        self._hint.setText(self.tr("Choose what is demanded and when it was received: the dates will stand here."))
        self._hint.show()

    def show_problem(self, error: Exception) -> None:
        """Say why nothing could be counted."""
        self.show_nothing()
        self._hint.setText(str(error))

    def show_count(self, counted: Counted) -> None:
        """Show the dates."""
        self._hint.hide()
        today = self._clock.today()
        main = counted.main
        for label in self._nearest:
            label.setVisible(main is not None)
        if main is not None:
            role = phrases.ROLE_OF[main.remaining.urgency]
            last, late = phrases.is_last_day(main.remaining), main.remaining.urgency is Urgency.OVERDUE
            self._big.setText(phrases.due_moment(dates.near(main.day, today), main.duty.ends_at))
            self._big.set_role("big_overdue" if late else "big_soon" if last else "big")
            self._left.setText(f"{dates.weekday(main.day)}, {phrases.left_sentence(main.remaining)}")
            self._left.set_role("strong_soon" if last else "lead" if role == "quiet" else role)
            self._what.setText(phrases.duty_title(main.duty))
            self._basis.setText(_basis(main))
        policy = counted.policy
        self._policy.setVisible(policy is not None and policy is not main)
        if policy is not None:
            self._policy.setText(phrases.by_policy(policy.duty.latest, today, unsure=policy.duty.provisional))
        clear_layout(self._lines)
        rest = [row for row in counted.duties if row is not main and row.duty.reading is not Reading.POLICY]
        folded = len(rest) > _SHOWN and not self._unfolded
        for row in rest[:_SHOWN] if folded else rest:
            self._lines.addWidget(Rule())
            self._lines.addWidget(self._line(row))
        self._more.setVisible(folded)
        self._more.setText(self.tr("and %n more date(s)…", "", len(rest) - _SHOWN))
        self._counted = counted

    def unfold(self) -> None:
        """Show every duty, now and after the next count."""
        self._unfolded = True
        if self._counted is not None:
            self.show_count(self._counted)

    def _line(self, row: DutyRow) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(Label(phrases.duty_title(row.duty), "small", wrap=True))
        day = phrases.due_moment(dates.near(row.day, self._clock.today()), row.duty.ends_at)
        column.addWidget(Caption(f"{day} · {_basis(row)}"))
        return line


def _basis(row: DutyRow) -> str:
    """Return the term of a duty, what it rests on, when it is owed at all, and whether its day may still move."""
    duty = row.duty
    unsure = provisional.word() if duty.provisional else ""
    parts = (unsure, phrases.term(duty.term), phrases.basis(duty), phrases.duty_condition(duty))
    return phrases.firm(" · ".join(part for part in parts if part))
