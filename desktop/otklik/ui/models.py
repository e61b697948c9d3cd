"""Item models over the register: pages are fetched in the background as a table is scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from otklik.casework.views import CaseRow
from otklik.register.records import CaseStatus
from otklik.ui import dates, phrases, provisional

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QObject

    from otklik.casework.desk import Desk
    from otklik.casework.lists import PersonRow
    from otklik.register.case_query import CaseQuery
    from otklik.ui.tasks import Tasks

PAGE_ROWS = 200
"""Rows fetched at once: more than a screen, little enough to come within a frame or two."""

NUMBER, KIND, WHO, RECEIVED, DUE, POLICY, LEFT = range(7)
"""Columns of the table of cases."""

PERSON, CONTACT, CASES, LAST, DECLENSION = range(5)
"""Columns of the table of people."""

LONGEST = "%d.%m.%Y"
"""Date format with the whole year; where the hour rules it takes the place of the year."""

SHORTEST = "%d.%m"
"""Date format without a year; days of other years are then shown as month and year."""

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The value of a row (`CaseRow`, `PersonRow`), for delegates and pages."""

Index = QModelIndex | QPersistentModelIndex

_LEFT_ALIGNED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter)


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


class CaseTableModel(PagedModel):
    """The cases that a search finds.

    Signals:
        counted: how many cases the search finds in all, fetched or not.

    Args:
        tasks: where the reading is done.
        year: the current year; the shortest dates of it are shown without it.
        parent: owner.
    """

    counted = Signal(int)

    def __init__(self, tasks: Tasks, year: int, parent: QObject | None = None) -> None:
        super().__init__(tasks, (), parent)
        self._year = year
        self._headings = (
            self.tr("№"),
            self.tr("Kind"),
            self.tr("Who"),
            self.tr("Received"),
            self.tr("By law"),
            self.tr("By policy"),
            self.tr("Time left"),
        )
        self._text = ""
        self._status: CaseStatus | None = None
        self.date_format = LONGEST

    def search(self, text: str, status: CaseStatus | None) -> None:
        """Look for other cases; the rows shown stay until the answer is there.

        Args:
            text: any piece of a name, number, title, address or of the letter.
            status: only such cases; `None` for all.
        """
        self._text, self._status = text, status
        self._load(PAGE_ROWS)

    def row_of(self, case_id: int) -> int:
        """Return the row of a case, -1 where it is not fetched."""
        return next((index for index, row in enumerate(self._rows) if row.id == case_id), -1)

    def reader(self) -> Any:
        """Return what reads a page of the present search."""
        text, status = self._text, self._status

        def read(desk: Desk, offset: int, limit: int) -> tuple[CaseRow, ...]:
            from otklik.casework import lists  # noqa: PLC0415 - start-up: loaded on the database's thread

            return lists.case_rows(desk, _query(text, status, offset, limit))

        return read

    def alignment(self, column: int) -> int:
        """Return how a column is aligned."""
        return _CENTRED if column == LEFT else _LEFT_ALIGNED

    def shown(self, row: CaseRow, column: int) -> str:
        """Return the text of a cell."""
        match column:
            case 0:
                return str(row.number)
            case 1:
                return phrases.kind_words(row.kinds)
            case 2:
                return row.subject
            case 6:
                return self._left(row)
        day = self._date(self._day(row, column))
        if column == DUE and row.due_at is not None and self.date_format == LONGEST:
            return phrases.due_moment(day[:5], row.due_at)
        return day

    def spoken(self, row: CaseRow, column: int) -> str:
        """Return whole words for what is cut short on the screen."""
        if column == NUMBER:
            return phrases.case_name(row.number, row.kinds)
        if column == LEFT and row.status is not CaseStatus.OPEN:
            return phrases.case_status(row.status)
        if column == LEFT:
            return phrases.left_sentence(row.remaining) or self.shown(row, column)
        day = self._day(row, column)
        if day is None:
            return self.shown(row, column)
        moment = phrases.due_moment(dates.day_month_year(day), row.due_at if column == DUE else None)
        return provisional.marked(moment, self.is_provisional(row, column))

    def hint(self, row: CaseRow, column: int) -> str | None:
        """Return what is due, why its date may move, and the title."""
        uncertain = provisional.reason() if self.is_provisional(row, column) else ""
        if column in {DUE, LEFT} and row.due_duty and row.status is CaseStatus.OPEN:
            parts = (row.due_duty, phrases.left_sentence(row.remaining), uncertain)
            return "\n".join(part for part in parts if part)
        if uncertain:
            return uncertain
        return phrases.case_title(row.title, row.kinds) if column == KIND else None

    def is_provisional(self, row: CaseRow, column: int) -> bool:
        """Return whether the date in a cell may still move, because a decree on days off is not known."""
        if row.status is not CaseStatus.OPEN or self._day(row, column) is None:
            return False
        return {DUE: row.due_provisional, POLICY: row.policy_provisional}.get(column, False)

    def _left(self, row: CaseRow) -> str:
        if row.status is not CaseStatus.OPEN:
            narrow = self.date_format == SHORTEST
            return phrases.case_status_short(row.status) if narrow else phrases.case_status(row.status)
        return phrases.left_chip_short(row.remaining)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading; where one column is left for both dates it is not called the law's."""
        if section == DUE and self.date_format == SHORTEST and role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Deadline")
        return super().headerData(section, orientation, role)

    def _day(self, row: CaseRow, column: int) -> date | None:
        """Return the date of a column; beside an open case one column shows the nearest date of both."""
        due = row.due_on if self.date_format == SHORTEST else row.law_due_on
        return {RECEIVED: row.received_on, DUE: due, POLICY: row.policy_due_on}.get(column)

    def _date(self, day: date | None) -> str:
        if day is None:
            return "—"
        if day.year == self._year:
            return day.strftime(self.date_format)
        return day.strftime("%d.%m.%y" if self.date_format == SHORTEST else self.date_format)

    def _load(self, limit: int) -> None:
        super()._load(limit)
        generation, text, status = self._generation, self._text, self._status

        def count(desk: Desk) -> int:
            from otklik.casework import lists  # noqa: PLC0415 - as above

            return lists.case_count(desk, _query(text, status, 0, 1))

        self._tasks.run(count, lambda total: self._on_counted(generation, total), owner=self)

    def _on_counted(self, generation: int, total: int) -> None:
        if generation == self._generation:
            self.counted.emit(total)


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


def _query(text: str, status: CaseStatus | None, offset: int, limit: int) -> CaseQuery:
    from otklik.register.case_query import CaseQuery  # noqa: PLC0415 - as above

    return CaseQuery(text=text, status=status, offset=offset, limit=limit)
