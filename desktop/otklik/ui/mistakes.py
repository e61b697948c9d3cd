"""Every road a mistake of ours can take leads to the crash dialog: main thread, other threads, clean-up, Qt itself."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from otklik.system import crash

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

_KINDS = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}


class Mistakes(QObject):
    """Catches what nobody caught, on whatever thread, and hands it over on the main one.

    Args:
        show: shows a mistake; called on the main thread.
        parent: owner.
    """

    _happened = Signal(object)

    def __init__(self, show: Callable[[Exception], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """Begin."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_message)

    def unwatch(self) -> None:
        """End: whoever comes next finds everything as it was."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            self._happened.emit(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def _on_thread(self, caught: threading.ExceptHookArgs) -> None:
        if isinstance(caught.exc_value, Exception):
            self._happened.emit(caught.exc_value)

    def _on_unraisable(self, caught: sys.UnraisableHookArgs) -> None:
        if isinstance(caught.exc_value, Exception):
            self._happened.emit(caught.exc_value)

    def _on_happened(self, error: Exception) -> None:
        self._show(error)


def _on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Keep that Qt complained, for the next report; its words go nowhere: standard error often ends in a log."""
    if kind in _KINDS:
        crash.note_of_qt(_KINDS[kind], context.category or "", context.file or "", context.line, message or "")
