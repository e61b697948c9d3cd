"""«Где искать» in the settings: the operator's own list of places where he keeps data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from otklik.casework import places, profiles
from otklik.casework.places import LONGEST_NAME
from otklik.register.paper_records import Place
from otklik.ui import theme
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.place_suggestions import PlaceSuggestions
from otklik.ui.settings.place_list import PlaceList
from otklik.ui.widgets import Caption, Heading, IconButton, Notice, Page, QuietButton, Rule, Sheet
from otklik.ui.widgets.layouts import READABLE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Changes, Desk
    from otklik.register.records import Operator
    from otklik.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class PlacesFacts:
    """What the page shows.

    Attributes:
        operators: all operators of the register.
        operator_id: whose list is shown; 0 where there is no operator yet.
        listed: his places, in order.
        suggested: what could be added.
    """

    operators: tuple[Operator, ...]
    operator_id: int
    listed: tuple[Place, ...]
    suggested: tuple[str, ...]


def gather(desk: Desk, operator_id: int) -> PlacesFacts:
    """Read what the page shows; on the database's thread.

    Args:
        desk: the desk.
        operator_id: whose list is wanted; the first one's where he is not there.
    """
    known = profiles.operators(desk)
    ids = [operator.id for operator in known]
    shown = operator_id if operator_id in ids else next(iter(ids), 0)
    if not shown:
        return PlacesFacts(known, 0, (), ())
    return PlacesFacts(known, shown, places.of_operator(desk, shown), places.suggested(desk, shown))


class PlacesPage(Page):
    """The lists of the operators, one at a time.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), readable=READABLE, parent=parent)
        self._tasks = tasks
        self._operator_id = 0
        self._operators: tuple[tuple[int, str], ...] = ()
        self._chooser: ChoiceChips | None = None
        self.card = PlacesCard()
        self.card.changed.connect(self._on_changed)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the list again."""
        if changes is None or changes.operators:
            self._read()

    def show_operator(self, operator_id: int) -> None:
        """Show the list of an operator."""
        self._operator_id = operator_id
        self._read()

    def show_facts(self, facts: PlacesFacts) -> None:
        """Show what was read."""
        self._operator_id = facts.operator_id
        self._show_chooser(tuple((operator.id, operator.name) for operator in facts.operators))
        self.card.setEnabled(bool(facts.operator_id))
        self.card.show_places(facts.listed, facts.suggested)

    def _read(self) -> None:
        wanted = self._operator_id
        self._tasks.run(lambda desk: gather(desk, wanted), self.show_facts)

    def _show_chooser(self, operators: tuple[tuple[int, str], ...]) -> None:
        if operators != self._operators:
            self._operators = operators
            if self._chooser is not None:
                self._chooser.hide()
                self._chooser.deleteLater()
                self._chooser = None
            if len(operators) > 1:
                self._chooser = ChoiceChips(operators, needed=True)
                self._chooser.setAccessibleName(self.tr("Whose list it is"))
                self._chooser.changed.connect(self._on_chosen)
                self.body.insertWidget(0, self._chooser)
        if self._chooser is not None:
            self._chooser.choose(self._operator_id)

    def _on_chosen(self) -> None:
        if self._chooser is not None:
            self.show_operator(self._chooser.chosen())

    def _on_changed(self, listed: tuple[Place, ...]) -> None:
        operator_id = self._operator_id
        self._tasks.act(
            lambda desk: places.save(desk, operator_id, listed), self._on_kept, self._on_refused, owner=self
        )

    def _on_kept(self, _changes: Changes) -> None:
        self.card.notice.clear()

    def _on_refused(self, error: Exception) -> None:
        self.card.notice.show_error(error)
        self._read()


class PlacesCard(Sheet):
    """The list, a field to add to it, and what could be added.

    Signals:
        changed: as of `PlaceList`.

    Attributes:
        notice: what went wrong.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(24, 10, parent=parent)
        self.list = PlaceList()
        self.changed = self.list.changed
        self.notice = Notice(closable=True)
        self._name = QLineEdit()
        self._add = QuietButton(self.tr("Add"))
        self._up = IconButton("up", self.tr("Move up (Alt+Up)"))
        self._down = IconButton("down", self.tr("Move down (Alt+Down)"))
        self._rename = IconButton("edit", self.tr("Rename (F2)"))
        self._remove = IconButton("trash", self.tr("Take off the list (Delete)"))
        self._rule = Rule()
        self._often = Heading(self.tr("Often looked in"))
        self._suggestions = PlaceSuggestions()
        self._lay_out()
        self._connect()

    def show_places(self, listed: tuple[Place, ...], suggested: tuple[str, ...]) -> None:
        """Show a list, and what could be added to it."""
        self.list.show_places(listed)
        self.list.setVisible(bool(listed))
        self._suggestions.offer(suggested)
        for part in (self._often, self._suggestions, self._rule):
            part.setVisible(bool(suggested))
        self._on_row()

    def _lay_out(self) -> None:
        self.body.addWidget(Heading(self.tr("Where to look")))
        self.body.addWidget(
            Caption(
                self.tr(
                    "Where you keep data of people: programs, mail, paper, cameras, those who work for you. Every "
                    "request that needs it gets this list to tick off, and the answer says what was looked in. A new "
                    "name does not change requests that were searched under the old one."
                )
            )
        )
        self.body.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._name.setPlaceholderText(self.tr("one more place"))
        self._name.setAccessibleName(self.tr("Name of one more place"))
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setMaximumWidth(theme.px(320))
        row.addWidget(self._name, 1)
        row.addWidget(self._add)
        row.addStretch(1)
        for button in (self._up, self._down, self._rename, self._remove):
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addWidget(self.notice)
        for part in (self._rule, self._often, self._suggestions):
            self.body.addWidget(part)

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._name.returnPressed.connect(self._on_add)
        self._up.clicked.connect(lambda: self.list.shift(-1))
        self._down.clicked.connect(lambda: self.list.shift(1))
        self._rename.clicked.connect(self.list.rename)
        self._remove.clicked.connect(self.list.take_off)
        self.list.currentRowChanged.connect(self._on_row)
        self._suggestions.taken.connect(self._append)

    def _on_row(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < count - 1)
        for button in (self._rename, self._remove):
            button.setEnabled(row >= 0)
        for button in (self._up, self._down, self._rename, self._remove):
            button.setVisible(count > 0)

    def _on_add(self) -> None:
        name = self._name.text().strip()
        if name:
            self._append((name,))
            self._name.clear()
        self._name.setFocus()

    def _append(self, names: tuple[str, ...]) -> None:
        self.changed.emit((*self.list.places(), *(Place(name=name) for name in names)))
