"""The one thing to do next: each stage of a case on a real register, and what holds for any case at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from otklik.casework import answering, closing, dispatching, extending, identity, lists, registering
from otklik.casework import duties as duty_acts
from otklik.casework.counting import EXTENSION_NOTICES, duty_records
from otklik.casework.desk import Desk
from otklik.casework.next_step import DECIDING, LACKING_TEMPLATE, NextStep, StepKind, next_step
from otklik.casework.registering import NewCase
from otklik.law.calendar import WorkCalendar
from otklik.law.kinds import LAWFUL, ErasureGround, Kind, Reading, Regime
from otklik.register.records import Case, CaseStatus, Channel, DutyRecord, Letter, LetterState, Subject
from tests.invented import SOLE_PROPRIETOR

CALENDAR = WorkCalendar.load()
DAY = date(2026, 11, 18)


def registered(desk: Desk, operator_id: int, *kinds: Kind, **more: object) -> int:
    person = Subject(
        full_name="Калинина Ирина Олеговна", email="kalinina@example.ru", address="190000, г. Псков, а/я 2"
    )
    new = NewCase(operator_id=operator_id, kinds=kinds, channel=Channel.EMAIL, received_on=DAY, subject=person, **more)  # type: ignore[arg-type]  # fields of NewCase
    return registering.register_case(desk, new).case_id


def step_of(desk: Desk, case_id: int, **known: object) -> NextStep:
    view = lists.case_view(desk, case_id)
    duties = tuple(row.duty for row in view.duties)
    return next_step(view.case, duties, view.letters, view.questions, **known)  # type: ignore[arg-type]  # its own names


def test_a_request_for_information_goes_from_the_person_to_the_last_letter(desk: Desk, operator_id: int) -> None:
    case_id = registered(desk, operator_id, Kind.ACCESS)
    first = step_of(desk, case_id)
    assert (first.kind, first.field) == (StepKind.IDENTITY, "disclosed")
    identity.confirm_identity(desk, case_id, "предъявлен паспорт")
    assert step_of(desk, case_id, unsearched=2) == replace(step_of(desk, case_id), kind=StepKind.SEARCH, count=2), (
        "one looks for the data before one writes of them"
    )
    assert step_of(desk, case_id).kind is StepKind.ANSWER
    letter_id = answering.draft_letter(desk, case_id, "refusal").letter_id
    assert (step_of(desk, case_id).kind, step_of(desk, case_id).letter_id) == (StepKind.DRAFT, letter_id)
    assert step_of(desk, case_id, missing=("причина отказа", "норма")).field == "причина отказа"
    assert step_of(desk, case_id, missing=()).kind is StepKind.ISSUE
    view = answering.open_letter(desk, letter_id)
    answering.save_draft(desk, letter_id, view.letter.heading, "Данных о вас у нас нет.")
    answering.issue(desk, letter_id)
    assert (step_of(desk, case_id).kind, step_of(desk, case_id).letter_id) == (StepKind.SEND, letter_id)
    dispatching.dispatch(desk, letter_id, "по электронной почте")
    assert step_of(desk, case_id).kind is StepKind.CLOSE
    closing.close_case(desk, case_id)
    assert step_of(desk, case_id).kind is StepKind.NONE


def test_what_is_lacking_is_asked_for_once_and_then_answered_without_it(desk: Desk, operator_id: int) -> None:
    case_id = registered(desk, operator_id, Kind.ACCESS, lacks=("номер документа",))
    assert (step_of(desk, case_id).kind, step_of(desk, case_id).lacks) == (StepKind.LACKING, ("номер документа",))
    letter_id = answering.draft_letter(desk, case_id, LACKING_TEMPLATE).letter_id
    assert step_of(desk, case_id).kind is StepKind.DRAFT, "the letter that asks needs nobody's passport"
    answering.issue(desk, letter_id)
    assert step_of(desk, case_id).kind is StepKind.SEND
    dispatching.dispatch(desk, letter_id, "по электронной почте")
    waiting = step_of(desk, case_id)
    assert (waiting.kind, waiting.letter_id) == (StepKind.ANSWER, letter_id), "the term does not stop for it"
    identity.confirm_identity(desk, case_id, "")
    assert step_of(desk, case_id).letter is None


def test_a_draft_of_the_answer_does_not_pass_over_who_wrote(desk: Desk, operator_id: int) -> None:
    case_id = registered(desk, operator_id, Kind.ACCESS)
    answering.draft_letter(desk, case_id, "access_answer")
    assert step_of(desk, case_id).kind is StepKind.IDENTITY


def test_the_law_blocks_before_it_asks_who_wrote(desk: Desk, operator_id: int) -> None:
    case_id = registered(desk, operator_id, Kind.BLOCKING)
    first = step_of(desk, case_id)
    assert first.kind is StepKind.ACT
    assert first.duty is not None
    assert "block" in first.duty.closed_by
    duty_acts.fulfil(desk, case_id, first.duty.id)
    assert (step_of(desk, case_id).kind, step_of(desk, case_id).field) == (StepKind.IDENTITY, "changed")


def test_what_is_due_first_leads_where_nobody_has_to_be_known_for_it(desk: Desk, operator_id: int) -> None:
    case_id = registered(desk, operator_id, Kind.ACCESS, Kind.MARKETING_OPT_OUT, lacks=("подпись",))
    first = step_of(desk, case_id, unsearched=2)
    assert first.kind is StepKind.ACT
    assert first.duty is not None
    assert first.duty.kind is Kind.MARKETING_OPT_OUT
    answering.draft_letter(desk, case_id, "access_answer")
    assert step_of(desk, case_id, unsearched=2) == first
    duty_acts.fulfil(desk, case_id, first.duty.id)
    then = step_of(desk, case_id)
    assert (then.kind, then.lacks) == (StepKind.LACKING, ("подпись",))


def test_a_question_the_terms_hang_on_comes_first(desk: Desk, operator_id: int) -> None:
    case_id = registered(desk, operator_id, Kind.ERASURE)
    assert (step_of(desk, case_id).kind, step_of(desk, case_id).field) == (StepKind.QUESTION, "erasure_ground")
    registering.answer_question(desk, case_id, erasure_ground=ErasureGround.NONE)
    assert step_of(desk, case_id).kind is not StepKind.QUESTION


def test_a_withdrawn_consent_asks_for_no_passport_but_for_the_stop(desk: Desk, operator_id: int) -> None:
    case_id = registered(desk, operator_id, Kind.CONSENT_WITHDRAWAL)
    step = step_of(desk, case_id)
    assert step.kind is StepKind.ACT
    assert step.duty is not None
    assert step.duty.closed_by[0] in {"stop", "destroy"}


def test_a_notice_that_did_not_leave_is_named_until_it_did(desk: Desk, operator_id: int) -> None:
    case_id = registered(desk, operator_id, Kind.ACCESS)
    extended = extending.extend(desk, case_id, "сведения собирают из архива")
    waiting = step_of(desk, case_id)
    assert (waiting.kind, waiting.letter_id) == (StepKind.SEND_NOTICE, extended.letter_id)
    dispatching.dispatch(desk, extended.letter_id, "по электронной почте")
    assert step_of(desk, case_id).kind is StepKind.IDENTITY


def test_a_case_under_the_policy_alone_is_answered_not_closed(desk: Desk, operator_id: int) -> None:
    step = step_of(desk, registered(desk, operator_id, Kind.OTHER))
    assert step.kind is StepKind.ANSWER
    assert step.duty is not None
    assert step.duty.reading is Reading.POLICY


letters = st.builds(
    Letter,
    id=st.integers(1, 9),
    template=st.sampled_from(["access_answer", "refusal", LACKING_TEMPLATE, *sorted(EXTENSION_NOTICES)]),
    state=st.sampled_from(LetterState),
    issued_on=st.just(DAY),
    dispatched_on=st.none() | st.just(DAY),
)
cases = st.builds(
    Case,
    kinds=st.lists(st.sampled_from(Kind), min_size=1, max_size=3, unique=True).map(tuple),
    received_on=st.just(DAY),
    regime=st.sampled_from(Regime),
    status=st.sampled_from(CaseStatus),
    identity_confirmed_on=st.none() | st.just(DAY),
    lacks=st.sampled_from([(), ("подпись",)]),
)


@st.composite
def owed(draw: st.DrawFn, case: Case) -> tuple[DutyRecord, ...]:
    counted = duty_records(case, SOLE_PROPRIETOR, CALENDAR)
    return tuple(
        replace(
            record,
            id=place,
            done_on=draw(st.none() | st.just(DAY)),
            letter_id=draw(st.none() | st.integers(1, 9)),
            extended_on=draw(st.none() | st.just(DAY)),
            extended_to=record.extended_latest,
        )
        for place, record in enumerate(counted, 1)
    )


@given(
    st.data(),
    cases,
    st.lists(letters, max_size=4, unique_by=lambda one: one.id).map(tuple),
    st.sets(st.sampled_from([*DECIDING, "late_reason", "detected_on"])),
    st.none() | st.lists(st.sampled_from(["дата", "цели"]), max_size=2).map(tuple),
    st.integers(0, 2),
)
def test_whatever_a_case_holds_the_step_can_be_done(
    data: st.DataObject,
    case: Case,
    known: tuple[Letter, ...],
    questions: set[str],
    missing: tuple[str, ...] | None,
    unsearched: int,
) -> None:
    duties = data.draw(owed(case))
    step = next_step(case, duties, known, questions, missing=missing, unsearched=unsearched)
    assert (step.kind is StepKind.NONE) == (case.status is not CaseStatus.OPEN)
    assert step.letter is None or step.letter in known
    assert step.duty is None or (step.duty in duties and step.duty.done_on is None)
    match step.kind:
        case StepKind.SEND | StepKind.SEND_NOTICE:
            assert step.letter is not None
            assert step.letter.state is LetterState.ISSUED
            assert step.letter.dispatched_on is None
        case StepKind.DRAFT | StepKind.FILL | StepKind.ISSUE:
            assert step.letter is not None
            assert step.letter.state is LetterState.DRAFT
        case StepKind.CLOSE:  # closing would not be refused
            assert not any(record.done_on is None and record.reading in LAWFUL for record in duties)
            assert not any(letter.state is LetterState.DRAFT for letter in known)
        case StepKind.ACT | StepKind.ANSWER | StepKind.SEARCH | StepKind.IDENTITY | StepKind.LACKING:
            assert step.duty is not None
        case StepKind.QUESTION:
            assert step.field in questions
