"""The Tab key goes through a page as it is read, also where parts of it were made later than the rest."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout


def follow_reading_order(page: QWidget) -> None:
    """Let Tab go through everything on a page in the order in which it is laid out."""
    for before, after in pairwise(_stops(page)):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget | None) -> Iterator[QWidget]:
    """Yield what Tab stops at, in the order of the layouts."""
    if widget is None:
        return
    if isinstance(widget, QScrollArea):
        yield from _stops(widget.widget())
        return
    if isinstance(widget, QSplitter):
        for index in range(widget.count()):
            yield from _stops(widget.widget(index))
        return
    layout = widget.layout()
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _stops_in(inner)
        else:
            yield from _stops(item.widget())
