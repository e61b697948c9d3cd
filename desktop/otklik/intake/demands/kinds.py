"""Which demands a text speaks for, with all the places that do."""

from __future__ import annotations

from otklik.intake.demands.phrases import Marked, Match, merged
from otklik.intake.demands.retold import Retold
from otklik.intake.demands.rules import Book, Rule
from otklik.intake.demands.scopes import Scopes
from otklik.intake.letter import KindGuess, Place
from otklik.law.kinds import Kind

_MOST_PLACES = 40
_WHOLE = frozenset({Kind.CLAIM, Kind.RKN_INQUIRY, Kind.COMPLAINT, Kind.OTHER})
"""Demands that have no part."""


def find_kinds(marked: Marked, book: Book) -> list[KindGuess]:
    """Return one guess a kind, in the order in which their first words stand.

    Args:
        marked: the writer's own words.
        book: the rules.
    """
    scopes, retold = Scopes(marked, book), Retold(marked, book)
    places: dict[Kind, list[Match]] = {}
    for rule in book.rules:
        places.setdefault(rule.kind, []).extend(_evidence(rule, marked, scopes, retold))
    found = [(kind, merged(matches)[:_MOST_PLACES]) for kind, matches in places.items() if matches]
    found.sort(key=lambda pair: (pair[1][0].first, pair[1][0].last))
    return [_guess(kind, matches, marked, scopes) for kind, matches in found]


def _evidence(rule: Rule, marked: Marked, scopes: Scopes, retold: Retold) -> list[Match]:
    if rule.needs is not None and not rule.needs.anywhere(marked):
        return []
    found = rule.words.find_denying(marked)
    if not found:
        return []
    taken_back = {place for match in rule.unless.find(marked) for place in range(match.first, match.last + 1)}
    sentence = marked.words.sentence
    silent = {sentence[match.first] for match in rule.never_in.find(marked)}
    return [
        match
        for match, denies in found
        if sentence[match.first] not in silent
        and not retold.silences(match, rule.kind)
        and taken_back.isdisjoint(range(match.first, match.last + 1))
        and not (scopes.is_small_print(match) if rule.asserts else scopes.silences(match, rule.kind, denies=denies))
    ]


def _guess(kind: Kind, matches: list[Match], marked: Marked, scopes: Scopes) -> KindGuess:
    words = marked.words
    conditions = [scopes.condition(match) for match in matches]
    parts = [] if kind in _WHOLE else [scopes.part(match) for match in matches]
    return KindGuess(
        kind,
        words.quote(matches[0].first, matches[0].last),
        tuple(Place(words.starts[match.first], words.ends[match.last]) for match in matches),
        condition=conditions[0] if all(conditions) else "",
        part=next(filter(None, parts), ""),
    )
