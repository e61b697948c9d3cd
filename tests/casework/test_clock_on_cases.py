"""Three dates, hours, other readings, six months, contracts: what the clock of a case keeps and says."""

from __future__ import annotations

from datetime import date, time

import pytest

from otklik.casework import duties, identity, lists, postponing, registering, reminding
from otklik.casework.desk import Desk
from otklik.casework.registering import NewCase
from otklik.casework.views import CaseView, DutyRow, Urgency
from otklik.law.kinds import OCCASIONS, ErasureGround, Kind, Trigger
from otklik.law.terms import Term, Unit
from otklik.register.case_query import CaseQuery
from otklik.register.records import CaseStatus, Channel, Subject
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError

from .test_acts import new_case


def viewed(desk: Desk, new: NewCase) -> CaseView:
    return lists.case_view(desk, registering.register_case(desk, new).case_id)


def row(view: CaseView, duty: str) -> DutyRow:
    return next(row for row in view.duties if row.duty.duty == duty)


# --- Received, noticed, registered (today is Saturday, 21 November 2026) ---


def test_clock_starts_at_receipt_and_counts_what_is_gone(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.ACCESS, received=date(2026, 11, 16), noticed_on=date(2026, 11, 19)))
    assert row(view, "answer_access").duty.latest == date(2026, 11, 30)
    assert (view.case.received_on, view.case.noticed_on, view.case.registered_on) == (
        date(2026, 11, 16),
        date(2026, 11, 19),
        date(2026, 11, 21),
    )
    assert view.days_gone == 4


def test_a_case_is_not_overdue_by_what_nobody_may_owe(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.ERASURE, received=date(2026, 11, 20)))
    assert view.main_duty is not None
    assert (view.main_duty.duty.duty, view.case.due_on) == ("answer_erasure", date(2026, 12, 4))
    assert not [listed for listed in lists.case_rows(desk, CaseQuery()) if listed.remaining.urgency is Urgency.OVERDUE]
    block = row(view, "block")
    assert block.duty.condition
    assert block.remaining.urgency is Urgency.OVERDUE, "it stays in the list, with its question"
    assert "erasure_ground" in view.questions
    registering.answer_question(desk, view.case.id, erasure_ground=ErasureGround.UNLAWFUL)
    assert lists.case_view(desk, view.case.id).case.due_on == date(2026, 11, 20)


def test_what_hangs_on_a_question_leads_where_nothing_else_of_the_law_is_owed(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.CLAIM, received=date(2026, 11, 20)))
    assert view.main_duty is not None
    assert view.main_duty.duty.duty == "answer_consumer_claim"


@pytest.mark.parametrize(
    ("received", "late"),
    [
        (date(2026, 11, 21), False),
        (date(2026, 11, 20), False),
        (date(2026, 11, 19), False),  # registered on the next working day at the latest: Friday
        (date(2026, 11, 18), True),
    ],
)
def test_reason_is_asked_when_registered_later_than_the_next_working_day(
    desk: Desk, operator_id: int, received: date, late: bool
) -> None:
    view = viewed(desk, new_case(operator_id, Kind.ACCESS, received=received))
    assert view.registered_late is late
    assert ("late_reason" in view.questions) is late


def test_reason_of_lateness_is_kept_and_asked_no_more(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.ACCESS, received=date(2026, 11, 2)))
    registering.answer_question(desk, view.case.id, late_reason="лежало в спаме")
    after = lists.case_view(desk, view.case.id)
    assert after.case.late_reason == "лежало в спаме"
    assert "late_reason" not in after.questions
    assert row(after, "answer_access").duty.latest == row(view, "answer_access").duty.latest


def test_noticed_lies_between_receipt_and_today(desk: Desk, operator_id: int) -> None:
    for noticed in (date(2026, 11, 11), date(2026, 11, 22)):
        with pytest.raises(UserError, match="Проверьте"):
            registering.register_case(desk, new_case(operator_id, Kind.ACCESS, noticed_on=noticed))
    assert desk.register.cases.count() == 0


# --- Hours ---


def test_incident_runs_by_the_hour_and_knows_no_weekend(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.INCIDENT, received=date(2026, 11, 20), received_at=time(17, 40)))
    report = row(view, "report_incident")
    assert (report.duty.latest, report.duty.ends_at) == (date(2026, 11, 21), time(17, 40))
    assert report.remaining.hours == 5  # noon of Saturday
    assert report.remaining.urgency is Urgency.SOON
    assert view.case.policy_due_on is None
    assert view.case.due_at == time(17, 40)


def test_incident_is_overdue_by_the_clock_within_the_day(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.INCIDENT, received=date(2026, 11, 20), received_at=time(9, 30)))
    assert row(view, "report_incident").remaining.urgency is Urgency.OVERDUE
    assert row(view, "report_incident").remaining.hours == -3
    assert row(view, "report_investigation").remaining.hours == 45


def test_hour_of_an_incident_is_asked_for_and_moves_nothing_but_the_hour(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.INCIDENT, received=date(2026, 11, 20)))
    assert "received_at" in view.questions
    assert row(view, "report_incident").duty.safe == date(2026, 11, 20)
    assert row(view, "report_incident").readings[0].day == date(2026, 11, 21)
    registering.answer_question(desk, view.case.id, received_at=time(23, 0))
    report = row(lists.case_view(desk, view.case.id), "report_incident")
    assert (report.duty.safe, report.duty.ends_at, report.readings) == (date(2026, 11, 21), time(23, 0), ())


def test_cases_of_one_day_stand_by_the_hour_and_the_counts_agree_with_the_red_rows(
    desk: Desk, operator_id: int, clock: FixedClock
) -> None:
    for kind, received_at in (
        (Kind.RECTIFICATION, None),
        (Kind.INCIDENT, time(17, 40)),
        (Kind.INCIDENT, time(12, 30)),
        (Kind.INCIDENT, time(9, 30)),
    ):
        day = date(2026, 11, 20) if received_at else date(2026, 11, 21)
        viewed(desk, new_case(operator_id, kind, received=day, received_at=received_at))
    for moment, overdue in ((time(12, 0), 1), (time(12, 30), 1), (time(12, 31), 2), (time(17, 41), 3)):
        clock.moment = clock.moment.replace(hour=moment.hour, minute=moment.minute)
        today = lists.today_view(desk)
        in_register = lists.case_rows(desk, CaseQuery(status=CaseStatus.OPEN))
        for rows in (today.next_cases, in_register):
            assert [row.due_at for row in rows] == [time(9, 30), time(12, 30), time(17, 40), None]
            assert {row.due_on for row in rows} == {date(2026, 11, 21)}
        red = [row for row in today.next_cases if row.remaining.urgency is Urgency.OVERDUE]
        assert (today.overdue_count, today.ending_count) == (len(red), 4 - len(red)) == (overdue, 4 - overdue)
        assert today.soon_count == 4 - overdue
        assert reminding.counts(desk) == reminding.Counts(4 - overdue, overdue, 0)


def test_an_hour_is_not_cut_off_a_crowded_day(desk: Desk, operator_id: int) -> None:
    for _ in range(lists.NEXT_CASES):
        viewed(desk, new_case(operator_id, Kind.RECTIFICATION, received=date(2026, 11, 21)))
    incident = viewed(desk, new_case(operator_id, Kind.INCIDENT, received=date(2026, 11, 20), received_at=time(17, 40)))
    rows = lists.today_view(desk).next_cases
    assert len(rows) == lists.NEXT_CASES
    assert rows[0].id == incident.case.id


@pytest.mark.parametrize("kind", sorted(OCCASIONS))
def test_occasion_needs_no_writer(desk: Desk, operator_id: int, kind: Kind) -> None:
    view = viewed(
        desk,
        NewCase(
            operator_id=operator_id,
            kinds=(kind,),
            channel=Channel.OWN,
            received_on=date(2026, 11, 20),
            subject=Subject(),
        ),
    )
    assert view.subject.full_name == view.operator.name
    assert view.duties


# --- Other readings; the law knows no pause ---


def test_confirming_identity_moves_nothing_and_shows_the_other_reading(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.ACCESS, received=date(2026, 11, 12)))
    identity.confirm_identity(desk, view.case.id, "предъявлен паспорт", date(2026, 11, 18))
    after = row(lists.case_view(desk, view.case.id), "answer_access")
    assert after.duty == row(view, "answer_access").duty
    assert [reading.day for reading in after.readings] == [date(2026, 12, 2)]
    assert "паузы" in after.readings[0].sentence


def test_calendar_term_shows_the_day_by_article_193_beside_the_safe_one(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.CONSENT_WITHDRAWAL, received=date(2026, 11, 20)))
    withdrawn = row(view, "destroy_withdrawn")
    assert (withdrawn.duty.safe, withdrawn.duty.latest) == (date(2026, 12, 18), date(2026, 12, 21))
    assert withdrawn.day == withdrawn.duty.safe
    assert [reading.day for reading in withdrawn.readings] == [date(2026, 12, 21)]


def test_each_duty_has_the_strip_of_its_own_term(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING))
    lasts = {one.duty.duty: [day.day for day in one.strip if day.is_last] for one in view.duties}
    assert lasts == {one.duty.duty: [one.duty.latest] for one in view.duties}


# --- Destruction impossible in time ---


def test_putting_off_blocks_in_the_first_term_and_shows_both_readings_of_six_months(
    desk: Desk, operator_id: int
) -> None:
    view = viewed(desk, new_case(operator_id, Kind.CONSENT_WITHDRAWAL, received=date(2026, 11, 20)))
    assert view.can_postpone
    postponing.postpone_destruction(desk, view.case.id, "копии лежат в архиве обработчика")
    after = lists.case_view(desk, view.case.id)
    assert not after.can_postpone
    assert row(after, "block_until_destroyed").duty.latest == date(2026, 12, 21)
    later = row(after, "destroy_later")
    assert later.duty.latest == date(2027, 5, 20)
    assert [reading.day for reading in later.readings] == [date(2027, 6, 21)]
    assert "архиве" in after.journal[0].sentence or "архиве" in after.journal[1].sentence
    postponing.resume_destruction(desk, view.case.id, "архив доступен")
    assert {one.duty.duty: one.duty.latest for one in lists.case_view(desk, view.case.id).duties} == {
        one.duty.duty: one.duty.latest for one in view.duties
    }


def test_six_months_are_refused_where_the_norm_does_not_give_them(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.ACCESS))
    assert not view.can_postpone
    with pytest.raises(UserError, match=r"ст\. 21 ч\. 6"):
        postponing.postpone_destruction(desk, view.case.id, "некогда")
    with pytest.raises(UserError, match="причину"):
        postponing.postpone_destruction(desk, view.case.id, " ")
    with pytest.raises(UserError, match="не отложено"):
        postponing.resume_destruction(desk, view.case.id, "так")


# --- Contracts ---


def test_contract_term_of_a_claim_is_its_own_clock(desk: Desk, operator_id: int) -> None:
    view = viewed(
        desk,
        new_case(
            operator_id,
            Kind.CLAIM,
            received=date(2026, 11, 20),
            dispatched_on=date(2026, 11, 16),
            contract_term=Term(20, Unit.CALENDAR_DAYS),
            contract_trigger=Trigger.DISPATCH,
            contract_clause="7.3",
        ),
    )
    contract = row(view, "contract_term").duty
    assert (contract.basis, contract.safe, contract.latest) == (
        "договор, п. 7.3",
        date(2026, 12, 4),
        date(2026, 12, 7),
    )
    assert row(view, "policy_term").duty.latest == date(2027, 1, 12)


@pytest.mark.parametrize("days", [0, 10_000])
def test_contract_of_no_days_or_of_centuries_is_refused(desk: Desk, operator_id: int, days: int) -> None:
    with pytest.raises(UserError, match="введите"):
        registering.register_case(desk, new_case(operator_id, Kind.CLAIM, contract_term=Term(days, Unit.CALENDAR_DAYS)))
    assert desk.register.cases.count() == 0


def test_each_clock_closes_alone(desk: Desk, operator_id: int) -> None:
    view = viewed(desk, new_case(operator_id, Kind.RECTIFICATION, received=date(2026, 11, 20)))
    block = row(view, "block_inaccurate").duty
    duties.fulfil(desk, view.case.id, block.id, date(2026, 11, 20))
    after = {one.duty.duty: one.duty.done_on for one in lists.case_view(desk, view.case.id).duties}
    assert after.pop("block_inaccurate") == date(2026, 11, 20)
    assert set(after.values()) == {None}


# --- What must not be entered afterwards ---


def test_an_hour_still_ahead_stretches_no_term(desk: Desk, operator_id: int) -> None:
    with pytest.raises(UserError, match="ещё не наступило"):
        registering.register_case(
            desk, new_case(operator_id, Kind.INCIDENT, received=date(2026, 11, 21), received_at=time(12, 1))
        )
    case_id = registering.register_case(desk, new_case(operator_id, Kind.INCIDENT, received=date(2026, 11, 21))).case_id
    with pytest.raises(UserError, match="ещё не наступило"):
        registering.answer_question(desk, case_id, received_at=time(23, 59))
    assert desk.register.cases.get(case_id).received_at is None


def test_receipt_cannot_move_behind_registration_or_a_confirmed_identity(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS, received=date(2026, 11, 12))).case_id
    identity.confirm_identity(desk, case_id, "предъявлен паспорт", date(2026, 11, 13))
    with pytest.raises(UserError, match="раньше такого получения"):
        registering.answer_question(desk, case_id, received_on=date(2026, 11, 18))
    desk.clock.moment = desk.clock.moment.replace(day=27)  # type: ignore[attr-defined]  # the clock of the tests
    for field in ("received_on", "noticed_on"):
        with pytest.raises(UserError, match="позже не могли"):
            registering.answer_question(desk, case_id, **{field: date(2026, 11, 25)})
    assert desk.register.cases.get(case_id).received_on == date(2026, 11, 12)


def test_journal_names_old_and_new_day_of_what_was_put_right(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS, received=date(2026, 11, 12))).case_id
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 10))
    sentences = [line.sentence for line in lists.case_view(desk, case_id).journal]
    assert any("дата получения (было 12.11.2026, стало 10.11.2026)" in sentence for sentence in sentences)


def test_title_made_from_the_demand_follows_it(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.CLAIM)).case_id
    registering.answer_question(desk, case_id, kinds=(Kind.ERASURE,))
    assert desk.register.cases.get(case_id).title == "Требование об уничтожении данных"


def test_reason_of_a_book_is_refused(desk: Desk, operator_id: int) -> None:
    with pytest.raises(UserError, match="не больше 2000"):
        registering.register_case(desk, new_case(operator_id, Kind.ACCESS, late_reason="а" * 2001))
