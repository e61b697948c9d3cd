"""Bring in the journal kept before this program: first look it over, row by row, then take in what is new.

Each row becomes a case as if it had been entered by hand: received then, registered today, with its duties counted by
the law of its day. What was answered comes in closed; no letter is invented for it, the old number is kept in words. A
row is known again by a keyed digest of what it says (`import_key`), so a file may be brought in as often as it grows.
"""

from __future__ import annotations

import gc
import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from threading import Event as Flag
from typing import TYPE_CHECKING, TypeVar

from otklik.casework import journal
from otklik.casework.copies.making import before_risky
from otklik.casework.counting import duty_records, main_duty
from otklik.casework.desk import Changes
from otklik.casework.registering import Ended, NewCase, register_case
from otklik.law.kinds import Kind
from otklik.register.records import Case, Channel, Representative, Subject
from otklik.register.search import fold
from otklik.system.errors import UserError
from otklik.system.words import in_russian, say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.intake.old_journal.columns import Mapping
    from otklik.intake.old_journal.rows import JournalRow
    from otklik.intake.old_journal.sheets import Sheet

Progress = Callable[[int, int], None]
"""Told rows done and rows in all."""

SHORT_TERM_SINCE = date(2022, 9, 1)
"""Since then requests are answered in ten working days (152-ФЗ ст. 20 ч. 1 with 266-ФЗ), before in thirty days."""

BY_JOURNAL = "journal"
"""`done_by` of a duty the old journal says was fulfilled."""

T = TypeVar("T")

_MONTH = timedelta(days=30)
_MOST = 0.6
_ENOUGH = 3
_REQUESTS = frozenset({Kind.ACCESS, Kind.RECTIFICATION, Kind.STOP_PROCESSING, Kind.RKN_INQUIRY})


class RowState(StrEnum):
    """What becomes of a row. `doubtful` comes in, but somebody should look at it; `double` and `cannot` stay out."""

    NEW = "new"
    DOUBTFUL = "doubtful"
    DOUBLE = "double"
    CANNOT = "cannot"


COMES_IN = frozenset({RowState.NEW, RowState.DOUBTFUL})
"""States of the rows that are brought in."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What becomes of one row, and why.

    Attributes:
        row: as it was read; `row.number` is its number in the file.
        state: what becomes of it.
        sentences: why, in the language in use; empty of a new row without doubt.
        case_number: the case it is or may be a double of.
        import_key: by what it is known again.
    """

    row: JournalRow
    state: RowState
    sentences: tuple[str, ...] = ()
    case_number: int | None = None
    import_key: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What would become of every row; nothing is stored.

    Attributes:
        lines: one for each row, in the order of the file.
        warnings: what concerns the table as a whole, sentences in the language in use.
    """

    lines: tuple[ReportLine, ...]
    warnings: tuple[str, ...] = ()

    def count(self, *states: RowState) -> int:
        """Return how many rows stand so."""
        return sum(line.state in states for line in self.lines)


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was taken in.

    Attributes:
        changes: the new cases and people.
        added: how many cases.
        skipped: how many rows stayed out: doubles, those that cannot come in, and those left out by hand.
        report: the report it went by.
        numbers: the numbers of the new cases, by the rows of the file.
    """

    changes: Changes
    added: int
    skipped: int
    report: Report
    numbers: dict[int, int]


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let thousands of small values be made without the collector of garbage looking through them: a sixth is saved."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def look_over(
    desk: Desk,
    sheet: Sheet,
    mapping: Mapping,
    operator_id: int,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Report:
    """Say of each row of a table what would become of it; nothing is stored.

    Args:
        desk: the desk.
        sheet: the table.
        mapping: what its columns mean.
        operator_id: whose letters they were.
        progress: told rows done and rows in all.
        cancelled: set it to stop.

    Raises:
        UserError: it was cancelled, or no column holds the day of receipt or the name.
    """
    from otklik.intake.old_journal.columns import label  # noqa: PLC0415 - only where a journal is brought in
    from otklik.intake.old_journal.rows import read_rows  # noqa: PLC0415 - the same

    if lacking := mapping.lacking():
        raise UserError(
            "Say in which column stands: {columns}.", columns=", ".join(label(column) for column in lacking)
        )
    desk.register.operators.get(operator_id)
    known = _Known(desk, operator_id)
    total = len(sheet.rows)
    rows = _watched(read_rows(sheet, mapping, desk.clock.today()), total, progress, cancelled)
    lines = tuple(known.line(row) for row in rows)
    return Report(lines, (*_open_and_late(desk, lines, operator_id), *_warnings(lines)))


@_collector_at_rest()
def bring_in(
    desk: Desk,
    sheet: Sheet,
    mapping: Mapping,
    operator_id: int,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
    *,
    without: Collection[int] = (),
) -> BroughtIn:
    """Take in every row that is new, in the order of receipt: all of them in one transaction, or none.

    A good copy of the register is made before, unless nothing is new. Each row is looked at anew: the register may have
    changed since `look_over`.

    Args:
        desk: the desk.
        sheet: the table.
        mapping: what its columns mean.
        operator_id: whose letters they were.
        progress: told rows done and rows in all; it counts reading and storing each as half.
        cancelled: set it to stop; then nothing of the file is in the register.
        without: numbers of rows in the file that are left out.

    Raises:
        UserError: it was cancelled, or a column is missing.
        EnvironmentProblem: the copy could not be made, or the disk stands in the way; nothing was stored.
    """
    total = len(sheet.rows)
    halves = None if progress is None else _Halves(progress, total)
    report = look_over(desk, sheet, mapping, operator_id, halves, cancelled)
    chosen = [line for line in report.lines if line.state in COMES_IN and line.row.number not in without]
    if not chosen:
        return BroughtIn(Changes(), 0, total, report, {})
    before_risky(desk, cancelled=cancelled)
    chosen.sort(key=lambda line: (line.row.received, line.row.number))
    if halves is not None:
        halves.done = total
    cases: set[int] = set()
    people: set[int] = set()
    numbers: dict[int, int] = {}
    register = desk.register
    with register.undivided():
        operator = register.operators.get(operator_id)
        for line in _watched(chosen, len(chosen), halves, cancelled):
            registered = register_case(desk, _new_case(line, operator_id), _ended(line.row), operator=operator)
            cases.add(registered.case_id)
            people |= registered.changes.subjects
            numbers[line.row.number] = registered.number
        journal.write(desk, "journal_brought_in", changes=journal.facts(cases=len(cases), rows=total))
    return BroughtIn(
        Changes(cases=frozenset(cases), subjects=frozenset(people)), len(cases), total - len(cases), report, numbers
    )


class _Halves:
    """Tells progress of two passes over the same rows as one."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self.done = 0

    def __call__(self, done: int, of: int) -> None:
        """Tell how far it is in all."""
        self._progress(self.done + done * self._total // max(of, 1), 2 * self._total)


def _watched(items: Iterable[T], total: int, progress: Progress | None, cancelled: Flag | None) -> Iterator[T]:
    """Yield one after the other, tell how far it is, and stop where somebody wants to.

    Raises:
        UserError: it was cancelled.
    """
    for done, item in enumerate(items):
        if cancelled is not None and cancelled.is_set():
            raise UserError("Stopped; nothing of the table is in the register.")
        if progress is not None and done % 25 == 0:
            progress(done, total)
        yield item
    if progress is not None:
        progress(total, total)


class _Known:
    """What the register holds already, and what stood further up in the table."""

    def __init__(self, desk: Desk, operator_id: int) -> None:
        self._register = desk.register
        self._operator_id = operator_id
        self._first: dict[str, JournalRow] = {}
        self._times: Counter[str] = Counter()

    def line(self, row: JournalRow) -> ReportLine:
        """Return what becomes of a row."""
        if row.problems:
            return ReportLine(row, RowState.CANNOT, tuple(row.problems.values()))
        identity = _identity(row, self._operator_id)
        above = self._first.setdefault(identity, row)
        if above is not row and above.text == row.text:
            return ReportLine(row, RowState.DOUBLE, (say("The same as row {row}.", row=above.number),))
        # A second letter of the same day that the journal tells by nothing but its text has a digest of its own.
        key = _key(self._register.id, f"{identity}\n{self._times[identity]}")
        self._times[identity] += 1
        if found := self._register.cases.by_import_key(key):
            sentence = say("Brought in before: case № {number}.", number=found[1])
            return ReportLine(row, RowState.DOUBLE, (sentence,), found[1], key)
        sentences = list(row.doubts.values())
        if above is not row:
            sentences.append(say("Looks like row {row}.", row=above.number))
        number = self._register.cases.received_by_hand(self._operator_id, row.name, row.received)
        if number is not None:
            sentences.append(say("Looks like case № {number}, entered by hand.", number=number))
        state = RowState.DOUBTFUL if sentences else RowState.NEW
        return ReportLine(row, state, tuple(sentences), number, key)


def _identity(row: JournalRow, operator_id: int) -> str:
    """Return what a row of the old journal is known by, whatever the order of its columns and rows."""
    parts = (str(operator_id), str(row.received_on), fold(row.name), fold(row.own_number), fold(row.incoming_number))
    return "\n".join((*parts, row.kind_words))


def _key(register_id: str, identity: str) -> str:
    """Return a digest of an identity that means nothing in another register, and names nobody in this one."""
    return hmac.new(bytes.fromhex(register_id), identity.encode(), hashlib.sha256).hexdigest()


def _new_case(line: ReportLine, operator_id: int) -> NewCase:
    row = line.row
    return NewCase(
        operator_id=operator_id,
        kinds=row.kinds,
        channel=row.channel or (Channel.EMAIL if row.email else Channel.LETTER),
        received_on=row.received,
        received_at=row.received_at,
        subject=Subject(full_name=row.name, email=row.email, phone=row.phone, address=row.address,
                        organisation=row.is_organisation),
        representative=Representative(full_name=row.representative) if row.representative else None,
        incoming_number=row.incoming_number,
        incoming_date=row.incoming_date,
        text=row.text,
        late_reason=in_russian("Taken over from the former journal, row {row}.", row=row.number),
        import_key=line.import_key,
    )  # fmt: skip


def _ended(row: JournalRow) -> Ended | None:
    """Return how a case ended by what the old journal says: answered then; no letter is made of it."""
    day = row.answered_on
    if day is None:
        return None
    return Ended(day, max(day, row.closed_on or day), BY_JOURNAL, _outcome(row))


def _outcome(row: JournalRow) -> str:
    """Return how a case ended, in Russian as it is printed in the journal."""
    day, number = f"{row.answered_on:%d.%m.%Y}", row.outgoing_number
    if number:
        return in_russian("By the former journal answered on {day}, outgoing № {number}", day=day, number=number)
    return in_russian("By the former journal answered on {day}", day=day)


def _open_and_late(desk: Desk, lines: tuple[ReportLine, ...], operator_id: int) -> Iterator[str]:
    """Yield how many cases would come in open though their term by the law is over: the first page will be red."""
    still_open = [line.row for line in lines if line.state in COMES_IN and line.row.answered_on is None]
    operator, today = desk.register.operators.get(operator_id), desk.clock.today()
    known: dict[tuple[tuple[Kind, ...], date], bool] = {}
    for row in still_open:
        if (row.kinds, row.received) not in known:
            case = Case(operator_id=operator_id, kinds=row.kinds, received_on=row.received)
            nearest = main_duty(duty_records(case, operator, desk.calendar))
            known[row.kinds, row.received] = nearest is not None and nearest.latest < today
    if late := sum(known[row.kinds, row.received] for row in still_open):
        yield say("Rows without a day of answering: {open}. They come in as open cases, {late} of them overdue: see "
                  "that the column with the day of the answer is named.", open=len(still_open), late=late)  # fmt: skip


def _warnings(lines: tuple[ReportLine, ...]) -> Iterator[str]:
    """Yield what the table as a whole gives to think of."""
    terms = [
        row.answer_due - row.received_on
        for row in (line.row for line in lines)
        if row.answer_due and row.received_on and row.received_on >= SHORT_TERM_SINCE and _REQUESTS & set(row.kinds)
    ]
    if len(terms) >= _ENOUGH and terms.count(_MONTH) > _MOST * len(terms):
        yield say("The former journal gave 30 days for the answer; by the law it is 10 working days (152-ФЗ ст. 14 "
                  "ч. 3, ст. 20 ч. 1). The cases come in with the days of the law.")  # fmt: skip
    if lines and all(line.row.channel is None for line in lines):
        yield say("The table does not say how the letters came in: those with an e-mail address come in as e-mail, the "
                  "others as letters on paper.")  # fmt: skip
