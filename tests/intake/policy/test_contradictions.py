"""Where a policy contradicts the law: told with the article, and only where it is sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.policy.reader import read_policy_text
from otklik.system import words


def told(text: str) -> set[str]:
    return {one.id for one in read_policy_text("policy.txt", text).contradictions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("На запросы субъектов отвечаем в течение 30 дней.", "request_term_too_long"),
        ("Ответ на запрос даётся за 30 рабочих дней.", "request_term_too_long"),
        ("После отзыва согласия данные уничтожаются в течение 30 рабочих дней.", "destruction_too_late"),
        ("По достижении цели обработки данные удаляются в течение 60 дней.", "destruction_too_late"),
        (
            "При неправомерной обработке данные по запросу субъекта уничтожаются в течение 30 дней.",
            "destruction_too_late",
        ),
        ("Неточные данные уточняются в течение 30 дней.", "rectification_too_late"),
        ("По требованию о прекращении обработки Оператор прекращает обработку за 30 рабочих дней.", "stop_too_late"),
        ("Если вы отказались от рекламы, рассылка прекратится в течение 10 дней.", "marketing_stop_too_late"),
        ("На запрос Роскомнадзора Оператор отвечает в течение 30 дней.", "rkn_term_too_long"),
        ("Оператор вправе отказать в ответе на запрос без объяснения причин.", "refusal_without_basis"),
        ("Мы можем отказать в выполнении запроса, если он требует несоразмерных усилий.", "refusal_ground_unknown"),
        ("Пользуясь сайтом, вы соглашаетесь на обработку персональных данных.", "consent_by_use"),
        ("Использование сайта означает согласие с политикой и обработкой данных.", "consent_by_use"),
        ("Отозвать согласие можно только заказным письмом.", "withdrawal_only_on_paper"),
        ("Отозвать согласие нельзя.", "withdrawal_denied"),
        ("Данное согласие отзыву не подлежит.", "withdrawal_denied"),
        ("Отзыв согласия на обработку персональных данных не допускается.", "withdrawal_denied"),
        ("Запрос принимается только за плату 500 рублей.", "fee_for_request"),
        ("Запрос принимается только с нотариально заверенной копией паспорта.", "passport_copy"),
        ("Сведения о персональных данных предоставляются за плату.", "fee_for_request"),
        ("К запросу субъекта прилагается копия паспорта: приложите копию паспорта к запросу.", "passport_copy"),
        ("Оператор вправе направлять рекламу без согласия Пользователя.", "marketing_without_consent"),
        ("Персональные данные хранятся на серверах в Германии.", "stored_abroad"),
    ],
)
def test_a_contradiction_is_told_with_its_article_and_words(text: str, name: str) -> None:
    facts = read_policy_text("policy.txt", text)
    assert [one.id for one in facts.contradictions] == [name]
    (contradiction,) = facts.contradictions
    assert contradiction.basis.startswith("152-ФЗ, ст. ")
    assert contradiction.quotes
    assert all(text[quote.start : quote.end] == quote.text for quote in contradiction.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "Срок ответа на претензию составляет 30 (тридцать) рабочих дней.",
        "Отозвать согласие нельзя, если обработка обязательна по закону.",
        "Отозвать согласие по телефону невозможно: напишите нам.",
        "Мы не говорим, что отозвать согласие нельзя только потому, что оно дано.",
        "Запрос принимается бесплатно, копия паспорта не нужна.",
        "На запросы отвечаем в течение 10 рабочих дней.",
        "На запросы отвечаем в течение 14 дней.",
        "После отзыва согласия данные уничтожаются в течение 30 дней.",
        "После отзыва согласия данные уничтожаются в срок до 20 рабочих дней.",
        "Неточные данные уточняются в течение семи рабочих дней.",
        "На запрос Роскомнадзора Оператор отвечает в течение 10 рабочих дней.",
        "Договоры хранятся пять лет, записи звонков удаляются через 90 дней.",
        "Продолжая пользоваться сайтом после изменения Политики, вы принимаете изменения.",
        "Согласие даётся отдельным документом; посещение сайта не означает согласия на обработку данных.",
        "Отказ в ответе на запрос мотивируется со ссылкой на закон.",
        "Сведения предоставляются бесплатно, плата не взимается.",
        "Без согласия Пользователя реклама не направляется.",
        "Данные хранятся на территории Российской Федерации.",
        "Отозвать согласие можно не только письмом, но и по электронной почте.",
        "",
    ],
)
def test_what_agrees_with_the_law_is_none(text: str) -> None:
    assert told(text) == set()


LONG = "Настоящая политика рассказывает о персональных данных покупателей. " * 10


def test_a_policy_without_any_contact_is_told_and_a_piece_of_one_is_not() -> None:
    assert told(f"Оператор – ООО «Пример». {LONG}") == {"no_contact"}
    assert told(f"Оператор – ООО «Пример». {LONG}\n\nПишите о своих данных на privacy@operator.example.ru.") == set()
    assert told(LONG[:100]) == set()


def test_a_policy_under_foreign_law_is_not_measured_by_ours() -> None:
    text = "Применяется GDPR. Мы отвечаем на запросы в течение одного месяца."
    assert told(text) == set()
    assert told(text + " Обработка идёт и по 152-ФЗ.") == {"request_term_too_long"}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_contradiction_has_a_sentence_in_both_languages(language: str) -> None:
    words.set_language(language)
    try:
        (one,) = read_policy_text("p", "На запросы субъектов отвечаем в течение 30 дней.").contradictions
    finally:
        words.set_language("ru")
    assert ("Считаем по закону" in one.sentence) is (language == "ru")


@given(st.text(alphabet="абвгд запрос ответ 30 дней рабочих удалить согласие.;:\n«»()-", max_size=400))
def test_any_text_gives_quotes_that_stand_in_it(text: str) -> None:
    facts = read_policy_text("p", text)
    quotes = [quote for one in (*facts.values.values(), *facts.contradictions) for quote in one.quotes]
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)


def missing(text: str) -> set[str]:
    return {one.id for one in read_policy_text("a", text).contradictions if not one.quotes}


def test_a_policy_that_names_nobody_lacks_its_operator() -> None:
    assert missing(LONG) == {"no_operator", "no_contact"}


@pytest.mark.parametrize(
    "text",
    [
        f"Оператор – ООО «Пример».\n{LONG}",
        f"Оператор – ИП Ветров Арсений Павлович.\n{LONG}",
        f"Самозанятая Ветрова Анна Павловна.\n{LONG}",
        f"Муниципальное бюджетное учреждение «Школа».\n{LONG}",
        f"ООО «____________»\n{LONG}",
        "Мы бережём персональные данные.",
        LONG * 500,
    ],
)
def test_who_names_somebody_or_is_cut_lacks_no_operator(text: str) -> None:
    assert "no_operator" not in missing(text)
