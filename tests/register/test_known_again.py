"""By what people and letters are known again, and the policy a profile was read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.law.terms import Term, Unit
from otklik.register.records import AttachmentRole, Case, Operator, PolicyText, Representative
from otklik.register.search import digits, phone_key
from otklik.register.store import Register

NewCase = Callable[..., Case]


@pytest.mark.parametrize(
    "typed",
    [
        "+7 495 000-00-13",
        "8 (495) 000-00-13",
        "7-495-000-00-13",
        "495 000 00 13",
        "8 495 000-00-13, доб. 2",
        "84950000013; 8 495 1",
    ],
)
def test_one_number_in_many_spellings_has_one_key(typed: str) -> None:
    assert phone_key(typed) == "74950000013"


@pytest.mark.parametrize("typed", ["", "12-34", "нет", "доб. 5"])
def test_what_is_no_number_has_no_key(typed: str) -> None:
    assert phone_key(typed) == ""


@given(st.text(max_size=60))
def test_any_text_has_a_key_of_its_own_digits_or_none(typed: str) -> None:
    key = phone_key(typed)
    assert key == "" or (len(key) >= 7 and digits(key) == key)


def test_people_are_found_by_address_number_and_first_word(register: Register, new_case: NewCase) -> None:
    new_case("Ёлкин Пётр Ильич", email="Elkin@Primer.example", phone="8 495 000-00-13")
    new_case("Елкина Анна Ильинична", email="", phone="")
    subjects = register.subjects
    assert [one.full_name for one in subjects.by_email(" elkin@primer.EXAMPLE")] == ["Ёлкин Пётр Ильич"]
    assert [one.full_name for one in subjects.by_phone("74950000013")] == ["Ёлкин Пётр Ильич"]
    assert [one.full_name for one in subjects.by_first_word("ЕЛКИН")] == ["Ёлкин Пётр Ильич"]
    assert subjects.by_email("") == subjects.by_phone("") == subjects.by_first_word("") == ()
    changed = replace(subjects.by_phone("74950000013")[0], phone="+7 495 000-00-14")
    subjects.save(changed)
    assert subjects.by_phone("74950000013") == ()
    assert subjects.by_phone("74950000014") == (changed,)


def test_a_representative_is_found_by_what_he_left(register: Register) -> None:
    stored = register.representatives.add(
        Representative(full_name="Юрьев Олег Ильич", email="a@primer.example", phone="8 495 000-00-15")
    )
    register.representatives.add(Representative(full_name="Никто Без Адреса"))
    assert register.representatives.reached_by("A@primer.example", "") == (stored,)
    assert register.representatives.reached_by("", "74950000015") == (stored,)
    assert register.representatives.reached_by("", "") == ()


def test_a_letter_is_known_again_by_mail_text_file_and_row(register: Register, new_case: NewCase) -> None:
    case = new_case(
        message_id="1@primer.example", text_key="ab", import_key="cd", claim_amount=1450050, lacks=("подпись",)
    )
    new_case()
    file = register.attachments.add(case.id, "письмо.eml", "message/rfc822", b"x", AttachmentRole.ORIGINAL)
    register.attachments.add(case.id, "копия.eml", "message/rfc822", b"y")
    assert register.cases.by_message_id("1@primer.example") == register.cases.by_text_key("ab") == (case,)
    assert register.cases.by_import_key("cd") == (case.id, case.number)
    assert register.attachments.cases_with(file.sha256) == (case.id,)
    assert register.cases.get(case.id).claim_amount == 1450050
    assert register.cases.get(case.id).lacks == ("подпись",)
    assert register.cases.by_message_id("") == register.cases.by_text_key("") == ()
    assert register.cases.by_import_key("") is None


def test_a_policy_and_its_terms_come_back(register: Register) -> None:
    operator = register.operators.add(
        Operator(name="Орехова Анна Львовна", policy_unit=Unit.CALENDAR_DAYS, request_term=Term(10, Unit.WORKING_DAYS))
    )
    assert register.operators.get(operator.id) == operator
    first = PolicyText(operator.id, "политика.txt", date(2026, 11, 20), "0" * 64, "Текст.")
    register.policies.keep(first)
    second = replace(first, text="Другой текст.")
    register.policies.keep(second)
    assert register.policies.of(operator.id) == second
    assert register.policies.of(operator.id + 1) is None
