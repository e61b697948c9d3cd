"""Where things stand on the sheet (ГОСТ Р 7.0.97-2025): letterheads, images, enclosures, QR code, ends of pages."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from otklik.casework.images import cleaned
from otklik.letters.model import enclosure_line
from otklik.letters.qr import modules
from otklik.letters.render import render
from otklik.letters.wording import hyphenate, join_words
from otklik.register.paper_records import Enclosure, ImageKind
from otklik.register.records import LetterheadForm, Operator, Subject
from tests.finished_pdf import expect_archive
from tests.invented import picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from otklik.letters.model import LetterModel

    Compose = Callable[..., LetterModel]
    Read = Callable[[bytes], str]

MM = 25.4 / 72
LEFT_EDGE, RIGHT_EDGE = 25, 195
PARAGRAPH = "Сообщаем, что персональные данные обрабатываются на основании договора и хранятся в городе Смоленске. " * 5


@dataclass(frozen=True)
class Word:
    """A word of a page; millimetres from the upper left corner of the sheet."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def words(pdf: bytes) -> list[Word]:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    found = []
    for page, part in enumerate(done.split("<page ")[1:], 1):
        for *edges, said in re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', part):
            found.append(Word(page, html.unescape(said), *(float(edge) * MM for edge in edges)))
    return found


def placed(pdf: bytes, said: str) -> Word:
    return next(word for word in words(pdf) if word.text == said)


def images(model: LetterModel, **contents: bytes) -> LetterModel:
    return replace(model, **contents)


def drawn(pdf: bytes) -> list[tuple[int, float, float, float, float]]:
    """Return page, left, top, right, bottom in millimetres of each image."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page, content in enumerate(file.pages, 1):
            stack, now = [], pikepdf.Matrix()
            for operands, operator in pikepdf.parse_content_stream(content):
                match str(operator):
                    case "q":
                        stack.append(now)
                    case "Q":
                        now = stack.pop()
                    case "cm":
                        now = pikepdf.Matrix(*map(float, operands)) @ now
                    case "Do":
                        high = float(content.MediaBox[3])
                        edges = (now.e, high - now.f - now.d, now.e + now.a, high - now.f)
                        found.append((page, *(edge * MM for edge in edges)))
    return found


@pytest.fixture
def wide(company: Operator) -> Operator:
    return replace(
        company,
        name="ООО «Ромашка»",
        letterhead=LetterheadForm.LONGITUDINAL,
        okpo="01234567",
        phones=("+7 812 000-00-01",),
        sites=("severo-zapad.example",),
        signer_position="Генеральный директор",
        signer_name="Смирнова Вера Павловна",
    )


def test_corner_letterhead_keeps_to_eight_centimetres(
    composed: Compose, company: Operator, sole_proprietor: Operator, woman: Subject
) -> None:
    for operator in (company, sole_proprietor):
        pdf = render(composed("refusal", replace(operator, okpo="0123456789"), woman))
        head = [word for word in words(pdf) if word.bottom < 70 and word.left < 105]
        assert min(word.left for word in head) >= LEFT_EDGE - 0.1
        assert max(word.right for word in head) <= LEFT_EDGE + 80.1
        assert placed(pdf, "Калининой").left == pytest.approx(LEFT_EDGE + 95, abs=0.5)


def test_longitudinal_letterhead_stands_in_the_middle_within_twelve_centimetres(
    composed: Compose, wide: Operator, sole_proprietor: Operator, woman: Subject
) -> None:
    for operator in (wide, replace(sole_proprietor, letterhead=LetterheadForm.LONGITUDINAL, okpo="0123456789")):
        pdf = render(composed("refusal", operator, woman))
        dated = placed(pdf, "24.11.2026")
        head = [word for word in words(pdf) if word.page == 1 and word.bottom < dated.top]
        left, right = min(word.left for word in head), max(word.right for word in head)
        assert right - left <= 120.1
        assert (left + right) / 2 == pytest.approx((LEFT_EDGE + RIGHT_EDGE) / 2, abs=1)
        assert dated.left == pytest.approx(LEFT_EDGE, abs=0.5)
        assert placed(pdf, "Калининой").top == pytest.approx(dated.top, abs=2)


def test_both_letterheads_have_all_requisites(
    composed: Compose, read_pdf: Read, wide: Operator, woman: Subject
) -> None:
    for form in LetterheadForm:
        text = read_pdf(render(composed("refusal", replace(wide, letterhead=form), woman)))
        for requisite in (
            "Общество с ограниченной ответственностью «Ромашка»",
            "190000, г. Санкт-Петербург, наб. Выдуманная, д. 14, корп. 2, помещение 5-Н, офис 117",
            "тел. +7 812 000-00-01",
            "pd@severo-zapad.example, severo-zapad.example",
            "ОКПО 01234567, ОГРН 1000000000017, ИНН 0000000013, КПП 000001001",
        ):
            assert requisite in text


def test_longitudinal_letterhead_writes_the_whole_name_of_a_sole_proprietor(
    composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    model = composed("refusal", replace(sole_proprietor, letterhead=LetterheadForm.LONGITUDINAL), woman)
    assert [line.text for line in model.letterhead if line.strong] == [
        "Индивидуальный предприниматель",
        "Волкова Ольга Игоревна",
    ]


@pytest.mark.parametrize("form", LetterheadForm)
def test_images_stand_where_they_belong(
    composed: Compose, wide: Operator, woman: Subject, form: LetterheadForm
) -> None:
    model = composed("refusal", replace(wide, letterhead=form), woman)
    pdf = render(
        images(
            model,
            logo=cleaned(picture(900, 300)),
            signature=cleaned(picture(700, 260, mode="RGBA")),
            seal=cleaned(picture(800, 800)),
        )
    )
    logo, signature, seal = drawn(pdf)
    assert logo[2] >= 19.9
    assert logo[4] <= placed(pdf, "Общество").top + 1
    assert logo[4] - logo[2] <= 18.1
    director, name = placed(pdf, "директор"), placed(pdf, "Смирнова")
    assert director.right <= signature[1]
    assert signature[3] <= name.left
    assert signature[2] < name.bottom < signature[4] + 1
    assert signature[4] - signature[2] <= 18.1
    assert seal[2] >= signature[4]
    assert seal[3] - seal[1] == pytest.approx(38, abs=0.2)
    assert seal[2] >= name.bottom - 1


def test_signature_beside_a_long_position_stands_above_and_covers_no_word(
    composed: Compose, company: Operator, woman: Subject
) -> None:
    pdf = render(images(composed("refusal", company, woman), signature=cleaned(picture(700, 260))))
    ((page, left, top, right, bottom),) = drawn(pdf)
    covered = [
        word.text
        for word in words(pdf)
        if word.page == page
        and word.left < right
        and word.right > left
        and word.top < bottom - 1
        and word.bottom > top + 1
    ]
    assert covered == []


def test_a_small_picture_is_not_blown_up(composed: Compose, wide: Operator, woman: Subject) -> None:
    ((_page, left, _top, right, _bottom),) = drawn(
        render(images(composed("refusal", wide, woman), logo=cleaned(picture(48, 24))))
    )
    assert right - left <= 48 * 25.4 / 96 + 0.1


def enclosed(composed: Compose, operator: Operator, subject: Subject, *enclosures: Enclosure) -> LetterModel:
    return replace(composed("refusal", operator, subject), enclosures=tuple(enclosure_line(one) for one in enclosures))


def test_one_enclosure_stands_on_the_line_and_several_are_numbered(
    composed: Compose, read_pdf: Read, wide: Operator, woman: Subject
) -> None:
    data = Enclosure(title="Выгрузка данных", sheets=2)
    book = Enclosure(title="Политика, брошюра", copies=2)
    assert "Приложение" not in read_pdf(render(enclosed(composed, wide, woman)))
    one = read_pdf(render(enclosed(composed, wide, woman, data)))
    assert "(статья 17 Закона). Приложение: Выгрузка данных на 2 л. в 1 экз. С уважением," in one
    two = render(enclosed(composed, wide, woman, data, book))
    assert "Приложение: 1. Выгрузка данных на 2 л. в 1 экз. 2. Политика, брошюра в 2 экз. С уважением," in read_pdf(two)
    first, second = placed(two, "1."), placed(two, "2.")
    assert first.left == pytest.approx(second.left, abs=0.1)
    assert first.top == pytest.approx(placed(two, "Приложение:").top, abs=0.1)


def test_many_enclosures_go_on_overleaf(composed: Compose, read_pdf: Read, wide: Operator, woman: Subject) -> None:
    many = [Enclosure(title=f"Документ о событии {number}", sheets=number) for number in range(1, 91)]
    pdf = render(enclosed(composed, wide, woman, *many))
    text = read_pdf(pdf)
    for number in (1, 45, 90):
        assert f"{number}. Документ о событии {number} на {number} л. в 1 экз." in text
    drawn = words(pdf)
    last, closing = max(word.page for word in drawn), placed_last(pdf)
    assert last >= 3
    assert len({round(word.top) for word in drawn if word.page == last and word.top < closing}) >= 3


def placed_last(pdf: bytes) -> float:
    return max(word.top for word in words(pdf) if word.text == "уважением,")


def test_qr_code_stands_at_the_lower_right_of_the_first_sheet_of_an_issued_letter(
    composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    issued = composed("refusal", sole_proprietor, woman, body=f"{PARAGRAPH}\n\n" * 20)
    draft = composed("refusal", sole_proprietor, woman, body=f"{PARAGRAPH}\n\n" * 20, issued=False)
    for model, codes in ((issued, 1), (draft, 0)):
        with pikepdf.open(io.BytesIO(render(model))) as file:
            alts = [str(node.Alt) for node in file.objects if _is_figure(node)]
            filled = [page.Contents.read_bytes().count(b" 1 re\n") > 100 for page in file.pages]
        assert alts == [f"QR-код: № 27/ПДн от 24.11.2026, SHA-256 {model.digest}"] * codes
        assert sum(filled) == codes
        assert filled[0] == bool(codes)
    for model in (issued, draft):
        assert max(word.bottom for word in words(render(model)) if word.page == 1) <= 297 - 31


def _is_figure(node: object) -> bool:
    return isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/Figure"


def test_issuing_moves_no_line(composed: Compose, sole_proprietor: Operator, woman: Subject) -> None:
    body = f"{PARAGRAPH}\n\n" * 12
    issued, draft = (
        [
            (word.page, word.text, round(word.top))
            for word in words(render(composed("refusal", sole_proprietor, woman, body=body, issued=flag)))
            if word.text.startswith(("Сообщаем", "уважением"))
        ]
        for flag in (True, False)
    )
    assert issued == draft


def test_digest_is_of_what_the_letter_says(composed: Compose, company: Operator, woman: Subject) -> None:
    model = composed("refusal", company, woman)
    assert re.fullmatch(r"[0-9a-f]{64}", model.digest)
    assert replace(model, chain_head="", logo=picture()).digest == model.digest
    others = {"number": "28/ПДн", "body": f"{model.body} ", "addressee": ("Иванову И. И.",), "enclosures": ("акт",)}
    assert model.digest not in {replace(model, **{name: value}).digest for name, value in others.items()}


@pytest.mark.parametrize("length", [1, 20, 63, 64, 65, 66, 120, 300, 800])
def test_quick_qr_code_is_the_one_of_the_library(length: int) -> None:
    from reportlab.graphics.barcode.qr import QrCodeWidget

    said, digest = "№ 27/ПДн "[: length % 9] + "я" * length, "0F3A" * 16
    slow = QrCodeWidget(said, barLevel="M").qr
    slow.addData(digest)
    slow.version = slow.calculate_version()
    slow.makeImpl(False, 2)
    assert modules(said, digest) == [bytes(map(bool, row)) for row in slow.modules]


@pytest.mark.parametrize("count", range(1, 24, 2))
def test_two_lines_of_text_go_with_the_signature(
    count: int, composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    short = [f"Слово{number}." for number in range(20 + count)]
    model = composed("refusal", sole_proprietor, woman, body="\n\n".join(short))
    model = replace(model, enclosures=("Акт на 1 л. в 1 экз.",) if count % 4 == 1 else (), seal=picture(800, 800))
    shown = words(render(model))
    last = max(word.page for word in shown)
    assert sum(word.text.startswith("Слово") for word in shown if word.page == last) >= 2


@pytest.mark.parametrize("rows", [2, 11, 12, 13, 14, 15, 16, 17, 90])
def test_a_table_leaves_rows_for_the_signature(
    rows: int, composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    table = "|Что|Сколько|\n|-|-|\n" + "".join(f"|строка{number}|{number}|\n" for number in range(rows))
    shown = words(render(composed("refusal", sole_proprietor, woman, body=f"{PARAGRAPH}\n\n{table}")))
    last = max(word.page for word in shown)
    assert sum(word.text.startswith("строка") for word in shown if word.page == last) >= 1
    assert sum(word.text.startswith("строка") for word in shown) == rows


@pytest.mark.parametrize("lines", range(16, 30))
def test_a_heading_is_never_the_last_line_of_a_page(
    lines: int, composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    body = "\n\n".join(["Строка."] * lines) + "\n\n# Глава\n\n## Раздел\n\n- первое\n- второе\n\n" + PARAGRAPH
    shown = words(render(composed("refusal", sole_proprietor, woman, body=body)))
    chapter = next(word for word in shown if word.text == "Глава")
    first = next(word for word in shown if word.text in {"первое;", "первое"})
    assert chapter.page == first.page


def test_forty_pages(composed: Compose, read_pdf: Read, sole_proprietor: Operator, woman: Subject) -> None:
    pdf = render(composed("refusal", sole_proprietor, woman, body=f"{PARAGRAPH}\n\n" * 300))
    shown = words(pdf)
    pages = max(word.page for word in shown)
    assert pages >= 40
    for page in range(2, pages + 1):
        number = next(word for word in shown if word.page == page and word.text == str(page))
        assert number.top >= 10
        assert number.bottom <= 20
        assert (number.left + number.right) / 2 == pytest.approx(105, abs=1)
    assert not [word for word in shown if word.page == 1 and word.text == "1" and word.top < 20]
    tops = {
        page: {round(word.top, 1) for word in shown if word.page == page and 20 < word.top < 275} for page in (2, 3)
    }
    assert all(len(lines) > 35 for lines in tops.values())


def test_executor_stands_at_the_foot_of_the_last_sheet(composed: Compose, company: Operator, woman: Subject) -> None:
    long = (
        "Преображенский-Крестовоздвиженский Александр Константинович, ведущий специалист, +7 812 000-00-02, a@b.example"
    )
    for executor in (company.executor, long):
        for body in (None, f"{PARAGRAPH}\n\n" * 12):
            shown = words(render(composed("refusal", replace(company, executor=executor), woman, body=body)))
            last = max(word.page for word in shown)
            first = next(
                word for word in shown if word.page == last and word.text == executor.split()[0] and word.top > 270
            )
            assert first.left == pytest.approx(LEFT_EDGE, abs=0.5)
            chain = next(word for word in shown if word.page == last and word.text == "журнал")
            assert chain.left > max(
                word.right for word in shown if word.page == last and word.top > 275 and word.left < chain.left
            )


def test_what_belongs_together_is_not_parted() -> None:
    held = "г. Москва, ул. Новая, д. 5, № 5, ст. 14, статьи 14, подпункт 3, 14 500 руб., 2 л. в 1 экз., И. О. Петров"
    assert re.findall(" ", join_words(held)) == [" "] * 10
    for whole in ("Константинопольского", "ООО", "pd@severo-zapad.example", "1000000000017", "Преображенский"):
        assert hyphenate(f"{whole} и другие") == f"{whole} и другие"
    assert "\u00ad" in hyphenate("персональные данные")


def test_a_short_word_makes_no_last_line(composed: Compose, sole_proprietor: Operator, woman: Subject) -> None:
    ends = [f"{'слово ' * count}и ещё раз." for count in range(12, 26)]
    shown = words(render(composed("refusal", sole_proprietor, woman, body="\n\n".join(ends))))
    last = [word for word in shown if word.text == "раз."]
    assert len(last) == len(ends)
    for word in last:
        assert [one.text for one in shown if one.page == word.page and abs(one.top - word.top) < 1][-2:] == [
            "ещё",
            "раз.",
        ]


def test_letters_with_images_are_archive_pdf(composed: Compose, tmp_path: Path, wide: Operator, woman: Subject) -> None:
    content = {
        ImageKind.LOGO.value: cleaned(picture(900, 300, mode="RGBA")),
        ImageKind.SIGNATURE.value: cleaned(picture(700, 260, mode="LA")),
        ImageKind.SEAL.value: cleaned(picture(800, 800, mode="CMYK", form="JPEG")),
    }
    letters = (
        enclosed(composed, replace(wide, letterhead=form), woman, *[Enclosure(title="Акт", sheets=1)] * 5)
        for form in LetterheadForm
    )
    expect_archive(tmp_path, *(render(images(model, **content)) for model in letters))
