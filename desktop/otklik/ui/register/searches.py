"""What is looked for in the register: a view, and what is typed besides. Views are kept in the setting `views`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from otklik.register.case_query import CaseQuery, Sort
from otklik.register.case_query import Column as By
from otklik.register.records import CaseStatus
from otklik.ui.register.columns import Choice
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.casework.asking import Asked
    from otklik.casework.desk import Desk

BURNING = Sort()
"""Our order: what burns first."""

LONGEST_NAME = 40
"""Letters in the name of a view: a chip of two words is read, a sentence is not."""

MOST = 30
"""Views of one's own: more are no choice any more."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of the register under a name.

    Attributes:
        key: names it for the window; empty of the user's own.
        name: on its chip.
        text: what it looks for, in the language of the search.
        status: how its cases stand; `None` for any.
        sort: their order.
        columns: what is shown of them; `None` leaves that as it is.
    """

    key: str
    name: str
    text: str = ""
    status: CaseStatus | None = None
    sort: Sort = BURNING
    columns: Choice | None = None

    @property
    def is_own(self) -> bool:
        """Whether the user made it."""
        return not self.key

    def stored(self) -> dict[str, object]:
        """Return the view as JSON can hold it."""
        return {
            "name": self.name,
            "text": self.text,
            "status": self.status.value if self.status else None,
            "sort": [self.sort.column.value, self.sort.descending],
            "columns": self.columns.stored() if self.columns else None,
        }


@dataclass(frozen=True, slots=True)
class Search:
    """What the table shows.

    Attributes:
        text: what is typed besides the view.
        view_text, status: of the view.
        sort: the order.
    """

    text: str = ""
    view_text: str = ""
    status: CaseStatus | None = None
    sort: Sort = BURNING

    @classmethod
    def of(cls, view: View, text: str, sort: Sort) -> Search:
        """Return the search for what is typed within a view."""
        return cls(text.strip(), view.text, view.status, sort)

    def ask(self, desk: Desk) -> Asked:
        """Read what is meant, on the database's thread."""
        from otklik.casework import asking  # noqa: PLC0415 - start-up: loaded on the database's thread

        base = CaseQuery(status=self.status, sort=self.sort)
        if self.view_text:
            base = replace(asking.ask(desk, self.view_text, base).query, sort=self.sort)
        return asking.ask(desk, self.text, base)


def ready_views() -> tuple[View, ...]:
    """Return the views every register has."""
    return (
        View("open", translated("Open ones"), status=CaseStatus.OPEN),
        View("closed", translated("Closed ones"), status=CaseStatus.CLOSED),
        View("all", translated("All")),
        View("overdue", translated("Overdue ones"), "due:overdue", CaseStatus.OPEN),
        View("week", translated("This week"), "due:week", CaseStatus.OPEN),
    )


def saved_as(name: str, view: View, search: Search, columns: Choice) -> View:
    """Return what is shown now as a view of the user's own.

    Args:
        name: as the user typed it.
        view: the one it was made from.
        search: what is looked for now.
        columns: what is shown now.
    """
    text = f"{search.view_text} {search.text}".strip()
    shown = None if columns.is_ours and view.columns is None else columns
    return View("", " ".join(name.split())[:LONGEST_NAME], text, search.status, search.sort, shown)


def read_views(stored: object) -> tuple[View, ...]:
    """Return the views that were stored; what is not understood is left out, so that any register opens."""
    found = [_read(one) for one in stored] if isinstance(stored, list) else []
    return tuple(view for view in found if view is not None)[:MOST]


def names_taken(views: Sequence[View], name: str) -> bool:
    """Return whether a view of this name exists, in any case of letters."""
    wanted = " ".join(name.split()).casefold()
    return any(view.name.casefold() == wanted for view in views)


def _read(stored: object) -> View | None:
    if not isinstance(stored, dict) or not isinstance(stored.get("name"), str) or not stored["name"].strip():
        return None
    text, columns = stored.get("text"), stored.get("columns")
    statuses = {status.value: status for status in CaseStatus}
    return View(
        "",
        stored["name"].strip()[:LONGEST_NAME],
        text if isinstance(text, str) else "",
        statuses.get(str(stored.get("status"))),
        _sort(stored.get("sort")),
        Choice.read(columns) if isinstance(columns, dict) else None,
    )


def _sort(stored: object) -> Sort:
    if not isinstance(stored, list) or len(stored) != 2:
        return BURNING
    columns = {column.value: column for column in By}
    return Sort(columns.get(str(stored[0]), By.LEFT), stored[1] is True)
