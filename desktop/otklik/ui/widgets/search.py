"""A field to search with as one types."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from otklik.ui import icons

SEARCH_DELAY = 150
"""Milliseconds after the last key before the search starts."""


class SearchField(QLineEdit):
    """A field that says when typing pauses.

    Signals:
        paused: search for the text as it is now.

    Args:
        parent: owner.
    """

    paused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_DELAY)
        self._timer.timeout.connect(self.paused)
        self.textChanged.connect(lambda _text: self._timer.start())
        self.addAction(icons.icon("search", "dim"), QLineEdit.ActionPosition.LeadingPosition)

    def take_focus(self) -> None:
        """Put the cursor here; the next key replaces what was searched for."""
        self.setFocus()
        self.selectAll()
