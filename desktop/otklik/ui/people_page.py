"""Люди: everybody who ever wrote, with search; a click shows their cases, or how the name is declined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from otklik.casework import naming_people
from otklik.ui import icons, theme
from otklik.ui.models import CASES, CONTACT, DECLENSION, LAST, PERSON, ROW_ROLE, PeopleModel
from otklik.ui.name_panel import NamePanel
from otklik.ui.widgets import EmptyState, Notice, Sheet, Title
from otklik.ui.widgets.search import SearchField
from otklik.ui.widgets.table import RowDelegate, Table, paint_text, wide_enough

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent

    from otklik.casework.desk import Changes
    from otklik.casework.lists import PersonRow
    from otklik.casework.naming_people import NameView
    from otklik.ui.tasks import Tasks

ROW_HEIGHT = 40
_PEN = 18


class PeopleDelegate(RowDelegate):
    """Paints the cells: a row is known by its name."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint what stands in a cell."""
        first = index.column() == PERSON
        if index.column() == DECLENSION:
            self._paint_pen(painter, area, index)
            return
        role = "text" if first or index.column() == CASES else "dim"
        paint_text(painter, area, str(index.data()), role, strong=first, left=18 if first else 8)

    def _paint_pen(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the sign of what can be put right; the name of an organisation cannot."""
        if index.data():
            pen = icons.pixmap("edit", "dim", _PEN, painter.device().devicePixelRatio())
            painter.drawPixmap(int(area.center().x() - _PEN / 2), int(area.center().y() - _PEN / 2), pen)


class PeopleTable(Table):
    """The table; a click or Enter opens, a click on the last column or F2 asks how the name is declined.

    Signals:
        opened: show the cases of a person; carries the row.
        name_wanted: show how the name is declined; carries the row and the place of its cell in the viewport.

    Args:
        model: the people.
        parent: owner.
    """

    opened = Signal(object)
    name_wanted = Signal(object, QRect)

    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(model, PeopleDelegate(theme.px(ROW_HEIGHT)), parent)
        self.setAccessibleName(self.tr("People"))
        header = self.horizontalHeader()
        for column in (PERSON, CONTACT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((CASES, 96), (LAST, 112), (DECLENSION, 52)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, wide_enough(header, column, width))
        self.clicked.connect(self._on_clicked)
        self.row_entered.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))

    def ask_name(self, index: QModelIndex) -> None:
        """Ask how the name in a row is declined; that of an organisation is not."""
        if index.isValid() and not index.data(ROW_ROLE).subject.organisation:
            cell = self.visualRect(index.siblingAtColumn(DECLENSION))
            self.name_wanted.emit(index.data(ROW_ROLE), cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the name by F2."""
        if event.key() == Qt.Key.Key_F2:
            self.ask_name(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == DECLENSION:
            self.ask_name(index)
        else:
            self.opened.emit(index.data(ROW_ROLE))


class PeoplePage(QWidget):
    """The people.

    Signals:
        person_wanted: show the cases of this person; carries the name.

    Args:
        tasks: where the reading is done.
        parent: owner.
    """

    help_topic = "people"

    person_wanted = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
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
        self._search.setFixedWidth(theme.px(320))
        self._search.paused.connect(self._on_search)
        head.addWidget(self._search)
        column.addLayout(head)
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 4, 1, 8)
        self.table = PeopleTable(self._model)
        self.table.opened.connect(lambda row: self.person_wanted.emit(row.subject.full_name))
        self.table.name_wanted.connect(self._on_name_wanted)
        self._empty = EmptyState("people", self.tr("Nobody here yet"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        sheet.body.addWidget(self._stack)
        column.addWidget(sheet, 1)
        self._notice = Notice(role="overdue", closable=True)
        column.insertWidget(1, self._notice)
        self.name_panel = NamePanel(tasks, self)
        self.name_panel.closed.connect(self.table.setFocus)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the people again, if they or their cases changed."""
        if changes is None or changes.subjects or changes.cases:
            self._model.reload()

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self._search.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel of a name within the edges."""
        super().resizeEvent(event)
        self.name_panel.stay_inside()

    def _on_name_wanted(self, row: PersonRow, cell: QRect) -> None:
        subject_id = row.subject.id
        place = QRect(self.table.viewport().mapTo(self, cell.topLeft()), cell.size())

        def show(view: NameView | None) -> None:
            if view is not None:
                self.name_panel.ask(view, place)

        self._tasks.run(
            lambda desk: naming_people.name_view(desk, subject_id), show, self._notice.show_error, owner=self
        )

    def _on_search(self) -> None:
        self._model.search(self._search.text().strip())

    def _on_loaded(self) -> None:
        searching = bool(self._search.text().strip())
        self._empty.say(
            self.tr("Nobody found") if searching else self.tr("Nobody here yet"),
            "" if searching else self.tr("People appear here with their first request."),
            drawing="found" if searching else "people",
        )
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
