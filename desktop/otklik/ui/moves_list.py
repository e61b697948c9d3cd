"""«Было → стало»: what a new count changes, case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.system.words import language
from otklik.ui import dates, phrases
from otklik.ui.widgets import Caption, Label, clear_layout

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.moves import CaseMoves, DutyMove

MOST = 40
"""Cases named one by one; the rest is a number."""


class MovesList(QWidget):
    """The cases with what moves in each.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_moves(self, cases: tuple[CaseMoves, ...], today: date) -> None:
        """Show the cases in which something moves; the others are left out."""
        clear_layout(self._column)
        changed = sorted((case for case in cases if case.moves), key=lambda case: case.number)
        for index, case in enumerate(changed[:MOST]):
            if index:
                self._column.addSpacing(8)
            self._column.addWidget(Label(phrases.case_name(case.number, case.kinds), "medium"))
            for move in case.moves:
                self._column.addWidget(Caption(self._sentence(move, today)))
        if len(changed) > MOST:
            self._column.addWidget(Caption(phrases.firm(self.tr("and %n more request(s)", "", len(changed) - MOST))))

    def _sentence(self, move: DutyMove, today: date) -> str:
        duty = move.title if language() == "ru" else move.title_en
        old, new = (dates.near(day, today) if day else "" for day in (move.old, move.new))
        if not old:
            text = self.tr("{duty}: new, by {new}")
        elif not new:
            text = self.tr("{duty}: no longer owed, was {old}")
        else:
            text = self.tr("{duty}: {old} → {new}")
        return text.format(duty=duty, old=old, new=new)
