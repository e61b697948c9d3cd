"""The sidebar: the six rooms with their figures, and at its foot whether work goes on and how the backup stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from otklik.ui import icons, theme
from otklik.ui.registers.register_button import RegisterButton
from otklik.ui.translation import figure
from otklik.ui.widgets import Caption, Chip, Label
from otklik.ui.widgets.text import in_lines, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from otklik.ui.copies.backup_state import BackupState


_ROOMY = 900
"""Pixels at 100 % of a window from which on the words of the sidebar stand beside their icons."""

_NARROW = 88
"""Pixels at 100 %: the sidebar whose words stand under their icons."""


class RoomButton(QToolButton):
    """One room: icon, word beside or under it, and a figure at the right.

    Args:
        icon: file name of the icon without ending.
        word: name of the room.
        key: its shortcut, for the tooltip.
        short: a shorter name for where it stands under the icon.
        parent: owner.
    """

    def __init__(self, icon: str, word: str, key: str, short: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._short = word, short or word
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click goes to the page, and shows no ring here
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.setToolTip(f"{word} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        icons.dress(self, icon)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.addStretch(1)
        self._figure = Label("", "caption")
        self._figure.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row = row
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Put the word under the icon, or beside it."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextUnderIcon if narrow else style.ToolButtonTextBesideIcon)
        # The style leaves too little room after the icon.
        room = theme.px(_NARROW - 16)
        self.setText(in_lines(self._short, room, theme.font(theme.CAPTION)) if narrow else f"  {self._word}")
        self.setProperty("narrow", narrow)
        restyle(self)
        across, corner = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop
        self._row.setContentsMargins(0, 4 if narrow else 0, 8 if narrow else 12, 0)
        self._row.setAlignment(self._figure, corner if narrow else across)

    def show_figure(self, number: int, spoken: str) -> None:
        """Show a figure, none for 0.

        Args:
            number: the figure.
            spoken: what it counts, for screen readers.
        """
        self._figure.setText(figure(number) if number else "")
        self.setAccessibleName(f"{self._word}, {spoken}" if number else self._word)


class Sidebar(QWidget):
    """The sidebar.

    Signals:
        room_wanted: show this room; carries its index.
        backup_wanted: the user looks at the state of the backup.
        lock_wanted: the window is to be locked.
        help_wanted: the help to what is on the screen is wanted.
        registers_wanted: the other registers are wanted.

    Attributes:
        register_button: names the register that is open.
        narrow_width: pixels it takes with its words under their icons; more once they turn out to need more.
        wide_width: pixels it takes with its words beside them.

    Args:
        rooms: icon and word of every room, in order.
        parent: owner.
    """

    room_wanted = Signal(int)
    backup_wanted = Signal()
    lock_wanted = Signal()
    help_wanted = Signal()
    registers_wanted = Signal()

    def __init__(self, rooms: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(2)
        self._head = head = QHBoxLayout()
        self._name = Label(self.tr("Otklik"), "name")
        head.addWidget(self._name)
        head.addStretch(1)
        self._training = Chip(self.tr("training"), "soon")
        self._training.hide()
        head.addWidget(self._training)
        column.addLayout(head)
        self.register_button = RegisterButton()
        self.register_button.clicked.connect(self.registers_wanted)
        column.addWidget(self.register_button)
        column.addSpacing(16)
        self._group = QButtonGroup(self)
        for index, (icon, word) in enumerate(rooms):
            button = RoomButton(icon, word, f"Ctrl+{index + 1}")
            self._group.addButton(button, index)
            column.addWidget(button)
        self._group.idClicked.connect(self.room_wanted)
        column.addStretch(1)
        self._busy = Caption(self.tr("Working…"), wrap=False)
        self._busy.setContentsMargins(12, 0, 0, 8)
        self._busy.hide()
        column.addWidget(self._busy)
        guide = RoomButton("help", self.tr("Help"), "Shift+F1")
        guide.setObjectName("help_button")
        guide.setCheckable(False)
        guide.clicked.connect(self.help_wanted)
        column.addWidget(guide)
        lock = RoomButton("lock", self.tr("Lock"), "Ctrl+L", self.tr("Locking"))
        lock.setObjectName("lock")
        lock.setCheckable(False)
        lock.clicked.connect(self.lock_wanted)
        column.addWidget(lock)
        self._state = BackupLine()
        self._state.clicked.connect(self.backup_wanted)
        self._state.hide()
        column.addWidget(self._state)
        self._narrow, self._crowded, self._window_width = True, False, 0
        self.narrow_width = theme.px(_NARROW)
        self.set_narrow(False)
        self.wide_width = self.minimumWidth()

    def fit(self, width: int) -> None:
        """Take the share of a window that is so wide, in pixels."""
        self._window_width = width
        self.set_narrow(self._crowded or width < theme.px(_ROOMY))

    def make_room(self, crowded: bool) -> None:
        """Be narrow for as long as something else needs the room; or no longer."""
        self._crowded = crowded
        self.fit(self._window_width)

    def set_narrow(self, narrow: bool) -> None:
        """Put the words under their icons, for a window with little room for its text; or beside them."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._column.setContentsMargins(*((8, 12, 8, 8) if narrow else (12, 16, 12, 20)))
        self._head.setContentsMargins(*((0, 0, 0, 0) if narrow else (12, 0, 8, 0)))
        self._name.setVisible(not narrow)
        self._busy.setContentsMargins(0 if narrow else 12, 0, 0, 4 if narrow else 8)
        buttons = self.findChildren(RoomButton)
        for button in buttons:
            button.set_narrow(narrow)
        if narrow:
            words = (*buttons, self._training)
            needed = max(word.minimumSizeHint().width() for word in words) + 16
            self.narrow_width = max(self.narrow_width, needed)
            self.setFixedWidth(self.narrow_width)
        else:
            widest = max(button.sizeHint().width() for button in buttons) + 24
            self.setFixedWidth(max(theme.px(theme.SIDEBAR_WIDTH), widest))
        self._state.set_narrow(narrow)

    def button(self, index: int) -> RoomButton:
        """Return the button of a room."""
        return self._group.button(index)  # type: ignore[return-value]  # only RoomButtons are in the group

    def mark(self, index: int | None) -> None:
        """Mark the room that is shown; `None` marks none (a case is being entered)."""
        self._group.setExclusive(index is not None)
        for number in range(len(self._group.buttons())):
            self._group.button(number).setChecked(number == index)

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


class BackupLine(QPushButton):
    """How the backup stands, in two lines at most; a click leads to the backups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        self._mark = icons.IconMark("check", "done", 16)
        row.addWidget(self._mark)
        self._label = Label("", "caption", wrap=True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._label, 1)
        self._row = row

    def set_narrow(self, narrow: bool) -> None:
        """Leave the mark alone, its words in the tooltip; or show both."""
        self._label.setVisible(not narrow)
        self._row.setAlignment(self._mark, Qt.AlignmentFlag.AlignHCenter if narrow else Qt.AlignmentFlag.AlignVCenter)

    def show_state(self, state: BackupState) -> None:
        """Show another state."""
        self._mark.set_icon(state.icon, state.role)
        self._label.setText(state.short)
        self._label.set_role({"overdue": "error", "accent": "caption"}.get(state.role, f"caption_{state.role}"))
        self.setAccessibleName(state.sentence)
        self.setToolTip("\n".join((state.sentence, self.tr("To the backups"))))
        self.updateGeometry()
        self.show()

    def sizeHint(self) -> QSize:
        """Be as high as its words, two lines of caption at least."""
        row = self._row
        if self._label.isHidden():
            return row.sizeHint()
        around = row.contentsMargins().left() + row.contentsMargins().right() + row.spacing() + self._mark.width()
        words = self._label.heightForWidth(theme.px(theme.SIDEBAR_WIDTH) - 24 - around)
        return QSize(160, max(theme.px(46), words + 14))
