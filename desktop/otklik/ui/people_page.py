"""Люди: everybody who ever wrote, with search; a click shows their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from otklik.ui.models import CASES, CONTACT, LAST, PERSON, ROW_ROLE, PeopleModel
from otklik.ui.widgets import EmptyState, Sheet, Title
from otklik.ui.widgets.search import SearchField
from otklik.ui.widgets.table import RowDelegate, Table, paint_text

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
    from PySide6.QtGui import QPainter

    from otklik.casework.desk import Changes
    from otklik.ui.tasks import Tasks

ROW_HEIGHT = 40


class PeopleDelegate(RowDelegate):
    """Paints the cells: a row is known by its name."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint what stands in a cell."""
        first = index.column() == PERSON
        role = "text" if first or index.column() == CASES else "dim"
        paint_text(painter, area, str(index.data()), role, strong=first, left=18 if first else 8)


class PeopleTable(Table):
    """The table; a click or Enter opens.

    Signals:
        opened: show the cases of a person; carries the row.

    Args:
        model: the people.
        parent: owner.
    """

    opened = Signal(object)

    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(model, PeopleDelegate(ROW_HEIGHT), parent)
        self.setAccessibleName(self.tr("People"))
        header = self.horizontalHeader()
        for column in (PERSON, CONTACT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((CASES, 110), (LAST, 130)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        self.clicked.connect(self._on_index_opened)
        self.row_entered.connect(self._on_index_opened)

    def _on_index_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE))


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
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 28, 36, 28)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(Title(self.tr("People")), 1)
        self._search = SearchField()
        self._search.setPlaceholderText(self.tr("Name, e-mail or telephone"))
        self._search.setAccessibleName(self.tr("Search the people"))
        self._search.setFixedWidth(320)
        self._search.paused.connect(self._on_search)
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
        self._search.take_focus()

    def _on_search(self) -> None:
        self._model.search(self._search.text().strip())

    def _on_loaded(self) -> None:
        searching = bool(self._search.text().strip())
        self._empty.say(
            self.tr("Nobody found") if searching else self.tr("Nobody here yet"),
            "" if searching else self.tr("People appear here with their first request."),
        )
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
