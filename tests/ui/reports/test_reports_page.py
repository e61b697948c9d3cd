"""The reports on the screen: charts that are keys too, figures under them, files made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from otklik.casework import journal
from otklik.law.kinds import Kind
from otklik.register.case_query import CaseQuery
from otklik.ui import theme, translation
from otklik.ui.main_window import REGISTER, REPORTS, MainWindow
from otklik.ui.reports.chart_view import ChartView
from otklik.ui.reports.export_dialog import ExportDialog, export_cases
from otklik.ui.reports.figures_table import FiguresTable
from otklik.ui.reports.reports_page import ReportsPage
from tests.finished_pdf import text_of
from tests.ui.window_tools import ask, button, case_of, register_page, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReportsPage:
    window.show_room(REPORTS)
    settle(qtbot, window)
    found = window.page(REPORTS)
    assert isinstance(found, ReportsPage)
    return found


def charts(page: ReportsPage) -> list[ChartView]:
    return [view for view in page.findChildren(ChartView) if view.isVisible()]


def test_one_part_is_shown_at_a_time(page: ReportsPage) -> None:
    assert (page.part, page.figures.isVisible(), page.journal.isVisible()) == ("figures", True, False)
    button(page, "Бумаги").click()
    assert (page.figures.isVisible(), page.papers.isVisible()) == (False, True)
    button(page, "Журнал").click()
    assert "Журнал всех действий" in seen(page)


def test_a_month_of_the_chart_narrows_everything(qtbot: QtBot, window: MainWindow, page: ReportsPage) -> None:
    months = charts(page)[0]
    zone = months.zones[10]
    assert zone.name.startswith("ноябрь\u00a02026: 4; в срок 0")
    scale = months.width() / months._drawing.width
    middle = QPoint(round((zone.x + zone.width / 2) * scale), round((zone.y + zone.height / 2) * scale))
    qtbot.mouseClick(months, Qt.MouseButton.LeftButton, pos=middle)
    settle(qtbot, window)
    assert "ноябрь 2026" in seen(page)
    assert page.figures.paper is not None
    assert page.figures.paper.facts[0].value == 4
    button(page, "Назад: 2026 год").click()
    settle(qtbot, window)
    assert page.figures.paper.facts[0].value == 8


def test_the_chart_is_reached_by_keys(qtbot: QtBot, window: MainWindow, page: ReportsPage) -> None:
    months = charts(page)[0]
    months.setFocus()
    qtbot.keyClick(months, Qt.Key.Key_End)
    qtbot.keyClick(months, Qt.Key.Key_Left)
    qtbot.keyClick(months, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "ноябрь 2026" in seen(page)


def test_each_chart_is_told_in_words_and_in_figures(qtbot: QtBot, window: MainWindow, page: ReportsPage) -> None:
    for view in charts(page):
        assert view.accessibleName()
        assert view.accessibleDescription().startswith(view.accessibleName())
    before = len(page.findChildren(FiguresTable))
    link = button(page, "Цифрами")
    link.setFocus()
    link.click()
    settle(qtbot, window)
    tables = [table for table in page.findChildren(FiguresTable) if table.accessibleName() == "По месяцам"]
    assert len(page.findChildren(FiguresTable)) > before
    model = tables[0].model()
    assert model.index(model.rowCount() - 1, 0).data() == "Всего"
    assert model.index(model.rowCount() - 1, 1).data() == "8"
    assert seen(page).count("Скрыть цифры") == 1
    assert button(page, "Скрыть цифры").hasFocus(), "the keys stay where they were"
    button(page, "Что значат слова").click()
    settle(qtbot, window)
    assert "Где они срока не дают, считается срок политики." in seen(page)


def test_the_longest_answers_lead_to_their_cases(qtbot: QtBot, window: MainWindow, page: ReportsPage) -> None:
    opened: list[int] = []
    page.case_wanted.connect(opened.append)
    page.figures._unfold("longest")
    table = next(one for one in page.findChildren(FiguresTable) if one.accessibleName() == "Самые долгие ответы")
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    report = page.figures._report
    assert report is not None
    assert opened == [report.counted.longest[0].id]


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_the_report_is_saved(qtbot: QtBot, window: MainWindow, page: ReportsPage, tmp_path: Path, form: str) -> None:
    report, file = page.figures._report, tmp_path / f"отчёт.{form}"
    assert report is not None
    page.figures.saving.write(report, form, file)
    settle(qtbot, window)
    assert "Имён в нём нет" in seen(page)
    if form == "pdf":
        assert "Отчёт об обращениях: 2026 год" in text_of(file.read_bytes())
    else:
        assert openpyxl.load_workbook(file).sheetnames[0] == "Итоги"
    page.figures.saving.write(report, form, tmp_path / "нет" / file.name)
    settle(qtbot, window)
    assert "Папки" in seen(page) or "нет" in page.figures._notice.sentence


def test_every_act_has_a_command(page: ReportsPage) -> None:
    commands = {command.id: command for command in page.commands()}
    assert {"reports-pdf", "reports-xlsx", "reports-export", "reports-journal", "reports-check"} <= set(commands)
    assert all(command.is_ready for command in commands.values())
    commands["reports-check"].run()
    assert page.part == "journal"
    assert page.help_topic == "reports"


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "pdf"])
def test_requests_are_written_to_a_file(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, page: ReportsPage, tmp_path: Path, form: str
) -> None:
    dialog = export_cases(tasks, CaseQuery(), page._clock.today(), page)
    assert "В файле будут имена и адреса" in seen(dialog)
    dialog.formats.choose(form)
    dialog._on_format()
    file = tmp_path / f"реестр.{form}"
    dialog.write(file)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: file.exists() and not dialog._beside.running)
    assert "Выгружено 8 обращений" in seen(dialog)
    line = ask(qtbot, tasks, lambda desk: journal.sentence(desk.register.journal.page(0, 1)[0]))
    assert line == f"Весь реестр выгружен в файл {form.upper()}; обращений: 8"
    dialog.reject()


def test_only_what_is_wanted_is_written(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, page: ReportsPage, tmp_path: Path
) -> None:
    case_id = case_of(qtbot, tasks, Kind.RECTIFICATION).id
    dialog = ExportDialog(tasks, (case_id,), page._clock.today(), page)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.formats.choose("json")
    dialog.write(tmp_path / "one.json")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not dialog._beside.running)
    told = json.loads((tmp_path / "one.json").read_text("utf-8"))
    assert [case["id"] for case in told["cases"]] == [case_id]
    dialog.write(tmp_path / "нет" / "one.json")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not dialog._beside.running)
    assert "папк" in dialog._notice.sentence.lower()


def test_the_register_writes_what_is_found_or_selected(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, tmp_path: Path
) -> None:
    window.show_room(REGISTER)
    settle(qtbot, window)
    page = register_page(window)
    page.show_text("вид:уточнение")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)
    next(command for command in page.commands() if command.id == "register-export").run()
    dialog = page.findChildren(ExportDialog)[-1]
    dialog.write(tmp_path / "found.xlsx")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not dialog._beside.running)
    assert "Выгружено 1 обращение" in seen(dialog)
    dialog.reject()
    page.show_text("")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: page.table.model().rowCount() > 3)
    page.table.selectAll()
    page.choice_bar.export_wanted.emit()
    dialog = page.findChildren(ExportDialog)[-1]
    assert dialog._wanted == tuple(page.table.chosen_ids())
    dialog.reject()


def test_closing_while_it_is_written_stops_it(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, page: ReportsPage, tmp_path: Path
) -> None:
    dialog = ExportDialog(tasks, (1,) * 5000, page._clock.today(), page)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.write(tmp_path / "big.xlsx")
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog._beside.running, timeout=20_000)
    assert dialog.isVisible()
    assert "Остановлено" in dialog._notice.sentence
    assert not (tmp_path / "big.xlsx").exists()
    assert not list(tmp_path.glob(".otklik-*"))
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize("width", [1000, 1440])
def test_words_of_the_charts_stay_inside(qtbot: QtBot, window: MainWindow, page: ReportsPage, width: int) -> None:
    window.resize(width, 640)
    settle(qtbot, window)
    for view in charts(page):
        assert view.width() <= page.viewport().width()
        assert view.height() >= round(view._drawing.height * view._scale())
    for table in page.findChildren(FiguresTable):
        shown = [column for column in range(table.model().columnCount()) if not table.isColumnHidden(column)]
        assert sum(table.columnWidth(column) for column in shown) <= table.viewport().width() + 1
        assert table.columnWidth(0) >= 100


def test_an_empty_year_says_so(qtbot: QtBot, window: MainWindow, page: ReportsPage) -> None:
    page.figures.bar._years.addItem("2019", 2019)
    page.figures.bar._years.setCurrentIndex(page.figures.bar._years.count() - 1)
    page.figures.bar.changed.emit()
    settle(qtbot, window)
    assert "За эти дни ничего не получено" in seen(page)
    assert not charts(page)


def test_english_and_dark_are_painted(qtbot: QtBot, window: MainWindow, page: ReportsPage) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    translation.install(application, "en")
    theme.apply(application, theme.Scheme.DARK)
    page.figures.refresh()
    settle(qtbot, window)
    assert "Report on requests: the year 2026" in seen(page)
    assert all(isinstance(view, QWidget) and not view.grab().isNull() for view in charts(page))
    theme.apply(application, theme.Scheme.LIGHT)
    translation.install(application, "ru")
