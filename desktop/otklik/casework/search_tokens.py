"""The pieces of what is typed into the search field: words, phrases, and fields with all of their values.

A value may be parted by spaces, «срок:до 30.11», «получено:с 1 сентября по 15 сентября», and so may alternatives be,
«канал:лично, телефон»: which words still belong to a field hangs on what the field understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from otklik.casework import search_terms
from otklik.casework.search_days import may_go_on
from otklik.casework.search_words import field_of

if TYPE_CHECKING:
    from otklik.casework.search_terms import Ground

_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“"}
_NAME = re.compile(r"[^\W\d_]{2,20}|№")

_LONGEST_VALUE = 8
"""Words of the longest value: «с 1 сентября 2025 по 15 ноября 2026»."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: up to the next space, in quotes, or a field with its values.

    Attributes:
        start, end: its characters.
        name: what stands before the colon; empty where there is no field.
        value: what stands behind it, or the word; quotes and minus taken off.
        negated: whether a minus stands before it.
        quoted: whether the value, or the first one, stands in quotes.
        values: of a known field, the alternatives; of everything else nothing.
    """

    start: int
    end: int
    name: str
    value: str
    negated: bool = False
    quoted: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word behind a field; of the token at this place. A comma between alternatives has no text."""

    text: str
    place: int
    quoted: bool = False


def tokens_of(text: str, ground: Ground) -> Iterator[Token]:
    """Yield the pieces of a text.

    Args:
        text: as it was typed.
        ground: what its days are read by.
    """
    tokens = list(_tokens(text))
    at = 0
    while at < len(tokens):
        token, field, taken = tokens[at], field_of(tokens[at].name), 1
        if field is not None:
            values, taken = _values(field, _words_behind(text, tokens, at, field), ground)
            token = replace(token, end=tokens[at + taken - 1].end, values=values)
        yield token
        at += taken


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        start = at
        negated = text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace()
        at += negated
        head, at = _head(text, at)
        closing = _QUOTES.get(text[at]) if at < len(text) else None
        if closing is not None:
            end = text.find(closing, at + 1)
            value, stop = (text[at + 1 :], len(text)) if end < 0 else (text[at + 1 : end], end + 1)
        else:
            stop = next((place for place in range(at, len(text)) if text[place].isspace()), len(text))
            value = text[at:stop]
        yield Token(start, stop, head, value, negated, quoted=closing is not None)
        at = stop


def _head(text: str, at: int) -> tuple[str, int]:
    """Return the name of a field that begins here, and where its value does; a known one may stand apart: «срок :»."""
    name = _NAME.match(text, at)
    if name is None:
        return "", at
    colon = name.end()
    if field_of(name[0]) is not None:
        colon = len(text) - len(text[colon:].lstrip())
    if text[colon : colon + 1] != ":" or text.startswith("//", colon + 1):
        return "", at
    return name[0], colon + 1


def _words_behind(text: str, tokens: Sequence[Token], at: int, field: str) -> Iterator[_Word]:
    """Yield what may belong to the field at this place: all up to the next field, and to the next «not» but of days."""
    for place, token in enumerate(tokens[at:]):
        if place and (token.name or (token.negated and field not in search_terms.OF_DAYS)):
            return
        if token.quoted:
            yield _Word(token.value, place, quoted=True)
            continue
        parts = (token.value if place == 0 else text[token.start : token.end]).split(",")
        for number, part in enumerate(parts):
            if number:
                yield _Word("", place)
            if part:
                yield _Word(part, place)


def _values(field: str, words: Iterator[_Word], ground: Ground) -> tuple[tuple[str, ...], int]:
    """Return the alternatives a field is given, and how many tokens they are."""
    behind = list(words)
    if not behind:
        return (), 1
    if behind[0].place and not search_terms.may_begin(field, behind[0].text):  # nothing stands at the colon itself
        return (), 1
    values: list[str] = []
    at = last = 0
    while at < len(behind):
        if not _is_comma(behind[at]):
            length = _length(field, behind[at : at + _LONGEST_VALUE], ground)
            values.append(" ".join(word.text for word in behind[at : at + length]))
            at += length
            last = at - 1
        commas = 0
        while at < len(behind) and _is_comma(behind[at]):
            at, commas, last = at + 1, commas + 1, at
        if not commas:
            break
    return tuple(values), behind[last].place + 1


def _is_comma(word: _Word) -> bool:
    return not word.text and not word.quoted


def _length(field: str, words: Sequence[_Word], ground: Ground) -> int:
    """Return of how many words a value is that begins here: the longest that is understood, or is being typed."""
    first = next((place for place, word in enumerate(words) if word.quoted or _is_comma(word)), len(words))
    texts = [word.text for word in words[:first]]
    if not texts:
        return 1
    known = range(len(texts), 1, -1)
    longest = next((end for end in known if search_terms.is_value(field, " ".join(texts[:end]), ground)), 1)
    if field in search_terms.OF_DAYS:
        typed = next((end for end in range(1, len(texts)) if not may_go_on(texts[:end], texts[end])), len(texts))
        return max(longest, typed)
    return longest
