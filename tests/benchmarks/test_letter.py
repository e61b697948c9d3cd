"""How long a letter takes against a bare page: `pytest tests/benchmarks/test_letter.py -s`.

Both are made in one process with fonts already read: a letter from template to PDF/A bytes, and a plain reportlab
platypus document of the same text in the same font. The budget is twice the bare page.
"""

from __future__ import annotations

import io
import statistics
import time
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from otklik.law.kinds import Kind
from otklik.letters.addressing import readdress
from otklik.letters.fields import labels
from otklik.letters.merge import draft, letter_fields
from otklik.letters.model import LetterModel, compose
from otklik.letters.render import render
from otklik.letters.templates import load_templates
from otklik.register.records import Case, Letter, Operator, OperatorForm, Subject
from otklik.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable

BUDGET = 2.0
ROUNDS = 25
OWN = {
    name: "14 500" if name == "письмо.сумма" else "как указано в приложении к этому письму"
    for name in labels()
    if name.startswith(("письмо.", "прежнее."))
}
OPERATOR = Operator(
    form=OperatorForm.SOLE_PROPRIETOR,
    name="Волкова Ольга Игоревна",
    inn="000000000012",
    ogrn="300000000000015",
    address="214000, г. Смоленск, ул. Вымышленная, д. 22, кв. 13",
    emails=("pd@volkova.example",),
    first_person="я",
    purposes=("исполнение договора", "ответы на вопросы клиентов", "бухгалтерский учёт"),
    legal_grounds=("договор с субъектом персональных данных", "согласие на обработку персональных данных"),
    data_categories=("фамилия, имя, отчество", "номер телефона", "адрес электронной почты"),
    sources=("от самого клиента",),
    recipients=("банк, через который проходят платежи",),
    processors=("ООО «Облако-Пример», г. Москва, ул. Серверная, д. 1",),
    methods=("сбор", "хранение", "уничтожение"),
    measures=("утверждена политика обработки персональных данных", "назначен ответственный"),
    storage_term="в течение договора и пяти лет после него",
    cross_border=False,
    database_location="г. Смоленск",
    automated_decisions=False,
)
SUBJECT = Subject(full_name="Калинина Анна Сергеевна", address="ул. Садовая, д. 5, кв. 12, г. Тверь, 170000")
CASE = Case(
    number=31,
    kinds=(Kind.ACCESS,),
    received_on=date(2026, 11, 12),
    incoming_date=date(2026, 11, 11),
    detected_on=date(2026, 11, 16),
)


def letter_model(template: str) -> LetterModel:
    """Compose the letter from its template, as issuing does."""
    pattern = load_templates()[template]
    fields = letter_fields(OPERATOR, SUBJECT, None, CASE, today=date(2026, 11, 21), own=OWN)
    letter = Letter(heading=pattern.heading, body=draft(pattern, fields))
    model = compose(OPERATOR, SUBJECT, None, CASE, letter, fields, number="27/ПДн", issued_on=date(2026, 11, 24))
    return readdress(model, CASE)


def bare_page(model: LetterModel, style: ParagraphStyle) -> bytes:
    """Set the same text with nothing but platypus."""
    lines = [*(line.text for line in model.letterhead), *model.addressee, model.heading, model.salutation]
    lines += [line for line in model.body.splitlines() if line.strip()]
    lines += [model.closing, f"{model.position} {model.signer}"]
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build([Paragraph(escape(line), style) for line in lines])
    return target.getvalue()


def median_times(*works: Callable[[], object]) -> list[float]:
    """Return the median time of each work in seconds; they take turns, so that a busy machine is unfair to none."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


@pytest.mark.parametrize("template", load_templates())
def test_letter_against_bare_page(template: str) -> None:
    pdfmetrics.registerFont(TTFont("Bare", str(resource("fonts/PTSerif-Regular.ttf"))))
    style = ParagraphStyle("bare", fontName="Bare", fontSize=12, leading=15, alignment=TA_JUSTIFY)
    model = letter_model(template)
    bare, ours = median_times(lambda: bare_page(model, style), lambda: render(letter_model(template)))
    figures = f"letter {ours * 1000:.1f} ms, bare page {bare * 1000:.1f} ms, ratio {ours / bare:.2f}"
    print(f"\n{template}: {figures}")
    assert ours <= BUDGET * bare
