"""What a letter seems to demand, of whom it speaks and what it lacks: a proposal the clerk looks at, never a decision.

The rules are phrases in `resources/intake/ru.toml`; every guess quotes the words it rests on.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from otklik.intake.letter import IncomingLetter, KindGuess
from otklik.intake.names import NameFinder
from otklik.intake.phrases import Phrases
from otklik.law.kinds import Kind
from otklik.system.paths import resource

_READ_AT_MOST = 60_000
"""Characters of a letter that are looked at; a demand does not stand behind a hundred pages of quotations."""

_QUOTED_BELOW = re.compile(
    r"^(?:-{2,} ?(?:Original Message|Forwarded message|(?:Исходное|Пересылаемое|Пересланное) сообщение).*"
    r"|.{0,120}(?:пишет|писал|писала|написал|написала|wrote) ?(?:\(а\))? ?:[ \t]*)$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a letter seems to say.

    Attributes:
        kinds: the demands with their evidence, in the order of the letter.
        subject_name: the person in the nominative, empty where in doubt.
        missing: Russian labels of what a request must contain and this one lacks (152-ФЗ ст. 14 ч. 3).
    """

    kinds: tuple[KindGuess, ...]
    subject_name: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: Kind
    phrases: Phrases
    senders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lack:
    label: str
    phrases: Phrases
    pattern: re.Pattern[str] | None


def guess(letter: IncomingLetter) -> Guess:
    """Return what the letter seems to demand, for whom, and what it lacks.

    Args:
        letter: the letter as read.
    """
    text = letter.text[:_READ_AT_MOST]
    own = own_words(text)
    kinds = _kinds(f"{letter.subject}\n{own}", letter.sender_address)
    if not kinds:
        kinds = _kinds(text, "")
    return Guess(kinds, _names().find(own, letter.sender_name), _missing(letter, own, kinds))


def own_words(text: str) -> str:
    """Return the text without the earlier mails quoted in it; all of it where nothing else is there."""
    above = text
    if below := _QUOTED_BELOW.search(text):
        above = text[: below.start()]
    lines = [line for line in above.split("\n") if not line.lstrip().startswith(">")]
    return "\n".join(lines) if "".join(lines).strip() else text


def _kinds(text: str, sender: str) -> tuple[KindGuess, ...]:
    """Return one guess a kind, in the order in which the words appear."""
    found: list[tuple[int, KindGuess]] = []
    for rule in _rules():
        evidence = rule.phrases.find(text)
        if evidence is None and sender.lower().endswith(rule.senders):
            evidence = (0, sender)
        if evidence is not None:
            found.append((evidence[0], KindGuess(rule.kind, evidence[1])))
    return tuple(guessed for _place, guessed in sorted(found, key=lambda pair: pair[0]))


def _missing(letter: IncomingLetter, own: str, kinds: tuple[KindGuess, ...]) -> tuple[str, ...]:
    """Return the labels of what a request lacks; other letters need none of it."""
    data = _data()["missing"]
    if not {guessed.kind for guessed in kinds} & {Kind(kind) for kind in data["kinds"]}:
        return ()
    labels = [
        lack.label
        for lack in _lacks()
        if lack.phrases.find(own) is None and not (lack.pattern and lack.pattern.search(own))
    ]
    # A scan or a signed file may hold a signature or a warrant: only looking at it tells.
    has_papers = any(file.name.lower().endswith(tuple(data["signature"]["files"])) for file in letter.attachments)
    if not has_papers:
        labels.append(data["signature"]["label"])
    if not has_papers and _authority().find(own) is not None:
        labels.append(data["authority"]["label"])
    return tuple(labels)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("intake/ru.toml").read_text("utf-8"))


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(Kind(rule["kind"]), Phrases(rule["words"], rule.get("unless", ())), tuple(rule.get("sender", ())))
        for rule in _data()["rule"]
    )


@cache
def _lacks() -> tuple[_Lack, ...]:
    found = (_data()["missing"][name] for name in ("document", "issued", "relation"))
    return tuple(
        _Lack(lack["label"], Phrases(lack["words"]), re.compile(lack["pattern"]) if "pattern" in lack else None)
        for lack in found
    )


@cache
def _authority() -> Phrases:
    return Phrases(_data()["missing"]["authority"]["claims"])


@cache
def _names() -> NameFinder:
    return NameFinder(_data()["names"]["men"], _data()["names"]["women"])
