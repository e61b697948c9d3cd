"""The list of registers under the name of the one that is open: a click opens another one in its own window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from otklik.ui import icons, theme
from otklik.ui.palette.commands import key_text
from otklik.ui.palette.overlay import Overlay
from otklik.ui.registers.recent import State
from otklik.ui.widgets import Caption, Chip, Heading, IconButton, Rule, clear_layout
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from otklik.ui.registers.recent import Recent

WIDTH = 380


class RegisterRow(QPushButton):
    """One register: what it is called, where it lies, and how it stands.

    Attributes:
        with_ctrl: whether it was pressed last with Ctrl.

    Args:
        name: what it is called, or what the line does.
        aside: where it lies; empty for none.
        icon: file name of an icon before the name; empty for none.
        parent: owner.
    """

    def __init__(self, name: str, aside: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("register_row")
        self.with_ctrl = False
        self.setAutoDefault(True)  # Enter presses it
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(part for part in (name, aside) if part))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._row.setSpacing(theme.px(12))
        if icon:
            self._row.addWidget(icons.IconMark(icon, "dim", 18))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel(name, "medium" if aside else ""))
        if aside:
            words.addWidget(ElidedLabel(aside, "caption"))
        self._row.addLayout(words, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Be as high as what is in it: the style would leave room for one line."""
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never be lower; names are cut where there is no room."""
        return QSize(60, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the list: a button would go to whatever comes next in the order of Tab."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
            return
        self.with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remember whether Ctrl is pressed."""
        self.with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        super().mouseReleaseEvent(event)

    def mark(self, word: str, role: str) -> None:
        """Say how it stands, in a word at the right."""
        chip = Chip(word, role)
        chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{self.accessibleName()}, {word}")


class RegisterList(Overlay):
    """The list. Arrows choose, Enter or a click opens, with Ctrl in this window; Esc closes it.

    Signals:
        opening_wanted: open a register in a window of its own; carries its path (`Path`).
        here_wanted: open it in this window instead; carries its path.
        removal_wanted: take a register off the list; carries its path.
        file_wanted: choose a file.
        beginning_wanted: begin, or restore, another register.

    Args:
        window: the window it comes up in.
        under: the widget it stands under.
    """

    opening_wanted = Signal(object)
    here_wanted = Signal(object)
    removal_wanted = Signal(object)
    file_wanted = Signal()
    beginning_wanted = Signal()

    def __init__(self, window: QWidget, under: QWidget) -> None:
        super().__init__(window, WIDTH)
        self._under = under
        self._rows: list[RegisterRow] = []
        self.setAccessibleName(self.tr("Registers"))
        self.body.setSpacing(2)
        heading = Heading(self.tr("Registers opened lately"))
        heading.setContentsMargins(theme.px(12), 0, 0, 4)
        self.body.addWidget(heading)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self._hint = Caption(
            self.tr("It opens in its own window, with {key} in this one.").format(
                key=key_text("Ctrl").rstrip("+") or "Ctrl"
            )
        )
        self._hint.setContentsMargins(theme.px(12), 4, theme.px(12), 4)
        self.body.addWidget(self._hint)
        self.body.addWidget(Rule())
        self._acts = (
            RegisterRow(self.tr("Open a file…"), icon="open"),
            RegisterRow(self.tr("New register, or restore one…"), icon="plus"),
        )
        for row, wanted in zip(self._acts, (self.file_wanted, self.beginning_wanted), strict=True):
            row.clicked.connect(self.close_panel)
            row.clicked.connect(wanted)
            self.body.addWidget(row)

    def show_registers(self, found: tuple[Recent, ...]) -> None:
        """Show the registers, and come up where the list is not on screen yet."""
        if self.isVisible():
            self._acts[0].setFocus()  # a line that went with it would let it fall on the page and close the list
        clear_layout(self._lines)
        self._rows = []
        for one in found:
            self._lines.addLayout(self._line(one))
        if not found:
            none = Caption(self.tr("This is the only one so far."))
            none.setContentsMargins(theme.px(12), 4, theme.px(12), 4)
            self._lines.addWidget(none)
        self._hint.setVisible(any(one.state is State.CLOSED for one in found))
        self.show_over()

    def take_focus(self) -> None:
        """Begin with the first that can be opened."""
        next(row for row in self.rows() if row.isEnabled()).setFocus(Qt.FocusReason.PopupFocusReason)

    def rows(self) -> tuple[RegisterRow, ...]:
        """Return the lines from above: the registers, then what else can be done."""
        return (*self._rows, *self._acts)

    def place(self) -> None:
        """Stand under the name of the register."""
        corner = self._under.mapTo(self.window(), QPoint())
        self.float_at(QRect(corner, self._under.size()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the lines with the arrow keys."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        rows = [row for row in self.rows() if row.isEnabled()]
        if step is None:
            super().keyPressEvent(event)
            return
        at = next((number for number, row in enumerate(rows) if row.hasFocus()), -step)
        rows[(at + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)

    def _line(self, one: Recent) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        row = RegisterRow(one.name, str(one.path.parent))
        row.setToolTip(str(one.path))
        row.clicked.connect(partial(self._on_chosen, one, row))
        line.addWidget(row, 1)
        self._rows.append(row)
        if one.state is State.OPEN:
            row.mark(self.tr("has a window"), "accent")
        elif one.state is State.MISSING:
            row.mark(self.tr("not found"), "soon")
            row.setEnabled(False)
            remove = IconButton("close", self.tr("Take {name} off the list").format(name=one.name))
            remove.clicked.connect(partial(self.removal_wanted.emit, one.path))
            line.addWidget(remove)
        return line

    def _on_chosen(self, one: Recent, row: RegisterRow) -> None:
        here = row.with_ctrl and one.state is State.CLOSED
        self.close_panel()
        (self.here_wanted if here else self.opening_wanted).emit(one.path)
