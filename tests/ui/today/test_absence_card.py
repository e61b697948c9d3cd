"""The planner of absences in the window."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from otklik.casework import absence
from otklik.casework.absence import Absence, AbsencePlan, DueThen
from otklik.law.kinds import Kind
from otklik.ui.main_window import TODAY, MainWindow
from otklik.ui.today.absence_card import AbsenceCard, headline, span
from otklik.ui.today.absence_form import AbsenceForm
from otklik.ui.today.today_page import TodayPage
from otklik.ui.widgets import LinkButton
from tests.ui.window_tools import ask, button, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks

DAY = date(2026, 11, 21)


@pytest.fixture
def page(window: MainWindow) -> TodayPage:
    shown = window.page(TODAY)
    assert isinstance(shown, TodayPage)
    return shown


def form_of(page: TodayPage) -> AbsenceForm:
    return next(form for form in page.findChildren(AbsenceForm) if form.isVisible())


def planned(qtbot: QtBot, tasks: Tasks) -> tuple[Absence, ...]:
    return ask(qtbot, tasks, absence.planned)


def test_a_leave_is_planned_changed_and_taken_off(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    button(page, "Запланировать отсутствие…").click()
    form = form_of(page)
    form.first.setText("01.12.2026")
    form.last.setText("16.12.2026")
    form.word.setText("отпуск")
    form.button.click()
    settle(qtbot, window)
    words = seen(page)
    assert "Отпуск 1–16 декабря: 1 срок попадает внутрь" in words
    assert "Ответьте до 30 ноября, последнего рабочего дня перед отъездом." in words
    assert "2 декабря · Обращение № 6: прекратить обработку, в том числе у обработчика" in words
    assert "Сразу после возвращения, когда времени почти нет, — 4 срока, 18 декабря:" in words
    assert not page.findChildren(AbsenceForm) or not form.isVisible()

    button(page, "Изменить…").click()
    form = form_of(page)
    assert form.word.text() == "отпуск"
    form.last.setText("01.12.2026")
    qtbot.keyClick(form.last, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert planned(qtbot, tasks) == (Absence(date(2026, 12, 1), date(2026, 12, 1), "отпуск"),)
    button(page, "Отменить").click()
    settle(qtbot, window)
    assert planned(qtbot, tasks) == ()
    assert not page._absences.isVisible()


def test_both_days_are_typed_at_once_and_the_focus_stays_in_the_card(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    window.activateWindow()
    page.plan_absence()
    form = form_of(page)
    qtbot.keyClicks(form.first, "20-31.12")
    qtbot.keyClick(form.first, Qt.Key.Key_Tab)
    assert (form.first.text(), form.last.text()) == ("20.12.2026", "31.12.2026")
    assert not bool(form.first.property("wrong"))
    form.first.setText("21–30.12")
    qtbot.keyClick(form.first, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert planned(qtbot, tasks) == (Absence(date(2026, 12, 21), date(2026, 12, 30), ""),)
    qtbot.waitUntil(lambda: button(page, "Изменить…").hasFocus())


def test_what_is_wrong_is_said_at_its_field(qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks) -> None:
    page.plan_absence()
    form = form_of(page)
    form.button.click()
    assert "Введите день." in seen(form)
    form.first.setText("16.12.2026")
    form.last.setText("1.12.2026")
    form.button.click()
    settle(qtbot, window)
    assert "Последний день раньше первого. Проверьте даты." in seen(form)
    assert bool(form.last.property("wrong"))
    assert "Введите день." not in seen(form)
    assert planned(qtbot, tasks) == ()


def test_the_form_is_left_by_escape_and_stays_while_the_page_is_read_again(
    qtbot: QtBot, window: MainWindow, page: TodayPage
) -> None:
    page.plan_absence()
    form_of(page).first.setText("01.12.2026")
    page.refresh()
    settle(qtbot, window)
    form = form_of(page)
    assert form.first.text() == "01.12.2026"
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    QApplication.sendPostedEvents()
    assert not [left for left in page.findChildren(AbsenceForm) if left.isVisible()]
    assert not page._absences.isVisible()


def test_a_case_that_falls_into_it_is_a_click_away(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    tasks.act(lambda desk: absence.plan(desk, Absence(date(2026, 12, 1), date(2026, 12, 16))))
    settle(qtbot, window)
    assert "Отсутствие 1–16 декабря: 1 срок попадает внутрь" in seen(page)
    with qtbot.waitSignal(page.case_wanted):
        button(page, "№\u00a08").click()


def test_a_long_list_is_shown_whole_when_asked_for(
    qtbot: QtBot, window: MainWindow, page: TodayPage, tasks: Tasks
) -> None:
    tasks.act(lambda desk: absence.plan(desk, Absence(date(2026, 11, 26), date(2027, 1, 5))))
    settle(qtbot, window)
    (plan,) = ask(qtbot, tasks, absence.plans)
    (more,) = (link for link in page.findChildren(LinkButton) if link.text().startswith("и ещё"))
    assert more.text().split() == ["и", "ещё", str(len(plan.inside) - 3)]
    assert seen(page._absences).count(" · ") == 3
    more.click()
    settle(qtbot, window)
    assert seen(page._absences).count(" · ") == len(plan.inside)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (Absence(date(2026, 12, 20), date(2026, 12, 31), "отпуск"), "Отпуск 20–31 декабря: сроков в эти дни нет"),
        (
            Absence(date(2026, 12, 28), date(2027, 1, 8), "в горы"),
            "В горы 28 декабря – 8 января 2027: сроков в эти дни нет",
        ),
        (Absence(date(2026, 12, 20), date(2026, 12, 20)), "Отсутствие 20 декабря: сроков в эти дни нет"),
    ],
)
def test_the_days_are_said_as_people_say_them(look: None, days: Absence, words: str) -> None:
    assert headline(AbsencePlan(days, None, (), ()), DAY).replace("\u00a0", " ") == words
    assert span(days, DAY) in headline(AbsencePlan(days, None, (), ()), DAY)


def test_an_absence_that_has_begun_names_what_is_overdue(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    card = AbsenceCard(tasks, window)
    (duty, *_) = ask(qtbot, tasks, lambda desk: desk.register.duties.due_between(DAY, date(2027, 1, 31), DAY))
    late = DueThen(duty.case_id, 1, (Kind.ACCESS,), date(2026, 11, 19), duty)
    card.show_plans((AbsencePlan(Absence(date(2026, 11, 20), DAY), overdue=(late,)),), DAY)
    words = seen(card)
    assert "1 срок уже просрочен" in words
    assert "Обращение № 1:" in words
    assert "сроков в эти дни нет" not in words
