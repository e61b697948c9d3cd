"""Which column means what, and what the first rows become by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from otklik.intake.old_journal.columns import Column, label
from otklik.ui import dates, phrases, theme
from otklik.ui.old_journal.preview_table import PreviewTable
from otklik.ui.translation import translated
from otklik.ui.widgets import Caption, Heading, Label, Notice, Sheet, clear_layout
from otklik.ui.widgets.choice_box import ChoiceBox
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.intake.old_journal.columns import Mapping
    from otklik.intake.old_journal.rows import JournalRow
    from otklik.intake.old_journal.sheets import Sheet as Spreadsheet
    from otklik.register.records import Operator

FIRST = 3
"""How many rows are shown as they would come in."""


class MappingStep(QWidget):
    """Asks what the columns mean.

    Signals:
        changed: the user said something of a column, or whose journal it is.
        sheet_wanted: another worksheet is to be read; carries its name.

    Args:
        parent: owner.
    """

    changed = Signal()
    sheet_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mapping: Mapping | None = None
        self.problems, self.lacking = Notice(), Notice()
        self.table = PreviewTable()
        self.table.head.chosen.connect(self._on_chosen)
        self.sheets, self.operators = ChoiceBox(), ChoiceBox()
        self.sheets.activated.connect(lambda _index: self.sheet_wanted.emit(self.sheets.currentText()))
        self.operators.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self._choosers = QHBoxLayout()
        self._sheet_row = self._chooser(self.tr("&Sheet"), self.sheets)
        self._operator_row = self._chooser(self.tr("Whose &journal"), self.operators)
        self._first = QGridLayout()
        self._lay_out()

    @property
    def mapping(self) -> Mapping:
        """What the columns mean.

        Raises:
            ValueError: no table is shown yet.
        """
        if self._mapping is None:
            raise ValueError
        return self._mapping

    @property
    def operator_id(self) -> int:
        """Whose letters they were; 0 where there is no operator yet."""
        return int(self.operators.currentData() or 0)

    def show_table(self, sheet: Spreadsheet, mapping: Mapping) -> None:
        """Show a table and what its columns seem to mean."""
        self.problems.say(" ".join(sheet.problems), "soon")
        self.sheets.clear()
        self.sheets.addItems([sheet.name, *sheet.others])
        self._sheet_row.setVisible(bool(sheet.others))
        self.table.show_table(sheet, mapping)
        self._show(mapping)

    def show_operators(self, operators: Sequence[Operator]) -> None:
        """Offer these operators; the one that is chosen stays."""
        chosen = self.operators.currentData()
        self.operators.blockSignals(True)
        self.operators.clear()
        for one in operators:
            self.operators.addItem(one.name or self.tr("Operator without a name"), one.id)
        self.operators.setCurrentIndex(max(0, self.operators.findData(chosen)))
        self.operators.blockSignals(False)
        self._operator_row.setVisible(len(operators) > 1)

    def show_first(self, rows: Sequence[JournalRow]) -> None:
        """Show what the first rows become."""
        clear_layout(self._first)
        for place, row in enumerate(rows):
            self._first.addWidget(Caption(self.tr("row {number}").format(number=row.number), wrap=False), place, 0)
            problem = " ".join(row.problems.values())
            said = ElidedLabel(problem or first_words(row), "overdue" if problem else "")
            self._first.addWidget(said, place, 1)
        self._first.setColumnStretch(1, 1)

    def focus_first(self) -> None:
        """Put the keyboard on the first column."""
        if self.table.head.boxes:
            self.table.head.boxes[0].setFocus()

    def _chooser(self, word: str, box: ChoiceBox) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        caption = Label(word, "caption")
        caption.setBuddy(box)
        box.setAccessibleName(word.replace("&", ""))
        box.setMinimumWidth(theme.px(220))
        across.addWidget(caption)
        across.addWidget(box)
        self._choosers.addWidget(row)
        row.hide()
        return row

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 4, 36, 12)
        column.setSpacing(12)
        self._choosers.setSpacing(24)
        self._choosers.addStretch(1)
        column.addLayout(self._choosers)
        column.addWidget(self.problems)
        column.addWidget(self.lacking)
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 4, 1, 8)
        sheet.body.addWidget(self.table)
        column.addWidget(sheet, 1)
        first = Sheet(16, 8)
        head = QHBoxLayout()
        head.addWidget(Heading(self.tr("So the first rows come in")))
        head.addStretch(1)
        head.addWidget(Caption(self.tr("All cells of a row are kept in the text of the request as well."), wrap=False))
        first.body.addLayout(head)
        self._first.setHorizontalSpacing(12)
        self._first.setVerticalSpacing(4)
        first.body.addLayout(self._first)
        column.addWidget(first)

    def _on_chosen(self, place: int, column: Column) -> None:
        self._show(self.mapping.with_column(place, column))

    def _show(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self.table.show_mapping(mapping)
        names = ", ".join(label(column) for column in mapping.lacking())
        self.lacking.say(
            self.tr("Say over the columns where stands: {columns}.").format(columns=names) if names else "", "soon"
        )
        self.changed.emit()


def first_words(row: JournalRow) -> str:
    """Return what a row becomes, in one line: «21.11.2026 · Ёлкин П. И. · доступ · ответ 25.11.2026»."""
    answered = (
        translated("answered {day}").format(day=dates.dotted(row.answered_on))
        if row.answered_on
        else translated("no answer yet")
    )
    return " · ".join((dates.dotted(row.received), row.name, phrases.kind_words(row.kinds), answered))
