"""What was read from a privacy policy, as values. A value never stands without the words that state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, TypeVar

from otklik.law.terms import Unit

T = TypeVar("T")


class Shape(Enum):
    """What kind of value a field holds, and what stands for «the policy does not say it»."""

    TEXT = "text"
    LIST = "list"
    FLAG = "flag"
    TERM = "term"


FIELDS: Mapping[str, Shape] = {
    **dict.fromkeys(("operator_name", "operator_form", "inn", "ogrn", "rkn_registry_number", "address"), Shape.TEXT),
    **dict.fromkeys(("emails", "phones", "sites"), Shape.LIST),
    "policy_date": Shape.TEXT,
    **dict.fromkeys(("claim_term", "request_term"), Shape.TERM),
    **dict.fromkeys(("request_channels", "rights", "refusal_grounds"), Shape.LIST),
    **dict.fromkeys(("purposes", "data_categories", "third_parties", "third_party_tools"), Shape.LIST),
    "storage_term": Shape.TEXT,
    **dict.fromkeys(("stored_in_russia", "cross_border", "special_categories", "automated_decisions"), Shape.FLAG),
    **dict.fromkeys(("identity_check", "minors_clause", "other_operator_clause"), Shape.FLAG),
    **dict.fromkeys(("eu_authority_clause", "pretrial_claim_required"), Shape.FLAG),
}
"""Every field of a policy's facts, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the policy and their place.

    Attributes:
        text: the words as they stand there, `PolicyFacts.text[start:end]`.
        start, end: offsets in characters of `PolicyFacts.text`.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PromisedTerm:
    """A term the operator promises for an answer.

    Attributes:
        number: how many.
        unit: of what; counted as `law.terms` counts it.
        clause: number of the clause it stands in («9.2»), empty where clauses have none.
    """

    number: int
    unit: Unit
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the words that state it.

    Attributes:
        value: the value. A finder gives one item of a list field at a time; in `PolicyFacts.values` a list field holds
            the tuple of all of them.
        quotes: the words, at least one; of a list field `quotes[i]` belongs to `value[i]`.
    """

    value: T
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Different values of one field that cannot all be true.

    Attributes:
        field: name of the field, a key of `FIELDS`.
        candidates: the values in the order of the text.
    """

    field: str
    candidates: tuple[Found[Any], ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Where the policy contradicts the law.

    Attributes:
        id: stable name.
        sentence: what is wrong, one sentence in the language in use.
        basis: the article, «152-ФЗ, ст. 20 ч. 1».
        quotes: the words it stands on; empty where something is missing altogether.
    """

    id: str
    sentence: str
    basis: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """All that was read from one policy.

    Attributes:
        name: file name without folders.
        text: the text all quotes point into.
        values: what the policy says, by field; a field it does not state, or states differently, is not there.
        conflicts: fields with several values that cannot all be true.
        contradictions: where it contradicts the law.
        problems: what could not be read as written, one sentence each in the language in use.
        seems_letter: it reads like somebody's letter and not like a policy: whoever shows the facts asks first.
    """

    name: str
    text: str
    values: Mapping[str, Found[Any]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    problems: tuple[str, ...] = ()
    seems_letter: bool = False
