"""The register: what a search understood, columns being chosen, several requests and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QItemSelectionModel

from otklik.ui.main_window import REGISTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from otklik.ui.pictures.stage import Stage
    from otklik.ui.register.register_page import RegisterPage


def register(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the register in use; it is left as it was found."""
    window = stage.window
    window.show_room(REGISTER)
    page = cast("RegisterPage", window.page(REGISTER))
    page.show_text("вид:доступ канал:почта")
    stage.rest(lambda: page.table.model().rowCount() < 60)
    yield "register-search", window
    page.show_text("jnpsd")
    stage.rest(lambda: page.table.model().rowCount() < 15)
    yield "register-layout", window
    page.show_view(page.views.view("all"))
    stage.rest()
    page.ask_columns()
    stage.rest()
    yield "register-columns", window
    page.close_panels()
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in (1, 2, 5):
        page.table.selectionModel().select(page.table.model().index(row, 0), rows)
    stage.rest()
    yield "register-several", window
    page.table.clearSelection()
    page.ask_view_name()
    stage.rest()
    yield "register-view", window
    page.close_panels()
    stage.rest()
