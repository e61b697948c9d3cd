"""A change of theme dresses each widget once: it takes moments, however deep widgets lie in one another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from otklik.ui import theme
from otklik.ui.widgets import Label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_DEPTH = 12


class _Dressings(QObject):
    """Counts how often each object is told that its style changed."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """Count."""
        if event.type() is QEvent.Type.StyleChange:
            self.counted[watched.objectName()] += 1
        return False


def test_a_widget_deep_down_is_dressed_no_more_often_than_the_window(
    qapp: QApplication, qtbot: QtBot, look: None
) -> None:
    outer = inner = QWidget()
    qtbot.addWidget(outer)
    for _ in range(_DEPTH):
        layout = QVBoxLayout(inner)
        inner = QWidget()
        layout.addWidget(inner)
    word = Label("Слово", "dim", parent=inner)
    outer.setObjectName("outermost")
    word.setObjectName("innermost")
    outer.show()
    qtbot.wait(1)
    counting = _Dressings()
    qapp.installEventFilter(counting)
    try:
        theme.apply(qapp, theme.Scheme.DARK)
    finally:
        qapp.removeEventFilter(counting)
        theme.apply(qapp, theme.Scheme.LIGHT)
    assert 1 <= counting.counted["innermost"] <= counting.counted["outermost"]


def test_everything_wears_the_new_look(qapp: QApplication, qtbot: QtBot, look: None) -> None:
    word = Label("Слово", "overdue")
    qtbot.addWidget(word)
    word.show()
    qtbot.wait(1)
    for scheme in (theme.Scheme.DARK, theme.Scheme.LIGHT):
        theme.apply(qapp, scheme)
        assert word.palette().color(word.foregroundRole()) == theme.color("overdue")
