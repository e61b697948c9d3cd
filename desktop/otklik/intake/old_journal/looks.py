"""What the cells of a column look like: whether they bear a title out, and what a column without a telling title is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from otklik.intake.old_journal.cells import channel, contacts, is_done, is_empty, kinds, person, text_of
from otklik.intake.old_journal.columns import Column
from otklik.intake.old_journal.days import read_day
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.intake.old_journal.sheets import Cell, Sheet

LOOKED_AT = 200
"""Filled cells of a column that are looked at."""

MOST = 0.6
"""Part of the cells that must look alike."""

_ANY_CENTURY = dt.date(2099, 1, 1)
"""To see whether a cell holds a day, the century does not matter."""

_DAYS = frozenset({Column.RECEIVED_ON, Column.INCOMING_DATE})


def fits(sheet: Sheet, place: int, column: Column) -> bool:
    """Return whether the cells of a column may have the meaning its title says.

    Args:
        sheet: the table.
        place: of the column, from 0.
        column: the meaning.
    """
    cells = _filled(sheet, place)
    if not cells:
        return True
    if column in _DAYS:
        return _part(cells, _is_day) > 0.3
    if column is Column.NAME:
        return _part(cells, _is_day) < MOST and _part(cells, _is_bare_number) < MOST
    if column is Column.EMAIL:
        return _part(cells, _is_email) > 0.3
    if column is Column.PHONE:
        return _part(cells, _is_phone) > 0.3
    return column is not Column.KIND or _part(cells, _is_day) < MOST


def by_cells(sheet: Sheet, places: Sequence[int], taken: set[Column]) -> Iterator[tuple[int, Column, str]]:
    """Yield the columns whose cells tell what they are, with the reason.

    Args:
        sheet: the table.
        places: of the columns nobody knows yet.
        taken: meanings that other columns have; what is found is added.
    """
    left = {place: cells for place in places if len(cells := _filled(sheet, place)) > 1}
    for column, test, reason in _TESTS:
        if column in taken:
            continue
        for place, cells in left.items():
            if _part(cells, test) > MOST:
                taken.add(column)
                del left[place]
                yield place, column, say(reason)
                break


def _filled(sheet: Sheet, place: int) -> list[Cell]:
    found = []
    for row in sheet.rows:
        if not is_empty(text_of(row.cells[place])):
            found.append(row.cells[place])
            if len(found) == LOOKED_AT:
                break
    return found


def _part(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> float:
    return sum(map(test, cells)) / len(cells)


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return False  # a number is a day only where somebody says so
    return len(text_of(cell)) < 60 and read_day(cell, _ANY_CENTURY).day is not None


def _is_bare_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or text_of(cell).replace(" ", "").isdigit()


def _is_email(cell: Cell) -> bool:
    return bool(contacts(text_of(cell)).email)


def _is_phone(cell: Cell) -> bool:
    return bool(contacts(text_of(cell)).phone) or (len(text_of(cell)) in {10, 11} and text_of(cell).isdigit())


def _is_name(cell: Cell) -> bool:
    if not isinstance(cell, str) or _is_day(cell):
        return False
    found = person(cell)
    words = found.name.split()
    return found.is_organisation or (2 <= len(words) <= 4 and all(word[0].isupper() for word in words))


def _is_kind(cell: Cell) -> bool:
    return bool(kinds(text_of(cell))[0])


def _is_channel(cell: Cell) -> bool:
    return channel(text_of(cell)) is not None


def _is_mark(cell: Cell) -> bool:
    return is_done(text_of(cell)) is not None


_TESTS: tuple[tuple[Column, Callable[[Cell], bool], str], ...] = (
    (Column.EMAIL, _is_email, "E-mail addresses stand here."),
    (Column.RECEIVED_ON, _is_day, "Days stand here, and no other column holds the day of receipt."),
    (Column.NAME, _is_name, "Names stand here."),
    (Column.PHONE, _is_phone, "Telephone numbers stand here."),
    (Column.KIND, _is_kind, "Words for demands stand here."),
    (Column.CHANNEL, _is_channel, "Words for ways in stand here."),
    (Column.CLOSED, _is_mark, "Marks stand here that something is done."),
)
