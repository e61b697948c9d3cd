"""Places of a policy that state nothing: blanks of a template, examples, samples to fill in."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from otklik.system.paths import resource

if TYPE_CHECKING:
    from otklik.intake.policy.structure import Paragraph, Sentence

_LONG_QUOTATION = 160

_BLANK = re.compile(
    r"_{3,}|\.{6,}|…{2,}|\{\{[^{}\n]{0,80}\}\}|\$?\{[^{}\n]{1,80}\}"
    r"|\[\s*\](?!\()|\[(?=[^\[\]\n]{0,78}[а-яa-z_…])[^\[\]\n]{1,80}\](?!\()"
    r"|<(?=[^<>\n]{0,58}[а-яa-z])(?![^<>\n]{0,58}[:/@.])[^<>\n]{1,60}>"
    r"|(?<![a-zа-я])[xх]{3,}(?![a-zа-я])|%[a-z_]{3,30}%|#{3,}(?=\w)"
    r"|\((?:указать|укажите|вписать|впишите|(?:наименование|название) организации|фио|ф\.\s?и\.\s?о\.)"
    r"[^()\n]{0,60}\)"
)


_SAMPLE_FOLLOWS = re.compile(
    r"(?:выгляд\w+|составл?я?\w+|оформ\w+|написать|пишут|пишется|заполн\w+)\s+(?:\w+\s+)?(?:так|следующим образом)"
    r"\s?:\s*$"
    r"|(?:по|вот)\s+(?:\w+\s+)?(?:образц|форм|шаблон|пример)\w*\s?:\s*$"
)


class Spans:
    """Places, sorted and joined, that can be asked quickly.

    Args:
        spans: pairs of start and end in any order; they may overlap.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meets(self, start: int, end: int) -> bool:
        """Return whether any place shares a character with `start`–`end`."""
        last = bisect_right(self._starts, max(start, end - 1)) - 1
        return last >= 0 and self._ends[last] > start

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)


@cache
def rules() -> dict[str, Any]:
    """Return the lists of `resources/intake/policy_structure.toml`."""
    return tomllib.loads(resource("intake/policy_structure.toml").read_text("utf-8"))


def stems(words: Sequence[str]) -> re.Pattern[str]:
    """Return the expression for any of the stems, to be searched in plain text.

    Args:
        words: stems of words; «word!» is the whole word, a blank stands for the end of the stem before and white space.
    """
    return re.compile(r"(?<![\w])(?:" + "|".join(_stem(word) for word in words) + ")")


def _stem(word: str) -> str:
    ends = {True: r"(?!\w)", False: r"\w*+"}
    pieces = [re.escape(piece.removesuffix("!")) + ends[piece.endswith("!")] for piece in word.split()]
    return r"\s{1,3}".join(pieces)


@cache
def sample_headings() -> re.Pattern[str]:
    """Return the words of a heading whose section is a sample."""
    return stems(rules()["sample_headings"])


@cache
def somebody_else() -> re.Pattern[str]:
    """Return the words that name somebody who is not the operator."""
    return stems(rules()["somebody_else"])


def blank_spans(plain: str) -> Spans:
    """Return what a template leaves to be filled in."""
    return Spans(found.span() for found in _BLANK.finditer(plain))


def example_spans(plain: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield what is given as an example: to the end of its brackets or sentence; and what speaks of a sample."""
    starts = [one.start for one in sentences]
    for found in stems(rules()["example"]).finditer(plain):
        yield found.start(), _example_end(plain, found.start(), sentences[bisect_right(starts, found.start()) - 1].end)
    for found in stems(rules()["sample_sentences"]).finditer(plain):
        sentence = sentences[bisect_right(starts, found.start()) - 1]
        yield sentence.start, sentence.end


def sample_letters(plain: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield what stands below «запрос может выглядеть так:»: a letter somebody else would write."""
    for above, below in pairwise(paragraphs):
        if _SAMPLE_FOLLOWS.search(plain, max(above.start, above.end - 120), above.end):
            yield below.start, below.end


def quotation_spans(words: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield long quotations of several sentences: the words of another document, not of this one.

    Args:
        words: the text with its own quotation marks.
        paragraphs: quotations that do not end in their paragraph are taken for a forgotten mark.
    """
    for paragraph in paragraphs:
        opened: list[int] = []
        for mark in re.finditer("[«»]", words[paragraph.start : paragraph.end]):
            place = paragraph.start + mark.start()
            if mark.group() == "«":
                opened.append(place)
            elif opened:
                start = opened.pop()
                if place - start > _LONG_QUOTATION and re.search(r"\w{2,}[.!?]\s", words[start:place]):
                    yield start, place + 1


def _example_end(plain: str, start: int, end: int) -> int:
    """Return where an example ends: with the brackets it stands in, else with the sentence."""
    depth = 0
    for place in range(start, end):
        if plain[place] == "(":
            depth += 1
        elif plain[place] == ")":
            depth -= 1
            if depth < 0:
                return place
    return end
