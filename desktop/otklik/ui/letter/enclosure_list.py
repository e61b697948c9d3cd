"""What is enclosed, as a list to put in order, and the fields of the entry that is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from otklik.casework.enclosing import LONGEST_TITLE, MOST
from otklik.ui import theme
from otklik.ui.translation import translated
from otklik.ui.widgets import Caption, IconButton, Label
from otklik.ui.widgets.table import RowDelegate, paint_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent

    from otklik.register.paper_records import Enclosure

ROW_HEIGHT = 30
_MOST_ROWS, _FEWEST_ROWS = 6, 2
"""Rows that are seen at once where there is room, and where there is little."""
_NUMBER_WIDTH = 40
_LEFT_EDGE, _RIGHT_EDGE = 16, 14
_ENTRY = Qt.ItemDataRole.UserRole


def amount(entry: Enclosure) -> str:
    """Return «3 л., 2 экз.»; what is bound or not on paper has no number of sheets."""
    copies = translated("%n copy(ies)", entry.copies)
    return f"{translated('%n sheet(s)', entry.sheets)}, {copies}" if entry.sheets else copies


class _EntryDelegate(RowDelegate):
    """Paints number, title and amount of an entry."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint one entry."""
        entry: Enclosure = index.data(_ENTRY)
        painter.setFont(theme.font())
        painter.setPen(theme.color("dim"))
        middle, left, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.drawText(area.adjusted(_LEFT_EDGE, 0, 0, 0), middle | left, f"{index.row() + 1}.")
        painter.drawText(area.adjusted(0, 0, -_RIGHT_EDGE, 0), middle | right, amount(entry))
        taken = painter.fontMetrics().horizontalAdvance(amount(entry)) + _RIGHT_EDGE
        title = entry.title or translated("without a title")
        role = "text" if entry.title else "overdue"
        paint_text(painter, area.adjusted(_NUMBER_WIDTH, 0, -taken, 0), title, role, left=6)


class EnclosureList(QListWidget):
    """The entries in their order. Alt+Up and Alt+Down move the chosen one, Delete takes it out, Enter edits it.

    Signals:
        move_wanted: carries the step, -1 up or +1 down.
        removal_wanted: take the chosen one out.
        edit_wanted: put the cursor into its title.

    Args:
        parent: owner.
    """

    move_wanted = Signal(int)
    removal_wanted = Signal()
    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_EntryDelegate(ROW_HEIGHT, self))
        self.setAccessibleName(self.tr("Enclosures"))
        self.setAccessibleDescription(self.tr("Alt+Up and Alt+Down move the enclosure, Delete takes it out."))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.itemDoubleClicked.connect(lambda _item: self.edit_wanted.emit())

    def show_entries(self, entries: Sequence[Enclosure], current: int) -> None:
        """Show exactly these.

        Args:
            entries: what is enclosed, in order.
            current: which of them is chosen.
        """
        blocked = self.blockSignals(True)
        while self.count() > len(entries):
            self.takeItem(self.count() - 1)
        while self.count() < len(entries):
            self.addItem(QListWidgetItem())
        for row, entry in enumerate(entries):
            item = self.item(row)
            item.setData(_ENTRY, entry)
            item.setText(f"{row + 1}. {entry.title}, {amount(entry)}")
            item.setToolTip(entry.title)
        self.setCurrentRow(current)
        self.blockSignals(blocked)
        self.scrollToItem(self.currentItem())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the rows there are, up to six."""
        return QSize(200, min(self.count(), _MOST_ROWS) * ROW_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Do with two rows where there is little room."""
        return QSize(120, min(self.count(), _FEWEST_ROWS) * ROW_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen entry in sight."""
        super().resizeEvent(event)
        self.scrollToItem(self.currentItem())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, take out or edit the chosen entry."""
        key = event.key()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(step)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removal_wanted.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)


class EnclosureForm(QWidget):
    """Title, sheets and copies of one entry, with its place in the order. What is typed is told at once.

    Signals:
        edited: carries the entry as it is now; one without a title is not told.
        move_wanted: carries the step, -1 up or +1 down.
        removal_wanted: take the entry out.

    Args:
        parent: owner.
    """

    edited = Signal(object)
    move_wanted = Signal(int)
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Enclosure | None = None
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(self.tr("What it is: “Copy of the contract of 3 March 2025”"))
        self.title.setAccessibleName(self.tr("Title of the enclosure"))
        self._mistake = Label("", "error", wrap=True)
        self._mistake.hide()
        self.sheets, self.copies = QSpinBox(), QSpinBox()
        self.sheets.setRange(0, MOST)
        self.sheets.setSpecialValueText("—")
        self.sheets.setToolTip(self.tr("— where it is bound or not on paper: then the sheets are not counted."))
        self.copies.setRange(1, MOST)
        self.up = IconButton("up", self.tr("Move up (Alt+Up)"))
        self.down = IconButton("down", self.tr("Move down (Alt+Down)"))
        self.remove = IconButton("trash", self.tr("Take out of the enclosures"))
        self._lay_out()
        self._connect()

    def show_entry(self, entry: Enclosure | None, row: int, count: int) -> None:
        """Show an entry, or nothing.

        Args:
            entry: what is chosen.
            row: its place, from 0.
            count: how many entries there are.
        """
        self.setVisible(entry is not None)
        self._entry = entry
        if entry is None:
            return
        blocked = [widget.blockSignals(True) for widget in (self.sheets, self.copies)]
        if self.title.text().strip() != entry.title:
            self.title.setText(entry.title)
            self.title.setCursorPosition(0)
        self.sheets.setValue(entry.sheets or 0)
        self.copies.setValue(entry.copies)
        for widget, was in zip((self.sheets, self.copies), blocked, strict=True):
            widget.blockSignals(was)
        self._say("")
        self.up.setEnabled(row > 0)
        self.down.setEnabled(row < count - 1)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self._mistake)
        row = QHBoxLayout()
        row.setSpacing(8)
        for word, field in ((self.tr("&Sheets"), self.sheets), (self.tr("&Copies"), self.copies)):
            caption = Caption(word, wrap=False)
            caption.setBuddy(field)
            field.setAccessibleName(word.replace("&", ""))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setFixedWidth(theme.px(56))
            row.addWidget(caption)
            row.addWidget(field)
            row.addSpacing(4)
        row.addStretch(1)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        column.addLayout(row)

    def _connect(self) -> None:
        self.title.textEdited.connect(self._on_title_edited)
        self.title.editingFinished.connect(self._on_title_left)
        self.sheets.valueChanged.connect(lambda value: self._tell(sheets=value or None))
        self.copies.valueChanged.connect(lambda value: self._tell(copies=value))
        self.up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(1))
        self.remove.clicked.connect(self.removal_wanted)

    def _on_title_edited(self, text: str) -> None:
        title = " ".join(text.split())
        if title:
            self._say("")
            self._tell(title=title)
        else:
            self._say(self.tr("Without a title it does not go into the letter."))

    def _on_title_left(self) -> None:
        """Give back the last title to a field that was left empty."""
        if self._entry is not None and not self.title.text().strip() and self._entry.title:
            self.title.setText(self._entry.title)
            self._say("")

    def _tell(self, **changed: object) -> None:
        if self._entry is not None:
            self._entry = replace(self._entry, **changed)  # type: ignore[arg-type]  # names and types of its fields
            self.edited.emit(self._entry)

    def _say(self, sentence: str) -> None:
        self._mistake.setText(sentence)
        self._mistake.setVisible(bool(sentence))
