"""The page that brings in an old journal, on a real register: file, columns, rows, result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from otklik.casework import importing, profiles
from otklik.casework.importing import RowState
from otklik.intake.old_journal.columns import Column
from otklik.register.records import CaseStatus, Operator
from otklik.system.clock import FixedClock
from otklik.ui.intake.dropped import Dropped
from otklik.ui.old_journal.journal_page import OldJournalPage
from otklik.ui.old_journal.report_table import STATE, WHY
from tests.intake.old_journal.tables import TITLES, delimited, journal, workbook
from tests.invented import NOON
from tests.ui.office import Office
from tests.ui.window_tools import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

HEAD = ("Дата поступления", "ФИО", "Вид обращения", "Дата ответа")
ROWS = (
    ("05.11.2026", "Ветров Иван Ильич", "доступ", ""),
    ("01.02.2026", "Ветрова Анна Павловна", "удаление", "06.02.2026"),
    ("31.02.2026", "Сомов Пётр Павлович", "доступ", ""),
    ("07.11.2026", "Громова", "непонятно что", ""),
    ("12.11.2026", "Калинина Мария Петровна", "доступ", ""),
)
"""Two that are new, one that cannot come in, one to look at, and one that looks like a case of the register."""


@pytest.fixture
def page(qtbot: QtBot, look: None, office: Office) -> OldJournalPage:
    """The page, asking for a file."""
    return shown(qtbot, office)


def shown(qtbot: QtBot, office: Office) -> OldJournalPage:
    made = OldJournalPage(office.tasks, FixedClock(NOON))
    qtbot.addWidget(made)
    made.resize(1232, 900)
    made.show()
    made.refresh(None)
    made.begin()
    office.settle()
    return made


def read(page: OldJournalPage, office: Office, rows: Sequence[Sequence[object]] = ROWS) -> None:
    page.take_in(Dropped(contents=(("журнал.csv", delimited([HEAD, *rows])),)))
    office.settle()


def press(page: OldJournalPage, office: Office, qtbot: QtBot) -> None:
    """Do what is offered, to its end."""
    page.foot.go.click()
    qtbot.waitUntil(lambda: not page.running)
    office.settle()


def cases(office: Office) -> int:
    return office.ask(lambda desk: desk.register.cases.count())


def first(page: OldJournalPage) -> list[str]:
    layout = page.columns._first
    said = (layout.itemAtPosition(row, 1).widget() for row in range(layout.rowCount()) if layout.itemAtPosition(row, 1))
    return [one.text() for one in said if isinstance(one, QLabel)]


def column(page: OldJournalPage, place: int) -> list[str]:
    model = page.report.table.lines
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def test_a_journal_comes_in_from_the_file_to_the_register(
    qtbot: QtBot, page: OldJournalPage, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "Журнал.xlsx"
    file.write_bytes(workbook({"Журнал": [TITLES, *journal(30)]}))
    page.read_file(str(file))
    assert "Читаем таблицу…" in seen(page)
    assert not page.file.place.button.isEnabled()
    office.settle()
    assert page.step is page.columns
    assert "Журнал.xlsx · Журнал · 30 строк" in seen(page)
    assert [box.column for box in page.columns.table.head.boxes[1:4]] == [
        Column.RECEIVED_ON,
        Column.OWN_NUMBER,
        Column.NAME,
    ]
    assert len(first(page)) == 3
    press(page, office, qtbot)
    assert page.step is page.report
    assert cases(office) == 3
    assert "Войдёт 30 обращений из 30 строк таблицы." in seen(page)
    assert "Сначала будет сделана копия реестра." in seen(page)
    assert page.foot.go.text().replace("\u00a0", " ") == "Перенести 30 обращений"
    press(page, office, qtbot)
    assert page.step is page.done
    assert "Перенесено 30 обращений" in seen(page)
    assert cases(office) == 33
    with qtbot.waitSignal(page.left):
        page.done.open.click()
    page.begin()
    assert page.step is page.file


class Windows(QObject):
    """Notes every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, thing: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(thing, QWidget) and thing.isWindow():
            self.opened.append(type(thing).__name__)
        return False


def test_nothing_flashes_as_a_window_of_its_own(qtbot: QtBot, look: None, office: Office, qapp: QApplication) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    page = shown(qtbot, office)
    page.take_in(Dropped(contents=(("журнал.csv", delimited([TITLES, *journal(30)])),)))
    office.settle()
    press(page, office, qtbot)
    assert page.report.report.warnings
    page.report.table.selectRow(0)
    press(page, office, qtbot)
    qapp.removeEventFilter(windows)
    assert windows.opened == ["OldJournalPage"]


def test_what_cannot_be_read_is_said_in_place(page: OldJournalPage, office: Office, tmp_path: Path) -> None:
    page.read_file(str(tmp_path / "nowhere.xlsx"))
    office.settle()
    assert page.step is page.file
    assert page.file.place.notice.sentence
    page.take_in(Dropped(contents=(("старый.xls", b"\xd0\xcf\x11\xe0" + bytes(600)),)))
    office.settle()
    assert "старого вида" in page.file.place.notice.sentence
    assert page.file.place.button.isEnabled()
    page.take_in(Dropped(text="Прошу удалить мои данные"))
    assert "Это не таблица." in page.notice.sentence


def test_of_two_files_the_last_one_is_shown(page: OldJournalPage, office: Office) -> None:
    page.take_in(Dropped(contents=(("первый.csv", delimited([HEAD, *ROWS])),)))
    page.take_in(Dropped(contents=(("второй.csv", delimited([HEAD, ROWS[0]])),)))
    office.settle()
    assert "второй.csv · 1 строка" in seen(page)


def test_first_rows_follow_what_is_said_of_the_columns(page: OldJournalPage, office: Office) -> None:
    read(page, office)
    assert first(page)[:2] == [
        "05.11.2026 · Ветров Иван Ильич · доступ · ответа нет",
        "01.02.2026 · Ветрова Анна Павловна · удаление · ответ 06.02.2026",
    ]
    assert first(page)[2] == "Нет такого дня: «31.02.2026»."
    answer = page.columns.table.head.boxes[3]
    answer.setCurrentIndex(answer.findText("не нужно"))
    office.settle()
    assert first(page)[1] == "01.02.2026 · Ветрова Анна Павловна · удаление · ответа нет"
    assert page.columns.table._cells.is_ignored(3)


def test_a_column_that_is_needed_is_asked_for(page: OldJournalPage, office: Office) -> None:
    read(page, office)
    head = page.columns.table.head
    head.boxes[1].setCurrentIndex(head.boxes[1].findText("примечание"))
    office.settle()
    assert page.columns.lacking.sentence == "Выберите над столбцами, где стоит: кто обратился."
    assert not page.foot.go.isEnabled()
    head.boxes[1].setCurrentIndex(head.boxes[1].findText("кто обратился"))
    assert not page.columns.lacking.isVisible()
    assert page.foot.go.isEnabled()


def test_a_meaning_only_one_column_can_have_is_taken_from_the_other(page: OldJournalPage, office: Office) -> None:
    read(page, office)
    boxes = page.columns.table.head.boxes
    boxes[3].setCurrentIndex(boxes[3].findText("день получения"))
    assert [box.column for box in boxes] == [Column.IGNORE, Column.NAME, Column.KIND, Column.RECEIVED_ON]


def test_another_worksheet_is_read(page: OldJournalPage, office: Office) -> None:
    content = workbook({"2025": [HEAD, *ROWS], "2024": [HEAD, ROWS[0]]})
    page.take_in(Dropped(contents=(("журнал.xlsx", content),)))
    office.settle()
    sheets = page.columns.sheets
    assert sheets.isVisible()
    assert {sheets.itemText(place) for place in range(2)} == {"2025", "2024"}
    sheets.setCurrentText("2024")
    sheets.activated.emit(sheets.currentIndex())
    office.settle()
    assert "журнал.xlsx · 2024 · 1 строка" in seen(page)


def test_the_fields_are_reached_by_tab_and_scrolled_to(page: OldJournalPage, office: Office, qtbot: QtBot) -> None:
    page.take_in(Dropped(contents=(("журнал.csv", delimited([TITLES, *journal(3)])),)))
    office.settle()
    table = page.columns.table
    for box in table.head.boxes:
        assert QApplication.focusWidget() is box
        assert box.accessibleName().startswith("Что в столбце «")
        assert box.x() >= 0
        assert box.x() + box.width() <= table.head.viewport().width()
        qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in table.head.boxes


def test_the_wheel_scrolls_and_never_changes_a_meaning(page: OldJournalPage, office: Office) -> None:
    read(page, office)
    box = page.columns.table.head.boxes[0]
    nowhere, down = QPoint(), QPoint(0, -120)
    box.wheelEvent(
        QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), nowhere, down, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )
    )  # fmt: skip
    assert box.column is Column.RECEIVED_ON


def test_the_report_tells_of_each_row_and_by_state(page: OldJournalPage, office: Office, qtbot: QtBot) -> None:
    read(page, office)
    press(page, office, qtbot)
    assert column(page, STATE) == ["новая", "новая", "не перенести", "посмотрите", "посмотрите"]
    for words in ("Все: 5", "Новые: 2", "Посмотрите: 2", "Уже есть: 0", "Не войдут: 1"):
        assert words in seen(page)
    page.report.show_rows(RowState.CANNOT)
    assert column(page, WHY) == ["Нет такого дня: «31.02.2026»."]
    page.report.table.selectRow(0)
    assert "Строка 4 · Сомов Пётр Павлович" in seen(page)
    assert "Вид обращения: доступ" in seen(page)
    assert not page.report.leave.isVisible()


def test_a_row_can_be_left_out_and_taken_in_again(page: OldJournalPage, office: Office, qtbot: QtBot) -> None:
    read(page, office)
    press(page, office, qtbot)
    page.report.show_rows(RowState.DOUBTFUL)
    page.report.table.selectRow(0)
    page.report.leave.click()
    assert page.report.coming == 3
    assert column(page, STATE) == ["пропустим", "посмотрите"]
    page.report.leave.click()
    assert page.report.coming == 4
    page.report.leave.click()
    press(page, office, qtbot)
    assert "Перенесено 3 обращения" in seen(page)
    assert "2 строки таблицы не вошли." in seen(page)
    names = office.ask(lambda desk: [subject.full_name for subject, _, _ in desk.register.subjects.page()])
    assert "Громова" not in names


def test_a_double_leads_to_its_case(page: OldJournalPage, office: Office, qtbot: QtBot) -> None:
    read(page, office)
    press(page, office, qtbot)
    page.report.show_rows(RowState.DOUBTFUL)
    page.report.table.selectRow(1)
    assert "Похоже на обращение № 1, введённое вручную." in seen(page)
    with qtbot.waitSignal(page.case_wanted) as shown:
        page.report.look.click()
    assert office.ask(lambda desk: desk.register.cases.get(shown.args[0]).number) == 1


def test_a_second_run_brings_nothing_in(page: OldJournalPage, office: Office, qtbot: QtBot) -> None:
    for _ in range(2):
        read(page, office, ROWS[:2])
        press(page, office, qtbot)
        if page.report.coming:
            press(page, office, qtbot)
    assert page.step is page.report
    assert "Нового в этой таблице нет: ни одна строка не войдёт." in seen(page)
    assert column(page, STATE) == ["уже есть", "уже есть"]
    assert not page.foot.go.isEnabled()
    assert cases(office) == 5


@pytest.mark.parametrize("after", [0.0, 0.25, 0.6, 0.9])
def test_stopped_at_any_point_nothing_is_left(page: OldJournalPage, office: Office, qtbot: QtBot, after: float) -> None:
    page.take_in(Dropped(contents=(("журнал.csv", delimited([TITLES, *journal(200)])),)))
    office.settle()
    press(page, office, qtbot)

    def stop(done: int, whole: int) -> None:
        if done >= after * whole:
            page._beside.stop()

    page._beside.progressed.connect(stop, Qt.ConnectionType.DirectConnection)
    lines = office.ask(lambda desk: desk.register.journal.count())
    page.foot.go.click()
    assert page.foot.progress.isVisible()
    assert not page.report.isEnabled()
    qtbot.waitUntil(lambda: not page.running)
    office.settle()
    assert page.step is page.report
    assert page.notice.sentence == "Остановлено, из таблицы в реестр ничего не попало."
    assert page.notice.property("role") == "accent"
    assert page.report.isEnabled()
    assert cases(office) == 3
    brought = office.ask(lambda desk: [event.act for event in desk.register.journal.page(0, 50)])
    assert "journal_brought_in" not in brought
    assert lines <= office.ask(lambda desk: desk.register.journal.count()) <= lines + 1  # the copy made before


def test_looking_over_is_stopped_by_esc_and_steps_go_back(page: OldJournalPage, office: Office, qtbot: QtBot) -> None:
    page.take_in(Dropped(contents=(("журнал.csv", delimited([TITLES, *journal(200)])),)))
    office.settle()
    page.foot.go.click()
    assert "Проверяем строки" in page.foot.progress._sentence
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.running)
    office.settle()
    assert page.step is page.columns
    assert "Остановлено" in page.notice.sentence
    press(page, office, qtbot)
    assert page.step is page.report
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.step is page.columns
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.step is page.file
    page._steps.button(1).click()
    assert page.step is page.columns
    page._steps.button(0).click()
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_another_file_waits_while_one_is_being_brought_in(page: OldJournalPage, office: Office, qtbot: QtBot) -> None:
    read(page, office)
    page.foot.go.click()
    page.take_in(Dropped(contents=(("другой.csv", delimited([HEAD, ROWS[0]])),)))
    assert "Дождитесь" in page.notice.sentence
    qtbot.waitUntil(lambda: not page.running)
    office.settle()
    assert "журнал.csv · 5 строк" in seen(page)


def test_a_mistake_of_ours_lets_the_page_go(
    page: OldJournalPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("broken")

    read(page, office)
    press(page, office, qtbot)
    monkeypatch.setattr(importing, "bring_in", broken)
    page.foot.go.click()
    qtbot.waitUntil(lambda: not page.running)
    assert [str(error) for error in office.errors] == ["broken"]
    office.errors.clear()
    assert page.notice.sentence
    assert page.foot.go.isVisible()
    assert page.report.isEnabled()


def test_the_report_is_saved(page: OldJournalPage, office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    read(page, office)
    press(page, office, qtbot)
    page.save_report(tmp_path / "отчёт.csv")
    office.settle()
    assert "Сохранено" in page.notice.sentence
    assert "Нет такого дня" in (tmp_path / "отчёт.csv").read_text("utf-8-sig")
    page.save_report(tmp_path / "нет" / "отчёт.csv")
    office.settle()
    assert page.notice.property("role") == "overdue"


def test_of_several_operators_one_is_chosen(page: OldJournalPage, office: Office, qtbot: QtBot) -> None:
    other = office.ask(lambda desk: profiles.save_operator(desk, Operator(name="ООО «Придуманное»")).operator_id)
    page.refresh(None)
    read(page, office, ROWS[:1])
    assert page.columns.operators.isVisible()
    page.columns.operators.setCurrentIndex(page.columns.operators.findData(other))
    page.refresh(None)
    office.settle()
    assert page.columns.operator_id == other
    press(page, office, qtbot)
    press(page, office, qtbot)
    (case,) = office.ask(lambda desk: desk.register.cases.of_operator(other, CaseStatus.OPEN))
    assert case.number == 4


@pytest.fixture
def nobody(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    """A register without an operator."""
    made = Office(qtbot, tmp_path, None)
    yield made
    made.tasks.close()


def test_without_an_operator_his_profile_comes_first(qtbot: QtBot, look: None, nobody: Office) -> None:
    page = shown(qtbot, nobody)
    assert "Сначала заполните профиль оператора" in page.file.place.notice.sentence
    with qtbot.waitSignal(page.profile_wanted):
        page.file.place.notice._buttons[0].click()
    read(page, nobody)
    assert "Сначала заполните профиль оператора." in seen(page)
    assert not page.foot.go.isEnabled()
