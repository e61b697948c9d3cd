"""Dates as they are typed: whole, without the year, and two as one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.system.errors import UserError
from otklik.ui import dates

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "coming", "past"),
    [
        ("20.12", date(2026, 12, 20), date(2025, 12, 20)),
        ("20.12.", date(2026, 12, 20), date(2025, 12, 20)),
        ("5/1", date(2027, 1, 5), date(2026, 1, 5)),
        ("26.11", TODAY, TODAY),
        ("29.02", date(2028, 2, 29), date(2024, 2, 29)),
        ("20.12.27", date(2027, 12, 20), date(2027, 12, 20)),
        ("20.12.2024", date(2024, 12, 20), date(2024, 12, 20)),
    ],
)
def test_a_day_without_its_year_is_the_coming_or_the_latest_past_one(typed: str, coming: date, past: date) -> None:
    assert dates.read(typed, TODAY, ahead=True) == coming
    assert dates.read(typed, TODAY) == past


@pytest.mark.parametrize("typed", ["20", "31.02", "20.13", "20.12.202", "завтра", "20.12.26.1"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        dates.read(typed, TODAY, ahead=True)


def test_without_a_day_to_start_from_the_year_has_to_be_typed() -> None:
    with pytest.raises(UserError):
        dates.read("20.12")


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("20–31.12", date(2026, 12, 20), date(2026, 12, 31)),
        ("20-31.12", date(2026, 12, 20), date(2026, 12, 31)),
        ("28.12 – 8.01", date(2026, 12, 28), date(2027, 1, 8)),
        ("28–8.01", date(2026, 12, 28), date(2027, 1, 8)),
        ("20.12.2026—8.01.2027", date(2026, 12, 20), date(2027, 1, 8)),
        ("20–30.11", date(2026, 11, 20), date(2026, 11, 30)),
    ],
)
def test_two_days_are_read_as_one(typed: str, first: date, last: date) -> None:
    assert dates.read_span(typed, TODAY) == (first, last)


@pytest.mark.parametrize("typed", ["", "20.12", "20-12", "20-12-2026", "31–31.02", "31.12.2027–1.01.2027", "a–b"])
def test_what_is_one_day_or_none_is_no_span(typed: str) -> None:
    assert dates.read_span(typed, TODAY) is None


@given(st.text(alphabet="0123456789.-–/ ", max_size=24))
def test_whatever_is_typed_is_a_span_in_order_or_none(typed: str) -> None:
    span = dates.read_span(typed, TODAY)
    assert span is None or span[0] <= span[1]
