"""The register as a list: columns and rows, ready to be written in any format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = str | int | date | None
Row: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        id: by which it is known.
        title: its heading.
        letters: how wide it is in a spreadsheet, in letters.
        paper: how wide it is on paper, in mm; 0 where it does not stand there.
    """

    id: str
    title: str
    letters: int
    paper: float = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of cases.

    Attributes:
        title: «Реестр обращений».
        about: whose, how many and which, a line each.
        columns: in order.
        rows: made while they are written, so that a list of any length takes little memory.
        made_on: the day it was made.
        chain_head: hex head of the register's journal.
    """

    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterator[Row]
    made_on: date
    chain_head: str


def as_text(value: Value) -> str:
    """Return a value as it is read: days as 21.11.2026, nothing for nothing."""
    if value is None:
        return ""
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
