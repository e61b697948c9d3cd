"""The first page: the sentence on top, what is due by day with one step each; looking at it changes nothing."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from otklik.casework import absence, answering, closing, dispatching, duties, lists
from otklik.casework.absence import Absence
from otklik.casework.desk import Changes
from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.ui.main_window import LETTERS, REGISTER, TODAY, MainWindow
from otklik.ui.register.columns import Column
from otklik.ui.today.timeline import Timeline
from otklik.ui.today.today_page import TodayPage
from otklik.ui.widgets import Label, LinkButton, PrimaryButton
from tests.ui.window_tools import ask, button, case_of, cells, open_panel, register_page, registered, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.system.clock import FixedClock
    from otklik.ui.tasks import Tasks


@pytest.fixture
def page(window: MainWindow) -> TodayPage:
    shown = window.page(TODAY)
    assert isinstance(shown, TodayPage)
    return shown


def stand_on(qtbot: QtBot, window: MainWindow, clock: FixedClock, day: date) -> str:
    """Stand on another day and return the words of the page."""
    clock.moment = datetime.combine(day, clock.moment.timetz())
    window.page(TODAY).refresh()
    settle(qtbot, window)
    return seen(window.page(TODAY))


def loud(page: QWidget) -> list[PrimaryButton]:
    shown = [press for press in page.findChildren(PrimaryButton) if press.isVisible()]
    return [press for press in shown if press.text() != "Новое обращение"]


def fulfilled(qtbot: QtBot, tasks: Tasks, kind: Kind) -> int:
    """Fulfil what leads the case of a kind and return its id."""
    case_id = case_of(qtbot, tasks, kind).id

    def tick(desk: Desk) -> Changes:
        return duties.fulfil(desk, case_id, lists.case_view(desk, case_id).main_duty.duty.id)

    tasks.act(tick)
    return case_id


def test_what_is_overdue_is_said_first(qtbot: QtBot, window: MainWindow, page: TodayPage) -> None:
    settle(qtbot, window)
    words = seen(page)
    assert words.startswith("Просрочено 1 обращение\n")
    assert page._title.property("role") == "big_overdue"
    assert "Суббота, 21 ноября. Ближайший срок — четверг, 26 ноября: обращение № 5, доступ." in words
    assert "Последняя проверенная копия вчера в 19:40" in words
    assert "Письмо по обращению № 6" in words


def test_where_nothing_burns_the_nearest_answer_is_named(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    fulfilled(qtbot, tasks, Kind.RECTIFICATION)
    settle(qtbot, window)
    assert page._title.text().replace("\u00a0", " ") == "Сегодня ничего не горит. Ближайший ответ — 26 ноября"
    assert page._title.property("role") == "title"


def test_the_last_day_is_the_loudest_thing(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks, clock: FixedClock
) -> None:
    fulfilled(qtbot, tasks, Kind.RECTIFICATION)
    words = stand_on(qtbot, window, clock, date(2026, 11, 26))
    assert "Сегодня последний день у 1 обращения" in words
    assert page._title.property("role") == "big_soon"
    day = next(label for label in page.findChildren(Label) if label.text().startswith("Сегодня, четверг"))
    others = [label for label in page._list.findChildren(QLabel) if label.isVisible() and label is not day]
    assert day.font().pixelSize() > max(label.font().pixelSize() for label in others)
    assert "последний день" in [label.text() for label in others], "not by size and colour alone"


def test_overdue_and_last_day_are_both_said(
    qtbot: QtBot, window: MainWindow, page: TodayPage, clock: FixedClock
) -> None:
    words = stand_on(qtbot, window, clock, date(2026, 11, 26))
    assert words.startswith("Просрочено 1 обращение. Сегодня последний день у 1 обращения\n")


def test_each_day_is_named_once_with_how_far_it_is(qtbot: QtBot, window: MainWindow, page: TodayPage) -> None:
    settle(qtbot, window)
    words = seen(page)
    days = ["Четверг, 19 ноября", "Четверг, 26 ноября", "Понедельник, 30 ноября", "Среда, 2 декабря"]
    assert [words.count(day) for day in days] == [1, 1, 1, 1]
    assert sorted(days, key=words.index) == days
    for far in ("просрочено на 1 рабочий день", "через 4 рабочих дня", "через 6 рабочих дней", "через 8 рабочих дней"):
        assert far in words


def test_each_case_has_one_step_that_says_why(qtbot: QtBot, window: MainWindow, page: TodayPage) -> None:
    settle(qtbot, window)
    words = seen(page)
    assert "Кто предъявил претензию?" in words, "the term hangs on it"
    assert "когда прекращена обработка" in words, "the draft misses it"
    assert "152-ФЗ ст. 14 ч. 3" in words
    steps = [line.button.text() for line in page._list._lines.values()]
    assert steps == ["Отметить сделанное", "Подготовить ответ", "Ответить на вопрос", "Открыть черновик"]


def test_only_the_nearest_step_is_loud_and_it_is_done_in_the_case(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    (first,) = loud(page)
    assert first.accessibleName().replace("\u00a0", " ") == "Отметить сделанное: Обращение № 7"
    fulfilled(qtbot, tasks, Kind.RECTIFICATION)
    settle(qtbot, window)
    (first,) = loud(page)
    assert first.accessibleName().replace("\u00a0", " ") == "Подготовить ответ: Обращение № 5"
    first.click()
    settle(qtbot, window)
    assert window.shown in {REGISTER, LETTERS}
    assert register_page(window)._panel.case_id == case_of(qtbot, tasks, Kind.ACCESS).id


def test_a_letter_that_waits_is_opened_by_its_step(qtbot: QtBot, window: MainWindow, page: TodayPage) -> None:
    settle(qtbot, window)
    button(page, "Открыть черновик").click()
    settle(qtbot, window)
    assert window.shown == LETTERS


def test_the_name_of_a_case_opens_it_without_doing_anything(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    name = next(link for link in page.findChildren(LinkButton) if link.text().endswith("5") and link.isVisible())
    name.click()
    settle(qtbot, window)
    assert window.shown == REGISTER
    assert register_page(window)._panel.case_id == case_of(qtbot, tasks, Kind.ACCESS).id
    assert ask(qtbot, tasks, lambda desk: desk.register.letters.count_drafts()) == 1


def test_looking_is_not_acting(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks, clock: FixedClock
) -> None:
    """Neither the first page nor an open case clears a figure or a day; an act does."""

    def changed(desk: Desk) -> tuple[int, str]:
        return desk.register.database.connection.total_changes, desk.register.journal.head()

    stand_on(qtbot, window, clock, date(2026, 11, 26))
    figure = window._sidebar.button(TODAY).accessibleName()
    before, words = ask(qtbot, tasks, changed), seen(page)
    for kind in (Kind.ACCESS, Kind.RECTIFICATION, Kind.CLAIM):
        open_panel(qtbot, window, case_of(qtbot, tasks, kind).id)
    window.show_room(TODAY)
    page.refresh()
    settle(qtbot, window)
    assert ask(qtbot, tasks, changed) == before
    assert seen(page) == words
    assert window._sidebar.button(TODAY).accessibleName() == figure

    def answer(desk: Desk, case_id: int) -> Changes:
        letter_id = answering.draft_letter(desk, case_id, "refusal").letter_id
        heading = answering.open_letter(desk, letter_id).letter.heading
        answering.save_draft(desk, letter_id, heading, "Данных о вас у нас нет.")
        answering.issue(desk, letter_id)
        return dispatching.dispatch(desk, letter_id, "по электронной почте")

    case_id = case_of(qtbot, tasks, Kind.ACCESS).id
    tasks.act(lambda desk: answer(desk, case_id))
    settle(qtbot, window)
    assert "последний день" not in seen(page)
    assert window._sidebar.button(TODAY).accessibleName() != figure


def test_the_cases_stand_by_the_days_that_are_shown(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    money = {"claimant": Claimant.CONSUMER, "claim_matter": ClaimMatter.MONEY}
    # Safe until the 20th, in time until the 23rd.
    registered(qtbot, tasks, (Kind.CLAIM,), date(2026, 11, 11), **money)
    registered(qtbot, tasks, (Kind.RECTIFICATION,), date(2026, 11, 21))  # to be blocked today
    page.refresh()
    settle(qtbot, window)
    words = seen(page)
    assert "Ближайший срок — суббота, 21 ноября: обращение № 10, уточнение." in words
    assert words.index("Четверг, 19 ноября") < words.index("Сегодня, суббота") < words.index("Понедельник, 23 ноября")
    told = page.findChild(Timeline).accessibleDescription().replace("\u00a0", " ")
    assert "23 ноября: 1 обращение, 26 ноября: 1 обращение" in told


def test_the_last_day_does_not_drown_in_what_is_late(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    for day in range(2, 14):
        registered(qtbot, tasks, (Kind.RECTIFICATION,), date(2026, 11, day))
    registered(qtbot, tasks, (Kind.RECTIFICATION,), date(2026, 11, 21))
    page.refresh()
    settle(qtbot, window)
    words = seen(page)
    assert words.startswith("Просрочено 13 обращений. Сегодня последний день у 1 обращения")
    assert "Сегодня, суббота, 21 ноября" in words
    assert words.count("просрочено на") == 4
    assert "ещё 9 до 2 декабря" not in words, "the last shown is due on that day"
    button(page, "ещё 9").click()
    settle(qtbot, window)
    assert window.shown == REGISTER


def test_how_many_more_there_are_leads_to_the_register(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    for day in range(16, 22):
        registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, day))
    page.refresh()
    settle(qtbot, window)
    more = next(link for link in page.findChildren(LinkButton) if link.text().startswith("ещё") and link.isVisible())
    assert more.text().replace("\u00a0", " ") == "ещё 2 до 4 декабря"
    more.click()
    settle(qtbot, window)
    assert window.shown == REGISTER


def test_a_day_further_down_is_looked_up_in_the_register(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    for day in (16, 16, 16, 17, 17, 20):
        registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, day))
    page.refresh()
    settle(qtbot, window)
    timeline = page.findChild(Timeline)
    timeline.day_wanted.emit(date(2026, 11, 30))
    assert window.shown == TODAY, "its cases are in the list"
    assert page._list.line_of(date(2026, 12, 4)) is None
    timeline.day_wanted.emit(date(2026, 12, 4))
    settle(qtbot, window)
    assert window.shown == REGISTER
    qtbot.waitUntil(lambda: set(cells(register_page(window), Column.DUE)) == {"04.12.2026"})


def test_the_hour_is_said_where_a_term_runs_by_it(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    registered(qtbot, tasks, (Kind.INCIDENT,), date(2026, 11, 21), received_at=time(11, 40))
    page.refresh()
    settle(qtbot, window)
    words = seen(page)
    assert "Воскресенье, 22 ноября\n" in words
    assert "в выходной" in words
    assert "до 11:40 · 23 часа" in words


def test_an_empty_day_is_one_calm_sentence(qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks) -> None:
    def clear(desk: Desk) -> Changes:
        for case_id in desk.register.cases.open_ids():
            for letter in desk.register.letters.of_case(case_id):
                answering.discard_draft(desk, letter.id)
            closing.annul_case(desk, case_id, "заведено по ошибке")
        return Changes(settings=True)

    tasks.act(clear)
    settle(qtbot, window)
    words = seen(page)
    assert words.startswith("Открытых обращений нет\n")
    assert "Ничто не ждёт ответа" in words
    assert not loud(page)


def test_a_long_first_page_fits_the_smallest_window(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    registered(qtbot, tasks, (Kind.STOP_PROCESSING, Kind.DISSEMINATION_STOP), date(2026, 11, 5))
    tasks.act(lambda desk: absence.plan(desk, Absence(date(2026, 11, 26), date(2026, 12, 16), "отпуск")))
    page.plan_absence()
    for width in (1000, 1024, 1100, 1208, 1440):
        window.resize(width, 640)
        settle(qtbot, window)
        assert (window.width(), page.content.width()) == (width, page.viewport().width())
        within = page.content.rect()
        for part in page.findChildren(QAbstractButton) + page.findChildren(QLabel):
            if part.isVisible() and page.content.isAncestorOf(part):
                assert within.contains(QRect(part.mapTo(page.content, QPoint()), part.size())), part.text()
        page.ensureWidgetVisible(page._drop)
        assert not page._drop.visibleRegion().isEmpty()


def test_what_can_be_done_here_is_offered_by_name(qtbot: QtBot, window: MainWindow, page: TodayPage) -> None:
    offered = {command.id: command for command in page.commands()}
    assert offered["first-step"].title.replace("\u00a0", " ") == "Отметить сделанное: Обращение № 7"
    offered["plan-absence"].run()
    settle(qtbot, window)
    assert "Отпуск или отъезд" in seen(page)
    offered["walk-days"].run()
    qtbot.waitUntil(lambda: page.findChild(Timeline).hasFocus() or not window.isActiveWindow())
    assert page.findChild(Timeline).focusPolicy() is Qt.FocusPolicy.StrongFocus
    offered["first-step"].run()
    settle(qtbot, window)
    assert window.shown == REGISTER
