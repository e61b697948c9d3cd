"""The little language of phrases in `resources/intake/*.toml`, and finding them in a text in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from otklik.intake.demands.words import Words, fold

_PIECE = re.compile(r"\([^)]*\)|\S+")
_GAPS = {"~": 6, "~~": 18}
_FURTHEST = 24
_MISSPELLED = str.maketrans({"о": "а", "и": "е", "ы": "е", "ь": "", "ъ": ""})
_DOUBLED = re.compile(r"(.)\1+")
_LOOSE_FROM = 5
"""Letters of the shortest word or stem in which a slip is overlooked; shorter ones become other words by it."""

_MOST_STARTS = 150
"""Places of its first word at which one phrase is tried; no letter says a word more often, an attack does."""

DENYING = frozenset({"не", "ни", "not", "dont", "never"})
"""Words that turn the next one round."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a phrase stands: numbers of its first and its last word."""

    first: int
    last: int


class Vocabulary:
    """All words and stems the rules know, each with a number."""

    def __init__(self) -> None:
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._loose_exact: dict[str, int] = {}
        self._loose_stems: dict[str, int] = {}
        self._next = 0

    def number(self, atom: str) -> int:
        """Return the number of a word («данные») or a stem («данн*»)."""
        known, word = (self._stems, fold(atom[:-1])) if atom.endswith("*") else (self._exact, fold(atom))
        if word not in known:
            known[word] = self._next
            loose = self._loose_stems if atom.endswith("*") else self._loose_exact
            if len(_loosened(word)) >= _LOOSE_FROM:
                loose.setdefault(_loosened(word), self._next)
            self._next += 1
        return known[word]

    def numbers(self, word: str) -> frozenset[int]:
        """Return the numbers of the atoms a folded word fits; of those a slip of the pen hides, where it fits none."""
        return _fitting(word, self._exact, self._stems) or _fitting(
            _loosened(word), self._loose_exact, self._loose_stems
        )


def _fitting(word: str, exact: Mapping[str, int], stems: Mapping[str, int]) -> frozenset[int]:
    found = [exact[word]] if word in exact else []
    found += [stems[word[:end]] for end in range(1, len(word) + 1) if word[:end] in stems]
    return frozenset(found)


def _loosened(word: str) -> str:
    """Return the word without what is most often misspelled: unstressed vowels, doubled letters, soft signs."""
    return _DOUBLED.sub(r"\1", word.translate(_MISSPELLED))


class Marked:
    """The words of a text with the atoms each of them fits.

    Args:
        words: the text.
        vocabulary: of all phrases that will be looked for.
    """

    def __init__(self, words: Words, vocabulary: Vocabulary) -> None:
        self.words = words
        fits = {word: vocabulary.numbers(word) for word in set(words.folded)}
        self.atoms = [fits[word] for word in words.folded]
        self.where: dict[int, list[int]] = {}
        for place, atoms in enumerate(self.atoms):
            for atom in atoms:
                self.where.setdefault(atom, []).append(place)


@dataclass(frozen=True, slots=True)
class _Item:
    """One step of a phrase: one of these atoms or rows of atoms, after a gap of at most so many words."""

    singles: frozenset[int]
    rows: tuple[tuple[int, ...], ...]
    is_optional: bool
    gap: int


class Phrase:
    """Words in a row, as the head of the data file describes them.

    Args:
        text: the phrase.
        vocabulary: where its words get their numbers.
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        items: list[_Item] = []
        gap = 0
        for piece in _PIECE.findall(text):
            if piece in _GAPS:
                gap = _GAPS[piece]
                continue
            word = piece.removeprefix("?")
            options = word[1:-1].split("|") if word.startswith("(") else [word]
            atoms = tuple(tuple(vocabulary.number(atom) for atom in option.split()) for option in options)
            singles = frozenset(row[0] for row in atoms if len(row) == 1)
            rows = tuple(row for row in atoms if len(row) > 1)
            items.append(_Item(singles, rows, piece.startswith("?"), gap))
            gap = 0
        if not items or items[0].is_optional or gap or re.search(r"\([^)]*\(", text):
            raise ValueError(f"A phrase begins and ends with a word, and groups hold no groups: {text}")
        self._items = tuple(items)
        self.denies = any(word in DENYING for word in re.findall(r"\w+", text))

    def find(self, marked: Marked) -> list[Match]:
        """Return where the phrase stands, from left to right; places do not overlap."""
        if not all(item.is_optional or _can_stand(item, marked) for item in self._items):
            return []
        firsts = self._items[0].singles | {row[0] for row in self._items[0].rows}
        starts = sorted({place for atom in firsts for place in marked.where.get(atom, ())})
        found: list[Match] = []
        for start in starts[:_MOST_STARTS]:
            if found and start <= found[-1].last:
                continue
            end = self._end_from(start, marked)
            if end is not None:
                found.append(Match(start, end - 1))
        return found

    def _end_from(self, start: int, marked: Marked) -> int | None:
        """Return the place after the shortest way through the phrase from a word, `None` where it does not fit."""
        ends = {start}
        for item in self._items:
            following: set[int] = set()
            for place in ends:
                following |= _after(item, place, marked, start)
            ends = following | ends if item.is_optional else following
            if not ends:
                return None
        return min(ends)


def _can_stand(item: _Item, marked: Marked) -> bool:
    return any(atom in marked.where for atom in item.singles) or any(
        all(atom in marked.where for atom in row) for row in item.rows
    )


def _after(item: _Item, place: int, marked: Marked, start: int) -> set[int]:
    """Return the places after an item that begins at the place or, over its gap, somewhat later in the sentence."""
    sentence, size = marked.words.sentence, len(marked.atoms)
    found: set[int] = set()
    begin, left = place - 1, item.gap + 1
    while begin + 1 < size and left and sentence[begin + 1] == sentence[start]:
        begin += 1
        if not marked.words.folded[begin].isdigit() or begin - place > _FURTHEST:
            left -= 1  # the groups of a telephone number are no words
        if not item.singles.isdisjoint(marked.atoms[begin]):
            found.add(begin + 1)
        for row in item.rows:
            end = begin + len(row)
            if end <= size and sentence[end - 1] == sentence[start] and _fits(row, begin, marked):
                found.add(end)
    return found


def _fits(option: tuple[int, ...], begin: int, marked: Marked) -> bool:
    return all(atom in marked.atoms[begin + step] for step, atom in enumerate(option))


class Phrases:
    """Phrases that mean the same.

    Args:
        texts: the phrases.
        vocabulary: where their words get their numbers.
    """

    def __init__(self, texts: Iterable[str], vocabulary: Vocabulary) -> None:
        self._phrases = [Phrase(text, vocabulary) for text in texts]

    def find(self, marked: Marked) -> list[Match]:
        """Return all places of all the phrases, in the order of the text."""
        return [match for match, _denies in self.find_denying(marked)]

    def find_denying(self, marked: Marked) -> list[tuple[Match, bool]]:
        """Return all places, each with whether the phrase itself holds a «не»."""
        found = [(match, phrase.denies) for phrase in self._phrases for match in phrase.find(marked)]
        return sorted(found, key=lambda pair: (pair[0].first, pair[0].last))

    def anywhere(self, marked: Marked) -> bool:
        """Return whether one of the phrases stands in the text."""
        return any(phrase.find(marked) for phrase in self._phrases)


def merged(matches: Sequence[Match]) -> list[Match]:
    """Return the matches with those that overlap made one, in order."""
    joined: list[Match] = []
    for match in sorted(matches, key=lambda one: (one.first, one.last)):
        if joined and match.first <= joined[-1].last:
            joined[-1] = Match(joined[-1].first, max(joined[-1].last, match.last))
        else:
            joined.append(match)
    return joined
