"""Ways in which people may send their demands, as the policy names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from otklik.intake.policy.facts import Found
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.wording import Span, wording

FIELD = "request_channels"
_ACCOUNT = "личный кабинет"
_NEAR = 14
"""Characters before «почтой» in which «электронной» stands."""
_LONGEST_LINE = 200
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_POSTAL = re.compile(r"\b\d{6}\b")
_PHONE = re.compile(r"(?:\+7|\b8)[\s(-]{0,2}\d{3}[\s)-]{0,2}\d{2,3}[\s-]?\d{2}|\bтел(?:ефон)?\b")


def find_channels(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find the ways in which the policy takes demands; what merely stands among the requisites is none.

    Args:
        policy: the policy with its clauses.
    """
    accounts = [
        term for term, paragraph in policy.definitions if _ACCOUNT in policy.plain[paragraph.start : paragraph.end]
    ]
    seen: set[str] = set()
    for statement in statements(policy):
        for channel, span in _channels(policy, statement, accounts):
            if channel not in seen and statement.is_stated(span):
                seen.add(channel)
                yield FIELD, Found(channel, (statement.quote(span),))


def _channels(policy: Policy, statement: Statement, accounts: list[str]) -> Iterator[tuple[str, Span]]:
    """Yield the ways one statement names, with their words."""
    if statement.is_definition:
        return
    yield from _in_block(statement)
    text = statement.text
    address = _ADDRESS.search(text)
    if not _is_about_demands(statement) or (address and _is_anothers(statement, address.span())):
        return
    email = wording("channels", "email").first(text)
    if address or email:
        yield "email", address.span() if address else email or (0, 0)
    if letter := _letter(text, bool(address or email)):
        yield "letter", letter
    if phone := wording("channels", "phone").first(text) or _number_to_ask(text):
        yield "phone", phone
    if account := _account(text, accounts):
        yield "account", account
    if in_person := wording("channels", "in_person").first(text):
        yield "in_person", in_person
    if pointed := wording("channels", "see_contacts").first(text):
        for channel in _kept_in_contacts(policy):
            yield channel, pointed


def _in_block(statement: Statement) -> Iterator[tuple[str, Span]]:
    """Yield the way a short line under «Как обратиться» names: «Почтой: 101000, …», «Телефон: …»."""
    above = statement.lead or statement.heading
    is_block = above in wording("channels", "block") and above not in wording("channels", "block_unless")
    text = statement.text
    if not is_block or len(text) > _LONGEST_LINE or text in wording("channels", "not_demand"):
        return
    label = text[: text.find(":") + 1] or text
    address = _ADDRESS.search(text)
    if address and not _is_anothers(statement, address.span()):
        yield "email", address.span()
    elif label in wording("channels", "block_letter") and (_POSTAL.search(text) or text.endswith((";", "."))):
        yield "letter", (0, len(text))
    if label in wording("channels", "block_phone") and (phone := _PHONE.search(text)):
        yield "phone", phone.span()
    for channel, name in (("account", "block_account"), ("in_person", "block_in_person")):
        if span := wording("channels", name).first(label):
            yield channel, span


def _is_anothers(statement: Statement, span: Span) -> bool:
    """Tell whether an address is somebody else's, or one of an example: it is no way to the operator."""
    start, end = (statement.start + place for place in span)
    if statement.policy.examples.meets(start, end):
        return True
    return statement.policy.parties.speaks_of_another(statement.start, start)


def _is_about_demands(statement: Statement) -> bool:
    """Tell whether a statement is about people turning to the operator with demands about their data."""
    text = statement.text
    if text in wording("channels", "not_demand") or text not in wording("channels", "demand"):
        return False
    if text in wording("terms", "claim") and text not in wording("terms", "request"):
        return False
    around = f"{statement.heading} {statement.lead} {statement.before} {text}"
    return around in wording("channels", "about")


def _number_to_ask(text: str) -> Span | None:
    """Return the telephone number beside «по вопросам … данных»."""
    number = _PHONE.search(text)
    return number.span() if number and text in wording("channels", "questions") else None


def _letter(text: str, has_email: bool) -> Span | None:
    """Return the words for a letter on paper; «письменный запрос» to an e-mail address is none."""
    for span in wording("channels", "letter").spans(text):
        is_electronic = text.startswith("почт", span[0]) and "электронн" in text[max(0, span[0] - _NEAR) : span[0]]
        if not is_electronic:
            return span
    return None if has_email else wording("channels", "written").first(text)


def _account(text: str, accounts: list[str]) -> Span | None:
    if text in wording("channels", "not_account") or text not in wording("channels", "account_act"):
        return None
    for name in accounts:
        stem = " ".join(re.escape(word[: max(4, len(word) - 2)]) + r"\w*" for word in name.split())
        if match := re.search(rf"\b{stem}", text):
            return match.span()
    return wording("channels", "account").first(text)


def _kept_in_contacts(policy: Policy) -> list[str]:
    """Return the ways for which the section on contacts holds an address."""
    sections = [
        policy.plain[paragraph.start : paragraph.end]
        for paragraph in policy.paragraphs
        if paragraph.heading and _is_contacts(paragraph.heading)
    ]
    text = "\n".join(sections)
    found = (("email", _ADDRESS), ("letter", _POSTAL), ("phone", _PHONE))
    return [channel for channel, shape in found if shape.search(text)]


def _is_contacts(heading: str) -> bool:
    return len(heading) < 80 and heading in wording("channels", "contacts_heading")
