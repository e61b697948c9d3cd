"""Requisites: right ones pass in silence, mistyped ones get one sentence, nothing ever raises."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.register.records import OperatorForm
from otklik.register.requisites import (
    check_address,
    check_email,
    check_inn,
    check_kpp,
    check_ogrn,
    check_phone,
)
from otklik.system.words import catalogue, set_language

CHECKS: tuple[Callable[[str], str | None], ...] = (
    check_inn,
    check_ogrn,
    check_kpp,
    check_address,
    check_email,
    check_phone,
)


def company_inn(head: str) -> str:
    total = sum(int(d) * w for d, w in zip(head, (2, 4, 10, 3, 5, 9, 4, 6, 8), strict=True))
    return head + str(total % 11 % 10)


def person_inn(head: str) -> str:
    first = sum(int(d) * w for d, w in zip(head, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8), strict=True)) % 11 % 10
    second = sum(int(d) * w for d, w in zip(f"{head}{first}", (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8), strict=True))
    return f"{head}{first}{second % 11 % 10}"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count).filter(lambda text: int(text) > 0)


def flipped(text: str, place: int, step: int) -> str:
    return text[:place] + str((int(text[place]) + step) % 10) + text[place + 1 :]


@given(digits(9))
def test_a_right_company_inn_passes(head: str) -> None:
    inn = company_inn(head)
    assert check_inn(inn) is None
    assert check_inn(f"{inn[:4]} {inn[4:]}", OperatorForm.COMPANY) is None
    assert check_inn(inn, OperatorForm.SOLE_PROPRIETOR) is not None


@given(digits(10))
def test_a_right_person_inn_passes(head: str) -> None:
    assert check_inn(person_inn(head), OperatorForm.SOLE_PROPRIETOR) is None
    assert check_inn(person_inn(head), OperatorForm.COMPANY) is not None


@given(digits(9), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_a_company_inn_is_noticed(head: str, place: int, step: int) -> None:
    wrong = flipped(company_inn(head), place, step)
    # The remainders 0 and 10 share one control digit, so that one swap cannot be seen by anybody.
    if company_inn(wrong[:9]) != wrong:
        assert check_inn(wrong) is not None
    else:
        assert wrong[9] == "0"


@given(digits(10), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_of_a_person_inn_is_noticed(head: str, place: int, step: int) -> None:
    wrong = flipped(person_inn(head), place, step)
    if person_inn(wrong[:10]) != wrong:
        assert check_inn(wrong) is not None
    else:
        assert "0" in wrong[10:]


@given(digits(12), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_of_an_ogrn_is_noticed(head: str, place: int, step: int) -> None:
    right = head + str(int(head) % 11 % 10)
    assert check_ogrn(right, OperatorForm.COMPANY) is None
    wrong = flipped(right, place, step)
    if place == 12 or {int(right[:12]) % 11, int(wrong[:12]) % 11} != {0, 10}:
        assert check_ogrn(wrong) is not None


@given(digits(14), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_of_an_ogrnip_is_noticed(head: str, place: int, step: int) -> None:
    right = head + str(int(head) % 13 % 10)
    assert check_ogrn(right, OperatorForm.SOLE_PROPRIETOR) is None
    wrong = flipped(right, place, step)
    if place == 14 or (int(right[:14]) % 13) % 10 != (int(wrong[:14]) % 13) % 10:
        assert check_ogrn(wrong) is not None


@given(st.text())
def test_no_text_makes_a_check_raise(text: str) -> None:
    for check in CHECKS:
        warning = check(text)
        assert warning is None or warning.strip()


@pytest.mark.parametrize("check", CHECKS)
def test_an_empty_field_is_no_mistake(check: Callable[[str], str | None]) -> None:
    assert check("") is None
    assert check("  ") is None


@pytest.mark.parametrize("inn", ["0000000000", "123", "12345678901", "99990000a0", "٩٩٩٩٠٠٠٠٠٠"])
def test_what_is_no_inn_is_named(inn: str) -> None:
    assert check_inn(inn) is not None


def test_lengths_of_the_other_form_are_named() -> None:
    assert check_ogrn("3" * 14) is not None
    assert "15" in str(check_ogrn("312345678900008", OperatorForm.COMPANY))
    assert "13" in str(check_ogrn("1239999000009", OperatorForm.SOLE_PROPRIETOR))


@pytest.mark.parametrize(
    ("kpp", "fine"), [("999901001", True), ("7704AB001", True), ("99990100", False), ("абв", False)]
)
def test_kpp_has_nine_characters(kpp: str, *, fine: bool) -> None:
    assert (check_kpp(kpp) is None) is fine


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("150000, г. Ярославль, ул. Кленовая, д. 7, кв. 12", True),
        ("г. Ярославль, ул. Кленовая, д. 7, 150000", True),
        ("г. Ярославль, ул. Кленовая, д. 7", False),
        ("999999, г. Ярославль, ул. Кленовая, д. 7", False),
        ("а/я 1234567, г. Ярославль", False),
        ("12 Sample Street, Springfield", True),
    ],
)
def test_an_address_needs_an_index(address: str, *, fine: bool) -> None:
    assert (check_address(address) is None) is fine


@pytest.mark.parametrize(
    "address", ["i.petrov@example.ru", "почта@пример.рф", "a+b_c@mail.example.com", "o'neil@example.co.uk"]
)
def test_right_addresses_pass(address: str) -> None:
    assert check_email(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "example.ru",
        "a@b",
        "a@@example.ru",
        "a b@example.ru",
        ".a@example.ru",
        "a..b@example.ru",
        "a@-b.ru",
        "a@b..ru",
        "@b.ru",
    ],
)
def test_wrong_addresses_are_named(address: str) -> None:
    assert check_email(address) is not None


def test_a_russian_letter_among_latin_ones_is_named() -> None:
    assert "смешаны" in str(check_email("оlga@example.ru"))
    assert "смешаны" in str(check_email("olga@exаmple.ru"))


@pytest.mark.parametrize("phone", ["+7 900 000-00-12", "8 (900) 000-00-12", "84950000012", "+7 495 000-00-12 доб. 3"])
def test_right_numbers_pass(phone: str) -> None:
    assert check_phone(phone) is None


@pytest.mark.parametrize("phone", ["12345", "позвоните мне", "+7 900 000-00-123456", "+7 100 000-00-12"])
def test_wrong_numbers_are_named(phone: str) -> None:
    assert check_phone(phone) is not None


@pytest.mark.parametrize(
    ("check", "wrong"),
    [
        (check_inn, "1"),
        (check_inn, "9999000000"),
        (check_ogrn, "1"),
        (check_kpp, "1"),
        (check_address, "Ярославль"),
        (check_email, "a"),
        (check_phone, "1"),
    ],
)
def test_warnings_speak_both_languages(check: Callable[[str], str | None], wrong: str) -> None:
    try:
        set_language("en")
        english = str(check(wrong))
        set_language("ru")
        assert check(wrong) == catalogue()[english]
    finally:
        set_language("ru")
