"""The one door for policies: `read_policy` gathers what all finders found and tells what cannot all be true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from otklik.intake.documents.reading import read_document
from otklik.intake.looks_like import seems_letter
from otklik.intake.policy import (
    categories,
    channels,
    contacts,
    operator_facts,
    processing,
    purposes,
    recipients,
    rights,
    storage,
    terms,
    tools,
)
from otklik.intake.policy.contradictions import find_contradictions
from otklik.intake.policy.facts import FIELDS, Conflict, Found, PolicyFacts, Shape
from otklik.intake.policy.structure import Policy
from otklik.law.kinds import Kind
from otklik.register.records import Channel
from otklik.system.errors import UserError
from otklik.system.words import say

Finder = Callable[[Policy], Iterable[tuple[str, Found[Any]]]]
"""Gives fields and what was found for them, items of a list field one by one."""

LONGEST_POLICY = 250_000
"""Characters of a policy that are read, some hundred pages; the longest policies have half of that."""

_MAILS = (".eml", ".msg")
"""Endings of files that are letters and nothing else."""

FINDERS: tuple[Finder, ...] = (
    operator_facts.find,
    contacts.find,
    terms.find_terms,
    rights.find_rights,
    rights.find_refusals,
    channels.find_channels,
    processing.find_flags,
    categories.find_categories,
    tools.find_tools,
    purposes.find_purposes,
    recipients.find_recipients,
    storage.find_storage,
)
"""All finders; their order does not matter."""

_ORDERS: Mapping[str, tuple[str, ...]] = {"rights": tuple(Kind), "request_channels": tuple(Channel)}


def read_policy(name: str, content: bytes) -> PolicyFacts:
    """Read a privacy policy from a file.

    Args:
        name: the file's name or path; only its last piece is used.
        content: its bytes.

    Raises:
        UserError: it is a mail, or no text can be read from it.
    """
    shown = re.split(r"[/\\]", name)[-1]
    if shown.lower().endswith(_MAILS):
        raise UserError("{file} is a letter, not a policy: choose the policy itself.", file=shown)
    document = read_document(name, content)
    return read_policy_text(shown, document.text, document.problems)


def read_policy_text(name: str, text: str, problems: Sequence[str] = ()) -> PolicyFacts:
    """Read a privacy policy from its text, which may be any text: what it does not state is not there.

    Args:
        name: what the policy is called.
        text: its text.
        problems: what could not be read of the document, told on.
    """
    is_cut = len(text) > LONGEST_POLICY
    if is_cut:
        cut = say("The text is very long: its first {count} characters are read.", count=LONGEST_POLICY)
        problems = (*problems, cut)
    policy = Policy(name, text[:LONGEST_POLICY])
    found: dict[str, list[Found[Any]]] = {}
    for finder in FINDERS:
        for field, one in finder(policy):
            found.setdefault(field, []).append(one)
    values: dict[str, Found[Any]] = {}
    conflicts: list[Conflict] = []
    for field, shape in FIELDS.items():
        candidates = sorted(found.get(field, ()), key=lambda one: one.quotes[0].start)
        if shape is Shape.LIST:
            if candidates:
                values[field] = _all(candidates, _ORDERS.get(field, ()))
            continue
        different = _different(candidates)
        if len(different) > 1:
            conflicts.append(Conflict(field, tuple(different)))
        elif different:
            values[field] = different[0]
    return PolicyFacts(
        name=name,
        text=text,
        values=values,
        conflicts=tuple(conflicts),
        contradictions=find_contradictions(policy, is_whole=not is_cut),
        problems=(*problems, *operator_facts.problems(policy)),
        seems_letter=seems_letter(text),
    )


def _all(candidates: Sequence[Found[Any]], order: Sequence[str]) -> Found[tuple[Any, ...]]:
    """Return the items of a list field, each once, with the first words that state it.

    Args:
        candidates: what was found, in the order of the text.
        order: all values the field may have, in the order in which they are told; that of the text where it is empty.
    """
    items: dict[Any, Found[Any]] = {}
    for one in candidates:
        items.setdefault(_same(one.value), one)
    found = sorted(items.values(), key=lambda one: order.index(one.value) if order else 0)
    return Found(tuple(one.value for one in found), tuple(one.quotes[0] for one in found))


def _different(candidates: Sequence[Found[Any]]) -> list[Found[Any]]:
    """Return the different values, each with all words that state it."""
    values: dict[Any, Found[Any]] = {}
    for one in candidates:
        key = _same(one.value)
        before = values.get(key)
        values[key] = one if before is None else Found(before.value, (*before.quotes, *one.quotes))
    return list(values.values())


def _same(value: Any) -> Any:
    """Return what makes two values one: texts but for case, ё and blanks, terms but for their clause."""
    if isinstance(value, str):
        return re.sub(r"[\s.,]+", " ", value.lower().replace("ё", "е")).strip()
    return (value.number, value.unit) if hasattr(value, "unit") else value
