"""The register in use: orders, columns, views, several requests, the search, and pages that come as one scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent

from otklik.ui import theme
from otklik.ui.main_window import REGISTER
from otklik.ui.register.columns import Choice, Column
from tests.ui.window_tools import ask, cells, register_page, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.main_window import MainWindow
    from otklik.ui.register.register_page import RegisterPage
    from otklik.ui.tasks import Tasks

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> RegisterPage:
    """The register, shown."""
    window.show_room(REGISTER)
    settle(qtbot, window)
    return register_page(window)


def click_heading(qtbot: QtBot, page: RegisterPage, column: Column, held: Qt.KeyboardModifier) -> None:
    """Click the heading of a column."""
    header = page.table.header
    place = header.viewport().rect().center()
    place.setX(header.sectionViewportPosition(column) + header.sectionSize(column) // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, held, place)


def test_a_heading_orders_and_turns_round(qtbot: QtBot, window: MainWindow, page: RegisterPage) -> None:
    click_heading(qtbot, page, Column.NUMBER, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: cells(page, Column.NUMBER) == list("12345678"))
    click_heading(qtbot, page, Column.NUMBER, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: cells(page, Column.NUMBER) == list("87654321"))
    spoken = page.table.model().headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "№, по убыванию"
    next(one for one in page.commands() if one.id == "register-ours").run()
    qtbot.waitUntil(lambda: cells(page, Column.NUMBER)[0] == "7")


def test_what_is_selected_outlives_another_order_and_reading_anew(
    qtbot: QtBot, window: MainWindow, page: RegisterPage
) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    chosen = set(page.table.chosen_ids())
    assert len(chosen) == 2
    assert page.choice_bar.isVisible()
    page.sort_by(Column.NUMBER, other=True)
    settle(qtbot, window)
    assert set(page.table.chosen_ids()) == chosen
    page.refresh()
    settle(qtbot, window)
    assert set(page.table.chosen_ids()) == chosen
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.choice_bar.isVisible()


def test_all_that_is_found_goes_to_the_clipboard_fetched_or_not(
    qtbot: QtBot, window: MainWindow, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("otklik.ui.register.copying.AT_ONCE", 3)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(page.table, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: "Скопировано 8 обращений" in seen(page))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["№", "Вид", "Кто", "Получено", "По закону", "По политике", "Осталось"]
    assert [line.split("\t")[0] for line in lines[1:]] == ["7", "5", "8", "6", "4", "3", "2", "1"]
    assert lines[1].split("\t")[4] == "19.11.2026"
    QGuiApplication.clipboard().clear()


def test_columns_are_chosen_and_kept_with_the_register(
    qtbot: QtBot, window: MainWindow, page: RegisterPage, tasks: Tasks
) -> None:
    page.ask_columns()
    panel = page._column_panel
    panel.list.setCurrentRow(1)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    panel.list.item(7).setCheckState(Qt.CheckState.Checked)
    shown = (0, 2, 1, 3, 4, 5, 6, 7)
    assert page.table.shown_columns == tuple(map(Column, shown))
    settle(qtbot, window)
    kept = ask(qtbot, tasks, lambda desk: desk.register.settings.get("columns"))
    assert Choice.read(kept).shown == tuple(map(Column, shown))
    panel.reset.click()
    assert page.table.shown_columns == Choice().shown
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_beside_a_case_the_table_chooses_for_itself(qtbot: QtBot, window: MainWindow, page: RegisterPage) -> None:
    page._take_columns(Choice((Column.WHO, Column.CHANNEL)))
    page.open_case(page.table.model().ids[0])
    settle(qtbot, window)
    assert page.table.shown_columns == (Column.NUMBER, Column.WHO, Column.RECEIVED, Column.DUE, Column.LEFT)
    room = page.table.columnWidth(Column.RECEIVED) - 16
    assert QFontMetrics(theme.font()).horizontalAdvance("28.08.25") <= room, "the year of another year is not cut off"
    page.close_case()
    assert page.table.shown_columns == (Column.WHO, Column.CHANNEL)


def test_a_search_becomes_a_view_with_a_name_and_goes_again(
    qtbot: QtBot, window: MainWindow, page: RegisterPage, tasks: Tasks
) -> None:
    page.show_text("вид:возражение")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)
    page.ask_view_name()
    panel = page._view_name
    panel.field.setText("все")
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert "уже есть" in seen(panel)
    panel.field.setText("Жалобы")
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page._search.text() == ""
    assert cells(page, Column.KIND) == ["возражение"]
    assert [one["name"] for one in ask(qtbot, tasks, lambda desk: desk.register.settings.get("views"))] == ["Жалобы"]
    assert "Показать: Жалобы" in {one.title for one in page.commands()}
    page.views.remove(0)
    settle(qtbot, window)
    assert page.table.model().rowCount() == 8
    assert ask(qtbot, tasks, lambda desk: desk.register.settings.get("views")) == []


def test_the_search_marks_what_it_understood_and_says_the_rest(
    qtbot: QtBot, window: MainWindow, page: RegisterPage
) -> None:
    field = page._search
    field.setText("rhskjdf")
    qtbot.waitUntil(lambda: "была другая раскладка" in seen(page))
    assert cells(page, Column.NUMBER) == ["7"]
    field.setText("нечто:такое")
    qtbot.waitUntil(lambda: "была другая раскладка" not in seen(page) and page._remark.isVisible())
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    qtbot.waitUntil(lambda: not page._remark.isVisible())
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


@pytest.mark.qt_log_ignore("does not support")  # a list that pops up grabs the keyboard, which offscreen has none
def test_fields_are_offered_and_taken_by_enter(qtbot: QtBot, window: MainWindow, page: RegisterPage) -> None:
    window.activateWindow()
    field = page._search
    field.setFocus()
    for letter in "ви":  # QTest has no keys for these
        typed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(field, typed)
    offered = field._list
    assert offered.isVisible()
    qtbot.keyClick(offered, Qt.Key.Key_Down)
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    assert field.text() == "вид:"
    qtbot.waitUntil(offered.isVisible)
    assert "отзыв" in " ".join(str(index.data()) for index in map(field._offered.index, range(20), [0] * 20))
    field.clear()
    assert not offered.isVisible()
    settle(qtbot, window)


def test_rows_come_in_pages_and_wait_calmly(
    qtbot: QtBot, window: MainWindow, page: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("otklik.ui.register.pages.PAGE_ROWS", 2)
    monkeypatch.setattr("otklik.ui.register.case_model.PAGE_ROWS", 2)
    page.sort_by(Column.NUMBER)
    settle(qtbot, window)
    model = page.table.model()
    assert model.rowCount() == 8
    page.sort_by(Column.WHO)
    settle(qtbot, window)
    page.table.viewport().grab()
    qtbot.waitUntil(lambda: "…" not in [str(model.index(row, Column.WHO).data()) for row in range(8)])
    names = cells(page, Column.WHO)
    assert names == sorted(names)


def test_the_open_case_steps_back_while_several_are_selected(
    qtbot: QtBot, window: MainWindow, page: RegisterPage
) -> None:
    first, second = page.table.model().ids[:2]
    page.open_case(first)
    settle(qtbot, window)
    page.table.selectAll()
    number = page.table.chosen_count()
    assert page.open_case_id is None
    assert f"Выбрано {number} обращени" in seen(page).replace("Выбраны", "Выбрано")
    assert not page._panel.isVisible()
    page.table.clearSelection()
    settle(qtbot, window)
    assert page.open_case_id == first
    assert page._panel.isVisible()
    page.table.selectAll()
    page.open_case(second)
    settle(qtbot, window)
    assert page.open_case_id == second
    assert "Выбрано" not in seen(page)
    page.table.selectAll()
    page.close_case()
    assert page.open_case_id is None
    assert not page._panel.isVisible()
    assert "Выбрано" not in seen(page)
