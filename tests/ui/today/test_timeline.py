"""The days ahead: which have a place, what is told of each, and that keys walk them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF

from otklik.casework.absence import Absence
from otklik.casework.views import DueDay, Urgency
from otklik.law.calendar import WorkCalendar
from otklik.ui import theme
from otklik.ui.today.timeline import Timeline
from otklik.ui.today.today_page import working_days_ahead

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 21)
DUE = (
    DueDay(date(2026, 11, 22), Urgency.SOON, 1),
    DueDay(date(2026, 11, 26), Urgency.SOON, 3),
    DueDay(date(2026, 12, 2), Urgency.LATER, 1),
)
LEAVE = Absence(date(2026, 12, 1), date(2026, 12, 11), "отпуск")


@pytest.fixture
def timeline(qtbot: QtBot, look: None) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(760, made.sizeHint().height())
    made.show_days(working_days_ahead(WorkCalendar.load(), TODAY, 30), DUE, TODAY, (LEAVE,))
    made.show()
    return made


def said(timeline: Timeline, day: date) -> str:
    return timeline.said(day).replace("\u00a0", " ")


def test_thirty_working_days_today_and_days_off_that_matter(timeline: Timeline) -> None:
    days = timeline._days
    assert (len(days), days[0], days[1], days[-1]) == (32, TODAY, date(2026, 11, 22), date(2027, 1, 12))
    assert timeline.accessibleDescription().replace("\u00a0", " ") == (
        "22 ноября (выходной): 1 обращение, 26 ноября: 3 обращения, 2 декабря: 1 обращение"
    )


def test_days_off_leave_a_gap(timeline: Timeline) -> None:
    places = dict(zip(timeline._days, timeline._left, strict=True))
    day = timedelta(days=1)
    for one, other in zip(timeline._days, timeline._days[1:], strict=False):
        assert (places[other] - places[one] > 1) == (other - one > day)


def test_each_day_tells_what_it_is(timeline: Timeline) -> None:
    assert said(timeline, TODAY) == "сегодня, суббота, 21 ноября (выходной) · сроков нет"
    assert said(timeline, date(2026, 11, 26)) == "четверг, 26 ноября · срок у 3 обращений"
    assert said(timeline, date(2026, 12, 2)) == "среда, 2 декабря · срок у 1 обращения · отпуск"


def test_keys_walk_the_days_and_enter_goes_to_the_cases(qtbot: QtBot, timeline: Timeline) -> None:
    wanted: list[date] = []
    timeline.day_wanted.connect(wanted.append)
    assert timeline._days[timeline._current] == date(2026, 11, 22), "the walk begins where something is due"
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    qtbot.keyClick(timeline, Qt.Key.Key_Return)  # nothing is due on the 23rd
    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    assert timeline._current == 0
    qtbot.keyClick(timeline, Qt.Key.Key_Left)
    assert timeline._current == 0
    qtbot.keyClick(timeline, Qt.Key.Key_End)
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert timeline._days[timeline._current] == date(2027, 1, 12)
    assert wanted == [date(2026, 11, 22)]


def test_every_day_is_found_under_the_mouse(qtbot: QtBot, timeline: Timeline) -> None:
    for index in range(len(timeline._days)):
        assert timeline._at(timeline._middle(index)) == index
    assert timeline._at(-5) == 0
    assert timeline._at(5000) == len(timeline._days) - 1
    with qtbot.waitSignal(timeline.day_wanted) as caught:
        place = QPoint(round(timeline._middle(timeline._days.index(date(2026, 11, 26)))), 20)
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == [date(2026, 11, 26)]


def test_the_day_one_stands_on_stays_when_the_page_is_read_again(qtbot: QtBot, timeline: Timeline) -> None:
    qtbot.keyClick(timeline, Qt.Key.Key_End)
    timeline.show_days(timeline._days[2:], DUE[1:], TODAY)
    assert timeline._days[timeline._current] == date(2027, 1, 12)


def test_nothing_due_is_said_too(timeline: Timeline) -> None:
    timeline.show_days(timeline._days[2:], (), TODAY)
    assert timeline.accessibleDescription() == "В эти дни сроков нет"


@pytest.mark.parametrize("width", [240, 500, 1200])
def test_it_is_painted_at_any_width(timeline: Timeline, width: int) -> None:
    timeline.resize(width, timeline.sizeHint().height())
    timeline.setFocus()
    picture = timeline.grab().toImage()
    colours = {picture.pixel(x, round(picture.height() * 0.25)) for x in range(picture.width())}
    assert len(colours) > 2, "ground, dots and the shade of the leave"


@pytest.mark.parametrize("width", [300, 420, 560, 760])
def test_where_every_day_is_busy_dates_are_thinned_and_marks_stay(timeline: Timeline, width: int) -> None:
    days = working_days_ahead(WorkCalendar.load(), TODAY, 30)
    timeline.resize(width, timeline.height())
    timeline.show_days(days, tuple(DueDay(day, Urgency.LATER, 33) for day in days), TODAY)
    places = sorted(timeline._middle(index) for index, day in enumerate(timeline._days) if day in timeline._written())
    figures = QFontMetricsF(theme.font(theme.CAPTION, 600)).horizontalAdvance("28")
    assert min(right - left for left, right in pairwise(places)) > figures, "one figure runs into the next"
    assert TODAY in timeline._written()
    assert len(places) * (figures + 12) > width / 2, "more would fit"
    picture = timeline.grab().toImage()
    for index, day in enumerate(timeline._days):
        if day in days:
            column = [picture.pixelColor(round(timeline._middle(index)) - 1, y) for y in range(14, 30)]
            assert theme.color("accent") in column, day
