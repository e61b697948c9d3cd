"""The days of a term as a calendar on paper: weeks of seven cells, or small months where a term is long.

Nothing is told by colour alone: what is left out is hatched, the last day framed, days of an extension dashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from otklik.law.daysoff import SATURDAY
from otklik.law.terms import Unit
from otklik.letters import fonts
from otklik.letters.count_words import in_full
from otklik.letters.structure import Element
from otklik.letters.tagged import Tagged
from otklik.letters.wording import long_date, short_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.law.explanation import CountedDay
    from otklik.letters.count_sheet import CountSheet

INK, DIM, LINE = HexColor(0x1E2227), HexColor(0x5A5F66), HexColor(0xC9C6BF)
ACCENT, TINT, WHITE = HexColor(0x2B5F8C), HexColor(0xE3EDF6), HexColor(0xFFFFFF)
_HATCH = HexColor(0xB9B9B9)
_WEEKDAYS = ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"]
_MONTHS = [
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
]
_SHORT = ["янв.", "февр.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек."]
_DAY = timedelta(days=1)
_MOST_WEEKS = 10
_MARGIN = 21 * mm  # for the names of the months
_HEAD = 5 * mm
_HIGH, _LOW = 13.5 * mm, 8.6 * mm  # a week at its best and at its least
_SMALL_HIGH, _SMALL_LOW, _SMALL_HEAD, _GAP = 5.4 * mm, 3.9 * mm, 10.9 * mm, 4.5 * mm
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a day is drawn.

    Attributes:
        day: the day.
        start, last, safe: whether it is the day of the event, the ruling last day, the safe day where there are two.
        first_last: whether it is the last day as it was before the extension.
        skipped: whether it is left out of the count.
        worked: whether it is a Saturday or Sunday that is a working day and counted as one.
        moved: whether the term only ends on it, because its own end was a day off.
    """

    day: CountedDay
    start: bool
    last: bool
    safe: bool
    first_last: bool
    skipped: bool
    worked: bool
    moved: bool


def looks(sheet: CountSheet) -> dict[date, Look]:
    """Return how each day of the paper is drawn."""
    return {day.day: _look(sheet, day) for day in sheet.days}


def _look(sheet: CountSheet, day: CountedDay) -> Look:
    start = day.day == sheet.trigger_on and day.number is None
    last = day.day == sheet.latest
    ends = last or day.day in {sheet.first_latest, sheet.extended_latest}
    return Look(
        day=day,
        start=start,
        last=last,
        safe=sheet.safe != sheet.latest and day.day == sheet.safe,
        first_last=sheet.is_extended and day.day == sheet.first_latest and not last,
        skipped=day.number is None and not start and not ends,
        worked=sheet.unit is Unit.WORKING_DAYS and day.number is not None and day.day.weekday() >= SATURDAY,
        moved=day.number is None and ends and not start,
    )


def calendar(sheet: CountSheet) -> list[Any]:
    """Return the drawing: one `Weeks`, or a row of small months after the other; nothing where no day is counted."""
    if not any(day.number for day in sheet.days):
        return []
    found = looks(sheet)
    first, last = sheet.days[0].day, sheet.days[-1].day
    monday = first - _DAY * first.weekday()
    weeks = (last - monday).days // 7 + 1
    if weeks <= _MOST_WEEKS:
        return [Weeks(found, monday, weeks, sheet.trigger)]
    months = _months(first, last)
    rows = [months[place : place + _COLUMNS] for place in range(0, len(months), _COLUMNS)]
    return [SmallMonths(found, row, sheet.trigger) for row in rows]


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [date(place // 12, place % 12 + 1, 1) for place in range(start, start + count)]


class Weeks(Tagged):
    """One line a week, Monday to Sunday; each day with its number or the ground why it is left out.

    Args:
        found: how each day is drawn.
        monday: the first Monday.
        weeks: how many.
        trigger: the event in words, for its day.
    """

    def __init__(self, found: dict[date, Look], monday: date, weeks: int, trigger: str) -> None:
        super().__init__()
        self._found, self._monday, self._weeks, self._trigger = found, monday, weeks, trigger
        self.element = Element("Figure", alt=spoken(found.values(), trigger))
        self._row = _HIGH

    @property
    def least(self) -> float:
        """The height below which it cannot be read any more, in points."""
        return float(_HEAD + self._weeks * _LOW)

    @property
    def most(self) -> float:
        """The height it looks best at, in points."""
        return float(_HEAD + self._weeks * _HIGH)

    def take(self, height: float) -> None:
        """Fill a height, in points, as far as that looks well."""
        self._row = max(_LOW, min(_HIGH, (height - _HEAD) / self._weeks))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return its width and height, in points."""
        self._cell = (width - _MARGIN) / 7
        self.width, self.height = width, _HEAD + self._weeks * self._row
        return self.width, self.height

    def draw(self) -> None:
        """Draw it on the canvas."""
        pen = self.canv
        top = self._weeks * self._row
        pen.setFont(fonts.sans(), 7.5)
        pen.setFillColor(DIM)
        for column, name in enumerate(_WEEKDAYS):
            pen.drawCentredString(_MARGIN + (column + 0.5) * self._cell, top + 1.6 * mm, name)
        shown = None
        for week in range(self._weeks):
            bottom = top - (week + 1) * self._row
            days = [self._monday + _DAY * (7 * week + column) for column in range(7)]
            inside = [day for day in days if day in self._found]
            month = inside[-1 if week else 0].replace(day=1)
            if month != shown:
                self._name_month(month, bottom)
                shown = month
            for column, day in enumerate(days):
                if day in self._found:
                    self._draw_day(self._found[day], _MARGIN + column * self._cell, bottom)
                    self._divide_months(day, _MARGIN + column * self._cell, bottom)

    def _divide_months(self, day: date, left: float, bottom: float) -> None:
        """Draw the step between two months at the upper and the left edge of a day."""
        pen, top = self.canv, bottom + self._row
        pen.setStrokeColor(INK)
        pen.setLineWidth(0.9)
        pen.setLineCap(1)
        if day - _DAY * 7 in self._found and (day - _DAY * 7).month != day.month:
            pen.line(left, top, left + self._cell, top)
        if day.day == 1 and day.weekday() and day - _DAY in self._found:
            pen.line(left, bottom, left, top)
        pen.setLineCap(0)

    def _name_month(self, month: date, bottom: float) -> None:
        pen = self.canv
        pen.setFillColor(INK)
        pen.setFont(fonts.sans(bold=True), 9)
        pen.drawString(0, bottom + self._row - 4.6 * mm, _MONTHS[month.month - 1])
        pen.setFillColor(DIM)
        pen.setFont(fonts.sans(), 8)
        pen.drawString(0, bottom + self._row - 8 * mm, str(month.year))

    def _draw_day(self, look: Look, left: float, bottom: float) -> None:
        pen, pad = self.canv, 0.5 * mm
        box = (left + pad, bottom + pad, self._cell - 2 * pad, self._row - 2 * pad)
        _ground(pen, look, box)
        ink = WHITE if look.start else DIM if look.skipped else INK
        edge, high = left + 2.1 * mm, bottom + self._row - 4.5 * mm
        date_text = str(look.day.day.day)
        if look.day.day.day == 1 or look.start:
            date_text += f"\u00a0{_SHORT[look.day.day.month - 1]}"
        room = self._cell - 4.2 * mm
        beside = 0.0 if look.day.number is None else 5.2 * mm  # the number of the count stands there
        hatched = look.skipped
        _write(pen, date_text, edge, high, _Pen(fonts.sans(bold=not hatched), 10, ink, room - beside, hatched))
        low = bottom + 1.9 * mm
        said = _said(look, self._trigger)
        strong = look.last or look.safe or look.start
        _write(pen, said, edge, low, _Pen(fonts.sans(bold=strong), 7, ink, room, hatched))
        if look.moved:
            ground = in_full(look.day.ground)
            wide = min(pen.stringWidth(ground, fonts.sans(), 7), room - 6 * mm)
            _write(pen, ground, left + self._cell - 2.1 * mm - wide, high, _Pen(fonts.sans(), 7, INK, wide))
        if look.day.number is not None:
            self._draw_number(look, left + self._cell - 4.3 * mm, bottom + self._row - 3.7 * mm)

    def _draw_number(self, look: Look, centre: float, middle: float) -> None:
        pen, radius = self.canv, 2.45 * mm
        text = f"+{look.day.number}" if look.day.extension else str(look.day.number)
        pen.setLineWidth(0.7)
        pen.setStrokeColor(ACCENT)
        filled = look.last
        pen.setFillColor(ACCENT if filled else WHITE)
        pen.setDash([1.4, 1.4] if look.day.extension and not filled else [])
        pen.circle(centre, middle, radius, stroke=1, fill=1)
        pen.setDash([])
        pen.setFillColor(WHITE if filled else ACCENT)
        size = 8 if len(text) < 3 else 6.6
        pen.setFont(fonts.sans(bold=True), size)
        pen.drawCentredString(centre, middle - 0.35 * size, text)


class SmallMonths(Tagged):
    """Up to four small months side by side, for terms too long for a line a week.

    Args:
        found: how each day is drawn.
        months: the first days of the months.
        trigger: the event in words.
    """

    def __init__(self, found: dict[date, Look], months: list[date], trigger: str) -> None:
        super().__init__()
        shown = [look for day, look in found.items() if day.replace(day=1) in months]
        self.element = Element("Figure", alt=spoken(shown, trigger))
        self._found = found
        self._months = [(month, _weeks(month, found)) for month in months]
        self._lines = max(len(weeks) for _, weeks in self._months)
        self._row = _SMALL_HIGH

    @property
    def least(self) -> float:
        """The height below which it cannot be read any more, in points."""
        return float(_SMALL_HEAD + self._lines * _SMALL_LOW)

    @property
    def most(self) -> float:
        """The height it looks best at, in points."""
        return float(_SMALL_HEAD + self._lines * _SMALL_HIGH)

    def take(self, height: float) -> None:
        """Fill a height, in points, as far as that looks well."""
        self._row = max(_SMALL_LOW, min(_SMALL_HIGH, (height - _SMALL_HEAD) / self._lines))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return its width and height, in points."""
        self._wide = (width - (_COLUMNS - 1) * _GAP) / _COLUMNS
        self.width, self.height = width, _SMALL_HEAD + self._lines * self._row
        return self.width, self.height

    def draw(self) -> None:
        """Draw it on the canvas."""
        for place, (month, weeks) in enumerate(self._months):
            self._draw_month(month, weeks, place * (self._wide + _GAP))

    def _draw_month(self, month: date, weeks: list[list[date]], left: float) -> None:
        pen, cell = self.canv, self._wide / 7
        top = _SMALL_HEAD + self._lines * self._row
        days = [day for week in weeks for day in week]
        pen.setFillColor(INK)
        pen.setFont(fonts.sans(bold=True), 8)
        pen.drawString(left, top - 3 * mm, f"{_MONTHS[month.month - 1]} {month.year}")
        pen.setFillColor(DIM)
        pen.setFont(fonts.sans(), 6.2)
        pen.drawRightString(left + self._wide, top - 3 * mm, _numbers([self._found[day] for day in days]))
        for column, name in enumerate(_WEEKDAYS):
            pen.drawCentredString(left + (column + 0.5) * cell, top - 6.8 * mm, name)
        for line, week in enumerate(weeks):
            bottom = top - 8 * mm - (line + 1) * self._row
            for day in week:
                self._draw_day(self._found[day], left + day.weekday() * cell, bottom, cell)

    def _draw_day(self, look: Look, left: float, bottom: float, cell: float) -> None:
        pen, pad = self.canv, 0.25 * mm
        _ground(pen, look, (left + pad, bottom + pad, cell - 2 * pad, self._row - 2 * pad), round_by=0.6 * mm)
        ink = WHITE if look.start else DIM if look.skipped else INK
        name, text = fonts.sans(bold=look.start or look.last or look.safe), str(look.day.day.day)
        wide = pen.stringWidth(text, name, 7)
        _write(
            pen, text, left + (cell - wide) / 2, bottom + self._row / 2 - 2.4, _Pen(name, 7, ink, cell, look.skipped)
        )


def _weeks(month: date, found: dict[date, Look]) -> list[list[date]]:
    """Return the days of a month that are drawn, week by week."""
    days = (month + _DAY * place for place in range(31))
    drawn = [day for day in days if day.month == month.month and day in found]
    return [list(week) for _, week in groupby(drawn, key=lambda day: day.isocalendar().week)]


def _numbers(found: list[Look]) -> str:
    """Return which numbers of the count a month holds: «дни 9–23»."""
    parts = []
    for extension in (False, True):
        numbers = [look.day.number for look in found if look.day.number and look.day.extension is extension]
        if numbers:
            sign = "+" if extension else ""
            run = f"{sign}{numbers[0]}" if len(numbers) == 1 else f"{sign}{numbers[0]}–{sign}{numbers[-1]}"
            parts.append(run)
    one = len(parts) == 1 and "–" not in parts[0]
    return f"{'день' if one else 'дни'} {', '.join(parts)}" if parts else ""


def spoken(found: Iterable[Look], trigger: str) -> str:
    """Return the drawing in words, for who does not see it: «Календарь срока. 12 ноября 2026 г.: получено; …».

    Args:
        found: the days drawn, in order.
        trigger: the event in words.
    """
    parts = []
    for _, run in groupby(found, lambda look: _alike(look, trigger)):
        days = list(run)
        first, last = days[0].day.day, days[-1].day.day
        when = long_date(first) if first == last else f"{short_date(first)}–{short_date(last)}"
        words = [_numbers(days), "не считается" if days[0].skipped else "", _said(days[0], trigger)]
        words.append(in_full(days[0].day.ground) if days[0].moved else "")
        parts.append(f"{when}: {', '.join(filter(None, words))}")
    return f"Календарь срока. {'; '.join(parts)}."


def _alike(look: Look, trigger: str) -> tuple[bool, str]:
    """Return what neighbours have in common that are told of together; a day with something of its own has its date."""
    said = _said(look, trigger)
    if look.skipped or (look.day.number is not None and not said):
        return look.skipped, said
    return False, look.day.day.isoformat()


def _said(look: Look, trigger: str) -> str:
    """Return the word under the date."""
    if look.start:
        return trigger
    if look.last:
        return "последний день"
    if look.safe:
        return "безопасный день"
    if look.first_last:
        return "был последним"
    if look.skipped:
        return brief(look.day.ground)
    if look.worked:
        return "рабочий день"
    if look.day.remark:
        return brief(look.day.remark)
    return ""


def brief(ground: str) -> str:
    """Return a ground as a cell has room for it: «ПП № 1466», «Указ № 206»."""
    head, found, number = ground.partition(" от ")
    return f"{head} №{number.partition('№')[2]}" if found and "№" in number else ground


def _ground(pen: Any, look: Look, box: tuple[float, float, float, float], round_by: float = 1.2 * mm) -> None:
    """Draw what a day stands on: filled, hatched, framed or dashed."""
    left, bottom, wide, high = box
    pen.saveState()
    pen.setFillColor(ACCENT if look.start else WHITE if look.skipped or look.day.extension or look.last else TINT)
    pen.setStrokeColor(INK if look.last else ACCENT if look.safe or look.day.extension else LINE)
    pen.setLineWidth(1.7 if look.last else 1.1 if look.safe or look.first_last else 0.5)
    if look.skipped:
        path = pen.beginPath()
        path.roundRect(left, bottom, wide, high, round_by)
        pen.saveState()
        pen.clipPath(path, stroke=0, fill=0)
        pen.setStrokeColor(_HATCH)
        pen.setLineWidth(0.4)
        step = 1.25 * mm
        for number in range(int((wide + high) / step) + 1):
            pen.line(left + number * step - high, bottom, left + number * step, bottom + high)
        pen.restoreState()
    if look.day.extension and not look.last:
        pen.setDash([2, 1.6])
    pen.roundRect(left, bottom, wide, high, round_by, stroke=0 if look.start else 1, fill=0 if look.skipped else 1)
    pen.restoreState()


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a short line is written: font, size, colour, the width it has; `hatched` where it needs a white ground."""

    name: str
    size: float
    ink: Any
    room: float
    hatched: bool = False


def _write(pen: Any, text: str, left: float, base: float, how: _Pen) -> None:
    """Write a line, smaller where it is too wide."""
    if not text:
        return
    wide = pen.stringWidth(text, how.name, how.size)
    size = how.size * min(1, how.room / wide)
    if how.hatched:
        pen.setFillColor(WHITE)
        pen.rect(left - 0.4 * mm, base - 0.28 * size, min(wide, how.room) + 0.8 * mm, 1.15 * size, stroke=0, fill=1)
    pen.setFillColor(how.ink)
    pen.setFont(how.name, size)
    pen.drawString(left, base, text)


class Legend(Tagged):
    """One line that names what the drawing shows; only what occurs in it.

    Args:
        sheet: the paper.
    """

    def __init__(self, sheet: CountSheet) -> None:
        super().__init__()
        samples = {
            "событие": lambda look: look.start,
            "считается": lambda look: bool(look.day.number) and not look.day.extension and not look.last,
            "не считается": lambda look: look.skipped and not look.day.extension,
            "безопасный день": lambda look: look.safe,
            "последний день": lambda look: look.last,
            "день продления": lambda look: look.day.extension and bool(look.day.number) and not look.last,
        }
        found = list(looks(sheet).values())
        self._samples = [(name, next(filter(fits, found))) for name, fits in samples.items() if any(map(fits, found))]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return its width and height, in points."""
        return width, 4.4 * mm

    def draw(self) -> None:
        """Draw it on the canvas."""
        pen, left = self.canv, 0.0
        for name, look in self._samples:
            _ground(pen, look, (left, 0.5 * mm, 4.2 * mm, 2.9 * mm), round_by=0.5 * mm)
            left += 5.4 * mm
            pen.setFillColor(DIM)
            pen.setFont(fonts.sans(), 7)
            pen.drawString(left, 1.1 * mm, f"{name} ")  # the space parts the words for who hears them
            left += pen.stringWidth(name, fonts.sans(), 7) + 5 * mm
