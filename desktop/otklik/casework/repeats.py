"""The same letter twice, and the same request too soon (152-ФЗ ст. 14 ч. 4–6). Hints; the clerk decides."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from otklik.law.kinds import LAWFUL, Kind
from otklik.register.records import SPOKEN, Case, CaseStatus, Channel, LetterState
from otklik.register.search import fold

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.records import Letter

REPEAT_AFTER = timedelta(days=30)
"""How long after the first request the same may be asked again (ст. 14 ч. 4), in calendar days."""

_SHORTEST = 80
"""Letters of a text that is somebody's own: «Удалите мои данные» is written by everybody."""

REFUSAL = "repeat_refusal"
"""The letter that refuses a request repeated too soon."""

_INFORMATION = frozenset({Kind.ACCESS, Kind.PORTABILITY})


class Sameness(StrEnum):
    """By what a letter is known to have come before, the surest first."""

    FILE = "file"
    MESSAGE = "message"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Double:
    """A case that came with the same letter."""

    case_id: int
    number: int
    received_on: date
    sameness: Sameness


class Verdict(StrEnum):
    """Whether a repeated request may be refused, or why it may not.

    `no_letter`: the first request was answered without a letter in the register: its case is closed, as one brought in
    from an old journal, or its answer was ticked.
    """

    MAY_REFUSE = "may_refuse"
    NOT_ANSWERED = "not_answered"
    NO_LETTER = "no_letter"
    NOT_DISPATCHED = "not_dispatched"
    WAS_REFUSED = "was_refused"

    @property
    def allows_refusal(self) -> bool:
        """Whether a refusal may be thought of at all."""
        return self in {Verdict.MAY_REFUSE, Verdict.WAS_REFUSED, Verdict.NO_LETTER}


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same person asked for the same less than thirty days before.

    Attributes:
        first: his first request.
        answer: the letter that answered it; `None` if there is none.
        allowed_from: the first day on which he may ask again.
        verdict: whether it may be refused. Even then the answer must have been given in full, and proving that is the
            operator's burden (ст. 14 ч. 5, 6).
    """

    first: Case
    answer: Letter | None
    allowed_from: date
    verdict: Verdict


def text_key(text: str, channel: Channel = Channel.EMAIL) -> str:
    """Return the digest by which a letter of the same words is known again; empty where it says too little.

    Quotations do not count, and neither do case, ё/е, and where lines break. What was said has none: the clerk's own
    words are often the same.

    Args:
        text: the whole text of a letter.
        channel: how it came.
    """
    if channel in SPOKEN:
        return ""
    from otklik.intake.demands.own_words import own_words  # noqa: PLC0415 - start-up: no letter has come yet

    words = fold(own_words(text).signed)
    return hashlib.sha256(words.encode()).hexdigest() if len(words) >= _SHORTEST else ""


def same_letter(desk: Desk, *, message_id: str = "", text_key: str = "", sha256: str = "") -> tuple[Double, ...]:
    """Return the cases that came with the same letter, by number; annulled ones are left out.

    Args:
        desk: the desk.
        message_id: Message-ID of the mail without angle brackets; empty where there is none.
        text_key: digest of its words as `Case.text_key` keeps it; empty of a short letter.
        sha256: hex digest of its file; empty where there is none.
    """
    register = desk.register
    found: dict[int, tuple[Case, Sameness]] = {}
    for case in map(register.cases.get, register.attachments.cases_with(sha256) if sha256 else ()):
        found.setdefault(case.id, (case, Sameness.FILE))
    for case in register.cases.by_message_id(message_id):
        found.setdefault(case.id, (case, Sameness.MESSAGE))
    for case in register.cases.by_text_key(text_key):
        found.setdefault(case.id, (case, Sameness.TEXT))
    doubles = (
        Double(case.id, case.number, case.received_on, sameness)
        for case, sameness in found.values()
        if case.status is not CaseStatus.ANNULLED
    )
    return tuple(sorted(doubles, key=lambda double: double.number))


def repeat_of(
    desk: Desk, subject_id: int, operator_id: int, kinds: tuple[Kind, ...], received_on: date, case_id: int = 0
) -> Repeat | None:
    """Return the request a person repeats too soon, and what may be done about it; `None` where he does not.

    Args:
        desk: the desk.
        subject_id: who asks.
        operator_id: whom he asks.
        kinds: what is asked now; only requests for information are repeated in the sense of ст. 14 ч. 4.
        received_on: day the request came.
        case_id: the case of this request, where it is registered already.
    """
    if not _INFORMATION & set(kinds):
        return None
    before = (
        one
        for one in desk.register.cases.of_subject(subject_id)
        if one.id != case_id
        and one.operator_id == operator_id
        and one.status is not CaseStatus.ANNULLED
        and _INFORMATION & set(one.kinds)
        and timedelta(0) < received_on - one.received_on < REPEAT_AFTER
    )
    first = min(before, key=lambda one: (one.received_on, one.number), default=None)
    if first is None:
        return None
    answer = _answer(desk, first)
    return Repeat(first, answer, first.received_on + REPEAT_AFTER, _verdict(desk, first, answer))


def _answer(desk: Desk, first: Case) -> Letter | None:
    """Return the last letter that answers a request, one that only extends or asks is none."""
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - letters are loaded when one is written

    templates = load_templates()
    answers = [
        letter
        for letter in desk.register.letters.of_case(first.id)
        if letter.state is LetterState.ISSUED
        and (template := templates.get(letter.template)) is not None
        and {"answer", "refusal"} & set(template.closes)
    ]
    return max(answers, key=lambda letter: (letter.issued_on or date.min, letter.id), default=None)


def _verdict(desk: Desk, first: Case, answer: Letter | None) -> Verdict:
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - as above

    if answer is None:
        return Verdict.NO_LETTER if _said_to_be_answered(desk, first) else Verdict.NOT_ANSWERED
    if answer.dispatched_on is None:
        return Verdict.NOT_DISPATCHED
    return Verdict.WAS_REFUSED if load_templates()[answer.template].outcome == "refused" else Verdict.MAY_REFUSE


def _said_to_be_answered(desk: Desk, first: Case) -> bool:
    """Return whether a case is closed, or everything the law wants answered in it was ticked as done."""
    answers = [
        duty
        for duty in desk.register.duties.of_case(first.id)
        if duty.kind in _INFORMATION and duty.reading in LAWFUL and "answer" in duty.closed_by
    ]
    return first.status is CaseStatus.CLOSED or (bool(answers) and all(duty.done_on for duty in answers))
