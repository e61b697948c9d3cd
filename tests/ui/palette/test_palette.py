"""The palette and the list of keys in a real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLineEdit

from otklik.ui.main_window import LETTERS, REGISTER, TODAY, MainWindow
from otklik.ui.palette.key_list import KeyList
from otklik.ui.palette.palette import Palette
from tests.ui.window_tools import ask, register_page, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> Palette:
    """The palette, called up by its key over the first page."""
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = window.findChild(Palette)
    assert found is not None
    assert found.isVisible()
    return found


def test_a_word_and_enter_do_an_act(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    palette.field.setText("перейти письма")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shown == LETTERS)
    assert not palette.isVisible()


def test_a_number_leads_to_the_request(palette: Palette, window: MainWindow, tasks: Tasks, qtbot: QtBot) -> None:
    case_id = ask(qtbot, tasks, lambda desk: desk.register.cases.by_number(3).id)
    palette.field.setText("3")
    qtbot.waitUntil(lambda: any(offer.is_case for offer in palette.offers))
    assert palette.offers[0].is_case
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shown == REGISTER)
    settle(qtbot, window)
    assert register_page(window).open_case_id == case_id


def test_arrows_choose_and_stop_at_the_ends(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 0
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    for _ in range(len(palette.offers)):
        qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == len(palette.offers) - 1


def test_what_cannot_be_done_is_said_and_enter_does_nothing(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    palette.field.setText("щщщщ")
    settle(qtbot, window)
    assert palette.offers == ()
    assert "Такого действия и обращения нет" in seen(palette)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert window.shown == TODAY


def test_escape_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    window.show_room(REGISTER)
    settle(qtbot, window)
    search = register_page(window).findChild(QLineEdit)
    search.setFocus()
    window.offering.show_palette()
    palette = window.findChild(Palette)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.focusWidget() is search


def test_keys_of_the_list_are_bound(window: MainWindow, qtbot: QtBot) -> None:
    bound = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    assert {command.keys for command in window.offering.commands if command.keys} <= bound
    qtbot.keyClick(window, Qt.Key.Key_F1)
    keys = window.findChild(KeyList)
    assert keys.isVisible()
    assert "Новое обращение" in seen(keys)
    assert "Ctrl+N" in seen(keys)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert not keys.isVisible()


def test_every_act_has_a_name_of_its_own(window: MainWindow) -> None:
    commands = window.commands()
    assert len({command.id for command in commands}) == len(commands)
    assert len({command.title for command in commands}) == len(commands)
