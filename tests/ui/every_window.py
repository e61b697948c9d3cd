"""Every window of the program, one after the other, over a demonstration: the scenes of which pictures are taken."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QWidget

from otklik.ui import theme, translation
from otklik.ui.pictures import taking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOMY, LOW = (1440, 900), (1000, 640)


def every_window(
    app: QApplication,
    demo: Path,
    folder: Path,
    *,
    language: str = "ru",
    percent: int = 100,
    size: tuple[int, int] = ROOMY,
    only: tuple[str, ...] = (),
) -> Iterator[tuple[str, QWidget]]:
    """Yield each window at rest, with its name.

    Args:
        app: the application.
        demo: a demonstration that nobody else writes to; a copy of it is used.
        folder: an empty folder.
        language: `ru` or `en`.
        percent: size of the text.
        size: of the window in pixels.
        only: pieces of names; all windows where empty.
    """
    own = folder / "demo"
    shutil.copytree(demo, own)
    translation.install(app, language)
    theme.apply(app, theme.Scheme.LIGHT, percent)
    try:
        for name, widget in taking.windows(own, folder, size):
            if not only or any(piece in name for piece in only):
                yield name, widget
    finally:
        translation.install(app, "ru")
        theme.apply(app, theme.Scheme.LIGHT, 100)


def parts(window: QWidget) -> list[QWidget]:
    """Return all that is on screen in a window, itself among them."""
    return [part for part in (window, *window.findChildren(QWidget)) if part.isVisible() and part.window() == window]


def is_stop(part: QWidget) -> bool:
    """Return whether Tab stops at a widget."""
    asked = Qt.FocusPolicy.TabFocus
    return part.focusPolicy() & asked == asked and part.isEnabled() and not isinstance(part, QDialog)


def where(part: QWidget | None) -> str:
    """Return the way to a widget through what it lies in, for a message."""
    names: list[str] = []
    while part is not None and len(names) < 4:
        if type(part) is not QWidget:
            names.append(type(part).__name__)
        part = part.parentWidget()
    return " in ".join(names)


def is_scrolled(part: QWidget) -> bool:
    """Return whether a widget is the content of a place that scrolls: larger than it is nothing bad then."""
    viewport = part.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    return isinstance(area, QAbstractScrollArea) and area.viewport() is viewport
