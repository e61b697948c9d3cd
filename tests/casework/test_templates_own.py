"""The user's own texts of templates: kept, checked, compared, given back; no new version of ours touches them."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from otklik.casework import (
    answering,
    extending,
    lists,
    registering,
    template_preview,
    templates_own,
    templates_typed,
)
from otklik.casework.desk import Changes, Desk
from otklik.law.kinds import Kind
from otklik.letters import templates
from otklik.letters.template_check import LONGEST, check_template
from otklik.letters.templates import load_templates
from otklik.register.records import Subject
from otklik.system.errors import UserError

from .test_acts import new_case

ACCESS = "access_answer"
BODY = """{{ заявитель.приветствие }}

{% if цели_обработки %}
{{ лицо("Сообщаю", "Сообщаем") }} цели:

{{ цели_обработки }}
{% endif %}

Отказ: {{ письмо.основание_отказа }}.
"""


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    """A request for information received on 12 November."""
    return registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id


def lines(desk: Desk) -> list[str]:
    return [event.act for event in reversed(desk.register.journal.page())]


def test_letters_are_drafted_from_his_text_and_from_ours_again(desk: Desk, case_id: int) -> None:
    assert templates_own.save_own(desk, ACCESS, " Ваш  запрос ", BODY).settings
    view = templates_own.own_template(desk, ACCESS)
    assert view.own == view.used == templates_own.TemplateText("Ваш запрос", BODY)
    assert answering.own_fields(ACCESS, desk) == (("основание_отказа", "основание отказа"),)
    assert ("основание_отказа", "основание отказа") not in answering.own_fields(ACCESS)
    given = {"основание_отказа": "данных нет"}
    his = answering.open_letter(desk, answering.draft_letter(desk, case_id, ACCESS, given).letter_id)
    assert his.letter.heading == "Ваш запрос"
    assert "Отказ: данных нет." in his.letter.body
    assert "{%" not in his.letter.body
    assert answering.issue(desk, his.letter.id).number == "1/ПДн"
    assert templates_own.return_to_ours(desk, ACCESS).settings
    ours = answering.open_letter(desk, answering.draft_letter(desk, case_id, ACCESS).letter_id)
    assert ours.letter.heading == load_templates()[ACCESS].heading
    assert [act for act in lines(desk) if act.startswith("template")] == ["template_changed", "template_returned"]
    assert desk.register.journal.verify().whole


def test_the_journal_names_the_template_and_no_text(desk: Desk) -> None:
    templates_own.save_own(desk, ACCESS, "Секретный заголовок", BODY)
    event = desk.register.journal.page()[0]
    assert lists.journal_lines(desk)[0].sentence == "Изменён текст шаблона «Ответ на запрос сведений»"
    change = {change.field: change for change in event.changes}["text_sha256"]
    view = templates_own.own_template(desk, ACCESS)
    assert (change.old, change.new) == (view.ours.sha256, view.own.sha256 if view.own else "")
    assert "Секретный" not in repr(event.changes)


def test_the_difference_is_shown_line_by_line(desk: Desk) -> None:
    ours = templates_own.own_template(desk, ACCESS)
    assert (ours.own, ours.diff, ours.ours_changed) == (None, (), False)
    changed = ours.ours.body.replace("бесплатно", "бесплатно и без пошлины")
    templates_own.save_own(desk, ACCESS, ours.ours.heading, changed)
    diff = templates_own.own_template(desk, ACCESS).diff
    assert [line[0] for line in diff if line[0] in "+-"] == ["-", "+"]
    assert any(line.startswith("+") and "без пошлины" in line for line in diff)
    assert [one.id for one in templates_own.own_templates(desk)] == [ACCESS]


def test_a_new_version_of_ours_is_told_and_never_overwrites_his(
    desk: Desk, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates_own.save_own(desk, ACCESS, "Мой", BODY)
    newer = dict(load_templates())
    newer[ACCESS] = replace(newer[ACCESS], body=newer[ACCESS].body + "\nНовая норма.\n")
    monkeypatch.setattr(templates, "load_templates", lambda: newer)
    view = templates_own.own_template(desk, ACCESS)
    assert view.ours_changed
    assert any("Новая норма" in line for line in view.diff)
    assert answering.open_letter(desk, answering.draft_letter(desk, case_id, ACCESS).letter_id).letter.heading == "Мой"
    templates_own.save_own(desk, ACCESS, "Мой", BODY + "\nЕщё.\n")
    assert templates_own.own_template(desk, ACCESS).ours_changed, "saving alone says nothing of ours"
    templates_own.save_own(desk, ACCESS, "Мой", BODY + "\nЕщё.\n", ours_seen=True)
    assert not templates_own.own_template(desk, ACCESS).ours_changed
    del newer[ACCESS]
    assert templates_own.own_templates(desk) == ()
    assert desk.register.template_copies.of(ACCESS) is not None


def test_the_same_text_is_no_text_of_his_own(desk: Desk) -> None:
    ours = templates_own.own_template(desk, ACCESS).ours
    before = lines(desk)
    assert templates_own.save_own(desk, ACCESS, ours.heading, ours.body.replace("\n", "\r\n")) == Changes()
    assert templates_own.return_to_ours(desk, ACCESS) == Changes()
    assert lines(desk) == before
    templates_own.save_own(desk, ACCESS, "Мой", BODY)
    assert templates_own.save_own(desk, ACCESS, "Мой", BODY) == Changes()
    templates_own.save_own(desk, ACCESS, ours.heading, ours.body)
    assert templates_own.own_template(desk, ACCESS).own is None


def test_a_field_an_editor_of_markdown_escaped_is_that_field(desk: Desk) -> None:
    templates_own.save_own(desk, ACCESS, "Мой", "Цели: {{ цели\\_обработки }}; знак\\_не\\_поле")
    own = templates_own.own_template(desk, ACCESS).own
    assert own is not None
    assert own.body == "Цели: {{ цели_обработки }}; знак\\_не\\_поле\n"


@pytest.mark.parametrize(
    ("heading", "body", "sentence"),
    [
        ("О", "\n\n{{ письмо.нету_такого_вообще }}", r"Строка 1: нет поля «письмо\.нету_такого_вообще»"),
        (
            "О",
            "а\n\n{{ оператор.адресс }}",
            r"Строка 3: нет поля «оператор\.адресс»\. Возможно, нужно «оператор\.адрес»",
        ),
        ("О", "{% raw %}{{ чужое.поле }}{% endraw %}", "нет поля «чужое.поле»"),
        ("О", "а\n{% if цели_обработки %}\nб\n\n", r"Строка 2: условие.*не хватает \{% endif %\}"),
        ("О", "{% if сегодня %}\n{% if сегодня %}а{% endif %}\n", "Строка 1: условие, которое здесь начато"),
        ("О", "а\nб\n{% endif %}", r"Строка 3: \{% endif %\} стоит без \{% if … %\}"),
        ("О", "а\n{% else %}б{% endif %}", r"Строка 2: \{% else %\} стоит без"),
        ("О", "а\n{% esli сегодня %}", "Строка 2: команды esli в шаблоне нет"),
        ("О", "а\n{{ сегодня", "Строка 2: не читается"),
        ("О", "а\n{{ сегодня }", "Строка 2: не читается"),
        ("О", "а\n\n{% raw %}{{ чужое.поле }}{% endraw %}", "Строка 3: нет поля"),
        ("О", "{{ 7*7 }}", "но не вычисления"),
        ("О", "{{ 'а' * 1000000000 }}", "но не вычисления"),
        ("О", "{% for a in range(99999) %}{% for b in range(99999) %}а{% endfor %}{% endfor %}", "не повторы"),
        ("О", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "не повторы"),
        ("О", "{% include 'x' %}", "не повторы"),
        ("О", "{{ ''.__class__.__mro__ }}", "не вычисления"),
        ("О", "{{ оператор.__class__ }}", "нет поля"),
        ("О", "{{ оператор }}", "нет поля «оператор»"),
        ("О", "{{ лицо('один') }}", "лицо"),
        ("О", "{{ цели_обработки|join }}", "не вычисления"),
        ("О", "{% set оператор = 'я' %}а", "не вычисления"),
        ("О", "{% set а = 'слово' %}" + "{% set а = а ~ а %}" * 200 + "{{ а }}", "слишком длинный"),
        ("О", "{% set а = 'слово' %}" + "{% set а = [а, а] %}" * 200 + "{{ а }}", "слишком длинный"),
        ("О", "слово " * LONGEST, "слишком длинный"),
        ("О", "слово " * LONGEST + "{% if", "слишком длинный"),
        ("О" * 100_000, "текст", "слишком длинный"),
        ("О", "{{ " + "(" * 20000 + "1" + ")" * 20000 + " }}", "слишком глубоко"),
        ("О", "{% if сегодня %}" * 300 + "а" + "{% endif %}" * 300, "слишком глубоко"),
        ("О", "  \n ", "нет текста"),
        ("  ", "текст", "нет заголовка"),
        ("О {{ нет_поля }}", "текст", "нет поля «нет_поля»"),
        ("О {% if сегодня %}да{% endif %}", "текст", "без условий"),
        ("О {{ письмо.сумма }}", "текст", "а не в заголовок"),
    ],
)
def test_what_is_no_template_is_one_sentence_at_once_and_nothing_is_stored(
    desk: Desk, heading: str, body: str, sentence: str
) -> None:
    before = lines(desk)
    started = time.monotonic()
    with pytest.raises(UserError, match=sentence) as caught:
        templates_own.save_own(desk, ACCESS, heading, body)
    assert time.monotonic() - started < 2
    assert "\n" not in str(caught.value)
    assert caught.value.values["field"] in {"heading", "body"}
    assert desk.register.template_copies.all() == ()
    assert lines(desk) == before


@pytest.mark.parametrize("template", load_templates().values(), ids=lambda template: template.id)
def test_every_template_of_ours_may_be_the_beginning_of_his(template: templates.Template) -> None:
    check_template(template)


def test_an_unknown_template_is_refused(desk: Desk) -> None:
    for act in (
        lambda: templates_own.own_template(desk, "nothing"),
        lambda: templates_own.save_own(desk, "nothing", "О", "текст"),
        lambda: templates_own.return_to_ours(desk, "nothing"),
        lambda: answering.own_fields("nothing"),
    ):
        with pytest.raises(UserError, match="Нет шаблона «nothing»"):
            act()


def test_the_notice_of_extension_keeps_what_the_law_asks(desk: Desk, case_id: int) -> None:
    with pytest.raises(UserError, match=r"причина_продления \(причина продления\)"):
        templates_own.save_own(desk, "extension_notice", "О", "Срок продлён до {{ письмо.новый_срок }}.")
    body = "Срок продлён до {{ письмо.новый_срок }}: {{ письмо.причина_продления }}."
    templates_own.save_own(desk, "extension_notice", "О сроке", body)
    done = extending.extend(desk, case_id, "сведения собираются из трёх баз")
    assert done.until == date(2026, 12, 3)
    sent = answering.open_letter(desk, done.letter_id).letter
    assert sent.body == "Срок продлён до 3 декабря 2026 г.: сведения собираются из трёх баз.\n"


def test_what_a_letter_fulfils_stays_ours(desk: Desk, operator_id: int) -> None:
    subject = Subject(full_name="Павлова Нина Олеговна", address="г. Псков")
    new = replace(new_case(operator_id, Kind.ACCESS), subject=subject)
    case_id = registering.register_case(desk, new).case_id
    templates_own.save_own(desk, ACCESS, "Мой", "Данных о вас нет.")
    template = templates_own.used_template(desk, ACCESS)
    assert (template.closes, template.kinds) == (load_templates()[ACCESS].closes, load_templates()[ACCESS].kinds)
    letter_id = answering.draft_letter(desk, case_id, ACCESS).letter_id
    assert answering.issue(desk, letter_id).number == "1/ПДн"


def test_what_a_new_version_changed_in_ours_can_be_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    older = load_templates()[ACCESS]
    templates_own.save_own(desk, ACCESS, "Мой", BODY)
    assert templates_own.waiting(desk) == 0
    newer = {**load_templates(), ACCESS: replace(older, body=older.body + "\nНовая норма.\n")}
    monkeypatch.setattr(templates, "load_templates", lambda: newer)
    view = templates_own.own_template(desk, ACCESS)
    assert view.started == templates_own.TemplateText(older.heading, older.body)
    assert templates_own.waiting(desk) == 1
    row = next(row for row in templates_own.template_rows(desk) if row.id == ACCESS)
    assert (row.own, row.ours_changed, row.typed) == (True, True, False)
    templates_own.save_own(desk, ACCESS, "Мой", BODY, ours_seen=True)
    view = templates_own.own_template(desk, ACCESS)
    assert (view.started, view.ours_changed, templates_own.waiting(desk)) == (None, False, 0)
    templates_own.return_to_ours(desk, ACCESS)
    assert templates_own.own_template(desk, ACCESS).ours.body.endswith("Новая норма.\n")


def test_what_was_typed_waits_beside_the_templates_whatever_it_is(desk: Desk, case_id: int) -> None:
    before = lines(desk)
    templates_typed.keep(desk, ACCESS, "", "{% if")
    assert templates_typed.all_typed(desk) == {ACCESS: ("", "{% if")}
    assert lines(desk) == before
    assert [row.id for row in templates_own.template_rows(desk) if row.typed] == [ACCESS]
    letter = answering.open_letter(desk, answering.draft_letter(desk, case_id, ACCESS).letter_id).letter
    assert letter.heading == load_templates()[ACCESS].heading, "letters know nothing of it"
    with pytest.raises(UserError):
        templates_own.save_own(desk, ACCESS, "", "{% if")
    assert templates_typed.all_typed(desk), "what could not be saved is kept still"
    templates_own.save_own(desk, ACCESS, "Мой", BODY)
    assert templates_typed.all_typed(desk) == {}


def test_the_page_of_a_template_is_drawn_for_an_operator_of_the_register(desk: Desk, operator_id: int) -> None:
    whose = template_preview.sender(desk)
    assert whose.operator.id == operator_id
    page = template_preview.draw(whose, ACCESS, "Мой", BODY + "\n<b>🙂")
    assert page.pdf.startswith(b"%PDF")
    assert "<b>" in page.remark
    assert page.remark.count("🙂 (U+1F642)") == 1
    with pytest.raises(UserError, match="Строка 1: нет поля") as caught:
        template_preview.draw(whose, ACCESS, "Мой", "{{ нету_такого }}")
    assert (caught.value.values["field"], caught.value.values["line"]) == ("body", 1)
    shown = {field.name: field for field in template_preview.field_examples(ACCESS, whose)}
    assert shown["оператор.наименование"].example
    assert Kind.PORTABILITY in template_preview.kinds_of(ACCESS)


def test_a_register_without_an_operator_shows_a_blank_one(desk: Desk) -> None:
    assert template_preview.draw(template_preview.sender(desk), ACCESS, "Мой", BODY).pdf.startswith(b"%PDF")


def test_fields_are_called_by_their_labels_whatever_the_template(desk: Desk, case_id: int) -> None:
    templates_own.save_own(desk, ACCESS, "Ответ", "Ответ дан.\n\n{{ письмо.предложение }}\n")
    letter = answering.open_letter(desk, answering.draft_letter(desk, case_id, ACCESS).letter_id).letter
    labels = answering.field_labels(desk, letter)
    assert labels["письмо.предложение"] == dict(answering.own_fields(ACCESS, desk))["предложение"]
    assert labels["заявитель.адрес"] == "адрес заявителя"
    gone = answering.field_labels(desk, replace(letter, template="gone"))
    assert gone["заявитель.адрес"] == "адрес заявителя"


@pytest.mark.parametrize("sign", ["🙂", "ა", "س"])
@pytest.mark.parametrize("place", ["heading", "body", "branch"])
def test_a_sign_the_type_lacks_is_remarked_wherever_it_stands(sign: str, place: str) -> None:
    heading = f"Мой {sign}" if place == "heading" else "Мой"
    said = {"body": f"Так {sign}.", "branch": f"Так. {{% if обращение.выявлено %}}{sign}{{% endif %}}"}
    remark = templates_own.remark(heading, said.get(place, BODY))
    assert f"{sign} (U+{ord(sign):04X})" in remark
    assert templates_own.remark("Мой", BODY) == ""


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("письмо.моё_поле", ""),
        ("письмо.суть_претензи", "письмо.суть_претензии"),
        ("телефон", ""),
        ("заявитель.фиоо", "заявитель.фио"),
    ],
)
def test_only_a_near_field_is_taken_for_the_one_that_is_meant(name: str, hint: str) -> None:
    with pytest.raises(UserError, match="Строка 1: нет поля") as caught:
        templates_own.check_own(ACCESS, "Мой", f"Так: {{{{ {name} }}}}.")
    assert caught.value.values.get("near", "") == hint
