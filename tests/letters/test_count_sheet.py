"""«Справка о расчёте срока»: what it says is read back, it is one page of PDF/A-1b, and long words never leave it."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after, ground_off
from otklik.law.explanation import explain
from otklik.law.kinds import Reading, Regime
from otklik.law.terms import Term, Unit
from otklik.letters.count_calendar import Weeks, calendar
from otklik.letters.count_page import printable
from otklik.letters.count_sheet import CountSheet, YearSum, render_count_sheet, render_count_sheets
from otklik.letters.count_words import in_full, spans_of_days, term_words
from otklik.system.words import plural
from tests.finished_pdf import expect_archive

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[bytes], str]

CALENDAR = WorkCalendar.load()
TEN, FIVE = Term(10, Unit.WORKING_DAYS), Term(5, Unit.WORKING_DAYS)
THIRTY = Term(30, Unit.CALENDAR_DAYS)


def sheet(term: Term, on: date, extension: Term | None = None, **facts: object) -> CountSheet:
    """Return the paper of a term, counted as the law room counts it."""
    regime = facts.get("counting", Regime.RUSSIAN)
    assert isinstance(regime, Regime)
    deadline = due_after(term, on, CALENDAR, extension, regime)
    days = explain(on, term, CALENDAR, extension, regime)
    raw = max((day.day for day in days if day.number and not day.extension), default=deadline.latest)
    made = CountSheet(
        title="Дать сведения или мотивированный отказ",
        kind="Запрос сведений об обработке",
        basis="152-ФЗ ст. 14 ч. 3, ст. 20 ч. 1–2",
        reading=Reading.TEXT,
        term=term_words(term),
        unit=term.unit,
        trigger="получено",
        trigger_on=on,
        days=days if term.unit not in {Unit.HOURS, Unit.AT_ONCE} else (),
        safe=deadline.safe,
        latest=deadline.latest,
        end_ground=ground_off(raw, CALENDAR, regime),
        extension=term_words(extension) if extension else "",
        extended_latest=deadline.extended_latest,
        provisional=deadline.provisional,
        years=tuple(
            YearSum(year, CALENDAR.year(year).working_days, CALENDAR.decree(year))
            for year in range(on.year, days[-1].day.year + 1)
        ),
        edition="152-ФЗ в ред. 26.07.2026, правила 2026.1",
        made_on=date(2026, 12, 22),
    )
    return replace(made, **facts)  # type: ignore[arg-type]  # fields of CountSheet


NEW_YEAR = sheet(
    TEN,
    date(2026, 12, 21),
    FIVE,
    operator="Индивидуальный предприниматель Ветров Арсений Павлович",
    case_number=31,
    received_on=date(2026, 12, 21),
    noticed_on=date(2026, 12, 22),
    registered_on=date(2026, 12, 23),
    chain_head="3f9c1a2077bed041" * 4,
    to="заявителю",
    proof="исходящее письмо и подтверждение отправки",
)
WITHDRAWAL = sheet(THIRTY, date(2026, 12, 2), title="Уничтожить данные", basis="152-ФЗ ст. 21 ч. 5")
SATURDAY = sheet(TEN, date(2027, 2, 12), FIVE)
LONG = {
    "half a year": sheet(Term(6, Unit.MONTHS), date(2026, 11, 20)),
    "thirty working days": sheet(Term(30, Unit.WORKING_DAYS), date(2026, 12, 1)),
    "a month and two": sheet(
        Term(1, Unit.MONTHS), date(2026, 11, 20), Term(2, Unit.MONTHS), counting=Regime.GDPR, basis="GDPR art. 12(3)"
    ),
}


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return len(file.pages)


def assert_days_stand_in(text: str, made: CountSheet) -> None:
    """Every day of the strip is drawn: its date, and its number or why it has none."""
    drawn = text.partition("Как считали")[0]
    signs = drawn.split()
    for day in made.days:
        assert str(day.day.day) in signs, day
        if day.number is not None:
            assert (f"+{day.number}" if day.extension else str(day.number)) in signs, day
        elif day.day not in {made.trigger_on, made.latest}:
            ground = re.sub(r"ПП от \S+ №", "ПП №", day.ground)
            assert ground in drawn, day


def test_a_request_over_new_year(read_pdf: Read) -> None:
    text = read_pdf(render_count_sheet(NEW_YEAR))
    for value in (
        "Справка о расчёте срока",
        "Последний день — среда, 13 января 2027 г.",
        NEW_YEAR.title,
        NEW_YEAR.kind,
        NEW_YEAR.operator,
        "Обращение № 31, справка от 22 декабря 2026 г.",
        "Получено в понедельник, 21 декабря 2026 г.",
        "получено 21.12.2026, замечено 22.12.2026, зарегистрировано 23.12.2026: срок идёт со дня получения",
        "10 рабочих дней — 152-ФЗ ст. 14 ч. 3, ст. 20 ч. 1–2.",
        "Со следующего дня, 22 декабря 2026 г.: день события не считается (ГК РФ ст. 191)",
        "13 дней: суббота и воскресенье (ТК РФ ст. 111) — 26–27.12.2026, 09–10.01.2027",
        "ПП РФ от 24.09.2025 № 1466 — 31.12.2026 (перенос с 04.01.2026)",
        "(ТК РФ ст. 112) — 01–08.01.2027",
        "10-й рабочий день — среда, 13 января 2027 г.",
        "не более чем на 5 рабочих дней",
        "Тогда последний день — среда, 20 января 2027 г.",
        "2026 г. — 247 рабочих дней (ПП РФ от 24.09.2025 № 1466)",
        "2027 г. — 247 рабочих дней (ПП РФ от 17.09.2026 № 1187)",
        "152-ФЗ в ред. 26.07.2026, правила 2026.1",
        "3f9c 1a20 77be d041",
        "Заявителю.",
        "Исходящее письмо и подтверждение отправки.",
        "подпись",
    ):
        assert value in text
    assert "Безопасно" not in text
    assert "ПРЕДВАРИТЕЛЬНО" not in text
    assert ".." not in text
    assert_days_stand_in(text, NEW_YEAR)


def test_three_dates_that_are_one_are_not_told_thrice(read_pdf: Read) -> None:
    same = replace(NEW_YEAR, noticed_on=NEW_YEAR.trigger_on, registered_on=NEW_YEAR.trigger_on)
    assert "21 декабря 2026 г. Замечено и зарегистрировано в тот же день." in read_pdf(render_count_sheet(same))


def test_a_withdrawal_that_ends_on_new_years_day_has_two_days(read_pdf: Read) -> None:
    text = read_pdf(render_count_sheet(WITHDRAWAL))
    assert "Последний день — понедельник, 11 января 2027 г." in text
    assert "Безопасно — до 30 декабря 2026 г. (среда)" in text
    assert "Срок оканчивается 01.01.2027, в нерабочий день." in text
    assert "к срокам 152-ФЗ применяется по аналогии" in text
    assert "30-й день — пятница, 1 января 2027 г., нерабочий (ТК РФ ст. 112)" in text
    assert "в ближайший следующий рабочий день (ГК РФ ст. 193): понедельник, 11 января 2027 г." in text
    assert "выходные и праздники считаются наравне" in text
    assert "безопасный день" in text
    assert_days_stand_in(text, WITHDRAWAL)


def test_a_working_saturday_is_counted_and_says_why(read_pdf: Read) -> None:
    text = read_pdf(render_count_sheet(SATURDAY))
    assert "Последний день — понедельник, 1 марта 2027 г." in text
    assert "20.02.2027 (суббота) — рабочий день: выходной перенесён на 22.02.2027 (ПП РФ от 17.09.2026 № 1187)" in text
    assert "ПП РФ от 17.09.2026 № 1187 — 22.02.2027 (перенос с 20.02.2027)" in text
    assert "ТК РФ ст. 112) — 23.02.2027" in text
    assert {day.day: day.number for day in SATURDAY.days}[date(2027, 2, 20)] == 6
    assert_days_stand_in(text, SATURDAY)


@pytest.mark.parametrize("made", LONG.values(), ids=LONG)
def test_long_terms_stay_on_one_page(made: CountSheet, read_pdf: Read) -> None:
    pdf = render_count_sheet(made)
    assert pages(pdf) == 1
    signs = read_pdf(pdf).partition("Как считали")[0].split()
    assert {str(day.day.day) for day in made.days} <= set(signs)


def test_a_year_of_working_days_may_take_a_second_page_and_loses_nothing(read_pdf: Read) -> None:
    made = sheet(Term(365, Unit.WORKING_DAYS), date(2026, 12, 1))
    pdf = render_count_sheet(made)
    text = read_pdf(pdf)
    assert pages(pdf) <= 2
    assert "ПРЕДВАРИТЕЛЬНО" in text
    assert "дни 1–21" in text
    assert "365-й рабочий день" in text
    assert "И. О. Фамилия" in text


def test_a_year_without_its_decree_is_named(read_pdf: Read) -> None:
    text = read_pdf(render_count_sheet(sheet(TEN, date(2027, 12, 20), FIVE)))
    assert "ПРЕДВАРИТЕЛЬНО" in text
    assert "Постановление о переносе выходных на 2028 г. ещё не известно." in text


def test_an_extension_that_rules_and_one_that_waits_for_its_notice(read_pdf: Read) -> None:
    issued = replace(NEW_YEAR, extended_on=date(2026, 12, 29), extended_to=date(2027, 1, 20))
    text = read_pdf(render_count_sheet(issued))
    assert "Последний день — среда, 13 января 2027 г." in text
    assert "Оно ещё не отправлено: пока действует первоначальный последний день." in text
    ruling = replace(issued, safe=date(2027, 1, 20), latest=date(2027, 1, 20))
    text = read_pdf(render_count_sheet(ruling))
    assert "Последний день — среда, 20 января 2027 г." in text
    assert "Срок продлён; первоначально — до 13 января 2027 г." in text
    assert "Срок продлён уведомлением от 29.12.2026" in text
    assert "был последним" in text


def test_at_once_and_hours_are_said_in_words(read_pdf: Read) -> None:
    once = sheet(Term(0, Unit.AT_ONCE), date(2026, 12, 6))
    text = read_pdf(render_count_sheet(once))
    assert "Немедленно — воскресенье, 6 декабря 2026 г." in text
    assert "Этот срок не считают в днях" in text
    assert "Пн Вт" not in text
    hours = sheet(Term(24, Unit.HOURS), date(2026, 12, 31))
    assert "Этот срок считают в часах" in read_pdf(render_count_sheet(hours))
    exact = replace(hours, at=time(9, 40), latest=date(2027, 1, 1), safe=date(2027, 1, 1))
    assert "Не позднее 09:40 — пятница, 1 января 2027 г." in read_pdf(render_count_sheet(exact))


def test_days_called_off_by_the_president_are_counted_and_named(read_pdf: Read) -> None:
    text = read_pdf(render_count_sheet(sheet(TEN, date(2020, 3, 27))))
    assert "30.03–03.04.2020 — Указ от 25.03.2020 № 206" in text
    assert "Указ № 239" in text


def test_several_papers_are_pages_in_their_order(read_pdf: Read) -> None:
    pdf = render_count_sheets([NEW_YEAR, WITHDRAWAL, SATURDAY])
    text = read_pdf(pdf)
    assert pages(pdf) == 3
    found = [text.index(day) for day in ("13 января 2027 г.", "11 января 2027 г.", "1 марта 2027 г.")]
    assert found == sorted(found)
    assert text.count("Справка о расчёте срока, обращение № 31") == 1


def test_the_same_paper_makes_the_same_bytes() -> None:
    assert render_count_sheet(NEW_YEAR) == render_count_sheet(NEW_YEAR)


def test_one_page_fonts_embedded_and_the_file_says_what_it_is() -> None:
    with pikepdf.open(io.BytesIO(render_count_sheet(NEW_YEAR))) as file:
        assert len(file.pages) == 1
        assert [round(float(size)) for size in file.pages[0].MediaBox.as_list()[2:]] == [595, 842]
        fonts = list(file.pages[0].Resources.Font.values())
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert {name for font in fonts for name in ("PTSerif", "PTSans") if name in str(font.BaseFont)} == {
            "PTSerif",
            "PTSans",
        }
        assert str(file.Root.Lang) == "ru-RU"
        assert str(file.docinfo.Title) == "Справка о расчёте срока, обращение № 31"
        assert str(file.docinfo.Author) == NEW_YEAR.operator
        assert "/XObject" not in file.pages[0].Resources  # nothing is a picture: all can be selected


def test_files_are_archive_pdf(tmp_path: Path) -> None:
    made = ([NEW_YEAR], [WITHDRAWAL, SATURDAY, *LONG.values(), replace(NEW_YEAR, operator="🙂 ž")])
    expect_archive(tmp_path, *map(render_count_sheets, made))


WORDS = st.text("абвгд йЁ«»—,.№<&>{}🙂W", min_size=1, max_size=700)


@settings(max_examples=25)
@given(title=WORDS, basis=WORDS, readings=st.lists(WORDS, max_size=3), proof=WORDS, days=st.integers(1, 40))
def test_words_of_any_length_stay_on_the_paper(
    title: str, basis: str, readings: list[str], proof: str, days: int
) -> None:
    made = sheet(
        Term(days, Unit.WORKING_DAYS), date(2026, 12, 21), FIVE, title=title, basis=basis, proof=proof, to=title,
        operator=basis, readings=tuple(readings), case_number=7,
    )  # fmt: skip
    pdf = render_count_sheet(made)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    words = re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', done.stdout.decode())
    assert words
    for left, top, right, bottom, _ in words:
        assert float(left) >= 70
        assert float(right) <= 555
        assert float(top) >= 40
        assert float(bottom) <= 825
    if pages(pdf) == 1:
        text = "".join(html.unescape(word) for *_, word in words)
        for value in (title, basis, proof, *readings):
            assert "".join(printable(value).split()).rstrip(".").casefold() in text.casefold()


@settings(max_examples=60)
@given(
    st.dates(date(2015, 1, 1), date(2035, 1, 1)),
    st.integers(1, 45),
    st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS]),
)
def test_the_last_day_of_the_drawing_is_the_last_day_of_the_answer(on: date, number: int, unit: Unit) -> None:
    made = sheet(Term(number, unit), on)
    assert made.first_latest == made.latest == made.days[-1].day
    assert made.raw_end <= made.latest
    assert calendar(made)


def test_forty_days_are_drawn_as_weeks_and_half_a_year_as_months() -> None:
    assert isinstance(calendar(sheet(Term(40, Unit.CALENDAR_DAYS), date(2026, 12, 2)))[0], Weeks)
    assert not isinstance(calendar(LONG["half a year"])[0], Weeks)


def test_days_and_grounds_in_words() -> None:
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 30), date(2027, 1, 31), date(2027, 2, 1)]
    assert spans_of_days(days) == "31.12.2026–01.01.2027, 30.01–01.02.2027"
    assert in_full("ТК ст. 112").replace("\u00a0", " ") == "ТК РФ ст. 112"
    assert in_full("Закон области от 01.02.2020 № 5") == "Закон области от 01.02.2020 № 5"
    assert term_words(Term(21, Unit.WORKING_DAYS)).replace("\u00a0", " ") == f"21 {plural(21, 'рабочий день', '', '')}"
    assert term_words(Term(0, Unit.AT_ONCE)) == "немедленно"
