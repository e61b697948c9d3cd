"""The Tab key goes through a window as it is read, whichever parts of it were made later than the rest."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QScrollArea, QSplitter, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout

    _Window = QWidget
else:
    _Window = object  # a class can be made of one class of Qt only

_WHOLE = (QComboBox, QAbstractSpinBox)
"""What is one stop, whatever it is made of."""


class InReadingOrder(_Window):
    """A window in which Tab goes the way the layouts do: rows from above, columns from the left.

    The order is taken when Tab is pressed, for pages change as they are used. Stands before the kind of window among
    the bases of a class.
    """

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Go on to the next stop, or back to the one before."""
        follow_reading_order(self)
        return super().focusNextPrevChild(next)


def follow_reading_order(window: QWidget) -> None:
    """Let Tab go through all that is seen in a window in the order in which it is laid out."""
    for before, after in pairwise(_stops(window)):
        QWidget.setTabOrder(before, after)


def hand_focus_to(holder: QWidget, part: QWidget) -> None:
    """Let a widget that is given the focus hand it on to what lies in it; the last one named counts.

    Not `setFocusProxy`: for Tab a widget with a proxy is a stop, which leads past all that stands before the proxy.

    Args:
        holder: what somebody else gives the focus to.
        part: what takes it.
    """
    handing = holder.findChild(_Handing, options=Qt.FindChildOption.FindDirectChildrenOnly) or _Handing(holder)
    handing.part = part


class _Handing(QObject):
    """Hands the focus of what it belongs to on."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.part: QWidget = holder
        holder.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand it on once it came."""
        if watched is self.parent() and event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self.part.setFocus(event.reason())
        return False


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at in a widget that is seen, itself first."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isWindow():
        yield widget
    if isinstance(widget, _WHOLE):
        return
    for part in _parts(widget):
        if part.isVisible() and not part.isWindow():
            yield from _stops(part)


def _parts(widget: QWidget) -> list[QWidget]:
    """Return what lies in a widget: in the order of its layout, then what stands free, row by row."""
    if isinstance(widget, QScrollArea):
        return [part] if (part := widget.widget()) is not None else []
    if isinstance(widget, QSplitter):
        return [part for index in range(widget.count()) if (part := widget.widget(index)) is not None]
    layout = widget.layout()
    laid_out = list(_laid_out(layout)) if layout is not None else []
    free = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return laid_out + sorted((part for part in free if part not in laid_out), key=lambda part: (part.y(), part.x()))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _laid_out(inner)
        elif (part := item.widget()) is not None:
            yield part
