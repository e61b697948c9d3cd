"""The bar under the table while several cases are selected: only what is safe for many at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.ui.phrases import firm
from otklik.ui.widgets import FlowLayout, Label, LinkButton, QuietButton, Sheet


class ChoiceBar(Sheet):
    """Says how many cases are selected and what can be done with them.

    Signals:
        copy_wanted: put them on the clipboard.
        export_wanted: write them to a file.
        clear_wanted: select none any more.

    Args:
        parent: owner.
    """

    copy_wanted = Signal()
    export_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self.setAccessibleName(self.tr("The selected requests"))
        self.body.setContentsMargins(16, 8, 12, 8)
        row = QHBoxLayout()
        row.setSpacing(16)
        self._count = Label("", "strong")
        self._count.setMinimumHeight(28)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        acts = QWidget()
        flow = FlowLayout(acts, gap=8)
        self.copy_button = QuietButton(self.tr("Copy"), small=True)
        self.copy_button.setToolTip(self.tr("For Excel: headings first (Ctrl+C)"))
        self.export_button = QuietButton(self.tr("Export…"), small=True)
        clear = LinkButton(self.tr("Select none"), small=True)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.export_button.clicked.connect(self.export_wanted)
        clear.clicked.connect(self.clear_wanted)
        for button in (self.copy_button, self.export_button, clear):
            flow.addWidget(button)
        row.addWidget(acts, 1)
        self.body.addLayout(row)
        self.hide()

    def show_count(self, number: int) -> None:
        """Show for how many; one case alone needs no bar."""
        self._count.setText(firm(self.tr("%n selected", "", number)))
        self.setVisible(number > 1)
