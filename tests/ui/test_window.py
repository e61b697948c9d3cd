"""The window on a real register: the first page, the table, people, reports, and the ways between them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit

from otklik.casework import closing, registering
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Subject
from otklik.ui import theme
from otklik.ui.main_window import LETTERS, PEOPLE, REGISTER, REPORTS, SETTINGS, TODAY, MainWindow
from otklik.ui.people_page import PeoplePage
from otklik.ui.register.case_delegate import fitting_kinds
from otklik.ui.register.case_table import CaseTable
from otklik.ui.register.columns import Column
from otklik.ui.register.register_page import RegisterPage
from otklik.ui.reports.reports_page import ReportsPage
from otklik.ui.widgets import Label

from .window_tools import ask, button, case_of, cells, register_page, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks


def test_the_sidebar_counts_and_its_keys_lead_to_the_rooms(qtbot: QtBot, window: MainWindow) -> None:
    names = [window._sidebar.button(number).accessibleName() for number in (TODAY, REGISTER, LETTERS)]
    assert names == ["Сегодня, 2 обращения со скорым сроком", "Реестр, 4 открытых обращения", "Письма, 1 черновик"]
    window.activateWindow()
    for key, room in ((Qt.Key.Key_2, REGISTER), (Qt.Key.Key_4, PEOPLE), (Qt.Key.Key_5, REPORTS), (Qt.Key.Key_1, TODAY)):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
        assert window.shown == room
        assert window._sidebar.button(room).isChecked()


def _register(tasks: Tasks, kinds: tuple[Kind, ...], day: date, **facts: object) -> None:
    """Enter one more case."""
    new = registering.NewCase(
        operator_id=1,
        kinds=kinds,
        channel=Channel.EMAIL,
        received_on=day,
        subject=Subject(full_name="Придуманная Анна Ивановна"),
        **facts,
    )
    tasks.act(lambda desk: registering.register_case(desk, new))


@pytest.fixture
def register(qtbot: QtBot, window: MainWindow) -> RegisterPage:
    window.show_room(REGISTER)
    settle(qtbot, window)
    page = window.page(REGISTER)
    assert isinstance(page, RegisterPage)
    return page


def test_the_register_is_in_the_order_of_the_dates(register: RegisterPage) -> None:
    assert cells(register, Column.NUMBER) == ["7", "5", "8", "6", "4", "3", "2", "1"]
    assert cells(register, Column.DUE)[:4] == ["19.11.2026", "26.11.2026", "30.11.2026", "02.12.2026"]
    assert cells(register, Column.LEFT)[:5] == ["просрочено", "4 р. д.", "6 р. д.", "8 р. д.", "закрыто"]


def test_a_screen_reader_gets_whole_words(register: RegisterPage) -> None:
    model = register.findChild(CaseTable).model()
    spoken = [
        model.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in (Column.NUMBER, Column.DUE, Column.LEFT)
    ]
    assert [text.replace("\u00a0", " ") for text in spoken] == [
        "Обращение № 5",
        "26 ноября 2026",
        "осталось 4 рабочих дня",
    ]


def test_a_date_of_the_policy_is_not_called_law(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, register: RegisterPage
) -> None:
    _register(tasks, (Kind.COMPLAINT,), date(2026, 11, 20), alleges_unlawful=False)
    settle(qtbot, window)
    row = cells(register, Column.KIND).index("жалоба")
    assert cells(register, Column.DUE)[row] == "—"
    assert cells(register, Column.POLICY)[row] == "12.01.2027"
    assert cells(register, Column.LEFT)[row] == "30 р. д."


@pytest.mark.parametrize("width", [1000, 1100, 1208, 1440])
def test_no_word_of_the_last_column_is_cut(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, register: RegisterPage, width: int
) -> None:
    claim = case_of(qtbot, tasks, Kind.CLAIM)
    tasks.act(lambda desk: closing.annul_case(desk, claim.id, "заведено дважды"))
    window.resize(width, 700)
    settle(qtbot, window)
    table, metrics = register.findChild(CaseTable), QFontMetrics(theme.font(12, 500))
    for case_id, word in ((None, "аннулировано"), (claim.id, "аннул.")):
        if case_id is not None:
            register.open_case(case_id)
        settle(qtbot, window)
        words = cells(register, Column.LEFT)
        assert word in words
        assert max(metrics.horizontalAdvance(word) for word in words) <= table.columnWidth(Column.LEFT) - 22
    model = table.model()
    row = cells(register, Column.NUMBER).index(str(claim.number))
    assert model.index(row, Column.LEFT).data(Qt.ItemDataRole.AccessibleTextRole) == "аннулировано"


@pytest.mark.parametrize(("text", "numbers"), [("фёдоров", ["6"]), ("придуманный", ["8"]), ("ничего такого", [])])
def test_search_as_you_type(
    qtbot: QtBot, window: MainWindow, register: RegisterPage, text: str, numbers: list[str]
) -> None:
    field = register.findChild(QLineEdit)
    field.insert(text)
    qtbot.waitUntil(lambda: cells(register, Column.NUMBER) == numbers)
    settle(qtbot, window)
    assert ("Ничего не найдено" in seen(register)) is (not numbers)


def test_open_and_closed_are_told_apart(qtbot: QtBot, window: MainWindow, register: RegisterPage) -> None:
    for word, number in (("Открытые", 4), ("Закрытые", 4), ("Все", 8)):
        button(register, word).click()
        settle(qtbot, window)
        assert len(cells(register, Column.NUMBER)) == number


def test_the_keyboard_alone_finds_opens_and_leaves_a_case(
    qtbot: QtBot, window: MainWindow, register: RegisterPage
) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = register.findChild(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    field.insert("крылова")
    qtbot.waitUntil(lambda: cells(register, Column.NUMBER) == ["7"])
    qtbot.keyClick(field, Qt.Key.Key_Return)
    table = register.findChild(CaseTable)
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert register.open_case_id is not None
    assert table.isColumnHidden(Column.KIND)
    assert not table.isColumnHidden(Column.WHO)
    qtbot.keyClick(register._panel, Qt.Key.Key_Escape)
    assert register.open_case_id is None
    assert not table.isColumnHidden(Column.KIND)


def test_a_person_leads_to_his_cases(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(PEOPLE)
    settle(qtbot, window)
    page = window.page(PEOPLE)
    assert isinstance(page, PeoplePage)
    assert page._model.rowCount() == 8
    page._search.setText("лебедев")
    qtbot.waitUntil(lambda: page._model.rowCount() == 1)
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    register = window.page(REGISTER)
    assert isinstance(register, RegisterPage)
    qtbot.waitUntil(lambda: cells(register, Column.NUMBER) == ["1"])


def test_the_reports_count_and_check_the_journal(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(REPORTS)
    settle(qtbot, window)
    page = window.page(REPORTS)
    assert isinstance(page, ReportsPage)
    figures = [part.text() for part in page.findChildren(Label) if part.property("role") in {"big", "big_overdue"}]
    assert figures[:4] == ["8", "4", "1", "3"], "received, in time, after the term, waiting"
    page.show_part("journal")
    assert "Зарегистрировано" in seen(page)
    button(page, "Проверить журнал").click()
    settle(qtbot, window)
    assert "Журнал цел" in page.journal.notice.sentence


def test_settings_and_letters_lead_on_to_each_other(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    chosen: list[str] = []
    window.theme_chosen.connect(chosen.append)
    window.show_backups()
    settle(qtbot, window)
    assert "Резервные копии" in seen(window.page(SETTINGS))
    window.page(SETTINGS).theme_chosen.emit("dark")
    assert chosen == ["dark"]
    window.open_letter(ask(qtbot, tasks, lambda desk: desk.register.letters.drafts()[0].id))
    settle(qtbot, window)
    assert window.shown == LETTERS
    window.page(LETTERS).profile_wanted.emit(1, "purposes")
    settle(qtbot, window)
    assert window.shown == SETTINGS


@pytest.mark.parametrize("width", [46, 76, 90, 130, 400])
def test_kinds_are_cut_at_a_whole_one_with_the_number_of_the_rest(look: None, width: int) -> None:
    metrics = QFontMetrics(theme.font())
    kinds = (Kind.ACCESS, Kind.RECTIFICATION, Kind.OBJECTION)
    text = fitting_kinds(kinds, metrics, width)
    assert metrics.horizontalAdvance(text) <= width
    assert text in {"доступ, уточнение, возражение", "доступ, уточнение +1", "доступ +2"} or text.endswith("… +2")
    assert fitting_kinds((Kind.ACCESS,), metrics, 76) == "доступ"


@pytest.mark.parametrize("width", [1000, 1200, 1440])
def test_numbers_and_dates_beside_a_case_are_whole(qtbot: QtBot, window: MainWindow, tasks: Tasks, width: int) -> None:
    window.resize(width, 640)
    window.open_case(case_of(qtbot, tasks, Kind.ACCESS).id)
    settle(qtbot, window)
    page = register_page(window)
    page.table.set_highest(1234)
    table, metrics = page.table, QFontMetrics(theme.font(weight=500))
    assert table.columnWidth(Column.NUMBER) - 24 >= metrics.horizontalAdvance("1234")
    assert table.columnWidth(Column.DUE) - 16 >= metrics.horizontalAdvance("12.01.27")
