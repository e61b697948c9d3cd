"""Registering what is on the form, or adding it to a case that is there: never twice without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from otklik.ui import phrases

if TYPE_CHECKING:
    from otklik.casework.attaching import Attached
    from otklik.casework.registering import NewCase, NewFile, Registered
    from otklik.ui.tasks import Tasks


class Saving(QObject):
    """Does it, one at a time.

    Signals:
        saved: it is in the register; carries the case's id, its number, and what to say of it.
        double: the very same file is registered already; carries the `NewCase` and the number of that case.
        failed: it is not; carries the error.

    Args:
        tasks: where it is done.
        parent: owner.
    """

    saved = Signal(int, int, str)
    double = Signal(object, int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.busy = False

    def register(self, new: NewCase) -> None:
        """Register a case, unless its file is registered already: then only that is told."""
        from otklik.casework.attaching import identical_case  # noqa: PLC0415 - start-up: no case is entered yet

        self.busy = True
        self._tasks.run(
            lambda desk: identical_case(desk, new.files), lambda number: self._on_looked(new, number), self._on_failed
        )

    def register_anyway(self, new: NewCase) -> None:
        """Register a case whatever came before."""
        from otklik.casework import registering  # noqa: PLC0415 - as above

        self.busy = True
        self._tasks.act(lambda desk: registering.register_case(desk, new), self._on_registered, self._on_failed)

    def attach(self, case_id: int, files: tuple[NewFile, ...]) -> None:
        """Add files to a case instead of registering one."""
        from otklik.casework.attaching import attach_files  # noqa: PLC0415 - as above

        if not self.busy:
            self.busy = True
            self._tasks.act(lambda desk: attach_files(desk, case_id, files), self._on_attached, self._on_failed)

    def _on_looked(self, new: NewCase, number: int) -> None:
        if number:
            self.busy = False
            self.double.emit(new, number)
        else:
            self.register_anyway(new)

    def _on_registered(self, registered: Registered) -> None:
        self.busy = False
        said = self.tr("Request № {number} is registered.").format(number=registered.number)
        self.saved.emit(registered.case_id, registered.number, phrases.firm(said))

    def _on_attached(self, attached: Attached) -> None:
        self.busy = False
        said = (
            self.tr("Added to request № {number}.") if attached.added else self.tr("Request № {number} has it already.")
        )
        self.saved.emit(attached.case_id, attached.number, phrases.firm(said.format(number=attached.number)))

    def _on_failed(self, error: Exception) -> None:
        self.busy = False
        self.failed.emit(error)
