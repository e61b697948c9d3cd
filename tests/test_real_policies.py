"""Five real policies, where they lie beside the checkout: what is read from them is what a careful person read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.policy.figures import expected, read, value_of

BESIDE = Path(__file__).parents[2] / "shared/policies"
REAL = expected(BESIDE) if (BESIDE / "facts.json").is_file() else {}


def test_the_real_policies_lie_beside_the_checkout() -> None:
    if not REAL:
        pytest.skip("the five real policies are not beside this checkout; the invented ones stand for them")
    assert len(REAL) == 5


@pytest.mark.parametrize("policy", REAL)
def test_every_field_is_read_as_it_stands(policy: str) -> None:
    facts = read(BESIDE / policy)
    for name, want in REAL[policy].items():
        got = value_of(facts, name)
        if isinstance(want, list):
            assert sorted(got) == sorted(want), name
        else:
            assert got == want, name


@pytest.mark.parametrize("policy", REAL)
def test_every_value_stands_on_words_of_the_text(policy: str) -> None:
    facts = read(BESIDE / policy)
    written = (BESIDE / policy).read_text("utf-8")
    assert facts.text == written
    for found in facts.values.values():
        assert found.quotes
        assert all(written[quote.start : quote.end] == quote.text for quote in found.quotes)


@pytest.mark.parametrize("policy", REAL)
def test_what_is_not_stated_is_not_there(policy: str) -> None:
    """Fields a careful person left out altogether are not stated in that policy."""
    facts = read(BESIDE / policy)
    flags = {"stored_in_russia", "cross_border", "special_categories", "automated_decisions", "identity_check"}
    flags |= {"minors_clause", "other_operator_clause", "eu_authority_clause", "pretrial_claim_required"}
    assert {name for name in flags if name in facts.values} == {name for name in flags if name in REAL[policy]}
    assert facts.conflicts == ()
