"""The cases a search finds, as a model for the table.

The whole order is held as row ids, eight bytes a case, so the table knows its height at once, and who is selected is
known by id, fetched or not. The rows themselves come in pages around what is seen, one page at a time, the page that is
seen now first: however fast somebody drags the bar, nothing piles up.
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from otklik.casework.views import CaseRow
from otklik.ui.models import ROW_ROLE
from otklik.ui.register import cells
from otklik.ui.register.cells import Cells, Dates
from otklik.ui.register.columns import Column, heading
from otklik.ui.register.pages import PAGE_ROWS, Pages
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from PySide6.QtCore import QObject

    from otklik.casework.asking import Asked
    from otklik.casework.desk import Desk
    from otklik.ui.register.searches import Search
    from otklik.ui.tasks import Tasks

    Found = tuple[Asked, array[int], int, tuple[CaseRow, ...]]
    """What the search means, all ids in their order, which page was read along, and the rows of it."""

Index = QModelIndex | QPersistentModelIndex

COLUMNS = tuple(Column)
_LEFT_ALIGNED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter)


class Keep(Enum):
    """What of the table outlives an answer.

    Another search begins at its top with nothing selected, another order begins at its top, reading anew leaves
    everything where it is.
    """

    NOTHING = "nothing"
    SELECTION = "selection"
    PLACE = "place"


class Line:
    """A row with the words of its cells, put together when they are first wanted."""

    __slots__ = ("_cells", "_words", "elided", "row")

    def __init__(self, row: CaseRow, words: Cells) -> None:
        self.row = row
        self._cells = words
        self._words: dict[Column, str] = {}
        self.elided: dict[Column, tuple[int, Any]] = {}
        """What the delegate made of a cell, with the width it was made for."""

    def text(self, column: Column) -> str:
        """Return the text of a cell."""
        known = self._words.get(column)
        if known is None:
            known = self._words[column] = self._cells.shown(self.row, column)
        return known


class CaseModel(QAbstractTableModel):
    """The cases that a search finds.

    Signals:
        about_to_change: other cases, or another order, come now; carries `Keep`.
        loaded: the answer to the search is here; carries how many cases it finds.

    Args:
        tasks: where the reading is done.
        year: the current year; the shortest dates of it are shown without it.
        parent: owner.
    """

    about_to_change = Signal(Keep)
    loaded = Signal(int)

    def __init__(self, tasks: Tasks, year: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._cells = Cells(year)
        self._search: Search | None = None
        self._asked: Asked | None = None
        self._ids: array[int] = array("q")
        self._pages: Pages[Line] = Pages()
        self._generation = 0
        self._fetching = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)

    @property
    def asked(self) -> Asked | None:
        """What the search means whose answer is shown; `None` before the first."""
        return self._asked

    @property
    def ids(self) -> Sequence[int]:
        """The ids of all cases found, in their order, fetched or not."""
        return self._ids

    @property
    def cells(self) -> Cells:
        """What puts the words of a row together."""
        return self._cells

    def search(self, search: Search) -> None:
        """Look for other cases, or for the same in another order; what is shown stays until the answer is there."""
        before, self._search = self._search, search
        same = before is not None and replace(before, sort=search.sort) == search
        self._load(0, Keep.SELECTION if same else Keep.NOTHING)

    def reload(self) -> None:
        """Read again what is shown, after something changed."""
        self._load(self._pages.seen_page, Keep.PLACE)

    def set_dates(self, form: Dates) -> None:
        """Show dates with more or less room."""
        if form is not self._cells.form:
            self._cells = replace(self._cells, form=form)
            self._pages.replace_rows(lambda line: Line(line.row, self._cells))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.DUE, Column.DUE)

    def look_at(self, first: int, last: int) -> None:
        """Say which rows are seen, so that they are fetched before all others."""
        self._pages.look_at(first, last)
        if not self._fetching and self._pages.wanted() is not None:
            self._soon.start()

    def line(self, place: int) -> Line | None:
        """Return a row with its words; `None` while it is on its way."""
        found = self._pages.row(place)
        if found is None and not self._fetching:
            self._soon.start()
        return found

    def row_of(self, case_id: int) -> int:
        """Return the place of a case, -1 where the search does not find it."""
        try:
            return self._ids.index(case_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return how many cases are found."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading; where one column is left for both dates it is not called the law's."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            short = column is Column.DUE and self._cells.form is Dates.SHORT
            return translated("Deadline") if short else heading(column)
        if role == Qt.ItemDataRole.ToolTipRole:  # a heading may be cut short
            return heading(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken_heading(column)
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, says to screen readers, or carries for pages."""
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in _ROLES:
            return None
        line = self.line(index.row())
        if line is None:
            return self._loading(role)
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text(column)
        if role == ROW_ROLE:
            return line.row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._cells.spoken(line.row, column)
        return self._cells.hint(line.row, column)

    def read_rows(self, ids: Sequence[int], done: Callable[[tuple[CaseRow, ...]], None]) -> None:
        """Read the rows of some cases, whichever are fetched, and hand them over in the order given."""
        wanted = tuple(ids)

        def read(desk: Desk) -> tuple[CaseRow, ...]:
            from otklik.casework import lists  # noqa: PLC0415 - start-up: loaded on the database's thread

            return lists.rows_of(desk, wanted)

        self._tasks.run(read, done, owner=self)

    def _spoken_heading(self, column: Column) -> str:
        name = heading(column)
        sort = self._search.sort if self._search is not None else None
        if sort is None or sort.column != column.key:
            return name
        how = translated("{column}, descending") if sort.descending else translated("{column}, ascending")
        return how.format(column=name)

    def _loading(self, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return cells.LOADING
        return cells.spoken_loading() if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _load(self, page: int, keep: Keep) -> None:
        search = self._search
        if search is None:
            return
        self._generation += 1
        generation = self._generation

        def read(desk: Desk) -> Found:
            from otklik.casework import case_order, lists  # noqa: PLC0415 - as above

            asked = search.ask(desk)
            ids = case_order.case_ids(desk, asked.query)
            at = min(page, max(0, (len(ids) - 1) // PAGE_ROWS))
            return asked, ids, at, lists.rows_of(desk, ids[at * PAGE_ROWS : (at + 1) * PAGE_ROWS])

        self._tasks.run(read, lambda found: self._replace(generation, found, keep), owner=self)

    def _replace(self, generation: int, found: Found, keep: Keep) -> None:
        if generation != self._generation:
            return  # an answer to an older search
        self._asked, ids, page, rows = found
        self._fetching = False
        if ids == self._ids:
            self._pages.clear()
            self._take(page, rows)
        else:
            self.about_to_change.emit(keep)
            self.beginResetModel()
            self._ids = ids
            self._pages = Pages(len(ids))
            self._pages.take(page, [Line(row, self._cells) for row in rows])
            self.endResetModel()
        self.loaded.emit(len(ids))

    def _fetch(self) -> None:
        """Fetch the page that is wanted most now."""
        page = self._pages.wanted()
        if page is None or self._fetching:
            return
        self._fetching = True
        generation, span = self._generation, self._pages.span(page)

        def taken(rows: tuple[CaseRow, ...]) -> None:
            if generation == self._generation:
                self._fetching = False
                self._take(page, rows)
                self.look_at(*self._pages.seen)

        self.read_rows(self._ids[span.start : span.stop], taken)

    def _take(self, page: int, rows: tuple[CaseRow, ...]) -> None:
        self._pages.take(page, [Line(row, self._cells) for row in rows])
        span, (first, last) = self._pages.span(page), self._pages.seen
        if span and first < span.stop and last >= span.start:  # else nothing on screen is another, and nothing painted
            self.dataChanged.emit(self.index(span.start, 0), self.index(span.stop - 1, len(COLUMNS) - 1))


_ROLES = frozenset(
    (
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(ROW_ROLE),
    )
)


def _alignment(column: Column) -> int:
    return _CENTRED if column is Column.LEFT else _LEFT_ALIGNED
