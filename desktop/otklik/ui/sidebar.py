"""The sidebar: the six rooms with their figures, and at its foot whether work goes on and how the backup stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from otklik.ui import icons, theme
from otklik.ui.widgets import Caption, Chip, Label
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from otklik.ui.copies.backup_state import BackupState


class RoomButton(QPushButton):
    """One room: icon, word, and a figure at the right.

    Args:
        icon: file name of the icon without ending.
        word: name of the room.
        key: its shortcut, for the tooltip.
        parent: owner.
    """

    def __init__(self, icon: str, word: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(f"  {word}", parent)  # the style leaves too little room after the icon
        self._word = word
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click goes to the page, and shows no ring here
        self.setIconSize(QSize(18, 18))
        self.setToolTip(f"{word} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        icons.dress(self, icon)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch(1)
        self._figure = Label("", "caption")
        self._figure.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._figure)

    def show_figure(self, number: int, spoken: str) -> None:
        """Show a figure, none for 0.

        Args:
            number: the figure.
            spoken: what it counts, for screen readers.
        """
        self._figure.setText(str(number) if number else "")
        self.setAccessibleName(f"{self._word}, {spoken}" if number else self._word)


class Sidebar(QWidget):
    """The sidebar.

    Signals:
        room_wanted: show this room; carries its index.
        backup_wanted: the user looks at the state of the backup.
        lock_wanted: the window is to be locked.
        help_wanted: the help to what is on the screen is wanted.
        register_wanted: another register is to be opened; carries its path, empty where it is still to be chosen.

    Args:
        rooms: icon and word of every room, in order.
        parent: owner.
    """

    room_wanted = Signal(int)
    backup_wanted = Signal()
    lock_wanted = Signal()
    help_wanted = Signal()
    register_wanted = Signal(str)

    def __init__(self, rooms: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.SIDEBAR_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 18, 12, 20)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 6, 0)
        head.addWidget(Label(self.tr("Otklik"), "name"))
        head.addStretch(1)
        self._training = Chip(self.tr("training"), "soon")
        self._training.hide()
        head.addWidget(self._training)
        column.addLayout(head)
        self._register = RegisterButton()
        self._register.wanted.connect(self.register_wanted)
        column.addWidget(self._register)
        column.addSpacing(18)
        self._group = QButtonGroup(self)
        for index, (icon, word) in enumerate(rooms):
            button = RoomButton(icon, word, f"Ctrl+{index + 1}")
            self._group.addButton(button, index)
            column.addWidget(button)
        self._group.idClicked.connect(self.room_wanted)
        column.addStretch(1)
        self._busy = Caption(self.tr("Working…"), wrap=False)
        self._busy.setContentsMargins(10, 0, 0, 8)
        self._busy.hide()
        column.addWidget(self._busy)
        guide = RoomButton("help", self.tr("Help"), "Shift+F1")
        guide.setObjectName("help_button")
        guide.setCheckable(False)
        guide.clicked.connect(self.help_wanted)
        column.addWidget(guide)
        lock = RoomButton("lock", self.tr("Lock"), "Ctrl+L")
        lock.setObjectName("lock")
        lock.setCheckable(False)
        lock.clicked.connect(self.lock_wanted)
        column.addWidget(lock)
        self._state = BackupLine()
        self._state.clicked.connect(self.backup_wanted)
        self._state.hide()
        column.addWidget(self._state)

    def button(self, index: int) -> RoomButton:
        """Return the button of a room."""
        return self._group.button(index)  # type: ignore[return-value]  # only RoomButtons are in the group

    def mark(self, index: int | None) -> None:
        """Mark the room that is shown; `None` marks none (a case is being entered)."""
        self._group.setExclusive(index is not None)
        for number in range(len(self._group.buttons())):
            self._group.button(number).setChecked(number == index)

    def show_register(self, name: str, others: tuple[str, ...] = ()) -> None:
        """Show which register is open, and offer the paths of others."""
        self._register.show_register(name, others)

    def show_training(self) -> None:
        """Mark the window as that of a training register."""
        self._training.show()

    def show_busy(self, busy: bool) -> None:
        """Show or hide that work goes on."""
        self._busy.setVisible(busy)

    def show_backup(self, state: BackupState) -> None:
        """Show how the backup stands."""
        self._state.show_state(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the rooms with the arrow keys."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        focused = self.focusWidget()
        if step is None or focused not in self._group.buttons():
            super().keyPressEvent(event)
            return
        buttons = self._group.buttons()
        buttons[(buttons.index(focused) + step) % len(buttons)].setFocus()


class RegisterButton(QPushButton):
    """Names the open register and leads to others: those opened lately, or one to be chosen.

    Signals:
        wanted: another register is to be opened; carries its path, empty where it is still to be chosen.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("register")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Open another register"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 6, 0)
        self._name = ElidedLabel("", "caption")
        self._name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._name)
        self._arrow = icons.IconMark("unfold", "dim", 14)
        self._arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._arrow)
        self._others: tuple[str, ...] = ()
        self.clicked.connect(self._on_clicked)

    def show_register(self, name: str, others: tuple[str, ...]) -> None:
        """Show the name, and keep the paths of others for the menu; an arrow tells that there are some."""
        self._name.set_text(name)
        self._others = others
        self._arrow.setVisible(bool(others))
        self.setAccessibleName(self.tr("Register {name}").format(name=name))

    def menu_of_others(self) -> QMenu:
        """Return the menu: registers opened lately by name, and choosing one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for path in self._others:
            action = menu.addAction(Path(path).stem)
            action.triggered.connect(partial(self.wanted.emit, path))
        if self._others:
            menu.addSeparator()
        menu.addAction(self.tr("Other register…")).triggered.connect(partial(self.wanted.emit, ""))
        return menu

    def _on_clicked(self) -> None:
        self.menu_of_others().popup(self.mapToGlobal(self.rect().bottomLeft()))


class BackupLine(QPushButton):
    """How the backup stands, in two lines at most; a click leads to the backups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("To the backups"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.setSpacing(10)
        self._mark = icons.IconMark("check", "done", 16)
        row.addWidget(self._mark)
        self._label = Label("", "caption", wrap=True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._label, 1)

    def show_state(self, state: BackupState) -> None:
        """Show another state."""
        self._mark.set_icon(state.icon, state.role)
        self._label.setText(state.short)
        self._label.set_role({"overdue": "error", "accent": "caption"}.get(state.role, f"caption_{state.role}"))
        self.setAccessibleName(state.sentence)
        self.show()

    def sizeHint(self) -> QSize:
        """Be as high as two lines of caption."""
        return QSize(160, 46)
