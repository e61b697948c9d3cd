"""Tells when nobody has typed or clicked in any window of ours for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class IdleWatch(QObject):
    """A timer that every key and every movement of the mouse sets back.

    It listens at the windows that have the focus, not at the application: a filter there would be asked about every
    event of every widget.

    Signals:
        idle: the time is over.

    Args:
        application: the running application.
        parent: owner.
    """

    idle = Signal()

    def __init__(self, application: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        application.focusWindowChanged.connect(self._on_window)
        self._on_window(application.focusWindow())

    def set_time(self, milliseconds: int) -> None:
        """Begin anew with another time; 0 for never."""
        self._timer.stop()
        if milliseconds:
            self._timer.start(milliseconds)

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a filter that is there already is only moved to the front

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at a sign of life, and let it pass."""
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
