"""Where an operator looks for the data of somebody who asks: his list, and what came of it in each case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from otklik.register.database import Database
from otklik.register.paper_records import CasePlace, Place
from otklik.register.rows import Table


class Places:
    """The lists of the operators and the checklists of the cases."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._places = Table("places", Place)
        self._case_places = Table("case_places", CasePlace)

    def of_operator(self, operator_id: int) -> tuple[Place, ...]:
        """Return the list of an operator, in his order."""
        return self._places.where(self._database, "operator_id = ? ORDER BY position, id", (operator_id,))

    def replace(self, operator_id: int, places: Sequence[Place]) -> tuple[Place, ...]:
        """Put this list in the place of the one an operator has, in one transaction.

        A place that stays keeps its id, whatever it is called now; a case that was searched keeps the name it had.

        Args:
            operator_id: whose list it is.
            places: in their order; those with id 0 are new.

        Returns:
            The list with its ids.

        Raises:
            LookupError: an id is not of a place of this operator.
        """
        with self._database.atomic():
            gone = {place.id for place in self.of_operator(operator_id)}
            stored = []
            for position, given in enumerate(places):
                place = replace(given, operator_id=operator_id, position=position)
                if place.id == 0:
                    stored.append(self._places.add(self._database, place))
                    continue
                if place.id not in gone:
                    raise LookupError(f"places {place.id}")
                gone.discard(place.id)
                self._places.save(self._database, place)
                stored.append(place)
            self._database.many("DELETE FROM places WHERE id = ?", [(place_id,) for place_id in sorted(gone)])
        return tuple(stored)

    def of_case(self, case_id: int) -> tuple[CasePlace, ...]:
        """Return the places of a case that were looked through or added to it, in their order."""
        return self._case_places.where(self._database, "case_id = ? ORDER BY position, id", (case_id,))

    def put(self, place: CasePlace) -> CasePlace:
        """Store a place of a case, new (id 0) or changed, and return it with its id."""
        if place.id == 0:
            return self._case_places.add(self._database, place)
        self._case_places.save(self._database, place)
        return place

    def drop(self, case_place_id: int) -> None:
        """Take a place off the checklist of a case; one that is gone already does no harm."""
        self._database.execute("DELETE FROM case_places WHERE id = ?", (case_place_id,))

    def copy(self, from_case: int, to_case: int) -> None:
        """Give another case of the same paper what was looked through already."""
        with self._database.atomic():
            for place in self.of_case(from_case):
                self._case_places.add(self._database, replace(place, id=0, case_id=to_case))
