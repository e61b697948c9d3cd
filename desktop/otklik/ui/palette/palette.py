"""The palette: type what is to be done, or whose request is wanted, and press Enter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from otklik.ui import phrases, theme
from otklik.ui.palette.commands import Command, fitting, key_text
from otklik.ui.palette.overlay import Overlay
from otklik.ui.widgets import Caption
from otklik.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPersistentModelIndex

    from otklik.casework.desk import Desk
    from otklik.casework.views import CaseRow
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

WIDTH = 620
ROW_HEIGHT = 36
SHOWN_ROWS = 11
_AROUND_LIST = 150
"""Pixels at 100 % of the window above and below the list."""

CASES = 7
"""Requests offered beside the acts."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: an act or a request.

    Attributes:
        title: what it is.
        aside: keys of an act, or how a request stands.
        run: does it.
        is_case: whether it is a request.
    """

    title: str
    aside: str
    run: Callable[[], object]
    is_case: bool = False


class _Offers(QAbstractListModel):
    """The lines that are offered."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()

    def show(self, offers: tuple[Offer, ...]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a line."""
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (offer.title, offer.aside) if part)
        return None


class _OfferDelegate(QStyledItemDelegate):
    """Paints what is offered at the left, and its keys at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        model = index.model()
        if not isinstance(model, _Offers):
            return
        offer = model.offers[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_on"))
            painter.drawRoundedRect(area, 8, 8)
        inner = area.adjusted(theme.px(12), 0, -theme.px(12), 0)
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(theme.color("dim"))
        right = painter.fontMetrics().horizontalAdvance(offer.aside)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, offer.aside)
        painter.setFont(theme.font(weight=500 if offer.is_case else 400))
        painter.setPen(theme.color("text"))
        room = int(inner.width()) - right - theme.px(16)
        title = painter.fontMetrics().elidedText(offer.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All lines are of one height."""
        return QSize(60, theme.px(ROW_HEIGHT))


class Palette(Overlay):
    """Acts and requests by what is typed. Arrows choose, Enter does it, Esc goes back.

    Args:
        window: whose acts they are.
        tasks: where requests are looked for.
    """

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        super().__init__(window, WIDTH)
        self._window, self._tasks = window, tasks
        self._commands: tuple[Command, ...] = ()
        self._cases: tuple[CaseRow, ...] = ()
        self.setAccessibleName(self.tr("Everything that can be done"))
        self.field = SearchField()
        self.field.setPlaceholderText(self.tr("What to do, a name, a number"))
        self.field.setAccessibleName(self.tr("Find an act or a request"))
        self.field.textChanged.connect(self._on_typed)
        self.field.paused.connect(self._look_for_cases)
        self.field.installEventFilter(self)
        self._model = _Offers(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_OfferDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("Everything that can be done"))
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self._none = Caption(self.tr("Nothing like that can be done here"))
        self._none.setContentsMargins(theme.px(12), 8, 12, 8)
        for part in (self.field, self.list, self._none):
            self.body.addWidget(part)

    def begin(self, commands: tuple[Command, ...]) -> None:
        """Come up with what can be done now.

        Args:
            commands: in the order they are offered in while nothing is typed.
        """
        self._commands = tuple(command for command in commands if command.is_ready and command.id != "palette")
        self._cases = ()
        self.field.clear()
        self._offer()
        self.show_over()

    def take_focus(self) -> None:
        """Type at once."""
        self.field.setFocus()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered now, from above."""
        return self._model.offers

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with the arrows while typing."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            key = Qt.Key(event.key())
            if key in steps:
                self._step(steps[key])
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run(self.list.currentIndex().row())
                return True
            if key == Qt.Key.Key_Escape:
                self.close_panel()
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self) -> None:
        self._cases = ()
        self._offer()

    def _look_for_cases(self) -> None:
        typed = self.field.text().strip()
        if typed and self.isVisible():
            self._tasks.run(partial(_found, typed), partial(self._show_cases, typed), owner=self)

    def _show_cases(self, typed: str, rows: tuple[CaseRow, ...]) -> None:
        if typed == self.field.text().strip():
            self._cases = rows
            self._offer()

    def _offer(self) -> None:
        acts = tuple(
            Offer(command.title, key_text(command.keys), command.run)
            for command in fitting(self._commands, self.field.text())
        )
        cases = tuple(
            Offer(
                f"{phrases.number(row.number)} · {phrases.kind_words(row.kinds)} — {row.subject}",
                phrases.left_chip(row.remaining),
                partial(self._window.open_case, row.id),
                is_case=True,
            )
            for row in self._cases
        )
        offers = cases + acts if self.field.text().strip()[:1].isdigit() else acts + cases
        self._model.show(offers)
        self.list.setVisible(bool(offers))
        self._none.setVisible(not offers)
        room = (self._window.height() - theme.px(_AROUND_LIST)) // theme.px(ROW_HEIGHT)
        self.list.setFixedHeight(theme.px(ROW_HEIGHT) * max(1, min(len(offers), SHOWN_ROWS, room)) + 2)
        self._step(0)
        if self.isVisible():
            self.place()

    def _step(self, by: int) -> None:
        if not self.offers:
            return
        row = min(max(self.list.currentIndex().row() + by, 0), len(self.offers) - 1)
        index = self._model.index(row)
        self.list.setCurrentIndex(index)
        spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, spoken))

    def _run(self, row: int) -> None:
        if not 0 <= row < len(self.offers):
            return
        run = self.offers[row].run
        self.close_panel()
        QTimer.singleShot(0, self._window, run)


def _found(typed: str, desk: Desk) -> tuple[CaseRow, ...]:
    """Look for requests; on the database's thread."""
    from otklik.casework import lists  # noqa: PLC0415 - start-up: loaded on the database's thread
    from otklik.register.case_query import CaseQuery  # noqa: PLC0415 - as above

    return lists.case_rows(desk, CaseQuery(text=typed, limit=CASES))
