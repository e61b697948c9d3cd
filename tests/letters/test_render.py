"""The finished sheet: every value is read back, the file is PDF/A-1b, and the same letter makes the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from otklik.letters import fonts
from otklik.letters.blocks import Rule, Table, plain, read_blocks
from otklik.letters.model import compose
from otklik.letters.render import render, unprintable
from otklik.letters.templates import load_templates
from otklik.register.records import Channel, Letter, Operator, OperatorForm, Subject
from otklik.system.errors import UserError
from otklik.system.paths import resource
from tests.finished_pdf import expect_archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.letters.model import LetterModel
    from otklik.register.records import Case

    Compose = Callable[..., LetterModel]
    Read = Callable[[bytes], str]


@pytest.mark.parametrize("template", load_templates())
@pytest.mark.parametrize("form", ["sole_proprietor", "company"])
@pytest.mark.parametrize("person", ["woman", "man"])
def test_every_letter_reads_back(
    template: str, form: str, person: str, composed: Compose, read_pdf: Read, request: pytest.FixtureRequest
) -> None:
    model = composed(template, request.getfixturevalue(form), request.getfixturevalue(person))
    text = read_pdf(render(model))
    values = [*(line.text for line in model.letterhead), *model.addressee, model.date, model.number, model.reference]
    values += [model.heading, model.salutation, model.closing, model.position, model.signer, model.executor]
    assert [value for value in values if value not in text] == []
    assert f"журнал {model.chain_head}" in text
    blocks = [block for block in read_blocks(model.body) if not isinstance(block, Rule | Table)]
    paragraphs = [plain(block.spans).replace("\u00a0", " ") for block in blocks]
    torn = [words for words in paragraphs if words not in text]  # the number of the next page stands in it
    assert len(torn) <= 1
    assert [words for words in torn if words[:60] not in text or words[-60:] not in text] == []
    assert "{{" not in text
    assert "не заполнено" not in text


def test_letterheads(composed: Compose, sole_proprietor: Operator, company: Operator, woman: Subject) -> None:
    alone = composed("refusal", sole_proprietor, woman)
    assert [line.text for line in alone.letterhead[:3]] == [
        "Индивидуальный предприниматель",
        "ВОЛКОВА",
        "Ольга Игоревна",
    ]
    assert alone.letterhead[-1].text == "ОГРНИП 300000000000015, ИНН 000000000012"
    assert (alone.position, alone.signer) == ("Индивидуальный предприниматель", "О. И. Волкова")
    together = composed("refusal", company, woman)
    assert together.letterhead[0].text == "Общество с ограниченной ответственностью"
    assert together.letterhead[1].text == "«Северо-Западная торгово-посредническая компания»"
    assert together.letterhead[-1].text == "ОГРН 1000000000017, ИНН 0000000013, КПП 000001001"
    assert together.addressee[0] == "Калининой А. С."


def test_words_for_sole_proprietor_are_not_doubled(
    composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    model = composed("refusal", replace(sole_proprietor, name="ИП Волкова Ольга Игоревна"), woman)
    assert [line.text for line in model.letterhead[1:3]] == ["ВОЛКОВА", "Ольга Игоревна"]
    assert model.signer == "О. И. Волкова"


def test_reference_is_the_writers_own_number(composed: Compose, company: Operator, woman: Subject) -> None:
    def reference(**facts: object) -> str:
        return composed("refusal", company, woman, **facts).reference

    assert reference(incoming_number="15-А") == "На № 15-А от 11.11.2026"
    assert reference() == "На № б/н от 11.11.2026"
    assert reference(incoming_number="15-А", incoming_date=None) == "На № 15-А, получено 12.11.2026"
    assert reference(incoming_date=None) == "На обращение, полученное 12.11.2026"


def test_our_own_number_stands_in_the_text_of_every_letter(
    composed: Compose, company: Operator, woman: Subject
) -> None:
    others = {"recipients_notice", "processor_order", "incident_report", "incident_investigation", "indirect_notice"}
    for template in load_templates().keys() - others:  # nobody wrote, or somebody else is written to
        model = composed(template, company, woman, number=4127, incoming_date=None)
        assert "4127" not in model.reference
        assert "под № 4127" in model.body


def test_what_follows_a_heading_is_a_sentence(
    composed: Compose, read_pdf: Read, company: Operator, woman: Subject
) -> None:
    body = (
        "## Обоснование\n\nчайник *неисправен*\n\n## Адрес\n\npd@example.org\n\n## Что сделано:\n\nперечень\n\n"
        "- ремонт\n\nа далее ничего\n\n## Итог\n\n«возврат» денег!\n\n## Пусто\n\n{{ оператор.кпп }}\n"
    )
    text = read_pdf(render(composed("refusal", replace(company, kpp=""), woman, body=body, issued=False)))
    assert (
        "Обоснование. Чайник неисправен. Адрес. pd@example.org. Что сделано: перечень – ремонт а далее ничего" in text
    )
    assert "Итог. «Возврат» денег! Пусто. не заполнено: КПП оператора С уважением" in text


def test_organisation_is_not_declined(composed: Compose, company: Operator) -> None:
    organisation = Subject(full_name="ООО «Ромашка»", organisation=True, address="г. Тверь")
    model = composed("claim_partial", company, organisation)
    assert model.addressee == ("ООО «Ромашка»", "г. Тверь")
    assert model.salutation == "Уважаемые господа!"


def test_clerks_own_dative_wins(composed: Compose, company: Operator, woman: Subject) -> None:
    assert composed("refusal", company, replace(woman, dative="Калининой А. С. лично")).addressee[0].endswith("лично")


def test_letter_is_written_to_the_email_where_there_is_no_address(composed: Compose, company: Operator) -> None:
    subject = Subject(full_name="Калинина Анна Сергеевна", email="anna@example.org")
    assert composed("refusal", company, subject).addressee[1] == "anna@example.org"


def test_letter_without_an_address_is_named_unless_it_is_handed_over(composed: Compose, company: Operator) -> None:
    subject = Subject(full_name="Калинина Анна Сергеевна")
    assert [one.label for one in composed("refusal", company, subject).missing] == ["адрес заявителя"]
    assert composed("refusal", company, subject, channel=Channel.IN_PERSON).missing == ()


def test_profile_without_a_name_is_named(composed: Compose, woman: Subject) -> None:
    names = [one.name for one in composed("refusal", Operator(), woman).missing]
    assert names == ["оператор.наименование", "оператор.должность", "оператор.подписант"]
    assert "оператор.форма" in [one.name for one in composed("refusal", Operator(name="Ромашка"), woman).missing]


def test_empty_field_keeps_the_letter_from_being_issued(composed: Compose, company: Operator, woman: Subject) -> None:
    with pytest.raises(UserError, match="не заполнено: основание отказа, обстоятельства"):
        render(composed("refusal", company, woman, own={}))


def test_draft_shows_empty_fields(composed: Compose, read_pdf: Read, woman: Subject) -> None:
    model = composed("refusal", Operator(form=OperatorForm.COMPANY), woman, own={}, issued=False)
    text = read_pdf(render(model))
    for one in model.missing:
        assert f"не заполнено: {one.label}" in text
    assert "____ № ____" in text


HOSTILE = [
    "{{ 7*7 }}", "<script>alert(1)</script>", "Рога & Копыта &amp; <a@b.c>", "*x* **y** _z_ `q`", "# раз два", "1. раз",
    "- раз два", r"\ \n C:\temp", "a|b||c", "раз\nдва\r\nтри", "{% for x in y %}", "[a](http://b)", "![a](b)", "---",
    "    отступ", "{{ заявитель.фио }}", "{#", "&nbsp;&#65;", "<!-- x -->", "<para>x</para>",
    "{{ нет_такого }}", "ﬁ é ß ž",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_come_out_as_text(
    value: str, composed: Compose, read_pdf: Read, company: Operator, woman: Subject
) -> None:
    operator = replace(company, address=value, purposes=(value, "вторая цель"), executor=value)
    model = composed("access_answer", operator, replace(woman, address=value))
    assert model.missing == ()
    # Poppler guesses the spaces between single signs from their distance: compare without.
    text = read_pdf(render(model)).replace(" ", "")
    assert text.count("".join(value.split()).rstrip(".")) >= 5


@pytest.mark.parametrize(
    ("value", "named"),
    [("🙂", r"🙂 \(U\+1F642\)"), ("გამარჯობა", r"გ \(U\+10D2\)"), ("x\x00y", r"U\+0000"), ("\u202eabc", r"U\+202E")],
)
def test_signs_the_font_lacks_are_named(
    value: str, named: str, composed: Compose, read_pdf: Read, company: Operator, woman: Subject
) -> None:
    with pytest.raises(UserError, match=named):
        render(composed("refusal", company, replace(woman, address=value)))
    draft = composed("refusal", company, replace(woman, address=value), issued=False)
    assert unprintable(draft)
    assert "(U+" in read_pdf(render(draft))


def test_accents_typed_apart_and_unseen_signs_are_tidied(
    composed: Compose, read_pdf: Read, company: Operator, woman: Subject
) -> None:
    model = composed("refusal", company, replace(woman, address="ул. Садо\u200bвая\ufeff, Трои\u0306цк,\u202fдом 5"))
    assert "ул. Садовая, Тройцк, дом 5" in read_pdf(render(model))


def test_formatted_text_and_tables_are_set(
    composed: Compose, read_pdf: Read, company: Operator, woman: Subject
) -> None:
    body = (
        "# Глава\n\nТекст **жирный** *курсив* ***оба***  \nновая строка\n\n1. раз\n   - внутри\n\n> цитата\n\n"
        "|Что|Сколько|\n|-|-|\n|диск|5|\n"
    )
    text = read_pdf(render(composed("refusal", company, woman, body=body)))
    assert "Глава. Текст жирный курсив оба новая строка 1. раз – внутри цитата Что Сколько диск 5 С уважением" in text


@pytest.mark.parametrize("lines", range(18, 52))
def test_signature_never_stands_alone(lines: int, composed: Compose, sole_proprietor: Operator, woman: Subject) -> None:
    body = (
        "\n\n".join(["Первый абзац."] * (lines // 2)) + "\n\n" + "слово за слово, " * 6 * (lines % 7 + 1) + "конец.\n"
    )
    with pikepdf.open(io.BytesIO(render(composed("refusal", sole_proprietor, woman, body=body)))) as pdf:
        shown = [page.Contents.read_bytes().count(b"Tj") for page in pdf.pages]
    assert shown[-1] >= 6  # closing, position and name, page number, chain head: and at least two lines of text


def test_page_number_stands_from_the_second_page(
    composed: Compose, read_pdf: Read, sole_proprietor: Operator, woman: Subject
) -> None:
    pdf = render(composed("refusal", sole_proprietor, woman, body="Длинный абзац о многом.\n\n" * 90))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        pages = len(file.pages)
    assert pages >= 3
    text = read_pdf(pdf)
    assert f" {pages} Длинный абзац" in text
    assert not text.startswith("1 ")


def test_same_letter_makes_the_same_bytes(composed: Compose, company: Operator, man: Subject) -> None:
    one, two = (render(composed("access_answer", company, man)) for _ in range(2))
    assert one == two
    assert render(composed("refusal", company, man)) != one


def test_fonts_are_embedded_and_the_file_says_who_and_what(
    composed: Compose, company: Operator, woman: Subject
) -> None:
    pdf = render(composed("access_answer", company, woman))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fonts = [font for page in file.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert str(file.Root.Lang) == "ru-RU"
        assert str(file.docinfo.Title) == "О предоставлении сведений об обработке персональных данных № 27/ПДн"
        assert str(file.docinfo.Author) == company.name
        with file.open_metadata() as metadata:
            assert metadata.pdfa_status == "1B"
            assert metadata["dc:title"] == str(file.docinfo.Title)
        assert [size for page in file.pages for size in map(round, page.MediaBox.as_list()[2:])] == [595, 842] * len(
            file.pages
        )


def test_the_same_typeface_in_other_hands_changes_no_letter(composed: Compose, company: Operator, man: Subject) -> None:
    before = render(composed("access_answer", company, man))
    pdfmetrics.registerFont(TTFont("Foreign", str(resource("fonts/PTSerif-Regular.ttf"))))
    fonts.font.cache_clear()  # as in a process where ours come second
    assert render(composed("access_answer", company, man)) == before
    target = io.BytesIO()
    page = Canvas(target)
    page.setFont("Foreign", 12)
    page.drawString(72, 72, "Проба")
    page.save()
    with pikepdf.open(target) as file:
        assert len(file.pages) == 1


def test_letter_of_no_template_is_composed(case: Case, company: Operator, woman: Subject) -> None:
    model = compose(
        company, woman, None, case, Letter(heading="", body="Текст."), {}, number="1", issued_on=date(2026, 11, 24)
    )
    assert [one.label for one in model.missing] == ["имя заявителя", "заголовок письма"]


def test_colour_profile_is_version_two() -> None:
    profile = resource("colour/sRGB-v2.icc").read_bytes()
    assert profile[8] == 2
    assert profile[12:20] == b"mntrRGB "
    assert int.from_bytes(profile[:4], "big") == len(profile)


def test_files_are_archive_pdf(
    composed: Compose, tmp_path: Path, sole_proprietor: Operator, company: Operator, woman: Subject, man: Subject
) -> None:
    body = "**жирный** *курсив* ***оба*** ž ﬁ\n\n|а|б|\n|-|-|\n|1|2|\n\n---\n"
    hostile = replace(woman, address="<>&\"' {{ 7*7 }}")
    letters = (
        composed("access_answer", company, man),
        composed("claim_partial", sole_proprietor, hostile, body=body),
    )
    expect_archive(tmp_path, *map(render, letters))
