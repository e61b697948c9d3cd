"""«Где искать» in the panel of a case: the operator's places, one line each, and what came of looking there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from otklik.casework import places
from otklik.casework.places import LONGEST_NAME
from otklik.register.paper_records import Place
from otklik.register.records import CaseStatus
from otklik.ui import theme
from otklik.ui.case.case_sections import Section
from otklik.ui.case.place_line import PlaceLine
from otklik.ui.place_suggestions import PlaceSuggestions
from otklik.ui.widgets import Caption, FlowLayout, LinkButton, Rule, clear_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from otklik.casework.desk import Changes, Desk
    from otklik.casework.places import Answer
    from otklik.casework.views import CaseView
    from otklik.register.paper_records import CasePlace
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks


class PlacesSection(Section):
    """The checklist of places. Hidden where nothing has to be looked for, until somebody asks for it.

    Signals:
        list_wanted: the operator's list is to be changed.

    Args:
        tasks: where acts are done.
        clock: tells today.
        parent: owner.
    """

    list_wanted = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._tasks, self._clock = tasks, clock
        self._view: CaseView | None = None
        self._asked_for = 0
        self._rows: dict[tuple[int | None, int], PlaceLine] = {}
        self.heading.setText(self.tr("Where to look"))
        self._progress = Caption("", wrap=False)
        self._empty = Caption("")
        self._suggestions = PlaceSuggestions()
        self._suggestions.taken.connect(self._on_taken)
        self._add, self._change = LinkButton(""), LinkButton(self.tr("Change the list…"))
        self._add.setText(self.tr("One more place, for this request alone"))
        self._name = _NameField()
        self._foot = QWidget()
        self._lay_out()
        self.hide()

    def show_view(self, view: CaseView) -> None:
        """Show the places of a case; what is being typed in a line stays."""
        if self._view is None or self._view.case.id != view.case.id:
            self._drop_rows()
        before, self._view = self._view, view
        is_open = view.case.status is CaseStatus.OPEN
        begun = any(place.outcome is not None or place.place_id is None for place in view.places)
        wanted = is_open and (view.needs_search or self._asked_for == view.case.id)
        self.setVisible(begun or wanted)
        if before is not None and before.case.status is not view.case.status:
            self._drop_rows()
        self._show_rows(view, is_open=is_open)
        done, of_all = sum(place.outcome is not None for place in view.places), len(view.places)
        self._progress.setText(self.tr("%n of {all} looked in", "", done).format(all=of_all) if of_all else "")
        self._foot.setVisible(is_open)
        nothing_listed = is_open and not view.places
        self._empty.setVisible(nothing_listed)
        self._suggestions.setVisible(nothing_listed)
        self._change.setVisible(not nothing_listed)
        if nothing_listed and wanted:
            self._read_suggestions(view)

    def forget(self) -> None:
        """Keep what was changed; another case is shown."""
        super().forget()
        for line in self._rows.values():
            line.flush()
        self._asked_for = 0
        self._end_adding()

    def open_by_hand(self) -> None:
        """Show the checklist of a case that would not need it."""
        if self._view is not None:
            self._asked_for = self._view.case.id
            self.show_view(self._view)

    def focus_first(self) -> None:
        """Put the focus on the first place nobody has looked in, else on what begins a list."""
        waiting = [place for place in (self._view.places if self._view else ()) if place.outcome is None]
        keys = [(place.place_id, 0 if place.place_id else place.id) for place in waiting]
        line = next((self._rows[key] for key in keys if key in self._rows), None)
        (line.mark if line is not None else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        self.column.removeWidget(self.heading)
        head.addWidget(self.heading)
        head.addWidget(self._progress)
        head.addStretch(1)
        self.column.insertLayout(0, head)
        self._empty.setText(
            self.tr(
                "Name the places where you keep data once: programs, mail, paper, cameras. Each request then has a "
                "checklist of them, and the answer says what was looked in. Tick what you have."
            )
        )
        foot = FlowLayout(self._foot, gap=16)
        for widget in (self._name, self._add, self._change):
            foot.addWidget(widget)
        self._name.hide()
        self._name.setAccessibleName(self.tr("Name of the place, for this request alone"))
        self._name.setPlaceholderText(self.tr("what the place is called"))
        self._name.returnPressed.connect(self._on_add)
        self._name.left.connect(self._end_adding)
        self._add.clicked.connect(self._begin_adding)
        self._change.clicked.connect(self.list_wanted)
        for part in (self._empty, self._suggestions, self._foot):
            self.column.addWidget(part)

    def _show_rows(self, view: CaseView, *, is_open: bool) -> None:
        keys = [(place.place_id, 0 if place.place_id else place.id) for place in view.places]
        if list(self._rows) != keys:
            focused = next((key for key, line in self._rows.items() if line.mark.hasFocus()), None)
            self._drop_rows()
            for key, place in zip(keys, view.places, strict=True):
                self.lines.addWidget(Rule())
                self._rows[key] = line = PlaceLine(place, self._clock.today(), open_=is_open)
                line.answered.connect(self._on_answered)
                line.dropped.connect(self._on_dropped)
                self.lines.addWidget(line)
            if focused in self._rows:
                self._rows[focused].mark.setFocus()
        for key, place in zip(keys, view.places, strict=True):
            self._rows[key].show_place(place)

    def _drop_rows(self) -> None:
        for line in self._rows.values():
            line.flush()
        self._rows = {}
        clear_layout(self.lines)

    def _on_answered(self, place: CasePlace, answer: Answer) -> None:
        self.forget_notice()
        self._act(lambda desk: places.look(desk, place, answer), partial(self._on_refused, place))

    def _on_refused(self, place: CasePlace, error: Exception) -> None:
        line = self._rows.get((place.place_id, 0 if place.place_id else place.id))
        if line is not None:
            line.reset()
        self.say(str(error), "overdue")

    def _on_dropped(self, place: CasePlace) -> None:
        self._act(lambda desk: places.drop_from_case(desk, place), self._on_failed)

    def _begin_adding(self) -> None:
        self._add.hide()
        self._name.show()
        self._name.setFocus()

    def _end_adding(self) -> None:
        focused = self._name.hasFocus()
        self._name.clear()
        self._name.hide()
        self._add.show()
        if focused:
            self._add.setFocus()

    def _on_add(self) -> None:
        if self._view is None or not self._name.text().strip():
            self._end_adding()
            return
        case_id, name = self._view.case.id, self._name.text()
        self._act(lambda desk: places.add_to_case(desk, case_id, name), self._on_failed, self._end_adding)

    def _read_suggestions(self, view: CaseView) -> None:
        operator_id = view.operator.id
        self._tasks.run(
            lambda desk: places.suggested(desk, operator_id), self._suggestions.offer, self._on_failed, owner=self
        )

    def _on_taken(self, names: tuple[str, ...]) -> None:
        if self._view is None:
            return
        operator_id = self._view.operator.id
        listed = tuple(Place(name=name) for name in names)
        self._act(lambda desk: places.save(desk, operator_id, listed), self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self.say(str(error), "overdue")

    def _act(
        self,
        work: Callable[[Desk], Changes],
        failed: Callable[[Exception], None],
        done: Callable[[], None] | None = None,
    ) -> None:
        self._tasks.act(work, None if done is None else lambda _changes: done(), failed, owner=self)

    def forget_notice(self) -> None:
        """Say nothing any more of what went wrong before."""
        super().forget()


class _NameField(QLineEdit):
    """The name of a place of one case; Escape leaves it.

    Signals:
        left: nothing is to be added after all.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_NAME)
        self.setFixedWidth(theme.px(260))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
