"""No part of a page is shown before it has its place: it would flash as a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from otklik.ui.main_window import LETTERS, SETTINGS, MainWindow
from otklik.ui.rooms import NEW_CASE, OLD_JOURNAL, PEOPLE, POLICY, REGISTER, REPORTS, TALK
from tests.source_tree import expect_none
from tests.ui.window_tools import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class _Flashes(QObject):
    """Notes what is shown as a window and is none."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at every widget that is shown."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            is_window = isinstance(watched, QDialog | QMainWindow | QMenu) or watched.parentWidget() is not None
            if not is_window:
                self.seen.append(f"{type(watched).__name__} «{watched.accessibleName() or watched.objectName()}»")
        return False


def test_nothing_flashes_on_the_way_through_the_rooms(qapp: QApplication, qtbot: QtBot, window: MainWindow) -> None:
    flashes = _Flashes()
    qapp.installEventFilter(flashes)
    try:
        for room in (SETTINGS, REGISTER, LETTERS, PEOPLE, REPORTS, NEW_CASE, TALK, POLICY, OLD_JOURNAL):
            window.show_room(room)
            settle(qtbot, window)
        for show in (window.show_backups, window.show_key, window.show_reminders, window.show_help):
            show()
            settle(qtbot, window)
        window.open_case(1)
        settle(qtbot, window)
        window.offering.show_palette()
        settle(qtbot, window)
    finally:
        qapp.removeEventFilter(flashes)
    expect_none(flashes.seen)
