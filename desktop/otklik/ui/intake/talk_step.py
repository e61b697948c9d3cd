"""One step of a talk: its number, the question to say aloud, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import theme
from otklik.ui.widgets import Caption, FormRows, Label

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER_WIDTH = 26


class TalkStep(QWidget):
    """A step; rows of fields go into `rows`, anything else into `body` below them.

    Args:
        number: its place in the talk, from 1.
        question: what to ask.
        hint: a quiet sentence under it.
        parent: owner.
    """

    def __init__(self, number: int, question: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        mark = Label(str(number), "strong")
        mark.setFixedWidth(theme.px(_NUMBER_WIDTH))
        mark.setEnabled(False)
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        self._question = Label(question, "strong", wrap=True)
        self._hint = Caption(hint)
        if not hint:
            self._hint.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._question)
        words.addWidget(self._hint)
        column.addLayout(words)
        self._column = column
        self._rows: FormRows | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body)
        across.addLayout(column, 1)

    @property
    def rows(self) -> FormRows:
        """The rows of its fields; a step that has none leaves no room for them."""
        if self._rows is None:
            self._rows = FormRows(12)
            self._column.insertWidget(1, self._rows)
        return self._rows

    def ask(self, question: str, hint: str = "") -> None:
        """Ask something else."""
        self._question.setText(question)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def name_fields(self, fields: Iterable[QWidget]) -> None:
        """Give fields without a label of their own the question for a name."""
        for field in fields:
            field.setAccessibleName(self._question.text())
