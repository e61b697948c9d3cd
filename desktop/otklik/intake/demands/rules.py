"""The rules of `resources/intake/*.toml`, read once and made ready to look with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from otklik.intake.demands.phrases import Marked, Phrases, Vocabulary
from otklik.intake.demands.words import Words
from otklik.law.kinds import Kind
from otklik.system.paths import resource

LANGUAGES = ("ru", "en")
"""Languages whose rules are looked for in every letter; people mix them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What speaks for one kind of demand.

    Attributes:
        kind: the kind.
        words: phrases that are evidence.
        unless: phrases at whose places evidence does not count.
        never_in: phrases in whose sentence it does not count.
        needs: phrases one of which must stand somewhere in the letter; `None` where nothing must.
        senders: endings of the sender's address that are evidence by themselves.
        asserts: the evidence is a statement of what happened: conditions, threats and denials do not touch it.
    """

    kind: Kind
    words: Phrases
    unless: Phrases
    never_in: Phrases
    needs: Phrases | None
    senders: tuple[str, ...]
    asserts: bool


@dataclass(frozen=True, slots=True)
class Book:
    """All rules: of kinds in order, and the other lists of phrases by their name («scope.threats»)."""

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    lists: dict[str, Phrases]

    def marked(self, words: Words) -> Marked:
        """Return the words with what of the rules each of them fits."""
        return Marked(words, self.vocabulary)

    def __getitem__(self, name: str) -> Phrases:
        return self.lists[name]


@cache
def book() -> Book:
    """Return the rules of all languages."""
    vocabulary = Vocabulary()
    rules: list[Rule] = []
    lists: dict[str, list[str]] = {}
    for language in LANGUAGES:
        data = plain(language)
        rules += [_rule(entry, data["sets"], vocabulary) for entry in data["rule"]]
        for name, entries in data["phrases"].items():
            lists.setdefault(name, []).extend(_spelled_out(entries, data["sets"]))
    return Book(vocabulary, tuple(rules), {name: Phrases(entries, vocabulary) for name, entries in lists.items()})


@cache
def plain(language: str) -> dict[str, Any]:
    """Return the data file of a language as it is."""
    return tomllib.loads(resource(f"intake/{language}.toml").read_text("utf-8"))


def _rule(entry: dict[str, Any], sets: Mapping[str, str], vocabulary: Vocabulary) -> Rule:
    def phrases(key: str) -> Phrases:
        return Phrases(_spelled_out(entry.get(key, ()), sets), vocabulary)

    return Rule(
        Kind(entry["kind"]),
        phrases("words"),
        phrases("unless"),
        phrases("never_in"),
        phrases("needs") if "needs" in entry else None,
        tuple(entry.get("sender", ())),
        bool(entry.get("asserts", False)),
    )


def _spelled_out(texts: Iterable[str], sets: Mapping[str, str]) -> list[str]:
    """Return phrases with the words of each <set>, in brackets of their own where they do not stand in any."""
    spelled = []
    for text in texts:
        pieces = re.split(r"(\([^)]*\))", text)
        for number, piece in enumerate(pieces):
            group = "{}" if number % 2 else "({})"
            pieces[number] = re.sub(r"<(\w+)>", lambda name, group=group: group.format(sets[name[1]]), piece)
        spelled.append("".join(pieces))
    return spelled
