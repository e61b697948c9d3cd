"""The term a writer sets: lengths, days and «немедленно»; no term of others and none of the past."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.law.terms import Term, Unit
from tests.intake.told_letters import told

WRITTEN = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("в течение 10 дней", Term(10, Unit.CALENDAR_DAYS)),
        ("в течение 10 (десяти) рабочих дней", Term(10, Unit.WORKING_DAYS)),
        ("в течение тридцати календарных дней", Term(30, Unit.CALENDAR_DAYS)),
        ("в 3-дневный срок", Term(3, Unit.CALENDAR_DAYS)),
        ("в трёхдневный срок", Term(3, Unit.CALENDAR_DAYS)),
        ("в десятидневный срок", Term(10, Unit.CALENDAR_DAYS)),
        ("в месячный срок", Term(1, Unit.MONTHS)),
        ("в течение недели", Term(7, Unit.CALENDAR_DAYS)),
        ("в течение двух недель", Term(14, Unit.CALENDAR_DAYS)),
        ("в течение суток", Term(24, Unit.HOURS)),
        ("в течение 24 часов", Term(24, Unit.HOURS)),
        ("в течение месяца", Term(1, Unit.MONTHS)),
        ("немедленно", Term(0, Unit.AT_ONCE)),
        ("в срок, не превышающий тридцати дней", Term(30, Unit.CALENDAR_DAYS)),
        ("максимум за 2 недели", Term(14, Unit.CALENDAR_DAYS)),
        ("не позже трёх дней", Term(3, Unit.CALENDAR_DAYS)),
        ("не позднее 5 рабочих дней", Term(5, Unit.WORKING_DAYS)),
    ],
)
def test_lengths(words: str, term: Term) -> None:
    found = told(f"Прошу удалить мои данные {words}.", date=WRITTEN).named_term
    assert found is not None
    assert (found.words, found.term, found.day) == (words, term, None)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("до 1 декабря 2026", date(2026, 12, 1)),
        ("до 1 декабря", date(2026, 12, 1)),
        ("не позднее 15 января", date(2027, 1, 15)),
        ("до 01.12.2026", date(2026, 12, 1)),
        ("до 01.12.26", date(2026, 12, 1)),
        ("к 2026-12-01", date(2026, 12, 1)),
        ("до 16 часов 25.11.2026", date(2026, 11, 25)),
        ("до конца месяца", date(2026, 11, 30)),
        ("до конца года", date(2026, 12, 31)),
    ],
)
def test_days(words: str, day: date) -> None:
    found = told(f"Прошу удалить мои данные {words}.", date=WRITTEN).named_term
    assert found is not None
    assert (found.words, found.term, found.day) == (words, None, day)


@pytest.mark.parametrize(
    ("text", "term", "day"),
    [
        ("Please delete my data within 30 days.", Term(30, Unit.CALENDAR_DAYS), None),
        ("Please delete my data in ten working days.", Term(10, Unit.WORKING_DAYS), None),
        ("Please delete my data by 1 December 2026.", None, date(2026, 12, 1)),
        ("Please delete my data by December 1st, 2026.", None, date(2026, 12, 1)),
        ("Please delete my data immediately.", Term(0, Unit.AT_ONCE), None),
    ],
)
def test_english(text: str, term: Term | None, day: date | None) -> None:
    found = told(text, date=WRITTEN).named_term
    assert found is not None
    assert (found.term, found.day) == (term, day)


@pytest.mark.parametrize(
    "text",
    [
        "Прошу удалить мои данные в установленный законом срок.",
        "Прошу удалить мои данные срочно.",
        "Прошу удалить мои данные. Договор действует до 1 декабря 2026 года.",
        "Прошу удалить мои данные. Звонили в 10 часов.",
        "Прошу удалить мои данные до 31.02.2027.",
        "Прошу удалить данные от 1 декабря 2026.",
    ],
)
def test_no_term(text: str) -> None:
    assert told(text, date=WRITTEN).named_term is None


def test_a_letter_without_a_demand_sets_no_term() -> None:
    assert told("Спасибо, жду ответа до 1 декабря 2026.").named_term is None


@given(st.dates(date(2026, 11, 20), date(2030, 12, 31)))
def test_any_day_in_digits(day: date) -> None:
    text = f"Прошу удалить мои данные до {day:%d.%m.%Y}."
    found = told(text, date=WRITTEN).named_term
    assert found is not None
    assert found.day == day
    assert text[found.places[0].start : found.places[0].end] == f"до {day:%d.%m.%Y}"
