"""What is enclosed in a letter, from the files of the case and from titles alone."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from otklik.casework import answering, enclosing, registering
from otklik.casework.desk import Desk
from otklik.law.kinds import Kind
from otklik.register.records import Enclosure
from otklik.system.errors import UserError

from .test_acts import new_case


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    return registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id


@pytest.fixture
def letter_id(desk: Desk, case_id: int) -> int:
    return answering.draft_letter(desk, case_id, "access_answer").letter_id


def pdf(pages: int) -> bytes:
    target, writer = io.BytesIO(), PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(target)
    return target.getvalue()


def lines(desk: Desk, letter_id: int) -> tuple[str, ...]:
    letter = answering.open_letter(desk, letter_id).letter
    model = answering.prepare(desk, letter_id, letter.heading, letter.body).model
    return tuple(line.replace("\u00a0", " ") for line in model.enclosures)


def test_enclosures_are_listed_with_sheets_and_copies(desk: Desk, case_id: int, letter_id: int) -> None:
    file = desk.register.attachments.add(case_id, "Выгрузка_данных.pdf", "application/pdf", pdf(3))
    given = (
        Enclosure(attachment_id=file.id),
        Enclosure(title=" Политика,  брошюра ", copies=2),
        Enclosure(title="Акт", sheets=1),
    )
    changes = enclosing.set_enclosures(desk, letter_id, given)
    assert (changes.letters, changes.cases) == ({letter_id}, {case_id})
    assert lines(desk, letter_id) == (
        "Выгрузка данных на 3 л. в 1 экз.",
        "Политика, брошюра в 2 экз.",
        "Акт на 1 л. в 1 экз.",
    )
    assert [one.title for one in answering.open_letter(desk, letter_id).enclosures][2] == "Акт"
    enclosing.set_enclosures(desk, letter_id, ())
    assert lines(desk, letter_id) == ()


def test_sheets_of_what_is_no_readable_pdf_are_left_to_the_user(desk: Desk, case_id: int) -> None:
    for name, media_type, content in (
        ("a.pdf", "application/pdf", b"%PDF-1.4 broken"),
        ("b.pdf", "application/pdf", pdf(2)[:200]),
        ("c.txt", "text/plain", b"words"),
    ):
        file = desk.register.attachments.add(case_id, name, media_type, content)
        assert enclosing.enclosure_of(desk, file.id).sheets is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Enclosure(title=" "), "title"),
        (Enclosure(title="Акт", sheets=0), "sheets"),
        (Enclosure(title="Акт", sheets=1000), "sheets"),
        (Enclosure(title="Акт", copies=0), "copies"),
    ],
)
def test_what_makes_no_sense_is_refused(desk: Desk, letter_id: int, given: Enclosure, field: str) -> None:
    enclosing.set_enclosures(desk, letter_id, (Enclosure(title="Прежнее"),))
    with pytest.raises(UserError) as caught:
        enclosing.set_enclosures(desk, letter_id, (Enclosure(title="Новое"), given))
    assert caught.value.values["field"] == field
    assert [one.title for one in enclosing.enclosures_of(desk, letter_id)] == ["Прежнее"]


def test_a_file_of_another_case_is_refused(desk: Desk, operator_id: int, letter_id: int) -> None:
    other = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    file = desk.register.attachments.add(other, "a.pdf", "application/pdf", pdf(1))
    with pytest.raises(UserError, match="не из этого обращения"):
        enclosing.set_enclosures(desk, letter_id, (Enclosure(attachment_id=file.id),))


def test_an_issued_letter_keeps_its_enclosures_and_the_digest_of_its_text(desk: Desk, letter_id: int) -> None:
    enclosing.set_enclosures(desk, letter_id, (Enclosure(title="Акт", sheets=1),))
    answering.issue(desk, letter_id)
    with pytest.raises(UserError, match="больше не меняется"):
        enclosing.set_enclosures(desk, letter_id, ())
    assert [one.title for one in enclosing.enclosures_of(desk, letter_id)] == ["Акт"]
    case_id = desk.register.letters.get(letter_id).case_id
    issued = next(event for event in desk.register.journal.of_case(case_id) if event.act == "letter_issued")
    assert len({change.field: change.new for change in issued.changes}["text_sha256"] or "") == 64
