"""What the register knows of a case while it is being entered: asked in the background, shown in two places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from otklik.ui.intake.came_before import CameBefore
from otklik.ui.intake.hints import KnownHints, Lookup

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from otklik.casework.hints import Hints
    from otklik.casework.matching import Known
    from otklik.casework.registering import NewCase
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks


class Who(Protocol):
    """The part of a form that asks who it is."""

    @property
    def released(self) -> SignalInstance:
        """Sent when another name was typed: it is not the one it was taken for."""

    def take(self, known: Known) -> str:
        """Take the writer for somebody of the register; return what registering will change about him."""

    def give_back(self) -> None:
        """Take back what `take` filled in."""


class Knowing(QObject):
    """Asks the register, shows what it knows, and does what the clerk says to it.

    Signals:
        case_wanted: look at an earlier case; carries its id.
        attach_wanted: add what came to an earlier case; carries its id.

    Attributes:
        people: who the writer may be, for a place near his name.
        before: what came before, for a place over the form.
        lead: whether a sentence over the form leads to those people, because they may be out of sight.

    Args:
        tasks: where the register is read.
        clock: tells today.
        who: the part that asks who it is.
        make: returns the case as it is filled in.
        parent: owner.
    """

    case_wanted = Signal(int)
    attach_wanted = Signal(int)

    def __init__(self, tasks: Tasks, clock: Clock, who: Who, make: Callable[[], NewCase], parent: QObject) -> None:
        super().__init__(parent)
        self.people, self.before, self.lead = KnownHints(clock), CameBefore(), False
        self._who = who
        self._lookup = Lookup(tasks, make, self)
        self._lookup.found.connect(self._on_found)
        self.people.chosen.connect(self._on_chosen)
        self.people.refused.connect(self._on_refused)
        self.people.case_wanted.connect(self.case_wanted)
        self.before.case_wanted.connect(self.case_wanted)
        self.before.attach_wanted.connect(self.attach_wanted)
        who.released.connect(self._on_released)

    def ask(self) -> None:
        """Ask again, soon: something was filled in."""
        self._lookup.ask()

    def forget(self) -> None:
        """Show nothing: the form is empty."""
        self._lookup.forget()
        self.lead = False
        self.people.clear()
        self.before.clear()

    def _on_found(self, hints: Hints) -> None:
        self.people.show_people(hints.people)
        self.before.show_hints(hints, lead=self.lead)

    def _on_chosen(self, known: Known) -> None:
        self.people.show_chosen(known, self._who.take(known))
        self.ask()

    def _on_refused(self) -> None:
        self._who.give_back()
        self.ask()

    def _on_released(self) -> None:
        self.people.clear()
        self.ask()
