"""Who a writer may be, as the register knows him: a hint beside the form. Nobody is merged before the clerk says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import dates, icons, phrases, theme
from otklik.ui.intake.earlier_cases import EarlierCases
from otklik.ui.widgets import Caption, Heading, Label, LinkButton, QuietButton, Rule, Sheet, clear_layout
from otklik.ui.widgets.layouts import TurningLayout

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from otklik.casework.hints import Hints
    from otklik.casework.matching import Known
    from otklik.casework.registering import NewCase
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

LOOK_DELAY = 250
"""Milliseconds after a change before the register is asked: once for a word that is being typed."""

_SHOWN = 3
"""People who are shown at first; the rest unfolds."""

_INDENT = 28
_LEAST_NAME = 180
"""Pixels at 100 % for a name where its button stands beside it."""


class Lookup(QObject):
    """Asks the register about a case that is being entered, some time after the last change.

    Signals:
        found: carries the `Hints`; of several questions only the last is answered.

    Args:
        tasks: where the register is read.
        make: returns the case as it is filled in; called on the main thread.
        parent: owner.
    """

    found = Signal(object)

    def __init__(self, tasks: Tasks, make: Callable[[], NewCase], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._make = tasks, make
        self._turn = 0
        self._timer = QTimer(self, singleShot=True, interval=LOOK_DELAY)
        self._timer.timeout.connect(self._look)

    def ask(self) -> None:
        """Ask again, soon."""
        self._timer.start()

    def forget(self) -> None:
        """Ask nothing, and let no answer come any more: the form is empty."""
        self._turn += 1
        self._timer.stop()

    def _look(self) -> None:
        from otklik.casework.hints import hints_of  # noqa: PLC0415 - start-up: not needed before a case is entered

        self._turn += 1
        turn, new = self._turn, self._make()
        self._tasks.run(lambda desk: hints_of(desk, new), lambda hints: self._on_found(turn, hints), owner=self)

    def _on_found(self, turn: int, hints: Hints) -> None:
        if turn == self._turn and not self._timer.isActive():
            self.found.emit(hints)


class KnownHints(Sheet):
    """People of the register the writer may be, or the one he is; hidden where there is nobody.

    Signals:
        chosen: it is he; carries the `Known`.
        refused: it is somebody else after all.
        case_wanted: look at an earlier case; carries its id.

    Args:
        clock: tells today.
        parent: owner.
    """

    chosen = Signal(object)
    refused = Signal()
    case_wanted = Signal(int)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(16, 10, sunk=True, parent=parent)
        self._clock = clock
        self._people: tuple[Known, ...] = ()
        self._one: Known | None = None
        self._heading = Heading("")
        self.body.addWidget(self._heading)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self.body.addLayout(self._lines)
        self.hide()

    @property
    def people(self) -> tuple[Known, ...]:
        """Who is shown as one it may be."""
        return self._people

    def clear(self) -> None:
        """Show nobody."""
        self._one = None
        self._show_people((), whole=False)

    def show_people(self, people: tuple[Known, ...]) -> None:
        """Show who the writer may be, the likeliest first; one who was chosen stays."""
        if self._one is None and people != self._people:
            self._show_people(people, whole=False)

    def show_chosen(self, known: Known, remark: str = "") -> None:
        """Show whom the clerk took the writer for.

        Args:
            known: he.
            remark: what registering will change about him; empty for nothing.
        """
        self._one, self._people = known, ()
        clear_layout(self._lines)
        self._heading.setText(self.tr("Somebody you know"))
        other = QuietButton(self.tr("No, somebody else"), small=True)
        other.clicked.connect(self._on_refused)
        self._lines.addWidget(self._row(known, other, remark))
        self.show()
        other.setFocus()

    def _show_people(self, people: tuple[Known, ...], *, whole: bool) -> None:
        self._people = people
        clear_layout(self._lines)
        self._heading.setText(self.tr("This may be somebody you know"))
        shown = people if whole else people[:_SHOWN]
        for index, known in enumerate(shown):
            if index:
                self._lines.addWidget(Rule())
            button = QuietButton(self._word(known), small=True)
            button.setAccessibleName(f"{button.text()}: {known.subject.full_name}")
            button.clicked.connect(lambda _checked=False, one=known: self.chosen.emit(one))
            self._lines.addWidget(self._row(known, button))
        if len(people) > len(shown):
            more = LinkButton(self.tr("and %n more…", "", len(people) - len(shown)))
            more.clicked.connect(lambda: self._show_people(people, whole=True))
            self._lines.addWidget(more)
        self.setVisible(bool(people))

    def _word(self, known: Known) -> str:
        return self.tr("The same organisation") if known.subject.organisation else self.tr("The same person")

    def _row(self, known: Known, button: QuietButton, remark: str = "") -> QWidget:
        row = QWidget()
        column, head = QVBoxLayout(row), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head.setSpacing(12)
        head.addWidget(icons.IconMark("person", "dim", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Label(known.subject.full_name, "medium", wrap=True), 1)
        turning = TurningLayout(10, theme.px(_LEAST_NAME))
        turning.addLayout(head, 1)
        turning.addWidget(button)
        column.addLayout(turning)
        from otklik.casework.hint_words import reasons_of  # noqa: PLC0415 - start-up: not needed before a case

        for said in (reasons_of(known), self._count(known), remark):
            if said:
                caption = Caption(phrases.firm(said))
                caption.setContentsMargins(_INDENT, 0, 0, 0)
                column.addWidget(caption)
        if known.earlier:
            self._add_earlier(column, known)
        return row

    def _count(self, known: Known) -> str:
        """Return how often he wrote, and when last."""
        if not known.earlier:
            return ""
        last = known.earlier[0]
        said = (
            self.tr("one request, № {number} of {date}")
            if known.cases == 1
            else self.tr("%n request(s), the last № {number} of {date}", "", known.cases)
        )
        return said.format(number=last.number, date=dates.near(last.received_on, self._today()))

    def _add_earlier(self, column: QVBoxLayout, known: Known) -> None:
        """Add what he was answered, folded until it is asked for."""
        unfold = LinkButton(self.tr("What he was answered"))
        unfold.setCheckable(True)
        unfold.setAccessibleName(f"{unfold.text()}: {known.subject.full_name}")
        earlier = EarlierCases(known.earlier, self._today())
        earlier.case_wanted.connect(self.case_wanted)
        earlier.hide()
        unfold.toggled.connect(earlier.setVisible)
        place = QVBoxLayout()
        place.setContentsMargins(_INDENT, 0, 0, 0)
        place.setSpacing(0)
        place.addWidget(unfold)
        place.addWidget(earlier)
        column.addLayout(place)

    def _today(self) -> date:
        return self._clock.today()

    def _on_refused(self) -> None:
        self._one = None
        self._show_people((), whole=False)
        self.refused.emit()
