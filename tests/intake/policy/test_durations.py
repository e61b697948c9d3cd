"""Lengths of time in every spelling of Russian and English policies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.policy.durations import durations
from otklik.law.terms import LONGEST_TERM, Unit

WORKING, CALENDAR, MONTHS, HOURS = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS, Unit.HOURS


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("30 (тридцать) рабочих дней", 30, WORKING),
        ("в течение тридцати дней", 30, CALENDAR),
        ("10 рабочих", 10, WORKING),
        ("не позднее 7 (семи) дней", 7, CALENDAR),
        ("в месячный срок", 1, MONTHS),
        ("в течение месяца", 1, MONTHS),
        ("within one month", 1, MONTHS),
        ("in 30 days", 30, CALENDAR),
        ("within thirty (30) business days", 30, WORKING),
        ("10-ти рабочих дней", 10, WORKING),
        ("10ти дней", 10, CALENDAR),
        ("в 30-дневный срок", 30, CALENDAR),
        ("в десятидневный срок", 10, CALENDAR),
        ("в трёхдневный срок", 3, CALENDAR),
        ("тридцати (30) календарных дней", 30, CALENDAR),
        ("двадцати одного дня", 21, CALENDAR),
        ("сорока пяти дней", 45, CALENDAR),
        ("двух недель", 14, CALENDAR),
        ("24 (двадцати четырёх) часов", 24, HOURS),
        ("5–10 рабочих дней", 10, WORKING),
        ("30 дней (рабочих)", 30, WORKING),
        ("10 раб. дней", 10, WORKING),
        ("10 полных рабочих дней", 10, WORKING),
        ("10\u00a0(десяти)\nрабочих\u00a0дней", 10, WORKING),
    ],
)
def test_a_length_is_read(text: str, number: int, unit: Unit) -> None:
    (found,) = durations(text)
    assert (found.numbers, found.unit) == ((number,), unit)
    assert text[found.start : found.end].strip() == text[found.start : found.end]


def test_digits_and_words_that_disagree_are_both_kept() -> None:
    (found,) = durations("30 (двадцать) рабочих дней")
    assert found.numbers == (30, 20)


@pytest.mark.parametrize(
    "text",
    [
        "п. 9.10 дней",
        "№ 30 дней",
        "дней тридцать",
        "хранится 5 лет",
        "0 дней",
        "10 000 дней",
        "30 рублей",
        "",
        "рабочих дней",
        "24/7",
    ],
)
def test_what_is_no_length_is_none(text: str) -> None:
    assert durations(text) == []


@given(st.text(alphabet="0123456789 (тридцать)десяти-рабочих дней.,месяц\n", max_size=200))
def test_any_text_gives_lengths_in_their_places(text: str) -> None:
    found = durations(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(0 < number <= LONGEST_TERM for one in found for number in one.numbers)
    assert [one.start for one in found] == sorted(one.start for one in found)


@given(st.integers(1, LONGEST_TERM), st.sampled_from(["рабочих дней", "календарных дней", "дней"]))
def test_every_number_is_read_as_written(number: int, noun: str) -> None:
    (found,) = durations(f"Ответ даётся в течение {number} {noun}.")
    assert found.numbers == (number,)
    assert found.unit is (Unit.WORKING_DAYS if noun.startswith("рабочих") else Unit.CALENDAR_DAYS)
