"""Search in the help: by any form of a word, with ё or е, also typed on the wrong keyboard; the best page first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from otklik.casework.help_texts import HelpPage, pages
from otklik.system.words import language

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+(?:[.-]\w+)*")
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_CYRILLIC = str.maketrans(_LATIN + _LATIN.upper(), _CYRILLIC * 2)
_TO_LATIN = str.maketrans(_CYRILLIC + _CYRILLIC.upper(), _LATIN * 2)

_ENDINGS = sorted(
    (
        *("иями", "ями", "ами", "ией", "иям", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ется", "ется", "ает"),
        *("яет", "ить", "ать", "ять", "еть", "ешь", "ите", "ете", "ает", "ует", "ной", "ных", "ный", "ная", "ное"),
        *("ов", "ев", "ей", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю", "ых", "их", "ым", "им"),
        *("ом", "ем", "ам", "ям", "ах", "ях", "ию", "ия", "ии", "ью", "ть", "ет", "ит", "ут", "ют", "ат", "ят"),
        *("а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й"),
        *("ings", "ing", "edly", "ed", "ies", "es", "ly", "s", "y", "e"),
    ),
    key=len,
    reverse=True,
)
_LEAST_STEM = 3
_WHOLE_TITLE, _TITLE, _WORDS, _HEADING, _TEXT = 15.0, 12.0, 9.0, 4.0, 1.0
_MOST_TEXT = 3.0
"""What a word in the text of a page adds at most, however often it stands there."""

_ENDS = (".", ",", ":", ";", "?")
"""Signs a line of a page may end in; any other gets a full stop, so that headings do not run into what follows."""

_SNIPPET = 150
_BEFORE = 40

_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,200}\)")
_MARKS = re.compile(r"\*\*|^#+ |^\d+\. |^[-*] |^\|[-|]+$|^\*|\*$|^\| ?| ?\|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found.

    Attributes:
        page: which.
        snippet: the words around what was found in its text; its beginning where only title or words fit.
        marks: begin and end of what was found in the snippet.
        stems: what the words that were found begin with; others than were typed, where the keyboard was the wrong one.
    """

    page: HelpPage
    snippet: str
    marks: tuple[tuple[int, int], ...]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A page as it is searched: folded words of each part, and its text without marks."""

    page: HelpPage
    title: tuple[str, ...]
    words: tuple[str, ...]
    headings: tuple[str, ...]
    text: tuple[str, ...]
    bare: str


def search(query: str, lang: str = "") -> tuple[Hit, ...]:
    """Return the pages a query finds, the best first.

    All its words have to be found; where no page has them all, those typed on the other keyboard, then those pages that
    have some.

    Args:
        query: what was typed.
        lang: `ru` or `en`; the language in use where not given.
    """
    entries = _entries(lang or language())
    for tried in (query, query.translate(_TO_CYRILLIC), query.translate(_TO_LATIN)):
        stems = stems_of(tried)
        if stems and (hits := _ranked(entries, stems, all_of_them=True)):
            return hits
    return _ranked(entries, stems_of(query), all_of_them=False)


def stems_of(query: str) -> tuple[str, ...]:
    """Return what the words of a query begin with, whatever their endings; «в» and «об» count only where alone."""
    stems = tuple(dict.fromkeys(_stem(word) for word in words_of(query)))
    return tuple(stem for stem in stems if len(stem) >= _LEAST_STEM or stem.isdecimal()) or stems


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, small and with е for ё."""
    return tuple(_WORD.findall(_folded(text)))


def found_in(text: str, stems: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return begin and end of the words in a text that begin with one of the stems."""
    if not stems:
        return ()
    # `_folded` keeps every sign in its place, so places in it are places in the text.
    return tuple(match.span() for match in _WORD.finditer(_folded(text)) if match[0].startswith(tuple(stems)))


def bare_text(markdown: str) -> str:
    """Return the text of a page as one line without marks."""
    lines = (_MARKS.sub("", _LINK.sub(r"\1", line)) for line in markdown.splitlines())
    said = (line.replace(" | ", " — ").strip() for line in lines)
    return " ".join(line if line.endswith(_ENDS) else f"{line}." for line in said if line)


def _folded(text: str) -> str:
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text).replace("ё", "е")


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


@cache
def _entries(lang: str) -> tuple[_Entry, ...]:
    return tuple(_entry(page) for page in pages(lang))


def _entry(page: HelpPage) -> _Entry:
    headings = " ".join(line for line in page.body.splitlines() if line.startswith("#"))
    bare = bare_text(page.body)
    return _Entry(page, words_of(page.title), words_of(" ".join(page.words)), words_of(headings), words_of(bare), bare)


def _ranked(entries: Sequence[_Entry], stems: tuple[str, ...], *, all_of_them: bool) -> tuple[Hit, ...]:
    scored = []
    for entry in entries:
        scores = [_score(entry, stem) for stem in stems]
        if any(scores) and (all(scores) or not all_of_them):
            is_title = all(word.startswith(tuple(stems)) for word in entry.title if len(word) >= _LEAST_STEM)
            scored.append((sum(scores) + _WHOLE_TITLE * is_title, entry))
    scored.sort(key=lambda one: -one[0])  # stable: pages of one score stay in the order of the contents
    return tuple(_hit(entry, stems) for _points, entry in scored)


def _score(entry: _Entry, stem: str) -> float:
    """Return how well a page fits one word; a whole word fits better than a longer one that begins with it."""
    return (
        _TITLE * _nearest(entry.title, stem)
        + _WORDS * _nearest(entry.words, stem)
        + _HEADING * _nearest(entry.headings, stem)
        + min(_MOST_TEXT, _TEXT * sum(word.startswith(stem) for word in entry.text))
    )


def _nearest(words: Sequence[str], stem: str) -> float:
    return max((1 / (1 + 0.12 * (len(word) - len(stem))) for word in words if word.startswith(stem)), default=0.0)


def _hit(entry: _Entry, stems: tuple[str, ...]) -> Hit:
    places = found_in(entry.bare, stems)
    start = max(0, places[0][0] - _BEFORE) if places else 0
    if start:
        start = entry.bare.index(" ", start) + 1
    end = start + _SNIPPET
    if end < len(entry.bare):
        end = entry.bare.rfind(" ", start, end)
    snippet = entry.bare[start:end]
    before, behind = "…" if start else "", "…" if end < len(entry.bare) else ""
    shown = f"{before}{snippet}{behind}"
    return Hit(entry.page, shown, found_in(shown, stems), stems)
