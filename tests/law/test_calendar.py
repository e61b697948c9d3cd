"""The working calendar against independent truth: a table of days off, the published sums, the `holidays` package."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from otklik.law.calendar import WorkCalendar
from otklik.law.daysoff import Decree, parse
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.paths import resource
from otklik.system.words import LANGUAGES, set_language

from .year_tables import LAST_OFFICIAL, TRUTH, every_day, off_and_worked, works

CALENDAR = WorkCalendar.load()
WORKING_DAYS = dict.fromkeys(range(2013, 2028), 247) | {2024: 248}


@pytest.mark.parametrize("year", TRUTH)
def test_every_day_of_the_year_is_as_published(year: int) -> None:
    off, worked = off_and_worked(year)
    summary = CALENDAR.year(year)
    assert summary.non_working_weekdays == off
    assert summary.working_weekends == worked
    for day in every_day(year):
        assert CALENDAR.is_working(day) == works(day), day


@pytest.mark.parametrize("year", range(2013, 2028))
def test_holidays_package_agrees(year: int) -> None:
    second = holidays.country_holidays("RU", years=year)
    known = {date(2014, 3, 10), date(2020, 7, 1)}  # a shift it lacks, and a day off by a law of its own
    differing = {day for day in every_day(year) if second.is_working_day(day) != CALENDAR.is_working(day)}
    assert differing == {day for day in known if day.year == year}


@pytest.mark.parametrize(("year", "days"), WORKING_DAYS.items())
def test_sum_of_working_days_is_as_published(year: int, days: int) -> None:
    summary = CALENDAR.year(year)
    assert summary.working_days == days
    assert summary.official


@pytest.mark.parametrize(
    ("day", "ground"),
    [
        ("2026-11-21", "Сб"),
        ("2026-11-22", "Вс"),
        ("2026-01-05", "ТК ст. 112"),
        ("2026-03-08", "ТК ст. 112"),
        ("2026-03-09", "ТК ст. 112"),
        ("2014-03-10", "ТК ст. 112"),
        ("2026-01-09", "ПП от 24.09.2025 № 1466"),
        ("2026-12-31", "ПП от 24.09.2025 № 1466"),
        ("2027-02-22", "ПП от 17.09.2026 № 1187"),
        ("2013-05-10", "ПП от 15.10.2012 № 1048"),
        ("2014-11-03", "ПП от 28.05.2013 № 444"),
        ("2020-07-01", "1-ФКЗ от 14.03.2020"),
        ("2027-02-20", ""),
        ("2025-02-24", ""),
        ("2025-03-10", ""),
        ("2013-02-25", ""),
        ("2014-02-24", ""),
    ],
)
def test_ground_names_why_a_day_is_off(day: str, ground: str) -> None:
    assert CALENDAR.ground(date.fromisoformat(day)) == ground
    assert CALENDAR.is_working(date.fromisoformat(day)) is (ground == "")


@pytest.mark.parametrize(
    ("day", "decree"),
    [
        ("2020-03-30", "Указ от 25.03.2020 № 206"),
        ("2020-04-30", "Указ от 02.04.2020 № 239"),
        ("2020-05-06", "Указ от 28.04.2020 № 294"),
        ("2020-06-24", "Указ от 29.05.2020 № 345"),
        ("2021-05-07", "Указ от 23.04.2021 № 242"),
        ("2021-11-03", "Указ от 20.10.2021 № 595"),
    ],
)
def test_presidential_days_are_worked_and_remarked_upon(day: str, decree: str) -> None:
    assert CALENDAR.is_working(date.fromisoformat(day))
    assert CALENDAR.remark(date.fromisoformat(day)) == decree


@pytest.mark.parametrize("day", ["2021-10-30", "2021-11-04", "2026-11-20"])
def test_no_remark_on_days_off_and_ordinary_days(day: str) -> None:
    assert CALENDAR.remark(date.fromisoformat(day)) == ""


def test_year_without_a_decree_is_counted_by_the_labour_code_and_provisional() -> None:
    summary = CALENDAR.year(2028)
    assert not summary.official
    assert not CALENDAR.is_official(2028)
    assert (summary.non_working_weekdays, summary.working_weekends) == off_and_worked(2028)


def test_a_decree_makes_a_year_official() -> None:
    data = parse(tomllib.loads(resource("law/calendar.toml").read_text("utf-8")))
    decree = Decree(2028, "1", date(2027, 9, 1), ((date(2028, 1, 8), date(2028, 5, 2)),), 248)
    calendar = WorkCalendar(replace(data, decrees=data.decrees | {2028: decree}))
    assert calendar.is_official(2028)
    assert calendar.ground(date(2028, 5, 2)) == "ПП от 01.09.2027 № 1"
    assert CALENDAR.is_working(date(2028, 5, 2))


# --- A calendar that is not whole is refused ---


def test_year_with_a_wrong_sum_is_refused(tmp_path: Path) -> None:
    text = resource("law/calendar.toml").read_text("utf-8")
    damaged = tmp_path / "calendar.toml"
    damaged.write_text(text.replace("[2026-01-03, 2026-01-09], ", ""), "utf-8")
    with pytest.raises(EnvironmentProblem) as caught:
        WorkCalendar.read(damaged)
    assert "2026" in str(caught.value)
    assert "248" in str(caught.value)


@pytest.mark.parametrize("content", ["", "first_year = 2013", "not toml at all", "[labour_code]\nground = 1"])
def test_damaged_calendar_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "calendar.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(EnvironmentProblem, match=r"calendar\.toml"):
        WorkCalendar.read(file)


def test_missing_calendar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        WorkCalendar.read(tmp_path / "calendar.toml")


# --- Counting ---


@pytest.mark.parametrize(
    ("received", "days", "last"),
    [
        ("2025-02-17", 10, "2025-03-03"),  # 24.02.2025 is worked: 23.02 went to 8.05
        ("2025-03-03", 10, "2025-03-17"),  # 10.03.2025 is worked: 8.03 went to 13.06
        ("2027-02-17", 3, "2027-02-20"),  # a working Saturday is the last day
        ("2027-02-11", 7, "2027-02-20"),
        ("2027-02-08", 10, "2027-02-20"),
    ],
)
def test_known_defects_of_other_calendars(received: str, days: int, last: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(received), days) == date.fromisoformat(last)


dates = st.dates(date(2013, 1, 1), date(2038, 12, 31))
terms = st.integers(1, 250)


@given(dates, terms)
def test_adding_working_days_agrees_with_counting_on_fingers(start: date, n: int) -> None:
    day, left = start, n
    while left:
        day += timedelta(1)
        left -= CALENDAR.is_working(day)
    assert CALENDAR.add_working_days(start, n) == day


@given(dates, terms)
def test_working_days_between_inverts_adding(start: date, n: int) -> None:
    last = CALENDAR.add_working_days(start, n)
    assert CALENDAR.is_working(last)
    assert CALENDAR.working_days_between(start, last) == n
    assert CALENDAR.working_days_between(last, start) == -n


@given(dates, dates, terms)
def test_a_later_receipt_never_ends_earlier(a: date, b: date, n: int) -> None:
    assume(a <= b)
    assert CALENDAR.add_working_days(a, n) <= CALENDAR.add_working_days(b, n)


@given(dates, terms, terms)
def test_terms_in_a_row_make_one_term(start: date, n: int, m: int) -> None:
    there = CALENDAR.add_working_days(start, n)
    assert CALENDAR.add_working_days(there, m) == CALENDAR.add_working_days(start, n + m)


@given(st.dates(date(2013, 1, 9), date(2038, 12, 31)))
def test_nearest_working_days_surround_a_day(day: date) -> None:
    before, after = CALENDAR.previous_working(day), CALENDAR.next_working(day)
    assert CALENDAR.is_working(before)
    assert CALENDAR.is_working(after)
    assert before <= day <= after
    if CALENDAR.is_working(day):
        assert before == day == after
    else:
        assert CALENDAR.working_days_between(before, after) == 1


# --- Bad input ---


@pytest.mark.parametrize("day", [date(2012, 12, 31), CALENDAR.last + timedelta(1), date.min, date.max])
@pytest.mark.parametrize("question", ["is_working", "ground", "next_working", "previous_working", "remark"])
def test_day_outside_the_calendar_is_one_sentence(day: date, question: str) -> None:
    with pytest.raises(UserError) as caught:
        getattr(CALENDAR, question)(day)
    assert f"{day:%d.%m.%Y}" in str(caught.value)


def test_ends_of_the_calendar_are_told() -> None:
    for ask in (
        lambda: CALENDAR.add_working_days(CALENDAR.last, 1),
        lambda: CALENDAR.add_working_days(date(2026, 11, 20), 100_000),
        lambda: CALENDAR.working_days_between(date(2012, 1, 1), date(2026, 1, 1)),
        lambda: CALENDAR.previous_working(date(2013, 1, 5)),
        lambda: CALENDAR.year(1999),
        lambda: CALENDAR.year(2100),
    ):
        with pytest.raises(UserError):
            ask()


def test_sentence_is_given_in_both_languages() -> None:
    sentences = []
    try:
        for language in LANGUAGES:
            set_language(language)
            with pytest.raises(UserError) as caught:
                CALENDAR.year(1999)
            sentences.append(str(caught.value))
    finally:
        set_language("ru")
    assert sentences == [
        "1999 год за пределами производственного календаря: он ведётся с 2013 по 2040 год.",
        "The year 1999 lies outside the working calendar, which runs from 2013 to 2040.",
    ]


def test_less_than_one_day_cannot_be_added() -> None:
    with pytest.raises(ValueError, match="0"):
        CALENDAR.add_working_days(date(2026, 11, 20), 0)


def test_shipped_calendar_is_read_once() -> None:
    assert WorkCalendar.load() is CALENDAR
    assert (CALENDAR.first, CALENDAR.last) == (date(2013, 1, 1), date(2040, 12, 31))
    assert [year for year in range(2013, 2041) if CALENDAR.is_official(year)] == list(range(2013, LAST_OFFICIAL + 1))
