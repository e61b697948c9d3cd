"""Invented operators, people and cases for letters, and how a finished letter is read back."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.letters.merge import draft, letter_fields
from otklik.letters.model import LetterModel, compose
from otklik.letters.templates import load_templates
from otklik.register.records import Case, Letter, Operator, OperatorForm, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from otklik.register.records import Representative

TODAY = date(2026, 11, 21)
KINDS = {
    "access_answer": (Kind.ACCESS,),
    "no_processing": (Kind.NOT_OUR_DATA,),
    "refusal": (Kind.ACCESS,),
    "extension_notice": (Kind.ACCESS,),
    "withdrawal_done": (Kind.CONSENT_WITHDRAWAL, Kind.MARKETING_OPT_OUT),
    "erasure_done": (Kind.ERASURE,),
    "claim_satisfied": (Kind.CLAIM,),
    "claim_partial": (Kind.CLAIM,),
    "claim_refused": (Kind.CLAIM,),
    "claim_documents": (Kind.CLAIM,),
    "claim_offer": (Kind.CLAIM,),
    "claim_not_ours": (Kind.CLAIM,),
    "rkn_answer": (Kind.RKN_INQUIRY,),
    "extension_notice_rkn": (Kind.RKN_INQUIRY,),
}
OWN = {
    "письмо.основание_отказа": "пункта 4 части 8 статьи 14 Закона",
    "письмо.обстоятельства": "Запись разговора содержит сведения о другом человеке.",
    "письмо.где_искали": "Поиск по имени и адресу проведён во всех системах. Записей не найдено.",
    "письмо.другой_оператор_если_известен": "ООО «Другой магазин», г. Тверь",
    "письмо.причина_продления": "сведения хранятся в нескольких системах",
    "письмо.новый_срок": "3 декабря 2026 г.",
    "письмо.дата_прекращения": "20 ноября 2026 г.",
    "письмо.уничтоженные_данные": "номер телефона, история рассылок",
    "письмо.дата_уничтожения": "24 ноября 2026 г.",
    "письмо.акт": "от 24 ноября 2026 г. № 3",
    "письмо.третьи_лица": "Третьим лицам эти данные не передавались.",
    "письмо.суть_претензии": "Вы требуете вернуть 14 500 руб. по договору № 114.",
    "письмо.результаты_требований": "возврат 14 500 руб. — удовлетворено; уплата неустойки — отказано",
    "письмо.нормы": "пункт 4.2 договора; статьи 309 и 310 Гражданского кодекса Российской Федерации",
    "письмо.сумма": "14500,50",
    "письмо.предложение": "вернуть ещё 1 000 руб. в течение пяти рабочих дней",
    "письмо.запрошенные_документы": "копия договора № 114; документ об оплате; банковские реквизиты",
    "письмо.зачем_документы": "По этим документам проверяются договор, оплата и сумма требований.",
    "письмо.срок_документов": "27 ноября 2026 г.",
    "письмо.условия_соглашения": "деньги выплачиваются одним платежом; других требований по договору нет",
    "письмо.срок_предложения": "27 ноября 2026 г.",
    "письмо.почему_не_мы": "Договор, на который Вы ссылаетесь, заключён с другим лицом.",
    "письмо.что_проверено": "Договоры, заказы и платежи проверены по номеру договора. Записей не найдено.",
    "письмо.надлежащий_адресат": "ООО «Другой магазин», г. Тверь",
    "письмо.ответ_по_запросу": "Жалоба гражданина рассмотрена, ответ ему направлен 2 ноября 2026 г.",
    "письмо.опись_документов": "политика обработки персональных данных, 6 л.; приказ от 12 января 2026 г. № 2, 1 л.",
    "письмо.обоснование": "Услуга за сентябрь оказана, за октябрь нет.",
    "письмо.срок_исполнения": "Деньги будут перечислены не позднее 30 ноября 2026 г.",
}
_FACTS = {
    "purposes": ("исполнение договора", "ответы на вопросы клиентов"),
    "legal_grounds": ("договор с субъектом персональных данных", "согласие на обработку"),
    "data_categories": ("фамилия, имя, отчество", "номер телефона"),
    "sources": ("от самого клиента",),
    "recipients": ("банк, через который проходят платежи",),
    "processors": ("ООО «Облако-Пример», г. Москва, ул. Серверная, д. 1",),
    "methods": ("сбор", "хранение", "уничтожение"),
    "measures": ("утверждена политика обработки", "назначен ответственный"),
    "storage_term": "в течение договора и пяти лет после него",
    "cross_border": False,
    "database_location": "г. Смоленск",
    "automated_decisions": False,
}


@pytest.fixture
def sole_proprietor() -> Operator:
    return Operator(
        form=OperatorForm.SOLE_PROPRIETOR,
        name="Волкова Ольга Игоревна",
        inn="000000000012",
        ogrn="300000000000015",
        address="214000, г. Смоленск, ул. Вымышленная, д. 22, кв. 13",
        emails=("pd@volkova.example",),
        phones=("+7 481 200-00-00",),
        first_person="я",
        **_FACTS,
    )


@pytest.fixture
def company() -> Operator:
    return Operator(
        form=OperatorForm.COMPANY,
        name="ООО «Северо-Западная торгово-посредническая компания»",
        inn="0000000013",
        kpp="000001001",
        ogrn="1000000000017",
        address="190000, г. Санкт-Петербург, наб. Выдуманная, д. 14, корп. 2, помещение 5-Н, офис 117",
        emails=("pd@severo-zapad.example",),
        first_person="мы",
        signer_position="Заместитель генерального директора по административно-хозяйственным вопросам",
        signer_name="Преображенский-Крестовоздвиженский Александр Константинович",
        executor="Петрова Мария Сергеевна, +7 812 000-00-02",
        **_FACTS,
    )


@pytest.fixture
def woman() -> Subject:
    return Subject(full_name="Калинина Анна Сергеевна", address="ул. Садовая, д. 5, кв. 12, г. Тверь, 170000")


@pytest.fixture
def man() -> Subject:
    return Subject(
        full_name="Константинопольский-Заозёрный Святослав Владиславович",
        address="проспект Дальневосточный, дом 144, корпус 3, квартира 1218, р. п. Верхние Осельки, 188650",
    )


@pytest.fixture
def case() -> Case:
    return Case(number=31, kinds=(Kind.ACCESS,), received_on=date(2026, 11, 12), incoming_date=date(2026, 11, 11))


Compose = "Callable[..., LetterModel]"


@pytest.fixture
def composed(case: Case) -> Compose:
    """Return a function that composes a letter from a template: issued unless `issued=False`."""

    def make(
        template: str,
        operator: Operator,
        subject: Subject,
        *,
        own: Mapping[str, str] | None = None,
        issued: bool = True,
        representative: Representative | None = None,
        body: str | None = None,
        **facts: object,
    ) -> LetterModel:
        answered = replace(
            case,
            **{"kinds": KINDS[template], "claimant": Claimant.CONSUMER, "claim_matter": ClaimMatter.MONEY} | facts,
        )
        known = letter_fields(operator, subject, representative, answered, today=TODAY, own=OWN if own is None else own)
        pattern = load_templates()[template]
        letter = Letter(heading=pattern.heading, body=draft(pattern, known) if body is None else body)
        when = {"number": "27/ПДн", "issued_on": date(2026, 11, 24), "chain_head": "3f9c1a2077bed041" * 4}
        return compose(operator, subject, representative, answered, letter, known, **(when if issued else {}))

    return make


@pytest.fixture(scope="session")
def read_pdf() -> Callable[[bytes], str]:
    """Return a function giving the text of a PDF with every run of white space as one space."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")

    def read(pdf: bytes) -> str:
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
        return re.sub(r"\s+", " ", done.stdout.decode())

    return read
