"""Duties of cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from otklik.register.database import Database
from otklik.register.records import DutyRecord
from otklik.register.rows import Table


class Duties:
    """What is owed in each case, done or not."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("duties", DutyRecord)

    def add(self, record: DutyRecord) -> DutyRecord:
        """Store one more duty, after the others of its case, and return it with its id."""
        with self._database.atomic():
            stored = self._table.add(self._database, record)
            self._place(stored.id, len(self.of_case(record.case_id)))
        return stored

    def add_first(self, case_id: int, records: Sequence[DutyRecord]) -> None:
        """Store the duties of a case that has none yet, in this order."""
        with self._database.atomic():
            ids = [self._table.insert(self._database, replace(record, case_id=case_id)) for record in records]
            places = [(position, row_id) for position, row_id in enumerate(ids) if position]
            self._database.many("UPDATE duties SET position = ? WHERE id = ?", places)

    def save(self, record: DutyRecord) -> None:
        """Store a changed duty."""
        self._table.save(self._database, record)

    def get(self, record_id: int) -> DutyRecord:
        """Return a duty.

        Raises:
            LookupError: there is none of this id.
        """
        return self._table.get(self._database, record_id)

    def of_case(self, case_id: int) -> tuple[DutyRecord, ...]:
        """Return the duties of a case in the order they were given."""
        return self._table.where(self._database, "case_id = ? ORDER BY position, id", (case_id,))

    def to_remind(self, since: date) -> tuple[DutyRecord, ...]:
        """Return all duties of open cases, and those of the others that are due on a day or later, case by case."""
        return self._table.where(
            self._database,
            "case_id IN (SELECT id FROM cases WHERE status = 'open' AND shelf < '1') OR latest >= ? "
            "ORDER BY case_id, position, id",
            (since.isoformat(),),
        )

    def due_between(self, start: date, end: date, today: date) -> tuple[DutyRecord, ...]:
        """Return the open duties of open cases that are due on these days, both included.

        Args:
            start: first day.
            end: last day.
            today: a duty is due on its safe day, and once that has passed on its last one.
        """
        return self._table.where(
            self._database,
            "case_id IN (SELECT id FROM cases WHERE status = 'open' AND shelf < '1') AND done_on IS NULL "
            "AND CASE WHEN safe < ? THEN latest ELSE safe END BETWEEN ? AND ?",
            (today.isoformat(), start.isoformat(), end.isoformat()),
        )

    def replace(self, case_id: int, records: Sequence[DutyRecord]) -> tuple[DutyRecord, ...]:
        """Put these duties in the place of those the case has, after a new count.

        A duty that stays (same `duty`) keeps its row id, so whoever holds one still means the same duty.

        Returns:
            The records with their ids.
        """
        with self._database.atomic():
            known: defaultdict[str, list[int]] = defaultdict(list)
            for old in self.of_case(case_id):
                known[old.duty].append(old.id)
            stored = []
            for position, given in enumerate(records):
                ids = known[given.duty]
                record = replace(given, case_id=case_id, id=ids.pop(0) if ids else 0)
                if record.id:
                    self.save(record)
                else:
                    record = self._table.add(self._database, record)
                self._place(record.id, position)
                stored.append(record)
            gone = [(row_id,) for ids in known.values() for row_id in ids]
            self._database.many("DELETE FROM duties WHERE id = ?", gone)
        return tuple(stored)

    def _place(self, record_id: int, position: int) -> None:
        self._database.execute("UPDATE duties SET position = ? WHERE id = ?", (position, record_id))
