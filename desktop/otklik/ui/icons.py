"""Line icons of our own drawing, coloured by a token of the theme."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from otklik.system.paths import resource
from otklik.ui import theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_NAME, _ROLE = "otklik_icon", "otklik_icon_role"


class _TakesIcon(Protocol):
    """A button or an action."""

    def setIcon(self, icon: QIcon) -> None: ...
    def setProperty(self, name: str, value: object) -> bool: ...


def icon(name: str, role: str = "dim") -> QIcon:
    """Return the icon `resources/icons/<name>.svg` in a colour of the theme.

    The icon does not follow a change of theme: use `dress` for what stays on screen.

    Args:
        name: file name without ending.
        role: token of the theme.
    """
    side = theme.px(20)
    made = QIcon(pixmap(name, role, side, 1.0))
    made.addPixmap(pixmap(name, role, side, 2.0))
    return made


def dress(button: _TakesIcon, name: str, role: str = "dim") -> None:
    """Give a button or action an icon that follows changes of theme.

    Args:
        button: what carries the icon.
        name: file name without ending.
        role: token of the theme.
    """
    button.setProperty(_NAME, name)
    button.setProperty(_ROLE, role)
    button.setIcon(icon(name, role))


def recolour_all() -> None:
    """Draw all dressed icons anew; called when the theme changes."""
    for widget in QApplication.allWidgets():
        name = widget.property(_NAME)
        if name is not None and hasattr(widget, "setIcon"):
            widget.setIcon(icon(name, widget.property(_ROLE)))


def pixmap(name: str, role: str, size: int, ratio: float) -> QPixmap:
    """Return the icon as a picture.

    Args:
        name: file name without ending.
        role: token of the theme.
        size: side in device-independent pixels.
        ratio: device pixels to one of these.
    """
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, theme.color(role).name()).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - start-up: a window without icons yet needs no SVG

    drawing = resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


class IconMark(QWidget):
    """An icon that only decorates; hidden from screen readers by having no name and no focus.

    Args:
        name: file name of the icon without ending.
        role: token of the theme.
        size: side in pixels at 100 %.
        parent: owner.
    """

    def __init__(self, name: str, role: str = "dim", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role = name, role
        self.setFixedSize(theme.px(size), theme.px(size))

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon or colour."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, _event: object) -> None:
        """Draw the icon in the colour of the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _renderer(self._name, theme.color(self._role).name()).render(painter, QRectF(self.rect()))
