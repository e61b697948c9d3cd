"""Windows stay within the screen they are on, frame included: a button below its edge is found by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_BESIDE, _ABOVE = 8, 40
"""Pixels that a frame takes at each side and at the foot, and for the title; Qt knows them once a window stands."""


def room_of(window: QWidget) -> QRect:
    """Return the part of the screen of a window that it may fill itself, without its frame."""
    return window.screen().availableGeometry().adjusted(_BESIDE, _ABOVE, -_BESIDE, -_BESIDE)


def fit(window: QWidget, size: QSize) -> None:
    """Give a window a size, smaller where its screen is; its least size gives way as well.

    Args:
        window: not shown yet.
        size: the size where there is room for it.
    """
    room = room_of(window).size()
    window.setMinimumSize(window.minimumSize().boundedTo(room))
    window.resize(size.boundedTo(room).expandedTo(window.minimumSize()))


def bring_within(window: QWidget) -> None:
    """Bring a window back that does not lie on its screen whole, smaller where it has to be.

    Args:
        window: put where it stood before, perhaps on a larger screen.
    """
    if not (window.isMaximized() or window.isFullScreen()):
        window.setGeometry(moved_into(window.geometry(), room_of(window)))


def moved_into(place: QRect, room: QRect) -> QRect:
    """Return a rectangle of the size of `place`, or of the room where that is smaller, as near to it as lies inside."""
    size = place.size().boundedTo(room.size())
    left = min(max(place.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(place.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())
