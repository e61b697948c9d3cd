"""Words in which nobody demands anything of the reader: laws, others' stories, drafts, offers, what was met."""

from __future__ import annotations

import re
from bisect import bisect_left

from otklik.intake.demands.phrases import DENYING, Marked, Match
from otklik.intake.demands.rules import Book
from otklik.law.kinds import Kind

_OF_OFFICES = frozenset({Kind.RKN_INQUIRY, Kind.OTHER})
"""What authorities write: it speaks of laws and of other people by its nature."""

_ANSWERS = frozenset({Kind.ACCESS, Kind.NOT_OUR_DATA})
"""What is asked by a question."""

_QUOTED = re.compile(r"«[^«»]{3,600}»|“[^“”]{3,600}”|\"[^\"\n]{3,600}\"")
_WORDS_OF_A_NAME = 2
"""Words in quotation marks that are somebody's name or a title, not his speech."""


class Retold:
    """Where a text only tells of demands.

    A letter as a whole may be none that demands: a digest, a draft of a contract, an offer, an invitation. There only a
    sentence counts that speaks of the writer's own things, and nothing in quotation marks does.

    Args:
        marked: the text.
        book: the rules.
    """

    def __init__(self, marked: Marked, book: Book) -> None:
        self._marked, self._book = marked, book
        self._sentence = marked.words.sentence
        self._quoted = self._in_quotes()
        self._own = self._sentences("own_things", outside=self._quoted)
        self._asked = self._sentences("own_asks", outside=self._quoted) | self._own
        self._is_other_genre = book["genres"].anywhere(marked)
        self._is_settled = book["settled_claims"].anywhere(marked)
        self._norms = self._sentences("norms") - self._asked
        self._questions = self._sentences("questions_how") - self._own
        told = [*self._stories(), *self._met()]
        self._told = {place for span in told for place in range(span.first, span.last + 1)}

    def silences(self, match: Match, kind: Kind) -> bool:
        """Return whether words only tell of a demand.

        Args:
            match: the words.
            kind: what they would demand.
        """
        if kind in _OF_OFFICES:
            return False
        sentence = self._sentence[match.first]
        if match.first in self._told or sentence in self._norms:
            return True
        if kind is Kind.CLAIM and self._is_settled:
            return True
        if sentence in self._questions and kind not in _ANSWERS:
            return True
        if not self._is_other_genre:
            return False
        counting = self._asked if kind is Kind.CLAIM else self._own
        return match.first in self._quoted or sentence not in counting

    def _sentences(self, name: str, outside: set[int] | frozenset[int] = frozenset()) -> set[int]:
        found = self._book[name].find(self._marked)
        return {self._sentence[match.first] for match in found if match.first not in outside}

    def _stories(self) -> list[Match]:
        """Return what is told of others who demanded something of somebody else."""
        reader = self._sentences("to_reader")
        stories = self._book["stories"].find(self._marked)
        return [self._to_end(match) for match in stories if self._sentence[match.first] not in reader]

    def _met(self) -> list[Match]:
        """Return what the writer tells of earlier demands, where he says that they were met."""
        unmet = self._sentences("unmet")
        met = [
            match
            for match in self._book["met"].find(self._marked)
            if self._sentence[match.first] not in unmet
            and not any(self._marked.words.folded[place] in DENYING for place in range(match.first, match.last))
        ]
        if not met:
            return []
        past = [one for one in self._book["past_asks"].find(self._marked) if self._sentence[one.first] not in unmet]
        return [self._to_end(match) for match in past] + [Match(self._begin(match), match.last) for match in met]

    def _to_end(self, match: Match) -> Match:
        number = self._sentence[match.first]
        return Match(match.first, bisect_left(self._sentence, number + 1) - 1)

    def _begin(self, match: Match) -> int:
        return bisect_left(self._sentence, self._sentence[match.first])

    def _in_quotes(self) -> set[int]:
        """Return the words of longer quotations."""
        words = self._marked.words
        found: set[int] = set()
        for quotation in _QUOTED.finditer(words.text):
            first = bisect_left(words.starts, quotation.start())
            after = bisect_left(words.starts, quotation.end())
            if after - first > _WORDS_OF_A_NAME:
                found.update(range(first, after))
        return found
