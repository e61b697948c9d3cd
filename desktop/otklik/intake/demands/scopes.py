"""Where words do not mean what they say: denied, in an «если …», in a threat, in somebody's small print.

Also what limits a demand: the condition it hangs on and the part it is about.
"""

from __future__ import annotations

import re

from otklik.intake.demands.phrases import DENYING, Marked, Match
from otklik.intake.demands.rules import Book
from otklik.law.kinds import Kind

_PAUSE = re.compile(r"[,—–:()\n]|(?:^|\s)-\s")
_BREAK = re.compile(r"[,—–()]|\s-\s")
_FAR = 60
"""Words a clause has at most."""

_LONGEST_QUOTE = 16
_THREATENED = frozenset({Kind.COMPLAINT, Kind.CLAIM})
_TAIL = re.compile(r"(?:ите|йте|ьте|усь|юсь|имся|емся|дем|дим|им)$")


class Scopes:
    """The scopes of one text.

    Args:
        marked: the text.
        book: the rules.
    """

    def __init__(self, marked: Marked, book: Book) -> None:
        self._marked, self._words = marked, marked.words
        self._restarts = {match.first for match in book["restarts"].find(marked)}
        self._main = {match.first for match in book["main_clause"].find(marked)}
        self._harmless = {match.first for match in book["harmless_denials"].find(marked)}
        self._small_print = {self._words.sentence[match.first] for match in book["small_print"].find(marked)}

        threats = [self._until_restart(match) for match in book["threats"].find(marked)]
        self._threats = _places(threats)
        self._before_threats = _places([Match(self.clause_start(threat.first), threat.last) for threat in threats])
        self._threatening = {self._words.sentence[threat.first] for threat in threats}
        otherwise = book["otherwise"].find(marked)
        demands = book["demands_otherwise"].find(marked)
        self._demanded_otherwise = {self._words.sentence[match.first]: match for match in demands}
        begun = {match.first for match in demands}
        threats_otherwise = [match for match in otherwise if match.first not in begun]
        self._otherwise = _places([Match(match.first, self._sentence_end(match.last)) for match in threats_otherwise])

        polite = _places(book["polite_conditions"].find(marked))
        hard = [match for match in book["conditions"].find(marked) if match.first not in polite]
        conditions = [self._condition(match) for match in hard]
        self._conditions = _places(conditions)
        self._condition_of = {self._words.sentence[found.first]: found for found in reversed(conditions)}

        denials = [Match(match.first, self.clause_end(match.last)) for match in book["denials"].find(marked)]
        behind = [Match(self.clause_start(match.first), match.last) for match in book["denials_behind"].find(marked)]
        self._denials = _places([*denials, *behind])
        self._exceptions = self._by_sentence(book["exceptions"].find(marked))
        not_only = _places(book["not_only"].find(marked))
        self._only = self._by_sentence([match for match in book["only"].find(marked) if match.first not in not_only])

    def silences(self, match: Match, kind: Kind, *, denies: bool) -> bool:
        """Return whether words do not count as a demand where they stand.

        Args:
            match: the words.
            kind: what they would demand.
            denies: the words themselves hold a «не».
        """
        if self.is_small_print(match) or (not denies and self._is_denied(match)):
            return True
        if match.first in self._conditions or match.first in self._threats:
            return True
        return kind in _THREATENED and (match.first in self._otherwise or match.first in self._before_threats)

    def is_small_print(self, match: Match) -> bool:
        """Return whether the words stand in a footer or a notice of a robot."""
        return self._words.sentence[match.first] in self._small_print

    def is_threat(self, place: int) -> bool:
        """Return whether a word stands in what the writer announces to do otherwise."""
        return place in self._threats or place in self._otherwise

    def condition(self, match: Match) -> str:
        """Return the «если …» a demand hangs on, empty where there is none."""
        sentence = self._words.sentence[match.first]
        found = self._condition_of.get(sentence)
        other = self._demanded_otherwise.get(sentence)
        if other and other.first <= match.first:
            return self._words.quote(found.first if found else other.first, other.last - 1)
        return self._words.quote(found.first, found.last) if found and sentence not in self._threatening else ""

    def part(self, match: Match) -> str:
        """Return the words of «кроме …» or «только …» that narrow a demand, empty where there are none."""
        sentence = self._words.sentence[match.first]
        for found in self._exceptions.get(sentence, ()):
            if found.last >= match.first:
                return self._words.quote(found.first, self._part_end(found.last))
        if sentence not in self._only:
            return ""
        start, end = self.clause_start(match.first), self.clause_end(match.last)
        for found in self._only[sentence]:
            if start <= found.first <= end:
                return self._words.quote(found.first, min(end, found.last + _LONGEST_QUOTE))
        return ""

    def clause_start(self, place: int) -> int:
        """Return the first word of the clause a word stands in."""
        return self._back(place, _BREAK)

    def clause_end(self, place: int) -> int:
        """Return the last word of the clause a word stands in."""
        return self._on(place, _BREAK)

    def _is_denied(self, match: Match) -> bool:
        folded = self._words.folded
        if match.first in self._denials:
            return True
        for place in range(max(match.first - 1, 0), match.last):
            if folded[place] not in DENYING or place in self._harmless:
                continue
            if self._words.sentence[place] == self._words.sentence[match.first]:
                return True
        return False

    def _condition(self, match: Match) -> Match:
        """Return an «если …» to where its main clause begins, or to the end of its sentence."""
        last_pause = None
        stop = self._sentence_end(match.last)
        for place in range(match.last + 1, min(stop, match.last + _FAR) + 1):
            if not _PAUSE.search(self._words.before(place)):
                continue
            if self._begins_main_clause(place):
                return Match(match.first, place - 1)
            last_pause = place
        opens = match.first == 0 or self._words.sentence[match.first - 1] != self._words.sentence[match.first]
        return Match(match.first, last_pause - 1 if opens and last_pause else stop)

    def _begins_main_clause(self, place: int) -> bool:
        if re.search("[—–]", self._words.before(place)):
            return True
        end = min(place + 4, len(self._words))
        for near in range(place, end):
            if near > place and (
                _PAUSE.search(self._words.before(near)) or self._words.sentence[near] != self._words.sentence[place]
            ):
                break
            if near in self._main or _TAIL.search(self._words.folded[near]):
                return True
        return False

    def _until_restart(self, match: Match) -> Match:
        """Return a threat to the end of its sentence, or to where a demand begins anew."""
        stop = self._sentence_end(match.last)
        again = next((place for place in range(match.last + 1, stop + 1) if place in self._restarts), stop + 1)
        return Match(match.first, again - 1)

    def _sentence_end(self, place: int) -> int:
        sentence, end = self._words.sentence, place
        while end + 1 < len(sentence) and sentence[end + 1] == sentence[place] and end - place < _FAR:
            end += 1
        return end

    def _back(self, place: int, pause: re.Pattern[str]) -> int:
        sentence, start = self._words.sentence, place
        while start and sentence[start - 1] == sentence[place] and place - start < _FAR:
            if pause.search(self._words.before(start)):
                break
            start -= 1
        return start

    def _on(self, place: int, pause: re.Pattern[str]) -> int:
        sentence, end = self._words.sentence, place
        while end + 1 < len(sentence) and sentence[end + 1] == sentence[place] and end - place < _FAR:
            if pause.search(self._words.before(end + 1)):
                break
            end += 1
        return end

    def _by_sentence(self, matches: list[Match]) -> dict[int, list[Match]]:
        found: dict[int, list[Match]] = {}
        for match in matches:
            found.setdefault(self._words.sentence[match.first], []).append(match)
        return found

    def _part_end(self, place: int) -> int:
        return min(self.clause_end(place), place + _LONGEST_QUOTE)


def _places(spans: list[Match]) -> set[int]:
    """Return the numbers of all words in the spans."""
    return {place for span in spans for place in range(span.first, span.last + 1)}
