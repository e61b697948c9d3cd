"""A letter made for other demands closes nothing by itself, and says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from otklik.casework import answering, dispatching, duties, extending, linking, lists, proving, registering
from otklik.casework.desk import Desk
from otklik.law.kinds import Claimant, ClaimMatter, Kind

from .test_acts import new_case


@pytest.fixture
def access(desk: Desk, operator_id: int) -> int:
    return registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id


def send(desk: Desk, case_id: int, template: str, *, both: bool = False) -> int:
    given = {name: "500" if "сумма" in name else "сказано" for name, _label in answering.own_fields(template)}
    letter_id = answering.draft_letter(desk, case_id, template, given).letter_id
    if both:
        linking.answer_for_linked(desk, letter_id, both=True)
    answering.issue(desk, letter_id)
    dispatching.dispatch(desk, letter_id, "заказным письмом")
    return letter_id


def owed(desk: Desk, case_id: int) -> set[str]:
    return {record.duty for record in desk.register.duties.of_case(case_id) if record.done_on is None}


@pytest.mark.parametrize("template", ["claim_refused", "claim_not_ours", "erasure_done", "plain_answer"])
def test_it_closes_nothing_and_says_so(desk: Desk, access: int, template: str) -> None:
    before = owed(desk, access)
    letter_id = send(desk, access, template)
    assert owed(desk, access) == before
    remark = proving.proof_of(desk, letter_id).remark
    assert "ничего не закрыло" in remark
    assert "галочкой" in remark
    for record in desk.register.duties.of_case(access):
        if record.duty != "policy_term":
            duties.fulfil(desk, access, record.id)
    assert proving.proof_of(desk, letter_id).remark == ""


def test_a_letter_made_for_the_demand_closes_it_and_says_nothing_more(desk: Desk, access: int) -> None:
    letter_id = send(desk, access, "refusal")
    assert owed(desk, access) == set()
    assert proving.proof_of(desk, letter_id).remark == ""


def test_nothing_is_said_before_it_left_or_once_it_is_void(desk: Desk, access: int) -> None:
    given = {name: "сказано" for name, _label in answering.own_fields("marketing_done")}
    letter_id = answering.draft_letter(desk, access, "marketing_done", given).letter_id
    answering.issue(desk, letter_id)
    assert proving.proof_of(desk, letter_id).remark == ""
    dispatching.dispatch(desk, letter_id, "лично")
    assert proving.proof_of(desk, letter_id).remark
    answering.annul_letter(desk, letter_id, "отправлено не то")
    assert proving.proof_of(desk, letter_id).remark == ""


def test_a_notice_of_extension_still_makes_its_day_rule(desk: Desk, access: int) -> None:
    done = extending.extend(desk, access, "сведения собираются из трёх баз")
    dispatching.dispatch(desk, done.letter_id, "лично")
    assert lists.case_view(desk, access).case.due_on == done.until
    assert proving.proof_of(desk, done.letter_id).remark == ""


def test_what_fits_neither_of_two_linked_cases_closes_nothing_in_both(desk: Desk, operator_id: int) -> None:
    claim = new_case(operator_id, Kind.CLAIM, Kind.ERASURE)
    new = replace(claim, claimant=Claimant.CONSUMER, claim_matter=ClaimMatter.MONEY)
    case_id = registering.register_case(desk, new).case_id
    linked = linking.split_case(desk, case_id, (Kind.ERASURE,)).case_id
    before = owed(desk, case_id) | owed(desk, linked)
    letter_id = send(desk, case_id, "marketing_done", both=True)
    assert owed(desk, case_id) | owed(desk, linked) == before
    assert proving.proof_of(desk, letter_id).remark
