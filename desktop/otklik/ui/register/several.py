"""What stands beside the table while several cases are selected: an open case would offer acts for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.ui.phrases import firm
from otklik.ui.widgets import EmptyState, Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Several(Sheet):
    """Says how many cases are selected, in the place of the open case.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self._words = EmptyState("register", "")
        self.body.addWidget(self._words)
        self.hide()

    def show_count(self, number: int) -> None:
        """Say how many there are, and show it."""
        self._words.say(
            firm(self.tr("%n request(s) selected", "", number)),
            self.tr("What can be done with all of them stands under the table. Choose one, and it opens here."),
        )
        self.show()
