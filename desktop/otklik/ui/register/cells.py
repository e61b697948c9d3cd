"""What stands in a cell of the register, what is said of it, and what goes to a spreadsheet.

No widget is touched here, so it may be asked from any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from otklik.register.records import CaseStatus
from otklik.ui import dates, phrases, provisional
from otklik.ui.register.columns import Column
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.views import CaseRow


class Dates(StrEnum):
    """How much room dates have: «26.11.2026», «26.11.26», «26.11».

    `SHORT` is the table beside an open case: days of other years are then written with two figures of the year, and
    one column shows the nearest date of both, the law's and the policy's.
    """

    LONG = "long"
    TIGHT = "tight"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Cells:
    """The words of a row.

    Attributes:
        year: the current one; the shortest dates of it are shown without it.
        form: how much room dates have.
    """

    year: int
    form: Dates = Dates.LONG

    def shown(self, row: CaseRow, column: Column) -> str:
        """Return the text of a cell."""
        match column:
            case Column.NUMBER:
                return str(row.number)
            case Column.KIND:
                return phrases.kind_words(row.kinds)
            case Column.WHO:
                return row.subject
            case Column.LEFT:
                return self._left(row)
            case Column.CHANNEL:
                return phrases.channel(row.channel)
            case Column.OPERATOR:
                return row.operator
            case Column.STATUS:
                return phrases.case_status(row.status)
            case Column.OUTGOING:
                return row.outgoing or "—"
        day = self._date(self.day(row, column))
        if column is Column.DUE and row.due_at is not None and self.form is Dates.LONG:
            return phrases.due_moment(day[:5], row.due_at)
        return day

    def spoken(self, row: CaseRow, column: Column) -> str:
        """Return whole words for what is cut short on the screen."""
        if column is Column.NUMBER:
            return phrases.case_name(row.number, row.kinds)
        if column is Column.LEFT and row.status is not CaseStatus.OPEN:
            return phrases.case_status(row.status)
        if column is Column.LEFT:
            return phrases.left_sentence(row.remaining) or self.shown(row, column)
        day = self.day(row, column)
        if day is None:
            return self.shown(row, column)
        moment = phrases.due_moment(dates.day_month_year(day), row.due_at if column is Column.DUE else None)
        return provisional.marked(moment, self.is_provisional(row, column))

    def hint(self, row: CaseRow, column: Column) -> str | None:
        """Return what is due, why its date may move, and the title."""
        uncertain = provisional.reason() if self.is_provisional(row, column) else ""
        if column in {Column.DUE, Column.LEFT} and row.due_duty and row.status is CaseStatus.OPEN:
            parts = (row.due_duty, phrases.left_sentence(row.remaining), uncertain)
            return "\n".join(part for part in parts if part)
        if uncertain:
            return uncertain
        if column is Column.WHO and self.form is Dates.SHORT:  # the kind has no column of its own then
            return f"{row.subject}\n{phrases.case_title(row.title, row.kinds)}"
        if column in {Column.WHO, Column.OPERATOR, Column.CHANNEL}:
            return self.shown(row, column)
        if column is not Column.KIND:
            return None
        title = phrases.case_title(row.title, row.kinds)
        return title if len(row.kinds) == 1 else f"{title}\n{phrases.kind_words(row.kinds)}"

    def copied(self, row: CaseRow, column: Column) -> str:
        """Return what a spreadsheet gets: whole dates that sort there, empty where there is none."""
        if column is Column.LEFT:
            return self.spoken(row, column)
        if column is Column.OUTGOING:
            return row.outgoing
        day = self.day(row, column)
        if day is not None:
            return dates.dotted(day)
        return "" if column in DAYS else self.shown(row, column)

    def is_provisional(self, row: CaseRow, column: Column) -> bool:
        """Return whether the date in a cell may still move, because a decree on days off is not known."""
        if row.status is not CaseStatus.OPEN or self.day(row, column) is None:
            return False
        if column is Column.DUE:
            return row.due_provisional
        return column is Column.POLICY and row.policy_provisional

    def day(self, row: CaseRow, column: Column) -> date | None:
        """Return the date of a column; beside an open case one column shows the nearest date of both."""
        match column:
            case Column.RECEIVED:
                return row.received_on
            case Column.DUE:
                return row.due_on if self.form is Dates.SHORT else row.law_due_on
            case Column.POLICY:
                return row.policy_due_on
            case Column.SENT:
                return row.sent_on
        return None

    def _left(self, row: CaseRow) -> str:
        if row.status is not CaseStatus.OPEN:
            short = self.form is Dates.SHORT
            return phrases.case_status_short(row.status) if short else phrases.case_status(row.status)
        return phrases.left_chip_short(row.remaining)

    def _date(self, day: date | None) -> str:
        if day is None:
            return "—"
        short = f"{day.day:02}.{day.month:02}"  # strftime takes several times as long, and there are many cells
        if self.form is Dates.LONG:
            return f"{short}.{day.year}"
        return short if self.form is Dates.SHORT and day.year == self.year else f"{short}.{day.year % 100:02}"


DAYS = frozenset((Column.RECEIVED, Column.DUE, Column.POLICY, Column.SENT))
"""Columns with a date."""

LOADING = "…"
"""Stands in for a row that is on its way."""


def spoken_loading() -> str:
    """Return what a screen reader says of a row that is on its way."""
    return translated("Loading")
