"""A few words of which one is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from otklik.ui.widgets import FlowLayout, ToggleChip


class ChoiceChips(QWidget):
    """Chips of which one is on, or, unless one is `needed`, none.

    Signals:
        changed: another one is on.

    Args:
        choices: values with their words.
        parent: owner.
        needed: whether the one that is on stays on when it is clicked again.
    """

    changed = Signal()

    def __init__(
        self, choices: tuple[tuple[object, str], ...], parent: QWidget | None = None, *, needed: bool = False
    ) -> None:
        super().__init__(parent)
        self._needed = needed
        self._chips: list[tuple[object, ToggleChip]] = []
        flow = FlowLayout(self)
        for value, word in choices:
            chip = ToggleChip(word)
            chip.clicked.connect(lambda checked, which=value: self._on_clicked(which, checked))
            self._chips.append((value, chip))
            flow.addWidget(chip)

    def chosen(self) -> Any:
        """Return the value that is on; `None` when none is."""
        return next((value for value, chip in self._chips if chip.isChecked()), None)

    def choose(self, value: object) -> None:
        """Switch one on, or with `None` all off; no signal is sent."""
        for other, chip in self._chips:
            chip.setChecked(other == value and value is not None)

    def _on_clicked(self, value: object, checked: bool) -> None:
        self.choose(value if checked or self._needed else None)
        self.changed.emit()
