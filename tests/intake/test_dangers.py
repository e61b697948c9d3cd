"""Dangerous files are told by what they hold and by their names; harmless ones are left alone."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.dangers import danger_of
from otklik.intake.reading import read_letter
from otklik.system.words import catalogue
from tests.intake.mail.compound_file import compound
from tests.intake.samples import PLAIN, part, parts, text_part


def archive(*names: str, content: bytes = b"x") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    """Return an archive that says its first entry is encrypted."""
    made = bytearray(content)
    made[6] |= 1
    made[made.find(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


OFFICE = ("[Content_Types].xml", "word/document.xml")
PACKED = zlib.compress(b"1 0 obj << /S /JavaScript /JS (app.alert(1)) >>")
SMALL_PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"

DANGEROUS = [
    ("паспорт.pdf", b"MZ" + bytes(100)),
    ("паспорт.pdf", b"\x7fELF" + bytes(100)),
    ("a", b"#!/bin/sh\n"),
    ("договор.txt", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60)),
    ("сайт", b"[InternetShortcut]\r\nURL=https://example.net"),
    ("диск.bin", bytes(0x8001) + b"CD001" + bytes(100)),
    ("письмо.docx", archive(*OFFICE, "word/vbaProject.bin")),
    ("письмо.docx", archive(*OFFICE, "word/embeddings/oleObject1.bin")),
    ("письмо.doc", compound({"Macros": {"VBA": {"_VBA_PROJECT": bytes(50)}}})),
    ("письмо.doc", compound({"ObjectPool": {"_1": {"\x01Ole10Native": bytes(50)}}})),
    ("письмо.doc", b"{\\rtf1 {\\object\\objemb {\\*\\objdata 0105}}}"),
    ("страница", b"\xef\xbb\xbf  <!DOCTYPE html><html>"),
    ("картинка.svg", b"<?xml version='1.0'?><svg xmlns='x'><script/></svg>"),
    ("ответ.html", "просто текст".encode()),
    ("файлы.zip", archive("договор.pdf", "смотри.exe")),
    ("файлы.zip", archive("внутри.zip")),
    ("файлы.zip", locked(archive("договор.pdf"))),
    ("файлы.zip", b"PK\x03\x04 broken"),
    ("файлы.rar", b"Rar!\x1a\x07\x00"),
    ("файлы.7z", b"7z\xbc\xaf\x27\x1c"),
    ("форма.pdf", SMALL_PDF + b"2 0 obj << /S /JavaScript /JS (x) >> endobj"),
    ("форма.pdf", SMALL_PDF + b"2 0 obj << /S /#4aavaScript >> endobj"),
    ("форма.pdf", SMALL_PDF + b"<< /Type /ObjStm /N 1 /Filter /FlateDecode >>\nstream\r\n" + PACKED + b"\nendstream"),
    ("форма.pdf", b"\n\n" + SMALL_PDF + b"<< /S /Launch /F (cmd.exe) >>"),
    ("запрос.pdf.exe", b"text"),
    ("запрос.pdf      .scr", b"text"),
    ("скрипт.js", b"var a"),
    ("запрос\u202efdp.exe", b"text"),
    ("запрос\u202efdp.txt", b"text"),
    ("запрос.exe. ", b"text"),
]

HARMLESS = [
    ("паспорт.pdf", SMALL_PDF),
    ("скан.jpg", b"\xff\xd8\xff\xe0" + bytes(100)),
    ("письмо.docx", archive(*OFFICE, "word/media/image1.png")),
    ("файлы.zip", archive("папка.exe/договор.pdf", "скан.jpg")),
    ("письмо.doc", compound({"WordDocument": bytes(5000)})),
    ("письмо.rtf", b"{\\rtf1 \\'cf}"),
    ("записка.txt", "Меня зовут Анна. Прошу <html> не присылать.".encode()),
    ("реестр.xml", b"<?xml version='1.0'?><head><body/></head>"),
    ("без имени", b""),
    ("", b"text"),
    ("письмо.eml", b"From: a@example.ru\r\nContent-Type: text/html\r\n\r\n<html>"),
]


@pytest.mark.parametrize(("name", "content"), DANGEROUS)
def test_dangerous_files_have_a_sentence(name: str, content: bytes) -> None:
    assert danger_of(name, content) in catalogue().values()


@pytest.mark.parametrize(("name", "content"), HARMLESS)
def test_harmless_files_have_none(name: str, content: bytes) -> None:
    assert danger_of(name, content) == ""


def test_an_archive_that_unpacks_into_gigabytes_is_only_listed() -> None:
    bomb = bytearray(archive("a.txt", "b.txt"))
    at = bomb.find(b"PK\x01\x02")
    while at >= 0:
        bomb[at + 24 : at + 28] = (2**31).to_bytes(4, "little")
        at = bomb.find(b"PK\x01\x02", at + 4)
    assert "гигабайты" in danger_of("a.zip", bytes(bomb))


@given(st.sampled_from([content for _, content in DANGEROUS]), st.integers(0, 3000), st.binary(max_size=40))
def test_any_bytes_have_a_sentence_or_none(content: bytes, place: int, change: bytes) -> None:
    sentences = [said for said in catalogue().values() if isinstance(said, str)]
    changed = content[:place] + change + content[place + len(change) :]
    assert danger_of("a", changed) in ["", *sentences]


def test_a_letter_names_its_dangerous_files_and_keeps_them_whole() -> None:
    pieces = [
        part("application/pdf", b"MZ" + bytes(100), "../../паспорт.pdf"),
        part("image/png", b"\x89PNG", "скан.png"),
    ]
    letter = read_letter("a.eml", parts(text_part(), *pieces, head=PLAIN))
    assert [file.name for file in letter.attachments] == ["паспорт.pdf", "скан.png"]
    assert [bool(file.danger) for file in letter.attachments] == [True, False]
    assert letter.attachments[0].content == b"MZ" + bytes(100)
    assert any("паспорт.pdf" in problem for problem in letter.problems)


def test_a_name_written_backwards_is_shown_as_it_is_and_marked() -> None:
    letter = read_letter("a.eml", parts(text_part(), part("text/plain", b"x", "запрос\u202efdp.txt"), head=PLAIN))
    assert letter.attachments[0].name == "запрос fdp.txt"
    assert letter.attachments[0].danger
