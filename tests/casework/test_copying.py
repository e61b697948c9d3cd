"""A copy of a letter as DOCX: of a draft, of an issued letter, of one whose sender changed since."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from docx import Document

from otklik.casework import answering, copying, profiles, registering
from otklik.casework.desk import Desk
from otklik.law.kinds import Kind

from .test_acts import new_case


@pytest.fixture
def letter_id(desk: Desk, operator_id: int) -> int:
    """A draft that answers a request for information."""
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    return answering.draft_letter(desk, case_id, "access_answer").letter_id


def mark(desk: Desk, letter_id: int) -> str:
    document: Any = Document(io.BytesIO(copying.letter_docx(desk, letter_id)))
    return document.sections[0].first_page_header.paragraphs[0].text


def test_the_mark_follows_the_letter_and_nothing_is_stored(desk: Desk, letter_id: int) -> None:
    lines = desk.register.journal.count()
    assert mark(desk, letter_id).startswith("Проект письма")
    assert desk.register.journal.count() == lines
    answering.issue(desk, letter_id)
    pdf = answering.letter_pdf(desk, letter_id)
    assert mark(desk, letter_id) == "Копия для правки. Выпущенное письмо № 1/ПДн от 21.11.2026 — файл PDF."
    assert answering.letter_pdf(desk, letter_id) == pdf
    profiles.save_operator(desk, replace(profiles.operators(desk)[0], address="190000, г. Санкт-Петербург"))
    assert mark(desk, letter_id).endswith("отличаются от выпущенных.")
    answering.annul_letter(desk, letter_id, "опечатка")
    assert "Аннулированное письмо № 1/ПДн" in mark(desk, letter_id)


def test_the_copy_says_what_the_letter_says(desk: Desk, letter_id: int) -> None:
    answering.issue(desk, letter_id)
    document: Any = Document(io.BytesIO(copying.letter_docx(desk, letter_id)))
    body = "\n".join(paragraph.text for paragraph in document.paragraphs).replace("\u00a0", " ")
    model = answering.letter_model(desk, letter_id)
    assert model.heading in body
    assert model.salutation.split()[-1] in body
    assert "Сведения предоставлены бесплатно" in body
    assert "{{" not in body
    assert "не заполнено" not in body
