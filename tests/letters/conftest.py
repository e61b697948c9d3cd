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
from otklik.letters.addressing import readdress
from otklik.letters.merge import draft, letter_fields
from otklik.letters.model import LetterModel, compose
from otklik.letters.templates import load_templates
from otklik.register.records import Case, Letter, Operator, OperatorForm, Subject
from tests.letter_words import FACTS, KINDS, OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from otklik.register.records import Representative

TODAY = date(2026, 11, 21)


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
        **FACTS,
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
        **FACTS,
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
            **{
                "kinds": KINDS.get(template) or load_templates()[template].kinds[:1],
                "regime": load_templates()[template].regimes[0],
                "claimant": Claimant.CONSUMER,
                "claim_matter": ClaimMatter.MONEY,
                "detected_on": date(2026, 11, 16) if template == "violations_mended" else None,
            }
            | facts,
        )
        known = letter_fields(operator, subject, representative, answered, today=TODAY, own=OWN if own is None else own)
        pattern = load_templates()[template]
        letter = Letter(heading=pattern.heading, body=draft(pattern, known) if body is None else body)
        when = {"number": "27/ПДн", "issued_on": date(2026, 11, 24), "chain_head": "3f9c1a2077bed041" * 4}
        model = compose(operator, subject, representative, answered, letter, known, **(when if issued else {}))
        return readdress(model, answered)

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
