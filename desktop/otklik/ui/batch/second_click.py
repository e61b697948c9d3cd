"""The second half of a double click: what has moved under the pointer meanwhile does not get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class SecondClick(QObject):
    """Swallows clicks anywhere in the window for as long as a double click may take.

    Args:
        widget: stands in the window; owns this.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._window: QWindow | None = None
        self._held = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_over)

    def swallow(self) -> None:
        """Swallow what is clicked from now on; whoever means it clicks again."""
        if not self._widget.isVisible():
            return
        if self._window is None:
            self._window = self._widget.window().windowHandle()
            self._window.installEventFilter(self)
        self._timer.start(QApplication.doubleClickInterval())

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Keep presses, and the releases that belong to them, from the widgets of the window."""
        if event.type() in _PRESSES:
            self._held = True
            return True
        if event.type() is QEvent.Type.MouseButtonRelease and self._held:
            self._held = False
            if not self._timer.isActive():
                self._let_go()
            return True
        return False

    def _on_over(self) -> None:
        if not self._held:
            self._let_go()

    def _let_go(self) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None
