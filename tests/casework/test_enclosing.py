"""What is enclosed in a letter, from the files of the case and from titles alone."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfWriter

from otklik.casework import answering, enclosing, registering
from otklik.casework.desk import Desk
from otklik.law.kinds import Kind
from otklik.register.paper_records import Enclosure
from otklik.register.records import AttachmentRole
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


def locked_pdf() -> bytes:
    target, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("придуманный пароль", algorithm="RC4-128")
    writer.write(target)
    return target.getvalue()


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.effect_noise((80, 60), 90).save(target, kind)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "media_type", "content", "sentence"),
    [
        ("zero.pdf", "application/pdf", b"", "пустой"),
        ("zero.txt", "text/plain", b"", "пустой"),
        ("bad.pdf", "application/pdf", b"garbage", "как PDF он не открывается"),
        ("bad.pdf", "application/octet-stream", b"%PDF-1.4 broken", "как PDF он не открывается"),
        ("cut.pdf", "application/pdf", pdf(2)[:200], "как PDF он не открывается"),
        ("cut.png", "image/png", picture("PNG")[:-900], "как изображение он не открывается"),
        ("cut.jpg", "image/jpeg", picture("JPEG")[:-900], "как изображение он не открывается"),
        ("text.png", "image/png", b"words", "как изображение он не открывается"),
        ("a jpeg.png", "image/png", picture("JPEG"), "как изображение он не открывается"),
    ],
)
def test_what_is_empty_or_damaged_is_refused_and_not_kept(
    desk: Desk,
    case_id: int,
    letter_id: int,
    caplog: pytest.LogCaptureFixture,
    name: str,
    media_type: str,
    content: bytes,
    sentence: str,
) -> None:
    with pytest.raises(UserError, match=sentence):
        enclosing.enclose_files(
            desk, letter_id, (new_file("a.txt", b"1"), registering.NewFile(name, media_type, content))
        )
    assert enclosing.enclosures_of(desk, letter_id) == ()
    assert desk.register.attachments.of_case(case_id) == ()
    kept = desk.register.attachments.add(case_id, name, media_type, content)
    with pytest.raises(UserError, match=sentence):  # nor is one that came with the case
        enclosing.enclosure_of(desk, kept.id)
    assert caplog.text == ""


def test_what_opens_or_is_of_another_kind_is_taken_as_it_is(desk: Desk, letter_id: int) -> None:
    files = (
        *(registering.NewFile(f"скан.{kind}", "", picture(kind)) for kind in ("png", "jpeg", "tiff", "gif", "webp")),
        registering.NewFile("договор.docx", "application/octet-stream", b"whatever"),
        registering.NewFile("запись.heic", "image/heic", b"whatever"),
        registering.NewFile("Выписка.pdf", "application/octet-stream", pdf(2)),
    )
    enclosing.enclose_files(desk, letter_id, files)
    found = enclosing.enclosures_of(desk, letter_id)
    assert [one.sheets for one in found] == [None] * 7 + [2]
    assert enclosing.locked_of(desk, found) == ""


def test_a_locked_pdf_is_taken_and_its_sheets_are_asked_for(desk: Desk, letter_id: int) -> None:
    enclosing.enclose_files(desk, letter_id, (new_file("Закрытый.pdf", locked_pdf()), new_file("а.txt", b"1")))
    found = enclosing.enclosures_of(desk, letter_id)
    assert [one.sheets for one in found] == [None, None]
    assert "Закрытый.pdf" in enclosing.locked_of(desk, found)
    assert "а.txt" not in enclosing.locked_of(desk, found)


def test_a_title_alone_leaves_the_pages_counted(desk: Desk, letter_id: int) -> None:
    content = new_file("scan.pdf", pdf(2))
    enclosing.enclose_files(desk, letter_id, (content,), Enclosure(title="Договор"))
    enclosing.enclose_files(desk, letter_id, (content,), Enclosure(title="Копия", sheets=1))
    enclosing.enclose_files(desk, letter_id, (content,), Enclosure(copies=3))
    assert lines(desk, letter_id) == (
        "Договор на 2 л. в 1 экз.",
        "Копия на 1 л. в 1 экз.",
        "scan на 2 л. в 3 экз.",
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Enclosure(title=" "), "title"),
        (Enclosure(title="а" * 301), "title"),
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


def new_file(name: str, content: bytes) -> registering.NewFile:
    return registering.NewFile(name, "application/pdf" if name.endswith("pdf") else "text/plain", content)


def test_a_file_from_outside_is_kept_with_the_case_and_enclosed(desk: Desk, case_id: int, letter_id: int) -> None:
    enclosing.set_enclosures(desk, letter_id, (Enclosure(title="Акт", sheets=1),))
    changes = enclosing.enclose_files(
        desk, letter_id, (new_file("Выписка.pdf", pdf(2)), new_file("Перечень.txt", b"words"))
    )
    assert (changes.letters, changes.cases) == ({letter_id}, {case_id})
    assert lines(desk, letter_id) == ("Акт на 1 л. в 1 экз.", "Выписка на 2 л. в 1 экз.", "Перечень в 1 экз.")
    assert [one.name for one in enclosing.files_to_enclose(desk, case_id)] == ["Выписка.pdf", "Перечень.txt"]


def test_a_file_the_case_has_already_is_not_kept_twice(desk: Desk, case_id: int, letter_id: int) -> None:
    content = pdf(1)
    kept = desk.register.attachments.add(case_id, "scan.pdf", "application/pdf", content)
    given = Enclosure(title="Договор", sheets=4, copies=2)
    enclosing.enclose_files(desk, letter_id, (new_file("Договор.pdf", content),), given)
    assert lines(desk, letter_id) == ("Договор на 4 л. в 2 экз.",)
    assert [one.id for one in desk.register.attachments.of_case(case_id)] == [kept.id]


def test_where_one_of_several_files_cannot_be_enclosed_none_is_kept(desk: Desk, case_id: int, letter_id: int) -> None:
    full = tuple(Enclosure(title=f"Лист {number}") for number in range(enclosing.MOST_ENCLOSURES - 1))
    enclosing.set_enclosures(desk, letter_id, full)
    with pytest.raises(UserError, match="не больше 99"):
        enclosing.enclose_files(desk, letter_id, (new_file("a.txt", b"1"), new_file("b.txt", b"2")))
    assert desk.register.attachments.of_case(case_id) == ()
    assert len(enclosing.enclosures_of(desk, letter_id)) == 98


def test_proof_of_dispatch_is_not_offered(desk: Desk, case_id: int, letter_id: int) -> None:
    desk.register.attachments.add(case_id, "receipt.pdf", "application/pdf", pdf(1), AttachmentRole.PROOF)
    assert enclosing.files_to_enclose(desk, case_id) == ()
