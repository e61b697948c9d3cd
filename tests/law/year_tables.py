"""Years as they were published: every weekday off, every weekend day worked, every transfer with its decree.

Written down by hand and never computed, so that the program's calendar has something independent to agree with.
"""

from __future__ import annotations

from datetime import date, timedelta

# Every weekday off and, after the bar, every weekend day worked.
# 2015–2027 from published calendars. 2013 and 2014 worked out from ТК ст. 112 and the decrees № 1048 and № 444: both
# take the Monday that 23 February had shifted to (25.02.2013, 24.02.2014) away again, so that Monday is worked.
TRUTH = {
    2013: "01-01 01-02 01-03 01-04 01-07 01-08 03-08 05-01 05-02 05-03 05-09 05-10 06-12 11-04 |",
    2014: "01-01 01-02 01-03 01-06 01-07 01-08 03-10 05-01 05-02 05-09 06-12 06-13 11-03 11-04 |",
    2015: "01-01 01-02 01-05 01-06 01-07 01-08 01-09 02-23 03-09 05-01 05-04 05-11 06-12 11-04 |",
    2016: "01-01 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-07 03-08 05-02 05-03 05-09 06-13 11-04 | 02-20",
    2017: "01-02 01-03 01-04 01-05 01-06 02-23 02-24 03-08 05-01 05-08 05-09 06-12 11-06 |",
    2018: "01-01 01-02 01-03 01-04 01-05 01-08 02-23 03-08 03-09 04-30 05-01 05-02 05-09 06-11 06-12 11-05 12-31 "
    "| 04-28 06-09 12-29",
    2019: "01-01 01-02 01-03 01-04 01-07 01-08 03-08 05-01 05-02 05-03 05-09 05-10 06-12 11-04 |",
    2020: "01-01 01-02 01-03 01-06 01-07 01-08 02-24 03-09 05-01 05-04 05-05 05-11 06-12 07-01 11-04 |",
    2021: "01-01 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-08 05-03 05-10 06-14 11-04 11-05 12-31 | 02-20",
    2022: "01-03 01-04 01-05 01-06 01-07 02-23 03-07 03-08 05-02 05-03 05-09 05-10 06-13 11-04 | 03-05",
    2023: "01-02 01-03 01-04 01-05 01-06 02-23 02-24 03-08 05-01 05-08 05-09 06-12 11-06 |",
    2024: "01-01 01-02 01-03 01-04 01-05 01-08 02-23 03-08 04-29 04-30 05-01 05-09 05-10 06-12 11-04 12-30 12-31 "
    "| 04-27 11-02 12-28",
    2025: "01-01 01-02 01-03 01-06 01-07 01-08 05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31 | 11-01",
    2026: "01-01 01-02 01-05 01-06 01-07 01-08 01-09 02-23 03-09 05-01 05-11 06-12 11-04 12-31 |",
    2027: "01-01 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-08 05-03 05-10 06-14 11-04 11-05 12-31 | 02-20",
}

WITHOUT_DECREE = {
    # 2028 by ТК ст. 111–112 alone. 1, 2 and 8 January are weekend days whose days off only the Government moves;
    # 4 November is a Saturday, so Monday the 6th is off.
    2028: "01-03 01-04 01-05 01-06 01-07 02-23 03-08 05-01 05-09 06-12 11-06 |",
}

# The decree on each year as it is named on screen, and the days off it makes.
DECREES = {
    2013: ("ПП от 15.10.2012 № 1048", "05-02 05-03 05-10"),
    2014: ("ПП от 28.05.2013 № 444", "05-02 06-13 11-03"),
    2015: ("ПП от 27.08.2014 № 860", "01-09 05-04"),
    2016: ("ПП от 24.09.2015 № 1017", "05-03 03-07 02-22"),
    2017: ("ПП от 04.08.2016 № 756", "02-24 05-08"),
    2018: ("ПП от 14.10.2017 № 1250", "03-09 05-02 04-30 06-11 12-31"),
    2019: ("ПП от 01.10.2018 № 1163", "05-02 05-03 05-10"),
    2020: ("ПП от 10.07.2019 № 875", "05-04 05-05"),
    2021: ("ПП от 10.10.2020 № 1648", "11-05 12-31 02-22"),
    2022: ("ПП от 16.09.2021 № 1564", "05-03 05-10 03-07"),
    2023: ("ПП от 29.08.2022 № 1505", "02-24 05-08"),
    2024: ("ПП от 10.08.2023 № 1314", "05-10 12-31 04-29 04-30 12-30"),
    2025: ("ПП от 04.10.2024 № 1335", "05-02 12-31 05-08 06-13 11-03"),
    2026: ("ПП от 24.09.2025 № 1466", "01-09 12-31"),
    2027: ("ПП от 17.09.2026 № 1187", "11-05 12-31 02-22"),
}

LAST_OFFICIAL = 2027
"""The last year whose decree was out when the tables were written."""


def days_of(year: int, text: str) -> tuple[date, ...]:
    """Return the days of a row of a table."""
    return tuple(date.fromisoformat(f"{year}-{day}") for day in text.split())


def off_and_worked(year: int) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Return the weekdays off and the weekend days worked of a year."""
    off, worked = (TRUTH | WITHOUT_DECREE)[year].split("|")
    return days_of(year, off), days_of(year, worked)


def every_day(year: int) -> list[date]:
    """Return the days of a year."""
    return [date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def works(day: date) -> bool:
    """Return whether a day is worked by the tables: a weekday that is not off, or a weekend day that is worked."""
    return day in _WORKED or (day.weekday() < 5 and day not in _OFF)


_OFF = {day for year in TRUTH | WITHOUT_DECREE for day in off_and_worked(year)[0]}
_WORKED = {day for year in TRUTH | WITHOUT_DECREE for day in off_and_worked(year)[1]}
