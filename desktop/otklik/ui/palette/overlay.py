"""What lies over the middle of the window until it is done with: a sheet that goes when it loses the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QApplication, QWidget

from otklik.ui import theme
from otklik.ui.widgets.floating import FloatingPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_FROM_TOP = 56


class Overlay(FloatingPanel):
    """A sheet in the middle of the window. Esc, or a click beside it, closes it, and the focus goes where it was.

    Args:
        window: the window.
        width: pixels at 100 %.
    """

    def __init__(self, window: QWidget, width: int) -> None:
        super().__init__(window, theme.px(width))
        self._before: QWidget | None = None
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there is one: we are a widget
        self.closed.connect(self._give_back)

    def show_over(self) -> None:
        """Come up, with the focus; what had it gets it back."""
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.place()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where typing begins."""
        self.setFocus()

    def place(self) -> None:
        """Stand in the middle, as high as there is room."""
        width = min(self.width(), self.window().width() - 32)
        left = (self.window().width() - width) // 2
        self.float_at(QRect(left, 0, width, theme.px(_FROM_TOP)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of a window that is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible() and watched is self.window():
            self.place()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lie on top."""
        super().resizeEvent(event)
        self.raise_()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and new is not self and not self.isAncestorOf(new):
            self._before = None
            self.close_panel()

    def _give_back(self) -> None:
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
