"""A double click on a register where the system tells a running program of it (macOS) instead of starting another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication


class FileOpening(QObject):
    """Hears which files the system wants opened.

    Args:
        app: the application; also the owner.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._take: Callable[[Path], None] | None = None
        self._asked: list[Path] = []

    def watch(self, take: Callable[[Path], None]) -> None:
        """Hear from now on.

        Args:
            take: opens a file.
        """
        self._take = take
        if sys.platform == "darwin":  # elsewhere no such event comes, and every event would be looked at for nothing
            self._app.installEventFilter(self)

    def asked_at_start(self) -> Path | None:
        """Return the file whose double click started the program; macOS tells it by the first event, not by words."""
        if sys.platform == "darwin":
            take, self._take = self._take, self._asked.append
            self._app.processEvents()
            self._take = take
        return self._asked.pop(0) if self._asked else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the files the system asks for; leave everything else alone."""
        if isinstance(event, QFileOpenEvent) and event.file():
            if self._take is not None:
                self._take(Path(event.file()))
            return True
        return super().eventFilter(watched, event)
