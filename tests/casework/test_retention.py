"""Storage terms: what is due, what keeps it all the same, and copies of identity papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.casework import (
    answering,
    closing,
    destroying,
    dispatching,
    duties,
    linking,
    proving,
    registering,
    retention,
)
from otklik.law.kinds import Claimant, ClaimMatter, Kind, Reading
from otklik.register.records import AttachmentRole, CaseStatus
from otklik.system.errors import UserError
from tests.told_cases import stand_on

from .paper_cases import issue_letter, open_case

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

CLOSED = date(2026, 11, 21)
LAST = date(2029, 11, 21)
"""The last of three years."""


def closed_case(desk: Desk, operator_id: int, *kinds: Kind, **facts: object) -> int:
    """Register a request, tick everything off and close it; return its row id."""
    case_id = open_case(desk, operator_id, *(kinds or (Kind.ACCESS,)))
    if facts:
        registering.answer_question(desk, case_id, **facts)
    close(desk, case_id)
    return case_id


def close(desk: Desk, case_id: int) -> None:
    for record in desk.register.duties.of_case(case_id):
        if record.done_on is None and record.reading is not Reading.POLICY:
            duties.fulfil(desk, case_id, record.id)
    closing.close_case(desk, case_id)


def numbers(desk: Desk, *, ready: bool = True) -> list[int]:
    return [one.number for one in retention.due(desk) if one.ready or not ready]


def reasons(desk: Desk, case_id: int) -> tuple[str, ...]:
    return retention.candidate(desk, case_id).obstacles


def test_a_case_is_due_the_day_after_three_years(desk: Desk, operator_id: int) -> None:
    case_id = closed_case(desk, operator_id)
    stand_on(desk, LAST)
    assert retention.due(desk) == ()
    assert reasons(desk, case_id) == ("Срок хранения — до 21.11.2029.",)
    stand_on(desk, LAST + timedelta(days=1))
    (found,) = retention.due(desk)
    assert (found.number, found.closed_on, found.kept_until, found.ready) == (1, CLOSED, LAST, True)
    assert retention.count_due(desk) == 1


def test_annulled_cases_are_due_as_well_and_open_ones_never(desk: Desk, operator_id: int) -> None:
    closing.annul_case(desk, open_case(desk, operator_id), "дубль")
    still_open = open_case(desk, operator_id)
    stand_on(desk, date(2036, 1, 1))
    assert [(one.number, one.status) for one in retention.due(desk)] == [(1, CaseStatus.ANNULLED)]
    assert reasons(desk, still_open) == ("Оно открыто.",)


def test_the_user_sets_the_term(desk: Desk, operator_id: int) -> None:
    closed_case(desk, operator_id)
    retention.set_term(desk, 60)
    stand_on(desk, date(2031, 11, 21))
    assert numbers(desk) == []
    stand_on(desk, date(2031, 11, 22))
    assert numbers(desk) == [1]
    assert desk.register.journal.page(0, 1)[0].act == "setting_changed"


@pytest.mark.parametrize("months", [0, -1, 11, 181, 10**9])
def test_terms_nobody_can_mean_are_refused(desk: Desk, months: int) -> None:
    with pytest.raises(UserError, match="от 12 до 180"):
        retention.set_term(desk, months)
    assert retention.term(desk) == retention.USUAL_TERM


@pytest.mark.parametrize("value", ["36", None, -5, 10**6, [36], True])
def test_a_setting_that_makes_no_sense_counts_as_none(desk: Desk, value: object) -> None:
    desk.register.settings.set(retention.TERM, value)
    assert retention.term(desk) == retention.USUAL_TERM


@given(day=st.dates(date(2020, 1, 1), date(2035, 12, 31)), months=st.integers(1, 240))
def test_months_end_on_the_same_date_or_the_last_of_the_month(day: date, months: int) -> None:
    ends = retention.after_months(day, months)
    assert (ends.year - day.year) * 12 + ends.month - day.month == months
    assert ends.day == day.day or (ends.day < day.day and (ends + timedelta(days=1)).day == 1)
    assert retention.after_months(day, 0) == day


@pytest.mark.parametrize("today", [date(2029, 2, 28), date(2029, 3, 1), date(2028, 2, 29), date(2029, 12, 31)])
@pytest.mark.parametrize("months", [12, 36, 13])
def test_the_list_and_the_term_of_each_case_agree(desk: Desk, operator_id: int, today: date, months: int) -> None:
    case_id = closed_case(desk, operator_id)
    retention.set_term(desk, months)
    stand_on(desk, today)
    for closed in (retention.after_months(today, -months) + timedelta(days=days) for days in range(-4, 5)):
        case = replace(desk.register.cases.get(case_id), closed_on=closed)
        desk.register.cases.save(case)
        expected = [1] if retention.after_months(closed, months) < today else []
        assert numbers(desk, ready=False) == expected


def test_what_the_user_holds_stays_and_is_not_nagged_about(desk: Desk, operator_id: int) -> None:
    case_id = closed_case(desk, operator_id)
    stand_on(desk, date(2029, 12, 1))
    retention.hold(desk, case_id, date(2030, 6, 1), "спор в суде")
    assert reasons(desk, case_id) == ("Вы храните его до 01.06.2030: спор в суде.",)
    assert (numbers(desk), numbers(desk, ready=False), retention.count_due(desk)) == ([], [1], 0)
    retention.release(desk, case_id)
    assert retention.count_due(desk) == 1
    retention.hold(desk, case_id, date(2030, 6, 1), "спор в суде")
    stand_on(desk, date(2030, 6, 2))
    assert retention.count_due(desk) == 1
    told = [event.act for event in desk.register.journal.of_case(case_id)][-3:]
    assert told == ["case_held", "case_released", "case_held"]


def test_a_hold_needs_a_day_to_come_and_a_reason(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id)
    with pytest.raises(UserError, match="уже прошло"):
        retention.hold(desk, case_id, date(2026, 11, 20), "спор в суде")
    with pytest.raises(UserError):
        retention.hold(desk, case_id, date(2027, 11, 20), "  ")
    assert desk.register.cases.get(case_id).keep_until is None


def test_linked_cases_wait_for_each_other(desk: Desk, operator_id: int) -> None:
    first = open_case(desk, operator_id, Kind.ACCESS, Kind.CONSENT_WITHDRAWAL)
    second = linking.split_case(desk, first, (Kind.CONSENT_WITHDRAWAL,)).case_id
    close(desk, first)
    stand_on(desk, date(2029, 12, 1))
    assert reasons(desk, first) == ("Связанное обращение № 2 открыто.",)
    close(desk, second)
    assert reasons(desk, first) == ("Связанное обращение № 2 хранится до 01.12.2032.",)
    stand_on(desk, date(2032, 12, 2))
    assert numbers(desk) == [1, 2]


def test_an_act_is_kept_its_own_three_years(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.CONSENT_WITHDRAWAL)
    form = destroying.destruction_form(desk, case_id)
    destroying.destroy(desk, case_id, replace(form, systems=("«1С»",), way="удалено"))
    close(desk, case_id)
    retention.set_term(desk, 12)
    stand_on(desk, LAST)
    assert reasons(desk, case_id) == ("Акт об уничтожении нужно хранить до 21.11.2029.",)
    stand_on(desk, LAST + timedelta(days=1))
    assert numbers(desk) == [1]


def test_a_letter_on_its_way_keeps_its_case_for_a_year(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    letter = issue_letter(desk, case_id)
    dispatching.dispatch(desk, letter, "заказным письмом")
    close(desk, case_id)
    retention.set_term(desk, 12)
    stand_on(desk, date(2027, 11, 21))
    assert reasons(desk, case_id)[-1] == "Неизвестно, дошло ли письмо № 1/ПДн."
    proving.note_delivery(desk, letter, proving.Outcome.DELIVERED, date(2026, 11, 28))
    assert reasons(desk, case_id) == ("Срок хранения — до 21.11.2027.",)


def test_a_void_letter_keeps_nothing(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    answering.annul_letter(desk, issue_letter(desk, case_id), "опечатка")
    close(desk, case_id)
    assert reasons(desk, case_id) == ("Срок хранения — до 21.11.2029.",)


def test_a_claim_is_kept_as_long_as_a_suit_can_follow(desk: Desk, operator_id: int) -> None:
    facts = {"claimant": Claimant.CONSUMER, "claim_matter": ClaimMatter.MONEY}
    case_id = closed_case(desk, operator_id, Kind.CLAIM, **facts)
    retention.set_term(desk, 12)
    stand_on(desk, date(2028, 1, 1))
    assert reasons(desk, case_id) == ("По этой претензии могут подать в суд до 21.11.2029 (ГК ст. 196).",)


def test_what_is_still_owed_keeps_a_closed_case(desk: Desk, operator_id: int) -> None:
    case_id = closed_case(desk, operator_id)
    record = next(one for one in desk.register.duties.of_case(case_id) if one.reading is Reading.TEXT)
    desk.register.duties.save(replace(record, done_on=None, done_by=""))
    stand_on(desk, date(2030, 1, 1))
    assert reasons(desk, case_id) == (f"Ещё не сделано: {record.title}.",)


def test_an_anonymised_case_is_no_candidate_and_takes_nothing_more(desk: Desk, operator_id: int) -> None:
    case_id = closed_case(desk, operator_id)
    stand_on(desk, date(2030, 1, 1))
    desk.register.erasing.anonymise_case(case_id, desk.clock.today())
    assert retention.due(desk) == ()
    for act in (
        lambda: retention.candidate(desk, case_id),
        lambda: retention.hold(desk, case_id, date(2031, 1, 1), "спор в суде"),
        lambda: registering.add_file(desk, case_id, registering.NewFile("a.txt", "text/plain", b"a")),
        lambda: registering.update_subject(
            desk,
            case_id,
            replace(desk.register.subjects.get(desk.register.cases.get(case_id).subject_id), full_name="А"),
        ),
    ):
        with pytest.raises(UserError, match=r"обезличено 01\.01\.2030"):
            act()


def test_many_due_cases_are_told_without_being_read(desk: Desk, operator_id: int) -> None:
    for _ in range(3):
        closed_case(desk, operator_id)
    stand_on(desk, date(2030, 1, 1))
    assert [one.number for one in retention.due(desk, limit=2)] == [1, 2]
    assert retention.count_due(desk) == 3


@pytest.fixture
def passport(desk: Desk, operator_id: int) -> int:
    """A copy of a passport in an open case; the row id of the file."""
    file = registering.NewFile("паспорт.jpg", "image/jpeg", b"passport")
    case_id = open_case(desk, operator_id, Kind.ACCESS, files=(file,))
    (kept,) = desk.register.attachments.of_case(case_id)
    retention.mark_identity_paper(desk, kept.id)
    return kept.id


def test_a_copy_of_a_passport_goes_thirty_days_after_the_answer(desk: Desk, passport: int) -> None:
    case_id = desk.register.attachments.get(passport).case_id
    assert [one.kept_until for one in retention.identity_papers(desk)] == [None]
    letter = issue_letter(desk, case_id)
    dispatching.dispatch(desk, letter, "лично")
    stand_on(desk, date(2026, 12, 21))
    assert retention.expiring_papers(desk) == ()
    assert retention.expire_papers(desk).count == 0
    stand_on(desk, date(2026, 12, 22))
    (found,) = retention.expiring_papers(desk)
    assert (found.answered_on, found.kept_until, found.name) == (CLOSED, date(2026, 12, 21), "паспорт.jpg")
    done = retention.expire_papers(desk)
    assert (done.count, done.changes.cases) == (1, {case_id})
    expired = desk.register.attachments.get(passport)
    assert (expired.name, expired.expired_on, expired.role) == ("", date(2026, 12, 22), AttachmentRole.IDENTITY_PAPER)
    assert retention.identity_papers(desk) == ()
    assert desk.register.journal.of_case(case_id)[-1].act == "identity_paper_erased"


def test_days_after_the_answer_are_the_users(desk: Desk, passport: int) -> None:
    case_id = desk.register.attachments.get(passport).case_id
    close(desk, case_id)
    retention.set_paper_days(desk, 0)
    assert retention.expiring_papers(desk) == ()
    stand_on(desk, date(2026, 11, 22))
    assert len(retention.expiring_papers(desk)) == 1
    with pytest.raises(UserError):
        retention.set_paper_days(desk, 366)


def test_a_held_case_keeps_its_copies(desk: Desk, passport: int) -> None:
    case_id = desk.register.attachments.get(passport).case_id
    close(desk, case_id)
    stand_on(desk, date(2027, 6, 1))
    retention.hold(desk, case_id, date(2027, 7, 1), "спор в суде")
    assert retention.expire_papers(desk).count == 0
    assert desk.register.attachments.content(passport) == b"passport"


def test_only_what_came_with_a_request_can_be_marked(desk: Desk, operator_id: int, passport: int) -> None:
    original = registering.NewFile("письмо.eml", "message/rfc822", b"a", AttachmentRole.ORIGINAL)
    case_id = open_case(desk, operator_id, files=(original,))
    (file,) = desk.register.attachments.of_case(case_id)
    with pytest.raises(UserError):
        retention.mark_identity_paper(desk, file.id)
    retention.mark_identity_paper(desk, passport, is_paper=False)
    assert desk.register.attachments.get(passport).role is AttachmentRole.ATTACHMENT
    assert retention.identity_papers(desk) == ()
    assert desk.register.attachments.content(passport) == b"passport"
