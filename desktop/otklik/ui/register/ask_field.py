"""The search of the register: what is understood is shown as pills, and what may come next as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from otklik.ui import icons, theme
from otklik.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from otklik.casework.asking import Asked, Completion, Span

_HINT = Qt.ItemDataRole.UserRole + 1
_PLACE = Qt.ItemDataRole.UserRole + 2
_LINES = 9
"""Proposals seen at once."""

_TINT = 0.16
"""How much of the accent lies over the words that were understood: they stay readable in both looks."""


class AskField(SearchField):
    """A search field for the language of the register. Nothing that was searched for is kept anywhere.

    Signals:
        left: Esc was pressed in the empty field.

    Args:
        parent: owner.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked_text = ""
        self._spans: Sequence[Span] = ()
        self._offered = QStandardItemModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_LINES)
        self._completer.setWidget(self)
        self._list = QListView()
        self._list.setAccessibleName(self.tr("What can be searched for"))
        self._completer.setPopup(self._list)
        self._list.setItemDelegate(_Offer(self._list))  # after it: a completer brings a delegate of its own
        self._completer.activated.connect(self._on_activated)
        self.textEdited.connect(lambda _text: self._offer())
        self._clear = self.addAction(icons.icon("close", "dim"), AskField.ActionPosition.TrailingPosition)
        self._clear.setToolTip(self.tr("Clear the search (Esc)"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._on_text)

    def show_understood(self, text: str, asked: Asked | None) -> None:
        """Mark what was understood.

        Args:
            text: what was searched for.
            asked: what it means; `None` marks nothing.
        """
        self._asked_text = text
        self._spans = asked.spans if asked is not None and not asked.retyped else ()
        self.update()

    def stop_offering(self) -> None:
        """Take the list away."""
        self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the fields on Arrow Down in an empty field; take the list away, then the words, by Esc."""
        if self._list.isVisible() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            current = self._list.currentIndex()
            if current.isValid():
                self._on_chosen(current)
                return
            self._list.hide()
        if event.key() == Qt.Key.Key_Down and not self._list.isVisible():
            self._offer(also_all=True)
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._list.isVisible():
            self._list.hide()
        elif self.text():
            self.clear()
        else:
            self.left.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Take what is marked in the list by Tab, else go on."""
        if forward and self._list.isVisible() and self._list.currentIndex().isValid():
            self._on_chosen(self._list.currentIndex())
            return True
        self._list.hide()
        return super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay a pill over each part that was understood."""
        super().paintEvent(event)
        if not self._spans:
            return
        text = self.text()
        same = _common(text, self._asked_text)
        metrics = self.fontMetrics()
        begin = self.cursorRect().center().x() - metrics.horizontalAdvance(text[: self.cursorPosition()])
        tint = theme.color("accent")
        tint.setAlphaF(_TINT)
        edge = theme.color("accent")
        edge.setAlphaF(0.45)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.rect().adjusted(28, 2, -6, -2))
        painter.setBrush(tint)
        painter.setPen(QPen(edge, 1))
        height = metrics.height() + 4
        for span in self._spans:
            if span.end <= same and span.understood:
                left = begin + metrics.horizontalAdvance(text[: span.start])
                right = begin + metrics.horizontalAdvance(text[: span.end])
                box = QRectF(left - 2, (self.height() - height) / 2, right - left + 3, height)
                painter.drawRoundedRect(box.translated(0.5, 0.5), 5, 5)

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if not text:
            self.stop_offering()

    def _offer(self, *, also_all: bool = False) -> None:
        """Show what may stand at the cursor."""
        from otklik.casework import asking  # noqa: PLC0415 - start-up: not before somebody types

        text = self.text()
        found = asking.completions(text, self.cursorPosition()) if text.strip() or also_all else ()
        self._offered.clear()
        for one in found:
            item = QStandardItem(one.text.strip())
            item.setData(one.hint, _HINT)
            item.setData((one.start, one.end, one.text), _PLACE)
            item.setData(
                f"{one.text.strip()}, {one.hint}" if one.hint else one.text, Qt.ItemDataRole.AccessibleTextRole
            )
            self._offered.appendRow(item)
        if not found:
            self.stop_offering()
            return
        left = self._left_of(found)
        width = min(self.width() - left, self._width_of(found))
        self._list.setFont(self.font())
        self._completer.complete(QRect(QPoint(left, 0), self.rect().bottomRight()).adjusted(0, 0, 0, 2))
        self._list.resize(max(width, theme.px(220)), self._list.height())

    def _left_of(self, found: Sequence[Completion]) -> int:
        """Return where the list begins: under the first letter of what it replaces."""
        metrics = self.fontMetrics()
        begin = self.cursorRect().center().x() - metrics.horizontalAdvance(self.text()[: self.cursorPosition()])
        left = begin + metrics.horizontalAdvance(self.text()[: found[0].start])
        return max(0, min(left, self.width() - theme.px(240)))

    def _width_of(self, found: Sequence[Completion]) -> int:
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(f"{one.text}{one.hint}") for one in found) + theme.px(64)

    def _on_activated(self, word: str) -> None:
        found = self._offered.findItems(word)
        if found:
            self._on_chosen(found[0].index())

    def _on_chosen(self, index: QModelIndex) -> None:
        start, end, word = index.data(_PLACE)
        text = self.text()
        self.stop_offering()
        self.setText(text[:start] + word + text[end:])
        self.setCursorPosition(start + len(word))
        if word.endswith(":"):
            QTimer.singleShot(0, self, self._offer)  # the completer hides its list after this


class _Offer(QStyledItemDelegate):
    """Paints a proposal with what it means behind it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        painter.save()
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("accent_on"))
        inner = area.adjusted(theme.px(10), 0, -theme.px(10), 0)
        word, hint = str(index.data()), str(index.data(_HINT) or "")
        across = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(weight=500))
        painter.setPen(theme.color("text"))
        painter.drawText(inner, across | Qt.AlignmentFlag.AlignLeft, word)
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(word) + theme.px(14))
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(theme.color("dim"))
        cut = painter.fontMetrics().elidedText(hint, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, across | Qt.AlignmentFlag.AlignLeft, cut)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All lines are of one height."""
        metrics = QFontMetrics(theme.font())
        return QSize(super().sizeHint(option, index).width(), metrics.height() + theme.px(12))


def _common(one: str, other: str) -> int:
    """Return how many letters two texts begin alike with."""
    length = min(len(one), len(other))
    return next((place for place in range(length) if one[place] != other[place]), length)
