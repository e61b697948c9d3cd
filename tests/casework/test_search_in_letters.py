"""What was found where flows into the answers: as long as a letter is a draft, and never as an empty sentence."""

from __future__ import annotations

from datetime import date

import pytest

from otklik.casework import answering, places
from otklik.casework.desk import Desk
from otklik.casework.places import Answer
from otklik.casework.registering import register_case
from otklik.law.kinds import ErasureGround, Kind
from otklik.letters.data_fields import searched
from otklik.letters.templates import load_templates
from otklik.register.paper_records import CasePlace, Place, SearchOutcome
from tests.finished_pdf import text_of

from .test_acts import new_case

FOUND, NOTHING = SearchOutcome.FOUND, SearchOutcome.NOTHING
RECEIVED, LATER = date(2026, 11, 17), date(2026, 11, 20)


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    places.save(desk, operator_id, tuple(Place(name=name) for name in ("1С", "электронная почта", "камера")))
    return register_case(desk, new_case(operator_id, Kind.ACCESS, received=RECEIVED)).case_id


def look(desk: Desk, case_id: int, name: str, outcome: SearchOutcome, note: str = "", on: date = LATER) -> None:
    places.look(desk, places.find(desk, desk.register.cases.get(case_id), name), Answer(outcome, note, on))


def printed(desk: Desk, letter_id: int) -> str:
    ground = answering.read_ground(desk, letter_id)
    assert ground is not None
    letter = desk.register.letters.get(letter_id)
    prepared = answering.put_together(ground, letter.heading, letter.body)
    return " ".join(text_of(answering.render_preview(prepared)).replace("\xa0", " ").split())


def test_what_is_looked_in_after_the_draft_was_begun_flows_into_it(desk: Desk, case_id: int) -> None:
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    assert "Проверено" not in printed(desk, letter_id)
    assert answering.open_letter(desk, letter_id).missing == ()
    look(desk, case_id, "1С", FOUND, "карточка клиента, два заказа")
    look(desk, case_id, "камера", NOTHING)
    said = printed(desk, letter_id)
    assert "Где найдены данные: 1С — карточка клиента, два заказа." in said
    assert "Поиск данных проведён 20 ноября 2026 г. Проверено: 1С, камера." in said
    look(desk, case_id, "электронная почта", FOUND, "переписка;", on=RECEIVED)
    said = printed(desk, letter_id)
    assert "1С — карточка клиента, два заказа; электронная почта — переписка." in said
    assert "проведён с 17 ноября 2026 г. по 20 ноября 2026 г. Проверено: 1С, электронная почта, камера." in said


def test_an_answer_that_there_are_no_data_says_where_they_were_looked_for(desk: Desk, case_id: int) -> None:
    letter_id = answering.draft_letter(desk, case_id, "no_processing").letter_id
    assert [name for name, _ in answering.open_letter(desk, letter_id).missing] == ["письмо.где_искали"]
    look(desk, case_id, "1С", NOTHING)
    look(desk, case_id, "камера", NOTHING)
    assert answering.open_letter(desk, letter_id).missing == ()
    told = "Поиск проведён 20 ноября 2026 г. Проверено: 1С, камера. Записей не найдено."
    assert told in printed(desk, letter_id)
    look(desk, case_id, "электронная почта", FOUND, "переписка")
    assert answering.open_letter(desk, letter_id).missing, "nobody may say that nothing was found where something was"


def test_an_issued_letter_says_what_it_said(desk: Desk, case_id: int) -> None:
    look(desk, case_id, "1С", NOTHING)
    letter_id = answering.draft_letter(desk, case_id, "no_processing").letter_id
    answering.issue(desk, letter_id)
    before = answering.letter_model(desk, letter_id)
    look(desk, case_id, "камера", NOTHING)
    after = answering.letter_model(desk, letter_id)
    assert "Проверено: 1С. Записей" in after.body
    assert after.digest == before.digest
    recorded = {change.field: change.new for change in desk.register.journal.of_case(case_id)[-2].changes}
    assert recorded["text_sha256"] == after.digest


def test_what_the_clerk_says_himself_stands(desk: Desk, case_id: int) -> None:
    look(desk, case_id, "1С", NOTHING)
    given = {"где_искали": "Искали по телефону."}
    letter_id = answering.draft_letter(desk, case_id, "no_processing", given).letter_id
    assert "Искали по телефону." in printed(desk, letter_id)


@pytest.mark.parametrize(
    "template",
    [
        name
        for name, template in load_templates().items()
        if "поиск." in template.body and template.regimes[0].value == "152-fz"
    ],
)
def test_each_letter_leaves_the_search_out_or_tells_of_it_whole(desk: Desk, operator_id: int, template: str) -> None:
    places.save(desk, operator_id, (Place(name="1С"),))
    kind = load_templates()[template].kinds[0]
    facts = {"erasure_ground": ErasureGround.NEEDLESS} if kind is Kind.ERASURE else {}
    case_id = register_case(desk, new_case(operator_id, kind, received=RECEIVED, **facts)).case_id
    given = {name: "сказано" for name, _label in answering.own_fields(template) if name != "акт"}
    letter_id = answering.draft_letter(desk, case_id, template, given).letter_id
    without = printed(desk, letter_id)
    assert not any(word in without for word in ("Поиск", "Проверено:", "None", "Где найдены"))
    look(desk, case_id, "1С", FOUND)
    said = printed(desk, letter_id)
    assert "Поиск данных проведён 20 ноября 2026 г. Проверено: 1С." in said


def test_names_with_commas_are_told_apart() -> None:
    rows = tuple(CasePlace(name=name, outcome=NOTHING, checked_on=LATER) for name in ("шкаф, кабинет 2", "1С"))
    assert searched(rows)["поиск.проверено"] == "шкаф, кабинет 2; 1С"
    assert searched((CasePlace(name="1С"),)) == {}
