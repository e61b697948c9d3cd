"""The section on storage: the list, the question, the progress, terms, copies of identity papers; the first page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget

from otklik.casework import anonymising, erased, lists, retention
from otklik.casework.copies import safekeeping
from otklik.system.errors import EnvironmentProblem
from otklik.ui.case.case_panel import CasePanel
from otklik.ui.letter.letter_editor import LetterEditor
from otklik.ui.settings.retention_page import RetentionPage
from otklik.ui.today.today_page import TodayPage
from otklik.ui.widgets import DateField
from tests.told_cases import NAMES, answered_case, stand_on
from tests.ui.office import Office
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk

DUE = date(2029, 11, 24)


def _two_answered(desk: Desk) -> tuple[int, int]:
    """Close two requests of one person, one of them held, and go three years on."""
    first = answered_case(desk, 1)
    second = answered_case(desk, 1)
    stand_on(desk, DUE)
    retention.hold(desk, second, date(2030, 6, 1), "спор в суде")
    return first, second


@pytest.fixture
def cases(office: Office) -> tuple[int, int]:
    return office.ask(_two_answered)


@pytest.fixture
def page(qtbot: QtBot, look: None, office: Office, cases: tuple[int, int]) -> Iterator[RetentionPage]:
    made = RetentionPage(office.tasks)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    office.tasks.changed.connect(made.refresh)
    made.show()
    made.refresh()
    office.settle()
    yield made
    made.hide()


def press(widget: QWidget, text: str) -> None:
    """Press the visible button with the text, whatever spaces it is written with."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    found = widget.findChildren(QAbstractButton)
    next(one for one in found if one.text().replace("\u00a0", " ") == text and one.isVisible()).click()


def boxes(page: RetentionPage) -> list[QCheckBox]:
    return [box for box in page.findChildren(QCheckBox) if box.isVisible()]


def test_what_is_due_is_listed_with_what_keeps_it(page: RetentionPage) -> None:
    words = seen(page)
    assert "закрыто 21.11.2026, хранить до 21.11.2029" in words
    assert "Вы храните его до 01.06.2030: спор в суде." in words
    assert [box.accessibleName().replace("\u00a0", " ") for box in boxes(page)] == [
        "№ 4 · Щегловитова Ярослава Цезаревна"
    ]
    assert not button(page, "Обезличить выбранные…").isEnabled()


def test_the_question_says_what_goes_and_stays_and_where_it_still_is(page: RetentionPage) -> None:
    boxes(page)[0].setChecked(True)
    press(page, "Обезличить выбранные…")
    words = seen(page)
    assert "Обезличить 1 обращение? Вернуть будет нельзя." in words
    assert "Исчезнет навсегда" in words
    assert "Останется" in words
    assert "исчезнет сама около" in words
    assert page.focusWidget() is button(page, "Обезличить")
    press(page, "Отмена")
    assert "Вернуть будет нельзя" not in seen(page)
    assert boxes(page)[0].isChecked()


def test_selected_requests_are_anonymised(page: RetentionPage, office: Office, cases: tuple[int, int]) -> None:
    boxes(page)[0].setChecked(True)
    press(page, "Обезличить выбранные…")
    press(page, "Обезличить")
    assert not boxes(page)[0].isEnabled()
    office.settle()
    assert "Обезличено 1 обращение." in seen(page)
    assert boxes(page) == []
    assert office.ask(lambda desk: [desk.register.cases.get(one).anonymised_on for one in cases]) == [DUE, None]
    assert len(office.ask(safekeeping.backups)) == 1


def test_what_goes_wrong_is_said_in_place(page: RetentionPage, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_names: object) -> None:
        raise EnvironmentProblem("The disk is full: {file} was not written. Make room and try again.", file="a")

    monkeypatch.setattr(safekeeping, "before_risky", full)
    boxes(page)[0].setChecked(True)
    press(page, "Обезличить выбранные…")
    press(page, "Обезличить")
    office.settle()
    assert "На диске нет места" in seen(page)
    assert boxes(page)[0].isEnabled()


def test_pieces_left_in_the_file_are_told_and_made_up_for(page: RetentionPage, office: Office) -> None:
    office.ask(lambda desk: desk.register.settings.set(erased.UNSWEPT, value=True))
    page.refresh()
    office.settle()
    press(page, "Переписать сейчас")
    office.settle()
    assert "обрывки" not in seen(page)
    assert office.ask(lambda desk: desk.register.settings.get(erased.UNSWEPT)) is False


def test_terms_are_chosen_by_a_click(page: RetentionPage, office: Office) -> None:
    press(page, "5 лет")
    press(page, "10 дней")
    office.settle()
    assert office.ask(lambda desk: (retention.term(desk), retention.paper_days(desk))) == (60, 10)
    assert "Ничей срок ещё не истёк" in seen(page)
    office.ask(lambda desk: retention.set_term(desk, 40))
    page.refresh()
    office.settle()
    assert "40 месяцев" in seen(page.term)


def test_copies_of_papers_are_listed_and_erased(page: RetentionPage, office: Office, cases: tuple[int, int]) -> None:
    def mark(desk: Desk) -> int:
        file = desk.register.attachments.of_case(cases[0])[1]
        retention.mark_identity_paper(desk, file.id)
        return file.id

    file_id = office.ask(mark)
    page.refresh()
    office.settle()
    assert "больше не нужна" in seen(page)
    press(page, "Стереть 1 копию")
    office.settle()
    assert "Стёрта 1 копия." in seen(page)
    assert office.ask(lambda desk: desk.register.attachments.get(file_id).expired_on) == DUE


def test_the_first_page_leads_here(qtbot: QtBot, look: None, office: Office, cases: tuple[int, int]) -> None:
    today = TodayPage(office.tasks)
    qtbot.addWidget(today)
    today.show()
    today.refresh()
    office.settle()
    assert "Срок хранения истёк у 1 обращения." in seen(today)
    with qtbot.waitSignal(today.retention_wanted):
        press(today, "Посмотреть")
    office.ask(lambda desk: anonymising.anonymise(desk, cases[:1]))
    today.refresh()
    office.settle()
    assert "Срок хранения" not in seen(today)


@pytest.fixture
def panel(qtbot: QtBot, look: None, office: Office, cases: tuple[int, int]) -> Iterator[CasePanel]:
    made = CasePanel(office.tasks, office.ask(lambda desk: desk.clock))
    qtbot.addWidget(made)
    made.resize(800, 1200)
    office.tasks.changed.connect(made.refresh)
    made.show()
    yield made
    made.hide()


def show(panel: CasePanel, office: Office, case_id: int) -> None:
    panel.open_case(case_id)
    office.settle()


def acts(panel: CasePanel) -> list[str]:
    return [act.text() for act in panel._bar.more.menu().actions() if act.isVisible() and act.text()]


def test_a_request_is_held_and_let_go_in_its_panel(
    qtbot: QtBot, panel: CasePanel, office: Office, cases: tuple[int, int]
) -> None:
    show(panel, office, cases[0])
    panel._bar._menu["hold"].trigger()
    press(panel, "Хранить дольше")
    assert "Укажите, до какого дня." in seen(panel)
    field = panel.findChild(DateField)
    assert field is not None
    qtbot.keyClicks(field, "01.01.2020")
    press(panel, "спор в суде")
    press(panel, "Хранить дольше")
    office.settle()
    assert "01.01.2020 уже прошло" in seen(panel)
    field.clear()
    qtbot.keyClicks(field, "01.01.2031")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    press(panel, "Хранить дольше")
    office.settle()
    assert "хранится до 01.01.2031" in seen(panel)
    assert "Больше не хранить дольше срока" in acts(panel)
    panel._bar._menu["release"].trigger()
    office.settle()
    assert "больше не хранится дольше срока" in seen(panel)
    assert "хранится до 01.01.2031" not in seen(panel)


def test_a_file_is_marked_as_a_copy_of_a_passport(panel: CasePanel, office: Office, cases: tuple[int, int]) -> None:
    show(panel, office, cases[0])
    view = panel.view
    assert view is not None
    panel.files.mark_wanted.emit(view.attachments[1], True)
    office.settle()
    assert "копия документа" in seen(panel)
    assert "будет пора стереть" in seen(panel)


def test_an_anonymised_request_is_shown_so(panel: CasePanel, office: Office, cases: tuple[int, int]) -> None:
    office.ask(lambda desk: anonymising.anonymise(desk, cases[:1]))
    show(panel, office, cases[0])
    words = seen(panel)
    assert "обезличено 24.11.2029" in words
    assert "текст стёрт 24.11.2029" in words
    assert "стёрто 24.11.2029" in words
    assert "Прикрепить файл…" not in words
    assert acts(panel) == ["Папка для проверки…"]
    assert not [name for name in NAMES if name in words]


def test_an_anonymised_letter_says_that_it_is_erased(
    qtbot: QtBot, look: None, office: Office, cases: tuple[int, int]
) -> None:
    office.ask(lambda desk: anonymising.anonymise(desk, cases[:1]))
    letter = office.ask(lambda desk: lists.case_view(desk, cases[0]).letters[0])
    editor = LetterEditor(office.tasks)
    qtbot.addWidget(editor)
    editor.resize(1200, 800)
    editor.show()
    editor.open_letter(letter.id)
    office.settle()
    words = seen(editor)
    assert "обезличено 24.11.2029" in words
    assert "Само письмо стёрто без возможности восстановить 24.11.2029" in words
    assert "Сохранить PDF…" not in words
    assert not [name for name in NAMES if name in words]
