"""A field for a time of day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from otklik.system.errors import UserError
from otklik.ui import dates

if TYPE_CHECKING:
    from datetime import time

    from PySide6.QtWidgets import QWidget


class TimeField(QLineEdit):
    """A time of day typed as hh:mm. Says what is wrong with it when it is left, never while it is being typed.

    Signals:
        time_changed: the time reads differently now; carries a `time` or `None`.
        mistake_changed: carries the sentence about the mistake, empty when there is none.

    Args:
        at: what to begin with.
        parent: owner.
    """

    time_changed = Signal(object)
    mistake_changed = Signal(str)

    def __init__(self, at: time | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: time | None = None
        self.setPlaceholderText(self.tr("hh:mm"))
        self.setMaxLength(5)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_time(at)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self._on_editing_finished)

    def set_time(self, at: time | None) -> None:
        """Put a time in, or nothing."""
        self._last = at
        self.setText(dates.time_at(at) if at is not None else "")

    def time(self) -> time | None:
        """Return the time; `None` when nothing is typed or it cannot be read."""
        try:
            return dates.read_time(self.text())
        except UserError:
            return None

    def mistake(self) -> str:
        """Return what is wrong with the text, empty when nothing is."""
        try:
            dates.read_time(self.text())
        except UserError as error:
            return str(error)
        return ""

    def check(self) -> bool:
        """Show the mistake, if there is one; return whether there is none."""
        sentence = self.mistake()
        self.setToolTip(sentence)
        self.mistake_changed.emit(sentence)
        return not sentence

    def _on_text_changed(self) -> None:
        at = self.time()
        if not self.mistake():
            self.mistake_changed.emit("")
        if at != self._last:
            self._last = at
            self.time_changed.emit(at)

    def _on_editing_finished(self) -> None:
        at = self.time()
        if at is not None:
            self.setText(dates.time_at(at))
        self.check()
