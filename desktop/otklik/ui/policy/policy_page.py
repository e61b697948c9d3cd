"""The page that fills a profile from the operator's own policy: choose it, compare, take over."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otklik.casework import policies, whose_policy
from otklik.register.records import Operator
from otklik.system.files import read_file
from otklik.ui.intake.dropped import Dropped
from otklik.ui.notice_place import Question
from otklik.ui.policy.choose_step import ChooseStep
from otklik.ui.policy.compare_step import CompareStep
from otklik.ui.widgets import Caption, LinkButton, Notice, PrimaryButton, QuietButton, Rule, Title

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from otklik.casework.desk import Changes, Desk
    from otklik.casework.policies import ReadPolicy, Taken
    from otklik.register.records import PolicyText
    from otklik.ui.tasks import Tasks


class PolicyPage(QWidget):
    """The policy of one operator.

    Signals:
        taken: the policy was taken over; carries the id of the operator and a sentence that says what was done.
        left: the user goes back without taking anything; carries the id of the operator, 0 for a new one.
        letter_wanted: what came is a letter after all; carries it as `Dropped`.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    help_topic = "policy"

    taken = Signal(int, str)
    left = Signal(int)
    letter_wanted = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._operator = Operator()
        self._asked = 0
        self._field = ""
        self.choose = ChooseStep()
        self.choose.file_chosen.connect(self.read_file)
        self.choose.text_given.connect(self.read_text)
        self.compare = CompareStep()
        self.compare.changed.connect(self._fit)
        self.notice, self.question = Notice(closable=True), Question()
        self.question.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.choose)
        self._stack.addWidget(self.compare)
        self._about = Caption("", wrap=False)
        self.take = PrimaryButton("")
        self._count = Caption("", wrap=False)
        self._bar = self._make_bar()
        self._lay_out()

    def begin(self, operator_id: int, came: Dropped | None = None) -> None:
        """Ask for the policy of an operator.

        Args:
            operator_id: whose profile is to be filled; 0 makes a new one.
            came: the policy, where it came by itself.
        """
        self._show_step(self.choose)
        self.choose.begin()
        self._know(operator_id, lambda: self.take_in(came) if came else None)

    def show_kept(self, operator_id: int, field: str = "") -> None:
        """Show the policy the profile was read from.

        Args:
            operator_id: whose.
            field: the attribute of `Operator` to lead to.
        """
        self._field = field
        self._show_step(self.choose)
        self.choose.begin()
        self._know(operator_id, self._read_kept)

    def take_in(self, came: Dropped) -> None:
        """Read what was dropped or pasted: the first file, or the text; what else came is named."""
        others = (*came.paths[1:], *(name for name, _content in came.contents[0 if came.paths else 1 :]))
        names = ", ".join(Path(other).name for other in others)
        alone = self.tr("One policy is read at a time; not read: {files}.").format(files=names) if names else ""
        passed_over = " ".join(said for said in (came.problem, alone) if said)
        if came.paths:
            self.read_file(came.paths[0], passed_over)
        elif came.contents:
            first = came.contents[0]
            self._read(partial(policies.read, *first), Dropped(contents=(first,)), passed_over)
        elif came.text.strip():
            self.read_text(came.text, passed_over)
        else:
            self.notice.say(passed_over, "soon")

    def read_file(self, path: str, passed_over: str = "") -> None:
        """Read the policy in a file.

        Args:
            path: where it is.
            passed_over: what is to be said of all else that came.
        """
        self._read(partial(_from_file, Path(path)), Dropped(paths=(path,)), passed_over)

    def read_text(self, text: str, passed_over: str = "") -> None:
        """Read the policy that was pasted; arguments as of `read_file`."""
        self._read(partial(policies.read_text, text), Dropped(text=text), passed_over)

    def refresh(self, changes: Changes | None = None) -> None:
        """Do nothing: what is chosen here stays until it is taken or left."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_left()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(36, 20, 36, 8)
        head.setSpacing(2)
        back = LinkButton(self.tr("← To the profile"))
        back.setToolTip(self.tr("Back (Esc)"))
        back.clicked.connect(self._on_left)
        head.addWidget(back)
        head.addWidget(Title(self.tr("The profile from the policy")))
        head.addWidget(self._about)
        notices = QVBoxLayout()
        notices.setContentsMargins(36, 0, 36, 0)
        notices.setSpacing(8)
        notices.addWidget(self.question)
        notices.addWidget(self.notice)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addLayout(notices)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._bar)

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        row = QHBoxLayout()
        row.setContentsMargins(36, 12, 36, 16)
        row.setSpacing(8)
        self.take.clicked.connect(self._on_take)
        other = QuietButton(self.tr("Another policy…"))
        other.clicked.connect(self._on_other)
        row.addWidget(self.take)
        row.addWidget(other)
        row.addSpacing(8)
        row.addWidget(self._count)
        row.addStretch(1)
        column.addLayout(row)
        return bar

    def _show_step(self, step: QWidget) -> None:
        self._stack.setCurrentWidget(step)
        self._bar.setVisible(step is self.compare)
        self._about.setVisible(step is self.compare)
        self.notice.clear()
        self.question.clear()

    def _know(self, operator_id: int, then: Callable[[], object]) -> None:
        """Read the profile, then go on."""

        def known(operator: Operator) -> None:
            self._operator = operator
            then()

        self._asked += 1
        self._tasks.run(partial(_profile, operator_id), known, owner=self)

    def _read(self, work: Callable[[], ReadPolicy], came: Dropped | None = None, passed_over: str = "") -> None:
        """Read a policy aside; of several asked for one after the other the last one is shown.

        Args:
            work: reads it.
            came: what is read, where it came now; nothing where the policy is kept with the profile.
            passed_over: what is to be said of all else that came.
        """
        self._asked += 1
        asked = self._asked
        self._show_step(self.choose)
        self.choose.show_reading()
        self.notice.say(passed_over, "soon")

        def done(policy: ReadPolicy) -> None:
            if asked == self._asked:
                self._on_read(policy, came)
                self.notice.say(passed_over, "soon")

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self.choose.show_error(error)

        self._tasks.run_aside(work, done, failed, owner=self)

    def _read_kept(self) -> None:
        self._tasks.run(lambda desk: policies.kept(desk, self._operator.id), self._on_kept)

    def _on_kept(self, kept: PolicyText | None) -> None:
        if kept is not None:
            self._read(partial(policies.read_again, kept))

    def _on_read(self, policy: ReadPolicy, came: Dropped | None = None) -> None:
        self.choose.end_reading()
        self._compare(policy)
        self._show_step(self.compare)
        if came is not None:
            self._ask(policy, came)
        self.compare.page.setFocus()
        field, self._field = self._field, ""
        if field:
            QTimer.singleShot(0, self, partial(self.compare.show_field, field))

    def _compare(self, policy: ReadPolicy) -> None:
        self.compare.show_policy(policy, self._operator)
        name = self._operator.name or self.tr("new operator")
        self._about.setText(f"{name} · {policy.facts.name or self.tr('pasted text')}")
        self._fit()

    def _ask(self, policy: ReadPolicy, came: Dropped) -> None:
        """Ask, and tick nothing, where it may be a letter or the policy of somebody else."""
        facts, propose = policy.facts, partial(self.compare.propose, True)
        if facts.seems_letter:
            letter = partial(self.letter_wanted.emit, came)
            self.question.ask(
                self.tr("This reads like a letter, not like a policy."),
                (self.tr("Open it as a letter"), letter),
                (self.tr("It is the policy"), propose),
            )
        elif other := whose_policy.other_operator(facts, self._operator):
            self.question.ask(
                self.tr("This is the policy of another operator: {name}.").format(name=other),
                (self.tr("Add a new operator"), partial(self._add_operator, policy)),
                (self.tr("Fill this profile all the same"), propose),
            )
        else:
            return
        self.compare.propose(False)

    def _add_operator(self, policy: ReadPolicy) -> None:
        self._operator = Operator()
        self._compare(policy)

    def _fit(self) -> None:
        """Say what pressing the button would do."""
        count = self.compare.wanted_count
        self.take.setText(self.tr("Take what is ticked") if count else self.tr("Keep the text alone"))
        self._count.setText(self.tr("%n field(s) of the profile", "", count) if count else "")

    def _on_take(self) -> None:
        chosen, operator_id = self.compare.chosen(), self._operator.id
        if chosen is None:
            return
        self.take.setEnabled(False)
        self._tasks.act(
            lambda desk: policies.take_over(desk, operator_id, chosen), self._on_taken, self._on_not_taken, owner=self
        )

    def _on_taken(self, taken: Taken) -> None:
        self.take.setEnabled(True)
        filled, kept = self.tr("The profile is filled in from the policy."), self.tr("The text of the policy is kept.")
        self.taken.emit(taken.operator_id, filled if taken.fields else kept)

    def _on_not_taken(self, error: Exception) -> None:
        self.take.setEnabled(True)
        self.notice.show_error(error)

    def _on_other(self) -> None:
        self._show_step(self.choose)
        self.choose.begin()

    def _on_left(self) -> None:
        self._asked += 1  # what is still being read comes to nothing
        self.left.emit(self._operator.id)


def _profile(operator_id: int, desk: Desk) -> Operator:
    return desk.register.operators.get(operator_id) if operator_id else Operator()


def _from_file(path: Path) -> ReadPolicy:
    from otklik.intake.documents.reading import MAX_BYTES  # noqa: PLC0415 - on the side pool

    return policies.read(path.name, read_file(path, MAX_BYTES))
