"""The clerk's acts, each on a real encrypted register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otklik.casework import closing, duties, identity, lists, profiles, registering
from otklik.casework.desk import Desk
from otklik.casework.registering import NewCase, NewFile
from otklik.casework.views import DayKind, Urgency
from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind, Reading
from otklik.register.records import CaseStatus, Channel, Subject
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError

PERSON = Subject(
    full_name="Калинина Ирина Олеговна", email="kalinina@example.ru", address="190000, г. Псков, ул. Ясная, д. 2"
)


def new_case(operator_id: int, *kinds: Kind, received: date = date(2026, 11, 12), **more: object) -> NewCase:
    return NewCase(
        operator_id=operator_id,
        kinds=kinds,
        channel=Channel.EMAIL,
        received_on=received,
        subject=PERSON,
        **more,  # type: ignore[arg-type]  # fields of NewCase
    )


def test_a_request_shows_its_date_by_law_and_by_policy(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(desk, new_case(operator_id, Kind.ACCESS))
    view = lists.case_view(desk, made.case_id)
    assert made.number == 1
    assert view.main_duty is not None
    assert view.main_duty.duty.latest == date(2026, 11, 26)
    assert view.main_duty.remaining.days == 4
    assert view.main_duty.remaining.urgency is Urgency.SOON
    assert view.case.policy_due_on == date(2026, 12, 24)
    assert view.can_extend
    assert view.main_duty.duty.extended_latest == date(2026, 12, 3)


def test_the_strip_of_days_counts_ten_and_shows_five_more(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(desk, new_case(operator_id, Kind.ACCESS))
    strip = lists.case_view(desk, made.case_id).strip
    assert strip[0].kind is DayKind.START
    assert strip[0].day == date(2026, 11, 12)
    counted = [day for day in strip if day.kind is DayKind.COUNTED]
    assert [day.number for day in counted] == list(range(1, 11))
    assert counted[-1].day == date(2026, 11, 26)
    assert counted[-1].is_last
    skipped = [day.day for day in strip if day.kind is DayKind.SKIPPED]
    assert date(2026, 11, 14) in skipped
    assert all(day.ground for day in strip if day.kind is DayKind.SKIPPED)
    assert [day.number for day in strip if day.kind is DayKind.EXTENSION] == [1, 2, 3, 4, 5]
    assert strip[-1].day == date(2026, 12, 3)
    assert [day.day for day in strip if day.is_today] == [date(2026, 11, 21)]


def test_withdrawal_and_stop_run_two_clocks(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(
        desk, new_case(operator_id, Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING, received=date(2026, 11, 18))
    )
    view = lists.case_view(desk, made.case_id)
    assert view.case.due_on == date(2026, 12, 2)
    assert date(2026, 12, 18) in {row.duty.latest for row in view.duties}


def test_a_claim_answered_business_and_other_has_the_policy_date_alone(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(
        desk,
        new_case(
            operator_id,
            Kind.CLAIM,
            received=date(2026, 11, 20),
            claimant=Claimant.BUSINESS,
            claim_matter=ClaimMatter.OTHER,
        ),
    )
    view = lists.case_view(desk, made.case_id)
    assert [row.duty.reading for row in view.duties] == [Reading.POLICY]
    assert view.case.due_on == view.case.policy_due_on == date(2027, 1, 12)
    assert view.questions == ()


def test_questions_are_asked_until_answered_and_the_answer_recounts(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(desk, new_case(operator_id, Kind.ERASURE, late_reason="спам"))
    before = lists.case_view(desk, made.case_id)
    assert before.questions == ("erasure_ground",)
    registering.answer_question(desk, made.case_id, erasure_ground=ErasureGround.NONE)
    after = lists.case_view(desk, made.case_id)
    assert after.questions == ()
    assert {row.duty.duty for row in after.duties} < {row.duty.duty for row in before.duties}


def test_after_blocking_the_check_is_asked_for_and_starts_its_terms(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(
        desk, new_case(operator_id, Kind.BLOCKING, received=date(2026, 11, 16), late_reason="спам")
    )
    before = lists.case_view(desk, made.case_id)
    assert before.questions == ()
    block = next(row.duty for row in before.duties if "block" in row.duty.closed_by)
    duties.fulfil(desk, made.case_id, block.id, date(2026, 11, 16))
    assert lists.case_view(desk, made.case_id).questions == ("detected_on",)
    registering.answer_question(desk, made.case_id, detected_on=date(2026, 11, 18))
    after = lists.case_view(desk, made.case_id)
    assert after.questions == ()
    assert {date(2026, 11, 23), date(2026, 12, 2)} <= {row.duty.latest for row in after.duties}


def test_a_recount_keeps_what_was_done_and_writes_was_and_is(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(
        desk, new_case(operator_id, Kind.RECTIFICATION, received=date(2026, 11, 16), late_reason="спам")
    )
    block = lists.case_view(desk, made.case_id).duties[0].duty
    duties.fulfil(desk, made.case_id, block.id, date(2026, 11, 17))
    registering.answer_question(desk, made.case_id, proof_on=date(2026, 11, 18))
    view = lists.case_view(desk, made.case_id)
    kept = next(row.duty for row in view.duties if row.duty.duty == block.duty)
    assert kept.done_on == date(2026, 11, 17)
    assert any("стало" in line.sentence for line in view.journal)


def test_a_person_is_taken_for_another_only_where_the_clerk_said_so(desk: Desk, operator_id: int) -> None:
    first = registering.register_case(desk, new_case(operator_id, Kind.ACCESS))
    alike = new_case(operator_id, Kind.ACCESS)
    assert alike.subject.email
    registering.register_case(desk, alike)
    assert [row.cases for row in lists.people_rows(desk)] == [1, 1]
    known = desk.register.subjects.get(desk.register.cases.get(first.case_id).subject_id)
    registering.register_case(
        desk, replace(alike, subject=replace(alike.subject, id=known.id, phone="+7 495 000-00-13"))
    )
    assert sorted(row.cases for row in lists.people_rows(desk)) == [1, 2]
    assert desk.register.subjects.get(known.id).phone == "+7 495 000-00-13"


def test_ticking_every_duty_lets_the_case_be_closed(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(desk, new_case(operator_id, Kind.MARKETING_OPT_OUT))
    with pytest.raises(UserError, match="Сначала выполните"):
        closing.close_case(desk, made.case_id)
    for row in lists.case_view(desk, made.case_id).duties:
        if row.duty.reading is not Reading.POLICY:
            duties.fulfil(desk, made.case_id, row.duty.id)
    closing.close_case(desk, made.case_id, "рассылка прекращена")
    view = lists.case_view(desk, made.case_id)
    assert view.case.status is CaseStatus.CLOSED
    assert view.case.due_on is None
    assert all(row.remaining.urgency is Urgency.DONE for row in view.duties)


def test_an_annulled_case_keeps_its_number(desk: Desk, operator_id: int) -> None:
    first = registering.register_case(desk, new_case(operator_id, Kind.ACCESS))
    closing.annul_case(desk, first.case_id, "внесено дважды")
    second = registering.register_case(desk, new_case(operator_id, Kind.ACCESS))
    assert (first.number, second.number) == (1, 2)
    assert lists.case_view(desk, first.case_id).case.status is CaseStatus.ANNULLED


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kinds": ()}, "вид требования"),
        ({"subject": Subject(full_name="  ")}, "имя не заполнено"),
        ({"subject": Subject(full_name="Щ" * 301)}, "не больше 300"),
        ({"received_on": date(2026, 11, 22)}, "ещё не наступил"),
        ({"noticed_on": date(2026, 11, 1)}, "Проверьте даты"),
        ({"dispatched_on": date(2026, 11, 13)}, "Проверьте даты"),
        ({"files": (NewFile("a.bin", "application/octet-stream", b"0" * (50 * 2**20 + 1)),)}, "не принят"),
    ],
)
def test_bad_input_is_a_sentence_and_stores_nothing(
    desk: Desk, operator_id: int, change: dict[str, object], sentence: str
) -> None:
    before = desk.register.journal.verify().events
    wrong = replace(new_case(operator_id, Kind.ACCESS), **change)  # type: ignore[arg-type]  # fields of NewCase
    with pytest.raises(UserError, match=sentence):
        registering.register_case(desk, wrong)
    assert lists.people_rows(desk) == ()
    assert desk.register.journal.verify().events == before
    assert registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).number == 1


def test_identity_is_kept_as_a_fact_and_does_not_move_the_clock(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(desk, new_case(operator_id, Kind.ACCESS))
    due = lists.case_view(desk, made.case_id).case.due_on
    identity.confirm_identity(desk, made.case_id, "предъявлен паспорт", date(2026, 11, 13))
    view = lists.case_view(desk, made.case_id)
    assert view.case.due_on == due
    assert view.case.identity_confirmed_on == date(2026, 11, 13)
    assert "паспорт" in view.journal[0].sentence


def test_a_new_policy_term_recounts_the_open_cases(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(desk, new_case(operator_id, Kind.OTHER))
    operator = profiles.operators(desk)[0]
    changes = profiles.save_operator(desk, replace(operator, policy_days=10)).changes
    assert changes.cases == {made.case_id}
    assert lists.case_view(desk, made.case_id).case.policy_due_on == date(2026, 11, 26)


def test_between_the_safe_and_the_last_day_a_case_is_due_and_not_overdue(desk: Desk, operator_id: int) -> None:
    """10 calendar days from 12 November end on a Sunday: safe is Friday the 20th, the last day Monday the 23rd."""
    made = registering.register_case(
        desk,
        new_case(operator_id, Kind.CLAIM, claimant=Claimant.CONSUMER, claim_matter=ClaimMatter.MONEY),
    )
    view = lists.case_view(desk, made.case_id)
    assert view.main_duty is not None
    assert view.main_duty.day == date(2026, 11, 23)
    assert (view.main_duty.remaining.days, view.main_duty.remaining.urgency) == (1, Urgency.SOON)
    today = lists.today_view(desk)
    assert (today.soon_count, today.overdue_count) == (1, 0)
    assert [row.due_on for row in today.next_cases] == [date(2026, 11, 23)]


def test_today_is_the_local_day_and_not_the_one_in_utc(desk: Desk, operator_id: int, clock: FixedClock) -> None:
    """Peers date by UTC: before 10 in Vladivostok their «today» is yesterday (peers.md §1G no. 3)."""
    from datetime import datetime, timedelta, timezone

    clock.moment = datetime(2026, 11, 21, 9, 0, tzinfo=timezone(timedelta(hours=10)))
    made = registering.register_case(desk, new_case(operator_id, Kind.ACCESS, received=date(2026, 11, 21)))
    assert lists.case_view(desk, made.case_id).case.registered_on == date(2026, 11, 21)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_acts_keeps_the_chain_whole_and_the_dates_in_line(
    desk: Desk, operator_id: int, data: st.DataObject
) -> None:
    made = registering.register_case(desk, new_case(operator_id, Kind.ERASURE, Kind.ACCESS))
    for _ in range(data.draw(st.integers(0, 5))):
        view = lists.case_view(desk, made.case_id)
        row = data.draw(st.sampled_from([row for row in view.duties if row.duty.reading is not Reading.POLICY]))
        if row.duty.done_on is None:
            duties.fulfil(desk, made.case_id, row.duty.id)
        else:
            duties.reopen(desk, made.case_id, row.duty.id, "ошибка")
        registering.answer_question(desk, made.case_id, erasure_ground=data.draw(st.sampled_from(ErasureGround)))
    view = lists.case_view(desk, made.case_id)
    still_open = [
        row.duty for row in view.duties if row.duty.done_on is None and row.duty.reading is not Reading.POLICY
    ]
    lawful = [duty for duty in still_open if duty.reading in (Reading.TEXT, Reading.ANALOGY)]
    leading = [duty.safe for duty in lawful if duty.condition is None] or [duty.safe for duty in lawful]
    assert view.case.due_on == (min(leading) if leading else view.case.due_on)
    assert desk.register.journal.verify().whole
