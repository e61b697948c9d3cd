"""How lines and tables of a letter are set: what is parted at their ends, and what people get who copy them."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from otklik.letters.render import render
from tests.finished_pdf import text_of
from tests.invented import picture

from .test_sheet import RIGHT_EDGE, placed, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.letters.model import LetterModel
    from otklik.register.records import Operator, Subject

    Compose = Callable[..., LetterModel]

SPEECH = (
    "Сообщаем, что персональные данные обрабатываются на основании договора от 14 марта 2024 г. № 114 и "
    "п. 5 ч. 1 ст. 6 Закона, хранятся в ООО «Облако-Пример» до 31 декабря 2029 г. включительно, а сумма "
    "1 250 000 руб. 50 коп. возвращена А. С. Калининой платёжным поручением № 345."
)
WHOLE = (
    *("14 марта", "2024 г.", "№ 114", "п. 5 ч. 1 ст. 6", "ООО «Облако-Пример»", "31 декабря", "2029 г."),
    *("1 250 000 руб.", "50 коп.", "А. С. Калининой", "№ 345"),
)


def lines_of(pdf: bytes) -> list[list[str]]:
    """Return the lines of each page."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return [page.splitlines() for page in done.stdout.decode().removesuffix("\f").split("\f")]


@pytest.mark.parametrize("shift", range(0, 40, 3))
def test_dates_sums_names_and_articles_stay_on_one_line(
    shift: int, composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    body = f"{'слог ' * (shift // 2)}{'а' * (shift % 5 + 1)} {SPEECH}"
    lines = [line for page in lines_of(render(composed("refusal", sole_proprietor, woman, body=body))) for line in page]
    assert [one for one in WHOLE if not any(one in line for line in lines)] == []


@pytest.mark.parametrize("count", range(4, 8))
def test_no_word_goes_on_overleaf(count: int, composed: Compose, sole_proprietor: Operator, woman: Subject) -> None:
    model = replace(composed("refusal", sole_proprietor, woman), seal=picture(800, 800))
    for shift in range(0, 40, 2):
        last = f"{'слог ' * (shift // 4)}{'а' * (shift % 9)} {SPEECH}\n\nСлово."
        body = "\n\n".join([*[SPEECH] * count, last])
        pages = lines_of(render(replace(model, body=body)))
        text = [[line for line in page if not re.match(r"журнал |\d+$", line)] for page in pages]
        assert [page[-1] for page in text if page[-1].endswith("-")] == []


def test_who_copies_a_letter_gets_whole_words(composed: Compose, sole_proprietor: Operator, woman: Subject) -> None:
    pdf = render(composed("refusal", sole_proprietor, woman, body="\n\n".join([SPEECH] * 3)))
    parted = [line for page in lines_of(pdf) for line in page if line.endswith("-")]
    assert parted
    assert "\u00ad" not in "".join(parted)
    assert text_of(pdf).count(SPEECH) == 3


def test_columns_are_as_wide_as_what_they_hold(composed: Compose, sole_proprietor: Operator, woman: Subject) -> None:
    long = "договор об оказании услуг связи и передаче сведений третьим лицам, заключённый на неопределённый срок"
    address = "anna.sergeevna.kalinina.kalinina@example-server.example"
    table = f"|№|Документ|Адрес|Дата|\n|-|-|-|-|\n|1|{long}|{address}|12.03.2024|\n|12|акт|a@b.example|12.03.2024|\n"
    pdf = render(composed("refusal", sole_proprietor, woman, body=table))
    assert placed(pdf, "Документ").left - placed(pdf, "№").left < 12
    assert len([word for word in words(pdf) if word.text == "12.03.2024"]) == 2
    assert placed(pdf, "12.03.2024").right < RIGHT_EDGE
    assert text_of(pdf).replace(" ", "").count(address) == 1


@pytest.mark.parametrize("columns", [1, 2, 14])
def test_any_table_is_as_wide_as_the_text(
    columns: int, composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    row = "|" + "|".join(["показатель"] * columns) + "|"
    pdf = render(composed("refusal", sole_proprietor, woman, body=f"{row}\n{'|-' * columns}|\n{row}\n"))
    assert text_of(pdf).replace(" ", "").count("показатель") >= 1
    assert max(word.right for word in words(pdf)) <= RIGHT_EDGE + 0.5


@pytest.mark.parametrize("count", [100, 101, 102, 201, 4000])
def test_a_paragraph_of_very_many_lines_is_set_whole(
    count: int, composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    lines = [f"строка{number}" for number in range(count)]
    page = render(composed("refusal", sole_proprietor, woman, body="\\\n".join(lines) + "\n\nКонец."))
    assert [word for word in text_of(page).split() if word.startswith("строка")] == lines


@pytest.mark.parametrize(
    ("line", "reaches"),
    [
        ("Действия оператора при обработке персональных данных можно обжаловать", True),
        ("По вопросам исполнения можно обратиться по адресу: 190000,", False),
    ],
)
def test_a_line_is_ragged_only_where_it_would_be_torn(
    line: str, reaches: bool, composed: Compose, sole_proprietor: Operator, woman: Subject
) -> None:
    next_word = "в\u00a0Роскомнадзор" if reaches else "г.\u00a0Санкт-Петербург, наб.\u00a0Выдуманная"
    body = f"Ответ.\\\n{line} {next_word} или в суд по своему выбору, как это установлено законом, в любое время."
    pdf = render(composed("refusal", sole_proprietor, woman, body=body))
    last = placed(pdf, line.rsplit(maxsplit=1)[-1])
    assert (last.right > RIGHT_EDGE - 1) is reaches
