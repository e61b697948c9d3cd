"""The three charts of a report as pictures: months, kinds, days to the answer. Pure: no screen, no paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.letters.reports.drawing import (
    Box,
    Dot,
    Drawing,
    Part,
    Side,
    Stroke,
    Tone,
    Words,
    Zone,
    about,
    hatched,
    shortened,
    ticks,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from otklik.letters.reports.model import Legend, Point, ReportPaper, Stack

SMALL = 8.0
"""Points of the words in a chart."""

HEIGHT = 56.0
"""Mm of the charts with an axis."""

_TOP, _FOOT, _LEFT = 10.0, 6.0, 9.0  # mm for the legend, for the labels below, for the figures of the axis
_ROW, _LOW_ROW, _MANY = 7.0, 5.4, 10  # mm of a row of the horizontal bars; lower where there are more than so many
_THICK = 4.0  # mm of the bar in it
_SWATCH = 3.0
_NAMED = 6  # late answers that are named at their marks


def months_chart(paper: ReportPaper, width: float) -> Drawing:
    """Return the months as bars of cases in time, late and waiting.

    Args:
        paper: the report.
        width: in mm.
    """
    stacks, high = paper.months, HEIGHT - _TOP - _FOOT
    marks = ticks(max((stack.total for stack in stacks), default=0))
    parts: list[Part] = [*_legend(paper.legend), *_axis(marks, width)]
    zones = []
    pitch = (width - _LEFT) / max(1, len(stacks))
    thick = min(12.0, pitch * 0.6)
    for place, stack in enumerate(stacks):
        left, unit = _LEFT + place * pitch + (pitch - thick) / 2, high / marks[-1]
        base = _TOP + high
        for number, what in ((stack.in_time, "in_time"), (stack.late, "late"), (stack.waiting, "waiting")):
            if number:
                parts += _segment(Box(left, base - number * unit, thick, number * unit), what)
                base -= number * unit
        middle = left + thick / 2
        if stack.total:
            parts.append(Words(middle, base - 1.2, str(stack.total), SMALL, side=Side.MIDDLE, bold=True))
        tone = Tone.TEXT if stack.total else Tone.DIM
        parts.append(Words(middle, HEIGHT - 1.6, stack.label, SMALL, tone, Side.MIDDLE))
        zones.append(
            Zone(_LEFT + place * pitch, _TOP - 4, pitch, high + 4 + _FOOT, stack.key, _name(stack, paper.legend))
        )
    return Drawing(width, HEIGHT, tuple(parts), tuple(zones), _said(paper.charts[0], stacks, paper.legend))


def kinds_chart(paper: ReportPaper, width: float) -> Drawing:
    """Return the kinds of demands as horizontal bars, the most frequent on top; arguments as of `months_chart`."""
    stacks = paper.kinds
    names = min(width * 0.4, max((about(stack.label, SMALL) for stack in stacks), default=0) + 4)
    most, row = max((stack.total for stack in stacks), default=1), _ROW if len(stacks) <= _MANY else _LOW_ROW
    unit = (width - names - 8) / most
    parts: list[Part] = [*_legend(paper.legend, left=0)]
    for place, stack in enumerate(stacks):
        top, left = _TOP - 2 + place * row, names
        parts.append(Words(0, top + 3.1, shortened(stack.label, SMALL, names - 1), SMALL))
        for number, what in ((stack.in_time, "in_time"), (stack.late, "late"), (stack.waiting, "waiting")):
            if number:
                parts += _segment(Box(left, top, number * unit, _THICK), what)
                left += number * unit
        parts.append(Words(left + 1.5, top + 3.1, str(stack.total), SMALL, bold=True))
    high = _TOP - 2 + len(stacks) * row
    return Drawing(width, high, tuple(parts), (), _said(paper.charts[1], stacks, paper.legend))


def days_chart(paper: ReportPaper, width: float) -> Drawing:
    """Return the working days each answer took, as marks over the day of receipt, with the term it had as a dash.

    Args:
        paper: the report.
        width: in mm.
    """
    points, high, right = paper.points, HEIGHT - _TOP - _FOOT, width - 2
    highest = max((max(point.took, point.term or 0) for point in points), default=0)
    marks = ticks(highest)
    start = paper.month_labels[0][0]
    end = _after(paper)
    span = max(1, (end - start).days)

    def across(day: date) -> float:
        return _LEFT + (day - start).days / span * (right - _LEFT)

    def up(days: int) -> float:
        return _TOP + high - days / marks[-1] * high

    parts: list[Part] = [*_marks(paper.legend), *_axis(marks, width)]
    for month, label in paper.month_labels:
        parts.append(Stroke(across(month), _TOP + high, across(month), _TOP + high + 1.2, Tone.WAITING))
        parts.append(Words(across(month) + 0.8, HEIGHT - 1.6, label, SMALL, Tone.DIM))
    parts += [
        Stroke(across(one.day) - 1.6, up(one.term), across(one.day) + 1.6, up(one.term), Tone.TERM, 0.5)
        for one in points
        if one.term is not None
    ]
    for point in points:
        tone = Tone.LATE if point.is_late else Tone.IN_TIME
        parts.append(Dot(across(point.day), up(point.took), 1.0, tone, point.is_late))
    parts += _named(points, across, up, right)
    return Drawing(width, HEIGHT, tuple(parts), (), _said_of_days(paper))


def _named(
    points: Sequence[Point], across: Callable[[date], float], up: Callable[[int], float], right: float
) -> Iterator[Part]:
    """Yield the numbers of the latest answers at their marks, where one does not cover the other."""
    taken: list[tuple[float, float]] = []
    late = sorted((one for one in points if one.is_late), key=lambda one: (one.term or 0) - one.took)
    for point in late[:_NAMED]:
        x, y, long = across(point.day), up(point.took), about(point.label, SMALL)
        if any(abs(x - other) < long + 2 and abs(y - level) < 3 for other, level in taken):
            continue
        taken.append((x, y))
        is_at_edge = x + 2 + long > right
        side = Side.RIGHT if is_at_edge else Side.LEFT
        yield Words(x - 1.8 if is_at_edge else x + 1.8, y + 1, point.label, SMALL, side=side)


def _after(paper: ReportPaper) -> date:
    """Return the first day after the months of the axis."""
    last = paper.month_labels[-1][0]
    return last.replace(year=last.year + 1, month=1) if last.month == 12 else last.replace(month=last.month + 1)


def _segment(box: Box, what: str) -> Iterator[Part]:
    """Yield a part of a bar: full where it is in time, hatched where late, an empty frame where it waits."""
    if what == "late":
        yield Box(box.x, box.y, box.width, box.height, Tone.GROUND)
        yield from hatched(box, Tone.LATE)
    elif what == "waiting":
        yield Box(box.x, box.y, box.width, box.height, Tone.GROUND, Tone.WAITING)
    else:
        yield Box(box.x, box.y, box.width, box.height, Tone.IN_TIME)


def _legend(legend: Legend, left: float = _LEFT) -> Iterator[Part]:
    for what, word in (("in_time", legend.in_time), ("late", legend.late), ("waiting", legend.waiting)):
        yield from _segment(Box(left, 0.6, _SWATCH, _SWATCH), what)
        yield Words(left + _SWATCH + 1.4, 3.3, word, SMALL, Tone.DIM)
        left += _SWATCH + 6 + about(word, SMALL)


def _marks(legend: Legend) -> Iterator[Part]:
    """Yield what the marks of answers mean."""
    left = _LEFT
    yield Dot(left + 1, 2.2, 1.0, Tone.IN_TIME)
    yield Words(left + 3.4, 3.3, legend.answer, SMALL, Tone.DIM)
    left += 8 + about(legend.answer, SMALL)
    yield Dot(left + 1, 2.2, 1.0, Tone.LATE, hollow=True)
    yield Words(left + 3.4, 3.3, legend.late_answer, SMALL, Tone.DIM)
    left += 8 + about(legend.late_answer, SMALL)
    yield Stroke(left, 2.2, left + 3.2, 2.2, Tone.TERM, 0.5)
    yield Words(left + 4.6, 3.3, legend.term, SMALL, Tone.DIM)


def _axis(marks: Sequence[int], width: float) -> Iterator[Part]:
    """Yield thin lines across at round numbers, and the numbers."""
    high = HEIGHT - _TOP - _FOOT
    for mark in marks:
        y = _TOP + high - mark / marks[-1] * high
        yield Stroke(_LEFT, y, width, y, Tone.LINE if mark else Tone.WAITING)
        yield Words(_LEFT - 2, y + 1, str(mark), SMALL, Tone.DIM, Side.RIGHT)


def _name(stack: Stack, legend: Legend) -> str:
    """Return what a bar shows, in words."""
    parts = ((legend.in_time, stack.in_time), (legend.late, stack.late), (legend.waiting, stack.waiting))
    return f"{stack.name}: {stack.total}; " + ", ".join(f"{word} {number}" for word, number in parts)


def _said(title: str, stacks: Sequence[Stack], legend: Legend) -> str:
    told = ". ".join(_name(stack, legend) for stack in stacks if stack.total)
    return f"{title}. {told}" if told else title


def _said_of_days(paper: ReportPaper) -> str:
    legend = paper.legend
    late = sum(point.is_late for point in paper.points)
    return f"{paper.charts[2]}. {legend.answer}: {len(paper.points) - late}, {legend.late_answer}: {late}"
