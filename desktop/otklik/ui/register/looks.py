"""What of the register page is kept with the register: the user's own views and his columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from otklik.ui.register.columns import Choice
from otklik.ui.register.searches import View, read_views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.casework.desk import Desk
    from otklik.ui.tasks import Tasks

VIEWS, COLUMNS = "views", "columns"
"""Settings of a register."""


class Looks(QObject):
    """Reads and keeps views and columns.

    Signals:
        read: they are here; carries the views and the columns.

    Args:
        tasks: where the reading is done.
        parent: owner.
    """

    read = Signal(object, object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def ask(self) -> None:
        """Read them."""

        def kept(desk: Desk) -> tuple[object, object]:
            settings = desk.register.settings
            return settings.get(VIEWS, []), settings.get(COLUMNS)

        self._tasks.run(kept, lambda found: self.read.emit(read_views(found[0]), Choice.read(found[1])), owner=self)

    def keep_views(self, views: Sequence[View]) -> None:
        """Keep the user's own views."""
        self._keep(VIEWS, [view.stored() for view in views])

    def keep_columns(self, choice: Choice) -> None:
        """Keep what columns are shown."""
        self._keep(COLUMNS, choice.stored())

    def _keep(self, name: str, value: object) -> None:
        self._tasks.run(lambda desk: desk.register.settings.set(name, value))
