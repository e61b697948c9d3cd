"""The working calendar of a register: the shipped one with the user's own part, and dates that follow when it changes.

Every register remembers by which calendar its open duties were counted. Whatever makes the calendar another one — a
decree entered or taken out, a day off of the region, a newer program — recounts the open duties in the same transaction
and journals «было → стало». Only the days move: what is owed stays as the rules of the case have it (`editions`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.law.calendar import WorkCalendar
from otklik.law.daysoff import Decree
from otklik.register.paper_records import CalendarOverride, OverrideKind
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from otklik.casework.desk import Desk
    from otklik.casework.moves import CaseMoves
    from otklik.register.records import Case, DutyRecord
    from otklik.register.store import Register

COUNTED_BY = "counted_by"
"""Setting: fingerprint of the calendar the open duties were counted by."""

ASK_FROM = (10, 1)
"""Month and day from which the decree on the next year is asked for; it has come out by then in most years."""

YEARS_AHEAD = 2
"""So many years after the present one the list of years shows at least."""


@dataclass(frozen=True, slots=True)
class Recounted:
    """What an act on the calendar changed: `moved` names every open case with a date that moved."""

    changes: Changes
    moved: tuple[CaseMoves, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of the calendar, for the settings.

    Attributes:
        year: the year.
        working_days: how many days of it are working days, days off of the region left alone.
        decree: the decree that rules; `None` where the year is provisional.
        own: what the user entered for that year, if he did.
        ruled_by_own: whether the decree that rules is the user's.
    """

    year: int
    working_days: int
    decree: Decree | None
    own: CalendarOverride | None
    ruled_by_own: bool


def calendar_of(register: Register) -> WorkCalendar:
    """Return the working calendar of a register: the shipped one, completed by what the user entered."""
    return _calendar(register.overrides.all())


def _calendar(overrides: Iterable[CalendarOverride]) -> WorkCalendar:
    shipped, own = WorkCalendar.load(), tuple(overrides)
    if not own:
        return shipped
    from otklik.law.own_days import with_own  # noqa: PLC0415 - start-up: most registers have nothing of their own

    regional = {entry.day: entry.ground for entry in own if entry.day is not None}
    decrees = [decree_of(entry) for entry in own if entry.kind is OverrideKind.DECREE]
    return WorkCalendar(with_own(shipped.data, decrees, regional))


def decree_of(entry: CalendarOverride) -> Decree:
    """Return the decree of an entry."""
    if entry.signed is None:  # the table does not let a decree without its date in
        raise ValueError(entry.id)
    pairs = [text.split() for text in entry.transfers]
    transfers = tuple((date.fromisoformat(source), date.fromisoformat(target)) for source, target in pairs)
    return Decree(entry.year, entry.number, entry.signed, transfers, entry.working_days)


def _entry_of(decree: Decree) -> CalendarOverride:
    return CalendarOverride(
        kind=OverrideKind.DECREE,
        year=decree.year,
        number=decree.number,
        signed=decree.signed,
        transfers=tuple(f"{source} {target}" for source, target in sorted(decree.transfers)),
        working_days=decree.working_days,
    )


def preview_decree(desk: Desk, decree: Decree) -> tuple[CaseMoves, ...]:
    """Return what entering a decree would move; nothing is stored.

    Raises:
        UserError: the decree cannot be meant, see `law.own_days.checked_decree`.
    """
    entry = _entry_of(_checked(desk, decree))
    others = [own for own in desk.register.overrides.all() if (own.kind, own.year) != (entry.kind, entry.year)]
    return _moved(replace(desk, calendar=_calendar((*others, entry))), store=False)


def enter_decree(desk: Desk, decree: Decree) -> Recounted:
    """Enter a decree on the days off of a year and recount the open duties; one entered for that year is replaced.

    Raises:
        UserError: the decree cannot be meant, see `law.own_days.checked_decree`; nothing is stored.
    """
    entry = _entry_of(_checked(desk, decree))

    def store() -> None:
        desk.register.overrides.add(entry)
        _journal_decree(desk, "decree_entered", entry)

    return _change(desk, store)


def _checked(desk: Desk, decree: Decree) -> Decree:
    from otklik.law.own_days import checked_decree  # noqa: PLC0415 - as above

    if decree.signed > desk.clock.today():
        raise UserError(
            "The day {day} has not come yet. Check the date of the decree.",
            day=f"{decree.signed:%d.%m.%Y}",
        )
    return checked_decree(WorkCalendar.load().data, decree)


def add_regional_day(desk: Desk, day: date, name: str) -> Recounted:
    """Enter a day off of the region with its name and recount the open duties.

    It lengthens the last day of a term and leaves the safe one alone: no law says that such a day counts for 152-ФЗ.

    Raises:
        UserError: the day is outside the calendar or off anyway, or it has no name; nothing is stored.
    """
    from otklik.law.own_days import checked_day  # noqa: PLC0415 - as above

    name = checked_day(desk.calendar, day, name)
    entry = CalendarOverride(kind=OverrideKind.REGIONAL, year=day.year, day=day, ground=name)

    def store() -> None:
        desk.register.overrides.add(entry)
        journal.write(desk, "day_off_added", changes=journal.facts(day=day, ground=name))

    return _change(desk, store)


def remove_override(desk: Desk, override_id: int) -> Recounted:
    """Take out again what the user entered, and recount the open duties.

    Raises:
        UserError: it is gone already.
    """

    def store() -> None:
        try:
            entry = desk.register.overrides.get(override_id)
        except LookupError:
            raise UserError("This entry is no longer in the calendar. Look at the list again.") from None
        desk.register.overrides.remove(override_id)
        if entry.kind is OverrideKind.DECREE:
            _journal_decree(desk, "decree_removed", entry)
        else:
            journal.write(desk, "day_off_removed", changes=journal.facts(day=entry.day, ground=entry.ground))

    return _change(desk, store)


def _journal_decree(desk: Desk, act: str, entry: CalendarOverride) -> None:
    facts = journal.facts(
        year=entry.year,
        number=entry.number,
        signed=entry.signed,
        transfers=entry.transfers,
        working_days=entry.working_days,
    )
    journal.write(desk, act, changes=facts)


def _change(desk: Desk, store: Callable[[], None]) -> Recounted:
    """Change the user's part of the calendar and recount by it, in one transaction; then the desk gets the calendar."""
    register = desk.register
    with register.atomic():
        store()
        calendar = calendar_of(register)
        moved = recount_all(replace(desk, calendar=calendar))
        register.settings.set(COUNTED_BY, calendar.fingerprint)
    desk.calendar = calendar
    # A date that stays may be provisional no longer, so every open case may read differently.
    return Recounted(Changes(cases=frozenset(register.cases.open_ids()), settings=True), moved)


def recount_all(desk: Desk) -> tuple[CaseMoves, ...]:
    """Count the days of all open duties anew by the calendar of the desk and journal what moved; return what did."""
    with desk.register.atomic():
        return _moved(desk, store=True)


def _moved(desk: Desk, *, store: bool) -> tuple[CaseMoves, ...]:
    from otklik.casework.moves import moves_of  # noqa: PLC0415 - start-up: only where a calendar changed

    found = []
    for case_id in desk.register.cases.open_ids():
        case = desk.register.cases.get(case_id)
        old = desk.register.duties.of_case(case_id)
        new = _redated(desk, case, old)
        if store:
            _store(desk, case, old, new)
        moves = moves_of(case, old, new)
        if moves.moves:
            found.append(moves)
    return tuple(found)


def _redated(desk: Desk, case: Case, records: tuple[DutyRecord, ...]) -> tuple[DutyRecord, ...]:
    """Return the duties with the days the calendar gives them; what is done keeps the days it was done by."""
    from otklik.casework.counting import redated  # noqa: PLC0415 - as above
    from otklik.casework.linked import letters_about  # noqa: PLC0415 - as above

    letters = letters_about(desk.register, case)
    return tuple(redated(record, case.regime, letters, desk.calendar) for record in records)


def _store(desk: Desk, case: Case, old: tuple[DutyRecord, ...], new: tuple[DutyRecord, ...]) -> None:
    from otklik.casework.counting import with_dates  # noqa: PLC0415 - as above
    from otklik.casework.registering import journal_moves  # noqa: PLC0415 - as above

    for before, record in zip(old, new, strict=True):
        if before != record:
            desk.register.duties.save(record)
    if old != new:
        journal_moves(desk, case.id, old, new)
        desk.register.cases.save(with_dates(case, new))


def catch_up(desk: Desk) -> None:
    """Recount the open duties where the register was counted by another calendar; what moved then stands on the desk.

    Called when a register is opened. A reader cannot store anything, so it shows what is stored.
    """
    register, fingerprint = desk.register, desk.calendar.fingerprint
    before = register.settings.get(COUNTED_BY)
    if before == fingerprint or not register.writable:
        return
    with register.atomic():
        moved = recount_all(desk)
        if moved or before is not None:
            journal.write(desk, "calendar_changed", changes=journal.facts(moved=str(count_of(moved))))
        register.settings.set(COUNTED_BY, fingerprint)
    desk.moved = moved


def is_behind(desk: Desk) -> bool:
    """Return whether the dates in the register were counted by another calendar than the one of the desk."""
    return bool(desk.register.settings.get(COUNTED_BY) != desk.calendar.fingerprint)


def count_of(moved: tuple[CaseMoves, ...]) -> int:
    """Return how many dates moved."""
    return sum(len(case.moves) for case in moved)


def years(desk: Desk) -> tuple[YearRow, ...]:
    """Return the years of the calendar, newest first: those with a decree, the user's, and a few to come."""
    calendar, entries = desk.calendar.federal, desk.register.overrides.all()
    own = {entry.year: entry for entry in entries if entry.kind is OverrideKind.DECREE}
    last = max(calendar.data.last_official, desk.clock.today().year + YEARS_AHEAD, *own, 0)
    shipped = WorkCalendar.load()
    rows = []
    for year in range(min(last, calendar.last.year), calendar.first.year - 1, -1):
        decree = calendar.decree(year)
        by_own = decree is not None and decree is not shipped.decree(year)
        rows.append(YearRow(year, calendar.year(year).working_days, decree, own.get(year), by_own))
    return tuple(rows)


def regional_days(desk: Desk) -> tuple[CalendarOverride, ...]:
    """Return the days off of the region the user entered, by date."""
    entries = [entry for entry in desk.register.overrides.all() if entry.day is not None]
    return tuple(sorted(entries, key=lambda entry: entry.day or date.min))


def own_decree(desk: Desk, year: int) -> CalendarOverride | None:
    """Return the decree the user entered for a year."""
    entries = desk.register.overrides.all()
    return next((entry for entry in entries if entry.kind is OverrideKind.DECREE and entry.year == year), None)


def decree_wanted(desk: Desk) -> int | None:
    """Return the year whose decree has to be entered: the present one, from 1 October the next; `None` if known."""
    today = desk.clock.today()
    wanted = [today.year, today.year + 1] if (today.month, today.day) >= ASK_FROM else [today.year]
    known = desk.calendar.last.year
    return next((year for year in wanted if year <= known and not desk.calendar.is_official(year)), None)
