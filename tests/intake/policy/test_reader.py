"""The reader as a whole: any text is read without a fault, in linear time, and every value stands on its words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.intake.policy.facts import FIELDS, Shape
from otklik.intake.policy.profile import operator_from_facts
from otklik.intake.policy.reader import read_policy, read_policy_text
from otklik.law.terms import Term, Unit
from otklik.register.records import OperatorForm
from otklik.system.errors import UserError

POLICIES = Path(__file__).parents[2] / "data/policies"
PIECES = st.sampled_from(
    [
        *(
            "Оператор – ",
            "ООО «Пример»",
            "ИП Ветров Арсений Павлович",
            "ИНН 000416294086",
            "ОГРН 1150047112930",
            ", ",
            ". ",
        ),
        *(
            "\n",
            "\n\n",
            "9.2. ",
            "адрес: ",
            "101000, г. Москва, ул. Ясная, д. 2",
            "pd@example.ru",
            "+7 495 000-00-13",
            " на сайте ",
        ),
        *(
            "example.ru",
            "(далее – Оператор)",
            "например, ",
            "____",
            "Срок ответа на претензию – ",
            "30 (тридцать) рабочих дней",
        ),
        *(
            "Роскомнадзор",
            "банк",
            "от 27.07.2006 № 152-ФЗ",
            "«",
            "»",
            "(",
            ")",
            "Политика от 01.02.2024",
            "\t",
            "| ",
            "вправе ",
        ),
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
@settings(deadline=None)
def test_any_text_is_read_and_every_value_stands_on_its_words(text: str) -> None:
    facts = read_policy_text("a", text)
    found = [*facts.values.values(), *(one for conflict in facts.conflicts for one in conflict.candidates)]
    for one in found:
        assert one.quotes
        assert all(text[quote.start : quote.end] == quote.text != "" for quote in one.quotes)
    for field, one in facts.values.items():
        if FIELDS[field] is Shape.LIST:
            assert len(one.value) == len(one.quotes) == len(set(one.value))
    assert not {conflict.field for conflict in facts.conflicts} & set(facts.values)


@pytest.mark.parametrize(
    "piece",
    [
        "1. ",
        "а",
        "«",
        "(",
        "____",
        "ООО «А» ",
        "Оператор – ",
        "Иванов Иван Иванович ",
        "a@example.ru ",
        "8 495 ",
        "г. ",
        "\n",
        "1.2.",
        "- ",
        "от 01.02.2024 ",
        " ",
        "\n ",
    ],
)
def test_long_texts_of_one_piece_take_linear_time(piece: str) -> None:
    started = time.process_time()
    read_policy_text("a", piece * (50_000 // len(piece)))
    assert time.process_time() - started < 3


def test_a_megabyte_of_policies_is_read_in_seconds() -> None:
    texts = [path.read_text("utf-8") for path in sorted(POLICIES.glob("*.txt"))]
    text = "\n\n".join(texts)
    text = (text + "\n\n") * (1_000_000 // len(text))
    read_policy_text("a", texts[0])
    started = time.process_time()
    read_policy_text("a", text)
    assert time.process_time() - started < 4


def test_different_numbers_of_one_operator_are_a_conflict_and_no_value() -> None:
    facts = read_policy_text("a", "Оператор – ООО «Пример», ИНН 9900012076.\n\nРеквизиты\nООО «Пример»\nИНН 9900090290")
    assert "inn" not in facts.values
    assert [one.value for one in facts.conflicts[0].candidates] == ["9900012076", "9900090290"]


def test_two_addresses_are_a_conflict_though_somebody_else_is_named_between() -> None:
    text = (
        "Политика разработана ООО «Пример» (далее — Оператор).\n"
        "ИНН 9900012076. В договоре с хостингом ООО «Чужой Пример» ИНН 9900090290.\n"
        "Адрес: 101000, г. Москва, ул. Придуманная, д. 7. Юридический адрес: 190000, г. Псков, ул. Ясная, д. 5.\n"
        "Настоящая политика говорит об обработке персональных данных. "
    )
    facts = read_policy_text("a", text + "Данные хранятся, пока они нужны. " * 12)
    (conflict,) = (one for one in facts.conflicts if one.field == "address")
    assert [one.value for one in conflict.candidates] == [
        "101000, г. Москва, ул. Придуманная, д. 7",
        "190000, г. Псков, ул. Ясная, д. 5",
    ]
    assert "no_contact" not in {one.id for one in facts.contradictions}


def test_one_address_written_twice_is_one() -> None:
    text = (
        "Оператор – ООО «Пример».\nЮридический адрес: 190000, г. Псков, улица Ясная, дом 5.\n\n"
        "Контакты\nАдрес: г. Псков, ул. Ясная, д. 5"
    )
    assert read_policy_text("a", text).values["address"].value == "190000, г. Псков, улица Ясная, дом 5"


def test_a_number_with_a_mistyped_digit_is_a_problem_and_no_value() -> None:
    facts = read_policy_text("a", "Оператор – ООО «Пример», ИНН 9900012077.")
    assert "inn" not in facts.values
    assert "9900012077" in facts.problems[0]


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(UserError):
        read_policy("a.txt", b"123")


def test_facts_of_a_policy_make_a_profile() -> None:
    text = (
        "Оператор – индивидуальный предприниматель Ветров Арсений Павлович, ИНН 000416294086, ОГРНИП 316004122937211.\n"
        "9.1. Ответ на запрос субъекта даётся в течение 10 рабочих дней.\n"
        "9.2. Срок ответа на претензию составляет 30 (тридцать) рабочих дней.\n"
    )
    operator = operator_from_facts(read_policy_text("a", text))
    assert (operator.form, operator.name) == (OperatorForm.SOLE_PROPRIETOR, "Ветров Арсений Павлович")
    assert (operator.inn, operator.ogrn) == ("000416294086", "316004122937211")
    assert (operator.policy_days, operator.policy_unit, operator.policy_clause) == (30, Unit.WORKING_DAYS, "9.2")
    assert (operator.request_term, operator.request_clause) == (Term(10, Unit.WORKING_DAYS), "9.1")
