"""Where an operator looks for the data of somebody who asks: his list, and what came of it in a case.

The list is the operator's own. An open case shows it as it is now, with the answers given so far; each answer keeps the
name the place had. Places of one case alone stand behind the list. A closed case shows its answers and nothing else.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.case_checks import checked_text
from otklik.casework.desk import Changes
from otklik.casework.registering import open_case
from otklik.casework.undoable import undoable
from otklik.law.kinds import Kind
from otklik.register.paper_records import CasePlace, Place, SearchOutcome
from otklik.register.records import Case, CaseStatus, Change
from otklik.register.search import fold
from otklik.system.errors import UserError
from otklik.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otklik.casework.desk import Desk
    from otklik.register.records import Operator

SEARCHED = frozenset(
    {
        Kind.ACCESS,
        Kind.RECTIFICATION,
        Kind.BLOCKING,
        Kind.ERASURE,
        Kind.CONSENT_WITHDRAWAL,
        Kind.STOP_PROCESSING,
        Kind.MARKETING_OPT_OUT,
        Kind.DISSEMINATION_STOP,
        Kind.OBJECTION,
        Kind.RESTRICTION,
        Kind.PORTABILITY,
        Kind.CHILD_DATA,
        Kind.NOT_OUR_DATA,
    }
)
"""Demands that can be answered only once the person's data were looked for."""

LONGEST_NAME = 80
"""Characters of the name of a place: it stands on one line."""

MOST_PLACES = 60
"""Places of a list; a longer one is a slip of the paste."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of looking in a place.

    Attributes:
        outcome: found, nothing, or `None`: nobody has looked after all.
        note: what was found, in words; kept only where something was.
        on: the day somebody looked; `None` for today.
    """

    outcome: SearchOutcome | None
    note: str = ""
    on: date | None = None


# --- the list of an operator ---


def of_operator(desk: Desk, operator_id: int) -> tuple[Place, ...]:
    """Return the list of an operator, in his order."""
    return desk.register.places.of_operator(operator_id)


def save(desk: Desk, operator_id: int, places: Sequence[Place]) -> Changes:
    """Put a list in the place of the one an operator has: added to, renamed, put in another order, shortened.

    Args:
        desk: the desk.
        operator_id: whose list it is.
        places: in their order; those with id 0 are new.

    Raises:
        UserError: a name is empty, too long or stands there twice, or there are too many.
    """
    if len(places) > MOST_PLACES:
        raise UserError("At most {limit} places are kept. Shorten the list.", limit=MOST_PLACES)
    named = tuple(replace(place, name=checked_name(place.name)) for place in places)
    _refuse_twice(place.name for place in named)
    register = desk.register
    with register.atomic():
        before = tuple(place.name for place in register.places.of_operator(operator_id))
        after = tuple(place.name for place in named)
        register.places.replace(operator_id, named)
        if before != after:
            told = Change("places", journal.as_text(before), journal.as_text(after))
            journal.write(desk, "places_changed", changes=(*journal.facts(number=len(after)), told))
    return Changes(operators=frozenset({operator_id}))


def suggested(desk: Desk, operator_id: int) -> tuple[str, ...]:
    """Return places to begin a list with: the usual ones, then who else has the data by profile and policy.

    What stands in the list already is left out.
    """
    operator = desk.register.operators.get(operator_id)
    kept = desk.register.policies.of(operator_id)
    known = {fold(place.name) for place in desk.register.places.of_operator(operator_id)}
    offered: dict[str, str] = {}
    for name in (*_usual(), *_others(operator), *(_tools(kept.name, kept.text) if kept else ())):
        if fold(name) not in known and len(name) <= LONGEST_NAME:
            offered.setdefault(fold(name), name)
    return tuple(offered.values())


@cache
def _usual() -> tuple[str, ...]:
    return tuple(tomllib.loads(resource("desk/places.toml").read_text("utf-8"))["usual"])


def _others(operator: Operator) -> tuple[str, ...]:
    """Return who else has the data: «ООО «Тихая гавань»» of «ООО «Тихая гавань», размещение серверов, …»."""
    from otklik.letters.negation import says_nobody  # noqa: PLC0415 - letters are not needed at start

    named = (phrases for phrases in (operator.processors, operator.recipients) if not says_nobody(phrases, "-"))
    return tuple(phrase.partition(",")[0].strip(" .;") for phrases in named for phrase in phrases)


def _tools(name: str, text: str) -> tuple[str, ...]:
    """Return the services of others a policy names."""
    from otklik.intake.policy.structure import Policy  # noqa: PLC0415 - a policy is read when a list is begun
    from otklik.intake.policy.tools import find_tools  # noqa: PLC0415 - the same

    return tuple(dict.fromkeys(str(found.value) for _field, found in find_tools(Policy(name, text))))


def checked_name(name: str) -> str:
    """Return the name of a place as it is kept, on one line.

    Raises:
        UserError: it is empty or too long.
    """
    name = " ".join(name.split())
    if not name:
        raise UserError("Say what the place is called.")
    if len(name) > LONGEST_NAME:
        raise UserError("The name of a place has at most {limit} characters. Shorten it.", limit=LONGEST_NAME)
    return name


def _refuse_twice(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if fold(name) in seen:
            raise UserError("“{place}” stands in the list already.", place=name)
        seen.add(fold(name))


# --- the checklist of a case ---


def needs_search(case: Case) -> bool:
    """Tell whether a case cannot be answered before the person's data were looked for."""
    return not SEARCHED.isdisjoint(case.kinds)


def of_case(desk: Desk, case: Case) -> tuple[CasePlace, ...]:
    """Return the checklist of a case, in its order; in an open one, places of the list nobody looked in have id 0."""
    looked = desk.register.places.of_case(case.id)
    if case.status is not CaseStatus.OPEN:
        return tuple(place for place in looked if place.outcome is not None)
    by_place = {place.place_id: place for place in looked if place.place_id is not None}
    listed = desk.register.places.of_operator(case.operator_id)
    return (
        *(by_place.get(one.id) or CasePlace(0, case.id, one.id, one.position, one.name) for one in listed),
        *(place for place in looked if place.place_id is None),
    )


def unlooked(desk: Desk, case: Case) -> tuple[str, ...]:
    """Return the names of the places of an open case nobody has looked in yet."""
    if case.status is not CaseStatus.OPEN:
        return ()
    return tuple(place.name for place in of_case(desk, case) if place.outcome is None)


def find(desk: Desk, case: Case, name: str) -> CasePlace:
    """Return the place of a case's checklist of this name; capitals and ё do not matter.

    Raises:
        UserError: it has none; those it has are named.
    """
    there = of_case(desk, case)
    for place in there:
        if fold(place.name) == fold(name):
            return place
    raise UserError(
        "Case № {number} has no place “{place}”. Its places: {places}.",
        number=case.number,
        place=name,
        places=", ".join(place.name for place in there) or "—",
    )


def look(desk: Desk, place: CasePlace, answer: Answer) -> Changes:
    """Put on record what came of looking in a place of a case.

    Args:
        desk: the desk.
        place: as `of_case` returned it.
        answer: what came of it.

    Raises:
        UserError: the case is closed, the place is not there any more, the day cannot be, or the words are too long.
    """
    note = checked_text(answer.note) if answer.outcome is SearchOutcome.FOUND else ""
    with undoable(desk, place.case_id):
        case = open_case(desk, place.case_id)
        old = _still_there(desk, case, place)
        day = None if answer.outcome is None else answer.on or desk.clock.today()
        if day is not None and not case.received_on <= day <= desk.clock.today():
            raise UserError("{day} lies before the receipt or in the future. Check the date.", day=f"{day:%d.%m.%Y}")
        new = replace(old, outcome=answer.outcome, note=note, checked_on=day)
        if new != old:
            desk.register.places.put(new)
            act = "place_looked" if new.outcome else "place_unlooked"
            journal.write(desk, act, case_id=case.id, changes=_told(old, new))
    return Changes(cases=frozenset({place.case_id}))


def add_to_case(desk: Desk, case_id: int, name: str) -> Changes:
    """Add a place to the checklist of one case alone.

    Raises:
        UserError: the case is closed, or the name is empty, too long or there already.
    """
    name = checked_name(name)
    with undoable(desk, case_id):
        case = open_case(desk, case_id)
        there = of_case(desk, case)
        _refuse_twice((*(place.name for place in there), name))
        position = max((place.position for place in there), default=-1) + 1
        desk.register.places.put(CasePlace(case_id=case_id, position=position, name=name))
        journal.write(desk, "place_added", case_id=case_id, changes=journal.facts(place=name))
    return Changes(cases=frozenset({case_id}))


def drop_from_case(desk: Desk, place: CasePlace) -> Changes:
    """Take a place of one case alone off its checklist again.

    Raises:
        UserError: the case is closed, or the place stands in the operator's list.
    """
    with undoable(desk, place.case_id):
        case = open_case(desk, place.case_id)
        old = _still_there(desk, case, place)
        if old.place_id is not None:
            raise UserError("“{place}” stands in your list of places: take it off there.", place=old.name)
        desk.register.places.drop(old.id)
        journal.write(desk, "place_dropped", case_id=case.id, changes=_told(old, CasePlace(name=old.name)))
    return Changes(cases=frozenset({place.case_id}))


def _still_there(desk: Desk, case: Case, place: CasePlace) -> CasePlace:
    """Return the place as it is now."""
    for one in of_case(desk, case):
        if one.place_id == place.place_id and (place.place_id is not None or one.id == place.id):
            return one
    raise UserError("“{place}” is not in the list any more.", place=place.name)


def _told(old: CasePlace, new: CasePlace) -> tuple[Change, ...]:
    """Return an answer as the journal keeps it; `listed` tells that the name is no word about one person."""
    return (
        *journal.facts(place=new.name, listed=new.place_id is not None),
        Change("outcome", journal.as_text(old.outcome), journal.as_text(new.outcome)),
        Change("on", journal.as_text(old.checked_on), journal.as_text(new.checked_on)),
        *(change for change in journal.differences(old, new) if change.field == "note"),
    )
