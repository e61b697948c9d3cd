"""What is missing for the post, where it is mended, and what was chosen last."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from otklik.casework import answering, lists, mailing, post_choices, profiles, registering
from otklik.casework.desk import Desk
from otklik.casework.mailing import Mend
from otklik.casework.post_choices import PostChoices
from otklik.law.kinds import Kind
from otklik.letters.post.forms import EnvelopeSize
from otklik.register.records import Representative
from otklik.system.errors import UserError

from .test_acts import new_case

ADDRESS = "190000, г. Псков, ул. Ясная, д. 2"


def draft(desk: Desk, operator_id: int, representative: Representative | None = None) -> tuple[int, int]:
    """Begin an answer and return its id and that of its case."""
    new = replace(new_case(operator_id, Kind.ACCESS), representative=representative)
    case_id = registering.register_case(desk, new).case_id
    return answering.draft_letter(desk, case_id, "access_answer").letter_id, case_id


def mends(desk: Desk, letter_id: int) -> list[Mend]:
    return [gap.mend for gap in mailing.gaps_of(desk, letter_id)]


def test_every_gap_says_where_it_is_mended(desk: Desk, operator_id: int) -> None:
    letter_id, case_id = draft(desk, operator_id)
    assert mends(desk, letter_id) == []
    operator = profiles.operators(desk)[0]
    profiles.save_operator(desk, replace(operator, address="г. Тверь, ул. Тихая, д. 1"))
    subject = desk.register.subjects.get(desk.register.cases.get(case_id).subject_id)
    registering.update_subject(desk, case_id, replace(subject, address=""))
    assert mends(desk, letter_id) == [Mend.SENDER, Mend.ADDRESSEE]
    assert mailing.envelope_of(desk, letter_id, EnvelopeSize.DL).problems == tuple(
        gap.sentence for gap in mailing.gaps_of(desk, letter_id)
    )


def test_the_address_of_a_person_is_put_right(desk: Desk, operator_id: int) -> None:
    letter_id, case_id = draft(desk, operator_id)
    changes = mailing.set_post_address(desk, letter_id, f"  {ADDRESS}\n")
    assert mailing.post_address(desk, letter_id) == ADDRESS
    assert (changes.letters, bool(changes.subjects), case_id in changes.cases) == ({letter_id}, True, True)
    with pytest.raises(UserError, match="Впишите адрес"):
        mailing.set_post_address(desk, letter_id, " \n ")
    assert mailing.post_address(desk, letter_id) == ADDRESS


def test_the_address_of_a_representative_is_his_own(desk: Desk, operator_id: int) -> None:
    letter_id, case_id = draft(desk, operator_id, Representative(full_name="Громов Пётр Ильич"))
    subject = desk.register.subjects.get(desk.register.cases.get(case_id).subject_id)
    assert mends(desk, letter_id) == [Mend.ADDRESSEE]
    mailing.set_post_address(desk, letter_id, ADDRESS)
    assert mends(desk, letter_id) == []
    assert mailing.post_address(desk, letter_id) == ADDRESS
    assert desk.register.subjects.get(subject.id) == subject
    assert lists.case_view(desk, case_id).journal[0].sentence == "Изменены данные представителя"


def test_what_was_chosen_last_is_remembered_without_a_line_of_the_journal(desk: Desk) -> None:
    head = desk.register.journal.head()
    assert post_choices.choices(desk) == PostChoices()
    post_choices.remember(desk, size="C5", start=7)
    post_choices.remember_way(desk, "letter", " курьером ")
    post_choices.remember_way(desk, "email", "")
    assert post_choices.choices(desk) == PostChoices(size="C5", start=7, ways={"letter": "курьером"})
    assert desk.register.journal.head() == head


@pytest.mark.parametrize("kept", [None, [1], {"size": 5, "start": True, "unknown": "x"}])
def test_what_cannot_be_read_is_as_if_nothing_was_chosen(desk: Desk, kept: object) -> None:
    with desk.register.atomic():
        desk.register.settings.set("post_choices", kept)
    assert post_choices.choices(desk) == PostChoices()


@pytest.mark.parametrize(
    ("typed", "sum_"),
    [("", None), ("  ", None), ("100", Decimal(100)), ("1 200,50", Decimal("1200.50")), ("-1", Decimal(-1))],
)
def test_a_sum_is_read_as_people_type_it(typed: str, sum_: Decimal | None) -> None:
    assert post_choices.read_sum(typed) == sum_


@pytest.mark.parametrize("typed", ["сто", "1.234", "1e999999", "inf", "nan", "1 000 000 000", "1,2,3"])
def test_what_is_no_sum_is_told(typed: str) -> None:
    with pytest.raises(UserError, match="не сумма"):
        post_choices.read_sum(typed)
