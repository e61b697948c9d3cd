"""What a policy says, in words: names of its fields, their values, and the quoted words with their clause."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from otklik.casework.policies import PLACES
from otklik.intake.policy.facts import PromisedTerm
from otklik.intake.policy.profile import spoken_phone
from otklik.law.kinds import Kind
from otklik.law.terms import Term
from otklik.register.records import Channel
from otklik.ui import dates, phrases
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from otklik.casework.policies import ReadPolicy
    from otklik.intake.policy.facts import Quote
    from otklik.register.records import Operator

_LONGEST_QUOTE = 240
_SHORT, _AROUND = 60, 40
"""Characters under which a quote comes with neighbours, and how many of these before and behind at most."""

_INNER = str.maketrans("«»", "„“")
"""Quotation marks inside of quotation marks."""

_MARKUP = re.compile(r"(?m)^[ \t]{0,3}#{1,6}[ \t]+|\*\*|__(?=\w)|(?<=\w)__")
"""Signs of Markdown that set headings and bold words."""

_BY_LINE = frozenset({"purposes", "third_parties", "refusal_grounds"})


def label(name: str) -> str:
    """Return what a field of `PolicyFacts` is called."""
    labels = {
        "operator_name": translated("Name of the operator"),
        "operator_form": translated("Form"),
        "inn": translated("ИНН"),
        "ogrn": translated("ОГРН or ОГРНИП"),
        "rkn_registry_number": translated("Number in the register of operators"),
        "address": translated("Postal address"),
        "emails": translated("E-mail"),
        "phones": translated("Telephone"),
        "sites": translated("Sites"),
        "policy_date": translated("Date of the policy"),
        "claim_term": translated("Term of the answer to a claim"),
        "request_term": translated("Term of the answer to a request"),
        "request_channels": translated("How the policy lets people write"),
        "rights": translated("What the policy lets people demand"),
        "refusal_grounds": translated("When it reserves to refuse"),
        "purposes": translated("Purposes"),
        "data_categories": translated("Which data"),
        "third_parties": translated("Who has access to them"),
        "third_party_tools": translated("Services of others on the site"),
        "storage_term": translated("How long data are kept"),
        "stored_in_russia": translated("Where the database is"),
        "cross_border": translated("Transfer abroad"),
        "special_categories": translated("Special categories of data"),
        "automated_decisions": translated("Decisions made by a machine alone"),
        "identity_check": translated("Identity has to be confirmed"),
        "minors_clause": translated("Data of minors"),
        "other_operator_clause": translated("Data of other operators"),
        "eu_authority_clause": translated("Authorities of the European Union"),
        "pretrial_claim_required": translated("A claim is required before court"),
    }
    return labels[name]


def value(name: str, said: Any) -> str:
    """Return a value of a field in words, whether the policy says it or the profile has it.

    Args:
        name: the field of `PolicyFacts`.
        said: its value; `None` and what is empty give nothing.
    """
    if said is None or said in ("", ()):
        return ""
    if isinstance(said, PromisedTerm | Term):
        return _term(said)
    if isinstance(said, tuple):
        words = [_item(name, one) for one in said]
        return ("\n" if name in _BY_LINE else ", ").join(words)
    if isinstance(said, bool):
        return _answer(name, said)
    return _day(said) if name == "policy_date" else str(said)


def in_profile(name: str, operator: Operator) -> str:
    """Return what the profile has of a field now, in words; nothing where it is blank.

    Args:
        name: a field that has a place in the profile (`casework.policies.PLACES`).
        operator: the profile.
    """
    if name == "claim_term":
        return value(name, PromisedTerm(operator.policy_days, operator.policy_unit, operator.policy_clause))
    term = operator.request_term
    if name == "request_term" and term is not None:
        return value(name, PromisedTerm(term.number, term.unit, operator.request_clause))
    return value(name, getattr(operator, PLACES[name][0]))


def quoted(policy: ReadPolicy, quote: Quote) -> str:
    """Return the words with their clause: «п. 9.2: «в течение 30 дней»».

    A few words alone prove little, so they come with their neighbours on the line; of a long quote beginning and end.
    """
    clause = policy.clauses.get(quote, "")
    words = _with_neighbours(policy.facts.text, quote) if len(quote.text) < _SHORT else " ".join(quote.text.split())
    if clause and words.startswith(clause):
        words = words[len(clause) :].lstrip(".) ") or words
    words = _MARKUP.sub("", words)
    if len(words) > _LONGEST_QUOTE:
        half = _LONGEST_QUOTE // 2
        words = f"{words[:half].rsplit(' ', 1)[0]} … {words[-half:].split(' ', 1)[-1]}"
    text = translated("cl. {clause}: «{words}»") if clause else translated("«{words}»")
    return phrases.firm(text.format(clause=clause, words=words.translate(_INNER)))


def _with_neighbours(text: str, quote: Quote) -> str:
    """Return the quote with some whole words of its line before and behind."""
    line_start, line_end = text.rfind("\n", 0, quote.start) + 1, text.find("\n", quote.end)
    line_end = len(text) if line_end < 0 else line_end
    start, end = max(line_start, quote.start - _AROUND), min(line_end, quote.end + _AROUND)
    if start > line_start:
        start = min(quote.start, (text.find(" ", start) + 1) or start)
    if end < line_end:
        end = max(quote.end, text.rfind(" ", 0, end))
    words = " ".join(text[start:end].split())
    return ("… " if start > line_start else "") + words + (" …" if end < line_end else "")


def _term(term: PromisedTerm | Term) -> str:
    words = phrases.term(Term(term.number, term.unit))
    clause = term.clause if isinstance(term, PromisedTerm) else ""
    return phrases.firm(translated("{term}, cl. {clause}").format(term=words, clause=clause)) if clause else words


def markup(text: str) -> list[tuple[int, int]]:
    """Return where signs of Markdown stand, that nobody reads: start and end in characters."""
    return [found.span() for found in _MARKUP.finditer(text)]


def _item(name: str, item: Any) -> str:
    if name == "phones":
        return spoken_phone(str(item))
    if name == "rights":
        return phrases.kind_word(Kind(item)) if item in list(Kind) else str(item)
    if name == "request_channels":
        return phrases.channel(Channel(item)) if item in list(Channel) else str(item)
    return _ground(item) if name == "refusal_grounds" else str(item)


def _ground(item: str) -> str:
    grounds = {
        "repeated_or_systematic": translated("the same is asked again and again"),
        "disproportionate_effort": translated("the effort is out of proportion"),
        "privacy_of_others": translated("the privacy of others would suffer"),
        "not_identified": translated("it is not clear who asks"),
        "incomplete_request": translated("the request is incomplete"),
        "no_authority": translated("the representative has no authority"),
        "legal_obligation": translated("a law demands to go on"),
        "as_provided_by_law": translated("where the law allows it"),
    }
    return grounds.get(item, item)


def _answer(name: str, said: bool) -> str:
    answers = {
        "stored_in_russia": (translated("Russian Federation"), translated("outside of Russia")),
        "cross_border": (translated("data are transferred abroad"), translated("data are not transferred abroad")),
        "special_categories": (translated("they are processed"), translated("they are not processed")),
        "automated_decisions": (translated("they are made"), translated("they are not made")),
        "identity_check": (translated("it has to be"), translated("it need not be")),
        "pretrial_claim_required": (translated("it is required"), translated("it is not required")),
    }
    clause = translated("there is a clause on it"), translated("there is no clause on it")
    yes, no = answers.get(name, clause)
    return yes if said else no


def _day(text: str) -> str:
    try:
        return dates.dotted(date.fromisoformat(text))
    except ValueError:
        return text
