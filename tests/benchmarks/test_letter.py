"""How long a letter takes against a bare page: `pytest tests/benchmarks/test_letter.py -s`.

Both are made in one process with fonts already read: a letter from template to PDF/A bytes, and a plain reportlab
platypus document of the same text in the same font, embedded and justified. Each time it is a letter to another person
with another number, as letters are written. Wanted is at most one and a half of the bare page; only the ratio tells
anything, and a busy machine is no fault, so nothing here fails by it.
"""

from __future__ import annotations

import io
import statistics
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

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

ROUNDS = 25
WANTED = 1.5
NAMES = ("Анна", "Мария", "Вера", "Ольга", "Инна")
SURNAMES = ("Калинина", "Орлова", "Зимина", "Лесная", "Речная")
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
CASE = Case(
    number=31,
    kinds=(Kind.ACCESS,),
    received_on=date(2026, 11, 12),
    incoming_date=date(2026, 11, 11),
    detected_on=date(2026, 11, 16),
)


def letter_model(template: str, turn: int = 0) -> LetterModel:
    """Compose the letter from its template, as issuing does; in each turn to another person."""
    pattern = load_templates()[template]
    name = f"{SURNAMES[turn // len(NAMES) % len(SURNAMES)]} {NAMES[turn % len(NAMES)]} Сергеевна"
    subject = Subject(full_name=name, address=f"ул. Садовая, д. {turn + 1}, кв. 12, г. Тверь, 170000")
    case = replace(CASE, number=31 + turn)
    fields = letter_fields(OPERATOR, subject, None, case, today=date(2026, 11, 21), own=OWN)
    letter = Letter(heading=pattern.heading, body=draft(pattern, fields))
    number = f"{27 + turn}/ПДн"
    model = compose(OPERATOR, subject, None, case, letter, fields, number=number, issued_on=date(2026, 11, 24))
    return readdress(model, case)


def bare_page(model: LetterModel, style: ParagraphStyle) -> bytes:
    """Set the same text with nothing but platypus."""
    lines = [*(line.text for line in model.letterhead), *model.addressee, model.heading, model.salutation]
    lines += [line for line in model.body.splitlines() if line.strip()]
    lines += [model.closing, f"{model.position} {model.signer}"]
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build([Paragraph(escape(line), style) for line in lines])
    return target.getvalue()


def median_times(*works: Callable[[int], object]) -> list[float]:
    """Return the median time of each work in seconds; they take turns, so that a busy machine is unfair to none."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work(turn)
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def test_letters_against_bare_pages() -> None:
    pdfmetrics.registerFont(TTFont("Bare", str(resource("fonts/PTSerif-Regular.ttf"))))
    style = ParagraphStyle("bare", fontName="Bare", fontSize=12, leading=15, alignment=TA_JUSTIFY)
    ratios = []
    print()
    for template in load_templates():
        models = [letter_model(template, turn) for turn in range(ROUNDS)]
        bare, ours = median_times(
            lambda turn, models=models: bare_page(models[turn], style),
            lambda turn, template=template: render(letter_model(template, turn)),
        )
        assert render(models[0]).startswith(b"%PDF-1.4")
        ratios.append(ours / bare)
        print(f"{template}: letter {ours * 1e3:.1f} ms, bare page {bare * 1e3:.1f} ms, ratio {ours / bare:.2f}")
    above = sum(ratio > WANTED for ratio in ratios)
    middle, worst = statistics.median(ratios), max(ratios)
    print(f"{len(ratios)} letters: median ratio {middle:.2f}, worst {worst:.2f}, above {WANTED}: {above}")
