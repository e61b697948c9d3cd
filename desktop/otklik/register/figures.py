"""What reports are counted from: of every case of a period the dates, kinds and duties, and nothing about people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from otklik.law.kinds import LAWFUL, Kind, Reading
from otklik.register.records import CaseStatus, Channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.register.database import Database, Row

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """A duty as a report sees it.

    Attributes:
        by_law: whether law or contract ask for it; else it is the policy term.
        is_sure: whether it is owed in any case, and not only «если …».
        is_answer: whether an answer to the person fulfils it.
        latest: its last day, an extension included.
        done_on: the day it was done; `None` while it is not.
        extended_latest: the last day the law would let it be extended to; `None` where it knows no extension.
        extended_on: the day it was extended.
        issued_on, dispatched_on: days of the letter that did it; `None` where no letter did.
    """

    by_law: bool
    is_sure: bool
    is_answer: bool
    latest: date
    done_on: date | None = None
    extended_latest: date | None = None
    extended_on: date | None = None
    issued_on: date | None = None
    dispatched_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as a report sees it; annulled ones are none.

    Attributes:
        duties: what law, contract or policy ask for; good practice is no term.
        templates: of the letters that were issued in it and are not void, oldest first.
    """

    id: int
    number: int
    received_on: date
    registered_on: date
    channel: Channel
    kinds: tuple[Kind, ...]
    status: CaseStatus
    closed_on: date | None
    duties: tuple[DutyFacts, ...]
    templates: tuple[str, ...]


_WANTED = """
    c.status <> 'annulled' AND c.received_on BETWEEN :first AND :last
    AND (:operator IS NULL OR c.operator_id = :operator)
"""
_BINDING = (*sorted(LAWFUL), Reading.POLICY)


def case_facts(database: Database, first: date, last: date, operator_id: int | None = None) -> tuple[CaseFacts, ...]:
    """Return what a report needs of the cases received on the days of a period, by number.

    Args:
        database: the open register.
        first: first day of the period.
        last: last day of it.
        operator_id: whose cases; all operators' where not given.
    """
    wanted: dict[str, object] = {"first": first.isoformat(), "last": last.isoformat(), "operator": operator_id}
    duties, templates = _duties(database, wanted), _templates(database, wanted)
    rows = database.all(
        f"""
        SELECT c.id, c.number, c.received_on, c.registered_on, c.channel,
            (SELECT group_concat(kind, ' ' ORDER BY position) FROM case_kinds WHERE case_id = c.id),
            c.status, c.closed_on
        FROM cases AS c WHERE {_WANTED} ORDER BY c.number
        """,  # noqa: S608 - our own condition
        wanted,
    )
    return tuple(
        CaseFacts(
            id=row[0],
            number=row[1],
            received_on=date.fromisoformat(row[2]),
            registered_on=date.fromisoformat(row[3]),
            channel=Channel(row[4]),
            kinds=tuple(Kind(kind) for kind in (row[5] or "").split()),
            status=CaseStatus(row[6]),
            closed_on=_day(row[7]),
            duties=tuple(duties.get(row[0], ())),
            templates=tuple(templates.get(row[0], ())),
        )
        for row in rows
    )


def months_received(database: Database) -> tuple[date, date] | None:
    """Return the first days of the first and the last month anything was received in; `None` where nothing was."""
    row = database.one("SELECT min(received_on), max(received_on) FROM cases WHERE status <> 'annulled'")
    if row is None or row[0] is None:
        return None
    earliest, latest = (date.fromisoformat(day).replace(day=1) for day in row)
    return earliest, latest


def _duties(database: Database, wanted: dict[str, object]) -> dict[int, list[DutyFacts]]:
    readings = ", ".join(f"'{reading}'" for reading in _BINDING)
    rows = database.all(
        f"""
        SELECT d.case_id, d.reading <> '{Reading.POLICY}', d.condition IS NULL, d.closed_by LIKE '%"answer"%',
            d.latest, d.done_on, d.extended_latest, d.extended_on, l.issued_on, l.dispatched_on
        FROM duties AS d JOIN cases AS c ON c.id = d.case_id LEFT JOIN letters AS l ON l.id = d.letter_id
        WHERE d.reading IN ({readings}) AND {_WANTED}
        ORDER BY d.case_id, d.position, d.id
        """,  # noqa: S608 - our own words
        wanted,
    )
    return _by_case((row[0], _duty(row)) for row in rows)


def _duty(row: Row) -> DutyFacts:
    return DutyFacts(
        by_law=bool(row[1]),
        is_sure=bool(row[2]),
        is_answer=bool(row[3]),
        latest=date.fromisoformat(row[4]),
        done_on=_day(row[5]),
        extended_latest=_day(row[6]),
        extended_on=_day(row[7]),
        issued_on=_day(row[8]),
        dispatched_on=_day(row[9]),
    )


def _templates(database: Database, wanted: dict[str, object]) -> dict[int, list[str]]:
    rows = database.all(
        f"""
        SELECT l.case_id, l.template FROM letters AS l JOIN cases AS c ON c.id = l.case_id
        WHERE l.state = 'issued' AND {_WANTED} ORDER BY l.case_id, l.id
        """,  # noqa: S608 - our own condition
        wanted,
    )
    return _by_case((row[0], row[1]) for row in rows)


def _by_case(pairs: Iterable[tuple[int, _T]]) -> dict[int, list[_T]]:
    found: defaultdict[int, list[_T]] = defaultdict(list)
    for case_id, value in pairs:
        found[case_id].append(value)
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
