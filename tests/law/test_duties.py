"""What is owed: every kind of demand, every answer, old law, the European regime."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.law.calendar import WorkCalendar
from otklik.law.duties import CONTRACT_TERM, POLICY_TERM, count_duties
from otklik.law.kinds import DEMANDS, OCCASIONS, Claimant, ClaimMatter, ErasureGround, Kind, Reading, Regime, Trigger
from otklik.law.rules import RuleSet
from otklik.law.terms import CaseFacts, ContractTerm, Duty, PolicyTerm, Term, Unit
from otklik.system.errors import UserError

CALENDAR = WorkCalendar.load()
RECEIVED = date(2026, 11, 20)
DETECTED = date(2026, 11, 24)
SENT = date(2026, 11, 16)
CONTRACT = ContractTerm(Term(20, Unit.CALENDAR_DAYS), Trigger.DISPATCH, "7.3")


UNITS = {"working_days": "WD", "calendar_days": "CD", "at_once": "at once", "months": "M", "hours": "h"}
UNITS |= {"day_of_next_month": "of next month", "named_day": "named"}


def owed(*kinds: Kind, **facts: object) -> dict[str, Duty]:
    """Return the duties of a case by id, the policy term left out."""
    case = replace(CaseFacts(kinds, RECEIVED), **facts)  # type: ignore[arg-type]  # each test names fields of CaseFacts
    duties = list(count_duties(case, CALENDAR))
    if not OCCASIONS.issuperset(kinds):
        assert duties.pop().duty == POLICY_TERM
    assert len({duty.duty for duty in duties}) == len(duties)
    return {duty.duty: duty for duty in duties}


def told(duties: dict[str, Duty]) -> dict[str, str]:
    """Return each duty as «number unit +extension reading ?», the question mark where it hangs on an answer."""
    return {
        name: " ".join(
            [
                f"{duty.term.number}" if duty.term.number else "",
                UNITS[duty.term.unit],
                f"+{duty.extension.number}" if duty.extension else "",
                duty.reading[0].upper(),
                "?" if duty.condition else "",
            ]
        )
        .replace("  ", " ")
        .strip()
        for name, duty in duties.items()
    }


UNLAWFUL = {"stop_unlawful": "3 WD T", "destroy_unlawful": "10 WD T", "tell_unlawful": "10 WD P"}
PLAIN = {
    Kind.ACCESS: {"answer_access": "10 WD +5 T"},
    Kind.PORTABILITY: {"answer_access": "10 WD +5 T", "give_copy": "10 WD +5 P"},
    Kind.RECTIFICATION: {"block_inaccurate": "at once T", "change_data": "7 WD T", "tell_change": "7 WD P"},
    Kind.BLOCKING: {"answer_request": "10 WD A", "block": "at once T"},
    Kind.RESTRICTION: {"answer_request": "10 WD A", "block": "at once A"},
    Kind.ERASURE: {
        "answer_erasure": "10 WD +5 T",
        "block": "at once T ?",
        "destroy_proven": "7 WD T ?",
        "stop_processing": "10 WD +5 A ?",
        "destroy_withdrawn": "30 CD T ?",
        "prove_destruction": "7 WD P ?",
    },
    Kind.CONSENT_WITHDRAWAL: {
        "destroy_withdrawn": "30 CD T",
        "tell_withdrawal": "30 CD P",
        "prove_destruction": "30 CD P",
    },
    Kind.STOP_PROCESSING: {"stop_processing": "10 WD +5 T"},
    Kind.MARKETING_OPT_OUT: {"stop_marketing": "at once T"},
    Kind.DISSEMINATION_STOP: {"stop_dissemination": "at once T", "stop_dissemination_breach": "3 WD T"},
    Kind.AUTOMATED_OBJECTION: {"answer_automated": "30 CD T"},
    Kind.INCIDENT: {"report_incident": "24 h T", "report_investigation": "72 h T"},
    Kind.PURPOSE_ACHIEVED: {"destroy_achieved": "30 CD T", "prove_destruction": "30 CD P"},
    Kind.DISSEMINATION_CONSENT: {"publish_conditions": "3 WD T"},
    Kind.NOTIFICATION_CHANGE: {"tell_rkn_change": "15 of next month T"},
    Kind.PROCESSING_END: {"tell_rkn_end": "10 WD T"},
    Kind.INDIRECT_DATA: {"tell_indirect": "at once T"},
    Kind.OBJECTION: {"answer_request": "10 WD A"},
    Kind.CHILD_DATA: {"answer_access": "10 WD +5 T", "block": "at once T"},
    Kind.NOT_OUR_DATA: {"answer_access": "10 WD +5 T"},
    Kind.COMPLAINT: {"answer_request": "10 WD A ?", "block": "at once T ?"},
    Kind.RKN_INQUIRY: {"answer_rkn": "10 WD +5 T", "block": "at once T ?"},
    Kind.CLAIM: {"answer_consumer_claim": "10 CD T ?", "answer_business_claim": "30 CD T ?"},
    Kind.OTHER: {},
}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_starts_its_duties_and_no_other(kind: Kind) -> None:
    assert told(owed(kind)) == PLAIN[kind]


BASES = {
    "answer_access": "152-ФЗ ст. 14 ч. 3, ст. 20 ч. 1–2",
    "answer_erasure": "152-ФЗ ст. 20 ч. 2",
    "answer_rkn": "152-ФЗ ст. 20 ч. 4",
    "block": "152-ФЗ ст. 21 ч. 1",
    "change_data": "152-ФЗ ст. 20 ч. 3, ст. 21 ч. 2",
    "stop_unlawful": "152-ФЗ ст. 21 ч. 3",
    "destroy_unlawful": "152-ФЗ ст. 21 ч. 3",
    "destroy_proven": "152-ФЗ ст. 20 ч. 3",
    "stop_processing": "152-ФЗ ст. 21 ч. 5.1",
    "destroy_withdrawn": "152-ФЗ ст. 21 ч. 5",
    "stop_marketing": "152-ФЗ ст. 15 ч. 2, 38-ФЗ ст. 18 ч. 1",
    "stop_dissemination": "152-ФЗ ст. 10.1 ч. 12–13",
    "stop_dissemination_breach": "152-ФЗ ст. 10.1 ч. 14",
    "answer_automated": "152-ФЗ ст. 16 ч. 4",
    "answer_consumer_claim": "ЗоЗПП ст. 22",
    "answer_business_claim": "АПК ст. 4 ч. 5",
    "report_incident": "152-ФЗ ст. 21 ч. 3.1 п. 1",
    "report_investigation": "152-ФЗ ст. 21 ч. 3.1 п. 2",
    "destroy_achieved": "152-ФЗ ст. 21 ч. 4",
    "publish_conditions": "152-ФЗ ст. 10.1 ч. 10",
    "tell_rkn_change": "152-ФЗ ст. 22 ч. 7",
    "tell_rkn_end": "152-ФЗ ст. 22 ч. 7",
    "tell_indirect": "152-ФЗ ст. 18 ч. 3",
}


def test_every_duty_of_the_text_names_article_and_part() -> None:
    duties = owed(*Kind, detected_on=DETECTED, dispatched_on=SENT)
    assert BASES.items() <= {name: duty.basis for name, duty in duties.items()}.items()


# --- Answers ---


def test_erasure_starts_only_what_follows_from_its_ground() -> None:
    always = {"answer_erasure": "10 WD +5 T"}
    proven = {"block": "at once T", "destroy_proven": "7 WD T", "prove_destruction": "7 WD P"}
    expected = {
        ErasureGround.UNLAWFUL: always | proven,
        ErasureGround.NEEDLESS: always | proven,
        ErasureGround.WITHDRAWAL: always | {"destroy_withdrawn": "30 CD T", "prove_destruction": "30 CD P"},
        ErasureGround.NONE: always | {"stop_processing": "10 WD +5 A", "prove_destruction": "10 WD P"},
    }
    for ground, duties in expected.items():
        assert told(owed(Kind.ERASURE, erasure_ground=ground)) == duties


@pytest.mark.parametrize("kind", [Kind.COMPLAINT, Kind.RKN_INQUIRY])
def test_allegation_of_unlawful_processing_decides(kind: Kind) -> None:
    assert "block" in owed(kind, alleges_unlawful=True)
    assert owed(kind, alleges_unlawful=True)["block"].condition is None
    assert "block" not in owed(kind, alleges_unlawful=False)


def test_complaint_without_an_allegation_has_the_policy_term_alone() -> None:
    assert owed(Kind.COMPLAINT, alleges_unlawful=False) == {}


@pytest.mark.parametrize(
    ("claimant", "matter", "duties"),
    [
        (None, None, {"answer_consumer_claim": "10 CD T ?", "answer_business_claim": "30 CD T ?"}),
        (Claimant.CONSUMER, None, {"answer_consumer_claim": "10 CD T ?"}),
        (Claimant.BUSINESS, None, {"answer_business_claim": "30 CD T ?"}),
        (None, ClaimMatter.MONEY, {"answer_consumer_claim": "10 CD T ?", "answer_business_claim": "30 CD T ?"}),
        (None, ClaimMatter.OTHER, {}),
        (Claimant.CONSUMER, ClaimMatter.MONEY, {"answer_consumer_claim": "10 CD T"}),
        (Claimant.BUSINESS, ClaimMatter.MONEY, {"answer_business_claim": "30 CD T"}),
        (Claimant.CONSUMER, ClaimMatter.OTHER, {}),
    ],
)
def test_claim_depends_on_who_and_what(
    claimant: Claimant | None, matter: ClaimMatter | None, duties: dict[str, str]
) -> None:
    assert told(owed(Kind.CLAIM, dispatched_on=SENT, claimant=claimant, claim_matter=matter)) == duties


def test_claim_of_a_business_runs_from_dispatch() -> None:
    duty = owed(Kind.CLAIM, dispatched_on=SENT, claimant=Claimant.BUSINESS, claim_matter=ClaimMatter.MONEY)[
        "answer_business_claim"
    ]
    assert (duty.trigger, duty.trigger_on) == (Trigger.DISPATCH, SENT)
    assert duty.deadline.latest == date(2026, 12, 16)
    unknown = owed(Kind.CLAIM, claimant=Claimant.BUSINESS, claim_matter=ClaimMatter.MONEY)["answer_business_claim"]
    assert unknown.trigger_on > SENT
    assert "день отправки не указан" in (unknown.condition or "")
    assert "; день отправки" in (owed(Kind.CLAIM)["answer_business_claim"].condition or "")


@pytest.mark.parametrize("kind", [Kind.BLOCKING, Kind.RESTRICTION, Kind.ERASURE, Kind.CHILD_DATA, Kind.COMPLAINT])
def test_unlawful_processing_runs_from_its_detection(kind: Kind) -> None:
    duties = owed(kind, detected_on=DETECTED)
    assert UNLAWFUL.items() <= told(duties).items()
    assert duties["stop_unlawful"].deadline.latest == date(2026, 11, 27)
    assert duties["destroy_unlawful"].deadline.latest == date(2026, 12, 8)
    assert not UNLAWFUL.keys() & owed(kind).keys()


def test_roskomnadzor_is_told_of_what_its_inquiry_brought_up() -> None:
    assert "tell_rkn" in owed(Kind.RKN_INQUIRY, detected_on=DETECTED)
    assert "tell_rkn" not in owed(Kind.RKN_INQUIRY)


def test_correcting_runs_from_the_day_of_proof() -> None:
    assert owed(Kind.RECTIFICATION)["change_data"].deadline.latest == date(2026, 12, 1)
    later = owed(Kind.RECTIFICATION, proof_on=date(2026, 11, 30))
    assert later["change_data"].deadline.latest == date(2026, 12, 9)
    assert later["block_inaccurate"].trigger_on == RECEIVED


def test_one_duty_for_answer_or_refusal() -> None:
    assert owed(Kind.ACCESS)["answer_access"].closed_by == ("answer", "refusal")


def test_withdrawal_with_a_demand_to_stop_runs_both() -> None:
    duties = owed(Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING)
    assert duties["stop_processing"].deadline.latest == date(2026, 12, 4)
    assert duties["destroy_withdrawn"].deadline.latest == date(2026, 12, 21)
    assert duties["destroy_withdrawn"].deadline.safe == date(2026, 12, 18)


def test_same_thing_asked_twice_is_owed_once_and_firmly() -> None:
    duties = owed(Kind.COMPLAINT, Kind.ERASURE, Kind.STOP_PROCESSING, Kind.RESTRICTION, Kind.BLOCKING)
    assert duties["block"].condition is None
    assert duties["block"].reading is Reading.TEXT
    assert duties["block"].kind is Kind.BLOCKING
    assert duties["stop_processing"].reading is Reading.TEXT
    assert duties["stop_processing"].condition is None


# --- The policy term ---


@pytest.mark.parametrize("kind", DEMANDS)
@pytest.mark.parametrize("regime", Regime)
def test_every_case_has_the_policy_term_last(kind: Kind, regime: Regime) -> None:
    policy = count_duties(CaseFacts((kind,), RECEIVED, regime=regime), CALENDAR)[-1]
    assert policy.duty == "policy_term"
    assert policy.kind is kind
    assert policy.reading is Reading.POLICY
    assert policy.term == Term(30, Unit.WORKING_DAYS)
    assert policy.deadline.safe == policy.deadline.latest == CALENDAR.add_working_days(RECEIVED, 30)
    assert policy.basis == "политика оператора"


def test_policy_term_is_the_profiles_figure_with_its_clause() -> None:
    terms = PolicyTerm(Term(15, Unit.WORKING_DAYS), "9.2")
    policy = count_duties(CaseFacts((Kind.CLAIM,), RECEIVED, terms), CALENDAR)[-1]
    assert policy.basis == "политика, п. 9.2"
    assert policy.deadline.latest == date(2026, 12, 11)
    assert policy.title == "Ответить на претензию"
    assert count_duties(CaseFacts((Kind.OTHER,), RECEIVED), CALENDAR)[-1].title == "Закрыть обращение по политике"


# --- Old law ---


def test_before_september_2022_answers_had_thirty_calendar_days() -> None:
    eve, day_one = date(2022, 8, 31), date(2022, 9, 1)
    for kind, name in [
        (Kind.ACCESS, "answer_access"),
        (Kind.CHILD_DATA, "answer_access"),
        (Kind.NOT_OUR_DATA, "answer_access"),
        (Kind.ERASURE, "answer_erasure"),
        (Kind.RKN_INQUIRY, "answer_rkn"),
    ]:
        old, new = owed(kind, received=eve)[name], owed(kind, received=day_one)[name]
        assert (old.term, old.extension, old.deadline.extended_latest) == (Term(30, Unit.CALENDAR_DAYS), None, None)
        assert old.deadline.latest == date(2022, 9, 30)
        assert new.term == Term(10, Unit.WORKING_DAYS)
        assert new.deadline.extended_latest == date(2022, 9, 22)


def test_demand_to_stop_exists_since_september_2022() -> None:
    assert owed(Kind.STOP_PROCESSING, received=date(2022, 8, 31)) == {}
    assert "stop_processing" in owed(Kind.STOP_PROCESSING, received=date(2022, 9, 1))
    assert "stop_processing" not in owed(Kind.ERASURE, received=date(2022, 8, 31))


def test_act_of_destruction_exists_since_march_2023() -> None:
    assert "prove_destruction" not in owed(Kind.CONSENT_WITHDRAWAL, received=date(2023, 2, 28))
    assert "prove_destruction" in owed(Kind.CONSENT_WITHDRAWAL, received=date(2023, 3, 1))


def test_the_rest_was_the_same_before() -> None:
    for kind, name in [
        (Kind.RECTIFICATION, "change_data"),
        (Kind.CONSENT_WITHDRAWAL, "destroy_withdrawn"),
        (Kind.BLOCKING, "block"),
        (Kind.AUTOMATED_OBJECTION, "answer_automated"),
        (Kind.MARKETING_OPT_OUT, "stop_marketing"),
    ]:
        assert owed(kind, received=date(2020, 2, 3))[name].term == owed(kind)[name].term


# --- The European regime ---

SUBJECT_KINDS = set(DEMANDS) - {Kind.OTHER, Kind.CLAIM, Kind.RKN_INQUIRY}


@pytest.mark.parametrize("kind", sorted(SUBJECT_KINDS))
def test_gdpr_gives_a_month_and_two_more(kind: Kind) -> None:
    duties = [duty for duty in owed(kind, regime=Regime.GDPR).values() if duty.term.unit is Unit.MONTHS]
    assert len(duties) == 1
    assert duties[0].deadline.latest == date(2026, 12, 21)
    assert duties[0].deadline.extended_latest == date(2027, 2, 22)
    assert duties[0].basis.startswith("GDPR ст. 12(3)")


def test_gdpr_marketing_stops_at_once() -> None:
    assert told(owed(Kind.MARKETING_OPT_OUT, regime=Regime.GDPR))["gdpr_stop_marketing"] == "at once T"


@pytest.mark.parametrize("kind", [Kind.CLAIM, Kind.RKN_INQUIRY, Kind.OTHER])
def test_authorities_and_claimants_go_by_russian_law_under_any_regime(kind: Kind) -> None:
    facts = {"detected_on": DETECTED, "dispatched_on": SENT}
    assert owed(kind, regime=Regime.GDPR, **facts) == owed(kind, **facts)


# --- Whatever the case ---

cases = st.builds(
    CaseFacts,
    kinds=st.lists(st.sampled_from(list(Kind)), min_size=1, max_size=5, unique=True).map(tuple),
    received=st.dates(date(2022, 9, 1), date(2030, 12, 31)),
    regime=st.sampled_from(list(Regime)),
    detected_on=st.none() | st.just(date(2031, 1, 13)),
    dispatched_on=st.none() | st.just(date(2013, 12, 2)),
    erasure_ground=st.none() | st.sampled_from(list(ErasureGround)),
    claimant=st.none() | st.sampled_from(list(Claimant)),
    claim_matter=st.none() | st.sampled_from(list(ClaimMatter)),
    alleges_unlawful=st.none() | st.booleans(),
    destruction_impossible=st.booleans(),
    contract=st.none() | st.just(CONTRACT),
    received_at=st.none() | st.times(),
)


@given(cases)
def test_duties_hang_together(facts: CaseFacts) -> None:
    duties = count_duties(facts, CALENDAR)
    assert len({duty.duty for duty in duties}) == len(duties)
    for duty in duties:
        assert duty.kind in facts.kinds
        assert duty.trigger_on <= duty.deadline.safe <= duty.deadline.latest
        assert (duty.extension is None) == (duty.deadline.extended_latest is None)
        assert (duty.condition is None) == (duty.condition_en is None)
        assert duty.closed_by
        assert (duty.reading is Reading.POLICY) == (duty.duty == POLICY_TERM)
        assert (duty.reading is Reading.CONTRACT) == (duty.duty == CONTRACT_TERM)


@given(cases)
def test_an_answer_never_adds_a_duty_that_was_not_listed_before(facts: CaseFacts) -> None:
    asked = replace(facts, erasure_ground=None, claimant=None, claim_matter=None, alleges_unlawful=None)
    before = {duty.duty for duty in count_duties(asked, CALENDAR)}
    assert {duty.duty for duty in count_duties(facts, CALENDAR)} <= before


# --- Bad input ---


def test_case_without_a_kind_is_refused() -> None:
    with pytest.raises(UserError, match="выберите"):
        count_duties(CaseFacts((), RECEIVED), CALENDAR)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("received", [date(1999, 1, 1), date(2055, 1, 1), date.max])
def test_receipt_outside_the_calendar_is_one_sentence(kind: Kind, received: date) -> None:
    with pytest.raises(UserError, match="календар"):
        count_duties(CaseFacts((kind,), received), CALENDAR)


def test_policy_of_centuries_is_one_sentence() -> None:
    with pytest.raises(UserError, match="календар"):
        count_duties(CaseFacts((Kind.OTHER,), RECEIVED, PolicyTerm(Term(50_000, Unit.WORKING_DAYS))), CALENDAR)


def test_other_rules_may_be_counted_by() -> None:
    rules = RuleSet.load()
    bare = replace(rules, rules=())
    assert [duty.duty for duty in count_duties(CaseFacts((Kind.ACCESS,), RECEIVED), CALENDAR, bare)] == [POLICY_TERM]
