"""What a new count changes: «было → стало», case by case, before it is stored and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.register.records import Change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from otklik.law.kinds import Kind
    from otklik.register.records import Case, DutyRecord


@dataclass(frozen=True, slots=True)
class DutyMove:
    """One open duty that a new count changes.

    Attributes:
        duty: stable id.
        title, title_en: what is to be done.
        old: its day before; `None` where the duty is new.
        new: its day after; `None` where the duty is owed no longer.
    """

    duty: str
    title: str
    title_en: str
    old: date | None
    new: date | None


@dataclass(frozen=True, slots=True)
class CaseMoves:
    """What a new count changes in one case; nothing where `moves` is empty."""

    case_id: int
    number: int
    kinds: tuple[Kind, ...]
    moves: tuple[DutyMove, ...]


def moves_of(case: Case, old: Iterable[DutyRecord], new: Iterable[DutyRecord]) -> CaseMoves:
    """Return how the open duties of a case differ between two counts, in the order of the new one.

    Args:
        case: the case.
        old: the duties as they stand.
        new: the duties counted anew.
    """
    was = {record.duty: record for record in old if record.done_on is None}
    moves = []
    for record in new:
        before = was.pop(record.duty, None)
        if record.done_on is not None:
            continue
        if before is None:
            moves.append(DutyMove(record.duty, record.title, record.title_en, None, record.latest))
        elif pair := moved_day(before, record):
            moves.append(DutyMove(record.duty, record.title, record.title_en, pair[1], pair[2]))
    gone = [DutyMove(record.duty, record.title, record.title_en, record.latest, None) for record in was.values()]
    return CaseMoves(case.id, case.number, case.kinds, (*moves, *gone))


def moved_day(old: DutyRecord, new: DutyRecord) -> tuple[str, date, date] | None:
    """Return which day of a duty moved, its name and both values: the last day, else the safe one, else `None`."""
    if old.latest != new.latest:
        return "latest", old.latest, new.latest
    if old.safe != new.safe:
        return "safe", old.safe, new.safe
    return None


def as_change(old: DutyRecord, new: DutyRecord) -> Change | None:
    """Return the move of a duty as the journal keeps it; `None` where it did not move."""
    pair = moved_day(old, new)
    return Change(pair[0], pair[1].isoformat(), pair[2].isoformat()) if pair else None
