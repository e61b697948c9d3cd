"""Rights the policy grants, by the kinds of demands, and grounds on which the operator may refuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from otklik.intake.policy.facts import Found
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.wording import AnyOf, Span, Wording, overlap, rules, wording
from otklik.law.kinds import Kind

_CONDITION = re.compile(r"(?:^|[,(;]\s*|\bи\s+)(если|в случае|в случаях|после|при условии|if)\b[^,;:]*", re.IGNORECASE)
_WISH = re.compile(r"\b(?:хот|жела|захот|реши)", re.IGNORECASE)
_INFINITIVE = re.compile(r"\W{0,3}(?:на\s)?\w{2,20}(?:ть|ться|ти|чь|ение|ание|зыв)\b")
_ALIAS = re.compile(r'далее[^()"\n]{0,25}?[-"]\s*"?([а-яa-z]{4,25})(?=[")])')
_SHORT_TITLE = 60
_LAW_ALONE = re.compile(
    r"роскомнадзор\s+(?:вправе|имеет)|уполномоченн\w+ орган\w*\s+(?:[^.]{0,60}\s)?(?:вправе|имеет право)"
)


@dataclass(frozen=True, slots=True)
class _Right:
    kind: Kind
    words: Wording
    alone: Wording
    done: Wording


@cache
def _rights() -> tuple[_Right, ...]:
    return tuple(
        _Right(
            Kind(rule["kind"]),
            Wording(rule["words"], rule.get("unless", ())),
            Wording(rule.get("alone", ()), rule.get("unless", ())),
            Wording((*rule["words"], *rule.get("done", ())), rule.get("unless", ())),
        )
        for rule in rules("phrases")["right"]
    )


@cache
def _any_right_alone() -> AnyOf:
    return AnyOf(right.alone for right in _rights())


@cache
def _grounds() -> tuple[tuple[str, Wording], ...]:
    return tuple((rule["id"], Wording(rule["words"], rule.get("unless", ()))) for rule in rules("phrases")["ground"])


def find_rights(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find the rights the policy grants to people; what it defines, demands of them or says of others is none.

    Args:
        policy: the policy with its clauses.
    """
    names = operator_names(policy)
    for statement in statements(policy):
        if not statement.is_definition:
            for kind, span in (*_headed(statement), *_granted(statement, names)):
                if statement.is_stated(span):
                    yield "rights", Found(kind.value, (statement.quote(span),))


def operator_names(policy: Policy) -> frozenset[str]:
    """Return the words by which the policy calls its operator: «(далее – Школа)»."""
    user = wording("people", "user")
    return frozenset(match[1] for match in _ALIAS.finditer(policy.plain) if match[1] not in user)


def _granted(statement: Statement, names: frozenset[str]) -> Iterator[tuple[Kind, Span]]:
    """Yield the rights one statement grants, with their words."""
    opening = _grants_from(statement, names)
    is_asked = _is_asked(statement.text) and statement.lead not in wording("people", "must")
    if opening is None:
        if not is_asked and not _any_right_alone().may_stand_in(statement.text):
            return
        for right in _rights():
            span = right.alone.first(statement.text) or (right.done.first(statement.text) if is_asked else None)
            if span is not None:
                yield right.kind, span
        return
    conditions = [match.span() for match in _CONDITION.finditer(statement.text) if not _WISH.search(match[0])]
    for right in _rights():
        alone = right.alone.first(statement.text) or (right.done.first(statement.text) if is_asked else None)
        spans = right.words.spans(statement.text)
        meant = [span for span in spans if _is_meant(statement, span, opening, conditions, names)]
        if alone or meant:
            yield right.kind, alone or meant[0]


def _headed(statement: Statement) -> Iterator[tuple[Kind, Span]]:
    """Yield the right whose exercise a heading asks for and the words below tell: «Как отозвать согласие»."""
    if statement.heading.startswith("как ") and statement.text in wording("people", "tell"):
        for right in _rights():
            if right.alone.first(statement.heading) is not None:
                yield right.kind, (0, len(statement.text))


def _is_asked(text: str) -> bool:
    """Tell whether the operator acts because a person asks for it: «по вашей просьбе удалим», «скажите — исправим»."""
    return text in wording("people", "asked") and text not in wording("people", "not_asked")


def _grants_from(statement: Statement, names: frozenset[str]) -> int | None:
    """Return the place from which on a statement grants, 0 for an item of a granting list, `None` where it does not."""
    if wording("people", "not_granted").first(statement.text) or _LAW_ALONE.search(statement.text):
        return None
    for span in wording("people", "may").spans(statement.text):
        if _is_users(statement.text[: span[0]], names):
            return span[0]
    if statement.lead and _leads(statement.lead, names):
        return 0
    colon = statement.text.find(": ")
    if 0 < colon < _SHORT_TITLE and statement.text[:colon] in wording("people", "rights_heading"):
        return colon
    is_under_rights = statement.heading in wording("people", "rights_heading")
    if is_under_rights and not statement.lead and _has_no_actor(statement.text, names):
        return 0
    return None


def _leads(lead: str, names: frozenset[str]) -> bool:
    if lead in wording("people", "not_granted"):
        return False
    spans = wording("people", "may").spans(lead)
    return any(_is_users(lead[: span[0]], names) for span in spans) or lead in wording("people", "rights_heading")


def _is_users(before: str, names: frozenset[str]) -> bool:
    """Tell whether who is named last before «вправе» is no operator; nobody named means whoever is spoken to."""
    operators = [span[0] for span in wording("people", "operator").spans(before)]
    operators += [match.start() for name in names for match in re.finditer(rf"\b{re.escape(name)}\b", before)]
    users = [span[0] for span in wording("people", "user").spans(before)]
    return not operators or (bool(users) and max(users) > max(operators))


def _has_no_actor(text: str, names: frozenset[str]) -> bool:
    """Tell whether a statement under «Права субъекта» is an infinitive nobody else acts in: «получать сведения …»."""
    head = re.split(r"[,;:]|\s-\s", text, maxsplit=1)[0]
    is_operators = head in wording("people", "operator") or any(name in head for name in names)
    return bool(_INFINITIVE.match(text)) and not is_operators and head not in wording("people", "must")


def _is_meant(statement: Statement, span: Span, opening: int, conditions: list[Span], names: frozenset[str]) -> bool:
    """Tell whether words of a right are what is granted: not a condition, not another's act."""
    if any(overlap(span, condition) for condition in conditions):
        return False
    if span[0] < opening:
        return "," not in statement.text[span[1] : opening] and ";" not in statement.text[span[1] : opening]
    between = statement.text[opening : span[0]]
    acts = wording("people", "operator").spans(between)
    return not any(_acts_itself(between, actor) for actor in acts) and not any(
        re.search(rf"[,;]\s*(?:и\s+)?{re.escape(name)}\b", between) for name in names
    )


def _acts_itself(between: str, actor: Span) -> bool:
    """Tell whether an operator begins a part of the sentence of his own: «…, Оператор прекращает её»."""
    before = between[: actor[0]].rstrip()
    return before.endswith((",", ";", ":", " а", " и", "что", "чтобы"))


def find_refusals(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find the grounds on which the operator reserves to refuse a request.

    Args:
        policy: the policy with its clauses.
    """
    for statement in statements(policy):
        in_text = wording("refusal").first(statement.text)
        if in_text is None and not (statement.lead and statement.lead in wording("refusal")):
            continue
        for name, words in _grounds():
            span = words.first(statement.text)
            if span is not None and statement.is_stated(span):
                yield "refusal_grounds", Found(name, (statement.quote(span),))
