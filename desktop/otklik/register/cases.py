"""Cases: numbered without gaps, listed in the order of their dates, found by any piece of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from otklik.law.kinds import Kind
from otklik.register.case_listing import CaseLists
from otklik.register.database import Database
from otklik.register.records import Case, CaseStatus
from otklik.register.rows import Table
from otklik.register.search import digits, fold

if TYPE_CHECKING:
    from otklik.register.case_listing import CaseListing
    from otklik.register.case_query import CaseQuery


_ENDED = "status <> 'open' AND anonymised_on IS NULL AND closed_on <= ?"
"""As the index over them says it."""


class Cases:
    """All cases of the register. None is ever deleted.

    Attributes:
        lists: answers queries for whole lists of them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("cases", Case, apart={"kinds"})
        self._waiting: dict[int, Case] | None = None
        self.lists = CaseLists(database)

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
        return self.lists.total(status)

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

    def due_days(self, today: date, end: date) -> dict[date, int]:
        """Return how many open cases are due on each day from today to an end, both included, in their order.

        A case is due on its safe day, and once that has passed on its last one; days without a case are left out.
        """
        rows = self._database.all(
            "SELECT CASE WHEN due_on < :today THEN due_latest ELSE due_on END AS day, count(*) FROM cases "
            "WHERE status = 'open' AND due_latest >= :today AND due_on <= :end GROUP BY day HAVING day <= :end "
            "ORDER BY day",
            {"today": today.isoformat(), "end": end.isoformat()},
        )
        return {date.fromisoformat(day): int(count) for day, count in rows}

    def last_due_day(self) -> date | None:
        """Return the last day on which an open case is due by its safe day; `None` where none has a day."""
        day = self._database.value("SELECT max(due_on) FROM cases WHERE status = 'open'")
        return date.fromisoformat(day) if day else None

    def page(self, query: CaseQuery) -> list[CaseListing]:
        """Return one page of the cases a query asks for, in its order."""
        return self.lists.page(query)

    def count_of(self, query: CaseQuery) -> int:
        """Return how many cases a query asks for, whatever its page."""
        return self.lists.count(query)

    def place_of(self, query: CaseQuery, case_id: int) -> int | None:
        """Return which place a case has in the order of a query, from 0; `None` where the query leaves it out."""
        return self.lists.place(query, case_id)

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


def _moment(now: datetime) -> dict[str, str]:
    """Return the day and the hour as the register writes them."""
    return {"day": now.date().isoformat(), "hour": now.time().isoformat()}
