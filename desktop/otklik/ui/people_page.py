"""Люди: everybody who ever wrote, with search; a click shows their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from otklik.ui import icons, theme
from otklik.ui.models import CASES, CONTACT, LAST, PERSON, ROW_ROLE, PeopleModel
from otklik.ui.widgets import EmptyState, Sheet, Title

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from otklik.casework.desk import Changes
    from otklik.ui.tasks import Tasks

SEARCH_DELAY = 150
ROW_HEIGHT = 40


class PeopleDelegate(QStyledItemDelegate):
    """Paints the cells with a hairline under every row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        painter.save()
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("accent_on"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        first = index.column() == PERSON
        painter.setFont(theme.font(weight=500 if first else 400))
        painter.setPen(theme.color("text" if first or index.column() == CASES else "dim"))
        inner = area.adjusted(18 if first else 8, 0, -8, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """All rows are of one height."""
        return QSize(60, ROW_HEIGHT)


class PeopleTable(QTableView):
    """The table; Enter opens."""

    opened = Signal(object)

    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(PeopleDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for column in (PERSON, CONTACT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((CASES, 110), (LAST, 130)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        self.setAccessibleName(self.tr("People"))
        self.clicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open by Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(ROW_ROLE))
        else:
            super().keyPressEvent(event)


class PeoplePage(QWidget):
    """The people.

    Signals:
        person_wanted: show the cases of this person; carries the name.

    Args:
        tasks: where the reading is done.
        parent: owner.
    """

    person_wanted = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PeopleModel(tasks, self)
        self._model.loaded.connect(self._on_loaded)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY)
        self._timer.timeout.connect(self._on_search)
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 28, 36, 28)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(Title(self.tr("People")), 1)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Name, e-mail or telephone"))
        self._search.setAccessibleName(self.tr("Search the people"))
        self._search.addAction(icons.icon("search", "dim"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setFixedWidth(320)
        self._search.textChanged.connect(lambda _text: self._timer.start())
        head.addWidget(self._search)
        column.addLayout(head)
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 4, 1, 6)
        self._table = PeopleTable(self._model)
        self._table.opened.connect(lambda row: self.person_wanted.emit(row.subject.full_name))
        self._empty = EmptyState("person", self.tr("Nobody here yet"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        sheet.body.addWidget(self._stack)
        column.addWidget(sheet, 1)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the people again, if they or their cases changed."""
        if changes is None or changes.subjects or changes.cases:
            self._model.reload()

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self._search.setFocus()
        self._search.selectAll()

    def _on_search(self) -> None:
        self._model.search(self._search.text().strip())

    def _on_loaded(self) -> None:
        searching = bool(self._search.text().strip())
        self._empty.say(
            self.tr("Nobody found") if searching else self.tr("Nobody here yet"),
            "" if searching else self.tr("People appear here with their first request."),
        )
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
