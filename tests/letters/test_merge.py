"""Merging: values come out as they are, empty fields stay and are named, and nothing is executed the second time."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.letters import blocks
from otklik.letters.merge import Missing, draft, escape, fill, settle
from otklik.letters.negation import says_nobody
from otklik.letters.templates import Template, load_templates
from otklik.system.errors import UserError

FIELDS = {
    "заявитель.фио": "Калинина Анна",
    "цели_обработки": ("договор", "рассылка;"),
    "оператор.инн": "",
    "срок": "1 г.",
}


def template(body: str) -> Template:
    return replace(load_templates()["refusal"], body=body)


def printed(markdown: str) -> str:
    return " ".join(
        blocks.plain(block.spans)
        for block in blocks.read_blocks(markdown)
        if not isinstance(block, blocks.Rule | blocks.Table)
    )


def test_known_fields_are_replaced_and_empty_ones_named() -> None:
    filled = fill("Имя {{ заявитель.фио }}, ИНН {{оператор.инн}}, {{ оператор.инн }}.", FIELDS)
    assert filled.markdown == "Имя Калинина Анна, ИНН {{ оператор.инн }}, {{ оператор.инн }}."
    assert filled.missing == (Missing("оператор.инн", "ИНН оператора"),)


def test_unknown_field_is_named_too() -> None:
    assert fill("{{ нет_такого }}", FIELDS).missing == (Missing("нет_такого", "неизвестное поле «нет_такого»"),)


def test_list_alone_on_its_line_becomes_a_list() -> None:
    assert "- договор;\n- рассылка." in fill("Цели:\n\n{{ цели_обработки }}\n", FIELDS).markdown
    assert fill("Цели: {{ цели_обработки }}.", FIELDS).markdown == "Цели: договор, рассылка;."


def test_property_of_a_field_holds_only_where_it_stands_alone() -> None:
    fields = {"письмо.обоснование": "чайник неисправен"}
    for before, after in (("Потому что ", "."), ("", ", и всё."), ("Потому что\n", "\n"), ("", "\nи всё.")):
        body = f"{before}{{{{ письмо.обоснование }}}}{after}"
        assert fill(body, fields).markdown == f"{before}чайник неисправен{after}"
    for before, after in (("", ""), ("Так.\n\n", "\n\nВот"), ("## Обоснование\n", ""), ("Так. ", "\n")):
        body = f"{before}{{{{ письмо.обоснование }}}}{after}"
        assert fill(body, fields).markdown == f"{before}Чайник неисправен.{after}"


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("", "И"), ("Так.\n\n", "И"), ("Так. ", "И"), ("## О нас\n", "И"), ("- ", "И"), ("## ", "И"),
        ("Оператор: ", "и"), ("Оператор:\n", "и"), ("что ", "и"), ("что **", "и"), ("- мы, ", "и"),
    ],
)  # fmt: skip
def test_sole_proprietor_is_written_as_the_place_asks(before: str, first: str) -> None:
    fields = {"оператор.наименование": "Индивидуальный предприниматель Волкова"}
    text = fill(f"{before}{{{{ оператор.наименование }}}}", fields).markdown
    assert text == f"{before}{first}ндивидуальный предприниматель Волкова"


def test_paragraph_of_an_optional_field_waits_for_its_value() -> None:
    name = "письмо.другой_оператор_если_известен"
    body = f"Так.\n\nИзвестен {{{{ {name} }}}}.\n\nИ {{{{ оператор.инн }}}}.\n"
    assert settle(body, {name: "он"}) == body
    assert settle(body, {}) == "Так.\n\nИ {{ оператор.инн }}.\n"
    assert settle(body.replace("_", "\\_"), {}) == "Так.\n\nИ {{ оператор.инн }}.\n"
    assert settle(body, {}, body) == "Так.\n\nИ {{ оператор.инн }}.\n"
    typed = body.replace("Известен", "Точно известен")
    assert settle(typed, {}, body) == typed
    assert settle(body, {}, "") == body


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("никто", "Нет."),
        ("Нет.", "Нет."),
        ("—", "Нет."),
        ("не передаются", "Нет."),
        ("никто, кроме работников", "Нет."),
        ("никто, третьим лицам данные не передаются", "Нет. Третьим лицам данные не передаются."),
        ("не передаются третьим лицам", "Данные не передаются третьим лицам."),
        ("никто не имеет доступа", "Никто не имеет доступа."),
        ("никто, кроме банка", ""),
        ("никто, кроме работников и банка", ""),
        ("не передаются, только банку", ""),
        ("нетто-банк", ""),
        ("банк", ""),
    ],
)
def test_list_that_names_nobody_is_a_sentence(phrase: str, said: str) -> None:
    assert says_nobody((phrase,), "Нет.") == said


def test_list_of_several_phrases_names_somebody() -> None:
    assert says_nobody(("никто", "банк"), "Нет.") == ""
    assert says_nobody((), "Нет.") == ""


def test_full_stop_is_not_doubled() -> None:
    assert fill("Срок {{ срок }}.", FIELDS).markdown == "Срок 1 г."


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{{ f() }}", "{% if 1 %}x{% endif %}", "{# x #}", "{{ a[0] }}", "{{ 'x' }}"]
)
def test_second_pass_executes_nothing(text: str) -> None:
    assert fill(text, FIELDS).markdown == text
    assert printed(text).replace("\u00a0", " ") == text


@pytest.mark.parametrize("value", ["1", "-", "+", "#", "12", "1."])
@pytest.mark.parametrize("after", [". дальше", ") дальше", " дальше", ""])
def test_value_at_the_start_of_a_line_makes_no_list(value: str, after: str) -> None:
    text = printed(fill(f"{{{{ срок }}}}{after}", {"срок": value}).markdown)
    assert text.replace("\u00a0", " ") == f"{value}{after}".replace("..", ".")


def test_field_broken_by_an_editor_is_still_one() -> None:
    assert fill("{{\nзаявитель.фио }} {{ цели\\_обработки }}", FIELDS).markdown == "Калинина Анна договор, рассылка;"


def test_template_runs_once_with_conditions_and_escaped_values() -> None:
    body = (
        "{% if заявитель.фио %}{{ заявитель.фио }}{% endif %}{% if оператор.инн %}нет{% endif %}"
        " {{ оператор.инн }} {{ чужое.имя }}"
    )
    fields = FIELDS | {"заявитель.фио": "*А* {{ оператор.инн }}"}
    text = draft(template(body), fields)
    assert printed(text).startswith("*А* {{ оператор.инн }} ")
    assert [one.name for one in fill(text, fields).missing] == ["оператор.инн", "чужое.имя"]


def test_template_with_an_error_gives_a_sentence() -> None:
    with pytest.raises(UserError, match=r"«.*» не заполняется: Строка 2: не читается.*\. Исправьте"):
        draft(template("x\n{% if %}"), FIELDS)
    with pytest.raises(UserError, match="не заполняется"):
        draft(template("{{ 1 / 0 }}"), FIELDS)


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'а' * 1000000000 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% set а = 'слово' %}" + "{% set а = а ~ а %}" * 200 + "{{ а }}",
    ],
)
def test_a_template_without_end_is_not_even_begun(body: str) -> None:
    started = time.monotonic()
    with pytest.raises(UserError, match="не заполняется"):
        draft(template(body), FIELDS)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("text", ["{{ письмо.ответ }}\n\n" * 2500, "а" + "\n" * 50_000 + "{{ письмо.ответ }}"])
def test_many_sentences_are_filled_at_once(text: str) -> None:
    started = time.monotonic()
    assert "Ответ." in fill(text, {"письмо.ответ": "ответ"}).markdown
    assert time.monotonic() - started < 3


def test_template_cannot_reach_python() -> None:
    with pytest.raises(UserError, match="не заполняется"):
        draft(template("{{ ''.__class__.__mro__[1].__subclasses__() }}"), FIELDS)


_WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("*_`#<>[]()!&|~{}\\-+=.:1 \n"), st.characters(min_codepoint=0x410, max_codepoint=0x44F)
    ),
    min_size=1,
    max_size=40,
)


@given(_WORDS)
def test_any_value_is_printed_as_it_is(value: str) -> None:
    text = fill("Начало {{ срок }} конец", {"срок": value}).markdown if value.strip() else "Начало конец"
    assert printed(text).replace("\u00a0", " ").split() == f"Начало {value} конец".split()


@given(_WORDS)
def test_any_value_is_printed_as_it_is_on_a_line_of_its_own(value: str) -> None:
    if value.strip():
        assert printed(escape(value)).replace("\u00a0", " ").split() == value.split()


@given(st.lists(_WORDS.filter(lambda value: value.strip(" ;,.\n")), min_size=1, max_size=4))
def test_any_list_keeps_its_phrases(phrases: list[str]) -> None:
    items = blocks.read_blocks(fill("{{ срок }}", {"срок": tuple(phrases)}).markdown)
    assert len(items) == len(phrases)
    for item, phrase in zip(items, phrases, strict=True):
        assert isinstance(item, blocks.Item)
        assert blocks.plain(item.spans).replace("\u00a0", " ").rstrip(";.").split() == phrase.rstrip(" ;,.").split()
