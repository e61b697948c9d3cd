"""Where the days of a term stand in the «Лента срока»: in one line, in lines of whole weeks, or a line a month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from otklik.casework.views import StripDay
from otklik.ui import dates, theme
from otklik.ui.case.strip_words import short_ground

if TYPE_CHECKING:
    from datetime import date

PITCH_MIN, PITCH_MAX = 25.0, 32.0
"""Width of a day with its gap, in pixels."""

PITCH_WITH_GROUNDS = 27.0
"""The same where a ground like «ПП 1466» has to be read on the day."""

LONGEST_IN_DAYS = 70
"""Days up to which each has a box of its own with its ground; longer terms have a line a month."""

MONTH_HEIGHT, WEEKDAY_HEIGHT, LINE_GAP = 16, 17, 6
BOX_HEIGHT, STACKED_HEIGHT, SMALL_HEIGHT = 40, 50, 20
MONTH_COLUMN, NARROW_MONTH_COLUMN = 92, 34
MONTH_GAP = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of one day.

    Attributes:
        box: its box.
        small: whether it stands in the line of its month, without weekday and ground.
        stacked: whether a ground of two words takes two lines.
        month: the month, where it is said at this day; else empty.
        month_place: where it is said.
    """

    box: QRectF
    small: bool = False
    stacked: bool = False
    month: str = ""
    month_place: QRectF | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all days, and the height they take together."""

    cells: tuple[Cell, ...]
    height: int


@lru_cache(maxsize=8)
def lay_out(days: tuple[StripDay, ...], width: int) -> Layout:
    """Return where the days stand.

    Args:
        days: the days, in order.
        width: pixels there are, at 100 %: the strip is drawn so and enlarged as a whole.
    """
    if not days:
        return Layout((), 0)
    return _by_month(days, width) if len(days) > LONGEST_IN_DAYS else _by_day(days, width)


def _by_day(days: tuple[StripDay, ...], width: int) -> Layout:
    stacked = any(" " in short_ground(day) for day in days if day.number is None and day.day != days[0].day)
    least = PITCH_WITH_GROUNDS if stacked else PITCH_MIN
    columns = len(days)
    if columns * least > width:
        fitting = max(7, int(width // (least if stacked else least + 2)))
        columns = fitting // 7 * 7  # whole weeks: one weekday stands under the other
    pitch = max(min(PITCH_MAX, width / columns), 18.0)
    height = STACKED_HEIGHT if stacked else BOX_HEIGHT
    line_height = MONTH_HEIGHT + WEEKDAY_HEIGHT + height + LINE_GAP
    metrics = QFontMetricsF(theme.font(theme.MARK, 500, grown=False))
    cells: list[Cell] = []
    free_from = 0.0
    for index, day in enumerate(days):
        line, column = divmod(index, columns)
        left, top = column * pitch, float(line * line_height)
        box = QRectF(left + 1.5, top + MONTH_HEIGHT + WEEKDAY_HEIGHT, pitch - 3.0, height)
        month = ""
        if column == 0:
            free_from = 0.0
        if day.day.day == 1 or (column == 0 and not _begins_soon(days[index : index + columns], pitch, metrics)):
            month = _month(day.day, days[0].day)
        said = metrics.horizontalAdvance(month) + 4
        place = min(left + 2, width - said)  # at the end of a line the name goes over the days before
        if month and place >= free_from:
            free_from = place + said + MONTH_GAP
            cells.append(Cell(box, stacked=stacked, month=month, month_place=QRectF(place, top, said, MONTH_HEIGHT)))
        else:
            cells.append(Cell(box, stacked=stacked))
    lines = -(-len(days) // columns)
    return Layout(tuple(cells), lines * line_height - LINE_GAP + 3)


def _begins_soon(line: tuple[StripDay, ...], pitch: float, metrics: QFontMetricsF) -> bool:
    """Return whether the next month begins so early in the line that both names would meet."""
    ahead = next((index for index, day in enumerate(line) if index and day.day.day == 1), len(line))
    return ahead * pitch < metrics.horizontalAdvance(_month(line[0].day, line[0].day)) + MONTH_GAP


def _by_month(days: tuple[StripDay, ...], width: int) -> Layout:
    narrow = width < 520
    names = NARROW_MONTH_COLUMN if narrow else MONTH_COLUMN
    pitch = min(22.0, (width - names) / 31)
    first = days[0].day
    cells: list[Cell] = []
    said: set[tuple[int, int]] = set()
    row = 0
    for day in days:
        when = day.day
        row = (when.year - first.year) * 12 + when.month - first.month
        top = row * (SMALL_HEIGHT + 4.0) + 2
        box = QRectF(names + (when.day - 1) * pitch + 1, top, pitch - 2.5, SMALL_HEIGHT)
        if (when.year, when.month) in said:
            cells.append(Cell(box, small=True))
            continue
        said.add((when.year, when.month))
        month = dates.month_short(when) if narrow else _month(when, first)
        place = QRectF(2, top, names - 6, SMALL_HEIGHT)
        cells.append(Cell(box, small=True, month=month, month_place=place))
    return Layout(tuple(cells), round((row + 1) * (SMALL_HEIGHT + 4)) + 3)


def _month(day: date, first: date) -> str:
    """Return «ноябрь», with the year where it is another one than at the beginning of the term."""
    name = dates.month_name(day)
    return name if day.year == first.year else f"{name} {day.year}"
