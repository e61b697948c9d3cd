"""The way Tab takes through a window, and where it does not go as one reads."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from .every_window import is_stop, parts, where

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_TOLERANCE = 8
"""Pixels by which things in one row may stand higher or lower, or lie over each other."""

_LINKS = 60
"""How often Tab may stay in one widget: a page of the help has links."""


def way_of_tab(window: QWidget, *, back: bool = False) -> list[QWidget]:
    """Press Tab from the window itself on until it is again where it was, and return where it stopped.

    The focus is put back then: a scene goes on from where it was. (The chain itself is not asked: PySide takes what
    `nextInFocusChain` returns for a child of what was asked.)

    Args:
        window: a window on screen.
        back: Shift+Tab instead.
    """
    window.activateWindow()
    QCoreApplication.processEvents()
    before = QApplication.focusWidget()
    window.setFocus()
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    asked = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    way: list[QWidget] = []
    stayed = 0
    while stayed < _LINKS:
        QTest.keyClick(QApplication.focusWidget() or window, key, asked)
        now = QApplication.focusWidget()
        if now is None or now in way[:-1] or now.window() is not window:
            break
        stayed = stayed + 1 if now in way else 0
        if not stayed:
            way.append(now)
    if before is not None:
        before.setFocus()
    return way


def wrong_on_the_way(window: QWidget) -> list[str]:
    """Return what is wrong with the order of Tab: stops passed by, another way back, jumps against reading."""
    way: list[QWidget] = []
    back: list[QWidget] = []
    stops: list[QWidget] | None = None
    while stops != (stops := [part for part in parts(window) if is_stop(part) and part.focusProxy() is None]):
        way, back = way_of_tab(window), way_of_tab(window, back=True)  # once more where something came only now
    found = [f"Tab passes by {_told(part)}" for part in stops if part not in way]
    if way != back[::-1]:
        found.append("Shift+Tab takes another way than Tab")
    return found + jumps(window, way)


def jumps(window: QWidget, way: list[QWidget]) -> list[str]:
    """Return where Tab goes up or back to the left though no column begins there."""
    return [
        f"Tab goes {against} from {_told(before)} to {_told(after)}"
        for before, after in pairwise(way)
        if (against := _against(window, before, after))
    ]


def _told(part: QWidget) -> str:
    text = getattr(part, "text", None)
    name = part.accessibleName() or (text() if callable(text) else "") or ""
    return f"{where(part)} «{name[:30]}»"


def _against(window: QWidget, before: QWidget, after: QWidget) -> str:
    """Return `up` or `left` where the step goes against the order of reading, else nothing."""
    one, other = _branches(window, before, after)
    if one.right() - _TOLERANCE <= other.left():
        return ""  # on to the right, or to the head of the next column
    if other.bottom() - _TOLERANCE <= one.top():
        return "up"
    if other.top() < one.bottom() - _TOLERANCE and other.right() - _TOLERANCE <= one.left():
        return "left"
    return ""


def _branches(window: QWidget, before: QWidget, after: QWidget) -> tuple[QRect, QRect]:
    """Return where the two largest things lie that hold one of two widgets and not the other."""
    ways = [_ancestors(before), _ancestors(after)]
    while len(ways[0]) > 1 and len(ways[1]) > 1 and ways[0][1] is ways[1][1]:
        ways = [way[1:] for way in ways]
    pair = [way[1] if len(way) > 1 else way[0] for way in ways]
    return _place(window, pair[0]), _place(window, pair[1])


def _ancestors(part: QWidget) -> list[QWidget]:
    """Return a widget and all it lies in, the window first."""
    way = [part]
    while (holder := way[-1].parentWidget()) is not None and not way[-1].isWindow():
        way.append(holder)
    return way[::-1]


def _place(window: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)) if part is not window else QPoint(0, 0), part.size())
