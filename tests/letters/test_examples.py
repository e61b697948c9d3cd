"""The letter of a template with invented values: whole for every demand, and set whatever stands in the text."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from otklik.law.kinds import Kind
from otklik.letters.examples import example_letter, example_values
from otklik.letters.fields import labels
from otklik.letters.render import render
from otklik.letters.template_check import check_template, remark
from otklik.letters.template_groups import TemplateGroup, group_of
from otklik.letters.template_language import LONGEST
from otklik.letters.templates import Template, load_templates
from otklik.register.records import Operator
from otklik.system.errors import UserError
from tests.invented import SOLE_PROPRIETOR

TODAY = date(2026, 11, 21)
TEMPLATES = load_templates().values()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_every_letter_of_ours_has_an_example_with_nothing_blank(template: Template) -> None:
    for kind in template.kinds:
        model = example_letter(template, SOLE_PROPRIETOR, kind, TODAY)
        assert model.missing == (), kind
        assert model.draft
    assert render(model).startswith(b"%PDF")


def test_every_field_of_one_letter_has_an_example() -> None:
    values = example_values(load_templates()["refusal"], SOLE_PROPRIETOR, TODAY)
    assert values.keys() == labels().keys()
    assert [name for name, value in values.items() if name.startswith("письмо.") and not value] == []
    assert values["заявитель.инициалы"] == "Калининой А. С."


def test_an_operator_without_a_profile_leaves_his_fields_blank() -> None:
    model = example_letter(load_templates()["access_answer"], Operator(), Kind.ACCESS, TODAY)
    assert "оператор.адрес" in {gap.name for gap in model.missing}
    assert render(model).startswith(b"%PDF")


def test_conditions_read_otherwise_for_another_demand() -> None:
    template = load_templates()["access_answer"]
    texts = [example_letter(template, SOLE_PROPRIETOR, kind, TODAY).body for kind in (Kind.ACCESS, Kind.PORTABILITY)]
    assert ["в машиночитаемом виде" in text for text in texts] == [False, True]


def test_every_template_has_its_group() -> None:
    groups = {template.id: group_of(template) for template in TEMPLATES}
    assert groups["access_answer"] is TemplateGroup.REQUESTS
    assert groups["refusal"] is TemplateGroup.EVERY
    assert groups["withdrawal_done"] is TemplateGroup.STOPPING
    assert groups["claim_offer"] is TemplateGroup.CLAIMS
    assert groups["extension_notice_rkn"] is TemplateGroup.AUTHORITY
    assert groups["gdpr_refusal"] is TemplateGroup.EUROPEAN
    assert set(groups.values()) == set(TemplateGroup)


@pytest.mark.parametrize(
    "body",
    [
        *("", ">" * 20_000, "- " * 10_000 + "а", "## а\n\n" * 400, "## " + "слово " * 3000, "а" * 50_000),
        *("- а\n" * 2000, "*а **а " * 3000, "[" * 30_000, "а\\\n" * 900, "![а](file:///etc/passwd)", "\u202e" * 50),
    ],
    ids=lambda body: body[:8] or "empty",
)
def test_any_text_is_set_in_a_short_time(body: str) -> None:
    template = replace(load_templates()["refusal"], body=body)
    started = time.monotonic()
    assert render(example_letter(template, SOLE_PROPRIETOR, Kind.ACCESS, TODAY)).startswith(b"%PDF")
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    "body", ["{{ письмо.основание_отказа }} " * 1500, "{{ меры_защиты }}\n\n" * 2000, "а  \n" * 1500]
)
def test_a_letter_longer_than_any_letter_is_not_set(body: str) -> None:
    template = replace(load_templates()["refusal"], body=body)
    assert len(body) <= LONGEST

    def looked_at() -> None:
        check_template(template)
        example_letter(template, SOLE_PROPRIETOR, Kind.ACCESS, TODAY)

    with pytest.raises(UserError, match="слишком длинный"):
        looked_at()


def test_a_row_higher_than_a_sheet_is_a_sentence() -> None:
    body = "|а|б|\n|-|-|\n|" + "слово " * 4000 + "|б|\n"
    template = replace(load_templates()["refusal"], body=body)
    with pytest.raises(UserError, match="Строка таблицы выше листа"):
        render(example_letter(template, SOLE_PROPRIETOR, Kind.ACCESS, TODAY))


def test_a_mark_of_html_is_told_with_its_line() -> None:
    assert remark("а\n\nб <script>alert(1)</script>") == (
        "Строка 3: <script> будет напечатано как есть, HTML в письмах не действует."
    )
    assert remark("a < b, 3 <4 и <ООО>") == ""
    template = replace(load_templates()["refusal"], body="<b>{{ сегодня }}</b>")
    check_template(template)
    assert example_letter(template, SOLE_PROPRIETOR, Kind.ACCESS, TODAY).body == "<b>21 ноября 2026 г.</b>\n"
