"""What a claim (претензия) demands: the sum, who claims, and whether it is about money."""

from __future__ import annotations

from bisect import bisect_right

from otklik.intake.demands.phrases import Marked, Match
from otklik.intake.demands.rules import Book
from otklik.intake.demands.scopes import Scopes
from otklik.intake.demands.sums import Sum, find_sums
from otklik.intake.letter import ClaimGuess
from otklik.law.kinds import Claimant, ClaimMatter

_MOST_SUMS = 200
_NEAR = 9
"""Words before a sum among which it is told what it is."""


def find_claim(marked: Marked, book: Book) -> ClaimGuess:
    """Return what is claimed; called only where something is.

    Args:
        marked: the writer's own words.
        book: the rules.
    """
    scopes = Scopes(marked, book)
    told = _Told(marked, book, scopes)
    amount = told.demanded()
    about_money = (match for match in book["money_claims"].find(marked) if not scopes.is_threat(match.first))
    sums = [amount] if amount else told.several()
    is_money = bool(sums) or next(about_money, None) is not None
    return ClaimGuess(
        amount=amount.kopecks if amount else None,
        amount_words="; ".join(" ".join(marked.words.text[one.start : one.end].split()) for one in sums),
        claimant=_claimant(marked, book),
        matter=ClaimMatter.MONEY if is_money else ClaimMatter.OTHER,
    )


def _claimant(marked: Marked, book: Book) -> Claimant | None:
    if book["business_words"].anywhere(marked):
        return Claimant.BUSINESS
    return Claimant.CONSUMER if book["consumer_words"].anywhere(marked) else None


class _Told:
    """The sums of a letter and what is said of each."""

    def __init__(self, marked: Marked, book: Book, scopes: Scopes) -> None:
        self._words = marked.words
        sums = find_sums(marked.words.text)[:_MOST_SUMS]
        self._sums = [one for one in sums if not scopes.is_threat(self._place(one))]
        demands = [match for match in book["sum_demands"].find(marked) if not scopes.is_threat(match.first)]
        self._demands = demands
        self._totals = book["sum_totals"].find(marked)
        self._wholes = book["sum_wholes"].find(marked)
        self._prices = book["sum_prices"].find(marked)
        self._paid = book["sum_paid"].find(marked)
        self._is_partial = book["sum_partial"].anywhere(marked)

    def demanded(self) -> Sum | None:
        """Return the sum that is demanded, `None` in doubt."""
        demanded = [one for one in self._sums if self._is_demanded(one)]
        totals = [one for one in self._sums if self._is_near(one, self._totals)]
        for candidates in (
            [one for one in totals if one in demanded] or totals,
            [one for one in demanded if not self._is_near(one, self._prices)],
            [one for one in demanded if self._is_whole_of(one, demanded)],
            [one for one in demanded if self._is_near(one, self._wholes)],
            [] if self._is_partial or demanded or not self._demands else self._only_paid(),
        ):
            if len({one.kopecks for one in candidates}) == 1:
                return candidates[0]
        return None

    def several(self) -> list[Sum]:
        """Return the sums that are demanded side by side without a total, each once; nothing where there is but one."""
        demanded = {one.kopecks: one for one in reversed(self._sums) if self._is_demanded(one)}
        found = sorted(demanded.values(), key=lambda one: one.start)
        return found if len(found) > 1 else []

    def _only_paid(self) -> list[Sum]:
        """Return the one sum that was paid, where the letter names no other: «верните деньги» means it."""
        paid = [one for one in self._sums if self._is_near(one, self._paid)]
        return paid if len({one.kopecks for one in self._sums}) == 1 else []

    @staticmethod
    def _is_whole_of(one: Sum, others: list[Sum]) -> bool:
        rest = {other.kopecks for other in others} - {one.kopecks}
        return len(rest) > 1 and sum(rest) == one.kopecks

    def _is_demanded(self, one: Sum) -> bool:
        place = self._place(one)
        sentence = self._words.sentence
        return any(match.first <= place and sentence[match.first] == sentence[place] for match in self._demands)

    def _is_near(self, one: Sum, matches: list[Match]) -> bool:
        place = self._place(one)
        sentence = self._words.sentence
        return any(
            place - _NEAR <= match.first <= place and sentence[match.first] == sentence[place] for match in matches
        )

    def _place(self, one: Sum) -> int:
        return max(bisect_right(self._words.starts, one.start) - 1, 0)
