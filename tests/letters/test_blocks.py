"""Reading the Markdown of a letter, and the spaces that do not break."""

from __future__ import annotations

from datetime import date

import pytest

from otklik.letters.blocks import Heading, Item, Paragraph, Rule, Span, Table, plain, read_blocks
from otklik.letters.wording import SOFT_HYPHEN, break_at_commas, hold_last, hyphenate, join_words, long_date, short_date


def test_reads_what_a_letter_needs() -> None:
    text = (
        "## Заголовок\n\nТекст **жирный** и *курсив*\nдальше\n\n1. раз\n2. два\n   - внутри\n\n> цитата\n\n---\n\n"
        "|а|б|\n|-|-|\n|1|2|\n"
    )
    heading, paragraph, first, second, inner, quote, rule, table = read_blocks(text)
    assert isinstance(heading, Heading)
    assert isinstance(paragraph, Paragraph)
    assert Span("жирный", bold=True) in paragraph.spans
    assert Span("курсив", italic=True) in paragraph.spans
    assert plain(paragraph.spans).replace("\u00a0", " ") == "Текст жирный и курсив дальше"
    assert first == Item("1.", 1, (Span("раз"),))
    assert second == Item("2.", 1, (Span("два"),))
    assert inner == Item("–", 2, (Span("внутри"),))
    assert quote == Paragraph((Span("цитата"),), 1)
    assert rule == Rule()
    assert table == Table((((Span("а"),), (Span("б"),)), ((Span("1"),), (Span("2"),))))


def test_empty_field_is_a_span_of_its_own() -> None:
    (paragraph,) = read_blocks("Цели: {{ цели_обработки }}.")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.spans[1] == Span("не заполнено: цели обработки", missing=True)


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "<!-- x -->", "`код`", "~~x~~", "<a@b.c>", "[foo]: http://x", "Итого\n---"]
)
def test_nothing_vanishes_as_markup(text: str) -> None:
    words = "".join(plain(block.spans) for block in read_blocks(text) if isinstance(block, Paragraph))
    assert words.replace("\u00a0", "").replace(" ", "") == text.replace("\n---", "").replace(" ", "")


def test_link_keeps_its_address() -> None:
    (paragraph,) = read_blocks("[сайт](http://x.example)")
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.spans) == "сайт (http://x.example)"


@pytest.mark.parametrize(
    "words",
    [
        "№_31", "ст._14", "ч._7_ст._14", "части_3 статьи_14", "26_ноября 2026_г.", "Калинину_И._П.", "О._И._Волкова",
        "10_рабочих_дней", "14_500_руб.", "г._Тверь", "ул._Садовая", "д._5, кв._12", "слово_— слово", "в_суд",
        "р._п._Осельки", "27_июля 2006_г. №_152-ФЗ", "ООО_«Ромашка»", "ИП_Волкова", "п._5_ч._1_ст._6 Закона",
        "статьями_309 и_310", "частей_12–14", "1_000_000_руб. 50_коп.", "до 1990_года", "слово_- слово", "и_т._ч.",
        "ИНН_9900000003, ОГРНИП_399990000000012",
    ],
)  # fmt: skip
def test_lines_do_not_break_inside(words: str) -> None:
    assert join_words(words.replace("_", " ")) == words.replace("_", "\u00a0")


def test_address_breaks_at_its_commas() -> None:
    assert break_at_commas("ул. Садовая, дом 5, г. Тверь") == "ул.\u00a0Садовая, дом\u00a05, г.\u00a0Тверь"
    assert break_at_commas("дом 5, г. Тверь, 170000") == "дом\u00a05, г.\u00a0Тверь,\u00a0170000"
    far = "Республика Северная Осетия - Алания"
    assert break_at_commas(f"{far}, 362000").endswith(", 362000")


def test_a_heading_ends_with_two_words() -> None:
    assert hold_last("Об обработке персональных данных") == "Об обработке персональных\u00a0данных"
    assert hold_last("Об отказе") == "Об\u00a0отказе"
    assert hold_last("Отказ") == "Отказ"
    assert " " in hold_last("О достопримечательностях Петропавловска-Камчатского")


@pytest.mark.parametrize(
    ("words", "parted"),
    [
        ("обязанности того", "обя-зан-ности того"),
        ("законодательством того", "зако-но-да-тель-ством того"),
        ("зарегистрировано того", "заре-гис-три-ро-вано того"),
        ("подъездной того", "подъ-езд-ной того"),
        ("агентство того", "агентство того"),
        ("короткий того", "корот-кий того"),
        ("Константинопольский pd@volkova.example не-парламентский того", "то же"),
        ("соответствии того", "соот-ветствии того"),
        ("направить запрошенных того", "напра-вить запро-шен-ных того"),
        ("последнее законодательство", "послед-нее законодательство"),
        ("пересмотрено доставки поставлено того", "пере-смотрено доставки поставлено того"),
        ("подтверждено рассмотрено отозвать того", "под-тверж-дено рас-смотрено ото-звать того"),
        ("программа прислать преступным прежнего того", "про-грамма при-слать пре-ступ-ным преж-него того"),
        ("физических московскому должностью того", "физи-че-ских мос-ков-скому долж-ностью того"),
    ],
)
def test_long_words_are_parted_by_syllables(words: str, parted: str) -> None:
    expected = words if parted == "то же" else parted
    assert hyphenate(words).replace(SOFT_HYPHEN, "-") == expected


def test_dates() -> None:
    assert long_date(date(2026, 11, 6)) == "6 ноября 2026 г."
    assert short_date(date(2026, 11, 6)) == "06.11.2026"
