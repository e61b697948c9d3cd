"""One paper under two laws, and what is found while a case is worked on: forms and acts of linked cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from otklik.law.kinds import OCCASIONS, Kind
from otklik.register.records import CaseStatus
from otklik.ui import phrases
from otklik.ui.case.case_forms import InlineForm, KindChips
from otklik.ui.translation import translated
from otklik.ui.widgets import DateField, Notice
from otklik.ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from datetime import date, time

    from PySide6.QtWidgets import QWidget

    from otklik.casework.registering import Registered
    from otklik.casework.views import CaseView
    from otklik.register.records import Case
    from otklik.system.clock import Clock
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.tasks import Tasks


class SplitForm(InlineForm):
    """Asks which demands go into a linked case.

    Signals:
        given: carries the tuple of kinds.
    """

    given = Signal(object)

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(
            translated("Split off into a linked request"),
            translated("Same people, dates and text; each request has its own terms. Files and letters stay here."),
            translated("Split"),
            parent=parent,
        )
        personal = tuple(kind for kind in case.kinds if kind is not Kind.CLAIM)
        self._all = case.kinds
        self.field = KindChips(personal if len(personal) < len(case.kinds) else case.kinds[1:], of=case.kinds)
        self.rows.add_row(self.tr("What goes into the linked request"), self.field)
        self.button.clicked.connect(self._on_given)

    def _on_given(self) -> None:
        chosen = self.field.kinds()
        if not chosen:
            self.rows.set_mistake(self.field, self.tr("Choose at least one kind of demand."))
        elif len(chosen) == len(self._all):
            self.rows.set_mistake(self.field, self.tr("At least one demand has to stay here."))
        else:
            self.given.emit(chosen)


class IncidentForm(InlineForm):
    """Asks when an incident was found.

    Signals:
        given: carries the day, and the time or `None`.
    """

    given = Signal(object, object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            translated("Put an incident on record"),
            translated(
                "A linked request with its own hours: 24 to notify Roskomnadzor, 72 for the inquiry (ст. 21 ч. 3.1)."
            ),
            translated("Put it on record"),
            parent=parent,
        )
        self.field, self._at = DateField(today), TimeField()
        self.rows.add_pair((self.tr("Day it was found"), self.field), (self.tr("Time"), self._at))
        self.button.clicked.connect(self._on_given)

    def _on_given(self) -> None:
        day = self.field.date()
        if day is None:
            self.rows.set_mistake(self.field, self.field.mistake() or self.tr("Say on which day it was found."))
        elif self._at.check():
            self.given.emit(day, self._at.time())


class LinkActs(QObject):
    """Splits a case, and puts an incident on record.

    Args:
        panel: the panel with the case; also the owner.
        tasks: where acts are done.
        clock: tells today.
    """

    def __init__(self, panel: CasePanel, tasks: Tasks, clock: Clock) -> None:
        super().__init__(panel)
        self._panel, self._tasks, self._clock = panel, tasks, clock

    def ask_split(self) -> None:
        """Ask which demands go into a linked case."""
        form = SplitForm(self._view.case)
        form.given.connect(self._split)
        self._show(form, form.field)

    def ask_incident(self) -> None:
        """Ask when an incident was found."""
        form = IncidentForm(self._clock.today())
        form.given.connect(self._register_incident)
        self._show(form, form.field)

    @property
    def _view(self) -> CaseView:
        view = self._panel.view
        if view is None:  # buttons are hidden until a case is shown
            raise AssertionError
        return view

    def _show(self, form: InlineForm, focus: QWidget) -> None:
        form.cancelled.connect(self._panel.drop_form)
        self._panel.show_form(form, focus)

    def _split(self, kinds: tuple[Kind, ...]) -> None:
        from otklik.casework import linking  # noqa: PLC0415 - not needed before something is split

        case_id = self._view.case.id
        self._tasks.act(
            lambda desk: linking.split_case(desk, case_id, kinds), self._on_linked, self._panel.show_error, owner=self
        )

    def _register_incident(self, day: date, at: time | None) -> None:
        from otklik.casework import registering  # noqa: PLC0415 - not needed before there is an incident
        from otklik.register.records import Channel, Subject  # noqa: PLC0415 - the same

        case = self._view.case
        new = registering.NewCase(
            operator_id=case.operator_id,
            kinds=(Kind.INCIDENT,),
            channel=Channel.OWN,
            received_on=day,
            received_at=at,
            subject=Subject(),
            linked_to=case.id,
        )
        self._tasks.act(
            lambda desk: registering.register_case(desk, new), self._on_linked, self._panel.show_error, owner=self
        )

    def _on_linked(self, registered: Registered) -> None:
        self._panel.drop_form()
        self._panel.say(
            phrases.firm(self.tr("Request № {number} is registered and linked.").format(number=registered.number)),
            "done",
            (self.tr("Open it"), lambda: self._panel.case_wanted.emit(registered.case_id)),
        )
        self._panel.refresh()


class TwoLaws(Notice):
    """«Одно письмо, два закона»: says that a claim holds demands about personal data as well.

    Signals:
        split_wanted: the demands are to be taken apart.
    """

    split_wanted = Signal()

    def show_view(self, view: CaseView) -> None:
        """Say it where it is so."""
        kinds = set(view.case.kinds)
        mixed = (
            view.case.status is CaseStatus.OPEN
            and Kind.CLAIM in kinds
            and bool(kinds - {Kind.CLAIM, Kind.OTHER} - OCCASIONS)
        )
        self.say(
            self.tr("One letter, two laws: the claim and the demands about personal data have terms of their own.")
            if mixed
            else "",
            "accent",
            (self.tr("Split…"), self.split_wanted.emit) if mixed else None,
        )
