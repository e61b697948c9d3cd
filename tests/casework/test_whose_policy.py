"""A policy of somebody else is told before it fills a profile; his own is not, however it spells his name."""

from __future__ import annotations

import pytest

from otklik.casework.whose_policy import other_operator
from otklik.intake.policy.reader import read_policy_text
from otklik.register.records import Operator

OWN = Operator(id=1, name="ООО «Маяк Звонки»", inn="9900012076")


def policy(name: str, inn: str = "") -> str:
    number = f", ИНН {inn}" if inn else ""
    return f"Политика обработки персональных данных\n1. Оператор — {name}{number}.\n"


@pytest.mark.parametrize(
    ("said", "operator", "other"),
    [
        (policy("ООО «Ромашка Пример»", "9900051188"), OWN, "ООО «Ромашка Пример»"),
        (policy("ООО «Ромашка Пример»"), OWN, "ООО «Ромашка Пример»"),
        (policy("ООО «Маяк Звонки»", "9900051188"), OWN, "ООО «Маяк Звонки»"),
        (policy("ООО «Маяк»", "9900012076"), OWN, ""),
        (policy("ООО «Переименованное»", "9900012076"), OWN, ""),
        (policy("Общество с ограниченной ответственностью «МАЯК ЗВОНКИ»"), OWN, ""),
        (policy("ИП Ветров И. П."), Operator(id=1, name="Ветров Илья Петрович"), ""),
        (policy("ИП Жуков Константин Глебович"), Operator(id=1, name="Ветров Илья Петрович"), "Жуков"),
        (policy("ООО «Ромашка Пример»"), Operator(), ""),
        ("Мы бережём ваши данные.", OWN, ""),
    ],
)
def test_whose_policy_it_is(said: str, operator: Operator, other: str) -> None:
    found = other_operator(read_policy_text("policy.txt", said), operator)
    assert other in found if other else found == ""


def test_of_two_numbers_one_of_his_own_is_enough() -> None:
    said = policy("ООО «Ромашка Пример»", "9900051188") + "В приложении указан ИНН оператора 9900012076.\n"
    assert other_operator(read_policy_text("policy.txt", said), OWN) == ""
