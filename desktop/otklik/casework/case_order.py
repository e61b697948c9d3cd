"""The cases a query finds, as row ids in the order the table shows them."""

from __future__ import annotations

from array import array
from datetime import timedelta
from typing import TYPE_CHECKING

from otklik.casework.counting import shown_day
from otklik.register.case_query import Sort

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.case_query import CaseQuery

AHEAD = timedelta(days=15)
"""So far ahead a last day by ГК ст. 193 may lie behind its safe day: longer than the longest run of days off."""


def case_ids(desk: Desk, query: CaseQuery) -> array[int]:
    """Return the row ids of all cases a query finds, in its order, whatever its page.

    The register sorts open cases by the safe day: it knows no hour, and not that the last day is shown once the safe
    one has passed. That only matters near today, so those few are put in their order here.
    """
    order = desk.register.cases.lists.order(query)
    if query.sort != Sort():
        return order
    today = desk.clock.today()
    near = {
        case_id: (shown_day(safe, latest, today), at)
        for case_id, safe, latest, at in desk.register.cases.lists.moments_until(today + AHEAD)
    }
    head = [case_id for case_id in order[: len(near)] if case_id in near]  # they come first: none else is due so soon
    head.sort(key=near.__getitem__)
    return array("q", head) + order[len(head) :]
