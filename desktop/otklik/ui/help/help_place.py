"""Where the help stands in the main window: beside the page, or over its right edge where the window is too narrow.

The sidebar gives way first; what still has to lie over the page leaves the page's head and its buttons free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from otklik.ui import theme
from otklik.ui.help import help_topics

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from otklik.ui.help.help_panel import HelpPanel
    from otklik.ui.main_window import MainWindow
    from otklik.ui.sidebar import Sidebar
    from otklik.ui.tasks import Tasks

_PAGE = 790
"""Pixels a page needs beside the help, at 100 %."""

_HEAD = 88
"""Pixels at 100 % of the head of a page: its title and its first button."""


class HelpPlace(QObject):
    """Shows and hides the help of a window; nothing of it is made before it is asked for.

    Args:
        window: the window, assembled; it owns this.
        tasks: where papers are drawn.
    """

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        super().__init__(window)
        self._window, self._tasks = window, tasks
        self._middle = cast("QWidget", window.centralWidget())
        self._row = cast("QHBoxLayout", self._middle.layout())
        self._sidebar = cast("Sidebar", self._middle.findChild(QWidget, "sidebar"))
        self._panel: HelpPanel | None = None
        self._before: QWidget | None = None
        window.installEventFilter(self)

    @property
    def is_shown(self) -> bool:
        """Whether the help is on the screen."""
        return self._panel is not None and self._panel.isVisible()

    @property
    def panel(self) -> HelpPanel:
        """The panel; it is made now if it was not yet."""
        from otklik.ui.help.help_panel import HelpPanel  # noqa: PLC0415 - start-up: nobody asked for help yet

        if self._panel is None:
            self._panel = HelpPanel(self._tasks, parent=self._middle)
            self._panel.closed.connect(self.hide)
            self._panel.apart_wanted.connect(self._on_apart_wanted)
            self._panel.room_wanted.connect(self._on_room_wanted)
            self._panel.hide()
        return self._panel

    def show(self, topic: str = "") -> None:
        """Show a page of the help; the contents where no topic is given."""
        panel = self.panel
        if not self.is_shown:
            self._before = QApplication.focusWidget()
        self._fit()
        panel.show_topic(topic)
        panel.show()
        panel.raise_()
        panel.text.setFocus()

    def show_for_page(self) -> None:
        """Show the help to what is on the screen; hide it where it is shown already."""
        topic = help_topics.topic_of(self._window.page(self._window.shown))
        if self._panel is not None and self.is_shown and self._panel.text.topic == topic:
            self.hide()
        else:
            self.show(topic)

    def save_guide(self) -> None:
        """Show the help, and let the user save all of it as a paper."""
        self.show()
        self.panel.save_guide()

    def hide(self) -> None:
        """Take the help away; the cursor goes back to where it was."""
        if self._panel is not None:
            self._panel.hide()
        self._sidebar.make_room(False)
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if event.type() is QEvent.Type.Resize and self.is_shown:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Stand beside the page where there is room for both, the sidebar narrow if need be; else over its edge."""
        from otklik.ui.help.help_panel import WIDTH  # noqa: PLC0415 - start-up: nobody asked for help yet

        panel = self.panel
        width = min(theme.px(WIDTH), self._middle.width() - theme.px(theme.SIDEBAR_WIDTH))
        panel.setFixedWidth(width)
        room = self._middle.width() - width - theme.px(_PAGE)
        beside = room >= self._sidebar.narrow_width
        self._sidebar.make_room(beside and room < self._sidebar.wide_width)
        if beside:
            if self._row.indexOf(panel) < 0:
                self._row.addWidget(panel)
        else:
            self._row.removeWidget(panel)
            page = self._window.page(self._window.shown)
            top = page.mapTo(self._middle, page.rect().topLeft()).y() + theme.px(_HEAD)
            panel.setGeometry(self._middle.width() - width, top, width, self._middle.height() - top)
            panel.raise_()

    def _on_apart_wanted(self, topic: str) -> None:
        from otklik.ui.help.help_window import show_window  # noqa: PLC0415 - start-up: nobody asked for help yet

        self.hide()
        apart = show_window(self._window, topic, self._tasks)
        apart.panel.room_wanted.connect(self._on_room_wanted)

    def _on_room_wanted(self, name: str) -> None:
        help_topics.open_room(self._window, name)
