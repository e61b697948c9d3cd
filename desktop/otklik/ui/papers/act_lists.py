"""Lists of an act that grow by hand: people with their positions, processors with addresses, media with sheets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otklik.ui import theme
from otklik.ui.widgets import IconButton, LinkButton

MOST_SHEETS = 99_999
_SHEETS_WIDTH = 84


@dataclass(frozen=True, slots=True)
class PairWords:
    """What a list of pairs is called.

    Attributes:
        first, second: the two fields.
        add: the link that adds an entry.
        remove: the button that takes one away.
    """

    first: str
    second: str
    add: str
    remove: str


class PairList(QWidget):
    """Entries of two fields each, with a link that adds one.

    Signals:
        changed: something was typed, added or taken away.

    Args:
        words: what it is called.
        counted: the second field is a number and stands beside the first; else both are text, one above the other.
        parent: owner.
    """

    changed = Signal()

    def __init__(self, words: PairWords, *, counted: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._counted = words, counted
        self._entries: list[_Entry] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._place = QWidget(self)  # where entries stand in the order of Tab; never seen
        self._place.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # else Qt orders nothing by it
        self._place.hide()
        self._add = LinkButton(words.add)
        self._add.clicked.connect(self._on_add)
        self._column.addWidget(self._add)
        self.setFocusProxy(self._add)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the entries that are not wholly empty, as typed."""
        pairs = ((entry.first.text().strip(), entry.second.text().strip()) for entry in self._entries)
        return tuple(pair for pair in pairs if any(pair))

    def set_pairs(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show other entries; not told as a change."""
        for entry in tuple(self._entries):
            self._drop(entry)
        for first, second in pairs:
            self._append(first, second)

    def focus_gap(self) -> None:
        """Put the caret into the first field that is empty; where there is no entry, begin one."""
        if not self._entries:
            self._append("", "")
        fields = [field for entry in self._entries for field in (entry.first, entry.second)]
        next((field for field in fields if not field.text().strip()), fields[0]).setFocus()

    def _append(self, first: str, second: str) -> _Entry:
        entry = _Entry(self._words, len(self._entries) + 1, counted=self._counted)
        entry.first.setText(first)
        entry.second.setText(second)
        for field in (entry.first, entry.second):
            field.setCursorPosition(0)
            field.textEdited.connect(self.changed)
        entry.remove.clicked.connect(lambda: self._on_remove(entry))
        self._column.insertWidget(len(self._entries), entry)
        self._entries.append(entry)
        self._order()
        return entry

    def _order(self) -> None:
        """Let Tab walk the entries from above, the link last."""
        chain = [part for entry in self._entries for part in (entry.first, entry.second, entry.remove)]
        for before, behind in pairwise([self._place, *chain, self._add]):
            QWidget.setTabOrder(before, behind)
        self.setFocusProxy(self._entries[0].first if self._entries else self._add)

    def _drop(self, entry: _Entry) -> None:
        self._entries.remove(entry)
        self._column.removeWidget(entry)
        entry.hide()
        entry.deleteLater()
        for place, left in enumerate(self._entries, 1):
            left.name(place)
        self._order()

    def _on_add(self) -> None:
        entry = self._append("", "")
        entry.first.setFocus()
        self.changed.emit()

    def _on_remove(self, entry: _Entry) -> None:
        place = self._entries.index(entry)
        self._drop(entry)
        near = self._entries[min(place, len(self._entries) - 1)].first if self._entries else self._add
        near.setFocus()
        self.changed.emit()


class _Entry(QWidget):
    """One entry of a list of pairs."""

    def __init__(self, words: PairWords, place: int, *, counted: bool) -> None:
        super().__init__()
        self._words = words
        self.first, self.second = QLineEdit(), QLineEdit()
        self.remove = IconButton("trash", words.remove)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        if counted:
            self.second.setValidator(QIntValidator(1, MOST_SHEETS, self.second))
            self.second.setFixedWidth(theme.px(_SHEETS_WIDTH))
            across.addWidget(self.first, 1)
            across.addWidget(self.second)
        else:
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(self.first)
            column.addWidget(self.second)
            across.addLayout(column, 1)
        across.addWidget(self.remove)
        self.name(place)

    def name(self, place: int) -> None:
        """Say which entry this is, counted from 1."""
        for field, word in ((self.first, self._words.first), (self.second, self._words.second)):
            field.setPlaceholderText(word)
            field.setAccessibleName(f"{word}, {place}")
        self.remove.setAccessibleName(f"{self._words.remove}, {place}")
