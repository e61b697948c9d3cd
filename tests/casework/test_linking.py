"""One paper under two laws: linked cases, each with its clocks, one answer or two."""

from __future__ import annotations

from datetime import date

import pytest

from otklik.casework import answering, dispatching, duties, linking, lists, registering
from otklik.casework.desk import Desk
from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind
from otklik.register.records import CaseStatus
from otklik.system.errors import UserError

from .test_acts import new_case


@pytest.fixture
def angry(desk: Desk, operator_id: int) -> int:
    """A consumer's money claim that also demands to delete the data."""
    made = registering.register_case(
        desk,
        new_case(
            operator_id,
            Kind.CLAIM,
            Kind.ERASURE,
            received=date(2026, 11, 20),
            claimant=Claimant.CONSUMER,
            claim_matter=ClaimMatter.MONEY,
            erasure_ground=ErasureGround.NONE,
        ),
    )
    return made.case_id


def owed(desk: Desk, case_id: int) -> dict[str, date]:
    return {record.duty: record.latest for record in desk.register.duties.of_case(case_id)}


def test_claim_with_a_demand_to_delete_splits_into_linked_cases_with_their_own_clocks(desk: Desk, angry: int) -> None:
    before = owed(desk, angry)
    made = linking.split_case(desk, angry, (Kind.ERASURE,))
    claim, demand = desk.register.cases.get(angry), desk.register.cases.get(made.case_id)
    assert (claim.kinds, demand.kinds) == ((Kind.CLAIM,), (Kind.ERASURE,))
    assert demand.number == claim.number + 1
    assert owed(desk, angry) == {"answer_consumer_claim": date(2026, 11, 30), "policy_term": date(2027, 1, 12)}
    assert owed(desk, made.case_id) == {name: before[name] for name in before if name != "answer_consumer_claim"}
    assert claim.title == "Претензия"
    assert demand.title == "Требование об уничтожении данных"
    for name in ("received_on", "noticed_on", "registered_on", "subject_id", "text"):
        assert getattr(claim, name) == getattr(demand, name)


def test_linked_cases_name_each_other(desk: Desk, angry: int) -> None:
    made = linking.split_case(desk, angry, (Kind.ERASURE,))
    assert [case.id for case in lists.case_view(desk, angry).linked] == [made.case_id]
    assert [case.id for case in lists.case_view(desk, made.case_id).linked] == [angry]
    assert lists.case_view(desk, angry).journal[0].sentence == "Разделено: «удаление» ведётся как обращение № 2"
    assert "из обращения № 1" in lists.case_view(desk, made.case_id).journal[0].sentence.replace("\u00a0", " ")


def test_what_was_done_goes_with_its_demand(desk: Desk, angry: int) -> None:
    stop = next(record for record in desk.register.duties.of_case(angry) if record.duty == "stop_processing")
    duties.fulfil(desk, angry, stop.id, date(2026, 11, 20))
    made = linking.split_case(desk, angry, (Kind.ERASURE,))
    moved = {record.duty: record.done_on for record in desk.register.duties.of_case(made.case_id)}
    assert moved["stop_processing"] == date(2026, 11, 20)
    assert "stop_processing" not in owed(desk, angry)


@pytest.mark.parametrize("kinds", [(), (Kind.ACCESS,), (Kind.CLAIM, Kind.ERASURE), (Kind.ERASURE, Kind.ACCESS)])
def test_splitting_nothing_everything_or_what_is_not_there_is_refused(
    desk: Desk, angry: int, kinds: tuple[Kind, ...]
) -> None:
    with pytest.raises(UserError, match="№ 1"):
        linking.split_case(desk, angry, kinds)
    assert desk.register.cases.count() == 1


def test_one_answer_closes_both(desk: Desk, angry: int) -> None:
    made = linking.split_case(desk, angry, (Kind.ERASURE,))
    _answer(desk, angry, both=True)
    assert _open(desk, angry) == set()
    assert _open(desk, made.case_id) == {"stop_processing", "prove_destruction", "policy_term"}


def test_two_answers_close_each_its_own(desk: Desk, angry: int) -> None:
    made = linking.split_case(desk, angry, (Kind.ERASURE,))
    _answer(desk, angry, both=False)
    assert _open(desk, angry) == set()
    assert "answer_erasure" in _open(desk, made.case_id)


def test_annulled_common_answer_opens_both_again(desk: Desk, angry: int) -> None:
    made = linking.split_case(desk, angry, (Kind.ERASURE,))
    letter_id = _answer(desk, angry, both=True)
    changed = answering.annul_letter(desk, letter_id, "отправлено не то")
    assert changed.cases == {angry, made.case_id}
    assert "answer_consumer_claim" in _open(desk, angry)
    assert "answer_erasure" in _open(desk, made.case_id)


def test_letter_answers_for_others_only_where_there_are_some(desk: Desk, operator_id: int) -> None:
    alone = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    drafted = answering.draft_letter(desk, alone, "access_answer")
    with pytest.raises(UserError, match="связанного"):
        linking.answer_for_linked(desk, drafted.letter_id, both=True)


def test_issued_letter_no_longer_changes_whom_it_answers(desk: Desk, angry: int) -> None:
    linking.split_case(desk, angry, (Kind.ERASURE,))
    letter_id = _answer(desk, angry, both=False)
    with pytest.raises(UserError, match="не меняется"):
        linking.answer_for_linked(desk, letter_id, both=True)


def _answer(desk: Desk, case_id: int, *, both: bool) -> int:
    given = {name: "требование рассмотрено" for name, _label in answering.own_fields("claim_partial")}
    given |= {name: "500" for name in given if "сумма" in name}
    drafted = answering.draft_letter(desk, case_id, "claim_partial", given)
    if both:
        linking.answer_for_linked(desk, drafted.letter_id, both=True)
    answering.issue(desk, drafted.letter_id)
    dispatching.dispatch(desk, drafted.letter_id, "почта, заказное письмо")
    return drafted.letter_id


def _open(desk: Desk, case_id: int) -> set[str]:
    assert desk.register.cases.get(case_id).status is CaseStatus.OPEN
    return {record.duty for record in desk.register.duties.of_case(case_id) if record.done_on is None}
