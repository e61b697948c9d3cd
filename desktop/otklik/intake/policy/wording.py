"""Groups of phrases of `resources/intake/policy_phrases.toml`, and where they stand in a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from otklik.intake.phrases import compile_phrase, folded
from otklik.system.paths import resource

Span = tuple[int, int]


class Wording:
    """Phrases that mean the same, with those that take the meaning back.

    Args:
        words: phrases in the language of `intake.phrases`.
        unless: phrases whose places do not count.
    """

    def __init__(self, words: Iterable[str], unless: Iterable[str] = ()) -> None:
        self._words = tuple(compile_phrase(phrase) for phrase in words)
        self._unless = tuple(compile_phrase(phrase) for phrase in unless)

    def spans(self, text: str) -> list[Span]:
        """Return where the phrases stand, from left to right.

        Args:
            text: a sentence or a few; its own letters are matched, ё as е.
        """
        plain = folded(text)
        found = sorted({match.span() for phrase in self._words for match in phrase.finditer(plain)})
        if not found:
            return []
        taken_back = [match.span() for phrase in self._unless for match in phrase.finditer(plain)]
        return [span for span in found if not any(overlap(span, other) for other in taken_back)]

    def first(self, text: str) -> Span | None:
        """Return the first place of a phrase, `None` where there is none."""
        return next(iter(self.spans(text)), None)

    def __contains__(self, text: str) -> bool:
        return self.first(text) is not None


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two places share a character."""
    return one[0] < other[1] and other[0] < one[1]


@cache
def rules() -> Mapping[str, Any]:
    """Return the data file as it is."""
    return tomllib.loads(resource("intake/policy_phrases.toml").read_text("utf-8"))


@cache
def wording(section: str, name: str = "words") -> Wording:
    """Return one group of phrases.

    Args:
        section: a table of the data file.
        name: a key in it; `words` takes the table's `unless` with it.
    """
    table: Mapping[str, Sequence[str]] = rules()[section]
    return Wording(table[name], table.get("unless", ()) if name == "words" else ())
