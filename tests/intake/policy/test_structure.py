"""How the text of a policy is built, and the way back from what is searched to what is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.policy.structure import Policy

TEXT = """ПОЛИТИКА

1. Общие положения
1.1. Оператор – ООО «Пример». Он принимает заявления по адресу г. Москва, ул. Ясная, д. 2.
Второй абзац продолжает пункт.

Статья 5. Права
Пользователь вправе:
- узнать;
а) исправить.

IV. ПРЕТЕНЗИИ
9.2. Ответ даётся за 30 дней.
Контактные данные:
ИНН не указан
"""


def at(policy: Policy, words: str) -> int:
    """Return where words stand."""
    return policy.plain.index(words.lower())


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("оператор – ооо".replace("–", "-"), "1.1"),
        ("второй абзац", "1.1"),
        ("- узнать", "5"),
        ("исправить", "5"),
        ("претензии", "IV"),
        ("за 30 дней", "9.2"),
        ("инн не", ""),
        ("политика", ""),
    ],
)
def test_each_place_has_its_clause(words: str, clause: str) -> None:
    policy = Policy("a", TEXT)
    assert policy.clause_at(at(policy, words.replace("«", '"'))) == clause


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("он принимает", "общие положения"),
        ("узнать", "права"),
        ("за 30 дней", "претензии"),
        ("инн не", "контактные данные:"),
    ],
)
def test_each_place_has_its_heading(words: str, heading: str) -> None:
    policy = Policy("a", TEXT)
    assert policy.heading_at(at(policy, words)) == heading


@pytest.mark.parametrize("number", ["п. 9.2. ", "9.2 ", "9.2. ", "9.2) ", "пункт 9.2. ", "## 9.2. ", "  9.2.\u00a0"])
def test_a_number_may_be_written_in_many_ways(number: str) -> None:
    assert Policy("a", f"{number}Ответ даётся в срок.").paragraphs[0].number == "9.2"


@pytest.mark.parametrize(
    "line", ["12.03.2024", "2024 год", "30 дней", "8 (495) 000-00-13", "101000, г. Москва", "1.5 часа"]
)
def test_a_figure_is_no_number_of_a_clause(line: str) -> None:
    number = Policy("a", line).paragraphs[0].number
    assert number == ("1.5" if line.startswith("1.5") else "")


def test_sentences_do_not_end_at_abbreviations() -> None:
    policy = Policy("a", "Пишите по адресу: г. Москва, ул. Ясная, д. 2, кв. 5. Ответ даст Ершов М. А. в срок. Всё.")
    assert [policy.plain[one.start : one.end].strip() for one in policy.sentences] == [
        "пишите по адресу: г. москва, ул. ясная, д. 2, кв. 5.",
        "ответ даст ершов м. а. в срок.",
        "все.",
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "\n".join(
        (
            "1. Оператор принимает меры по защите сведений, которые он получает от",
            "пользователей сайта, и хранит их не дольше, чем того требуют цели.",
            "2. Запросы принимаются по почте и отвечаются в срок, названный в пункте",
            "9.2 настоящей политики, если иное не следует из закона.",
        )
    )
    assert [one.number for one in Policy("a", wrapped).paragraphs][:2] == ["1", "2"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "ИНН ____________",
            "Оператор: [наименование]",
            "Адрес: {{адрес}}",
            "E-mail: <ваш адрес>",
            f"тел. {'X' * 3}-XX-XX",
        ),
        *("Оператор (указать наименование)", "ИНН ХХХХХХХХХХ"),
    ],
)
def test_a_blank_of_a_template_states_nothing(words: str) -> None:
    policy = Policy("a", words)
    assert not policy.is_stated(0, len(words))


def test_markdown_links_and_addresses_are_no_blanks() -> None:
    text = "Пишите: [a@example.ru](mailto:a@example.ru) или <b@example.ru>, сайт <http://example.ru>, см. [1]."
    assert list(Policy("a", text).blanks) == []


@pytest.mark.parametrize(
    ("text", "words", "is_stated"),
    [
        ("Мы берём данные (например, ООО «А») и ООО «Б».", 'ооо "а"', False),
        ("Мы берём данные (например, ООО «А») и ООО «Б».", 'ооо "б"', True),
        ("Образец заявления\nВ ООО «А»", 'ооо "а"', False),
        ("1. Права\nОператор: ООО «А»", 'ооо "а"', True),
    ],
)
def test_an_example_states_nothing(text: str, words: str, is_stated: bool) -> None:
    policy = Policy("a", text)
    place = at(policy, words)
    assert policy.is_stated(place, place + len(words)) is is_stated


def test_a_long_quotation_is_the_words_of_somebody_else() -> None:
    other = "Оператор: ООО «Другой». " + "Мы храним данные в другой стране и отвечаем за год. " * 5
    policy = Policy("a", f"Приводим выдержку: «{other}». Оператор: ООО «Наш».")
    assert not policy.is_stated(at(policy, 'другой"'), at(policy, 'другой"') + 3)
    assert policy.is_stated(at(policy, 'наш"'), at(policy, 'наш"') + 3)


@given(st.text(max_size=300))
def test_every_place_leads_back_to_the_words_as_written(text: str) -> None:
    policy = Policy("a", text)
    assert len(policy.words) == len(policy.plain)
    for one in (*policy.paragraphs, *policy.sentences):
        quote = policy.quote(one.start, one.end)
        assert text[quote.start : quote.end] == quote.text


@given(st.text(alphabet="Аа1.2) \n-–«»*_#|\u00ad\u200b\u00a0[]<!>", max_size=80))
def test_marks_of_layout_do_not_shift_words(text: str) -> None:
    policy = Policy("a", f"{text}Оператор")
    place = policy.plain.rfind("оператор")
    if place >= 0:
        assert policy.quote(place, place + 8).text == "Оператор"
