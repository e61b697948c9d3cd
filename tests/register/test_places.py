"""Where operators look for data: their lists, and what came of it in each case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from otklik.register.cipher import IntegrityError
from otklik.register.paper_records import CasePlace, Place, SearchOutcome
from otklik.register.records import Case, Operator
from otklik.register.store import Register

DAY = date(2026, 11, 20)
NewCase = Callable[..., Case]


@pytest.fixture
def case(new_case: NewCase) -> Case:
    return new_case()


def names(register: Register, operator_id: int) -> list[str]:
    return [place.name for place in register.places.of_operator(operator_id)]


def test_a_list_keeps_its_order_and_the_ids_of_what_stays(register: Register, case: Case) -> None:
    first = register.places.replace(case.operator_id, (Place(name="1С"), Place(name="почта"), Place(name="камера")))
    crm, mail, camera = first
    register.places.replace(case.operator_id, (camera, Place(name="сайт"), replace(crm, name="1С: Бухгалтерия")))
    now = register.places.of_operator(case.operator_id)
    assert [place.name for place in now] == ["камера", "сайт", "1С: Бухгалтерия"]
    assert (now[0].id, now[2].id) == (camera.id, crm.id)
    assert [place.position for place in now] == [0, 1, 2]
    assert mail.id not in {place.id for place in now}


def test_each_operator_has_a_list_of_his_own(register: Register, case: Case) -> None:
    other = register.operators.add(Operator(name="Другой"))
    stored = register.places.replace(case.operator_id, (Place(name="1С"),))
    register.places.replace(other.id, (Place(name="почта"),))
    assert (names(register, case.operator_id), names(register, other.id)) == (["1С"], ["почта"])
    with pytest.raises(LookupError):
        register.places.replace(other.id, stored)
    assert names(register, other.id) == ["почта"], "nothing of a list that cannot be is stored"


def test_a_case_keeps_the_name_it_was_searched_under(register: Register, case: Case) -> None:
    (place,) = register.places.replace(case.operator_id, (Place(name="1С"),))
    looked = register.places.put(
        CasePlace(
            case_id=case.id,
            place_id=place.id,
            name="1С",
            outcome=SearchOutcome.FOUND,
            note="карточка клиента",
            checked_on=DAY,
        )
    )
    assert register.places.of_case(case.id) == (looked,)
    register.places.replace(case.operator_id, (replace(place, name="1С: Бухгалтерия"),))
    assert register.places.of_case(case.id) == (looked,)
    register.places.replace(case.operator_id, ())
    assert register.places.of_case(case.id) == (replace(looked, place_id=None),)


def test_a_place_stands_once_in_a_case_and_a_day_goes_with_what_came_of_it(register: Register, case: Case) -> None:
    (place,) = register.places.replace(case.operator_id, (Place(name="1С"),))
    row = CasePlace(case_id=case.id, place_id=place.id, name="1С", outcome=SearchOutcome.NOTHING, checked_on=DAY)
    register.places.put(row)
    for wrong in (row, replace(row, place_id=None, checked_on=None), replace(row, place_id=None, name="")):
        with pytest.raises(IntegrityError):
            register.places.put(wrong)
    assert len(register.places.of_case(case.id)) == 1


def test_what_was_looked_through_goes_along_to_a_split_case(register: Register, case: Case, new_case: NewCase) -> None:
    register.places.put(CasePlace(case_id=case.id, name="сейф", outcome=SearchOutcome.NOTHING, checked_on=DAY))
    split = new_case()
    register.places.copy(case.id, split.id)
    (kept,), (copied,) = register.places.of_case(case.id), register.places.of_case(split.id)
    assert copied == replace(kept, id=copied.id, case_id=split.id)


def test_anonymising_takes_the_words_and_the_places_of_the_case_alone(register: Register, case: Case) -> None:
    (place,) = register.places.replace(case.operator_id, (Place(name="1С"),))
    found = CasePlace(case_id=case.id, place_id=place.id, name="1С", outcome=SearchOutcome.FOUND, checked_on=DAY)
    kept = register.places.put(replace(found, note="заказ на имя Калинина"))
    register.places.put(replace(found, place_id=None, name="тетрадь Калинина"))
    register.erasing.anonymise_case(case.id, DAY)
    assert register.places.of_case(case.id) == (replace(kept, note=""),)
    with pytest.raises(IntegrityError, match="anonymised"):
        register.places.put(replace(kept, note="снова"))
    with pytest.raises(IntegrityError, match="anonymised"):
        register.places.put(replace(found, place_id=None))
    register.places.replace(case.operator_id, ())
    assert register.places.of_case(case.id) == (replace(kept, note="", place_id=None),)
