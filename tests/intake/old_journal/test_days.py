"""Days in every spelling: read where they are certain, told where they are not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.old_journal.days import months_first, read_day

TODAY = dt.date(2026, 11, 21)
MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября"),
    "декабря",
)
SPELLINGS = (
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day:%d.%m.%y}г.",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"«{day.day}» {MONTHS[day.month - 1]} {day.year} г.",
    lambda day: f"{day.day:02} {MONTHS[day.month - 1][:3]} {day:%y}",
    lambda day: f"{day.day}-го {MONTHS[day.month - 1]} {day.year} года",
    lambda day: f"от {day:%d.%m.%Y} 10:30",
    lambda day: f"№ 15/ПД от {day:%d.%m.%Y}",
    lambda day: str((day - dt.date(1899, 12, 30)).days),
    lambda day: (
        f"{day:%d%m%Y}" if f"{day:%Y}" > "1990" and not f"{day:%d%m}".startswith(("19", "20")) else f"{day:%d.%m.%Y}"
    ),
)


@given(st.dates(dt.date(2000, 1, 1), TODAY), st.sampled_from(SPELLINGS))
def test_every_spelling_gives_the_day_back(day: dt.date, spelled: object) -> None:
    read = read_day(spelled(day), TODAY)  # type: ignore[operator]  # one of the functions above
    assert (read.day, read.doubt, read.problem) == (day, "", "")


@given(st.text(max_size=80) | st.from_regex(r"[0-9./ -]{1,14}", fullmatch=True))
def test_nothing_breaks_the_reading_and_nothing_is_guessed_in_silence(text: str) -> None:
    read = read_day(text, TODAY)
    assert not (read.day and read.problem)
    assert read.day or read.problem or not text.split()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("двадцать первое марта 2026", dt.date(2026, 3, 21)),
        ("первое мая 2025", dt.date(2025, 5, 1)),
        ("1/II-26", dt.date(2026, 2, 1)),
        ("Feb 1, 2026", dt.date(2026, 2, 1)),
        ("01.02.2026 г. вх. № 12-3", dt.date(2026, 2, 1)),
        ("2026-02-01T10:30:00Z", dt.date(2026, 2, 1)),
    ],
)
def test_rarer_spellings(text: str, day: dt.date) -> None:
    assert (read_day(text, TODAY).day, read_day(text, TODAY).doubt) == (day, "")


@pytest.mark.parametrize(
    "text", ["31.02.2026", "01.13.2026", "1-го февраля", "февраль 2026", "вчера", "1.02", "00.01.2026"]
)
def test_what_is_no_day_is_a_problem(text: str) -> None:
    read = read_day(text, TODAY)
    assert read.day is None
    assert read.problem


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("02/13/2026", dt.date(2026, 2, 13)),
        ("01.02.2026, 05.03.2026", dt.date(2026, 2, 1)),
        ("01.02.2026-05.02.2026", dt.date(2026, 2, 1)),
        ("01.02.2026?", dt.date(2026, 2, 1)),
        ("около 01.02.2026", dt.date(2026, 2, 1)),
        ("010226", dt.date(2026, 2, 1)),
        ("1.2.62", dt.date(1962, 2, 1)),
    ],
)
def test_what_may_be_meant_otherwise_is_doubtful(text: str, day: dt.date) -> None:
    assert read_day(text, TODAY).day == day
    assert read_day(text, TODAY).doubt


def test_a_column_that_puts_months_first_is_told() -> None:
    assert months_first(iter(["01/02/2026", "02/13/2026"]))
    assert not months_first(iter(["01/02/2026", "13/02/2026", "31.12.2026"]))
    read = read_day("01/02/2026", TODAY, month_first=True)
    assert read.day == dt.date(2026, 1, 2)
    assert read.doubt


def test_hours_and_what_stands_beside_are_kept() -> None:
    assert read_day("01.02.2026 в 14 ч. 30", TODAY).hour == dt.time(14, 30)
    assert read_day(dt.datetime(2026, 2, 1, 9, 5), TODAY).hour == dt.time(9, 5)  # noqa: DTZ001 - a cell has no zone
    assert read_day("№ 15/ПД от 1 февраля 2026г.", TODAY).rest == "№ 15/ПД"
