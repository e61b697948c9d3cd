"""Tracking numbers: a mistyped digit is told, and what is typed is stored in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.letters.post.tracking import (
    TrackingKind,
    check_tracking,
    russian_check_digit,
    s10_check_digit,
)
from otklik.system import words

SERIAL = st.text("0123456789", min_size=13, max_size=13)
S10_SERIAL = st.text("0123456789", min_size=8, max_size=8)
PAIR = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("80083740712514", "80083740712514"),
        ("800837 40 71251 4", "80083740712514"),
        (" 8008-3740-7125-14\n", "80083740712514"),
        ("10100067000026", "10100067000026"),
    ],
)
def test_a_number_of_the_russian_post_is_stored_without_blanks(text: str, number: str) -> None:
    check = check_tracking(text)
    assert (check.kind, check.number) == (TrackingKind.RUSSIAN, number)


def test_known_numbers_fit() -> None:
    assert check_tracking("80083740712514").problem == ""
    assert check_tracking("RB473124829GB").problem == ""  # the example of the standard S10
    assert s10_check_digit("41034224") == "9"


@pytest.mark.parametrize("text", ["RB473124829GB", "rb 473 124 829 gb", "(RB) 473124829 GB", "RВ473124829GВ"])
def test_a_number_abroad_is_stored_in_capitals_of_the_latin_alphabet(text: str) -> None:
    check = check_tracking(text)
    assert (check.kind, check.number, check.problem) == (TrackingKind.S10, "RB473124829GB", "")


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_nothing_typed_is_no_problem(text: str) -> None:
    assert check_tracking(text) == check_tracking("")
    assert check_tracking(text).kind is TrackingKind.NONE
    assert check_tracking(text).problem == ""


@pytest.mark.parametrize(
    "text", ["8008374071251", "800837407125140", "ABC", "квитанция 5", "RB47312482GB", "٨٠٠٨٣٧٤٠٧١٢٥١٤"]
)
def test_what_is_no_tracking_number_is_kept_as_typed_and_told(text: str) -> None:
    check = check_tracking(f" {text} ")
    assert (check.kind, check.number) == (TrackingKind.UNKNOWN, text)
    assert "14 цифр" in check.problem


@given(SERIAL)
def test_every_right_number_passes_and_every_other_last_digit_is_told(serial: str) -> None:
    right = russian_check_digit(serial)
    for digit in "0123456789":
        check = check_tracking(serial + digit)
        assert check.number == serial + digit
        assert (check.problem == "") is (digit == right)


@given(SERIAL, st.integers(0, 13), st.integers(1, 9))
def test_every_single_wrong_digit_is_told(serial: str, place: int, shift: int) -> None:
    right = serial + russian_check_digit(serial)
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    assert "не сходится" in check_tracking(wrong).problem


@given(PAIR, S10_SERIAL, PAIR)
def test_every_right_number_abroad_passes_and_every_other_check_digit_is_told(
    kind: str, serial: str, land: str
) -> None:
    right = s10_check_digit(serial)
    for digit in "0123456789":
        check = check_tracking(f"{kind}{serial}{digit}{land}")
        assert check.kind is TrackingKind.S10
        assert (check.problem == "") is (digit == right)


@given(S10_SERIAL, st.integers(0, 7), st.integers(1, 9))
def test_a_single_wrong_digit_abroad_is_told_but_where_the_standard_is_blind(
    serial: str, place: int, shift: int
) -> None:
    """S10 writes 5 for two of the eleven remainders, 0 and 6: a change from one to the other cannot be seen."""
    wrong = serial[:place] + str((int(serial[place]) + shift) % 10) + serial[place + 1 :]
    weights = (8, 6, 4, 2, 3, 5, 9, 7)
    rests = {sum(w * int(d) for w, d in zip(weights, one, strict=True)) % 11 for one in (serial, wrong)}
    told = check_tracking(f"RA{wrong}{s10_check_digit(serial)}RU").problem != ""
    assert told is (rests != {0, 6})


def test_the_sentence_comes_in_english_as_well() -> None:
    words.set_language("en")
    assert check_tracking("80083740712513").problem.startswith("The check digit")


@given(st.text(max_size=40))
def test_no_text_is_ever_refused_and_checking_twice_changes_nothing(text: str) -> None:
    once = check_tracking(text)
    assert check_tracking(once.number) == once
