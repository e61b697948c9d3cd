"""Which columns the register shows, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem

from otklik.ui import theme
from otklik.ui.register.columns import Choice, Column, heading
from otklik.ui.widgets import Caption, Heading, IconButton, LinkButton
from otklik.ui.widgets.floating import FloatingPanel

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_LINE = 30
"""Height of a line, in pixels at 100 %."""

_AROUND_LIST = 150
"""Pixels at 100 % of the panel above and below its list."""


class ColumnList(QListWidget):
    """The columns with a tick each; dragged, or moved by Alt and an arrow.

    Signals:
        moved: the order is another one.

    Args:
        parent: owner.
    """

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Columns of the register"))
        self.model().rowsMoved.connect(lambda *_what: self.moved.emit())

    def move_current(self, by: int) -> None:
        """Move the marked line."""
        place = self.currentRow()
        target = place + by
        if place >= 0 and 0 <= target < self.count():
            self.insertItem(target, self.takeItem(place))
            self.setCurrentRow(target)
            self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by Alt and an arrow."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
        else:
            super().keyPressEvent(event)


class ColumnPanel(FloatingPanel):
    """Chooses columns; what is chosen is seen at once.

    Signals:
        chosen: carries the new `Choice`.

    Args:
        parent: the page it floats over.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, theme.px(280))
        self.setAccessibleName(self.tr("Columns"))
        self._choice = Choice()
        self._filling = False
        head = QHBoxLayout()
        head.addWidget(Heading(self.tr("Columns")), 1)
        self._up = IconButton("up", self.tr("Move to the left (Alt+Up)"))
        self._down = IconButton("down", self.tr("Move to the right (Alt+Down)"))
        close = IconButton("close", self.tr("Close"))
        for button in (self._up, self._down, close):
            head.addWidget(button)
        self.body.addLayout(head)
        self.list = ColumnList()
        self.body.addWidget(self.list)
        self.body.addWidget(
            Caption(self.tr("Drag a line, or a heading of the table; draw its edge for another width."))
        )
        self.reset = LinkButton(self.tr("As it was in the beginning"))
        self.body.addWidget(self.reset)
        self._up.clicked.connect(lambda: self.list.move_current(-1))
        self._down.clicked.connect(lambda: self.list.move_current(1))
        close.clicked.connect(self.close_panel)
        self.list.itemChanged.connect(lambda _item: self._tell())
        self.list.moved.connect(self._tell)
        self.reset.clicked.connect(lambda: self._take(Choice()))

    def ask(self, choice: Choice, place: QRect) -> None:
        """Show what is chosen now.

        Args:
            choice: what is shown.
            place: the button it belongs to, in coordinates of the page.
        """
        self._fill(choice)
        room = self._over.height() - theme.px(_AROUND_LIST)
        self.list.setFixedHeight(min(theme.px(_LINE) * len(Column) + 4, room))
        self.float_at(place)
        self.list.setFocus()
        self.list.setCurrentRow(0)

    def show_choice(self, choice: Choice) -> None:
        """Follow what was changed at the table."""
        if self.isVisible() and choice != self._choice:
            self._fill(choice)

    def _take(self, choice: Choice) -> None:
        self._fill(choice)
        self.chosen.emit(choice)

    def _fill(self, choice: Choice) -> None:
        self._choice, self._filling = choice, True
        current = self.list.currentRow()
        self.list.clear()
        for column in (*choice.shown, *(other for other in Column if other not in choice.shown)):
            item = QListWidgetItem(heading(column))
            item.setData(Qt.ItemDataRole.UserRole, int(column))
            item.setSizeHint(QSize(0, theme.px(_LINE)))
            flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags((item.flags() | flags) & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if column in choice.shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(current)
        self._filling = False
        self.reset.setEnabled(not choice.is_ours)

    def _tell(self) -> None:
        if self._filling:
            return
        items = [self.list.item(place) for place in range(self.list.count())]
        ticked = [Column(item.data(Qt.ItemDataRole.UserRole)) for item in items
                  if item.checkState() is Qt.CheckState.Checked]  # fmt: skip
        if not ticked:  # a table without columns shows nothing at all
            self._fill(self._choice)
            return
        self._choice = Choice(tuple(ticked), self._choice.widths)
        self.reset.setEnabled(not self._choice.is_ours)
        self.chosen.emit(self._choice)
