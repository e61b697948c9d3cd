"""The seven shipped letters: whole, suited, and saying what the law wants said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from otklik.law.kinds import Kind
from otklik.letters.fields import choices, introduction, labels, optional, sentences
from otklik.letters.merge import PLACEHOLDER, fill
from otklik.letters.templates import load_templates, suited
from otklik.register.records import Representative

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.letters.model import LetterModel
    from otklik.register.records import Operator, Subject

IDS = (
    *("access_answer", "no_processing", "refusal", "extension_notice"),
    *("withdrawal_done", "erasure_done", "claim_reply"),
)


def test_seven_letters_are_shipped() -> None:
    assert tuple(load_templates()) == IDS
    for template in load_templates().values():
        assert template.heading.startswith(("О ", "Об "))
        assert not template.heading.endswith(".")
        assert template.kinds


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        ((Kind.ACCESS,), "access_answer"),
        ((Kind.NOT_OUR_DATA,), "no_processing"),
        ((Kind.CONSENT_WITHDRAWAL,), "withdrawal_done"),
        ((Kind.CONSENT_WITHDRAWAL, Kind.ACCESS), "withdrawal_done"),
        ((Kind.ERASURE,), "erasure_done"),
        ((Kind.CLAIM,), "claim_reply"),
        ((Kind.STOP_PROCESSING,), "extension_notice"),
    ],
)
def test_best_fitting_letter_comes_first(kinds: tuple[Kind, ...], first: str) -> None:
    names = [template.id for template in suited(kinds)]
    assert first in names[:2] if first == "extension_notice" else names[0] == first


def test_every_kind_has_a_letter() -> None:
    for kind in Kind:
        assert suited((kind,))
    assert Kind.NOT_OUR_DATA not in load_templates()["access_answer"].kinds  # it says that data are processed


@pytest.mark.parametrize("template", IDS)
def test_every_field_of_a_letter_has_a_label(
    template: str, composed: Callable[..., LetterModel], sole_proprietor: Operator, woman: Subject
) -> None:
    body = composed(template, sole_proprietor, woman, own={}, issued=False).body
    text = load_templates()[template].body
    used = {match[1] for match in PLACEHOLDER.finditer(text)} - set(re.findall(r"{% set (\w+)", text))
    assert used <= set(labels())
    assert all(one.label == labels()[one.name] for one in fill(body, {}).missing)


@pytest.mark.parametrize("template", IDS)
def test_fields_of_the_one_letter_stay_open_and_are_named(
    template: str, composed: Callable[..., LetterModel], sole_proprietor: Operator, woman: Subject
) -> None:
    missing = composed(template, sole_proprietor, woman, own={}).missing
    own = {
        match[1] for match in PLACEHOLDER.finditer(load_templates()[template].body) if match[1].startswith("письмо.")
    }
    assert {one.name for one in missing} == own - optional()


def test_properties_of_fields_belong_to_known_fields() -> None:
    assert optional() | sentences() <= set(labels())
    assert all(introduction(name) for name in ("получатели_данных", "обработчики_данных"))
    assert introduction("цели_обработки") is None


def test_no_processing_is_an_answer_and_no_refusal(
    composed: Callable[..., LetterModel], sole_proprietor: Operator, woman: Subject
) -> None:
    template = load_templates()["no_processing"]
    assert template.closes == ("answer",)
    assert template.kinds == (Kind.NOT_OUR_DATA, Kind.ACCESS, Kind.PORTABILITY)
    model = composed("no_processing", sole_proprietor, woman)
    assert (
        "сообщаю, что индивидуальный предприниматель Волкова Ольга Игоревна не обрабатывает Ваши персональные данные"
        in model.body
    )
    assert "отказ" not in model.body.lower()
    assert "части 3 статьи 14" not in model.body
    assert "обрабатывает другой оператор: ООО «Другой магазин», г. Тверь." in model.body
    assert not any("не ведётся" in choice for choice in choices("письмо.основание_отказа"))


def test_right_operator_is_left_out_where_nobody_knows_him(
    composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    model = composed("no_processing", company, woman, own={"письмо.где_искали": "поиск проведён по имени"})
    assert model.missing == ()
    assert "другой оператор" not in model.body
    assert "## Что проверено\n\nПоиск проведён по имени.\n\n## Что Вы можете сделать\n\nЕсли Вы" in model.body


def test_nobody_makes_a_sentence(composed: Callable[..., LetterModel], company: Operator, woman: Subject) -> None:
    alone = replace(company, recipients=("никто",), processors=("нет",))
    body = composed("access_answer", alone, woman).body
    assert "117.\n\nДругих лиц, имеющих доступ к данным, нет.\n" in body
    assert "## Обработка по поручению\n\nПо поручению оператора данные никто не обрабатывает.\n" in body
    assert "доступ к данным имеют" not in body
    body = composed("access_answer", company, woman).body
    assert "федерального закона:\n\n- банк, через который проходят платежи.\n" in body
    assert "Данные по поручению оператора обрабатывают:\n\n- ООО «Облако-Пример»" in body


def test_sole_proprietor_has_a_small_letter_within_a_sentence(
    composed: Callable[..., LetterModel], sole_proprietor: Operator, woman: Subject
) -> None:
    body = composed("access_answer", sole_proprietor, woman).body
    assert "Оператор: индивидуальный предприниматель Волкова Ольга Игоревна, место" in body
    assert "\n\nИндивидуальный предприниматель Волкова Ольга Игоревна обрабатывает" in body


def test_clerks_words_become_a_sentence_only_where_they_are_one(
    composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    own = {
        "письмо.суть_претензии": "вернуть 14 500 руб.",
        "письмо.решение": "требования удовлетворены",
        "письмо.обоснование": "чайник неисправен",
        "письмо.срок_исполнения": "до 30 ноября",
    }
    body = composed("claim_reply", company, woman, own=own).body
    for text in ("\n\nВернуть 14 500 руб.\n", "сообщаем: требования удовлетворены.", "\n\nЧайник неисправен.\n"):
        assert text in body
    assert "\n\nДо 30 ноября.\n" in body


def test_answer_has_every_item_of_the_law(
    composed: Callable[..., LetterModel], company: Operator, man: Subject
) -> None:
    body = composed("access_answer", company, man).body
    facts = (
        *(*company.purposes, *company.legal_grounds, *company.data_categories, *company.sources),
        *(*company.recipients, *company.processors, *company.methods, *company.measures),
        *(company.address, company.database_location, "и пяти лет после него"),
        *("не осуществляется и не планируется", "не принимаются", "статьёй 18.1", "статья 17"),
    )
    assert [fact for fact in facts if fact not in body] == []


def test_one_person_and_a_company_speak_differently(
    composed: Callable[..., LetterModel], sole_proprietor: Operator, company: Operator, woman: Subject
) -> None:
    assert "сообщаю сведения" in composed("access_answer", sole_proprietor, woman).body
    assert "сообщаем сведения" in composed("access_answer", company, woman).body
    assert "Сохраняю только то, что обязана хранить" in composed("withdrawal_done", sole_proprietor, woman).body
    assert "Сохраняем только то, что обязаны хранить" in composed("withdrawal_done", company, woman).body


def test_representative_is_addressed_and_the_subject_named(
    composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    lawyer = Representative(full_name="Глинка Пётр Ильич", authority="доверенность", address="г. Тверь, а/я 5")
    model = composed("access_answer", company, woman, representative=lawyer)
    assert model.addressee == ("Глинке П. И.", "г. Тверь, а/я 5")
    assert model.salutation == "Уважаемый Пётр Ильич!"
    assert "обрабатывает персональные данные Калининой Анны Сергеевны" in model.body
    assert "Ваши персональные данные" not in model.body


@pytest.mark.parametrize(
    ("kinds", "norm"),
    [
        ((Kind.ACCESS,), "части 3 статьи 14"),
        ((Kind.STOP_PROCESSING,), "части 5.1 статьи 21"),
        ((Kind.RKN_INQUIRY,), "части 4 статьи 20"),
    ],
)
def test_extension_rests_on_the_norm_of_its_demand(
    kinds: tuple[Kind, ...], norm: str, composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    assert f"На основании {norm}" in composed("extension_notice", company, woman, kinds=kinds).body


@pytest.mark.parametrize(
    ("kinds", "norm", "destroyed"),
    [
        ((Kind.CONSENT_WITHDRAWAL,), "части 2 статьи 9 и части 5 статьи 21", True),
        ((Kind.STOP_PROCESSING,), "части 5.1 статьи 21", True),
        ((Kind.MARKETING_OPT_OUT,), "части 2 статьи 15", False),
        ((Kind.DISSEMINATION_STOP,), "частей 12–14 статьи 10.1", False),
    ],
)
def test_stopping_is_confirmed_by_the_norm_of_its_demand(
    kinds: tuple[Kind, ...],
    norm: str,
    destroyed: bool,
    composed: Callable[..., LetterModel],
    company: Operator,
    woman: Subject,
) -> None:
    body = composed("withdrawal_done", company, woman, kinds=kinds).body
    assert f"На основании {norm} Федерального закона" in body
    assert ("уничтожения" in body) is destroyed
