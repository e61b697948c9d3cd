"""The rooms of a register nobody has used yet, and a search that finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.ui.main_window import LETTERS, PEOPLE, REGISTER, REPORTS, TODAY
from otklik.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from otklik.ui.pictures.stage import Stage


def empty(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the rooms, and the help that found nothing."""
    window = stage.window
    for name, room in (("today", TODAY), ("register", REGISTER), ("letters", LETTERS), ("people", PEOPLE),
                       ("reports", REPORTS)):  # fmt: skip
        window.show_room(room)
        stage.rest()
        yield f"empty-{name}", window
    window.show_room(PEOPLE)
    field = window.page(PEOPLE).findChildren(SearchField)[0]
    field.setText("Ъъъ")
    stage.rest()
    yield "empty-found", window
    field.clear()
    window.show_help()
    window.help.panel.search.setText("ъъъъъ")
    window.help.panel.search.paused.emit()
    stage.rest()
    yield "empty-help", window
    window.help.hide()
