"""Purposes, recipients and the term of storage on small sentences, yes and no."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from otklik.intake.policy.profile import operator_from_facts
from otklik.intake.policy.reader import read_policy, read_policy_text

BESIDE = Path(__file__).parents[4] / "shared/policies"
CALLKEEPER = ["предоставление доступа к Сервису CallKeeper", "ответы на Ваши запросы", "управление клиентской базой"]


def read(field: str, text: str) -> Any:
    found = read_policy_text("policy.txt", text).values.get(field)
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "purposes"),
    [
        ("Цель обработки — исполнение договоров, рассылка новостей.", ("исполнение договоров", "рассылка новостей")),
        ("Цели обработки: оказание услуг; ведение учёта.", ("оказание услуг", "ведение учёта")),
        (
            "Данные обрабатываются в следующих целях:\nа) заключение и исполнение договоров;\nб) Ведение учёта.",
            ("заключение и исполнение договоров", "ведение учёта"),
        ),
        (
            "Мы используем данные в целях:\n- предоставления доступа;\n- технического администрирования сайта;",
            ("предоставление доступа", "техническое администрирование сайта"),
        ),
        (
            "Мы используем ваши данные для доставки заказов и связи с вами.",
            ("доставка заказов", "связь с вами"),
        ),
        (
            "Оператор обрабатывает данные в целях заключения, исполнения и прекращения договоров.",
            ("заключение, исполнение и прекращение договоров",),
        ),
        (
            "Зачем\nЧтобы выставлять счета, чтобы отвечать в поддержке.",
            ("выставлять счета", "отвечать в поддержке"),
        ),
        ("| Цель обработки | отправка писем |\n|---|---|\n| Срок | год |", ("отправка писем",)),
        ("| Данные | Цель |\n|---|---|\n| имя | договор |\n| телефон | связь |", ("договор", "связь")),
    ],
)
def test_purposes_are_phrases(text: str, purposes: tuple[str, ...]) -> None:
    assert read("purposes", text) == purposes


@pytest.mark.parametrize(
    "text",
    [
        "Оператор не использует данные в целях рекламы.",
        "Обработка ограничивается достижением конкретных, заранее определённых и законных целей.",
        "Не допускается обработка данных в целях, несовместимых с целями сбора.",
        "Персональные данные обрабатываются для целей, указанных в разделе 3.",
        "Обработка персональных данных необходима для осуществления правосудия.",
        "Файлы cookie собирают данные для следующих целей:\n- запоминание настроек;",
        "Для получения сведений о данных субъект направляет запрос.",
        "Пользователь использует данные Сайта для собственных нужд.",
        "Данные хранятся не дольше, чем этого требуют цели обработки.",
        "Цели обработки:\n- _______;\n- [указать].",
        "| Цель | Срок |\n|---|---|\n| связь | год |",
        "Обработка персональных данных необходима для осуществления прав и законных интересов оператора.",
        "| Имя | Для чего |\n|---|---|\n| `cart` | помнит корзину |",
    ],
)
def test_what_is_no_purpose_of_the_operator_is_left_alone(text: str) -> None:
    assert read("purposes", text) is None


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        (
            "Данные передаются банку для приёма оплаты и службе рассылки писем.",
            ("банку", "службе рассылки писем"),
        ),
        (
            "Мы передаём имя и телефон в ООО «Быстрая Лошадь» и АО «Тихий Ход».",
            ("ООО «Быстрая Лошадь»", "АО «Тихий Ход»"),
        ),
        (
            (
                "Оператор вправе передавать данные следующим лицам:\n- государственным органам по их запросу;\n"
                "- партнёрам Оператора;\n- в иных случаях, прямо предусмотренных."
            ),
            ("государственным органам по их запросу", "партнёрам Оператора"),
        ),
        ("Оператор поручает хранение копий данных дата-центру в г. Туле.", ("дата-центру в г. Туле",)),
        ("Данные передаются в органы ГИБДД для записи на экзамен.", ("органы ГИБДД",)),
        (
            "Сервис может передать данные третьим лицам, которые работают от лица Сервиса, для оказания услуг.",
            ("третьим лицам, которые работают от лица Сервиса",),
        ),
    ],
)
def test_recipients_are_told_in_the_words_of_the_policy(text: str, recipients: tuple[str, ...]) -> None:
    assert read("third_parties", text) == recipients


@pytest.mark.parametrize(
    "text",
    [
        "Мы не передаём ваши данные третьим лицам.",
        "Оператор не раскрывает данные банкам и партнёрам.",
        "Данные передаются третьим лицам.",
        "Пользователь передаёт данные учётной записи партнёрам.",
        "Покупатель передаёт курьеру паспортные данные.",
        "Лицензия передана подрядчику и к данным заказчиков не относится.",
        "Оператор сообщает Роскомнадзору сведения в течение 10 рабочих дней.",
        "Данные передаются партнёру, например банку.",
        "Передача данных третьим лицам возможна в следующих случаях:\n- пользователь выразил согласие;",
        "Данные передаются банку «____________».",
    ],
)
def test_who_gets_no_data_is_left_alone(text: str) -> None:
    found = read("third_parties", text)
    assert found is None or found == ("партнёру",)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Персональные данные хранятся 3 года.", "3 года"),
        ("Мы храним ваши данные до отзыва согласия.", "до отзыва согласия"),
        ("Срок хранения персональных данных — 5 (пять) лет с конца договора.", "5 (пять) лет с конца договора"),
        ("Данные хранятся в течение срока договора, после чего удаляются.", "в течение срока договора"),
        ("Данные хранятся не дольше, чем требуют цели. Данные хранятся три года.", "три года"),
        ("Сколько храню\nДо конца года. Потом удаляю.", "до конца года"),
        (
            (
                "Оператор осуществляет хранение персональных данных в форме, позволяющей определить субъекта, "
                "не дольше, чем этого требуют цели обработки."
            ),
            "не дольше, чем этого требуют цели обработки",
        ),
        ("Данные хранятся не дольше, чем этого требуют цели.", "не дольше, чем этого требуют цели"),
    ],
)
def test_the_term_of_storage_is_a_phrase(text: str, term: str) -> None:
    assert read("storage_term", text) == term


@pytest.mark.parametrize(
    "text",
    [
        "Заявки хранятся 90 дней, накладные — 5 лет.",
        "Файлы cookie: данные хранятся 30 дней.",
        "Данные хранятся на сервере в России, срок ответа 30 дней.",
        "Данные клиентов хранятся 5 лет. Данные соискателей хранятся один год.",
        "Мы храним данные учётной записи 12 месяцев.",
        "Персональные данные хранятся ____ лет.",
        "Например, персональные данные хранятся 3 года.",
        "Партнёр хранит данные 10 лет.",
        "Ответ даётся в течение 10 дней.",
    ],
)
def test_terms_of_something_else_are_none_of_storage(text: str) -> None:
    assert read("storage_term", text) is None


def test_two_terms_of_storage_are_a_conflict() -> None:
    facts = read_policy_text("a", "Персональные данные хранятся 3 года.\n\nПерсональные данные хранятся 5 лет.")
    assert [conflict.field for conflict in facts.conflicts] == ["storage_term"]


def test_all_of_it_goes_into_the_profile() -> None:
    text = "Цель обработки — ведение учёта.\nДанные передаются банку.\nПерсональные данные хранятся 3 года."
    operator = operator_from_facts(read_policy_text("a", text))
    assert (operator.purposes, operator.recipients, operator.storage_term) == (("ведение учёта",), ("банку",), "3 года")


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the real policies are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "field", "some", "count"),
    [
        ("callhelper.txt", "purposes", ["идентификация Пользователя", "взаимодействие с Пользователем"], 6),
        ("callkeeper.txt", "purposes", CALLKEEPER, 9),
        ("runcall.txt", "purposes", ["создание учетной записи", "ответы на запросы"], 4),
        ("kp-clever.txt", "purposes", ["активация Вашей Учетной записи", "предоставление Вам Сервисов"], 17),
        ("crmcalls.txt", "purposes", ["предоставление поддержки и помощи по нашим Сервисам"], 15),
        (
            "callhelper.txt",
            "third_parties",
            ["партнерам Оператора с целью выполнения договорных обязательств перед Пользователем"],
            2,
        ),
        ("callkeeper.txt", "third_parties", ["государственным органам"], 1),
        ("runcall.txt", "third_parties", ["третьим лицам, которые работают от лица Сервиса"], 1),
        ("callkeeper.txt", "storage_term", ["не дольше, чем этого требуют цели их обработки"], 1),
        ("callhelper.txt", "storage_term", ["не дольше, чем этого требуют цели обработки Персональных данных"], 1),
    ],
)
def test_real_policies_say_what_for_whom_to_and_how_long(name: str, field: str, some: list[str], count: int) -> None:
    value = read_policy(name, (BESIDE / name).read_bytes()).values[field].value
    items = [value] if isinstance(value, str) else list(value)
    assert set(some) <= set(items)
    assert len(items) == count


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the real policies are not beside this checkout")
@pytest.mark.parametrize("name", ["runcall.txt", "kp-clever.txt"])
def test_real_policies_that_name_no_term_of_storage_give_none(name: str) -> None:
    assert "storage_term" not in read_policy(name, (BESIDE / name).read_bytes()).values


def test_of_a_text_without_end_the_beginning_is_read_and_that_is_told() -> None:
    facts = read_policy_text(
        "a", "Персональные данные хранятся 3 года.\n" + "слово " * 50_000 + "\nЦель обработки — учёт."
    )
    assert facts.values["storage_term"].value == "3 года"
    assert "purposes" not in facts.values
    assert "250000" in facts.problems[0].replace("\xa0", "").replace(" ", "")


def test_rights_and_ways_are_told_in_one_order_whatever_the_order_of_the_text() -> None:
    rights = ["отозвать согласие", "удалить свои данные", "получить сведения о своих данных"]
    for some in (rights, rights[::-1]):
        text = f"Субъект вправе {', '.join(some)}."
        assert read("rights", text) == ("access", "erasure", "consent_withdrawal")
    assert read("request_channels", "Запрос о данных принимается лично, по почте или на pd@example.ru.") == (
        "email",
        "letter",
        "in_person",
    )
