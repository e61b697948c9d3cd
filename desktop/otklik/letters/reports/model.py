"""A report in words and numbers, ready to be shown, printed or written as a spreadsheet; who counts it is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

Cell: TypeAlias = str | int | float | None
"""What stands in a cell: words, a number, or nothing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its word.

    Attributes:
        id: by which it is known.
        value: the figure; `None` where there is nothing to count.
        word: what it counts.
        before: the same of the year before, as a phrase; empty where there is nothing to compare.
        is_bad: whether it is one to look at.
    """

    id: str
    value: int | float | None
    word: str
    before: str = ""
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar of cases by how they stand to their term.

    Attributes:
        key: what is chosen with it, e.g. `2026-11-01`; empty for nothing.
        label: what stands at it.
        name: what it is called in full.
        in_time, late, waiting: how many.
    """

    key: str
    label: str
    name: str
    in_time: int
    late: int
    waiting: int

    @property
    def total(self) -> int:
        """How many in all."""
        return self.in_time + self.late + self.waiting


@dataclass(frozen=True, slots=True)
class Point:
    """An answered case: the day it was received, how many working days the answer took, and how many it had.

    Attributes:
        key: row id of the case, as text.
        label: «№ 31».
        term: working days it had; `None` where no term is known.
    """

    key: str
    label: str
    day: date
    took: int
    term: int | None

    @property
    def is_late(self) -> bool:
        """Whether it took longer than it had."""
        return self.term is not None and self.took > self.term


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report.

    Attributes:
        id: by which it is known: `months`, `kinds`, `channels`, `results`, `causes`, `longest`.
        title: its heading, which names the sheet of a spreadsheet too.
        note: what its figures mean, one quiet sentence.
        head: names of the columns; the first one names the rows.
        rows: as many cells each.
        nothing: what is said where there are no rows.
    """

    id: str
    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """What the three parts of a bar, the term and the marks of answers are called."""

    in_time: str
    late: str
    waiting: str
    term: str
    answer: str
    late_answer: str


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A report.

    Attributes:
        title: «Отчёт об обращениях за 2026 год».
        period: the days it covers.
        operator: whose it is, or of how many operators.
        training: what is said of the training register; empty of a real one.
        facts: the figures, the most important first.
        remarks: what the words mean, a sentence each.
        months, kinds, points: what the charts are drawn of; `months` is empty of one month.
        month_labels: first days of the months with their short names, for the axis.
        charts: titles of the three charts, in this order.
        tables: in order.
        made_on: the day it was made.
        chain_head: hex head of the register's journal.
        comma: whether decimals stand behind a comma, as in Russian.
    """

    title: str
    period: str
    operator: str
    training: str
    facts: tuple[Fact, ...]
    remarks: tuple[str, ...]
    legend: Legend
    charts: tuple[str, str, str]
    months: tuple[Stack, ...]
    kinds: tuple[Stack, ...]
    points: tuple[Point, ...]
    month_labels: tuple[tuple[date, str], ...]
    tables: tuple[Table, ...]
    made_on: date
    chain_head: str
    comma: bool = True

    def said(self, cell: Cell) -> str:
        """Return what stands in a cell as it is read: «10,5», «—» for nothing."""
        if isinstance(cell, float):
            return f"{cell:.1f}".replace(".", ",") if self.comma else f"{cell:.1f}"
        return "—" if cell is None else str(cell)

    def table(self, table_id: str) -> Table:
        """Return a table by its id.

        Raises:
            KeyError: there is none.
        """
        return {table.id: table for table in self.tables}[table_id]
