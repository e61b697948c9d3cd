"""The right half of the template editor: the page, the fields, or the differences from our text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otklik.law.kinds import Kind
from otklik.law.naming import kind_heading
from otklik.system.words import language
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.letter.preview import Preview
from otklik.ui.templates.template_diff import TemplateDiff
from otklik.ui.templates.template_fields import TemplateFields
from otklik.ui.widgets import Caption, Sheet
from otklik.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.ui.tasks import Tasks

PAGE, FIELDS, DIFFERENCES = range(3)
"""What is shown."""


class TemplateAside(Sheet):
    """Shows one of three things beside the text.

    Signals:
        kind_changed: the page is to be drawn for another demand.
        shown_changed: another of the three is shown.

    Args:
        tasks: where pages are drawn and texts compared.
        parent: owner.
    """

    kind_changed = Signal()
    shown_changed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, sunk=True, parent=parent)
        self.preview = Preview(tasks)
        self.fields = TemplateFields()
        self.diff = TemplateDiff(tasks)
        self._chips = ChoiceChips(
            ((PAGE, self.tr("Page")), (FIELDS, self.tr("Fields")), (DIFFERENCES, self.tr("Differences"))), needed=True
        )
        self._chips.setAccessibleName(self.tr("What is shown beside the text"))
        self._kind = ChoiceBox()
        self._kind.setAccessibleName(self.tr("For which demand the page is shown"))
        self._kind.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._kind.setMinimumContentsLength(12)
        self._about = Caption(self.tr("Name, address and facts on the page are invented, the operator is yours."))
        self._stale = Caption(self.tr("The page shows the last text without a mistake."))
        self._stack = QStackedWidget()
        self._lay_out()
        self._chips.changed.connect(lambda: self.show_part(self._chips.chosen()))
        self._kind.currentIndexChanged.connect(lambda _index: self.kind_changed.emit())
        self.show_part(PAGE)

    @property
    def shown(self) -> int:
        """Which of the three is shown."""
        return self._stack.currentIndex()

    @property
    def kind(self) -> Kind | None:
        """For which demand the page is drawn; `None` before a template is shown."""
        value = self._kind.currentData()
        return Kind(value) if value is not None else None

    def show_part(self, part: int) -> None:
        """Show the page, the fields or the differences."""
        self._chips.choose(part)
        self._stack.setCurrentIndex(part)
        self.shown_changed.emit()

    def set_kinds(self, kinds: Sequence[Kind]) -> None:
        """Offer the demands a template answers; the first is taken, and nothing is told."""
        self._kind.blockSignals(True)
        self._kind.clear()
        for kind in kinds:
            self._kind.addItem(kind_heading(kind, language()), kind.value)
        self._kind.blockSignals(False)
        self._kind.tell_whole()
        self._kind.setVisible(len(kinds) > 1)

    def say_stale(self, stale: bool) -> None:
        """Say whether the page is that of an older text, because the one being written has a mistake."""
        self._stale.setVisible(stale)
        self._about.setVisible(not stale)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(1, 1, 1, 1)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.addWidget(self._chips, 1)
        self.body.addLayout(head)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        over = QVBoxLayout()
        over.setContentsMargins(16, 0, 16, 0)
        over.setSpacing(8)
        over.addWidget(self._kind)
        over.addWidget(self._about)
        over.addWidget(self._stale)
        self._stale.hide()
        column.addLayout(over)
        column.addWidget(self.preview, 1)
        for part in (page, self.fields, self.diff):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
