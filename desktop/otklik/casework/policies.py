"""The operator's privacy policy: read it, see what it says for his profile, take over what he chose."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from otklik.casework import journal, profiles
from otklik.casework.desk import Changes
from otklik.law.terms import Term, checked_term
from otklik.register.records import Operator, PolicyText
from otklik.register.search import phone_key
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.intake.policy.facts import PolicyFacts, Quote

PLACES: Mapping[str, tuple[str, ...]] = {
    "operator_name": ("name",),
    "operator_form": ("form",),
    "inn": ("inn",),
    "ogrn": ("ogrn",),
    "rkn_registry_number": ("rkn_number",),
    "address": ("address",),
    "emails": ("emails",),
    "phones": ("phones",),
    "sites": ("sites",),
    "claim_term": ("policy_days", "policy_unit", "policy_clause"),
    "request_term": ("request_term", "request_clause"),
    "request_channels": ("channels",),
    "rights": ("rights",),
    "purposes": ("purposes",),
    "data_categories": ("data_categories",),
    "third_parties": ("recipients",),
    "storage_term": ("storage_term",),
    "stored_in_russia": ("database_location",),
    "cross_border": ("cross_border",),
    "automated_decisions": ("automated_decisions",),
}
"""The fields of a policy that have a place in the profile, in its order, with the attributes of `Operator` of each."""


class Standing(Enum):
    """How what the policy says stands to the profile: nothing is there yet, the same, or something else."""

    BLANK = "blank"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """A policy as it was read.

    Attributes:
        facts: what it says.
        sha256: hex digest of the file, or of the pasted text in UTF-8.
        clauses: numbers of the clauses its quotes stand in («9.2»); a quote outside of clauses is not there.
    """

    facts: PolicyFacts
    sha256: str
    clauses: Mapping[Quote, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken over: the fields of the policy, and whose profile they are in now."""

    changes: Changes
    operator_id: int
    fields: tuple[str, ...]


def read(name: str, content: bytes) -> ReadPolicy:
    """Read a policy from a file; needs no desk and takes a while.

    Args:
        name: the file's name or path.
        content: its bytes.

    Raises:
        UserError: no text can be read from it.
    """
    from otklik.intake.policy.reader import read_policy  # noqa: PLC0415 - rules are loaded when a policy comes

    return _with_clauses(read_policy(name, content), hashlib.sha256(content).hexdigest())


def read_text(text: str) -> ReadPolicy:
    """Read a policy from pasted text; needs no desk."""
    from otklik.intake.policy.reader import read_policy_text  # noqa: PLC0415 - as in `read`

    return _with_clauses(read_policy_text("", text), hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def read_again(kept: PolicyText) -> ReadPolicy:
    """Read the policy that is kept with a profile once more; needs no desk."""
    from otklik.intake.policy.reader import read_policy_text  # noqa: PLC0415 - as in `read`

    return _with_clauses(read_policy_text(kept.name, kept.text), kept.sha256)


def kept(desk: Desk, operator_id: int) -> PolicyText | None:
    """Return the policy the profile of an operator was read from, if one was."""
    return desk.register.policies.of(operator_id)


def chosen(facts: PolicyFacts, fields: Collection[str], decided: Mapping[str, int] | None = None) -> PolicyFacts:
    """Return facts with nothing but what the user chose.

    Args:
        facts: all that was read.
        fields: the fields he wants.
        decided: fields with several values, and which of the candidates he holds for true.
    """
    values = {name: facts.values[name] for name in fields if name in facts.values}
    for conflict in facts.conflicts:
        if decided and conflict.field in decided:
            values[conflict.field] = conflict.candidates[decided[conflict.field]]
    return replace(facts, values=values, conflicts=())


def filled(operator: Operator, facts: PolicyFacts) -> Operator:
    """Return the profile with the facts in it; what has no place in a profile is passed over.

    Args:
        operator: the profile as it is.
        facts: what to take; conflicts are left alone.
    """
    values: dict[str, object] = {}
    for name, said in _said(facts):
        values |= {attribute: getattr(said, attribute) for attribute in PLACES[name]}
        if name == "operator_form" and operator.form is None:
            values["first_person"] = said.first_person
    return replace(operator, **values)  # type: ignore[arg-type]  # each value is of an attribute of the same name


def takeable(facts: PolicyFacts) -> tuple[str, ...]:
    """Return the fields of these facts that a profile can take over, in its order."""
    return tuple(name for name, _said_by_it in _said(facts))


def standing(operator: Operator, other: Operator, name: str) -> Standing:
    """Tell how a field of the policy stands to the profile.

    Args:
        operator: the profile as it is.
        other: the profile with the field taken over.
        name: the field, a key of `PLACES`.
    """
    now, then, unset = (_values(one, name) for one in (operator, other, Operator()))
    if now == then and (now != unset or operator.id):
        return Standing.SAME
    return Standing.BLANK if now == unset else Standing.OTHER


def sources(policy: ReadPolicy, operator: Operator) -> Mapping[str, str]:
    """Return what a profile has as its policy says it: attributes of `Operator`, each with its clause («9.2» or "").

    Args:
        policy: the policy of the operator.
        operator: the profile, as it is kept or as it is being typed.
    """
    whole = policy.facts
    decided = [{one.field: index} for one in whole.conflicts for index in range(len(one.candidates))]
    found: dict[str, str] = {}
    for facts in (whole, *(chosen(whole, (), one) for one in decided)):
        then = filled(operator, facts)
        for name in takeable(facts):
            if _values(operator, name) == _values(then, name):
                found[PLACES[name][0]] = policy.clauses.get(facts.values[name].quotes[0], "")
    return found


def take_over(desk: Desk, operator_id: int, policy: ReadPolicy) -> Taken:
    """Fill the profile of an operator from a policy and keep its text; open cases are counted by its terms from now on.

    Args:
        desk: the desk.
        operator_id: whose profile; 0 makes a new one.
        policy: the policy, its facts cut down to what the user chose (see `chosen`).

    Raises:
        UserError: a term cannot be meant, or the name of a new operator cannot be printed. Nothing is changed then.
    """
    facts = policy.facts
    with desk.register.atomic():
        stored = desk.register.operators.get(operator_id) if operator_id else None
        saved = profiles.save_operator(desk, filled(stored or Operator(), facts))
        desk.register.policies.keep(
            PolicyText(saved.operator_id, facts.name, desk.clock.today(), policy.sha256, facts.text)
        )
        fields = takeable(facts)
        journal.write(
            desk,
            "policy_taken" if fields else "policy_kept",
            changes=journal.facts(name=facts.name, sha256=policy.sha256, fields=fields),
        )
    return Taken(saved.changes, saved.operator_id, fields)


def _said(facts: PolicyFacts) -> Iterator[tuple[str, Operator]]:
    """Yield the fields that have something for a profile, each with a profile of that alone.

    A form of operator or a unit of a term that profiles do not know leaves nothing.
    """
    from otklik.intake.policy.profile import operator_from_facts  # noqa: PLC0415 - as in `read`

    for name in PLACES:
        if name not in facts.values:
            continue
        try:
            said = operator_from_facts(chosen(facts, (name,)))
            for term in (Term(said.policy_days, said.policy_unit), said.request_term):
                if term is not None:
                    checked_term(term)
        except UserError:
            continue
        if getattr(said, PLACES[name][0]) not in (None, "", ()):
            yield name, said


def _values(operator: Operator, name: str) -> tuple[object, ...]:
    """Return what a profile has of a field, to be compared: one phone may be written in several ways."""
    if name == "phones":
        return tuple(phone_key(phone) or phone for phone in operator.phones)
    return tuple(getattr(operator, attribute) for attribute in PLACES[name])


def _with_clauses(facts: PolicyFacts, sha256: str) -> ReadPolicy:
    from otklik.intake.policy.structure import Policy  # noqa: PLC0415 - as in `read`

    policy = Policy(facts.name, facts.text)
    quotes = [quote for found in facts.values.values() for quote in found.quotes]
    quotes += [quote for one in facts.conflicts for found in one.candidates for quote in found.quotes]
    quotes += [quote for one in facts.contradictions for quote in one.quotes]
    clauses = {quote: clause for quote in quotes if (clause := policy.clause_of(quote))}
    return ReadPolicy(facts, sha256, clauses)
