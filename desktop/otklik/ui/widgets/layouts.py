"""Layouts: chips that wrap, pages that scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayoutItem


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are deleted when Qt gets round to it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)


class FlowLayout(QLayout):
    """Puts things side by side and goes on in the next line where there is no room.

    Args:
        parent: the widget it lays out.
        gap: space between things and between lines, in pixels.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more thing."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many things there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the thing at the index, or nothing."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take out the thing at the index."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the things take in the width; Qt asks many times before it lays anything out."""
        if width not in self._heights:
            margins = self.contentsMargins()
            room = QRect(0, 0, width - margins.left() - margins.right(), 0)
            self._heights[width] = self._place(room, move=False) + margins.top() + margins.bottom()
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured: something in it has another size now."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the things."""
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        """Return the size of everything in one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Return the size of the widest thing."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Place the things in the rectangle, or only see how high that would be."""
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():  # hidden things leave no gap
                continue
            hint = item.sizeHint()
            if hint.width() > rect.width() > 0:
                high = item.heightForWidth(rect.width()) if item.hasHeightForWidth() else hint.height()
                hint = QSize(rect.width(), high)
            if line and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            line = max(line, hint.height())
        return y + line - rect.y()


_BESIDE_BAR = 4
"""Pixels that stay between what is on a page and its scroll bar."""


class TurningLayout(QBoxLayout):
    """Puts things side by side, or one below the other where the line is narrower than they ask for.

    Args:
        gap: space between them, in pixels.
        least: how narrow what stretches may become beside the others, in pixels.
    """

    def __init__(self, gap: int, least: int) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self.setSpacing(gap)
        self._least = least

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def minimumSize(self) -> QSize:
        """Need the width of the widest thing."""
        sizes = [item.minimumSize() for item in self._things()]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def heightForWidth(self, width: int) -> int:
        """Return the height in the width, in the direction that fits it."""
        heights = [_height(item, width) for item in self._things()]
        if not self._fits(width):
            return sum(heights) + self.spacing() * max(0, len(heights) - 1)
        fixed = sum(item.sizeHint().width() for index, item in self._placed() if not self.stretch(index))
        rest = width - fixed - self.spacing() * max(0, len(heights) - 1)
        shares = (rest if self.stretch(index) else item.sizeHint().width() for index, item in self._placed())
        return max((_height(item, share) for item, share in zip(self._things(), shares, strict=True)), default=0)

    def setGeometry(self, rect: QRect) -> None:
        """Turn where it has to, and place the things."""
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if self._fits(rect.width()) else directions.TopToBottom
        if wanted is not self.direction():
            self.setDirection(wanted)
        super().setGeometry(rect)

    def _fits(self, width: int) -> bool:
        needed = [self._least if self.stretch(index) else item.sizeHint().width() for index, item in self._placed()]
        return sum(needed) + self.spacing() * max(0, len(needed) - 1) <= width

    def _placed(self) -> list[tuple[int, QLayoutItem]]:
        found = ((index, self.itemAt(index)) for index in range(self.count()))
        return [(index, item) for index, item in found if item is not None and not item.isEmpty()]

    def _things(self) -> list[QLayoutItem]:
        return [item for _, item in self._placed()]


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a place for something that scrolls where the window is too low for it, and is never seen else.

    Args:
        widget: what is shown; it belongs to the place then.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area


READABLE = 860
"""Pixels of a column of cards whose lines one can read."""


class Page(QScrollArea):
    """A page that scrolls up and down where it does not fit; put things into `.body`, a vertical layout.

    Args:
        margins: left, top, right, bottom space around it, in pixels.
        spacing: space between things, in pixels.
        readable: greatest width of what is on it, in pixels; as wide as the page where not given. It is kept by the
            margin, not by a greatest width of each thing: Qt asks each how high it is at the width it gives, and texts
            that wrap would come out too low.
        parent: owner.
    """

    def __init__(
        self,
        margins: tuple[int, int, int, int] = (36, 28, 36, 28),
        spacing: int = 16,
        *,
        readable: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Not in the order of Tab, but it can be given the focus: then no control of the page shows a ring.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.content = QWidget()
        self.content.setObjectName("page_body")
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)
        self.setWidget(self.content)
        self.viewport().setAutoFillBackground(False)
        self.content.setAutoFillBackground(False)
        self._right, self._readable = margins[2], readable

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is on it to a width one can read; let a scroll bar stand in the margin, so that nothing moves."""
        super().resizeEvent(event)
        self._keep_right()

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Leave other margins around what is on it, in pixels."""
        self._right = right
        margins = QMargins(left, top, self.body.contentsMargins().right(), bottom)
        if margins != self.body.contentsMargins():
            self.body.setContentsMargins(margins)
        self._keep_right()

    def _keep_right(self) -> None:
        margins = self.body.contentsMargins()
        bar = self.width() - self.viewport().width()
        right = max(min(_BESIDE_BAR, self._right), self._right - bar)
        if self._readable is not None:
            right = max(right, self.viewport().width() - margins.left() - self._readable)
        if right != margins.right():
            margins.setRight(right)
            self.body.setContentsMargins(margins)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to something that was shown just now, once it has its place."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(widget, 0, 24))
