"""Sums in words: what a claim is paid has to be told without doubt."""

from __future__ import annotations

import pytest

from otklik.letters.sums import in_words, write_sum
from otklik.system.errors import UserError


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("14500", "14 500 (четырнадцать тысяч пятьсот) рублей 00 копеек"),
        ("14 500,50", "14 500 (четырнадцать тысяч пятьсот) рублей 50 копеек"),
        ("14\u00a0500.5", "14 500 (четырнадцать тысяч пятьсот) рублей 50 копеек"),
        ("4 800 ₽", "4 800 (четыре тысячи восемьсот) рублей 00 копеек"),
        ("1 руб. 1 коп.", "1 (один) рубль 01 копейка"),
        ("2 рубля 02 копейки", "2 (два) рубля 02 копейки"),
        ("0,99", "0 (ноль) рублей 99 копеек"),
        ("21001", "21 001 (двадцать одна тысяча один) рубль 00 копеек"),
        ("102 р.", "102 (сто два) рубля 00 копеек"),
        ("111 руб 11 коп", "111 (сто одиннадцать) рублей 11 копеек"),
        (
            "1 002 042 813,04",
            "1 002 042 813 (один миллиард два миллиона сорок две тысячи восемьсот тринадцать) рублей 04 копейки",
        ),
    ],
)
def test_a_sum_stands_in_digits_and_in_words(typed: str, written: str) -> None:
    assert write_sum(typed).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    "typed",
    ["", "0", "0,00", "-5", "14.500", "14,500", "1 45", "сто рублей", "100 долларов", "1,5 руб. 20 коп.", "9" * 13],
)
def test_what_is_no_sum_or_could_be_two_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="не сумма"):
        write_sum(typed)


def test_every_number_below_two_thousand_is_said_once() -> None:
    said = {in_words(number) for number in range(2000)}
    assert len(said) == 2000
    assert not any("  " in words or words != words.strip() for words in said)
