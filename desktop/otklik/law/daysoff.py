"""Which days of a year are off: ТК ст. 111–112 with the Government's transfers. Asked once, for the table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Decree:
    """A decree of the Government on transfers of days off in one year.

    Attributes:
        year: the year.
        number: its number without «№».
        signed: its date.
        transfers: pairs of the day off that becomes a working day (or stays off as a holiday) and the new day off.
        working_days: the published sum of working days of the year; `None` where it is not to be checked.
    """

    year: int
    number: str
    signed: date
    transfers: tuple[tuple[date, date], ...]
    working_days: int | None

    @property
    def ground(self) -> str:
        """Return how the decree is named on screen: «ПП от 24.09.2025 № 1466»."""
        return f"ПП от {self.signed:%d.%m.%Y} № {self.number}"


@dataclass(frozen=True, slots=True)
class CalendarData:
    """What the calendar is made of.

    Attributes:
        first_year, last_year: its range.
        labour_ground: how ТК ст. 112 is named on screen.
        shifting: (month, day) of holidays whose day off shifts by itself when it falls on a weekend.
        new_year: (month, day) of holidays whose days off only the Government moves.
        decrees: decrees by year.
        days_off: days off by a law of their own, with the ground.
        presidential: days of 2020–2021 that are remarked upon and move no term, with the ground.
        regional: days off of the operator's region (125-ФЗ ст. 4 п. 7), with the ground; they lengthen the last day
            of a term and leave the safe one alone, because no law says that they count for 152-ФЗ.
    """

    first_year: int
    last_year: int
    labour_ground: str
    shifting: tuple[tuple[int, int], ...]
    new_year: tuple[tuple[int, int], ...]
    decrees: dict[int, Decree]
    days_off: dict[date, str] = field(default_factory=dict)
    presidential: dict[date, str] = field(default_factory=dict)
    regional: dict[date, str] = field(default_factory=dict)

    @property
    def last_official(self) -> int:
        """The last year whose decree is known."""
        return max(self.decrees, default=self.first_year - 1)


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """Days of a year that are not what their weekday says, and holidays.

    Attributes:
        off: holidays, shifted and transferred days off, with the ground of each.
        worked: weekend days that are working days.
    """

    off: dict[date, str]
    worked: frozenset[date]


def parse(content: dict[str, Any]) -> CalendarData:
    """Return the data of `resources/law/calendar.toml`.

    Raises:
        KeyError, TypeError, ValueError: the file is not of that shape.
    """
    labour = content["labour_code"]
    decrees = [
        Decree(
            year=entry["year"],
            number=entry["number"],
            signed=entry["signed"],
            transfers=tuple((source, target) for source, target in entry["transfers"]),
            working_days=entry["working_days"],
        )
        for entry in content["decree"]
    ]
    return CalendarData(
        first_year=content["first_year"],
        last_year=content["last_year"],
        labour_ground=labour["ground"],
        shifting=tuple(_month_day(text) for text in labour["holidays"]),
        new_year=tuple(_month_day(text) for text in labour["new_year"]),
        decrees={decree.year: decree for decree in decrees},
        days_off={entry["day"]: entry["ground"] for entry in content["day_off"]},
        presidential={
            entry["first"] + _DAY * number: entry["ground"]
            for entry in content["presidential"]
            for number in range((entry["last"] - entry["first"]).days + 1)
        },
    )


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def special_days(data: CalendarData, year: int) -> SpecialDays:
    """Return the days of a year that are not what their weekday says.

    Holidays first, then the shift of ТК ст. 112 ч. 2, then the decree. A decree that names the holiday's own weekend
    day or the Monday it had shifted to as its source takes that day off away: the shift does not happen. Without a
    decree only holidays and shifts remain.
    """
    holidays = {date(year, month, day) for month, day in (*data.new_year, *data.shifting)}
    off = dict.fromkeys(holidays, data.labour_ground)
    decree = data.decrees.get(year)
    transfers = decree.transfers if decree else ()
    sources = {source for source, _ in transfers}
    for month, day in data.shifting:
        holiday = date(year, month, day)
        if holiday.weekday() >= SATURDAY and holiday not in sources:
            off[_next_working(holiday, off)] = data.labour_ground
    worked = set()
    for source in sources - holidays:
        off.pop(source, None)
        if source.weekday() >= SATURDAY:
            worked.add(source)
    if decree:
        off |= dict.fromkeys((target for _, target in transfers), decree.ground)
    off |= {day: ground for day, ground in data.days_off.items() if day.year == year}
    return SpecialDays(off, frozenset(worked))


def _next_working(holiday: date, off: dict[date, str]) -> date:
    """Return the first working day after a holiday: where ТК ст. 112 ч. 2 puts its day off."""
    day = holiday + _DAY
    while day.weekday() >= SATURDAY or day in off:
        day += _DAY
    return day
