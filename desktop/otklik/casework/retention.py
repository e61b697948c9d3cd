"""Storage terms: whose data need not be kept any longer, what keeps them all the same, and copies of identity papers.

Data are kept no longer than their purpose asks (152-ФЗ ст. 5 ч. 7). A request is kept for three years after it was
closed, as long as claims about the answer can be brought (ГК ст. 196); the user may say otherwise. Nothing is
anonymised by itself: what is due is shown, and the user decides.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.case_checks import checked_reason
from otklik.casework.desk import Changes
from otklik.casework.erased import UNSWEPT, refuse_anonymised, shown, sweep
from otklik.casework.undoable import undoable
from otklik.law.kinds import LAWFUL, Kind
from otklik.register.records import AttachmentRole, CaseStatus, Change, LetterState
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otklik.casework.desk import Desk
    from otklik.register.records import Case, Letter

TERM, USUAL_TERM = "retention_months", 36
"""Setting that holds after how many months from its closing a case is due, and how many that usually are."""

SHORTEST_TERM, LONGEST_TERM = 12, 180
"""Months; a year is the least: so long a fine for the answer can be imposed (КоАП ст. 4.5)."""

PAPER_DAYS, USUAL_PAPER_DAYS, MOST_PAPER_DAYS = "identity_paper_days", 30, 365
"""Setting that holds how many days after the answer a copy of an identity paper is kept."""

LIMITATION_MONTHS = 36
"""General limitation of actions (ГК ст. 196): so long a claim can be followed by a suit."""

ON_ITS_WAY_MONTHS = 12
"""So long a letter that is not known to have arrived may still come back or be asked about."""

AT_ONCE = 500
"""Cases listed at once."""

_FEW = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case whose storage term is over.

    Attributes:
        case_id, number, title, status: of the case.
        subject: whose it is.
        closed_on: the day it was closed or annulled.
        kept_until: last day of its term.
        obstacles: why it has to be kept all the same, a sentence each; it can be anonymised where there is none.
    """

    case_id: int
    number: int
    title: str
    status: CaseStatus
    subject: str
    closed_on: date
    kept_until: date
    obstacles: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stands against it."""
        return not self.obstacles


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A copy of an identity paper that is still kept.

    Attributes:
        attachment_id, name: of the file.
        case_id, number: of its case.
        answered_on: the day the request was answered; `None` while it is not.
        kept_until: the last day it is kept; `None` while that is not known.
        is_over: whether that day is over and nothing keeps the case.
    """

    attachment_id: int
    name: str
    case_id: int
    number: int
    answered_on: date | None
    kept_until: date | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class ExpiredPapers:
    """Copies of identity papers that were erased."""

    changes: Changes
    count: int


def term(desk: Desk) -> int:
    """Return after how many months from its closing a case is due."""
    return _within(desk.register.settings.get(TERM), SHORTEST_TERM, LONGEST_TERM, USUAL_TERM)


def paper_days(desk: Desk) -> int:
    """Return how many days after the answer a copy of an identity paper is kept."""
    return _within(desk.register.settings.get(PAPER_DAYS), 0, MOST_PAPER_DAYS, USUAL_PAPER_DAYS)


def _within(value: object, least: int, most: int, usual: int) -> int:
    return value if isinstance(value, int) and least <= value <= most else usual


def set_term(desk: Desk, months: int) -> Changes:
    """Say after how many months from its closing a case is due.

    Raises:
        UserError: less than a year, or more than fifteen.
    """
    if not SHORTEST_TERM <= months <= LONGEST_TERM:
        raise UserError("The storage term is 12 to 180 months, one to fifteen years. Check the number.", field=TERM)
    return _set(desk, TERM, term(desk), months)


def set_paper_days(desk: Desk, days: int) -> Changes:
    """Say how many days after the answer a copy of an identity paper is kept.

    Raises:
        UserError: less than none, or more than a year.
    """
    if not 0 <= days <= MOST_PAPER_DAYS:
        raise UserError(
            "A copy of an identity paper is kept for 0 to 365 days after the answer. Check the number.",
            field=PAPER_DAYS,
        )
    return _set(desk, PAPER_DAYS, paper_days(desk), days)


def _set(desk: Desk, name: str, old: int, new: int) -> Changes:
    if old != new:
        with desk.register.atomic():
            desk.register.settings.set(name, new)
            journal.write(desk, "setting_changed", changes=(Change(name, str(old), str(new)),))
    return Changes(settings=True)


def after_months(day: date, months: int) -> date:
    """Return the same date so many months on or back, or the last day of a month without it (ГК ст. 192 п. 3)."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due(desk: Desk, limit: int = AT_ONCE) -> tuple[Candidate, ...]:
    """Return the cases whose storage term is over, those closed first coming first."""
    months = term(desk)
    cases = desk.register.cases.ended_until(_last_ended(desk, months), limit)
    return tuple(_candidate(desk, case, months) for case in cases)


def count_due(desk: Desk) -> int:
    """Return how many cases can be anonymised now; made for the first screen, so of very many it is a near guess."""
    months = term(desk)
    today = desk.clock.today()
    found = desk.register.cases.count_ended(_last_ended(desk, months), today)
    return sum(one.ready for one in due(desk, _FEW)) if 0 < found <= _FEW else found


def candidate(desk: Desk, case_id: int) -> Candidate:
    """Return how it stands with the storage of one case, whatever it is; what is not due yet has that as an obstacle.

    Raises:
        UserError: it is anonymised already.
    """
    case = desk.register.cases.get(case_id)
    refuse_anonymised(case)
    return _candidate(desk, case, term(desk))


def _last_ended(desk: Desk, months: int) -> date:
    """Return the latest day of closing whose term is over."""
    today = desk.clock.today()
    day = after_months(today, -months) + timedelta(days=3)
    while after_months(day, months) >= today:
        day -= timedelta(days=1)
    return day


def _candidate(desk: Desk, case: Case, months: int) -> Candidate:
    closed_on = case.closed_on or desk.clock.today()
    return Candidate(
        case_id=case.id,
        number=case.number,
        title=case.title,
        status=case.status,
        subject=shown(desk.register.subjects.get(case.subject_id)).full_name,
        closed_on=closed_on,
        kept_until=after_months(closed_on, months),
        obstacles=tuple(_obstacles(desk, case, months)),
    )


def _obstacles(desk: Desk, case: Case, months: int) -> Iterator[str]:
    """Yield what keeps a case: each a sentence for the user."""
    register, today = desk.register, desk.clock.today()
    if case.status is CaseStatus.OPEN or case.closed_on is None:
        yield say("It is open.")
        return
    until = after_months(case.closed_on, months)
    if until >= today:
        yield say("It is kept until {day}.", day=_day(until))
    if case.keep_until is not None and case.keep_until >= today:
        yield say("You keep it until {day}: {reason}.", day=_day(case.keep_until), reason=case.keep_reason)
    if case.status is CaseStatus.CLOSED:
        owed = [one.title for one in register.duties.of_case(case.id) if one.done_on is None and one.reading in LAWFUL]
        if owed:
            yield say("Something is still owed: {duties}.", duties="; ".join(owed))
    yield from _linked_obstacles(desk, case, months)
    acts = [paper for paper in register.papers.of_case(case.id) if paper.keep_until and paper.keep_until >= today]
    if acts:
        last = max(paper.keep_until for paper in acts if paper.keep_until)
        yield say("Its act of destruction has to be kept until {day}.", day=_day(last))
    for letter in register.letters.of_case(case.id):
        if _on_its_way(desk, letter):
            yield say("Letter № {number} is not known to have arrived.", number=letter.number)
    limit = after_months(case.closed_on, LIMITATION_MONTHS)
    if Kind.CLAIM in case.kinds and limit >= today:
        yield say("A suit can follow the claim until {day} (ГК art. 196).", day=_day(limit))


def _linked_obstacles(desk: Desk, case: Case, months: int) -> Iterator[str]:
    """Yield the cases of the same paper that still need it: the answer to one may stand in the other."""
    for other in desk.register.cases.linked(case):
        if other.status is CaseStatus.OPEN or other.closed_on is None:
            yield say("Linked case № {number} is open.", number=other.number)
        elif other.anonymised_on is None and after_months(other.closed_on, months) >= desk.clock.today():
            until = _day(after_months(other.closed_on, months))
            yield say("Linked case № {number} is kept until {day}.", number=other.number, day=until)


def _on_its_way(desk: Desk, letter: Letter) -> bool:
    """Return whether a letter left, or should have left, within a year and is not known to have arrived."""
    from otklik.casework import proving  # noqa: PLC0415 - few letters come so far

    left = letter.dispatched_on or letter.issued_on
    if letter.state is not LetterState.ISSUED or left is None:
        return False
    if after_months(left, ON_ITS_WAY_MONTHS) < desk.clock.today():
        return False
    return proving.proof_of(desk, letter.id).delivery is None


def hold(desk: Desk, case_id: int, until: date, reason: str) -> Changes:
    """Keep a case beyond its term, as for a suit.

    Args:
        desk: the desk.
        case_id: any case that is not anonymised.
        until: the last day it is kept.
        reason: why, in a few words: «спор в суде».

    Raises:
        UserError: the day is over, no reason is given, or the case is anonymised.
    """
    reason = checked_reason(reason)
    if until < desk.clock.today():
        raise UserError("{day} is over already. Check the date.", field="until", day=_day(until))
    return _keep(desk, case_id, until, reason, "case_held")


def release(desk: Desk, case_id: int) -> Changes:
    """Keep a case no longer than its term."""
    return _keep(desk, case_id, None, "", "case_released")


def _keep(desk: Desk, case_id: int, until: date | None, reason: str, act: str) -> Changes:
    register = desk.register
    with undoable(desk, case_id):
        case = register.cases.get(case_id)
        refuse_anonymised(case)
        kept = replace(case, keep_until=until, keep_reason=reason)
        if kept != case:
            register.cases.save(kept)
            told = journal.facts(until=until, reason=reason) or journal.facts(until_before=case.keep_until)
            journal.write(desk, act, case_id=case_id, changes=told)
    return Changes(cases=frozenset({case_id}))


def mark_identity_paper(desk: Desk, attachment_id: int, *, is_paper: bool = True) -> Changes:
    """Say that a file is a copy of an identity paper, which is erased some days after the answer; or that it is none.

    Raises:
        UserError: it is the letter itself or a proof, or erased already, or its case is anonymised.
    """
    register = desk.register
    with register.atomic():
        file = register.attachments.get(attachment_id)
        refuse_anonymised(register.cases.get(file.case_id))
        if file.expired_on is not None or file.role in {AttachmentRole.ORIGINAL, AttachmentRole.PROOF}:
            raise UserError("Only a file that came with the request can be marked as a copy of an identity paper.")
        role = AttachmentRole.IDENTITY_PAPER if is_paper else AttachmentRole.ATTACHMENT
        if role is not file.role:
            register.attachments.set_role(file.id, role)
            act = "identity_paper_marked" if is_paper else "identity_paper_unmarked"
            journal.write(desk, act, case_id=file.case_id, changes=journal.facts(sha256=file.sha256))
    return Changes(cases=frozenset({file.case_id}))


def identity_papers(desk: Desk) -> tuple[KeptPaper, ...]:
    """Return all copies of identity papers that are still kept, in the order they came."""
    days, today = paper_days(desk), desk.clock.today()
    found = []
    for file in desk.register.attachments.identity_papers():
        case = desk.register.cases.get(file.case_id)
        answered = answered_on(desk, case)
        until = answered + timedelta(days=days) if answered else None
        held = case.keep_until is not None and case.keep_until >= today
        is_over = until is not None and until < today and not held
        found.append(KeptPaper(file.id, file.name, case.id, case.number, answered, until, is_over))
    return tuple(found)


def expiring_papers(desk: Desk) -> tuple[KeptPaper, ...]:
    """Return the copies of identity papers whose days are over."""
    return tuple(paper for paper in identity_papers(desk) if paper.is_over)


def answered_on(desk: Desk, case: Case) -> date | None:
    """Return the day a request was answered: of the last answer it was owed, else of its closing; `None` while open."""
    owed = [one for one in desk.register.duties.of_case(case.id) if "answer" in one.closed_by]
    done = [one.done_on for one in owed if one.done_on is not None]
    if done and len(done) == len([one for one in owed if one.reading in LAWFUL or one.done_on]):
        return max(done)
    return case.closed_on


def expire_papers(desk: Desk) -> ExpiredPapers:
    """Erase the copies of identity papers whose days are over; that they were checked stays on record."""
    register = desk.register
    papers = expiring_papers(desk)
    with register.atomic():
        for paper in papers:
            digest = register.attachments.get(paper.attachment_id).sha256
            register.erasing.expire_file(paper.attachment_id, desk.clock.today())
            journal.write(desk, "identity_paper_erased", case_id=paper.case_id, changes=journal.facts(sha256=digest))
        if papers:
            register.settings.set(UNSWEPT, value=True)
    sweep(desk)
    return ExpiredPapers(Changes(cases=frozenset(paper.case_id for paper in papers)), len(papers))


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
