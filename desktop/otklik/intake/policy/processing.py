"""What the policy states about its processing, yes or no: storing, transfer abroad, children, who checks identity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from otklik.intake.policy.facts import Found
from otklik.intake.policy.statements import statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.wording import AnyOf, Span, Wording, rules


@dataclass(frozen=True, slots=True)
class _Flag:
    field: str
    yes: Wording
    no: Wording
    unless: Wording
    no_unless: Wording
    needs: Wording | None
    yes_together: tuple[tuple[Wording, ...], ...]
    no_together: tuple[tuple[Wording, ...], ...]

    def said(self, text: str) -> tuple[bool, Span] | None:
        """Return what a sentence states, `None` where it states nothing."""
        if self.needs is not None and text not in self.needs:
            return None
        if (span := self.no.first(text) or _together(self.no_together, text)) is not None:
            return None if text in self.no_unless else (False, span)
        if text in self.unless:
            return None
        span = self.yes.first(text) or _together(self.yes_together, text)
        return None if span is None else (True, span)


def _together(groups: tuple[tuple[Wording, ...], ...], text: str) -> Span | None:
    """Return the place from the first to the last of phrases that stand in one sentence in their order."""
    for group in groups:
        spans = [words.first(text) for words in group]
        places = [span for span in spans if span is not None]
        if len(places) == len(group) and places == sorted(places):
            return places[0][0], places[-1][1]
    return None


@cache
def _flags() -> tuple[_Flag, ...]:
    return tuple(
        _Flag(
            str(rule["field"]),
            Wording(rule["yes"]),
            Wording(rule.get("no", ())),
            Wording(rule.get("unless", ())),
            Wording(rule.get("no_unless", ())),
            Wording(rule["needs"]) if "needs" in rule else None,
            *(
                tuple(tuple(Wording([phrase]) for phrase in group) for group in rule.get(key, ()))
                for key in ("yes_together", "no_together")
            ),
        )
        for rule in rules("facts")["flag"]
    )


@cache
def _any_flag() -> AnyOf:
    together = (words for flag in _flags() for group in (*flag.yes_together, *flag.no_together) for words in group[:1])
    return AnyOf((*(words for flag in _flags() for words in (flag.yes, flag.no)), *together))


def find_flags(policy: Policy) -> Iterable[tuple[str, Found[bool]]]:
    """Find the facts of processing that are stated; a sentence gives at most one value of a fact.

    Args:
        policy: the policy with its clauses.
    """
    for statement in statements(policy):
        if statement.is_definition or not _any_flag().may_stand_in(statement.text):
            continue
        for flag in _flags():
            said = flag.said(statement.text)
            if said is not None and not statement.has_blank(said[1]):
                yield flag.field, Found(said[0], (statement.quote(said[1]),))
