"""Undo the last act in a case. The journal only grows: undoing is an act of its own, with a line that says so.

Only what can honestly be taken back is: ticks, dates, reasons, the closing, a mark that a letter left. Letters and
their numbers never are. An act on which something was built since stays: whatever was done in the case later, other
than keeping a file, says that it stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.registering import recount
from otklik.casework.views import Undoable
from otklik.law.rules import RuleSet
from otklik.register.records import CaseStatus, Event
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.casework.desk import Desk
    from otklik.register.former import FormerState

UNDONE = "undone"
"""The act of undoing, and the field of its line that names what was undone."""

_BUILDS_NOTHING = frozenset({"file_added", "identity_paper_marked", "identity_paper_unmarked", "folder_made"})
"""Acts after which another one can still be undone: they rest on nothing."""


def last_undoable(desk: Desk, case_id: int) -> Undoable | None:
    """Return the last act in a case where it can be undone; `None` where there is none, or something rests on it."""
    state = _last(desk, case_id)
    if state is None or _obstacle(desk, state):
        return None
    told = _lines(desk, state, case_id)
    return Undoable(case_id, state.last, told[0].at, journal.sentence(told[0])) if told else None


def undo_last(desk: Desk, case_id: int) -> tuple[Changes, Undoable]:
    """Undo the last act in a case; return what was undone as well.

    Raises:
        UserError: nothing can be undone there, or something was built on it since (it is named).
    """
    undoable = last_undoable(desk, case_id)
    if undoable is None:
        state, number = _last(desk, case_id), desk.register.cases.get(case_id).number
        raise UserError(
            (_obstacle(desk, state) if state else "")
            or say("In case № {number} there is nothing that could be undone.", number=number)
        )
    return undo(desk, undoable), undoable


def undo(desk: Desk, undoable: Undoable) -> Changes:
    """Give the rows an act changed their former values again, and say so in the journal.

    Args:
        desk: the desk.
        undoable: as `last_undoable` returned it.

    Raises:
        UserError: it was undone already, or something was built on it since (it is named); nothing is changed.
    """
    register = desk.register
    with register.atomic():
        state = _last(desk, undoable.case_id)
        if state is None or state.last != undoable.line:
            raise UserError("This can no longer be undone: something else was done since.")
        if obstacle := _obstacle(desk, state):
            raise UserError(obstacle)
        register.former.put_back(state)
        register.former.drop(state)
        for case_id in state.cases:
            if told := _lines(desk, state, case_id):
                _put_on_record(desk, state, told[0])
        for case_id in state.cases:
            _count(desk, case_id)
    letters = {one.row_id for one in state.differences if one.table == "letters"}
    return Changes(cases=frozenset(state.cases), letters=frozenset(letters))


def _last(desk: Desk, case_id: int) -> FormerState | None:
    """Return what the last act changed that was done in a case and can be undone, whether it may be or not."""
    return next((state for state in desk.register.former.all() if state.case_id == case_id), None)


def _lines(desk: Desk, state: FormerState, case_id: int) -> tuple[Event, ...]:
    """Return the lines an act wrote about a case."""
    return tuple(one for one in desk.register.journal.of_case(case_id) if state.first <= one.seq <= state.last)


def _obstacle(desk: Desk, state: FormerState) -> str:
    """Return why an act cannot be undone, a sentence; empty where it can."""
    register = desk.register
    line = register.journal.page(register.journal.count() - state.last, 1)
    if [one.digest for one in line] != [state.digest] or not register.former.still_so(state):
        return say("This can no longer be undone: something else was done since.")
    for case_id in state.cases:
        events = register.journal.of_case(case_id)
        gone = _taken_back(events)
        for event in events:
            if event.seq > state.last and event.act not in _BUILDS_NOTHING and event.seq not in gone:
                what = journal.sentence(event).rstrip(".")
                return say("This can no longer be undone, because later this was done: {what}.", what=what)
    return ""


def _taken_back(events: Iterable[Event]) -> frozenset[int]:
    """Return the lines that count no longer: what was undone, and the lines that say so."""
    lines = set()
    for event in events:
        if event.act == UNDONE:
            told = {one.field: one.new for one in event.changes}
            first, _, last = (told.get("undone_lines") or "0–0").partition("–")
            lines |= {event.seq, *range(int(first), int(last) + 1)}
    return frozenset(lines)


def _put_on_record(desk: Desk, state: FormerState, event: Event) -> None:
    """Write that an act is undone: its fields go back from what it made of them to what they were before."""
    back = (replace(one, old=one.new, new=one.old) for one in event.changes)
    facts = journal.facts(undone=event.act, undone_lines=f"{state.first}–{state.last}")
    journal.write(desk, UNDONE, case_id=event.case_id, letter_id=event.letter_id, changes=(*facts, *back))


def _count(desk: Desk, case_id: int) -> None:
    """Count the open duties of a case anew: the calendar may have changed while one was done."""
    case = desk.register.cases.get(case_id)
    if case.status is CaseStatus.OPEN and case.rules_edition == RuleSet.load().edition:
        recount(desk, case)
