"""Terms for answers: those that bind the operator to a person, and the many that do not."""

from __future__ import annotations

import pytest

from otklik.intake.policy.reader import read_policy_text
from otklik.intake.policy.terms import CLAIM, REQUEST

WD, CD = "working_days", "calendar_days"


def terms(text: str) -> dict[str, tuple[int, str, str]]:
    values = read_policy_text("policy.txt", text).values
    found = {name: values[name].value for name in (CLAIM, REQUEST) if name in values}
    return {name: (term.number, term.unit.value, term.clause) for name, term in found.items()}


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("Срок ответа на претензию составляет 30 (тридцать) рабочих дней.", 30, WD),
        ("Претензия рассматривается Оператором в течение 10 дней с момента получения.", 10, CD),
        ("Сторона, получившая претензию, обязана дать ответ в течение 20 календарных дней.", 20, CD),
        (
            (
                "Получатель претензии за 30 календарных дней со дня её получения письменно уведомляет "
                "заявителя о результатах рассмотрения."
            ),
            30,
            CD,
        ),
        ("Оператор обязуется рассмотреть претензию и дать на неё ответ в месячный срок.", 1, "months"),
        ("Претензия подаётся письменно, ответ на неё даётся в течение пятнадцати рабочих дней.", 15, WD),
    ],
)
def test_the_term_for_claims_is_read(text: str, number: int, unit: str) -> None:
    assert terms(text) == {CLAIM: (number, unit, "")}


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("Оператор отвечает на запрос субъекта в течение 10 рабочих дней.", 10, WD),
        (
            (
                "Сведения предоставляются субъекту в течение десяти "
                "рабочих дней с момента обращения или получения запроса."
            ),
            10,
            WD,
        ),
        ("Срок рассмотрения обращений не превышает 30 дней.", 30, CD),
        ("Мы ответим на ваше обращение не позднее 5 (пяти) рабочих дней.", 5, WD),
        ("Запрос рассматривается 10 рабочих дней с момента обращения, срок может быть продлён на 5.", 10, WD),
        ("Ответ на запрос даётся за 10 рабочих дней; срок продлевается не более чем на 5 рабочих дней.", 10, WD),
        ("We respond to your request within 30 days.", 30, CD),
        ("Запросы субъектов персональных данных обрабатываются в течение 15 календарных дней.", 15, CD),
        (
            "В течение 10 рабочих дней с даты получения запроса Оператор сообщает субъекту сведения о его данных.",
            10,
            WD,
        ),
    ],
)
def test_the_term_for_requests_is_read(text: str, number: int, unit: str) -> None:
    assert terms(text) == {REQUEST: (number, unit, "")}


@pytest.mark.parametrize(
    "text",
    [
        "Оператор сообщает Роскомнадзору по запросу этого органа сведения в течение 10 рабочих дней.",
        "При поступлении отзыва согласия Оператор уничтожает данные в течение 30 дней.",
        "Обращения хранятся в течение 30 дней.",
        "Согласие действует 30 дней с момента обращения.",
        "Пользователь обязан ответить на запрос Оператора в течение 5 дней.",
        "Пользователь вправе направить претензию в течение 10 дней с момента оказания услуги.",
        "Претензия по качеству предъявляется в течение 14 дней.",
        "Повторный запрос направляется не ранее чем через 30 дней после первого.",
        "О изменениях Политики уведомляем за 10 дней, обращения принимаем по почте.",
        "Данные исправляются в течение 7 рабочих дней со дня обращения субъекта.",
        "Деньги возвращаются в течение 10 дней с момента получения претензии.",
        "Файлы cookie хранятся 30 дней, ответ на запрос браузера приходит сразу.",
        "Срок ответа на претензию составляет ____ дней.",
        "Например, ответ на запрос даётся в течение 3 дней.",
        "Служба поддержки отвечает на обращения в течение 24 часов.",
        (
            "О решении, принятом на основании исключительно "
            "автоматизированной обработки, возражение рассматривается 30 дней."
        ),
        "Запросы рассматриваются в сроки, установленные законом.",
        "Стороны решают споры переговорами в течение 30 дней.",
        "",
    ],
)
def test_other_terms_are_left_alone(text: str) -> None:
    assert terms(text) == {}


def test_the_clause_is_that_the_term_stands_in() -> None:
    text = (
        "9. ИНЫЕ ПОЛОЖЕНИЯ\n\n9.2. Споры решаются по закону.\n\nДо суда "
        "направляется претензия. Срок ответа на неё 30 дней.\n\n9.3. Прочее."
    )
    assert terms(text) == {CLAIM: (30, CD, "9.2")}


def test_digits_and_words_that_disagree_are_a_conflict() -> None:
    facts = read_policy_text("policy.txt", "Срок ответа на претензию составляет 30 (двадцать) рабочих дней.")
    assert CLAIM not in facts.values
    (conflict,) = facts.conflicts
    assert conflict.field == CLAIM
    assert [one.value.number for one in conflict.candidates] == [30, 20]


def test_two_terms_for_one_thing_are_a_conflict_and_the_same_twice_is_none() -> None:
    different = "1.1. Ответ на запрос даётся за 10 рабочих дней.\n1.2. Ответ на запрос даётся в течение 30 дней."
    assert [one.field for one in read_policy_text("p", different).conflicts] == [REQUEST]
    same = (
        "1.1. Ответ на запрос даётся за 10 рабочих дней.\n1.2. На запросы отвечаем в течение 10 (десяти) рабочих дней."
    )
    assert terms(same) == {REQUEST: (10, WD, "1.1")}


def test_a_term_for_one_sort_of_requests_gives_way_to_the_general_one() -> None:
    text = "2.1. На запросы отвечаем за 10 рабочих дней.\n2.2. Ответ на запрос об удалении даётся за 3 рабочих дня."
    assert terms(text) == {REQUEST: (10, WD, "2.1")}


def test_the_words_it_was_read_from_hold_the_term() -> None:
    text = "5.1. Прочее.\n5.2. Мы отвечаем на запросы в течение 10 (десяти) рабочих дней."
    (quote,) = read_policy_text("p", text).values[REQUEST].quotes
    assert "10 (десяти) рабочих дней" in quote.text
    assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("quotation", ["«{}»", "> {}"])
def test_what_somebody_elses_policy_says_is_not_the_operators(quotation: str) -> None:
    other = (
        "Мы храним ваши данные в надёжном месте и никому не отдаём их "
        "без вашего разрешения, никогда и ни за что на свете. "
    ) * 2
    text = quotation.format(other + "Мы отвечаем на запросы в течение 45 дней.")
    assert terms(text) == {}
