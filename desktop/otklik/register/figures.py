"""Figures over a period: how many letters came, and how many were answered in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otklik.register.database import Database


@dataclass(frozen=True, slots=True)
class Figures:
    """Cases received in a period, annulled ones left out; every case is counted in exactly one of the last three.

    Attributes:
        received: how many came.
        in_time: everything the law asked for was done, and no later than its last day.
        late: something the law asked for was done after its last day, or is not done and the day has passed.
        waiting: something is still to be done, and its last day has not passed.
    """

    received: int
    in_time: int
    late: int
    waiting: int


def figures(database: Database, first: date, last: date, today: date) -> Figures:
    """Return the figures of the cases received on the days of a period.

    Args:
        database: the open register.
        first: first day of the period.
        last: last day of it.
        today: the day it is looked at.
    """
    # Good practice and the policy are no terms of the law, so they make no case late.
    received, late, waiting = database.one(
        """
        SELECT count(*), coalesce(sum(late), 0), coalesce(sum(NOT late AND waits), 0)
        FROM (
            SELECT
                EXISTS (
                    SELECT 1 FROM duties AS d WHERE d.case_id = c.id AND d.reading IN ('text', 'analogy')
                        AND coalesce(d.done_on, c.closed_on, :today) > d.latest
                ) AS late,
                c.status = 'open' AND EXISTS (SELECT 1 FROM duties AS d WHERE d.case_id = c.id AND d.done_on IS NULL)
                    AS waits
            FROM cases AS c
            WHERE c.status <> 'annulled' AND c.received_on BETWEEN :first AND :last
        )
        """,
        {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()},
    ) or (0, 0, 0)
    return Figures(received, received - late - waiting, late, waiting)
