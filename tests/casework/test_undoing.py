"""What was done in a case is taken back whole, as an act of its own, while nothing rests on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otklik.casework import (
    answering,
    calendars,
    closing,
    dispatching,
    duties,
    extending,
    identity,
    lists,
    postponing,
    registering,
    retention,
    undoing,
)
from otklik.casework.desk import Desk
from otklik.casework.registering import NewFile
from otklik.casework.views import CaseView
from otklik.law.kinds import Kind
from otklik.register.former import KEPT
from otklik.register.records import AttachmentRole, CaseStatus
from otklik.system.errors import UserError
from tests.casework.test_acts import new_case

RECEIVED = date(2026, 11, 12)
KINDS = (Kind.ACCESS, Kind.CONSENT_WITHDRAWAL)

Act = Callable[[Desk, int], object]


def shown(desk: Desk, case_id: int) -> CaseView:
    """Return all that is shown of a case, its journal and its drafts' hours left out."""
    return replace(lists.case_view(desk, case_id), journal=(), undoable=None)


def without_ids(view: CaseView) -> tuple[object, ...]:
    """Return the case and its duties; one that comes back by a new count has a new row."""
    return view.case, [replace(row, duty=replace(row.duty, id=0)) for row in view.duties], view.letters


def sentences(desk: Desk, case_id: int) -> list[str]:
    return [line.sentence for line in lists.case_view(desk, case_id).journal]


def tick(desk: Desk, case_id: int, place: int = 0) -> None:
    records = desk.register.duties.of_case(case_id)
    duties.fulfil(desk, case_id, records[place % len(records)].id)


def open_again(desk: Desk, case_id: int, place: int = 0) -> None:
    records = desk.register.duties.of_case(case_id)
    duties.reopen(desk, case_id, records[place % len(records)].id, "отмечено по ошибке")


def send(desk: Desk, case_id: int, place: int = 0) -> None:
    letters = [one for one in desk.register.letters.of_case(case_id) if one.number] or [None]
    if (letter := letters[place % len(letters)]) is not None:
        dispatching.dispatch(desk, letter.id, "письмом")


ACTS: dict[str, Callable[[Desk, int, int], object]] = {
    "identity": lambda d, c, n: identity.confirm_identity(d, c, "паспорт", RECEIVED + timedelta(n)),
    "tick": tick,
    "again": open_again,
    "send": send,
    "close": lambda d, c, n: closing.close_case(d, c, f"исход {n}"),
    "annul": lambda d, c, _n: closing.annul_case(d, c, "заведено по ошибке"),
    "postpone": lambda d, c, _n: postponing.postpone_destruction(d, c, "архив"),
    "resume": lambda d, c, _n: postponing.resume_destruction(d, c, "передумали"),
    "date": lambda d, c, n: registering.answer_question(d, c, received_on=RECEIVED - timedelta(n)),
    "kinds": lambda d, c, n: registering.answer_question(d, c, kinds=(KINDS[n % 2], Kind.ERASURE)[: 1 + n % 3]),
    "late": lambda d, c, n: registering.answer_question(d, c, late_reason=f"причина {n}"),
    "hold": lambda d, c, n: retention.hold(d, c, date(2027, 1, 1) + timedelta(n), "спор в суде"),
    "release": lambda d, c, _n: retention.release(d, c),
    "extend": lambda d, c, n: extending.extend(d, c, "данные в архиве", 1 + n),
}
NOT_UNDONE = {"extend"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 4)), min_size=1, max_size=8))
def test_an_act_and_its_undoing_leave_the_case_as_it_was(
    desk: Desk, operator_id: int, steps: list[tuple[str, int]]
) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, *KINDS)).case_id
    for name, number in steps:
        before, lines = shown(desk, case_id), desk.register.journal.count()
        try:
            ACTS[name](desk, case_id, number)
        except UserError:
            continue
        after, undoable = shown(desk, case_id), undoing.last_undoable(desk, case_id)
        if name in NOT_UNDONE or desk.register.journal.count() == lines or undoable is None:
            assert name in NOT_UNDONE or after == before
            continue
        changes = undoing.undo(desk, undoable)
        assert case_id in changes.cases
        assert shown(desk, case_id) == before
        ACTS[name](desk, case_id, number)
        assert without_ids(shown(desk, case_id)) == without_ids(after), "what was undone can be done again"
    assert desk.register.journal.verify().whole


def undone_all(desk: Desk, case_id: int) -> int:
    number = 0
    while undoing.last_undoable(desk, case_id) is not None:
        undoing.undo_last(desk, case_id)
        number += 1
    return number


def test_acts_are_undone_one_after_the_other_and_the_journal_tells_of_each(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    before = shown(desk, case_id)
    identity.confirm_identity(desk, case_id, "предъявлен паспорт")
    tick(desk, case_id)
    closing.close_case(desk, case_id, "дан ответ")
    assert undone_all(desk, case_id) == 3
    assert shown(desk, case_id) == before
    told = sentences(desk, case_id)
    assert told[:2] == ["Отменено: личность подтверждена: предъявлен паспорт", told[1]]
    assert told[1].startswith("Отменено: выполнено: ")
    assert told[2] == "Отменено: обращение закрыто"
    assert "Личность подтверждена: предъявлен паспорт" in told, "what was done stays in the journal"
    with pytest.raises(UserError, match="отменять нечего"):
        undoing.undo_last(desk, case_id)


@pytest.mark.parametrize(
    "answers",
    [{"kinds": (Kind.ERASURE,)}, {"received_on": RECEIVED - timedelta(1)}, {"late_reason": "спам"}],
)
def test_undoing_a_correction_is_told_as_the_correction_was(
    desk: Desk, operator_id: int, answers: dict[str, Any]
) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    registering.answer_question(desk, case_id, **answers)
    amended = next(told for told in sentences(desk, case_id) if told.startswith("Уточнено"))
    undoing.undo_last(desk, case_id)
    assert sentences(desk, case_id)[0] == f"Отменено: {amended[:1].lower()}{amended[1:]}"


def test_a_case_can_be_undone_by_another_run_of_the_program(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    before = shown(desk, case_id)
    tick(desk, case_id)
    path, key = desk.register.path, desk.register.key
    desk.register.close()
    desk.register = type(desk.register).open(path, key)
    undoing.undo_last(desk, case_id)
    assert shown(desk, case_id) == before


def test_what_something_rests_on_stays_and_the_sentence_names_it(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    tick(desk, case_id)
    undoable = undoing.last_undoable(desk, case_id)
    assert undoable is not None
    answering.draft_letter(desk, case_id, "details_request")
    after = shown(desk, case_id)
    assert undoing.last_undoable(desk, case_id) is None
    for undo in (lambda: undoing.undo(desk, undoable), lambda: undoing.undo_last(desk, case_id)):
        with pytest.raises(UserError, match="потом сделано другое — Подготовлен черновик"):
            undo()
    assert shown(desk, case_id) == after


def test_a_file_kept_since_is_in_nobodys_way(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    tick(desk, case_id)
    registering.add_file(desk, case_id, NewFile("ответ.txt", "text/plain", b"1", AttachmentRole.ATTACHMENT))
    undoing.undo_last(desk, case_id)
    assert all(record.done_on is None for record in desk.register.duties.of_case(case_id))
    assert len(desk.register.attachments.of_case(case_id)) == 1


def test_a_dispatch_marked_by_mistake_is_taken_back_with_all_it_closed(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    extended = extending.extend(desk, case_id, "данные в архиве")
    before = shown(desk, case_id)
    dispatching.dispatch(desk, extended.letter_id, "письмом")
    assert shown(desk, case_id).main_duty != before.main_duty
    changes, told = undoing.undo_last(desk, case_id)
    assert changes.letters == {extended.letter_id}
    assert "ушло" in told.sentence or "отправлено" in told.sentence.lower()
    assert shown(desk, case_id) == before
    assert undoing.last_undoable(desk, case_id) is None, "the notice itself, issued and numbered, stays"
    assert desk.register.letters.get(extended.letter_id).number


def test_what_the_post_gave_a_receipt_for_has_left(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    extended = extending.extend(desk, case_id, "данные в архиве")
    receipt = NewFile("чек.pdf", "application/pdf", b"%PDF-1.4\nstartxref\n0\n%%EOF")
    dispatching.dispatch(desk, extended.letter_id, "письмом", receipts=(receipt,))
    assert undoing.last_undoable(desk, case_id) is None


def test_a_case_opened_again_under_another_calendar_is_counted_by_it(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    tick(desk, case_id)
    closing.close_case(desk, case_id, "дан ответ")
    calendars.add_regional_day(desk, date(2026, 11, 25), "День города")
    undoing.undo_last(desk, case_id)
    fresh = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    assert shown(desk, case_id).case.policy_due_on == shown(desk, fresh).case.policy_due_on
    with pytest.raises(UserError, match="Отменить это уже нельзя"):
        undoing.undo_last(desk, case_id)


def test_anonymising_leaves_nothing_to_undo(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    identity.confirm_identity(desk, case_id, "слово в кавычках")
    closing.annul_case(desk, case_id, "заведено по ошибке")
    other = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    tick(desk, other)
    desk.register.erasing.anonymise_case(case_id, date(2026, 11, 21))
    assert [state.case_id for state in desk.register.former.all()] == [other]
    assert undoing.last_undoable(desk, case_id) is None


def test_only_the_newest_acts_are_kept(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    for day in range(KEPT + 3):
        retention.hold(desk, case_id, date(2027, 1, 1) + timedelta(day), "спор в суде")
    assert len(desk.register.former.all()) == KEPT
    assert undone_all(desk, case_id) == KEPT
    assert lists.case_view(desk, case_id).case.status is CaseStatus.OPEN
