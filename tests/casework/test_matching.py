"""Who a writer may be: hints by address, number and name, and what he was answered."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.casework import answering, closing, dispatching, registering
from otklik.casework.desk import Desk
from otklik.casework.matching import MOST_SHOWN, Reason, Sought, known_people, same_name
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Representative, Subject

WHOLE = "Ёлкин Пётр Ильич"


def register(desk: Desk, operator_id: int, subject: Subject, representative: Representative | None = None) -> int:
    return registering.register_case(
        desk,
        registering.NewCase(
            operator_id=operator_id,
            kinds=(Kind.ACCESS,),
            channel=Channel.LETTER,
            received_on=date(2026, 11, 10),
            subject=subject,
            representative=representative,
        ),
    ).case_id


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ("елкин петр ильич", Reason.NAME),
        ("Пётр Ильич Ёлкин", Reason.NAME),
        ("Ёлкин П. И.", Reason.SIMILAR_NAME),
        ("П.И. Ёлкин", Reason.SIMILAR_NAME),
        ("Ёлкин Пётр", Reason.SIMILAR_NAME),
        ("Ёлкин П. К.", None),
        ("Ёлкина П. И.", None),
        ("Ёлкин", None),
        ("Палкин Пётр Ильич", None),
        ("Е. П. И.", None),
        ("", None),
    ],
)
def test_spellings_of_one_name(other: str, reason: Reason | None) -> None:
    assert same_name(WHOLE, other) is reason
    assert same_name(other, WHOLE) is reason


@given(st.text(max_size=40), st.text(max_size=40))
def test_names_are_compared_both_ways_alike(one: str, other: str) -> None:
    assert same_name(one, other) is same_name(other, one)


def test_the_surest_comes_first_with_all_that_speaks_for_it(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, Subject(full_name="Ёлкин Павел Игоревич", phone="8 495 000-00-19"))
    register(desk, operator_id, Subject(full_name=WHOLE, email="elkin@example.ru", phone="8 495 000-00-13"))
    found = known_people(desk, Sought("Елкин П. И.", "ELKIN@example.ru", "+7 (495) 000-00-13"))
    assert [one.subject.full_name for one in found] == [WHOLE, "Ёлкин Павел Игоревич"]
    assert found[0].reasons == (Reason.EMAIL, Reason.PHONE, Reason.SIMILAR_NAME)
    assert found[1].reasons == (Reason.SIMILAR_NAME,)
    assert known_people(desk, Sought()) == ()
    assert known_people(desk, Sought("Ветров Олег Ильич", "other@example.ru", "8 495 000-00-14")) == ()


def test_what_somebody_was_answered_is_told(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Subject(full_name=WHOLE, address="190000, г. Псков, ул. Ясная, д. 2"))
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    number = answering.issue(desk, letter_id).number
    dispatching.dispatch(desk, letter_id, "лично")
    closing.close_case(desk, case_id, "сведения даны")
    (known,) = known_people(desk, Sought(WHOLE))
    (earlier,) = known.earlier
    assert (known.cases, earlier.number, earlier.outcome) == (1, 1, "сведения даны")
    assert [(found, day) for found, day, _heading in earlier.answers] == [(number, date(2026, 11, 21))]


def test_a_representative_leads_to_those_he_wrote_for(desk: Desk, operator_id: int) -> None:
    by = Representative(full_name="Юрьев Олег Ильич", email="lawyer@example.ru")
    register(desk, operator_id, Subject(full_name=WHOLE), by)
    (known,) = known_people(desk, Sought("Другой Человек Иванович", "lawyer@example.ru"))
    assert (known.subject.full_name, known.reasons) == (WHOLE, (Reason.REPRESENTATIVE,))


def test_of_many_namesakes_only_some_are_named(desk: Desk, operator_id: int) -> None:
    for number in range(MOST_SHOWN + 3):
        register(desk, operator_id, Subject(full_name=WHOLE, email=f"e{number}@example.ru"))
    assert len(known_people(desk, Sought(WHOLE))) == MOST_SHOWN


def test_namesakes_are_never_merged_by_themselves(desk: Desk, operator_id: int) -> None:
    for _ in range(2):
        register(desk, operator_id, Subject(full_name=WHOLE))
    for _ in range(2):
        register(desk, operator_id, Subject(full_name=WHOLE, email="elkin@example.ru"))
    found = known_people(desk, Sought(WHOLE))
    assert [one.cases for one in found] == [1, 1, 1, 1]
    register(desk, operator_id, found[0].subject)
    assert max(one.cases for one in known_people(desk, Sought(WHOLE))) == 2


def test_the_address_of_a_representative_leads_to_those_he_wrote_for_and_not_to_himself(
    desk: Desk, operator_id: int
) -> None:
    lawyer = Representative(full_name="Юрьев Олег Ильич", authority="доверенность", email="yuriev@example.ru")
    register(desk, operator_id, Subject(full_name=WHOLE), lawyer)
    register(desk, operator_id, Subject(full_name="Юрьев Олег Ильич", email="yuriev@example.ru"))
    found = known_people(desk, Sought("", by_email="yuriev@example.ru"))
    assert [(one.subject.full_name, one.reasons) for one in found] == [(WHOLE, (Reason.REPRESENTATIVE,))]
