"""Groups of phrases of `resources/intake/policy_*.toml`, and where they stand in a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from otklik.intake.demands.phrases import Marked, Phrases, Vocabulary
from otklik.intake.demands.words import Words
from otklik.system.paths import resource

Span = tuple[int, int]
_vocabulary = Vocabulary()
_PARTED = str.maketrans("-@", "  ")
"""What parts words in a text parts them in a phrase: «ip-адрес*»."""
LONGEST = 4000
"""Characters of a sentence that are looked at; no sentence anybody reads is longer."""


class Wording:
    """Phrases that mean the same, with those that take the meaning back.

    Args:
        words: phrases in the language of the data files.
        unless: phrases whose places do not count.
    """

    def __init__(self, words: Iterable[str], unless: Iterable[str] = ()) -> None:
        phrases = [phrase.translate(_PARTED) for phrase in words]
        self._words = Phrases(phrases, _vocabulary)
        self._beginnings = frozenset(atom for phrase in phrases for atom in _beginning(phrase))
        self._unless = Phrases((phrase.translate(_PARTED) for phrase in unless), _vocabulary)
        _marked.cache_clear()

    def spans(self, text: str) -> list[Span]:
        """Return where the phrases stand, from left to right.

        Args:
            text: a sentence or a few.
        """
        marked = _marked(text[:LONGEST])
        if self._beginnings.isdisjoint(marked.where):
            return []
        found = _places(self._words, marked)
        if not found:
            return []
        taken_back = _places(self._unless, marked)
        return [span for span in found if not any(overlap(span, other) for other in taken_back)]

    @property
    def beginnings(self) -> frozenset[int]:
        """Numbers of the words its phrases begin with."""
        return self._beginnings

    def first(self, text: str) -> Span | None:
        """Return the first place of a phrase, `None` where there is none."""
        return next(iter(self.spans(text)), None)

    def __contains__(self, text: str) -> bool:
        return self.first(text) is not None


class AnyOf:
    """Tells at once of most sentences that no phrase of several groups stands in them.

    Args:
        groups: the groups.
    """

    def __init__(self, groups: Iterable[Wording]) -> None:
        self._beginnings = frozenset(number for group in groups for number in group.beginnings)

    def may_stand_in(self, text: str) -> bool:
        """Return whether the text has a word one of the phrases begins with."""
        return not self._beginnings.isdisjoint(_marked(text[:LONGEST]).where)


def _beginning(phrase: str) -> list[int]:
    """Return the numbers of the words a phrase may begin with: most sentences have none of them."""
    options = phrase[1 : phrase.index(")")].split("|") if phrase.startswith("(") else [phrase]
    return [_vocabulary.number(option.split()[0]) for option in options]


@lru_cache(maxsize=16384)
def _marked(text: str) -> Marked:
    return Marked(Words(text), _vocabulary)


def _places(phrases: Phrases, marked: Marked) -> list[Span]:
    words = marked.words
    return [(words.starts[match.first], words.ends[match.last]) for match in phrases.find(marked)]


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two places share a character."""
    return one[0] < other[1] and other[0] < one[1]


@cache
def rules(name: str) -> Mapping[str, Any]:
    """Return a data file as it is.

    Args:
        name: `phrases`, `facts` or `law`.
    """
    return tomllib.loads(resource(f"intake/policy_{name}.toml").read_text("utf-8"))


@cache
def wording(section: str, name: str = "words", file: str = "phrases") -> Wording:
    """Return one group of phrases; empty where the data file has none of the name.

    Args:
        section: a table of the data file.
        name: a key in it; `words` takes the table's `unless` with it.
        file: which data file.
    """
    table = rules(file)[section]
    return Wording(table.get(name, ()), table.get("unless", ()) if name == "words" else ())
