"""Letters as acts: issue, dispatch, extend, annul."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime

import pytest

from otklik.casework import (
    answering,
    dispatching,
    duties,
    extending,
    identity,
    lists,
    profiles,
    registering,
    suggesting,
)
from otklik.casework.desk import Desk
from otklik.law.kinds import Kind
from otklik.register.records import LetterState, OperatorForm
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError

from .test_acts import new_case


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    """A request for information received on 12 November."""
    return registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id


def test_the_answer_is_issued_kept_and_closes_its_duty_when_it_leaves(desk: Desk, case_id: int) -> None:
    drafted = answering.draft_letter(desk, case_id, "access_answer")
    issued = answering.issue(desk, drafted.letter_id)
    pdf = answering.letter_pdf(desk, drafted.letter_id)
    assert issued.number == "1/ПДн"
    assert hashlib.sha256(pdf).hexdigest() == issued.sha256
    assert pdf.startswith(b"%PDF-1.4")
    assert lists.case_view(desk, case_id).main_duty is not None
    dispatching.dispatch(desk, drafted.letter_id, "заказным письмом", tracking="10100000000009")
    view = lists.case_view(desk, case_id)
    assert view.main_duty is None
    assert any("ст. 194" in line.sentence for line in view.journal)
    assert desk.register.journal.verify().whole


def test_an_empty_profile_is_named_and_nothing_is_issued(desk: Desk, operator_id: int) -> None:
    operator = replace(profiles.operators(desk)[0], name="", form=None, purposes=())
    profiles.save_operator(desk, operator)
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    drafted = answering.draft_letter(desk, case_id, "access_answer")
    with pytest.raises(UserError, match="наименование оператора") as caught:
        answering.issue(desk, drafted.letter_id)
    assert "цели" in str(caught.value)
    assert answering.open_letter(desk, drafted.letter_id).letter.state is LetterState.DRAFT
    profiles.save_operator(
        desk,
        replace(operator, name="Ветров Арсений Павлович", form=OperatorForm.SOLE_PROPRIETOR, purposes=("договор",)),
    )
    assert answering.issue(desk, drafted.letter_id).number == "1/ПДн"


def test_what_drafts_miss_is_listed(desk: Desk, operator_id: int, case_id: int) -> None:
    profiles.save_operator(desk, replace(profiles.operators(desk)[0], purposes=()))
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    assert lists.draft_gaps(desk) == {letter_id: ("цели обработки",)}


def test_typing_leaves_what_stands_behind_a_letter(desk: Desk, operator_id: int, case_id: int) -> None:
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    ground = answering.read_ground(desk, letter_id)
    assert ground is not None
    answering.save_draft(desk, letter_id, "О данных", "Сообщаю: {{ оператор.адрес }}.")
    assert answering.read_ground(desk, letter_id) == ground
    profiles.save_operator(desk, replace(profiles.operators(desk)[0], address="г. Псков, ул. Новая, д. 1"))
    moved = answering.read_ground(desk, letter_id)
    assert moved is not None
    assert moved != ground
    body = answering.open_letter(desk, letter_id).letter.body
    assert answering.put_together(moved, "О данных", body) == answering.prepare(desk, letter_id, "О данных", body)
    answering.discard_draft(desk, letter_id)
    assert answering.read_ground(desk, letter_id) is None
    with pytest.raises(UserError, match="удалили"):
        answering.open_letter(desk, letter_id)
    with pytest.raises(UserError, match="удалили"):
        answering.save_draft(desk, letter_id, "О данных", body)


def test_an_issued_letter_never_changes(desk: Desk, case_id: int) -> None:
    drafted = answering.draft_letter(desk, case_id, "access_answer")
    answering.issue(desk, drafted.letter_id)
    with pytest.raises(UserError, match="больше не меняется"):
        answering.save_draft(desk, drafted.letter_id, "О", "иное")
    with pytest.raises(UserError, match="больше не меняется"):
        answering.issue(desk, drafted.letter_id)


def test_numbers_have_no_gaps_and_an_annulled_one_stays_used(desk: Desk, case_id: int) -> None:
    first = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.issue(desk, first)
    answering.annul_letter(desk, first, "опечатка")
    discarded = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.discard_draft(desk, discarded)
    second = answering.draft_letter(desk, case_id, "access_answer").letter_id
    assert answering.issue(desk, second).number == "2/ПДн"


def test_extension_is_one_act_with_its_notice(desk: Desk, case_id: int) -> None:
    done = extending.extend(desk, case_id, "сведения собираются из трёх баз")
    view = lists.case_view(desk, case_id)
    assert done.until == date(2026, 12, 3)
    assert view.letters[-1].number == done.number
    assert not view.can_extend
    with pytest.raises(UserError, match="один раз"):
        extending.extend(desk, case_id, "ещё раз")


def test_the_new_day_rules_only_when_the_notice_was_sent(desk: Desk, case_id: int) -> None:
    """152-ФЗ ст. 14 ч. 3: the term may be extended where the notice is sent."""
    done = extending.extend(desk, case_id, "сведения собираются из трёх баз")
    before = lists.case_view(desk, case_id)
    assert before.case.due_on == date(2026, 11, 26)
    assert before.notice_waiting is not None
    assert before.notice_waiting.number == done.number
    dispatching.dispatch(desk, done.letter_id, "электронной почтой")
    after = lists.case_view(desk, case_id)
    assert after.case.due_on == date(2026, 12, 3)
    assert after.notice_waiting is None


def test_a_notice_sent_after_the_end_extends_nothing(desk: Desk, case_id: int, clock: FixedClock) -> None:
    done = extending.extend(desk, case_id, "сведения собираются из трёх баз")
    clock.moment = datetime(2026, 11, 27, 9, 0, tzinfo=clock.moment.tzinfo)
    dispatching.dispatch(desk, done.letter_id, "электронной почтой")
    view = lists.case_view(desk, case_id)
    assert view.case.due_on == date(2026, 11, 26)
    assert any("не продлено" in line.sentence for line in view.journal)


def test_a_letter_leaves_once(desk: Desk, case_id: int) -> None:
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.issue(desk, letter_id)
    dispatching.dispatch(desk, letter_id, "лично")
    with pytest.raises(UserError, match="уже отправлено"):
        dispatching.dispatch(desk, letter_id, "лично")


def test_the_policy_term_ends_with_the_last_duty_of_the_law(desk: Desk, operator_id: int) -> None:
    both = registering.register_case(desk, new_case(operator_id, Kind.CLAIM, Kind.ACCESS)).case_id
    own = {name: "1" for name, _label in answering.own_fields("claim_partial")}
    letter_id = answering.draft_letter(desk, both, "claim_partial", own).letter_id
    answering.issue(desk, letter_id)
    dispatching.dispatch(desk, letter_id, "лично")
    policy = next(row.duty for row in lists.case_view(desk, both).duties if row.duty.duty == "policy_term")
    assert policy.done_on is None
    with pytest.raises(UserError, match="закройте обращение"):
        duties.fulfil(desk, both, policy.id)


def test_annulling_the_notice_takes_the_extension_back(desk: Desk, case_id: int) -> None:
    done = extending.extend(desk, case_id, "сведения собираются из трёх баз", 2)
    assert done.until == date(2026, 11, 30)
    dispatching.dispatch(desk, done.letter_id, "лично")
    assert lists.case_view(desk, case_id).case.due_on == date(2026, 11, 30)
    answering.annul_letter(desk, done.letter_id, "передумали")
    view = lists.case_view(desk, case_id)
    assert view.case.due_on == date(2026, 11, 26)
    assert view.can_extend


@pytest.mark.parametrize(("reason", "sentence"), [("", "причину"), ("  ", "причину")])
def test_an_extension_needs_a_reason(desk: Desk, case_id: int, reason: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        extending.extend(desk, case_id, reason)
    assert lists.case_view(desk, case_id).letters == ()


def test_the_law_allows_no_extension_of_a_withdrawal(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.CONSENT_WITHDRAWAL)).case_id
    with pytest.raises(UserError, match="не даёт продлить"):
        extending.extend(desk, case_id, "очень нужно")


def test_an_extension_after_the_end_is_refused(desk: Desk, case_id: int, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 11, 27, 9, 0, tzinfo=clock.moment.tzinfo)
    with pytest.raises(UserError, match="Срок истёк"):
        extending.extend(desk, case_id, "не успели")


def test_an_extension_without_profile_changes_nothing(desk: Desk, operator_id: int, case_id: int) -> None:
    profiles.save_operator(desk, replace(profiles.operators(desk)[0], name=""))
    with pytest.raises(UserError, match="Не заполнено"):
        extending.extend(desk, case_id, "сведения собираются")
    view = lists.case_view(desk, case_id)
    assert view.letters == ()
    assert view.case.due_on == date(2026, 11, 26)


def test_templates_that_answer_the_demand_come_first(desk: Desk, case_id: int) -> None:
    identity.confirm_identity(desk, case_id, "предъявлен паспорт")
    choices = suggesting.suggest_templates(desk, case_id)
    assert choices[0].id == "access_answer"
    assert [choice.suited for choice in choices] == sorted((choice.suited for choice in choices), reverse=True)


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2026, 11, 22)])
def test_a_letter_cannot_leave_before_its_date_or_in_the_future(desk: Desk, case_id: int, on: date) -> None:
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    with pytest.raises(UserError, match="выпущенное"):
        dispatching.dispatch(desk, letter_id, "лично")
    answering.issue(desk, letter_id)
    with pytest.raises(UserError, match="Проверьте дату"):
        dispatching.dispatch(desk, letter_id, "лично", on)
