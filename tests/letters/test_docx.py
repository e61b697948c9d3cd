"""A letter as DOCX: read back with python-docx, it has every requisite of the PDF, and says that it is a copy."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from otklik.letters import docx as written
from otklik.letters import styles
from otklik.letters.docx import copy_mark, render_docx
from otklik.letters.merge import Missing
from otklik.letters.model import HeadLine, LetterModel
from otklik.register.records import LetterheadForm

BODY = """Ваше обращение рассмотрено.

## Сведения

- **первое** и *второе*;
- третье.
    - вложенное

1. раз
2. два

Дальше:

1. снова раз

> цитата

| Документ | Листов |
|---|---|
| Договор \\| № 5 | 3 |
| Акт | 1 |

---

Строка один\\
строка два. {{ письмо.сумма }}
"""
MODEL = LetterModel(
    letterhead=(HeadLine("ООО «Пример»", strong=True), HeadLine("101000, г. Москва")),
    date="24.11.2026",
    number="27/ПДн",
    reference="На № 15-А от 12.11.2026",
    addressee=("Калининой А. С.", "170000, г. Тверь, ул. Садовая, д. 5"),
    heading="О предоставлении сведений",
    salutation="Уважаемая Анна Сергеевна!",
    body=BODY,
    closing="С уважением,",
    position="Генеральный директор",
    signer="И. И. Ветров",
    executor="Петрова М. С., +7 495 000-00-00",
    chain_head="ab12 cd34",
    issued_on=date(2026, 11, 24),
    author="ООО «Пример»",
    missing=(),
    draft=False,
    enclosures=("Выгрузка данных на 2 л. в 1 экз.", "Опись в 1 экз."),
)


def opened(model: LetterModel, mark: str = "Копия") -> Any:
    return Document(io.BytesIO(render_docx(model, mark)))


def whole_text(document: Any) -> str:
    return "\n".join(
        "".join(run.text or "" for run in one.iter(qn("w:t"))) for one in document.element.body.iter(qn("w:p"))
    )


@pytest.mark.parametrize("form", LetterheadForm)
def test_every_requisite_is_there_once_and_in_order(form: LetterheadForm) -> None:
    model = replace(MODEL, letterhead_form=form)
    text = whole_text(opened(model)).replace("\u00a0", " ")
    wanted = [
        *("ООО «Пример»", "101000, г. Москва", "24.11.2026 № 27/ПДн", "На № 15-А от 12.11.2026", "Калининой А. С."),
        *("170000, г. Тверь", "О предоставлении сведений", "Уважаемая Анна Сергеевна!", "Ваше обращение рассмотрено."),
        *("Сведения", "первое и второе;", "вложенное", "снова раз", "цитата", "Договор | № 5", "Приложение:"),
        *("Выгрузка данных на 2 л. в 1 экз.", "С уважением,", "Генеральный директор", "И. И. Ветров", "Петрова М. С."),
    ]
    places = [text.index(one) for one in wanted]
    assert places == sorted(places)
    assert all(text.count(one) == 1 for one in wanted[:8])


def test_it_is_marked_as_a_copy_on_every_sheet() -> None:
    document = opened(MODEL, copy_mark(MODEL))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    for header in (section.header, section.first_page_header):
        text = "\n".join(paragraph.text for paragraph in header.paragraphs)
        assert "Копия для правки. Выпущенное письмо № 27/ПДн от 24.11.2026 — файл PDF." in text
    assert "PAGE" in etree.tostring(section.header._element).decode()
    assert "Аннулированное письмо № 27/ПДн" in copy_mark(MODEL, annulled=True)
    assert "отличаются" in copy_mark(MODEL, same=False)
    assert "не выпущен" in copy_mark(replace(MODEL, issued_on=None))


def test_the_sheet_is_that_of_the_pdf_in_pt_serif_and_russian() -> None:
    document = opened(MODEL)
    section = document.sections[0]
    for of_copy, of_letter in (
        *((section.page_width, styles.WIDTH), (section.page_height, styles.HEIGHT), (section.left_margin, styles.LEFT)),
        *(
            (section.right_margin, styles.RIGHT),
            (section.top_margin, styles.TOP),
            (section.bottom_margin, styles.BOTTOM),
        ),
        *(
            (written._INDENT, styles.INDENT),
            (written._LINE, styles.CORNER_LINE),
            (written._ADDRESSEE, styles.ADDRESSEE_LEFT),
        ),
    ):
        assert of_copy.pt == pytest.approx(of_letter, abs=0.1)
    part = zipfile.ZipFile(io.BytesIO(render_docx(MODEL, "Копия"))).read("word/styles.xml")
    tree = etree.fromstring(part)
    for style in ("Normal", "BodyText", "ListParagraph", "Heading1", "Heading2"):
        (fonts,) = tree.xpath(f"//*[@*='{style}']/*[local-name()='rPr']/*[local-name()='rFonts']")
        assert set(fonts.attrib.values()) == {"PT Serif"}, style
    assert {one.get(qn("w:val")) for one in tree.iter(qn("w:lang"))} == {"ru-RU"}
    assert (document.styles["Normal"].font.size.pt, document.core_properties.language) == (12, "ru-RU")


def test_headings_lists_and_tables_are_such() -> None:
    document = opened(MODEL)
    named = {paragraph.text.replace("\u00a0", " "): paragraph for paragraph in document.paragraphs}
    assert named["О предоставлении сведений"].style.name == "Heading 1"
    assert named["Сведения"].style.name == "Heading 2"
    assert [run.bold for run in named["первое и второе;"].runs][:1] == [True]

    def listed(text: str) -> tuple[int, int]:
        numbering = named[text]._p.pPr.numPr
        return numbering.numId.val, numbering.ilvl.val

    assert listed("первое и второе;") == listed("третье.")
    assert listed("вложенное") == (listed("третье.")[0], 1)
    assert listed("раз") == listed("два") != listed("снова раз")
    assert len({listed(one)[0] for one in ("третье.", "раз", "снова раз", "Опись в 1 экз.")}) == 4
    numbering = document.part.numbering_part.element
    kinds = [etree.QName(one).localname for one in numbering]
    assert kinds == sorted(kinds), "abstractNum stands before num, or Word will not open the file"
    defined = {one.get(qn("w:numId")) for one in numbering.findall(qn("w:num"))}
    assert {str(listed(one)[0]) for one in ("третье.", "раз", "снова раз")} <= defined
    grid = next(table for table in document.tables if table.style.name == "Table Grid")
    assert [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in grid.rows][1] == ["Договор | № 5", "3"]
    assert all(run.bold for cell in grid.rows[0].cells for run in cell.paragraphs[0].runs)
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_empty_fields_of_a_draft_are_marked() -> None:
    draft = replace(MODEL, issued_on=None, number="", date="", draft=True, missing=(Missing("письмо.сумма", "сумма"),))
    document = opened(draft)
    marked = [run for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert [run.text for run in marked] == ["не заполнено: сумма, цифрами"]
    assert "____________ № ____________" in whole_text(document).replace("\u00a0", " ")


def test_the_file_tells_nothing_of_how_it_was_made_and_signs_nothing() -> None:
    picture = io.BytesIO()
    from PIL import Image

    Image.new("RGB", (40, 20), "navy").save(picture, "PNG")
    image = picture.getvalue()
    content = render_docx(replace(MODEL, logo=image, signature=image, seal=image), "Копия")
    package = zipfile.ZipFile(io.BytesIO(content))
    assert package.testzip() is None
    assert len([name for name in package.namelist() if name.startswith("word/media/")]) == 1
    assert not [name for name in package.namelist() if "thumbnail" in name]
    facts = Document(io.BytesIO(content)).core_properties
    assert (facts.author, facts.last_modified_by, facts.comments) == ("ООО «Пример»", "ООО «Пример»", "Копия")
    assert facts.title == "О предоставлении сведений № 27/ПДн"
    assert b"python-docx" not in b"".join(package.read(name) for name in package.namelist())
    assert package.read("word/document.xml").count(b"<w:drawing>") == 1
    assert 'descr="Логотип"'.encode() in package.read("word/document.xml")


def test_signs_that_xml_cannot_hold_do_not_break_the_file() -> None:
    document = opened(replace(MODEL, heading="О\x0b деле", body="Слово\x00 <&>\ud800 🙂", executor="а\x1f"))
    assert "🙂" in whole_text(document)
    assert "<&>" in whole_text(document)


def test_the_signature_keeps_a_line_of_the_letter_with_it_and_lines_are_hyphenated() -> None:
    document = opened(MODEL)
    last = [paragraph for paragraph in document.paragraphs if paragraph.text.replace("\u00a0", " ") == "Опись в 1 экз."]
    assert last[0].paragraph_format.keep_with_next
    settings = [etree.QName(one).localname for one in document.settings.element]
    assert settings.index("autoHyphenation") == settings.index("defaultTabStop") + 1


def test_one_enclosure_hangs_behind_its_word() -> None:
    document = opened(replace(MODEL, enclosures=("Выгрузка данных на 2 л. в 1 экз.",)))
    (line,) = (one for one in document.paragraphs if one.text.startswith("Приложение:\t"))
    assert line.paragraph_format.left_indent == -line.paragraph_format.first_line_indent > 0


def test_across_the_sheet_addressee_and_date_stand_on_one_level() -> None:
    for form, level in ((LetterheadForm.LONGITUDINAL, True), (LetterheadForm.CORNER, False)):
        columns = opened(replace(MODEL, letterhead_form=form)).tables[0].rows[0].cells
        date_line = next(one for one in columns[0].paragraphs if MODEL.date in one.text)
        addressee = columns[1].paragraphs[0]
        assert (addressee.paragraph_format.space_before == date_line.paragraph_format.space_before) is level
