"""The list of keys: every act that has some, by where it belongs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import theme
from otklik.ui.palette.commands import Command, key_text
from otklik.ui.palette.overlay import Overlay
from otklik.ui.widgets import Caption, Heading, IconButton, Label, clear_layout
from otklik.ui.widgets.layouts import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.ui.main_window import MainWindow

WIDTH = 760


class KeyList(Overlay):
    """All keys in two columns. Esc or F1 closes it.

    Args:
        window: whose keys they are.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, WIDTH)
        self.setAccessibleName(self.tr("Keys"))
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Keys"), "case_title"), 1)
        self._close = IconButton("close", self.tr("Close"))
        self._close.clicked.connect(self.close_panel)
        head.addWidget(self._close)
        self.body.addLayout(head)
        self._page = Page((0, 8, 16, 8))
        self._columns = QHBoxLayout()
        self._columns.setSpacing(theme.px(40))
        self._page.body.addLayout(self._columns)
        self.body.addWidget(self._page)

    def begin(self, commands: tuple[Command, ...]) -> None:
        """Come up with the keys of what can be done, ready or not."""
        clear_layout(self._columns)
        here = [command for command in commands if command.keys and not command.group]
        elsewhere = [command for command in commands if command.keys and command.group]
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.px(8))
            self._columns.addLayout(column, 1)
        for group, members in groupby(elsewhere, key=lambda command: command.group):
            _add(left, group, ((command.title, key_text(command.keys)) for command in members))
        if here:
            _add(right, self.tr("On this page"), ((command.title, key_text(command.keys)) for command in here))
        _add(right, self.tr("In lists and tables"), self._everywhere())
        left.addStretch(1)
        right.addStretch(1)
        self.fit()
        room = self.window().height() - theme.px(180)
        self._page.setFixedHeight(min(room, self._page.body.heightForWidth(self.width() - 34) + 2))
        self.show_over()

    def take_focus(self) -> None:
        """Read from the beginning."""
        self._close.setFocus()

    def _everywhere(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("move in a list"), "↑ ↓"),
            (self.tr("open a line"), "Enter"),
            (self.tr("press, tick"), key_text("Space")),
            (self.tr("next and previous field"), f"{key_text('Tab')}, {key_text('Shift+Tab')}"),
            (self.tr("back, close"), key_text("Esc")),
            (self.tr("copy"), key_text("Ctrl+C")),
        )


def _add(column: QVBoxLayout, heading: str, lines: Iterable[tuple[str, str]]) -> None:
    """Add a heading and its lines: what it does, and the keys at the right."""
    column.addWidget(Heading(heading))
    grid = QWidget()
    layout = QGridLayout(grid)
    layout.setContentsMargins(0, 0, 0, theme.px(12))
    layout.setVerticalSpacing(theme.px(8))
    layout.setColumnStretch(0, 1)
    for row, (title, keys) in enumerate(lines):
        name = Label(title, wrap=True)
        key = Caption(keys, wrap=False)
        key.setAccessibleName(f"{title}: {keys}")
        layout.addWidget(name, row, 0)
        layout.addWidget(key, row, 1, Qt.AlignmentFlag.AlignRight)
    column.addWidget(grid)
