"""Every day of a term, counted or skipped, with the ground."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after
from otklik.law.explanation import CountedDay, explain
from otklik.law.kinds import Regime
from otklik.law.terms import Term, Unit

CALENDAR = WorkCalendar.load()
TEN = Term(10, Unit.WORKING_DAYS)
FIVE = Term(5, Unit.WORKING_DAYS)


def short(rows: tuple[CountedDay, ...]) -> list[str]:
    return [f"{row.day:%d.%m} {'+' if row.extension else ''}{row.number or row.ground}" for row in rows]


def test_ten_working_days_and_five_more() -> None:
    assert short(explain(date(2026, 11, 12), TEN, CALENDAR, FIVE)) == [
        "12.11 ГК ст. 191",
        *(
            "13.11 1",
            "14.11 Сб",
            "15.11 Вс",
            "16.11 2",
            "17.11 3",
            "18.11 4",
            "19.11 5",
            "20.11 6",
            "21.11 Сб",
            "22.11 Вс",
        ),
        *("23.11 7", "24.11 8", "25.11 9", "26.11 10"),
        *("27.11 +1", "28.11 +Сб", "29.11 +Вс", "30.11 +2", "01.12 +3", "02.12 +4", "03.12 +5"),
    ]


def test_new_year_names_decree_and_labour_code() -> None:
    rows = {row.day: row for row in explain(date(2026, 12, 30), Term(3, Unit.WORKING_DAYS), CALENDAR)}
    assert rows[date(2026, 12, 31)].ground == "ПП от 24.09.2025 № 1466"
    assert rows[date(2027, 1, 1)].ground == "ТК ст. 112"
    assert rows[date(2027, 1, 9)].ground == "Сб"
    assert rows[date(2027, 1, 11)].number == 1
    assert max(rows) == date(2027, 1, 13)


def test_calendar_days_count_all_and_show_the_shift() -> None:
    rows = explain(date(2026, 11, 20), Term(30, Unit.CALENDAR_DAYS), CALENDAR)
    assert [row.number for row in rows[1:31]] == list(range(1, 31))
    assert short(rows[30:]) == ["20.12 30", "21.12 ГК ст. 193"]


def test_month_of_the_gdpr_shows_its_own_shift() -> None:
    rows = explain(date(2026, 11, 20), Term(1, Unit.MONTHS), CALENDAR, Term(2, Unit.MONTHS), Regime.GDPR)
    assert rows[0].ground == "Регламент 1182/71 ст. 3(1)"
    assert short(rows)[30:33] == ["20.12 30", "21.12 Регламент 1182/71 ст. 3(4)", "22.12 +2"]
    assert short(rows)[-3:] == ["20.02 +62", "21.02 +Вс", "22.02 +Регламент 1182/71 ст. 3(4)"]


def test_terms_that_days_off_do_not_touch() -> None:
    sunday = date(2026, 11, 22)
    assert explain(sunday, Term(0, Unit.AT_ONCE), CALENDAR) == (CountedDay(sunday, None, "немедленно"),)
    assert short(explain(sunday, Term(24, Unit.HOURS), CALENDAR)) == ["22.11 круглосуточно", "23.11 круглосуточно"]


def test_presidential_day_is_counted_and_remarked_upon() -> None:
    rows = {row.day: row for row in explain(date(2020, 3, 27), TEN, CALENDAR)}
    assert rows[date(2020, 3, 30)] == CountedDay(date(2020, 3, 30), 1, "", remark="Указ от 25.03.2020 № 206")
    assert rows[date(2020, 4, 10)].number == 10


@given(
    trigger=st.dates(date(2013, 1, 9), date(2037, 12, 31)),
    n=st.integers(1, 40),
    unit=st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS]),
    regime=st.sampled_from(list(Regime)),
    more=st.none() | st.integers(1, 5),
)
def test_explanation_ends_where_the_deadline_does(
    trigger: date, n: int, unit: Unit, regime: Regime, more: int | None
) -> None:
    term = Term(min(n, 12) if unit is Unit.MONTHS else n, unit)
    extension = Term(more, unit) if more else None
    deadline = due_after(term, trigger, CALENDAR, extension, regime)
    rows = explain(trigger, term, CALENDAR, extension, regime)
    assert [row.day for row in rows] == [trigger + timedelta(i) for i in range(len(rows))]
    assert max(row.day for row in rows if not row.extension) == deadline.latest
    assert rows[-1].day == (deadline.extended_latest or deadline.latest)
    assert all((row.number is None) == bool(row.ground) for row in rows)
    if unit is Unit.WORKING_DAYS:
        assert [row.number for row in rows if row.number and not row.extension] == list(range(1, n + 1))
        assert [row.number for row in rows if row.number and row.extension] == list(range(1, (more or 0) + 1))


@pytest.mark.parametrize("unit", [Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])
def test_no_extension_no_extension_days(unit: Unit) -> None:
    assert not any(row.extension for row in explain(date(2026, 11, 12), Term(10, unit), CALENDAR))
