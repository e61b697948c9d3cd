"""The recovery sheet: what lies in the safe must be whole, in order, and on one page whatever the name."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pikepdf
import pytest

from otklik.letters.qr import modules
from otklik.letters.recovery_sheet import RecoverySheet, render
from otklik.safety import recovery
from tests.finished_pdf import expect_archive, text_of
from tests.tagged_pdf import artifacts, bookmarks, read_tree

if TYPE_CHECKING:
    from pathlib import Path

KEY, ID = bytes(range(100, 132)), "3f9c1a20" * 4
GROUPS = recovery.groups_of(KEY, ID)
SHEET = RecoverySheet(
    register_name="ООО «Зелёный остров»",
    register_id=ID,
    number=2,
    made_on=date(2026, 11, 21),
    groups=GROUPS,
    fingerprint=recovery.fingerprint(KEY),
    qr_text=recovery.qr_text(GROUPS, ID),
)
NAMES = {
    "empty": "",
    "long": "Общество с ограниченной ответственностью «" + "Очень длинное название " * 11 + "»",
    "wide": "Ш" * 300,
    "dashes": "—" * 300,
    "unprintable": "\U0001f333" * 300,
    "lines": "Зелёный\nостров\n" * 60,
    "endless": "щ" * 20_000,
}


def test_it_is_a_valid_archive_file_and_always_the_same(tmp_path: Path) -> None:
    pdf = render(SHEET)
    assert render(SHEET) == pdf
    expect_archive(tmp_path, pdf, render(replace(SHEET, register_name=NAMES["wide"], number=104)))


def test_it_says_what_it_is_and_what_to_do_in_that_order() -> None:
    root = read_tree(render(SHEET))
    said = " ".join(root.text.split()).replace("\u00a0", " ")
    wanted = (
        *("Лист восстановления № 2", "ООО «Зелёный остров»", "Напечатан 21 ноября 2026 г.", "номер реестра 3f9c1a20"),
        *(f"отпечаток ключа {SHEET.fingerprint}", "сделанные до замены ключа", *GROUPS, "Как восстановить"),
        *("Где хранить лист", "отдельно от копий", "потерян", "Замените ключ", "не откроет никто", "Проверен: набраны"),
    )
    places = [said.find(words) for words in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    assert places == sorted(places)


def test_each_group_stands_beside_its_number() -> None:
    (table,) = read_tree(render(SHEET)).of("Table")
    cells = [cell.text.strip() for cell in table.of("TH", "TD")]
    assert cells == [words for number, group in enumerate(GROUPS, 1) for words in (str(number), group)]
    assert [len(row.kids) for row in table.of("TR")] == [6] * 6


def test_the_steps_are_a_list_and_the_parts_have_headings() -> None:
    pdf = render(SHEET)
    root = read_tree(pdf)
    assert [mark.text.strip() for mark in root.of("Lbl")] == ["1.", "2.", "3.", "4.", "5."]
    assert [(depth, title) for depth, title, _page in bookmarks(pdf)] == [
        (0, "Лист восстановления № 2"),
        (1, "Как восстановить"),
        (1, "Где хранить лист"),
        (1, "Если лист потерян или его видели чужие"),
    ]
    assert "Лист восстановления № 2 · реестр 3f9c1a20" in artifacts(pdf)


def test_the_qr_code_holds_what_the_groups_hold() -> None:
    """The modules on the page are read back from its drawing and are those of the text; no scanner could do less."""
    pdf = render(SHEET)
    (figure,) = read_tree(pdf).of("Figure")
    assert figure.alt == f"QR-код: {SHEET.qr_text}"
    drawn = [list(row) for row in modules(SHEET.qr_text)]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        bars = [
            tuple(int(number) for number in operands)
            for operands, operator in pikepdf.parse_content_stream(file.pages[0])
            if str(operator) == "re" and all(float(number) == int(number) for number in operands) and operands[3] == 1
        ]
    read = [[0] * len(drawn) for _ in drawn]
    for left, low, wide, _high in bars:
        read[-low - 1][left : left + wide] = [1] * wide
    assert read == drawn
    assert recovery.groups_in(SHEET.qr_text) == GROUPS
    assert recovery.key_from(recovery.groups_in(SHEET.qr_text), ID) == KEY


def test_the_text_of_the_sheet_may_be_pasted() -> None:
    assert recovery.groups_in(text_of(render(SHEET), "-layout")) == GROUPS


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_it_is_one_page_whatever_the_name(name: str) -> None:
    pdf = render(replace(SHEET, register_name=name, number=9999))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) == 1
    assert "Проверен: набраны группы" in text_of(pdf)


def test_the_file_itself_names_nobody() -> None:
    with pikepdf.open(io.BytesIO(render(SHEET))) as file, file.open_metadata() as facts:
        assert facts["dc:title"] == "Лист восстановления № 2"
        assert "остров" not in str(facts)
        assert not any(group in str(facts) for group in GROUPS)
