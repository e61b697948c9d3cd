"""The one thing to do next in a case, and why: for the first screen and for the panel of the case.

Pure and cheap: whoever shows a case has read all of it already.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from otklik.casework.counting import EXTENSION_NOTICES, main_duty, notice_of
from otklik.law.kinds import LAWFUL, Kind, Reading
from otklik.register.records import CaseStatus, DutyRecord, Letter, LetterState

if TYPE_CHECKING:
    from collections.abc import Collection

    from otklik.register.records import Case

LACKING_TEMPLATE = "details_request"
"""The letter that asks for what a request lacks."""

DISCLOSED = frozenset({Kind.ACCESS, Kind.PORTABILITY, Kind.CHILD_DATA})
"""Demands somebody is told personal data for: to a stranger that is a leak (152-ФЗ ст. 14 ч. 3; GDPR art. 12(6))."""

CHANGED = frozenset({Kind.RECTIFICATION, Kind.BLOCKING, Kind.RESTRICTION, Kind.ERASURE})
"""Demands by which a stranger could spoil or destroy what is not his."""

FOR_ANYBODY = frozenset({Kind.MARKETING_OPT_OUT})
"""Demands that are met whoever wrote and wherever the data lie: nobody is told or loses anything by it."""

DECIDING = ("received_at", "erasure_ground", "claimant", "claim_matter", "dispatched_on", "alleges_unlawful")
"""Questions of `questions.open_questions` the terms hang on; the others can wait."""

_BY_LETTER = frozenset({"answer", "notify", "rkn_report", "rkn_investigation"})
"""Acts that are a letter: a duty one of them closes is fulfilled by writing."""


class StepKind(StrEnum):
    """What is to be done next, in the order of urgency.

    `question`: answer what the terms hang on. `send`: an issued letter waits to leave. `send_notice`: a notice of
    extension does, and until it leaves the old day rules. `act`: do what no letter does, then tick it. `lacking`: ask
    for what the request lacks. `identity`: see who writes. `search`: look for the data. `draft`: go on with the letter.
    `fill`: it misses a field. `issue`: it misses nothing. `answer`: write. `close`: nothing is owed any more. `none`:
    the case is not open.
    """

    QUESTION = "question"
    SEND = "send"
    SEND_NOTICE = "send_notice"
    ACT = "act"
    LACKING = "lacking"
    IDENTITY = "identity"
    SEARCH = "search"
    DRAFT = "draft"
    FILL = "fill"
    ISSUE = "issue"
    ANSWER = "answer"
    CLOSE = "close"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next.

    Attributes:
        kind: what.
        letter: the letter it is done with or to; of `answer` the one that asked for what was lacking and got no reply
            yet; `None` of other steps.
        duty: what is owed and leads to it; `None` where nothing is owed any more.
        field: id of the question of `question`; label of the first empty field of `fill`; «disclosed» or «changed» of
            `identity` and `lacking`: what a stranger would get.
        count: places not searched yet, of `search`.
        lacks: what the request lacks, of `lacking`.
    """

    kind: StepKind
    letter: Letter | None = None
    duty: DutyRecord | None = None
    field: str = ""
    count: int = 0
    lacks: tuple[str, ...] = ()

    @property
    def letter_id(self) -> int | None:
        """Row id of the letter."""
        return self.letter.id if self.letter else None

    @property
    def duty_id(self) -> int | None:
        """Row id of the duty."""
        return self.duty.id if self.duty else None


def next_step(
    case: Case,
    duties: tuple[DutyRecord, ...],
    letters: tuple[Letter, ...],
    questions: Collection[str] = (),
    *,
    missing: tuple[str, ...] | None = None,
    unsearched: int = 0,
) -> NextStep:
    """Return the one thing to do next in a case.

    Args:
        case: the case.
        duties: what is owed in it.
        letters: its letters.
        questions: ids of the questions not answered yet (`questions.open_questions`).
        missing: labels of the empty fields of its newest draft; `None` where nobody looked.
        unsearched: places the data were not looked for in yet.
    """
    if case.status is not CaseStatus.OPEN:
        return NextStep(StepKind.NONE)
    owed = _owed(duties)
    if asked := next((question for question in DECIDING if question in questions), ""):
        return NextStep(StepKind.QUESTION, duty=owed, field=asked)
    if unsent := _unsent(duties, letters):
        kind = StepKind.SEND_NOTICE if unsent.template in EXTENSION_NOTICES else StepKind.SEND
        return NextStep(kind, unsent, owed)
    draft = newest_draft(letters)
    if owed is not None and (first := _before_writing(case, owed, letters, draft)):
        return first
    if draft is not None:
        return _with_draft(draft, owed, missing)
    return _without_draft(case, owed, letters, unsearched)


def newest_draft(letters: tuple[Letter, ...]) -> Letter | None:
    """Return the newest draft among the letters of a case."""
    drafts = (letter for letter in letters if letter.state is LetterState.DRAFT)
    return max(drafts, key=lambda letter: letter.id, default=None)


def _before_writing(case: Case, owed: DutyRecord, letters: tuple[Letter, ...], draft: Letter | None) -> NextStep | None:
    """Return what comes before the letter: what can be done at once for anybody, and to see who writes.

    The law blocks from the request on, and advertising stops for whoever asks.
    """
    if (draft is None and "block" in owed.closed_by) or (owed.kind in FOR_ANYBODY and _done_without_letter(owed)):
        return NextStep(StepKind.ACT, duty=owed)
    stranger = _stranger(case)
    if not stranger or _asked(letters) or (draft is not None and _asks(draft)):
        return None
    kind = StepKind.LACKING if case.lacks else StepKind.IDENTITY
    return NextStep(kind, duty=owed, field=stranger, lacks=case.lacks)


def _without_draft(case: Case, owed: DutyRecord | None, letters: tuple[Letter, ...], unsearched: int) -> NextStep:
    if owed is None:
        return NextStep(StepKind.CLOSE)
    if unsearched:
        return NextStep(StepKind.SEARCH, duty=owed, count=unsearched)
    if _done_without_letter(owed):
        return NextStep(StepKind.ACT, duty=owed)
    asked = _asked(letters) if _stranger(case) else None
    return NextStep(StepKind.ANSWER, asked, owed)


def _done_without_letter(owed: DutyRecord) -> bool:
    return _BY_LETTER.isdisjoint(owed.closed_by)


def _owed(duties: tuple[DutyRecord, ...]) -> DutyRecord | None:
    """Return the duty that leads; `None` where nothing but the policy's term is left of a case the law knew of."""
    leading = main_duty(duties)
    if leading is None or leading.reading is not Reading.POLICY:
        return leading
    return None if any(record.reading in LAWFUL and record.done_on for record in duties) else leading


def _unsent(duties: tuple[DutyRecord, ...], letters: tuple[Letter, ...]) -> Letter | None:
    """Return the letter that has to leave: the newest answer, else a notice an open duty waits for."""
    waiting = [one for one in letters if one.state is LetterState.ISSUED and one.dispatched_on is None]
    notices = {
        notice.id
        for record in duties
        if record.done_on is None and record.latest != record.extended_to and (notice := notice_of(record, letters))
    }
    useful = [one for one in waiting if one.template not in EXTENSION_NOTICES or one.id in notices]
    return max(useful, key=lambda one: (one.template not in EXTENSION_NOTICES, one.id), default=None)


def _with_draft(draft: Letter, owed: DutyRecord | None, missing: tuple[str, ...] | None) -> NextStep:
    if missing is None:
        return NextStep(StepKind.DRAFT, draft, owed)
    return NextStep(StepKind.FILL, draft, owed, missing[0]) if missing else NextStep(StepKind.ISSUE, draft, owed)


def _asks(letter: Letter) -> bool:
    """Return whether a letter may go out before anybody knows who wrote: it tells nothing and changes nothing."""
    return letter.template == LACKING_TEMPLATE or letter.template in EXTENSION_NOTICES


def _asked(letters: tuple[Letter, ...]) -> Letter | None:
    """Return the letter that asked for what is lacking, once it left."""
    sent = (one for one in letters if one.template == LACKING_TEMPLATE and one.state is LetterState.ISSUED)
    return next((one for one in sent if one.dispatched_on is not None), None)


def _stranger(case: Case) -> str:
    """Return what somebody else would get or spoil under the person's name; empty where that is no danger."""
    if case.identity_confirmed_on is not None:
        return ""
    kinds = set(case.kinds)
    return "disclosed" if kinds & DISCLOSED else "changed" if kinds & CHANGED else ""
