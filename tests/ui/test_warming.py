"""Pages are made while nobody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from otklik.ui.letter.letter_editor import LetterEditor
from otklik.ui.main_window import NEW_CASE, REGISTER, SETTINGS, TODAY, MainWindow
from otklik.ui.palette.palette import Palette
from otklik.ui.templates.templates_page import TemplatesPage
from otklik.ui.warming import Warming
from tests.ui.window_tools import register_page, settle

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks


def test_every_page_is_made_and_none_is_shown(
    window: MainWindow, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("otklik.ui.warming.PAUSE", 1)
    warming = Warming(tasks, window)
    with qtbot.waitSignal(warming.done, timeout=20_000):
        warming.begin()
    assert {REGISTER, SETTINGS} <= set(window._pages)
    assert window.findChild(TemplatesPage) is not None
    assert window.findChild(LetterEditor) is not None
    assert window.findChild(Palette) is not None
    assert not window.findChild(Palette).isVisible()
    assert window.shown == TODAY
    assert register_page(window).open_case_id is None
    window.go_to(REGISTER)
    settle(qtbot, window)
    assert register_page(window).open_case_id is None


def test_it_waits_while_somebody_types(window: MainWindow, tasks: Tasks, qtbot: QtBot) -> None:
    warming = Warming(tasks, window)
    made = set(window._pages)
    warming._touched = float("inf")
    warming._begin_pages()
    for _ in range(5):
        warming._step()
    assert set(window._pages) == made
    warming._touched = 0.0
    for _ in range(2):
        warming._step()
    assert {REGISTER, NEW_CASE} <= set(window._pages)


def test_a_key_counts_as_typing(window: MainWindow, tasks: Tasks, qtbot: QtBot) -> None:
    warming = Warming(tasks, window)
    warming.begin()
    qtbot.keyClick(window, Qt.Key.Key_Shift)
    assert warming._touched > 0.0
