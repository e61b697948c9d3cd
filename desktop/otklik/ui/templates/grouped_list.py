"""A list under headings that is searched as one types: titles wrap, a quiet line and a chip stand under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from otklik.ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

_SIDE, _OVER, _BETWEEN = 12, 7, 3
_CHIP_HIGH, _CHIP_SIDE = 20, 7
_ROW = Qt.ItemDataRole.UserRole
_WRAP = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row, or a heading.

    Attributes:
        id: what the row stands for; empty for a heading.
        text: what it is called.
        note: a quiet line under it.
        chips: words and roles of chips under it.
        words: more words the row is found by.
    """

    id: str
    text: str
    note: str = ""
    chips: tuple[tuple[str, str], ...] = ()
    words: str = ""


class _Rows(QAbstractListModel):
    """The rows that are shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[ListRow] = ()

    def show(self, rows: Sequence[ListRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own form
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, or what screen readers say of it."""
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(filter(None, (row.text, *(word for word, _role in row.chips), row.note)))
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let rows be chosen, headings not."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.rows[index.row()].id else Qt.ItemFlag.NoItemFlags


class _Painter(QStyledItemDelegate):
    """Paints rows and headings, each as high as its words need."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row: ListRow = index.data(_ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_on"))
            painter.drawRoundedRect(QRectF(area.adjusted(4, 1, -4, -1)), 8, 8)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setBrush(theme.color("accent"))
                painter.drawRoundedRect(QRectF(area.left() + 4, area.top() + 8, 3, area.height() - 16), 1.5, 1.5)
        inner = area.adjusted(_SIDE, _OVER if row.id else 12, -_SIDE, 0)
        top = _write(painter, inner, row.text, _font(row), "text" if row.id else "dim")
        if row.note:
            top = _write(painter, inner, row.note, theme.font(theme.CAPTION), "dim", top + _BETWEEN)
        left = inner.left()
        for word, role in row.chips:
            left += self._chip(painter, left, top + _BETWEEN + 1, word, role)
        painter.restore()

    @staticmethod
    def _chip(painter: QPainter, left: int, top: int, word: str, role: str) -> int:
        font = theme.font(theme.CAPTION)
        wide = QFontMetrics(font).horizontalAdvance(word) + 2 * _CHIP_SIDE
        box = QRectF(left, top, wide, _CHIP_HIGH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{role}_on"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(font)
        painter.setPen(theme.color(role))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        return wide + 6

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height the words need in the width of the list."""
        row: ListRow = index.data(_ROW)
        view = option.widget
        wide = (view.viewport().width() if isinstance(view, QListView) else option.rect.width()) - 2 * _SIDE
        high = (_OVER if row.id else 12) + _height(row.text, _font(row), wide)
        if row.note:
            high += _BETWEEN + _height(row.note, theme.font(theme.CAPTION), wide)
        if row.chips:
            high += _BETWEEN + 1 + _CHIP_HIGH
        return QSize(wide, high + (_OVER if row.id else 4))


def _font(row: ListRow) -> QFont:
    return theme.font() if row.id else theme.font(theme.CAPTION, 600)


def _height(text: str, font: QFont, wide: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(wide, 20), 10_000), _WRAP, text).height()


def _write(painter: QPainter, area: QRect, text: str, font: QFont, role: str, top: int | None = None) -> int:
    """Write a text from a height down and return where it ends."""
    top = area.top() if top is None else top
    high = _height(text, font, area.width())
    painter.setFont(font)
    painter.setPen(theme.color(role))
    painter.drawText(QRect(area.left(), top, area.width(), high), _WRAP, text)
    return top + high


class GroupedList(QListView):
    """The list.

    Signals:
        row_chosen: another row is the current one; carries its id.
        row_clicked: a row was clicked; carries its id.
        row_entered: a row was double-clicked, or Enter was pressed on it; carries its id.

    Args:
        name: what screen readers call the list.
        parent: owner.
    """

    row_chosen = Signal(str)
    row_clicked = Signal(str)
    row_entered = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ListRow, ...] = ()
        self._text = ""
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_entered)

    def set_rows(self, rows: Iterable[ListRow]) -> None:
        """Show other rows; the current one stays where it is among them."""
        chosen = self.chosen()
        self._all = tuple(rows)
        self._fill()
        self.choose(chosen)

    def search(self, text: str) -> None:
        """Show the rows with these words only, and the headings above them."""
        chosen = self.chosen()
        self._text = text.strip().casefold()
        self._fill()
        self.choose(chosen)

    def chosen(self) -> str:
        """Return the id of the current row, empty for none."""
        index = self.currentIndex()
        return index.data(_ROW).id if index.isValid() else ""

    def choose(self, row_id: str) -> None:
        """Make a row the current one; not told by `row_chosen`."""
        self.blockSignals(True)
        place = next((at for at, row in enumerate(self._rows.rows) if row_id and row.id == row_id), -1)
        self.setCurrentIndex(self._rows.index(place) if place >= 0 else QModelIndex())
        if place >= 0:
            self.scrollTo(self._rows.index(place))
        self.blockSignals(False)
        self.viewport().update()

    def shown(self) -> tuple[ListRow, ...]:
        """Return the rows and headings that are shown."""
        return tuple(self._rows.rows)

    def _fill(self) -> None:
        shown: list[ListRow] = []
        heading: ListRow | None = None
        for row in self._all:
            if not row.id:
                heading = row
                continue
            if self._text not in f"{row.text} {row.note} {row.words} {heading.text if heading else ''}".casefold():
                continue
            if heading is not None:
                shown.append(heading)
                heading = None
            shown.append(row)
        self._rows.show(shown)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self.signalsBlocked():
            self.row_chosen.emit(current.data(_ROW).id)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(_ROW).id:
            self.row_clicked.emit(index.data(_ROW).id)

    def _on_entered(self, index: QModelIndex) -> None:
        if index.data(_ROW).id:
            self.row_entered.emit(index.data(_ROW).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._on_entered(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the titles anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
