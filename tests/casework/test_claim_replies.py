"""Replies to claims and letters to Roskomnadzor as acts: what each closes, and what stays owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from otklik.casework import answering, dispatching, extending, lists, registering, suggesting
from otklik.casework.desk import Desk
from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.register.records import Subject
from otklik.system.errors import UserError

from .test_acts import new_case

RKN = Subject(full_name="Управление Роскомнадзора по Тихореченской области", organisation=True, address="г. Саратов")
SUMS = {"сумма": "4800"}


@pytest.fixture
def claim(desk: Desk, operator_id: int) -> int:
    """A consumer's money claim received on 12 November."""
    new = new_case(operator_id, Kind.CLAIM, claimant=Claimant.CONSUMER, claim_matter=ClaimMatter.MONEY)
    return registering.register_case(desk, new).case_id


@pytest.fixture
def inquiry(desk: Desk, operator_id: int) -> int:
    """An inquiry of Roskomnadzor received on 12 November."""
    new = new_case(operator_id, Kind.RKN_INQUIRY, alleges_unlawful=False, incoming_number="99-3/0417")
    return registering.register_case(desk, replace(new, subject=RKN)).case_id


def _send(desk: Desk, case_id: int, template: str) -> str:
    given = {name: SUMS.get(name, "сказано") for name, _label in answering.own_fields(template)}
    letter_id = answering.draft_letter(desk, case_id, template, given).letter_id
    number = answering.issue(desk, letter_id).number
    dispatching.dispatch(desk, letter_id, "заказным письмом")
    return number


def _owed(desk: Desk, case_id: int) -> set[str]:
    return {row.duty.duty for row in lists.case_view(desk, case_id).duties if row.duty.done_on is None}


@pytest.mark.parametrize("template", ["claim_satisfied", "claim_partial", "claim_refused", "claim_not_ours"])
def test_a_reply_ends_the_term_of_the_law_and_of_the_policy(desk: Desk, claim: int, template: str) -> None:
    assert _owed(desk, claim) == {"answer_consumer_claim", "policy_term"}
    assert _send(desk, claim, template) == "1/П"
    assert _owed(desk, claim) == set()


@pytest.mark.parametrize("template", ["claim_documents", "claim_offer"])
def test_a_question_and_an_offer_leave_the_answer_owed(desk: Desk, claim: int, template: str) -> None:
    _send(desk, claim, template)
    assert _owed(desk, claim) == {"answer_consumer_claim", "policy_term"}
    _send(desk, claim, "claim_refused")
    assert _owed(desk, claim) == set()


def test_the_day_of_the_answer_stands_in_the_question(desk: Desk, claim: int) -> None:
    letter_id = answering.draft_letter(desk, claim, "claim_documents").letter_id
    assert "не позднее 23 ноября 2026 г." in answering.open_letter(desk, letter_id).letter.body


def test_the_day_the_writer_names_is_not_promised(desk: Desk, claim: int) -> None:
    received = desk.register.cases.get(claim).received_on
    registering.answer_question(desk, claim, named_on=received + timedelta(days=1))
    letter_id = answering.draft_letter(desk, claim, "claim_documents").letter_id
    assert "не позднее 23 ноября 2026 г." in answering.open_letter(desk, letter_id).letter.body


def test_what_is_no_sum_leaves_no_draft(desk: Desk, claim: int) -> None:
    with pytest.raises(UserError, match="не сумма"):
        answering.draft_letter(desk, claim, "claim_satisfied", {"сумма": "много"})
    assert lists.case_view(desk, claim).letters == ()


def test_replies_are_offered_to_claims_best_first_and_to_nothing_else(desk: Desk, claim: int, inquiry: int) -> None:
    offered = [choice.id for choice in suggesting.suggest_templates(desk, claim) if choice.suited]
    assert offered == [
        *("claim_satisfied", "claim_partial", "claim_not_ours"),
        *("claim_documents", "claim_offer", "claim_refused"),
    ]
    offered = [choice.id for choice in suggesting.suggest_templates(desk, inquiry) if choice.suited]
    assert offered[0] == "rkn_answer"
    assert "extension_notice_rkn" in offered
    assert not any(name.startswith("claim_") or name == "extension_notice" for name in offered)


def test_roskomnadzor_is_told_of_an_extension_by_its_own_letter(desk: Desk, inquiry: int) -> None:
    done = extending.extend(desk, inquiry, "документы запрошены у исполнителя")
    letter = answering.open_letter(desk, done.letter_id).letter
    assert letter.template == "extension_notice_rkn"
    assert letter.heading == "О продлении срока представления информации"
    assert "части 4 статьи 20" in letter.body
    assert lists.case_view(desk, inquiry).case.due_on == date(2026, 11, 26)  # until it is sent
    dispatching.dispatch(desk, done.letter_id, "через портал Роскомнадзора")
    view = lists.case_view(desk, inquiry)
    assert view.case.due_on == date(2026, 12, 3)
    answering.annul_letter(desk, done.letter_id, "передумали")
    assert lists.case_view(desk, inquiry).case.due_on == date(2026, 11, 26)


def test_a_person_is_told_by_the_other_one(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    done = extending.extend(desk, case_id, "сведения собираются")
    assert answering.open_letter(desk, done.letter_id).letter.template == "extension_notice"


def test_an_extension_outlives_a_recount(desk: Desk, inquiry: int) -> None:
    done = extending.extend(desk, inquiry, "документы запрошены у исполнителя")
    dispatching.dispatch(desk, done.letter_id, "через портал Роскомнадзора")
    registering.recount(desk, desk.register.cases.get(inquiry))
    assert lists.case_view(desk, inquiry).case.due_on == date(2026, 12, 3)


def test_the_answer_to_roskomnadzor_closes_its_duty(desk: Desk, inquiry: int) -> None:
    assert "answer_rkn" in _owed(desk, inquiry)
    assert _send(desk, inquiry, "rkn_answer") == "1/ПДн"
    assert "answer_rkn" not in _owed(desk, inquiry)
