"""One thing said in many ways, and what only looks like it, from `tests/data/policies/ways.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from otklik.intake.policy.reader import read_policy_text
from tests.intake.policy.figures import value_of

WAYS: dict[str, Any] = tomllib.loads((Path(__file__).parents[2] / "data/policies/ways.toml").read_text("utf-8"))


def read(field: str, text: str) -> Any:
    return value_of(read_policy_text("policy.txt", text), field)


def listed() -> Iterator[tuple[str, str, str, bool]]:
    """Yield a field, an item, a text, and whether the text states the item."""
    for field in ("rights", "request_channels"):
        for item, ways in WAYS[field].items():
            for said in ("yes", "no"):
                yield from ((field, item, text, said == "yes") for text in ways[said])
    for section, field in (("refusals", "refusal_grounds"), ("third_party_tools", "third_party_tools")):
        for said in ("yes", "no"):
            yield from ((field, item, text, said == "yes") for text, item in WAYS[section][said])


def flagged() -> Iterator[tuple[str, str, bool | None]]:
    """Yield a flag, a text, and what the text states."""
    for field, ways in WAYS["flags"].items():
        for said, value in (("yes", True), ("no", False), ("none", None)):
            yield from ((field, text, value) for text in ways.get(said, ()))


@pytest.mark.parametrize(("field", "item", "text", "is_stated"), tuple(listed()))
def test_an_item_is_read_where_it_is_stated_and_nowhere_else(field: str, item: str, text: str, is_stated: bool) -> None:
    assert (item in read(field, text)) is is_stated


@pytest.mark.parametrize(("field", "text", "value"), tuple(flagged()))
def test_a_fact_is_read_as_stated(field: str, text: str, value: bool | None) -> None:
    assert read(field, text) is value


@pytest.mark.parametrize(("text", "number", "unit"), WAYS["terms"]["request"])
def test_a_term_for_requests_is_the_operators(text: str, number: int, unit: str) -> None:
    assert read("request_term", text) == {"number": number, "unit": unit, "clause": None}


@pytest.mark.parametrize(("text", "number", "unit"), WAYS["terms"]["claim"])
def test_a_term_for_claims_is_the_operators(text: str, number: int, unit: str) -> None:
    assert read("claim_term", text) == {"number": number, "unit": unit, "clause": None}


@pytest.mark.parametrize("text", WAYS["terms"]["none"])
def test_the_terms_of_others_are_not_taken(text: str) -> None:
    facts = read_policy_text("policy.txt", text)
    assert not {"request_term", "claim_term"} & {*facts.values, *(one.field for one in facts.conflicts)}
    assert not [one for one in facts.contradictions if one.id == "request_term_too_long"]


@pytest.mark.parametrize(("text", "items"), WAYS["data_categories"]["layouts"])
def test_categories_are_read_from_any_layout(text: str, items: list[str]) -> None:
    assert sorted(item.lower() for item in read("data_categories", text)) == sorted(items)
