"""Thousands stand apart wherever things are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otklik.ui import translation
from otklik.ui.sidebar import RoomButton
from otklik.ui.translation import figure, translated
from otklik.ui.widgets import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _russian_again(qapp: QApplication) -> Iterator[None]:
    yield
    translation.install(qapp, "ru")


@pytest.mark.parametrize(
    ("language", "counted", "alone"),
    [("ru", "10\u00a0000 обращений", "10\u00a0000"), ("en", "10,000 requests", "10,000")],
)
def test_thousands_stand_apart(qapp: QApplication, language: str, counted: str, alone: str) -> None:
    translation.install(qapp, language)
    assert translated("%n request(s)", 10_000) == counted
    assert figure(10_000) == alone
    assert figure(999) == "999"


def test_they_do_in_the_sidebar_too(qapp: QApplication, qtbot: QtBot) -> None:
    translation.install(qapp, "ru")
    button = RoomButton("register", "Реестр", "Ctrl+2")
    qtbot.addWidget(button)
    button.show_figure(10_000, translated("%n request(s)", 10_000))
    assert button.findChild(Label).text() == "10\u00a0000"
    assert button.accessibleName() == "Реестр, 10\u00a0000 обращений"
