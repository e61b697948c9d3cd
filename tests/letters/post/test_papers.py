"""Envelopes, labels and the forms 107, 103, 119: size, words, copies; long ones wrap, and nothing is cut off."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.letters.count_page import printable
from otklik.letters.post.addresses import read_address
from otklik.letters.post.forms import (
    LABELS_ON_SHEET,
    Envelope,
    EnvelopeSize,
    Inventory,
    InventoryRow,
    LabelFormat,
    Labels,
    List103,
    Notice119,
    Party,
    Posted,
)
from otklik.letters.post.labels import GRIDS
from otklik.letters.post.numbers import items, roubles
from otklik.letters.post.render import (
    render_envelope,
    render_envelopes,
    render_inventory,
    render_labels,
    render_list_103,
    render_notice_119,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[bytes], str]

CHECKER = Path(__file__).parents[4] / "shared" / "tools" / "pdfa-check"
MM = 72 / 25.4
DAY = date(2026, 11, 26)
SENDER = Party(
    "ИП Ветров Арсений Павлович", read_address("101000, г. Москва, ул. Придуманная, д. 1"), "+7 900 000-00-01"
)
PERSON = Party("Калинину Ивану Петровичу", read_address("ул. Садовая, д. 5, кв. 12, г. Тверь, 170034"))
LONG = Party(
    "Константинопольскому-Заозёрному Святославу Владиславовичу",
    read_address(
        "проспект Дальний, дом 144, корпус 3, квартира 1218, р. п. Верхние Осельки, Ленинградская обл., 189256"
    ),
    "+7 900 000-00-02",
)
ROWS = (
    InventoryRow("Письмо № 27/ПДн от 26.11.2026 «О предоставлении сведений», 2 л.", 1, Decimal(100)),
    InventoryRow("Копия договора № 114, 3 л.", 1),
    InventoryRow("Выписка из журнала, 1 л.", 2),
)
INVENTORY = Inventory(PERSON, SENDER, ROWS, DAY, subject="письмо № 27/ПДн")
LIST = List103(SENDER, (Posted(PERSON, "80083740712514", None, "с уведомлением"), Posted(LONG)), DAY, "12")


def size_in_mm(pdf: bytes, page: int = 0) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        left, low, right, high = (float(side) for side in file.pages[page].MediaBox.as_list())
    return round((right - left) / MM, 2), round((high - low) / MM, 2)


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return len(file.pages)


def words_of(pdf: bytes, page: int = 1) -> list[tuple[float, float, float, float, str]]:
    """Return the words of a page with their boxes in mm from its upper left corner."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', done)
    return [(*(float(side) / MM for side in box), html.unescape(word)) for *box, word in found]


def as_drawn(pdf: bytes) -> str:
    """Return the text in the order it was drawn: names and labels stand side by side on a form."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


def letters_of(text: str) -> str:
    """Return a text without anything a line end may change."""
    return "".join(printable(text).split())


def envelope(size: EnvelopeSize, to: Party = PERSON, sender: Party = SENDER, mark: str = "") -> Envelope:
    return Envelope(size, sender, to, mark, DAY, "письмо № 27/ПДн")


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [
        (EnvelopeSize.DL, 220, 110),
        (EnvelopeSize.C6, 162, 114),
        (EnvelopeSize.C5, 229, 162),
        (EnvelopeSize.C4, 324, 229),
    ],
)
def test_the_page_is_as_large_as_the_envelope(size: EnvelopeSize, width: int, height: int) -> None:
    pdf = render_envelope(envelope(size))
    assert size_in_mm(pdf) == (width, height)
    assert page_count(pdf) == 1


@pytest.mark.parametrize("size", EnvelopeSize)
def test_sender_upper_left_addressee_lower_right_and_room_for_postage(size: EnvelopeSize) -> None:
    words = words_of(render_envelope(envelope(size, mark="Заказное с уведомлением")))
    width, height = size.width, size.height
    at = {word: box for *box, word in words}
    assert at["Ветров"][2] < width / 2
    assert at["Ветров"][3] < height / 2
    assert at["Калинину"][0] > 0.45 * width
    assert at["Калинину"][1] > 0.4 * height
    assert at["101000"][1] > at["Москва"][1]
    assert at["170034"][1] > at["Тверь"][1]
    assert at["УВЕДОМЛЕНИЕМ"][3] < at["Калинину"][1]
    corner = [word for left, top, _, _, word in words if left > width - 72 and top < 33]
    assert corner == []


@pytest.mark.parametrize("size", EnvelopeSize)
def test_an_envelope_says_name_address_and_index(size: EnvelopeSize, read_pdf: Read) -> None:
    text = as_drawn(render_envelope(envelope(size, LONG, mark="Заказное с уведомлением")))
    for value in (LONG.name, *LONG.address.lines, LONG.address.index, SENDER.name, *SENDER.address.lines, "101000"):
        assert value in text
    assert "ЗАКАЗНОЕ С УВЕДОМЛЕНИЕМ" in text
    assert "ЗАКАЗНОЕ" not in read_pdf(render_envelope(envelope(size)))


def test_several_envelopes_are_pages_of_one_file(read_pdf: Read) -> None:
    pdf = render_envelopes([envelope(EnvelopeSize.C5), envelope(EnvelopeSize.C5, LONG)])
    assert page_count(pdf) == 2
    assert size_in_mm(pdf, 1) == (229, 162)
    text = read_pdf(pdf)
    assert text.index("Калинину") < text.index("Константинопольскому")


@pytest.mark.parametrize("size", EnvelopeSize)
def test_a_long_sender_does_not_touch_the_mark_above_the_addressee(size: EnvelopeSize) -> None:
    sender = Party(
        "Общество с ограниченной ответственностью «Научно-производственное объединение „Северные Линии“»",
        read_address(
            "150003, Ярославская область, Ярославский муниципальный район, г. Ярославль, "
            "ул. Кленовая Аллея Героев, д. 14, корп. 2, стр. 1, офис 3"
        ),
    )
    words = words_of(render_envelope(envelope(size, sender=sender, mark="Заказное с уведомлением")))
    mark = next(box for *box, word in words if word == "ЗАКАЗНОЕ")
    index = next(box for *box, word in words if word == "150003")
    assert index[2] < mark[0]
    assert all(right < mark[0] for left, _, right, foot, _ in words if foot < mark[1])


NAMES = st.text("абвгд йЁ«»—-,.№<&>{}🙂W", min_size=1, max_size=500).filter(lambda text: bool(text.strip()))


@settings(max_examples=20)
@given(NAMES, NAMES, st.sampled_from(EnvelopeSize))
def test_long_names_and_addresses_never_leave_their_envelope_nor_each_other(
    name: str, address: str, size: EnvelopeSize
) -> None:
    party = Party(name, read_address(f"{address}, 170034"))
    words = words_of(render_envelope(envelope(size, party, replace(party), mark=name[:40])))
    text = "".join(word for *_, word in words)
    for value in (name, *party.address.lines):
        assert text.count(letters_of(value)) >= 2
    for left, top, right, foot, _ in words:
        assert left >= 5
        assert top >= 5
        assert right <= size.width - 5
        assert foot <= size.height - 5
        on_stencil = left < 80 and foot > size.height - (12 if size is EnvelopeSize.C6 else 14) - 14.2
        assert not on_stencil or right < 12


@pytest.mark.parametrize("form", LabelFormat)
def test_labels_begin_where_the_sheet_is_still_whole(form: LabelFormat, read_pdf: Read) -> None:
    count = LABELS_ON_SHEET[form]
    assert GRIDS[form].count == count
    pdf = render_labels(Labels(form, (PERSON, LONG, PERSON), DAY, start=count - 1))
    assert page_count(pdf) == 2
    assert size_in_mm(pdf) == (210, 297)
    grid = GRIDS[form]
    for word, place, page in (("Калинину", count - 2, 1), ("Святославу", count - 1, 1), ("Калинину", 0, 2)):
        x, y = grid.corner(place)
        left, top, right, foot = next(tuple(box) for *box, said in words_of(pdf, page) if said == word)
        assert x < left < right < x + grid.width
        assert y < top < foot < y + grid.height
    assert "170034" in read_pdf(pdf)


def test_labels_fill_their_sheet_exactly() -> None:
    wide, tall = GRIDS[LabelFormat.SHEET_3X8], GRIDS[LabelFormat.SHEET_2X7]
    assert wide.corner(23) == (140, pytest.approx(259.5))
    assert tall.corner(13)[0] + tall.width == pytest.approx(210 - 4.65)
    assert tall.corner(13)[1] + tall.height == pytest.approx(297 - 15.15)


@settings(max_examples=12)
@given(NAMES, NAMES, st.sampled_from(LabelFormat))
def test_long_addresses_stay_on_their_label(name: str, address: str, form: LabelFormat) -> None:
    party = Party(name, read_address(f"{address}, 170034"))
    words = words_of(render_labels(Labels(form, (party,), DAY, start=5)))
    grid = GRIDS[form]
    x, y = grid.corner(4)
    assert letters_of(name) in "".join(word for *_, word in words)
    for left, top, right, foot, _ in words:
        assert x <= left < right <= x + grid.width
        assert y <= top < foot <= y + grid.height


def halves(pdf: bytes, page: int = 1) -> tuple[list[tuple[float, float, str]], ...]:
    """Return the words of the left and of the right half with their places inside of it."""
    both: tuple[list[tuple[float, float, str]], ...] = ([], [])
    for left, top, _, _, word in words_of(pdf, page):
        if "отреза" not in word and word != "линия":
            half = int(left > 148.5)
            both[half].append((round(left - half * 148.5, 1), round(top, 1), word))
    return both


def test_the_two_copies_of_an_inventory_are_one_and_the_same(read_pdf: Read) -> None:
    pdf = render_inventory(INVENTORY)
    assert size_in_mm(pdf) == (297, 210)
    left, right = halves(pdf)
    assert sorted(left) == sorted(right)
    said = " ".join(word for *_, word in left)
    for value in (
        "ф. 107",
        "ОПИСЬ",
        "вложения в",
        "ценное письмо",
        "Кому",
        "Куда",
        "Отправитель",
        "Проверил",
        "170034",
    ):
        assert value in said.replace("\u00a0", " ")
    text = read_pdf(pdf).replace("\u00a0", " ")
    for value in (PERSON.name, PERSON.address.line, *(row.title for row in ROWS)):
        assert text.count(value) == 2
    assert said.count("100,00") == 2  # the line of the letter and the total
    assert "4 100,00" in said
    assert "—" in [word for *_, word in left]
    assert "Исправления" in said


def test_an_inventory_without_value_has_dashes_and_no_sum(read_pdf: Read) -> None:
    plain = replace(INVENTORY, rows=tuple(replace(row, value=None) for row in ROWS))
    left, _right = halves(render_inventory(plain))
    assert [word for *_, word in left].count("—") == 4
    assert plain.value is None
    assert plain.count == 4


def test_a_long_inventory_goes_on_in_two_copies_with_one_total(read_pdf: Read) -> None:
    many = tuple(InventoryRow(f"Приложение {number} к договору, 1 л.", 1) for number in range(1, 61))
    pdf = render_inventory(replace(INVENTORY, rows=many))
    pages = page_count(pdf)
    assert pages > 2
    numbers: list[str] = []
    for page in range(1, pages + 1):
        left, right = halves(pdf, page)
        assert sorted(left) == sorted(right)
        said = " ".join(word for *_, word in left)
        assert f"Лист {page} из {pages}" in said.replace("\u00a0", " ")
        numbers += re.findall(r"Приложение (\d+) к", said.replace("\u00a0", " "))
        assert ("Общий итог" in said) is (page == pages)
        assert "Отправитель" in said
    assert [int(number) for number in numbers] == list(range(1, 61))


@settings(max_examples=12)
@given(NAMES, NAMES, st.lists(st.tuples(NAMES, st.integers(1, 999)), min_size=1, max_size=6))
def test_rows_of_any_length_stay_in_the_inventory(name: str, address: str, rows: list[tuple[str, int]]) -> None:
    made = Inventory(
        Party(name, read_address(address)), SENDER, tuple(InventoryRow(title, count) for title, count in rows), DAY
    )
    pdf = render_inventory(made)
    titles = ""
    for page in range(1, page_count(pdf) + 1):
        words = words_of(pdf, page)
        for left, top, right, foot, word in words:
            assert 10 <= left < right <= 290
            assert 3 <= top < foot <= 204
            assert right < 139 or left > 158 or word in {"линия", "отреза"}
        titles += "".join(word for left, *_, word in words if 22 < left < 91)
    if page_count(pdf) == 1:
        for title, _count in rows:
            assert letters_of(title) in titles


def test_a_list_says_who_what_to_whom_and_how_many(read_pdf: Read) -> None:
    pdf = render_list_103(LIST)
    assert size_in_mm(pdf) == (297, 210)
    text = read_pdf(pdf).replace("\u00a0", " ")
    for value in (
        "ф. 103", "СПИСОК № 12", "внутренних почтовых отправлений от 26 ноября 2026 г.", "Письмо, заказное",
        f"{SENDER.name}, {SENDER.address.line}, {SENDER.phone}", "80083740712514", "с уведомлением",
        LONG.phone, "Итого: 2 (два) отправления", "Общая сумма объявленной ценности, руб.: —",
    ):  # fmt: skip
        assert value in text


def test_a_list_of_one_letter_and_of_many(read_pdf: Read) -> None:
    assert "Итого: 1 (одно) отправление" in read_pdf(render_list_103(replace(LIST, items=LIST.items[:1], number="")))
    pdf = render_list_103(replace(LIST, items=LIST.items * 20))
    text = read_pdf(pdf).replace("\u00a0", " ")
    assert page_count(pdf) > 2
    assert text.count("Калинину") == 20
    assert text.count("Итого: 40 (сорок) отправлений") == 1
    for page in range(1, page_count(pdf) + 1):
        assert all(5 < top < foot < 206 for _, top, _, foot, _ in words_of(pdf, page))


def test_both_sides_of_a_notice(read_pdf: Read) -> None:
    notice = Notice119(SENDER, LONG, DAY, tracking="80083740712514", subject="письмо № 27/ПДн")
    pdf = render_notice_119(notice)
    assert size_in_mm(pdf) == (210, 297)
    text = read_pdf(pdf).replace("\u00a0", " ")
    for value in (
        "УВЕДОМЛЕНИЕ О ВРУЧЕНИИ", "ф. 119", SENDER.name, ", ".join(SENDER.address.lines), "101000", LONG.name,
        LONG.address.line, "письмо, заказное", "80083740712514", "Заполняет почта", "Подпись получателя",
    ):  # fmt: skip
        assert value in text
    at = {word: top for _, top, _, _, word in words_of(pdf)}
    assert at["Ветров"] < 135 < at["Святославу"]  # front above the fold, back below


@settings(max_examples=10)
@given(NAMES, NAMES)
def test_long_names_stay_on_the_card(name: str, address: str) -> None:
    party = Party(name, read_address(f"{address}, 170034"))
    for left, top, right, foot, _ in words_of(render_notice_119(Notice119(party, party, DAY))):
        assert 31 <= left < right <= 179
        assert 18 <= top < foot <= 240


def papers() -> dict[str, bytes]:
    odd = replace(PERSON, name="🙂 ž <b>&")
    return {
        **{f"envelope-{size.value}": render_envelope(envelope(size, LONG, mark="Заказное")) for size in EnvelopeSize},
        "blank": render_envelope(envelope(EnvelopeSize.DL, odd)),
        "labels": render_labels(Labels(LabelFormat.SHEET_3X8, (PERSON, LONG, odd), DAY)),
        "inventory": render_inventory(INVENTORY),
        "long": render_inventory(replace(INVENTORY, rows=ROWS * 20)),
        "list": render_list_103(LIST),
        "notice": render_notice_119(Notice119(SENDER, PERSON, DAY)),
    }


def test_the_same_values_make_the_same_bytes_and_no_title_names_a_person() -> None:
    assert papers() == papers()
    for pdf in papers().values():
        with pikepdf.open(io.BytesIO(pdf)) as file:
            assert str(file.docinfo.Title)
            assert "Калинин" not in str(file.docinfo.Title)
            fonts = [font for page in file.pages for font in page.Resources.Font.values()]
            assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_all_are_archive_pdf(tmp_path: Path) -> None:
    if not CHECKER.is_file() or shutil.which("java") is None:
        pytest.skip(f"no PDF/A validator: {CHECKER} needs java")
    files = []
    for name, pdf in papers().items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(pdf)
    done = subprocess.run([str(CHECKER), *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_counts_in_words_and_sums() -> None:
    assert items(1) == "1 (одно) отправление"
    assert items(11) == "11 (одиннадцать) отправлений"
    assert items(21) == "21 (двадцать одно) отправление"
    assert items(34) == "34 (тридцать четыре) отправления"
    assert roubles(Decimal("1200.5")).replace("\u00a0", " ") == "1 200,50"
    assert roubles(None) == "—"
