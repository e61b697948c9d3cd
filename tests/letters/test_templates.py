"""The letters about personal data: whole, well-worded for everybody, and saying what the law wants said."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from otklik.law.kinds import ErasureGround, Kind, Regime
from otklik.law.rules import RuleSet
from otklik.letters.fields import choices, introduction, labels, optional, sentences
from otklik.letters.merge import PLACEHOLDER, fill
from otklik.letters.render import render
from otklik.letters.templates import load_templates
from otklik.register.records import Representative
from tests.finished_pdf import expect_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from otklik.letters.model import LetterModel
    from otklik.register.records import Operator, Subject

NORMS = {
    "access_answer": ("части 3 статьи 14", "части 1 статьи 20", "части 7 статьи 14", "статьёй 18.1"),
    "no_processing": ("статьи 14 и части 1 статьи 20",),
    "other_operator": ("части 3 статьи 14", "частей 1 и 2 статьи 20", "статья 7 Закона"),
    "extension_notice": ("части 3 статьи 14 и части 1 статьи 20",),
    "refusal": ("частью 2 статьи 20", "пункта 4 части 8 статьи 14"),
    "repeat_refusal": ("части 6 статьи 14", "части 4 статьи 14", "часть 5 статьи 14"),
    "details_request": ("частью 3 статьи 14", "не приостанавливает срок"),
    "rectification_done": ("части 3 статьи 20 и части 2 статьи 21",),
    "rectification_refused": ("часть 3 статьи 20 и часть 2 статьи 21",),
    "recipients_notice": ("части 3 статьи 20",),
    "blocking_notice": ("части 1 статьи 21",),
    "blocking_lifted": ("части 1 статьи 21",),
    "erasure_done": ("части 3 статьи 20", "частью 7 статьи 21", "28 октября 2022 г. № 179"),
    "violations_mended": ("части 3 статьи 21", "частью 7 статьи 21"),
    "withdrawal_done": ("части 2 статьи 9 и части 5 статьи 21", "частью 7 статьи 21"),
    "withdrawal_continues": ("часть 2 статьи 9 и часть 5 статьи 21", "часть 3 статьи 9"),
    "stop_done": ("части 5.1 статьи 21",),
    "marketing_done": ("части 2 статьи 15", "части 1 статьи 18", "№ 38-ФЗ"),
    "dissemination_done": ("частей 12–14 статьи 10.1", "часть 13 статьи 10.1"),
    "automated_answer": ("частей 3 и 4 статьи 16",),
    "indirect_notice": ("части 3 статьи 18",),
    "plain_answer": ("статья 17 Федерального закона",),
    "gdpr_access_answer": ("пункта 3 статьи 12 и статьи 15 Регламента (ЕС) 2016/679",),
    "gdpr_answer": ("пункта 3 статьи 12 и статьи 16 Регламента (ЕС) 2016/679",),
    "gdpr_refusal": ("пункта 4 статьи 12 Регламента (ЕС) 2016/679", "статья 77", "статья 79"),
    "incident_report": ("пункта 1 части 3.1 статьи 21",),
    "incident_investigation": ("пункта 2 части 3.1 статьи 21",),
    "processor_order": ("части 3 статьи 6 и статьи 21", "часть 5 статьи 6"),
}
IDS = tuple(NORMS)
LAWYER = Representative(full_name="Глинка Пётр Ильич", authority="доверенность", address="г. Тверь, а/я 5")
ONLY_IF = {"письмо.третьи_лица"}
TO_OTHERS = {"recipients_notice", "incident_report", "incident_investigation", "processor_order"}
LATIN = re.compile(r"[A-Za-z]+")
MEANT = re.compile(r"\S+@\S+|\b(?:example\.org|pd\.rkn\.gov\.ru)\b|подпункт\w* \([a-f]\)")


def test_every_letter_about_personal_data_is_shipped() -> None:
    assert [one for one in load_templates() if one in NORMS] == list(IDS)
    acts = {act for rule in RuleSet.load().rules for act in rule.closed_by}
    for template in load_templates().values():
        assert template.heading.startswith(("О ", "Об "))
        assert not template.heading.endswith(".")
        assert template.kinds
        assert set(template.closes) <= acts
        assert template.id not in NORMS or template.outcome in {"satisfied", "refused", "answered", ""}
        assert all(fit.rank in {0, 1, 2, 3, 4} and bool(fit.why) == bool(fit.why_en) for fit in template.fits)


@pytest.fixture
def every(
    composed: Callable[..., LetterModel], sole_proprietor: Operator, company: Operator, woman: Subject, man: Subject
) -> Callable[[str], Iterator[LetterModel]]:
    """Return a function that gives a letter in every voice: ИП and ООО, to him, to her, and to a representative."""
    voices = (sole_proprietor, replace(sole_proprietor, name="Волков Олег Игоревич", first_person="мы"), company)

    def make(template: str) -> Iterator[LetterModel]:
        for operator in voices:
            yield composed(template, operator, woman)
            yield composed(template, operator, man)
            yield composed(template, operator, woman, representative=LAWYER)

    return make


@pytest.mark.parametrize("template", IDS)
def test_letter_is_well_worded_in_every_voice(template: str, every: Callable[[str], Iterator[LetterModel]]) -> None:
    for model in every(template):
        assert model.missing == ()
        text = f"{model.heading}\n{model.body}"
        assert re.findall(r"  |None|\{\{|\{%| [.,;:)]|\( |\.\.|,,", text) == []
        assert re.findall(r"\n [^ ]|[^\n]\n#+ ", model.body) == []  # whole paragraphs, headings apart
        assert LATIN.findall(MEANT.sub("", text)) == []
        assert [norm for norm in NORMS[template] if norm not in text] == []


@pytest.mark.parametrize("template", IDS)
def test_speaker_is_one_or_many(
    template: str, composed: Callable[..., LetterModel], sole_proprietor: Operator, company: Operator, woman: Subject
) -> None:
    many = r"\b(?:[Сс]ообщаем|[Уу]ведомляем|[Оо]тказываем|[Пп]росим|[Сс]ообщим|[Тт]ребуем|[Пп]риносим)\b"
    one = r"\b(?:[Сс]ообщаю|[Уу]ведомляю|[Оо]тказываю|[Пп]рошу|[Сс]ообщу|[Тт]ребую|[Пп]риношу)\b"
    assert not re.search(many, composed(template, sole_proprietor, woman).body)
    assert not re.search(one, composed(template, company, woman).body)


def test_letters_to_a_representative_are_archive_pdf(
    every: Callable[[str], Iterator[LetterModel]], tmp_path: Path
) -> None:
    letters = (model for template in IDS for model in islice(every(template), 2, 3))
    expect_archive(tmp_path, *map(render, letters))


@pytest.mark.parametrize("template", IDS)
def test_every_field_of_a_letter_has_a_label(
    template: str, composed: Callable[..., LetterModel], sole_proprietor: Operator, woman: Subject
) -> None:
    body = composed(template, sole_proprietor, woman, own={}, issued=False).body
    text = load_templates()[template].body
    used = {match[1] for match in PLACEHOLDER.finditer(text)} - set(re.findall(r"{% set (\w+)", text))
    assert used - set(labels()) == set()
    assert all(one.label == labels()[one.name] for one in fill(body, {}).missing)


@pytest.mark.parametrize("template", IDS)
def test_fields_of_the_one_letter_stay_open_and_are_named(
    template: str, composed: Callable[..., LetterModel], sole_proprietor: Operator, woman: Subject
) -> None:
    missing = {one.name for one in composed(template, sole_proprietor, woman, own={}).missing}
    stands = {match[1] for match in PLACEHOLDER.finditer(load_templates()[template].body)}
    always = {name for name in stands if name.startswith(("письмо.", "прежнее."))} - optional() - ONLY_IF
    assert always <= missing <= stands - optional()


@pytest.mark.parametrize("template", IDS)
def test_letter_leaves_without_what_is_optional(
    template: str, composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    full = composed(template, company, woman)
    used = {match[1] for match in PLACEHOLDER.finditer(load_templates()[template].body)} - optional()
    own = {name: "указано в приложении" for name in used if name.startswith(("письмо.", "прежнее."))}
    bare = composed(template, company, woman, own=own)
    assert bare.missing == ()
    assert len(re.split(r"\n\n+", bare.body)) <= len(re.split(r"\n\n+", full.body))


def test_properties_of_fields_belong_to_known_fields() -> None:
    assert optional() | sentences() <= set(labels())
    assert all(introduction(name) for name in ("получатели_данных", "обработчики_данных"))
    assert introduction("цели_обработки") is None


def test_no_processing_is_an_answer_and_no_refusal(
    composed: Callable[..., LetterModel], sole_proprietor: Operator, woman: Subject
) -> None:
    template = load_templates()["no_processing"]
    assert template.closes == ("answer",)
    assert template.kinds == (Kind.NOT_OUR_DATA, Kind.ACCESS, Kind.PORTABILITY, Kind.CHILD_DATA)
    model = composed("no_processing", sole_proprietor, woman)
    assert (
        "сообщаю, что индивидуальный предприниматель Волкова Ольга Игоревна не обрабатывает Ваши персональные данные"
        in model.body
    )
    assert "отказ" not in model.body.lower()
    assert "части 3 статьи 14" not in model.body
    assert "обрабатывает другой оператор: ООО «Другой магазин», г. Тверь." in model.body
    assert not any("не ведётся" in choice for choice in choices("письмо.основание_отказа"))


def test_nobody_is_offered_to_deny_what_the_profile_names(company: Operator) -> None:
    denial, told = choices("письмо.третьи_лица")
    assert denial == "Третьим лицам эти данные не передавались."
    nobody = replace(company, recipients=("никто, третьим лицам данные не передаются",), processors=("никто",))
    assert choices("письмо.третьи_лица", nobody) == (denial, told)
    some = replace(company, recipients=("банк", "оператор связи"), processors=("ООО «Гавань»",))
    named = "Уведомлены об уничтожении данных те, кому они были переданы: банк; оператор связи; ООО «Гавань»."
    assert choices("письмо.третьи_лица", some) == (named, told)
    assert choices("письмо.срок_исполнения", some) == choices("письмо.срок_исполнения")


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
    assert "Оператор: индивидуальный предприниматель Волкова Ольга Игоревна. Место" in body
    assert "\n\nИндивидуальный предприниматель Волкова Ольга Игоревна обрабатывает" in body


def test_clerks_words_become_a_sentence_only_where_they_are_one(
    composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    own = {
        "письмо.суть_обращения": "куда прислать документы",
        "письмо.ответ": "документы можно прислать по почте",
    }
    body = composed("plain_answer", company, woman, own=own).body
    assert "\n\nКуда прислать документы.\n" in body
    assert "\n\nДокументы можно прислать по почте.\n" in body
    body = composed("refusal", company, woman, own={"письмо.основание_отказа": "пункта 3 части 8 статьи 14"}).body
    assert "на основании пункта 3 части 8 статьи 14." in body


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
    assert "Сохраняю только обращение" in composed("withdrawal_done", sole_proprietor, woman).body
    assert "Сохраняем только обращение" in composed("withdrawal_done", company, woman).body
    for name, verb in (("Волкова Ольга Игоревна", "Исключила"), ("Волков Олег Игоревич", "Исключил")):
        operator = replace(sole_proprietor, name=name)
        assert f"{verb} из списков" in composed("marketing_done", operator, woman).body
    assert "Исключили из списков" in composed("marketing_done", company, woman).body


@pytest.mark.parametrize(
    ("kinds", "norm"),
    [
        ((Kind.RECTIFICATION,), "части 3 статьи 20"),
        ((Kind.ERASURE, Kind.CONSENT_WITHDRAWAL), "части 3 статьи 20"),
        ((Kind.CONSENT_WITHDRAWAL,), "статьи 21"),
        ((Kind.STOP_PROCESSING,), "статьи 21"),
        ((Kind.PURPOSE_ACHIEVED,), "статьи 21"),
        ((Kind.DISSEMINATION_STOP,), "частей 12–14 статьи 10.1"),
    ],
)
def test_recipients_are_told_by_the_norm_of_what_happened(
    kinds: tuple[Kind, ...], norm: str, composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    body = composed("recipients_notice", company, woman, kinds=kinds).body
    assert f"На основании {norm} Федерального закона" in body


def test_no_sentence_has_two_colons(every: Callable[[str], Iterator[LetterModel]]) -> None:
    for template in IDS:
        body = next(every(template)).body
        parts = re.split(r"[.!?](?=\s)|\n", body.replace("по адресу: ", "по адресу "))
        assert [part for part in parts if part.count(": ") > 1] == [], template


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
        ((Kind.ERASURE,), "части 2 статьи 20"),
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


def test_stopping_two_things_at_once_names_both_norms(
    composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    kinds = (Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING, Kind.MARKETING_OPT_OUT, Kind.DISSEMINATION_STOP)
    body = composed("withdrawal_done", company, woman, kinds=kinds).body
    for norm in ("части 5 статьи 21", "часть 5.1 статьи 21", "часть 2 статьи 15", "части 12–14 статьи 10.1"):
        assert norm in body


@pytest.mark.parametrize(
    ("ground", "norm"),
    [
        (ErasureGround.NEEDLESS, "части 3 статьи 20"),
        (ErasureGround.UNLAWFUL, "части 3 статьи 20"),
        (ErasureGround.WITHDRAWAL, "части 5 статьи 21"),
        (ErasureGround.NONE, "части 5.1 статьи 21"),
    ],
)
def test_erasure_rests_on_the_ground_of_its_demand(
    ground: ErasureGround, norm: str, composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    assert f"на основании {norm}" in composed("erasure_done", company, woman, erasure_ground=ground).body


def test_law_of_the_european_union_extends_by_its_own_norm(
    composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    body = composed("extension_notice", company, woman, regime=Regime.GDPR).body
    assert "На основании пункта 3 статьи 12 Регламента (ЕС) 2016/679" in body
    assert "не более двух месяцев" in body
    assert "152-ФЗ" not in body


def test_answer_tells_of_countries_machine_decisions_and_the_copy_only_where_there_are_any(
    composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    plain = composed("access_answer", company, woman).body
    assert "Республика Казахстан" not in plain
    assert "программа сравнивает" not in plain
    assert "в машиночитаемом виде" not in plain
    abroad = replace(company, cross_border=True, automated_decisions=True)
    body = composed("access_answer", abroad, woman, kinds=(Kind.PORTABILITY,)).body
    assert "Куда передаются данные: Республика Казахстан." in body
    assert "Порядок принятия таких решений: программа сравнивает доход и сумму заявки." in body
    assert "копия данных в машиночитаемом виде." in body


def test_nothing_is_forwarded_to_the_right_operator(
    composed: Callable[..., LetterModel], company: Operator, woman: Subject
) -> None:
    body = composed("other_operator", company, woman).body
    assert "обработку ведёт: ООО «Другой магазин», г. Тверь." in body
    assert "Обращение никому не передано: без Вашего согласия" in body


@pytest.mark.parametrize("template", sorted(TO_OTHERS))
def test_letter_to_somebody_else_greets_nobody_and_refers_to_no_letter(
    template: str, composed: Callable[..., LetterModel], sole_proprietor: Operator, woman: Subject
) -> None:
    model = composed(template, sole_proprietor, woman)
    assert "Калинин" not in " ".join(model.addressee)
    assert (model.salutation, model.closing, model.reference) == ("", "", "")
    assert "Кому:" not in model.body
