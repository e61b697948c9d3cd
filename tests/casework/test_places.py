"""Where to look: the operator's list, the checklist of a case, and what becomes of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from otklik.casework import closing, extracts, journal, linking, lists, places, undoing
from otklik.casework.desk import Desk
from otklik.casework.places import Answer
from otklik.casework.registering import register_case
from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind
from otklik.register.paper_records import CasePlace, Place, SearchOutcome
from otklik.register.records import PolicyText
from otklik.system.errors import UserError
from otklik.system.words import in_russian

from .test_acts import new_case

FOUND, NOTHING = SearchOutcome.FOUND, SearchOutcome.NOTHING
RECEIVED, TODAY = date(2026, 11, 17), date(2026, 11, 21)


@pytest.fixture
def listed(desk: Desk, operator_id: int) -> tuple[Place, ...]:
    places.save(desk, operator_id, (Place(name="1С"), Place(name="почта"), Place(name="камера")))
    return places.of_operator(desk, operator_id)


@pytest.fixture
def case_id(desk: Desk, operator_id: int, listed: tuple[Place, ...]) -> int:
    return register_case(desk, new_case(operator_id, Kind.ACCESS, received=RECEIVED)).case_id


def checklist(desk: Desk, case_id: int) -> tuple[CasePlace, ...]:
    return places.of_case(desk, desk.register.cases.get(case_id))


def look(desk: Desk, case_id: int, name: str, outcome: SearchOutcome | None, note: str = "") -> None:
    place = places.find(desk, desk.register.cases.get(case_id), name)
    places.look(desk, place, Answer(outcome, note))


def told(desk: Desk, case_id: int) -> list[str]:
    return [journal.sentence(event) for event in desk.register.journal.of_case(case_id)]


def test_a_list_is_named_ordered_renamed_and_shortened_in_one_act_each(desk: Desk, operator_id: int) -> None:
    places.save(desk, operator_id, (Place(name=" 1С  "), Place(name="почта")))
    crm, mail = places.of_operator(desk, operator_id)
    assert crm.name == "1С"
    before = desk.register.journal.count()
    places.save(desk, operator_id, (mail, replace(crm, name="1С: Бухгалтерия")))
    assert desk.register.journal.count() == before + 1
    assert [place.name for place in places.of_operator(desk, operator_id)] == ["почта", "1С: Бухгалтерия"]
    places.save(desk, operator_id, places.of_operator(desk, operator_id))
    assert desk.register.journal.count() == before + 1, "what changes nothing leaves no line"
    assert "мест: 2" in journal.sentence(desk.register.journal.page(0, 1)[0])


@pytest.mark.parametrize(
    "names", [("",), ("  ",), ("1С", "1с"), ("счёт", "СЧЕТ"), ("а" * 81,), tuple(map(str, range(61)))]
)
def test_a_list_that_cannot_be_is_refused_whole(desk: Desk, operator_id: int, names: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        places.save(desk, operator_id, tuple(Place(name=name) for name in names))
    assert places.of_operator(desk, operator_id) == ()


def test_an_open_case_shows_the_list_and_what_came_of_it(desk: Desk, case_id: int) -> None:
    assert [(row.name, row.outcome) for row in checklist(desk, case_id)] == [
        ("1С", None),
        ("почта", None),
        ("камера", None),
    ]
    look(desk, case_id, "почта", FOUND, " переписка о доставке ")
    look(desk, case_id, "1с", NOTHING)
    case = desk.register.cases.get(case_id)
    assert places.unlooked(desk, case) == ("камера",)
    first, second, _ = checklist(desk, case_id)
    assert (first.outcome, first.note, first.checked_on) == (NOTHING, "", TODAY)
    assert (second.outcome, second.note, second.checked_on) == (FOUND, "переписка о доставке", TODAY)
    assert told(desk, case_id)[-2:] == [
        "Где искали, 21.11.2026: «почта» — нашли",
        "Где искали, 21.11.2026: «1С» — ничего нет",
    ]


def test_each_answer_is_one_line_and_the_words_are_not_in_it(desk: Desk, case_id: int) -> None:
    before = len(told(desk, case_id))
    look(desk, case_id, "1С", FOUND, "карточка клиента")
    look(desk, case_id, "1С", FOUND, "карточка клиента")
    look(desk, case_id, "1С", FOUND, "карточка клиента, заказ")
    look(desk, case_id, "1С", None)
    lines = told(desk, case_id)[before:]
    assert lines[-1] == "«1С»: снова не проверено"
    assert len(lines) == 3, "the same answer once more changes nothing"
    assert not any("карточка" in line for line in lines)
    assert checklist(desk, case_id)[0] == replace(checklist(desk, case_id)[0], outcome=None, note="", checked_on=None)
    assert desk.register.journal.verify().whole


def test_a_day_before_the_receipt_or_to_come_is_refused(desk: Desk, case_id: int) -> None:
    place = checklist(desk, case_id)[0]
    for day in (date(2026, 11, 16), date(2026, 11, 22)):
        with pytest.raises(UserError):
            places.look(desk, place, Answer(NOTHING, on=day))
    places.look(desk, place, Answer(NOTHING, on=RECEIVED))
    assert checklist(desk, case_id)[0].checked_on == RECEIVED


def test_a_renamed_place_keeps_its_old_name_where_it_was_looked_in(
    desk: Desk, operator_id: int, case_id: int, listed: tuple[Place, ...]
) -> None:
    look(desk, case_id, "1С", NOTHING)
    crm, mail, camera = listed
    places.save(desk, operator_id, (camera, replace(mail, name="вся почта"), replace(crm, name="1С: Торговля")))
    assert [(row.name, row.outcome) for row in checklist(desk, case_id)] == [
        ("камера", None),
        ("вся почта", None),
        ("1С", NOTHING),
    ]
    places.save(desk, operator_id, (mail,))
    assert [row.name for row in checklist(desk, case_id)] == ["почта", "1С"]


def test_a_place_of_one_case_alone_stands_in_no_other(desk: Desk, operator_id: int, case_id: int) -> None:
    other = register_case(desk, new_case(operator_id, Kind.ERASURE, received=RECEIVED)).case_id
    places.add_to_case(desk, case_id, "тетрадь заказов")
    with pytest.raises(UserError):
        places.add_to_case(desk, case_id, "Тетрадь  заказов")
    look(desk, case_id, "тетрадь заказов", FOUND, "запись")
    assert [row.name for row in checklist(desk, case_id)] == ["1С", "почта", "камера", "тетрадь заказов"]
    assert [row.name for row in checklist(desk, other)] == ["1С", "почта", "камера"]
    with pytest.raises(UserError):
        places.drop_from_case(desk, checklist(desk, case_id)[0])
    places.drop_from_case(desk, checklist(desk, case_id)[-1])
    assert [row.name for row in checklist(desk, case_id)] == ["1С", "почта", "камера"]
    with pytest.raises(UserError):
        places.drop_from_case(desk, CasePlace(99, case_id, None, 3, "тетрадь заказов"))


def test_a_closed_case_shows_what_was_looked_in_and_changes_no_more(desk: Desk, operator_id: int, case_id: int) -> None:
    look(desk, case_id, "почта", NOTHING)
    place = checklist(desk, case_id)[0]
    closing.annul_case(desk, case_id, "внесено по ошибке")
    places.save(desk, operator_id, ())
    assert [row.name for row in checklist(desk, case_id)] == ["почта"]
    assert places.unlooked(desk, desk.register.cases.get(case_id)) == ()
    for act in (lambda: places.look(desk, place, Answer(NOTHING)), lambda: places.add_to_case(desk, case_id, "сейф")):
        with pytest.raises(UserError, match="закрыто"):
            act()


def test_undoing_what_was_typed_of_a_find_says_that_the_find_stands(desk: Desk, case_id: int) -> None:
    look(desk, case_id, "1С", FOUND)
    look(desk, case_id, "1С", FOUND, "карточка клиента")
    _changes, undone = undoing.undo_last(desk, case_id)
    assert undone.sentence == "Запись о найденном, «1С»; отметка «нашли» прежняя"
    assert told(desk, case_id)[-1] == "Отменено: запись о найденном, «1С»; отметка «нашли» прежняя"
    place = places.find(desk, desk.register.cases.get(case_id), "1С")
    assert (place.outcome, place.note) == (FOUND, "")
    _changes, undone = undoing.undo_last(desk, case_id)
    assert undone.sentence.endswith("«1С» — нашли")


def test_an_answer_can_be_undone(desk: Desk, case_id: int) -> None:
    before = checklist(desk, case_id)
    look(desk, case_id, "1С", NOTHING)
    undoable = undoing.last_undoable(desk, case_id)
    assert undoable is not None
    assert undoable.sentence.endswith("«1С» — ничего нет")
    undoing.undo(desk, undoable)
    assert checklist(desk, case_id) == before
    places.add_to_case(desk, case_id, "сейф")
    places.drop_from_case(desk, checklist(desk, case_id)[-1])
    dropped = undoing.last_undoable(desk, case_id)
    assert dropped is not None
    undoing.undo(desk, dropped)
    assert checklist(desk, case_id)[-1].name == "сейф"


def test_what_was_looked_through_counts_for_both_parts_of_a_split_case(desk: Desk, operator_id: int) -> None:
    places.save(desk, operator_id, (Place(name="1С"),))
    facts = {"claimant": Claimant.CONSUMER, "claim_matter": ClaimMatter.MONEY, "erasure_ground": ErasureGround.NONE}
    case_id = register_case(desk, new_case(operator_id, Kind.CLAIM, Kind.ERASURE, received=RECEIVED, **facts)).case_id
    look(desk, case_id, "1С", FOUND, "заказ")
    split = linking.split_case(desk, case_id, (Kind.ERASURE,)).case_id
    assert [(row.name, row.note) for row in checklist(desk, split)] == [("1С", "заказ")]
    view = lists.case_view(desk, split)
    assert view.needs_search
    assert not lists.case_view(desk, case_id).needs_search
    assert view.places == checklist(desk, split)


def test_the_list_is_offered_the_usual_places_and_who_else_has_the_data(desk: Desk, operator_id: int) -> None:
    usual = places.suggested(desk, operator_id)
    assert {"1С", "электронная почта", "договоры на бумаге"} <= set(usual)
    assert "нет" not in usual, "a profile that says there is nobody names no place"
    operator = desk.register.operators.get(operator_id)
    named = replace(operator, processors=("ООО «Тихая гавань», размещение серверов, 394000, г. Воронеж",))
    desk.register.operators.save(named)
    text = "Политика обработки персональных данных. На сайте работает Яндекс.Метрика."
    desk.register.policies.keep(PolicyText(operator_id, "", TODAY, "", text))
    offered = places.suggested(desk, operator_id)
    assert offered == (*usual, "ООО «Тихая гавань»", "Яндекс.Метрика")
    places.save(desk, operator_id, (Place(name="1с"),))
    assert places.suggested(desk, operator_id) == offered[1:]


def test_anonymising_leaves_no_word_of_what_was_found(desk: Desk, case_id: int) -> None:
    look(desk, case_id, "1С", FOUND, "заказ на имя Калинина")
    places.add_to_case(desk, case_id, "тетрадь Калинина")
    look(desk, case_id, "тетрадь Калинина", FOUND, "запись Калинина")
    closing.annul_case(desk, case_id, "внесено по ошибке")
    desk.register.erasing.anonymise_case(case_id, TODAY)
    rows = desk.register.database.all("SELECT name, note FROM case_places WHERE case_id = ?", (case_id,))
    assert rows == [("1С", "")]
    assert not any("Калинин" in line for line in told(desk, case_id))
    assert "Искали данные" in told(desk, case_id)
    assert desk.register.journal.verify().whole


def test_paper_names_no_place_of_one_case_alone(desk: Desk, case_id: int) -> None:
    places.add_to_case(desk, case_id, "тетрадь Калинина")
    look(desk, case_id, "тетрадь Калинина", NOTHING)
    look(desk, case_id, "1С", NOTHING)
    printed = [line.sentence for line in extracts.log_lines(desk, case_id)]
    assert not any("Калинин" in line for line in printed)
    assert printed[-1] == in_russian("Looked in “{place}” on {on}: nothing", place="1С", on="21.11.2026")
