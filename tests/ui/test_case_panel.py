"""A case on screen: what it says, and what is done in it by hand and found in the register afterwards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from otklik.law.kinds import Claimant, Kind
from otklik.register.records import CaseStatus, LetterState
from otklik.ui.case_forms import AmendForm, IdentityForm, PersonForm, ReasonForm
from otklik.ui.case_sections import DutiesSection, JournalSection, QuestionsSection
from otklik.ui.main_window import MainWindow
from otklik.ui.strip import DayStrip
from otklik.ui.widgets import DateField, Notice

from . import sample
from .window_tools import ask, button, case_of, open_panel, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.case_panel import CasePanel
    from otklik.ui.tasks import Tasks


@pytest.fixture
def access(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> CasePanel:
    return open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)


def test_a_case_says_what_it_is_and_until_when(access: CasePanel) -> None:
    words = seen(access)
    for expected in (
        "Обращение № 5 · электронная почта · получено 12 ноября",
        "Запрос сведений об обработке",
        "26 ноября",
        "осталось 4 рабочих дня",
        "по политике — 24 декабря",
        "личность подтверждена",
        "Пропущены 4 дня: сб, вс. Можно продлить один раз до 3 декабря",
    ):
        assert expected in words


def test_the_strip_walks_by_keys_and_says_every_day(qtbot: QtBot, access: CasePanel) -> None:
    strip = access.findChild(DayStrip)
    assert len(strip._days) == 22
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    said: list[str] = []
    strip.pointed.connect(said.append)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(strip, key)
    assert [text.replace("\u00a0", " ") for text in said] == [
        "четверг, 12 ноября: день получения, не считается",
        "пятница, 13 ноября: день 1",
        "суббота, 14 ноября: не считается (сб)",
        "четверг, 3 декабря: день 5 возможного продления",
    ]
    assert strip.accessibleDescription() == said[-1]
    assert any("день 10, последний" in strip.sentence(index).replace("\u00a0", " ") for index in range(22))


def test_a_tick_fulfils_the_duty_and_a_reason_opens_it_again(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    def first() -> QCheckBox:
        return next(box for box in access.findChild(DutiesSection).findChildren(QCheckBox) if box.isVisible())

    def done() -> list[date | None]:
        return ask(qtbot, tasks, lambda desk: [d.done_on for d in desk.register.duties.of_case(access.case_id)])

    first().click()
    settle(qtbot, window)
    assert sample.TODAY.date() in done()
    assert first().isChecked()
    assert "Выполнено" in seen(access.findChild(JournalSection))
    first().click()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    assert first().isChecked(), "nothing is opened again before there is a reason"
    button(form, "Открыть снова").click()
    settle(qtbot, window)
    assert "Без причины" in seen(form)
    form.field.setText("отметили по ошибке")
    button(form, "Открыть снова").click()
    settle(qtbot, window)
    assert set(done()) == {None}
    assert not first().isChecked()


def test_an_extension_moves_the_date_and_issues_its_notice(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    button(access, "Продлить…").click()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    assert "до 3 декабря" in seen(form)
    form.field.setText("данные в архиве")
    form.button.click()
    settle(qtbot, window)
    assert "3 декабря" in access._big.text().replace("\u00a0", " ")
    letters = ask(qtbot, tasks, lambda desk: desk.register.letters.of_case(access.case_id))
    assert [letter.state for letter in letters] == [LetterState.ISSUED]
    assert letters[0].number in seen(access.findChild(Notice))
    assert not access._extend.isVisible()


def test_a_case_is_closed_when_nothing_is_owed(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    access._menu_acts["close"].trigger()
    access.findChild(ReasonForm).button.click()
    settle(qtbot, window)
    assert "Сначала" in access.findChild(Notice).sentence, "what is still owed is named"
    for box in access.findChild(DutiesSection).findChildren(QCheckBox)[:1]:
        box.click()
    settle(qtbot, window)
    access._menu_acts["close"].trigger()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    button(form, "удовлетворено").click()
    assert form.field.text() == "удовлетворено"
    form.button.click()
    settle(qtbot, window)
    case = ask(qtbot, tasks, lambda desk: desk.register.cases.get(access.case_id))
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, "удовлетворено")
    assert not access._primary.isVisible()
    assert "Закрыто" in seen(access)


def test_a_case_is_annulled_only_with_a_reason(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    access._menu_acts["annul"].trigger()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    form.button.click()
    settle(qtbot, window)
    assert "Без причины" in seen(form)
    form.field.setText("дубликат")
    form.button.click()
    settle(qtbot, window)
    case = ask(qtbot, tasks, lambda desk: desk.register.cases.get(access.case_id))
    assert (case.status, case.reason) == (CaseStatus.ANNULLED, "дубликат")


def test_a_form_is_left_by_escape_and_the_case_stays(qtbot: QtBot, window: MainWindow, access: CasePanel) -> None:
    access._menu_acts["annul"].trigger()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    qtbot.keyClick(form.field, Qt.Key.Key_Escape)
    assert form.isHidden()
    assert not access.isHidden()


def test_questions_are_answered_by_a_click_and_the_duties_follow(
    qtbot: QtBot, window: MainWindow, tasks: Tasks
) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.CLAIM).id)
    questions = panel.findChild(QuestionsSection)
    assert "Кто предъявил претензию?" in seen(questions)
    button(questions, "организация или ИП").click()
    settle(qtbot, window)
    assert case_of(qtbot, tasks, Kind.CLAIM).claimant is Claimant.BUSINESS
    assert "Кто предъявил претензию?" not in seen(questions)


def test_identity_person_and_count_are_put_right_in_place(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case = case_of(qtbot, tasks, Kind.RECTIFICATION)
    panel = open_panel(qtbot, window, case.id)
    panel._menu_acts["identity"].trigger()
    settle(qtbot, window)
    identity = panel.findChild(IdentityForm)
    identity.field.setText("предъявлен паспорт")
    identity.button.click()
    settle(qtbot, window)
    panel._menu_acts["person"].trigger()
    settle(qtbot, window)
    person = panel.findChild(PersonForm)
    person.field.setText("Крылова Мария Вадимовна")
    person.button.click()
    settle(qtbot, window)
    panel._menu_acts["amend"].trigger()
    settle(qtbot, window)
    amend = panel.findChild(AmendForm)
    amend.findChild(DateField).set_date(date(2026, 11, 20))
    amend.button.click()
    settle(qtbot, window)
    changed = ask(qtbot, tasks, lambda desk: desk.register.cases.get(case.id))
    subject = ask(qtbot, tasks, lambda desk: desk.register.subjects.get(case.subject_id))
    assert (changed.identity_note, changed.received_on) == ("предъявлен паспорт", date(2026, 11, 20))
    assert subject.full_name == "Крылова Мария Вадимовна"
    assert "Крылова Мария Вадимовна" in seen(panel)


def test_a_file_is_kept_opened_only_if_harmless_and_saved(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel, tmp_path: Path
) -> None:
    file = tmp_path / "счёт.exe"
    file.write_bytes(b"MZ")
    access._acts.add_file(str(file), "application/octet-stream")
    settle(qtbot, window)
    settle(qtbot, window)
    kept = ask(qtbot, tasks, lambda desk: desk.register.attachments.of_case(access.case_id))
    program = next(entry for entry in kept if entry.name == "счёт.exe")
    access._acts.open_file(program)
    settle(qtbot, window)
    assert "отсюда не открываются" in access.findChild(Notice).sentence
    access._acts.save_file(program, str(tmp_path / "сохранено.exe"))
    settle(qtbot, window)
    assert (tmp_path / "сохранено.exe").read_bytes() == b"MZ"
