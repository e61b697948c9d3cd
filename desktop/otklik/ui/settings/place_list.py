"""The operator's list of places as it is put in order: by dragging or by keys, each renamed where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QSizePolicy

from otklik.casework.places import LONGEST_NAME
from otklik.register.paper_records import Place
from otklik.ui import theme
from otklik.ui.widgets.table import RowDelegate, paint_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
    from PySide6.QtGui import QDropEvent, QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

ROW_HEIGHT = 36
_ID = Qt.ItemDataRole.UserRole
_NUMBER_WIDTH, _EDGE = 44, 16


class _PlaceDelegate(RowDelegate):
    """Paints number and name; the name alone is edited."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint one place."""
        painter.setFont(theme.font())
        painter.setPen(theme.color("dim"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area.adjusted(theme.px(_EDGE), 0, 0, 0), flags, f"{index.row() + 1}.")
        room = area.adjusted(theme.px(_NUMBER_WIDTH), 0, -theme.px(_EDGE), 0)
        paint_text(painter, room, str(index.data()), "text", left=0)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Return the field for a name."""
        field = super().createEditor(parent, option, index)
        if isinstance(field, QLineEdit):
            field.setMaxLength(LONGEST_NAME)
            field.setAccessibleName(str(index.data()))
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Put the field where the name stands."""
        super().updateEditorGeometry(editor, option, index)
        room = option.rect.adjusted(theme.px(_NUMBER_WIDTH) - 10, 1, -8, -1)
        editor.setGeometry(room)


class PlaceList(QListWidget):
    """The places in their order. Alt+Up and Alt+Down move the chosen one, F2 renames it, Delete takes it off.

    Signals:
        changed: the list is another one; carries the places in their order.

    Args:
        parent: owner.
    """

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Place, ...] = ()
        self.setItemDelegate(_PlaceDelegate(theme.px(ROW_HEIGHT), self))
        self.setAccessibleName(self.tr("Places to look in"))
        self.setAccessibleDescription(
            self.tr("Alt+Up and Alt+Down move the place, F2 renames it, Delete takes it off.")
        )
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.itemChanged.connect(self._tell)

    def show_places(self, places: Sequence[Place]) -> None:
        """Show exactly these; the one that was chosen stays so."""
        current = self.currentRow()
        blocked = self.blockSignals(True)
        self.clear()
        for place in places:
            item = QListWidgetItem(place.name)
            item.setData(_ID, place.id)
            item.setToolTip(self.tr("Drag to put in order, double-click to rename"))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsEditable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            self.addItem(item)
        self._shown = tuple(places)
        if self.count():
            self.setCurrentRow(min(max(current, 0), self.count() - 1))
        self.blockSignals(blocked)
        self.updateGeometry()
        self.currentRowChanged.emit(self.currentRow())

    def places(self) -> tuple[Place, ...]:
        """Return the places as they stand now."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(Place(id=int(item.data(_ID)), name=item.text()) for item in items)

    def shift(self, step: int) -> None:
        """Move the chosen place up (-1) or down (1)."""
        row, target = self.currentRow(), self.currentRow() + step
        if row >= 0 and 0 <= target < self.count():
            blocked = self.blockSignals(True)
            self.insertItem(target, self.takeItem(row))
            self.setCurrentRow(target)
            self.blockSignals(blocked)
            self._tell()

    def rename(self) -> None:
        """Edit the name of the chosen place."""
        if self.currentItem() is not None:
            self.editItem(self.currentItem())

    def take_off(self) -> None:
        """Take the chosen place off the list."""
        if self.currentRow() >= 0:
            self.takeItem(self.currentRow())
            self._tell()

    def sizeHint(self) -> QSize:
        """Ask for all rows: the page scrolls, not the list."""
        return QSize(240, self.count() * theme.px(ROW_HEIGHT) + 2)

    def minimumSizeHint(self) -> QSize:
        """Need them all."""
        return self.sizeHint()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take a place where it was dragged to."""
        super().dropEvent(event)
        QTimer.singleShot(0, self, self._tell)  # Qt takes the old row out once the drag is over

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, rename or take off the chosen place."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.take_off()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentItem() is not None:
            self.rename()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        now = self.places()
        if [(one.id, one.name) for one in now] != [(one.id, one.name) for one in self._shown]:
            self._shown = now
            self.updateGeometry()
            self.changed.emit(now)
