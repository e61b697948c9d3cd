"""Whose is it: what stands beside somebody else, what was once so, and what a machine wrote is not the operator's."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from otklik.intake.policy.facts import PolicyFacts
from otklik.intake.policy.reader import read_policy_text
from tests.intake.policy.figures import value_of

SNIPPETS = tomllib.loads((Path(__file__).parents[2] / "data/policies/snippets.toml").read_text("utf-8"))["snippet"]
LEAD = "Политика в отношении обработки персональных данных\n\nОператор – ООО «Пример».\n\n"
NOBODY = {
    **dict.fromkeys(("operator_name", "operator_form", "inn", "ogrn", "rkn_registry_number", "address", "policy_date")),
    **dict.fromkeys(("emails", "phones", "sites"), ()),
}


def terms_of(facts: PolicyFacts) -> list[str]:
    """Return the terms read, as «request 10 working_days»."""
    terms = ((name, value_of(facts, f"{name}_term")) for name in ("claim", "request"))
    return [f"{name} {term['number']} {term['unit']}" for name, term in terms if term]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet["text"][:50])
def test_only_what_is_the_operators_is_taken(snippet: dict[str, Any]) -> None:
    is_alone = snippet.get("alone", False)
    facts = read_policy_text("a", ("" if is_alone else LEAD) + snippet["text"])
    leading = {} if is_alone else {"operator_name": "ООО «Пример»", "operator_form": "ООО"}
    expected = {**NOBODY, **leading, **snippet}
    read = {name: value_of(facts, name) for name in NOBODY}
    assert read == {
        name: list(value) if isinstance(value, tuple) else value for name, value in expected.items() if name in NOBODY
    }
    if "terms" in snippet:
        assert terms_of(facts) == snippet["terms"]
