"""What the screens and the command line read, made in one go on the database's thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from otklik.casework import journal, places
from otklik.casework.counting import duty_remaining, end_of, main_duty, remaining, shown_day
from otklik.casework.erased import shown, words
from otklik.casework.kept_papers import papers_of_case
from otklik.casework.lateness import days_gone, registered_late
from otklik.casework.next_step import NextStep, newest_draft, next_step
from otklik.casework.postponing import can_postpone
from otklik.casework.questions import open_questions
from otklik.casework.readings import other_readings
from otklik.casework.repeats import repeat_of
from otklik.casework.strip import strip_of
from otklik.casework.undoing import last_undoable
from otklik.casework.views import (
    SOON_DAYS,
    CaseRow,
    CaseView,
    DueDay,
    DutyRow,
    JournalLine,
    Remaining,
    TodayView,
    Urgency,
)
from otklik.register.case_query import Sort
from otklik.register.records import CaseStatus, Event, Letter, Subject
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.casework.desk import Desk
    from otklik.casework.repeats import Repeat
    from otklik.register.case_listing import CaseListing
    from otklik.register.case_query import CaseQuery
    from otklik.register.letters import Stage
    from otklik.register.records import Attachment, Case, DutyRecord

NEXT_CASES = 8
"""Cases named on the first screen."""

LEAST_COMING = 4
"""Of them those that are not overdue yet, where there are so many: the last day must not drown in what is late."""

SAME_DAY = 50
"""Cases looked at for those: the register knows their order by the day only, so the hours of a day are sorted here."""

TIMELINE_DAYS = 30
"""Working days the first screen looks ahead."""

LAST_BACKUP = "last_backup_at"
"""Setting that holds when the last checked backup was made, ISO with zone."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One line of the letters page."""

    letter: Letter
    case_number: int
    subject: str
    operator: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the people page."""

    subject: Subject
    cases: int
    last_received_on: date | None


def case_id_of(desk: Desk, number: int) -> int:
    """Return the row id of a case by its number.

    Raises:
        UserError: there is none.
    """
    case = desk.register.cases.by_number(number)
    if case is None:
        raise UserError("There is no case № {number} in the register.", number=number)
    return case.id


def case_rows(desk: Desk, query: CaseQuery) -> tuple[CaseRow, ...]:
    """Return one page of the register, in the order of the query.

    Where what burns comes first, open cases of a page go by the day shown and its hour: the register sorts by the safe
    day, knows no hour, and not that the last day is shown once the safe one has passed. Rows change their places within
    a page only.
    """
    now = desk.clock.now()
    rows = (_row(desk, listing, now) for listing in desk.register.cases.page(query))
    return tuple(sorted(rows, key=_moment_due) if query.sort == Sort() else rows)


def rows_of(desk: Desk, ids: Iterable[int]) -> tuple[CaseRow, ...]:
    """Return some cases as lines of the register, in the order of their row ids."""
    now = desk.clock.now()
    return tuple(_row(desk, listing, now) for listing in desk.register.cases.lists.listings(ids))


def case_place(desk: Desk, query: CaseQuery, case_id: int) -> int | None:
    """Return the row a case has among all that a query finds, from 0; `None` where it is not among them.

    Args:
        desk: the desk.
        query: what is listed. Its pages begin at multiples of its `limit`; rows change their places within one.
        case_id: the case.
    """
    place = desk.register.cases.place_of(query, case_id)
    if place is None:
        return None
    start = place // query.limit * query.limit
    rows = case_rows(desk, replace(query, offset=start))
    return next((start + row for row, found in enumerate(rows) if found.id == case_id), place)


def _moment_due(row: CaseRow) -> tuple[bool, date, time]:
    """Return what open rows sort by; a day without an hour ends with the day, closed cases stay as they came."""
    is_open = row.status is CaseStatus.OPEN
    return not is_open, row.due_on or date.max, row.due_at or time.max


def case_count(desk: Desk, query: CaseQuery) -> int:
    """Return how many cases the query finds in all."""
    return desk.register.cases.count_of(query)


def _row(desk: Desk, listing: CaseListing, now: datetime) -> CaseRow:
    today = now.date()
    left = (
        remaining(listing.due_on, listing.due_latest, now, desk.calendar, listing.due_at)
        if listing.status is CaseStatus.OPEN
        else Remaining(0, Urgency.DONE)
    )
    day = shown_day(listing.due_on, listing.due_latest, today) if listing.due_on else None
    return CaseRow(
        id=listing.id,
        number=listing.number,
        title=listing.title,
        kinds=listing.kinds,
        subject=words(listing.anonymised_on) if listing.anonymised_on else listing.subject,
        operator=listing.operator,
        received_on=listing.received_on,
        due_on=day,
        law_due_on=day if listing.due_by_law else None,
        due_duty=listing.due_duty,
        policy_due_on=listing.policy_due_on,
        status=listing.status,
        remaining=left,
        due_at=listing.due_at,
        due_provisional=listing.due_provisional,
        policy_provisional=listing.policy_provisional,
        channel=listing.channel,
        sent_on=listing.sent_on,
        outgoing=listing.outgoing,
    )


def today_view(desk: Desk) -> TodayView:
    """Return the first screen."""
    register, now = desk.register, desk.clock.now()
    today = now.date()
    soon, overdue = _days_ahead(desk, today, SOON_DAYS), register.cases.count_overdue(now)
    coming = _coming(desk, today)
    drafts = register.letters.drafts(5)
    made = register.settings.get(LAST_BACKUP)
    return TodayView(
        today=today,
        next_cases=coming,
        due_days=_due_days(desk, now, coming),
        last_due=register.cases.last_due_day(),
        drafts=tuple((letter, register.cases.get(letter.case_id)) for letter in drafts),
        last_backup=datetime.fromisoformat(made) if made else None,
        open_count=register.cases.count(CaseStatus.OPEN),
        overdue_count=overdue,
        ending_count=register.cases.count_ending(now),
        soon_count=register.cases.count_due(date.min, soon) - overdue,  # between safe and last day counts as soon
        draft_count=register.letters.count_drafts(),
    )


def _coming(desk: Desk, today: date) -> tuple[CaseRow, ...]:
    """Return the open cases that come first; however many are overdue, some of what can still be met is among them."""
    from otklik.register.case_query import CaseQuery, Days  # noqa: PLC0415 - names of the register's own query

    rows = case_rows(desk, CaseQuery(status=CaseStatus.OPEN, limit=SAME_DAY))
    late = tuple(row for row in rows if row.remaining.urgency is Urgency.OVERDUE)
    if len(late) <= NEXT_CASES - LEAST_COMING:
        return rows[:NEXT_CASES]
    ahead = case_rows(desk, CaseQuery(status=CaseStatus.OPEN, due=Days(today), seen_on=today, limit=SAME_DAY))
    met = tuple(row for row in ahead if row.remaining.urgency is not Urgency.OVERDUE)
    few = met[: max(LEAST_COMING, NEXT_CASES - len(late))]
    return (*late[: NEXT_CASES - len(few)], *few)


def _due_days(desk: Desk, now: datetime, coming: tuple[CaseRow, ...]) -> tuple[DueDay, ...]:
    """Return the days on which something is due; of those that are shown as rows the row knows what the hour says."""
    today = now.date()
    days = desk.register.cases.due_days(today, _days_ahead(desk, today, TIMELINE_DAYS))
    shown = {row.due_on: row.remaining.urgency for row in reversed(coming) if row.due_on}
    return tuple(
        DueDay(day, shown.get(day) or remaining(day, day, now, desk.calendar).urgency, count)
        for day, count in days.items()
    )


def _days_ahead(desk: Desk, today: date, number: int) -> date:
    return desk.calendar.add_working_days(today, number)


def draft_gaps(desk: Desk, limit: int = 5) -> dict[int, tuple[str, ...]]:
    """Return what the newest drafts still miss, labels by letter; not for the first screen: it opens the letters."""
    from otklik.casework.answering import open_letter  # noqa: PLC0415 - letters are not loaded for the first screen

    views = [open_letter(desk, letter.id) for letter in desk.register.letters.drafts(limit)]
    return {view.letter.id: tuple(label for _name, label in view.missing) for view in views}


def case_view(desk: Desk, case_id: int) -> CaseView:
    """Return a case with all that its panel shows."""
    register, now = desk.register, desk.clock.now()
    today = now.date()
    case = register.cases.get(case_id)
    records = register.duties.of_case(case_id)
    nearest = main_duty(records) if case.status is CaseStatus.OPEN else None
    letters = tuple(register.letters.of_case(case_id))
    events, questions = register.journal.of_case(case_id), open_questions(case, records, desk.calendar)
    needs_search = places.needs_search(case)
    unsearched = len(places.unlooked(desk, case)) if needs_search else 0
    attachments = tuple(register.attachments.of_case(case_id))
    duties = tuple(_duty_row(desk, case, record, now) for record in _in_order(records))
    return CaseView(
        case=case,
        operator=register.operators.get(case.operator_id),
        subject=shown(register.subjects.get(case.subject_id)),
        representative=(
            shown(register.representatives.get(case.representative_id)) if case.representative_id is not None else None
        ),
        duties=duties,
        main_duty=next((row for row in duties if row.duty is nearest), None),
        strip=strip_of(nearest, case.regime, today, desk.calendar) if nearest else (),
        no_extension=no_extension(case, records, today),
        can_postpone=can_postpone(case, records),
        days_gone=days_gone(case, desk.calendar),
        registered_late=registered_late(case, desk.calendar),
        linked=register.cases.linked(case),
        notice_waiting=_notice_waiting(records, letters),
        questions=questions,
        letters=letters,
        attachments=attachments,
        journal=tuple(_line(event) for event in reversed(events)),
        papers=papers_of_case(desk, case_id),
        places=places.of_case(desk, case),
        needs_search=needs_search,
        repeat=_repeat(desk, case),
        undoable=last_undoable(desk, case_id),
        step=next_step(case, records, letters, questions, unsearched=unsearched),
        file_days=_file_days(case, attachments, events),
    )


def _repeat(desk: Desk, case: Case) -> Repeat | None:
    """Return what an open case repeats too soon."""
    if case.status is not CaseStatus.OPEN:
        return None
    return repeat_of(desk, case.subject_id, case.operator_id, case.kinds, case.received_on, case.id)


def _file_days(case: Case, files: tuple[Attachment, ...], events: tuple[Event, ...]) -> dict[int, date]:
    """Return the day each file was put in: what no line of the journal names came with the case."""
    told = {change.new: event.at.date() for event in events for change in event.changes if change.field == "sha256"}
    return {file.id: told.get(file.sha256, case.registered_on) for file in files}


def next_steps(
    desk: Desk, case_ids: tuple[int, ...], gaps: dict[int, tuple[str, ...]] | None = None
) -> dict[int, NextStep]:
    """Return the one thing to do next in each of a few cases.

    Args:
        desk: the desk.
        case_ids: which cases.
        gaps: what drafts still miss, labels by letter (`draft_gaps`), where somebody looked.
    """
    found = {}
    for case_id in case_ids:
        case, records = desk.register.cases.get(case_id), desk.register.duties.of_case(case_id)
        letters = desk.register.letters.of_case(case_id)
        draft = newest_draft(letters)
        found[case_id] = next_step(
            case,
            records,
            letters,
            open_questions(case, records, desk.calendar),
            missing=(gaps or {}).get(draft.id) if draft else None,
            unsearched=len(places.unlooked(desk, case)) if places.needs_search(case) else 0,
        )
    return found


def no_extension(case: Case, records: tuple[DutyRecord, ...], today: date) -> str:
    """Return why nothing in the case may be extended now, one sentence; empty where a duty may."""
    if case.status is not CaseStatus.OPEN:
        return say("The case is closed.")
    waiting = [record for record in records if record.done_on is None]
    possible = [record for record in waiting if record.extended_latest is not None]
    if any(extendable(record, today) for record in possible):
        return ""
    if not possible:
        return say("The law allows no extension here.")
    if all(record.extended_on is not None for record in possible):
        return say("The term was extended already; the law allows it once.")
    return say("The term is over: it can be extended only before its end.")


def extendable(record: DutyRecord, today: date) -> bool:
    """Return whether the law lets this duty be extended now: the norm has it, once, before the end."""
    return (
        record.extended_latest is not None
        and record.extended_on is None
        and record.done_on is None
        and today <= record.latest
    )


def _duty_row(desk: Desk, case: Case, record: DutyRecord, now: datetime) -> DutyRow:
    return DutyRow(
        record,
        shown_day(record.safe, record.latest, now.date()),
        duty_remaining(record, now, desk.calendar),
        strip_of(record, case.regime, now.date(), desk.calendar),
        other_readings(case, record, desk.calendar),
    )


def _notice_waiting(records: tuple[DutyRecord, ...], letters: tuple[Letter, ...]) -> Letter | None:
    """Return the notice of an extension that does not rule yet, because the notice was not sent."""
    notices = {record.letter_id for record in records if record.extended_to and record.latest != record.extended_to}
    return next((letter for letter in letters if letter.id in notices and letter.dispatched_on is None), None)


def _in_order(records: tuple[DutyRecord, ...]) -> list[DutyRecord]:
    return sorted(records, key=lambda record: (*end_of(record), record.id))


def _line(event: Event) -> JournalLine:
    return JournalLine(event.at, journal.sentence(event))


def journal_lines(desk: Desk, offset: int = 0, limit: int = 100) -> tuple[JournalLine, ...]:
    """Return one page of the whole journal, newest line first; each names the case it belongs to."""
    events = desk.register.journal.page(offset, limit)
    numbers = {
        number: desk.register.cases.get(number).number for number in {event.case_id for event in events} if number
    }
    lines = []
    for event in events:
        sentence = journal.sentence(event)
        number = numbers.get(event.case_id or 0)
        lines.append(JournalLine(event.at, f"№\u00a0{number} · {sentence}" if number else sentence))
    return tuple(lines)


def letter_rows(
    desk: Desk, offset: int = 0, limit: int = 100, text: str = "", stage: Stage | None = None
) -> tuple[LetterRow, ...]:
    """Return one page of the letters, as `register.letters.page` has them."""
    rows = []
    for letter in desk.register.letters.page(offset, limit, text, stage):
        case = desk.register.cases.get(letter.case_id)
        subject = shown(desk.register.subjects.get(case.subject_id))
        operator = desk.register.operators.get(letter.operator_id)
        rows.append(LetterRow(letter, case.number, subject.full_name, operator.name))
    return tuple(rows)


def people_rows(desk: Desk, text: str = "", offset: int = 0, limit: int = 200) -> tuple[PersonRow, ...]:
    """Return one page of the people, by name, with how many cases each has."""
    return tuple(
        PersonRow(subject, cases, last) for subject, cases, last in desk.register.subjects.page(text, offset, limit)
    )
