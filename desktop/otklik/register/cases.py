"""Cases: numbered without gaps, listed in the order of their dates, found by any piece of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from otklik.law.kinds import Kind
from otklik.register.database import Database, Row
from otklik.register.records import Case, CaseStatus
from otklik.register.rows import Table
from otklik.register.search import digits, fold, match


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """What part of the register is wanted.

    Attributes:
        text: words typed by the user: any pieces of number, names, titles, text, e-mail, telephone.
        status: only cases that stand so.
        operator_id: only cases of one operator.
        due_until: only open cases whose nearest duty is due on this day or before.
        offset, limit: which page.
    """

    text: str = ""
    status: CaseStatus | None = None
    operator_id: int | None = None
    due_until: date | None = None
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True, slots=True)
class CaseListing:
    """A case as a line of the register.

    Attributes:
        subject, operator: their names.
    """

    id: int
    number: int
    title: str
    kinds: tuple[Kind, ...]
    operator_id: int
    operator: str
    subject_id: int
    subject: str
    received_on: date
    status: CaseStatus
    due_on: date | None
    due_latest: date | None
    due_duty: str
    due_by_law: bool
    policy_due_on: date | None
    due_at: time | None
    due_provisional: bool
    policy_provisional: bool
    anonymised_on: date | None = None


_LISTING = """
    SELECT c.id, c.number, c.title,
        (SELECT group_concat(kind, ' ' ORDER BY position) FROM case_kinds WHERE case_id = c.id),
        c.operator_id, o.name, c.subject_id, s.full_name, c.received_on, c.status,
        c.due_on, c.due_latest, c.due_duty, c.due_by_law, c.policy_due_on, c.due_at, c.due_provisional,
        c.policy_provisional, c.anonymised_on
    FROM cases AS c JOIN operators AS o ON o.id = c.operator_id JOIN subjects AS s ON s.id = c.subject_id
    WHERE c.id = ?
"""

# The shelf is said besides the status so that the walk along the index stops where the open cases end, or begins there;
# the status stands as a literal because SQLite uses a partial index for nothing else.
_STANDING = {
    CaseStatus.OPEN: "c.status = 'open' AND c.shelf < '1'",
    CaseStatus.CLOSED: "c.status = 'closed' AND c.shelf >= '1'",
    CaseStatus.ANNULLED: "c.status = 'annulled'",
}

_ENDED = "status <> 'open' AND anonymised_on IS NULL AND closed_on <= ?"
"""As the index over them says it."""

LAST_LETTER = chr(0x10FFFF)
"""Sorts after every letter: closes the range of names that begin alike."""

FEW = 2000
"""Up to so many hits a search is sorted; with more of them the register is walked in order until a page is full."""


class Cases:
    """All cases of the register. None is ever deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("cases", Case, apart={"kinds"})
        self._waiting: dict[int, Case] | None = None

    def add(self, case: Case) -> Case:
        """Store a new case and return it with its id and its number: the next one, given once and never again."""
        with self._database.atomic():
            number = self._database.value("SELECT coalesce(max(number), 0) + 1 FROM cases")
            stored = self._table.add(self._database, replace(case, number=number))
            self._keep_kinds(stored)
            self._index(stored)
        return stored

    def save(self, case: Case) -> None:
        """Store a changed case.

        Raises:
            LookupError: there is none of its id.
        """
        with self._database.atomic():
            before = self.get(case.id)
            self._table.save(self._database, case)
            if case.kinds != before.kinds:
                self._database.execute("DELETE FROM case_kinds WHERE case_id = ?", (case.id,))
                self._keep_kinds(case)
            if _searched(case) != _searched(before):
                self._index(case)

    def get(self, case_id: int) -> Case:
        """Return a case.

        Raises:
            LookupError: there is none of this id.
        """
        found = self._where("id = ?", (case_id,))
        if not found:
            raise LookupError(f"cases {case_id}")
        return found[0]

    def by_number(self, number: int) -> Case | None:
        """Return the case of a number in the register, or `None`."""
        found = self._where("number = ?", (number,))
        return found[0] if found else None

    def of_subject(self, subject_id: int) -> tuple[Case, ...]:
        """Return the cases of a person, newest first."""
        return self._where("subject_id = ? ORDER BY received_on DESC, number DESC", (subject_id,))

    def of_representative(self, representative_id: int) -> tuple[Case, ...]:
        """Return the cases somebody wrote in for others, newest first."""
        return self._where("representative_id = ? ORDER BY received_on DESC, number DESC", (representative_id,))

    def by_message_id(self, message_id: str) -> tuple[Case, ...]:
        """Return the cases of a mail, by number."""
        return self._where("message_id = ? AND message_id <> '' ORDER BY number", (message_id,))

    def by_text_key(self, text_key: str) -> tuple[Case, ...]:
        """Return the cases whose letters say the same, by number."""
        return self._where("text_key = ? AND text_key <> '' ORDER BY number", (text_key,))

    def received_by_hand(self, operator_id: int, name: str, day: date) -> int | None:
        """Return the number of the first case a person of this name wrote that day that no old journal brought in."""
        number = self._database.value(
            "SELECT min(c.number) FROM subjects AS s JOIN cases AS c ON c.subject_id = s.id AND c.received_on = ? "
            "WHERE s.name_key = ? AND s.anonymised_on IS NULL AND c.operator_id = ? AND c.import_key = '' "
            "AND c.status <> 'annulled'",
            (day.isoformat(), fold(name), operator_id),
        )
        return None if number is None else int(number)

    def by_import_key(self, import_key: str) -> tuple[int, int] | None:
        """Return row id and number of the case that was brought in from this row of an old journal, or `None`."""
        row = self._database.one(
            "SELECT id, number FROM cases WHERE import_key = ? AND import_key <> '' ORDER BY number", (import_key,)
        )
        return None if row is None else (int(row[0]), int(row[1]))

    def linked(self, case: Case) -> tuple[Case, ...]:
        """Return the cases that come from the same paper or event as this one, by number, itself left out."""
        first = case.linked_to or case.id
        return self._where("(id = ? OR linked_to = ?) AND id <> ? ORDER BY number", (first, first, case.id))

    def ended_until(self, day: date, limit: int) -> tuple[Case, ...]:
        """Return cases closed or annulled until a day (included) and not anonymised, in the order of their closing."""
        return self._where(f"{_ENDED} ORDER BY closed_on, id LIMIT ?", (day.isoformat(), limit))

    def count_ended(self, day: date, today: date) -> int:
        """Return how many there are of them that nobody keeps until today or longer."""
        return int(
            self._database.value(
                f"SELECT count(*) FROM cases WHERE {_ENDED} AND (keep_until IS NULL OR keep_until < ?)",  # noqa: S608 - our own words
                (day.isoformat(), today.isoformat()),
            )
        )

    def open_ids(self) -> tuple[int, ...]:
        """Return the row ids of all open cases, in the order of the register."""
        rows = self._database.all("SELECT id FROM cases WHERE status = 'open' AND shelf < '1' ORDER BY shelf, turn")
        return tuple(case_id for (case_id,) in rows)

    def count_of_other_editions(self, edition: str) -> int:
        """Return how many open cases were counted by other rules than these; asked at every start, so none is read."""
        return int(
            self._database.value(
                "SELECT count(*) FROM cases WHERE status = 'open' AND shelf < '1' AND rules_edition != ?", (edition,)
            )
        )

    def open_of_other_editions(self, edition: str) -> tuple[Case, ...]:
        """Return the open cases that were counted by other rules than these, in the order of the register."""
        return self._where("status = 'open' AND shelf < '1' AND rules_edition != ? ORDER BY shelf, turn", (edition,))

    def of_operator(self, operator_id: int, status: CaseStatus | None = None) -> tuple[Case, ...]:
        """Return the cases of an operator in the order of the register."""
        if status is None:
            return self._where("operator_id = ? ORDER BY shelf, turn", (operator_id,))
        return self._where("operator_id = ? AND status = ? ORDER BY shelf, turn", (operator_id, status.value))

    def ids_received(self, operator_id: int, start: date = date.min, end: date = date.max) -> tuple[int, ...]:
        """Return the row ids of an operator's cases received on these days (both included), by number."""
        rows = self._database.all(
            "SELECT id FROM cases WHERE operator_id = ? AND received_on BETWEEN ? AND ? ORDER BY number",
            (operator_id, start.isoformat(), end.isoformat()),
        )
        return tuple(case_id for (case_id,) in rows)

    def count(self, status: CaseStatus | None = None) -> int:
        """Return how many cases there are, or how many stand so. Kept sums: nothing is scanned."""
        return self._total(status, None)

    def count_due(self, start: date, end: date) -> int:
        """Return how many open cases are due on these days (both included) and not overdue on the first."""
        return int(
            self._database.value(
                "SELECT count(*) FROM cases WHERE status = 'open' AND due_latest >= ? AND due_on <= ?",
                (start.isoformat(), end.isoformat()),
            )
        )

    def count_overdue(self, now: datetime) -> int:
        """Return how many open cases have a last day that has passed, or end today by the hour and are over.

        Args:
            now: by the clock on the wall; its zone is not looked at.
        """
        return int(
            self._database.value(
                "SELECT count(*) FROM cases WHERE status = 'open' AND due_latest <= :day "
                "AND (due_latest < :day OR due_at < :hour)",
                _moment(now),
            )
        )

    def count_ending(self, now: datetime) -> int:
        """Return how many open cases end today and are not over: on the safe day, or the last once that has passed.

        Args:
            now: by the clock on the wall; its zone is not looked at.
        """
        return int(
            self._database.value(
                "SELECT count(*) FROM cases WHERE status = 'open' AND due_latest >= :day "
                "AND (due_on = :day OR (due_on < :day AND due_latest = :day)) "
                "AND (due_latest > :day OR due_at IS NULL OR due_at >= :hour)",
                _moment(now),
            )
        )

    def due_days(self, start: date, end: date) -> tuple[date, ...]:
        """Return the days of a period (both ends included) on which open cases are due."""
        rows = self._database.all(
            "SELECT DISTINCT due_on FROM cases WHERE shelf BETWEEN ? AND ? ORDER BY due_on",
            (f"0{start.isoformat()}", f"0{end.isoformat()}"),
        )
        return tuple(date.fromisoformat(day) for (day,) in rows)

    def page(self, query: CaseQuery) -> list[CaseListing]:
        """Return one page of the cases a query asks for: open ones by the day due, then the others newest first."""
        source, condition, values = self._conditions(query)
        ids = self._database.all(
            f"SELECT c.id FROM {source} WHERE {condition} ORDER BY c.shelf, c.turn LIMIT ? OFFSET ?",  # noqa: S608 - our own fragments
            [*values, query.limit, query.offset],
        )
        rows = (self._database.one(_LISTING, found) for found in ids)
        return [_listing(row) for row in rows if row is not None]

    def count_of(self, query: CaseQuery) -> int:
        """Return how many cases a query asks for, whatever its page."""
        if not query.text.strip() and query.due_until is None:
            return self._total(query.status, query.operator_id)
        source, condition, values = self._conditions(query)
        return int(self._database.value(f"SELECT count(*) FROM {source} WHERE {condition}", values))  # noqa: S608 - our own fragments

    def reindex(self, column: Literal["subject_id", "representative_id"], row_id: int) -> None:
        """Bring the search index up to date for the cases of a person whose details changed."""
        for case in self._where(f"{column} = ?", (row_id,)):
            self._index(case)

    def _where(self, condition: str, values: Sequence[object]) -> tuple[Case, ...]:
        rows = self._database.all(f"{self._table.select} WHERE {condition}", values)
        return tuple(self._table.read(row, kinds=self._kinds(row[0])) for row in rows)

    def _kinds(self, case_id: int) -> tuple[Kind, ...]:
        rows = self._database.all("SELECT kind FROM case_kinds WHERE case_id = ? ORDER BY position", (case_id,))
        return tuple(Kind(kind) for (kind,) in rows)

    def _keep_kinds(self, case: Case) -> None:
        rows = [(case.id, position, kind.value) for position, kind in enumerate(case.kinds)]
        self._database.many("INSERT INTO case_kinds VALUES (?, ?, ?)", rows)

    def _total(self, status: CaseStatus | None, operator_id: int | None) -> int:
        return int(
            self._database.value(
                "SELECT coalesce(sum(total), 0) FROM case_totals "
                "WHERE (:status IS NULL OR status = :status) AND (:operator IS NULL OR operator_id = :operator)",
                {"status": status.value if status else None, "operator": operator_id},
            )
        )

    def _conditions(self, query: CaseQuery) -> tuple[str, str, list[object]]:
        """Return where a query reads from, its conditions and their values."""
        source, conditions, values = "cases AS c", ["TRUE"], list[object]()
        if query.operator_id is not None:
            conditions.append("c.operator_id = ?")
            values.append(query.operator_id)
        if query.status is not None:
            conditions.append(_STANDING[query.status])
        if query.due_until is not None:
            conditions.append("c.shelf <= ?")
            values.append(f"0{query.due_until.isoformat()}")
        if query.text.strip():
            condition, searched = self._text_condition(query.text)
            conditions.append(condition)
            values.extend(searched)
        return source, " AND ".join(conditions), values

    def _text_condition(self, text: str) -> tuple[str, list[object]]:
        """Return the condition that finds what the user typed."""
        wanted = match(text)
        if wanted is None:
            number, start = digits(text), fold(text)
            return (
                "(c.number = ? OR c.subject_id IN (SELECT id FROM subjects WHERE name_key >= ? AND name_key < ?))",
                [int(number or 0), start, start + LAST_LETTER],
            )
        hits = self._database.value(
            "SELECT count(*) FROM (SELECT 1 FROM case_search WHERE case_search MATCH ? LIMIT ?)", (wanted, FEW)
        )
        found = "c.id IN (SELECT rowid FROM case_search WHERE case_search MATCH ?)"
        # The + keeps SQLite from looking up hits by id: with many of them walking the index in order is faster.
        return found if hits < FEW else f"+{found}", [wanted]

    @contextmanager
    def indexed_together(self) -> Iterator[None]:
        """Put the cases stored inside into the search index at the end, all at once; nothing inside may search.

        One by one the index writes out what it has gathered before the next statement, thousands of times.
        """
        waiting: dict[int, Case] = {}
        self._waiting = waiting
        try:
            yield
        finally:
            self._waiting = None
        for case in waiting.values():
            self._index(case)

    def index_anew(self) -> None:
        """Put every case into the search index."""
        for (case_id,) in self._database.all("SELECT id FROM cases ORDER BY id"):
            self._index(self.get(case_id))

    def _index(self, case: Case) -> None:
        """Put the case into the search index, in place of what was there."""
        if self._waiting is not None:
            self._waiting[case.id] = case
            return
        people = self._database.all(
            "SELECT full_name, email, phone FROM subjects WHERE id = ? "
            "UNION ALL SELECT full_name, email, phone FROM representatives WHERE id = ?",
            (case.subject_id, case.representative_id),
        )
        names = " ".join(f"{name} {email} {phone} {digits(phone)}" for name, email, phone in people)
        self._database.execute(
            "INSERT OR REPLACE INTO case_search (rowid, number, people, title, letter) VALUES (?, ?, ?, ?, ?)",
            (
                case.id,
                fold(f"{case.number} {case.incoming_number}"),
                fold(names),
                fold(case.title),
                fold(case.text),
            ),
        )


def _searched(case: Case) -> tuple[object, ...]:
    """Return what the search index holds of a case."""
    return case.incoming_number, case.title, case.text, case.subject_id, case.representative_id


def _listing(row: Row) -> CaseListing:
    return CaseListing(
        id=row[0],
        number=row[1],
        title=row[2],
        kinds=tuple(Kind(kind) for kind in (row[3] or "").split()),
        operator_id=row[4],
        operator=row[5],
        subject_id=row[6],
        subject=row[7],
        received_on=date.fromisoformat(row[8]),
        status=CaseStatus(row[9]),
        due_on=_day(row[10]),
        due_latest=_day(row[11]),
        due_duty=row[12],
        due_by_law=bool(row[13]),
        policy_due_on=_day(row[14]),
        due_at=None if row[15] is None else time.fromisoformat(row[15]),
        due_provisional=bool(row[16]),
        policy_provisional=bool(row[17]),
        anonymised_on=_day(row[18]),
    )


def _moment(now: datetime) -> dict[str, str]:
    """Return the day and the hour as the register writes them."""
    return {"day": now.date().isoformat(), "hour": now.time().isoformat()}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
