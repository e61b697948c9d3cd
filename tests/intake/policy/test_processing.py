"""Facts of processing: stated as yes, stated as no, and not stated at all."""

from __future__ import annotations

import pytest

from otklik.intake.policy.facts import FIELDS, Shape
from otklik.intake.policy.reader import read_policy_text

FLAGS = [name for name, shape in FIELDS.items() if shape is Shape.FLAG]


def stated(text: str) -> dict[str, bool]:
    values = read_policy_text("policy.txt", text).values
    return {name: values[name].value for name in FLAGS if name in values}


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Базы данных находятся на территории Российской Федерации.", "stored_in_russia", True),
        ("Серверы расположены в России.", "stored_in_russia", True),
        ("Данные хранятся на серверах за пределами Российской Федерации.", "stored_in_russia", False),
        ("Трансграничная передача персональных данных не осуществляется.", "cross_border", False),
        ("Оператор осуществляет трансграничную передачу персональных данных.", "cross_border", True),
        (
            "Обработка специальных категорий данных, касающихся здоровья, Оператором не ведётся.",
            "special_categories",
            False,
        ),
        ("Оператор обрабатывает специальные категории персональных данных.", "special_categories", True),
        (
            "Оператор не принимает решений на основании исключительно автоматизированной обработки.",
            "automated_decisions",
            False,
        ),
        ("Сервис не предназначен для лиц, не достигших 18 лет.", "minors_clause", True),
        ("Перед ответом мы можем попросить подтвердить вашу личность.", "identity_check", True),
        ("Вы вправе подать жалобу в надзорный орган страны — члена ЕС.", "eu_authority_clause", True),
        ("До обращения в суд обязательно предъявление претензии.", "pretrial_claim_required", True),
        ("Досудебный порядок не является обязательным.", "pretrial_claim_required", False),
        (
            "Оператором данных посетителей является Клиент, мы действуем по поручению Клиента.",
            "other_operator_clause",
            True,
        ),
    ],
)
def test_what_is_stated_is_read(text: str, field: str, value: bool) -> None:
    assert stated(text) == {field: value} or stated(text).get(field) is value


@pytest.mark.parametrize(
    "text",
    [
        "Трансграничная передача – передача данных на территорию иностранного государства.",
        "До начала трансграничной передачи Оператор обязан уведомить Роскомнадзор.",
        "Обработка специальных категорий персональных данных допускается, если субъект дал согласие.",
        "Оператор осуществляет автоматизированную обработку персональных данных.",
        "Услуги доступны на территории Российской Федерации.",
        "Сведения о дате выдачи и органе, выдавшем документ, удостоверяющий личность.",
        "Сайт содержит ссылки на другие сайты, за них мы не отвечаем.",
        "Трансграничная передача может осуществляться при наличии согласия.",
        "",
    ],
)
def test_what_is_not_stated_stays_open(text: str) -> None:
    assert stated(text) == {}


def test_yes_here_and_no_there_is_a_conflict() -> None:
    text = "1.1. Трансграничная передача не осуществляется.\n1.2. Оператор осуществляет трансграничную передачу данных."
    facts = read_policy_text("p", text)
    assert "cross_border" not in facts.values
    assert [one.field for one in facts.conflicts] == ["cross_border"]
