"""What is remembered on this computer between two starts: what the user chose in a window, and where it stood."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QPoint, QSize

from otklik.system.errors import OtklikError
from otklik.system.preferences import Preferences
from otklik.ui import screen_room, theme

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from otklik.ui.main_window import MainWindow

FIRST_SIZE = (1440, 900)

ASIDE = 32
"""Pixels by which a window that has no place of its own yet stands aside of the one that stood last."""


class Kept(QObject):
    """The preferences, saved whenever something in them changes.

    Attributes:
        preferences: what is remembered.
        folder: the data folder they lie in.

    Args:
        folder: the data folder.
        parent: owner.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.preferences = Preferences.load(folder)

    def keep(self) -> None:
        """Save them; a settings file that cannot be written must not keep anybody from working."""
        with suppress(OtklikError):
            self.preferences.save(self.folder)

    def remember(
        self, path: Path, key_file: Path | None, name: str, copies: tuple[Path, ...], *, demonstration: bool
    ) -> None:
        """Remember a register that was opened.

        Args:
            path: its file.
            key_file: its key file, where it has one.
            name: what it is called.
            copies: folders of its copies.
            demonstration: whether its people are invented.
        """
        before = replace(self.preferences)
        absolute = key_file.absolute() if key_file else None
        self.preferences.remember(path.absolute(), absolute, demonstration=demonstration, name=name)
        if not demonstration:
            self.preferences.remember_copies(copies)
        if self.preferences != before:
            self.keep()

    def follow(self, window: MainWindow, path: Path) -> None:
        """Show a window what is remembered, where it stood before, and remember what is chosen in it.

        Args:
            window: the window of a register, not shown yet.
            path: the register.
        """
        window.text_percent = self.preferences.text_percent
        window.lock_after = self.preferences.lock_after
        window.tell_key_file(self.preferences.key_file_of(path))
        window.theme_chosen.connect(lambda scheme: self._choose("theme", scheme))
        window.language_chosen.connect(lambda language: self._choose("language", language))
        window.text_percent_chosen.connect(lambda percent: self._choose("text_percent", percent))
        window.lock_after_chosen.connect(lambda minutes: self._choose("lock_after", minutes))
        screen_room.fit(window, QSize(*FIRST_SIZE))
        self._put(window, self.preferences.windows.get(str(path), ""))

    def keep_place(self, window: MainWindow, path: Path) -> None:
        """Remember where the window of a register stands."""
        self.preferences.remember_window(path, bytes(window.saveGeometry().toBase64().data()).decode())
        self.keep()

    def keep_told(self, path: Path, day: date) -> None:
        """Remember that it was told what is due in a register on a day."""
        self.preferences.remember_told(path, day)
        self.keep()

    def keep_name(self, path: Path, name: str) -> None:
        """Remember what a register is called from now on."""
        self.preferences.names = {**self.preferences.names, str(path): name}
        self.keep()

    def _choose(self, name: str, value: object) -> None:
        setattr(self.preferences, name, value)
        self.keep()

    def _put(self, window: MainWindow, place: str) -> None:
        """Put a window where it stood; one that never stood anywhere beside the one that stood last."""
        kept = place or self.preferences.window
        if not kept:
            return
        window.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        if not place and not window.isMaximized():
            window.move(window.pos() + QPoint(theme.px(ASIDE), theme.px(ASIDE)))
        screen_room.bring_within(window)
