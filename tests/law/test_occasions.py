"""Duties besides those of a plain letter: occasions, destruction that is impossible in time, contracts, named days."""

from __future__ import annotations

from datetime import date, time

import pytest

from otklik.law.duties import CONTRACT_TERM, NAMED_TERM, POLICY_TERM, count_duties
from otklik.law.kinds import OCCASIONS, Claimant, ClaimMatter, ErasureGround, Kind, Reading
from otklik.law.terms import CaseFacts, Term, Unit, checked_days
from otklik.system.errors import UserError

from .test_duties import CALENDAR, CONTRACT, DETECTED, RECEIVED, SENT, owed

# --- Occasions: nobody wrote ---


@pytest.mark.parametrize("kind", sorted(OCCASIONS))
def test_occasion_has_no_policy_term(kind: Kind) -> None:
    assert POLICY_TERM not in {duty.duty for duty in count_duties(CaseFacts((kind,), RECEIVED), CALENDAR)}


def test_occasion_beside_a_demand_leaves_the_policy_term_to_the_demand() -> None:
    policy = count_duties(CaseFacts((Kind.INCIDENT, Kind.ACCESS), RECEIVED), CALENDAR)[-1]
    assert (policy.duty, policy.kind) == (POLICY_TERM, Kind.ACCESS)


def test_incident_runs_by_the_clock_on_the_wall_whatever_the_day() -> None:
    friday = {name: duty.deadline for name, duty in owed(Kind.INCIDENT, received_at=time(17, 40)).items()}
    report, investigation = friday["report_incident"], friday["report_investigation"]
    assert (report.safe, report.latest, report.at) == (date(2026, 11, 21), date(2026, 11, 21), time(17, 40))
    assert (investigation.latest, investigation.at) == (date(2026, 11, 23), time(17, 40))


def test_incident_without_its_hour_is_safe_from_the_beginning_of_the_day() -> None:
    report = owed(Kind.INCIDENT)["report_incident"].deadline
    assert (report.safe, report.latest, report.at) == (RECEIVED, date(2026, 11, 21), None)


def test_incident_is_no_duty_before_september_2022() -> None:
    with pytest.raises(UserError, match="не давал"):
        owed(Kind.INCIDENT, received=date(2022, 8, 31))


@pytest.mark.parametrize(
    ("changed", "safe", "latest"),
    [
        (date(2026, 11, 20), date(2026, 12, 15), date(2026, 12, 15)),
        (date(2026, 10, 31), date(2026, 11, 13), date(2026, 11, 16)),  # 15 November 2026 is a Sunday
        (date(2026, 12, 1), date(2027, 1, 15), date(2027, 1, 15)),
    ],
)
def test_changed_details_are_told_by_the_fifteenth_of_the_next_month(changed: date, safe: date, latest: date) -> None:
    found = owed(Kind.NOTIFICATION_CHANGE, received=changed)["tell_rkn_change"].deadline
    assert (found.safe, found.latest) == (safe, latest)


# --- Destruction impossible in time ---


@pytest.mark.parametrize(
    ("kind", "gone", "first", "later"),
    [
        (Kind.CONSENT_WITHDRAWAL, "destroy_withdrawn", "block_until_destroyed", "destroy_later"),
        (Kind.PURPOSE_ACHIEVED, "destroy_achieved", "block_until_destroyed", "destroy_later"),
        (Kind.BLOCKING, "destroy_unlawful", "block_unlawful_until_destroyed", "destroy_unlawful_later"),
    ],
)
def test_impossible_destruction_blocks_in_the_first_term_and_destroys_in_six_months(
    kind: Kind, gone: str, first: str, later: str
) -> None:
    before = owed(kind, detected_on=DETECTED)
    after = owed(kind, detected_on=DETECTED, destruction_impossible=True)
    assert gone in before
    assert gone not in after
    assert after[first].deadline == before[gone].deadline
    assert after[later].term == Term(6, Unit.MONTHS)
    assert after[later].trigger_on == before[gone].trigger_on
    assert after[later].basis == "152-ФЗ ст. 21 ч. 6"


def test_data_proven_needless_have_no_six_months() -> None:
    facts = {"erasure_ground": ErasureGround.NEEDLESS, "destruction_impossible": True}
    assert "destroy_proven" in owed(Kind.ERASURE, **facts)
    assert "destroy_later" not in owed(Kind.ERASURE, **facts)


# --- The term of a contract ---


def test_contract_goes_before_the_procedural_term_and_leaves_the_others() -> None:
    duties = owed(
        Kind.CLAIM,
        claimant=Claimant.BUSINESS,
        claim_matter=ClaimMatter.MONEY,
        dispatched_on=SENT,
        contract=CONTRACT,
    )
    assert list(duties) == [CONTRACT_TERM]
    term = duties[CONTRACT_TERM]
    assert (term.basis, term.reading, term.trigger_on) == ("договор, п. 7.3", Reading.CONTRACT, SENT)
    assert (term.deadline.safe, term.deadline.latest) == (date(2026, 12, 4), date(2026, 12, 7))
    consumer = owed(Kind.CLAIM, claimant=Claimant.CONSUMER, claim_matter=ClaimMatter.MONEY, contract=CONTRACT)
    assert set(consumer) == {"answer_consumer_claim", CONTRACT_TERM}


def test_contract_that_runs_from_an_unknown_dispatch_says_so() -> None:
    assert owed(Kind.CLAIM, contract=CONTRACT)[CONTRACT_TERM].trigger_on == RECEIVED
    assert "день отправки" in (owed(Kind.CLAIM, contract=CONTRACT)[CONTRACT_TERM].condition or "")


def test_contract_is_nothing_to_a_request() -> None:
    assert CONTRACT_TERM not in owed(Kind.ACCESS, contract=CONTRACT)


def test_day_named_in_the_letter_stands_beside_the_law_and_changes_nothing() -> None:
    for named in (RECEIVED, date(2026, 11, 22), date(2027, 8, 1)):
        duties = owed(Kind.RKN_INQUIRY, named_on=named)
        own = duties.pop(NAMED_TERM)
        assert duties == owed(Kind.RKN_INQUIRY)
        assert (own.deadline.safe, own.deadline.latest, own.reading) == (named, named, Reading.PRACTICE)


@pytest.mark.parametrize("days", [0, -1, 366, 10_000])
def test_term_that_cannot_be_meant_is_one_sentence(days: int) -> None:
    with pytest.raises(UserError, match="введите"):
        checked_days(days)
