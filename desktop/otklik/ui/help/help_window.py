"""The help in a window of its own: for dialogs, for the first window, and for whoever wants it beside the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from otklik.ui import screen_room, theme
from otklik.ui.help.help_panel import HelpPanel
from otklik.ui.reading_order import InReadingOrder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.ui.tasks import Tasks

_SIZE = (560, 720)


class HelpWindow(InReadingOrder, QDialog):
    """The help in its own window; closes by Esc and deletes itself. There is one of a window.

    Args:
        tasks: as of `HelpPanel`.
        parent: the window that asked for it.
    """

    def __init__(self, tasks: Tasks | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        self.setObjectName("help_window")
        self.panel = HelpPanel(tasks, apart=True)
        self.panel.closed.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        screen_room.fit(self, QSize(*_SIZE) * theme.scale())


def show_window(parent: QWidget, topic: str = "", tasks: Tasks | None = None) -> HelpWindow:
    """Show the help in a window of its own, in the one that is open where there is one.

    Args:
        parent: the window that asked for it.
        topic: id of the page; the contents where not given.
        tasks: as of `HelpPanel`.
    """
    window = parent.findChild(HelpWindow) or HelpWindow(tasks, parent)
    window.panel.show_topic(topic)
    window.show()
    window.activateWindow()
    window.panel.text.setFocus()
    return window
