"""How the clocks of a case show in its panel: several duties, hours, other readings, and what the law refuses."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit

from otklik.casework.views import Remaining, Urgency
from otklik.law.kinds import ErasureGround, Kind, Reading
from otklik.law.terms import Unit
from otklik.register.records import CaseStatus, Channel, Subject
from otklik.ui import phrases
from otklik.ui.case.case_duties import DutiesSection
from otklik.ui.case.case_forms import AmendForm, NoExtensionForm, ReasonForm
from otklik.ui.case.case_journal import JournalSection
from otklik.ui.case.case_sections import QuestionsSection
from otklik.ui.case.case_term import TermSection
from otklik.ui.case.strip import DayStrip
from otklik.ui.register.columns import Column
from otklik.ui.widgets.time_field import TimeField
from tests.invented import MOSCOW
from tests.ui.window_tools import ask, button, case_of, open_panel, register_page, registered, seen, settle

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from otklik.system.clock import FixedClock
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

OWN = {"channel": Channel.OWN, "subject": Subject()}


def box_of(panel: CasePanel, duty_id: int) -> QCheckBox:
    boxes = panel.findChild(DutiesSection).findChildren(QCheckBox)
    return next(box for box in boxes if box.property("duty") == duty_id and box.isVisible())


def test_every_duty_shows_its_own_strip_and_closes_alone(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.CONSENT_WITHDRAWAL).id)
    term = panel.findChild(TermSection)
    assert term.row == panel.view.main_duty
    policy = next(row for row in panel.view.duties if row.duty.reading is Reading.POLICY)
    box_of(panel, policy.duty.id).setFocus(Qt.FocusReason.TabFocusReason)
    assert "Лента срока · 30 рабочих дней · политика, п. 9.2" in seen(term)
    assert panel.findChild(DayStrip)._days == policy.strip
    other = next(row for row in panel.view.duties if row.duty.term.unit is Unit.CALENDAR_DAYS)
    box_of(panel, other.duty.id).setFocus(Qt.FocusReason.TabFocusReason)
    assert panel.findChild(DayStrip)._days == other.strip
    box_of(panel, other.duty.id).click()
    settle(qtbot, window)
    assert [row.duty.id for row in panel.view.duties if row.duty.done_on] == [other.duty.id]
    assert term.row.duty.id == other.duty.id, "what was looked at stays"
    window.open_case(case_of(qtbot, tasks, Kind.ACCESS).id)
    settle(qtbot, window)
    assert term.row == panel.view.main_duty, "another case begins with its nearest duty"


def test_a_click_on_a_duty_shows_its_term(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)
    policy = next(row for row in panel.view.duties if row.duty.reading is Reading.POLICY)
    line = box_of(panel, policy.duty.id).parentWidget()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    assert panel.findChild(TermSection).row.duty.id == policy.duty.id
    assert not any(row.duty.done_on for row in panel.view.duties), "looking is not fulfilling"


def test_the_terms_of_a_closed_case_can_still_be_looked_at(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    closed = ask(qtbot, tasks, lambda desk: desk.register.cases.of_operator(1, CaseStatus.CLOSED)[0].id)
    panel = open_panel(qtbot, window, closed)
    assert not panel.findChild(TermSection).isVisible()
    assert not panel._bar.extend.isVisible()
    line = box_of(panel, panel.view.duties[0].duty.id).parentWidget()
    assert not line.findChild(QCheckBox).isEnabled()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert panel.findChild(TermSection).row == panel.view.duties[0]
    assert panel.findChild(TermSection).isVisible()


def test_a_term_says_to_whom_what_proves_it_and_by_which_edition(
    qtbot: QtBot, window: MainWindow, tasks: Tasks
) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)
    words = seen(panel.findChild(TermSection))
    assert "Кому: заявителю · Чем подтвердить: исходящее письмо и подтверждение отправки" in words
    assert panel.view.case.rules_edition in words
    assert "Паузы в 152-ФЗ нет" not in words, "who wrote is confirmed"
    other = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.RECTIFICATION).id)
    assert seen(other).count("Паузы в 152-ФЗ нет: пока вы просите документ, срок идёт.") == 1
    claim = seen(open_panel(qtbot, window, case_of(qtbot, tasks, Kind.CLAIM).id))
    assert "Кому: автору претензии" in claim
    assert "Паузы" not in claim, "a claim is no matter of 152-ФЗ"


def test_a_copied_day_is_said(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)
    panel.findChild(DayStrip).copy_day(1)
    assert "Скопировано: пятница, 13 ноября: день 1" in seen(panel.findChild(TermSection))


def test_the_count_sheet_opens_in_the_viewer(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bytes] = []

    def take(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()).read_bytes()[:5])
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)
    button(panel, "Справка о расчёте срока (PDF)").click()
    qtbot.waitUntil(lambda: bool(opened), timeout=15_000)
    assert opened == [b"%PDF-"]


def test_the_count_sheet_is_saved_without_a_viewer(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, tmp_path: Path
) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)
    button(panel.findChild(TermSection), "Сохранить…").click()
    (dialog,) = panel.findChildren(QFileDialog)
    assert dialog.isVisible()
    assert [Path(file).name for file in dialog.selectedFiles()] == ["Справка о сроке №\u00a05.pdf"]
    dialog.fileSelected.emit(str(tmp_path / "sheet.pdf"))
    dialog.close()
    qtbot.waitUntil((tmp_path / "sheet.pdf").exists, timeout=15_000)
    settle(qtbot, window)
    assert (tmp_path / "sheet.pdf").read_bytes()[:5] == b"%PDF-"
    assert "Сохранено: sheet.pdf" in seen(panel)


def test_safe_and_latest_day_stand_side_by_side(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case_id = registered(qtbot, tasks, (Kind.CONSENT_WITHDRAWAL,), date(2026, 11, 13))
    panel = open_panel(qtbot, window, case_id)
    row = next(row for row in panel.view.duties if row.duty.duty == "destroy_withdrawn")
    assert (row.duty.safe, row.duty.latest) == (date(2026, 12, 11), date(2026, 12, 14))
    assert "до 11 декабря, по ГК ст. 193 — 14 декабря" in seen(panel.findChild(DutiesSection))
    panel.findChild(TermSection).choose(row.duty.id)
    settle(qtbot, window)
    words = seen(panel.findChild(TermSection))
    assert "Напоминания идут по безопасному дню, 11 декабря." in words
    assert f"– {row.readings[0].sentence}" in words
    assert row.readings[0].day == date(2026, 12, 14)


def test_what_cannot_be_extended_says_so_and_names_the_norms(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.RECTIFICATION).id)
    assert not panel.view.can_extend
    button(panel, "Продлить…").click()
    settle(qtbot, window)
    form = panel.findChild(NoExtensionForm)
    words = seen(form)
    assert panel.view.no_extension in words
    assert "ст. 14 ч. 3, ст. 20 ч. 1–2 и 4, ст. 21 ч. 5.1" in words
    assert panel.findChild(ReasonForm) is None
    button(form, "Понятно").click()
    assert form.isHidden()


def test_three_dates_are_told_apart_and_a_late_one_is_explained(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case_id = registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 10), noticed_on=date(2026, 11, 16))
    panel = open_panel(qtbot, window, case_id)
    assert panel.head.three_dates.text().replace("\u00a0", " ") == (
        "Получено 10 ноября · замечено 16 ноября · зарегистрировано 21 ноября: 8 рабочих дней срока уже прошли"
    )
    questions = panel.findChild(QuestionsSection)
    assert "Почему зарегистрировано позже следующего рабочего дня?" in seen(questions)
    button(questions, "письмо лежало в спаме").click()
    button(questions, "Подтвердить").click()
    settle(qtbot, window)
    assert ask(qtbot, tasks, lambda desk: desk.register.cases.get(case_id)).late_reason == "письмо лежало в спаме"
    assert "Причина: письмо лежало в спаме" in panel.head.three_dates.text()
    assert "Почему зарегистрировано" not in seen(panel)
    assert "Уточнено: причина поздней регистрации" in seen(panel.findChild(JournalSection))


def test_one_day_is_said_once(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 21)))
    assert "получено 21 ноября" in panel.head.quiet.text().replace("\u00a0", " ")
    assert panel.head.three_dates.isHidden()


def test_the_day_of_notice_is_put_right(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case_id = registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 10))
    panel = open_panel(qtbot, window, case_id)
    panel._bar._menu["amend"].trigger()
    form = panel.findChild(AmendForm)
    form.noticed.set_date(date(2026, 11, 17))
    form.button.click()
    settle(qtbot, window)
    case = ask(qtbot, tasks, lambda desk: desk.register.cases.get(case_id))
    assert (case.received_on, case.noticed_on) == (date(2026, 11, 10), date(2026, 11, 17))
    panel._bar._menu["amend"].trigger()
    form = panel.findChildren(AmendForm)[-1]
    form.noticed.set_date(date(2026, 11, 2))
    form.button.click()
    settle(qtbot, window)
    assert ask(qtbot, tasks, lambda desk: desk.register.cases.get(case_id)) == case, "not noticed before it came"


def test_the_day_of_an_event_has_no_day_of_notice(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case_id = registered(qtbot, tasks, (Kind.INCIDENT,), date(2026, 11, 20), received_at=time(17, 40), **OWN)
    panel = open_panel(qtbot, window, case_id)
    panel._bar._menu["amend"].trigger()
    settle(qtbot, window)
    form = panel.findChild(AmendForm)
    assert "Что произошло" in seen(form)
    assert "Замечено" not in seen(form)
    form.field.set_date(None)
    form.button.click()
    settle(qtbot, window)
    assert "Укажите, когда получено." in seen(form)
    form.field.set_date(date(2026, 11, 19))
    form.findChild(TimeField).setText("8:05")
    form.button.click()
    settle(qtbot, window)
    case = ask(qtbot, tasks, lambda desk: desk.register.cases.get(case_id))
    assert (case.received_on, case.noticed_on, case.received_at) == (
        date(2026, 11, 19),
        date(2026, 11, 19),
        time(8, 5),
    )


def test_an_incident_runs_by_the_hour(qtbot: QtBot, window: MainWindow, tasks: Tasks, clock: FixedClock) -> None:
    case_id = registered(qtbot, tasks, (Kind.INCIDENT,), date(2026, 11, 20), received_at=time(17, 40), **OWN)
    panel = open_panel(qtbot, window, case_id)
    assert panel.head.big.text().replace("\u00a0", " ") == "до 17:40, 21 ноября"
    assert panel.head.left.text().replace("\u00a0", " ") == "осталось 5 часов"
    assert not panel.findChild(DayStrip).isVisible()
    assert "до 17:40 21 ноября" in seen(panel.findChild(TermSection))
    assert "5 часов" in seen(panel.findChild(DutiesSection))
    assert "Подготовить ответ" not in seen(panel), "nobody wrote, so there is nobody to answer"
    assert "личность" not in seen(panel.head)
    model = register_page(window).table.model()
    due = model.index(model.row_of(case_id), Column.DUE)
    assert due.data(Qt.ItemDataRole.AccessibleTextRole).replace("\u00a0", " ") == "17:40, 21 ноября 2026"
    clock.moment = datetime(2026, 11, 21, 20, 50, tzinfo=MOSCOW)
    panel.refresh()
    settle(qtbot, window)
    assert panel.head.left.text().replace("\u00a0", " ") == "просрочено на 4 часа"


def test_the_hour_of_an_incident_is_asked_for(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case_id = registered(qtbot, tasks, (Kind.INCIDENT,), date(2026, 11, 20), **OWN)
    panel = open_panel(qtbot, window, case_id)
    questions = panel.findChild(QuestionsSection)
    field = questions.findChild(TimeField)
    field.setText("25:00")
    button(questions, "Подтвердить").click()
    settle(qtbot, window)
    assert ask(qtbot, tasks, lambda desk: desk.register.cases.get(case_id)).received_at is None
    field.setText("9.15")
    button(questions, "Подтвердить").click()
    settle(qtbot, window)
    assert ask(qtbot, tasks, lambda desk: desk.register.cases.get(case_id)).received_at == time(9, 15)
    assert questions.findChildren(QLineEdit) == [] or not questions.isVisible()


def test_a_day_off_still_to_come_is_not_called_today(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    """Without its hour an inquiry of 72 hours may end on a Sunday that no working day lies before."""
    panel = open_panel(qtbot, window, registered(qtbot, tasks, (Kind.INCIDENT,), date(2026, 11, 20), **OWN))
    inquiry = next(row for row in panel.view.duties if row.duty.term.number == 72)
    assert inquiry.day == date(2026, 11, 22)
    assert inquiry.remaining == Remaining(0, Urgency.SOON, on_day_off=True)
    assert phrases.left_chip(inquiry.remaining) == "в выходной"
    assert not phrases.is_last_day(inquiry.remaining)


def test_the_last_day_is_the_loudest(qtbot: QtBot, window: MainWindow, tasks: Tasks, clock: FixedClock) -> None:
    case_id = case_of(qtbot, tasks, Kind.ACCESS).id
    quiet = open_panel(qtbot, window, case_id).head.big.property("role")
    clock.moment = datetime(2026, 11, 26, 9, 0, tzinfo=MOSCOW)
    panel = open_panel(qtbot, window, case_id)
    panel.refresh()
    settle(qtbot, window)
    assert panel.head.left.text() == "сегодня последний день"
    assert (quiet, panel.head.big.property("role"), panel.head.left.property("role")) == (
        "big",
        "big_soon",
        "strong_soon",
    )


def test_destruction_is_put_off_with_a_reason_and_taken_back(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.CONSENT_WITHDRAWAL).id)
    panel._bar._menu["postpone"].trigger()
    settle(qtbot, window)
    form = panel.findChild(ReasonForm)
    assert "в течение шести месяцев (152-ФЗ ст. 21 ч. 6)" in seen(form)
    form.field.setText("резервная копия сменится весной")
    form.button.click()
    settle(qtbot, window)
    months = [row for row in panel.view.duties if row.duty.term.unit is Unit.MONTHS]
    assert months
    assert not panel._bar._menu["postpone"].isVisible()
    words = seen(panel.findChild(TermSection))
    assert "Уничтожение отложено на срок до шести месяцев (ст. 21 ч. 6): резервная копия сменится весной" in words
    panel.findChild(TermSection).choose(months[0].duty.id)
    settle(qtbot, window)
    assert "6 месяцев" in seen(panel.findChild(TermSection))
    button(panel, "Вернуть первый срок…").click()
    back = panel.findChildren(ReasonForm)[-1]
    back.field.setText("копия уже удалена")
    back.button.click()
    settle(qtbot, window)
    assert not panel.view.case.destruction_obstacle
    assert panel._bar._menu["postpone"].isVisible()


def test_a_date_that_may_move_is_called_provisional_everywhere(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, clock: FixedClock
) -> None:
    clock.moment = datetime(2027, 12, 20, 12, 0, tzinfo=MOSCOW)
    facts = {"erasure_ground": ErasureGround.NEEDLESS}
    panel = open_panel(
        qtbot, window, registered(qtbot, tasks, (Kind.ACCESS, Kind.ERASURE), date(2027, 12, 20), **facts)
    )
    main = panel.view.main_duty
    unsure = [row for row in panel.view.duties if row.duty.provisional]
    assert unsure, "the decree of 2028 is not known"
    assert panel.head.provisional.isVisible() is main.duty.provisional
    assert panel.head.policy.text().endswith("предварительно")
    assert seen(panel.findChild(DutiesSection)).count("предварительно") == len(unsure)
    panel.findChild(TermSection).choose(unsure[-1].duty.id)
    settle(qtbot, window)
    assert "Дата предварительная" in seen(panel.findChild(TermSection))
