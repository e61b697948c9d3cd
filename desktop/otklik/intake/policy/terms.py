"""Terms in which the operator promises to answer: a claim, and a request of a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from otklik.intake.policy.durations import Duration, durations
from otklik.intake.policy.facts import Found, PromisedTerm, Quote
from otklik.intake.policy.rights import operator_names
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.wording import Span, overlap, wording

CLAIM, REQUEST = "claim_term", "request_term"
_TRIGGER = re.compile(
    r"\b(?:(?:с|со|от|после)\s+(?:момента|дня|даты)|после|по\s+истечении|from|after|of)\s+"
    r"(?:(?:его|ее|их|от|вашего|вашей|такого|такой|этого|данного|соответствующего|оператором|нами|the|your|its)\s+){0,2}"
    r"[^\W\d_]+",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:о|об|на|для|по|при|в случае|to)\s+$", re.IGNORECASE)
_CLAIM_BROUGHT = re.compile(r"обращени\w*\s+с\s+претензи", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:он|она|они|последн\w+|те)\s")
_INNER_NUMBER = re.compile(r"(?<=[.;!?] )(\d{1,2}(?:\.\d{1,2}){1,3})\.? (?=\D)")
_OF_DATA = re.compile(r"персональн\w+ данн")
_BARE_REQUEST = re.compile(r"^(?!.*(?:обращени|жалоб|заявлени|претензи|вопрос)).*\bзапрос\w{0,3}\b", re.DOTALL)
_EXTENDED = re.compile(r"продл|продлев|увелич|extend", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AnswerTerm:
    """A length of time in which the operator answers, as one statement promises it.

    Attributes:
        duration: the length, its place counted in the statement.
        statement: where it stands.
        to_claim, to_request: what is answered.
        is_special: it is for one sort of request alone.
    """

    duration: Duration
    statement: Statement
    to_claim: bool
    to_request: bool
    is_special: bool

    @property
    def quote(self) -> Quote:
        """The words that state it, with the sentence around them where it is short."""
        return self.statement.quote()


def find_terms(policy: Policy) -> Iterable[tuple[str, Found[PromisedTerm]]]:
    """Find the terms for answers; a term stated twice is one, different ones are given all.

    Args:
        policy: the policy with its clauses.
    """
    if policy.is_template:
        return
    found = list(answer_terms(policy))
    yield from _fields(CLAIM, [term for term in found if term.to_claim])
    requests = [term for term in found if term.to_request]
    yield from _fields(REQUEST, _general(requests) or _the_only_one(requests))


def request_terms(policy: Policy) -> list[AnswerTerm]:
    """Return the terms in which the operator answers any request for data, not one of some sort alone.

    Args:
        policy: the policy with its clauses.
    """
    return _general([term for term in answer_terms(policy) if term.to_request])


def answer_terms(policy: Policy) -> Iterator[AnswerTerm]:
    """Find every length of time in which the operator answers a claim or a request of a person."""
    for statement in statements(policy):
        lengths = durations(statement.text)
        if lengths:
            yield from _judged(statement, lengths)


def _judged(statement: Statement, lengths: list[Duration]) -> Iterator[AnswerTerm]:
    text = statement.text
    to_claim = text in wording("terms", "claim")
    to_request = text in wording("terms", "request") and not (to_claim and _CLAIM_BROUGHT.search(text))
    if not (to_claim or to_request):
        around = " ".join((statement.heading, statement.lead, statement.before, statement.after()))
        to_claim = text in wording("terms", "answer") and statement.before in wording("terms", "claim")
        to_request = not to_claim and text in wording("terms", "answer") and around in wording("terms", "around")
    if not (to_claim or to_request):
        return
    if _is_anothers(statement):
        return
    answers, others = _acts(statement)
    for length in lengths:
        is_more = _EXTENDED.search(text) and re.search(r"\b(?:на|by)\s+$", text[: length.start])
        is_meant = not is_more and statement.is_stated((length.start, length.end))
        if is_meant and _is_answered(text, length, answers, others) and not _binds_the_writer(statement, length):
            special = text in wording("terms", "special")
            yield AnswerTerm(length, statement, to_claim, to_request, special)


def _is_anothers(statement: Statement) -> bool:
    """Tell whether somebody beside the operator answers: an authority, an ombudsman, a bank, a debtor."""
    text = f"{statement.lead} {statement.text}"
    if text in wording("terms", "not_ours"):
        return True
    if _PRONOUN.match(statement.text) and statement.before in wording("terms", "not_ours"):
        return True
    if statement.policy.parties.speaks_of_another(statement.start, statement.start + len(statement.text)):
        return True
    names = operator_names(statement.policy)
    return any(
        not any(name in text[span[0] : span[1]] for name in names) for span in wording("terms", "third").spans(text)
    )


def _acts(statement: Statement) -> tuple[list[Span], list[Span]]:
    """Return where the statement speaks of answering and where of other acts, the start of terms left out."""
    text = statement.text
    triggers = [match.span() for match in _TRIGGER.finditer(text)]
    answers = [
        span for span in wording("terms", "answer").spans(text) if not any(overlap(_head(span), t) for t in triggers)
    ]
    others = [
        span
        for span in wording("terms", "other").spans(text)
        if not any(overlap(_head(span), trigger) for trigger in triggers)
        and not _ABOUT.search(text[max(0, span[0] - 12) : span[0]])
    ]
    return answers, others


def _head(span: Span) -> Span:
    """Return the first letters of a phrase: it is its first word that says what is done."""
    return span[0], span[0] + 1


def _is_answered(text: str, length: Duration, answers: list[Span], others: list[Span]) -> bool:
    """Tell whether the act nearest to the length, in its part of the sentence where it has one, is the answer."""
    start, end = text.rfind(";", 0, length.start) + 1, text.find(";", length.end)
    end = len(text) if end < 0 else end
    here = [span for span in answers if start <= span[0] < end]
    if here:
        answers, others = here, [span for span in others if start <= span[0] < end]
    if not answers:
        return False

    def distance(span: Span) -> int:
        return span[0] - length.end if span[0] >= length.end else max(0, length.start - span[1])

    nearest = min(distance(span) for span in answers)
    return all(distance(span) > nearest or span[0] in {answer[0] for answer in answers} for span in others)


def _binds_the_writer(statement: Statement, length: Duration) -> bool:
    """Tell whether somebody else than the operator must act within the length."""
    before = statement.text[: length.start]
    musts = wording("people", "must").spans(before) or wording("people", "must").spans(statement.text)
    if not musts:
        return False
    until = musts[-1][0] if musts[-1][0] < length.start else musts[0][0]
    users = wording("people", "user").spans(statement.text[:until])
    operators = wording("people", "operator").spans(statement.text[:until])
    return bool(users) and (not operators or operators[-1][0] < users[-1][0])


def _general(requests: list[AnswerTerm]) -> list[AnswerTerm]:
    """Return the terms of no special sort; those of requests for data where others stand beside them."""
    general = [term for term in requests if not term.is_special]
    if not any(_OF_DATA.search(term.statement.text) for term in general):
        return general
    # «Запрос» is what the law calls a demand for data; «обращение» may be of anything.
    texts = ((term, term.statement.text) for term in general)
    return [term for term, text in texts if _OF_DATA.search(text) or _BARE_REQUEST.search(text)]


def _the_only_one(terms: list[AnswerTerm]) -> list[AnswerTerm]:
    """Return the terms for sorts of requests if they are all the same."""
    return terms if len({(term.duration.numbers, term.duration.unit) for term in terms}) == 1 else []


def _fields(field: str, terms: list[AnswerTerm]) -> Iterator[tuple[str, Found[PromisedTerm]]]:
    """Yield each different length once, with all the words that state it."""
    lengths: dict[tuple[int, str], list[AnswerTerm]] = {}
    for term in terms:
        for number in term.duration.numbers:
            lengths.setdefault((number, term.duration.unit), []).append(term)
    for (number, _), same in lengths.items():
        value = PromisedTerm(number, same[0].duration.unit, _clause(same[0]))
        yield field, Found(value, tuple(term.quote for term in same))


def _clause(term: AnswerTerm) -> str:
    """Return the number of the clause, the last one before the term where a paragraph holds several."""
    statement = term.statement
    start = statement.policy.paragraph_at(statement.start).start
    before = statement.policy.plain[start : statement.start + term.duration.start]
    inner = [match[1] for match in _INNER_NUMBER.finditer(before)]
    chapter = statement.clause.partition(".")[0]
    inner = [number for number in inner if "." in statement.clause and number.partition(".")[0] == chapter]
    return inner[-1] if inner else statement.clause
