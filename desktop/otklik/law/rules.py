"""The rules as data: what each kind of demand sets going, read from `resources/law/rules-*.toml`."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from otklik.law.kinds import Addressee, Kind, Proof, Reading, Regime, Trigger
from otklik.law.terms import Term, Unit
from otklik.system.errors import EnvironmentProblem
from otklik.system.files import read_file
from otklik.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otklik.law.terms import CaseFacts

FILES = ("law/rules-152fz.toml", "law/rules-gdpr.toml")
"""The shipped rules; the first one also gives the edition and the policy term."""

QUESTIONS = frozenset({"erasure_ground", "claimant", "claim_matter", "alleges_unlawful"})
"""Fields of `CaseFacts` a rule may depend on and that may be unanswered."""

SETTLED = frozenset({"destruction_impossible"})
"""Fields a rule may depend on that always have an answer."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing owed, as the law has it.

    Attributes:
        duty: stable id of the thing owed; several rules may give the same thing for different kinds or times.
        kinds: demands that set it going.
        regimes: regimes it applies under.
        counting: by which law its days are counted.
        title, title_en: the checklist's words.
        basis: article and part.
        reading: how firmly it stands.
        trigger: the event it runs from.
        term: number and unit.
        extension: by how much the norm lets it be extended, in the unit of the term.
        closed_by: acts that fulfil it.
        to: to whom something is sent.
        proof: what shows afterwards that it was done.
        when: answers it depends on: a question and the answers under which it is owed.
        condition, condition_en: the same in words.
        valid_from, valid_to: first and last day of receipt it applies to.
    """

    duty: str
    kinds: tuple[Kind, ...]
    regimes: frozenset[Regime]
    counting: Regime
    title: str
    title_en: str
    basis: str
    reading: Reading
    trigger: Trigger
    term: Term
    extension: Term | None
    closed_by: tuple[str, ...]
    to: tuple[Addressee, ...]
    proof: Proof
    when: tuple[tuple[str, frozenset[str | bool]], ...]
    condition: str | None
    condition_en: str | None
    valid_from: date | None
    valid_to: date | None

    def is_valid(self, received: date) -> bool:
        """Return whether the rule applied to what was received on that day."""
        return (self.valid_from is None or self.valid_from <= received) and (
            self.valid_to is None or received <= self.valid_to
        )

    def is_owed(self, facts: CaseFacts) -> bool | None:
        """Return whether the answers make it owed; `None` while one that decides is missing."""
        owed: bool | None = True
        for question, answers in self.when:
            answer = getattr(facts, question)
            if answer is None:
                owed = None
            elif answer not in answers:
                return False
        return owed


@dataclass(frozen=True, slots=True, eq=False)
class Owed:
    """A rule that asks something of cases with one demand and the same answers. Equal only to itself: a key for memory.

    Attributes:
        rule: the rule.
        kind: the demand.
        in_doubt: whether it hangs on a question nobody has answered yet.
    """

    rule: Rule
    kind: Kind
    in_doubt: bool


@dataclass(frozen=True, slots=True, eq=False)
class PromiseRule:
    """How a term is worded that no law gives: that of the policy, or of a contract. Equal only to itself.

    Attributes:
        titles: Russian and English title by kind; `None` is the key of every other kind.
        basis: where the document has no clause for it.
        basis_clause: where it has one, with a place for `{clause}`.
        closed_by: acts that fulfil it.
    """

    titles: dict[Kind | None, tuple[str, str]]
    basis: str
    basis_clause: str
    closed_by: tuple[str, ...]

    def title(self, kind: Kind) -> tuple[str, str]:
        """Return the Russian and the English title for a case of that kind."""
        return self.titles.get(kind) or self.titles[None]

    def basis_of(self, clause: str | None) -> str:
        """Return the basis: «политика, п. 9.2» or «политика оператора»."""
        return self.basis_clause.format(clause=clause) if clause else self.basis


@dataclass(frozen=True)
class RuleSet:
    """All rules of one edition.

    Attributes:
        edition: edition of law and rules, kept with each case.
        policy: how the policy term is worded.
        contract: how the term of a contract is worded.
        named: how the day is worded that the letter itself names.
        rules: every rule, in the order of the files.
    """

    edition: str
    policy: PromiseRule
    contract: PromiseRule
    named: PromiseRule
    rules: tuple[Rule, ...]

    @classmethod
    def load(cls) -> RuleSet:
        """Return the shipped rules; the same object each time.

        Raises:
            EnvironmentProblem: a file is missing or damaged.
        """
        return _shipped()

    @classmethod
    def read(cls, paths: tuple[Path, ...]) -> RuleSet:
        """Return the rules of some files; the first gives edition and policy.

        Raises:
            EnvironmentProblem: a file is missing or damaged.
        """
        path = paths[0]
        contents: list[dict[str, Any]] = []
        try:
            for path in paths:
                contents.append(tomllib.loads(read_file(path).decode()))
            rules = tuple(rule for content in contents for rule in _rules(content))
            first = contents[0]
            policy, contract, named = (_promise(first[name]) for name in ("policy", "contract", "named"))
            return cls(first["edition"], policy, contract, named, rules)
        except (KeyError, TypeError, ValueError) as error:
            raise EnvironmentProblem(
                "The rules {file} are damaged. Install the program again.", file=path.name
            ) from error

    def find(self, kind: Kind, duty: str, term: Term | None, regime: Regime) -> Rule | None:
        """Return the rule a duty was counted by; `None` for the policy term, which is no rule of the law."""
        return next((rule for rule in self.of(kind, regime) if rule.duty == duty and rule.term == term), None)

    def counting(self, kind: Kind, duty: str, term: Term | None, regime: Regime) -> Regime:
        """Return by which law the days of a duty are counted; the policy term goes by Russian law under any regime."""
        rule = self.find(kind, duty, term, regime)
        return rule.counting if rule else Regime.RUSSIAN

    def of(self, kind: Kind, regime: Regime) -> tuple[Rule, ...]:
        """Return the rules of a kind under a regime, of all times."""
        return self._index.get((kind, regime), ())

    def owed(self, kind: Kind, facts: CaseFacts) -> tuple[Owed, ...]:
        """Return what the rules ask of a case with this demand.

        It is the same for all cases that agree in what the rules ask, so it is kept.

        Args:
            kind: the demand.
            facts: the case; its dates decide only which rules were in force.
        """
        place = (kind, facts.regime)
        epoch = bisect_right(self._changes, facts.received)
        key = (place, epoch, *[getattr(facts, question) for question in self._asked.get(place, ())])
        found = self._plans.get(key)
        if found is None:
            rules = (rule for rule in self.of(*place) if rule.is_valid(facts.received))
            judged = ((rule, rule.is_owed(facts)) for rule in rules)
            found = self._plans[key] = tuple(
                Owed(rule, kind, owed is None) for rule, owed in judged if owed is not False
            )
        return found

    @cached_property
    def _plans(self) -> dict[tuple[object, ...], tuple[Owed, ...]]:
        return {}

    @cached_property
    def _changes(self) -> tuple[date, ...]:
        """The days on which some rule came into force or was no longer."""
        begun = {rule.valid_from for rule in self.rules if rule.valid_from}
        ended = {rule.valid_to + timedelta(days=1) for rule in self.rules if rule.valid_to}
        return tuple(sorted(begun | ended))

    @cached_property
    def _asked(self) -> dict[tuple[Kind, Regime], tuple[str, ...]]:
        """What the rules of each kind ask."""
        return {
            place: tuple(sorted({question for rule in rules for question, _answers in rule.when}))
            for place, rules in self._index.items()
        }

    @cached_property
    def _index(self) -> dict[tuple[Kind, Regime], tuple[Rule, ...]]:
        index: dict[tuple[Kind, Regime], tuple[Rule, ...]] = {}
        for rule in self.rules:
            for key in product(rule.kinds, rule.regimes):
                index[key] = (*index.get(key, ()), rule)
        return index


@cache
def _shipped() -> RuleSet:
    return RuleSet.read(tuple(resource(name) for name in FILES))


def _promise(content: dict[str, Any]) -> PromiseRule:
    titles: dict[Kind | None, tuple[str, str]] = {None: (content["title"], content["title_en"])}
    titles |= {Kind(kind): (words["title"], words["title_en"]) for kind, words in content.get("titles", {}).items()}
    return PromiseRule(titles, content["basis"], content["basis_clause"], tuple(content["closed_by"]))


def _rules(content: dict[str, Any]) -> Iterator[Rule]:
    own = Regime(content["regime"])
    for entry in content["duty"]:
        term, extension, when = _term(entry["term"]), _extension(entry), _when(entry.get("when", {}))
        in_doubt = any(question in QUESTIONS for question, _answers in when)
        yield Rule(
            duty=entry["duty"],
            kinds=tuple(Kind(kind) for kind in entry["kinds"]),
            regimes=frozenset(Regime(regime) for regime in entry.get("regimes", [own])),
            counting=own,
            title=entry["title"],
            title_en=entry["title_en"],
            basis=entry["basis"],
            reading=Reading(entry["reading"]),
            trigger=Trigger(entry["trigger"]),
            term=term,
            extension=extension,
            closed_by=tuple(entry["closed_by"]),
            to=tuple(Addressee(name) for name in entry.get("to", ())),
            proof=Proof(entry["proof"]),
            when=when,
            condition=entry["condition"] if in_doubt else None,
            condition_en=entry["condition_en"] if in_doubt else None,
            valid_from=entry.get("valid_from"),
            valid_to=entry.get("valid_to"),
        )


def _term(content: dict[str, Any]) -> Term:
    return Term(content["number"], Unit(content["unit"]))


def _extension(entry: dict[str, Any]) -> Term | None:
    if "extension" not in entry:
        return None
    extension = _term(entry["extension"])
    if extension.unit is not Unit(entry["term"]["unit"]):
        raise ValueError(entry["duty"])
    return extension


def _when(content: dict[str, list[str | bool]]) -> tuple[tuple[str, frozenset[str | bool]], ...]:
    if unknown := set(content) - QUESTIONS - SETTLED:
        raise ValueError(unknown)
    return tuple((question, frozenset(answers)) for question, answers in content.items())
