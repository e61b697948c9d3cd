"""The help covers no first button of a page, however narrow the window is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect

from otklik.ui.main_window import NEW_CASE, TODAY, MainWindow
from otklik.ui.widgets import PrimaryButton
from tests.ui.window_tools import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1350, 720), (1264, 672), (1000, 640)])
@pytest.mark.parametrize(("room", "text"), [(TODAY, "Новое обращение"), (NEW_CASE, "Зарегистрировать")])
def test_the_first_button_is_in_reach(
    qtbot: QtBot, window: MainWindow, width: int, height: int, room: int, text: str
) -> None:
    window.resize(width, height)
    window.show_room(room)
    window.show_help()
    settle(qtbot, window)
    first = next(b for b in window.page(room).findChildren(PrimaryButton) if b.text() == text and b.isVisible())
    place = QRect(first.mapTo(window, first.rect().topLeft()), first.size())
    panel = window.help.panel
    assert not place.intersects(QRect(panel.mapTo(window, panel.rect().topLeft()), panel.size()))
    assert window.rect().contains(place)


def test_the_sidebar_gives_way_to_the_help_and_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1350, 720)
    settle(qtbot, window)
    wide = window._sidebar.width()
    window.show_help()
    settle(qtbot, window)
    assert window._sidebar.width() < wide / 2
    window.help.hide()
    settle(qtbot, window)
    assert window._sidebar.width() == wide
