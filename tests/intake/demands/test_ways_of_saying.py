"""Many ways of demanding the same, and many sentences that demand nothing: `tests/data/letters/ways.toml`."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from tests.intake.letter_figures import LETTERS
from tests.intake.told_letters import kinds_of

WAYS: dict[str, Any] = tomllib.loads((LETTERS / "ways.toml").read_text("utf-8"))


@pytest.mark.parametrize("group", WAYS["demand"], ids=lambda group: group["kind"])
def test_a_demand_is_recognised_however_it_is_said(group: dict[str, Any]) -> None:
    failures: list[str] = []
    for line in group["lines"].strip().split("\n"):
        text, *marks = line.split("|")
        optional = {*group.get("optional", ()), *(mark.strip().removeprefix("?") for mark in marks)}
        found = set(kinds_of(text.strip()))
        if group["kind"] not in found or found - {group["kind"]} - optional:
            failures.append(f"{text}: {sorted(found)}")
    assert not failures, "\n".join(failures)


def test_other_sentences_demand_nothing() -> None:
    found = {line: kinds_of(line) for line in WAYS["silent"]["lines"].strip().split("\n")}
    assert not {line: kinds for line, kinds in found.items() if kinds}


@pytest.mark.parametrize("letter", WAYS["letter"], ids=lambda letter: letter["text"][:30])
def test_a_whole_letter_demands_what_it_says_and_no_more(letter: dict[str, Any]) -> None:
    assert set(kinds_of(letter["text"])) - {*letter.get("optional", ())} == {*letter["kinds"]}


def test_no_sentence_stands_twice() -> None:
    lines = [line for group in (*WAYS["demand"], WAYS["silent"]) for line in group["lines"].strip().split("\n")]
    assert len(lines) == len(set(lines)) > 1000
