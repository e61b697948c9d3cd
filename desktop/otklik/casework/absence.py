"""When nobody will be there to answer, and what falls due meanwhile: told while it can still be done.

Kept in the register's settings as a list of `{"from", "to", "word"}`. Absences do not overlap, so the first day names
one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.counting import shown_day
from otklik.casework.desk import Changes
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.law.calendar import WorkCalendar
    from otklik.law.kinds import Kind
    from otklik.register.records import Case, Change, DutyRecord

SETTING = "absences"

LONGEST = 366
"""Days of an absence; a longer one is a slip of the year."""

LONGEST_WORD = 40
"""Characters of the word for it."""

DAYS_AFTER = 2
"""Working days after the return on which too little time is left for what is due then."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Nobody answers from the first day to the last, both included; `word` says why («отпуск») and may be empty."""

    first: date
    last: date
    word: str = ""


@dataclass(frozen=True, slots=True)
class DueThen:
    """A duty that falls into an absence or right behind it, with its case and the day it is shown with."""

    case_id: int
    number: int
    kinds: tuple[Kind, ...]
    day: date
    duty: DutyRecord


@dataclass(frozen=True, slots=True)
class AbsencePlan:
    """An absence with what it touches.

    Attributes:
        leave_by: the last working day before it; `None` where none is left.
        inside: what is due while nobody is there or after the last working day before it, by day.
        after: what is due on the first working days behind it, by day.
        overdue: what should have been done before today, by day: it waits for somebody who is there.
    """

    absence: Absence
    leave_by: date | None = None
    inside: tuple[DueThen, ...] = ()
    after: tuple[DueThen, ...] = ()
    overdue: tuple[DueThen, ...] = ()


def planned(desk: Desk) -> tuple[Absence, ...]:
    """Return the absences that are not over, the next one first; what cannot be read is passed over."""
    today = desk.clock.today()
    stored = desk.register.settings.get(SETTING, [])
    read = (_read(entry) for entry in stored) if isinstance(stored, list) else ()
    return tuple(sorted((one for one in read if one and one.last >= today), key=lambda one: one.first))


def plans(desk: Desk) -> tuple[AbsencePlan, ...]:
    """Return the absences that are not over, with what falls due in them; reads no duty where none is planned."""
    absences = planned(desk)
    overdue = _due(desk, date.min, desk.clock.today() - timedelta(days=1)) if absences else ()
    return tuple(_plan(desk, absence, overdue) for absence in absences)


def _plan(desk: Desk, absence: Absence, overdue: tuple[DueThen, ...]) -> AbsencePlan:
    today, calendar = desk.clock.today(), desk.calendar
    if absence.last > last_day(calendar):  # stored by an older program: nothing can be counted that far
        return AbsencePlan(absence, overdue=overdue)
    leave_by = last_working_day_before(absence.first, today, calendar)
    begin = leave_by + timedelta(days=1) if leave_by else today
    due = _due(desk, begin, calendar.add_working_days(absence.last, DAYS_AFTER))
    inside = tuple(one for one in due if one.day <= absence.last)
    return AbsencePlan(absence, leave_by, inside, due[len(inside) :], overdue)


def last_day(calendar: WorkCalendar) -> date:
    """Return the last day an absence may have: so many working days of the calendar lie behind it."""
    day = calendar.last
    while calendar.working_days_between(day, calendar.last) < DAYS_AFTER:
        day -= timedelta(days=1)
    return day


def last_working_day_before(first: date, today: date, calendar: WorkCalendar) -> date | None:
    """Return the last working day before a day that is today or later; `None` where there is none."""
    day = first - timedelta(days=1)
    while day >= today and not calendar.is_working(day):
        day -= timedelta(days=1)
    return day if day >= today else None


def plan(desk: Desk, absence: Absence, instead_of: date | None = None) -> Changes:
    """Put an absence on record.

    Args:
        desk: the desk.
        absence: the days.
        instead_of: first day of the planned absence it takes the place of; a new one where not given.

    Raises:
        UserError: the days cannot be, it overlaps another one, or the one to be replaced is not planned.
    """
    absence = Absence(absence.first, absence.last, " ".join(absence.word.split()))
    _check(absence, desk)
    with desk.register.atomic():
        others = [one for one in planned(desk) if one.first != instead_of]
        if instead_of is not None:
            _known(desk, instead_of)
        for other in others:
            if absence.first <= other.last and other.first <= absence.last:
                raise UserError(
                    "An absence from {first} to {last} is planned already. Change that one.",
                    first=f"{other.first:%d.%m.%Y}",
                    last=f"{other.last:%d.%m.%Y}",
                )
        _keep(desk, [*others, absence])
        act = "absence_planned" if instead_of is None else "absence_changed"
        journal.write(desk, act, changes=_facts(absence))
    return Changes(settings=True)


def remove(desk: Desk, first: date) -> Changes:
    """Take a planned absence out again.

    Raises:
        UserError: none begins on that day.
    """
    with desk.register.atomic():
        absence = _known(desk, first)
        _keep(desk, [one for one in planned(desk) if one != absence])
        journal.write(desk, "absence_removed", changes=_facts(absence))
    return Changes(settings=True)


def _check(absence: Absence, desk: Desk) -> None:
    if absence.last < absence.first:
        raise UserError("The last day lies before the first. Check the dates.", field="last")
    if absence.last < desk.clock.today():
        raise UserError("These days are over already. Check the dates.", field="last")
    if (absence.last - absence.first).days >= LONGEST:
        raise UserError("An absence of more than a year cannot be meant. Check the dates.", field="last")
    if absence.last > (limit := last_day(desk.calendar)):
        raise UserError(
            "The working calendar does not reach that far: an absence can last until {limit}. Check the dates.",
            limit=f"{limit:%d.%m.%Y}",
            field="last",
        )
    if len(absence.word) > LONGEST_WORD:
        raise UserError("The word for it has at most {limit} characters.", limit=LONGEST_WORD, field="word")


def _known(desk: Desk, first: date) -> Absence:
    for absence in planned(desk):
        if absence.first == first:
            return absence
    raise UserError("No absence is planned from {day}.", day=f"{first:%d.%m.%Y}")


def _keep(desk: Desk, absences: list[Absence]) -> None:
    """Store the absences; those that are over are forgotten with it."""
    entries = [
        {"from": one.first.isoformat(), "to": one.last.isoformat(), "word": one.word}
        for one in sorted(absences, key=lambda one: one.first)
    ]
    desk.register.settings.set(SETTING, entries)


def _facts(absence: Absence) -> tuple[Change, ...]:
    return journal.facts(day=absence.first, until=absence.last, word=absence.word)


def _read(entry: object) -> Absence | None:
    if not isinstance(entry, Mapping):
        return None
    try:
        absence = Absence(
            date.fromisoformat(str(entry.get("from"))),
            date.fromisoformat(str(entry.get("to"))),
            str(entry.get("word", "")),
        )
    except ValueError:
        return None
    return absence if 0 <= (absence.last - absence.first).days < LONGEST else None


def _due(desk: Desk, start: date, end: date) -> tuple[DueThen, ...]:
    """Return what is owed on these days, both included, by day and number; policy terms too."""
    today = desk.clock.today()
    found: list[DueThen] = []
    cases: dict[int, Case] = {}
    for duty in desk.register.duties.due_between(start, end, today):
        case = cases.get(duty.case_id) or desk.register.cases.get(duty.case_id)
        cases[case.id] = case
        day = shown_day(duty.safe, duty.latest, today)
        found.append(DueThen(case.id, case.number, case.kinds, day, duty))
    return tuple(sorted(found, key=lambda one: (one.day, one.number, one.duty.id)))
