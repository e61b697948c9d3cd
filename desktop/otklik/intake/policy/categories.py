"""What is collected and by whose tools: categories of data in the operator's own words, counters of others by name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from otklik.intake.policy.facts import Found
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.wording import Span, Wording
from otklik.system.paths import resource

_LONGEST_ITEM = 120
_LONGEST_LIST = 40
_SPLIT = re.compile(r",\s+|;\s+|\s+и\s+(?!\()|\s+а\s+также\s+|\s+and\s+")
_EXPLAINED = re.compile(r"\s-\s|\s\((?!.{0,40}\)\S)|\.\s")
_ENDING = " \t\n.;,:"
_FOLLOWING = re.compile(r"^\s*(?:следующие\s+)?(?:персональные\s+)?(?:данные|сведения|информацию)?(?:\s+[^:,]{0,60})?:\s*")


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads(resource("intake/policy_facts.toml").read_text("utf-8"))


@cache
def _group(name: str) -> Wording:
    return Wording(_rules()["categories"][name])


@cache
def _tools() -> tuple[tuple[str, Wording], ...]:
    return tuple((name, Wording(words)) for name, words in _rules()["tools"].items())


@cache
def _denied() -> Wording:
    return Wording(_rules()["tools_denied"]["words"])


def find_categories(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find the categories of data that are collected, item by item, in the operator's words and in the nominative.

    Args:
        policy: the policy with its clauses.
    """
    seen: set[str] = set()
    for statement in statements(policy):
        if statement.is_definition:
            continue
        for span in _items(statement):
            name = _name(policy.words[statement.start + span[0] : statement.start + span[1]])
            key = name.lower().replace("ё", "е")
            if name and key not in seen and not statement.has_blank(span):
                seen.add(key)
                yield "data_categories", Found(name, (statement.exact(span),))


def _items(statement: Statement) -> list[Span]:
    """Return the items one statement names."""
    if statement.lead:
        if _is_list_of_data(statement.lead):
            return _trimmed(statement.text, [_first_part(statement.text)])
        return []
    colon = statement.text.find(": ")
    if colon > 0 and _is_list_of_data(statement.text[:colon]) and not statement.text[:colon].count(","):
        return _row(statement.text, colon + 1)
    for start, end in _group("row").spans(statement.text):
        if statement.text[:end] not in _group("unless") and statement.text not in _group("unless"):
            return _row(statement.text, end)
        del start
    return []


def _is_list_of_data(lead: str) -> bool:
    return lead in _group("lead") and lead not in _group("unless")


def _first_part(text: str) -> Span:
    """Return an item of a list without what explains it: «электронная почта — на неё приходит чек»."""
    end = len(text)
    if match := re.search(r"\s-\s", text):
        end = match.start()
    return 0, end


def _row(text: str, start: int) -> list[Span]:
    """Return the items of a row: «имя, телефон и адрес»."""
    end = len(text)
    if match := re.search(r"[.;]\s|\s-\s|,\s+(?:чтобы|которые|котор|если|когда|при|для|по которым)", text[start:]):
        end = start + match.start()
    spans, at = [], start
    for match in _SPLIT.finditer(text, start, end):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, end))
    return _trimmed(text, spans) if len(spans) <= _LONGEST_LIST else []


def _trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    return [span for span in (_trim(text, *span) for span in spans) if span is not None]


def _trim(text: str, start: int, end: int) -> Span | None:
    """Return an item without marks at its ends and words that are no part of it, `None` where nothing is left."""
    changed = True
    while changed:
        changed = False
        while start < end and text[start] in _ENDING + '-"':
            start, changed = start + 1, True
        for word in _rules()["categories"]["dropped"]:
            if text.startswith(f"{word} ", start, end):
                start, changed = start + len(word) + 1, True
    while end > start and text[end - 1] in _ENDING:
        end -= 1
    is_item = 2 <= end - start <= _LONGEST_ITEM and text[start:end] not in _group("not_an_item")
    return (start, end) if is_item and re.search(r"[^\W\d_]", text[start:end]) else None


def _name(words: str) -> str:
    """Return an item as a name: its first letter small unless the word is an abbreviation, the first words nominative."""
    words = " ".join(words.split())
    first, _, rest = words.partition(" ")
    letters = [letter for letter in first if letter.isalpha()]
    if letters and not any(letter.isupper() for letter in letters[1:]) and not (len(letters) == 1 and "." in first):
        first = first.lower()
    pieces = [first, *rest.split(" ")] if rest else [first]
    nominative: Mapping[str, str] = _rules()["categories"]["nominative"]
    for place, piece in enumerate(pieces[:2]):
        if piece not in nominative:
            break
        pieces[place] = nominative[piece]
    return " ".join(pieces)


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
    for name, words in _tools():
        span = words.first(statement.text)
        if span is not None and f"{statement.lead} {statement.text}" not in _denied():
            yield name, span


FINDERS: tuple[Callable[[Policy], Iterable[tuple[str, Found[str]]]], ...] = (find_categories, find_tools)
