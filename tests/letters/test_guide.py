"""The guide as a paper: tagged, valid, with numbers of pages that are true."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from otklik.casework import help_texts
from otklik.casework.guides import guide_pdf
from otklik.system import words
from tests import tagged_pdf
from tests.finished_pdf import expect_archive, text_of

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def russian() -> bytes:
    return guide_pdf(day=DAY)


@pytest.fixture(scope="module")
def english() -> bytes:
    words.set_language("en")
    try:
        return guide_pdf(day=DAY)
    finally:
        words.set_language("ru")


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from PIL import Image

    folder = tmp_path_factory.mktemp("pictures")
    Image.new("RGBA", (1440, 900), (40, 90, 140, 200)).save(folder / "today-light.png")
    return folder


def pages_of(pdf: bytes) -> list[str]:

    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_it_is_an_archive_and_tagged(tmp_path: Path, russian: bytes, english: bytes, picture: Path) -> None:
    with_picture = guide_pdf(("today",), picture, DAY)
    expect_archive(tmp_path, russian, english, with_picture)
    tree = tagged_pdf.read_tree(russian)
    known = help_texts.pages("ru")
    assert [node.text for node in tree.of("H2")] == [page.title for page in known]
    assert len(tree.of("H3")) == sum(page.body.count("\n## ") + page.body.startswith("## ") for page in known)
    assert len(tree.of("Table")) > len({page.group for page in known})
    figures = tagged_pdf.read_tree(with_picture).of("Figure")
    assert [node.alt for node in figures] == ["Экран программы: Сегодня"]


def test_contents_name_the_page_each_topic_begins_on(russian: bytes) -> None:
    pages = pages_of(russian)
    front = " ".join(pages[1:3])
    marks = {title: page for depth, title, page in tagged_pdf.bookmarks(russian) if depth == 1}
    for page in help_texts.pages("ru"):
        number = marks[page.title] + 1
        assert f"{page.title} {number}" in front, page.title
        assert page.title in pages[number - 1]


def test_what_leads_to_another_page_names_it(russian: bytes) -> None:
    marks = {title: page for depth, title, page in tagged_pdf.bookmarks(russian) if depth == 1}
    text = text_of(russian)
    key = marks["Ключ и лист восстановления"] + 1
    assert f"Подробнее — ключ и лист восстановления (с. {key})." in text
    assert "otklik:" not in text
    assert "](" not in text
    assert not re.search(r"\{(?:term|extension):", text)


def test_the_cover_says_what_it_is_and_by_which_law(russian: bytes, english: bytes) -> None:
    cover = pages_of(russian)[0]
    assert cover.startswith("Отклик. Руководство")
    assert "152-ФЗ в ред." in cover
    assert "21.11.2026" in cover
    assert pages_of(english)[0].startswith("Guide to Otklik")


def test_the_language_is_told(russian: bytes, english: bytes) -> None:
    for pdf, language in ((russian, "ru-RU"), (english, "en-GB")):
        with pikepdf.open(io.BytesIO(pdf)) as file:
            assert str(file.Root.Lang) == language
            assert language in file.Root.Metadata.read_bytes().decode()


def test_one_page_has_neither_cover_nor_contents() -> None:
    pages = pages_of(guide_pdf(("law-fines",), day=DAY))
    assert len(pages) == 1
    assert "Штрафы КоАП ст. 13.11" in pages[0]
    assert "Содержание" not in pages[0]


def test_the_same_guide_gives_the_same_bytes(russian: bytes) -> None:
    assert guide_pdf(day=DAY) == russian
