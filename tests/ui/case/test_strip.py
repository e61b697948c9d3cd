"""The «Лента срока»: what stands on each day, what is said of it, and how long terms are laid out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from otklik.casework.strip import strip_of
from otklik.casework.views import DayKind, StripDay
from otklik.law.calendar import WorkCalendar
from otklik.law.kinds import Kind, Regime
from otklik.law.terms import Term, Unit
from otklik.register.records import DutyRecord
from otklik.ui.case.strip import DayStrip
from otklik.ui.case.strip_layout import lay_out
from otklik.ui.case.strip_words import day_sentence, short_ground, summary

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CALENDAR = WorkCalendar.load()

pytestmark = pytest.mark.usefixtures("look")


def strip(
    kind: Kind, duty: str, term: Term, trigger: date, latest: date, extended: date | None = None
) -> tuple[StripDay, ...]:
    """Return the days of a term, looked at on the day it starts."""
    record = DutyRecord(
        kind=kind, duty=duty, term=term, trigger_on=trigger, safe=latest, latest=latest, extended_latest=extended
    )
    return strip_of(record, Regime.RUSSIAN, trigger, CALENDAR)


def access_over_new_year() -> tuple[StripDay, ...]:
    ten = Term(10, Unit.WORKING_DAYS)
    return strip(Kind.ACCESS, "answer_access", ten, date(2026, 12, 21), date(2027, 1, 13), date(2027, 1, 20))


def on(days: tuple[StripDay, ...], day: date) -> StripDay:
    return next(one for one in days if one.day == day)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_skipped_day_says_why_on_itself_and_in_full_in_its_sentence() -> None:
    days = access_over_new_year()
    expected = {
        date(2026, 12, 26): ("сб", "суббота, 26 декабря: не считается (сб)"),
        date(2026, 12, 31): ("ПП 1466", "четверг, 31 декабря: не считается (ПП от 24.09.2025 № 1466)"),
        date(2027, 1, 4): ("ТК 112", "понедельник, 4 января: не считается (ТК ст. 112)"),
        date(2027, 1, 10): ("вс", "воскресенье, 10 января: не считается (вс)"),
    }
    said = {day: (short_ground(on(days, day)), plain(day_sentence(on(days, day), working=True))) for day in expected}
    assert said == expected
    assert plain(summary(days, working=True)) == "Пропущено 13 дней: сб, вс, ПП от 24.09.2025 № 1466, ТК ст. 112."


@pytest.mark.parametrize(
    ("ground", "short"),
    [("регион: Сагаалган", "рег."), ("Регламент 1182/71 ст. 3(4)", "ЕС 1182"), ("ГК ст. 193", "ГК 193"), ("", "")],
)
def test_every_ground_has_a_short_form(ground: str, short: str) -> None:
    assert short_ground(StripDay(date(2027, 2, 1), DayKind.SKIPPED, None, ground, False, False)) == short


def test_a_working_saturday_counts_and_is_called_one() -> None:
    ten = Term(10, Unit.WORKING_DAYS)
    days = strip(Kind.STOP_PROCESSING, "stop_processing", ten, date(2027, 2, 12), date(2027, 3, 1))
    saturday = on(days, date(2027, 2, 20))
    assert saturday.number == 6
    assert plain(day_sentence(saturday, working=True)) == "суббота, 20 февраля: день 6, рабочая суббота"
    assert "20 февраля считается: рабочая суббота." in plain(summary(days, working=True))


def test_a_saturday_among_calendar_days_is_no_working_saturday() -> None:
    thirty = Term(30, Unit.CALENDAR_DAYS)
    days = strip(Kind.CONSENT_WITHDRAWAL, "destroy_withdrawn", thirty, date(2026, 12, 2), date(2027, 1, 11))
    assert plain(day_sentence(on(days, date(2026, 12, 5)), working=False)) == "суббота, 5 декабря: день 3"
    said = plain(summary(days, working=False))
    assert said.startswith("Считаются все дни подряд. Срок кончается в нерабочий день")
    assert "конец переносится на 11 января" in said
    assert "рабочая" not in said
    assert day_sentence(on(days, date(2026, 12, 30)), working=False, safe=True).endswith("безопасный день")


@pytest.mark.parametrize("width", [300, 384, 470, 600, 674, 900])
@pytest.mark.parametrize("number", [4, 22, 31, 56, 70, 183])
def test_no_day_lies_on_another_or_outside(width: int, number: int) -> None:
    first = date(2026, 12, 2)
    days = tuple(
        StripDay(first + timedelta(days=index), DayKind.SKIPPED, None, "ТК ст. 112", False, False)
        for index in range(number)
    )
    layout = lay_out(days, width)
    boxes = [cell.box for cell in layout.cells]
    assert len(boxes) == number
    assert all(box.left() >= 0 and box.right() <= width and box.bottom() <= layout.height for box in boxes)
    assert not any(one.intersects(other) for index, one in enumerate(boxes) for other in boxes[index + 1 :])
    places = [cell.month_place for cell in layout.cells if cell.month_place is not None]
    assert all(place.right() <= width for place in places), "no month is cut off"
    months = [cell.month for cell in layout.cells if cell.month]
    assert months[0] in {"декабрь", "дек."}


def test_lines_are_whole_weeks_and_many_months_are_a_line_each() -> None:
    first = date(2026, 12, 7)
    days = tuple(
        StripDay(first + timedelta(days=index), DayKind.COUNTED, index, "", False, False) for index in range(56)
    )
    tops = sorted({cell.box.top() for cell in lay_out(days, 600).cells})
    assert len(tops) > 1
    in_line = [sum(cell.box.top() == top for cell in lay_out(days, 600).cells) for top in tops]
    assert {number % 7 for number in in_line} == {0}
    long = tuple(
        StripDay(first + timedelta(days=index), DayKind.COUNTED, index, "", False, False) for index in range(183)
    )
    cells = lay_out(long, 674).cells
    assert len({cell.box.top() for cell in cells}) == 7
    assert [cell.month for cell in cells if cell.month][1] == "январь 2027"


def test_enter_and_a_click_copy_the_sentence_of_a_day(qtbot: QtBot) -> None:
    shown = DayStrip()
    qtbot.addWidget(shown)
    shown.resize(674, 200)
    shown.show_days(access_over_new_year(), "soon")
    shown.show()
    copied: list[str] = []
    shown.copied.connect(copied.append)
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert plain(copied[-1]) == "вторник, 22 декабря: день 1"
    assert QGuiApplication.clipboard().text() == copied[-1]
    box = shown._laid_out()[2].box
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(round(box.center().x()), round(box.center().y())))
    assert plain(copied[-1]) == "среда, 23 декабря: день 2"
    assert QGuiApplication.clipboard().text() == copied[-1]
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert plain(copied[-1]) == "четверг, 24 декабря: день 3", "the keys go on from the day that was clicked"


def test_a_weekday_is_not_said_twice_but_other_grounds_stand_inside() -> None:
    shown = DayStrip()
    shown.resize(674, 200)
    days = access_over_new_year()
    shown.show_days(days, "soon")
    cells = shown._laid_out()
    inside = {day.day: shown._second(day, cell) for day, cell in zip(days, cells, strict=True)}
    assert inside[date(2026, 12, 26)] == ""
    assert inside[date(2026, 12, 31)].split() == ["ПП", "1466"]
    assert inside[date(2026, 12, 22)] == "1"


@pytest.mark.parametrize(("today", "drawn"), [(date(2026, 11, 26), 5), (date(2026, 11, 27), 0)])
def test_days_of_an_extension_are_drawn_only_while_it_can_still_be_extended(today: date, drawn: int) -> None:
    record = DutyRecord(
        kind=Kind.ACCESS,
        duty="answer_access",
        term=Term(10, Unit.WORKING_DAYS),
        trigger_on=date(2026, 11, 12),
        safe=date(2026, 11, 26),
        latest=date(2026, 11, 26),
        extended_latest=date(2026, 12, 3),
    )
    days = strip_of(record, Regime.RUSSIAN, today, CALENDAR)
    assert sum(day.kind is DayKind.EXTENSION and day.number is not None for day in days) == drawn
    assert days[-1].day == (date(2026, 12, 3) if drawn else record.latest)
