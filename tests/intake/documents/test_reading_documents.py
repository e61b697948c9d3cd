"""Documents into text: what a reader sees of each format, and a sentence for what cannot be read."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from otklik.intake.documents.reading import Format, read_document
from otklik.system.errors import UserError
from tests.intake.policy.figures import as_docx, as_pdf

TEXT = "Политика\n\n1. Общие положения\nОператор – ООО «Пример»."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "utf-16"])
def test_a_text_is_kept_as_written_in_any_encoding(encoding: str) -> None:
    plain = TEXT.replace("–", "-").replace("«", '"').replace("»", '"')
    read = read_document("policy.txt", plain.replace("\n", "\r\n").encode(encoding))
    assert (read.text, read.format) == (plain, Format.TEXT)


def test_content_decides_before_the_extension() -> None:
    assert read_document("policy.txt", as_docx(TEXT)).format is Format.DOCX
    assert read_document("policy.docx", as_pdf(TEXT)).format is Format.PDF
    assert read_document("policy.txt", b"<!DOCTYPE html><p>a</p>").format is Format.HTML
    assert read_document("policy", TEXT.encode()).format is Format.TEXT
    assert read_document("policy.md", TEXT.encode()).format is Format.MARKDOWN


def test_html_is_read_in_the_encoding_it_names() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Согласие</p><script>x</script></body></html>'
    assert read_document("a.html", page.encode("cp1251")).text == "Согласие"


def test_word_numbers_its_paragraphs_and_keeps_tables_heads_and_feet() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "ООО «Пример»"
    document.sections[0].footer.paragraphs[0].text = "12"
    for words in ("Общие положения", "Права"):
        document.add_paragraph(words, style="List Number")
        document.add_paragraph("точка", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "ИНН", "не указан"
    read = read_document("a.docx", saved(document))
    assert read.text.split("\n") == [
        *("ООО «Пример»", "1. Общие положения", "- точка", "2. Права", "- точка"),
        "ИНН\tне указан",
    ]


def test_word_counts_levels_within_levels() -> None:
    document = Document()
    document.part.numbering_part.element.append(two_levels())
    for level, words in ((0, "Раздел"), (1, "Пункт"), (1, "Пункт"), (0, "Раздел"), (1, "Пункт")):
        paragraph = document.add_paragraph(words)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = 77
        properties.get_or_add_ilvl().val = level
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    document.part.numbering_part.element.append(number)
    text = read_document("a.docx", saved(document)).text
    assert text.split("\n") == ["1. Раздел", "1.1. Пункт", "1.2. Пункт", "2. Раздел", "2.1. Пункт"]


def two_levels() -> OxmlElement:
    """Return a list whose second level is numbered «1.1.»."""
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for place, pattern in enumerate(("%1.", "%1.%2.")):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(place))
        for name, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", pattern)):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    return abstract


def test_words_struck_out_or_hidden_are_not_read() -> None:
    document = Document()
    paragraph = document.add_paragraph("видно ")
    hidden = paragraph.add_run("скрыто")
    hidden.font.hidden = True
    struck = OxmlElement("w:del")
    struck.append(paragraph.add_run("вычеркнуто")._r)
    paragraph._p.append(struck)
    assert read_document("a.docx", saved(document)).text == "видно "


def test_a_pdf_has_whole_paragraphs_and_no_numbers_of_pages() -> None:
    paragraphs = [
        f"{number}. " + " ".join(f"Слово {'абвгдежз'[place % 8] * number} о мерах." for place in range(30))
        for number in range(1, 13)
    ]
    read = read_document("a.pdf", as_pdf("\n".join(paragraphs)))
    assert read.format is Format.PDF
    assert read.text.split("\n") == paragraphs


def test_a_locked_pdf_is_refused_and_one_without_a_password_is_read() -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(as_pdf(TEXT))))
    writer.encrypt(user_password="x", owner_password="y", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(UserError, match="закрыт паролем"):
        read_document("a.pdf", target.getvalue())


def test_a_scan_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(UserError, match="скан"):
        read_document("a.pdf", target.getvalue())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "пуст"),
        (b" \r\n\x00", "пуст"),
        (b"%PDF-1.7\nbroken", "повреждён"),
        (b"PK\x03\x04broken", "повреждён"),
        (b"\xd0\xcf\x11\xe0rest", "Word 97"),
        (b"{\\rtf1 a}", "RTF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"12345 67 ---", "нет текста"),
        (b"a\x00\x01\x02\x03\x04" * 99, "нет читаемого текста"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_document("папка/а.txt", content)


def test_an_archive_made_to_burst_is_not_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 30_000_000)
    with pytest.raises(UserError, match="распаковывается"):
        read_document("a.docx", target.getvalue())


def test_another_archive_is_no_document() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(UserError, match="архив"):
        read_document("a.docx", target.getvalue())


@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes, start: bytes) -> None:
    with contextlib.suppress(UserError):
        assert read_document("a.txt", start + content).text


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_blanks_without_end_become_one() -> None:
    text = "Политика" + " " * 100_000 + "оператора" + "\n" * 100_000 + "Конец"
    assert read_document("a.txt", text.encode()).text == "Политика оператора\n\nКонец"
    assert read_document("a.txt", b"a" + b" " * 200 + b"b").text == "a" + " " * 200 + "b"
