"""A sentence that only says what was done goes with what the user does next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from otklik.ui.widgets import Notice, notice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot, look: None, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    monkeypatch.setattr(notice, "_STAYS", 20)
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(Notice(closable=True))
    column.addWidget(QLineEdit())
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_passing_sentence_goes_with_the_next_key(qtbot: QtBot, page: QWidget) -> None:
    said, field = page.findChild(Notice), page.findChild(QLineEdit)
    said.say("Скопировано", "done", passing=True)
    qtbot.keyClick(field, Qt.Key.Key_A)
    qtbot.wait(1)
    assert said.isVisible(), "the keys that brought it are let go of"
    qtbot.wait(30)
    qtbot.keyClick(field, Qt.Key.Key_A)
    qtbot.waitUntil(said.isHidden)
    assert said.sentence == ""


def test_a_passing_sentence_goes_with_its_page(qtbot: QtBot, page: QWidget) -> None:
    said = page.findChild(Notice)
    said.say("Скопировано", "done", passing=True)
    page.hide()
    qtbot.wait(1)
    page.show()
    assert said.isHidden()


def test_what_is_said_next_stays(qtbot: QtBot, page: QWidget) -> None:
    said = page.findChild(Notice)
    said.say("Скопировано", "done", passing=True)
    said.say("Диск полон.", "overdue")
    qtbot.wait(30)
    qtbot.keyClick(page.findChild(QLineEdit), Qt.Key.Key_A)
    page.hide()
    page.show()
    qtbot.wait(1)
    assert said.isVisible()
