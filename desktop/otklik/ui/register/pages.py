"""Pages of a long list: which of them are here, which are wanted next, which are let go. Knows nothing of Qt."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

PAGE_ROWS = 100
"""Rows fetched at once: more than a screen, little enough to come within a frame or two."""

KEPT = 16
"""Pages kept: walking back a few screens fetches nothing."""


class Pages(Generic[T]):
    """A window on the rows of a list; a page is numbered by its first row divided by `PAGE_ROWS`.

    Args:
        total: how many rows the list has.
    """

    def __init__(self, total: int = 0) -> None:
        self.total = total
        self._here: OrderedDict[int, Sequence[T]] = OrderedDict()
        self.seen = (0, -1)
        """First and last row that are seen."""
        self._asked: int | None = None

    @property
    def seen_page(self) -> int:
        """The page of the first row that is seen."""
        return self.seen[0] // PAGE_ROWS

    def row(self, place: int) -> T | None:
        """Return a row; `None` where it is not here, then its page is what is fetched next."""
        page, offset = divmod(place, PAGE_ROWS)
        rows = self._here.get(page)
        if rows is None:
            self._asked = page
            return None
        return rows[offset] if offset < len(rows) else None

    def look_at(self, first: int, last: int) -> None:
        """Say which rows are seen, both included."""
        self.seen = (first, last)
        for page in range(first // PAGE_ROWS, last // PAGE_ROWS + 1):
            if page in self._here:
                self._here.move_to_end(page)

    def wanted(self) -> int | None:
        """Return the page to fetch next: what is seen, what was asked for, then the one below it and the one above."""
        if not self.total:
            return None
        first, last = (place // PAGE_ROWS for place in self.seen)
        asked = () if self._asked is None else (self._asked,)
        end = (self.total - 1) // PAGE_ROWS
        order = (*range(first, last + 1), *asked, last + 1, first - 1)
        return next((page for page in order if 0 <= page <= end and page not in self._here), None)

    def span(self, page: int) -> range:
        """Return the places of the rows of a page."""
        return range(page * PAGE_ROWS, min(self.total, (page + 1) * PAGE_ROWS))

    def take(self, page: int, rows: Sequence[T]) -> None:
        """Keep the rows of a page, and let go of the page that was not looked at for longest."""
        self._here[page] = rows
        self._here.move_to_end(page)
        if self._asked == page:
            self._asked = None
        while len(self._here) > KEPT:
            self._here.popitem(last=False)

    def replace_rows(self, made: Callable[[T], T]) -> None:
        """Put another row in the place of each that is here."""
        for page, rows in self._here.items():
            self._here[page] = [made(row) for row in rows]

    def clear(self) -> None:
        """Let go of all pages; the list is as long as before."""
        self._here.clear()
