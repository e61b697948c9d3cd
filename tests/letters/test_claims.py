"""The six replies to a claim and the two letters to Roskomnadzor: norms, results, sums, days, inventory."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from otklik.law.kinds import Claimant, ClaimMatter, Kind, Reading, Trigger
from otklik.law.terms import Term, Unit
from otklik.letters.claim_fields import claim_fields
from otklik.letters.fields import own_value, typed_value
from otklik.letters.render import render
from otklik.letters.templates import load_templates
from otklik.register.records import Case, DutyRecord, Subject
from tests.finished_pdf import expect_archive
from tests.letter_words import OWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.letters.model import LetterModel
    from otklik.register.records import Operator

    Compose = Callable[..., LetterModel]
    Read = Callable[[bytes], str]

REPLIES = ("claim_satisfied", "claim_partial", "claim_refused", "claim_documents", "claim_offer", "claim_not_ours")
TO_RKN = ("rkn_answer", "extension_notice_rkn")
WHOLE_LAW = "Закона Российской Федерации от 7 февраля 1992 г. № 2300-1 «О защите прав потребителей»"
RKN = Subject(full_name="Управление Роскомнадзора по Тихореченской области", organisation=True, address="г. Саратов")
SUM = "14 500 (четырнадцать тысяч пятьсот) рублей 50 копеек"


@pytest.fixture
def organisation() -> Subject:
    return Subject(full_name="ООО «Северный мост»", organisation=True, address="наб. Речная, д. 71, г. Архангельск")


def _plain(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text.replace("\u00a0", " "))


@pytest.mark.parametrize("template", [*REPLIES, *TO_RKN])
@pytest.mark.parametrize("form", ["sole_proprietor", "company"])
@pytest.mark.parametrize("person", ["woman", "man", "organisation"])
def test_every_letter_is_whole_on_paper(
    template: str, form: str, person: str, composed: Compose, read_pdf: Read, request: pytest.FixtureRequest
) -> None:
    model = composed(template, request.getfixturevalue(form), request.getfixturevalue(person))
    assert model.missing == ()
    text = read_pdf(render(model))
    assert "None" not in text
    assert "{" not in text
    foreign = re.sub(r"[\w.+-]+@[\w.-]+", "", text)
    assert re.findall(r"[A-Za-z]{3,}", foreign) == []
    assert model.heading in text
    for sentence in re.findall(r"[^.\n|–]{25,60}\.", _plain(model.body)):
        assert re.sub(r"\s+", " ", sentence).strip("# -*") in text.replace("\u00ad", "")


def test_all_are_archive_pdf(composed: Compose, tmp_path: Path, company: Operator, sole_proprietor: Operator) -> None:
    letters = (
        composed(template, operator, RKN) for operator in (company, sole_proprietor) for template in (*REPLIES, *TO_RKN)
    )
    expect_archive(tmp_path, *map(render, letters))


@pytest.mark.parametrize(
    ("template", "outcome", "closes"),
    [
        ("claim_satisfied", "satisfied", {"answer"}),
        ("claim_partial", "partial", {"answer", "refusal"}),
        ("claim_refused", "refused", {"answer", "refusal"}),
        ("claim_documents", "asked", set()),
        ("claim_offer", "offered", set()),
        ("claim_not_ours", "not_ours", {"answer"}),
        ("rkn_answer", "answered", {"answer"}),
        ("extension_notice_rkn", "", set()),
    ],
)
def test_outcome_and_what_it_closes(template: str, outcome: str, closes: set[str]) -> None:
    found = load_templates()[template]
    assert (found.outcome, set(found.closes)) == (outcome, closes)


@pytest.mark.parametrize("template", REPLIES)
@pytest.mark.parametrize(
    ("claimant", "matter", "norm"),
    [
        (Claimant.CONSUMER, ClaimMatter.MONEY, f"в соответствии со статьёй 22 и пунктом 1 статьи 31 {WHOLE_LAW}"),
        (Claimant.CONSUMER, ClaimMatter.OTHER, "в соответствии с Законом Российской Федерации от 7 февраля 1992 г."),
        (Claimant.BUSINESS, ClaimMatter.MONEY, "предусмотрен частью 5 статьи 4 Арбитражного процессуального кодекса"),
        (Claimant.BUSINESS, ClaimMatter.OTHER, ""),
        (None, None, ""),
    ],
)
def test_the_norm_follows_from_who_claims_and_what(
    template: str,
    claimant: Claimant | None,
    matter: ClaimMatter | None,
    norm: str,
    composed: Compose,
    company: Operator,
    woman: Subject,
) -> None:
    body = composed(template, company, woman, claimant=claimant, claim_matter=matter).body
    opening = body.partition("\n")[0]
    assert norm in opening
    if not norm:
        assert re.search(r"под № 31 и рассм(отрена|атривается)\.", opening)
    assert ("защите прав потребителей" in body) is (claimant is Claimant.CONSUMER)


@pytest.mark.parametrize(
    ("days", "trigger", "clause", "said"),
    [
        (15, Trigger.RECEIPT, "7.2", "15 рабочих дней со дня получения претензии (пункт 7.2 договора)"),
        (21, Trigger.DISPATCH, "п. 4.1", "21 рабочий день со дня направления претензии (пункт 4.1 договора)"),
        (2, Trigger.RECEIPT, "", "2 рабочих дня со дня получения претензии"),
    ],
)
def test_the_term_of_the_contract_is_named(
    days: int, trigger: Trigger, clause: str, said: str, composed: Compose, company: Operator, organisation: Subject
) -> None:
    facts = {"contract_term": Term(days, Unit.WORKING_DAYS), "contract_trigger": trigger, "contract_clause": clause}
    body = _plain(composed("claim_refused", company, organisation, claimant=Claimant.BUSINESS, **facts).body)
    assert f"Срок ответа по договору: {said}." in body
    assert "Срок ответа по договору" not in composed("claim_refused", company, organisation).body


@pytest.mark.parametrize("template", ["claim_satisfied", "claim_partial", "claim_offer"])
def test_a_sum_is_written_where_money_is_claimed(
    template: str, composed: Compose, company: Operator, woman: Subject
) -> None:
    assert SUM in _plain(composed(template, company, woman).body)
    assert "рублей 50" not in composed(template, company, woman, claim_matter=ClaimMatter.OTHER).body


def test_each_demand_has_its_result(composed: Compose, company: Operator, woman: Subject) -> None:
    body = _plain(composed("claim_partial", company, woman).body)
    assert "## Результат по каждому требованию\n\n- возврат 14 500 руб. — удовлетворено;\n- уплата неустойки" in body
    alone = OWN | {"письмо.результаты_требований": "возврат денег — удовлетворено"}
    body = composed("claim_satisfied", company, woman, own=alone).body
    assert "требованию\n\nВозврат денег — удовлетворено.\n" in body


def test_an_offer_in_the_reply_may_be_left_out(composed: Compose, company: Operator, woman: Subject) -> None:
    for template in ("claim_partial", "claim_refused"):
        assert "предлагаем следующее: вернуть ещё 1 000 руб." in _plain(composed(template, company, woman).body)
        model = composed(template, company, woman, own={**OWN, "письмо.предложение": ""})
        assert model.missing == ()
        assert "предлагаем" not in model.body


def test_where_to_complain_depends_on_who_claims(composed: Compose, company: Operator, woman: Subject) -> None:
    for template in ("claim_partial", "claim_refused", "claim_not_ours"):
        assert (
            "Роспотребнадзор или в суд, в том числе по месту Вашего жительства"
            in composed(template, company, woman).body
        )
        business = composed(template, company, woman, claimant=Claimant.BUSINESS).body
        assert "на разрешение арбитражного суда" in business
        assert "Роспотребнадзор" not in business
    assert "Роспотребнадзор" not in composed("claim_satisfied", company, woman).body


def test_one_person_and_a_company_speak_differently(
    composed: Compose, sole_proprietor: Operator, company: Operator, woman: Subject
) -> None:
    for template, alone, together in (
        ("claim_satisfied", "Признаю требования обоснованными и удовлетворяю", "Признаём требования обоснованными"),
        ("claim_refused", "отказываю в удовлетворении", "отказываем в удовлетворении"),
        ("claim_not_ours", "именно со мной, прошу", "именно с нами, просим"),
        ("claim_documents", "прошу направить копии", "просим направить копии"),
    ):
        assert alone in composed(template, sole_proprietor, woman).body
        assert together in composed(template, company, woman).body


@pytest.mark.parametrize("template", ["claim_documents", "claim_offer"])
def test_what_is_no_answer_says_so(template: str, composed: Compose, company: Operator, woman: Subject) -> None:
    body = composed(template, company, woman).body
    assert "этот запрос не продлевает" in body or "не заменяет ответа на претензию" in body
    assert "В удовлетворении" not in body


def _duty(name: str, day: date, reading: Reading = Reading.TEXT, **facts: object) -> DutyRecord:
    return DutyRecord(duty=name, safe=day, latest=day, reading=reading, closed_by=("answer",), **facts)  # type: ignore[arg-type]  # fields of a duty


def test_the_day_promised_is_owed_and_still_ahead() -> None:
    today = date(2026, 11, 21)
    policy = _duty("policy_term", date(2026, 12, 30), Reading.POLICY)
    law, contract = _duty("answer_consumer_claim", date(2026, 11, 23)), _duty("contract", date(2026, 12, 3))

    def promised(*duties: DutyRecord) -> str:
        return claim_fields(Case(), duties, today)["претензия.ответить_до"]

    assert promised(policy, contract, law) == "23 ноября 2026 г."
    assert promised(policy) == "30 декабря 2026 г."
    moved = DutyRecord(closed_by=("answer",), safe=date(2026, 11, 20), latest=date(2026, 11, 23))
    assert promised(policy, moved) == "23 ноября 2026 г."  # the safe day has passed, the last one has not
    assert promised(policy, _duty("answer", date(2026, 11, 20))) == "30 декабря 2026 г."  # over: not promised any more
    assert promised(_duty("answer", date(2026, 11, 30), done_on=today)) == ""
    assert promised() == ""


def test_an_authority_is_addressed_by_its_name_and_not_greeted(
    composed: Compose, read_pdf: Read, company: Operator, organisation: Subject
) -> None:
    for template in TO_RKN:
        model = composed(template, company, RKN)
        assert model.addressee[0] == RKN.full_name
        assert (model.salutation, model.closing) == ("", "")
        text = read_pdf(render(model))
        assert "Уважаем" not in text
        assert "С уважением" not in text
    assert composed("claim_refused", company, organisation).salutation == "Уважаемые господа!"


def test_roskomnadzor_gets_the_norms_the_measures_and_an_inventory(
    composed: Compose, read_pdf: Read, sole_proprietor: Operator
) -> None:
    model = composed("rkn_answer", sole_proprietor, RKN, incoming_number="99-3/0417")
    assert model.reference == "На № 99-3/0417 от 11.11.2026"
    body = _plain(model.body)
    assert (
        "На основании части 4 статьи 20 и части 4 статьи 18.1 Федерального закона от 27 июля 2006 г. № 152-ФЗ" in body
    )
    assert "ОГРНИП 300000000000015" in body
    assert "Номер в реестре" not in body
    for measure in sole_proprietor.measures:
        assert measure in body
    assert "| 1 | Политика обработки персональных данных | 6 |\n| 2 | Приказ от 12 января 2026 г. № 2 | 1 |" in body
    assert "Итого: 2 документа | 7 |" in body
    text = read_pdf(render(model))
    for words in ("Опись представляемых документов", "Наименование документа", "Итого: 2 документа"):
        assert words in text


def test_sheets_are_told_only_where_they_are_known() -> None:
    lines = own_value("письмо.опись_документов", "устав; приказ на 2 листах\nполитика — 6 л., \n")
    assert lines == ("устав", "приказ на 2 листах", "политика — 6 л.,")
    assert own_value("письмо.опись_документов", "устав") == ("устав",)
    assert typed_value("письмо.опись_документов", "устав, 3 л.; приказ") == "1. устав, 3 л.;\n2. приказ."
    assert typed_value("письмо.нормы", "статья 309") == "статья 309"
    assert own_value("письмо.результаты_требований", " - возврат денег ") == "возврат денег"


def test_a_document_without_sheets_has_a_dash_and_no_sum_is_told(composed: Compose, company: Operator) -> None:
    body = _plain(
        composed("rkn_answer", company, RKN, own=OWN | {"письмо.опись_документов": "устав; письмо | ответ, 3 л."}).body
    )
    assert "| 1 | Устав | — |\n| 2 | Письмо | ответ | 3 |" in body
    assert "Итого" not in body


def test_the_notice_to_roskomnadzor_has_reason_day_and_norm(composed: Compose, company: Operator) -> None:
    body = composed("extension_notice_rkn", company, RKN).body
    assert "На основании части 4 статьи 20 Федерального закона" in body
    assert "продлён до 3 декабря 2026 г. включительно" in body
    assert "Причина продления: сведения хранятся в нескольких системах." in body
    assert Kind.RKN_INQUIRY not in load_templates()["extension_notice"].kinds
