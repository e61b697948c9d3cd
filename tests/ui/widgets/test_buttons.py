"""Buttons whose words may wrap."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from otklik.ui.widgets import LinkButton


def test_words_stand_in_one_line_where_there_is_room_whatever_was_before(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    column, button = QVBoxLayout(place), LinkButton("Сделать копию сейчас")
    button.resize(60, 20)
    button.wrap_words()
    column.addWidget(button)
    column.addStretch(1)
    place.resize(300, 200)
    place.show()
    line = button.height()
    assert button.heightForWidth(button.width()) == line
    place.resize(100, 200)
    qtbot.waitUntil(lambda: button.height() > line)
    place.resize(300, 200)
    qtbot.waitUntil(lambda: button.height() == line)
