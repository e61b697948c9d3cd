"""Places people usually look in, to begin a list with: tick, and take them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui.widgets import FlowLayout, QuietButton, ToggleChip


class PlaceSuggestions(QWidget):
    """Chips of places and a button that takes those that are on.

    Signals:
        taken: carries their names, in the order they are offered.

    Args:
        parent: owner.
    """

    taken = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[ToggleChip] = []
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        self._take = QuietButton(self.tr("Add what is ticked"))
        self._take.clicked.connect(self._on_take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._holder)
        column.addWidget(self._take)

    def offer(self, names: tuple[str, ...]) -> None:
        """Offer these; what was ticked before stays so."""
        on = set(self.ticked())
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for name in names:
            chip = ToggleChip(name.replace("&", "&&"))
            chip.setAccessibleName(name)
            chip.setChecked(name in on)
            chip.toggled.connect(self._on_toggled)
            self._chips.append(chip)
            self._flow.addWidget(chip)
        self._on_toggled()

    def ticked(self) -> tuple[str, ...]:
        """Return the names that are on."""
        return tuple(chip.accessibleName() for chip in self._chips if chip.isChecked())

    def _on_toggled(self) -> None:
        self._take.setEnabled(any(chip.isChecked() for chip in self._chips))

    def _on_take(self) -> None:
        names = self.ticked()
        for chip in self._chips:
            chip.setChecked(False)
        self.taken.emit(names)
