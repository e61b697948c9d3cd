"""Which letters fit a case, and in which order: by what is demanded and by what the clerk answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from otklik.law.kinds import DEMANDS, ErasureGround, Kind, Regime
from otklik.letters.templates import Situation, load_templates, read_template, suited

if TYPE_CHECKING:
    from pathlib import Path

CLEAR = Situation(kinds=(), identified=True)


def offered(*kinds: Kind, **answers: object) -> list[str]:
    return [offer.template.id for offer in suited(replace(CLEAR, kinds=kinds, **answers))]  # type: ignore[arg-type]  # fields of Situation


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        ((Kind.ACCESS,), "access_answer"),
        ((Kind.PORTABILITY,), "access_answer"),
        ((Kind.CHILD_DATA,), "access_answer"),
        ((Kind.NOT_OUR_DATA,), "other_operator"),
        ((Kind.RECTIFICATION,), "rectification_done"),
        ((Kind.CONSENT_WITHDRAWAL,), "withdrawal_done"),
        ((Kind.CONSENT_WITHDRAWAL, Kind.ACCESS), "withdrawal_done"),
        ((Kind.ACCESS, Kind.CONSENT_WITHDRAWAL), "access_answer"),
        ((Kind.STOP_PROCESSING,), "stop_done"),
        ((Kind.OBJECTION,), "stop_done"),
        ((Kind.MARKETING_OPT_OUT,), "marketing_done"),
        ((Kind.DISSEMINATION_STOP,), "dissemination_done"),
        ((Kind.AUTOMATED_OBJECTION,), "automated_answer"),
        ((Kind.OTHER,), "plain_answer"),
        ((Kind.INDIRECT_DATA,), "indirect_notice"),
        ((Kind.INCIDENT,), "incident_report"),
    ],
)
def test_best_fitting_letter_comes_first(kinds: tuple[Kind, ...], first: str) -> None:
    assert offered(*kinds)[0] == first


@pytest.mark.parametrize(
    ("ground", "first"),
    [
        (ErasureGround.NEEDLESS, "erasure_done"),
        (ErasureGround.UNLAWFUL, "erasure_done"),
        (ErasureGround.WITHDRAWAL, "withdrawal_done"),
        (ErasureGround.NONE, "erasure_done"),
    ],
)
def test_ground_of_erasure_decides(ground: ErasureGround, first: str) -> None:
    found = offered(Kind.ERASURE, erasure_ground=ground)
    assert found[0] == first
    assert ("withdrawal_continues" in found) is (ground is ErasureGround.WITHDRAWAL)
    assert ("blocking_notice" in found) is (ground in {ErasureGround.NEEDLESS, ErasureGround.UNLAWFUL})


@pytest.mark.parametrize("kind", [Kind.BLOCKING, Kind.RESTRICTION, Kind.ERASURE, Kind.CHILD_DATA, Kind.COMPLAINT])
def test_violation_found_is_told_first_and_the_check_is_over(kind: Kind) -> None:
    assert "violations_mended" not in offered(kind)
    found = offered(kind, unlawful_found=True)
    assert found[0] == "violations_mended"
    assert not {"blocking_notice", "blocking_lifted"} & set(found)


def test_check_is_told_of_while_it_lasts_and_when_it_is_over() -> None:
    assert "blocking_notice" in offered(Kind.BLOCKING)
    assert offered(Kind.BLOCKING, blocked=True)[0] == "blocking_lifted"
    assert "blocking_notice" in offered(Kind.COMPLAINT, alleges_unlawful=True)
    assert "blocking_notice" not in offered(Kind.COMPLAINT, alleges_unlawful=False)
    assert offered(Kind.COMPLAINT, alleges_unlawful=False)[0] == "plain_answer"


def test_letters_on_the_way_are_offered_only_where_they_are_of_use() -> None:
    assert "repeat_refusal" not in offered(Kind.ACCESS)
    assert "repeat_refusal" in offered(Kind.ACCESS, repeated=True)[:2]
    assert "details_request" not in offered(Kind.ACCESS)
    assert "details_request" in offered(Kind.ACCESS, identified=False)
    assert "extension_notice" not in offered(Kind.ACCESS)
    assert "extension_notice" in offered(Kind.ACCESS, extendable=True)
    assert "recipients_notice" not in offered(Kind.RECTIFICATION)
    assert "recipients_notice" in offered(Kind.RECTIFICATION, shared=True)
    assert "processor_order" not in offered(Kind.STOP_PROCESSING)
    assert "processor_order" in offered(Kind.STOP_PROCESSING, delegated=True)


def test_data_that_cannot_be_destroyed_yet_are_not_said_to_be() -> None:
    assert "withdrawal_done" not in offered(Kind.CONSENT_WITHDRAWAL, destruction_impossible=True)
    found = offered(Kind.ERASURE, erasure_ground=ErasureGround.NONE, destruction_impossible=True)
    assert found[0] == "stop_done"
    assert "erasure_done" not in found


@pytest.mark.parametrize("kind", DEMANDS)
def test_refusals_come_last(kind: Kind) -> None:
    situation = replace(CLEAR, kinds=(kind,), shared=True, delegated=True, extendable=True)
    ranks = [next(fit.rank for fit in offer.template.fits if fit.matches(situation)) for offer in suited(situation)]
    assert ranks == sorted(ranks)
    assert "refusal" not in offered(kind, extendable=True)[:1]


@pytest.mark.parametrize("kind", [Kind.ACCESS, Kind.PORTABILITY, Kind.CHILD_DATA])
@pytest.mark.parametrize("regime", Regime)
def test_data_are_handed_out_last_while_nobody_knows_who_wrote(kind: Kind, regime: Regime) -> None:
    known = offered(kind, regime=regime, extendable=True)
    unknown = offered(kind, regime=regime, extendable=True, identified=False)
    assert load_templates()[known[0]].gives_data
    assert unknown[0] == "details_request"
    assert set(unknown) == {*known, "details_request"}
    giving = [load_templates()[one].gives_data for one in unknown]
    assert giving == sorted(giving)


@pytest.mark.parametrize("kind", DEMANDS)
@pytest.mark.parametrize("regime", Regime)
def test_every_demand_has_an_answer_and_a_reason(kind: Kind, regime: Regime) -> None:
    offers = suited(replace(CLEAR, kinds=(kind,), regime=regime))
    assert offers
    assert offers[0].template.closes
    for one in offers:
        assert bool(one.why) == bool(one.why_en)


@pytest.mark.parametrize("kind", [kind for kind in DEMANDS if kind not in {Kind.RKN_INQUIRY, Kind.CLAIM, Kind.OTHER}])
def test_people_in_the_european_union_are_answered_by_their_law(kind: Kind) -> None:
    found = suited(replace(CLEAR, kinds=(kind,), regime=Regime.GDPR, extendable=True, unlawful_found=True))
    assert found[0].template.id.startswith("gdpr_") or kind in {Kind.OBJECTION, Kind.COMPLAINT}
    assert all(Regime.GDPR in one.template.regimes for one in found)


@pytest.mark.parametrize(
    "kind", [Kind.PURPOSE_ACHIEVED, Kind.DISSEMINATION_CONSENT, Kind.NOTIFICATION_CHANGE, Kind.PROCESSING_END]
)
def test_what_asks_for_no_letter_is_offered_none(kind: Kind) -> None:
    assert offered(kind) == []
    ordered = offered(kind, delegated=True)
    assert ordered == (["processor_order"] if kind in {Kind.PURPOSE_ACHIEVED, Kind.PROCESSING_END} else [])


def test_incident_is_told_of_twice_in_order() -> None:
    assert offered(Kind.INCIDENT) == ["incident_report", "incident_investigation"]


def test_head_that_asks_what_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.md"
    head = 'title = "т"\nheading = "О"\nkinds = ["access"]\noutcome = ""\ncloses = []\n'
    path.write_text(f"+++\n{head}[[fits]]\nwhen = {{ weather = [true] }}\n+++\nТекст.\n", "utf-8")
    with pytest.raises(ValueError, match="weather"):
        read_template(path)


def test_list_of_templates_is_in_the_order_of_their_heads() -> None:
    orders = [one.order for one in load_templates().values()]
    assert orders == sorted(orders)
