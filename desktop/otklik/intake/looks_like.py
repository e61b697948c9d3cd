"""Whether a text reads like a privacy policy or like somebody's letter: a guess to ask by, never to decide by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from otklik.intake.policy.places import stems
from otklik.system.paths import resource

_LOOKED_AT = 40_000
"""Characters that are looked at: what a text is shows long before."""
_HEAD = 400
"""Characters of the beginning, where a policy says what it is and a letter whom it greets."""
_LONG = 6_000
"""Characters most policies have and few letters."""
_LEAST, _LEAD = 3, 2
"""How many signs make a guess, and how many more they are than those of the other."""


def seems_policy(text: str) -> bool:
    """Tell whether a text reads like an operator's privacy policy and not like a letter.

    Args:
        text: the text of a document; what is empty is neither.
    """
    policy, letter = _signs(text)
    return policy >= _LEAST and policy >= letter + _LEAD


def seems_letter(text: str) -> bool:
    """Tell whether a text reads like somebody's letter and not like a privacy policy.

    Args:
        text: as of `seems_policy`.
    """
    policy, letter = _signs(text)
    least = _LEAST if policy else _LEAD  # a short letter has few signs of its own, but none of a policy
    return letter >= least and letter >= policy + _LEAD


def _signs(text: str) -> tuple[int, int]:
    """Return how many signs of a policy and of a letter a text has."""
    plain = text[:_LOOKED_AT].lower().replace("ё", "е")
    head = re.sub(r"\s+", " ", plain[: 4 * _HEAD]).strip()[:_HEAD]
    heads, policy, letter = _patterns()
    length = 2 if len(text) >= _LONG else 0
    return (
        2 * _count(heads[:1], head) + _count(policy, plain) + length,
        2 * _count(heads[1:], head) + _count(letter, plain),
    )


def _count(patterns: Iterable[re.Pattern[str]], plain: str) -> int:
    return sum(pattern.search(plain) is not None for pattern in patterns)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    """Return the signs: the two heads, those of a policy, those of a letter."""
    rules = tomllib.loads(resource("intake/looks_like.toml").read_text("utf-8"))
    heads = (stems(rules["policy_head"]), stems(rules["letter_head"]))
    policy, letter = (tuple(stems(words) for words in rules[one].values()) for one in ("policy", "letter"))
    return heads, policy, letter
