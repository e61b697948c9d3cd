"""Invented policies, many of them traps: nothing is read that they do not state, and most of what they do is."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

from tests.intake.policy.figures import Figures, compare, expected, read

POLICIES = Path(__file__).parents[2] / "data/policies"
EXPECTED = expected(POLICIES)


@cache
def figures() -> Figures:
    """Return the figures of the whole set."""
    all_of_them = Figures()
    for name, stated in EXPECTED.items():
        compare(all_of_them, name, read(POLICIES / name, stated.get("_render")), stated)
    return all_of_them


def test_there_are_many_with_traps() -> None:
    assert len(EXPECTED) == 78
    assert sum("_trap" in stated for stated in EXPECTED.values()) == 18


@pytest.mark.parametrize("policy", EXPECTED)
def test_no_policy_gives_a_value_it_does_not_state(policy: str) -> None:
    one = Figures()
    compare(one, policy, read(POLICIES / policy, EXPECTED[policy].get("_render")), EXPECTED[policy])
    assert not one.wrong


def test_most_of_what_is_stated_is_read() -> None:
    """A value may be missed; which, and how much of each field is read, is printed.

    The last twenty-four were written by somebody else and the reader was mended only where it read too much of them.
    """
    counted = figures()
    missing = [line for name, lines in counted.missed.items() for line in (name, *lines)]
    sys.stdout.write("\n".join([counted.table(), *missing]))  # shown with `pytest -s`
    right = sum(counted.right.values())
    missed = sum(len(lines) for lines in counted.missed.values())
    assert right / (right + missed) >= 0.87


@pytest.mark.parametrize("policy", [name for name, stated in EXPECTED.items() if "conflicts" in stated])
def test_what_is_said_twice_differently_is_a_conflict(policy: str) -> None:
    facts = read(POLICIES / policy, EXPECTED[policy].get("_render"))
    assert {conflict.field for conflict in facts.conflicts} >= set(EXPECTED[policy]["conflicts"])
    for conflict in facts.conflicts:
        assert len(conflict.candidates) > 1
        assert conflict.field not in facts.values


@pytest.mark.parametrize("policy", [name for name, stated in EXPECTED.items() if "contradictions" in stated])
def test_contradictions_to_the_law_are_told(policy: str) -> None:
    facts = read(POLICIES / policy, EXPECTED[policy].get("_render"))
    assert {one.id for one in facts.contradictions} == set(EXPECTED[policy]["contradictions"])
