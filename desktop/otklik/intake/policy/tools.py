"""By whose tools data are collected: counters and services of others, by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from otklik.intake.policy.facts import Found
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.wording import AnyOf, Span, Wording, rules, wording

_IN_A_ROW = re.compile(r"\W{0,6}(?:и|или|а также)?\W{0,6}")


@cache
def _tools() -> tuple[tuple[str, Wording], ...]:
    return tuple((name, Wording(words)) for name, words in rules("facts")["tools"].items())


@cache
def _any_tool() -> AnyOf:
    return AnyOf(words for _name, words in _tools())


def _denied() -> Wording:
    return wording("tools_denied", "words", "facts")


def find_tools(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find tools of others the policy names as used, one spelling each.

    Args:
        policy: the policy with its clauses.
    """
    for statement in statements(policy):
        for name, span in _named_tools(statement):
            if not statement.has_blank(span):
                yield "third_party_tools", Found(name, (statement.quote(span),))


def _named_tools(statement: Statement) -> Iterator[tuple[str, Span]]:
    if not _any_tool().may_stand_in(statement.text):
        return
    if f"{statement.lead} {statement.text}" in _denied():
        return
    named = [(name, span) for name, words in _tools() for span in words.spans(statement.text)]
    places = sorted(span for _name, span in named)
    for name, span in named:
        if not _is_gone(statement.text, span, places):
            yield name, span


def _is_gone(text: str, span: Span, places: list[Span]) -> bool:
    """Tell whether a sentence says that the tool at a place is used no more, of it and not of those beside it."""
    start, end = _part_around(text, span, places)
    gone = wording("tools_denied", "gone", "facts").spans(text[start:end])
    between = text[start + gone[-1][1] : span[0]] if gone and start + gone[-1][1] < span[0] else ""
    return bool(gone) and between not in wording("tools_denied", "now", "facts")


def _part_around(text: str, span: Span, places: list[Span]) -> Span:
    """Return where a sentence speaks of the tool at a place: up to the tools beside it, past those of its row."""
    at = places.index(span)
    first = last = at
    while first and _IN_A_ROW.fullmatch(text, places[first - 1][1], places[first][0]):
        first -= 1
    while last + 1 < len(places) and _IN_A_ROW.fullmatch(text, places[last][1], places[last + 1][0]):
        last += 1
    start = places[first - 1][1] if first else 0
    end = places[last + 1][0] if last + 1 < len(places) else len(text)
    return start, end
