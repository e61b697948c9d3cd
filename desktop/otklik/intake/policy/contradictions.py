"""Where the policy contradicts 152-ФЗ: what it promises later, takes more or gives less than the law lets it.

Only what is sure is told. The term for claims is never one: the law leaves it to the operator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from otklik.intake.policy.channels import find_channels
from otklik.intake.policy.contacts import find as find_contacts
from otklik.intake.policy.durations import Duration, durations
from otklik.intake.policy.facts import Contradiction, Quote
from otklik.intake.policy.operator_facts import find as find_operator
from otklik.intake.policy.party_shapes import parties_in
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.terms import request_terms
from otklik.intake.policy.wording import AnyOf, Span, Wording, rules, wording
from otklik.law.terms import Unit
from otklik.system.words import say

_CALENDAR_DAYS_OF_TEN = 14
"""Ten working days without a holiday are so many calendar days."""
_SHORTEST_POLICY = 400
"""A text shorter than this is a piece of a policy: that something is missing there says nothing."""
_SOMEBODY = re.compile(
    r"(?<!\w)(?:ооо|ип|ао|пао|зао|оао|нао|нко|ано|тоо|фгуп|гуп|муп|мку|снт|тсн|тсж|жск|гск|кфх|ф?г[бк]о?у\w{0,2}"
    r"|м[бк]?о?у\w{0,2}|llc|gmbh|ltd|inc|limited|corp\w*)(?!\w)|предпринимател|самозанят|учреждени"
    r"|обществ\w* с огранич|акционерн|кооператив|товариществ|университет|институт|академи|фонд\b"
    r"|администраци\w+ (?:город|район|муницип)|(?<!\w)(?:инн|огрн)\w*\W{0,3}\d"
)
_CONTACTS = frozenset({"emails", "phones", "address"})


def _group(section: str, name: str = "words") -> Wording:
    return wording(section, name, "law")


@cache
def _statement_rules() -> tuple[tuple[str, Wording, Wording, Wording, str], ...]:
    return tuple(
        (rule["id"], Wording(rule["words"]), Wording(rule["needs"]), Wording(rule["unless"]), rule.get("also", ""))
        for rule in rules("law")["statement"]
    )


@cache
def _any_rule() -> AnyOf:
    return AnyOf(words for _name, words, *_rest in _statement_rules())


def find_contradictions(policy: Policy, *, is_whole: bool = True) -> tuple[Contradiction, ...]:
    """Find where the policy contradicts the law, each contradiction once with all words it stands on.

    Args:
        policy: the policy with its clauses.
        is_whole: the text goes to its end; else what is missing may stand behind it and is not told.
    """
    if _goes_by_foreign_law(policy):
        return ()
    quotes: dict[str, list[Quote]] = {}
    for name, quote in _all(policy):
        quotes.setdefault(name, []).append(quote)
    if is_whole and _is_policy(policy):
        missing = (("no_operator", _names_nobody), ("no_contact", _has_no_contact))
        quotes |= {name: [] for name, is_missing in missing if is_missing(policy)}
    said = _sentences()
    return tuple(Contradiction(name, *said[name], tuple(quotes[name])) for name in said if name in quotes)


def _all(policy: Policy) -> Iterator[tuple[str, Quote]]:
    for term in request_terms(policy):
        if _is_later_than_ten_working_days(term.duration):
            yield "request_term_too_long", term.quote
    for statement in statements(policy):
        if statement.is_definition:
            continue
        for name, span in (*_late(statement), *_stated(statement)):
            if statement.is_stated(span):
                yield name, statement.quote(span)


def _goes_by_foreign_law(policy: Policy) -> bool:
    texts = [f"{statement.heading} {statement.text}" for statement in statements(policy)]
    foreign, russian = _group("foreign"), _group("foreign", "russian")
    return any(text in foreign for text in texts) and not any(text in russian for text in texts)


def _is_policy(policy: Policy) -> bool:
    return len(policy.plain) >= _SHORTEST_POLICY and policy.plain in _group("policy")


def _names_nobody(policy: Policy) -> bool:
    """Tell whether a policy names no person and no organisation that could be its operator, under any form."""
    named = any(True for _ in parties_in(policy.words, policy.plain))
    return not named and not any(True for _ in policy.blanks) and _SOMEBODY.search(policy.plain) is None


def _has_no_contact(policy: Policy) -> bool:
    """Tell whether a policy names no way at all by which a person could reach the operator."""
    if any(True for _ in find_channels(policy)):
        return False
    return not any(field in _CONTACTS for finder in (find_contacts, find_operator) for field, _ in finder(policy))


def _stated(statement: Statement) -> Iterator[tuple[str, Span]]:
    """Yield what a sentence contradicts by its words alone."""
    if not _any_rule().may_stand_in(statement.text):
        return
    for name, words, needs, unless, also in _statement_rules():
        span = words.first(statement.text)
        if span is None or statement.text not in needs or statement.text in unless:
            continue
        if not also or f"{statement.lead} {statement.text}" in wording(also):
            yield name, span


def _late(statement: Statement) -> Iterator[tuple[str, Span]]:
    """Yield what a sentence puts off longer than the law lets it."""
    lengths = durations(statement.text)
    for length in lengths:
        if length.end - length.start and (name := _too_late(statement, length)):
            yield name, (length.start, length.end)


def _too_late(statement: Statement, length: Duration) -> str:
    """Return what the length is too long for, empty where it is not."""
    text = statement.text
    if text in _group("regulator", "who"):
        return "rkn_term_too_long" if _is_answer_to_regulator(text, length) else ""
    if _is_marketing(statement) and not _is_within_a_day(length):
        return "marketing_stop_too_late"
    if _speaks_of("destroy", text):
        is_unlawful = text in _group("unlawful")
        limit = _is_later_than_ten_working_days if is_unlawful else _is_later_than_thirty_days
        return "destruction_too_late" if limit(length) and _is_near(text, length, _group("destroy", "act")) else ""
    if text in _group("rectify", "act") and text not in _group("rectify", "unless"):
        is_late = _is_longer(length, working=7, calendar=_CALENDAR_DAYS_OF_TEN)
        return "rectification_too_late" if is_late and _is_near(text, length, _group("rectify", "act")) else ""
    if _speaks_of("stop", text) and _is_later_than_ten_working_days(length):
        return "stop_too_late"
    return ""


def _speaks_of(section: str, text: str) -> bool:
    return text in _group(section, "act") and text in _group(section, "after") and text not in _group(section, "unless")


def _is_near(text: str, length: Duration, act: Wording) -> bool:
    """Tell whether the act is what the length is for: no other length stands between."""
    others = [other for other in durations(text) if other != length]
    spans = act.spans(text)
    return any(
        not any(min(span[1], length.end) <= other.start < max(span[0], length.start) for other in others)
        for span in spans
    )


def _is_answer_to_regulator(text: str, length: Duration) -> bool:
    return (
        text in _group("regulator", "asks")
        and text in _group("regulator", "answers")
        and text not in _group("regulator", "unless")
        and _is_later_than_ten_working_days(length)
    )


def _is_marketing(statement: Statement) -> bool:
    around = f"{statement.heading} {statement.before} {statement.text}"
    return (
        statement.text in _group("marketing", "act")
        and statement.text in _group("marketing", "refuses")
        and around in _group("marketing", "context")
    )


def _is_later_than_ten_working_days(length: Duration) -> bool:
    return _is_longer(length, working=10, calendar=_CALENDAR_DAYS_OF_TEN)


def _is_later_than_thirty_days(length: Duration) -> bool:
    """Thirty calendar days hold at most 23 working ones; a month may have 30 days, two months are surely longer."""
    return _is_longer(length, working=23, calendar=30, months=1)


def _is_longer(length: Duration, working: int, calendar: int, months: int = 0) -> bool:
    least = min(length.numbers)
    limits = {Unit.WORKING_DAYS: working, Unit.CALENDAR_DAYS: calendar, Unit.MONTHS: months, Unit.HOURS: calendar * 24}
    return least > limits[length.unit]


def _is_within_a_day(length: Duration) -> bool:
    return (length.unit is Unit.HOURS and max(length.numbers) <= 24) or (
        length.unit in {Unit.CALENDAR_DAYS, Unit.WORKING_DAYS} and max(length.numbers) <= 1
    )


def _sentences() -> Mapping[str, tuple[str, str]]:
    """Return the sentence and the article of each contradiction, in the order in which they are told."""
    return {
        "no_operator": (
            say("The policy does not name its operator: people must know who processes their data."),
            "152-ФЗ, ст. 14 ч. 7, ст. 18.1 ч. 2",
        ),
        "no_contact": (
            say("The policy names no way to reach the operator: people must be able to send him their requests."),
            "152-ФЗ, ст. 14 ч. 3, ст. 18.1 ч. 2",
        ),
        "request_term_too_long": (
            say(
                "Since 1 September 2022 a person's request is answered within 10 working days, the policy takes "
                "longer. Terms are counted by the law, which is earlier."
            ),
            "152-ФЗ, ст. 14 ч. 3, ст. 20 ч. 1, 2",
        ),
        "rectification_too_late": (
            say(
                "Wrong data are corrected within 7 working days, the policy takes longer. Terms are counted by the law."
            ),
            "152-ФЗ, ст. 20 ч. 3, ст. 21 ч. 2",
        ),
        "destruction_too_late": (
            say(
                "The policy destroys data later than the law: 30 calendar days after a withdrawal or when the purpose "
                "is achieved, 10 working days where processing is unlawful. Terms are counted by the law."
            ),
            "152-ФЗ, ст. 21 ч. 3, 4, 5",
        ),
        "stop_too_late": (
            say("Processing is stopped within 10 working days of the demand, the policy takes longer."),
            "152-ФЗ, ст. 21 ч. 5.1",
        ),
        "marketing_stop_too_late": (
            say("Advertising stops at once when a person asks for it, the policy takes days."),
            "152-ФЗ, ст. 15 ч. 2",
        ),
        "rkn_term_too_long": (
            say(
                "Since 1 September 2022 Роскомнадзор is answered within 10 working days, the policy takes longer. "
                "Terms are counted by the law."
            ),
            "152-ФЗ, ст. 20 ч. 4",
        ),
        "refusal_without_basis": (
            say(
                "A refusal needs reasons and a reference to the law, the policy lets the operator refuse without them."
            ),
            "152-ФЗ, ст. 20 ч. 2",
        ),
        "refusal_ground_unknown": (
            say("The law does not let the operator refuse because the answer takes too much effort."),
            "152-ФЗ, ст. 14 ч. 6, 8, ст. 20 ч. 2",
        ),
        "consent_by_use": (
            say(
                "Mere use of a site is no consent: consent is clear and, since 1 September 2025, given apart from "
                "other documents."
            ),
            "152-ФЗ, ст. 9 ч. 1",
        ),
        "withdrawal_only_on_paper": (
            say("The law does not bind a withdrawal of consent to paper or to one's own visit, the policy does."),
            "152-ФЗ, ст. 9 ч. 2",
        ),
        "withdrawal_denied": (
            say("A person may withdraw consent at any time, the policy does not let him."),
            "152-ФЗ, ст. 9 ч. 2",
        ),
        "fee_for_request": (
            say("Seeing, correcting and destroying one's data costs a person nothing, the policy wants money for it."),
            "152-ФЗ, ст. 20 ч. 3",
        ),
        "passport_copy": (
            say("A request names the number of the passport, its date and who issued it; the law asks for no copy."),
            "152-ФЗ, ст. 14 ч. 3",
        ),
        "marketing_without_consent": (
            say("Advertising needs a person's prior consent, the policy goes without it."),
            "152-ФЗ, ст. 15 ч. 1",
        ),
        "stored_abroad": (
            say("Data of Russian citizens are collected into databases in Russia, the policy keeps them abroad."),
            "152-ФЗ, ст. 18 ч. 5",
        ),
    }
