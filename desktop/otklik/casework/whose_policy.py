"""Whether a policy is that of the operator whose profile it would fill."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otklik.intake.policy.facts import PolicyFacts
    from otklik.register.records import Operator

_FORMS = frozenset(
    ("ооо", "ао", "пао", "зао", "оао", "нао", "ип", "общество", "ограниченной", "ответственностью", "акционерное")
) | {"индивидуальный", "предприниматель", "самозанятый", "самозанятая"}
"""Words of a name that tell what somebody is and not who."""


def other_operator(facts: PolicyFacts, operator: Operator) -> str:
    """Return whom a policy names in place of the operator of a profile; empty where it is his, or may be.

    A number decides before a name: the same ИНН under another name is the same operator, renamed.

    Args:
        facts: what was read from the policy.
        operator: the profile; one without name and number is nobody's yet.

    Returns:
        What the policy gives of name and ИНН: «ООО «Ромашка», ИНН 9900051188».
    """
    named, numbers = _said(facts, "operator_name"), _said(facts, "inn")
    who = ", ".join((*named[:1], *(f"ИНН {number}" for number in numbers[:1])))
    if numbers and operator.inn:
        return "" if operator.inn in numbers else who
    own = _words(operator.name)
    if not named or not own:
        return ""
    return "" if any(_same(own, _words(name)) for name in named) else who


def _said(facts: PolicyFacts, field: str) -> list[str]:
    """Return all values the policy gives of a field, contradictory ones included."""
    sure = [str(facts.values[field].value)] if field in facts.values else []
    return sure + [
        str(one.value) for conflict in facts.conflicts if conflict.field == field for one in conflict.candidates
    ]


def _words(name: str) -> frozenset[str]:
    """Return the words that tell who it is: no form, no initials."""
    words = re.findall(r"[^\W_]{2,}", name.lower().replace("ё", "е"))
    return frozenset(word for word in words if word not in _FORMS)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two names may be of one operator: «Ветров И. П.» is short for «Ветров Илья Петрович»."""
    return not other or one <= other or other <= one
