"""The drawings of empty places: one hand, one pen, the colours of the look in use; and the icon of the program.

A drawing (`resources/drawings/*.svg`) is drawn in the colours of `light.toml`, so that any viewer shows it right. On
screen each of them gives way to the same token of the look in use: ink `accent`, paper `sheet`, a patch of colour
`accent_on` or `soon_on` behind it, faint lines `edge`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from otklik.system.paths import resource
from otklik.ui import theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

WIDTH, HEIGHT = 176, 120
"""Pixels a drawing takes at 100 %."""

INKS = ("accent", "accent_on", "edge", "sheet", "soon_on")
"""The tokens drawings are made of."""

_ICON_SIDES = (16, 22, 24, 32, 48, 64, 128, 256)
_COLOUR = re.compile(r"#[0-9A-F]{6}\b")


class Drawing(QWidget):
    """A drawing that only decorates; hidden from screen readers by having no name and no focus.

    Args:
        name: file name of the drawing without ending.
        parent: owner.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(theme.px(WIDTH), theme.px(HEIGHT))

    def show_drawing(self, name: str) -> None:
        """Show another drawing."""
        self._name = name
        self.update()

    def paintEvent(self, _event: object) -> None:
        """Draw it in the colours of the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _renderer(self._name, dark=theme.is_dark()).render(painter, QRectF(self.rect()))


def picture(name: str, ratio: float) -> QPixmap:
    """Return a drawing as a picture, for a text that shows it.

    Args:
        name: file name of the drawing without ending.
        ratio: device pixels to one of ours.
    """
    made = QPixmap(QSize(round(theme.px(WIDTH) * ratio), round(theme.px(HEIGHT) * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, dark=theme.is_dark()).render(painter, QRectF(0, 0, theme.px(WIDTH), theme.px(HEIGHT)))
    painter.end()
    return made


@cache
def _renderer(name: str, *, dark: bool) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - start-up: a window with something in it needs no SVG

    token_of = {theme.tokens(dark=False)[token]: token for token in INKS}
    drawn = resource(f"drawings/{name}.svg").read_text("utf-8")
    inked = _COLOUR.sub(lambda found: theme.tokens(dark=dark)[token_of[found[0]]], drawn)
    return QSvgRenderer(QByteArray(inked.encode()))


def program_icon() -> QIcon:
    """Return the icon of the program in all sizes a desktop asks for, in its own colours."""
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - start-up, as above

    renderer = QSvgRenderer(str(resource("icons/otklik.svg")))
    made = QIcon()
    for side in _ICON_SIDES:
        picture = QPixmap(QSize(side, side))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(picture.rect()))
        painter.end()
        made.addPixmap(picture)
    return made
