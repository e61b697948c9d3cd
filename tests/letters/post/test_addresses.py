"""An address in one line comes out in the order of the Post, with nothing lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.letters.post.addresses import read_address

ORDERED = {
    "101000, г. Москва, ул. Придуманная, д. 1": ("ул. Придуманная, д. 1", "г. Москва", "101000"),
    "ул. Садовая, д. 5, кв. 12, г. Тверь, 170034": ("ул. Садовая, д. 5, кв. 12", "г. Тверь", "170034"),
    "Россия, 170000, Тверская область, г. Тверь, п. Сахарово, ул. Ясная, 5": (
        "ул. Ясная, 5", "п. Сахарово", "г. Тверь", "Тверская область", "Россия", "170000",
    ),
    "190000 Псковская обл., Псковский р-н, д. Ивановка, д. 5": (
        "д. 5", "д. Ивановка", "Псковский р-н", "Псковская обл.", "190000",
    ),
    "проспект Дальний, дом 144, р. п. Верхние Осельки, 188650": (
        "проспект Дальний, дом 144", "р. п. Верхние Осельки", "188650",
    ),
    "респ. Татарстан, г. Казань, ул. Баумана, 3, 420 111": (
        "ул. Баумана, 3", "г. Казань", "респ. Татарстан", "420111",
    ),
    "Санкт-Петербург, наб. Выдуманная, 14, 190000": ("наб. Выдуманная, 14", "Санкт-Петербург", "190000"),
    "367000, Республика Дагестан, сельское поселение Нижнее, с. Верхнее, ул. Ясная, 5": (
        "ул. Ясная, 5", "с. Верхнее", "сельское поселение Нижнее", "Республика Дагестан", "367000",
    ),
    "ул. Тихая, д. 1, рп. Лесной, Лесное городское поселение, Тверская обл., 170000": (
        "ул. Тихая, д. 1", "рп. Лесной", "Лесное городское поселение", "Тверская обл.", "170000",
    ),
    "индекс 170100, село Ивановское": ("село Ивановское", "170100"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), ORDERED.items(), ids=ORDERED)
def test_street_first_then_larger_places_and_the_index_last(text: str, parts: tuple[str, ...]) -> None:
    address = read_address(text)
    assert (*address.lines, address.index) == parts
    assert address.line == ", ".join(parts)
    assert not address.foreign


@pytest.mark.parametrize(
    "text", ["г. Тверь, ул. Садовая, д. 5", "ул. Садовая, 5, г. Тверь, 999999", "а/я 170100, г. Тверь"]
)
def test_what_is_no_index_is_not_taken_for_one(text: str) -> None:
    address = read_address(text)
    assert address.index == ""
    assert sorted(", ".join(address.lines).split(", ")) == sorted(text.split(", "))


def test_an_address_abroad_stays_as_it_is() -> None:
    address = read_address("12 Example Street, London SW1 1AA, United Kingdom")
    assert address.foreign
    assert address.lines == ("12 Example Street", "London SW1 1AA", "United Kingdom")


def test_no_address_is_no_line() -> None:
    assert read_address(" ,; \n") == read_address("")
    assert read_address("").lines == ()


PARTS = st.sampled_from(
    ["г. Тверь", "Тверская обл.", "ул. Ясная", "д. 5", "кв. 7", "д. Ивановка", "170034", "Россия", "ТЦ"]
)


@given(st.lists(PARTS, max_size=8))
def test_nothing_of_an_address_is_lost(parts: list[str]) -> None:
    address = read_address(", ".join(parts))
    found = re.split(", ", address.line) if address.line else []
    assert sorted(found) == sorted(parts)
