"""The help beside a page: a page of it, its contents, what a search finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.system.words import language
from otklik.ui.main_window import REGISTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from otklik.ui.pictures.stage import Stage


def helped(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the help in its three shapes."""
    window = stage.window
    window.show_room(REGISTER)
    window.show_help("law-stop")
    stage.rest()
    yield "help", window
    window.show_help()
    stage.rest()
    yield "help-topics", window
    window.help.panel.search.setText("отозвать согласие" if language() == "ru" else "withdraw consent")
    window.help.panel.search.paused.emit()
    stage.rest()
    yield "help-found", window
    window.help.hide()
