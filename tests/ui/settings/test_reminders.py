"""Reminders beside the open window: the page, the file that follows, the notice of the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu, QSystemTrayIcon

from otklik.casework import closing, duties, opening, registering, reminding
from otklik.casework.reminding import Choices, Counts
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Subject
from otklik.system import words
from otklik.system.clock import FixedClock
from otklik.ui import translation, tray
from otklik.ui.main_window import REGISTER, TODAY
from otklik.ui.reminding import Reminding
from otklik.ui.settings.reminders_page import RemindersPage
from tests.invented import MOSCOW, NOON
from tests.ui.window_tools import button, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Changes, Desk
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks
    from tests.ui.office import Office


class Tray(QObject):
    """A place beside the clock, which the machine of the tests does not have."""

    messageClicked = Signal()  # noqa: N815 - Qt's name
    activated = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.messages: list[str] = []
        self.pictures: list[QImage] = []
        self.said = ""
        self.shown = False

    def setToolTip(self, text: str) -> None:  # noqa: N802 - Qt's name
        self.said = text

    def setIcon(self, icon: QIcon) -> None:  # noqa: N802 - Qt's name
        self.pictures.append(icon.pixmap(16, 16).toImage())

    def setContextMenu(self, menu: QMenu) -> None:  # noqa: N802 - Qt's name
        self.menu = menu

    def lines(self) -> list[str]:
        """Return what stands in the menu."""
        return [action.text().replace("\u00a0", " ").replace("\u2009", " ") for action in self.menu.actions()]

    def icon(self) -> QIcon:
        return QIcon()

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False

    def showMessage(self, title: str, text: str, icon: QIcon) -> None:  # noqa: ARG002, N802 - Qt's
        self.messages.append(text)


@pytest.fixture
def trays(monkeypatch: pytest.MonkeyPatch) -> list[Tray]:
    """The places beside the clock that were made."""
    made: list[Tray] = []

    def make(parent: QObject) -> Tray:
        made.append(Tray(parent))
        return made[-1]

    monkeypatch.setattr(tray, "make_icon", make)
    return made


def add_case(desk: Desk) -> Changes:
    person = Subject(full_name="Калинин Иван Петрович")
    new = registering.NewCase(1, (Kind.ACCESS,), Channel.EMAIL, date(2026, 11, 20), person)
    return registering.register_case(desk, new).changes


def events(file: Path) -> dict[str, str]:
    """Return what stands in a calendar file: case and duty with their status."""
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    return {str(event["UID"]).partition("-")[2].removesuffix("@otklik"): str(event["STATUS"]) for event in found}


@pytest.fixture
def page(qtbot: QtBot, look: None, office: Office) -> RemindersPage:
    made = RemindersPage(office.tasks)
    qtbot.addWidget(made)
    office.tasks.changed.connect(made.refresh)
    made.resize(900, 700)
    made.show()
    made.refresh()
    office.settle()
    return made


def choose_file(qtbot: QtBot, page: RemindersPage, word: str, file: Path) -> None:
    """Save by the dialog, which leaves the window free while it is open."""
    button(page, word).click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.selectFile(str(file))
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()


def test_the_calendar_is_saved_and_its_place_remembered(
    qtbot: QtBot, page: RemindersPage, office: Office, tmp_path: Path
) -> None:
    assert "Файл напоминаний ещё не сохранён" in seen(page)
    file = tmp_path / "сроки.ics"
    choose_file(qtbot, page, "Сохранить файл…", file.with_suffix(""))
    office.settle()
    qtbot.waitUntil(lambda: "Файл напоминаний обновляется сам" in seen(page))
    assert "Файл сохранён. Открытых обязанностей в нём: " in seen(page)
    assert str(file) in seen(page)
    assert office.ask(reminding.choices) == Choices(file, follow=True, notice=True)
    assert events(file)
    assert office.ask(lambda desk: desk.register.journal.page(0, 1))[0].act == "setting_changed"


def test_a_strange_calendar_is_not_written_over(
    qtbot: QtBot, page: RemindersPage, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "чужой.ics"
    file.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    page._save_to(str(file))
    office.settle()
    qtbot.waitUntil(lambda: "не файл напоминаний этого реестра" in seen(page))
    assert file.read_bytes() == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert office.ask(reminding.choices).file is None


def test_the_switches_are_kept(qtbot: QtBot, page: RemindersPage, office: Office, tmp_path: Path) -> None:
    assert not any(b.text().startswith("Обновлять") for b in page.findChildren(QAbstractButton) if b.isVisible())
    page._save_to(str(tmp_path / "сроки.ics"))
    office.settle()
    qtbot.waitUntil(lambda: "Обновлять файл" in seen(page))
    button(page, "Обновлять файл, когда меняется срок").click()
    button(page, "Раз в день сообщать, сколько сроков подходит").click()
    office.settle()
    qtbot.waitUntil(lambda: "Файл напоминаний не обновляется" in seen(page))
    assert office.ask(reminding.choices) == Choices(tmp_path / "сроки.ics", follow=False, notice=False)
    (tmp_path / "сроки.ics").unlink()
    page.refresh()
    office.settle()
    assert "Файла напоминаний нет на месте" in seen(page)


def test_the_file_follows_every_act(qtbot: QtBot, office: Office, trays: list[Tray], tmp_path: Path) -> None:
    file = tmp_path / "сроки.ics"
    office.ask(lambda desk: reminding.save_calendar(desk, file))
    reminder = Reminding(office.tasks, FixedClock(NOON))
    office.settle()
    before = events(file)
    office.tasks.act(add_case)
    office.settle()
    assert events(file) == before | {"4-answer_access": "CONFIRMED", "4-policy_term": "CONFIRMED"}
    office.tasks.act(lambda desk: duties.fulfil(desk, 4, desk.register.duties.of_case(4)[0].id))
    office.settle()
    assert events(file)["4-answer_access"] == "CANCELLED"
    reminder.deleteLater()


def test_acts_in_a_row_are_one_piece_of_work(
    office: Office, trays: list[Tray], monkeypatch: pytest.MonkeyPatch
) -> None:
    reminder = Reminding(office.tasks, FixedClock(NOON))
    office.settle()
    done: list[object] = []
    monkeypatch.setattr(reminding, "follow", done.append)
    office.tasks.act(add_case)
    office.tasks.act(add_case)
    office.settle()
    assert 1 <= len(done) <= 2
    reminder.deleteLater()


def test_a_file_that_cannot_be_written_is_said_once(office: Office, trays: list[Tray], tmp_path: Path) -> None:
    folder = tmp_path / "флешка"
    folder.mkdir()
    office.ask(lambda desk: reminding.save_calendar(desk, folder / "сроки.ics"))
    reminder = Reminding(office.tasks, FixedClock(NOON))
    said: list[str] = []
    reminder.failed.connect(said.append)
    office.settle()
    folder.rename(tmp_path / "вынута")
    for _ in range(2):
        office.tasks.act(add_case)
        office.settle()
    assert len(said) == 1
    assert "флешка" in said[0]
    (tmp_path / "вынута").rename(folder)
    office.tasks.act(add_case)
    office.settle()
    assert "6-answer_access" in events(folder / "сроки.ics")
    folder.rename(tmp_path / "снова")
    office.tasks.act(add_case)
    office.settle()
    assert len(said) == 2
    reminder.deleteLater()


def test_an_act_just_before_closing_is_in_the_file(office: Office, trays: list[Tray], tmp_path: Path) -> None:
    file = tmp_path / "сроки.ics"
    office.ask(lambda desk: reminding.save_calendar(desk, file))
    reminder = Reminding(office.tasks, FixedClock(NOON))
    office.settle()
    office.tasks.act(add_case, lambda _changes: office.tasks.close())  # the last thing before the window goes
    office._qtbot.waitUntil(lambda: office.tasks._closed)
    assert "4-answer_access" in events(file)
    reminder.deleteLater()


def test_a_day_begins_with_one_notice(office: Office, trays: list[Tray], look: None) -> None:
    clock = FixedClock(NOON)
    reminder = Reminding(office.tasks, clock)
    office.settle()
    (place,) = trays
    assert place.messages == ["Просрочено: 1 · в ближайшие 5\u00a0рабочих дней: 1"]
    reminder.look_at_clock()
    office.tasks.act(add_case)
    office.settle()
    assert len(place.messages) == 1
    clock.moment += timedelta(days=1)
    reminder.look_at_clock()
    office.settle()
    assert len(place.messages) == 2
    reminder.deleteLater()


def test_what_was_told_in_this_day_is_not_told_again(office: Office, trays: list[Tray], look: None) -> None:
    clock, told = FixedClock(NOON), []
    first = Reminding(office.tasks, clock)
    first.told.connect(told.append)
    office.settle()
    assert told == [NOON.date()]
    second = Reminding(office.tasks, clock, NOON.date())
    office.settle()
    assert [len(place.messages) for place in trays] == [1, 0]
    assert trays[1].shown
    for made in (first, second):
        made.deleteLater()


def test_the_icon_counts_and_leads_to_what_comes_first(office: Office, trays: list[Tray], look: None) -> None:
    reminder = Reminding(office.tasks, FixedClock(NOON))
    wanted: list[int] = []
    reminder.case_wanted.connect(wanted.append)
    office.settle()
    (place,) = trays
    name = office.ask(opening.name_of)
    assert place.said.replace("\u00a0", " ") == f"{name}\nПросрочено: 1 · в ближайшие 5 рабочих дней: 1"
    lines = place.lines()
    assert lines[:2] == ["Открыть «Отклик»", "Новое обращение"]
    assert lines[-1] == "Выйти"
    nearest = [line for line in lines if line.startswith("№")]
    assert len(nearest) == 3
    assert "просрочено" in nearest[0]
    people = ("Калинин", "Орлов", "Зимин")
    assert not any(person in line for line in lines for person in people), "names stand beside no clock"
    next(action for action in place.menu.actions() if action.text().startswith("№")).trigger()
    assert wanted == [office.ask(reminding.glance).nearest[0].case_id]
    late = place.pictures[-1]
    office.tasks.act(lambda desk: closing.annul_case(desk, wanted[0], "внесено дважды"))
    office.settle()
    assert place.pictures[-1] != late, "another number, and another shape without the overdue one"
    reminder.deleteLater()


def test_a_training_register_stands_beside_no_clock(office: Office, trays: list[Tray]) -> None:
    office.ask(lambda desk: desk.register.settings.set(opening.STANDS_ON, "2026-11-21"))
    reminder = Reminding(office.tasks, FixedClock(NOON))
    office.settle()
    assert trays == []
    assert office.ask(reminding.glance) is None
    reminder.deleteLater()


def test_without_the_icon_nothing_stands_there(office: Office, trays: list[Tray]) -> None:
    reminder = Reminding(office.tasks, FixedClock(NOON))
    office.settle()
    office.tasks.act(lambda desk: reminding.set_icon(desk, on=False))
    office.settle()
    assert not trays[0].shown
    office.tasks.act(lambda desk: reminding.set_icon(desk, on=True))
    office.settle()
    assert trays[0].shown
    reminder.deleteLater()


def test_looking_changes_nothing(office: Office, trays: list[Tray], tmp_path: Path) -> None:
    """A reminder that was seen is still a reminder: only an act takes it away."""

    def state(desk: Desk) -> tuple[str, Counts, bytes]:
        return desk.register.journal.head(), reminding.counts(desk), file.read_bytes()

    file = tmp_path / "сроки.ics"
    office.ask(lambda desk: reminding.save_calendar(desk, file))
    before = office.ask(state)
    clock = FixedClock(NOON)
    reminder = Reminding(office.tasks, clock)
    office.settle()
    trays[0].messageClicked.emit()
    trays[0].activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    clock.moment += timedelta(days=1)
    reminder.look_at_clock()
    office.settle()
    assert office.ask(state) == before
    reminder.deleteLater()


def test_another_day_begins_within_a_minute_also_after_sleep(office: Office, trays: list[Tray]) -> None:
    clock = FixedClock(NOON)
    reminder = Reminding(office.tasks, clock)
    began: list[bool] = []
    reminder.day_began.connect(lambda: began.append(True))
    office.settle()
    assert reminder._timer.interval() <= 60_000
    clock.moment = datetime(2026, 11, 21, 23, 59, 30, tzinfo=MOSCOW)
    reminder.look_at_clock()
    assert not began
    clock.moment = datetime(2026, 11, 24, 9, 0, tzinfo=MOSCOW)
    reminder._on_state(Qt.ApplicationState.ApplicationActive)
    assert began == [True]
    clock.moment = datetime(2026, 11, 21, 9, 0, tzinfo=MOSCOW)
    reminder.look_at_clock()
    assert len(began) == 2, "a clock that is put back counts too"
    office.settle()
    reminder.deleteLater()


def test_a_term_that_runs_by_the_hour_is_counted_by_the_hour(
    office: Office, trays: list[Tray], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, looked = FixedClock(NOON), []
    monkeypatch.setattr(reminding, "glance", looked.append)
    reminder = Reminding(office.tasks, clock)
    office.settle()
    clock.moment += timedelta(minutes=20)
    reminder.look_at_clock()
    office.settle()
    assert len(looked) == 1
    clock.moment += timedelta(minutes=41)
    reminder.look_at_clock()
    office.settle()
    assert len(looked) == 2
    reminder.deleteLater()


def test_no_notice_where_none_is_wanted(office: Office, trays: list[Tray]) -> None:
    office.ask(lambda desk: reminding.set_notice(desk, on=False))
    reminder = Reminding(office.tasks, FixedClock(NOON))
    office.settle()
    assert trays[0].shown, "the icon is another choice"
    assert trays[0].messages == []
    reminder.deleteLater()


def test_a_closed_register_is_counted_no_longer_when_another_day_begins(office: Office, trays: list[Tray]) -> None:
    clock = FixedClock(NOON)
    reminder = Reminding(office.tasks, clock)
    office.settle()
    closed: list[bool] = []
    office.tasks.suspend(lambda: closed.append(True))
    office._qtbot.waitUntil(lambda: bool(closed))
    clock.moment += timedelta(days=1)
    reminder.look_at_clock()
    assert trays[0].said == "Отклик"
    assert not any(line.startswith("№") for line in trays[0].lines())
    reminder.deleteLater()


def test_where_there_is_no_place_beside_the_clock_nothing_happens(qtbot: QtBot) -> None:
    notice = tray.TrayNotice()
    notice.show_unknown()
    assert not notice.tell(Counts(today=1, overdue=1, soon=1))
    assert notice._icon is None
    notice.hide()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(2, 1, 3), "Сегодня последний день: 2 · просрочено: 1 · в ближайшие 5 рабочих дней: 3"),
        (Counts(0, 1, 0), "Просрочено: 1"),
        (Counts(0, 0, 21), "В ближайшие 5 рабочих дней: 21"),
        (Counts(0, 0, 0), ""),
    ],
)
def test_the_notice_is_figures_alone(look: None, counts: Counts, expected: str) -> None:
    assert tray.sentence(counts).replace("\u00a0", " ") == expected


def test_the_notice_speaks_english_too(qapp: QApplication, look: None) -> None:
    words.set_language("en")
    translation.install(qapp, "en")
    try:
        assert (
            tray.sentence(Counts(2, 0, 3)).replace("\u00a0", " ")
            == "The last day is today: 2 · in the next 5 working days: 3"
        )
    finally:
        translation.install(qapp, "ru")


def test_the_window_comes_to_today_by_a_click_on_the_notice(
    qtbot: QtBot, window: MainWindow, trays: list[Tray]
) -> None:
    window.begin_reminding()
    settle(qtbot, window)
    window.show_room(REGISTER)
    settle(qtbot, window)
    trays[0].messageClicked.emit()
    assert window.shown == TODAY
    settle(qtbot, window)


def test_the_window_says_that_the_file_was_not_written(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, trays: list[Tray], tmp_path: Path
) -> None:
    folder = tmp_path / "флешка"
    folder.mkdir()
    tasks.act(lambda desk: reminding.save_calendar(desk, folder / "сроки.ics"))
    settle(qtbot, window)
    folder.rename(tmp_path / "вынута")
    window.begin_reminding()
    settle(qtbot, window)
    assert "Файл напоминаний не обновлён. Нет папки" in seen(window)
    button(window._notices, "Напоминания").click()
    settle(qtbot, window)
    assert "Файла напоминаний нет на месте" in seen(window)
