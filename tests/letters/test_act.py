"""The page of the act of destruction: its sheets are filled, and hands never stand on a sheet alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from otklik.letters.act import ActPaper, render_act
from otklik.letters.extract import LogLine
from tests.finished_pdf import expect_archive, text_of

if TYPE_CHECKING:
    from pathlib import Path

LOG = tuple(LogLine(place, datetime(2026, 11, 20, 9, 30), "Данные уничтожены", "3f9c" * 16) for place in range(1, 40))  # noqa: DTZ001 - the time on the wall, as the journal prints it
ACT = ActPaper(
    number=1,
    made_on=date(2026, 11, 21),
    case_number=5,
    operator="ООО «Тихая гавань»",
    operator_address="190000, г. Псков, наб. Выдуманная, д. 14",
    processors=(),
    subjects=("Калинина Ирина Олеговна",),
    destroyers=(("директор", "Орлова Татьяна Викторовна"), ("системный администратор", "Зимин Пётр Ильич")),
    categories=("номер телефона",),
    media=(),
    systems=(),
    way="измельчены",
    reason="отзыв согласия",
    destroyed_on=date(2026, 11, 20),
    log_lacks="",
    keep_until=date(2029, 11, 20),
    log=LOG,
    chain_head="3f9c" * 16,
)


def last(content: bytes, pages: int) -> str:
    return text_of(content, "-f", str(pages)).replace("\u00a0", " ")


def test_hands_take_the_last_of_the_media_along_whatever_their_number() -> None:
    sheets = set()
    for count in range(9, 23):
        made = render_act(replace(ACT, media=tuple((f"Анкета № {place}", 2) for place in range(1, count + 1))))
        sheets.add(made.pages)
        page = last(made.pdf, made.pages)
        for words in (f"Анкета № {count}", f"Всего {2 * count}", "Данные уничтожили", "Зимин Пётр Ильич"):
            assert words in page, count
        assert last(made.pdf, 1).count("Всего") == 1
    assert sheets == {1, 2}


def test_hands_take_the_last_facts_along_where_nothing_was_on_paper() -> None:
    sheets = set()
    for count in range(14, 26):
        made = render_act(replace(ACT, systems=tuple(f"программа {place}" for place in range(count))))
        act = next(
            place
            for place in range(1, made.pages + 1)
            if "Данные уничтожили" in text_of(made.pdf, "-f", str(place), "-l", str(place))
        )
        sheets.add(act)
        page = text_of(made.pdf, "-f", str(act), "-l", str(act)).replace("\u00a0", " ")
        for words in ("Дата уничтожения", "20 ноября 2026 г.", "Зимин Пётр Ильич"):
            assert words in page, count
    assert sheets == {1, 2}


def test_long_lists_leave_no_empty_sheet(tmp_path: Path) -> None:
    media = tuple((f"Дело клиента № {place}", place) for place in range(1, 46))
    categories = tuple(f"категория данных номер {place} с пояснением" for place in range(1, 26))
    made = render_act(replace(ACT, media=media, categories=categories, systems=("«1С»",)))
    pages = [text_of(made.pdf, "-f", str(page), "-l", str(page)) for page in range(1, made.pages + 1)]
    overleaf = next(page for page in pages if "Уничтоженные материальные носители" in page)
    assert overleaf.replace("\u00a0", " ").count("Дело клиента") > 20
    assert "Записи журнала" in next(page for page in pages if page.startswith("Выгрузка"))
    expect_archive(tmp_path, made.pdf)


@pytest.mark.parametrize("gap", ["subjects", "categories", "destroyers"])
def test_a_gap_is_seen_on_the_draft(gap: str) -> None:
    assert "не заполнено" not in text_of(render_act(replace(ACT, systems=("«1С»",))).pdf)
    assert "не заполнено" in text_of(render_act(replace(ACT, systems=("«1С»",), **{gap: ()})).pdf)  # type: ignore[arg-type]  # a field of it
    assert text_of(render_act(ACT).pdf).count("не заполнено") == 1, "neither system nor media"


def test_a_medium_that_is_not_told_is_a_gap() -> None:
    text = text_of(render_act(replace(ACT, media=(("", 0), ("Анкета", 2)))).pdf)
    assert text.count("не заполнено") == 1
    assert "—" in text


def test_a_short_list_of_media_stays_whole_beside_the_hands() -> None:
    sheets = set()
    for count in range(8, 20):
        systems, media = tuple(f"программа {place}" for place in range(count)), (("Анкета", 2), ("Договор", 11))
        made = render_act(replace(ACT, systems=systems, media=media))
        texts = [text_of(made.pdf, "-f", str(page), "-l", str(page)) for page in range(1, made.pages + 1)]
        act = next(page for page, text in enumerate(texts) if "Данные уничтожили" in text)
        sheets.add(act)
        for words in ("Уничтоженные материальные носители", "Анкета", "Договор", "Всего"):
            assert words in texts[act], count
    assert sheets == {0, 1}


def test_the_export_says_whose_journal_it_is_and_that_the_system_may_keep_its_own() -> None:
    made = render_act(replace(ACT, systems=("«1С:УНФ»",)))
    page = " ".join(text_of(made.pdf, "-f", "2").replace("\u00a0", " ").split())
    assert page.startswith("Выгрузка из журнала регистрации событий журнал программы «Отклик»")
    for said in (
        "Это не журнал информационной системы, в которой были данные.",
        "Если она сама ведёт журнал регистрации событий, выгрузка из него прилагается к акту вместе с этой.",
        *("пункт 5 «а»", "пункт 5 «б»", "пункт 5 «в»", "пункт 5 «г»", "пункт 5 «д»", "«1С:УНФ»"),
    ):
        assert said in page, said
