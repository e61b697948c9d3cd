"""Item models over the register: pages are fetched in the background as a table is scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from otklik.ui import dates

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from otklik.casework.desk import Desk
    from otklik.casework.lists import PersonRow
    from otklik.ui.tasks import Tasks

PAGE_ROWS = 200
"""Rows fetched at once: more than a screen, little enough to come within a frame or two."""

PERSON, CONTACT, CASES, LAST, DECLENSION = range(5)
"""Columns of the table of people."""

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The value of a row (`CaseRow`, `PersonRow`, `LetterRow`), for delegates and pages."""

Index = QModelIndex | QPersistentModelIndex

_LEFT_ALIGNED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class PagedModel(QAbstractTableModel):
    """Rows that come in pages from the database's thread. Subclasses say how to read, and what a cell shows.

    Signals:
        loaded: the first page of a search is here.

    Args:
        tasks: where the reading is done.
        headings: names of the columns.
        parent: owner.
    """

    loaded = Signal()

    def __init__(self, tasks: Tasks, headings: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._headings = headings
        self._rows: list[Any] = []
        self._generation = 0
        self._fetching = False
        self._complete = True

    def reload(self) -> None:
        """Read again what is shown, after something changed."""
        self._load(max(PAGE_ROWS, len(self._rows)))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return how many rows are fetched."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def canFetchMore(self, parent: Index) -> bool:
        """Return whether there is more than is fetched."""
        return not parent.isValid() and not self._fetching and not self._complete

    def fetchMore(self, parent: Index) -> None:
        """Fetch the next page in the background."""
        if not self.canFetchMore(parent):
            return
        self._fetching = True
        generation, read = self._generation, self.reader()
        offset = len(self._rows)
        self._tasks.run(
            lambda desk: read(desk, offset, PAGE_ROWS), lambda rows: self._append(generation, rows), owner=self
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(section)
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, says to screen readers, or carries for the delegate."""
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.hint(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        return row if role == ROW_ROLE else None

    def reader(self) -> Any:
        """Return what reads a page of the present search: a function of desk, offset and limit."""
        raise NotImplementedError

    def shown(self, row: Any, column: int) -> str:
        """Return the text of a cell."""
        raise NotImplementedError

    def spoken(self, row: Any, column: int) -> str:
        """Return what a screen reader says for a cell."""
        return self.shown(row, column)

    def hint(self, row: Any, column: int) -> str | None:  # noqa: ARG002 - for subclasses
        """Return the tooltip of a cell."""
        return None

    def alignment(self, column: int) -> int:  # noqa: ARG002 - for subclasses
        """Return how a column is aligned."""
        return _LEFT_ALIGNED

    def _load(self, limit: int) -> None:
        self._generation += 1
        generation, read = self._generation, self.reader()
        self._tasks.run(
            lambda desk: read(desk, 0, limit), lambda rows: self._replace(generation, rows, limit), owner=self
        )

    def _replace(self, generation: int, rows: tuple[Any, ...], limit: int) -> None:
        if generation != self._generation:
            return  # an answer to an older search
        self.beginResetModel()
        self._rows, self._fetching, self._complete = list(rows), False, len(rows) < limit
        self.endResetModel()
        self.loaded.emit()

    def _append(self, generation: int, rows: tuple[Any, ...]) -> None:
        if generation != self._generation:
            return
        self._fetching, self._complete = False, len(rows) < PAGE_ROWS
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()


class PeopleModel(PagedModel):
    """The people that a search finds.

    Args:
        tasks: where the reading is done.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(tasks, (), parent)
        self._headings = (
            self.tr("Who"),
            self.tr("E-mail, telephone"),
            self.tr("Requests"),
            self.tr("The last one"),
            "",
        )
        self._text = ""

    def search(self, text: str) -> None:
        """Look for other people."""
        self._text = text
        self._load(PAGE_ROWS)

    def reader(self) -> Any:
        """Return what reads a page of the present search."""
        text = self._text

        def read(desk: Desk, offset: int, limit: int) -> tuple[PersonRow, ...]:
            from otklik.casework import lists  # noqa: PLC0415 - as above

            return lists.people_rows(desk, text, offset, limit)

        return read

    def shown(self, row: PersonRow, column: int) -> str:
        """Return the text of a cell."""
        match column:
            case 0:
                return row.subject.full_name
            case 1:
                return ", ".join(part for part in (row.subject.email, row.subject.phone) if part) or "—"
            case 2:
                return str(row.cases)
            case 4:
                return "" if row.subject.organisation else self.tr("declension")
        return dates.dotted(row.last_received_on) if row.last_received_on else "—"

    def hint(self, row: PersonRow, column: int) -> str | None:
        """Return what a click on the last column does."""
        if column == DECLENSION and not row.subject.organisation:
            return self.tr("How the name is declined in letters (F2)")
        return None
