"""Windows stay within small screens, and come back from screens that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from otklik.system.preferences import Preferences
from otklik.ui import screen_room, theme
from otklik.ui.help.help_window import HelpWindow
from otklik.ui.lock.lock_window import LockWindow
from otklik.ui.main_window import MainWindow
from otklik.ui.registers.kept import Kept
from otklik.ui.welcome.welcome_window import WelcomeWindow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from otklik.system.clock import FixedClock
    from otklik.ui.tasks import Tasks

SMALL = QRect(8, 40, 1350, 720)
"""What a screen of 1366 × 768 leaves to a window."""

TINY = QRect(8, 40, 1008, 552)
"""What one of 1024 × 600 leaves."""

rectangles = st.builds(
    QRect, st.integers(-3000, 3000), st.integers(-3000, 3000), st.integers(1, 4000), st.integers(1, 4000)
)


@given(rectangles, rectangles)
def test_a_rectangle_is_moved_into_the_room(place: QRect, room: QRect) -> None:
    moved = screen_room.moved_into(place, room)
    assert room.contains(moved)
    assert moved.size() == place.size().boundedTo(room.size())
    assert screen_room.moved_into(moved, room) == moved
    if room.contains(place):
        assert moved == place


@pytest.mark.parametrize("room", [SMALL, TINY])
def test_the_window_is_no_larger_than_its_screen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow, room: QRect
) -> None:
    monkeypatch.setattr(screen_room, "room_of", lambda _window: room)
    Kept(tmp_path).follow(window, tmp_path / "register.otklik")
    assert window.size() == room.size()
    assert window.minimumSize().boundedTo(room.size()) == window.minimumSize()


def test_a_window_comes_back_from_a_screen_that_is_gone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot, window: MainWindow, tasks: Tasks, clock: FixedClock
) -> None:
    path = tmp_path / "register.otklik"
    before = Kept(tmp_path)
    window.setGeometry(2000, 300, 1440, 900)
    before.preferences.registers = (str(path),)
    before.keep_place(window, path)
    assert Preferences.load(tmp_path).window
    monkeypatch.setattr(screen_room, "room_of", lambda _window: SMALL)
    second = MainWindow(tasks, clock)
    qtbot.addWidget(second)
    Kept(tmp_path).follow(second, path)
    assert SMALL.contains(second.geometry())


def test_the_other_windows_are_no_larger_either(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication, look: None, qtbot: QtBot, tmp_path: Path
) -> None:
    monkeypatch.setattr(screen_room, "room_of", lambda _window: TINY)
    theme.apply(qapp, theme.Scheme.LIGHT, 200)
    try:
        first = WelcomeWindow(Preferences(), tmp_path)
        made: tuple[QWidget, ...] = (first, LockWindow(), HelpWindow(None, first))
        for window in made:
            qtbot.addWidget(window)
            window.show()
            qtbot.wait(1)
            assert window.size().boundedTo(TINY.size()) == window.size(), window
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT, 100)
