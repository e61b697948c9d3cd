"""Cases as lines: pages of a query, how many there are, and which place one has."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from otklik.law.kinds import Kind
from otklik.register.case_conditions import is_plain, selection
from otklik.register.records import CaseStatus, Channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.register.case_query import CaseQuery
    from otklik.register.database import Database, Row

KEPT = 4
"""Orders that are remembered: that of the table, and of those before it."""


@dataclass(frozen=True, slots=True)
class CaseListing:
    """A case as a line of the register.

    Attributes:
        subject, operator: their names.
        sent_on: the day the last letter of it was sent.
        outgoing: number of the last issued letter; empty where there is none.
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
    channel: Channel = Channel.EMAIL
    sent_on: date | None = None
    outgoing: str = ""


_LISTING = """
    SELECT c.id, c.number, c.title,
        (SELECT group_concat(kind, ' ') FROM (SELECT kind FROM case_kinds WHERE case_id = c.id ORDER BY position)),
        c.operator_id, o.name, c.subject_id, s.full_name, c.received_on, c.status,
        c.due_on, c.due_latest, c.due_duty, c.due_by_law, c.policy_due_on, c.due_at, c.due_provisional,
        c.policy_provisional, c.anonymised_on, c.channel,
        (SELECT max(dispatched_on) FROM letters WHERE case_id = c.id AND number <> '' AND state = 'issued'),
        (SELECT number FROM letters WHERE case_id = c.id AND number <> '' AND state = 'issued'
            ORDER BY issued_on DESC, id DESC LIMIT 1)
    FROM cases AS c JOIN operators AS o ON o.id = c.operator_id JOIN subjects AS s ON s.id = c.subject_id
    WHERE c.id = ?
"""


class CaseLists:
    """Answers queries for lists of cases.

    A page an index has in order costs the same wherever it lies. Any other order is read whole and remembered until
    something is written: then a page of it, its length and the place of a case cost next to nothing.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._orders: OrderedDict[CaseQuery, array[int]] = OrderedDict()
        self._as_of: tuple[int, int] | None = None

    def page(self, query: CaseQuery) -> list[CaseListing]:
        """Return one page of the cases a query asks for, in its order."""
        return self.listings(self._ids(query))

    def order(self, query: CaseQuery) -> array[int]:
        """Return the row ids of all that a query asks for, in its order, whatever its page; not to be changed."""
        return self._order(query)

    def listings(self, ids: Iterable[int]) -> list[CaseListing]:
        """Return cases as lines, in the order of their row ids; those that are not there are left out."""
        rows = (self._database.one(_LISTING, (case_id,)) for case_id in ids)
        return [_listing(row) for row in rows if row is not None]

    def moments_until(self, day: date) -> tuple[tuple[int, date, date, time], ...]:
        """Return row id, safe day, last day and hour (`time.max`: none) of open cases due until a day (included)."""
        rows = self._database.all(
            "SELECT id, due_on, due_latest, due_at FROM cases WHERE status = 'open' AND shelf <= ?",
            (f"0{day.isoformat()}",),
        )
        return tuple(
            (case_id, date.fromisoformat(safe), date.fromisoformat(latest), time.fromisoformat(at) if at else time.max)
            for case_id, safe, latest, at in rows
        )

    def count(self, query: CaseQuery) -> int:
        """Return how many cases a query asks for, whatever its page."""
        return self._total(query.status, query.operator_id) if is_plain(query) else len(self._order(query))

    def place(self, query: CaseQuery, case_id: int) -> int | None:
        """Return which place a case has in the order of a query, from 0; `None` where the query leaves it out."""
        order = self._order(query)
        try:
            return order.index(case_id)
        except ValueError:
            return None

    def total(self, status: CaseStatus | None) -> int:
        """Return how many cases there are, or how many stand so. Kept sums: nothing is scanned."""
        return self._total(status, None)

    def _total(self, status: CaseStatus | None, operator_id: int | None) -> int:
        return int(
            self._database.value(
                "SELECT coalesce(sum(total), 0) FROM case_totals "
                "WHERE (:status IS NULL OR status = :status) AND (:operator IS NULL OR operator_id = :operator)",
                {"status": status.value if status else None, "operator": operator_id},
            )
        )

    def _ids(self, query: CaseQuery) -> array[int]:
        """Return the row ids of a page."""
        chosen = selection(self._database, query) if is_plain(query) else None
        if chosen is not None and chosen.walks:
            rows = self._database.all(
                f"SELECT c.id {chosen.source} ORDER BY {chosen.order} LIMIT ? OFFSET ?",
                (*chosen.values, query.limit, query.offset),
            )
            return array("q", (case_id for (case_id,) in rows))
        return self._order(query)[query.offset : query.offset + query.limit]

    def _order(self, query: CaseQuery) -> array[int]:
        """Return the row ids of all that a query asks for, in its order."""
        key = _of_any_page(query)
        if self._is_known(query):
            self._orders.move_to_end(key)
            return self._orders[key]
        chosen = selection(self._database, query)
        rows = self._database.all(f"SELECT c.id {chosen.source} ORDER BY {chosen.order}", chosen.values)
        order = array("q", (case_id for (case_id,) in rows))
        if not self._database.connection.in_transaction:  # what is read inside may still be undone
            self._orders[key] = order
            while len(self._orders) > KEPT:
                self._orders.popitem(last=False)
        return order

    def _is_known(self, query: CaseQuery) -> bool:
        """Tell whether the order of a query is remembered; whatever was written since, here or beside, forgets all."""
        as_of = self._database.connection.total_changes, int(self._database.value("PRAGMA data_version"))
        if as_of != self._as_of:
            self._orders.clear()
            self._as_of = as_of
        return _of_any_page(query) in self._orders


def _of_any_page(query: CaseQuery) -> CaseQuery:
    return replace(query, offset=0, limit=0)


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
        channel=Channel(row[19]),
        sent_on=_day(row[20]),
        outgoing=row[21] or "",
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
