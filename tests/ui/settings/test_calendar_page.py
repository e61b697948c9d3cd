"""The calendar and the rules in the window: asked for on the first screen, entered and looked at in the settings."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from otklik.casework import calendars, editions, opening
from otklik.casework.desk import Changes
from otklik.casework.moves import CaseMoves, DutyMove
from otklik.law.calendar import WorkCalendar
from otklik.law.kinds import Kind
from otklik.system.clock import FixedClock
from otklik.ui import translation
from otklik.ui.main_window import REGISTER, SETTINGS, TODAY, MainWindow
from otklik.ui.register.columns import Column
from otklik.ui.settings.settings_page import CALENDAR, SettingsPage
from otklik.ui.tasks import Tasks
from otklik.ui.today.calendar_notices import CalendarNews, CalendarNotices
from tests.invented import MOSCOW
from tests.ui.window_tools import ask, button, register_page, seen, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.main_window import RoomPage
    from otklik.ui.settings.calendar_page import CalendarPage

SAMPLES = Path(__file__).parents[2] / "data" / "registers"
OCTOBER = datetime(2027, 10, 5, 12, 0, tzinfo=MOSCOW)


@pytest.fixture
def open_window(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Callable[[datetime], MainWindow]]:
    """Open a register of an older program on a day of our choice."""
    for file in SAMPLES.glob("v1.*"):
        shutil.copy(file, tmp_path)
    (tmp_path / "v1.key").chmod(0o600)
    tasks = Tasks()
    crashes: list[Exception] = []
    tasks.crashed.connect(crashes.append)
    windows: list[MainWindow] = []

    def opened(today: datetime) -> MainWindow:
        clock, desks = FixedClock(today), []
        tasks.open_desk(lambda: opening.open_for_work(tmp_path / "v1.otklik", tmp_path / "v1.key", clock), desks.append)
        qtbot.waitUntil(lambda: bool(desks))
        window = MainWindow(tasks, clock)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitSignal(window.ready):
            window.start("Реестр")
            window.show()
        settle(qtbot, window)
        windows.append(window)
        return window

    yield opened
    for window in windows:
        window.hide()
    tasks.close()
    for error in crashes:
        raise error


def settings(window: MainWindow) -> SettingsPage:
    page = window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    return page


def calendar(window: MainWindow) -> CalendarPage:
    return settings(window).calendar


def named(window: MainWindow, name: str) -> QLineEdit:
    """Return the visible field a screen reader calls so."""
    return next(f for f in window.findChildren(QLineEdit) if f.accessibleName() == name and f.isVisible())


def type_decree(window: MainWindow, days: str) -> None:
    """Type the decree on 2028 with that sum of working days."""
    typed = {
        "Номер постановления": "900",
        "Дата постановления": "14.09.2027",
        "Рабочих дней в году, если опубликовано": days,
        "Перенос 1: с выходного дня": "01.01.2028",
        "Перенос 1: на день": "08.05.2028",
        "Перенос 2: с выходного дня": "02.01.2028",
        "Перенос 2: на день": "10.05.2028",
    }
    for name, text in typed.items():
        named(window, name).setText(text)


def test_the_first_screen_asks_for_the_decree_and_leads_to_the_form(
    qtbot: QtBot, open_window: Callable[[datetime], MainWindow]
) -> None:
    window = open_window(OCTOBER)
    assert "нет постановления о переносе выходных на 2028 год" in seen(window.page(TODAY))
    qtbot.mouseClick(button(window, "Внести постановление"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.shown == SETTINGS
    assert named(window, "Год").text() == "2028"
    assert window.focusWidget() is named(window, "Номер постановления")


def test_before_october_nothing_is_asked(open_window: Callable[[datetime], MainWindow]) -> None:
    window = open_window(datetime(2027, 9, 30, 12, 0, tzinfo=MOSCOW))
    assert "нет постановления" not in seen(window.page(TODAY))


def test_a_decree_is_shown_before_it_is_kept_and_the_question_goes(
    qtbot: QtBot, open_window: Callable[[datetime], MainWindow]
) -> None:
    window = open_window(OCTOBER)
    settings(window).show_decree_form(2028)
    window.show_room(SETTINGS)
    settle(qtbot, window)
    type_decree(window, "248")
    button(window, "Показать, что изменится").click()
    settle(qtbot, window)
    assert "рабочих дней: 247, а введено 248" in seen(window)
    assert not [b for b in calendar(window).findChildren(QAbstractButton) if b.text() == "Сохранить" and b.isVisible()]

    named(window, "Рабочих дней в году, если опубликовано").setText("247")
    button(window, "Показать, что изменится").click()
    settle(qtbot, window)
    assert "Сроки открытых обращений не изменятся" in seen(window)
    assert ask(qtbot, window._tasks, lambda desk: calendars.own_decree(desk, 2028)) is None

    button(window, "Сохранить").click()
    settle(qtbot, window)
    text = seen(calendar(window))
    assert "Постановление от 14.09.2027 № 900" in text
    assert "внесено вами" in text
    window.show_room(TODAY)
    settle(qtbot, window)
    assert "нет постановления" not in seen(window.page(TODAY))


def test_tab_goes_through_the_decree_as_the_eye_does(
    qtbot: QtBot, open_window: Callable[[datetime], MainWindow]
) -> None:
    window = open_window(OCTOBER)
    settings(window).show_decree_form(2028)
    window.show_room(SETTINGS)
    settle(qtbot, window)
    window.activateWindow()
    button(window, "Ещё один перенос").click()
    settle(qtbot, window)
    named(window, "Номер постановления").setFocus()
    went = []
    for _ in range(14):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        here = window.focusWidget()
        went.append(here.accessibleName() or here.text())
    rows = [
        name.format(number)
        for number in (1, 2, 3)
        for name in ("Перенос {}: с выходного дня", "Перенос {}: на день", "Убрать перенос {}")
    ]
    fields = ["Дата постановления", "Рабочих дней в году, если опубликовано"]
    assert went == [*fields, *rows, "Ещё один перенос", "Показать, что изменится", "Отмена"]


def test_the_first_complaint_is_of_the_first_field_and_goes_when_it_is_mended(
    qtbot: QtBot, open_window: Callable[[datetime], MainWindow]
) -> None:
    window = open_window(OCTOBER)
    settings(window).show_decree_form(2028)
    window.show_room(SETTINGS)
    settle(qtbot, window)
    complaints = {
        "Номер постановления": ("Введите номер постановления", "900"),
        "Дата постановления": ("Введите дату постановления", "14.09.2027"),
        "Перенос 1: на день": ("У переноса два дня", "08.05.2028"),
    }
    named(window, "Перенос 1: с выходного дня").setText("01.01.2028")
    for name, (sentence, text) in complaints.items():
        button(window, "Показать, что изменится").click()
        settle(qtbot, window)
        assert window.focusWidget() is named(window, name)
        assert [one for one, _text in complaints.values() if one in seen(window)] == [sentence]
        named(window, name).setText(text)
        assert sentence not in seen(window)
    named(window, "Перенос 1: на день").setText("02.01.2028")
    button(window, "Показать, что изменится").click()
    settle(qtbot, window)
    assert "02.01.2028" in seen(window), "the law complains of a day that is off already"
    named(window, "Перенос 1: на день").setText("08.05.2028")
    assert "02.01.2028" not in seen(window)


def test_what_is_changed_after_the_look_has_to_be_looked_at_again(
    qtbot: QtBot, open_window: Callable[[datetime], MainWindow]
) -> None:
    window = open_window(OCTOBER)
    settings(window).show_decree_form(2028)
    window.show_room(SETTINGS)
    settle(qtbot, window)
    type_decree(window, "247")
    button(window, "Показать, что изменится").click()
    settle(qtbot, window)
    assert button(window, "Сохранить").isVisible()
    named(window, "Перенос 2: на день").setText("11.05.2028")
    assert button(window, "Показать, что изменится").isVisible()
    assert "не изменятся" not in seen(window)


def test_a_day_off_of_the_region_is_added_and_taken_out(
    qtbot: QtBot, open_window: Callable[[datetime], MainWindow]
) -> None:
    window = open_window(datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW))
    settings(window)._show(CALENDAR)
    window.show_room(SETTINGS)
    settle(qtbot, window)
    named(window, "Нерабочий день региона").setText("25.11.2026")
    qtbot.keyClick(named(window, "Как называется нерабочий день"), Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "Укажите, как называется нерабочий день" in seen(window)
    named(window, "Как называется нерабочий день").setText("Сагаалган")
    button(window, "Добавить день").click()
    settle(qtbot, window)
    text = seen(window)
    assert "25 ноября 2026" in text
    assert "Сдвинулись 4 срока" in text
    button(window, "Убрать").click()
    settle(qtbot, window)
    assert "25 ноября 2026" not in seen(window)
    assert ask(qtbot, window._tasks, calendars.regional_days) == ()


def test_new_rules_wait_until_they_are_taken_over(qtbot: QtBot, open_window: Callable[[datetime], MainWindow]) -> None:
    window = open_window(datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW))
    assert "3 открытых обращения посчитаны по прежним" in seen(window.page(TODAY))
    button(window, "Посмотреть, что изменится").click()
    settle(qtbot, window)
    assert "правила 2026.1" in seen(calendar(window))
    button(window, "Не сейчас").click()
    settle(qtbot, window)
    assert len(ask(qtbot, window._tasks, editions.pending).cases) == 3
    window.show_room(TODAY)
    settle(qtbot, window)
    assert "по прежним" not in seen(window.page(TODAY))

    window.show_room(SETTINGS)
    settle(qtbot, window)
    button(window, "Перейти на новые правила").click()
    settle(qtbot, window)
    assert ask(qtbot, window._tasks, editions.pending).cases == ()
    assert "По ним посчитаны все открытые обращения" in seen(calendar(window))


def test_dates_that_moved_when_the_register_was_opened_are_told_until_seen(
    qtbot: QtBot, open_window: Callable[[datetime], MainWindow], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW))
    opening.open_for_work(tmp_path / "v1.otklik", tmp_path / "v1.key", clock).register.close()
    data = WorkCalendar.load().data
    shipped = data.decrees[2026]
    moves = (*shipped.transfers, (date(2026, 2, 7), date(2026, 12, 1)))
    later = replace(shipped, transfers=moves, working_days=None)
    newer = WorkCalendar(replace(data, decrees=data.decrees | {2026: later}))
    monkeypatch.setattr(WorkCalendar, "load", classmethod(lambda _cls: newer))
    window = open_window(clock.moment)
    today = window.page(TODAY)
    assert "Изменился производственный календарь" in seen(today)
    assert "№ 3" in seen(today)
    cross = next(
        b for b in today.findChildren(QAbstractButton) if b.accessibleName() == "Убрать сообщение" and b.isVisible()
    )
    cross.click()
    settle(qtbot, window)
    window._on_changed(Changes())
    settle(qtbot, window)
    assert "Изменился производственный календарь" not in seen(today)


def test_the_table_says_which_dates_are_provisional(
    qtbot: QtBot, open_window: Callable[[datetime], MainWindow]
) -> None:
    window = open_window(datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW))

    def unknown(desk: Desk) -> bool:
        """Make the dates of a case provisional, as a term into 2028 would."""
        case = desk.register.cases.by_number(1)
        assert case is not None
        desk.register.cases.save(replace(case, due_provisional=True, policy_provisional=True))
        return True

    assert ask(qtbot, window._tasks, unknown)
    window.show_room(REGISTER)
    register_page(window).refresh()
    settle(qtbot, window)
    model = register_page(window).table.model()
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == "1")
    for column in (Column.DUE, Column.POLICY):
        index = model.index(row, column)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", предварительно")
        assert "постановление" in index.data(Qt.ItemDataRole.ToolTipRole)
    other = model.index(1 - min(row, 1), Column.DUE)
    assert "предварительно" not in other.data(Qt.ItemDataRole.AccessibleTextRole)
    window.show_room(TODAY)
    cast("RoomPage", window.page(TODAY)).refresh()
    settle(qtbot, window)
    assert "предварительно" in seen(window.page(TODAY))


def test_many_cases_are_named_by_the_first_few_and_a_number(qtbot: QtBot, qapp: QApplication) -> None:
    translation.install(qapp, "ru")
    notices = CalendarNotices()
    qtbot.addWidget(notices)
    move = DutyMove("d", "д", "d", date(2026, 1, 1), date(2026, 1, 2))
    moved = tuple(CaseMoves(number, number, (Kind.ACCESS,), (move,)) for number in range(1, 22))
    notices.show_news(CalendarNews(moved=moved))
    text = notices._moved.sentence.replace("\u00a0", " ")
    assert text.endswith("сдвинулся 21 срок. Обращения: № 1, № 2, № 3, № 4, № 5, № 6 и ещё 15.")
    notices.show_news(CalendarNews())
    assert notices.isHidden()


def test_a_mistake_does_not_move_the_field_beside_it(
    qtbot: QtBot, open_window: Callable[[datetime], MainWindow]
) -> None:
    window = open_window(OCTOBER)
    settings(window).show_decree_form(2028)
    window.show_room(SETTINGS)
    settle(qtbot, window)
    named(window, "Номер постановления").setText("900")
    button(window, "Показать, что изменится").click()
    settle(qtbot, window)
    assert "Введите дату постановления." in seen(window)
    beside = ("Дата постановления", "Рабочих дней в году, если опубликовано")
    assert len({named(window, name).mapTo(window, QPoint()).y() for name in beside}) == 1
