"""Hard names in real letters: the addressee in the dative, the greeting, and whose data a letter to others is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from otklik.casework import answering, registering
from otklik.law.kinds import Kind
from otklik.register.records import Subject
from tests.finished_pdf import text_of

from .test_acts import new_case

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

NAMES = [
    ("Мамедов Али Гасан оглы", "Мамедову А. Г.", "Уважаемый Али Гасан оглы!", "Мамедова Али Гасан оглы"),
    ("Мамедова Лейла Гасан кызы", "Мамедовой Л. Г.", "Уважаемая Лейла Гасан кызы!", "Мамедовой Лейлы Гасан кызы"),
    (
        "Салтыков-Щедрин Михаил Евграфович",
        "Салтыкову-Щедрину М. Е.",
        "Уважаемый Михаил Евграфович!",
        "Салтыкова-Щедрина Михаила Евграфовича",
    ),
    ("Петренко-Ким Ольга", "Петренко-Ким О.", "Уважаемая Ольга Петренко-Ким!", "Петренко-Ким Ольги"),
    ("КАЛИНИН ИВАН ПЕТРОВИЧ", "Калинину И. П.", "Уважаемый Иван Петрович!", "Калинина Ивана Петровича"),
    ("калинина анна", "Калининой А.", "Уважаемая Анна Калинина!", "Калининой Анны"),
    ("Ёлкин Пётр", "Ёлкину П.", "Уважаемый Пётр Ёлкин!", "Ёлкина Петра"),
    ("Шевчук Ирина", "Шевчук И.", "Уважаемая Ирина Шевчук!", "Шевчук Ирины"),
    ("Шевчук Игорь", "Шевчуку И.", "Уважаемый Игорь Шевчук!", "Шевчука Игоря"),
    ("Черных Анна Ивановна", "Черных А. И.", "Уважаемая Анна Ивановна!", "Черных Анны Ивановны"),
    ("Цой Виктор", "Цою В.", "Уважаемый Виктор Цой!", "Цоя Виктора"),
]


@pytest.mark.parametrize(("name", "addressee", "greeting", "whose"), NAMES, ids=[row[0] for row in NAMES])
def test_a_name_stands_in_the_letters_as_it_is_written(
    desk: Desk, operator_id: int, name: str, addressee: str, greeting: str, whose: str
) -> None:
    new = new_case(operator_id, Kind.STOP_PROCESSING)
    subject = Subject(full_name=name, address="190000, г. Псков, ул. Ясная, д. 2")
    case_id = registering.register_case(desk, replace(new, subject=subject)).case_id
    to_him, to_processor = (_issued(desk, case_id, template) for template in ("stop_done", "processor_order"))
    assert f"{addressee} 190000, г. Псков" in to_him
    assert greeting in to_him
    assert f"Персональные данные {whose}:" in to_processor


def _issued(desk: Desk, case_id: int, template: str) -> str:
    own = dict.fromkeys((name for name, _label in answering.own_fields(template)), "сказано")
    letter_id = answering.draft_letter(desk, case_id, template, own).letter_id
    answering.issue(desk, letter_id)
    return text_of(answering.letter_pdf(desk, letter_id), "-raw")
