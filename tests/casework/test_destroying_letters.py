"""Letters say by which act the data were destroyed, and when, as soon as there is one that stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from otklik.casework import annulling_acts, answering, destroying
from otklik.law.kinds import Kind
from otklik.register.records import Subject

from .paper_cases import open_case

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    return open_case(desk, operator_id, Kind.ERASURE)


def destroy(desk: Desk, case_id: int, day: date, *categories: str) -> int:
    form = destroying.destruction_form(desk, case_id)
    form = replace(form, systems=("1С",), way="удалены", destroyed_on=day, reason="требование субъекта")
    return destroying.destroy(desk, case_id, replace(form, categories=categories)).paper_id


def body(desk: Desk, case_id: int, template: str = "erasure_done", **given: str) -> str:
    drafted = answering.draft_letter(desk, case_id, template, given)
    return desk.register.letters.get(drafted.letter_id).body.replace("\u00a0", " ")


def missing(desk: Desk, letter_id: int) -> set[str]:
    return {name for name, _label in answering.open_letter(desk, letter_id).missing}


def test_a_letter_names_the_act_the_day_and_the_data(desk: Desk, case_id: int) -> None:
    assert "{{ письмо.акт }}" in body(desk, case_id)
    destroy(desk, case_id, date(2026, 11, 20), "номер телефона", "адрес доставки")
    said = body(desk, case_id)
    assert "Уничтожены следующие данные: номер телефона; адрес доставки." in said
    assert "Дата уничтожения: 20 ноября 2026 г. Уничтожение подтверждает акт № 1 от 21 ноября 2026 г., " in said
    assert "{{ письмо.третьи" in said
    assert "акт 7-П, " in body(desk, case_id, акт="7-П"), "what the clerk gives comes first"


def test_a_draft_of_before_takes_the_act_up_and_loses_it_with_the_act(desk: Desk, case_id: int) -> None:
    draft = answering.draft_letter(desk, case_id, "erasure_done").letter_id
    blank = {"письмо.акт", "письмо.дата_уничтожения", "письмо.уничтоженные_данные"}
    assert blank <= missing(desk, draft)
    act = destroy(desk, case_id, date(2026, 11, 20), "номер телефона")
    assert not blank & missing(desk, draft)
    assert answering.open_letter(desk, draft).fields["письмо.акт"] == "№ 1 от 21 ноября 2026 г."
    annulling_acts.annul_act(desk, act, "не те данные")
    assert blank <= missing(desk, draft)


def test_two_acts_are_named_both(desk: Desk, case_id: int) -> None:
    destroy(desk, case_id, date(2026, 11, 19), "номер телефона")
    destroy(desk, case_id, date(2026, 11, 20), "номер телефона", "анкета")
    said = body(desk, case_id)
    assert "акт № 1 от 21 ноября 2026 г. и № 2 от 21 ноября 2026 г., составленный" in said
    assert "Дата уничтожения: 19 ноября 2026 г., 20 ноября 2026 г. У" in said
    assert "следующие данные: номер телефона; анкета." in said


def test_a_letter_that_may_leave_the_act_out_names_it_where_there_is_one(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.BLOCKING, person=Subject(full_name="Калинин Олег Петрович"))
    assert "{{ письмо.акт_если_уничтожены }}" in body(desk, case_id, "violations_mended")
    destroy(desk, case_id, date(2026, 11, 20), "номер телефона")
    assert "подтверждает акт № 1 от 21 ноября 2026 г., " in body(desk, case_id, "violations_mended")
