"""The user's own part of the calendar: what he may type, which decree rules, and what a day off of the region does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after
from otklik.law.daysoff import Decree
from otklik.law.explanation import explain
from otklik.law.own_days import checked_day, checked_decree, with_own
from otklik.law.terms import Term, Unit
from otklik.system.errors import UserError

SHIPPED = WorkCalendar.load()
DATA = SHIPPED.data


def transfer(source: str, target: str) -> tuple[date, date]:
    return date.fromisoformat(source), date.fromisoformat(target)


TYPED = Decree(
    2028, "№ 900", date(2027, 9, 14), (transfer("2028-01-01", "2028-05-08"), transfer("2028-01-02", "2028-05-10")), 247
)


@pytest.mark.parametrize("year", sorted(DATA.decrees))
def test_every_decree_the_program_ships_could_have_been_typed(year: int) -> None:
    before = replace(DATA, decrees={other: decree for other, decree in DATA.decrees.items() if other != year})
    assert checked_decree(before, DATA.decrees[year]) == DATA.decrees[year]


def test_a_typed_decree_makes_its_year_official_and_moves_its_days() -> None:
    assert SHIPPED.year(2028).working_days == 249
    calendar = WorkCalendar(with_own(DATA, [checked_decree(DATA, TYPED)], {}))
    assert calendar.is_official(2028)
    assert calendar.year(2028).working_days == 247
    assert calendar.ground(date(2028, 5, 8)) == "ПП от 14.09.2027 № 900"
    assert calendar.fingerprint != SHIPPED.fingerprint


def test_a_working_saturday_may_be_typed() -> None:
    typed = replace(TYPED, transfers=(transfer("2028-02-19", "2028-02-21"),), working_days=249)
    calendar = WorkCalendar(with_own(DATA, [checked_decree(DATA, typed)], {}))
    assert calendar.is_working(date(2028, 2, 19))
    assert not calendar.is_working(date(2028, 2, 21))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": "  "}, "номер"),
        ({"year": 2041}, "2040"),
        ({"signed": date(2029, 1, 1)}, "01.01.2029"),
        ({"signed": date(2019, 9, 1)}, "01.09.2019"),
        ({"transfers": ()}, "переносы"),
        ({"transfers": (transfer("2028-01-01", "2027-05-07"),)}, "07.05.2027"),
        ({"transfers": (transfer("2028-01-01", "2028-01-01"),)}, "тот же день"),
        ({"transfers": (transfer("2028-01-01", "2028-05-08"), transfer("2028-01-01", "2028-05-10"))}, "дважды"),
        ({"transfers": (transfer("2028-01-01", "2028-05-08"), transfer("2028-01-02", "2028-05-08"))}, "дважды"),
        ({"transfers": (transfer("2028-02-16", "2028-05-08"),)}, "16.02.2028"),  # a working Wednesday
        ({"transfers": (transfer("2028-01-05", "2028-05-08"),)}, "05.01.2028"),  # a holiday on a Wednesday
        ({"transfers": (transfer("2028-01-01", "2028-05-09"),)}, "и так выходной"),  # a holiday
        ({"transfers": (transfer("2028-01-01", "2028-05-06"),)}, "и так выходной"),  # a Saturday
        ({"transfers": (transfer("2028-01-01", "2028-11-06"),)}, "и так выходной"),  # where 4 November shifts to
    ],
)
def test_what_cannot_be_meant_is_a_sentence(changed: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        checked_decree(DATA, replace(TYPED, working_days=None, **changed))  # type: ignore[arg-type]  # fields by name


def test_a_day_a_transfer_frees_may_be_given_again() -> None:
    """Naming the holiday's own Saturday cancels its shift, and the Monday is a working day that may be given."""
    freed = replace(TYPED, transfers=(transfer("2028-11-04", "2028-11-06"),), working_days=None)
    calendar = WorkCalendar(with_own(DATA, [checked_decree(DATA, freed)], {}))
    assert calendar.ground(date(2028, 11, 6)) == "ПП от 14.09.2027 № 900"


def test_a_wrong_sum_names_both_figures() -> None:
    with pytest.raises(UserError) as caught:
        checked_decree(DATA, replace(TYPED, working_days=248))
    assert "247" in str(caught.value)
    assert "248" in str(caught.value)


@pytest.mark.parametrize(("signed", "ruled_by_own"), [(date(2026, 9, 17), False), (date(2026, 11, 2), True)])
def test_the_decree_signed_later_rules(signed: date, ruled_by_own: bool) -> None:
    own = Decree(2027, "1500", signed, (transfer("2027-01-02", "2027-06-11"),), None)
    ruling = WorkCalendar(with_own(DATA, [own], {})).decree(2027)
    assert ruling is not None
    assert (ruling.number == "1500") is ruled_by_own
    if not ruled_by_own:
        with pytest.raises(UserError, match="1187"):
            checked_decree(DATA, own)


def test_a_newer_decree_of_the_program_replaces_the_typed_one_and_a_wrong_one_shuts_nobody_out() -> None:
    newer = replace(TYPED, number="950", signed=date(2027, 10, 1), working_days=247)
    data = replace(DATA, decrees=DATA.decrees | {2028: newer})
    assert WorkCalendar(with_own(data, [TYPED], {})).decree(2028) == newer
    wrong = replace(TYPED, working_days=200)  # stored once, by a program that counted otherwise
    assert WorkCalendar(with_own(DATA, [wrong], {})).is_official(2028)


# --- Days off of the region ---


REGIONAL = WorkCalendar(with_own(DATA, [], {date(2027, 2, 9): "Сагаалган"}))


def test_a_day_off_of_the_region_lengthens_the_last_working_day_and_leaves_the_safe_one() -> None:
    ten = Term(10, Unit.WORKING_DAYS)
    plain, here = (due_after(ten, date(2027, 2, 1), calendar) for calendar in (SHIPPED, REGIONAL))
    assert plain.safe == plain.latest == date(2027, 2, 15)
    assert (here.safe, here.latest) == (date(2027, 2, 15), date(2027, 2, 16))
    assert not here.provisional


def test_a_calendar_term_that_ends_on_it_shifts_for_the_last_day_alone() -> None:
    thirty = Term(30, Unit.CALENDAR_DAYS)
    plain, here = (due_after(thirty, date(2027, 1, 10), calendar) for calendar in (SHIPPED, REGIONAL))
    assert plain.safe == plain.latest == date(2027, 2, 9)
    assert (here.safe, here.latest) == (date(2027, 2, 9), date(2027, 2, 10))


def test_its_ground_names_the_region() -> None:
    days = explain(date(2027, 2, 1), Term(10, Unit.WORKING_DAYS), REGIONAL)
    skipped = next(row for row in days if row.day == date(2027, 2, 9))
    assert (skipped.number, skipped.ground) == (None, "регион: Сагаалган")


@pytest.mark.parametrize(
    ("day", "name", "said"),
    [
        (date(2027, 2, 7), "Сагаалган", "Вс"),
        (date(2027, 2, 23), "Сагаалган", "ТК ст. 112"),
        (date(2027, 2, 9), "  ", "как называется"),
        (date(2027, 2, 9), "о" * 81, "80"),
        (date(2050, 2, 9), "Сагаалган", "2040"),
    ],
)
def test_a_day_off_that_cannot_be_meant_is_a_sentence(day: date, name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        checked_day(SHIPPED, day, name)


def test_presidential_days_are_listed_apart() -> None:
    days = SHIPPED.presidential(2020)
    assert days[date(2020, 3, 30)] == "Указ от 25.03.2020 № 206"
    assert all(SHIPPED.is_working(day) for day in days)
    assert SHIPPED.presidential(2026) == {}
