"""What a letter seems to demand, of whom it speaks and what it lacks: a proposal the clerk looks at, never a decision.

The rules are plain data in `resources/intake`; every guess quotes the words it rests on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from otklik.intake.demands.claims import find_claim
from otklik.intake.demands.kinds import find_kinds
from otklik.intake.demands.lacks import find_lacks
from otklik.intake.demands.language import language_of
from otklik.intake.demands.named_term import find_term
from otklik.intake.demands.names import NameFinder, is_for_another
from otklik.intake.demands.own_words import OwnWords, own_words
from otklik.intake.demands.persons import find_writer
from otklik.intake.demands.phrases import Marked
from otklik.intake.demands.reference import find_reference
from otklik.intake.demands.rules import Book, book, plain
from otklik.intake.demands.words import Words
from otklik.intake.letter import ClaimGuess, IncomingLetter, KindGuess, NamedTerm, Writer
from otklik.law.kinds import Claimant, Kind
from otklik.system.words import say

_READ_AT_MOST = 60_000
"""Characters of a letter that are looked at; a demand does not stand behind a hundred pages of quotations."""

_REPLY = re.compile(r"\s*(?:re|aw|ответ|отв|на)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(?:fwd?|пересл\w{0,3}|вп|пер)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_HANDS_ON = re.compile(
    r"\b(?:пересылаю|перешл[юи]|переслал[аи]?|направляю вам письмо|forwarding"
    r"|fyi)\b",
    re.IGNORECASE,
)


_HANDED_FROM = re.compile(
    r"^[\s>*]{0,8}(?:От|From)\s?:\**[ \t]{0,4}([^\n<]{0,120}?)[ \t]{0,4}(?:<([^<>\s]{3,120})>)?[ \t]*+$", re.MULTILINE
)
_MACHINE = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|noreply|donotreply)@", re.IGNORECASE)
_OF_OFFICES = frozenset({Kind.RKN_INQUIRY, Kind.OTHER})
"""What authorities write: who is named in it demands nothing of the operator by this letter."""


_NOBODY = Writer()

_READ_BELOW = "What is demanded was read from the letter that is handed on, not from the words above it."


@dataclass(frozen=True, slots=True)
class Guess:
    """What a letter seems to say; the fields are those of `IncomingLetter`.

    Attributes:
        is_handed_on: it was read from somebody's letter that is enclosed or quoted below the writer's own words.
    """

    kinds: tuple[KindGuess, ...] = ()
    subject_name: str = ""
    missing: tuple[str, ...] = ()
    claim: ClaimGuess | None = None
    named_term: NamedTerm | None = None
    writer: Writer = _NOBODY
    language: str = "ru"
    number: str = ""
    numbered_on: date | None = None
    is_handed_on: bool = False


def guess(letter: IncomingLetter) -> Guess:
    """Return what the letter seems to demand, for whom, and what it lacks.

    Args:
        letter: the letter as read.
    """
    rules = book()
    letter, own = _whose(letter, rules)
    said = rules.marked(Words(own.said))
    signed = said if own.signed == own.said else rules.marked(Words(own.signed))
    kinds = _kinds(letter, said, rules)
    sure = tuple(guessed for guessed in kinds if not guessed.doubtful)
    demanded = {guessed.kind for guessed in kinds}
    is_office = bool(demanded & {Kind.RKN_INQUIRY, Kind.OTHER})
    claim = None
    if Kind.CLAIM in demanded:
        claim = find_claim(said, rules)
        is_office = is_office or claim.claimant is Claimant.BUSINESS
    writer = find_writer(letter, own.signed, _names(), is_office=is_office)
    if claim is not None and writer.is_organisation:
        claim = replace(claim, claimant=Claimant.BUSINESS)
    for_another = not writer.is_organisation and (bool(writer.representative_name) or is_for_another(own.signed))
    number, numbered_on = find_reference(own.signed) if writer.is_organisation else ("", None)
    return Guess(
        kinds,
        writer.subject_name,
        find_lacks(letter, signed, rules, sure, for_another=for_another),
        claim,
        find_term(said, rules, letter.date or letter.sent_on) if kinds else None,
        writer,
        language_of(own.said if own.said.strip() else letter.subject),
        number,
        numbered_on,
        bool(kinds and own.handed_on),
    )


def lacks_of(letter: IncomingLetter, kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    """Return what a letter lacks where the clerk has decided what it demands.

    Args:
        letter: the letter as read.
        kinds: what it demands; the words need not say so.
    """
    rules = book()
    letter, own = _whose(letter, rules)
    writer = letter.writer
    for_another = not writer.is_organisation and (bool(writer.representative_name) or is_for_another(own.signed))
    signed = rules.marked(Words(own.signed))
    return find_lacks(letter, signed, rules, tuple(KindGuess(kind, "") for kind in kinds), for_another=for_another)


def with_guess(letter: IncomingLetter) -> IncomingLetter:
    """Return the letter with what it seems to demand.

    Args:
        letter: the letter as read.
    """
    found = guess(letter)
    return replace(
        letter,
        kinds=found.kinds,
        subject_name=found.subject_name,
        missing=found.missing,
        claim=found.claim,
        named_term=found.named_term,
        writer=found.writer,
        language=found.language,
        number=found.number,
        numbered_on=found.numbered_on,
        problems=(*letter.problems, *((say(_READ_BELOW),) if found.is_handed_on else ())),
    )


def _whose(letter: IncomingLetter, rules: Book) -> tuple[IncomingLetter, OwnWords]:
    """Return the letter and the words that count: of one that is only handed on those of the letter below."""
    text = letter.text[:_READ_AT_MOST]
    own = own_words(text)
    handed_on = own.handed_on
    if not handed_on and (_FORWARD.match(letter.subject) or _HANDS_ON.search(own.said)):
        handed_on = re.sub(r"(?m)^[> ]+", lambda mark: " " * len(mark[0]), text)
    if not handed_on or find_kinds(rules.marked(Words(own.said)), rules):
        return letter, replace(own, handed_on="")
    sender = _HANDED_FROM.search(text)
    name, address = (sender[1].strip(' "«»'), sender[2] or "") if sender else ("", "")
    return replace(letter, sender_name=name, sender_address=address), OwnWords(handed_on, handed_on, handed_on)


def _kinds(letter: IncomingLetter, said: Marked, rules: Book) -> tuple[KindGuess, ...]:
    """Return one guess a kind: of the subject line first, then in the order of the text; the sender speaks too."""
    if _MACHINE.search(letter.sender_address) or rules["robots"].anywhere(said):
        return ()
    found = find_kinds(said, rules)
    known = {guessed.kind for guessed in found}
    if not _REPLY.match(letter.subject):
        title = rules.marked(Words(letter.subject))
        is_offer = rules["genres"].anywhere(said) and not rules["own_things"].anywhere(title)
        titled = [] if is_offer else find_kinds(title, rules)
        found = [replace(one, places=()) for one in titled if one.kind not in known] + found
        known |= {one.kind for one in titled}
    address = letter.sender_address.lower()
    for rule in rules.rules:
        if rule.senders and address.endswith(rule.senders) and rule.kind not in known:
            found.insert(0, KindGuess(rule.kind, letter.sender_address))
            known.add(rule.kind)
    if known & _OF_OFFICES:
        found = [one for one in found if one.kind in _OF_OFFICES | {Kind.BLOCKING}]
    return _of_others(found)


def _of_others(found: list[KindGuess]) -> tuple[KindGuess, ...]:
    """Put first that the data are somebody else's, where a letter says so; all else may be asked of that other."""
    not_ours = [one for one in found if one.kind is Kind.NOT_OUR_DATA]
    if not not_ours:
        return tuple(found)
    return (*not_ours, *(replace(one, doubtful=True) for one in found if one.kind is not Kind.NOT_OUR_DATA))


@cache
def _names() -> NameFinder:
    names = plain("ru")["names"]
    return NameFinder(names["men"], names["women"])
