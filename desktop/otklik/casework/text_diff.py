"""What one text has other than another, paragraph by paragraph and word by word, for a person to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\{\{.*?\}\}\S*\s*|\{%.*?%\}\S*\s*|\S+\s*")
_ALIKE = 0.4
"""Share of common words from which two paragraphs are one that was changed."""
_MOST_WORDS = 3000
"""Words up to which paragraphs are compared word by word; longer ones stand whole, first the old, then the new."""
_AROUND = 1
"""Paragraphs without a difference that are shown before and after one with."""


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that share one fate."""

    text: str
    mark: Mark = Mark.SAME


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A paragraph of both texts, or a stretch without differences.

    Attributes:
        words: its words in order; empty where paragraphs are left out.
        skipped: how many paragraphs without a difference stand here.
    """

    words: tuple[Words, ...]
    skipped: int = 0

    @property
    def changed(self) -> bool:
        """Whether the paragraph differs."""
        return any(one.mark is not Mark.SAME for one in self.words)


def compare(old: str, new: str) -> tuple[DiffLine, ...]:
    """Return what a text became, with a paragraph around each difference; empty where no word differs.

    Args:
        old: the text it is compared with.
        new: the text.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    lines: list[DiffLine] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [DiffLine((Words(text),)) for text in after[j1:j2]]
        else:
            lines += _changed(before[i1:i2], after[j1:j2])
    return tuple(_folded(lines))


def _paragraphs(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    """Pair the paragraphs that are alike, in order, and show the others as taken out or put in."""
    place = 0
    for line in old:
        found = next((at for at in range(place, len(new)) if _alike(line, new[at])), None)
        if found is None:
            yield DiffLine((Words(line, Mark.REMOVED),))
            continue
        yield from (DiffLine((Words(text, Mark.ADDED),)) for text in new[place:found])
        yield DiffLine(tuple(_by_words(line, new[found])))
        place = found + 1
    yield from (DiffLine((Words(text, Mark.ADDED),)) for text in new[place:])


def _alike(one: str, other: str) -> bool:
    words, others = _words(one), _words(other)
    if max(len(words), len(others)) > _MOST_WORDS:
        return False
    common = set(map(str.strip, words)) & set(map(str.strip, others))
    shared = sum(word.strip() in common for word in words) + sum(word.strip() in common for word in others)
    return shared >= _ALIKE * (len(words) + len(others))


def _by_words(old: str, new: str) -> Iterator[Words]:
    before, after = _words(old), _words(new)
    matcher = SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            same = "".join(after[j1:j2])
            yield Words(same if j2 == len(after) and i2 == len(before) else _spaced(after[j1:j2]))
            continue
        if i2 > i1:
            yield Words(_spaced(before[i1:i2]), Mark.REMOVED)
        if j2 > j1:
            yield Words(_spaced(after[j1:j2]), Mark.ADDED)


def _words(line: str) -> list[str]:
    return _WORD.findall(line)


def _spaced(words: Sequence[str]) -> str:
    """Return words with a space behind: the last of a paragraph has none, and may stand before others here."""
    return "".join(words).rstrip() + " "


def _folded(lines: Sequence[DiffLine]) -> Iterator[DiffLine]:
    """Leave out long stretches without a difference."""
    changed = [place for place, line in enumerate(lines) if line.changed]
    shown = set(chain.from_iterable(range(place - _AROUND, place + _AROUND + 1) for place in changed))
    if not changed:
        return
    skipped = 0
    for place, line in enumerate(lines):
        if place not in shown:
            skipped += 1
            continue
        if skipped:
            yield DiffLine((), skipped)
            skipped = 0
        yield line
    if skipped:
        yield DiffLine((), skipped)
